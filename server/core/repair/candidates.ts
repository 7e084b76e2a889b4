// Edits that could mend a refuted claim, the likeliest first. Nothing here is believed: what is offered was read again.
import { key } from '../math/expr';
import { editsAt } from './changes';
import { pointsOf } from './numbers';
import { results } from './results';
import { type Candidate, type Fault, nodes, type Site } from './site';
import { dropped, relations, roots, stated } from './wholes';

export type { Candidate, Fault } from './site';

/** Candidates for the claim as it would be with the sides `left` and `right`, the likeliest first. */
export function candidates(fault: Fault, left = fault.claim.left[0]!, right = fault.claim.right[0]!): Candidate[] {
  const { claim, text } = fault;
  const points = pointsOf(claim);
  const tex = /[\\$]/.test(text.slice(Math.max(0, claim.span.start - 2), claim.span.end + 2));
  const site = (side: 'left' | 'right'): Site => ({
    fault,
    side,
    whole: side === 'left' ? left : right,
    points,
    tex,
    put: e => (side === 'right' ? { left, right: e } : { left: e, right }),
  });
  const out: Candidate[] = [];
  if (claim.kind === 'put-back') out.push(...stated(fault));
  else {
    const sites = (['right', 'left'] as const).filter(side => mayEdit(claim, side)).map(site);
    out.push(...results(site('right')), ...results(site('left')), ...relations(fault, left, right), ...roots(fault));
    for (const at of sites) for (const node of nodes(at.whole)) out.push(...editsAt(at, node));
    for (const at of sites) out.push(...dropped(at));
  }
  // A unary sign and the text of a word can give one edit twice.
  const seen = new Set<string>();
  return out
    .filter(c => {
      const id = c.edits.map(e => `${e.start}-${e.end}${e.newText}`).join('|');
      return !seen.has(id) && seen.add(id) && c.edits.every(e => text.slice(e.start, e.end) !== e.newText);
    })
    .sort((a, b) => b.weight - a.weight);
}

/** The side that was copied unchanged from the line before is not where the slip is, nor one that an earlier link holds. */
function mayEdit(claim: Fault['claim'], side: 'left' | 'right'): boolean {
  const e = claim[side][0];
  if (!e) return false;
  const source = claim.kind === 'equation' ? claim.premises[0]?.[side][0] : undefined;
  return !source || key(source) !== key(e);
}
