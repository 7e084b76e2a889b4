import type { Claim } from '../claims/claim';
import { evaluate } from '../math/evaluate';
import type { Expr } from '../math/expr';
import { whole } from '../math/kinds';
import { isPrime } from '../math/primes';
import { printText } from '../math/print';
import type { Outcome } from '../model';
import { decideClosed } from './closed';
import type { Verifier } from './verifier';

/** Counts and full lists of numbers of a kind: all primes, squares or multiples in a range, all divisors of a number. */
export const counting: Verifier = {
  id: 'counting',
  about: 'Counts for itself: primes, squares, cubes and multiples in a range, and divisors of a number.',
  speed: 'fast',
  version: 1,
  wants: claim => claim.kind === 'counting',
  check(claim) {
    const left = claim.left[0]!;
    if (left.k === 'call' && left.fn === 'divisorcount') return decideClosed(claim.left, '=', claim.right, claim.scope);
    return left.k === 'call' ? decide(left, claim) : { outcome: 'unknown', why: 'it could not be read' };
  },
  examples: [
    `The primes less than 20 are 2, 3, 5, 7, 11, 13, 17. So 1 + 1 = 2.
    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ counting: 19 is one of the primes from 0 to 20, but is not listed.`,
    `The multiples of 7 between 20 and 50 are 21, 28, 35, 41, 42 and 49. So 1 + 1 = 2.
    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ counting: 41 is none of the multiples of 7 from 20 to 50.`,
    `As 100/3 > 33, there are 36 multiples of 3 between 1 and 100.
                         ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ counting: There are 33 multiples of 3 from 1 to 100, not 36.`,
    `As $2^2 \\cdot 3^2 = 36$, 36 has 8 positive divisors.
                         ^^^^^^^^^^^^^^^^^^^^^^^^^^ counting: the number of divisors of 36 is 9, not 8.`,
    `The integers in the range $(4, 12.25)$ are $5, 6, 7, 8, 9, 10$ and $11$. So 1 + 1 = 2.
    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ counting: 12 is one of the integers from 5 to 12, but is not listed.`,
    'The primes less than 20 are 2, 3, 5, 7, 11, 13, 17 and 19. As 2 + 2 = 4, there are 33 multiples of 3 from 1 to 100, and 36 has 9 divisors.',
    'The perfect squares up to 49 are 1, 4, 9, 16, 25 and 36, or with the last one 49. So 1 + 1 = 2.',
  ],
};

const MAX = 20_000n;

function decide(left: Expr & { k: 'call' }, claim: Claim): Outcome {
  const [first, ...more] = left.args.map(e => whole(evaluate(e)));
  const step = left.fn === 'multiplesin' ? first : 1n;
  const [low, high] = left.fn === 'multiplesin' ? more : [first, ...more];
  if (low === undefined || high === undefined || !step || step < 1n || low < 0n || high > MAX || high < low)
    return { outcome: 'unknown', why: 'whole numbers up to 20000 are needed' };
  const all: bigint[] = [];
  for (let n = low; n <= high; n++) if (isOf(left.fn, n, step)) all.push(n);
  // Whether the ends and zero are meant, nobody can tell, unless brackets do.
  const optional = (n: bigint) =>
    left.fn !== 'integersin' && (n === low || n === high || n === 0n || (n === 1n && left.fn !== 'multiplesin'));
  const right = claim.right[0]!;
  const what = printText(left);
  const shown = (list: readonly bigint[]) => ({ text: list.join(', '), tex: list.join(', ') });
  if (right.k === 'list') {
    const items = right.items.map(e => whole(evaluate(e)));
    if (!items.every((n): n is bigint => n !== undefined)) return { outcome: 'unknown', why: 'whole numbers are needed' };
    const extra = items.find(n => !all.includes(n));
    const missing = all.find(n => !optional(n) && !items.includes(n));
    if (extra === undefined && missing === undefined) return { outcome: 'holds' };
    return {
      outcome: 'fails',
      witness: { at: [], left: shown(all), op: '=', right: shown(items) },
      message: extra !== undefined ? `${extra} is none of the ${what}.` : `${missing} is one of the ${what}, but is not listed.`,
      slip: { name: 'counting' },
    };
  }
  const said = whole(evaluate(right));
  if (said === undefined) return { outcome: 'unknown', why: 'whole numbers are needed' };
  const least = BigInt(all.filter(n => !optional(n)).length);
  if (said >= least && said <= BigInt(all.length)) return { outcome: 'holds' };
  const count = { text: all.length.toString(), tex: all.length.toString() };
  return {
    outcome: 'fails',
    witness: { at: [], left: count, op: '=', right: { text: said.toString(), tex: said.toString() } },
    message: `There are ${all.length} ${what}, not ${said}.`,
    expected: count,
    slip: { name: 'counting' },
  };
}

function isOf(fn: string, n: bigint, step: bigint): boolean {
  switch (fn) {
    case 'primesin':
      return isPrime(n);
    case 'integersin':
      return true;
    case 'multiplesin':
      return n % step === 0n;
    default: {
      const power = fn === 'squaresin' ? 2n : 3n;
      let r = 0n;
      while (r ** power < n) r++;
      return r ** power === n;
    }
  }
}
