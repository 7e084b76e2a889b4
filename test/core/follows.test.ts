// Relations that repeat what was said, or follow from it: confirmed where they do, and passed over where they are new.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { analyse, type Solution } from '../../server/core';
import { scanMaths } from '../../server/core/claims/scanner';
import { analyseSolution } from '../../server/core/engine';

/** The relations of a text that are confirmed from what was said before, as they are written; nothing in it may be flagged. */
function confirmed(text: string): string[] {
  const analysis = analyse({ text, format: 'markdown' });
  return analysis.solutions.flatMap(s => {
    assert.deepEqual(s.findings, [], text);
    return s.claims.filter(c => c.kind === 'follows' && c.outcome.outcome === 'holds').map(c => text.slice(c.span.start, c.span.end));
  });
}

const cases: readonly { readonly of: string; readonly text: string; readonly holds: readonly string[] }[] = [
  {
    of: 'a root that is taken, of either sign',
    text: 'Problem: We know that $a^2 b^2 = 9$.\n\nSolution: The product $ab = \\pm 3$ is small, but $ab = 4$ is new.',
    holds: ['ab = \\pm 3'],
  },
  {
    of: 'a value with the square of the right one',
    text: 'Problem: Find B.\n\nSolution: For $x = -1$ we get $-9 = -3B$, $B = -3$.',
    holds: [],
  },
  {
    of: 'a value that satisfies what was said, of an expression too',
    text: 'Problem: If $2\\cos^2 a - 3\\cos a + 1 = 0$, find $\\cos a$.\n\nSolution: Either $\\cos a = 1$ or $\\cos a = \\frac12$. The line has $\\cos a = 3$.',
    holds: ['\\cos a = 1', '\\cos a = \\frac12'],
  },
  {
    of: 'a factor of a product that is zero',
    text: 'Problem: The letters satisfy $(x - 9)(y + 7) = 0$.\n\nSolution: So $x - 9 = 0$ or $y = -7$, and $x + y = 3$ is new.',
    holds: ['x - 9 = 0', 'y = -7'],
  },
  {
    of: 'a range that holds another, and a multiple of a function',
    text: 'Problem: We know that $2|x| < 10$ and $t^2 \\le 9$.\n\nSolution: Here $|x| < 5$ and $t \\ge -3$, while $t \\ge -2$ says more.',
    holds: ['|x| < 5', 't \\ge -3'],
  },
  {
    of: 'a relation that the problem gives',
    text: 'Problem: If $x + y = 7$ and $0 < x < 9$, find $x$.\n\nSolution: Since $7 = x + y$ and $x < 9$, we look at $2x - y = 5$.',
    holds: ['7 = x + y', 'x < 9'],
  },
  {
    of: 'an equation solved for a letter',
    text: 'Problem: If $x + 2y = 7$, find $x$.\n\nSolution: The condition gives $x = 7 - 2y$, while $z = 3 - y$ is new.',
    holds: ['x = 7 - 2y'],
  },
  {
    of: 'another equation than the one that was said',
    text: 'Problem: If $x + 2y = 7$, find $x$.\n\nSolution: Also, the line has the equation $x = 8 - 2y$.',
    holds: [],
  },
  {
    of: 'what two equations say together',
    text: 'Problem: If $a + d = 17$ and $a + 4d = 26$, find $a + 7d$.\n\nSolution: Note that $3d = 9$, and $d = 3$, and $a = 14$.',
    holds: ['3d = 9'],
  },
  {
    of: 'an order turned round, and multiplied by a number',
    text: 'Problem: The numbers satisfy $x < 2y$. What else?\n\nSolution: Here $2y > x$, and $4y > 2x$, but for $y < x$ we need more.',
    holds: ['2y > x', '4y > 2x'],
  },
  {
    of: 'what a case supposes',
    text: 'Problem: The number $n$ is a digit.\n\nSolution:\n\nStep 1: In the first case $n + m = 4$.\n\nStep 2: In the second case, note $n + m = 4$ is gone.',
    holds: [],
  },
];

describe('what follows from what was said', () => {
  for (const c of cases)
    test(c.of, () => {
      assert.deepEqual(confirmed(c.text), c.holds);
    });
});

describe('drawings over several steps', () => {
  const solution = (steps: readonly string[]): Solution => ({
    id: 's',
    title: 's',
    span: { start: 0, end: 0 },
    steps: steps.map((t, i) => ({
      id: `s/${i}`,
      span: { start: 0, end: t.length },
      number: i,
      role: 'derived',
      text: { text: t, span: { start: 0, end: t.length } },
      maths: scanMaths(t),
    })),
  });
  const said = (steps: readonly string[]) =>
    analyseSolution(solution(steps)).claims.map(c => `${c.step}: ${c.left.text} ${c.op} ${c.right.text}`);

  test('their code is no mathematics, what stands around it is', () => {
    const steps = [
      'We have $1 + 1 = 2$. [asy]\nreal a = 2 * 3;',
      'draw((0,0)--(3*2,4*1)); x = 3 + 4 = 8;',
      'b = 2 + 2 = 5; [/asy] So $2 + 3 = 5$.',
    ];
    assert.deepEqual(said(steps), ['s/0: 1 + 1 = 2', 's/2: 2 + 3 = 5']);
  });
  test('one that no step ends is code up to the end of its step', () => {
    assert.deepEqual(said(['[asy]\nreal a = 2 * 3 = 6;', 'So $2 + 3 = 5$.']), ['s/1: 2 + 3 = 5']);
  });
  test('a wrong sum behind a drawing is found where it stands', () => {
    const steps = ['[asy]\nreal a = 2 * 3;', 'b = 4; [/asy] So $2 + 3 = 6$.'];
    const [finding] = analyseSolution(solution(steps)).findings;
    assert.equal(finding && steps[1]!.slice(finding.span.start, finding.span.end), '2 + 3 = 6');
  });
});
