import type { Claim, Given } from '../claims/claim';
import { type Expr, num, substitute, variables } from '../math/expr';
import { samePolynomial } from '../math/identity';
import { likeness } from '../math/likeness';
import { counterexample, determined, type Relation } from '../math/points';
import { assigned, nameText, printText, shown, showValue } from '../math/print';
import { div, isZero, ONE, type Q, sub, ZERO } from '../math/rational';
import { type Equation, residue, sufficient } from '../math/reduce';
import type { Sort } from '../math/sorts';
import type { Need, Outcome } from '../model';
import { byContent, eliminated, follows } from './follows';
import { needOf } from './ledger';
import type { Verifier } from './verifier';

/** One equation in several unknowns, and the next: a point of the old one, under everything else in force, must lie on the new. */
export const system: Verifier = {
  id: 'system',
  about:
    'Follows equations from line to line, and from all that is in force: whatever satisfies what was said before must satisfy what follows. Of letters that are the roots of a polynomial its coefficients are in force.',
  speed: 'fast',
  version: 4,
  wants: claim => claim.kind === 'system' || claim.kind === 'follows',
  check: claim => (claim.kind === 'follows' ? follows(claim) : confirmed(claim, decide(claim))),
  examples: [
    `We know that 3(v + c)/10 = c/2.
Multiplying both sides by 20 gives 3(v + c) = 10c.
                                   ^^^^^^^^^^^^^^ system: With c = 2, v = 4/3 the line before holds (3·(v + c)/10 = c/2), but not this: left 10, right 20.`,
    `We are given $4x^2 + 12xy + 9y^2 = 4$ and $xy = -5$.
Substituting the value of $xy$, we get $4x^2 + 9y^2 = -44$.
                                        ^^^^^^^^^^^^^^^^^ system: 4x^2 + 9y^2 is 64 by what was said before (4x^2 + 12x·y + 9y^2 = 4; xy = -5), not -44.`,
    `Let $a$ and $b$ be the roots of $x^2 + 7x - 4 = 0$. Then $ab = -4$ and $a + b = 7$.
                                                                        ^^^^^^^^^ system: a + b is -7 by the coefficients (a + b = -7), not 7.`,
    `$$2x + 4y = 10$$
Dividing both sides by 2, we get
$$x + 2y = 5$$`,
    `We have xy = x with x ≠ 0. Dividing both sides by x gives y = 1.`,
    `The equations are
$$x + y = 7$$
$$x - y = 3$$`,
  ],
};

/** What points do not tell, the line before may say by its content: one of its values, or a factor of it. */
function confirmed(claim: Claim, outcome: Outcome): Outcome {
  const before = claim.premises[0];
  const found = outcome.outcome === 'unknown' && before ? byContent(before, claim) : undefined;
  return found && outcome.outcome === 'unknown' ? { ...found, ...(outcome.needs && { needs: outcome.needs }) } : outcome;
}

function decide(claim: Claim): Outcome {
  const before = claim.premises[0];
  if (!before)
    return contradicted(claim, claim.background?.lasting ?? []) ?? { outcome: 'unknown', why: 'it does not follow by elimination' };
  const alike = before.left.flatMap(l1 =>
    before.right.flatMap(r1 => claim.left.flatMap(l2 => claim.right.map(r2 => likeness(l1, r1, l2, r2)))),
  );
  if (alike.includes('same')) return { outcome: 'holds', arrow: '⇔' };
  if (before.left.some(l => before.right.some(r => samePolynomial(l, r))))
    return { outcome: 'unknown', why: 'the equation before it says nothing' };
  if (alike.includes('unknown') && fewer(claim, before))
    return { outcome: 'unknown', why: 'a letter is gone, and the lines are no polynomials' };
  const given = [before, ...(claim.background?.relations ?? [])];
  const sorts = new Map(claim.background?.sorts);
  const found = counterexample(given, claim, sorts);
  const kept = claim.background?.lasting;
  if (found.verdict === 'unknown')
    return (kept && contradicted(claim, [before, ...kept])) ?? eliminated(claim, given) ?? { outcome: 'unknown', why: found.why };
  if (found.verdict === 'holds')
    return found.points > 2 || determined(given)
      ? { outcome: 'holds', arrow: '⇒', ...divided(claim, before, sorts) }
      : { outcome: 'unknown', why: 'too few points satisfy what is in force' };
  // Curves that differ still meet in a few points; a line that holds at many is one branch of the other.
  if (2 * found.holds > found.fails) return { outcome: 'unknown', why: 'equal for some values only: a condition may be in force' };
  const back = counterexample([claim], before, sorts);
  if (back.verdict === 'holds')
    return { outcome: 'unknown', why: 'one of the solutions may have been chosen', ...saved(claim, given, sorts) };
  if (!claim.scope.announced && !alike.every(x => x === 'near'))
    return { outcome: 'unknown', why: 'the lines differ by much: something else may be in use' };
  // A root taken, a factor cancelled: true of positive numbers, and of these the writer may have thought.
  for (const sign of ['positive', 'nonzero'] as const) {
    const among = counterexample(given, claim, signed([claim, ...given], sorts, sign));
    if (among.verdict === 'fails') break;
    if (among.verdict === 'holds' || (sign === 'nonzero' && back.verdict !== 'fails'))
      return { outcome: 'unknown', why: `it may follow for ${sign} values: a condition may be in force`, ...saved(claim, given, sorts) };
  }
  const names = new Set([claim.left[0]!, claim.right[0]!, before.left[0]!, before.right[0]!].flatMap(e => [...variables(e)]));
  const at = [...found.point]
    .filter(([name]) => names.has(name))
    .map(([name, value]) => ({ name: nameText(name), value: showValue(value) }));
  const [left, right] = [showValue(found.left), showValue(found.right)];
  const equation = `${printText(before.left[0]!)} = ${printText(before.right[0]!)}`;
  return {
    outcome: 'fails',
    witness: { at, left, op: claim.op, right, premise: { left: shown(before.left[0]!), op: before.op, right: shown(before.right[0]!) } },
    message: `With ${at.map(a => assigned(a.name, a.value)).join(', ')} the line before holds (${equation}), but not this: left ${left.text}, right ${right.text}.`,
    slip: { name: 'calculation' },
  };
}

/** What elimination says of the claim: that it follows, or that it contradicts what was said before; undefined where it says nothing. */
function contradicted(claim: Claim, given: readonly Given[]): Outcome | undefined {
  const premises = given.filter(r => r.op === '=');
  const ways = readings(premises);
  if (!ways.length) return undefined;
  let first: Equation | undefined;
  let follows = true;
  for (const left of claim.left)
    for (const right of claim.right) {
      const found = ways.map(way => residue(way, { left, right }));
      if (found.some(r => !r)) return undefined;
      if (found.every(r => isZero(r!))) return { outcome: 'holds', arrow: '⇒' };
      if (found.some(r => isZero(r!))) follows = false;
      first ??= { left, right };
    }
  if (!first || !follows || premises.some(r => branchOf(claim, r))) return undefined;
  const { left, right } = first;
  const by = sufficient(ways[0]!, first).map(i => premises[i]!);
  const sorts = new Map(claim.background?.sorts);
  const said = by.map(r => `${printText(r.left[0]!)} = ${printText(r.right[0]!)}`);
  // What the coefficients say of the roots holds of these alone: no other point is a witness.
  const rooted = by.length > 0 && by.every(r => r.why === 'definition');
  if (rooted && variables(right).size) return undefined;
  const point = rooted ? undefined : counterexample(by, claim, sorts);
  if (point?.verdict === 'fails') {
    const at = [...point.point].map(([name, value]) => ({ name: nameText(name), value: showValue(value) }));
    const [l, r] = [showValue(point.left), showValue(point.right)];
    const where = at.map(a => assigned(a.name, a.value)).join(', ');
    const values = by.every(p => p.left[0]!.k === 'sym' && !variables(p.right[0]!).size);
    return {
      outcome: 'fails',
      witness: { at, left: l, op: '=', right: r, premise: { left: shown(by[0]!.left[0]!), op: '=', right: shown(by[0]!.right[0]!) } },
      message: values
        ? `With ${where} the left side is ${l.text}, the right side is ${r.text}.`
        : `With ${where} what was said before holds (${said.join('; ')}), but not this: left ${l.text}, right ${r.text}.`,
      slip: { name: 'calculation' },
    };
  }
  if (variables(right).size || (by.length < 2 && !rooted)) return undefined;
  const is = valueBy(
    by.map(r => ({ left: r.left[0]!, right: r.right[0]! })),
    left,
  );
  if (!is) return undefined;
  const value = showValue(is);
  return {
    outcome: 'fails',
    witness: {
      at: [],
      left: value,
      op: '=',
      right: shown(right),
      premise: { left: shown(by[0]!.left[0]!), op: '=', right: shown(by[0]!.right[0]!) },
    },
    message: `${printText(left)} is ${value.text} by ${rooted ? 'the coefficients' : 'what was said before'} (${said.join('; ')}), not ${printText(right)}.`,
    slip: { name: 'calculation' },
  };
}

/** What an expression is where equations hold: a number, its own denominators left out. */
function valueBy(equations: readonly Equation[], e: Expr): Q | undefined {
  const [zero, one] = [ZERO, ONE].map(v => residue(equations, { left: e, right: num(v) }));
  const scale = zero && one && sub(zero, one);
  return scale && !isZero(scale) ? div(zero, scale) : undefined;
}

/** Whether an equation follows from the claim alone, as a product that is zero follows from one of its factors. */
const branchOf = (claim: Claim, r: Given): boolean =>
  claim.left.some(left =>
    claim.right.some(right => r.left.some(l => r.right.some(e => followsFrom({ left, right }, { left: l, right: e })))),
  );

function followsFrom(one: Equation, other: Equation): boolean {
  const found = residue([one], other);
  return found !== undefined && isZero(found);
}

/** The premises in each way to read them; none where there are more than four. */
function readings(premises: readonly Given[]): Equation[][] {
  let out: Equation[][] = [[]];
  for (const r of premises) {
    const ways = r.left.flatMap(left => r.right.map(right => ({ left, right })));
    if (out.length * ways.length > 4) return [];
    out = out.flatMap(done => ways.map(way => [...done, way]));
  }
  return out;
}

/** A letter that the old line has as a factor and the new one has not: where it is zero, nothing follows. */
function divided(claim: Claim, before: Relation, sorts: ReadonlyMap<string, Sort>): { needs?: readonly Need[] } {
  const zero = (r: Relation, name: string) => {
    const put = new Map([[name, num(ZERO)]]);
    return samePolynomial(substitute(r.left[0]!, put), substitute(r.right[0]!, put));
  };
  for (const name of new Set([before.left[0]!, before.right[0]!].flatMap(e => [...variables(e)]))) {
    if (sorts.get(name)?.sign || zero(before, name) !== true || zero(claim, name) !== false) continue;
    const said = claim.background?.relations.some(
      r => !'=≡≈'.includes(r.op) && [r.left[0]!, r.right[0]!].some(e => variables(e).has(name)),
    );
    if (!said) return { needs: [needOf(name, '≠', ZERO, `both sides are divided by ${nameText(name)}`)] };
  }
  return {};
}

/** The condition on one letter under which the new line follows: it was divided by, or a root of it was taken. */
function saved(claim: Claim, given: readonly Relation[], sorts: ReadonlyMap<string, Sort>): { needs?: readonly Need[] } {
  const names = new Set(given.slice(0, 1).flatMap(r => [...r.left, ...r.right].flatMap(e => [...variables(e)])));
  for (const sign of ['nonzero', 'positive'] as const)
    for (const name of [...names].slice(0, 3)) {
      const sort = sorts.get(name);
      if (sort?.sign) continue;
      const among = counterexample(given, claim, new Map(sorts).set(name, { kind: sort?.kind ?? 'real', sign }));
      if (among.verdict !== 'holds' || among.points < 3) continue;
      const why = sign === 'nonzero' ? `both sides are divided by ${nameText(name)}` : 'it follows for one sign only';
      return { needs: [needOf(name, sign === 'nonzero' ? '≠' : '>', ZERO, why)] };
    }
  return {};
}

/** Whether the new line holds fewer letters than the old one. */
function fewer(claim: Claim, before: Relation): boolean {
  const now = new Set([...claim.left, ...claim.right].flatMap(e => [...variables(e)]));
  return [before.left[0]!, before.right[0]!].some(e => [...variables(e)].some(name => !now.has(name)));
}

/** The sorts of the letters of relations, all of them of one sign. */
function signed(relations: readonly Relation[], sorts: ReadonlyMap<string, Sort>, sign: 'positive' | 'nonzero'): Map<string, Sort> {
  const out = new Map<string, Sort>();
  for (const r of relations)
    for (const e of [...r.left, ...r.right])
      for (const name of variables(e)) {
        const sort = sorts.get(name);
        out.set(name, { kind: sort?.kind ?? 'real', sign: sign === 'nonzero' ? (sort?.sign ?? sign) : sign });
      }
  return out;
}
