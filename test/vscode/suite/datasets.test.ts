import * as assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as vscode from 'vscode';
import type { Dashboard, DatasetRecord, ToDataset } from '../../../server/protocol';
import { closeAll, extension, fileUri } from './support';

/** Over 60 MB, which the editor itself gives to no extension. */
const many = 60_000;

function record(n: number): string {
  const filler = `${'The pupil counts the pens once more and writes it down. '.repeat(18)}`;
  const step = n % 100 === 0 ? `It is 2 * 9 = 16.` : 'It is 2 * 9 = 18.';
  return JSON.stringify({ id: `r${n}`, problem: `What is 2 * 9? (${n})`, steps: [filler, step], label: n % 100 === 0 ? 1 : -1 });
}

/** Nothing is wrong in it, and nothing can be checked. */
const words = JSON.stringify({ id: 'words', problem: 'What is 2 * 9?', steps: ['He counts the pens.', 'It is what it was.'] });

/** One claim of it holds, the other is too large to be worked out. */
const half = JSON.stringify({ id: 'half', problem: 'What is 2 * 9?', steps: ['It is 2 * 9 = 18.', 'So 2^{10^9} = 7.'] });

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

  /** The next message of a kind that goes to the page; of a record, the first, without its corrections. */
  async function next<K extends ToDataset['type']>(type: K, act: () => unknown): Promise<Extract<ToDataset, { type: K }>> {
    const api = await extension().activate();
    return new Promise((resolve, reject) => {
      const late = setTimeout(() => reject(new Error(`no ${type} came`)), 15_000);
      const listening = api.datasets.onPost(message => {
        if (message.type !== type || (message.type === 'record' && message.mended)) return;
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
    // No test depends on how long it took; whoever reads the log wants to know.
    const took = `      record 30,000 of ${many} after ${Math.round(performance.now() - began)} ms\n`;
    if (process.env.MOCHA_LOG) fs.appendFileSync(process.env.MOCHA_LOG, took);
    assert.deepEqual([shown.n, shown.id, shown.line], [30_000, 'r30000', 30_001]);
    assert.equal((shown as DatasetRecord).tree?.summary.firstError, 1);
  });

  test('a refuted record is shown at once, and then with its corrections', async function () {
    this.timeout(40_000);
    const api = await extension().activate();
    const messages: Extract<ToDataset, { type: 'record' }>[] = [];
    const listening = api.datasets.onPost(message => {
      if (message.type === 'record' && message.record.n >= 40_000) messages.push(message);
    });
    const corrections = ({ tree }: DatasetRecord) =>
      tree?.nodes.flatMap(({ findings }) => findings.flatMap(({ repairs }) => repairs)) ?? [];
    await api.datasets.open(uri(), 40_000);
    await api.datasets.open(uri(), 40_001);
    listening.dispose();
    assert.deepEqual(
      messages.map(({ record: { n }, mended }) => [n, mended ?? false]),
      [
        [40_000, false],
        [40_000, true],
        [40_001, false],
      ],
    );
    assert.deepEqual(corrections(messages[0]!.record), []);
    assert.match(corrections(messages[1]!.record)[0]!.corrected_step, /2 \* 9 = 18/);
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

  test('the dashboard gets the figures of what was verified', async function () {
    this.timeout(60_000);
    const api = await extension().activate();
    const set = fileUri('labelled.jsonl');
    fs.writeFileSync(set.fsPath, Array.from({ length: 200 }, (_, n) => `${record(n)}\n`).join(''));
    await vscode.commands.executeCommand('hence.verifyDataset', set);
    const figures = new Promise<Dashboard>((resolve, reject) => {
      const late = setTimeout(() => reject(new Error('no figures came')), 20_000);
      const listening = api.dashboard.onPost(message => {
        if (message.type !== 'figures') return;
        clearTimeout(late);
        listening.dispose();
        resolve(message.dashboard);
      });
    });
    // The page asks for them itself: it is drawn by then.
    await vscode.commands.executeCommand('hence.openDashboard');
    const [file] = (await figures).files;
    assert.deepEqual([file!.solutions, file!.wrong, file!.right, file!.hit, file!.silent], [200, 2, 198, 2, 198]);
    assert.ok(vscode.window.tabGroups.all.some(({ tabs }) => tabs.some(({ label }) => label === 'Verdicts Against Labels')));
    fs.rmSync(set.fsPath);
  });
});

suite('large files and the Test Explorer', () => {
  const large = () => fileUri('large.jsonl');
  const hundred = () => fileUri('hundred.jsonl');
  const small = () => fileUri('few.jsonl');
  const document = () => fileUri('pens.md');
  const unsure = () => fileUri('half.md');
  suiteSetup(() => {
    fs.writeFileSync(large().fsPath, Array.from({ length: 2400 }, (_, n) => `${record(n)}\n`).join(''));
    fs.writeFileSync(hundred().fsPath, Array.from({ length: 101 }, (_, n) => `${record(n)}\n`).join(''));
    fs.writeFileSync(small().fsPath, [...[0, 1, 100].map(record), words, half].map(line => `${line}\n`).join(''));
    fs.writeFileSync(document().fsPath, '## Problem\n\nWhat is 2 * 9?\n\n## Solution\n\nStep 1: It is 2 * 9 = 16.\n');
    fs.writeFileSync(
      unsure().fsPath,
      '## Problem\n\nWhat is 2 * 9?\n\n## Solution\n\nStep 1: It is 2 * 9 = 18.\n\nStep 2: So 2^{10^9} = 7.\n',
    );
  });
  suiteTeardown(async () => {
    await vscode.commands.executeCommand('hence.clearResults');
    await closeAll();
    for (const uri of [large(), hundred(), small(), document(), unsure()]) fs.rmSync(uri.fsPath);
  });

  test('Verify All Solutions streams files of many records, and lists them as data sets', async function () {
    this.timeout(60_000);
    const api = await extension().activate();
    const totals = await vscode.commands.executeCommand<{ solutions: number; wrong: number; cancelled: boolean }>('hence.verifyAll');
    assert.equal(totals.cancelled, false);
    assert.ok(totals.solutions > 2400 && totals.wrong >= 24);
    assert.equal(api.results.datasets.get(large().toString())?.records, 2400);
    assert.equal(api.results.datasets.get(hundred().toString())?.records, 101);
    assert.equal(api.results.file(large().toString()), undefined, 'it is no list of rows');
    assert.equal(api.results.file(small().toString())?.solutions.length, 5);
    const sets = (await api.view.provider.getChildren())!.filter(entry => entry.kind === 'dataset');
    const set = sets.find(({ uri }) => uri === large().toString());
    api.view.filter({ verdict: 'root' });
    assert.equal((await api.view.provider.getChildren(set))!.length, 24);
    api.view.filter({});
  });

  test('the Test Explorer runs files and data sets, and tells what became of each solution', async function () {
    this.timeout(60_000);
    const { tests } = await extension().activate();
    const told: string[] = [];
    const create = tests.createTestRun;
    tests.createTestRun = (...given) => {
      const run = create(...given);
      for (const state of ['passed', 'failed', 'skipped', 'errored'] as const) {
        const tell = run[state].bind(run) as (item: vscode.TestItem, ...rest: unknown[]) => void;
        run[state] = (item: vscode.TestItem, ...rest: unknown[]) => {
          told.push(`${item.parent ? '  ' : ''}${item.label} ${state}`);
          tell(item, ...rest);
        };
      }
      return run;
    };
    try {
      await tests.refreshHandler!(new vscode.CancellationTokenSource().token);
      const labels = [...tests.items].map(([, item]) => item.label);
      for (const label of ['few.jsonl', 'half.md', 'large.jsonl', 'pens.md']) assert.ok(labels.includes(label), label);
      await vscode.commands.executeCommand('testing.runAll');
      const of = (label: string) => told.filter(text => text.trimStart().startsWith(`${label} `));
      assert.deepEqual(of('few.jsonl'), ['few.jsonl failed']);
      assert.deepEqual(
        [of('r0'), of('r1'), of('words'), of('half')].map(all => all.at(-1)),
        ['  r0 failed', '  r1 passed', '  words skipped', '  half skipped'],
      );
      // No error in half of a solution is no pass, neither of the solution nor of its file.
      assert.deepEqual(of('half.md'), ['half.md skipped']);
      const halves = [small(), unsure()].flatMap(uri => [...tests.items.get(uri.toString())!.children].map(([, item]) => item.description));
      assert.equal(halves.filter(said => said === 'no error found · 1 of 2 claims checked').length, 2);
      assert.deepEqual(of('pens.md'), ['pens.md failed']);
      // Of a set with too many for a list, the wrong ones stand in it.
      assert.equal([...tests.items.get(large().toString())!.children].length, 24);
      assert.equal(tests.items.get(document().toString())!.children.size, 1);
      assert.equal(told.filter(text => text.endsWith('errored')).length, 0);
    } finally {
      tests.createTestRun = create;
    }
  });
});
