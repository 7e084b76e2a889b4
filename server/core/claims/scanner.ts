// Finds formulas set off by delimiters. Money is not mathematics: "$5 and $6" holds no formula, "$5x = 6$" does.
import { drawingEnd } from '../math/tokens';
import type { Maths } from '../model';

export type ScanMode = 'markdown' | 'tex' | 'plain';

const environments =
  'equation|align|aligned|alignat|gather|gathered|multline|split|eqnarray|displaymath|math|flalign|dmath|cases|array|[bpvVB]?matrix|smallmatrix';
const beginEnvironment = new RegExp(`\\\\begin\\{(${environments})(\\*?)\\}`, 'y');

/**
 * Formulas of `text` in order, never overlapping. An opening delimiter without its closing one ends at the next blank
 * line for displays and is plain text for inline ones. In `tex` mode any `$…$` is mathematics, else the strict rule holds:
 * no space just inside, the closing `$` not before a digit, and something mathematical inside.
 */
export function scanMaths(text: string, mode: ScanMode = 'markdown'): Maths[] {
  const found: Maths[] = [];
  let i = 0;
  const take = (start: number, innerStart: number, innerEnd: number, end: number, display: boolean) => {
    found.push({ span: { start, end }, inner: { start: innerStart, end: innerEnd }, display });
    i = end;
  };
  const closing = new Closing(text);
  while (i < text.length) {
    const c = text.charCodeAt(i);
    if (c === 91 /* [ */) {
      i = Math.max(i + 1, drawingEnd(text, i));
      continue;
    }
    if (c === 92 /* \ */) {
      const next = text[i + 1];
      if (next === '(' || next === '[') {
        const close = next === '(' ? '\\)' : '\\]';
        const end = closing.find(i + 2, close, next === '[');
        if (end >= 0) {
          const closed = text.startsWith(close, end);
          take(i, i + 2, end, closed ? end + 2 : end, next === '[');
          continue;
        }
        i += 2;
        continue;
      }
      beginEnvironment.lastIndex = i;
      const m = beginEnvironment.exec(text);
      if (m) {
        const close = `\\end{${m[1]}${m[2]}}`;
        const at = text.indexOf(close, i);
        const end = at >= 0 ? at : blankLine(text, i);
        take(i, i + m[0].length, end, at >= 0 ? at + close.length : end, true);
        continue;
      }
      i += 2;
      continue;
    }
    if (c === 36 /* $ */) {
      if (text[i + 1] === '$') {
        const at = text.indexOf('$$', i + 2);
        if (at >= 0 && !/\n\s*\n/.test(text.slice(i + 2, at))) {
          take(i, i + 2, at, at + 2, true);
          continue;
        }
        i += 2;
        continue;
      }
      const end = closeDollar(text, i, mode);
      if (end >= 0) {
        take(i, i + 1, end, end + 1, false);
        continue;
      }
    }
    i++;
  }
  return found;
}

/** Looks for closing marks, and remembers how far it looked: a text of opening marks only must not cost their square. */
class Closing {
  private readonly next = new Map<string, number>();
  constructor(private readonly text: string) {}

  /** Index of `close`, or of the blank line that ends an unclosed display, or -1. */
  find(from: number, close: string, display: boolean): number {
    const at = this.ahead(close, from, () => this.text.indexOf(close, from));
    if (at < 0 && !display) return -1;
    const blank = this.ahead('blank', from, () => blankLine(this.text, from));
    if (at >= 0 && (at < blank || display)) return at < blank + 400 ? at : blank;
    return display && blank > from ? blank : -1;
  }

  private ahead(mark: string, from: number, look: () => number): number {
    const known = this.next.get(mark);
    if (known !== undefined && (known < 0 || known >= from)) return known;
    const found = look();
    this.next.set(mark, found);
    return found;
  }
}

function blankLine(text: string, from: number): number {
  const m = /\n[ \t]*\n/g;
  m.lastIndex = from;
  const hit = m.exec(text);
  return hit ? hit.index : text.length;
}

/** Index of the `$` that closes the one at `open`, or -1 where `open` is money or plain text. */
function closeDollar(text: string, open: number, mode: ScanMode): number {
  const first = text[open + 1];
  if (first === undefined || first === '\n' || (mode !== 'tex' && /\s/.test(first))) return -1;
  let depth = 0;
  for (let j = open + 1; j < text.length && j - open < 4000; j++) {
    const ch = text[j]!;
    if (ch === '\\') {
      j++;
      continue;
    }
    if (ch === '\n' && /^\n[ \t]*\n/.test(text.slice(j, j + 80))) return -1;
    if (ch === '{') depth++;
    else if (ch === '}') depth = Math.max(0, depth - 1);
    else if (ch === '$') {
      if (depth > 0) {
        // `$\boxed{$14}$`: a dollar inside braces is money, unless nothing follows that closes the braces.
        if (text.slice(j + 1, j + 40).includes('}')) continue;
      }
      if (mode === 'tex') return j;
      const inner = text.slice(open + 1, j);
      if (/\s$/.test(inner) || /\d/.test(text[j + 1] ?? '')) return -1;
      return looksMathematical(inner) ? j : -1;
    }
  }
  return -1;
}

/** Whether what stands between two dollars is a formula rather than the prose between two prices. */
function looksMathematical(inner: string): boolean {
  if (/^\s*\d/.test(inner) && /[a-z]{3,}\s+[a-z]{2,}/i.test(inner.replace(/\\[a-zA-Z]+(\{[^}]*\})?/g, ''))) return false;
  if (/\\[a-zA-Z%]|[\^_=<>{}+*≤≥≠±·×÷√π]/.test(inner)) return true;
  if (/^[-−]?[A-Za-z]['′]*[,.;:]?$/.test(inner)) return true;
  if (/^[-−]?[\d.,]+$/.test(inner)) return true;
  return /[A-Za-z0-9)]\s*[-/(,|!:]\s*[A-Za-z0-9(]/.test(inner) && !/[a-z]{3,}\s+[a-z]{3,}/i.test(inner)
    ? true
    : /^[A-Za-z\d]{1,4}$/.test(inner);
}
