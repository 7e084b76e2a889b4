// Words and the arithmetic among them.
import { goesOn, groupedAt } from './digit-groups';
import { lexDifferential, lexLogarithm } from './lex-functions';
import { lexTex } from './lex-tex';
import { div, fromDecimal, mul, q } from './rational';
import {
  type Cursor,
  drawingEnd,
  type Kind,
  lexSign,
  nextLineEnd,
  OPERATOR_COMMANDS,
  type Push,
  RELATION_COMMANDS,
  RELATIONS,
  repeatingAt,
  type Tok,
} from './tokens';

const PROSE_NUMBER = /(?:\d{1,3}(?:,\d{3})+(?!\d)|\d+)(?:\.\d+)?|\.\d+/y;
const PROSE_WORD =
  /[A-Za-zÀ-ɏ]{2,}(?:(?:['’]|-(?=[A-Za-z]{2}))[A-Za-zÀ-ɏ]+|_[A-Za-zÀ-ɏ0-9]+)*|[A-Za-zÀ-ɏ](?:['’](?=[a-z])[a-z]+|_[A-Za-z0-9]+(?:_[A-Za-z0-9]+)*)?/y;

const CLOSES = /^\\(?:\]|\)|end\{[a-zA-Z]+\*?\})/;

/** Appends the tokens of text[start, end) to `out`. */
export function lexProse(text: string, start: number, end: number, out: Tok[]): void {
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
    if (ch === '[') {
      const close = drawingEnd(text, c.i);
      if (close >= 0) {
        push('sep', 'display', close);
        c.space = true;
        c.gap = true;
        continue;
      }
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
    if (ch === '$' || ch === '€' || ch === '£' || ch === '¥' || ch === '₹') {
      // "3.50 € + 2 €": behind the number.
      if (ch === '€' && /\d ?$/.test(text.slice(Math.max(0, c.i - 2), c.i)) && !/^ ?[\d.]/.test(text.slice(c.i + 1, c.i + 3))) {
        push('word', 'euros', c.i + 1);
        continue;
      }
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
    if (ch === '#' && c.space && !lineStart && /[ A-Za-z]/.test(next)) {
      // A comment behind a line of code.
      push('sep', '.', c.i + 1);
      continue;
    }
    if (ch === '\\' && next === '*') {
      // Markdown's escaped times sign.
      c.i++;
      push('op', '*', c.i + 1);
      continue;
    }
    const closes = ch === '\\' ? CLOSES.exec(text.slice(c.i, c.i + 24)) : null;
    if (closes) {
      // A formula that was opened in an earlier step ends here.
      push('sep', 'display', c.i + closes[0].length);
      c.space = true;
      c.gap = true;
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
    if (ch === '/' && !c.space && /\d/.test(text[c.i - 1] ?? '') && /^ \d+\/\d/.test(text.slice(c.i + 1, c.i + 8))) {
      // "500/ 2/5": nobody can tell what divides what.
      push('bad', ch, c.i + 1);
      continue;
    }
    if (ch === '!' || ch === '/') {
      const attached = !c.space && /[\d)A-Za-z]/.test(text[c.i - 1] ?? '');
      if (ch === '!' && !(attached && (/\d|\)/.test(text[c.i - 1] ?? '') || /[\s]*[=*/+-]/y.test(text.slice(c.i + 1, c.i + 3))))) {
        push('sep', '!', c.i + 1);
        continue;
      }
    }
    if (ch === '-' && !c.space && out[out.length - 1]?.k === 'word' && !c.gap) {
      // "magnitude-5", "six-": a hyphen, not a minus.
      push('bad', '-', c.i + 1);
      continue;
    }
    if (ch === '•' && /[\d)] ?$/.test(text.slice(c.i - 2, c.i)) && /^ ?[\d(]/.test(text.slice(c.i + 1, c.i + 3))) {
      push('op', '*', c.i + 1);
      continue;
    }
    if (ch === '⟨' || ch === '⟩') {
      push(ch === '⟨' ? 'open' : 'close', ch, c.i + 1);
      continue;
    }
    if (divides(text, c.i)) {
      push('op', '/', c.i + 1);
      continue;
    }
    if (ch === '{' || ch === '}') {
      // In plain text braces hold the elements of a set.
      push(ch === '{' ? 'open' : 'close', `\\${ch}`, c.i + 1);
      continue;
    }
    if (lexSign(text, end, c, push)) continue;
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

/**
 * Whether the character at an offset is a colon that divides: 24 : 6 = 4. Spaces stand around it, a number on both sides and one value behind
 * the equals sign; where ratios or parts are spoken of, or the number may be that of a heading ("Step 2 : 4 = …"), it is none.
 */
function divides(text: string, at: number): boolean {
  if (text[at] !== ':' || text[at - 1] !== ' ' || text[at + 1] !== ' ') return false;
  const line = text.slice(text.lastIndexOf('\n', at - 1) + 1, at - 1);
  const left = /(^|[^\d.,])(\d[\d.]*|\))$/.exec(line);
  if (!left || !/^ (?:\d[\d.]*|\([^()=:]*\))(?: ?[-+*/×·] ?\d[\d.]*)* ?= ?-?\d[\d.,]*(?![^\n]* : )/.test(text.slice(at + 1, at + 60)))
    return false;
  const before = line.slice(0, line.length - left[2]!.length).trimEnd();
  const opens = /(?:^|[=(+*/×·−-]|\b(?:so|thus|then|is|gives|get|have|and|hence|therefore))$/i.test(before);
  return opens && !(before === '' && Number(left[2]) <= 20) && !/\b(?:ratios?|parts?|proportions?|odds)\b/i.test(text);
}

function lexNumber(text: string, end: number, c: Cursor, push: Push): void {
  const repeating = repeatingAt(text, c.i);
  if (repeating && c.i + repeating.length <= end) {
    push('num', repeating.text, c.i + repeating.length, { v: repeating.v });
    return;
  }
  PROSE_NUMBER.lastIndex = c.i;
  const raw = PROSE_NUMBER.exec(text)![0];
  let to = Math.min(end, c.i + raw.length);
  const grouped = groupedAt(text, c.i);
  if (grouped && c.i + grouped.text.length <= end) {
    push(grouped.v ? 'num' : 'bad', grouped.text, c.i + grouped.text.length, grouped.v ? { v: grouped.v, places: grouped.places } : {});
    return;
  }
  const after = text.slice(to, to + 8);
  const before = text[c.i - 1] ?? '';
  const clock = /^:\d\d(?!\d)/.exec(after);
  if (clock || (before === ':' && /\d/.test(text[c.i - 2] ?? ''))) {
    push('bad', clock ? raw + clock[0] : raw, clock ? to + clock[0].length : to);
    return;
  }
  if (/^(st|nd|rd|th)\b/.test(after)) {
    push('word', raw + after.slice(0, 2), to + 2);
    return;
  }
  // "0900" is a time of day, "16,0000" and "14,40" are nobody's number.
  const odd = /^,\d+/.exec(after);
  // `C(4,2)`, `(3,5)`, `{1,2,3}`: the last two items of a list.
  const pair = odd && /[)}\]⟩]/.test(text[to + odd[0].length] ?? '') && /[({[⟨][-\d., ]*$/.test(text.slice(Math.max(0, c.i - 40), c.i));
  if (/^0\d/.test(raw) || (odd && !pair && !text.slice(to + odd[0].length).startsWith(','))) {
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
  // 1e3, 2.5E-4: as programs write them.
  const exponent =
    /^(?:[eE]\+?\d{1,2}|E-\d{1,2})(?![\dA-Za-z.])/.exec(after)?.[0] ?? (raw.includes('.') && /^e-\d{1,2}(?![\dA-Za-z.])/.exec(after)?.[0]);
  if (exponent) {
    const n = Number(exponent.slice(1));
    const scale = q(10n ** BigInt(Math.abs(n)));
    const v = fromDecimal(raw.replace(/,/g, ''));
    push('num', raw + exponent, to + exponent.length, { v: n < 0 ? div(v, scale) : mul(v, scale) });
    return;
  }
  const ellipsis = /^(\.\.\.|…)/.exec(after);
  const digits = raw.replace(/,/g, '');
  const places = digits.includes('.') ? digits.split('.')[1]!.length : undefined;
  const on = ellipsis ? goesOn(digits) : undefined;
  if (on) {
    push('num', raw + ellipsis![0], to + ellipsis![0].length, { v: on });
    return;
  }
  push('num', raw, to, { v: fromDecimal(digits), places, grouped: raw.includes(','), ...(ellipsis && places && { open: true }) });
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
  if (/^(sqrt|sin|cos|tan|log|ln|gcd|lcm|max|min|abs|floor|ceil)$/i.test(word) && /^\s*\(/.test(rest)) {
    push('cmd', word.toLowerCase(), to);
    return;
  }
  if (lexLogarithm(text, word, rest, c, push) || lexDifferential(text, word, rest, c, push)) return;
  if (word === 'sqrt' && /^\s+\d/.test(rest)) {
    push('op', '√', to);
    return;
  }
  // "sin 4π", "cos 60°", "ln x": an angle or a letter right behind, no word of a sentence.
  if (/^(sin|cos|tan|cot|sec|csc|ln|lg)$/.test(word) && /^\s+-?(?:\d|π|√|[θαβγφxyzt]\b|e(?![A-Za-z]))/.test(rest)) {
    push('cmd', word, to);
    return;
  }
  if (word === 'L' && /\d\s?$/.test(text.slice(Math.max(0, c.i - 2), c.i)) && /\blit(?:er|re)s?\b/i.test(text)) {
    push('word', 'liters', to);
    return;
  }
  const primes = word.length === 1 ? /^['’′]{1,3}(?=\s*(?:\(|=(?![=>])))/.exec(rest)?.[0] : undefined;
  if (primes) {
    push('sym', word, to);
    for (let i = 0; i < primes.length; i++) push('op', "'", c.i + 1);
    return;
  }
  if (word.length === 1) {
    const operand =
      /^\s*[-+*/^=<>≤≥≠≈×·÷²³)\]]/.test(rest.replace(/^\*\*/, ' ')) ||
      /(?:^|[^*])[-+*/^=<>≤≥≠≈×·÷(]\s*$/.test(text.slice(Math.max(0, c.i - 4), c.i));
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
