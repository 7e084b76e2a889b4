// Limits: exact where the function is continuous, rational, or of the form 0/0 of smooth functions; else unknown.
import type { Under } from './bound';
import { differentiate } from './calculus';
import { type Bound, bin, type Expr, num, some, substitute } from './expr';
import { derive, toFraction, toUni, type Uni, valueAt, without } from './poly';
import { isZero, ONE, type Q, sign } from './rational';
import { divide, Infinite, isQ, Undefined, Unknown, type Value } from './value';

type Env = ReadonlyMap<string, Value>;

/** Functions that jump somewhere: their value at a point says nothing about the limit there. */
const JUMPS = /^(floor|ceil|frac|sgn|mod|cases|arg|arccot|arcsec|arccsc|min|max|gcd|lcm|factorial|binom|perm|base)$/;
const MAX_RULES = 4;

/** The value of a limit. Throws Unknown where it takes more than continuity, a quotient of polynomials or derivatives. */
export function limitOf(e: Bound, env: Env, value: Under): Value {
  const point = e.args[0]!;
  const infinite = point.k === 'const' ? point.name === 'inf' : point.k === 'neg' && point.a.k === 'const' && point.a.name === 'inf';
  const put = (x: Expr): Expr => substitute(x, known(env, e.name));
  const rational = quotient(put(e.body), e.name);
  if (infinite) {
    if (!rational) throw new Unknown('a limit at infinity');
    const [top, bottom] = rational;
    if (top.length > bottom.length) {
      const rising = sign(top.at(-1)!) * sign(bottom.at(-1)!);
      const odd = (top.length - bottom.length) % 2 === 1;
      throw new Infinite(signOf(point.k === 'neg' && odd ? -rising : rising));
    }
    if (top.length < bottom.length) return { n: 0n, d: 1n };
    return divide(top[top.length - 1]!, bottom[bottom.length - 1]!);
  }
  const a = value(point, env);
  if (rational && isQ(a)) {
    const [top, bottom] = rational;
    if (!isZero(valueAt(bottom, a))) return divide(valueAt(top, a), valueAt(bottom, a));
    throw new Infinite(signAtPole(top, bottom, a, e.side));
  }
  if (some(e.body, x => x.k === 'bind' || (x.k === 'call' && JUMPS.test(x.fn)))) throw new Unknown('a limit');
  return smooth(e.body, e.name, a, env, value, MAX_RULES);
}

/** The sign of top/bottom near a root `a` of the bottom alone; none where it differs on both sides and none of them is meant. */
function signAtPole(top: Uni, bottom: Uni, a: Q, side: '+' | '-' | undefined): 1 | -1 | undefined {
  // Of bottom = (x − a)^m · r, the m-th derivative at a is m! · r(a).
  let rest = bottom;
  let m = 0;
  for (; isZero(valueAt(rest, a)); m++) rest = derive(rest);
  const above = sign(valueAt(top, a)) * sign(valueAt(rest, a));
  if (m % 2 === 0) return signOf(above);
  return side === undefined ? undefined : signOf(side === '+' ? above : -above);
}

const signOf = (n: number): 1 | -1 => (n < 0 ? -1 : 1);

/** Continuous at the point, or 0/0 of functions with derivatives there. */
function smooth(body: Expr, name: string, a: Value, env: Env, value: Under, rules: number): Value {
  const at = (x: Expr): Value => value(x, new Map(env).set(name, a));
  if (body.k === 'div') {
    const [top, bottom] = [at(body.a), at(body.b)];
    if (!(isQ(bottom) && isZero(bottom))) return divide(top, bottom);
    if (!(isQ(top) && isZero(top)) || rules === 0) throw new Unknown('a limit');
    return smooth(bin('div', differentiate(body.a, name), differentiate(body.b, name)), name, a, env, value, rules - 1);
  }
  try {
    return at(body);
  } catch (error) {
    if (error instanceof Undefined) throw new Unknown('a limit where the function is not defined');
    throw error;
  }
}

/** Exact values in force, as expressions. */
function known(env: Env, but: string): Map<string, Expr> {
  const out = new Map<string, Expr>();
  for (const [name, v] of env) if (name !== but && isQ(v)) out.set(name, num(v));
  return out;
}

/** Numerator and denominator without common roots. */
function quotient(body: Expr, name: string): [Uni, Uni] | undefined {
  const f = toFraction(body);
  const top = f && toUni(f.num, name);
  const bottom = f && toUni(f.den, name);
  if (!top || !bottom?.length) return undefined;
  if (!top.length) return [[], [ONE]];
  return reduced(top, bottom);
}

function reduced(top: Uni, bottom: Uni): [Uni, Uni] {
  const g = (p: Uni, o: Uni): Uni => without(p, o);
  const t = g(top, bottom);
  if (t.length === top.length) return [top, bottom];
  // `without` divides by the greatest common divisor, which is monic: the same one for both.
  return reduced(t, g(bottom, top));
}
