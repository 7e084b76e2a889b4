// Formulas that are said in words, as the tokens that would write them: "x squared plus one is 10", "the value of f at 3 is 4",
// "the derivative of x^3 is 3x^2".

import { numberOf } from '../math/number-words';
import { parse } from '../math/parse';
import { q, show } from '../math/rational';
import type { Kind, Tok } from '../math/tokens';
import type { Span } from '../model';
import { isWord, PREPOSITIONS } from './fact-values';

const TRIGGER =
  /\b(?:squared|cubed|factorial|power|choose|log base|plus|minus|over|times|divided by|derivative of|integral of|limit of|value of)\b|\([^()]{1,20}\)\$? is\b/i;
/** Words that a spoken formula has, and how many tokens ahead of the first of them it may begin. */
const SAID = /^(?:squared|cubed|factorial|power|choose|log|plus|minus|over|times|divided|multiplied|root)$/;
const REACH = 12;
const HEADS = /^(?:derivative|integral|limit|value)$/;
/** Behind a value these go on with it. */
const GOES_ON =
  /^(?:times|plus|minus|more|less|fewer|percent|of|hundred|thousand|million|billion|dozen|and|or|half|point|over|squared|cubed|to|divided|multiplied|out|per|greater|choose|mod|modulo)$/;
/** What stands before a formula takes a part of it, or makes it a part of something. */
const TAKES = /^(?:twice|half|double|triple|square|cube|root|percent|no|not|if|whether|unless|number)$/;
const ORDINALS: Readonly<Record<string, number>> = { second: 2, third: 3, fourth: 4, fifth: 5, sixth: 6, seventh: 7, eighth: 8, tenth: 10 };

type Part = {
  readonly toks: readonly Tok[];
  readonly to: number;
  /** How many operations are said in words, and are there at all. */
  readonly said: number;
  readonly operations: number;
  readonly letters: number;
};

/** The tokens of a step with what is said as a formula written as one. `text` is the step's. */
export function spokenFormulas(toks: readonly Tok[], text: string): readonly Tok[] {
  if (!TRIGGER.test(text)) return toks;
  let out: Tok[] | undefined;
  let done = 0;
  let said = -1;
  for (let i = 0; i < toks.length; i++) {
    const t = toks[i]!;
    if (t.k === 'sep' || t.k === 'rel') continue;
    while (said < i || (said < toks.length && !SAID.test(toks[said]!.k === 'word' ? toks[said]!.t : ''))) said++;
    const found = HEADS.test(t.t) ? (headed(toks, i) ?? applied(toks, i)) : t.k === 'sym' ? applied(toks, i) : undefined;
    const formed = found ?? (said - i <= REACH ? formula(toks, i) : undefined);
    if (!formed) continue;
    out ??= [];
    out.push(...toks.slice(done, i), ...formed.toks);
    done = formed.to;
    i = done - 1;
  }
  return out ? [...out, ...toks.slice(done)] : toks;
}

const made = (k: Kind, t: string, span: Span, more: Partial<Tok> = {}): Tok => ({
  k,
  t,
  span,
  space: false,
  gap: false,
  math: false,
  ...more,
});
const spanOf = (toks: readonly Tok[], from: number, to: number): Span => ({ start: toks[from]!.span.start, end: toks[to - 1]!.span.end });
const equals = (toks: readonly Tok[], from: number, to: number): Tok => made('rel', '=', spanOf(toks, from, to), { space: true });

/** Past "is", "equals", "is equal to": where the value begins. */
function verb(toks: readonly Tok[], at: number): number | undefined {
  if (!isWord(toks[at], 'is', 'equals', 'gives', 'makes')) return undefined;
  if (!isWord(toks[at], 'is') || !isWord(toks[at + 1], 'equal')) return at + 1;
  return isWord(toks[at + 2], 'to') ? at + 3 : undefined;
}

/** Whether nothing goes on behind a value. */
function ended(toks: readonly Tok[], at: number): boolean {
  const t = toks[at];
  if (!t || t.k === 'sep' || t.k === 'close') return true;
  return t.k === 'word' && !GOES_ON.test(t.t) && !numberOf(t.t);
}

/** Whether a formula can begin at a token: nothing before it takes it in. */
function free(toks: readonly Tok[], at: number): boolean {
  const before = toks[at - 1];
  if (!before || before.k === 'sep' || before.k === 'rel') return true;
  if (before.k !== 'word') return false;
  if (before.t === 'of') return isWord(toks[at - 2], 'value', 'expression');
  if (before.t === 'the') return free(toks, at - 1);
  return !PREPOSITIONS.has(before.t) && !GOES_ON.test(before.t) && !TAKES.test(before.t) && !numberOf(before.t);
}

/** A formula in words with what it is said to be, or beside a relation that is written. */
function formula(toks: readonly Tok[], at: number): { toks: readonly Tok[]; to: number } | undefined {
  const t = toks[at]!;
  if (t.k === 'sep' || t.k === 'rel' || !free(toks, at)) return undefined;
  const left = sum(toks, at);
  if (!left?.said || (!left.letters && left.operations < 2)) return undefined;
  const put = putIn(toks, left);
  if (put) return put;
  const behind = toks[left.to];
  if (behind?.k === 'rel' || (toks[at - 1]?.k === 'rel' && ended(toks, left.to))) return left;
  const start = verb(toks, left.to);
  const right = start === undefined ? undefined : sum(toks, start);
  if (!right || !ended(toks, right.to)) return undefined;
  return { toks: [...left.toks, equals(toks, left.to, start!), ...right.toks], to: right.to };
}

/** "x squared plus one at x = 3 is 10": with the value in place of the letter. */
function putIn(toks: readonly Tok[], left: Part): { toks: readonly Tok[]; to: number } | undefined {
  const [word, letter, sign] = [toks[left.to], toks[left.to + 1], toks[left.to + 2]];
  if (!isWord(word, 'at', 'when', 'for') || letter?.k !== 'sym' || sign?.t !== '=') return undefined;
  const point = signed(toks, left.to + 3);
  const start = point && verb(toks, point.to);
  const right = start === undefined ? undefined : signed(toks, start);
  if (!point || !right || !ended(toks, right.to)) return undefined;
  if (left.toks.some(t => t.k === 'sym' && t.t !== letter.t)) return undefined;
  const all = left.toks.flatMap(t =>
    t.k === 'sym' ? [made('open', '(', t.span, { space: true }), ...point.toks, made('close', ')', t.span)] : [t],
  );
  return { toks: [...all, equals(toks, left.to, start!), ...right.toks], to: right.to };
}

function joined(a: Part, signs: readonly Tok[], b: Part, said: boolean): Part {
  return {
    toks: [...a.toks, ...signs, ...b.toks],
    to: b.to,
    said: a.said + b.said + (said ? 1 : 0),
    operations: a.operations + b.operations + 1,
    letters: a.letters + b.letters,
  };
}

function sum(toks: readonly Tok[], at: number): Part | undefined {
  let left = product(toks, at);
  while (left) {
    const t = toks[left.to];
    const said = isWord(t, 'plus', 'minus');
    if (!said && !(t?.k === 'op' && '+-'.includes(t.t))) break;
    const right = product(toks, left.to + 1);
    if (!right) break;
    // "x plus one squared": nobody can tell what is squared.
    if (said && left.said === 0 && right.said > 0 && right.toks[1]?.t === '^') return undefined;
    left = joined(left, [said ? made('op', t!.t === 'plus' ? '+' : '-', t!.span, { space: true }) : t!], right, said);
  }
  return left;
}

function product(toks: readonly Tok[], at: number): Part | undefined {
  let left = factor(toks, at);
  while (left) {
    const t = toks[left.to];
    const by = isWord(t, 'multiplied', 'divided') && isWord(toks[left.to + 1], 'by');
    const said = by || isWord(t, 'times', 'over');
    if (!said && !(t?.k === 'op' && '*/'.includes(t.t))) break;
    const right = factor(toks, left.to + (by ? 2 : 1));
    if (!right) break;
    const sign = isWord(t, 'times', 'multiplied') ? '*' : '/';
    const over = isWord(t, 'over', 'divided');
    left = joined(left, [said ? made('op', sign, t!.span, { space: true, ...(over && { over }) }) : t!], right, said);
  }
  return left;
}

function factor(toks: readonly Tok[], at: number): Part | undefined {
  const i = isWord(toks[at], 'the') ? at + 1 : at;
  if (isWord(toks[i], 'square', 'cube') && isWord(toks[i + 1], 'root') && isWord(toks[i + 2], 'of')) {
    const of = factor(toks, i + 3);
    if (!of) return undefined;
    const span = spanOf(toks, i, i + 3);
    const index = isWord(toks[i], 'cube') ? [made('open', '[', span), made('num', '3', span, { v: q(3) }), made('close', ']', span)] : [];
    const head = [made('cmd', 'sqrt', span, { math: true }), ...index, made('open', '{', span)];
    return { ...of, toks: [...head, ...of.toks, made('close', '}', span)], said: of.said + 1, operations: of.operations + 1 };
  }
  if (isWord(toks[i], 'log') && isWord(toks[i + 1], 'base')) {
    const base = atom(toks, i + 2);
    const of = base && isWord(toks[base.to], 'of') ? factor(toks, base.to + 1) : undefined;
    if (!base || !of) return undefined;
    const span = spanOf(toks, i, base.to + 1);
    const [open, close] = [made('open', '{', span), made('close', '}', span)];
    const head = [made('cmd', 'log', span, { math: true }), made('op', '_', span), open, ...base.toks, close];
    const all = [...head, made('open', '(', span), ...of.toks, made('close', ')', span)];
    return { ...of, toks: all, said: of.said + 2, operations: of.operations + 2 };
  }
  if (i !== at) return undefined;
  let part = atom(toks, at);
  while (part) {
    const t = toks[part.to];
    const power = exponent(toks, part.to);
    if (power) {
      const operations = part.operations + (isWord(t, 'squared', 'cubed') ? 1 : 2);
      part = { ...part, toks: [...part.toks, ...power.toks], to: power.to, said: part.said + 1, operations };
    } else if (t?.k === 'op' && t.t === '^' && toks[part.to + 1]?.k === 'num') {
      part = { ...part, toks: [...part.toks, t, toks[part.to + 1]!], to: part.to + 2, operations: part.operations + 1 };
    } else if (isWord(t, 'factorial')) {
      part = {
        ...part,
        toks: [...part.toks, made('op', '!', t!.span)],
        to: part.to + 1,
        said: part.said + 1,
        operations: part.operations + 2,
      };
    } else if (isWord(t, 'choose')) {
      const k = atom(toks, part.to + 1);
      if (!k) return part;
      const [open, close] = [made('open', '{', t!.span), made('close', '}', t!.span)];
      const all = [made('cmd', 'binom', t!.span, { math: true }), open, ...part.toks, close, open, ...k.toks, close];
      part = { toks: all, to: k.to, said: part.said + 1, operations: part.operations + 2, letters: part.letters + k.letters };
    } else break;
  }
  return part;
}

/** "squared", "to the power of 5", "to the fourth", "raised to the third power". */
function exponent(toks: readonly Tok[], at: number): { toks: readonly Tok[]; to: number } | undefined {
  const power = (value: readonly Tok[], to: number) => {
    const span = spanOf(toks, at, to);
    return { toks: [made('op', '^', span), made('open', '{', span), ...value, made('close', '}', span)], to };
  };
  const number = (n: number, i: number): Tok => made('num', String(n), toks[i]!.span, { v: q(n) });
  if (isWord(toks[at], 'squared', 'cubed')) return power([number(toks[at]!.t === 'squared' ? 2 : 3, at)], at + 1);
  const i = isWord(toks[at], 'raised') ? at + 1 : at;
  if (!isWord(toks[i], 'to') || !isWord(toks[i + 1], 'the')) return undefined;
  const t = toks[i + 2];
  if (isWord(t, 'power')) {
    const value = atom(toks, isWord(toks[i + 3], 'of') ? i + 4 : i + 3);
    return value && power(value.toks, value.to);
  }
  const nth = t?.k === 'word' ? (ORDINALS[t.t] ?? Number(/^(\d{1,2})th$/.exec(t.t)?.[1])) : Number.NaN;
  const named = isWord(toks[i + 3], 'power');
  // "3 to the tenth" may be a place in a row: only a power that is called one, or something raised.
  return Number.isNaN(nth) || (!named && i === at) ? undefined : power([number(nth, i + 2)], named ? i + 4 : i + 3);
}

/** A number in digits or words, a letter, or a formula of its own between marks. */
function atom(toks: readonly Tok[], at: number): Part | undefined {
  const t = toks[at];
  if (!t) return undefined;
  const one = (tok: Tok, letters: number): Part => ({ toks: [tok], to: at + 1, said: 0, operations: 0, letters });
  if (t.k === 'word') {
    const n = numberOf(t.t);
    if (n) return one(made('num', show(n), t.span, { v: n, space: true }), 0);
    // "a squared plus b squared": the letter, not the article.
    return t.t === 'a' && exponent(toks, at + 1) ? one(made('sym', 'a', t.span, { space: true }), 1) : undefined;
  }
  if (t.math) {
    let end = at + 1;
    while (toks[end]?.math && !toks[end]!.gap) end++;
    const inside = toks.slice(at, end);
    if (inside.some(x => x.k === 'sep' || x.k === 'rel' || x.k === 'bad' || x.k === 'word' || x.k === 'inner')) return undefined;
    if (inside.length === 1 && (t.k === 'num' || t.k === 'sym')) return one({ ...t, gap: false }, t.k === 'sym' ? 1 : 0);
    const span = spanOf(toks, at, end);
    const all = [made('open', '(', { start: span.start, end: span.start }), { ...t, gap: false }, ...inside.slice(1)];
    return {
      toks: [...all, made('close', ')', { start: span.end, end: span.end })],
      to: end,
      said: 0,
      operations: 1,
      letters: inside.some(x => x.k === 'sym') ? 1 : 0,
    };
  }
  if (t.k === 'num') return toks[at + 1]?.t === '%' ? undefined : one(t, 0);
  return t.k === 'sym' && /^[A-Za-z]$/.test(t.t) ? one(t, 1) : undefined;
}

/** "the value of f at 3 is 4", "f of 3 is 4", "f(3) is 4": a function at a number. */
function applied(toks: readonly Tok[], at: number): { toks: readonly Tok[]; to: number } | undefined {
  const letter = (i: number) => toks[i]?.k === 'sym' && /^[A-Za-z]$/.test(toks[i]!.t);
  if (isWord(toks[at], 'value') && isWord(toks[at + 1], 'of') && letter(at + 2)) {
    const [f, open, x, close] = toks.slice(at + 2, at + 6);
    const ofLetter = open?.t === '(' && x?.k === 'sym' && close?.t === ')';
    let i = at + (ofLetter ? 6 : 3);
    if (!isWord(toks[i], 'at', 'when', 'for', 'if')) return undefined;
    i++;
    if (ofLetter) {
      if (toks[i]?.k !== 'sym' || toks[i]!.t !== x.t || toks[i + 1]?.t !== '=') return undefined;
      i += 2;
    }
    const point = signed(toks, i);
    const start = point && verb(toks, point.to);
    const right = start === undefined ? undefined : signed(toks, start);
    if (!point || !right || !ended(toks, right.to)) return undefined;
    const span = spanOf(toks, at, point.to);
    const left = [{ ...f!, span: { ...f!.span, start: span.start }, gap: false }, made('open', '(', f!.span), ...point.toks];
    return { toks: [...left, made('close', ')', toks[point.to - 1]!.span), equals(toks, point.to, start!), ...right.toks], to: right.to };
  }
  if (!letter(at) || toks[at + 1]?.t !== '(' || toks[at + 1]!.space || !free(toks, at)) return undefined;
  const point = signed(toks, at + 2);
  if (!point || toks[point.to]?.t !== ')') return undefined;
  const start = verb(toks, point.to + 1);
  const right = start === undefined ? undefined : signed(toks, start);
  if (!right || !ended(toks, right.to)) return undefined;
  return { toks: [...toks.slice(at, point.to + 1), equals(toks, point.to + 1, start!), ...right.toks], to: right.to };
}

/** A number with its sign, in or out of a formula. */
function signed(toks: readonly Tok[], at: number): Part | undefined {
  const minus = toks[at]?.k === 'op' && toks[at]!.t === '-';
  const t = toks[minus ? at + 1 : at];
  const n = t?.k === 'word' ? numberOf(t.t) : undefined;
  if (!t || (t.k !== 'num' && !n)) return undefined;
  const slash = toks[minus ? at + 2 : at + 1];
  if (slash?.k === 'op' && slash.t !== '$') return undefined;
  const value = n ? made('num', show(n), t.span, { v: n, space: true }) : { ...t, gap: false };
  const all = minus ? [{ ...toks[at]!, gap: false }, value] : [value];
  return { toks: all, to: at + all.length, said: 0, operations: 0, letters: 0 };
}

/** "the derivative of E is F", "the integral of E from a to b is V", "the limit of E as x approaches a is V". */
function headed(toks: readonly Tok[], at: number): { toks: readonly Tok[]; to: number } | undefined {
  if (!isWord(toks[at], 'derivative', 'integral', 'limit') || !isWord(toks[at + 1], 'of')) return undefined;
  if (isWord(toks[at - 1], 'second', 'third', 'partial', 'directional', 'double', 'line', 'surface', 'left', 'right', 'indefinite'))
    return undefined;
  const e = written(toks, at + 2);
  if (!e) return undefined;
  const names = [...new Set(e.toks.flatMap(t => (t.k === 'sym' ? [t.t] : [])))];
  const head = toks[at]!.span;
  const sign = (k: Kind, t: string, more: Partial<Tok> = {}) => made(k, t, head, { math: true, ...more });
  const body = [sign('open', '('), ...e.toks, made('close', ')', toks[e.to - 1]!.span, { math: true })];
  let i = e.to;
  if (isWord(toks[at], 'derivative')) {
    if (isWord(toks[i], 'with') && isWord(toks[i + 1], 'respect') && isWord(toks[i + 2], 'to') && toks[i + 3]?.k === 'sym') {
      if (toks[i + 3]!.t !== names[0]) return undefined;
      i += 4;
    }
    if (names.length !== 1) return undefined;
    const start = verb(toks, i);
    if (start === undefined) return undefined;
    const d = sign('sym', 'd');
    const [open, close] = [sign('open', '{'), sign('close', '}')];
    const left = [sign('cmd', 'frac'), open, d, close, open, d, sign('sym', names[0]!), close, ...body];
    const right = written(toks, start);
    return right && { toks: [...left, equals(toks, i, start), ...right.toks], to: right.to };
  }
  if (names.length !== 1) return undefined;
  const [open, close] = [sign('open', '{'), sign('close', '}')];
  if (isWord(toks[at], 'integral')) {
    const low = isWord(toks[i], 'from') ? written(toks, i + 1) : undefined;
    const high = low && isWord(toks[low.to], 'to') ? written(toks, low.to + 1) : undefined;
    const start = high && verb(toks, high.to);
    const right = start === undefined ? undefined : written(toks, start);
    if (!low || !high || !right || !ended(toks, right.to)) return undefined;
    const bounds = [sign('op', '_'), open, ...low.toks, close, sign('op', '^'), open, ...high.toks, close];
    const left = [sign('cmd', 'int'), ...bounds, ...body, sign('sym', 'd'), sign('sym', names[0]!)];
    return { toks: [...left, equals(toks, high.to, start!), ...right.toks], to: right.to };
  }
  if (!isWord(toks[i], 'as') || toks[i + 1]?.t !== names[0]) return undefined;
  i += 2;
  const arrow = toks[i]?.k === 'sep' && toks[i]!.t === '→';
  if (isWord(toks[i], 'goes', 'tends') && isWord(toks[i + 1], 'to')) i += 2;
  else if (arrow || isWord(toks[i], 'approaches')) i++;
  else return undefined;
  const infinite = isWord(toks[i], 'infinity');
  const point = infinite ? { toks: [made('cmd', 'infty', toks[i]!.span, { math: true })], to: i + 1 } : written(toks, i);
  const start = point && verb(toks, point.to);
  const right = start === undefined ? undefined : written(toks, start);
  if (!point || !right || !ended(toks, right.to)) return undefined;
  const under = [sign('op', '_'), open, sign('sym', names[0]!), sign('inner', '→'), ...point.toks, close];
  return { toks: [sign('cmd', 'lim'), ...under, ...body, equals(toks, point.to, start!), ...right.toks], to: right.to };
}

/** A formula as it is written, up to where it ends. */
function written(toks: readonly Tok[], at: number): { toks: readonly Tok[]; to: number } | undefined {
  const first = toks[at];
  if (!first || first.k === 'word' || first.k === 'sep') return undefined;
  let stop = at;
  while (toks[stop] && toks[stop]!.k !== 'word' && toks[stop]!.k !== 'sep' && toks[stop]!.k !== 'rel') stop++;
  const p = parse(toks, at, stop);
  if (!p) return undefined;
  return { toks: [{ ...first, gap: false, space: false }, ...toks.slice(at + 1, stop)], to: stop };
}
