// What follows from relations that were said before, by their content alone. Shared by verifiers that confirm it.
import type { Claim, Given } from '../claims/claim';
import { consequence } from '../math/consequence';
import { type Expr, key } from '../math/expr';
import { isZero } from '../math/rational';
import { residue } from '../math/reduce';
import type { Outcome } from '../model';

/** What one premise says of the claim by itself, in the ordinary reading of both; undefined where that is nothing. */
export function byContent(premise: Given, claim: Claim): Outcome | undefined {
  const way = consequence(
    { left: premise.left[0]!, op: premise.op, right: premise.right[0]! },
    { left: claim.left[0]!, op: claim.op, right: claim.right[0]! },
  );
  switch (way) {
    case 'multiple':
      return { outcome: 'holds', arrow: '⇔' };
    case 'range':
      return { outcome: 'holds', arrow: '⇒' };
    case 'value':
      return { outcome: 'holds', arrow: '⇐', note: 'it satisfies what was said before' };
    case 'factor':
      return { outcome: 'holds', arrow: '⇐', note: 'a factor of what is zero' };
    case 'root':
      return { outcome: 'holds', arrow: '⇐', note: 'its square was said before' };
    default:
      return undefined;
  }
}

/** Decides a relation that repeats its one premise, or follows from all of them; it is never refuted, since it may be new. */
export function follows(claim: Claim): Outcome {
  const one = claim.premises.length === 1 ? claim.premises[0] : undefined;
  const [left, right] = [claim.left[0]!, claim.right[0]!];
  if (one) {
    const [l, r] = [one.left[0]!, one.right[0]!];
    const same = (a: Expr, b: Expr) => key(a) === key(b);
    if ((same(l, left) && same(r, right)) || (same(l, right) && same(r, left))) return { outcome: 'holds', arrow: '⇔' };
    const way = byContent(one, claim);
    if (way) return way;
  }
  return eliminated(claim, claim.premises) ?? { outcome: 'unknown', why: 'it may be new here' };
}

/** That a claim follows from the equations among `given` by elimination, in the ordinary reading of all of them; undefined where that is not shown. */
export function eliminated(claim: Claim, given: readonly Given[]): Outcome | undefined {
  if (claim.op !== '=' || claim.background?.supposed) return undefined;
  const equations = given.filter(p => p.op === '=').map(p => ({ left: p.left[0]!, right: p.right[0]! }));
  const rest = equations.length ? residue(equations, { left: claim.left[0]!, right: claim.right[0]! }, 1) : undefined;
  return rest && isZero(rest) ? { outcome: 'holds', arrow: '⇒', note: 'under what was said before' } : undefined;
}
