// Problems that are one equation or inequality to solve: right solutions stay silent, and the first wrong step is found, be it the very first.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { solutionOf } from '../../scripts/records';
import { analyseSolution } from '../../server/core/engine';
import { createMemo } from '../../server/core/memo';
import { defaults } from '../../server/core/settings';

const right: readonly (readonly [string, readonly string[]])[] = [
  ['Solve $x^2 - 5x + 6 = 0$.', ['$x^2 - 5x + 6 = (x-2)(x-3)$', '$x - 2 = 0$ or $x - 3 = 0$', '$x = 2$ or $x = 3$']],
  ['Solve $|2x-1| = 7$.', ['$2x - 1 = 7$', '$2x = 8$', '$x = 4$', '$2x - 1 = -7$', '$2x = -6$', '$x = -3$']],
  ['Solve $2(x-3) + 4 = 3x$.', ['$2(x - 3) = 2x - 6$', '$2x - 6 + 4 = 3x$', '$2x - 2 = 3x$', '$-2 = x$']],
  [
    'Solve the equation $x^4 - 5x^2 + 4 = 0$.',
    ['Let $u = x^2$.', '$u^2 - 5u + 4 = 0$', '$u = 1$ or $u = 4$', '$x = \\pm 1$ or $x = \\pm 2$'],
  ],
  [
    'Solve $\\frac{1}{x} + \\frac{1}{x+1} = \\frac{3}{2}$.',
    ['$2(x+1) + 2x = 3x(x+1)$', '$4x + 2 = 3x^2 + 3x$', '$3x^2 - x - 2 = 0$', '$(3x + 2)(x - 1) = 0$', '$x = 1$ or $x = -\\frac23$'],
  ],
  ['Solve $\\sqrt{2x+3} = x$.', ['$2x + 3 = x^2$', '$x^2 - 2x - 3 = 0$', '$x = 3$ or $x = -1$', 'The root $-1$ fails, so $x = 3$.']],
  ['Solve $x^2 = 9$ for positive x.', ['$x = 3$']],
  ['Solve $x^2 < 9$.', ['$x^2 - 9 < 0$', '$(x-3)(x+3) < 0$', '$-3 < x < 3$']],
  ['Solve $\\frac{x-1}{x+2} \\ge 0$.', ['$x - 1 = 0$ gives $x = 1$', '$x + 2 = 0$ gives $x = -2$', '$x < -2$ or $x \\ge 1$']],
  ['Solve $|x - 2| < 3$.', ['$-3 < x - 2 < 3$', '$-1 < x < 5$']],
  ['Solve $|x - 2| > 3$.', ['$x - 2 > 3$', '$x > 5$', '$x - 2 < -3$', '$x < -1$']],
  ['Solve $2^{x+1} = 16$.', ['$2^{x+1} = 2^4$', '$x + 1 = 4$', '$x = 3$']],
  [
    'Solve $\\log_3(x) + \\log_3(x-2) = 1$.',
    [
      '$\\log_3(x(x-2)) = 1$',
      '$x(x-2) = 3$',
      '$x^2 - 2x - 3 = 0$',
      '$x = 3$ or $x = -1$',
      'Since logarithms need positive arguments, $x = 3$.',
    ],
  ],
  ['Solve $\\sin x = \\frac12$ for $0 \\le x < 2\\pi$.', ['$x = \\frac{\\pi}{6}$', '$x = \\pi - \\frac{\\pi}{6} = \\frac{5\\pi}{6}$']],
  ['Solve $x^2 + 4x = 12$ by completing the square.', ['$x^2 + 4x + 4 = 16$', '$(x+2)^2 = 16$', '$x + 2 = \\pm 4$', '$x = 2$ or $x = -6$']],
  ['Solve $x^2 + 4x - 12 = 0$.', ['$a = 1, b = 4, c = -12$', '$D = 16 + 48 = 64$', '$x = \\frac{-4 \\pm 8}{2}$', '$x = 2$ or $x = -6$']],
  ['Solve $3x + 2 = 3x + 5$.', ['$2 = 5$', 'There is no solution.']],
  [
    'Solve $x^3 - 6x^2 + 11x - 6 = 0$.',
    [
      '$x = 1$ is a root: $1 - 6 + 11 - 6 = 0$.',
      '$x^3 - 6x^2 + 11x - 6 = (x-1)(x^2 - 5x + 6)$',
      '$x^2 - 5x + 6 = 0$',
      '$x = 2$ or $x = 3$',
    ],
  ],
  ['Find the roots of x^2 - x - 6 = 0.', ['x^2 - 3x + 2x - 6 = 0', 'x(x - 3) + 2(x - 3) = 0', '(x - 3)(x + 2) = 0', 'x = 3, x = -2']],
  ['Solve for x: 5(x - 2) = 3(x + 4)', ['5x - 10 = 3x + 12', '5x - 3x = 12 + 10', '2x = 22', 'x = 11']],
  ['Solve $\\frac{2}{x-1} = \\frac{4}{x^2-1}$.', ['$2(x+1) = 4$', '$x + 1 = 2$', '$x = 1$', 'This is excluded, so there is no solution.']],
  [
    'What value of x satisfies x - 3/4 = 5/12 - 1/3?',
    ['5/12 - 1/3 = 5/12 - 4/12 = 1/12', 'x = 1/12 + 3/4 = 1/12 + 9/12 = 10/12', 'x = 5/6'],
  ],
  ['Solve $4 - x > 1$.', ['$-x > -3$', '$x < 3$']],
  ['Solve $2x^2 = 8x$.', ['$x^2 = 4x$', '$x^2 - 4x = 0$', '$x(x-4) = 0$', '$x = 0$ or $x = 4$']],
  ['Determine all solutions of $x^2 = 2x + 15$.', ['$x^2 - 2x - 15 = 0$', '$x^2 - 2x - 15 = (x - 5)(x + 3)$', 'So $x = 5$ or $x = -3$.']],
  ['Solve $e^{2x} - 3e^x + 2 = 0$.', ['$(e^x - 1)(e^x - 2) = 0$', '$e^x = 1$ or $e^x = 2$', '$x = 0$ or $x = \\ln 2$']],
  ['Solve the equation $x + \\frac{6}{x} = 5$.', ['$x^2 + 6 = 5x$', '$x^2 - 5x + 6 = 0$', '$x_1 = 2$, $x_2 = 3$']],
  ['Solve $|x| = |x - 4|$.', ['$x = x - 4$ has no solution.', '$x = -(x - 4)$', '$2x = 4$', '$x = 2$']],
  ['Solve $\\tan x = 1$.', ['$x = \\frac{\\pi}{4} + k\\pi$']],
  ['Solve $x^2 - 4x + 4 = 0$.', ['$x^2 - 4x + 4 = (x - 2)^2$', '$x = 2$']],
  [
    'Solve $\\sqrt{x+3} = x - 3$.',
    ['$x + 3 = x^2 - 6x + 9$', '$x^2 - 7x + 6 = 0$', '$(x-1)(x-6)=0$', '$x = 1$ or $x = 6$', '$x = 1$ is extraneous, so $x = 6$.'],
  ],
  ['Solve $\\sqrt{x+3} = x - 3$.', ['$x + 3 = x^2 - 6x + 9$', '$x^2 - 7x + 6 = 0$', '$(x-1)(x-6)=0$', '$x = 1$ or $x = 6$']],
  ['Solve 5 - 2x = 11', ['-2x = 6', 'x = -3']],
];

/** With the index of the first wrong step. */
const wrong: readonly (readonly [string, readonly string[], number])[] = [
  ['Solve $2x + 6 = 10$.', ['$2x = 16$', '$x = 8$'], 0],
  ['Solve $|x-3| = 5$.', ['$x - 3 = 5$ or $x - 3 = -5$', 'So $x = 8$ or $x = -1$.'], 1],
  ['Solve $x^2 - 5x + 6 = 0$.', ['$x^2 - 5x + 6 = (x-2)(x-4)$', '$x = 2$ or $x = 4$'], 0],
  ['Solve $3x + 5 > 20$.', ['Subtracting 5 from both sides gives $3x > 25$.', 'Dividing by 3, $x > \\frac{25}{3}$.'], 0],
  ['Solve $-2x < 6$.', ['Dividing by $-2$ gives $x < -3$.'], 0],
  ['Solve -2x < 6.', ['x < -3'], 0],
  ['Solve for x: x/3 + 2 = 5', ['x + 2 = 15', 'x = 13'], 0],
  ['Solve: 2(x + 3) = 14', ['2x + 3 = 14', '2x = 11', 'x = 5.5'], 0],
  ['Solve $\\sqrt{x+3} = x - 3$.', ['$x + 3 = x^2 - 9$', '$x^2 - x - 12 = 0$', '$x = 4$ or $x = -3$'], 0],
  ['Find all solutions of $x^3 = 4x$.', ['Dividing by $x$, $x^2 = 4$.', 'So $x = 2$ or $x = -2$.'], 0],
  ['Solve 5 - 2x = 11', ['First, subtract 5 from both sides: -2x = 16', 'Then x = -8'], 0],
  ['What is the solution of 4(x-1) = 2x + 8?', ['4x - 1 = 2x + 8', '2x = 9', 'x = 4.5'], 0],
  ['Solve the inequality 2 - 3x <= 11.', ['-3x <= 9', 'x <= -3'], 1],
];

const first = (problem: string, steps: readonly string[]): number => {
  const analysis = analyseSolution(solutionOf({ id: 'exercise', label: -1, problem, steps }), defaults, { memo: createMemo() });
  const roots = analysis.findings.filter(f => f.standing === 'root');
  assert.ok(roots.length < 2, `${problem}: ${roots.map(f => f.message).join(' | ')}`);
  return analysis.firstError;
};

describe('an equation or inequality to solve', () => {
  for (const [problem, steps] of right) test(`right: ${problem}`, () => assert.equal(first(problem, steps), -1));
  for (const [problem, steps, at] of wrong) test(`wrong: ${problem} ${steps[at]}`, () => assert.equal(first(problem, steps), at));
});
