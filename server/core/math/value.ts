// Values: exact rationals, verified intervals, and complex numbers made of two of either; their arithmetic and comparison.
import * as iv from './interval';
import { add, BITS, Budget, Cheap, compare, div, isInteger, isZero, mul, neg, powInt, type Q, q, rootExact, sub } from './rational';

export type Real = Q | iv.Interval;
/** Neither part is an exact zero imaginary part: such a number is kept as a real one. */
export type Complex = { readonly re: Real; readonly im: Real };
export type Value = Real | Complex;

export const isQ = (v: Value): v is Q => 'n' in v;
export const isComplex = (v: Value): v is Complex => 're' in v;

/** v as an interval. Throws Unknown for a complex number. */
export function toInterval(v: Value): iv.Interval {
  if (isQ(v)) return iv.fromQ(v);
  if (isComplex(v)) throw new Unknown('a complex number');
  return v;
}

/** The expression has no value here: a division by zero, the logarithm of a negative number. */
export class Undefined extends Cheap {}
/** A limit that is infinite: `sign` where it is +∞ or −∞, none where both sides of the point differ. */
export class Infinite extends Undefined {
  constructor(readonly sign: 1 | -1 | undefined) {
    super('a limit that is infinite');
  }
}
/** The kernel cannot evaluate this: an unknown function, a variable without a value. */
export class Unknown extends Cheap {}

const ZERO = q(0);
const ONE = q(1);
export const I: Complex = { re: ZERO, im: ONE };

/** re + im·i; a real number where the imaginary part is exactly zero. */
export const complex = (re: Real, im: Real): Value => (isQ(im) && isZero(im) ? re : { re, im });
export const re = (v: Value): Real => (isComplex(v) ? v.re : v);
export const im = (v: Value): Real => (isComplex(v) ? v.im : ZERO);
export const conjugate = (v: Value): Value => (isComplex(v) ? { re: v.re, im: negateReal(v.im) } : v);

const negateReal = (a: Real): Real => (isQ(a) ? neg(a) : iv.neg(a));
const addReal = (a: Real, b: Real): Real => (isQ(a) && isQ(b) ? add(a, b) : iv.add(toInterval(a), toInterval(b)));
const subReal = (a: Real, b: Real): Real => (isQ(a) && isQ(b) ? sub(a, b) : iv.sub(toInterval(a), toInterval(b)));
function mulReal(a: Real, b: Real): Real {
  if (isQ(a) && isQ(b)) return mul(a, b);
  if ((isQ(a) && isZero(a)) || (isQ(b) && isZero(b))) return ZERO;
  return iv.mul(toInterval(a), toInterval(b));
}
function divReal(a: Real, b: Real): Real {
  if (isQ(b) && isZero(b)) throw new Undefined('a division by zero');
  if (isQ(a) && isQ(b)) return div(a, b);
  if (isQ(a) && isZero(a)) return a;
  const r = iv.div(toInterval(a), toInterval(b));
  if (!r) throw new Unknown('a division by what may be zero');
  return r;
}

export const negate = (a: Value): Value => (isComplex(a) ? { re: negateReal(a.re), im: negateReal(a.im) } : negateReal(a));

export function plus(a: Value, b: Value): Value {
  if (!isComplex(a) && !isComplex(b)) return addReal(a, b);
  return complex(addReal(re(a), re(b)), addReal(im(a), im(b)));
}

export function minus(a: Value, b: Value): Value {
  if (!isComplex(a) && !isComplex(b)) return subReal(a, b);
  return complex(subReal(re(a), re(b)), subReal(im(a), im(b)));
}

export function multiply(a: Value, b: Value): Value {
  if (!isComplex(a) && !isComplex(b)) return mulReal(a, b);
  return complex(subReal(mulReal(re(a), re(b)), mulReal(im(a), im(b))), addReal(mulReal(re(a), im(b)), mulReal(im(a), re(b))));
}

export function divide(a: Value, b: Value): Value {
  if (!isComplex(a) && !isComplex(b)) return divReal(a, b);
  const norm = squaredModulus(b);
  const top = multiply(a, conjugate(b));
  return complex(divReal(re(top), norm), divReal(im(top), norm));
}

const squaredModulus = (a: Value): Real => addReal(mulReal(re(a), re(a)), square(im(a)));
const square = (a: Real): Real => (isQ(a) ? mul(a, a) : iv.powInt(a, 2)!);

/** |a|, for real and complex numbers. */
export function modulus(a: Value): Real {
  if (isComplex(a)) {
    const norm = addReal(square(a.re), square(a.im));
    const r = takeRoot(isQ(norm) ? norm : { lo: Math.max(0, norm.lo), hi: norm.hi }, 2);
    return r as Real;
  }
  if (isQ(a)) return a.n < 0n ? neg(a) : a;
  return a.lo >= 0 ? a : a.hi <= 0 ? iv.neg(a) : { lo: 0, hi: Math.max(-a.lo, a.hi) };
}

/** e^a. */
export function exponential(a: Value): Value {
  if (!isComplex(a)) return isQ(a) && isZero(a) ? ONE : iv.exp(toInterval(a));
  const size = isQ(a.re) && isZero(a.re) ? undefined : iv.exp(toInterval(a.re));
  const angle = toInterval(a.im);
  const [c, s] = [iv.cos(angle), iv.sin(angle)];
  if (!c || !s) throw new Unknown('this angle');
  return { re: size ? iv.mul(size, c) : c, im: size ? iv.mul(size, s) : s };
}

export function raise(a: Value, b: Value): Value {
  if (isComplex(a) || isComplex(b)) return raiseComplex(a, b);
  if (isQ(b)) {
    if (isInteger(b)) {
      if (isQ(a)) {
        if (isZero(a) && b.n < 0n) throw new Undefined('a division by zero');
        if (isZero(a) && b.n === 0n) throw new Undefined('0^0');
        return powInt(a, b.n);
      }
      if (b.n > 5000n || b.n < -5000n) throw new Budget('the power is too large');
      const r = iv.powInt(a, Number(b.n));
      if (!r) throw new Unknown('this power');
      return r;
    }
    // a^(p/r): the real root, where it exists.
    if (b.d <= 64n && b.n < 5000n && b.n > -5000n) {
      const positive = isQ(a) ? a.n >= 0n : a.lo >= 0;
      if (!positive && b.d % 2n === 0n) throw new Undefined('an even root of a negative number');
      if (!positive) throw new Unknown('a fractional power of a negative number');
      return raise(takeRoot(a, Number(b.d)), q(b.n));
    }
  }
  const base = toInterval(a);
  if (base.lo <= 0) throw new Unknown('this power');
  const r = iv.pow(base, toInterval(b));
  if (!r) throw new Unknown('this power');
  return r;
}

/** Powers of complex numbers: whole exponents only, for others have several values. */
function raiseComplex(a: Value, b: Value): Value {
  if (!isQ(b) || !isInteger(b)) throw new Unknown('a power with several values');
  if (b.n < 0n) return divide(ONE, raiseComplex(a, neg(b)));
  if (b.n > 5000n) throw new Budget('the power is too large');
  const [x, y] = [re(a), im(a)];
  if (isQ(x) && isQ(y)) return raiseGaussian(x, y, b.n);
  let out: Value = ONE;
  let square: Value = a;
  for (let n = b.n; n > 0n; n >>= 1n) {
    if (n & 1n) out = multiply(out, square);
    if (n > 1n) square = multiply(square, square);
  }
  return out;
}

/** (x + yi)^n over one denominator, so that fractions are reduced once and not at every step. */
function raiseGaussian(x: Q, y: Q, n: bigint): Value {
  const d = x.d * y.d;
  let [r, s] = [x.n * y.d, y.n * x.d];
  const bits = Math.max(r.toString(2).length, s.toString(2).length, d.toString(2).length);
  if (bits * Number(n) > BITS / 4) throw new Budget('the power is too large');
  let [p, q0] = [1n, 0n];
  for (let k = n; k > 0n; k >>= 1n) {
    if (k & 1n) [p, q0] = [p * r - q0 * s, p * s + q0 * r];
    if (k > 1n) [r, s] = [r * r - s * s, 2n * r * s];
  }
  const bottom = d ** n;
  return complex(q(p, bottom), q(q0, bottom));
}

/** The real k-th root; with `complexly`, the principal root of a negative number. */
export function takeRoot(a: Value, k: number, complexly = false): Value {
  if (complexly && k === 2 && !isComplex(a) && (isQ(a) ? a.n < 0n : a.hi < 0)) return { re: ZERO, im: takeRoot(negate(a), 2) as Real };
  if (isComplex(a)) {
    if (k !== 2) throw new Unknown('a root with several values');
    return rootOfComplex(a);
  }
  if (isQ(a)) {
    const exact = rootExact(a, k);
    if (exact) return exact;
    if (a.n < 0n && k % 2 === 0) throw new Undefined('an even root of a negative number');
  } else if (a.hi < 0 && k % 2 === 0) throw new Undefined('an even root of a negative number');
  const r = iv.root(toInterval(a), k);
  if (!r) throw new Unknown('this root');
  return r;
}

/** The principal square root: the one with positive real part. */
function rootOfComplex(a: Complex): Value {
  const r = modulus(a);
  const half = q(1, 2);
  const x = takeRoot(clamp(mulReal(addReal(r, a.re), half)), 2) as Real;
  const y = takeRoot(clamp(mulReal(subReal(r, a.re), half)), 2) as Real;
  const below = isQ(a.im) ? a.im.n < 0n : a.im.hi < 0;
  if (!below && !isQ(a.im) && a.im.lo < 0) throw new Unknown('this root');
  return complex(x, below ? negateReal(y) : y);
}

const clamp = (a: Real): Real => (isQ(a) ? a : { lo: Math.max(0, a.lo), hi: Math.max(0, a.hi) });

/**
 * How two values compare. `same` of intervals means that they agree to within their width, which must be tiny;
 * `less`, `greater`
 * and, for complex numbers, `different` are proved. Values that no interval separates are `unknown`.
 */
export function compareValues(a: Value, b: Value): 'same' | 'less' | 'greater' | 'different' | 'unknown' {
  if (isComplex(a) || isComplex(b)) return compareComplex(a, b);
  if (isQ(a) && isQ(b)) {
    const c = compare(a, b);
    return c === 0 ? 'same' : c < 0 ? 'less' : 'greater';
  }
  const x = toInterval(a);
  const y = toInterval(b);
  if (x.hi < y.lo) return 'less';
  if (x.lo > y.hi) return 'greater';
  const scale = Math.max(Math.abs(x.lo), Math.abs(x.hi), Math.abs(y.lo), Math.abs(y.hi), 1e-12);
  return Math.max(x.hi - x.lo, y.hi - y.lo) / scale < 1e-9 ? 'same' : 'unknown';
}

function compareComplex(a: Value, b: Value): 'same' | 'different' | 'unknown' {
  const parts = [
    [re(a), re(b)],
    [im(a), im(b)],
  ].map(([x, y]) => [toInterval(x!), toInterval(y!)] as const);
  if ([re(a), im(a), re(b), im(b)].every(isQ)) return equalComplex(a, b) ? 'same' : 'different';
  if (parts.some(([x, y]) => x.hi < y.lo || x.lo > y.hi)) return 'different';
  const scale = Math.max(1e-12, ...parts.flatMap(([x, y]) => [x.lo, x.hi, y.lo, y.hi].map(Math.abs)));
  return parts.every(([x, y]) => Math.max(x.hi - x.lo, y.hi - y.lo) / scale < 1e-9) ? 'same' : 'unknown';
}

const equalComplex = (a: Value, b: Value): boolean => compare(re(a) as Q, re(b) as Q) === 0 && compare(im(a) as Q, im(b) as Q) === 0;
