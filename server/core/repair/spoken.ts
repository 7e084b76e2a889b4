// Changes of what a sentence says about numbers: is or is not, more or less, the list of divisors, the days of a month.

import { q } from '../math/rational';
import type { Edit, Slip } from '../model';
import { slotOf } from './numbers';
import { type Candidate, edit, type Fault, writeSlot } from './site';
import { slip } from './slips';

/** What turns a comparison round. */
const TURNED: readonly (readonly [string, string])[] = [
  ['greater', 'less'],
  ['larger', 'smaller'],
  ['bigger', 'smaller'],
  ['higher', 'lower'],
  ['above', 'below'],
  ['more', 'less'],
  ['less', 'greater'],
  ['smaller', 'larger'],
  ['lower', 'higher'],
  ['below', 'above'],
  ['at least', 'at most'],
  ['at most', 'at least'],
];

/** Changes of the words of a fact, and of the list or the number that it ends in. */
export function spoken(fault: Fault): Candidate[] {
  const { claim, outcome, text } = fault;
  if (outcome.outcome !== 'fails') return [];
  const [left, right] = [claim.left[0]!, claim.right[0]!];
  const made = (
    edits: readonly Edit[],
    explanation: string,
    weight: number,
    of: Slip = outcome.slip ?? { name: 'calculation' },
  ): Candidate => ({
    edits,
    left,
    right,
    op: claim.op,
    slip: of,
    explanation,
    weight,
    blind: true,
  });
  if (claim.kind === 'calendar') {
    const slot = slotOf(right);
    return !slot || slot.span.end <= slot.span.start
      ? []
      : outcome.witness.left.text.split(' or ').flatMap(said => {
          const value = /^\d{1,6}$/.test(said) ? q(BigInt(said)) : undefined;
          return value ? [made([writeSlot(slot, value, text, fault.tex)], outcome.message, 3)] : [];
        });
  }
  if (claim.kind === 'clock') return [made([edit(right.span.start, right.span.end, outcome.witness.left.text)], outcome.message, 3)];
  if (claim.kind !== 'fact') return [];
  const said = text.slice(claim.span.start, claim.span.end);
  const at = (index: number, length: number, to: string) => [edit(claim.span.start + index, claim.span.start + index + length, to)];
  if (right.k === 'list') {
    const [first, last] = [right.items[0], right.items.at(-1)];
    const all = outcome.witness.left.text.split(', ');
    if (!first || !last || all.length > 40 || all.some(n => !/^\d+$/.test(n)) || last.span.end <= first.span.start) return [];
    const between = text.slice(right.items.at(-2)?.span.end ?? last.span.start, last.span.start);
    const joined = `${all.slice(0, -1).join(', ')}${all.length > 1 ? (between.trim() ? between : ', ') : ''}${all.at(-1)}`;
    return [made([edit(first.span.start, last.span.end, joined)], outcome.message, 3)];
  }
  if (claim.op === '∈' || claim.op === '∉') {
    const denial = /\b(is|are)\s+(not\s+|no\s+)/i.exec(said);
    const plain = /\b(is|are)\b/i.exec(said);
    if (denial) {
      const to = /no\s/i.test(denial[2]!) && denial[1] === 'is' ? 'a ' : '';
      return [made(at(denial.index + denial[0].length - denial[2]!.length, denial[2]!.length, to), outcome.message, 3)];
    }
    return plain ? [made(at(plain.index + plain[0].length, 0, ' not'), outcome.message, 3)] : [];
  }
  return TURNED.flatMap(([from, to]) => {
    const m = new RegExp(`\\b${from}\\b`, 'i').exec(said);
    return m ? [made(at(m.index, m[0].length, to), `It is ${to}, not ${from}.`, 3.2, slip('relation'))] : [];
  });
}
