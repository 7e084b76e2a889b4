// From line to line: hazards by name, each with texts that must stay silent and twins with a slip that must be found.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { analyse } from '../../server/core';

type Hazard = { readonly right: readonly string[]; readonly wrong: readonly string[] };

const hazards: Readonly<Record<string, Hazard>> = {
  'rows of a system do not follow from one another': {
    right: [
      'The equations are\n$$x + y = 7$$\n$$x - y = 3$$',
      'We get\n1. $3a + 2b = 12$\n2. $3b + 2a = 24$',
      'Using the distances, we write the following equations:\n$$x^2 + y^2 = 36$$\n$$(x-5)^2 + y^2 = 49$$',
    ],
    wrong: ['$$3x + 3y = 21$$\nDividing both sides by 3, we get\n$$x + 3y = 7$$'],
  },
  'a list of equations goes over row by row': {
    right: ['We have $x/2 + y = 2$ and $y/2 + x = 4$. Multiplying each equation by 2 gives $x + 2y = 4$ and $y + 2x = 8$.'],
    wrong: ['We have $x/2 + y = 2$. Multiplying both sides by 2 gives $x + y = 4$.'],
  },
  'a root is taken, a factor is chosen': {
    right: [
      'We have $x^2 y^2 = 100$. Taking the square root of both sides, we obtain $xy = 10$.',
      'Here $(a - b)(a - 2b) = 0$, so $a = b$.',
    ],
    wrong: ['We have $x^2 y^2 = 100$. Dividing both sides by $x^2$, we obtain $y^2 = 100 x^2$.'],
  },
  'what is in force is used': {
    right: ['Let $xy = 6$. We know that $x + y = 5$. Squaring both sides and simplifying gives $x^2 + y^2 = 13$.'],
    wrong: ['Let $xy = 6$. We know that $x + y = 5$. Squaring both sides and simplifying gives $x^2 + y^2 = 19$.'],
  },
  'values of one expression, curves of one kind': {
    right: ['The focus of $y = 4x^2$ is known, so we know that of $y = 4x^2 - 3$.', '$$a + b = 10$$\n$$a + b = 11$$'],
    wrong: ['The parabola is $y = 4(x - 1)^2$. Expanding, we get $y = 4x^2 - 4x + 4$.'],
  },
  'a value solves the equation that it is said to solve': {
    right: [
      'Then $x - 4 = 0$ or $x + 3 = 0$. We must check the original domain, so $x = 4$ is a valid solution.',
      'The equation $w^2 + 1 = 0$ has none, and the solutions of the original equation are $w = 1$ and $w = -1$.',
      'If $x < 2$, then $2x = 3x - 1$. Otherwise $x = 5$ is the only solution in this case.',
    ],
    wrong: [
      'The solutions of $x^2 - x = 2$ are $x = 2$ and $x = 1$.',
      'We need $7m + 12n = 22$, which can be solved to give $m = 2$ and $n = -1$.',
    ],
  },
  'lines that were run together': {
    right: ['Then we have: d^2 = (4k)^2 + (3k)^2 d^2 = 16k^2 + 9k^2 d^2 = 25k^2'],
    wrong: [
      'Then we have: d^2 = (4k)^2 + (3k)^2 d^2 = 16k^2 + 9k^2 d^2 = 24k^2',
      'We have 2x + 30 = 110. Subtract 20 from both sides: 2x = 110 - 20 2x = 90',
    ],
  },
};

const found = (text: string) =>
  analyse({ text, format: 'text' }).solutions.flatMap(s => s.findings.filter(f => f.standing === 'root').map(f => f.message));

for (const [name, { right, wrong }] of Object.entries(hazards)) {
  describe(name, () => {
    for (const text of right) test(`silent: ${text.slice(0, 60).replace(/\n/g, ' ')}`, () => assert.deepEqual(found(text), []));
    for (const text of wrong)
      test(`found: ${text.slice(0, 60).replace(/\n/g, ' ')}`, () => assert.equal(found(text).length >= 1, true, 'nothing was found'));
  });
}
