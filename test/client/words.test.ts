import * as assert from 'node:assert/strict';
import { test } from 'node:test';
import { describe } from '../../client/words';
import type { Status } from '../../server/protocol';

const status = (fields: Partial<Status>): Status => ({
  uri: 'file:///a.md',
  version: 1,
  state: 'ready',
  done: 1,
  total: 1,
  wrong: 0,
  coverage: { claims: 14, checked: 11 },
  ms: 12.4,
  ...fields,
});
const running = { state: 'running' } as const;

test('no error found is only said together with the coverage', () => {
  assert.equal(describe(running, status({})).text, '$(checklist) No error found · 11 of 14 claims checked');
  assert.equal(describe(running, status({})).detail, '12 ms');
  assert.equal(describe(running, status({ total: 3 })).detail, '3 solutions, 12 ms');
  assert.doesNotMatch(describe(running, status({ coverage: { claims: 5, checked: 0 } })).text, /No error/);
  assert.doesNotMatch(describe(running, status({ coverage: { claims: 0, checked: 0 } })).text, /No error/);
});

test('a wrong solution is told, among several with their number', () => {
  assert.match(describe(running, status({ wrong: 1 })).text, /^\$\(error\) An error was found · 11 of 14/);
  assert.match(describe(running, status({ wrong: 2, total: 7 })).text, /2 wrong of 7/);
});

test('busy while and only while something is going on', () => {
  assert.equal(describe({ state: 'starting' }, undefined).busy, true);
  const checking = describe(running, status({ state: 'checking', done: 3, total: 9 }));
  assert.equal(checking.busy, true);
  assert.equal(checking.text, 'Checking 4 of 9');
  for (const shown of [describe(running, status({})), describe(running, undefined), describe({ state: 'failed', why: 'x' }, undefined)])
    assert.equal(shown.busy, false);
});

test('a failure says why', () => {
  assert.deepEqual(describe({ state: 'failed', why: 'no memory' }, status({})), {
    text: '$(error) Failed',
    detail: 'no memory',
    busy: false,
    failed: true,
  });
  assert.equal(describe(running, status({ state: 'failed', message: 'too large' })).detail, 'too large');
});

test('a document that is no solution is not called right', () => {
  assert.equal(describe(running, status({ total: 0, coverage: { claims: 0, checked: 0 } })).text, 'No solution here');
});
