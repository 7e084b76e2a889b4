// Tokens made ready for reading: continuation rows joined, brackets matched, formulas that were cut off found.

import type { Tok } from '../math/tokens';
import type { Maths } from '../model';
import { gatherModuli } from './moduli';
import { unitLetters } from './unit-letters';

const ABOUT = new Set(['approximately', 'about', 'roughly', 'around', 'approx', 'nearly', 'almost']);

/** Separators that a continued formula may run across. */
export const SOFT = new Set(['newline', 'row', 'display', 'paragraph', 'emphasis', 'quote']);

/**
 * Drops marks without meaning, joins continuation rows to what they continue, and opens brackets that hold a relation. `units` are letters that
 * are units wherever they stand behind a number.
 */
export function tidy(raw: readonly Tok[], units = ''): Tok[] {
  const toks = gatherModuli(inlineBullets(unitLetters(raw, units))).filter(
    t => !(t.k === 'sep' && (t.t === 'emphasis' || t.t === 'quote')),
  );
  const out: Tok[] = [];
  for (let i = 0; i < toks.length; i++) {
    const t = toks[i]!;
    if (t.k === 'rel' && t.t === '=' && toks[i + 1]?.k === 'word' && ABOUT.has(toks[i + 1]!.t)) {
      // "= approximately 40.7" is no equality.
      out.push({ ...t, t: '≈' });
      i++;
      continue;
    }
    if (t.k === 'sep' && (SOFT.has(t.t) || t.t === ',' || t.t === '.')) {
      // "… = 3x\\ = …": a row, line or display that opens with a relation continues the one before.
      let j = i;
      while (
        toks[j]?.k === 'sep' &&
        (SOFT.has(toks[j]!.t) || (j > i && toks[j]!.t === 'quad') || (j === i && (t.t === ',' || t.t === '.')))
      )
        j++;
      const ahead = toks[j];
      const behind = out[out.length - 1];
      if (t.t === 'row' && behind?.k === 'op' && '+-*/'.includes(behind.t) && ahead?.math) {
        i = j - 1;
        continue;
      }
      const soft = toks.slice(i, j).some(x => SOFT.has(x.t));
      if (soft && ahead && ahead.k === 'rel' && out.length && !(t.t === '.' && !ahead.math)) {
        i = j - 1;
        continue;
      }
      // No row of its own opens with a plus; one that opens with − and holds no relation of its own continues the sum.
      if (
        soft &&
        t.t !== '.' &&
        ahead?.k === 'op' &&
        '+-*/'.includes(ahead.t) &&
        ahead.math &&
        behind?.math &&
        ((t.t === 'row' && ahead.t === '+') || !rowHasRelation(toks, j))
      ) {
        i = j - 1;
        continue;
      }
    }
    out.push(t);
  }
  return separateBrackets(out);
}

/** "… are: - $x = 1$ - $y = 2$": a dash in words between formulas that hold relations sets items apart. */
function inlineBullets(toks: readonly Tok[]): readonly Tok[] {
  const dash = (i: number) =>
    toks[i]!.k === 'op' && toks[i]!.t === '-' && !toks[i]!.math && toks[i]!.space && !!toks[i + 1]?.math && toks[i + 1]!.gap;
  let out: Tok[] | undefined;
  for (let i = 0; i < toks.length; i++) {
    if (!dash(i)) continue;
    const before = toks[i - 1];
    const opens = !before || (before.k === 'sep' && /^[:.;]$/.test(before.t));
    if (opens || (before.math && formulaHasRelation(toks, i - 1))) {
      out ??= [...toks];
      out[i] = { ...toks[i]!, k: 'sep', t: 'bullet' };
    }
  }
  return out ?? toks;
}

/** Whether the formula that ends at a token holds a relation. */
function formulaHasRelation(toks: readonly Tok[], end: number): boolean {
  for (let i = end; i >= 0 && toks[i]!.math; i--) {
    if (toks[i]!.k === 'rel') return true;
    if (toks[i]!.gap) return false;
  }
  return false;
}

function rowHasRelation(toks: readonly Tok[], from: number): boolean {
  for (let j = from; j < toks.length; j++) {
    const t = toks[j]!;
    if (t.k === 'rel') return true;
    if (t.k === 'sep' && t.t !== ',') return false;
  }
  return false;
}

const PAIRS: Record<string, string> = { ')': '(', ']': '[', '}': '{', '\\}': '\\{', '⟩': '⟨' };

const partners = (open: Tok, close: Tok): boolean => (close.t === 'env' ? open.t.startsWith('env:') : open.t === PAIRS[close.t]);

/** `[0, 1)` and `(0, 1]`: brackets that differ, around two operands. */
function halfOpen(toks: readonly Tok[], open: number | undefined, close: number): boolean {
  if (open === undefined || !'([])'.includes(toks[open]!.t) || !'])'.includes(toks[close]!.t) || partners(toks[open]!, toks[close]!))
    return false;
  if (!toks[open]!.math || close - open > 40) return false;
  let commas = 0;
  for (let j = open + 1; j < close; j++) {
    if (toks[j]!.k === 'rel') return false;
    if (toks[j]!.k === 'sep' && toks[j]!.t === ',') commas++;
  }
  return commas === 1;
}

/** Relations and separators inside of one operand join no sides. Cells keep their separators. */
function enclose(toks: Tok[], open: number, close: number): void {
  const set = toks[close]!.t === '\\}';
  const builder = set && toks.slice(open, close).some(t => t.k === 'rel' || (t.k === 'sep' && t.t === ':'));
  for (let j = open + 1; j < close; j++) {
    const t = toks[j]!;
    if (
      t.k === 'rel' ||
      (t.k === 'sep' && t.t !== 'cell' && t.t !== 'cell-row' && (t.t !== ',' || (!set && toks[close]!.t !== 'env') || builder))
    )
      toks[j] = { ...t, k: 'inner' };
  }
}

/** Equations under one brace are lines of their own; false where the cells are values and conditions. */
function separateSystem(toks: Tok[], open: number, close: number): boolean {
  if (toks[open]!.t !== 'env:cases') return false;
  const separates = (j: number, name: string) => toks[j]!.k === 'sep' && toks[j]!.t === name;
  let row = open + 1;
  for (let j = row; j <= close; j++) {
    if (j < close && !separates(j, 'cell-row')) continue;
    if (j > row && !isEquation(toks, row, j)) return false;
    row = j + 1;
  }
  for (let j = open; j <= close; j++) {
    const t = toks[j]!;
    if (j === open || j === close || separates(j, 'cell-row')) toks[j] = { ...t, k: 'sep', t: 'row' };
    else if (separates(j, 'cell'))
      toks[j] = { ...t, k: 'sep', t: toks[j + 1]!.k === 'rel' || toks[j - 1]!.k === 'rel' ? 'nothing' : 'quad' };
  }
  return true;
}

/** A relation in the first cell, or at the head of the second. */
function isEquation(toks: readonly Tok[], from: number, to: number): boolean {
  for (let j = from; j < to; j++) {
    if (toks[j]!.k === 'rel') return true;
    if (toks[j]!.k === 'sep' && toks[j]!.t === 'cell') return toks[j + 1]?.k === 'rel';
  }
  return false;
}

/** Round brackets that hold a whole relation, and brackets without a partner, become separators. */
function separateBrackets(toks: readonly Tok[]): Tok[] {
  const out = [...toks];
  const stack: { i: number; relation: boolean }[] = [];
  const sep = (i: number) => {
    out[i] = { ...out[i]!, k: 'sep', t: ';' };
  };
  /** A bracket without a partner: what stands beside it may be cut off. "a)" and "1)" at the start of a line number it. */
  const lone = (i: number) => {
    const head = out[i]!.t === ')' && (i < 2 || out[i - 2]!.k === 'sep');
    out[i] = head ? { ...out[i]!, k: 'sep', t: ';' } : { ...out[i]!, k: 'bad' };
  };
  for (let i = 0; i < out.length; i++) {
    const t = out[i]!;
    if (t.k === 'open') stack.push({ i, relation: false });
    else if (t.k === 'close') {
      let at = stack.length - 1;
      if (!halfOpen(out, stack[at]?.i, i)) while (at >= 0 && !partners(out[stack[at]!.i]!, t)) at--;
      if (at < 0) {
        lone(i);
        continue;
      }
      while (stack.length - 1 > at) lone(stack.pop()!.i);
      const open = stack.pop()!;
      if (t.t === 'env') {
        if (!separateSystem(out, open.i, i)) enclose(out, open.i, i);
      } else if (t.t === '\\}' || (t.t === '}' && out[open.i - 1]?.k === 'op' && out[open.i - 1]!.t === '_')) enclose(out, open.i, i);
      else if (open.relation) {
        sep(open.i);
        sep(i);
      }
    } else if (t.k === 'rel') {
      const top = stack[stack.length - 1];
      if (top) top.relation = true;
    } else if (t.k === 'sep' && (t.t === 'paragraph' || t.t === 'bullet')) {
      while (stack.length) lone(stack.pop()!.i);
    } else if (t.k === 'sep' && t.t === ':' && colonOfRatio(out, i)) out[i] = { ...t, k: 'bad' };
  }
  while (stack.length) lone(stack.pop()!.i);
  // Commas inside brackets belong to lists, not to the sentence.
  let depth = 0;
  for (let i = 0; i < out.length; i++) {
    const t = out[i]!;
    if (t.k === 'open') depth++;
    else if (t.k === 'close') depth--;
    else if (depth > 0 && t.k === 'sep' && t.t === ',') out[i] = { ...t, t: ', ' };
  }
  return out
    .filter(t => !(t.k === 'sep' && t.t === 'nothing'))
    .map(t => (t.t === ', ' ? { ...t, k: 'sep' as const, t: ',', listed: true } : t)) as Tok[];
}

/** A comma inside brackets: it separates items, not clauses. */
export const isListComma = (t: Tok): boolean => (t as Tok & { listed?: boolean }).listed === true;

function colonOfRatio(toks: readonly Tok[], i: number): boolean {
  const a = toks[i - 1];
  const b = toks[i + 1];
  const value = (t: Tok | undefined) => t && (t.k === 'num' || t.k === 'sym');
  return (toks[i]!.math && !!a?.math && !!b?.math) || (!!value(a) && !!value(b) && !toks[i]!.space && !b!.space);
}

const LINES = /^(?:align|aligned|gather|gathered|eqnarray|split|flalign)$/;

/** Where an open display is cut off: nowhere if a full stop ends it; of lines one below the other only the last may go on. */
function cutOffFrom(text: string, open: number, environment: string | undefined): number {
  if (/[^.\s]\s*\.\s*$/.test(text)) return -1;
  return environment && LINES.test(environment) ? Math.max(open, text.lastIndexOf('\\\\')) : open;
}

/** Where a formula opens that the step does not close: what follows was cut off there. -1 where all are closed. */
export function unclosedFrom(text: string, maths: readonly Maths[]): number {
  const inside = (i: number) =>
    maths.some(
      m => m.span.start <= i && i < m.span.end && /(\$|\\[)\]]|\\end\{[a-zA-Z]+\*?\})$/.test(text.slice(m.span.start, m.span.end)),
    );
  for (const m of text.matchAll(/\$\$|\\\[|\\\(|\\begin\{([a-zA-Z]+)\*?\}/g)) if (!inside(m.index)) return cutOffFrom(text, m.index, m[1]);
  // A lone dollar sign with TeX behind it that stands in no formula of its own is no price.
  const covered = (i: number) => maths.some(m => m.span.start <= i && i < m.span.end);
  let tex: number | undefined;
  for (const m of text.matchAll(/\$/g)) {
    if (covered(m.index) || text[m.index - 1] === '\\') continue;
    tex ??= Math.max(-1, ...[...text.matchAll(/\\[a-z]{3,}/g)].filter(x => !covered(x.index)).map(x => x.index));
    if (tex > m.index) return m.index;
  }
  return -1;
}

/** Letters as the constants that they are; beside i, powers of e are of the base of ln, and a bar is the conjugate unless it names a segment. */
export function withConstants(toks: readonly Tok[], constants: string): readonly Tok[] {
  if (!constants) return toks;
  const imaginary = constants.includes('i');
  return toks.map((t, j) => {
    if (t.k === 'sym' && (constants.includes(t.t) || (t.t === 'e' && toks[j + 1]?.t === '^'))) return { ...t, k: 'cmd' as const };
    if (!imaginary) return t;
    if (t.k !== 'cmd' || (t.t !== 'overline' && t.t !== 'bar')) return t;
    const inner = toks[j + 1]?.k === 'open' ? toks[j + 2] : toks[j + 1];
    return inner?.k === 'sym' && /^[A-Z]$/.test(inner.t) ? t : { ...t, t: 'conj' };
  });
}
