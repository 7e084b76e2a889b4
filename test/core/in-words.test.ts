// What stands in words, kind by kind: texts that must stay silent, and twins with a slip that must be found.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { solutionOf } from '../../scripts/records';
import { analyseSolution } from '../../server/core/engine';
import { createMemo } from '../../server/core/memo';
import { defaults } from '../../server/core/settings';

type Text = { readonly problem?: string; readonly steps: readonly string[] };
type Kind = { readonly right: readonly Text[]; readonly wrong: readonly Text[] };

const kinds: Readonly<Record<string, Kind>> = {
  'a formula in words at a value': {
    right: [
      { problem: 'Evaluate x squared plus one over two at x = 3.', steps: ['At x = 3, x squared plus one is 10.', 'Half of that is 5.'] },
    ],
    wrong: [
      { problem: 'Evaluate x squared plus one over two at x = 3.', steps: ['At x = 3, x squared plus one is 12.', 'Half of that is 6.'] },
    ],
  },
  'sums of powers in words': {
    right: [{ steps: ['Three squared plus four squared is twenty-five.'] }],
    wrong: [{ steps: ['Three squared plus four squared is twenty-four.'] }],
  },
  'membership of an interval': {
    right: [{ problem: 'Which of these lies in the interval (1, 4)?', steps: ['We have $3 \\in (1,4)$ and $5 \\notin (1,4)$.'] }],
    wrong: [{ problem: 'Which of these lies in the interval (1, 4)?', steps: ['We have $5 \\in (1,4)$.'] }],
  },
  'membership of a set': {
    right: [{ steps: ['$2 \\in \\{1,2,3\\}$, so it counts.'] }],
    wrong: [{ steps: ['$5 \\in \\{1,2,3\\}$, so it counts.'] }],
  },
  'a time some minutes later': {
    right: [
      {
        problem: 'A film starts at 2:45 pm and lasts 95 minutes. When does it end?',
        steps: ['It ends 95 minutes after 2:45 pm, which is 4:20 pm.'],
      },
    ],
    wrong: [
      {
        problem: 'A film starts at 2:45 pm and lasts 95 minutes. When does it end?',
        steps: ['It ends 95 minutes after 2:45 pm, which is 4:10 pm.'],
      },
    ],
  },
  'a time and a length added': {
    right: [{ steps: ['2:45 + 1 hour 35 minutes = 4:20.'] }],
    wrong: [{ steps: ['2:45 + 1 hour 35 minutes = 4:10.'] }],
  },
  'what passes between two times': {
    right: [{ steps: ['From 9:40 am to 11:05 am is 1 hour and 25 minutes.'] }],
    wrong: [{ steps: ['From 9:40 am to 11:05 am is 1 hour and 35 minutes.'] }],
  },
  'a ratio simplified': {
    right: [{ steps: ['The ratio 12:18 simplifies to 2:3.'] }],
    wrong: [{ steps: ['The ratio 12:18 simplifies to 3:4.'] }],
  },
  'a letter as unit': {
    right: [{ steps: ['3 km = 3000 m.'] }],
    wrong: [{ steps: ['3 km = 300 m.'] }],
  },
  'the value of f at 3': {
    right: [{ problem: 'Let f(x) = x^2 - 2x. Find f(3).', steps: ['So the value of f at 3 is 3.'] }],
    wrong: [{ problem: 'Let f(x) = x^2 - 2x. Find f(3).', steps: ['So the value of f at 3 is 4.'] }],
  },
  'f(4) is': {
    right: [{ problem: 'A function is given by f(x) = 2x + 5.', steps: ['When x = 4, f(4) is 13.'] }],
    wrong: [{ problem: 'A function is given by f(x) = 2x + 5.', steps: ['When x = 4, f(4) is 14.'] }],
  },
  divides: {
    right: [{ steps: ['Note that 7 divides 49.'] }],
    wrong: [{ steps: ['Note that 7 divides 50.'] }],
  },
  'the sign of divisibility': {
    right: [{ steps: ['Since $6 \\mid 42$, we are done.'] }],
    wrong: [{ steps: ['Since $6 \\mid 44$, we are done.'] }],
  },
  'integers of a range counted': {
    right: [{ steps: ['The integers from 5 to 15 inclusive are 11 in number.', 'There are 11 integers from 5 to 15 inclusive.'] }],
    wrong: [{ steps: ['There are 10 integers from 5 to 15 inclusive.'] }],
  },
  'days between dates': {
    right: [{ steps: ['From March 3 to March 17 there are 14 days.'] }],
    wrong: [{ steps: ['From March 3 to March 17 there are 24 days.'] }],
  },
  slope: {
    right: [{ steps: ['The slope of the line through (1, 2) and (3, 8) is 3.'] }],
    wrong: [{ steps: ['The slope of the line through (1, 2) and (3, 8) is 4.'] }],
  },
  midpoint: {
    right: [{ steps: ['The midpoint of (1, 2) and (3, 8) is (2, 5).'] }],
    wrong: [{ steps: ['The midpoint of (1, 2) and (3, 8) is (2, 6).'] }],
  },
  distance: {
    right: [{ steps: ['The distance between (1, 2) and (4, 6) is 5.'] }],
    wrong: [{ steps: ['The distance between (1, 2) and (4, 6) is 7.'] }],
  },
  'a comparison of plain numbers': {
    right: [{ steps: ['Since 2 < 3, the first is smaller.'] }],
    wrong: [{ steps: ['Since 3 < 2, the first is smaller.'] }],
  },
  'a limit that is no whole number': {
    right: [{ steps: ['$\\lim_{n\\to\\infty} \\frac{n+1}{2n} = \\frac12$.'] }],
    wrong: [{ steps: ['$\\lim_{n\\to\\infty} \\frac{n+1}{2n} = 1$.'] }],
  },
  'a limit that is infinite': {
    right: [
      { steps: ['$\\lim_{x\\to 1} \\frac{1}{(1-x)^2} = \\infty$ and $\\lim_{x\\to\\infty} \\frac{1-x^3}{x^2-4} = -\\infty$.'] },
      { steps: ['$\\lim_{x\\to 0^+} \\frac{1}{x} = \\infty$ and $\\lim_{x\\to 0^-} \\frac{1}{x} = -\\infty$.'] },
      // Without a side the limit does not exist, and is called infinite by some.
      { steps: ['$\\lim_{x\\to 0} \\frac{1}{x} = \\infty$.'] },
    ],
    wrong: [
      { steps: ['$\\lim_{x\\to 1} \\frac{1}{(1-x)^2} = 1$.'] },
      { steps: ['$\\lim_{x\\to\\infty} \\frac{x^2+1}{3x^2-4} = \\infty$.'] },
      { steps: ['$\\lim_{x\\to 0^-} \\frac{1}{x} = \\infty$.'] },
    ],
  },
  'area of a figure': {
    right: [{ steps: ['The area of a circle of radius 3 is 9π.', 'The area of a rectangle 4 by 7 is 28.'] }],
    wrong: [{ steps: ['The area of a circle of radius 3 is 6π.'] }],
  },
  'angles of a triangle': {
    right: [{ steps: ['The angles of a triangle are 50°, 60° and 70°.'] }],
    wrong: [{ steps: ['The angles of a triangle are 50°, 60° and 80°.'] }],
  },
  'numerals of other bases in words': {
    right: [{ steps: ['In base 2, 13 is 1101.'] }],
    wrong: [{ steps: ['In base 2, 13 is 1011.'] }],
  },
  '6 choose 2': {
    right: [{ steps: ['The number of ways to choose 2 of 6 people is 15.', '6 choose 2 is 15.'] }],
    wrong: [{ steps: ['6 choose 2 is 12.'] }],
  },
  'a remainder behind the division': {
    right: [{ steps: ['When 47 is divided by 6, the remainder is 5.'] }],
    wrong: [{ steps: ['When 47 is divided by 6, the remainder is 4.'] }],
  },
  'a discriminant': {
    right: [{ problem: 'Solve $2x^2 - 3x - 5 = 0$.', steps: ['The discriminant of $2x^2 - 3x - 5$ is 49.'] }],
    wrong: [{ problem: 'Solve $2x^2 - 3x - 5 = 0$.', steps: ['The discriminant of $2x^2 - 3x - 5$ is 31.'] }],
  },
  'a derivative in words': {
    right: [{ steps: ['The derivative of x^3 - 2x is 3x^2 - 2.'] }],
    wrong: [{ steps: ['The derivative of x^3 - 2x is 3x^2 - 2x.'] }],
  },
  'an integral in words': {
    right: [{ steps: ['The integral of 2x from 0 to 3 is 9.'] }],
    wrong: [{ steps: ['The integral of 2x from 0 to 3 is 6.'] }],
  },
  'terms of a sequence': {
    right: [{ problem: 'The sequence a_n = 3n + 2.', steps: ['The tenth term is 32.', 'a_10 = 32'] }],
    wrong: [{ problem: 'The sequence a_n = 3n + 2.', steps: ['The tenth term is 30.', 'a_10 = 30'] }],
  },
  'sums of the first integers': {
    right: [{ steps: ['The sum of the first 10 positive integers is 55.'] }],
    wrong: [{ steps: ['The sum of the first 10 positive integers is 50.'] }],
  },
  'a logarithm in words': {
    right: [{ steps: ['log base 2 of 32 is 5.'] }],
    wrong: [{ steps: ['log base 2 of 32 is 4.'] }],
  },
  'powers in words': {
    right: [{ steps: ['2 to the power of 5 is 32.', '2 raised to the third power is 8.'] }],
    wrong: [{ steps: ['2 to the power of 5 is 25.'] }, { steps: ['2 raised to the third power is 6.'] }],
  },
  'a figure that has a perimeter': {
    right: [{ steps: ['A square of side 6 has perimeter 24 and area 36.'] }],
    wrong: [{ steps: ['A square of side 6 has perimeter 36 and area 36.'] }],
  },
  'a hypotenuse': {
    right: [{ steps: ['The hypotenuse of a right triangle with legs 6 and 8 is 10.'] }],
    wrong: [{ steps: ['The hypotenuse of a right triangle with legs 6 and 8 is 14.'] }],
  },
  'multiples below a bound': {
    right: [{ steps: ['The multiples of 7 below 50 are 7, 14, 21, 28, 35, 42, 49.'] }],
    wrong: [{ steps: ['The multiples of 7 below 50 are 7, 14, 21, 28, 36, 42, 49.'] }],
  },
  'primes below a bound': {
    right: [{ steps: ['The primes below 20 are 2, 3, 5, 7, 11, 13, 17, 19.'] }],
    wrong: [{ steps: ['The primes below 20 are 2, 3, 5, 7, 9, 11, 13, 17, 19.'] }],
  },
  'an inverse modulo': {
    right: [{ steps: ['The inverse of 3 modulo 7 is 5, since 3·5 = 15 ≡ 1 (mod 7).'] }],
    wrong: [{ steps: ['The inverse of 3 modulo 7 is 4.'] }],
  },
  'rounded to decimal places': {
    right: [{ steps: ['3.14159 rounded to two decimal places is 3.14.'] }],
    wrong: [{ steps: ['3.14159 rounded to two decimal places is 3.15.'] }],
  },
  'a fraction as a percentage': {
    right: [{ steps: ['3/4 as a percentage is 75%.', '0.125 as a fraction is 1/8.'] }],
    wrong: [{ steps: ['3/4 as a percentage is 70%.'] }],
  },
  'unit vectors': {
    right: [{ problem: 'Add the vectors.', steps: ['$(2+1)\\mathbf{i} + (3-1)\\mathbf{j} = 3\\mathbf{i} + 2\\mathbf{j}$.'] }],
    wrong: [{ problem: 'Add the vectors.', steps: ['$(2+1)\\mathbf{i} + (3-1)\\mathbf{j} = 3\\mathbf{i} + 4\\mathbf{j}$.'] }],
  },
  'x squared plus one over two has two readings': {
    right: [
      { steps: ['x squared plus one over two at x = 3 is 5.'] },
      { steps: ['x squared plus one over two at x = 3 is 9.5.'] },
      { steps: ['one over x plus two at x = 2 is 0.25.', 'one over x plus two at x = 2 is 2.5.'] },
    ],
    wrong: [{ steps: ['x squared plus one over two at x = 3 is 6.'] }],
  },
  'values at the head of a sentence': {
    right: [
      { steps: ['At x = 3, x^2 + 1 = 10.'] },
      { steps: ['For x = 3 or x = 4, x^2 + 1 = 17.'] },
      { steps: ['When x = 3, we need that x^2 + 1 = 12, which fails.'] },
    ],
    wrong: [{ steps: ['At x = 3, x^2 + 1 = 12.'] }, { steps: ['When x = 3, x^2 + 1 = 12.'] }],
  },
  'words that take a part of what is named': {
    right: [
      { steps: ['The negative reciprocal of 2 is -1/2, and 1 + 1 = 2.'] },
      { steps: ['9 divides 5 of the numbers, 25 divides 2, and neither 7 nor 9 divides 91. So 1 + 1 = 2.'] },
      { steps: ['Half the area of a circle of radius 2 is 2π, as 1 + 1 = 2.'] },
      { steps: ['If 7 divides 50, then 1 + 1 = 2. Suppose $6 \\mid 44$.'] },
      { steps: ['We take $P(3 \\mid 5) = 0.2$ and $\\{x \\mid x > 3\\}$, so 1 + 1 = 2.'] },
    ],
    wrong: [{ steps: ['The reciprocal of 2 is -1/2, and 1 + 1 = 2.'] }],
  },
  'times of day in two ways of counting': {
    right: [
      { steps: ['45 minutes after 11:30 pm is 12:15 am, and 2 hours after 13:15 is 15:15.'] },
      { steps: ['30 minutes after 12:45 is 1:15.'] },
      { steps: ['From 9:00 am to 11:00 am, with a break of 30 minutes, is 1 hour and 30 minutes.'] },
    ],
    wrong: [{ steps: ['2 hours after 13:15 is 15:45.'] }],
  },
  'roots and coefficients': {
    right: [
      { problem: 'Let $a$ and $b$ be the roots of $x^2 + 7x - 4 = 0$.', steps: ["By Vieta's formulas, $a + b = -7$ and $ab = -4$."] },
      { problem: 'The roots of $x^3 - 6x^2 + 11x - 6$ are $p$, $q$ and $r$.', steps: ['Here $p + q + r = 6$ and $pq + qr + rp = 11$.'] },
      // Two of three roots, and roots of an equation with another letter in front.
      { problem: 'Let $p$ and $q$ be roots of $x^3 - 6x^2 + 11x - 6 = 0$.', steps: ['We may take $p + q = 3$.'] },
      { problem: 'Let $p$ and $q$ be the roots of $mx^2 - 6x + 1 = 0$.', steps: ['For $m = 2$ we have $p + q = 3$.'] },
      { problem: 'Let $r_1$ and $r_2$ be the roots of $x^2 - 3x - 5$.', steps: ['If $r_1 + r_2 = 4$, we would be done.'] },
      { steps: ['Let $p$ and $q$ be the roots of $x^2 - 4x + 1 = 0$.', 'Then $p^2 + q^2 = 14$ and $p^3 + q^3 = 52$.'] },
      { steps: ['The sum of the roots of $x^2 + 5x + 6 = 0$ is $-5$, and the product of the roots of $x^2 + 5x + 6 = 0$ is $6$.'] },
      // A double root, and roots that are not real, may be counted in two ways.
      { steps: ['The sum of the solutions of $x^2 - 6x + 9 = 0$ is $3$.', 'The sum of the roots of $x^3 - 1$ is $1$.'] },
    ],
    wrong: [
      { problem: 'Let $a$ and $b$ be the roots of $x^2 + 7x - 4 = 0$.', steps: ["By Vieta's formulas, $a + b = 7$ and $ab = -4$."] },
      { problem: 'Let $\\alpha, \\beta$ be the roots of $2x^2 - 3x + 5$.', steps: ['We have $\\alpha\\beta = \\frac53$.'] },
      { problem: 'The roots of $x^3 - 6x^2 + 11x - 6$ are $p$, $q$ and $r$.', steps: ['By Vieta, $pqr = -6$.'] },
      { problem: 'Let $r_1$ and $r_2$ be the solutions of $3x^2 + 21x - 1 = 0$.', steps: ['Thus $r_1 + r_2 = 7$.'] },
      { steps: ['Let $p$ and $q$ be the roots of $x^2 - 4x + 1 = 0$.', 'So $p^3 + q^3 = 50$.'] },
      { steps: ['The sum of the roots of $x^2 + 5x + 6 = 0$ is $5$.'] },
    ],
  },
};

const roots = (t: Text) =>
  analyseSolution(solutionOf({ id: 'words', label: -1, ...t }), defaults, { memo: createMemo() }).findings.filter(
    f => f.standing === 'root',
  );

describe('facts and formulas in words', () => {
  for (const [name, { right, wrong }] of Object.entries(kinds)) {
    test(name, () => {
      for (const t of right)
        assert.deepEqual(
          roots(t).map(f => f.message),
          [],
          t.steps.join(' '),
        );
      for (const t of wrong) assert.equal(roots(t).length, 1, t.steps.join(' '));
    });
  }
});
