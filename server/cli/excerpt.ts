// The source line of a finding with the finding underlined, cut to the width of the terminal.
import { plain } from './colour';

/** One line in three parts, and the carets that stand under the second. */
export type Excerpt = { readonly before: string; readonly flagged: string; readonly after: string; readonly mark: string };

type Cell = { readonly shown: string; readonly width: number };

const tab = 4;

/** Letters, digits and signs that take a column each, whatever stands beside them: Latin, Greek, arrows, mathematics. */
const single =
  /^[\t\u0020-\u007e\u00a0-\u00ac\u00ae-\u02ff\u0370-\u0377\u0384-\u03ff\u2010-\u2027\u2030-\u203b\u2070-\u20bf\u2100-\u2193\u2200-\u22ff]*$/;
/** Loading it takes longer than all that is drawn without it. */
let segmenter: Intl.Segmenter | undefined;

/** What is drawn as one sign. */
function graphemes(text: string): readonly string[] {
  if (single.test(text)) return text.split('');
  segmenter ??= new Intl.Segmenter('en', { granularity: 'grapheme' });
  return Array.from(segmenter.segment(text), ({ segment }) => segment);
}

/**
 * The line of `text` in which [start, end) begins, at most `width` columns of it, around the span. What the span has on
 * further lines is left out. Tabs stop at every fourth column; wide characters take two columns, combining ones none.
 */
export function excerpt(text: string, start: number, end: number, width: number): Excerpt {
  const from = start === 0 ? 0 : text.lastIndexOf('\n', start - 1) + 1;
  const newline = text.indexOf('\n', start);
  const to = newline < 0 ? text.length : newline > from && text[newline - 1] === '\r' ? newline - 1 : newline;
  const first = Math.min(start, to);
  const last = Math.max(first, Math.min(end, to));
  // No more of a very long line is looked at than can be shown.
  const left = boundary(text, Math.max(from, first - 2 * width));
  const cut = boundary(text, Math.min(last, first + 2 * width));
  const right = boundary(text, Math.min(to, cut + 2 * width));

  const before = cells(text.slice(left, first), 0);
  const flagged = cells(text.slice(first, cut), total(before));
  const after = cells(text.slice(cut, right), total(before) + total(flagged));

  const kept = takeFirst(flagged, Math.max(1, width - 2));
  const room = width - total(kept);
  const whole = total(before) + total(after) <= room && left === from && right === to && kept.length === flagged.length;
  const cutShort = kept.length < flagged.length;
  const lead = whole ? before : takeLast(before, cutShort ? room - 2 : Math.max(Math.floor(room / 3), room - total(after)) - 1);
  const head = whole || (left === from && lead.length === before.length) ? '' : '…';
  const remains = room - total(lead) - head.length;
  const complete = !cutShort && right === to && total(after) <= remains;
  const trail = complete ? after : cutShort ? [] : takeFirst(after, remains - 1);
  const tail = complete ? '' : '…';
  return {
    before: head + show(lead),
    flagged: show(kept),
    after: show(trail) + tail,
    mark: ' '.repeat(head.length + total(lead)) + '^'.repeat(Math.max(1, total(kept))),
  };
}

/** Columns a text takes in a terminal. */
export function columns(text: string): number {
  return total(cells(text, 0));
}

function cells(text: string, column: number): Cell[] {
  const found: Cell[] = [];
  let at = column;
  for (const segment of graphemes(text)) {
    const width = segment === '\t' ? tab - (at % tab) : widthOf(segment);
    found.push({ shown: segment === '\t' ? ' '.repeat(width) : plain(segment), width });
    at += width;
  }
  return found;
}

const wide =
  /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Emoji_Presentation}\u3000-\u303e\uff01-\uff60\uffe0-\uffe6]/u;
const none = /^[\p{Mn}\p{Me}\p{Cf}\n\r]+$/u;

function widthOf(grapheme: string): number {
  if (wide.test(grapheme) || /\ufe0f/.test(grapheme)) return 2;
  // What `plain` draws in place of a character takes a column.
  return none.test(grapheme) && plain(grapheme) === grapheme ? 0 : 1;
}

function total(line: readonly Cell[]): number {
  return line.reduce((sum, cell) => sum + cell.width, 0);
}

function show(line: readonly Cell[]): string {
  return line.map(cell => cell.shown).join('');
}

function takeFirst(line: Cell[], width: number): Cell[] {
  let sum = 0;
  const end = line.findIndex(cell => (sum += cell.width) > width);
  return end < 0 ? line : line.slice(0, end);
}

function takeLast(line: Cell[], width: number): Cell[] {
  return takeFirst(line.toReversed(), width).toReversed();
}

/** Never between the halves of a surrogate pair. */
function boundary(text: string, at: number): number {
  return at > 0 && at < text.length && /[\udc00-\udfff]/.test(text[at]!) && /[\ud800-\udbff]/.test(text[at - 1]!) ? at - 1 : at;
}
