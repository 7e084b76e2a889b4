// Solutions of the line before that are left out are stated beside those that were kept.
import type { Claim } from '../claims/claim';
import { type Expr, variables } from '../math/expr';
import { equal, fromDecimal, isZero, neg, type Q, q } from '../math/rational';
import type { Assignment, Outcome } from '../model';
import { gap, realIn, slotOf, written } from './numbers';
import { bare, type Candidate, edit, type Fault, isSum } from './site';
import { slip } from './slips';

/** The solutions that a claim leaves out, ascending; undefined where it is about no such thing. */
export function lostIn(outcome: Outcome): readonly Assignment[] | undefined {
  return outcome.outcome === 'unknown' || !outcome.lost?.length ? undefined : outcome.lost;
}

/** x = 7 as x = ±7, and x = 5 as x = 0 or x = 5. */
export function roots({ claim, outcome, text, tex }: Fault): Candidate[] {
  const lost = lostIn(outcome);
  const [l, r] = [claim.left[0], claim.right[0]];
  if (!lost || !l || !r || l.k !== 'sym' || l.span.end <= l.span.start || variables(r).size) return [];
  const name = text.slice(l.span.start, l.span.end);
  const common = { left: l, right: r, op: claim.op, blind: true, vanishes: true } as const;
  const values = lost.map(({ value }) => value.text).join(' and ');
  const signed = lost.length === 1 && isEven(claim, l.name) && opposite(lost[0]!, r) ? signBefore(r, text, tex) : undefined;
  if (signed) {
    const explanation = `${name} may be ${values} as well: the sign ± was lost.`;
    return [{ ...common, edits: [signed], slip: slip('plusMinus'), explanation, weight: 3.4 }];
  }
  const exact = lost.map(one => exactOf(one, claim));
  if (!exact.every(v => v !== undefined)) return [];
  const kept = realIn(r);
  const said = (v: Q) => `${name} = ${written(v, '', 'fraction', tex)}`;
  const or = tex ? ' \\text{ or } ' : ' or ';
  const less = exact.filter(v => kept === undefined || Number(v.n) / Number(v.d) < kept);
  const more = exact.filter(v => !less.includes(v));
  const { start, end } = claim.span;
  return [
    {
      ...common,
      edits: [
        ...(less.length ? [edit(start, start, less.map(v => said(v) + or).join(''))] : []),
        ...(more.length ? [edit(end, end, more.map(v => or + said(v)).join(''))] : []),
      ],
      slip: slip('root'),
      explanation: lost.length > 1 ? `The solutions ${name} = ${values} were lost.` : `The solution ${name} = ${values} was lost.`,
      weight: 3.2,
    },
  ];
}

/** ± in front of what is kept, its own sign and what stands around it set aside. */
function signBefore(r: Expr, text: string, tex: boolean) {
  const sign = tex ? '\\pm ' : '±';
  const slot = slotOf(r);
  if (slot) {
    const at = bare(text, slot.span);
    const start = slot.negative ? bare(text, slot.whole.span).start : at.start;
    return edit(
      start,
      at.end,
      `${sign}${written(slot.value.n < 0n ? neg(slot.value) : slot.value, text.slice(at.start, at.end), slot.places === undefined ? 'fraction' : 'decimal', tex)}`,
    );
  }
  const { start } = bare(text, r.span);
  return isSum(r) || r.k === 'neg' || r.span.end <= r.span.start ? undefined : edit(start, start, sign);
}

/** Whether the line before is the same for x and −x, as far as three values tell. */
function isEven(claim: Claim, name: string): boolean {
  const p = claim.premises[0];
  const [l, r] = [p?.left[0], p?.right[0]];
  const at = (n: number) => l && r && gap(l, r, new Map([[name, q(n)]]));
  return [2, 3, 5].every(n => {
    const [a, b] = [at(n), at(-n)];
    return a && b && equal(a, b);
  });
}

/** A value as it is shown, as a number; undefined where it is shown in another way. */
function numberOf({ value }: Assignment): number | undefined {
  const m = /^(?:≈ )?(-?\d+(?:\.\d+)?)(?:\/(\d+))?$/.exec(value.text);
  return m ? Number(m[1]) / Number(m[2] ?? 1) : undefined;
}

function opposite(lost: Assignment, kept: Expr): boolean {
  const [a, b] = [numberOf(lost), realIn(kept)];
  return a !== undefined && b !== undefined && Math.abs(a + b) < 1e-5 * Math.abs(b);
}

/** A lost solution that is shown exactly, put back into the line before to make sure. */
function exactOf(lost: Assignment, claim: Claim): Q | undefined {
  const m = /^(-?\d{1,12}(?:\.\d{1,6})?)(?:\/(\d{1,12}))?$/.exec(lost.value.text);
  const [l, r] = [claim.premises[0]?.left[0], claim.premises[0]?.right[0]];
  if (!m || !l || !r) return undefined;
  const v = m[2] ? q(BigInt(m[1]!), BigInt(m[2])) : fromDecimal(m[1]!);
  const off = gap(l, r, new Map([[lost.name, v]]));
  return off && isZero(off) ? v : undefined;
}
