// A correction as a person sees it: what stood there and what would stand there, with the changed characters marked.
import { scanMaths } from './claims/scanner';
import { markTex } from './marks';
import type { Maths, Repair, Span, Step, Text } from './model';
import { segments } from './segments';
import type { Segment } from './tree';

/** The part of a step that a correction changes, before and after. Runs carry `marks`, offsets into their own text. */
export type Change = { readonly before: readonly Segment[]; readonly after: readonly Segment[] };

/** Private-use characters that travel through the reading of a text and come out at the same place. */
const [open, close] = ['\uE0F0', '\uE0F1'];
const brackets = /[\uE0F0\uE0F1]/g;

/** What `repair` changes in `step`. Total: an edit that lies outside the step's text is shown without marks. */
export function changeOf(step: Step, repair: Pick<Repair, 'edits' | 'corrected_step'>): Change {
  const before = step.text.text;
  const after = repair.corrected_step;
  const edits = [...repair.edits]
    .sort((a, b) => a.start - b.start)
    .map(({ start, end }) => ({ start: place(step.text, start), end: place(step.text, end) }));
  return { before: marked(before, step.maths, edits), after: marked(after, scanMaths(after), counterparts(before, after, edits)) };
}

/** Offset into the text of a document offset. */
function place({ text, span, offsets }: Text, at: number): number {
  if (!offsets) return Math.max(0, Math.min(text.length, at - span.start));
  let low = 0;
  let high = offsets.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (offsets[middle]! < at) low = middle + 1;
    else high = middle;
  }
  return Math.min(low, text.length);
}

/** Where the new texts stand in `after`: what lies between two edits is the same in both. */
function counterparts(before: string, after: string, edits: readonly Span[]): Span[] {
  const found: Span[] = [];
  let at = edits[0]?.start ?? 0;
  edits.forEach(({ end }, i) => {
    const between = before.slice(end, edits[i + 1]?.start);
    const stop = i === edits.length - 1 ? after.length - between.length : between === '' ? at : after.indexOf(between, at);
    if (stop < at) return;
    found.push({ start: at, end: stop });
    at = stop + between.length;
  });
  return found;
}

/** The runs of `text` that hold a mark: a formula whole, of prose the sentence it stands in. */
function marked(text: string, maths: readonly Maths[], spans: readonly Span[]): Segment[] {
  const clean = text.replace(brackets, ' ');
  const marks = spans.flatMap(span => within(span, maths));
  let out = '';
  let from = 0;
  for (const { start, end } of marks) {
    out += clean.slice(from, start) + open + clean.slice(start, end) + close;
    from = end;
  }
  out += clean.slice(from);
  const count = (fits: (at: number) => boolean) => marks.reduce((n, mark) => n + Number(fits(mark.start)) + Number(fits(mark.end)), 0);
  const before = (at: number) => at + count(mark => mark < at);
  const upTo = (at: number) => at + count(mark => mark <= at);
  const moved = maths.map(({ span, inner, display }) => ({
    display,
    span: { start: upTo(span.start), end: before(span.end) },
    inner: { start: before(inner.start), end: upTo(inner.end) },
  }));
  const runs = segments({ text: out, span: { start: 0, end: out.length } }, moved).map(unbracketed);
  const kept = runs.flatMap((run, i) => (run.marks ? [i] : []));
  if (kept.length === 0) return runs;
  return kept.flatMap((at, i) => [...(i > 0 ? between(runs.slice(kept[i - 1]! + 1, at)) : []), runs[at]!]);
}

/** What stands between two runs that change: a few words as they are, more as dots. */
function between(runs: readonly Segment[]): Segment[] {
  const length = runs.reduce((sum, { text }) => sum + text.length, 0);
  if (length === 0) return [];
  return length <= 24 ? [...runs] : [{ kind: 'text', text: ' … ' }];
}

/** A span cut at the edges of formulas, so that each piece lies in one formula or in none. */
function within(span: Span, maths: readonly Maths[]): Span[] {
  const pieces: Span[] = [];
  let at = span.start;
  const add = (start: number, end: number) => {
    if (start < end || (start === end && span.start === span.end)) pieces.push({ start, end });
  };
  for (const { span: whole, inner } of maths) {
    if (whole.end <= at && whole.end < span.end) continue;
    if (whole.start >= span.end) break;
    add(at, Math.min(span.end, whole.start));
    add(Math.max(at, inner.start), Math.min(span.end, inner.end));
    at = Math.max(at, whole.end);
  }
  add(at, span.end);
  return pieces.slice(0, span.start === span.end ? 1 : undefined);
}

/** The run without its brackets; of prose, the sentence that holds them. */
function unbracketed(run: Segment): Segment {
  if (!run.text.includes(open)) return run;
  const text = run.kind === 'tex' ? run.text : sentenceAround(run.text);
  let plain = '';
  const marks: { start: number; end: number }[] = [];
  for (const c of text) {
    if (c === open) marks.push({ start: plain.length, end: plain.length });
    else if (c === close) {
      const last = marks.at(-1);
      if (last) last.end = plain.length;
    } else plain += c;
  }
  return { ...run, text: plain, marks, ...(run.kind === 'tex' ? { marked: markTex(plain, marks) } : {}) };
}

function sentenceAround(text: string): string {
  const from = Math.max(0, ...[...text.slice(0, text.indexOf(open)).matchAll(/\n|[.!?:] /g)].map(match => match.index + match[0].length));
  const last = text.lastIndexOf(close);
  const to = /\n|[.!?](?= |$)/.exec(text.slice(last));
  return text.slice(from, to ? last + to.index + 1 : undefined).trim();
}
