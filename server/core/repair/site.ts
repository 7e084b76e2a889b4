// What a candidate correction is, and the place in a claim where one is looked for.
import type { Claim } from '../claims/claim';
import { type Expr, some, swap, walk } from '../math/expr';
import { printText } from '../math/print';
import { isInteger, neg, type Q } from '../math/rational';
import type { Edit, Op, Outcome, Slip, Span } from '../model';
import type { Evidence } from './evidence';
import { type Env, type Slot, written } from './numbers';

/** An edit in the step's text, with what it does to the claim and how likely it is. */
export type Candidate = {
  readonly edits: readonly Edit[];
  readonly left: Expr;
  readonly right: Expr;
  readonly op: Op;
  readonly slip: Slip;
  readonly explanation: string;
  /** Higher is likelier; of no unit. */
  readonly weight: number;
  /** What the claim would be is known only when the step is read again. */
  readonly blind?: boolean;
  /** A number was put in that fits by its making, and stands nowhere else. */
  readonly free?: boolean;
  /** What a side comes to was changed, and nothing that went in. */
  readonly result?: true;
  /** The claim may be gone after it, as where a second root is stated. */
  readonly vanishes?: boolean;
};

/** A refuted claim in its step. */
export type Fault = {
  readonly claim: Claim;
  readonly outcome: Outcome;
  readonly text: string;
  /** It stands in a formula, so that what is written is TeX. A dollar sign alone makes no formula of "$50". */
  readonly tex: boolean;
  readonly evidence: Evidence;
};

/** One side of the claim, with the points at which a right version of it must hold. */
export type Site = {
  readonly fault: Fault;
  readonly side: 'left' | 'right';
  readonly whole: Expr;
  /** All parts of the whole, and those that stand in an exponent. */
  readonly nodes: readonly Expr[];
  readonly raised: ReadonlySet<Expr>;
  readonly points: readonly Env[];
  readonly tex: boolean;
  put(e: Expr): { left: Expr; right: Expr };
};

/** An expression and all its parts, each before its own parts. */
export function nodes(e: Expr): Expr[] {
  const out: Expr[] = [];
  walk(e, x => out.push(x));
  return out;
}

/** Whether a function has to be worked out in an expression: ⌊7/2⌋, 5!, gcd(48, 36), |3 − 8|. A root is read off as often as a number. */
export const worksOut = (e: Expr): boolean => some(e, x => x.k === 'call' && x.fn !== 'root' && x.fn !== 'degrees');

export const isSum = (e: Expr): boolean => e.k === 'add' || e.k === 'sub';
export const edit = (start: number, end: number, newText: string): Edit => ({ start, end, newText });

export function make(
  at: Site,
  node: Expr,
  to: Expr,
  edits: readonly Edit[],
  of: Slip,
  explanation: string,
  weight: number,
  blind = false,
): Candidate {
  // A slip is likelier in what was written last.
  const place = at.side === 'right' || isPlain(at.fault.claim) ? 0 : -0.6;
  return { edits, ...at.put(swap(at.whole, node, to)), op: at.fault.claim.op, slip: of, explanation, weight: weight + place, blind };
}

/** Whether both sides are plain values, or quantities. */
export const isPlain = (claim: Claim): boolean => claim.kind === 'arithmetic' || claim.kind === 'units' || claim.kind === 'fact';

export const isSmall = (v: Q): boolean => isInteger(v) && v.n >= -3n && v.n <= 3n;

export const showNumber = (v: Q): string => printText({ k: 'num', v, span: { start: 0, end: 0 } });

/** What is in a box, or in braces or brackets that hold nothing else: 5 of \\boxed{5}, of {5} and of (5). */
export function bare(text: string, span: Span): Span {
  const m = /^(?:\\(?:boxed|fbox|mathbf|text|textbf)\s*)?[{(]\s*/.exec(text.slice(span.start, span.end));
  const end = m && /\s*[})]$/.exec(text.slice(span.start + m[0].length, span.end));
  if (!m || !end) return span;
  const inner = { start: span.start + m[0].length, end: span.end - end[0].length };
  return inner.end > inner.start && !/[(){}]/.test(text.slice(inner.start, inner.end).replace(/\\[dt]?frac\{[^{}]*\}\{[^{}]*\}/g, ''))
    ? inner
    : span;
}

/** The edit that writes a value where another stands. */
export function writeSlot(slot: Slot, value: Q, text: string, tex: boolean, fractions = false): Edit {
  // The minus sign in front of a number is a part of it where the sign changes.
  const signed = slot.negative && value.n < 0n;
  const at = bare(text, slot.span);
  const old = text.slice(at.start, at.end);
  const newText = written(
    signed ? neg(value) : value,
    old,
    slot.fraction || slot.places === undefined ? 'fraction' : 'decimal',
    tex,
    fractions,
  );
  // Of a box or a bracket around the number only what is in it changes; with its sign, the whole of it.
  const outer = slot.negative && !signed ? bare(text, slot.whole.span) : at;
  return edit(Math.min(outer.start, at.start), Math.max(outer.end, at.end), newText);
}
