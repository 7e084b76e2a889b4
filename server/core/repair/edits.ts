// Edits of a text: composed, and put into the document the text stands in.
import type { Edit, Span, Text } from '../model';
import { toDocument } from '../model';

type Piece = { readonly old: true; readonly start: number; readonly end: number } | { readonly old: false; readonly text: string };

/** `text` with edits applied; edits must not overlap. */
export function apply(text: string, edits: readonly Edit[]): string {
  return [...edits]
    .sort((a, b) => b.start - a.start || b.end - a.end)
    .reduce((t, e) => t.slice(0, e.start) + e.newText + t.slice(e.end), text);
}

/** Whether no two edits share a character. */
export function disjoint(edits: readonly Edit[]): boolean {
  const sorted = [...edits].sort((a, b) => a.start - b.start || a.end - b.end);
  return sorted.every((e, i) => i === 0 || (e.start >= sorted[i - 1]!.end && !(e.start === e.end && e.start === sorted[i - 1]!.start)));
}

/** The edits that do at once what `first`, and then `second` on its result, do to a text of `length` characters. */
export function compose(length: number, first: readonly Edit[], second: readonly Edit[]): Edit[] {
  let pieces: Piece[] = [];
  let at = 0;
  for (const e of [...first].sort((a, b) => a.start - b.start || a.end - b.end)) {
    pieces.push({ old: true, start: at, end: e.start }, { old: false, text: e.newText });
    at = e.end;
  }
  pieces.push({ old: true, start: at, end: length });
  for (const e of [...second].sort((a, b) => b.start - a.start || b.end - a.end)) {
    const [before, rest] = cut(pieces, e.start);
    const [, after] = cut(rest, e.end - e.start);
    pieces = [...before, { old: false, text: e.newText }, ...after];
  }
  const out: Edit[] = [];
  let text = '';
  at = 0;
  for (const p of [...pieces, { old: true, start: length, end: length } as const]) {
    if (!p.old) text += p.text;
    else if (p.start < p.end || p.start === length) {
      if (text || p.start > at) out.push({ start: at, end: p.start, newText: text });
      text = '';
      at = p.end;
    }
  }
  return out;
}

function cut(pieces: readonly Piece[], at: number): [Piece[], Piece[]] {
  const before: Piece[] = [];
  let left = at;
  for (let i = 0; i < pieces.length; i++) {
    const p = pieces[i]!;
    const size = p.old ? p.end - p.start : p.text.length;
    if (size <= left) {
      before.push(p);
      left -= size;
      continue;
    }
    const [a, b]: [Piece, Piece] = p.old
      ? [
          { ...p, end: p.start + left },
          { ...p, start: p.start + left },
        ]
      : [
          { old: false, text: p.text.slice(0, left) },
          { old: false, text: p.text.slice(left) },
        ];
    return [left ? [...before, a] : before, [b, ...pieces.slice(i + 1)]];
  }
  return [before, []];
}

/** Where an offset of the old text is in the new one, behind what is put in exactly there. */
export const endOf = (edits: readonly Edit[], at: number): number =>
  edits.reduce((to, e) => (e.end <= at ? to + e.newText.length - (e.end - e.start) : to), at);

/** The same, in front of what is put in exactly there. */
export const startOf = (edits: readonly Edit[], at: number): number =>
  endOf(
    edits.filter(e => e.start < at),
    at,
  );

/** Spans of new text, in the new text. */
export function newSpans(edits: readonly Edit[]): Span[] {
  let shift = 0;
  return [...edits]
    .sort((a, b) => a.start - b.start)
    .map(e => {
      const start = e.start + shift;
      shift += e.newText.length - (e.end - e.start);
      return { start, end: start + e.newText.length };
    });
}

/** Edits of a step's text as edits of its document; undefined where the text is not in the document as it reads (a macro). */
export function placed(text: Text, edits: readonly Edit[]): Edit[] | undefined {
  const out: Edit[] = [];
  for (const e of edits) {
    if (text.offsets) {
      for (let i = Math.max(0, e.start - 1); i < e.end; i++) {
        const size = text.offsets[i + 1]! - text.offsets[i]!;
        if (size < 1 || (text.escape !== 'json' && size > 1 && i >= e.start)) return undefined;
      }
    }
    const newText = text.escape === 'json' ? JSON.stringify(e.newText).slice(1, -1) : e.newText;
    out.push({ ...toDocument(text, e.start, e.end), newText });
  }
  return out;
}
