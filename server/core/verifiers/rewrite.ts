import type { Claim } from '../claims/claim';
import { partial } from '../math/domain';
import type { Mode } from '../math/evaluate';
import { some, variables } from '../math/expr';
import { ENOUGH, type Identity, identical, nowhereEqual } from '../math/identity';
import { counterexample } from '../math/points';
import { assigned, nameText, showValue } from '../math/print';
import { slipTrace } from '../math/trace';
import type { Outcome } from '../model';
import { decideBranches, hasBranches } from './branches';
import { eliminated } from './follows';
import { branchNeed, domainNeeds } from './ledger';
import type { Verifier } from './verifier';

/** Functions whose identities hold on a part of the line only: a difference there proves nothing. */
const BRANCHED = /^(floor|ceil|arcsin|arccos|arctan|min|max|gcd|lcm)$/;

/** One expression rewritten as another, in a chain: equal wherever both are defined. */
export const rewrite: Verifier = {
  id: 'rewrite',
  about: 'Compares the two sides of a rewriting with letters, at exact points and as polynomials.',
  speed: 'fast',
  version: 4,
  wants: claim => claim.kind === 'rewrite',
  check: decideRewriting,
  examples: [
    `Expanding, $(x+1)^2 = x^2 + 1$.
            ^^^^^^^^^^^^^^^^^ rewrite: At x = 2 the left side is 9, the right side is 5.`,
    `$A = 0.99B + 1.01B + B = 3.01B$
     ^^^^^^^^^^^^^^^^^^^^^^^^^ rewrite: At B = 2 the left side is 6, the right side is 6.02.`,
    'Since $x^2 + 2x + 1 = (x+1)^2 = 0$, we have $x = -1$.',
    'The curve $y = x^2$ and the line $y = 2x + 1$ meet where $x^2 = 2x + 1$.',
  ],
};

/** Decides `left = right` for expressions in letters, under what is in force about these. */
export function decideRewriting(claim: Claim): Outcome {
  if ([...claim.left, ...claim.right].some(hasBranches))
    return decideBranches(claim.left, claim.right, (l, r) => decideRewriting({ ...claim, left: [l], right: [r] }));
  const integers = new Set(claim.scope.integers);
  const mode: Mode = claim.scope.complex ? { complex: true } : {};
  const results: Identity[] = [];
  for (const left of claim.left) {
    for (const right of claim.right) {
      const r = identical(left, right, integers, mode);
      if (r.same === 'yes') {
        const needs = partial(left) || partial(right) ? domainNeeds(left, right, claim.background) : [];
        return needs.length ? { outcome: 'holds', arrow: '=', needs } : { outcome: 'holds', arrow: '=' };
      }
      results.push(r);
    }
  }
  const all = [...claim.left, ...claim.right];
  const names = new Set(all.flatMap(e => [...variables(e)]));
  if (claim.scope.complex && all.some(e => variables(e).has('i')))
    return { outcome: 'unknown', why: 'i may be an index or the imaginary unit' };
  const open = results.find(r => r.same === 'unknown');
  if (open?.same === 'unknown') return { outcome: 'unknown', why: open.why };
  if (results.some(r => r.same === 'partly')) {
    const saved =
      claim.background && !claim.confirmOnly && claim.left.length * claim.right.length === 1
        ? branchNeed(claim.left[0]!, claim.right[0]!)
        : undefined;
    const said =
      saved && claim.background?.relations.length
        ? counterexample(claim.background.relations, claim, new Map(claim.background.sorts))
        : undefined;
    if (said?.verdict === 'holds') return { outcome: 'holds', arrow: '=', note: 'under what was said before' };
    const why = 'equal for some values only: a condition may be in force';
    return saved ? { outcome: 'unknown', why, needs: [saved] } : { outcome: 'unknown', why };
  }
  if (all.some(e => some(e, x => x.k === 'call' && BRANCHED.test(x.fn))))
    return { outcome: 'unknown', why: 'it may hold on a part of the line' };
  const first = results[0];
  if (first?.same !== 'no' || first.differing < ENOUGH) return { outcome: 'unknown', why: 'too few sample points' };
  const pairs = claim.left.flatMap(l => claim.right.map(r => [l, r] as const));
  // f(x) may be a function under one reading and a product under another: then no reading alone tells what a slip looks like.
  const named = all.some(e => [...variables(e)].some(name => name.includes('(')));
  const lone = claim.chain?.sides.length === 2 && !claim.scope.announced;
  const announced = claim.scope.announced && claim.background?.complete === true;
  if (!announced && !pairs[named ? 'every' : 'some'](([l, r]) => slipTrace(l, r, lone ? 'right' : 'any')))
    return (
      eliminated(claim, claim.background?.relations ?? []) ?? {
        outcome: 'unknown',
        why: 'the sides differ by much: something else may be in force',
      }
    );
  // In a chain, what differs by a number differs whatever else is in force; a lone equation may have no solution.
  const apart = claim.kind === 'rewrite' && (claim.chain?.sides.length ?? 0) > 2 && nowhereEqual(claim.left, claim.right);
  const background = claim.background;
  let { env, left, right } = first.point;
  if (background && (background.relations.length || background.sorts.length)) {
    // The witness must satisfy what is in force.
    const found = counterexample(background.relations, claim, new Map(background.sorts));
    if (found.verdict === 'holds') return { outcome: 'unknown', why: 'it holds where what was said before holds' };
    if (found.verdict === 'unknown' && !apart)
      return found.why ? { outcome: 'unknown', why: found.why } : { outcome: 'unknown', why: 'no witness' };
    if (found.verdict === 'fails') {
      if (found.holds * 4 > found.fails) return { outcome: 'unknown', why: 'equal for some values only: a condition may be in force' };
      env = new Map([...found.point].filter(([name]) => names.has(name)));
      left = found.left;
      right = found.right;
    }
  }
  const at = [...env].map(([name, value]) => ({ name: nameText(name), value: showValue(value) }));
  const where = at.map(a => assigned(a.name, a.value)).join(', ');
  return {
    outcome: 'fails',
    witness: { at, left: showValue(left), op: '=', right: showValue(right) },
    message: `At ${where} the left side is ${showValue(left).text}, the right side is ${showValue(right).text}.`,
    slip: { name: 'calculation' },
  };
}
