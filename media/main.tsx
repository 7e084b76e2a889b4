// The panel's entry: one state, one loop. A message or a key makes an action, the reducer makes a state, the state is drawn.
import { render } from 'preact';
import type { FromPanel } from '../server/protocol';
import { createAct } from './act';
import { App } from './app';
import { click } from './clicks';
import { press } from './keys';
import { refillBudget } from './math';
import { nodeIdOf } from './rows';
import { type Action, initial, keep, reduce, type State } from './state';
import { readMessage } from './wall';

declare function acquireVsCodeApi(): { postMessage(message: FromPanel): void; getState(): unknown; setState(state: unknown): void };

const vscode = acquireVsCodeApi();
const root = document.getElementById('root') ?? document.body.appendChild(document.createElement('div'));
let state = initial(vscode.getState());
let kept = '';
const act = createAct(
  () => state,
  dispatch,
  message => vscode.postMessage(message),
);

function dispatch(action: Action): void {
  const before = state;
  state = reduce(before, action);
  if (state === before) {
    // The reader asked for the row again: show it where it stands.
    if (action.type === 'focus') follow(state, true);
    return;
  }
  if (action.type === 'tree') refillBudget();
  draw();
  remember();
  if (action.type === 'move' || action.type === 'focus' || action.type === 'toggle' || action.type === 'view') follow(state, true);
  else if (action.type === 'select' && state.selected !== before.selected) follow(state, false);
  else if (action.type === 'tree' && state.shown?.tree.solution !== before.shown?.tree.solution) follow(state, false);
}

function draw(): void {
  try {
    render(<App state={state} act={act} />, root);
  } catch (error) {
    vscode.postMessage({ type: 'error', message: error instanceof Error ? (error.stack ?? error.message) : String(error) });
  }
}

/** Brings the focused row into view; with `take` the keyboard goes there too. */
function follow({ focus }: State, take: boolean): void {
  if (focus === undefined) return;
  const find = (id: string) => root.querySelector<HTMLElement>(`[data-row="${CSS.escape(id)}"]`);
  const row = find(focus) ?? find(nodeIdOf(focus));
  if (take) row?.focus({ preventScroll: true });
  if (!row) return;
  // A step that is taller than the view is brought to its first line.
  const view = row.closest('.view');
  const whole = !view || row.offsetHeight <= view.clientHeight;
  (whole ? row : (row.querySelector('.head') ?? row)).scrollIntoView({ block: 'nearest', inline: 'nearest' });
}

function remember(): void {
  const next = keep(state);
  const text = JSON.stringify(next);
  if (!next || text === kept) return;
  kept = text;
  vscode.setState(next);
}

window.addEventListener('message', event => {
  const message = readMessage(event.data);
  if (message) dispatch(message);
});

document.addEventListener('keydown', event => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
  const target = event.target instanceof Element ? event.target : document.body;
  if (target.closest('select, input, textarea')) return;
  if (target.closest('button') && (event.key === 'Enter' || event.key === ' ')) return;
  if (press(state, act, event.key)) event.preventDefault();
});

document.addEventListener('click', event => {
  // Marking text with the mouse is no command.
  if (event.target instanceof Element && (getSelection()?.isCollapsed ?? true)) click(state, act, event.target);
});

window.addEventListener('error', event => vscode.postMessage({ type: 'error', message: event.message }));

// The graph fits itself to the width.
window.addEventListener('resize', () => {
  if (state.view === 'graph') draw();
});

draw();
const restored = keep(state);
vscode.postMessage(restored ? { type: 'ready', state: restored } : { type: 'ready' });
