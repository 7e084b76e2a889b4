// The inside of formulas.
import { goesOn, groupedAt } from './digit-groups';
import { lexProse } from './lex-prose';
import { fromDecimal } from './rational';
import {
  type Cursor,
  DROP_ARGUMENT,
  GREEK,
  isFunctionName,
  lexSign,
  nextLineEnd,
  OPERATOR_COMMANDS,
  type Push,
  RELATION_COMMANDS,
  RELATIONS,
  repeatingAt,
  SEPARATOR_COMMANDS,
  SILENT,
  TEXT_COMMANDS,
  type Tok,
  UNWRAP,
} from './tokens';

const TEX_NUMBER = /(?:\d{1,3}(?:(?:,|\{,\}|\\[,!;:]|,\\!|\\!,|\{\\,\})\d{3}(?!\d))+|\d+)(?:\.\d+)?|\.\d+/y;
const TRAILING = /^(\\ldots|\\dots|\\cdots|\.\.\.|…)/;
const COMMAND = /\\([a-zA-Z]+|[^a-zA-Z])/y;

/** Appends the tokens of the formula text[start, end) to `out`. */
export function lexTex(text: string, start: number, end: number, out: Tok[]): void {
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
      if (c.grid) push('sep', 'cell', c.i + 1);
      else if (text[c.i + 1] === '&') push('sep', 'quad', c.i + 2);
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
    if (/\d/.test(ch) || (ch === '.' && /^(?:\d|\\overline)/.test(text.slice(c.i + 1, c.i + 10)))) {
      const repeating = repeatingAt(text, c.i);
      if (repeating && c.i + repeating.length <= end) {
        push('num', repeating.text, c.i + repeating.length, { v: repeating.v });
        continue;
      }
      const grouped = groupedAt(text, c.i);
      if (grouped && c.i + grouped.text.length <= end) {
        push(grouped.v ? 'num' : 'bad', grouped.text, c.i + grouped.text.length, grouped.v ? { v: grouped.v, places: grouped.places } : {});
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
      if (/^\.[a-z]/.test(text.slice(to, to + 2))) {
        // 0.abc: digits that are letters.
        push('bad', raw, to + 2);
        continue;
      }
      if (/^:\d\d(?!\d)/.test(text.slice(to, to + 4))) {
        push('bad', raw, to + 3);
        continue;
      }
      const dots = digits.includes('.') ? TRAILING.exec(text.slice(to, to + 6)) : null;
      const on = dots ? goesOn(digits) : undefined;
      if (on) {
        push('num', raw + dots![0], to + dots![0].length, { v: on });
        continue;
      }
      push('num', raw, to, {
        v: fromDecimal(digits),
        places: digits.includes('.') ? digits.split('.')[1]!.length : undefined,
        ...(dots && { open: true }),
        grouped: /,/.test(raw) && !/\{,\}|,\\!|\\!,/.test(raw),
      });
      if (dots) {
        c.i += dots[0].length;
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
    if (ch === "'" || ch === '′') {
      push('op', "'", c.i + 1);
      continue;
    }
    if (lexSign(text, end, c, push)) continue;
    if (ch === '$') {
      push('op', '$', c.i + 1);
      continue;
    }
    if (/[A-Za-zα-ωΑ-Ω]/.test(ch)) {
      push('sym', ch, c.i + 1);
      continue;
    }
    if (ch === '…' || ch === '⋯' || text.startsWith('...', c.i)) {
      push('cmd', 'dots', c.i + (ch === '.' ? 3 : 1));
      continue;
    }
    if (/[,;:.?]/.test(ch)) {
      push('sep', ch === '?' ? '.' : ch, c.i + 1);
      continue;
    }
    push('bad', ch, c.i + 1);
  }
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

const DOTS = new Set(['ldots', 'dots', 'cdots', 'dotsb', 'dotsm', 'dotsc', 'hdots']);
const GRID = /^(?:[pbvVB]?matrix|smallmatrix|cases|array)$/;

/** The edges of matrices and definitions by cases: brackets around cells. An array counts as one inside of brackets. */
function lexGrid(text: string, begins: boolean, environment: string, to: number, c: Cursor, push: Push, out: readonly Tok[]): boolean {
  if (!GRID.test(environment)) return false;
  if (!begins) {
    if (!c.grid) return false;
    c.grid--;
    push('close', 'env', to);
    return true;
  }
  let name = environment;
  let end = to;
  if (name === 'array') {
    const before = out[out.length - 1];
    const bracket = before?.k === 'open' ? before.t : before?.k === 'op' && before.t === '|' ? '|' : undefined;
    if (!bracket || bracket === '{') return false;
    const spec = skipSpace(text, to, text.length);
    if (text[spec] === '{') end = groupEnd(text, spec, text.length);
    if (/[|r]/.test(text.slice(spec, end)) && bracket !== '|' && !/^\{[rcl]+\}$/.test(text.slice(spec, end).replace(/\s/g, '')))
      return false;
    name = bracket === '\\{' ? 'cases' : 'matrix';
  }
  c.grid = (c.grid ?? 0) + 1;
  push('open', `env:${name}`, end);
  return true;
}

function skipSpace(text: string, i: number, end: number): number {
  while (i < end && /\s/.test(text[i]!)) i++;
  return i;
}

/** What `\\not` makes of a relation. */
const NEGATED: Readonly<Record<string, string>> = {
  '=': '≠',
  '<': '≥',
  '\\lt': '≥',
  '>': '≤',
  '\\gt': '≤',
  '≤': '>',
  '\\le': '>',
  '\\leq': '>',
  '≥': '<',
  '\\ge': '<',
  '\\geq': '<',
  '∈': '∉',
  '\\in': '∉',
};

function lexCommand(text: string, end: number, name: string, c: Cursor, push: Push, out: Tok[]): void {
  const to = Math.min(end, c.i + 1 + name.length);
  if (name === '\\') {
    // A row break, with its optional skip "\\[2pt]".
    const skip = /^\*?(\[\s*-?[\d.]+\s*(pt|em|ex|mm|cm|in)\s*\])?/.exec(text.slice(to, to + 20))![0].length;
    push('sep', c.grid ? 'cell-row' : 'row', to + skip);
    if (c.grid) return;
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
  if (name === 'langle' || name === 'rangle') {
    push(name === 'langle' ? 'open' : 'close', name === 'langle' ? '⟨' : '⟩', to);
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
    push('op', OPERATOR_COMMANDS[name]!, to, name === 'times' ? { cross: true } : undefined);
    return;
  }
  if (SEPARATOR_COMMANDS[name]) {
    push('sep', SEPARATOR_COMMANDS[name]!, to);
    return;
  }
  if (SILENT.has(name)) {
    c.i = to;
    if ((name === 'left' || name === 'right' || name === 'middle') && text[to] === '.') c.i = to + 1;
    // `\left|` opens: what stands before it is a factor.
    const bar = name === 'left' ? /^\s*(?:\||\\[lr]?vert(?![a-zA-Z]))/.exec(text.slice(to, to + 10)) : undefined;
    if (bar && to + bar[0].length <= end) push('op', '|', to + bar[0].length, { opens: true });
    return;
  }
  if (name === 'not') {
    const after = skipSpace(text, to, end);
    const rel = /^(?:\\(?:leq?|geq?|lt|gt|in|equiv|mid|sim|subset(?:eq)?)(?![a-zA-Z])|[=<>≤≥∈≡])/.exec(text.slice(after, after + 12))?.[0];
    const negated = rel && NEGATED[rel];
    // What is denied in a way that has no sign of its own is not read, and never as what is denied.
    if (negated) push('rel', negated, after + rel.length);
    else push('bad', 'not', rel ? after + rel.length : to);
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
    // "58 \\mathrm{R} 5": a quotient and its remainder.
    if (plain === 'R' && out[out.length - 1]?.k === 'num' && /^[\s\\;,:!~]*\d/.test(text.slice(close, close + 8))) {
      push('word', 'remainder', close);
      return;
    }
    if (/^[A-Za-z]$/.test(plain) && name !== 'text' && name !== 'mbox') {
      push('sym', plain, close);
      return;
    }
    if (
      name === 'operatorname' ||
      (name === 'mathrm' && /^[a-zA-Z]{2,}$/.test(plain) && /^\s*(?:\\left)?[(_]/.test(text.slice(close, close + 8)))
    ) {
      push('cmd', /^[a-zA-Z]+$/.test(plain) ? `operator:${plain}` : plain, close);
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
    if (lexGrid(text, name === 'begin', environment, close, c, push, out)) return;
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
    DOTS.has(name)
      ? 'dots'
      : name === 'dfrac' || name === 'tfrac' || name === 'cfrac'
        ? 'frac'
        : name === 'dbinom' || name === 'tbinom'
          ? 'binom'
          : name,
    to,
  );
}
