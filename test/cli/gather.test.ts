import assert from 'node:assert/strict';
import { test } from 'node:test';
import { gather } from '../../server/cli/gather';

test('what is gathered is written one piece at a time, in order, however slow the file is', async t => {
  t.mock.timers.enable({ apis: ['setTimeout'] });
  let under = 0;
  let most = 0;
  const written: string[] = [];
  const ready: (() => void)[] = [];
  const write = async (text: string) => {
    most = Math.max(most, ++under);
    await new Promise<void>(resolve => ready.push(resolve));
    written.push(text);
    under--;
  };
  const { add, flush } = gather({ isTTY: false, write });
  await add('a little');
  t.mock.timers.tick(60);
  const much = add('m'.repeat(1 << 16));
  await add('and the rest');
  const all = flush();
  let over = false;
  void all.then(() => (over = true));
  while (!over) {
    ready.shift()?.();
    await new Promise(resolve => setImmediate(resolve));
  }
  await Promise.all([much, all]);
  assert.equal(most, 1);
  assert.deepEqual(written, ['a little', 'm'.repeat(1 << 16), 'and the rest']);
});

test('a write that fails is heard of by whoever adds next, and nothing is written after it', async t => {
  t.mock.timers.enable({ apis: ['setTimeout'] });
  let tries = 0;
  const write = async () => {
    tries++;
    throw new Error('the disk is full');
  };
  const { add, flush } = gather({ isTTY: false, write });
  await add('a little');
  t.mock.timers.tick(60);
  await assert.rejects(add('m'.repeat(1 << 16)), /full/);
  await assert.rejects(flush(), /full/);
  assert.equal(tries, 1);
});
