// Values of expressions with a bound letter: sums and products term by term or in closed form, limits, integrals, derivatives.
import { differentiate } from './calculus';
import { type Bound, type Expr, some, variables } from './expr';
import { integrate } from './integral';
import { limitOf } from './limit';
import { Budget, isInteger, isZero, q } from './rational';
import { divide, isComplex, isQ, minus, multiply, plus, raise, toInterval, Undefined, Unknown, type Value } from './value';

export type Under = (e: Expr, env: ReadonlyMap<string, Value>) => Value;
type Env = ReadonlyMap<string, Value>;

/** Terms that are added one by one; beyond, a closed form is needed. */
const MAX_TERMS = 1500n;
/** A denominator beyond this is that of no sum that a person has worked out. */
const LONG = 1n << 1500n;
const MAX_DEGREE = 14;

/** The value of a bound expression under `env`; `value` evaluates what is inside. Throws Undefined, Unknown or Budget. */
export function bound(e: Bound, env: Env, value: Under): Value {
  const at = (x: Value): Value => value(e.body, new Map(env).set(e.name, x));
  switch (e.op) {
    case 'sum':
    case 'prod':
      return series(e, env, value, at);
    case 'diff': {
      const order = value(e.args[1]!, env);
      if (!isQ(order) || !isInteger(order) || order.n < 0n || order.n > 6n) throw new Unknown('this derivative');
      let f: Expr = e.body;
      for (let n = 0n; n < order.n; n++) f = differentiate(f, e.name);
      return value(f, new Map(env).set(e.name, value(e.args[0]!, env)));
    }
    case 'lim':
      return limitOf(e, env, value);
    case 'int':
      return integrate(e, env, value);
    case 'anti':
      throw new Unknown('an antiderivative');
  }
}

function series(e: Bound, env: Env, value: Under, at: (x: Value) => Value): Value {
  const from = value(e.args[0]!, env);
  if (!isQ(from) || !isInteger(from)) throw new Undefined('a bound that is no whole number');
  const top = e.args[1]!;
  if (top.k === 'const' && top.name === 'inf') return e.op === 'sum' ? closedForm(e, env, value, at, from.n, undefined) : notFound();
  const to = value(top, env);
  if (!isQ(to) || !isInteger(to)) throw new Undefined('a bound that is no whole number');
  const sum = e.op === 'sum';
  // Empty sums are 0; one that runs backwards by more is a slip of notation, not a value.
  if (to.n < from.n - 1n) throw new Undefined('bounds in the wrong order');
  if (to.n - from.n >= MAX_TERMS) return sum ? closedForm(e, env, value, at, from.n, to.n) : notFound();
  let total: Value = q(sum ? 0 : 1);
  for (let n = from.n; n <= to.n; n++) {
    total = sum ? plus(total, at(q(n))) : multiply(total, at(q(n)));
    // Fractions with ever longer denominators cost more with every term.
    if (n - from.n > 60n && isQ(total) && total.d > LONG) return notFound();
  }
  return total;
}

const notFound = (): never => {
  throw new Budget('too many terms to add');
};

/**
 * Σ p(k)·r^k for a polynomial p, by differences: with u = r/(1 − r), Σ_{k≥0} p(k) r^k = Σ_j Δʲp(0)·uʲ/(1 − r). To a finite
 * end N it is that from 0 less r^N times that of p(N + k).
 */
function closedForm(e: Bound, env: Env, value: Under, at: (x: Value) => Value, from: bigint, to: bigint | undefined): Value {
  const shape = shapeOf(e.body, e.name, env, value);
  if (!shape || shape.degree > MAX_DEGREE) return notFound();
  const r = shape.ratio;
  if (isQ(r) && r.n === r.d) {
    if (to === undefined) throw new Undefined('a sum without end that has no value');
    // Newton's forward differences, summed: Σ_{k=0}^{N} p = Σ_j Δʲp(0)·C(N + 1, j + 1).
    const d = differences(at, from, shape.degree);
    const n = q(to - from + 1n);
    let total: Value = q(0);
    let binomial: Value = n;
    d.forEach((x, j) => {
      total = plus(total, multiply(x, binomial));
      binomial = divide(multiply(binomial, minus(n, q(j + 1))), q(j + 2));
    });
    return total;
  }
  const size = isComplex(r) ? undefined : toInterval(r);
  if (to === undefined && (!size || size.hi >= 1 || size.lo <= -1)) {
    if (size && (size.lo > 1 || size.hi < -1)) throw new Undefined('a sum without end that has no value');
    throw new Unknown('a sum without end');
  }
  const tail = (start: bigint): Value => {
    const p = differences(x => divide(at(x), raise(r, x)), start, shape.degree);
    const u = divide(r, minus(q(1), r));
    let total: Value = q(0);
    let power: Value = q(1);
    for (const x of p) {
      total = plus(total, multiply(x, power));
      power = multiply(power, u);
    }
    return multiply(divide(total, minus(q(1), r)), raise(r, q(start)));
  };
  if (isQ(r) && isZero(r)) return notFound();
  return to === undefined ? tail(from) : minus(tail(from), tail(to + 1n));
}

/** Δʲp(from) for j = 0 … degree. */
function differences(at: (x: Value) => Value, from: bigint, degree: number): Value[] {
  let row: Value[] = [];
  for (let j = 0; j <= degree; j++) row.push(at(q(from + BigInt(j))));
  const out: Value[] = [];
  while (row.length) {
    out.push(row[0]!);
    row = row.slice(1).map((x, j) => minus(x, row[j]!));
  }
  return out;
}

/** e as p(name)·ratio^name with p a polynomial of some degree at most; undefined where it is none. */
function shapeOf(e: Expr, name: string, env: Env, value: Under): { degree: number; ratio: Value } | undefined {
  const one = q(1);
  if (!variables(e).has(name)) return { degree: 0, ratio: one };
  const same = (a: Value, b: Value) => isQ(a) && isQ(b) && a.n === b.n && a.d === b.d;
  switch (e.k) {
    case 'sym':
      return { degree: 1, ratio: one };
    case 'neg':
      return shapeOf(e.a, name, env, value);
    case 'add':
    case 'sub': {
      const a = shapeOf(e.a, name, env, value);
      const b = a && shapeOf(e.b, name, env, value);
      return b && same(a.ratio, b.ratio) ? { degree: Math.max(a.degree, b.degree), ratio: a.ratio } : undefined;
    }
    case 'mul': {
      const a = shapeOf(e.a, name, env, value);
      const b = a && shapeOf(e.b, name, env, value);
      return b && { degree: a.degree + b.degree, ratio: multiply(a.ratio, b.ratio) };
    }
    case 'div': {
      const a = shapeOf(e.a, name, env, value);
      const b = a && shapeOf(e.b, name, env, value);
      return b && b.degree === 0 ? { degree: a.degree, ratio: divide(a.ratio, b.ratio) } : undefined;
    }
    case 'pow': {
      if (!variables(e.b).has(name)) {
        const n = value(e.b, env);
        if (!isQ(n) || !isInteger(n) || n.n < 0n || n.n > 12n) return undefined;
        const a = shapeOf(e.a, name, env, value);
        return a && { degree: a.degree * Number(n.n), ratio: raise(a.ratio, n) };
      }
      if (variables(e.a).has(name) || some(e.b, x => x.k === 'pow' || x.k === 'call' || x.k === 'div')) return undefined;
      // b^(αk + β): α by its difference, checked at a second place.
      const exponent = (k: number) => value(e.b, new Map(env).set(name, q(k)));
      const step = minus(exponent(1), exponent(0));
      if (!same(step, minus(exponent(2), exponent(1))) || !same(step, minus(exponent(7), exponent(6)))) return undefined;
      return { degree: 0, ratio: raise(value(e.a, env), step) };
    }
    default:
      return undefined;
  }
}
