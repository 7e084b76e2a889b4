import type { Claim } from '../claims/claim';
import { bracketed } from '../math/brackets';
import { compareValues, evaluate, type Mode, toInterval, Undefined, type Value } from '../math/evaluate';
import { type Expr, key, some, variables, walk } from '../math/expr';
import { difference } from '../math/identity';
import { fromQ } from '../math/interval';
import { toFraction, toUni, type Uni, valueAt } from '../math/poly';
import { assigned, nameText, printText, shown, showValue } from '../math/print';
import { Budget, compare, isInteger, isZero, show, ZERO } from '../math/rational';
import { type Root, realRoots } from '../math/roots';
import type { Need, Outcome, Shown } from '../model';
import { branches, hasBranches } from './branches';
import { allowed, needOf } from './ledger';
import type { Verifier } from './verifier';

/** One equation in one unknown, and the next: which solutions are kept, lost and gained. */
export const equation: Verifier = {
  id: 'equation',
  about: 'Compares the solutions of an equation with those of the line it came from: kept, lost, gained.',
  speed: 'fast',
  version: 4,
  wants: claim => claim.kind === 'equation',
  check: decide,
  examples: [
    `2x + 6 = 10
2x = 16
^^^^^^^ equation: x = 2 solves 2x + 6 = 10, but not this: left 4, right 16.`,
    `We have $\\sqrt{x + 7} = 3$. Squaring both sides gives $x + 7 = 6$.
                                                       ^^^^^^^^^ equation: x = 2 solves √(x + 7) = 3, but not this: left 9, right 6.`,
    `3x - 5 = 7
3x = 12
x = 4`,
    `Since $x^2 = 49$, we get $x = \\pm 8$.
                          ^^^^^^^^^ equation: x = -7 solves x^2 = 49, but is not ±8.`,
    `x^2 = 36
x = 6`,
    'From $x^2 = 5$ we get $x = \\pm\\sqrt{5}$, so $x = \\pm 2.24$.',
  ],
};

type Solutions = { readonly roots: readonly Root[]; readonly poly: Uni; readonly poles: readonly Uni[] } | 'all' | 'unknown';

function decide(claim: Claim): Outcome {
  const before = claim.premises[0]!;
  const outcomes: Outcome[] = [];
  for (const bl of before.left) {
    for (const br of before.right) {
      for (const l of claim.left) {
        for (const r of claim.right) {
          const o = step(claim, bl, br, l, r);
          if (o.outcome === 'holds') return o;
          outcomes.push(o);
        }
      }
    }
  }
  return outcomes.find(o => o.outcome === 'unknown') ?? outcomes[0] ?? { outcome: 'unknown', why: 'it could not be read' };
}

function step(claim: Claim, bl: Expr, br: Expr, l: Expr, r: Expr): Outcome {
  const unknown = [...variables(bl), ...variables(br)][0]!;
  const old = solve(bl, br, unknown);
  const both = signs(l, r, unknown);
  if (both && typeof old === 'object' && both.every(v => solvedAt(bl, br, unknown, v))) {
    const kept = old.roots.filter(root => both.some(v => isAt(root, v)));
    return kept.length === old.roots.length ? { outcome: 'holds', arrow: '⇔' } : losing(claim, old.roots, kept, unknown);
  }
  if (both && typeof old === 'object' && both.every(v => solvedAt(bl, br, unknown, v) === false)) {
    const beside = besideBoth(claim, old.roots, { bl, br, l, r }, unknown);
    if (beside) return beside;
  }
  const value = solvedValue(l, r, unknown);
  if (old === 'unknown') return transcendental(claim, { bl, br, l, r }, unknown, value);
  if (old === 'all') return { outcome: 'unknown', why: 'the equation before it says nothing' };
  const now = solve(l, r, unknown);
  if (now === 'unknown') return transcendental(claim, { bl, br, l, r }, unknown, value);
  if (now === 'all') return { outcome: 'holds', arrow: '⇒', note: 'true for every value' };
  if (!old.roots.length) {
    const pole = claim.background && now.roots.find(r => r.exact && old.poles.some(den => isRootOf(r, den)));
    const why = 'the equation before it has no real solution';
    if (!pole?.exact || now.roots.length > 1) return { outcome: 'unknown', why };
    const hint = `${nameText(unknown)} = ${show(pole.exact)} makes a denominator of the line before zero: it is no solution.`;
    return { outcome: 'unknown', why, hint, needs: [needOf(unknown, '≠', pole.exact, 'a denominator of the line before is zero there')] };
  }
  const kept = old.roots.filter(root => solves(root, now));
  const gained = now.roots.filter(root => !solves(root, old));
  if (kept.length === old.roots.length) return gained.length ? gaining(claim, gained, unknown) : { outcome: 'holds', arrow: '⇔' };
  if (old.roots.every(root => roundedAlike(root, unknown, l, r, bl, br))) return { outcome: 'holds', note: 'rounded' };
  if (kept.length) return losing(claim, old.roots, kept, unknown);
  if (now.roots.length && now.roots.every(root => solves(root, old)))
    return { outcome: 'unknown', why: 'one of the solutions may have been chosen' };
  // A solution that was excluded refutes nothing.
  const root = old.roots.find(x => allowed(new Map([[unknown, placeOf(x)]]), claim.background));
  if (!root) return { outcome: 'unknown', why: 'the solutions of the equation before it are excluded' };
  return refuted(claim, root, unknown, bl, br, l, r);
}

/** Solutions are gained, as by squaring or by multiplying by the unknown: true of the old ones, so long as the new ones are dropped. */
function gaining(claim: Claim, gained: readonly Root[], unknown: string): Outcome {
  const root = gained.find(r => r.exact && allowed(new Map([[unknown, r.exact]]), claim.background));
  const holds: Outcome = { outcome: 'holds', arrow: '⇒', note: 'it may gain solutions' };
  if (!root?.exact || !claim.background) return holds;
  return { ...holds, needs: [needOf(unknown, '≠', root.exact, 'this solution was gained, and does not solve the line before')] };
}

/** Some solutions are lost: a choice of branch, unless the whole solution set is what the problem asks for. */
function losing(claim: Claim, old: readonly Root[], kept: readonly Root[], unknown: string): Outcome {
  const gone = old.filter(root => !kept.includes(root));
  // What was excluded before is not lost.
  const lost = gone.filter(root => allowed(new Map([[unknown, placeOf(root)]]), claim.background));
  const root = lost[0];
  if (!root) return { outcome: 'holds', arrow: '⇔', note: 'the other solutions are excluded' };
  const value = showRoot(root);
  const before = claim.premises[0]!;
  const mentioned = root.exact && claim.scope.stated.includes(show(root.exact));
  const holds: Outcome = { outcome: 'holds', arrow: '⇐', note: `the solution ${assigned(unknown, value)} is left out` };
  const needs = mentioned || !claim.background ? [] : savedBy(lost, kept, unknown);
  const zero = lost.length === 1 && root.exact !== undefined && isZero(root.exact);
  // Divided by the unknown, or asked for all solutions: of other losses the writer mostly knows.
  const remarkable = needs.length > 0 && (zero || claim.scope.solving);
  const name = nameText(unknown);
  const chosen: Outcome = {
    ...holds,
    lost: lost.map(r => ({ name: unknown, value: showRoot(r) })),
    ...(needs.length ? { needs } : {}),
    ...(remarkable ? { hint: `The solution ${assigned(name, value)} of the line before is left out: say that it is excluded.` } : {}),
  };
  if (!claim.scope.solving || mentioned || !claim.scope.announced || !root.exact) return chosen;
  const l = side(claim.left[0]!, unknown, root.exact);
  const r = side(claim.right[0]!, unknown, root.exact);
  if (!l || !r) return chosen;
  return {
    outcome: 'fails',
    witness: {
      at: [{ name: unknown, value }],
      left: l,
      op: '=',
      right: r,
      premise: { left: shown(before.left[0]!), op: '=', right: shown(before.right[0]!) },
      note: 'a solution is lost',
    },
    lost: chosen.lost,
    message: `The solution ${assigned(unknown, value)} of the line before is lost, and stated nowhere else.`,
    slip: { name: 'missing_step', detail: 'a solution was lost, as by dividing by the unknown' },
  };
}

/** The condition under which nothing is lost: a sign where it tells the lost solutions from the others, else that it is not this one. */
function savedBy(lost: readonly Root[], kept: readonly Root[], unknown: string): Need[] {
  const why = 'other solutions of the line before are left out';
  const sign = (r: Root) => (compare(r.hi, ZERO) < 0 ? -1 : compare(r.lo, ZERO) > 0 ? 1 : 0);
  if (kept.every(r => sign(r) > 0) && lost.every(r => sign(r) < 0)) return [needOf(unknown, '>', ZERO, why)];
  if (kept.every(r => sign(r) < 0) && lost.every(r => sign(r) > 0)) return [needOf(unknown, '<', ZERO, why)];
  return lost.flatMap(r => (r.exact ? [needOf(unknown, '≠', r.exact, 'this solution of the line before is left out')] : [])).slice(0, 2);
}

const placeOf = (r: Root): Value => r.exact ?? { lo: fromQ(r.lo).lo, hi: fromQ(r.hi).hi };

function refuted(claim: Claim, root: Root, unknown: string, bl: Expr, br: Expr, l: Expr, r: Expr): Outcome {
  const value = showRoot(root);
  const at = placeOf(root);
  const [left, right] = [side(l, unknown, at), side(r, unknown, at)];
  if (!left || !right) return { outcome: 'unknown', why: 'one side is not defined there' };
  void claim;
  return {
    outcome: 'fails',
    witness: { at: [{ name: unknown, value }], left, op: '=', right, premise: { left: shown(bl), op: '=', right: shown(br) } },
    message: `${assigned(unknown, value)} solves ${printText(bl)} = ${printText(br)}, but not this: left ${left.text}, right ${right.text}.`,
    expected: solvedValue(l, r, unknown) ? value : undefined,
    slip: { name: 'calculation' },
  };
}

function side(e: Expr, unknown: string, at: Value): Shown | undefined {
  try {
    return showValue(evaluate(e, new Map([[unknown, at]])));
  } catch {
    return undefined;
  }
}

const showRoot = (r: Root): Shown =>
  r.exact ? showValue(r.exact) : showValue({ lo: Number(r.lo.n) / Number(r.lo.d), hi: Number(r.hi.n) / Number(r.hi.d) });

/** The real solutions of l = r in one unknown, where it is a rational equation. */
function solve(l: Expr, r: Expr, unknown: string): Solutions {
  try {
    const d = difference(l, r);
    if (!d) return 'unknown';
    if (d.size === 0) return 'all';
    const p = toUni(d, unknown);
    if (!p) return 'unknown';
    if (p.length < 2) return { roots: [], poly: p, poles: [] };
    const dens = [l, r].map(e => toFraction(e)?.den).map(den => den && toUni(den, unknown));
    if (dens.some(den => !den)) return 'unknown';
    const poles = dens.filter((den): den is Uni => den !== undefined && den.length > 1);
    return { roots: realRoots(p).filter(root => !poles.some(den => isRootOf(root, den))), poly: p, poles };
  } catch (e) {
    if (e instanceof Budget) return 'unknown';
    throw e;
  }
}

function isRootOf(root: Root, p: Uni): boolean {
  if (root.exact) return isZero(valueAt(p, root.exact));
  const a = valueAt(p, root.lo);
  const b = valueAt(p, root.hi);
  return isZero(a) || isZero(b) || a.n > 0n !== b.n > 0n;
}

function solves(root: Root, other: Exclude<Solutions, string>): boolean {
  return other.poly.length === 0 || (isRootOf(root, other.poly) && !other.poles.some(den => isRootOf(root, den)));
}

/** `x = c` or `c = x`: the value claimed. */
function solvedValue(l: Expr, r: Expr, unknown: string): Value | undefined {
  const c = l.k === 'sym' && l.name === unknown ? r : r.k === 'sym' && r.name === unknown ? l : undefined;
  if (!c || variables(c).size) return undefined;
  try {
    return evaluate(c);
  } catch {
    return undefined;
  }
}

/** `x = ±c`: the values claimed. */
function signs(l: Expr, r: Expr, unknown: string): Value[] | undefined {
  if (l.k !== 'sym' || l.name !== unknown || variables(r).size || !hasBranches(r)) return undefined;
  try {
    return branches(r)?.map(b => evaluate(b));
  } catch {
    return undefined;
  }
}

/** Neither of two values with opposite signs solves the line before: refuted by a root of it, unless they are roundings. */
function besideBoth(claim: Claim, roots: readonly Root[], { bl, br, l, r }: Lines, unknown: string): Outcome | undefined {
  if (roots.some(root => branches(r)!.some(b => roundedAlike(root, unknown, l, b, bl, br)))) return undefined;
  const root = roots.find(x => allowed(new Map([[unknown, placeOf(x)]]), claim.background));
  if (!root) return undefined;
  const [value, right] = [showRoot(root), shown(r)];
  return {
    outcome: 'fails',
    witness: { at: [{ name: unknown, value }], left: value, op: '=', right, premise: { left: shown(bl), op: '=', right: shown(br) } },
    message: `${assigned(unknown, value)} solves ${printText(bl)} = ${printText(br)}, but is not ${right.text}.`,
    slip: { name: 'calculation' },
  };
}

/** Whether a root is the one at a value that solves its equation. */
function isAt(root: Root, value: Value): boolean {
  const c = compareValues(placeOf(root), value);
  return c === 'same' || (!root.exact && c === 'unknown');
}

type Lines = { readonly bl: Expr; readonly br: Expr; readonly l: Expr; readonly r: Expr };

/**
 * Lines that are not both rational: roots are bracketed and verified, and put into the other line. They may not be all, so
 * that a loss refutes only where no root that was found of either line solves the other.
 */
function transcendental(claim: Claim, e: Lines, unknown: string, value: Value | undefined): Outcome {
  const old = rootsOf(e.bl, e.br, unknown);
  const put = (root: Value, l: Expr, r: Expr) => solvedAt(l, r, unknown, root);
  if (value) {
    const own = put(value, e.bl, e.br);
    if (own === true) {
      const all = solve(e.bl, e.br, unknown);
      const kept = typeof all === 'object' ? all.roots.filter(root => isAt(root, value)) : [];
      return typeof all === 'object' && kept.length === 1 && all.roots.length > 1
        ? losing(claim, all.roots, kept, unknown)
        : { outcome: 'holds', arrow: kept.length === 1 ? '⇔' : '⇐' };
    }
    if (!old.length)
      return { outcome: 'unknown', why: own === false ? 'the value does not fit the line before as it was read' : NOT_SOLVED };
  }
  if (!old.length) return { outcome: 'unknown', why: NOT_SOLVED };
  const kept = old.map(root => put(placeOf(root), e.l, e.r));
  if (kept.every(k => k === true)) return { outcome: 'holds', arrow: '⇒', note: 'at the solutions that were found' };
  if (kept.some(k => k !== false)) return { outcome: 'unknown', why: 'one of the solutions may have been chosen' };
  if (old.every(root => roundedAlike(root, unknown, e.l, e.r, e.bl, e.br))) return { outcome: 'holds', note: 'rounded' };
  // |x − 3| = 2x, then x − 3 = 2x: one of two cases.
  const moduli = (l: Expr, r: Expr) => [l, r].some(side => some(side, x => x.k === 'call' && x.fn === 'abs' && variables(x).size > 0));
  if (moduli(e.bl, e.br) && !moduli(e.l, e.r)) return { outcome: 'unknown', why: 'one of two cases may have been chosen' };
  const ambiguous = [e.bl, e.br, e.l, e.r].some(side => some(side, x => x.k === 'unit' || (x.k === 'call' && AMBIGUOUS.test(x.fn))));
  if (ambiguous) return { outcome: 'unknown', why: 'its angles or units can be read in two ways' };
  const now = rootsOf(e.l, e.r, unknown);
  if (now.some(root => put(placeOf(root), e.bl, e.br) !== false))
    return { outcome: 'unknown', why: 'one of the solutions may have been chosen' };
  const root = old.find(x => allowed(new Map([[unknown, placeOf(x)]]), claim.background));
  if (!root) return { outcome: 'unknown', why: 'the solutions of the equation before it are excluded' };
  return refuted(claim, root, unknown, e.bl, e.br, e.l, e.r);
}

const NOT_SOLVED = 'the equation before it could not be solved';
/** Functions of angles, in degrees or radians. */
const AMBIGUOUS = /^(?:sin|cos|tan|cot|sec|csc|degrees|arcsin|arccos|arctan)$/;

function rootsOf(l: Expr, r: Expr, unknown: string): readonly Root[] {
  const exact = solve(l, r, unknown);
  return typeof exact === 'object' ? exact.roots : exact === 'all' ? [] : bracketed(l, r, unknown);
}

/** Whether an equation holds at a value; undefined where that cannot be told. */
function solvedAt(l: Expr, r: Expr, unknown: string, value: Value): boolean | undefined {
  const env = new Map([[unknown, value]]);
  try {
    const c = compareValues(evaluate(l, env), evaluate(r, env));
    return c === 'unknown' ? undefined : c === 'same';
  } catch (e) {
    return e instanceof Undefined ? false : undefined;
  }
}

/**
 * Decimals that are new in a line may be rounded: within one unit in their last digit, the line holds at a solution of the
 * line before; or the value that it states is that solution to the digits shown.
 */
function roundedAlike(root: Root, unknown: string, l: Expr, r: Expr, bl: Expr, br: Expr): boolean {
  const old = new Set([...decimalsIn(bl), ...decimalsIn(br)]);
  const fresh = [...decimalsIn(l), ...decimalsIn(r)].filter(d => !old.has(d));
  if (!fresh.length) return false;
  if (combined(bl, l, br, r) || combined(br, r, bl, l)) return false;
  const mode: Mode = { rounded: (v, places) => !old.has(`${show(v)}~${places}`), slack: 'unit' };
  try {
    const env = new Map([[unknown, root.exact ?? root.lo]]);
    const a = toInterval(evaluate(l, env, mode));
    const b = toInterval(evaluate(r, env, mode));
    return a.lo <= b.hi && b.lo <= a.hi;
  } catch {
    return false;
  }
}

/**
 * Where one side stayed as it is, the equation was neither scaled nor solved: the other side holds exactly what its sums and
 * products give, and shows all places of it.
 */
function combined(before: Expr, now: Expr, kept: Expr, keptNow: Expr): boolean {
  if (key(kept) !== key(keptNow) || now.k === 'sym') return false;
  const needed = placesOf(before);
  const fresh = decimalsIn(now).map(d => Number(d.slice(d.indexOf('~') + 1)));
  return needed !== undefined && fresh.every(places => places >= needed);
}

/** Decimal places that a sum of products can need; undefined for anything else. */
function placesOf(e: Expr): number | undefined {
  if (e.k === 'num') return e.places ?? (isInteger(e.v) ? 0 : undefined);
  if (e.k === 'sym' || e.k === 'atom') return 0;
  if (e.k === 'neg') return placesOf(e.a);
  if (e.k !== 'add' && e.k !== 'sub' && e.k !== 'mul') return undefined;
  const [a, b] = [placesOf(e.a), placesOf(e.b)];
  return a === undefined || b === undefined ? undefined : e.k === 'mul' ? a + b : Math.max(a, b);
}

function decimalsIn(e: Expr): string[] {
  const out: string[] = [];
  walk(e, x => {
    if (x.k === 'num' && x.places) out.push(`${show(x.v)}~${x.places}`);
  });
  return out;
}
