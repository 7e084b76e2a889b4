// Tokens, and the tables of signs and commands that both lexers share.
import type { Span } from '../model';
import { type Q, q } from './rational';

/**
 * `inner`: a relation or separator that belongs to the inside of an operand, as in \\sum_{k=1} or a definition by cases.
 * `mod`: "(mod 7)" behind a value.
 */
export type Kind = 'num' | 'sym' | 'word' | 'op' | 'rel' | 'open' | 'close' | 'cmd' | 'sep' | 'bad' | 'inner' | 'mod';

export type Tok = {
  readonly k: Kind;
  /** Canonical: `*` for every times sign, `<=`-likes as ≤, command names without backslash, words lower case. */
  readonly t: string;
  readonly span: Span;
  /** White space, or the edge of a formula, before it. */
  readonly space: boolean;
  /** The edge of a formula or a line break lies between it and the token before. */
  readonly gap: boolean;
  readonly math: boolean;
  readonly v?: Q;
  readonly places?: number;
  readonly money?: boolean;
  /** The number was written with an unusual grouping, which a list would look like too: "1,000". */
  readonly grouped?: boolean;
  /** A decimal with dots behind it: its digits go on. */
  readonly open?: boolean;
  /** A bar that was written as an opening one. */
  readonly opens?: boolean;
  /** A times sign: the cross product where vectors stand. */
  readonly cross?: boolean;
  /** A division that is said as "over": of what, and by what, the words leave open. */
  readonly over?: boolean;
  /** Of a modulus: what stands in it. */
  readonly modulus?: readonly Tok[];
};

/** `grid`: how many environments of cells are open. */
export type Cursor = { i: number; space: boolean; gap: boolean; grid?: number };

export type Push = (k: Kind, t: string, to: number, more?: Partial<Tok>) => void;

export const RELATIONS: Record<string, string> = {
  '=': '=',
  '≈': '≈',
  '≃': '≈',
  '≅': '≈',
  '∼': '≈',
  '≠': '≠',
  '<': '<',
  '>': '>',
  '≤': '≤',
  '≥': '≥',
  '≡': '≡',
  '⩽': '≤',
  '⩾': '≥',
};
export const RELATION_COMMANDS: Record<string, string> = {
  approx: '≈',
  simeq: '≈',
  cong: '≡',
  doteq: '≈',
  ne: '≠',
  neq: '≠',
  lt: '<',
  gt: '>',
  le: '≤',
  leq: '≤',
  leqslant: '≤',
  ge: '≥',
  geq: '≥',
  geqslant: '≥',
  equiv: '≡',
};
const OPERATORS: Record<string, string> = {
  '+': '+',
  '-': '-',
  '−': '-',
  '–': '-',
  '*': '*',
  '×': '*',
  '·': '*',
  '⋅': '*',
  '∙': '*',
  '÷': '/',
  '/': '/',
  '^': '^',
  '!': '!',
  '%': '%',
  '°': '°',
  '√': '√',
  '±': '±',
  '∓': '±',
  '|': '|',
  _: '_',
  '‰': 'bad',
};
export const OPERATOR_COMMANDS: Record<string, string> = {
  cdot: '*',
  times: '*',
  ast: '*',
  div: '/',
  pm: '±',
  mp: '±',
  '%': '%',
  circ: '∘',
  lVert: '‖',
  rVert: '‖',
  Vert: '‖',
  degree: '°',
  vert: '|',
  mid: '|',
  lvert: '|',
  rvert: '|',
  '|': '‖',
};
export const SEPARATOR_COMMANDS: Record<string, string> = {
  implies: '⇒',
  Rightarrow: '⇒',
  Longrightarrow: '⇒',
  iff: '⇔',
  Leftrightarrow: '⇔',
  Longleftrightarrow: '⇔',
  longrightarrow: '→',
  rightarrow: '→',
  to: '→',
  qquad: 'quad',
  quad: 'quad',
  therefore: '⇒',
  because: 'because',
  land: ',',
  lor: 'or',
  wedge: ',',
  vee: 'or',
  leftarrow: '←',
  impliedby: '←',
  hookrightarrow: '→',
  mapsto: '→',
  xrightarrow: '→',
  colon: ':',
};
const SIGN_COMMANDS: Record<string, string> = {
  π: 'pi',
  '∞': 'infty',
  '∑': 'sum',
  '∏': 'prod',
  '∫': 'int',
  '∪': 'cup',
  '∩': 'cap',
  '∖': 'setminus',
  '∅': 'emptyset',
  '⌊': 'lfloor',
  '⌋': 'rfloor',
  '⌈': 'lceil',
  '⌉': 'rceil',
  '∂': 'partial',
};
const SUBSCRIPTS = '₀₁₂₃₄₅₆₇₈₉';
const SUPERSCRIPTS: Record<string, string> = {
  '⁰': '0',
  '¹': '1',
  '²': '2',
  '³': '3',
  '⁴': '4',
  '⁵': '5',
  '⁶': '6',
  '⁷': '7',
  '⁸': '8',
  '⁹': '9',
  '⁻': '-',
  ⁿ: 'n',
};
const VULGAR: Record<string, readonly [number, number]> = {
  '½': [1, 2],
  '⅓': [1, 3],
  '⅔': [2, 3],
  '¼': [1, 4],
  '¾': [3, 4],
  '⅕': [1, 5],
  '⅖': [2, 5],
  '⅗': [3, 5],
  '⅘': [4, 5],
  '⅙': [1, 6],
  '⅚': [5, 6],
  '⅛': [1, 8],
  '⅜': [3, 8],
  '⅝': [5, 8],
  '⅞': [7, 8],
};
export const GREEK = new Set(
  'alpha beta gamma delta epsilon varepsilon zeta eta theta vartheta iota kappa lambda mu nu xi rho sigma tau upsilon phi varphi chi psi omega Gamma Delta Theta Lambda Xi Sigma Upsilon Phi Psi Omega ell hbar'.split(
    ' ',
  ),
);
export const SILENT = new Set([
  'left',
  'right',
  'big',
  'Big',
  'bigg',
  'Bigg',
  'bigl',
  'bigr',
  'Bigl',
  'Bigr',
  'biggl',
  'biggr',
  'Biggl',
  'Biggr',
  'displaystyle',
  'textstyle',
  'scriptstyle',
  'limits',
  'nolimits',
  'hfill',
  'nonumber',
  'notag',
  'hline',
  'centering',
  'middle',
  'strut',
  'allowbreak',
  'bf',
  'rm',
  'it',
  'mathstrut',
  'normalsize',
  'small',
  'large',
]);
export const TEXT_COMMANDS = new Set([
  'text',
  'textbf',
  'textit',
  'textrm',
  'mbox',
  'hbox',
  'textnormal',
  'emph',
  'textsf',
  'texttt',
  'intertext',
  'mathrm',
  'operatorname',
  'mathit',
  'mathsf',
  'mathtt',
  'textsc',
]);
export const UNWRAP = new Set([
  'boxed',
  'fbox',
  'cancel',
  'bcancel',
  'xcancel',
  'mathbf',
  'boldsymbol',
  'bold',
  'bm',
  'mathcal',
  'mathbb',
  'mathfrak',
  'underbrace',
  'overbrace',
  'mathop',
  'ensuremath',
  'phantom0',
  'underline',
  'tag0',
  'mathnormal',
]);
export const DROP_ARGUMENT = new Set([
  'color',
  'textcolor',
  'label',
  'tag',
  'hspace',
  'vspace',
  'phantom',
  'vphantom',
  'hphantom',
  'quad0',
  'kern',
  'mspace',
  'hskip',
  'vskip',
]);
export const FUNCTIONS = new Set([
  'sin',
  'cos',
  'tan',
  'cot',
  'sec',
  'csc',
  'arcsin',
  'arccos',
  'arctan',
  'sinh',
  'cosh',
  'tanh',
  'ln',
  'log',
  'lg',
  'exp',
  'cis',
  'arg',
  'arccot',
  'arcsec',
  'arccsc',
  'coth',
  'sgn',
  'det',
  'tr',
  'gcd',
  'lcm',
  'min',
  'max',
  'sqrt',
]);

/** Whether `name` names a function that the kernel evaluates. */
export const isFunctionName = (name: string): boolean => FUNCTIONS.has(name);

export function nextLineEnd(text: string, from: number): number {
  const at = text.indexOf('\n', from);
  return at < 0 ? text.length : at;
}

/** Signs that mean the same in words and in formulas: powers written small, vulgar fractions, operators, brackets, π, ∞. */
export function lexSign(text: string, end: number, c: Cursor, push: Push): boolean {
  const ch = text[c.i]!;
  const vulgar = VULGAR[ch];
  if (SUPERSCRIPTS[ch]) lexSuperscript(text, end, c, push);
  else if (vulgar) push('num', ch, c.i + 1, { v: q(vulgar[0], vulgar[1]) });
  else if (OPERATORS[ch]) push('op', OPERATORS[ch]!, c.i + 1, ch === '×' ? { cross: true } : undefined);
  else if ('([{'.includes(ch)) push('open', ch, c.i + 1);
  else if (')]}'.includes(ch)) push('close', ch, c.i + 1);
  else if (SIGN_COMMANDS[ch]) push('cmd', SIGN_COMMANDS[ch]!, c.i + 1);
  else if (SUBSCRIPTS.includes(ch)) lexSubscript(text, end, c, push);
  else return false;
  return true;
}

/** x₁₂ as x_{12}. */
function lexSubscript(text: string, end: number, c: Cursor, push: Push): void {
  let digits = '';
  let j = c.i;
  while (j < end && SUBSCRIPTS.includes(text[j]!)) digits += SUBSCRIPTS.indexOf(text[j++]!);
  push('op', '_', j);
  c.i = j;
  push('num', digits, j, { v: q(BigInt(digits)) });
}

/** ², ⁻¹, ⁿ as a power. */
function lexSuperscript(text: string, end: number, c: Cursor, push: Push): void {
  let digits = '';
  let j = c.i;
  while (j < end && SUPERSCRIPTS[text[j]!]) digits += SUPERSCRIPTS[text[j++]!]!;
  const span = j;
  push('op', '^', span);
  c.i = span;
  if (/^-?\d+$/.test(digits)) {
    if (digits.startsWith('-')) push('op', '-', span);
    push('num', digits.replace('-', ''), span, { v: q(BigInt(digits.replace('-', ''))) });
  } else push('sym', digits, span);
}

const REPEATING = /(\d*)\.(\d*)\\overline\s*\{?\s*(\d+)\s*\}?/y;

/** A repeating decimal written with a bar, at an offset: 0.1\overline{6}. */
export function repeatingAt(text: string, at: number): { text: string; length: number; v: Q } | undefined {
  REPEATING.lastIndex = at;
  const m = REPEATING.exec(text);
  return m ? { text: m[0], length: m[0].length, v: repeatingDecimal(m[1] ?? '', m[2] ?? '', m[3]!) } : undefined;
}

/** 1.2333… from its whole part, the digits before the bar and those under it. */
export function repeatingDecimal(whole: string, fixed: string, period: string): Q {
  const all = BigInt((whole || '0') + fixed + period);
  const head = BigInt((whole || '0') + fixed || '0');
  return q(all - head, 10n ** BigInt(fixed.length) * (10n ** BigInt(period.length) - 1n));
}

/** Where the drawing ends that opens at `at`: code between [asy] and [/asy] is no mathematics. -1 where none opens. */
export function drawingEnd(text: string, at: number): number {
  if (!text.startsWith('[asy]', at)) return -1;
  const close = text.indexOf('[/asy]', at);
  return close < 0 ? text.length : close + 6;
}
