// The ledger: what a step takes for granted without saying so, as conditions that would save it (semantics 5 and 7).
import type { Background } from '../claims/claim';
import { DOMAINS } from '../math/domain';
import { compareValues, type Env, evaluate, isQ, type Value } from '../math/evaluate';
import { type Expr, key, num, sym, variables, walk } from '../math/expr';
import { difference } from '../math/identity';
import { truthOf } from '../math/points';
import { toFraction, toUni, type Uni } from '../math/poly';
import { shown } from '../math/print';
import { Budget, type Q, q, ZERO } from '../math/rational';
import { realRoots } from '../math/roots';
import { admits } from '../math/sorts';
import type { Need, Op } from '../model';

/** `left op right` as a condition; `why` is a clause that says what asks for it. */
export const need = (left: Expr, op: Op, right: Q, why: string): Need => ({ left: shown(left), op, right: shown(num(right)), why });
export const needOf = (name: string, op: Op, right: Q, why: string): Need => need(sym(name), op, right, why);

/** Whether what was said of letters lets them have the values of `env`; what cannot be evaluated forbids nothing. */
export function allowed(env: Env, background: Background | undefined): boolean {
  if (!background) return true;
  for (const [name, sort] of background.sorts) {
    const value = env.get(name);
    if (value && admits(sort, value) === false) return false;
  }
  return background.relations.every(r =>
    r.left.some(left =>
      r.right.some(right => {
        try {
          return truthOf(evaluate(left, env), r.op, evaluate(right, env)) !== false;
        } catch {
          return true;
        }
      }),
    ),
  );
}

/**
 * What two sides that are equal where both are defined take for granted: that a denominator which stands on one side only is not
 * zero, that a part under a root or in a logarithm is of the right sign. At most two conditions.
 */
export function domainNeeds(left: Expr, right: Expr, background: Background | undefined): Need[] {
  const out: Need[] = [];
  const seen = new Set<string>();
  const put = (n: Need) => {
    const id = `${n.left.text}${n.op}${n.right.text}`;
    if (!seen.has(id) && out.length < 2) out.push(n);
    seen.add(id);
  };
  for (const [side, other] of [
    [left, right],
    [right, left],
  ] as const) {
    walk(side, x => {
      if (x.k === 'div' && variables(x.b).size) for (const n of denominator(x.b, other, background)) put(n);
      const domain = x.k === 'call' && x.fn in DOMAINS ? DOMAINS[x.fn] : undefined;
      if (side === right && domain && x.k === 'call' && even(x)) {
        const inner = x.args[0]!;
        if (variables(inner).size && lost(left, inner, domain.op, background)) put(need(inner, domain.op, ZERO, domain.why));
      }
    });
  }
  return out;
}

const even = (x: Expr & { k: 'call' }): boolean => {
  const k = x.args[1];
  return x.fn !== 'root' || (k?.k === 'num' && k.v.n % 2n === 0n);
};

/** Where a denominator is zero and the other side has a value. */
function denominator(d: Expr, other: Expr, background: Background | undefined): Need[] {
  const names = [...variables(d)];
  const why = 'a denominator is cancelled';
  if (names.length === 1) {
    const name = names[0]!;
    return zerosOf(d, name)
      .filter(at => allowed(new Map([[name, at]]), background) && sampled(other, new Map([[name, at]])))
      .slice(0, 2)
      .map(at => needOf(name, '≠', at, why));
  }
  // A sum of several letters is zero where one of them balances the others.
  for (const name of names) {
    const env = new Map<string, Value>(names.filter(x => x !== name).map((x, i) => [x, q([3, 5, 7, 2][i % 4]!)]));
    const at = balance(d, name, env);
    if (at && allowed(env.set(name, at), background) && sampled(other, env)) return [need(d, '≠', ZERO, why)];
  }
  return [];
}

/** The rational zeros of a polynomial in one letter. */
function zerosOf(e: Expr, name: string): Q[] {
  const uni = polynomial(e, name);
  try {
    return uni && uni.length > 1 ? realRoots(uni).flatMap(r => (r.exact ? [r.exact] : [])) : [];
  } catch {
    return [];
  }
}

function polynomial(e: Expr, name: string): Uni | undefined {
  try {
    const f = toFraction(e);
    return f && f.den.size === 1 && f.den.has('') ? toUni(f.num, name) : undefined;
  } catch (error) {
    if (error instanceof Budget) return undefined;
    throw error;
  }
}

/** The value of `name` at which e, of degree one in it, is zero. */
function balance(e: Expr, name: string, env: Env): Q | undefined {
  const at = (v: number): Value | undefined => valueAt(e, new Map(env).set(name, q(v)));
  const [a, b, c] = [at(0), at(1), at(2)];
  if (!a || !b || !c || !isQ(a) || !isQ(b) || !isQ(c)) return undefined;
  const slope = difference(num(b), num(a))?.get('');
  if (!slope || compareValues(difference(num(c), num(b))?.get('') ?? ZERO, slope) !== 'same') return undefined;
  return q(-a.n * slope.d, a.d * slope.n);
}

/** Whether e has a value at a point, other letters at some small values. */
function sampled(e: Expr, env: Env): boolean {
  const all = new Map(env);
  for (const name of variables(e)) if (!all.has(name)) all.set(name, q([2, 3, 5, 7][all.size % 4]!));
  return valueAt(e, all) !== undefined;
}

function valueAt(e: Expr, env: Env): Value | undefined {
  try {
    return evaluate(e, env);
  } catch {
    return undefined;
  }
}

const SAMPLES = [q(2), q(-1), q(3), q(-2), q(1, 2), q(-1, 2), q(5), q(-5), q(10), q(-10), q(0)];

/** Whether the left side has a value somewhere where `inner op 0` is false. */
function lost(left: Expr, inner: Expr, op: Op, background: Background | undefined): boolean {
  const names = [...new Set([...variables(left), ...variables(inner)])].sort();
  for (let i = 0; i < SAMPLES.length; i++) {
    const env: Env = new Map(names.map((name, j) => [name, SAMPLES[(i + j * 3) % SAMPLES.length]!]));
    const v = valueAt(inner, env);
    if (!v || truthOf(v, op, ZERO) !== false || !valueAt(left, env) || !allowed(env, background)) continue;
    return true;
  }
  return false;
}

/** The condition on a part that makes sides equal which are equal for some values only: √(a²) = a needs a ≥ 0, |a| = −a needs a ≤ 0. */
export function branchNeed(left: Expr, right: Expr): Need | undefined {
  const parts = new Map<string, Expr>();
  for (const side of [left, right])
    walk(side, x => {
      if (x.k !== 'call') return;
      const base = x.fn === 'abs' ? x.args[0]! : x.fn === 'root' && even(x) && x.args[0]!.k === 'pow' ? x.args[0]!.a : undefined;
      if (base && variables(base).size) parts.set(key(base), base);
    });
  const names = [...new Set([...variables(left), ...variables(right)])].sort();
  for (const part of parts.values()) {
    const tally = { '≥': [0, 0], '≤': [0, 0] };
    for (let i = 0; i < SAMPLES.length; i++) {
      const env: Env = new Map(names.map((name, j) => [name, SAMPLES[(i + j * 3) % SAMPLES.length]!]));
      const [p, l, r] = [valueAt(part, env), valueAt(left, env), valueAt(right, env)];
      if (!p || !l || !r) continue;
      const equal = compareValues(l, r) === 'same' ? 0 : 1;
      for (const op of ['≥', '≤'] as const) if (truthOf(p, op, ZERO)) tally[op][equal]!++;
    }
    for (const op of ['≥', '≤'] as const)
      if (tally[op][0]! >= 3 && !tally[op][1]) return need(part, op, ZERO, 'a root or an absolute value is taken of it');
  }
  return undefined;
}
