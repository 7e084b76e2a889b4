import type { Claim } from '../claims/claim';
import { evaluate, isQ, type Value } from '../math/evaluate';
import type { Expr } from '../math/expr';
import { belongs, whole } from '../math/kinds';
import { isPrime } from '../math/primes';
import { printTex, printText, showValue } from '../math/print';
import { equal, isInteger, type Q, q, show } from '../math/rational';
import { onlyIn, setOf } from '../math/sets';
import type { Op, Outcome, Shown } from '../model';
import { decideClosed } from './closed';
import type { Verifier } from './verifier';

/** What a sentence says about numbers, in words: kinds, comparisons, common divisors, sums and the like. */
export const fact: Verifier = {
  id: 'fact',
  about:
    'Checks facts about numbers that are said in words: prime, divisible, a square, less than, the greatest common divisor, all divisors.',
  speed: 'fast',
  version: 1,
  wants: claim => claim.kind === 'fact',
  check: decide,
  examples: [
    `There are 1 + 2 = 3 cases. Now 1234567 is a prime number.
                               ^^^^^^^^^^^^^^^^^^^^^^^^^ fact: 1234567 is 127·9721, so it is no prime number.`,
    `The greatest common divisor of 116 and 174 is 2, and 116/2 = 58.
    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ fact: gcd(116, 174) is 58, not 2.`,
    `We get C = 3 * 7 = 21, which is not a multiple of 3.
                   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ fact: 21 is 3·7, so it is a multiple of 3.`,
    `The positive divisors of 50 are 1, 2, 5, 10 and 25, and 25 * 2 = 50.`,
    `The positive divisors of 50 are 1, 2, 5, 10 and 50. There are 3 + 2 = 5.
             ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ fact: 25 is one of the divisors of 50, but is not listed.`,
    `Since 2003 divided by 3 gives a remainder of 1, we have 1 + 1 = 2. The last digit of $7^{2002}$ is 3.
      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ fact: the remainder of 2003 by 3 is 2, not 1.`,
    `Now $\\frac{20}{19}$ is a fraction less than 1. For $k = 0$ we get $t = 2$ (not positive).
     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ fact: The left side is 20/19, the right side is 1: 20/19 < 1 is false.
                                                                       ^^^^^^^^^^^^^^^^ fact: The left side is 2, the right side is 0: 2 ≤ 0 is false.`,
    'As $2^2 \\cdot 3^2 = 36$, and $-3$ is negative. When 100 is divided by 7, it leaves a remainder of 2. The last two digits of $7^4$ are 01.',
    `Half of 48 is 26, and 26 + 2 = 28.
^^^^^^^^^^^^^^^^ fact: 0.5·48 is 24, not 26.`,
    `Three times seven equals twenty-two, and 22 + 1 = 23.
^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ fact: 3·7 is 21, not 22.`,
    `We have 2 + 2 = 4. The integer closest to 4.64 is 4.
                       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^ fact: 4.64 rounded to a whole number is 5, not 4.`,
    'Half of 48 is 24, twice 15 is 30 and 20% of $80 is $16. Half a dozen is 6. 15 is 5 more than 10, and 3.47 rounded to the nearest tenth is 3.5. So 2 * 3 = 6.',
    `We find 19404/120 = 161.7. Rounding to the nearest whole number, the time is 161 minutes.
                           ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ fact: 161.7 rounded to a whole number is 162, not 161.`,
    `The LCM is $60060$, which is already a six-digit number, and $2 + 2 = 4$.
            ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ fact: 60060 has 5 digits, so it is not a 6-digit number.`,
    `For $x < 5$, both $1$ and $x - 5$ are negative. We get m = 24/8 + 4 = 35/5 which is not an integer.
                   ^^^^^^^^^^^^^^^^^^^^^^^^^^^ fact: The left side is 1, the right side is 0: 1 < 0 is false.
                                                                      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^ fact: 35/5 is 7; that is a whole number.`,
    `Since $2011$ is a square of an integer, and $2 + 2 = 4$, we go on. Both 4 and 9 are squares, and 3 is a positive integer.
       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ fact: 2011 is no perfect square.`,
    'So 91 is not prime, 36 is a perfect square, and 3/2 is greater than 1. The average of 3, 5 and 10 is 18/3 = 6.',
    'We check whether 91 is prime: 91 = 7 * 13. The factors of 12 include 2 and 3. The sum of the digits of 2709 is 18, which is greater than 17.',
  ],
};

function decide(claim: Claim): Outcome {
  const right = claim.right[0]!;
  if (right.k === 'list' && right.open !== '(') return listed(claim);
  if (claim.op !== '∈' && claim.op !== '∉') return decideClosed(claim.left, claim.op, claim.right, claim.scope);
  let failed: Outcome | undefined;
  for (const l of claim.left) {
    for (const r of claim.right) {
      if (r.k !== 'call') return { outcome: 'unknown', why: 'it could not be read' };
      if (r.fn === 'elements') {
        const among = element(l, r.args[0]!);
        if (among === (claim.op === '∈')) return { outcome: 'holds' };
        failed ??= notAmong(l, claim.op, r.args[0]!);
        continue;
      }
      const [value, ...args] = [l, ...r.args].map(e => evaluate(e));
      const verdict = belongs(r.fn, value!, args);
      if (verdict === undefined) return { outcome: 'unknown', why: 'whole numbers are needed' };
      if (verdict.is === (claim.op === '∈')) return { outcome: 'holds' };
      failed ??= refuted(l, value!, claim.op, r, verdict.because);
    }
  }
  return failed ?? { outcome: 'unknown', why: 'it could not be read' };
}

/** Whether a number is an element of a set that is written out. Throws what evaluation throws. */
function element(e: Expr, set: Expr): boolean {
  const one: Expr = { k: 'list', items: [e], open: '\\{', span: e.span };
  return onlyIn(setOf(one, evaluate), setOf(set, evaluate)) === undefined;
}

function notAmong(subject: Expr, op: Op, set: Expr): Outcome {
  const [what, all] = [printText(subject), printText(set)];
  return {
    outcome: 'fails',
    witness: { at: [], left: showValue(evaluate(subject)), op, right: { text: all, tex: printTex(set) } },
    message: op === '∈' ? `${what} does not lie in ${all}.` : `${what} lies in ${all}.`,
    slip: { name: 'calculation' },
  };
}

const SINGULAR: Record<string, string> = {
  primes: 'prime number',
  composites: 'composite number',
  squares: 'perfect square',
  cubes: 'perfect cube',
  evens: 'even number',
  odds: 'odd number',
  integers: 'whole number',
  naturals: 'positive integer',
};

function refuted(subject: Expr, value: Value, op: Op, kind: Expr & { k: 'call' }, because: string | undefined): Outcome {
  const what = printText(subject);
  const shownValue = showValue(value);
  const is = shownValue.text === what ? what : `${what} is ${shownValue.text}; that`;
  const named = SINGULAR[kind.fn] ? `a ${SINGULAR[kind.fn]}`.replace(/^a (?=[eo])/, 'an ') : singular(printText(kind));
  const claim = op === '∈' ? `no ${named.replace(/^an? /, '')}` : named;
  const said =
    because && shownValue.text === what
      ? `${because}, so it is ${op === '∈' && !SINGULAR[kind.fn] ? `not ${named}` : claim}.`
      : `${is} is ${op === '∈' && !SINGULAR[kind.fn] ? `not ${named}` : claim}.`;
  const right: Shown = { text: printText(kind), tex: `\\text{${printText(kind)}}` };
  return {
    outcome: 'fails',
    witness: { at: [], left: shownValue, op, right, ...(because ? { note: because } : {}) },
    message: said,
    slip: { name: 'calculation' },
  };
}

const singular = (text: string): string =>
  /-digit numbers$/.test(text)
    ? `a ${text.replace(/s$/, '')}`
    : text.startsWith('numbers from')
      ? text.replace('numbers', 'a number')
      : `a ${text.replace(/^(multiple|divisor)s/, '$1')}`;

/** All divisors of a number, or all its prime factors, against a list of them. */
function listed(claim: Claim): Outcome {
  const left = claim.left[0]!;
  const right = claim.right[0]!;
  if (left.k !== 'call' || right.k !== 'list') return { outcome: 'unknown', why: 'it could not be read' };
  const n = whole(evaluate(left.args[0]!));
  if (n === undefined || n < 1n || n > 1_000_000n) return { outcome: 'unknown', why: 'whole numbers up to a million are needed' };
  const items = right.items.map(e => evaluate(e));
  if (!items.every((v): v is Q => isQ(v) && isInteger(v) && v.n > 0n))
    return { outcome: 'unknown', why: 'not all that is listed are positive whole numbers' };
  const prime = left.fn === 'primefactors';
  const all: bigint[] = [];
  for (let d = 1n; d <= n; d++) if (n % d === 0n && (!prime || isPrime(d))) all.push(d);
  const extra = items.find(v => !all.includes(v.n));
  // 1 and the number itself are often left out on purpose.
  const missing = all.find(d => d !== 1n && d !== n && !items.some(v => equal(v, q(d))));
  if (!extra && missing === undefined) return { outcome: 'holds' };
  const kind = printText(left);
  const shownAll = all.join(', ');
  return {
    outcome: 'fails',
    witness: {
      at: [],
      left: { text: shownAll, tex: shownAll },
      op: '=',
      right: { text: items.map(show).join(', '), tex: items.map(show).join(', ') },
    },
    message: extra ? `${show(extra)} is none of the ${kind}.` : `${missing} is one of the ${kind}, but is not listed.`,
    slip: { name: 'counting' },
  };
}
