// Expressions → values: an exact rational wherever possible, else a verified interval, or a complex number of such parts.
import { bound } from './bound';
import { type Expr, some } from './expr';
import { apply, exactLog, trig } from './functions';
import * as iv from './interval';
import { scalarOf, vectorial } from './matrix';
import { add, Budget, isInteger, type Q, q, sub } from './rational';
import { residue } from './residue';
import {
  compareValues,
  complex,
  divide,
  exponential,
  I,
  isComplex,
  isQ,
  minus,
  multiply,
  negate,
  plus,
  raise,
  takeRoot,
  toInterval,
  Undefined,
  Unknown,
  type Value,
} from './value';

export {
  compareValues,
  divide,
  Infinite,
  isComplex,
  isQ,
  minus,
  multiply,
  plus,
  raise,
  takeRoot,
  toInterval,
  Undefined,
  Unknown,
  type Value,
} from './value';

export type Env = ReadonlyMap<string, Value>;

export type Mode = {
  /** What the degree sign means outside of trigonometric functions. */
  readonly degree?: 'radian' | 'one';
  /** Base of a `log` that is written without one. */
  readonly log?: 'ten' | 'e';
  /** Bare numbers in trigonometric functions are degrees. */
  readonly trig?: 'degrees';
  /** Read `50%` as 50, as the result of "… × 100". */
  readonly percent?: 'points' | 'taken';
  /** Factor that turns a unit into its base unit; undefined leaves units aside. */
  readonly unit?: (unit: string) => Q | undefined;
  /** Widen decimals by half a unit in their last place: for values that were rounded before. */
  readonly rounded?: (v: Q, places: number) => boolean;
  /** By how much: half a unit in the last place, or a whole one, as for digits that were cut off. */
  readonly slack?: 'half' | 'unit';
  /** Square roots of negative numbers are imaginary instead of undefined. */
  readonly complex?: boolean;
};

const EMPTY: Env = new Map();
const MAX_STEPS = 20_000;

/** Values of expressions that were worked out before under the same env and mode, by identity. */
export type Known = Pick<WeakMap<Expr, Value>, 'get' | 'set'>;

/**
 * The value of e under `env`. Throws Undefined, Unknown or Budget. With `known`, parts that are in it are not worked out again, and
 * those that were are put into it. `count` is counted up by the steps that were taken, at most twenty thousand.
 */
export function evaluate(e: Expr, env: Env = EMPTY, mode: Mode = {}, known?: Known, count?: { steps: number }): Value {
  return new Evaluation(env, mode, count, known).value(e);
}

/** "400 - 10%": the percentage is one of what stands before it. */
export const takesPercent = (e: Expr): boolean => (e.k === 'add' || e.k === 'sub') && percentage(e.b) && !some(e.a, x => x.k === 'pct');
const percentage = (e: Expr): boolean => e.k === 'pct' || (e.k === 'unit' && percentage(e.a));

class Evaluation {
  constructor(
    private readonly env: Env,
    private readonly mode: Mode,
    private readonly count = { steps: 0 },
    private readonly known?: Known,
  ) {}

  value(e: Expr): Value {
    if (!this.known || e.k === 'num' || e.k === 'sym') return this.worked(e);
    const before = this.known.get(e);
    if (before) return before;
    const v = this.worked(e);
    this.known.set(e, v);
    return v;
  }

  private worked(e: Expr): Value {
    if (++this.count.steps > MAX_STEPS) throw new Budget('too many steps');
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
        if (e.name === 'i') return I;
        throw new Unknown('infinity');
      case 'neg':
        return negate(this.value(e.a));
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
      case 'sub': {
        const [a, b] = [this.value(e.a), this.value(e.b)];
        const taken = this.mode.percent === 'taken' && takesPercent(e) ? multiply(a, b) : b;
        return e.k === 'add' ? plus(a, taken) : minus(a, taken);
      }
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
        // Braces around one number may group it, make a set of it, or mean its fractional part.
        throw new Unknown('a list');
      case 'bind':
        return bound(e, this.env, (x, env) => this.under(env).value(x));
      case 'matrix':
        if (e.rows.length === 1 && e.rows[0]!.length === 1) return this.value(e.rows[0]![0]!);
        throw new Unknown('a matrix');
      case 'rel':
        throw new Unknown('a condition');
    }
  }

  /** The same evaluation, with other values and the same budget. */
  private under(env: Env): Evaluation {
    return new Evaluation(env, this.mode, this.count);
  }

  private power(base: Expr, exponent: Expr): Value {
    if (base.k === 'const' ? base.name === 'e' : base.k === 'sym' && base.name === 'e' && !this.env.has('e')) {
      return exponential(this.value(exponent));
    }
    const a = this.value(base);
    const b = this.value(exponent);
    return raise(a, b);
  }

  private angle(e: Expr): iv.Interval {
    if (e.k === 'call' && e.fn === 'degrees') return this.radians(this.value(e.args[0]!));
    if (e.k === 'neg' || e.k === 'add' || e.k === 'sub' || e.k === 'div' || e.k === 'mul') {
      // 180° − 30°: degrees anywhere in the argument are turned into radians.
      return toInterval(
        new Evaluation(this.env, { ...this.mode, degree: 'radian', trig: undefined }, this.count).angled(e, this.mode.trig),
      );
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
      case 'cis': {
        const angle = this.angle(first);
        return complex(trig('cos', angle) as iv.Interval, trig('sin', angle) as iv.Interval);
      }
      case 'log':
        return this.logarithm(first, args[1]);
      case 'mod':
      case 'remainder':
      case 'lastdigits':
        return this.remainder(fn, first, this.value(args[1]!));
      case 'base':
        return this.numeral(first, this.value(args[1]!));
      case 'cases':
        return this.byCases(args);
      case 'det':
      case 'norm':
      case 'tr':
      case 'abs':
        if (vectorial(first)) return this.value(scalarOf(fn, first));
        return apply(fn, [this.value(first)]);
      case 'root': {
        const k = this.value(args[1]!);
        if (!isQ(k) || !isInteger(k) || k.n < 1n || k.n > 64n) throw new Unknown('this root');
        return takeRoot(this.value(first), Number(k.n), this.mode.complex);
      }
      default:
        return apply(
          fn,
          args.map(a => this.value(a)),
        );
    }
  }

  /** A remainder; of numbers that are too large to write down, by residues. */
  private remainder(fn: string, e: Expr, by: Value): Value {
    const m = fn === 'lastdigits' && isQ(by) && by.n > 0n && by.n < 20n ? q(10n ** by.n) : by;
    try {
      return apply(fn === 'mod' ? 'mod' : 'remainder', [this.value(e), m]);
    } catch (error) {
      if (!(error instanceof Budget) || !isQ(m) || !isInteger(m) || m.n <= 0n) throw error;
      return q(residue(e, m.n, x => this.value(x)));
    }
  }

  /** The digits of a numeral in base b. */
  private numeral(digits: Expr, b: Value): Value {
    if (digits.k !== 'num') throw new Unknown('a numeral');
    let v: Value = q(0);
    for (const d of digits.v.n.toString()) {
      if (isQ(b) && b.n <= BigInt(d) * b.d) throw new Undefined(`a digit ${d} in this base`);
      v = plus(multiply(v, b), q(BigInt(d)));
    }
    return v;
  }

  /** value, condition, value, condition, …, rest. */
  private byCases(args: readonly Expr[]): Value {
    for (let i = 0; i < args.length; i += 2) {
      const condition = args[i + 1];
      if (!condition || this.truth(condition)) return this.value(args[i]!);
    }
    throw new Undefined('none of the cases');
  }

  private truth(e: Expr): boolean {
    if (e.k === 'call' && e.fn === 'and') return e.args.every(x => this.truth(x));
    if (e.k !== 'rel') throw new Unknown('a condition');
    const c = compareValues(this.value(e.a), this.value(e.b));
    if (c === 'unknown' || c === 'different') throw new Unknown('a condition');
    switch (e.op) {
      case '<':
        return c === 'less';
      case '>':
        return c === 'greater';
      case '≤':
        return c !== 'greater';
      case '≥':
        return c !== 'less';
      case '≠':
        return c !== 'same';
      default:
        return c === 'same';
    }
  }

  private logarithm(e: Expr, base: Expr | undefined): Value {
    // The exponent comes before: a power such as 4^(8!) need not be written out.
    if (e.k === 'pow' && e.b.k !== 'num') {
      const [of, n] = [this.value(e.a), this.value(e.b)];
      if (isQ(of) && of.n > 0n && isQ(n) && n.n > 64n) return multiply(n, this.logarithm(e.a, base));
    }
    const x = this.value(e);
    if (isComplex(x)) throw new Unknown('a logarithm with several values');
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
