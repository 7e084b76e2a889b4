// Definite integrals: polynomials exactly, other functions by Simpson's rule with a verified error.
import type { Under } from './bound';
import { differentiate } from './calculus';
import { type Bound, type Expr, num, substitute } from './expr';
import * as iv from './interval';
import { toFraction, toUni } from './poly';
import { add, div, isZero, mul, powInt, type Q, q, sub, ZERO } from './rational';
import { isComplex, isQ, multiply, plus, toInterval, Unknown, type Value } from './value';

const PIECES = 96;

/** The value of a definite integral: exact, or an interval that holds it. Throws Unknown where neither is found. */
export function integrate(e: Bound, env: ReadonlyMap<string, Value>, value: Under): Value {
  const [from, to] = e.args.map(x => value(x, env)) as [Value, Value];
  if (isComplex(from) || isComplex(to)) throw new Unknown('an integral over a path');
  const known = new Map<string, Expr>();
  for (const [name, v] of env) if (name !== e.name && isQ(v)) known.set(name, num(v));
  const body = substitute(e.body, known);
  const exact = isQ(from) && isQ(to) ? polynomial(body, e.name, from, to) : undefined;
  if (exact) return exact;
  return simpson(body, e.name, toInterval(from), toInterval(to), (x, v) => value(x, new Map(env).set(e.name, v)));
}

function polynomial(body: Expr, name: string, from: Q, to: Q): Q | undefined {
  const f = toFraction(body);
  const p = f?.den.size === 1 && f.den.has('') ? toUni(f.num, name) : undefined;
  if (!f || !p) return undefined;
  let total = ZERO;
  p.forEach((c, k) => {
    const n = BigInt(k + 1);
    const rise = sub(isZero(to) ? ZERO : powInt(to, n), isZero(from) ? ZERO : powInt(from, n));
    total = add(total, mul(c, div(rise, q(n))));
  });
  return div(total, f.den.get('')!);
}

/** On each piece h/6·(f(a) + 4f(m) + f(b)) − h⁵/2880·f⁗(ξ), with f⁗ over the whole piece as an interval. */
function simpson(body: Expr, name: string, from: iv.Interval, to: iv.Interval, at: (e: Expr, x: Value) => Value): Value {
  if (from.hi - from.lo > 1e-9 || to.hi - to.lo > 1e-9) throw new Unknown('an integral with uncertain bounds');
  let fourth = body;
  for (let k = 0; k < 4; k++) fourth = differentiate(fourth, name);
  // Bounds that are no doubles: the pieces at the edges take in all they may be.
  const h = iv.div(iv.sub(to, from), iv.fromQ(q(PIECES)))!;
  const width = iv.powInt(h, 5)!;
  const place = (k: number): iv.Interval => iv.add(from, iv.mul(h, iv.fromQ(q(k, 2))));
  let total: Value = ZERO;
  for (let k = 0; k < PIECES; k++) {
    const [a, m, b] = [place(2 * k), place(2 * k + 1), place(2 * k + 2)];
    const piece: iv.Interval = { lo: Math.min(a.lo, b.lo), hi: Math.max(a.hi, b.hi) };
    const [fa, fm, fb] = [a, m, b].map(x => toInterval(at(body, x))) as [iv.Interval, iv.Interval, iv.Interval];
    const rule = iv.mul(iv.add(iv.add(fa, fb), iv.mul(fm, { lo: 4, hi: 4 })), iv.div(h, { lo: 6, hi: 6 })!);
    const error = iv.mul(toInterval(at(fourth, piece)), iv.div(width, { lo: 2880, hi: 2880 })!);
    total = plus(total, iv.sub(rule, error));
  }
  const sum = toInterval(multiply(total, q(1)));
  if (!Number.isFinite(sum.lo) || !Number.isFinite(sum.hi)) throw new Unknown('an integral');
  return sum;
}
