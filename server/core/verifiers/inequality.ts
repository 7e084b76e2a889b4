import type { Claim } from '../claims/claim';
import { evaluate } from '../math/evaluate';
import { type Expr, num, sym, variables, walk } from '../math/expr';
import { reachable, truthOf } from '../math/points';
import { assigned, nameText, printText, shown, showValue } from '../math/print';
import { compare, isInteger, ONE, type Q, q, show, sub, ZERO } from '../math/rational';
import { between, type Place, placesOf } from '../math/solution-sets';
import type { Op, Outcome } from '../model';
import { needOf } from './ledger';
import type { Verifier } from './verifier';

/** One inequality in one unknown, and the next: a point of the old set that the new one leaves out refutes. */
export const inequality: Verifier = {
  id: 'inequality',
  about: 'Compares the solution set of an inequality with that of the line it came from, between the places where either can change.',
  speed: 'fast',
  version: 3,
  wants: claim => claim.kind === 'inequality',
  check: decide,
  examples: [
    `-2x < 6
x < -3
^^^^^^ inequality: x = 0 satisfies -2·x < 6, but not x < -3.`,
    `-2x < 6
x > -3`,
    `2x + 1 > 7
x > 3`,
    `x^2 > 4
x > 2`,
  ],
};

type Bound = { readonly left: Expr; readonly op: Op; readonly right: Expr };
const unknown = (why: string): Outcome => ({ outcome: 'unknown', why });

function decide(claim: Claim): Outcome {
  const before = claim.premises[0]!;
  const outcomes: Outcome[] = [];
  for (const left of before.left)
    for (const right of before.right)
      for (const l of claim.left)
        for (const r of claim.right) {
          const o = step(claim, { left, op: before.op, right }, { left: l, op: claim.op, right: r });
          if (o.outcome === 'holds') return o;
          outcomes.push(o);
        }
  return outcomes.find(o => o.outcome === 'unknown') ?? outcomes[0] ?? unknown('it could not be read');
}

function step(claim: Claim, old: Bound, now: Bound): Outcome {
  const [name] = variables(old.left).size ? variables(old.left) : variables(old.right);
  const found = name === undefined ? undefined : placesOf([old, now], name);
  if (!found || name === undefined) return unknown('the inequality could not be solved');
  const points = between(found.places);
  const sets = points.map(x => ({ x, old: member(old, name, x), now: member(now, name, x) }));
  const ends = found.places
    .flatMap(p => (p.exact ? [p.exact] : []))
    .map(x => ({ x, old: member(old, name, x), now: member(now, name, x) }));
  if ([...sets, ...ends].some(s => s.old === undefined || s.now === undefined)) return unknown('intervals do not tell');
  if (![...sets, ...ends].some(s => s.old)) return unknown('the line before has no solution');
  const out = sets.filter(s => s.old && !s.now);
  if (!out.length) {
    if (ends.some(s => s.old && !s.now) || (found.places.some(p => !p.exact) && '≤≥'.includes(old.op) && '<>'.includes(now.op)))
      return unknown('only an end of the range differs');
    const same = sets.every(s => s.old === s.now) && ends.every(s => s.old === s.now);
    return { outcome: 'holds', arrow: same ? '⇔' : '⇒' };
  }
  if (decimalsIn(now).some(d => !decimalsIn(old).includes(d))) return unknown('a bound may be rounded');
  const why = excused(claim, found.linear, found.of, sets);
  if (why) {
    const sign = signFor(sets, ends);
    const needs = sign && [needOf(name, sign, ZERO, 'both sides are multiplied or divided by it')];
    return needs ? { outcome: 'unknown', why, needs } : unknown(why);
  }
  const tried = [q(0), ONE, q(-1), q(2), q(-2), q(5), q(-5), ...out.map(s => s.x)];
  const at = tried.find(x => member(old, name, x) && member(now, name, x) === false && inForce(claim, name, x));
  return at ? refuted(old, now, name, at) : unknown('a condition may be in force');
}

type Sample = { readonly x: Q; readonly old: boolean | undefined; readonly now: boolean | undefined };

/** Why a point that is left out need not be an error: a case, a whole number or a condition may have been chosen. */
function excused(claim: Claim, linear: boolean, of: readonly (readonly Place[])[], sets: readonly Sample[]): string | undefined {
  if (claim.background?.unreadable) return 'a condition may be in force';
  const opposite = sets.every(s => s.old !== s.now);
  const apart = sets.every(s => !s.old || !s.now);
  if (!linear) return apart && (opposite || claim.scope.announced) ? undefined : 'a condition may be in force';
  const solved = [...claim.left, ...claim.right].some(e => e.k === 'sym');
  if (opposite) return claim.scope.announced || solved ? undefined : 'the lines may be two conditions';
  if (!claim.scope.announced) return 'the lines may be two conditions';
  if (sets.some(s => s.now && !s.old)) return undefined;
  // The new range lies inside of the old one: whole numbers, or a bound that something else gives.
  const [a, b] = [of[0]![0]!, of[1]![0]!];
  const whole = b.exact !== undefined && isInteger(b.exact);
  const near = compare(sub(a.hi, b.lo), q(-1)) >= 0 && compare(sub(a.lo, b.hi), ONE) <= 0;
  if ((whole && near) || claim.scope.remainder || claim.background?.sorts.length) return 'a whole number may have been chosen';
  return undefined;
}

/** The sign of the unknown under which both ranges are one. */
function signFor(sets: readonly Sample[], ends: readonly Sample[]): '>' | '<' | undefined {
  const all = [...sets, ...ends];
  const alike = (side: (n: bigint) => boolean) => {
    const own = all.filter(s => side(s.x.n));
    return own.some(s => s.old) && own.some(s => !s.old) && own.every(s => s.old === s.now);
  };
  return alike(n => n > 0n) ? '>' : alike(n => n < 0n) ? '<' : undefined;
}

/** Whether everything that is in force about the unknown holds at x. */
const inForce = (claim: Claim, name: string, x: Q): boolean =>
  (claim.background?.relations ?? []).every(r =>
    r.left.some(left =>
      r.right.some(right => {
        // What ties other letters to it is satisfied by these.
        const others = [...variables(left), ...variables(right)].some(other => other !== name);
        return others || member({ left, op: r.op, right }, name, x);
      }),
    ),
  ) &&
  tied(claim, name, x) &&
  (claim.background?.sorts ?? []).every(([of, sort]) => of !== name || sort.sign === undefined || sort.sign === 'nonzero' || x.n > 0n);

/** Whether the other letters that are tied to the unknown can be chosen so that all relations hold at x. */
function tied(claim: Claim, name: string, x: Q): boolean {
  const relations = claim.background?.relations ?? [];
  if (relations.every(r => [...r.left, ...r.right].every(e => [...variables(e)].every(other => other === name)))) return true;
  const all = [...relations, { left: [sym(name)], op: '=' as const, right: [num(x)] }];
  return reachable(all, new Map(claim.background!.sorts));
}

/** Whether a relation holds at x; false where a side is not defined, undefined where intervals do not tell. */
function member(r: Bound, name: string, x: Q): boolean | undefined {
  const env = new Map([[name, x]]);
  try {
    return truthOf(evaluate(r.left, env), r.op, evaluate(r.right, env));
  } catch {
    return false;
  }
}

function refuted(old: Bound, now: Bound, name: string, x: Q): Outcome {
  const env = new Map([[name, x]]);
  const value = showValue(x);
  const letter = nameText(name);
  return {
    outcome: 'fails',
    witness: {
      at: [{ name: letter, value }],
      left: showValue(evaluate(now.left, env)),
      op: now.op,
      right: showValue(evaluate(now.right, env)),
      premise: { left: shown(old.left), op: old.op, right: shown(old.right) },
    },
    message: `${assigned(letter, value)} satisfies ${printed(old)}, but not ${printed(now)}.`,
    slip: { name: 'calculation' },
  };
}

const printed = (r: Bound): string => `${printText(r.left)} ${r.op} ${printText(r.right)}`;

function decimalsIn(r: Bound): string[] {
  const out: string[] = [];
  for (const e of [r.left, r.right])
    walk(e, x => {
      if (x.k === 'num' && x.places) out.push(show(x.v));
    });
  return out;
}
