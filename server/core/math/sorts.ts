// What a letter may stand for: a kind of number and a range, and the values to try for it.
import { compareValues, isQ, type Value } from './evaluate';
import { isPrime } from './primes';
import { compare, isInteger, type Q, q, ZERO } from './rational';

export type Sort = {
  /** `none`: words say two things of the letter that no number satisfies, as in two cases; nothing is tried for it. */
  readonly kind: 'real' | 'integer' | 'prime' | 'odd' | 'even' | 'digit' | 'complex' | 'none';
  readonly sign?: 'positive' | 'nonnegative' | 'negative' | 'nonzero';
};

export const REAL: Sort = { kind: 'real' };

/** Small values first, so that a witness is easy to check by hand; signs and fractions early, so that few points tell much. */
const REALS: readonly Q[] = [
  ...[q(2), q(3), q(5), q(1), q(1, 2), q(-1), q(-2), q(7), q(0), q(13, 3), q(-3, 2), q(11), q(4), q(-7), q(6), q(17, 5), q(10), q(1, 3)],
  ...[q(9), q(1, 10), q(-4), q(100), q(-1, 2), q(8)],
];
const WHOLE: readonly Q[] = [
  2, 3, 5, 1, 7, 4, 6, 11, 8, 10, 9, 12, 13, 15, 20, 0, -1, -2, -3, 16, 24, 30, 25, -5, 100, 60, 17, 14, 21, 18,
].map(n => q(n));
const PRIMES: readonly Q[] = [2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37, 41, 43, 47].map(n => q(n));

/** Values of a sort to try, in the order in which a person would like to meet them. */
export function valuesOf(sort: Sort): readonly Q[] {
  const known = cache.get(sort);
  if (known) return known;
  const list = sort.kind === 'real' || sort.kind === 'complex' ? REALS : sort.kind === 'prime' ? PRIMES : WHOLE;
  const values = list.filter(v => admits(sort, v) === true);
  cache.set(sort, values);
  return values;
}
const cache = new WeakMap<Sort, readonly Q[]>();

/** Whether a value is of a sort; undefined where its interval does not tell. */
export function admits(sort: Sort, value: Value): boolean | undefined {
  if (sort.kind === 'none') return false;
  const whole = sort.kind !== 'real' && sort.kind !== 'complex';
  if (whole) {
    if (!isQ(value)) return undefined;
    if (!isInteger(value)) return false;
    if (sort.kind === 'prime' && !isPrime(value.n)) return false;
    if (sort.kind === 'odd' && value.n % 2n === 0n) return false;
    if (sort.kind === 'even' && value.n % 2n !== 0n) return false;
    if (sort.kind === 'digit' && (value.n < 0n || value.n > 9n)) return false;
  }
  if (!sort.sign) return true;
  const c = isQ(value)
    ? compare(value, ZERO)
    : { less: -1, greater: 1, same: 0, different: undefined, unknown: undefined }[compareValues(value, ZERO)];
  if (c === undefined || (c === 0 && !isQ(value))) return undefined;
  switch (sort.sign) {
    case 'positive':
      return c > 0;
    case 'nonnegative':
      return c >= 0;
    case 'negative':
      return c < 0;
    default:
      return c !== 0;
  }
}

/** The narrower of two sorts said of one letter; `none` where they exclude each other. */
export function meet(a: Sort, b: Sort): Sort {
  const order = ['complex', 'real', 'integer'];
  const wide = (s: Sort) => order.includes(s.kind);
  const narrow = !wide(a) || (wide(b) && order.indexOf(a.kind) > order.indexOf(b.kind)) ? a.kind : b.kind;
  if (!wide(a) && !wide(b) && a.kind !== b.kind) return { kind: 'none' };
  const sign = !a.sign || a.sign === b.sign ? b.sign : !b.sign ? a.sign : signs(a.sign, b.sign);
  if (sign === 'none') return { kind: 'none' };
  return sign ? { kind: narrow, sign } : { kind: narrow };
}

function signs(a: NonNullable<Sort['sign']>, b: NonNullable<Sort['sign']>): Sort['sign'] | 'none' {
  const both = new Set([a, b]);
  if (both.has('negative')) return both.has('nonzero') ? 'negative' : 'none';
  return 'positive';
}
