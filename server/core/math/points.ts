// Exact points that satisfy everything in force, and those among them that refute a claim. What was read as in force is
// never left out, so that a point found here is a witness; where no point is found, nothing is said.
import type { Op } from '../model';
import { attempt, grid, SOLVED, type Work } from './attempt';
import { namesOf, type One, type Plan, planOf } from './eliminate';
import { compareValues, type Env, evaluate, isQ, type Value } from './evaluate';
import { type Expr, key } from './expr';
import { belongs } from './kinds';
import { Budget } from './rational';
import { admits, type Sort } from './sorts';

/** A relation with its alternative readings, the ordinary one first; `Given` has this shape. */
export type Relation = { readonly left: readonly Expr[]; readonly op: Op; readonly right: readonly Expr[] };
export type Sorts = ReadonlyMap<string, Sort>;

export type Refutation =
  /** At `point` all premises hold and the claim does not. `holds` and `fails` count the points that were tried. */
  | {
      readonly verdict: 'fails';
      readonly point: Env;
      readonly left: Value;
      readonly right: Value;
      readonly holds: number;
      readonly fails: number;
    }
  /** The claim holds at every one of `points` that satisfy the premises. */
  | { readonly verdict: 'holds'; readonly points: number }
  | { readonly verdict: 'unknown'; readonly why: string };

const WANTED = 12;
const TRIES = 240;
const BARREN = 60;
const COMBINATIONS = 4;
/** How many values of each name are tried on a grid, by the count of names. */
const GRID: readonly number[] = [0, 0, 6, 4];
/** With fewer points than these the grid is tried. */
const FEW = 4;

/**
 * Looks for a point that satisfies `premises` and breaks `claim`. Where a premise or the claim has several readings, each
 * combination must be refuted. Total: budgets and unreadable parts become `unknown`.
 */
export function counterexample(premises: readonly Relation[], claim: Relation, sorts: Sorts = new Map(), wanted = WANTED): Refutation {
  let first: Refutation | undefined;
  for (const given of ways(premises)) {
    const names = namesOf([...given, ...combinations([claim]).flat()]);
    const points = kept(given, names, sorts);
    for (const [one] of combinations([claim])) {
      const found = tried(points, one!, wanted);
      if (found.verdict !== 'fails') return found;
      first ??= found;
    }
  }
  return first ?? { verdict: 'unknown', why: 'it can be read in too many ways' };
}

const MOST_KEPT = 64;
const recent = new Map<string, Iterable<Env>>();

/**
 * The points of `pointsOf`, found once for all readings of a claim, all links of a chain and all corrections that are tried, and
 * no more of them than are used. The last few sets of premises are kept.
 */
function kept(premises: readonly One[], names: readonly string[], sorts: Sorts): Iterable<Env> {
  const id = `${premises.map(p => `${key(p.left)}${p.op}${key(p.right)}`).join('&')}|${names.map(n => `${n}:${sorts.get(n)?.kind}${sorts.get(n)?.sign ?? ''}`)}`;
  const points = recent.get(id) ?? shared(pointsOf(premises, names, sorts));
  recent.delete(id);
  recent.set(id, points);
  if (recent.size > MOST_KEPT) recent.delete(recent.keys().next().value!);
  return points;
}

/** An iterable that may be gone through several times, and keeps what it has found. */
function shared<T>(source: Iterator<T>): Iterable<T> {
  const found: T[] = [];
  return {
    *[Symbol.iterator]() {
      for (let i = 0; ; i++) {
        if (i === found.length) {
          const next = source.next();
          if (next.done) return;
          found.push(next.value);
        }
        yield found[i]!;
      }
    },
  };
}

function tried(points: Iterable<Env>, claim: One, wanted: number): Refutation {
  let first: { point: Env; left: Value; right: Value } | undefined;
  let holds = 0;
  let fails = 0;
  let why = 'no point was found that satisfies what is in force';
  let pulled = 0;
  for (const point of points) {
    // Where a side has no value the point says nothing, and others are tried.
    if (holds + fails >= wanted || ++pulled > 4 * wanted) break;
    try {
      const { truth, left, right } = truthAt(claim, point);
      if (truth === true) holds++;
      else if (truth === false) {
        fails++;
        first ??= { point, left, right };
      } else why = 'the values are too close to tell';
    } catch (e) {
      if (e instanceof Error) why = e.message;
    }
  }
  if (first) return { verdict: 'fails', ...first, holds, fails };
  return holds ? { verdict: 'holds', points: holds } : { verdict: 'unknown', why };
}

/** Whether a relation is true at a point, with the values of its sides; of `∈` the left one counts. Throws what evaluation throws. */
function truthAt(r: One, point: Env): { truth: boolean | undefined; left: Value; right: Value } {
  const left = evaluate(r.left, point);
  if (r.op === '∈' || r.op === '∉') {
    if (r.right.k !== 'call') throw new Budget('a set that is not known');
    const found = belongs(
      r.right.fn,
      left,
      r.right.args.map(e => evaluate(e, point)),
    );
    return { truth: found && found.is === (r.op === '∈'), left, right: left };
  }
  const right = evaluate(r.right, point);
  return { truth: truthOf(left, r.op, right), left, right };
}

/** Whether a relation between two values is true; undefined where their intervals do not tell. Equal intervals count as equal. */
export function truthOf(left: Value, op: Op, right: Value): boolean | undefined {
  const c = compareValues(left, right);
  if (c === 'unknown') return undefined;
  if (c === 'different') return op === '≠' ? true : '=≡≈'.includes(op) ? false : undefined;
  const sure = isQ(left) && isQ(right);
  switch (op) {
    case '=':
    case '≡':
    case '≈':
      return c === 'same';
    case '≠':
      return c === 'same' && !sure ? undefined : c !== 'same';
    case '<':
    case '>':
      return c === 'same' && !sure ? undefined : c === (op === '<' ? 'less' : 'greater');
    default:
      return c === 'same' || c === (op === '≤' ? 'less' : 'greater');
  }
}

/** The ways to read relations, as single readings; empty where there are too many. */
function combinations(relations: readonly Relation[]): One[][] {
  let out: One[][] = [[]];
  for (const r of relations) {
    const ways = r.left.flatMap(left => r.right.map(right => ({ left, op: r.op, right })));
    if (out.length * ways.length > COMBINATIONS) return [];
    out = out.flatMap(done => ways.map(way => [...done, way]));
  }
  return out;
}

/**
 * The same, but never empty: where there are too many ways to read the premises, a point that satisfies all readings of all of
 * them at once is a witness under each.
 */
function ways(premises: readonly Relation[]): One[][] {
  const own = once(premises);
  const all = combinations(own);
  return all.length ? all : [own.flatMap(r => r.left.flatMap(left => r.right.map(right => ({ left, op: r.op, right }))))];
}

/** Relations without those that repeat another: what is in force twice has no more ways to be read. */
function once(relations: readonly Relation[]): Relation[] {
  const seen = new Set<string>();
  return relations.filter(r => {
    const id = `${r.left.map(key)}${r.op}${r.right.map(key)}`;
    return !seen.has(id) && seen.add(id);
  });
}

/** Whether a point was found at which all of `premises` hold, whatever their readings. */
export function reachable(premises: readonly Relation[], sorts: Sorts): boolean {
  return ways(premises).some(given => satisfying(given, namesOf(given), sorts, 1).length > 0);
}

/** Whether linear elimination leaves exactly one point that satisfies the premises, whatever their readings. */
export function determined(premises: readonly Relation[]): boolean {
  const all = combinations(premises);
  return (
    all.length > 0 &&
    all.every(given => {
      try {
        const plan = planOf(given);
        return !plan.impossible && !plan.rest.length && !plan.open.length && plan.solved.length === namesOf(given).length;
      } catch (e) {
        if (e instanceof Budget) return false;
        throw e;
      }
    })
  );
}

/**
 * Points at which all of `premises` hold and each name is of its sort: at most `wanted`, small values first. Values are exact
 * rationals, or intervals that hold an irrational solution. Empty where none was found, which proves nothing.
 */
export function satisfying(premises: readonly One[], names: readonly string[], sorts: Sorts, wanted = WANTED): Env[] {
  const found: Env[] = [];
  for (const point of pointsOf(premises, names, sorts)) if (found.push(point) >= wanted) break;
  return found;
}

function* pointsOf(premises: readonly One[], names: readonly string[], sorts: Sorts): Generator<Env> {
  let plan: Plan;
  try {
    plan = planOf(premises);
  } catch (e) {
    if (e instanceof Budget) return;
    throw e;
  }
  if (plan.impossible) return;
  const free = names.filter(name => !plan.solved.some(s => s.name === name));
  const seen = new Set<string>();
  const tries = free.length || plan.rest.length || plan.open.length ? TRIES : 1;
  // Where one try after the other brings nothing new, the rest will not either.
  let barren = 0;
  const work: Work = { left: SOLVED, known: new Map() };
  const take = (env: Env | undefined): Env | undefined => {
    if (!env || !fits(env, premises, sorts)) return undefined;
    const id = free.map(name => text(env.get(name))).join();
    if (seen.has(id)) return undefined;
    seen.add(id);
    return env;
  };
  for (let i = 0; i < tries && barren < BARREN; i++, barren++) {
    const env = take(attempt(plan, free, sorts, i, work));
    if (!env) continue;
    barren = 0;
    yield env;
  }
  // Bounds on several names that no diagonal meets, n ≤ m/(m − 1), are met by small values of both.
  const side = plan.open.length || plan.rest.length || seen.size >= FEW ? 0 : (GRID[free.length] ?? 0);
  for (let i = 0; i < side ** free.length && side; i++) {
    const env = take(attempt(plan, free, sorts, i, work, grid(i, side)));
    if (env) yield env;
  }
}

const text = (v: Value | undefined): string => JSON.stringify(v, (_, x) => (typeof x === 'bigint' ? x.toString() : x)) ?? '';

/**
 * Whether all names are of their sorts and all premises hold at a point. Equations were solved exactly to get here, so that
 * intervals which merely overlap are their solution; conditions must be sure.
 */
function fits(env: Env, premises: readonly One[], sorts: Sorts): boolean {
  for (const [name, value] of env) {
    const sort = sorts.get(name);
    if (sort && admits(sort, value) !== true) return false;
  }
  return premises.every(p => {
    try {
      const { truth } = truthAt(p, env);
      return p.op === '=' ? truth !== false : truth === true;
    } catch {
      return false;
    }
  });
}
