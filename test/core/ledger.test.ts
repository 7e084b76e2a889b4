// The ledger: what a line takes for granted is named; what was said is not asked for again.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { analyse, apply, assuming, assumptionsFor, repairsFor, withRepairs } from '../../server/core';

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

/** A text → the text with the assumption of its one remark or finding stated. */
const stated: readonly (readonly [text: string, after: string])[] = [
  ['x^2 = 5x\nx = 5', 'x^2 = 5x\nx = 5, assuming x ≠ 0'],
  ['We have $x^2 = 5x$.\n\nDividing by $x$, $x = 5$.', 'We have $x^2 = 5x$.\n\nDividing by $x$, $x = 5$, assuming $x \\ne 0$.'],
  [
    'Solve $x^2 = 5x$.\n\n$$x^2 = 5x$$\n\nDividing both sides by $x$ gives $x = 5$.',
    'Solve $x^2 = 5x$.\n\n$$x^2 = 5x$$\n\nDividing both sides by $x$ gives $x = 5$, assuming $x \\ne 0$.',
  ],
];

describe('an assumption that is stated', () => {
  for (const [text, after] of stated)
    test(`settles its step: ${text.replace(/\n+/g, ' · ')}`, () => {
      const [solution] = analyse({ text, format: 'text' }).solutions;
      const [finding, ...more] = solution!.findings;
      assert.deepEqual(more, []);
      const offered = assumptionsFor(solution!, finding!);
      assert.deepEqual(
        offered.map(a => apply(text, a.edits)),
        [after],
      );
      const again = analyse({ text: after, format: 'text' }).solutions[0]!;
      assert.deepEqual(again.findings, []);
      assert.deepEqual(
        again.steps.flatMap(s => s.needs ?? []),
        [],
      );
      assert.equal(again.steps.at(-1)!.arrow, '⇔', 'the line is still read, and holds');
    });
  test('is offered also where only the ledger asks for it, with what is left out', () => {
    const of = (text: string) => {
      const [solution] = analyse({ text, format: 'text' }).solutions;
      assert.deepEqual(solution!.findings, []);
      return assuming(solution!).flatMap(place => [
        ...assumptionsFor(solution!, place).map(a => apply(text, a.edits)),
        ...repairsFor(solution!, place).map(r => apply(text, r.edits)),
      ]);
    };
    assert.deepEqual(of('We have x^2 = 49, so x = 7.'), ['We have x^2 = 49, so x = 7, assuming x > 0.', 'We have x^2 = 49, so x = ±7.']);
    assert.deepEqual(of('We have $x^2 = 50$, so $x = 5\\sqrt{2}$.'), [
      'We have $x^2 = 50$, so $x = 5\\sqrt{2}$, assuming $x > 0$.',
      'We have $x^2 = 50$, so $x = \\pm 5\\sqrt{2}$.',
    ]);
    assert.deepEqual(of('(x - 1)(x - 4) = 0\nx = 4'), ['(x - 1)(x - 4) = 0\nx = 4, assuming x ≠ 1', '(x - 1)(x - 4) = 0\nx = 1 or x = 4']);
    assert.deepEqual(of('Let x be a positive number. We have x^2 = 49, so x = 7.'), []);
    assert.deepEqual(of('We have x^2 = 49, so x = ±7.'), []);
  });
  test('a solution that is left out is remarked on where all are asked for, and the remark has a correction', () => {
    const text =
      'Problem: Solve $3x^2 = 3$.\n\nSolution:\nStep 1. We have $3x^2 = 3$.\n\nStep 2. Dividing both sides by $3$ gives $x^2 = 1$.\n\nStep 3. So $x = 1$.';
    const [solution] = analyse({ text, format: 'text' }).solutions.map(s => withRepairs(s));
    const [hint, ...others] = solution!.findings;
    assert.deepEqual(others, []);
    assert.equal(hint!.standing, 'hint');
    assert.deepEqual(hint!.slip, { name: 'missing_step', detail: '± lost' });
    const after = apply(text, hint!.repairs[0]!.edits);
    assert.match(after, /So \$x = \\pm 1\$/);
    assert.deepEqual(analyse({ text: after, format: 'text' }).solutions[0]!.findings, []);
  });
  test('is offered only where it settles the claim', () => {
    const [solution] = analyse({ text: '2x + 6 = 10\n2x = 16', format: 'text' }).solutions;
    assert.equal(solution!.findings.length, 1);
    assert.deepEqual(assumptionsFor(solution!, solution!.findings[0]!), []);
  });
  test('refutes no line of its own, and hides no wrong one', () => {
    const one = (text: string) => analyse({ text, format: 'text' }).solutions[0]!.findings.map(f => f.standing);
    assert.deepEqual(one('x^3 = x^2\nSince x ≠ 0, x = 2'), ['root']);
    assert.deepEqual(one('(w - 1)(w^2 + w + 1) = 0\nSince w ≠ 1, w^2 + w + 1 = 0'), []);
  });
});

describe('the ledger of assumptions', () => {
  for (const { text, needs, hints } of cases)
    test(text.replace(/\n/g, ' · ').slice(0, 70), () => assert.deepEqual(ledger(text), { needs, hints: hints ?? 0, roots: 0 }));
});
