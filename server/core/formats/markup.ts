// What stands in Markdown and in model output but is no text: front matter, comments, code, tables, tags.
import { drawingEnd } from '../math/tokens';
import type { Span } from '../model';
import { type Cut, lineEndAt } from './page';

export type Markup = { readonly holes: Span[]; readonly cuts: Cut[]; readonly formulas: Span[] };

const blockStart = /^(?: {0,3})(?:(`{3,}|~{3,})[ \t]*(\w*)|(?=\|)|(>))/;

/** Finds what is no text in a Markdown document. */
export function readMarkup(text: string): Markup {
  const markup: Markup = { holes: [], cuts: [], formulas: [] };
  let at = 0;
  const front = /^\uFEFF?(---|\+\+\+)[ \t]*\r?\n(?:[\s\S]{0,20000}?\n)?\1[ \t]*(?:\r?\n|$)/.exec(text);
  if (front) {
    markup.holes.push({ start: 0, end: front[0].length });
    at = front[0].length;
  }
  let titleStart = -1;
  while (at < text.length) {
    const end = lineEndAt(text, at);
    const line = text.slice(at, end);
    const fence = blockStart.exec(line);
    if (fence?.[1]) {
      const stop = closeFence(text, end + 1, fence[1]);
      if (/^(?:math|latex|tex|katex)$/i.test(fence[2]!)) {
        markup.holes.push({ start: at, end: Math.min(end, text.length) }, { start: stop.start, end: stop.end });
        if (stop.start > end + 1) markup.formulas.push({ start: end + 1, end: stop.start - 1 });
      } else markup.holes.push({ start: at, end: stop.end });
      at = stop.end + 1;
      titleStart = -1;
      continue;
    }
    if (line.includes('|') && /^[ \t]*\|?(?:[ \t]*:?-{2,}:?[ \t]*\|)+[ \t]*(?::?-{2,}:?)?[ \t]*\r?$/.test(nextLine(text, end))) {
      let last = lineEndAt(text, end + 1);
      while (last < text.length && nextLine(text, last).includes('|')) last = lineEndAt(text, last + 1);
      markup.holes.push({ start: at, end: last });
      at = last + 1;
      titleStart = -1;
      continue;
    }
    if (fence?.[3]) {
      const mark = at + line.indexOf('>');
      markup.holes.push({ start: mark, end: mark + 1 });
    }
    if (titleStart >= 0 && /^ {0,3}(?:={3,}|-{3,})[ \t]*\r?$/.test(line)) {
      markup.cuts.push({ at: titleStart, kind: 'heading', level: line.includes('=') ? 1 : 2 });
      markup.holes.push({ start: at, end });
    }
    // A title is a short line between a blank line and its underline.
    const before = titleStart === -2 || at === 0;
    titleStart =
      line.trim() === '' ? -2 : before && line.length < 100 && /^ {0,3}[A-Za-z\d*]/.test(line) && !/[.:;,]\s*$/.test(line) ? at : -1;
    at = end + 1;
  }
  if (text.includes('<!--')) comments(text, markup.holes);
  if (text.includes('<')) readTags(text, markup);
  if (text.includes('[asy]')) readDrawings(text, markup);
  return markup;
}

const nextLine = (text: string, end: number) => (end >= text.length ? '' : text.slice(end + 1, lineEndAt(text, end + 1)));

/** The closing fence's line, or the end of the text. */
function closeFence(text: string, from: number, fence: string): Span {
  for (let at = from; at < text.length; ) {
    const end = lineEndAt(text, at);
    const line = text.slice(at, end).trim();
    if (line.startsWith(fence) && /^(`+|~+)$/.test(line)) return { start: at, end };
    at = end + 1;
  }
  return { start: text.length, end: text.length };
}

function comments(text: string, holes: Span[]): void {
  for (let at = text.indexOf('<!--'); at >= 0; ) {
    const close = text.indexOf('-->', at + 4);
    const end = close < 0 ? text.length : close + 3;
    holes.push({ start: at, end });
    at = text.indexOf('<!--', end);
  }
}

/** Drawings between [asy] and [/asy] are no text. */
export function readDrawings(text: string, markup: Markup): void {
  for (let at = text.indexOf('[asy]'); at >= 0; ) {
    const end = drawingEnd(text, at);
    markup.holes.push({ start: at, end });
    at = text.indexOf('[asy]', end);
  }
}

const tag =
  /<(\/?)(think|thinking|thought|reasoning|reflection|scratchpad|step[_ -]?\d*|answer|final_answer|solution|problem|question|proof|output|response|details|summary|br|p|div|center|b|i|em|strong|u|sub|sup|span|img|a)(\s[^<>]{0,200})?\s*\/?>/gi;

/** Tags are no text. Those that name a part of a solution also cut it. */
export function readTags(text: string, markup: Markup): void {
  for (const match of text.matchAll(tag)) {
    const start = match.index;
    const end = start + match[0].length;
    const name = match[2]!.toLowerCase();
    const closing = match[1] === '/';
    markup.holes.push({ start, end });
    const cut = (kind: Cut['kind'], more: Partial<Cut> = {}) => markup.cuts.push({ at: closing ? start : end, kind, level: 0, ...more });
    if (name.startsWith('step')) {
      const number =
        /\d+/.exec(name)?.[0] ??
        /\bn(?:umber)?\s*=\s*["']?(\d+)/.exec(match[3] ?? '')?.[1] ??
        /\bid\s*=\s*["']?(\d+)/.exec(match[3] ?? '')?.[1];
      if (closing) cut('end');
      else cut('step', number ? { label: `Step ${number}` } : {});
    } else if (name === 'answer' || name === 'final_answer') cut(closing ? 'end' : 'answer', closing ? {} : { label: 'Answer' });
    else if (name === 'problem' || name === 'question') cut(closing ? 'end' : 'mark', { mark: 'problem', title: match[2]! });
    else if (name === 'solution' || name === 'proof') cut(closing ? 'end' : 'mark', { mark: 'solution', title: match[2]! });
    else if (/^(?:think|thinking|thought|reasoning|reflection|scratchpad|output|response|details|p|div|center)$/.test(name)) cut('end');
  }
}
