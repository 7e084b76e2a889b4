import * as assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as vscode from 'vscode';
import type { DatasetRecord, ToDataset } from '../../../server/protocol';
import { closeAll, extension, fileUri } from './support';

/** Over 60 MB, which the editor itself gives to no extension. */
const many = 60_000;

function record(n: number): string {
  const filler = `${'The pupil counts the pens once more and writes it down. '.repeat(18)}`;
  const step = n % 100 === 0 ? `It is 2 * 9 = 16.` : 'It is 2 * 9 = 18.';
  return JSON.stringify({ id: `r${n}`, problem: `What is 2 * 9? (${n})`, steps: [filler, step], label: n % 100 === 0 ? 1 : -1 });
}

suite('data sets', () => {
  const uri = () => fileUri('huge.jsonl');
  suiteSetup(() => {
    fs.writeFileSync(uri().fsPath, Array.from({ length: many }, (_, n) => `${record(n)}\n`).join(''));
  });
  suiteTeardown(async () => {
    await vscode.commands.executeCommand('hence.clearResults');
    await closeAll();
    fs.rmSync(uri().fsPath);
  });

  /** The next message of a kind that goes to the page. */
  async function next<K extends ToDataset['type']>(type: K, act: () => unknown): Promise<Extract<ToDataset, { type: K }>> {
    const api = await extension().activate();
    return new Promise((resolve, reject) => {
      const late = setTimeout(() => reject(new Error(`no ${type} came`)), 15_000);
      const listening = api.datasets.onPost(message => {
        if (message.type !== type) return;
        clearTimeout(late);
        listening.dispose();
        resolve(message as Extract<ToDataset, { type: K }>);
      });
      Promise.resolve(act()).catch(reject);
    });
  }

  test('a file of over 60 MB opens, and record 30,000 is shown with its verdict', async function () {
    this.timeout(40_000);
    assert.ok(fs.statSync(uri().fsPath).size > 60e6);
    const api = await extension().activate();
    await api.ready();
    const { record: first } = await next('record', () => vscode.commands.executeCommand('hence.openDataset', uri(), 0));
    assert.equal(first.id, 'r0');
    const began = performance.now();
    const { record: shown } = await next('record', () => api.datasets.open(uri(), 30_000));
    console.log(`      record 30,000 after ${Math.round(performance.now() - began)} ms`);
    assert.deepEqual([shown.n, shown.id, shown.line], [30_000, 'r30000', 30_001]);
    assert.equal((shown as DatasetRecord).tree?.summary.firstError, 1);
  });

  test('the server finds by text, and by verdict once verified; the view lists under filters', async function () {
    this.timeout(120_000);
    const api = await extension().activate();
    const found = await api.server.request<{ n: number | null }>('hence/dataset/find', {
      uri: uri().toString(),
      from: 5,
      text: '"R59999"',
    });
    assert.equal(found.n, 59_999);
    const small = fileUri('small.jsonl');
    fs.writeFileSync(small.fsPath, Array.from({ length: 450 }, (_, n) => `${record(n)}\n`).join(''));
    const run = await vscode.commands.executeCommand<{ solutions: number; wrong: number }>('hence.verifyDataset', small);
    assert.deepEqual([run.solutions, run.wrong], [450, 5]);
    const next_ = await api.server.request<{ n: number | null }>('hence/dataset/find', { uri: small.toString(), from: 1, verdict: 'root' });
    assert.equal(next_.n, 100);
    const [dataset] = (await api.view.provider.getChildren())!.filter(entry => entry.kind === 'dataset');
    assert.equal((await api.view.provider.getChildren(dataset))!.length, 201, 'two hundred, and More…');
    const [slips] = (await api.view.provider.getChildren())!;
    assert.equal(slips!.kind, 'slips');
    const [slip] = (await api.view.provider.getChildren(slips))!;
    assert.match(String((await api.view.provider.getTreeItem(slip!)).description), /^5 times · N → N/);
    const [inSet] = (await api.view.provider.getChildren(slip))!;
    assert.equal((await api.view.provider.getChildren(inSet))!.length, 5, 'the records that made it');
    api.view.filter({ verdict: 'root' });
    assert.equal((await api.view.provider.getChildren(dataset))!.length, 5);
    api.view.filter({ verdict: 'disagreement' });
    assert.equal((await api.view.provider.getChildren(dataset))!.length, 0);
    api.view.filter({});
    const dashboard = await api.server.request<{ files: { hit: number; silent: number }[] }>('hence/dataset/dashboard');
    assert.deepEqual([dashboard.files[0]!.hit, dashboard.files[0]!.silent], [5, 445]);
    fs.rmSync(small.fsPath);
  });
});
