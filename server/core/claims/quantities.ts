// Quantities that have a name in words: "Total cost = Price * Number = $3 * 4", "\text{Total} = 12", "Hours worked per week: 35".
import { Ask, parse, readings } from '../math/parse';
import type { Tok } from '../math/tokens';
import type { Span } from '../model';
import { cutRight } from './chains';
import { makeSide, type Side } from './sides';

/** A name and what it is said to be. Names in its sides are letters, by their content: "total cost". */
export type NamedLine = {
  readonly name: string;
  /** The sides behind the name, in order. */
  readonly sides: readonly Side[];
  /** What joins the name to the first side. */
  readonly op: '=' | '≈';
  /** From the name to the last side. */
  readonly span: Span;
  /** The same as token ordinals. */
  readonly from: number;
  readonly to: number;
  /** Said with a colon, as in a list of what is given. */
  readonly listed: boolean;
};

/** Words before a name that are no part of it. */
const BREAK = new Set(
  'so then thus therefore hence gives give get gets find calculate means mean equals is are us be let because since if when where using yields formula equation now next finally also'.split(
    ' ',
  ),
);
const ARTICLES = new Set(['the', 'a', 'an', 'our', 'and']);
/** Behind a number these words are no unit: something else goes on. */
const GOES_ON = new Set('times of more less fewer percent plus minus divided multiplied half twice'.split(' '));
const ENDS = new Set('. ; : , ⇒ ⇔ → ← row newline display paragraph quad bullet or because calc-open calc-close !'.split(' '));
const MAX_WORDS = 16;

const isEquals = (t: Tok | undefined): boolean => t?.k === 'rel' && (t.t === '=' || t.t === '≈');
const ends = (t: Tok | undefined): boolean => !t || (t.k === 'sep' && ENDS.has(t.t));

/** The named quantities of a step, in order. */
export function namedLines(toks: readonly Tok[], text: string): NamedLine[] {
  const out: NamedLine[] = [];
  const known = new Set<string>();
  const items = hasItems(toks, text);
  for (let i = 1; i < toks.length; i++) {
    const t = toks[i]!;
    const colon = t.k === 'sep' && t.t === ':';
    if (!colon && !isEquals(t)) continue;
    const name = nameBefore(toks, i, text, known, items);
    if (!name) continue;
    const said = colon ? listedValue(toks, i + 1) : sidesFrom(toks, i, text, new Set([...known, name.name]), items);
    if (!said?.sides.length) continue;
    known.add(name.name);
    const last = said.sides[said.sides.length - 1]!;
    out.push({
      name: name.name,
      sides: said.sides,
      op: t.t === '≈' ? '≈' : '=',
      span: { start: toks[name.from]!.span.start, end: last.span.end },
      from: name.from,
      to: said.to,
      listed: colon,
    });
    i = Math.max(i, said.to - 1);
  }
  return out;
}

/** Items behind dashes whose line breaks were lost: "… is known. - Hours: 3 - Pay = 3 * $5". */
function hasItems(toks: readonly Tok[], text: string): boolean {
  return toks.some(
    (t, i) =>
      t.k === 'op' &&
      t.t === '-' &&
      t.space &&
      ends(toks[i - 1]) &&
      toks[i + 1]?.k === 'word' &&
      /^[A-Z]/.test(text.slice(toks[i + 1]!.span.start, toks[i + 1]!.span.start + 1)),
  );
}

type Name = {
  readonly name: string;
  readonly from: number;
  /** Where what stands before it ends, if a line break was lost between them. */
  readonly cut?: number;
};

const PREPOSITIONS = new Set('of for in to the a an with from at by and per on who that which her his their its my'.split(' '));

/**
 * The name right before the token `at`. Where a line break was lost, it stands behind the value of the line before: it then
 * begins with a capital, or is known. `item`: dashes set items apart.
 */
function nameBefore(toks: readonly Tok[], at: number, text: string, known: ReadonlySet<string>, item = false): Name | undefined {
  const only = toks[at - 1]!;
  const opening = (t: Tok | undefined) => ends(t) || (t?.k === 'word' && BREAK.has(t.t)) || isEquals(t);
  if (only.k === 'sym' && opening(toks[at - 2])) return { name: only.t, from: at - 1 };
  if (only.k === 'sym' && only.space && !only.math && known.has(only.t)) return { name: only.t, from: at - 1, cut: at - 1 };
  let from = at;
  while (from > 0 && at - from < MAX_WORDS && partOfName(toks, from - 1, at)) from--;
  const before = toks[from - 1];
  const capital = (i: number) => /^[A-Z]/.test(text.slice(toks[i]!.span.start, toks[i]!.span.start + 1));
  const dash = before?.k === 'op' && before.t === '-' && before.space && from < at && capital(from);
  if (dash && (item || toks[at]!.k === 'sep' || ends(toks[from - 2]))) {
    const name = contentOf(toks, from, at);
    return name ? { name, from, ...(item ? { cut: from - 1 } : {}) } : undefined;
  }
  for (let i = from + 1; i < at; i++) {
    if (toks[i]!.k !== 'word') continue;
    const content = contentOf(toks, i, at);
    const fresh = capital(i) && toks[i - 1]!.k === 'word' && !capital(i - 1) && !PREPOSITIONS.has(toks[i - 1]!.t);
    if (content && (fresh || (known.has(content) && content.includes(' ')))) return { name: content, from: i, cut: i };
  }
  const value = before?.k === 'num' || before?.k === 'close' || (before?.k === 'op' && before.t === '%');
  if (from === at || !(opening(before) || value)) return undefined;
  const name = contentOf(toks, from, at);
  if (!name || (value && !capital(from) && !known.has(name))) return undefined;
  return { name, from, ...(value ? { cut: from } : {}) };
}

/** A word, or a letter or a number that tells one thing from another: "box C", "side 1", "time at 40 mph". */
function partOfName(toks: readonly Tok[], i: number, at: number): boolean {
  const t = toks[i]!;
  if (t.k === 'word') return !BREAK.has(t.t);
  const before = toks[i - 1];
  if (before?.k !== 'word' || BREAK.has(before.t)) return false;
  if (t.k === 'sym') return /^[A-Z]$/.test(t.t);
  return t.k === 'num' && !t.math && /^\d+$/.test(t.t) && i < at;
}

/** Content of a name: lower case, without articles before it. */
function contentOf(toks: readonly Tok[], from: number, to: number): string | undefined {
  let i = from;
  while (i < to && ARTICLES.has(toks[i]!.t)) i++;
  if (i >= to || toks[i]!.k !== 'word') return undefined;
  return toks
    .slice(i, to)
    .map(t => t.t)
    .join(' ');
}

/** "Weeks worked per year: 50": one number with its unit, up to where the line or the item ends. */
function listedValue(toks: readonly Tok[], from: number): { sides: Side[]; to: number } | undefined {
  let to = from;
  if (toks[to]?.t === '$') to++;
  if (toks[to]?.k !== 'num') return undefined;
  to++;
  if (toks[to]?.t === '%') to++;
  let end = to;
  while (end < toks.length && toks[end]!.k === 'word' && !GOES_ON.has(toks[end]!.t)) end++;
  const after = toks[end];
  const item = after?.k === 'op' && after.t === '-' && after.space && toks[end + 1]?.k === 'word';
  if (!ends(after) && !item && !isEquals(after)) return undefined;
  const found = readings(toks, from, to);
  return found.length ? { sides: [makeSide(found, spanOf(toks, from, to), false)], to } : undefined;
}

function sidesFrom(
  toks: readonly Tok[],
  rel: number,
  text: string,
  known: ReadonlySet<string>,
  item: boolean,
): { sides: Side[]; to: number } {
  const sides: Side[] = [];
  let at = rel;
  for (;;) {
    let next = at + 1;
    while (next < toks.length && toks[next]!.k !== 'rel' && !ends(toks[next])) next++;
    const goesOn = isEquals(toks[next]);
    // The name of the next line, where this one was run into it.
    const name = goesOn ? nameBefore(toks, next, text, known, item) : undefined;
    const stop = name?.cut !== undefined && name.cut > at + 1 ? name.cut : next;
    const last = !goesOn || stop < next;
    const local = withNames(toks, at + 1, stop);
    const whole = readings(local, 0, local.length, last ? Ask.plainRight : 0);
    if (whole.length) {
      sides.push(makeSide(whole, spanOf(toks, at + 1, stop), false));
      if (last) return { sides, to: stop };
      at = next;
      continue;
    }
    const p = parse(local, 0, local.length, Ask.plainRight, false);
    if (!p) return { sides, to: at };
    const found = readings(local, 0, p.end, Ask.plainRight);
    const span = { start: local[0]!.span.start, end: local[p.end - 1]!.span.end };
    sides.push(makeSide(found.length ? found : [p.expr], span, goesOn || cutRight(local, p.end, local.length, last)));
    let to = at + 1;
    while (to < stop && toks[to]!.span.start < span.end) to++;
    return { sides, to };
  }
}

/** Tokens of [from, to) with each name as one letter, so that a formula in words reads like any other. */
function withNames(toks: readonly Tok[], from: number, to: number): Tok[] {
  const out: Tok[] = [];
  let operand = true;
  for (let i = from; i < to; i++) {
    const t = toks[i]!;
    if (operand && t.k === 'word' && !BREAK.has(t.t)) {
      let end = i + 1;
      while (end < to && (toks[end]!.k === 'word' ? !BREAK.has(toks[end]!.t) : partOfName(toks, end, end + 1))) end++;
      const name = contentOf(toks, i, end);
      const last = toks[end - 1]!;
      if (!name) out.push(t);
      else out.push({ k: 'sym', t: name, span: { start: t.span.start, end: last.span.end }, space: t.space, gap: t.gap, math: t.math });
      operand = false;
      i = (name ? remarkEnd(toks, end, to) : i + 1) - 1;
      continue;
    }
    const behind = out[out.length - 1];
    const remark = behind && !operand && t.t === '(' ? remarkEnd(toks, i, to) : i;
    if (remark > i) {
      out.push(...toks.slice(i, remark));
      i = remark - 1;
      continue;
    }
    if (t.k === 'sym' && /^[xX]$/.test(t.t) && behind?.k === 'sym' && toks[i + 1]?.k === 'word' && i + 1 < to) {
      out.push({ ...t, k: 'op', t: '*' });
      operand = true;
      continue;
    }
    const value = toks[i + 1];
    if (!operand && t.k === 'word' && GOES_ON.has(t.t) && !(value && (value.k === 'num' || value.t === '$' || value.k === 'open'))) {
      out.push({ ...t, k: 'bad' });
      continue;
    }
    out.push(t);
    if (t.k === 'op') operand = '+-*/^$'.includes(t.t);
    else if (t.k !== 'sep' && t.k !== 'inner') operand = t.k === 'open';
  }
  return out;
}

/** Behind a name, brackets around words only are a remark: "Total cost (in dollars)". */
function remarkEnd(toks: readonly Tok[], at: number, to: number): number {
  if (toks[at]?.k !== 'open' || at >= to) return at;
  let i = at + 1;
  while (i < to && toks[i]!.k === 'word') i++;
  return i > at + 1 && i < to && toks[i]!.k === 'close' ? i + 1 : at;
}

const spanOf = (toks: readonly Tok[], from: number, to: number): Span => ({
  start: toks[from]!.span.start,
  end: toks[to - 1]!.span.end,
});
