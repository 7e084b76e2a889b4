// What a problem asks for, and final answers against it.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { solutionOf } from '../../scripts/records';
import { goalOf } from '../../server/core/claims/goal';
import { scanMaths } from '../../server/core/claims/scanner';
import { analyseSolution } from '../../server/core/engine';
import { printText } from '../../server/core/math/print';

const goal = (text: string): string | undefined => {
  const found = goalOf(text, scanMaths(text));
  return found && printText(found.readings[0]!);
};

describe('the goal of a problem', () => {
  test('is read where it is one value', () => {
    assert.equal(goal('Evaluate $2^3 + 1$.'), '2^3 + 1');
    assert.equal(goal('Simplify $\\sqrt{12} \\cdot \\sqrt{3}$. Express your answer as an integer.'), '√(12)·√(3)');
    assert.equal(goal('What is the remainder when 5050 is divided by 77?'), 'the remainder of 5050 by 77');
    assert.equal(goal('Find the greatest common divisor of 116 and 174.'), 'gcd(116, 174)');
    assert.equal(goal('Compute \\[\\frac{4!}{2!}.\\]'), '4!/2!');
  });

  test('is left alone where more is asked for, or letters are in it', () => {
    for (const text of [
      'Evaluate $2x + 1$.',
      'Find the value of $x$ if $2x + 1 = 7$.',
      'Compute $3 \\cdot 4$ and give the result in base 5.',
      'What is $10 \\div 3$ to the nearest tenth?',
      'Find $2 + 3$ apples for each of the children.',
      'What is the sum of the first ten primes?',
    ])
      assert.equal(goal(text), undefined, text);
  });

  test('refutes a final answer that is not its value', () => {
    const analysis = (box: string) =>
      analyseSolution(
        solutionOf({
          id: 's',
          problem: 'Evaluate $4 \\div \\frac{4}{9}$.',
          steps: ['We invert and multiply.', `So the result is $\\boxed{${box}}$.`],
          label: -1,
        }),
      );
    assert.equal(analysis('9').firstError, -1);
    const wrong = analysis('\\frac{9}{4}');
    assert.equal(wrong.firstError, 1);
    assert.equal(wrong.findings[0]!.message, 'The problem asks for 4/(4/9), which is 9; the answer says 2.25.');
  });
});
