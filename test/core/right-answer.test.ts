// A right answer after a wrong step, and wrong answers that are not taken for one.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { analyse, type SolutionAnalysis, withRepairs } from '../../server/core';
import { tree } from '../../server/core/tree';

const first = (text: string): SolutionAnalysis => withRepairs(analyse({ text, format: 'text' }).solutions[0]!);

describe('the answer of a solution with a wrong step', () => {
  test('is right all the same where it is what the problem asks for', () => {
    const one = first('Problem: Evaluate $2^3 + 1$.\n\nSolution:\nStep 1. $2^3 = 6$.\n\nStep 2. The value is \\boxed{9}.');
    assert.equal(one.firstError, 0);
    assert.equal(one.answerStands, 'problem');
    assert.match(tree(one).summary.text, /^Step 1 does not follow · the answer is right all the same/);
  });

  test('is the same once the step is corrected where nothing later takes up what was wrong', () => {
    const one = first('Problem: Count the pens.\n\nSolution:\nStep 1. There are 2 * (3 + 4) = 2 * 8 = 14 pens.\n\nSo the answer is 14.');
    assert.equal(one.firstError, 0);
    assert.equal(one.answerStands, 'correction');
    assert.match(tree(one).summary.text, /the answer is the same once it is corrected/);
  });

  test('is not spoken of where it changes, or where the wrong value is taken up', () => {
    for (const text of [
      'Problem: Count.\n\nSolution:\nStep 1. There are 3 * 14 = 43 pens.\n\nSo the answer is 43.',
      'Problem: Count.\n\nSolution:\nStep 1. There are 2 * (3 + 4) = 2 * 8 = 14 pens.\n\nStep 2. With 8 more, 14 + 8 = 22.\n\nSo the answer is 22.',
      'Problem: Evaluate $2^3 + 1$.\n\nSolution:\nStep 1. $2^3 = 6$.\n\nStep 2. The value is \\boxed{7}.',
    ]) {
      const one = first(text);
      assert.equal(one.firstError, 0, text);
      assert.equal(one.answerStands, undefined, text);
    }
  });

  test('is not spoken of where no step is wrong', () => {
    const one = first('Problem: Evaluate $2^3 + 1$.\n\nSolution:\nStep 1. $2^3 = 8$.\n\nStep 2. The value is \\boxed{9}.');
    assert.deepEqual([one.firstError, one.answerStands], [-1, undefined]);
  });
});
