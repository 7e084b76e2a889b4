import type { Claim } from '../claims/claim';
import { compareValues, evaluate, isQ, type Value } from '../math/evaluate';
import type { Expr } from '../math/expr';
import { printText, showValue } from '../math/print';
import { equal, isInteger, type Q, q, rootExact, show } from '../math/rational';
import { isPrime } from '../math/sorts';
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
    `The positive divisors of 50 are 1, 2, 5, 10 and 25. There are 3 + 2 = 5.
             ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ fact: 50 is one of the divisors of 50, but is not listed.`,
    'So 91 is not prime, 36 is a perfect square, and 3/2 is greater than 1. The average of 3, 5 and 10 is 18/3 = 6.',
    'We check whether 91 is prime: 91 = 7 * 13. The factors of 12 include 2 and 3. The sum of the digits of 2709 is 18, which is greater than 17.',
  ],
};

function decide(claim: Claim): Outcome {
  const right = claim.right[0]!;
  if (right.k === 'list') return listed(claim);
  if (claim.op !== '∈' && claim.op !== '∉') return decideClosed(claim.left, claim.op, claim.right, claim.scope);
  let failed: Outcome | undefined;
  for (const l of claim.left) {
    for (const r of claim.right) {
      if (r.k !== 'call') return { outcome: 'unknown', why: 'it could not be read' };
      const [value, ...args] = [l, ...r.args].map(e => evaluate(e));
      const verdict = belongs(r.fn, value!, args);
      if (verdict === undefined) return { outcome: 'unknown', why: 'whole numbers are needed' };
      if (verdict.is === (claim.op === '∈')) return { outcome: 'holds' };
      failed ??= refuted(l, value!, claim.op, r, verdict.because);
    }
  }
  return failed ?? { outcome: 'unknown', why: 'it could not be read' };
}

type Belongs = { readonly is: boolean; readonly because?: string };

function belongs(fn: string, value: Value, args: readonly Value[]): Belongs | undefined {
  if (fn === 'between') {
    const [low, high] = [compareValues(value, args[0]!), compareValues(value, args[1]!)];
    if (low === 'unknown' || high === 'unknown') return undefined;
    return { is: low !== 'less' && high !== 'greater' };
  }
  if (!isQ(value)) return undefined;
  if (fn === 'integers') return { is: isInteger(value) };
  if (!isInteger(value)) return undefined;
  const n = value.n;
  switch (fn) {
    case 'primes':
    case 'composites': {
      const prime = isPrime(n);
      const divisor = prime || n < 2n ? undefined : smallestDivisor(n);
      return { is: fn === 'primes' ? prime : !prime && n > 1n, because: divisor ? `${n} is ${divisor}·${n / divisor}` : undefined };
    }
    case 'squares':
    case 'cubes': {
      const root = rootExact(value, fn === 'squares' ? 2 : 3);
      return { is: root !== undefined, because: root ? `${n} is ${show(root)}${fn === 'squares' ? '²' : '³'}` : undefined };
    }
    case 'evens':
      return { is: n % 2n === 0n };
    case 'odds':
      return { is: n % 2n !== 0n };
    case 'multiples':
    case 'divisors': {
      const numbers = args.map(whole);
      if (numbers.some(x => x === undefined || x === 0n) || (fn === 'divisors' && n === 0n)) return undefined;
      const tops = numbers as bigint[];
      const rest = tops.find(x => (fn === 'multiples' ? n % x : x % n) !== 0n);
      const [top, by] = fn === 'multiples' ? [n, rest ?? tops[0]!] : [rest ?? tops[0]!, n];
      return {
        is: rest === undefined,
        because:
          rest === undefined ? `${top} is ${by}·${top / by}` : `${top} is ${by}·${floorDiv(top, by)} + ${top - by * floorDiv(top, by)}`,
      };
    }
    default:
      return undefined;
  }
}

const whole = (v: Value): bigint | undefined => (isQ(v) && isInteger(v) ? v.n : undefined);
const floorDiv = (a: bigint, b: bigint): bigint => (a - (((a % b) + (b < 0n ? -b : b)) % (b < 0n ? -b : b))) / b;

function smallestDivisor(n: bigint): bigint | undefined {
  for (let p = 2n; p * p <= n && p < 100_000n; p += p === 2n ? 1n : 2n) if (n % p === 0n) return p;
  return undefined;
}

const SINGULAR: Record<string, string> = {
  primes: 'prime number',
  composites: 'composite number',
  squares: 'perfect square',
  cubes: 'perfect cube',
  evens: 'even number',
  odds: 'odd number',
  integers: 'whole number',
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
  text.startsWith('numbers from') ? text.replace('numbers', 'a number') : `a ${text.replace(/^(multiple|divisor)s/, '$1')}`;

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
  const missing = all.find(d => !items.some(v => equal(v, q(d))));
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
