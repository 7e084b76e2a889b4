// Derivatives, integrals and logarithms in plain text.
import { fromDecimal } from './rational';
import type { Cursor, Push } from './tokens';

/** "dy/dx" and "d/dx" as a fraction; "dx" behind an integral sign of its line. */
export function lexDifferential(text: string, word: string, rest: string, c: Cursor, push: Push): boolean {
  const over = word.length < 3 && word[0] === 'd' ? /^\/d([a-zA-Zθ])\b/.exec(rest) : null;
  if (over) {
    const at = c.i + word.length;
    push('cmd', 'frac', c.i);
    push('open', '{', c.i);
    push('sym', 'd', c.i + 1);
    if (word[1]) push('sym', word[1], at);
    push('close', '}', at);
    push('open', '{', at + 1);
    push('sym', 'd', at + 2);
    push('sym', over[1]!, at + 3);
    push('close', '}', at + 3);
    return true;
  }
  if (!/^d[a-zA-Z]$/.test(word) || text.lastIndexOf('∫', c.i) <= text.lastIndexOf('\n', c.i)) return false;
  push('sym', 'd', c.i + 1, { math: true });
  push('sym', word[1]!, c.i + 1);
  return true;
}

/** "log2(8)", "log_10(x)", "log_2 8": the base stands right behind. */
export function lexLogarithm(text: string, word: string, rest: string, c: Cursor, push: Push): boolean {
  const to = c.i + word.length;
  const base = word === 'log' || word === 'log_' ? /^\d{1,2}(?=\()/.exec(rest)?.[0] : /^log_?(\d{1,2})$/.exec(word)?.[1];
  if (!base) return false;
  const behind = text.slice(to + (/\d$/.test(word) ? 0 : base.length), to + 8);
  if (!behind.startsWith('(') && !(word.startsWith('log_') && /^\s+(?:\d|[a-z]\b(?!\s[a-z]{2}))/.test(behind))) return false;
  const at = c.i + word.replace(/\d+$/, '').length;
  push('cmd', 'log', c.i + 3);
  push('op', '_', at);
  push('open', '{', at);
  push('num', base, at + base.length, { v: fromDecimal(base) });
  push('close', '}', at + base.length);
  return true;
}
