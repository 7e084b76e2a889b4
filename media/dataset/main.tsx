// The data set's page: record n of N, and ways to find another one.
import { render } from 'preact';
import type { DatasetInfo, DatasetRecord, FromDataset, ToDataset } from '../../server/protocol';
import { refillBudget } from '../math';
import { App, type Search } from './app';

declare function acquireVsCodeApi(): { postMessage(message: FromDataset): void; getState(): unknown; setState(state: unknown): void };

const vscode = acquireVsCodeApi();
const root = document.getElementById('root') ?? document.body.appendChild(document.createElement('div'));
let info: DatasetInfo | undefined;
let record: DatasetRecord | undefined;
let said = '';
let search: Search = { text: '', verdict: '', slip: '' };

const post = (message: FromDataset) => vscode.postMessage(message);

function draw(): void {
  try {
    render(<App info={info} record={record} said={said} search={search} setSearch={setSearch} go={go} find={find} post={post} />, root);
  } catch (error) {
    post({ type: 'error', message: error instanceof Error ? (error.stack ?? error.message) : String(error) });
  }
}

/** What is left of the page when another tab covers it. */
function keep(): void {
  vscode.setState({ n: record?.n ?? 0, search });
}

function setSearch(next: Search): void {
  search = next;
  keep();
  draw();
}

function go(n: number): void {
  if (!info || info.records === 0) return;
  said = '';
  post({ type: 'go', n: Math.max(0, Math.min(info.records - 1, n)) });
}

function find(backwards: boolean): void {
  if (!record || !info) return;
  said = 'Searching…';
  draw();
  const from = record.n + (backwards ? -1 : 1);
  const verdict = search.verdict === '' ? {} : { verdict: search.verdict };
  const text = search.text.trim() === '' ? {} : { text: search.text.trim() };
  const slip = search.slip === '' ? {} : { slip: search.slip };
  post({ type: 'find', query: { from, ...(backwards ? { backwards } : {}), ...text, ...verdict, ...slip } });
}

window.addEventListener('message', event => {
  const message = event.data as ToDataset | undefined;
  if (message?.type === 'info') info = message.info;
  else if (message?.type === 'record') {
    if (message.mended && message.record.n !== record?.n) return;
    record = message.record;
    refillBudget();
    if (!message.mended) {
      said = '';
      keep();
      root.querySelector('.record')?.scrollTo(0, 0);
    }
  } else if (message?.type === 'said') said = message.text;
  draw();
});

document.addEventListener('keydown', event => {
  if (event.ctrlKey || event.metaKey || event.altKey || !record) return;
  if (event.target instanceof Element && event.target.closest('input, select, textarea')) return;
  const steps: Record<string, number> = { ArrowRight: 1, n: 1, ArrowLeft: -1, p: -1, PageDown: 10, PageUp: -10 };
  const step = steps[event.key];
  if (step === undefined) return;
  event.preventDefault();
  go(record.n + step);
});

const state = vscode.getState() as { n?: number; search?: Search } | undefined;
search = { ...search, ...state?.search };
draw();
post(typeof state?.n === 'number' ? { type: 'ready', n: state.n } : { type: 'ready' });
