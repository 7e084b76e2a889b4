// What facts in words are made of: values between words, lists of them, and the fact itself.
import type { Expr } from '../math/expr';
import type { Tok } from '../math/tokens';
import type { Op, Span } from '../model';
import { rightSide, type Side } from './chains';
import { isListComma } from './tidy';

/** `left op right` as a sentence says it. Kinds of numbers are calls on the right of `∈`: primes(), multiples(3), between(2, 5). */
export type NumberFact = {
  readonly span: Span;
  readonly left: readonly Expr[];
  readonly op: Op;
  readonly right: readonly Expr[];
  readonly cut: boolean;
  /** "is always", "must be": how it is said. */
  readonly said: 'plain' | 'always' | 'must';
  /** Ordinal of its first token, and of the one behind it. */
  readonly from: number;
  readonly to: number;
  /** What is counted, where it is a fact of the calendar or of units: "days in March". */
  readonly phrase?: string;
  /** Of a time of day, or of what passes between two: `phrase` says what it is. */
  readonly clock?: boolean;
};

const LISTED = /^(and|or)$/;

export const PREPOSITIONS = new Set(
  'of than by with in to from for at on over under between among into through about per each every any some no day step case part digit digits'.split(
    ' ',
  ),
);
export const isWord = (t: Tok | undefined, ...any: readonly string[]): boolean => t?.k === 'word' && any.includes(t.t);

export type Found = { readonly readings: readonly Expr[]; readonly to: number; readonly cut: boolean };

/** A plain value: it ends before words. */
export function value(toks: readonly Tok[], at: number): Found | undefined {
  const first = toks[at];
  if (!first || first.k === 'word' || first.k === 'sep') return undefined;
  const stop = clauseEnd(toks, at);
  const right = rightSide(toks, at, stop, true);
  return right.side.readings.length ? { readings: right.side.readings, to: right.to, cut: right.side.cut } : undefined;
}

/** Values joined by commas and "and": `items` holds one list of readings a value. */
export function values(
  toks: readonly Tok[],
  at: number,
): { items: (readonly Expr[])[]; to: number; cut: boolean; or: boolean } | undefined {
  const items: (readonly Expr[])[] = [];
  let i = at;
  let cut = false;
  let or = false;
  for (;;) {
    const one = value(toks, i);
    if (!one || (items.length && !one.readings.every(plain))) break;
    items.push(one.readings);
    cut ||= one.cut && !LISTED.test(toks[one.to]?.t ?? '');
    i = one.to;
    let j = i;
    if (toks[j]?.k === 'sep' && toks[j]!.t === ',') j++;
    if (toks[j]?.k === 'word' && LISTED.test(toks[j]!.t)) {
      or ||= toks[j]!.t === 'or';
      j++;
    }
    if (j === i || !toks[j] || !startsValue(toks[j]!)) break;
    i = j;
  }
  return items.length ? { items, to: i, cut, or } : undefined;
}

const plain = (e: Expr): boolean => e.k === 'num' || ((e.k === 'neg' || e.k === 'unit') && plain(e.a));
const startsValue = (t: Tok): boolean =>
  t.k === 'num' || (t.k === 'cmd' && t.math) || (t.k === 'open' && t.t === '(') || (t.k === 'sym' && t.math);

function clauseEnd(toks: readonly Tok[], at: number): number {
  let i = at;
  while (i < toks.length && i < at + 60 && !(toks[i]!.k === 'sep' && !isListComma(toks[i]!)) && toks[i]!.k !== 'rel') i++;
  return i;
}

export const call = (fn: string, args: readonly Expr[], span: Span): Expr =>
  fn === 'root' ? { k: 'call', fn, args: [args[0]!, { k: 'num', v: { n: 2n, d: 1n }, span }], span } : { k: 'call', fn, args, span };

/** Every way to take one reading of each; at most eight. */
export function product(lists: readonly (readonly Expr[])[]): Expr[][] {
  let out: Expr[][] = [[]];
  for (const list of lists) out = out.flatMap(done => list.map(e => [...done, e])).slice(0, 8);
  return out;
}

export function fact(
  toks: readonly Tok[],
  from: number,
  to: number,
  left: Pick<Side, 'readings'>,
  op: Op,
  right: readonly Expr[],
  cut: boolean,
  said: NumberFact['said'] = 'plain',
): NumberFact {
  return { span: { start: toks[from]!.span.start, end: toks[to - 1]!.span.end }, left: left.readings, op, right, cut, said, from, to };
}
