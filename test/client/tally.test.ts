import assert from 'node:assert/strict';
import { test } from 'node:test';
import { inWords, sumOf, tallyOf } from '../../client/tally';
import type { FindingSummary, SolutionSummary } from '../../server/protocol';

const solution = (...standings: FindingSummary['standing'][]) =>
  ({ findings: standings.map(standing => ({ standing })) }) as unknown as SolutionSummary;

test('what is only doubted is not called wrong', () => {
  const tally = tallyOf([solution('root', 'opinion'), solution('opinion'), solution('hint'), solution(), solution('opinion')]);
  assert.deepEqual(tally, { solutions: 5, wrong: 1, opinions: 2 });
  assert.equal(inWords(tally), '1 wrong, 2 doubted of 5');
  assert.equal(inWords(tallyOf([solution('opinion'), solution()])), '1 doubted of 2');
  assert.equal(inWords(tallyOf([solution(), solution()])), '0 wrong of 2');
  assert.equal(inWords(sumOf([tally, { solutions: 3400, wrong: 1000, opinions: 0 }])), '1,001 wrong, 2 doubted of 3,405');
});
