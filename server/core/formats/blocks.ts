// A page cut into blocks: never inside a formula, at blank lines, at markers, and where a new line or sentence starts a new step.
import { connective, relates, startsAnew } from './lines';
import { type Marker, readHeading, readMarker } from './markers';
import { type Cut, formulaAround, lineEndAt, type Mark, type Page, trimmed } from './page';

export type Block = {
  readonly start: number;
  readonly end: number;
  readonly kind: 'mark' | 'heading' | 'step' | 'case' | 'item' | 'bullet' | 'label' | 'answer' | 'paragraph' | 'end';
  /** Indent in columns, nesting depth in LaTeX, or a heading's level. */
  readonly level: number;
  readonly label?: string;
  readonly mark?: Mark;
  readonly title?: string;
  /** A marker of its own line, rather than one with text behind it. */
  readonly heading?: boolean;
  readonly weak?: boolean;
  /** A blank line, or a boundary of the markup, stands before. */
  readonly gap: boolean;
};

/** The blocks of [start, end), in order. Total, and linear in the length of the range. */
export function blocksOf(page: Page, start = 0, end = page.text.length): Block[] {
  const { text, mode } = page;
  const blocks: Block[] = [];
  const lettered = /^(?:\*\*|__)?Q\s?\d{0,3}\s*[:.)]/m.test(text);
  let open: { start: number; end: number; kind: Block['kind']; level: number; label?: string; gap: boolean; last: string } | undefined;
  /** The number the next item of the list would carry. */
  let expected = Number.NaN;
  let gap = true;
  let depth = 0;
  const close = () => {
    if (!open) return;
    const span = trimmed(page, open.start, open.end);
    if (span.end > span.start) {
      const { kind, level, label, gap } = open;
      const whole = { ...span, kind, level, label, gap };
      blocks.push(...sentences(page, whole));
    }
    open = undefined;
  };
  const begin = (kind: Block['kind'], from: number, to: number, level: number, label?: string) => {
    close();
    open = { start: from, end: to, kind, level, label, gap, last: text.slice(from, to) };
    if (kind === 'item') expected = numberOf(label) + 1;
    else if (kind !== 'paragraph' && kind !== 'bullet') expected = Number.NaN;
    gap = false;
  };
  let nextCut = page.cuts.findIndex(cut => cut.at >= start);
  if (nextCut < 0) nextCut = page.cuts.length;
  let pending: Cut | undefined;
  for (let at = start; at < end || nextCut < page.cuts.length; ) {
    const cut = page.cuts[nextCut];
    if (cut && cut.at <= at) {
      nextCut++;
      if (cut.at > end) break;
      close();
      gap = true;
      if (cut.depth !== undefined) depth = cut.depth;
      if (cut.kind === 'mark' || cut.kind === 'end') {
        blocks.push({ start: cut.at, end: cut.at, kind: cut.kind, level: 7, mark: cut.mark, title: cut.title, heading: false, gap: true });
      } else pending = cut;
      continue;
    }
    if (at >= end) break;
    let lineEnd = Math.min(lineEndAt(text, at), end, cut ? cut.at : end);
    for (let m = formulaAround(page, lineEnd); m && lineEnd < end && m.span.end > lineEnd; m = formulaAround(page, lineEnd))
      lineEnd = Math.min(end, Math.max(lineEnd + 1, lineEndAt(text, m.span.end)));
    const line = text.slice(at, lineEnd);
    const next = lineEnd < end && text[lineEnd] === '\n' ? lineEnd + 1 : lineEnd;
    if (!line.trim()) {
      if (text[lineEnd] === '\n' && !pending) {
        close();
        gap = true;
      }
      at = Math.max(next, at + 1);
      continue;
    }
    if (pending) {
      const { kind, level, label, title } = pending;
      pending = undefined;
      if (kind === 'heading') {
        const from = at + (line.length - line.trimStart().length);
        pushHeading(readHeading(title ?? line.trim(), level, from), lineEnd);
        at = next;
        continue;
      }
      if (kind !== 'paragraph') {
        begin(kind as Block['kind'], at, lineEnd, level, label);
        at = next;
        continue;
      }
    }
    const marker = readMarker(line, at, mode, lettered);
    if (marker && !(marker.kind === 'item' && !(gap || !open || startsList(marker.label, open.kind, expected)))) {
      if (marker.kind === 'rule') {
        close();
        gap = true;
        at = next;
        continue;
      }
      if (marker.kind === 'mark' && !marker.heading) {
        close();
        const until = Math.min(marker.content, lineEnd);
        blocks.push({
          start: at,
          end: until,
          kind: 'mark',
          level: 7,
          mark: marker.mark,
          title: marker.title,
          heading: false,
          weak: marker.weak,
          gap: true,
        });
        gap = true;
        at = until >= lineEnd ? next : until;
        continue;
      }
      if (marker.kind === 'mark' || marker.kind === 'heading') {
        pushHeading(marker, lineEnd);
        at = next;
        continue;
      }
      begin(marker.kind, marker.content, lineEnd, mode === 'tex' ? depth : marker.level, marker.label);
      if (marker.kind === 'answer' && line.trimStart().startsWith('####')) close();
      at = next;
      continue;
    }
    if (open && !gap && !(open.kind === 'paragraph' && startsAnew(open.last, line, page, at, lineEnd))) {
      open.end = lineEnd;
      open.last = line;
    } else begin('paragraph', at, lineEnd, mode === 'tex' ? depth : columnsOf(line));
    at = next;
  }
  close();
  return blocks;

  function pushHeading(marker: Marker, to: number): void {
    close();
    if (marker.kind === 'rule') return;
    const span = trimmed(page, marker.content, to);
    if (marker.kind === 'mark')
      blocks.push({ ...span, kind: 'mark', level: marker.level, mark: marker.mark, title: marker.title, heading: true, gap: true });
    else if (marker.kind === 'heading') blocks.push({ ...span, kind: 'heading', level: marker.level, title: marker.title, gap: true });
    else begin(marker.kind, span.start, to, marker.level, marker.label);
  }
}

/** Without a blank line before it, a number opens a list item as first of a list or as one of the next; else it ended a sentence. */
function startsList(label: string | undefined, within: Block['kind'], expected: number): boolean {
  const number = numberOf(label);
  if (Number.isNaN(number) || number === 1) return true;
  return Number.isNaN(expected) ? within !== 'paragraph' : number >= expected - 1 && number <= expected + 3;
}

const numberOf = (label: string | undefined) => Number.parseInt((label ?? '').replace(/^\D+/, ''), 10);

/** Marks read as words of the text: joined to what follows on their line, else titles of what comes next. */
export function unmark(page: Page, blocks: readonly Block[]): Block[] {
  const plain: Block[] = [];
  let words: Block | undefined;
  const keep = (block: Block | undefined) => {
    if (block && block.end > block.start) plain.push({ ...block, kind: 'heading' });
  };
  for (const block of blocks) {
    if (block.kind === 'mark') {
      keep(words);
      words = block;
      continue;
    }
    const joined = words && !words.heading && block.kind !== 'end' && !page.text.slice(words.end, block.start).includes('\n');
    if (!joined) keep(words);
    plain.push(joined ? { ...block, start: words!.start } : block);
    words = undefined;
  }
  keep(words);
  return plain;
}

/** Splits a paragraph before sentences that open with an ordinal or connective, where both parts relate something. */
function sentences(page: Page, block: Block): Block[] {
  if (block.kind !== 'paragraph') return [block];
  const bounds: number[] = [];
  for (const match of page.text.slice(block.start, block.end).matchAll(connective)) {
    const at = block.start + match.index + match[0].length;
    if (!formulaAround(page, at)) bounds.push(at);
  }
  if (!bounds.length) return [block];
  const parts: Block[] = [];
  let from = block.start;
  let related = relates(page.text.slice(from, bounds[0]), page);
  bounds.forEach((at, i) => {
    const here = relates(page.text.slice(at, bounds[i + 1] ?? block.end), page);
    if (related && here) {
      parts.push({ ...block, start: from, end: trimmed(page, from, at).end, gap: block.gap && from === block.start });
      from = at;
    }
    related ||= here;
  });
  return [...parts, { ...block, start: from, gap: block.gap && from === block.start }];
}

function columnsOf(line: string): number {
  let width = 0;
  for (const c of line) {
    if (c === ' ') width++;
    else if (c === '\t') width += 4 - (width % 4);
    else break;
  }
  return width;
}
