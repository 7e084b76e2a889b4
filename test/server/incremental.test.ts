import assert from 'node:assert/strict';
import { test } from 'node:test';
import { CancellationTokenSource } from 'vscode-languageserver/node';
import { check, createMemo } from '../../server/core';
import { STATUS, type Status } from '../../server/protocol';
import { eggs, longSolution, right } from './documents';
import { connect } from './harness';

const uri = 'file:///long.md';

test('an edit in a document of a thousand steps costs a few claims', async t => {
  const memo = createMemo();
  const client = await connect(t, { host: { memo } });
  await client.open(uri, longSolution(1000));
  const { coverage } = await client.settled(uri);
  assert.equal(coverage.claims, 1000);
  const cold = memo.misses;
  assert.ok(cold >= 1000, `${cold} misses at first`);

  const version = await client.replace(uri, '= 124750$', '= 124751$');
  assert.equal((await client.settled(uri, version)).wrong, 1);
  const edited = memo.misses - cold;
  assert.ok(edited > 0 && edited <= 40, `an edit cost ${edited} of ${cold} misses`);

  const back = await client.replace(uri, '= 124751$', '= 124750$');
  assert.equal((await client.settled(uri, back)).wrong, 0);
  const inserted = memo.misses;
  const after = await client.replace(uri, 'Add the numbers.', 'Add the numbers.\n\nAll of them.');
  assert.equal((await client.settled(uri, after)).wrong, 0);
  assert.ok(memo.misses - inserted <= 40, `a line above cost ${memo.misses - inserted} misses`);
});

test('a change cancels the check that runs; only the newest version is answered', async t => {
  const started: string[] = [];
  const finished: string[] = [];
  let hold: Promise<void> | undefined;
  let tick = 0;
  const client = await connect(t, {
    host: {
      now: () => (tick += 100),
      breathe: async () => void (await hold),
      check: function* (source, ...rest) {
        started.push(source.text);
        yield { done: 0, total: 1 };
        const analysis = yield* check(source, ...rest);
        finished.push(source.text);
        return analysis;
      },
    },
  });
  let free: () => void = () => {};
  hold = new Promise(resolve => {
    free = resolve;
  });
  const checking = client.until(({ method }) => method === STATUS);
  await client.open(uri, eggs);
  await checking;
  await client.replace(uri, '= 32$', '= 30$');
  await client.replace(uri, '= 30$', '= 31$');
  const version = await client.replace(uri, '$32 \\cdot 2 = 64$', '$31 \\cdot 2 = 62$');
  const pulled = client.items(uri);
  // Messages arrive in order: once this is answered the server has seen every change.
  await client.connection.sendRequest('hence/settings');
  hold = undefined;
  free();
  assert.deepEqual(await pulled, []);
  assert.equal((await client.settled(uri, version)).wrong, 0);
  assert.equal(started[0], eggs);
  assert.deepEqual(finished, [right], 'no check but the last came to its end');
  const ready = client.messages.filter(({ method, params }) => method === STATUS && (params as Status).state === 'ready');
  assert.deepEqual(
    ready.map(({ params }) => (params as Status).version),
    [version],
  );
});

test('a long check lets requests through', async t => {
  let breaths = 0;
  let tick = 0;
  const client = await connect(t, {
    host: {
      now: () => (tick += 100),
      breathe: () => {
        breaths++;
        return new Promise(resolve => setImmediate(resolve));
      },
    },
  });
  await client.open(uri, longSolution(1000));
  const settings = client.connection.sendRequest('hence/settings').then(() => 'settings');
  const status = client.settled(uri).then(() => 'checked');
  assert.equal(await Promise.race([settings, status]), 'settings');
  await status;
  assert.ok(breaths >= 10, `${breaths} breaths`);
});

test('a pull that is cancelled while its check runs is given up', async t => {
  let free: () => void = () => {};
  let tick = 0;
  const held = new Promise<void>(resolve => {
    free = resolve;
  });
  const client = await connect(t, { host: { now: () => (tick += 100), breathe: () => held } });
  const checking = client.until(({ method }) => method === STATUS);
  await client.open(uri, eggs);
  await checking;
  const source = new CancellationTokenSource();
  const pulled = client.connection.sendRequest('textDocument/diagnostic', { textDocument: { uri } }, source.token);
  source.cancel();
  await assert.rejects(pulled, { code: -32800 });
  free();
  await client.settled(uri);
});

test('hostile documents end in ready', async t => {
  const client = await connect(t);
  const hostile = {
    'file:///deep.md': `# Solution\n\n$${'('.repeat(20_000)}1${')'.repeat(20_000)} = 1$\n`,
    'file:///power.md': '# Solution\n\n$9^{9^{9^{9}}} = 1$\n\n$200000! = 3$\n',
    'file:///dollars.md': '$'.repeat(50_000),
    'file:///zero.md': '# Solution\n\n\u0000\u0001\ud800 $1 = 1$\n',
    'file:///wide.md': `# Solution\n\n$${'x+'.repeat(20_000)}x = 1$\n`,
  };
  for (const [at, text] of Object.entries(hostile)) {
    await client.open(at, text);
    assert.equal((await client.settled(at)).state, 'ready', at);
    assert.ok((await client.pull(at)).kind === 'full');
  }
});
