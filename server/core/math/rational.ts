// Exact rational numbers over BigInt: always reduced, denominator positive.

export type Q = { readonly n: bigint; readonly d: bigint };

/** Largest size of numerator or denominator, in bits, that arithmetic will make; beyond it operations throw `Budget`. */
export const BITS = 20_000;

/** The engine's own setting; other engines pay it no heed. */
const V8 = Error as { stackTraceLimit?: number };

/**
 * An error without a stack. What cannot be evaluated is thrown and caught many times for one claim, and a stack costs more than
 * the evaluation.
 */
export abstract class Cheap extends Error {
  constructor(message: string) {
    const limit = V8.stackTraceLimit;
    V8.stackTraceLimit = 0;
    super(message);
    V8.stackTraceLimit = limit;
  }
}

/** Thrown when a computation would grow past its budget; becomes `unknown` at the engine's border. */
export class Budget extends Cheap {}

export const ZERO: Q = { n: 0n, d: 1n };
export const ONE: Q = { n: 1n, d: 1n };

const SAFE = BigInt(Number.MAX_SAFE_INTEGER);

function gcd(a: bigint, b: bigint): bigint {
  if (a < 0n) a = -a;
  if (b < 0n) b = -b;
  while (b > SAFE || (b && a > SAFE)) {
    const rest = a % b;
    a = b;
    b = rest;
  }
  if (!b) return a;
  // Small numbers, as most are, take a tenth of the time as doubles.
  let x = Number(a);
  let y = Number(b);
  while (y) {
    const rest = x % y;
    x = y;
    y = rest;
  }
  return BigInt(x);
}

/** Greatest common divisor, never negative. */
export const gcdBig = gcd;

/** n/d in lowest terms. Throws RangeError when d is 0. */
export function q(n: bigint | number, d: bigint | number = 1n): Q {
  let top = BigInt(n);
  let bottom = BigInt(d);
  if (bottom === 0n) throw new RangeError('division by zero');
  if (bottom < 0n) {
    top = -top;
    bottom = -bottom;
  }
  if (bottom === 1n) return { n: top, d: 1n };
  const g = gcd(top, bottom);
  return g === 1n ? { n: top, d: bottom } : { n: top / g, d: bottom / g };
}

const LIMIT = 1n << BigInt(BITS);

function bounded(r: Q): Q {
  if (r.n > LIMIT || r.n < -LIMIT || r.d > LIMIT) throw new Budget('the numbers grow too large');
  return r;
}

export function add(a: Q, b: Q): Q {
  if (a.d === 1n && b.d === 1n) return { n: a.n + b.n, d: 1n };
  return bounded(q(a.n * b.d + b.n * a.d, a.d * b.d));
}

export function sub(a: Q, b: Q): Q {
  if (a.d === 1n && b.d === 1n) return { n: a.n - b.n, d: 1n };
  return bounded(q(a.n * b.d - b.n * a.d, a.d * b.d));
}

export function mul(a: Q, b: Q): Q {
  if (a.d === 1n && b.d === 1n) return bounded({ n: a.n * b.n, d: 1n });
  return bounded(q(a.n * b.n, a.d * b.d));
}

/** a/b. Throws RangeError when b is 0. */
export function div(a: Q, b: Q): Q {
  return bounded(q(a.n * b.d, a.d * b.n));
}

export const neg = (a: Q): Q => ({ n: -a.n, d: a.d });
export const abs = (a: Q): Q => (a.n < 0n ? neg(a) : a);
export const equal = (a: Q, b: Q): boolean => a.n === b.n && a.d === b.d;
export const isInteger = (a: Q): boolean => a.d === 1n;
export const isZero = (a: Q): boolean => a.n === 0n;
export const sign = (a: Q): number => (a.n > 0n ? 1 : a.n < 0n ? -1 : 0);

/** Negative, zero or positive as a < b, a = b, a > b. */
export function compare(a: Q, b: Q): number {
  const x = a.n * b.d;
  const y = b.n * a.d;
  return x < y ? -1 : x > y ? 1 : 0;
}

const bits = (n: bigint): number => (n < 0n ? -n : n).toString(16).length * 4;

/** a to an integer power. Throws RangeError for 0 to a negative power, Budget when the result would be too long. */
export function powInt(a: Q, e: bigint): Q {
  if (e < 0n) return powInt(div(ONE, a), -e);
  if (e > BigInt(BITS) && a.n !== 0n && !(a.d === 1n && (a.n === 1n || a.n === -1n))) throw new Budget('the power is too large');
  if (a.n === 0n) return e === 0n ? ONE : ZERO;
  if (a.d === 1n && a.n === 1n) return ONE;
  if (a.d === 1n && a.n === -1n) return e % 2n === 0n ? ONE : a;
  if (Math.max(bits(a.n), bits(a.d)) * Number(e) > BITS + 64) throw new Budget('the power is too large');
  return { n: a.n ** e, d: a.d ** e };
}

/** Integer k-th root of n ≥ 0, rounded down. */
export function rootFloor(n: bigint, k: number): bigint {
  if (n < 2n) return n;
  const degree = BigInt(k);
  let x = 1n << BigInt(Math.ceil(n.toString(2).length / k));
  for (;;) {
    const y = ((degree - 1n) * x + n / x ** (degree - 1n)) / degree;
    if (y >= x) return x;
    x = y;
  }
}

/** The exact k-th root of a, where it is rational (k odd allows negative a). */
export function rootExact(a: Q, k: number): Q | undefined {
  if (k < 1 || k > 64) return undefined;
  if (a.n < 0n) {
    if (k % 2 === 0) return undefined;
    const r = rootExact(neg(a), k);
    return r && neg(r);
  }
  const n = rootFloor(a.n, k);
  const d = rootFloor(a.d, k);
  return n ** BigInt(k) === a.n && d ** BigInt(k) === a.d ? { n, d } : undefined;
}

export function floor(a: Q): bigint {
  const t = a.n / a.d;
  return a.n < 0n && t * a.d !== a.n ? t - 1n : t;
}

export const ceil = (a: Q): bigint => -floor(neg(a));

/** Nearest double (correct to a few units in the last place). */
export function toNumber(a: Q): number {
  const n = Number(a.n);
  const d = Number(a.d);
  if (Number.isFinite(n) && Number.isFinite(d)) return n / d;
  const shift = BigInt(Math.max(0, Math.max(bits(a.n), bits(a.d)) - 1000));
  const x = Number(a.n >> shift);
  const y = Number(a.d >> shift);
  return y === 0 ? Number.NaN : x / y;
}

/** The rational a finite double stands for, exactly. */
export function fromNumber(x: number): Q {
  if (!Number.isFinite(x)) throw new RangeError('not a finite number');
  let d = 1n;
  let v = x;
  while (!Number.isInteger(v) && d < 1n << 1080n) {
    v *= 2;
    d *= 2n;
  }
  return q(BigInt(v), d);
}

/** The decimal `digits` ("12.50", ".8") as a rational. */
export function fromDecimal(digits: string): Q {
  if (!digits.includes('.')) return { n: BigInt(digits || '0'), d: 1n };
  const [whole = '', frac = ''] = digits.split('.');
  return q(BigInt((whole || '0') + frac), 10n ** BigInt(frac.length));
}

/** Decimal expansion length when it ends, else undefined. */
export function decimalPlaces(a: Q): number | undefined {
  let d = a.d;
  let twos = 0;
  let fives = 0;
  while (d % 2n === 0n) {
    d /= 2n;
    twos++;
  }
  while (d % 5n === 0n) {
    d /= 5n;
    fives++;
  }
  return d === 1n ? Math.max(twos, fives) : undefined;
}

/** a rounded to `places` decimals: half up (away from zero), half even, or truncated. */
export function roundTo(a: Q, places: number, mode: 'half-up' | 'half-even' | 'truncate'): Q {
  const scale = places >= 0 ? q(10n ** BigInt(places)) : q(1n, 10n ** BigInt(-places));
  const scaled = mul(abs(a), scale);
  let whole = floor(scaled);
  const rest = sub(scaled, q(whole));
  const half = compare(rest, q(1n, 2n));
  if (mode === 'half-up' && half >= 0) whole++;
  else if (mode === 'half-even' && (half > 0 || (half === 0 && whole % 2n === 1n))) whole++;
  const value = div(q(whole), scale);
  return a.n < 0n ? neg(value) : value;
}

/** Plain text: an integer, a terminating decimal of at most six places, else a fraction. */
export function show(a: Q): string {
  if (a.d === 1n) return a.n.toString();
  const places = decimalPlaces(a);
  return places !== undefined && places <= 6 ? decimal(a, places) : `${a.n}/${a.d}`;
}

/** a with exactly `places` decimals, rounded half up. */
export function decimal(a: Q, places: number): string {
  const scaled = roundTo(mul(abs(a), q(10n ** BigInt(places))), 0, 'half-up')
    .n.toString()
    .padStart(places + 1, '0');
  const text = places === 0 ? scaled : `${scaled.slice(0, -places)}.${scaled.slice(-places)}`;
  return a.n < 0n ? `-${text}` : text;
}
