import assert from 'node:assert/strict';
import { resolve } from 'node:path';
import { test } from 'node:test';
import type { RecordsJob } from '../../server/batch/job';
import { createKeyTable } from '../../server/batch/keys';
import { openPool } from '../../server/batch/pool';
import { inOrder } from '../../server/batch/run';
import { Late, stopAfter } from '../../server/batch/stop';
import { defaults } from '../../server/core/settings';

const plan = { settings: defaults, task: { kind: 'jsonl', view: { settings: defaults, inherited: true, timing: false } } } as const;

function job(texts: string[]): RecordsJob {
  let at = 0;
  const lines = texts.map((text, index) => {
    const length = Buffer.byteLength(text);
    const line = { number: index + 1, offset: at, start: at, index, at, length, key: `00000000-000000000000000${index}` };
    at += length;
    return line;
  });
  return { kind: 'records', file: 'x.jsonl', bytes: Buffer.from(texts.join('')), lines, describe: false };
}

const record = (id: string) => JSON.stringify({ id, problem: 'What is 2 * 9?', steps: ['2 * 9 = 16'] });

test('a record that takes too long is given up, and the others are checked', async () => {
  // A thread that stands still at the second record, by a script of its own.
  const script = resolve('out/test/batch/stuck.js');
  const { writeFileSync } = await import('node:fs');
  writeFileSync(
    script,
    `const { parentPort, workerData } = require('node:worker_threads');
     const place = new Int32Array(workerData.progress);
     parentPort.on('message', ({ job, given }) => {
       const answer = [];
       for (let i = 0; i < job.lines.length; i++) {
         Atomics.store(place, 0, i); Atomics.add(place, 1, 1);
         if (given && given.has(i)) answer.push([given.get(i)]);
         else if (i === 1) for (;;);
         else answer.push([{ type: 'elsewhere', solution: true }]);
       }
       parentPort.postMessage(answer);
     });`,
  );
  const pool = openPool(plan, { script, jobs: 1, deadline: 200, now: () => performance.now() });
  const answer = await pool.run(job([record('a'), record('b'), record('c')]));
  await pool.close();
  assert.deepEqual(
    answer.map(([outcome]) => outcome!.type),
    ['elsewhere', 'trouble', 'elsewhere'],
  );
  const [given] = answer[1]!;
  assert.ok(given?.type === 'trouble');
  assert.deepEqual([given.code, given.line, given.message], ['timeout', 2, 'given up after 0.2 s']);
});

test('a thread that dies takes one record with it, and one that cannot start says so', async () => {
  const { writeFileSync } = await import('node:fs');
  const script = resolve('out/test/batch/dying.js');
  writeFileSync(
    script,
    `const { parentPort, workerData } = require('node:worker_threads');
     const place = new Int32Array(workerData.progress);
     parentPort.on('message', ({ job, given }) => {
       Atomics.store(place, 0, 0); Atomics.add(place, 1, 1);
       if (!given) throw new Error('out of luck');
       parentPort.postMessage([[given.get(0)]]);
     });`,
  );
  const pool = openPool(plan, { script, jobs: 2, deadline: 5000, now: () => performance.now() });
  const [[outcome]] = (await pool.run(job([record('a')]))) as unknown as [[{ code: string; message: string }]];
  await pool.close();
  assert.deepEqual([outcome.code, outcome.message], ['failed', 'the check failed: out of luck']);
  const none = openPool(plan, { script: resolve('out/no-such-thread.js'), jobs: 1, deadline: 5000, now: () => performance.now() });
  await assert.rejects(none.run(job([record('a')])));
  await none.close();
});

test('the threads that ship say what this thread says', async () => {
  const options = { jobs: 2, deadline: 10_000, now: () => 0 };
  const here = openPool(plan, options);
  const there = openPool(plan, { ...options, script: resolve('dist/thread.js') });
  const one = job([record('a'), '{"id":', record('b')]);
  assert.deepEqual(await there.run(one), await here.run(one));
  await there.close();
});

test('results keep the order of the input, and no more than the width is under way', async () => {
  let under = 0;
  let most = 0;
  async function* source() {
    for (let i = 0; i < 40; i++) yield i;
  }
  const start = async (i: number) => {
    most = Math.max(most, ++under);
    for (let turn = 0; turn < (i * 7) % 5; turn++) await new Promise(resolve => setImmediate(resolve));
    under--;
    return i * 2;
  };
  const got: number[] = [];
  for await (const [, result] of inOrder(source(), start, 5)) got.push(result);
  assert.deepEqual(
    got,
    Array.from({ length: 40 }, (_, i) => 2 * i),
  );
  assert.ok(most <= 5 && most > 1);
});

test('the table of keys holds what was put into it', () => {
  const table = createKeyTable();
  const key = (i: number) => `aaaaaaaa-${(i * 2654435761).toString(16).padStart(16, '0').slice(-16)}`;
  for (let i = 0; i < 5000; i++) table.set(key(i), i);
  assert.equal(table.size, 5000);
  for (let i = 0; i < 5000; i++) assert.equal(table.get(key(i)), i);
  assert.equal(table.get(key(5001)), undefined);
  table.delete(key(7));
  assert.deepEqual([table.size, table.get(key(7)), table.get(key(8))], [4999, undefined, 8]);
  assert.deepEqual(
    table.keysOf(9).map(k => k.slice(1)),
    [key(9).slice(9)],
  );
});

test('without threads, what takes too long is stopped in a loop and in a pattern, and the next thing runs', () => {
  const within = stopAfter(50);
  const spin = () => {
    for (;;);
  };
  const late = (error: unknown) => error instanceof Late && error.message === 'given up after 0.05 s';
  assert.throws(() => within(spin), late);
  assert.throws(() => within(() => /^(a+)+$/.test(`${'a'.repeat(60)}b`)), late);
  assert.equal(
    within(() => 6 * 7),
    42,
  );
  assert.throws(
    () =>
      within(() => {
        throw new TypeError('its own');
      }),
    /its own/,
  );
});
