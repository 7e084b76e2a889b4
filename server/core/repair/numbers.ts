// Numbers in a claim: the one value that would make it hold, and how it is written where the old one stood.
import type { Claim } from '../claims/claim';
import { type Env, evaluate, isQ, type Value } from '../math/evaluate';
import { type Expr, variables } from '../math/expr';
import { inOneUnit } from '../math/measure';
import { numberText } from '../math/print';
import { add, decimalPlaces, div, equal, fromDecimal, isInteger, isZero, mul, neg, type Q, q, roundTo, sub } from '../math/rational';
import type { Outcome } from '../model';

export type { Env } from '../math/evaluate';

const PRIMES = [2, 3, 5, 7, 11, 13, 17];

const pointsFound = new WeakMap<Claim, readonly Env[]>();

/** Points at which a right version of the claim must hold; empty where none is known. Found once for a claim. */
export function pointsOf(claim: Claim, outcome?: Outcome): readonly Env[] {
  let known = pointsFound.get(claim);
  if (!known) pointsFound.set(claim, (known = pointsFor(claim, outcome)));
  return known;
}

function pointsFor(claim: Claim, outcome?: Outcome): readonly Env[] {
  const names = [...new Set([...claim.left, ...claim.right].slice(0, 4).flatMap(e => [...variables(e)]))];
  if (claim.kind === 'units') return [IN_UNITS];
  if (claim.kind === 'system') {
    const points = onLine(claim);
    return points.length ? points : witnessedAt(outcome);
  }
  if (claim.kind === 'equation' || claim.kind === 'inequality') {
    const unknown =
      names.length === 1 ? names[0]! : [...claim.premises.flatMap(p => [...p.left, ...p.right])].flatMap(e => [...variables(e)])[0];
    const root = unknown === undefined ? undefined : (rootOf(claim, unknown) ?? witnessed(outcome));
    return root ? [new Map([[unknown!, root]])] : [];
  }
  const at = (shift: number): Env => {
    const env = new Map<string, Value>();
    names.forEach((name, i) => {
      const given = claim.premises.find(p => nameIn(p.left[0]) === name)?.right[0];
      env.set(name, (given && valueIn(given)) ?? q(PRIMES[(i + shift) % PRIMES.length]!));
    });
    return env;
  };
  return names.length ? [at(0), at(3)] : [at(0)];
}

/** The solution of the line before at which a line fails, where it is exact. */
function witnessed(outcome: Outcome | undefined): Q | undefined {
  const [env] = witnessedAt(outcome);
  return env?.size === 1 ? [...env.values()][0] : undefined;
}

/** The point of the line before at which a line fails, where it is exact: what is right holds there, too. */
function witnessedAt(outcome: Outcome | undefined): ReadonlyMap<string, Q>[] {
  if (outcome?.outcome !== 'fails' || !outcome.witness.premise) return [];
  const env = new Map<string, Q>();
  for (const { name, value } of outcome.witness.at) {
    const m = /^(-?\d{1,12})(?:\/(\d{1,12})|\.(\d{1,9}))?$/.exec(value.text);
    if (!m) return [];
    env.set(name, m[3] === undefined ? q(BigInt(m[1]!), BigInt(m[2] ?? '1')) : fromDecimal(m[0]));
  }
  return env.size ? [env] : [];
}

/** Points of the line that a line in several unknowns comes from: all letters but one chosen, that one worked out. */
function onLine(claim: Claim): Env[] {
  const p = claim.premises[0];
  const [l, r] = [p?.left[0], p?.right[0]];
  if (!l || !r) return [];
  const own = [...new Set([...variables(l), ...variables(r)])];
  const names = [...new Set([...own, ...[...claim.left, ...claim.right].flatMap(e => [...variables(e)])])];
  if (names.length > 8) return [];
  return [0, 3].flatMap(shift => {
    for (const last of [...own].reverse()) {
      const env = new Map<string, Value>(names.map((name, i) => [name, q(PRIMES[(i + shift) % PRIMES.length]!)]));
      const root = linearRoot(x => gap(l, r, new Map(env).set(last, x)));
      if (root) return [env.set(last, root)];
    }
    return [];
  });
}

const nameIn = (e: Expr | undefined): string | undefined => (e?.k === 'sym' ? e.name : e?.k === 'atom' ? e.key : undefined);

/** The root of the one equation that the claim comes from, where it is linear. */
export function rootOf(claim: Claim, unknown: string): Q | undefined {
  const p = claim.premises[0];
  if (!p?.left[0] || !p.right[0]) return undefined;
  const [l, r] = [p.left[0], p.right[0]];
  return linearRoot(x => gap(l, r, new Map([[unknown, x]])));
}

/** The root of a function that is linear: the line through two of its values, and a third to make sure. */
export function linearRoot(f: (x: Q) => Q | undefined): Q | undefined {
  const [a, b, c] = [f(q(2)), f(q(3)), f(q(5))];
  if (!a || !b || !c) return undefined;
  const slope = sub(b, a);
  if (isZero(slope) || !equal(sub(c, b), mul(slope, q(2)))) return undefined;
  return sub(q(2), div(a, slope));
}

/** Stands for values of quantities with units of one kind: both sides are counted in the unit of the right one. */
const IN_UNITS: Env = new Map();

/** left − right, where both have exact values. */
export function gap(left: Expr, right: Expr, env: Env = CLOSED): Q | undefined {
  const counted = env === IN_UNITS ? measured(left, right) : undefined;
  if (counted) return sub(counted.left, counted.right);
  const l = valueIn(left, env);
  const r = l && valueIn(right, env);
  return l && r && sub(l, r);
}

function measured(left: Expr, right: Expr): ReturnType<typeof inOneUnit> {
  try {
    return inOneUnit(left, right);
  } catch {
    return undefined;
  }
}

/** What parts of expressions come to at a point: candidates share all of them but the one that they change. */
type Worked = { readonly values: WeakMap<Expr, Value>; readonly count: { steps: number } };
const worked = new WeakMap<Env, Worked>();
const CLOSED: Env = new Map();
/** Steps of evaluation at one point after which no more numbers and terms are tried; long sums are what reaches it. */
const MAX_WORKED = 20_000;
/** Whether a point has taken as much evaluation as one search may. */
export const isSpent = (env: Env): boolean => (worked.get(env)?.count.steps ?? 0) > MAX_WORKED;

function workedOut(e: Expr, env: Env): Value | undefined {
  let known = worked.get(env);
  if (!known) worked.set(env, (known = { values: new WeakMap(), count: { steps: 0 } }));
  const { values, count } = known;
  const own = { steps: 0 };
  try {
    return evaluate(e, env, {}, values, own);
  } catch {
    return undefined;
  } finally {
    count.steps += own.steps;
  }
}

/** The exact value of an expression at a point, which must not change afterwards. */
export function valueIn(e: Expr, env: Env = CLOSED): Q | undefined {
  const v = workedOut(e, env);
  return v && isQ(v) ? v : undefined;
}

/** A value as a float, where it is real at all. */
export function realIn(e: Expr, env: Env = CLOSED): number | undefined {
  const v = workedOut(e, env);
  if (!v) return undefined;
  if (isQ(v)) return Number(v.n) / Number(v.d);
  return 'lo' in v && 'hi' in v ? (v.lo + v.hi) / 2 : undefined;
}

/** Whole numbers that are tried where nothing linear tells which number fits. */
const TRIED = { from: -4, to: 12 };

/**
 * The numbers that could stand in a claim so that left = right holds at the points: the root of a linear dependence, exact
 * or to nine digits, else small whole numbers that fit (an exponent). `at` gives the sides with a number put in.
 */
export function fitting(at: (value: Q) => { left: Expr; right: Expr }, points: readonly Env[]): Q[] {
  const env = points[0];
  if (!env || isSpent(env)) return [];
  const made = new Map<bigint, { left: Expr; right: Expr }>();
  const put = (t: Q) => {
    let sides = t.d === 1n ? made.get(t.n) : undefined;
    if (!sides) made.set(t.n, (sides = at(t)));
    return sides;
  };
  const exact = linearRoot(t => {
    const { left, right } = put(t);
    return gap(left, right, env);
  });
  if (exact) return [exact];
  const real = (t: Q): number | undefined => {
    const { left, right } = put(t);
    const l = realIn(left, env);
    const r = l === undefined ? undefined : realIn(right, env);
    return l === undefined || r === undefined ? undefined : l - r;
  };
  const [a, b, c] = [real(q(2)), real(q(3)), real(q(5))];
  // Without a value at all there, or with one that does not depend on the number, nothing fits.
  if ((a === undefined && b === undefined && c === undefined) || (a === b && b === c)) return [];
  if (a !== undefined && b !== undefined && c !== undefined && a !== b) {
    if (Math.abs(c - b - 2 * (b - a)) < 1e-9 * (1 + Math.abs(c))) {
      const near = nearest(2 - a / (b - a));
      return near ? [near] : [];
    }
  }
  const out: Q[] = [];
  for (let n = TRIED.from; n <= TRIED.to && out.length < 2 && !isSpent(env); n++) {
    const d = n === 2 ? a : n === 3 ? b : n === 5 ? c : real(q(n));
    if (d !== undefined && Math.abs(d) < 1e-9) out.push(q(n));
  }
  return out;
}

/** The fraction with a small denominator that a float stands for. */
export function nearest(x: number): Q | undefined {
  if (!Number.isFinite(x) || Math.abs(x) > 1e9) return undefined;
  for (let d = 1; d <= 24; d++) {
    const n = Math.round(x * d);
    if (Math.abs(x - n / d) < 1e-9 * (1 + Math.abs(x))) return q(n, d);
  }
  return undefined;
}

/** Where a value is written as a number or a fraction of two numbers, with signs and units around it. */
export type Slot = {
  readonly span: { start: number; end: number };
  readonly whole: Expr;
  readonly value: Q;
  readonly places?: number;
  readonly negative: boolean;
  readonly fraction: boolean;
  readonly percent: boolean;
};

export function slotOf(e: Expr): Slot | undefined {
  if (e.k === 'num') return { span: e.span, whole: e, value: e.v, places: e.places, negative: false, fraction: false, percent: false };
  if (e.k === 'div' && e.a.k === 'num' && e.b.k === 'num' && !isZero(e.b.v))
    return { span: e.span, whole: e, value: div(e.a.v, e.b.v), negative: false, fraction: true, percent: false };
  if (e.k === 'unit' || e.k === 'pct') {
    const inner = slotOf(e.a);
    return inner && { ...inner, percent: inner.percent || e.k === 'pct' };
  }
  if (e.k === 'neg') {
    const inner = slotOf(e.a);
    return inner && !inner.negative ? { ...inner, whole: e, value: neg(inner.value), negative: true } : undefined;
  }
  // A mixed number, 2 1/2: written together, added up.
  if (
    e.k === 'add' &&
    e.a.k === 'num' &&
    isInteger(e.a.v) &&
    e.b.k === 'div' &&
    e.b.a.k === 'num' &&
    e.b.b.k === 'num' &&
    !isZero(e.b.b.v) &&
    e.implicit
  )
    return { span: e.span, whole: e, value: add(e.a.v, div(e.b.a.v, e.b.b.v)), negative: false, fraction: true, percent: false };
  return undefined;
}

/** `value` written as its neighbour at `old` is: decimals, thousands separated, a TeX fraction. */
export function written(value: Q, old: string, like: 'decimal' | 'fraction', tex: boolean, fractions = false): string {
  const places = decimalPlaces(value);
  const plain = numberText(value, places !== undefined && places <= 4 && !fractions && !/[/\\]/.test(old) ? 'decimal' : like, tex);
  const decimal = /^-?\d+(,|\{,\})\d{1,2}$/.exec(old)?.[1];
  if (decimal) return plain.replace('.', decimal);
  if (/^-?\d{1,3}(?:\.\d{3}){2,}$/.test(old) && /^-?\d+$/.test(plain)) return plain.replace(/\B(?=(\d{3})+$)/g, '.');
  const comma = /\d(\{,\}|\\,|,|\\!,)\d{3}(?!\d)/.exec(old)?.[1];
  if (!comma || !/^-?\d{4,}(\.\d+)?$/.test(plain)) return plain;
  const [whole = '', rest] = plain.split('.');
  return whole.replace(/\B(?=(\d{3})+$)/g, comma) + (rest === undefined ? '' : `.${rest}`);
}

/** A value as the text around it can show it: exact where its digits end, else rounded to the digits shown, two at least. */
export function displayed(value: Q, places: number | undefined): Q {
  const own = decimalPlaces(value);
  return places === undefined || (own !== undefined && own <= Math.max(places, 4)) ? value : roundTo(value, Math.max(places, 2), 'half-up');
}
