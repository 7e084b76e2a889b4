// Marks in a formula: the changed stretch is typeset in a colour that nobody uses, which the page turns into a class.
import type { Span } from './model';

/** The colour as TeX, and as a page reads it back. */
export const markColour = { tex: '#0a0b0c', css: 'rgb(10, 11, 12)' } as const;

/** The formula with its marks as a colour; a mark that would cut through a group is widened to whole groups, or left out. */
export function markTex(tex: string, marks: readonly Span[]): string {
  let out = '';
  let from = 0;
  for (const mark of marks) {
    const span = widened(tex, mark);
    if (!span || span.start < from) continue;
    const inner = `\\textcolor{${markColour.tex}}{${tex.slice(span.start, span.end)}}`;
    const before = tex.slice(from, span.start);
    // After ^ and _ a command needs braces of its own; anywhere else they would take the space around a sign.
    out += before + (/[\^_]\s*$/.test(before) ? `{${inner}}` : inner);
    from = span.end;
  }
  return out + tex.slice(from);
}

function widened(tex: string, { start: a, end: b }: Span): Span | undefined {
  if (a >= b) return undefined;
  let [start, end] = [a, b];
  const command = /\\[a-zA-Z]*$/.exec(tex.slice(0, start));
  if (command && /[a-zA-Z\\]/.test(tex[start] ?? '') && command[0] !== '\\\\') start -= command[0].length;
  if (/\\[a-zA-Z]*$/.test(tex.slice(start, end))) while (/[a-zA-Z]/.test(tex[end] ?? '')) end++;
  for (let tries = 0; tries < 20; tries++) {
    const { open, close } = balance(tex.slice(start, end));
    if (open === 0 && close === 0) break;
    if (close > 0) {
      start = outward(tex, start);
      if (start < 0) return undefined;
    }
    if (open > 0) {
      end = tex.indexOf('}', end) + 1;
      if (end === 0) return undefined;
    }
  }
  // An argument belongs to its command: `\frac` without its two groups is none.
  const piece = tex.slice(start, end);
  if (/^\s*[{}]/.test(piece) || /\\(?:d?frac|sqrt|binom|text)$/.test(piece) || /(?:&|\\\\|\\begin|\\end|\\left|\\right)/.test(piece))
    return undefined;
  return { start, end };
}

/** Braces that are opened but not closed, and closed but not opened. */
function balance(piece: string): { open: number; close: number } {
  let [open, close] = [0, 0];
  for (let i = 0; i < piece.length; i++) {
    if (piece[i] === '\\') i++;
    else if (piece[i] === '{') open++;
    else if (piece[i] === '}' && open > 0) open--;
    else if (piece[i] === '}') close++;
  }
  return { open, close };
}

/** The start of the command whose group opens before `at`. */
function outward(tex: string, at: number): number {
  const brace = tex.lastIndexOf('{', at - 1);
  if (brace < 0) return -1;
  const command = /\\[a-zA-Z]+(?:\{[^{}]*\})*$/.exec(tex.slice(0, brace));
  return command ? brace - command[0].length : brace;
}
