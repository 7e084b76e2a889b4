// One token stream for words and formulas: a sentence and the mathematics in it are read together, so that
// "57 cars x 4 wheels = 228" and "$10\%$ of $\$80 = 8$" are each one statement.
import type { Maths, Span } from '../model';
import { fromDecimal, type Q, q } from './rational';

export type Kind = 'num' | 'sym' | 'word' | 'op' | 'rel' | 'open' | 'close' | 'cmd' | 'sep' | 'bad';

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
};

const RELATIONS: Record<string, string> = {
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
const RELATION_COMMANDS: Record<string, string> = {
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
const OPERATOR_COMMANDS: Record<string, string> = {
  cdot: '*',
  times: '*',
  ast: '*',
  div: '/',
  pm: '±',
  mp: '±',
  '%': '%',
  circ: '∘',
  degree: '°',
  vert: '|',
  mid: '|',
  lvert: '|',
  rvert: '|',
  '|': '‖',
};
const SEPARATOR_COMMANDS: Record<string, string> = {
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
const GREEK = new Set(
  'alpha beta gamma delta epsilon varepsilon zeta eta theta vartheta iota kappa lambda mu nu xi rho sigma tau upsilon phi varphi chi psi omega Gamma Delta Theta Lambda Xi Sigma Upsilon Phi Psi Omega ell hbar'.split(
    ' ',
  ),
);
const SILENT = new Set([
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
const TEXT_COMMANDS = new Set([
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
const UNWRAP = new Set([
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
const DROP_ARGUMENT = new Set([
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
const FUNCTIONS = new Set([
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
  'gcd',
  'lcm',
  'min',
  'max',
  'sqrt',
]);

/** Whether `name` names a function that the kernel evaluates. */
export const isFunctionName = (name: string): boolean => FUNCTIONS.has(name);

/**
 * Tokens of `text`, formulas as `maths` says. Spans are offsets into `text`. Total: what is not understood becomes a
 * `bad` token, which no expression contains.
 */
export function lex(text: string, maths: readonly Maths[]): Tok[] {
  const out: Tok[] = [];
  let at = 0;
  for (const m of maths) {
    lexProse(text, at, m.span.start, out);
    const before = out.length;
    lexTex(text, m.inner.start, m.inner.end, out);
    markEdges(out, before, m.display);
    at = m.span.end;
    if (m.display) out.push({ k: 'sep', t: 'display', span: { start: at, end: at }, space: true, gap: true, math: false });
  }
  lexProse(text, at, text.length, out);
  return out;
}

/** The first token of a formula stands behind a gap, and a display starts a line of its own. */
function markEdges(out: Tok[], from: number, display: boolean): void {
  const first = out[from];
  if (!first) return;
  out[from] = { ...first, gap: true, space: true };
  if (display)
    out.splice(from, 0, {
      k: 'sep',
      t: 'display',
      span: { start: first.span.start, end: first.span.start },
      space: true,
      gap: true,
      math: false,
    });
}

type Cursor = { i: number; space: boolean; gap: boolean };

const PROSE_NUMBER = /(?:\d{1,3}(?:,\d{3})+(?!\d)|\d+)(?:\.\d+)?|\.\d+/y;
const PROSE_WORD =
  /[A-Za-zÀ-ɏ]{2,}(?:(?:['’]|-(?=[A-Za-z]{2}))[A-Za-zÀ-ɏ]+|_[A-Za-zÀ-ɏ0-9]+)*|[A-Za-zÀ-ɏ](?:['’](?=[a-z])[a-z]+|_[A-Za-z0-9]+(?:_[A-Za-z0-9]+)*)?/y;

function lexProse(text: string, start: number, end: number, out: Tok[]): void {
  const c: Cursor = { i: start, space: true, gap: true };
  const push = (k: Kind, t: string, to: number, more: Partial<Tok> = {}) => {
    out.push({ k, t, span: { start: c.i, end: to }, space: c.space, gap: c.gap, math: false, ...more });
    c.i = to;
    c.space = false;
    c.gap = false;
  };
  let lineStart = start === 0;
  while (c.i < end) {
    const ch = text[c.i]!;
    if (ch === '\n') {
      push('sep', /^\n[ \t]*\n/.test(text.slice(c.i, c.i + 40)) ? 'paragraph' : 'newline', c.i + 1);
      c.space = true;
      c.gap = true;
      lineStart = true;
      continue;
    }
    if (/\s/.test(ch) || ch === ' ') {
      c.i++;
      c.space = true;
      continue;
    }
    const next = text[c.i + 1] ?? '';
    if (lineStart && /[-*•+–]/.test(ch) && /\s/.test(next)) {
      push('sep', 'bullet', c.i + 1);
      lineStart = false;
      continue;
    }
    lineStart = false;
    if (ch === '<' && next === '<') {
      const close = text.indexOf('>>', c.i);
      if (close > 0 && close < end && close - c.i < 200) {
        push('sep', 'calc-open', c.i + 2);
        lexProse(text, c.i, close, out);
        c.i = close;
        push('sep', 'calc-close', close + 2);
        continue;
      }
    }
    if (/\d/.test(ch) || (ch === '.' && /\d/.test(next) && !/[A-Za-z]/.test(text[c.i - 1] ?? ''))) {
      lexNumber(text, end, c, push);
      continue;
    }
    if (ch === '$' || ch === '€' || ch === '£' || ch === '¥') {
      // A money sign binds to the number behind it.
      if (/[\d.\s(-]/.test(next)) {
        c.i++;
        out.push({ k: 'op', t: '$', span: { start: c.i - 1, end: c.i }, space: c.space, gap: c.gap, math: false });
        c.space = false;
        continue;
      }
      push('op', '$', c.i + 1);
      continue;
    }
    if (ch === '\\' && next === '$') {
      push('op', '$', c.i + 2);
      continue;
    }
    if (ch === '\\' && next === '%') {
      push('op', '%', c.i + 2);
      continue;
    }
    if (ch === '\\') {
      const m = /\\([a-zA-Z]+)/y;
      m.lastIndex = c.i;
      const hit = m.exec(text);
      if (hit && (RELATION_COMMANDS[hit[1]!] || OPERATOR_COMMANDS[hit[1]!] || /^(frac|dfrac|sqrt|boxed|pi|text)$/.test(hit[1]!))) {
        // Bare TeX outside delimiters: read it as TeX up to the end of its line.
        const stop = Math.min(end, nextLineEnd(text, c.i));
        const before = out.length;
        lexTex(text, c.i, stop, out);
        if (out[before]) out[before] = { ...out[before]!, space: c.space, gap: c.gap };
        c.i = stop;
        continue;
      }
      push('bad', ch, c.i + (hit ? hit[0].length : 1));
      continue;
    }
    if ((ch === '<' || ch === '>') && next === '=') {
      push('rel', ch === '<' ? '≤' : '≥', c.i + 2);
      continue;
    }
    if (ch === '=' && next === '>') {
      push('sep', '⇒', c.i + 2);
      continue;
    }
    if (ch === '=' && next === '=') {
      push('rel', '=', c.i + (text[c.i + 2] === '=' ? 3 : 2));
      continue;
    }
    if (ch === '!' && next === '=') {
      push('rel', '≠', c.i + 2);
      continue;
    }
    if (ch === '-' && next === '>') {
      push('sep', '→', c.i + 2);
      continue;
    }
    if (ch === '*' && next === '*') {
      // `**` is a power between operands and emphasis elsewhere.
      if (
        /[\d)a-zA-Z]\s?$/.test(text.slice(Math.max(0, c.i - 2), c.i)) &&
        /^\s?[\d(]/.test(text.slice(c.i + 2, c.i + 4)) &&
        !/^\s/.test(text.slice(c.i + 2))
      ) {
        push('op', '^', c.i + 2);
      } else {
        push('sep', 'emphasis', c.i + 2);
      }
      continue;
    }
    if (RELATIONS[ch]) {
      push('rel', RELATIONS[ch]!, c.i + 1);
      continue;
    }
    if ('⇒⟹⇔⟺→∴'.includes(ch)) {
      push('sep', ch === '⟹' || ch === '∴' ? '⇒' : ch === '⟺' ? '⇔' : ch, c.i + 1);
      continue;
    }
    if (ch === '!' || ch === '/') {
      const attached = !c.space && /[\d)A-Za-z]/.test(text[c.i - 1] ?? '');
      if (ch === '!' && !(attached && (/\d|\)/.test(text[c.i - 1] ?? '') || /[\s]*[=*/+-]/y.test(text.slice(c.i + 1, c.i + 3))))) {
        push('sep', '!', c.i + 1);
        continue;
      }
    }
    if (SUPERSCRIPTS[ch]) {
      lexSuperscript(text, end, c, push);
      continue;
    }
    if (VULGAR[ch]) {
      push('num', ch, c.i + 1, { v: q(VULGAR[ch]![0], VULGAR[ch]![1]) });
      continue;
    }
    if (ch === '-' && !c.space && out[out.length - 1]?.k === 'word' && !c.gap) {
      // "magnitude-5", "six-": a hyphen, not a minus.
      push('bad', '-', c.i + 1);
      continue;
    }
    if (OPERATORS[ch]) {
      push('op', OPERATORS[ch]!, c.i + 1);
      continue;
    }
    if ('([{'.includes(ch)) {
      push('open', ch, c.i + 1);
      continue;
    }
    if (')]}'.includes(ch)) {
      push('close', ch, c.i + 1);
      continue;
    }
    if (ch === 'π') {
      push('cmd', 'pi', c.i + 1);
      continue;
    }
    if (ch === '∞') {
      push('cmd', 'infty', c.i + 1);
      continue;
    }
    PROSE_WORD.lastIndex = c.i;
    const word = PROSE_WORD.exec(text);
    if (word) {
      lexWord(text, word[0], c, push);
      continue;
    }
    if (/[α-ωΑ-Ω]/.test(ch)) {
      push('sym', ch, c.i + 1);
      continue;
    }
    if (/[.,;:?"“”`…]/.test(ch)) {
      push('sep', ch === ',' ? ',' : ch === ':' ? ':' : ch === ';' ? ';' : /[.?…]/.test(ch) ? '.' : 'quote', c.i + 1);
      continue;
    }
    if (ch === "'" || ch === '’' || ch === '‘') {
      push('sep', 'quote', c.i + 1);
      continue;
    }
    push('bad', ch, c.i + 1);
  }
}

function nextLineEnd(text: string, from: number): number {
  const at = text.indexOf('\n', from);
  return at < 0 ? text.length : at;
}

type Push = (k: Kind, t: string, to: number, more?: Partial<Tok>) => void;

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

function lexNumber(text: string, end: number, c: Cursor, push: Push): void {
  PROSE_NUMBER.lastIndex = c.i;
  const raw = PROSE_NUMBER.exec(text)![0];
  let to = Math.min(end, c.i + raw.length);
  const after = text.slice(to, to + 8);
  const before = text[c.i - 1] ?? '';
  const clock = /^:\d\d(?!\d)/.exec(after);
  if (clock || (before === ':' && /\d/.test(text[c.i - 2] ?? ''))) {
    push('bad', raw, clock ? to + clock[0].length : to);
    return;
  }
  if (/^(st|nd|rd|th)\b/.test(after)) {
    push('word', raw + after.slice(0, 2), to + 2);
    return;
  }
  // "0900" is a time of day, "16,0000" and "14,40" are nobody's number.
  const odd = /^,\d+/.exec(after);
  if (/^0\d/.test(raw) || (odd && !text.slice(to + odd[0].length).startsWith(','))) {
    push('bad', raw, to + (odd ? odd[0].length : 0));
    return;
  }
  // "12:30", "1.2.3" and "17 000" are no numbers to reckon with.
  if (/^\.\d/.test(after) || /^ \d{3}(?!\d)/.test(after)) {
    const m = /^(?:\.\d+|[ ]\d{3}(?!\d))+/.exec(text.slice(to, end));
    if (m) to += m[0].length;
    push('bad', text.slice(c.i, to), to);
    return;
  }
  const ellipsis = /^(\.\.\.|…)/.exec(after);
  const digits = raw.replace(/,/g, '');
  const places = digits.includes('.') ? digits.split('.')[1]!.length : undefined;
  push('num', raw, to, { v: fromDecimal(digits), places, grouped: raw.includes(',') });
  if (ellipsis) c.i += ellipsis[0].length;
}

const TIMES_LEFT = /[\d)%}a-zA-Z]\s+$/;

function lexWord(text: string, word: string, c: Cursor, push: Push): void {
  const to = c.i + word.length;
  const gluedToDigit = !c.space && /[\d)]/.test(text[c.i - 1] ?? '');
  const rest = text.slice(to, to + 24);
  if (word === 'x' || word === 'X') {
    // "4 x 5" multiplies, "4 x = 20" does not.
    const left = text.slice(Math.max(0, c.i - 12), c.i);
    const times = /^\s*\(?\s*(?:\\?[$€£]\s?)?(?:\d|\.\d|\()/.test(rest);
    if (times && (TIMES_LEFT.test(left) || (gluedToDigit && /^\d/.test(rest)))) {
      push('op', '*', to);
      return;
    }
  }
  if (/^(sqrt|sin|cos|tan|log|ln|gcd|lcm|max|min|abs)$/i.test(word) && /^\s*\(/.test(rest)) {
    push('cmd', word.toLowerCase(), to);
    return;
  }
  if (word.length === 1) {
    const operand = /^\s*[-+*/^=<>≤≥≠≈×·÷²³)\]]/.test(rest) || /[-+*/^=<>≤≥≠≈×·÷(]\s*$/.test(text.slice(Math.max(0, c.i - 3), c.i));
    if (gluedToDigit || operand || !/^[aAI]$/.test(word)) {
      const sub = /^(?:_\{?([A-Za-z0-9]+)\}?|(\d+))/.exec(rest);
      if (sub && !gluedToDigit) {
        push('sym', `${word}_${sub[1] ?? sub[2]}`, to + sub[0].length);
        return;
      }
      push('sym', word, to);
      return;
    }
  }
  if (
    gluedToDigit &&
    word.length <= 3 &&
    !/^(st|nd|rd|th|cm|mm|km|kg|mg|ml|ft|in|lb|lbs|oz|hr|hrs|min|sec|pm|am|mph|yd|mi|m|g|l|s|h)$/i.test(word) &&
    /^[a-z]+$/.test(word) &&
    /^\s*[-+*/^=)]/.test(rest)
  ) {
    // "3xy = 6": letters glued to a digit are unknowns.
    for (const letter of word) push('sym', letter, c.i + 1);
    return;
  }
  if (/_/.test(word) || (/^[A-Za-z]+\d+$/.test(word + (/^\d+/.exec(rest)?.[0] ?? '')) && /^\d/.test(rest))) {
    const digits = /^\d+/.exec(rest)?.[0] ?? '';
    push('sym', word + digits, to + digits.length);
    return;
  }
  push('word', word.toLowerCase(), to);
}

const TEX_NUMBER = /(?:\d{1,3}(?:(?:,|\{,\}|\\[,!;:]|,\\!|\\!,|\{\\,\})\d{3}(?!\d))+|\d+)(?:\.\d+)?|\.\d+/y;
const REPEATING = /(\d*)\.(\d*)\\overline\s*\{?\s*(\d+)\s*\}?/y;
const COMMAND = /\\([a-zA-Z]+|[^a-zA-Z])/y;

function lexTex(text: string, start: number, end: number, out: Tok[]): void {
  const c: Cursor = { i: start, space: true, gap: false };
  const push: Push = (k, t, to, more = {}) => {
    out.push({ k, t, span: { start: c.i, end: to }, space: c.space, gap: c.gap, math: true, ...more });
    c.i = to;
    c.space = false;
    c.gap = false;
  };
  while (c.i < end) {
    const ch = text[c.i]!;
    if (/\s/.test(ch) || ch === '~' || ch === ' ') {
      c.i++;
      c.space = true;
      continue;
    }
    if (ch === '&') {
      if (text[c.i + 1] === '&') push('sep', 'quad', c.i + 2);
      else {
        c.i++;
        c.space = true;
      }
      continue;
    }
    if (ch === '%') {
      // A bare percent sign in TeX opens a comment, but people write it for percent.
      if (/[\d}]\s*$/.test(text.slice(Math.max(start, c.i - 2), c.i))) push('op', '%', c.i + 1);
      else c.i = Math.min(end, nextLineEnd(text, c.i));
      continue;
    }
    if (/\d/.test(ch) || (ch === '.' && /\d|\\overline/.test(text.slice(c.i + 1, c.i + 10)))) {
      REPEATING.lastIndex = c.i;
      const repeating = REPEATING.exec(text);
      if (repeating && c.i + repeating[0].length <= end) {
        push('num', repeating[0], c.i + repeating[0].length, {
          v: repeatingDecimal(repeating[1] ?? '', repeating[2] ?? '', repeating[3]!),
        });
        continue;
      }
      TEX_NUMBER.lastIndex = c.i;
      const raw = TEX_NUMBER.exec(text)?.[0];
      if (raw === undefined) {
        push('bad', ch, c.i + 1);
        continue;
      }
      const to = Math.min(end, c.i + raw.length);
      const digits = raw.slice(0, to - c.i).replace(/[^\d.]/g, '');
      if (/^:\d\d(?!\d)/.test(text.slice(to, to + 4))) {
        push('bad', raw, to + 3);
        continue;
      }
      push('num', raw, to, {
        v: fromDecimal(digits),
        places: digits.includes('.') ? digits.split('.')[1]!.length : undefined,
        grouped: /,/.test(raw) && !/\{,\}|,\\!|\\!,/.test(raw),
      });
      if (/^(\\ldots|\\dots|\\cdots|\.\.\.|…)/.test(text.slice(to, to + 6)) && digits.includes('.')) {
        c.i += /^(\\ldots|\\dots|\\cdots|\.\.\.|…)/.exec(text.slice(to, to + 6))![0].length;
      } else if (/^\\overline/.test(text.slice(to, to + 9)) && digits.includes('.')) push('bad', 'overline', c.i);
      continue;
    }
    if (ch === '\\') {
      COMMAND.lastIndex = c.i;
      const m = COMMAND.exec(text);
      if (!m) {
        push('bad', ch, c.i + 1);
        continue;
      }
      lexCommand(text, end, m[1]!, c, push, out);
      continue;
    }
    if (ch === '-' && text[c.i + 1] === '>') {
      push('sep', '→', c.i + 2);
      continue;
    }
    if (ch === '=' && text[c.i + 1] === '>') {
      push('sep', '⇒', c.i + 2);
      continue;
    }
    if ((ch === '<' || ch === '>') && text[c.i + 1] === '=') {
      push('rel', ch === '<' ? '≤' : '≥', c.i + 2);
      continue;
    }
    if (RELATIONS[ch]) {
      push('rel', RELATIONS[ch]!, c.i + 1);
      continue;
    }
    if ('⇒⟹⇔⟺→∴'.includes(ch)) {
      push('sep', ch === '⟹' || ch === '∴' ? '⇒' : ch === '⟺' ? '⇔' : ch, c.i + 1);
      continue;
    }
    if (SUPERSCRIPTS[ch]) {
      lexSuperscript(text, end, c, push);
      continue;
    }
    if (VULGAR[ch]) {
      push('num', ch, c.i + 1, { v: q(VULGAR[ch]![0], VULGAR[ch]![1]) });
      continue;
    }
    if (ch === "'" || ch === '′') {
      push('op', "'", c.i + 1);
      continue;
    }
    if (OPERATORS[ch]) {
      push('op', OPERATORS[ch]!, c.i + 1);
      continue;
    }
    if ('([{'.includes(ch)) {
      push('open', ch, c.i + 1);
      continue;
    }
    if (')]}'.includes(ch)) {
      push('close', ch, c.i + 1);
      continue;
    }
    if (ch === 'π') {
      push('cmd', 'pi', c.i + 1);
      continue;
    }
    if (ch === '∞') {
      push('cmd', 'infty', c.i + 1);
      continue;
    }
    if (ch === '$') {
      push('op', '$', c.i + 1);
      continue;
    }
    if (/[A-Za-zα-ωΑ-Ω]/.test(ch)) {
      push('sym', ch, c.i + 1);
      continue;
    }
    if (/[,;:.?]/.test(ch)) {
      push('sep', ch === '?' ? '.' : ch, c.i + 1);
      continue;
    }
    push('bad', ch, c.i + 1);
  }
}

/** 1.2333… from its whole part, the digits before the bar and those under it. */
function repeatingDecimal(whole: string, fixed: string, period: string): Q {
  const all = BigInt((whole || '0') + fixed + period);
  const head = BigInt((whole || '0') + fixed || '0');
  return q(all - head, 10n ** BigInt(fixed.length) * (10n ** BigInt(period.length) - 1n));
}

/** End of the group that opens at `open` (a `{`), one past its `}`. */
function groupEnd(text: string, open: number, end: number): number {
  let depth = 0;
  for (let i = open; i < end; i++) {
    if (text[i] === '\\') i++;
    else if (text[i] === '{') depth++;
    else if (text[i] === '}' && --depth === 0) return i + 1;
  }
  return end;
}

function skipSpace(text: string, i: number, end: number): number {
  while (i < end && /\s/.test(text[i]!)) i++;
  return i;
}

function lexCommand(text: string, end: number, name: string, c: Cursor, push: Push, out: Tok[]): void {
  const to = Math.min(end, c.i + 1 + name.length);
  if (name === '\\') {
    // A row break, with its optional skip "\\[2pt]".
    const skip = /^\*?(\[\s*-?[\d.]+\s*(pt|em|ex|mm|cm|in)\s*\])?/.exec(text.slice(to, to + 20))![0].length;
    push('sep', 'row', to + skip);
    c.gap = true;
    c.space = true;
    return;
  }
  if (',!;:> '.includes(name) || name === 'enspace' || name === 'thinspace' || name === 'negthinspace') {
    c.i = to;
    c.space = true;
    return;
  }
  if (name === '$') {
    push('op', '$', to);
    return;
  }
  if (name === '{' || name === '}') {
    push(name === '{' ? 'open' : 'close', `\\${name}`, to);
    return;
  }
  if (name === '#' || name === '&' || name === '_') {
    push('bad', name, to);
    return;
  }
  if (RELATION_COMMANDS[name]) {
    push('rel', RELATION_COMMANDS[name]!, to);
    return;
  }
  if (OPERATOR_COMMANDS[name]) {
    push('op', OPERATOR_COMMANDS[name]!, to);
    return;
  }
  if (SEPARATOR_COMMANDS[name]) {
    push('sep', SEPARATOR_COMMANDS[name]!, to);
    return;
  }
  if (SILENT.has(name)) {
    c.i = to;
    if ((name === 'left' || name === 'right' || name === 'middle') && text[to] === '.') c.i = to + 1;
    return;
  }
  if (name === 'not') {
    const after = skipSpace(text, to, end);
    if (text[after] === '=') {
      push('rel', '≠', after + 1);
      return;
    }
    push('bad', 'not', to);
    return;
  }
  if (TEXT_COMMANDS.has(name)) {
    let open = skipSpace(text, to, end);
    if (text[open] === '*') open = skipSpace(text, open + 1, end);
    if (text[open] !== '{') {
      c.i = to;
      return;
    }
    const close = groupEnd(text, open, end);
    const inside = text.slice(open + 1, close - 1);
    const plain = inside.trim();
    if (isFunctionName(plain)) {
      push('cmd', plain, close);
      return;
    }
    if (/^[A-Za-z]$/.test(plain) && name !== 'text' && name !== 'mbox') {
      push('sym', plain, close);
      return;
    }
    const before = out.length;
    lexProse(text, open + 1, close - 1, out);
    for (let j = before; j < out.length; j++) out[j] = { ...out[j]!, math: true, gap: j === before ? c.gap : out[j]!.gap };
    c.i = close;
    c.space = true;
    return;
  }
  if (DROP_ARGUMENT.has(name)) {
    const open = skipSpace(text, to, end);
    if (text[open] === '{') c.i = groupEnd(text, open, end);
    else {
      const skip = /^-?[\d.]+\s*(pt|em|ex|mm|cm|in)/.exec(text.slice(open, open + 12));
      c.i = skip ? open + skip[0].length : to;
    }
    return;
  }
  if (UNWRAP.has(name)) {
    if (name === 'boxed' || name === 'fbox') {
      push('cmd', 'boxed', to);
      return;
    }
    c.i = to;
    return;
  }
  if (name === 'begin' || name === 'end') {
    const open = skipSpace(text, to, end);
    const close = text[open] === '{' ? groupEnd(text, open, end) : to;
    const environment = text.slice(open + 1, close - 1).replace('*', '');
    if (/^(align|aligned|alignat|gather|gathered|split|multline|equation|eqnarray|flalign|displaymath)$/.test(environment)) {
      push('sep', 'row', close);
      c.gap = true;
      return;
    }
    if (name === 'begin') {
      const stop = text.indexOf(`\\end{${text.slice(open + 1, close - 1)}}`, close);
      push('bad', environment, stop >= 0 && stop < end ? stop + `\\end{${text.slice(open + 1, close - 1)}}`.length : end);
      return;
    }
    push('bad', environment, close);
    return;
  }
  if (GREEK.has(name)) {
    push('sym', `\\${name}`, to);
    return;
  }
  if (name === 'pmod' || name === 'bmod' || name === 'mod' || name === 'pod') {
    push('cmd', 'mod', to);
    return;
  }
  push(
    'cmd',
    name === 'dfrac' || name === 'tfrac' || name === 'cfrac' ? 'frac' : name === 'dbinom' || name === 'tbinom' ? 'binom' : name,
    to,
  );
}
