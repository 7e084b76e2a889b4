import assert from 'node:assert/strict';
import { test } from 'node:test';
import { CancellationTokenSource, ProgressType, WorkDoneProgress } from 'vscode-languageserver/node';
import { defaults } from '../../server/core';
import type { SolutionsResult, TreeResult, VerifiedFile, VerifyFilesResult, VerifyResult } from '../../server/protocol';
import { eggs, right } from './documents';
import { connect } from './harness';

const uri = 'file:///eggs.md';

test('hence/tree answers the solution asked for by id, by place, else the first with a finding', async t => {
  const client = await connect(t);
  const text = `${right.replace('# Problem', '# Problem 1')}\n${eggs.replace('# Problem', '# Problem 2')}`;
  await client.open(uri, text);
  const ask = (more: object) => client.connection.sendRequest<TreeResult>('hence/tree', { uri, ...more });
  const found = await ask({});
  assert.equal(found.solutions.length, 2);
  assert.equal(found.version, 1);
  const [first, second] = found.solutions;
  assert.equal(found.tree!.solution, second!.id);
  assert.equal((await ask({ solution: first!.id })).tree!.solution, first!.id);
  assert.equal((await ask({ offset: first!.span.start })).tree!.solution, first!.id);
  assert.equal(second!.firstError, 1);
  assert.deepEqual(
    second!.findings.map(finding => [finding.standing, finding.number]),
    [
      ['root', 1],
      ['inherited', 2],
    ],
  );
  const { line, character } = second!.findings[0]!;
  assert.match(text.split('\n')[line]!.slice(character), /^\$?36 - 5 = 32/);
});

test('hence/tree says why there is none', async t => {
  const client = await connect(t);
  await client.open(uri, 'Just a shopping list.\n');
  const empty = await client.connection.sendRequest<TreeResult>('hence/tree', { uri });
  assert.equal(empty.tree, null);
  assert.equal(empty.reason, 'no solution was found in this document');
  const closed = await client.connection.sendRequest<TreeResult>('hence/tree', { uri: 'file:///no.md' });
  assert.equal(closed.reason, 'this document is not open');
});

test('hence/verify answers when the diagnostics are out, whatever the settings say', async t => {
  const client = await connect(t, { settings: { enable: false } });
  await client.open(uri, eggs);
  assert.deepEqual(await client.items(uri), []);
  const { solutions } = await client.connection.sendRequest<VerifyResult>('hence/verify', { uri });
  assert.equal(solutions[0]!.firstError, 1);
  assert.equal((await client.items(uri)).length, 2);
  assert.deepEqual(await client.connection.sendRequest('hence/verify', { uri: 'file:///no.md' }), { solutions: [] });
});

test('hence/settings answers the settings in force', async t => {
  const client = await connect(t, { settings: { maxProblems: 7, run: 'never' } });
  const settings = await client.connection.sendRequest('hence/settings');
  assert.deepEqual(settings, { ...defaults, maxProblems: 7 });
});

test('hence/verifyFiles reads files in order, reports each, and goes on where one cannot be read', async t => {
  const files: Record<string, string> = { 'file:///a.md': eggs, 'file:///b.md': right, 'file:///open.md': right };
  const client = await connect(t, {
    host: {
      readFile: async file => {
        if (file === 'file:///broken.md') throw new Error('no such device');
        return files[file] ?? null;
      },
    },
  });
  await client.open('file:///open.md', eggs);
  const partial: VerifiedFile[] = [];
  const steps: { kind: string; message?: string; percentage?: number }[] = [];
  client.connection.onProgress(new ProgressType<VerifiedFile>(), 'part', file => void partial.push(file));
  client.connection.onProgress(WorkDoneProgress.type, 'work', step => void steps.push(step));
  const uris = ['file:///a.md', 'file:///gone.md', 'file:///broken.md', 'file:///b.md', 'file:///open.md'];
  const result = await client.connection.sendRequest<VerifyFilesResult>('hence/verifyFiles', {
    uris,
    workDoneToken: 'work',
    partialResultToken: 'part',
  });
  assert.equal(result.cancelled, false);
  assert.deepEqual(
    result.files.map(file => [
      file.uri,
      file.solutions.map(solution => solution.firstError),
      file.problems.map(problem => problem.message),
    ]),
    [
      ['file:///a.md', [1], []],
      ['file:///gone.md', [], ['this file could not be read']],
      ['file:///broken.md', [], ['this file could not be read: no such device']],
      ['file:///b.md', [-1], []],
      ['file:///open.md', [1], []],
    ],
  );
  assert.deepEqual(partial, result.files);
  assert.equal(steps[0]!.kind, 'begin');
  assert.equal(steps.at(-1)!.kind, 'end');
  const reports = steps.filter(step => step.kind === 'report');
  assert.equal(reports.at(-1)!.message, '5 of 5 · 2 wrong');
  assert.equal(reports.at(-1)!.percentage, 100);
});

test('hence/verifyFiles stops when it is cancelled and keeps what it has', async t => {
  const source = new CancellationTokenSource();
  const client = await connect(t, { host: { readFile: async () => eggs } });
  let seen = 0;
  client.connection.onProgress(new ProgressType<VerifiedFile>(), 'part', () => {
    if (++seen === 2) source.cancel();
  });
  const uris = Array.from({ length: 500 }, (_, i) => `file:///${i}.md`);
  const ended = new Promise(resolve => {
    client.connection.onProgress(WorkDoneProgress.type, 'work', step => {
      if (step.kind === 'end') resolve(step);
    });
  });
  const result = await client.connection
    .sendRequest<VerifyFilesResult>('hence/verifyFiles', { uris, partialResultToken: 'part', workDoneToken: 'work' }, source.token)
    .catch(error => error as Error);
  await ended;
  if (!(result instanceof Error)) {
    assert.equal(result.cancelled, true);
    assert.ok(result.files.length < uris.length);
  }
  assert.ok(seen >= 2 && seen < uris.length, `${seen} files were verified`);
});

test('hence/solutions and hence/verifyFiles say which slips are the same, whatever the numbers', async t => {
  const lost = (a: number, b: number) =>
    `# Problem\n\nExpand $${a} - (x - ${b})$.\n\n# Solution\n\nStep 1. Removing the brackets, $${a} - (x - ${b}) = ${a} - x - ${b}$.\n`;
  const files: Record<string, string> = { 'file:///a.md': lost(3, 5), 'file:///b.md': lost(7, 8), 'file:///c.md': eggs };
  const client = await connect(t, { host: { readFile: async file => files[file] ?? null } });
  const { files: verified } = await client.connection.sendRequest<VerifyFilesResult>('hence/verifyFiles', { uris: Object.keys(files) });
  const slips = verified.map(file => file.solutions[0]!.findings[0]!.same);
  assert.ok(slips[0]);
  assert.deepEqual(slips[0], slips[1]);
  assert.deepEqual([slips[0].slip, slips[0].change], ['sign lost', '- → +']);
  assert.notEqual(slips[2]!.key, slips[0].key);
  assert.equal(verified[2]!.solutions[0]!.findings[1]!.same, undefined, 'what only inherits is no slip');
  await client.open('file:///a.md', lost(2, 4));
  const { solutions, version } = await client.connection.sendRequest<SolutionsResult>('hence/solutions', { uri: 'file:///a.md' });
  assert.equal(version, 1);
  assert.deepEqual(solutions[0]!.findings[0]!.same, slips[0]);
  const none = await client.connection.sendRequest<SolutionsResult>('hence/solutions', { uri: 'file:///no.md' });
  assert.deepEqual(none, { uri: 'file:///no.md', version: 0, solutions: [] });
});
