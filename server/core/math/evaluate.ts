// Expressions → values: an exact rational wherever possible, else a verified interval.
import type { Expr } from './expr';
import * as iv from './interval';
import {
  abs,
  add,
  Budget,
  ceil,
  compare,
  div,
  equal,
  floor,
  gcdBig,
  isInteger,
  isZero,
  mul,
  neg,
  powInt,
  type Q,
  q,
  rootExact,
  sub,
  toNumber,
} from './rational';

export type Value = Q | iv.Interval;
export type Env = ReadonlyMap<string, Value>;

export const isQ = (v: Value): v is Q => 'n' in v;
export const toInterval = (v: Value): iv.Interval => (isQ(v) ? iv.fromQ(v) : v);

/** The expression has no value here: a division by zero, the logarithm of a negative number. */
export class Undefined extends Error {}
/** The kernel cannot evaluate this: an unknown function, a variable without a value. */
export class Unknown extends Error {}

export type Mode = {
  /** What the degree sign means outside of trigonometric functions. */
  readonly degree?: 'radian' | 'one';
  /** Base of a `log` that is written without one. */
  readonly log?: 'ten' | 'e';
  /** Bare numbers in trigonometric functions are degrees. */
  readonly trig?: 'degrees';
  /** Read `50%` as 50, as the result of "… × 100". */
  readonly percent?: 'points';
  /** Factor that turns a unit into its base unit; undefined leaves units aside. */
  readonly unit?: (unit: string) => Q | undefined;
  /** Widen decimals by half a unit in their last place: for values that were rounded before. */
  readonly rounded?: (v: Q, places: number) => boolean;
  /** By how much: half a unit in the last place, or a whole one, as for digits that were cut off. */
  readonly slack?: 'half' | 'unit';
};

const EMPTY: Env = new Map();
const MAX_STEPS = 20_000;

/** The value of e under `env`. Throws Undefined, Unknown or Budget. */
export function evaluate(e: Expr, env: Env = EMPTY, mode: Mode = {}): Value {
  return new Evaluation(env, mode).value(e);
}

class Evaluation {
  private steps = 0;
  constructor(
    private readonly env: Env,
    private readonly mode: Mode,
  ) {}

  value(e: Expr): Value {
    if (++this.steps > MAX_STEPS) throw new Budget('too many steps');
    switch (e.k) {
      case 'num': {
        if (e.places && this.mode.rounded?.(e.v, e.places)) {
          const half = q(1n, (this.mode.slack === 'unit' ? 1n : 2n) * 10n ** BigInt(e.places));
          return { lo: iv.fromQ(sub(e.v, half)).lo, hi: iv.fromQ(add(e.v, half)).hi };
        }
        return e.v;
      }
      case 'sym': {
        const v = this.env.get(e.name);
        if (v === undefined) throw new Unknown(`${e.name} has no value`);
        return v;
      }
      case 'atom': {
        const v = this.env.get(e.key);
        if (v === undefined) throw new Unknown(`${e.key} has no value`);
        return v;
      }
      case 'const':
        if (e.name === 'pi') return iv.PI;
        if (e.name === 'e') return iv.E;
        throw new Unknown(e.name === 'i' ? 'complex numbers' : 'infinity');
      case 'neg': {
        const a = this.value(e.a);
        return isQ(a) ? neg(a) : iv.neg(a);
      }
      case 'pct': {
        const a = this.value(e.a);
        if (this.mode.percent === 'points') return a;
        return divide(a, q(100));
      }
      case 'unit': {
        const a = this.value(e.a);
        const factor = this.mode.unit?.(e.unit);
        return factor ? multiply(a, factor) : a;
      }
      case 'add':
        return plus(this.value(e.a), this.value(e.b));
      case 'sub':
        return minus(this.value(e.a), this.value(e.b));
      case 'mul':
        return multiply(this.value(e.a), this.value(e.b));
      case 'div':
        return divide(this.value(e.a), this.value(e.b));
      case 'pow':
        return this.power(e.a, e.b);
      case 'call':
        return this.call(e.fn, e.args);
      case 'pm':
        throw new Unknown('±');
      case 'list':
        throw new Unknown('a list');
    }
  }

  private power(base: Expr, exponent: Expr): Value {
    if (base.k === 'sym' && base.name === 'e' && !this.env.has('e')) {
      const x = toInterval(this.value(exponent));
      return iv.exp(x);
    }
    const a = this.value(base);
    const b = this.value(exponent);
    return raise(a, b);
  }

  private angle(e: Expr): iv.Interval {
    if (e.k === 'call' && e.fn === 'degrees') return this.radians(this.value(e.args[0]!));
    if (e.k === 'neg' || e.k === 'add' || e.k === 'sub' || e.k === 'div' || e.k === 'mul') {
      // 180° − 30°: degrees anywhere in the argument are turned into radians.
      return toInterval(new Evaluation(this.env, { ...this.mode, degree: 'radian', trig: undefined }).angled(e, this.mode.trig));
    }
    const v = this.value(e);
    return this.mode.trig === 'degrees' && isQ(v) ? this.radians(v) : toInterval(v);
  }

  private angled(e: Expr, trig: Mode['trig']): Value {
    const v = this.value(e);
    return trig === 'degrees' && isQ(v) ? this.radians(v) : v;
  }

  private radians(v: Value): iv.Interval {
    return iv.mul(toInterval(v), iv.div(iv.PI, { lo: 180, hi: 180 })!);
  }

  private call(fn: string, args: readonly Expr[]): Value {
    const first = args[0]!;
    switch (fn) {
      case 'degrees': {
        const v = this.value(first);
        return this.mode.degree === 'radian' ? this.radians(v) : v;
      }
      case 'sin':
      case 'cos':
      case 'tan':
      case 'cot':
      case 'sec':
      case 'csc':
        return trig(fn, this.angle(first));
      case 'log':
        return this.logarithm(first, args[1]);
      case 'root': {
        const k = this.value(args[1]!);
        if (!isQ(k) || !isInteger(k) || k.n < 1n || k.n > 64n) throw new Unknown('this root');
        return takeRoot(this.value(first), Number(k.n));
      }
      default:
        return apply(
          fn,
          args.map(a => this.value(a)),
        );
    }
  }

  private logarithm(e: Expr, base: Expr | undefined): Value {
    const x = this.value(e);
    if (isQ(x) ? x.n <= 0n : x.hi <= 0) throw new Undefined('the logarithm of a number that is not positive');
    const b: Value = base ? this.value(base) : this.mode.log === 'e' ? iv.E : q(10);
    if (isQ(x) && isQ(b)) {
      const exact = exactLog(x, b);
      if (exact) return exact;
    }
    const top = iv.log(toInterval(x));
    const bottom = iv.log(toInterval(b));
    const r = top && bottom && iv.div(top, bottom);
    if (!r) throw new Unknown('this logarithm');
    return r;
  }
}

export const plus = (a: Value, b: Value): Value => (isQ(a) && isQ(b) ? add(a, b) : iv.add(toInterval(a), toInterval(b)));
export const minus = (a: Value, b: Value): Value => (isQ(a) && isQ(b) ? sub(a, b) : iv.sub(toInterval(a), toInterval(b)));

export function multiply(a: Value, b: Value): Value {
  if (isQ(a) && isQ(b)) return mul(a, b);
  if ((isQ(a) && isZero(a)) || (isQ(b) && isZero(b))) return q(0);
  return iv.mul(toInterval(a), toInterval(b));
}

export function divide(a: Value, b: Value): Value {
  if (isQ(b) && isZero(b)) throw new Undefined('a division by zero');
  if (isQ(a) && isQ(b)) return div(a, b);
  if (isQ(a) && isZero(a)) return a;
  const r = iv.div(toInterval(a), toInterval(b));
  if (!r) throw new Unknown('a division by what may be zero');
  return r;
}

export function raise(a: Value, b: Value): Value {
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

export function takeRoot(a: Value, k: number): Value {
  if (isQ(a)) {
    const exact = rootExact(a, k);
    if (exact) return exact;
    if (a.n < 0n && k % 2 === 0) throw new Undefined('an even root of a negative number');
  } else if (a.hi < 0 && k % 2 === 0) throw new Undefined('an even root of a negative number');
  const r = iv.root(toInterval(a), k);
  if (!r) throw new Unknown('this root');
  return r;
}

function exactLog(x: Q, b: Q): Q | undefined {
  if (b.n <= 0n || (b.n === 1n && b.d === 1n)) throw new Undefined('a logarithm to this base');
  const estimate = Math.log(toNumber(x)) / Math.log(toNumber(b));
  for (const d of [1, 2, 3, 4, 6]) {
    const n = Math.round(estimate * d);
    if (!Number.isFinite(n) || Math.abs(n) > 2000) return undefined;
    if (Math.abs(estimate * d - n) < 1e-9 && equal(powInt(x, BigInt(d)), powInt(b, BigInt(n)))) return q(n, d);
  }
  return undefined;
}

function trig(fn: string, x: iv.Interval): Value {
  const sine = () => iv.sin(x);
  const cosine = () => iv.cos(x);
  const ratio = (top: iv.Interval | undefined, bottom: iv.Interval | undefined): Value => {
    if (!top || !bottom) throw new Unknown('this angle');
    const r = iv.div(top, bottom);
    if (!r)
      throw Math.abs(bottom.lo) < 1e-9 && Math.abs(bottom.hi) < 1e-9 ? new Undefined('a trigonometric pole') : new Unknown('this angle');
    return r;
  };
  const ONE = { lo: 1, hi: 1 };
  const plain = (r: iv.Interval | undefined): Value => {
    if (!r) throw new Unknown('this angle');
    return r;
  };
  switch (fn) {
    case 'sin':
      return plain(sine());
    case 'cos':
      return plain(cosine());
    case 'tan':
      return ratio(sine(), cosine());
    case 'cot':
      return ratio(cosine(), sine());
    case 'sec':
      return ratio(ONE, cosine());
    default:
      return ratio(ONE, sine());
  }
}

function integers(args: readonly Value[]): bigint[] {
  return args.map(a => {
    if (!isQ(a) || !isInteger(a)) throw new Undefined('a whole number is needed here');
    return a.n;
  });
}

function apply(fn: string, args: readonly Value[]): Value {
  const a = args[0]!;
  const need = (r: iv.Interval | undefined): Value => {
    if (!r) throw new Unknown(fn);
    return r;
  };
  switch (fn) {
    case 'factorial': {
      const [n] = integers(args) as [bigint];
      if (n < 0n) throw new Undefined('the factorial of a negative number');
      if (n > 1700n) throw new Budget('the factorial is too large');
      let r = 1n;
      for (let k = 2n; k <= n; k++) r *= k;
      return q(r);
    }
    case 'binom': {
      const [n, k] = integers(args) as [bigint, bigint];
      if (n < 0n) throw new Unknown('a binomial with negative top');
      if (k < 0n || k > n) return q(0);
      if (n > 3000n) throw new Budget('the binomial is too large');
      let m = k;
      if (n - k < m) m = n - k;
      let r = 1n;
      for (let j = 1n; j <= m; j++) r = (r * (n - m + j)) / j;
      return q(r);
    }
    case 'gcd':
      return q(integers(args).reduce((x, y) => gcdBig(x, y)));
    case 'lcm':
      return q(integers(args).reduce((x, y) => (x === 0n || y === 0n ? 0n : (x * y < 0n ? -x * y : x * y) / gcdBig(x, y))));
    case 'abs':
      return isQ(a) ? abs(a) : a.lo >= 0 ? a : a.hi <= 0 ? iv.neg(a) : { lo: 0, hi: Math.max(-a.lo, a.hi) };
    case 'floor':
    case 'ceil': {
      if (isQ(a)) return q(fn === 'floor' ? floor(a) : ceil(a));
      const f = fn === 'floor' ? Math.floor : Math.ceil;
      if (f(a.lo) !== f(a.hi)) throw new Unknown(fn);
      return q(BigInt(f(a.lo)));
    }
    case 'min':
    case 'max': {
      if (!args.every(isQ)) throw new Unknown(fn);
      return (args as Q[]).reduce((x, y) => (compare(x, y) < 0 === (fn === 'min') ? x : y));
    }
    case 'ln':
      if (isQ(a) && equal(a, q(1))) return q(0);
      if (isQ(a) ? a.n <= 0n : a.hi <= 0) throw new Undefined('the logarithm of a number that is not positive');
      return need(iv.log(toInterval(a)));
    case 'exp':
      return isQ(a) && isZero(a) ? q(1) : iv.exp(toInterval(a));
    case 'arcsin':
      return need(iv.asin(toInterval(a)));
    case 'arccos':
      return need(iv.acos(toInterval(a)));
    case 'arctan':
      return iv.atan(toInterval(a));
    case 'sinh':
      return iv.sinh(toInterval(a));
    case 'tanh':
      return iv.tanh(toInterval(a));
    default:
      throw new Unknown(fn);
  }
}

/**
 * How two values compare. `same` of intervals means that they agree to within their width, which must be tiny;
 * `different` is proved. Values that no interval separates are `unknown`.
 */
export function compareValues(a: Value, b: Value): 'same' | 'less' | 'greater' | 'unknown' {
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
