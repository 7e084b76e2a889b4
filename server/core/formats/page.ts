// A page: the text a format reads, with what is no text (comments, code, tags) blanked and every formula located.

import { type ScanMode, scanMaths } from '../claims/scanner';
import type { Maths, Span, Text } from '../model';

/** A boundary that markup sets where no line begins: a tag, an environment, `\item`. */
export type Cut = {
  readonly at: number;
  /** `end` closes whatever stands open. */
  readonly kind: 'step' | 'item' | 'bullet' | 'heading' | 'answer' | 'mark' | 'paragraph' | 'end';
  /** Nesting depth from 0, for lists and headings. */
  readonly level: number;
  readonly label?: string;
  readonly mark?: Mark;
  /** For `mark` and `end`: what is named or closed. */
  readonly title?: string;
  /** List depth of the paragraphs that follow. */
  readonly depth?: number;
};

export type Mark = 'problem' | 'solution';

/** All offsets are into `source.text`, which `text` matches in length. */
export type Page = {
  readonly source: Text;
  readonly text: string;
  readonly holes: readonly Span[];
  readonly maths: readonly Maths[];
  readonly cuts: readonly Cut[];
  readonly mode: ScanMode;
};

/** Builds a page. `holes` may overlap and come in any order; `formulas` are those no delimiter shows. */
export function makePage(
  source: Text,
  mode: ScanMode,
  holes: readonly Span[],
  cuts: readonly Cut[] = [],
  formulas: readonly Span[] = [],
): Page {
  const settled = settle(source.text, source.text.includes('\r') ? [...holes, ...returns(source.text)] : holes);
  const text = blank(source.text, settled);
  const scanned = formulasOf(text, mode);
  const maths = formulas.length
    ? [...scanned.filter(m => !formulas.some(f => m.span.start < f.end && f.start < m.span.end)), ...formulas.map(asMaths)].sort(
        (a, b) => a.span.start - b.span.start,
      )
    : scanned;
  return { source, text, holes: settled, maths, cuts: [...cuts].sort((a, b) => a.at - b.at), mode };
}

const asMaths = (inner: Span): Maths => ({ span: inner, inner, display: true });

/** The text itself, standing in the document at `start`. */
export function plainText(text: string, start = 0): Text {
  return { text, span: { start, end: start + text.length } };
}

/** Sorts and merges holes; lines that hold nothing but holes go with the line break before them, so they are no blank lines. */
function settle(text: string, holes: readonly Span[]): Span[] {
  const merged = merge(holes);
  const grown: Span[] = [];
  let lineStart = 0;
  let lineEnd = -1;
  for (let i = 0; i < merged.length; ) {
    while (lineEnd < merged[i]!.start) {
      lineStart = lineEnd + 1;
      lineEnd = lineEndAt(text, lineStart);
    }
    let bare = true;
    let seen = lineStart;
    let j = i;
    for (; j < merged.length && merged[j]!.start < lineEnd; j++) {
      bare = bare && isBlankRange(text, seen, merged[j]!.start);
      seen = merged[j]!.end;
      if (seen > lineEnd) lineEnd = lineEndAt(text, seen);
    }
    bare = bare && j > i && isBlankRange(text, seen, lineEnd) && /[^\s>]/.test(text.slice(lineStart, Math.min(lineEnd, lineStart + 1000)));
    if (bare && lineStart > 0) grown.push({ start: lineStart - 1, end: lineEnd });
    else for (let k = i; k < Math.max(j, i + 1); k++) grown.push(merged[k]!);
    i = Math.max(j, i + 1);
  }
  return merge(grown);
}

function isBlankRange(text: string, start: number, end: number): boolean {
  for (let i = start; i < end; i++) if (!isBlank(text.charCodeAt(i))) return false;
  return true;
}

function merge(holes: readonly Span[]): Span[] {
  const sorted = holes.filter(h => h.end > h.start).sort((a, b) => a.start - b.start || b.end - a.end);
  const merged: { start: number; end: number }[] = [];
  for (const hole of sorted) {
    const last = merged.at(-1);
    if (last && hole.start <= last.end) last.end = Math.max(last.end, hole.end);
    else merged.push({ ...hole });
  }
  return merged;
}

function returns(text: string): Span[] {
  const found: Span[] = [];
  for (let i = text.indexOf('\r'); i >= 0; i = text.indexOf('\r', i + 1)) if (text[i + 1] === '\n') found.push({ start: i, end: i + 1 });
  return found;
}

function blank(text: string, holes: readonly Span[]): string {
  if (!holes.length) return text;
  const parts: string[] = [];
  let at = 0;
  for (const hole of holes) {
    parts.push(text.slice(at, hole.start), ' '.repeat(hole.end - hole.start));
    at = hole.end;
  }
  parts.push(text.slice(at));
  return parts.join('');
}

const window = 8192;

/** Formulas of a long text, found in windows that end at a blank line, so that an opening left open costs a window at most. */
export function formulasOf(text: string, mode: ScanMode): Maths[] {
  if (text.length <= 2 * window) return scanMaths(text, mode);
  const found: Maths[] = [];
  const blankLine = /\n[ \t]*\n/g;
  for (let start = 0; start < text.length; ) {
    blankLine.lastIndex = start + window;
    const stop = blankLine.exec(text.slice(0, start + 8 * window));
    let end = stop ? stop.index + 1 : Math.min(text.length, start + 8 * window);
    if (text.length - end < window) end = text.length;
    const shift = start;
    for (const m of scanMaths(text.slice(start, end), mode))
      found.push({ span: moved(m.span, shift), inner: moved(m.inner, shift), display: m.display });
    start = end;
  }
  return found;
}

const moved = (span: Span, by: number): Span => ({ start: span.start + by, end: span.end + by });

/** Offset of the line break that ends the line `at` stands on, or the text's end. */
export function lineEndAt(text: string, at: number): number {
  const end = text.indexOf('\n', at);
  return end < 0 ? text.length : end;
}

/** Index of the first of sorted, disjoint items that ends after `at`. */
function firstEndingAfter<T>(items: readonly T[], at: number, span: (item: T) => Span): number {
  let low = 0;
  let high = items.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (span(items[middle]!).end > at) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** The formulas that overlap [start, end). */
export function formulasIn(page: Page, start: number, end: number): Maths[] {
  const found: Maths[] = [];
  for (let i = firstEndingAfter(page.maths, start, m => m.span); i < page.maths.length && page.maths[i]!.span.start < end; i++)
    found.push(page.maths[i]!);
  return found;
}

/** The formula that `at` stands inside of: after its first character, before its last ends. */
export function formulaAround(page: Page, at: number): Maths | undefined {
  const m = page.maths[firstEndingAfter(page.maths, at, m => m.span)];
  return m && m.span.start < at ? m : undefined;
}

/** The range without blanks at its ends, as the page's blanked text shows them. */
export function trimmed(page: Page, start: number, end: number): Span {
  let from = start;
  let to = end;
  while (from < to && isBlank(page.text.charCodeAt(from))) from++;
  while (to > from && isBlank(page.text.charCodeAt(to - 1))) to--;
  return { start: from, end: to };
}

function isBlank(code: number): boolean {
  return code === 32 || (code >= 9 && code <= 13) || code === 0xa0 || code === 0xfeff;
}

/** Where offset `at` of the page stands in the document. */
export function placeOf(page: Page, at: number): number {
  const { span, offsets } = page.source;
  return offsets ? offsets[at]! : span.start + at;
}

/** The range as a text of its own, holes left out, mapped to the document. */
export function slice(page: Page, start: number, end: number): Text {
  const { text, offsets } = page.source;
  const kept = page.source.escape && { escape: page.source.escape };
  const at = (i: number) => placeOf(page, i);
  const document = { start: at(start), end: Math.max(at(start), at(end)) };
  const inside: Span[] = [];
  for (let i = firstEndingAfter(page.holes, start, h => h); i < page.holes.length && page.holes[i]!.start < end; i++)
    inside.push(page.holes[i]!);
  if (!inside.length && !offsets) return { text: text.slice(start, end), span: document, ...kept };
  const parts: string[] = [];
  const map: number[] = [];
  let from = start;
  for (const hole of [...inside, { start: end, end }]) {
    if (hole.start > from) parts.push(text.slice(from, hole.start));
    for (let i = from; i < hole.start; i++) map.push(at(i));
    from = Math.max(from, hole.end);
  }
  map.push(document.end);
  const straight = document.end - document.start === map.length - 1 && map.every((offset, i) => offset === document.start + i);
  return { text: parts.join(''), span: document, ...(!straight && { offsets: map }), ...kept };
}
