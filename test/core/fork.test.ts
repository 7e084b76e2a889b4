// A step read from where the steps before it ended is what it is when the whole solution is read.
import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { readRecords, solutionOf } from '../../scripts/records';
import { claimKey } from '../../server/core/claims/claim';
import type { StepClaims } from '../../server/core/claims/context';
import { claimsOf, openAt } from '../../server/core/claims/whole';
import { createMemo } from '../../server/core/memo';
import type { Solution, Step } from '../../server/core/model';

const data = path.resolve('../shared/data');
const claimed = (s: StepClaims) => s.claims.map(c => `${c.span.start}-${c.span.end} ${claimKey(c)}`);
const bumped = (step: Step): Step => {
  const text = step.text.text.replace(/\d(?!\d)/, d => String((Number(d) + 1) % 10));
  return { ...step, text: { ...step.text, text } };
};

function check(solution: Solution): number {
  let compared = 0;
  const memo = createMemo();
  const whole = claimsOf(solution, memo);
  solution.steps.forEach((step, n) => {
    const opened = openAt(solution, n, memo);
    const next = bumped(step);
    const edited = claimsOf({ ...solution, steps: solution.steps.with(n, next) }, memo)[n]!;
    // Twice, with an edit in between: one try leaves nothing behind for the next.
    for (const [got, wanted] of [
      [opened.claims(), whole[n]!],
      [opened.claims(next), edited],
      [opened.claims(), whole[n]!],
    ] as const) {
      assert.deepEqual(claimed(got), claimed(wanted), `${solution.id} step ${n}`);
      assert.deepEqual(got.uses, wanted.uses);
      compared += got.claims.length;
    }
  });
  return compared;
}

test('a step that is read again from where the steps before it ended makes the same claims', { skip: !existsSync(data) }, () => {
  let compared = 0;
  for (const file of ['processbench_math', 'processbench_omnimath', 'mr_gsm8k_original', 'cogtutor_algebra_steps'])
    for (const record of readRecords(path.join(data, `${file}.jsonl`)).slice(0, 25)) compared += check(solutionOf(record));
  assert.ok(compared > 1000, `${compared}`);
});
