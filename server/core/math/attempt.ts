// One try at a point that satisfies equations: free names get values of their sorts, and the others follow.
import { bracketed } from './brackets';
import { factors, namesOf, type One, type Plan, valueOfPoly } from './eliminate';
import { compareValues, divide, type Env, evaluate, isQ, minus, multiply, plus, raise, type Value } from './evaluate';
import { variables } from './expr';
import { fromQ } from './interval';
import { type Poly, toUni } from './poly';
import { Budget, isZero, type Q, q, ZERO } from './rational';
import { realRoots } from './roots';
import { REAL, type Sort, valuesOf } from './sorts';

/** Polynomials of higher degree are solved at most so often in one search: each takes longer than all the rest of a try. */
export const SOLVED = 40;
/** Brackets take as long as so many of these. */
const BRACKETING = 5;

/** What one search may still spend. */
export type Work = {
  left: number;
  /** Roots of equations in one name alone, which are the same in every try. */
  readonly known: Map<One | Poly, readonly Value[]>;
};

/** Which of the values of its sort the j-th free name gets in a try: along a diagonal, so that few tries show many values. */
export const diagonal =
  (i: number) =>
  (j: number, values: number): number =>
    (i + j * 5 + Math.floor(i / values) * (2 * j + 1)) % values;

/** The same on a grid of the first `width` values of each. */
export const grid =
  (i: number, width: number) =>
  (j: number, values: number): number =>
    Math.floor(i / width ** j) % Math.min(width, values);

/** The i-th try: free names get values of their sorts, as `pick` says, the others follow; undefined where that fails. */
export function attempt(
  plan: Plan,
  free: readonly string[],
  sorts: ReadonlyMap<string, Sort>,
  i: number,
  work: Work,
  pick = diagonal(i),
): Map<string, Value> | undefined {
  const env = new Map<string, Value>();
  const equations = [...plan.rest];
  const open = [...plan.open];
  const waiting = new Set(free);
  try {
    while (waiting.size || equations.length || open.length) {
      if (open.length) follow(plan, env);
      if (settle(equations, env, waiting, i, work) || define(open, env, waiting) || bracket(open, env, waiting, i, work)) continue;
      // Equations whose names all have values are tested with the rest at the end.
      const name = choose(equations, open, waiting);
      if (name === undefined) break;
      const list = valuesOf(sorts.get(name) ?? REAL);
      const value = list[pick(free.indexOf(name), list.length)];
      if (!value) return undefined;
      env.set(name, value);
      waiting.delete(name);
    }
    follow(plan, env);
    return env;
  } catch {
    return undefined;
  }
}

/** Names that were solved for get their values as soon as those that they follow from have theirs. */
function follow(plan: Plan, env: Map<string, Value>): void {
  for (const { name, value } of plan.solved)
    if (!env.has(name) && [...value.keys()].every(m => factors(m).every(([x]) => env.has(x)))) env.set(name, valueOfPoly(value, env));
}

const UNMET = new Budget('an equation is left that this point does not satisfy');

/** Solves an equation that has one name left; one that has none left must be satisfied already. */
function settle(equations: Poly[], env: Map<string, Value>, waiting: Set<string>, i: number, work: Work): boolean {
  for (let k = 0; k < equations.length; k++) {
    const p = equations[k]!;
    const left = new Set<string>();
    for (const m of p.keys()) for (const [name] of factors(m)) if (!env.has(name)) left.add(name);
    if (left.size > 1) continue;
    equations.splice(k, 1);
    if (!left.size) {
      const over = valueOfPoly(p, env);
      if (!isQ(over) || !isZero(over)) throw UNMET;
      return true;
    }
    const name = [...left][0]!;
    env.set(name, solved(p, name, env, i, work));
    waiting.delete(name);
    return true;
  }
  return false;
}

/** The i-th root of p for its only name without a value. */
function solved(p: Poly, name: string, env: Env, i: number, work: Work): Value {
  const known = work.known.get(p);
  if (known) return oneOf(known, i);
  const byPower: Value[] = [];
  let alone = true;
  for (const [m, c] of p) {
    let power = 0;
    let value: Value = c;
    for (const [x, n] of factors(m)) {
      if (x === name) power = n;
      else {
        alone = false;
        value = multiply(value, raise(env.get(x)!, q(n)));
      }
    }
    byPower[power] = byPower[power] ? plus(byPower[power]!, value) : value;
  }
  const coefficients = Array.from({ length: byPower.length }, (_, n) => byPower[n] ?? ZERO);
  if (coefficients.length === 2) return divide(minus(ZERO, coefficients[0]!), coefficients[1]!);
  if (!coefficients.every(isQ)) throw new Budget('its coefficients are irrational');
  if (--work.left < 0) throw new Budget('too many equations to solve');
  const uni = toUni(new Map(coefficients.map((c, n) => [n === 0 ? '' : n === 1 ? name : `${name}^${n}`, c as Q])), name);
  const roots = uni ? realRoots(uni.filter((_, n) => n <= lastNonZero(uni))) : [];
  if (!roots.length) throw new Budget('it has no real solution');
  const values = roots.map(root => root.exact ?? { lo: fromQ(root.lo).lo, hi: fromQ(root.hi).hi });
  if (alone) work.known.set(p, values);
  return oneOf(values, i);
}

/** Another root in each try, the greatest first. */
const oneOf = (roots: readonly Value[], i: number): Value => roots[(roots.length - 1 + i) % roots.length]!;

const lastNonZero = (p: readonly Q[]): number => p.reduce((at, c, n) => (isZero(c) ? at : n), 0);

/** `name = formula` where no polynomial is: the name follows once the formula has a value. */
function define(open: One[], env: Map<string, Value>, waiting: Set<string>): boolean {
  for (let k = 0; k < open.length; k++) {
    const p = open[k]!;
    if (namesOf([p]).every(name => env.has(name))) {
      open.splice(k, 1);
      if (compareValues(evaluate(p.left, env), evaluate(p.right, env)) !== 'same') throw UNMET;
      return true;
    }
    for (const [a, b] of [
      [p.left, p.right],
      [p.right, p.left],
    ] as const) {
      const name = a.k === 'sym' ? a.name : a.k === 'atom' ? a.key : undefined;
      if (name === undefined || !waiting.has(name) || [...variables(b)].some(x => !env.has(x))) continue;
      env.set(name, evaluate(b, env));
      waiting.delete(name);
      open.splice(k, 1);
      return true;
    }
  }
  return false;
}

/** An equation that is no polynomial and has one name left: one of its roots, where some are found. */
function bracket(open: One[], env: Map<string, Value>, waiting: Set<string>, i: number, work: Work): boolean {
  for (let k = 0; k < open.length; k++) {
    const p = open[k]!;
    const all = namesOf([p]);
    const [name, more] = all.filter(x => !env.has(x));
    if (name === undefined || more !== undefined) continue;
    let roots = work.known.get(p);
    if (!roots) {
      if (work.left < BRACKETING) continue;
      work.left -= BRACKETING;
      roots = bracketed(p.left, p.right, name, env).map(root => root.value);
      if (all.length === 1) work.known.set(p, roots);
    }
    const root = roots[i % Math.max(1, roots.length)];
    if (!root) continue;
    env.set(name, root);
    waiting.delete(name);
    open.splice(k, 1);
    return true;
  }
  return false;
}

/** The name to give a value next: one that leaves others to follow, so not one that stands alone in an equation. */
function choose(equations: readonly Poly[], open: readonly One[], waiting: ReadonlySet<string>): string | undefined {
  const weight = (name: string): number => {
    let w = 0;
    for (const p of equations) for (const m of p.keys()) for (const [x, n] of factors(m)) if (x === name) w += n;
    for (const p of open) if (p.left.k !== 'sym' || p.left.name !== name) w += variables(p.right).has(name) ? 3 : 1;
    return w;
  };
  let best: string | undefined;
  let most = -1;
  for (const name of waiting) {
    const w = weight(name);
    if (w > most) {
      best = name;
      most = w;
    }
  }
  return best;
}
