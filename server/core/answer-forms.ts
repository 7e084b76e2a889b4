// The structure of a final answer, by brackets and the signs between them; the formulas in it by the reader of the core.
import { type Expr, mapChildren, some, variables } from './math/expr';
import { lex } from './math/lex';
import { readings } from './math/parse';
import { isFunctionName } from './math/tokens';
import { partsOf } from './math/units';

/** An answer by its structure. A list, a set and the two values of ± are `many`; an interval is a `tuple` with its brackets. */
export type Form =
  | { readonly k: 'value'; readonly readings: readonly Expr[]; readonly name?: string }
  | { readonly k: 'many'; readonly items: readonly Form[] }
  | { readonly k: 'tuple'; readonly items: readonly Form[]; readonly open: string; readonly close: string }
  | { readonly k: 'choice'; readonly letter: string }
  | { readonly k: 'relation'; readonly left: Expr; readonly op: string; readonly right: Expr }
  | { readonly k: 'words'; readonly text: string };

const MAX_ITEMS = 40;
const MAX_DEPTH = 8;

const BOX = /^\\(?:boxed|fbox|text|textbf|textrm|mathrm|mathbf)\s*\{/;

/** An answer without its box, dollar signs and closing dot. */
export function strip(text: string): string {
  let s = text
    .replace(/\\(?:left|right|displaystyle)(?![a-zA-Z])|\\!/g, '')
    .replace(/\\[,;: ]|~/g, ' ')
    .replace(/\{,\}/g, ',')
    .replace(/\\\$/g, '＄')
    .replace(/\$(?=\d[\d.,]*\s*$)(?<!\$.*\$)/, '＄')
    .replace(/\$|\\[()[\]]/g, ' ')
    .replace(/＄/g, '$')
    .replace(/^\s*####/, '')
    .replace(/−/g, '-')
    .replace(/\s+/g, ' ')
    .trim();
  for (let i = 0; i < MAX_DEPTH; i++) {
    const m = BOX.exec(s);
    if (m && closing(s, m[0].length - 1) === s.length - 1) s = s.slice(m[0].length, -1).trim();
    else if (/[^.]\.$/.test(s)) s = s.slice(0, -1).trim();
    else break;
  }
  return s;
}

/** Where the bracket at `from` closes, whatever its shape; -1 where it does not. */
function closing(s: string, from: number): number {
  let depth = 0;
  for (let i = from; i < s.length; i++) {
    if ('([{'.includes(s[i]!)) depth++;
    else if (')]}'.includes(s[i]!) && --depth === 0) return i;
  }
  return -1;
}

/** Pieces between separators that stand outside of brackets and environments, and the separators. */
function split(s: string, separator: RegExp): { parts: string[]; between: string[] } {
  const parts: string[] = [];
  const between: string[] = [];
  let depth = 0;
  let start = 0;
  const sticky = new RegExp(separator.source, 'y');
  for (let i = 0; i < s.length; i++) {
    if ('([{'.includes(s[i]!) || s.startsWith('\\begin', i)) depth++;
    else if (')]}'.includes(s[i]!) || s.startsWith('\\end', i)) depth--;
    if (depth !== 0) continue;
    sticky.lastIndex = i;
    const m = sticky.exec(s);
    if (!m?.[0]) continue;
    parts.push(s.slice(start, i).trim());
    between.push(m[0].trim());
    start = i + m[0].length;
    i = start - 1;
  }
  parts.push(s.slice(start).trim());
  return { parts, between };
}

// A comma before exactly three digits, behind a digit, groups thousands.
const COMMA = /(?:,(?!\d{3}(?!\d))|(?<!\d),|;),? ?(?:(?:and|or) )?/;
const LIST = new RegExp(`${COMMA.source}|(?: | ?\\\\text\\{ ?)(?:and|or)(?: ?\\}| )`);
const UNION = /\\cup(?![a-zA-Z])|∪/;
const RELATION = /\\(?:leqslant|geqslant|leq|geq|le|ge|lt|gt|neq|ne|in)(?![a-zA-Z])|<=|>=|!=|[<>=≤≥≠∈]/;
const SIGNS: Record<string, string> = { '\\in': '∈', '<=': '≤', '>=': '≥', '!=': '≠', '\\lt': '<', '\\gt': '>' };
const signOf = (s: string): string => SIGNS[s] ?? (s.startsWith('\\l') ? '≤' : s.startsWith('\\g') ? '≥' : s.startsWith('\\n') ? '≠' : s);
const INFINITY: Expr = { k: 'const', name: 'inf', span: { start: 0, end: 0 } };

/** A stripped answer by its structure; `lastSide`: of a chain of equations the last right side counts. */
export function readAnswer(text: string, lastSide = false, depth = 0): Form {
  const s = text.trim();
  const words: Form = { k: 'words', text: s.toLowerCase().replace(/\s+/g, ' ') };
  if (!s || depth > MAX_DEPTH) return words;
  const choice = /^(?:\(([A-Ja-j])\)|([A-J])[).]?)$/.exec(s);
  if (choice) return { k: 'choice', letter: (choice[1] ?? choice[2])!.toUpperCase() };
  if (/^(?:\\emptyset|\\varnothing|∅|\\?\{ ?\\?\})$/.test(s)) return { k: 'many', items: [] };
  const again = (part: string) => readAnswer(part, lastSide, depth + 1);
  for (const separator of [LIST, UNION]) {
    const { parts } = split(s, separator);
    if (parts.length > 1) return parts.length > MAX_ITEMS || parts.some(p => !p) ? words : { k: 'many', items: parts.map(again) };
  }
  const { parts: sides, between } = split(s, RELATION);
  if (sides.length > 1) return relation(sides, between.map(signOf), words, again, lastSide);
  return bracketed(s, again) ?? formula(s) ?? words;
}

function bracketed(s: string, again: (part: string) => Form): Form | undefined {
  const set = s.startsWith('\\{');
  const from = set ? 1 : 0;
  if (!'([{'.includes(s[from]!) || closing(s, from) !== s.length - 1) return undefined;
  const inner = s.slice(from + 1, set && s.endsWith('\\}') ? -2 : -1).trim();
  const { parts } = split(inner, COMMA);
  if (parts.some(p => !p) || parts.length > MAX_ITEMS) return undefined;
  const items = parts.map(again);
  if (s[from] === '{') return set || items.length > 1 ? { k: 'many', items } : items[0];
  return items.length > 1 ? { k: 'tuple', items, open: s[0]!, close: s.at(-1)! } : undefined;
}

function relation(sides: readonly string[], signs: readonly string[], words: Form, again: (part: string) => Form, lastSide: boolean): Form {
  const last = sides.at(-1)!;
  if (sides.some(side => !side)) return words;
  const letter = (side: string) => /^(?:[A-Za-z]|\\[a-z]+)(?:_(?:\w|\{\w+\}))?$|^[a-zA-Z]\([a-z]\)$/.test(side);
  const allEqual = signs.every(sign => sign === '=');
  if (allEqual && lastSide) {
    const left = formula(sides[0]!);
    if (sides.length > 2 || (left?.k === 'value' && variables(left.readings[0]!).size === 0)) return again(last);
  }
  if (sides.length === 2 && letter(sides[0]!) && (signs[0] === '=' || signs[0] === '∈')) {
    const form = again(last);
    return form.k === 'value' && signs[0] === '=' ? { ...form, name: sides[0]! } : form;
  }
  const forms = sides.map(formula);
  const ordered = signs.every(sign => sign === '<' || sign === '≤') || signs.every(sign => sign === '>' || sign === '≥');
  const at = sides.findIndex(letter);
  if (ordered && at >= 0 && (sides.length === 2 || (sides.length === 3 && at === 1))) {
    // As an interval, from the lower end to the upper one.
    const up = signs[0] === '<' || signs[0] === '≤';
    const end = (i: number, sign: string | undefined, lower: boolean) => ({
      form: forms[i] ?? ({ k: 'value', readings: [lower ? { k: 'neg', a: INFINITY, span: INFINITY.span } : INFINITY] } as Form),
      closed: sign === '≤' || sign === '≥',
    });
    const [lower, upper] = up ? [at - 1, at + 1] : [at + 1, at - 1];
    const [lo, hi] = [end(lower, signs[Math.min(lower, at)], true), end(upper, signs[Math.min(upper, at)], false)];
    const read = sides.every((_, i) => i === at || forms[i]?.k === 'value');
    if (read) return { k: 'tuple', items: [lo.form, hi.form], open: lo.closed ? '[' : '(', close: hi.closed ? ']' : ')' };
  }
  const [l, r] = forms;
  if (sides.length === 2 && l?.k === 'value' && r?.k === 'value' && signs[0] !== '∈')
    return { k: 'relation', left: l.readings[0]!, op: signs[0]!, right: r.readings[0]! };
  return words;
}

function formula(text: string): Form | undefined {
  const s = text
    .replace(/\\(?:text|mathrm|mbox)\s*\{ ?m ?\}/g, ' meters ')
    .replace(/\\(?:text|textbf|textrm|mathrm|mbox)\s*\{([^{}]*)\}/g, ' $1 ')
    .replace(/(\d) ?[eE]([+-]?\d+)(?!\w)/g, '$1\\cdot 10^{$2}')
    .replace(/(?<![\\a-zA-Z])pi(?![a-zA-Z])/g, 'π')
    .replace(/(?<![\\a-zA-Z])(?:oo|inf|infty|infinity)(?![a-zA-Z])|∞/g, '\\infty ')
    .replace(/(?<![\\a-zA-Z])sqrt(?=\()/g, '√')
    .trim();
  const word = (w: string) => !isFunctionName(w) && (w.length > 2 || partsOf(w) !== undefined);
  // Words beside a formula are no products of letters.
  const marked = s.replace(/(?<![\\a-zA-Z{])[a-zA-Z]{2,}(?![a-zA-Z}])/g, w =>
    word(w) ? ` \\text{ ${w} } ` : isFunctionName(w) ? `\\${w} ` : w,
  );
  const inTex = readIn(marked, true);
  const exprs = inTex.length ? inTex : readIn(s, false);
  // A letter that stands apart may be a unit or a factor.
  if (!exprs.length || /\d [a-zA-Z]$/.test(s)) return undefined;
  if (!exprs.some(e => some(e, at => at.k === 'pm'))) return { k: 'value', readings: exprs.map(named) };
  return {
    k: 'many',
    items: (['add', 'sub'] as const).map(k => ({ k: 'value', readings: exprs.map(e => named(signed(e, k))) })),
  };
}

function readIn(s: string, tex: boolean): readonly Expr[] {
  const text = tex ? `$${s}$` : s;
  const end = text.length;
  const toks = lex(text, tex ? [{ span: { start: 0, end }, inner: { start: 1, end: end - 1 }, display: false }] : []);
  return readings(toks, 0, toks.length);
}

const signed = (e: Expr, k: 'add' | 'sub'): Expr => {
  const inner = mapChildren(e, child => signed(child, k));
  return inner.k === 'pm' ? { ...inner, k } : inner;
};

/** e and i are the constants in an answer. */
const named = (e: Expr): Expr =>
  e.k === 'sym' && (e.name === 'e' || e.name === 'i') ? { k: 'const', name: e.name, span: e.span } : mapChildren(e, named);
