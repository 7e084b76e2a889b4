// The ledger: what a line takes for granted is named; what was said is not asked for again.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { analyse } from '../../server/core';

const ledger = (text: string) => {
  const solution = analyse({ text, format: 'text' }).solutions[0]!;
  return {
    needs: solution.steps.flatMap(s => s.needs ?? []).map(n => `${n.left.text} ${n.op} ${n.right.text}`),
    hints: solution.findings.filter(f => f.standing === 'hint').length,
    roots: solution.findings.filter(f => f.standing === 'root').length,
  };
};

const cases: readonly { text: string; needs: readonly string[]; hints?: number }[] = [
  { text: 'x^2 = 5x\nx = 5', needs: ['x ≠ 0'], hints: 1 },
  { text: 'Assuming x ≠ 0, we get\nx^2 = 5x\nx = 5', needs: [] },
  { text: 'x^2 = 5x\nx = 5, since x ≠ 0', needs: [] },
  { text: 'x^2 = 5x\nx(x - 5) = 0\nx = 0 or x = 5', needs: [] },
  { text: 'x^2 = 36\nx = 6', needs: ['x > 0'] },
  { text: 'Let x be a positive integer.\nx^2 = 36\nx = 6', needs: [] },
  { text: 'x^2 = 36\nx = 6\nThe solution x = -6 is no length.', needs: [] },
  { text: '(x - 1)(x - 4) = 0\nx = 4', needs: ['x ≠ 1'] },
  { text: '$\\frac{x}{x-1} = \\frac{1}{x-1}$\n$x = 1$', needs: ['x ≠ 1'], hints: 1 },
  { text: '$\\frac{(x-1)(x+1)}{x-1} = x + 1 = 1 + x$', needs: ['x ≠ 1'] },
  { text: 'Here $x \\ne 1$. So $\\frac{(x-1)(x+1)}{x-1} = x + 1 = 1 + x$', needs: [] },
  { text: '$\\frac{a^2 - b^2}{a - b} = a + b = b + a$', needs: ['a - b ≠ 0'] },
  { text: '$\\sqrt{x^2} + 1 = x + 1 = 1 + x$', needs: ['x ≥ 0'] },
  { text: '$\\sqrt{(a-3)^2} + b = 3 - a + b = b - a + 3$', needs: ['a - 3 ≤ 0'] },
  { text: '$\\log(x^2) + 1 = 2\\log x + 1 = 1 + 2\\log x$', needs: ['x > 0'] },
  { text: '1/x < 2\n1 < 2x', needs: ['x > 0'] },
  { text: 'We have $xy = 5x$. Dividing both sides by x gives $y = 5$.', needs: ['x ≠ 0'] },
  { text: 'We have $xy = 5x$ with $x \\ne 0$. Dividing both sides by x gives $y = 5$.', needs: [] },
];

describe('the ledger of assumptions', () => {
  for (const { text, needs, hints } of cases)
    test(text.replace(/\n/g, ' · ').slice(0, 70), () => assert.deepEqual(ledger(text), { needs, hints: hints ?? 0, roots: 0 }));
});
