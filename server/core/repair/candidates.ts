// Edits that could mend a refuted claim, the likeliest first. Nothing here is believed: what is offered was read again.
import { hasOperation, isBin, key, numbersIn } from '../math/expr';
import { editsAt, numbers } from './changes';
import { exactResults, withRemainder } from './exact';
import { lostIn, roots } from './lost';
import { inside } from './missing';
import { gap, pointsOf } from './numbers';
import { results } from './results';
import { type Candidate, type Fault, nodes, type Site } from './site';
import { spoken } from './spoken';
import { dropped, relations, stated } from './wholes';

export type { Candidate, Fault } from './site';

type Side = Site['side'];

/**
 * Candidates for the claim as it would be with the sides `left` and `right`, the likeliest first; only those that change one of
 * the sides named.
 */
export function candidates(
  fault: Fault,
  left = fault.claim.left[0]!,
  right = fault.claim.right[0]!,
  only: readonly Side[] = ['right', 'left'],
): Candidate[] {
  const { claim, text, tex, evidence } = fault;
  const points = pointsOf(claim, fault.outcome);
  const site = (side: Side): Site => {
    const whole = side === 'left' ? left : right;
    const all = nodes(whole);
    return {
      fault,
      side,
      whole,
      nodes: all,
      raised: new Set(all.flatMap(e => (e.k === 'pow' ? nodes(e.b) : []))),
      points,
      tex,
      put: e => (side === 'right' ? { left, right: e } : { left: e, right }),
    };
  };
  const out: Candidate[] = [];
  // What is kept is right: nothing in it has to change.
  if (lostIn(fault.outcome)) out.push(...roots(fault));
  else if (claim.kind === 'put-back') out.push(...stated(fault));
  else if (claim.kind === 'fact' || claim.kind === 'calendar' || claim.kind === 'clock') {
    // What a sentence asks of numbers is what it set out from.
    out.push(...spoken(fault), ...results(site('right')));
    const told = site('left');
    if (isBin(left)) for (const node of numbersIn(left)) if (node.span.end > node.span.start) out.push(...numbers(told, node));
  } else {
    const sites = only.filter(side => mayEdit(fault, side)).map(site);
    for (const side of only) out.push(...results(site(side)), ...exactResults(site(side)));
    out.push(...withRemainder(fault));
    out.push(...relations(fault, left, right));
    for (const at of sites) for (const node of at.nodes) out.push(...editsAt(at, node));
    for (const at of sites) out.push(...dropped(at));
    if (left === claim.left[0] && right === claim.right[0]) for (const at of sites) out.push(...inside(at));
  }
  // Where something was just put right, a number changes with it, and what is done with it stays.
  const likely = (c: Candidate): Candidate => {
    const swapped = c.edits.every(e => /\d/.test(e.newText) && /\d/.test(text.slice(e.start, e.end)));
    if (evidence.carrying && !swapped) return { ...c, weight: c.weight - 2 };
    // Modulo a small number much fits by accident.
    return claim.kind === 'congruence' && !c.result ? { ...c, weight: c.weight - 1.5 } : c;
  };
  // A unary sign and the text of a word can give one edit twice.
  const seen = new Set<string>();
  return out
    .map(likely)
    .filter(c => {
      const id = c.edits.map(e => `${e.start}-${e.end}${e.newText}`).join('|');
      return !seen.has(id) && seen.add(id) && c.edits.every(e => text.slice(e.start, e.end) !== e.newText);
    })
    .sort((a, b) => b.weight - a.weight);
}

/** Kinds of claims about a line and the line before it. */
const LINES = new Set(['equation', 'inequality', 'system']);

/**
 * Where a slip cannot be: in the side that was copied unchanged from the line before, in one that the link before it in the
 * chain holds to, in one that stands in the problem as it is.
 */
function mayEdit({ claim, text, evidence }: Fault, side: Side): boolean {
  const e = claim[side][0];
  if (!e) return false;
  const source = LINES.has(claim.kind) ? claim.premises[0]?.[side][0] : undefined;
  if (source && key(source) === key(e)) return false;
  if (side === 'right' || claim.kind !== 'arithmetic') return true;
  if (claim.chain && claim.chain.link > 0 && claim.op === '=' && holdsTo(claim.chain)) return false;
  const said = text.slice(e.span.start, e.span.end).replace(/\s/g, '');
  return !(hasOperation(e) && said.length > 4 && evidence.problem?.replace(/\s/g, '').includes(said));
}

/** Whether the link before holds. */
function holdsTo({ sides, link }: NonNullable<Fault['claim']['chain']>): boolean {
  const [before, own] = [sides[link - 1]!.readings[0], sides[link]!.readings[0]];
  return before !== undefined && own !== undefined && gap(before, own)?.n === 0n;
}
