// Values that have a name in words, with what they are made of: "the slope of the line through (1, 2) and (3, 8) is 3",
// "the area of a circle of radius 3 is 9π", "7 divides 49", "3/4 as a percentage is 75%".

import { isQ } from '../math/evaluate';
import { bin, type Expr, num, variables } from '../math/expr';
import { numberOf } from '../math/number-words';
import { toFraction, toUni } from '../math/poly';
import { compare, type Q, q } from '../math/rational';
import type { Tok } from '../math/tokens';
import { unitNamed } from '../math/units';
import type { Op, Span } from '../model';
import { subjectBefore } from './division-facts';
import { call, type Found, fact, isWord, type NumberFact, product, value } from './fact-values';
import { pairAt } from './named-points';
import { valueOrNone } from './sides';

const TRIGGER =
  /\b(?:slope|gradient|midpoint|distance|area|perimeter|circumference|hypotenuse|volume|square|cube|circle|rectangle|sphere|cylinder|cone|absolute value|reciprocal|discriminant|roots|solutions|zeros|inverse|angles|divides|percentage|percent|decimal|fraction|base|first)\b/;

/** What one slot of a phrase holds: readings of a value, or the coordinates of a point. */
type Slot = { readonly readings: readonly Expr[]; readonly point?: readonly (readonly Expr[])[] };
type Make = (args: readonly Expr[], span: Span) => Expr | undefined;

/**
 * A phrase: `?w` may be left out, `a|b` are alternatives, `V` is a value, `P` a point, and `*` any words that tie a figure to
 * what determines it.
 */
type Phrase = { readonly parts: readonly string[]; readonly make: Make };

const TYING = new Set(
  'the a line lines segment straight that which passing passes passes goes going through joining connecting containing between from points point determined by given drawn with endpoints connects joins'.split(
    ' ',
  ),
);

const n = (k: number): Expr => num(q(k));
const mul = (a: Expr, b: Expr): Expr => bin('mul', a, b);
const pow = (a: Expr, k: number): Expr => bin('pow', a, n(k));
const PI: Expr = { k: 'const', name: 'pi', span: { start: 0, end: 0 } };
const root = (e: Expr, span: Span): Expr => call('root', [e], span);
const squares = (a: Expr, b: Expr): Expr => bin('add', pow(a, 2), pow(b, 2));
const of = (text: string, make: Make): Phrase => ({ parts: text.split(' '), make });
const WITH = 'of|with|whose';
const RADIUS = `${WITH} ?a ?the radius ?is ?equal ?to ?of V`;
const SIDE = `${WITH} ?a ?the side|sides|edge|edges ?length|lengths ?is ?are ?of V`;

const PHRASES: readonly Phrase[] = [
  of('slope|gradient of * P and|to * P', ([a, b, c, d]) => bin('div', bin('sub', d!, b!), bin('sub', c!, a!))),
  of('distance between|from * P and|to * P', ([a, b, c, d], s) => root(squares(bin('sub', c!, a!), bin('sub', d!, b!)), s)),
  of(`area of a|the circle ${RADIUS}`, ([r]) => mul(PI, pow(r!, 2))),
  of(`circumference of a|the circle ${RADIUS}`, ([r]) => mul(mul(n(2), PI), r!)),
  of(`circumference of a|the circle ${RADIUS.replace('radius', 'diameter')}`, ([d]) => mul(PI, d!)),
  of(`area of a|the square ${SIDE}`, ([a]) => pow(a!, 2)),
  of(`perimeter of a|the square ${SIDE}`, ([a]) => mul(n(4), a!)),
  of(`area of a|the rectangle ${WITH} ?a length ?of V and ?a width ?of V`, ([a, b]) => mul(a!, b!)),
  of(`perimeter of a|the rectangle ${WITH} ?a length ?of V and ?a width ?of V`, ([a, b]) => mul(n(2), bin('add', a!, b!))),
  of(`area of a|the triangle ${WITH} ?a base ?of V and ?a height ?of V`, ([a, b]) => bin('div', mul(a!, b!), n(2))),
  of(`area of a|the right triangle ${WITH} legs ?are ?of ?length|lengths V and V`, ([a, b]) => bin('div', mul(a!, b!), n(2))),
  of(`hypotenuse of a|the right triangle ${WITH} legs ?are ?of ?length|lengths V and V`, ([a, b], s) => root(squares(a!, b!), s)),
  of(`volume of a|the cube ${SIDE}`, ([a]) => pow(a!, 3)),
  of(`surface area of a|the cube ${SIDE}`, ([a]) => mul(n(6), pow(a!, 2))),
  of(`volume of a|the sphere ${RADIUS}`, ([r]) => mul(bin('div', n(4), n(3)), mul(PI, pow(r!, 3)))),
  of(`surface area of a|the sphere ${RADIUS}`, ([r]) => mul(mul(n(4), PI), pow(r!, 2))),
  of(`volume of a|the cylinder ${RADIUS} and ?a height ?of V`, ([r, h]) => mul(mul(PI, pow(r!, 2)), h!)),
  of(`volume of a|the cone ${RADIUS} and ?a height ?of V`, ([r, h]) => bin('div', mul(mul(PI, pow(r!, 2)), h!), n(3))),
  of('square of V', ([a]) => pow(a!, 2)),
  of('cube of V', ([a]) => pow(a!, 3)),
  of('cube root of V', ([a], s) => ({ k: 'call', fn: 'root', args: [a!, n(3)], span: s })),
  of('absolute value of V', ([a], s) => call('abs', [a!], s)),
  of('reciprocal of V', ([a]) => bin('div', n(1), a!)),
  of('discriminant of ?the ?quadratic|polynomial|equation|trinomial ?equation|polynomial V', ([p]) =>
    withCoefficients(p!, (a, b, c) => bin('sub', pow(b, 2), mul(mul(n(4), a), c))),
  ),
  of('sum of the roots|solutions|zeros of ?the ?quadratic|equation ?equation V', ([p]) =>
    withCoefficients(p!, (a, b) => ({ k: 'neg', a: bin('div', b, a), span: b.span })),
  ),
  of('product of the roots|solutions|zeros of ?the ?quadratic|equation ?equation V', ([p]) =>
    withCoefficients(p!, (a, _, c) => bin('div', c, a)),
  ),
  of('sum of the first V positive|natural integers|numbers', ([k]) => bin('div', mul(k!, bin('add', k!, n(1))), n(2))),
  of('sum of the first V ?positive odd integers|numbers', ([k]) => pow(k!, 2)),
  of('sum of the first V positive even integers|numbers', ([k]) => mul(k!, bin('add', k!, n(1)))),
];

/** "A square of side 6 has perimeter 24": the same with the figure ahead. */
const REVERSED: readonly Phrase[] = PHRASES.filter(p => p.parts.some(w => w === 'a|the')).map(p => {
  const figure = p.parts.indexOf('a|the');
  return { make: p.make, parts: [...p.parts.slice(figure), 'has', '?an|a', ...p.parts.slice(0, figure - 1), '?of'] };
});

const FIGURE = /^(?:circle|square|rectangle|triangle|right|cube|sphere|cylinder|cone)$/;
const BY_WORD = new Map<string, Phrase[]>();
for (const p of [...PHRASES, ...REVERSED]) for (const w of p.parts[0]!.split('|')) BY_WORD.set(w, [...(BY_WORD.get(w) ?? []), p]);

/** The facts of a step, in order. `words` are all its words. */
export function saidValues(toks: readonly Tok[], words: string): NumberFact[] {
  if (!TRIGGER.test(words)) return [];
  const out: NumberFact[] = [];
  for (let i = 0; i < toks.length; i++) {
    if (toks[i]!.k !== 'word') continue;
    const found =
      phrase(toks, i) ??
      midpoint(toks, i) ??
      divides(toks, i) ??
      written(toks, i) ??
      inBase(toks, i) ??
      inverse(toks, i) ??
      angles(toks, i);
    if (found && !out.some(f => f.from < found.to && found.from < f.to)) out.push(found);
  }
  return out;
}

const numberIn = (toks: readonly Tok[], at: number): Found | undefined => {
  const t = toks[at];
  const word = t?.k === 'word' ? numberOf(t.t) : undefined;
  return word ? { readings: [num(word, t!.span)], to: at + 1, cut: false } : value(toks, at);
};

/** A number with a word behind it, which may be its unit: that one is passed over. */
function plainIn(toks: readonly Tok[], at: number): Found | undefined {
  const [t, next] = [toks[at], toks[at + 1]];
  if (t?.k !== 'num' || !t.v || t.math || next?.k !== 'word') return undefined;
  return { readings: [num(t.v, t.span)], to: at + (unitNamed(next.t) ? 2 : 1), cut: false };
}

/** The slots of a phrase that begins at a token, and the token behind it. */
function match(toks: readonly Tok[], at: number, parts: readonly string[]): { slots: Slot[]; to: number } | undefined {
  const slots: Slot[] = [];
  let i = at;
  for (const part of parts) {
    if (part === 'V') {
      const found = plainIn(toks, i) ?? numberIn(toks, i);
      if (!found) return undefined;
      slots.push({ readings: found.readings });
      i = found.to;
    } else if (part === 'P') {
      const point = pointAt(toks, i);
      if (!point) return undefined;
      slots.push({ readings: [], point: point.at });
      i = point.to;
    } else if (part === '*') {
      while (toks[i]?.k === 'word' && TYING.has(toks[i]!.t)) i++;
    } else {
      const optional = part.startsWith('?');
      const fits = isWord(toks[i], ...part.replace('?', '').split('|'));
      if (fits) i++;
      else if (!optional) return undefined;
    }
  }
  return { slots, to: i };
}

/** "(1, 2)", "A(1, 2)", "A = (1, 2)". */
function pointAt(toks: readonly Tok[], at: number): { at: (readonly Expr[])[]; to: number } | undefined {
  let i = at;
  if (toks[i]?.k === 'sym') i++;
  if (i > at && toks[i]?.k === 'rel' && toks[i]!.t === '=') i++;
  return toks[i]?.k === 'open' && toks[i]!.t === '(' ? pairAt(toks, i) : undefined;
}

/** Past "is", "equals", "=": where the value begins. */
function verb(toks: readonly Tok[], at: number): number | undefined {
  const t = toks[at];
  if (t?.k === 'rel' && t.t === '=' && (t.gap || !t.math)) return at + 1;
  if (!isWord(t, 'is', 'equals')) return undefined;
  return isWord(toks[at + 1], 'equal') && isWord(toks[at + 2], 'to') ? at + 3 : at + 1;
}

/** Words in front that take a part of what is named, or put it into a comparison. */
const PARTLY =
  /^(?:negative|additive|half|twice|double|of|times|than|to|by|and|or|minus|plus|if|whether|lateral|total|shaded|remaining|new|opposite|shortest|signed)$/;
const alone = (toks: readonly Tok[], at: number): boolean => {
  let i = at - 1;
  if (isWord(toks[i], 'the', 'a')) i--;
  return !(toks[i]?.k === 'word' && PARTLY.test(toks[i]!.t)) && !/^(?:op|num|close|sym)$/.test(toks[i]?.k ?? 'sep');
};

function phrase(toks: readonly Tok[], at: number): NumberFact | undefined {
  if (isWord(toks[at], 'a', 'the') && !FIGURE.test(toks[at + 1]?.t ?? '')) return undefined;
  for (const p of BY_WORD.get(toks[at]!.t) ?? []) {
    const found = match(toks, at, p.parts);
    const start = found && (p.parts.includes('has') ? found.to : verb(toks, found.to));
    const end = start === undefined ? undefined : numberIn(toks, start);
    if (!found || !end || !alone(toks, at)) continue;
    const span = { start: toks[at]!.span.start, end: toks[found.to - 1]!.span.end };
    const lists = found.slots.flatMap(s => s.point ?? [s.readings]);
    const left = product(lists).flatMap(args => {
      const e = p.make(args, span);
      return e ? [{ ...e, span }] : [];
    });
    if (left.length) return fact(toks, at, end.to, { readings: left }, '=', end.readings, end.cut);
  }
  return undefined;
}

/** "The midpoint of (1, 2) and (3, 8) is (2, 5)": the coordinate that is wrong, else the first. */
function midpoint(toks: readonly Tok[], at: number): NumberFact | undefined {
  if (!isWord(toks[at], 'midpoint')) return undefined;
  const found = match(toks, at, ['midpoint', 'of', '*', 'P', 'and|to', '*', 'P']);
  const start = found && verb(toks, found.to);
  const end = start === undefined ? undefined : pointAt(toks, start);
  if (!found || !end) return undefined;
  const [p, r] = found.slots.map(s => s.point!.map(list => list[0]!));
  const span = { start: toks[at]!.span.start, end: toks[found.to - 1]!.span.end };
  const middle = [0, 1].map(k => bin('div', bin('add', p![k]!, r![k]!), n(2)));
  const left: Expr = { k: 'list', items: middle, open: '(', span };
  const said: Expr = {
    k: 'list',
    items: end.at.map(list => list[0]!),
    open: '(',
    span: { start: toks[start!]!.span.start, end: toks[end.to - 1]!.span.end },
  };
  return fact(toks, at, end.to, { readings: [left] }, '=', [said], false);
}

/** "7 divides 49", "7 does not divide 50". */
function divides(toks: readonly Tok[], at: number): NumberFact | undefined {
  const denied = isWord(toks[at], 'does') && isWord(toks[at + 1], 'not') && isWord(toks[at + 2], 'divide');
  if (!denied && !isWord(toks[at], 'divides')) return undefined;
  const subject = subjectBefore(toks, at);
  const i = denied ? at + 3 : at + 1;
  const other = isWord(toks[i], 'evenly') ? undefined : value(toks, isWord(toks[i], 'the') && isWord(toks[i + 1], 'number') ? i + 2 : i);
  if (!subject || !other || isWord(toks[subject.from - 1], 'and', 'or', 'nor', 'neither')) return undefined;
  // "6 divides 12 into two parts", "9 divides 5 of the numbers".
  if (isWord(toks[other.to], 'into', 'and', 'or', 'by', 'of') || other.readings.some(e => e.k === 'unit')) return undefined;
  // "25 divides 2": of the numbers that are spoken of, it divides two.
  const [divisor, number] = [subject.side.value, other.readings.map(valueOrNone)[0]];
  if (!denied && divisor && number && isQ(divisor) && isQ(number) && number.n > 0n && compare(divisor, number) > 0) return undefined;
  return multiple(toks, subject.from, other.to, subject.side.readings, denied ? '∉' : '∈', other.readings, subject.side.cut || other.cut);
}

/** That one number is a multiple of another, as a fact. */
export function multiple(
  toks: readonly Tok[],
  from: number,
  to: number,
  divisor: readonly Expr[],
  op: Op,
  number: readonly Expr[],
  cut: boolean,
): NumberFact {
  const span = { start: toks[from]!.span.start, end: toks[to - 1]!.span.end };
  const right = divisor.map(e => call('multiples', [e], span));
  return fact(toks, from, to, { readings: number }, op, right, cut);
}

/** "3/4 as a percentage is 75%", "0.125 as a fraction is 1/8". */
function written(toks: readonly Tok[], at: number): NumberFact | undefined {
  if (!isWord(toks[at], 'as') || !isWord(toks[at + 1], 'a', 'an')) return undefined;
  if (!isWord(toks[at + 2], 'percentage', 'percent', 'decimal', 'fraction')) return undefined;
  let end = at;
  while (isWord(toks[end - 1], 'written', 'expressed')) end--;
  const subject = subjectBefore(toks, end);
  const start = verb(toks, at + 3);
  const said = start === undefined ? undefined : value(toks, start);
  if (!subject || !said) return undefined;
  const span = { start: toks[subject.from]!.span.start, end: toks[at - 1]!.span.end };
  const left = subject.side.readings.map(e => call('same', [e], span));
  return fact(toks, subject.from, said.to, { readings: left }, '=', said.readings, subject.side.cut || said.cut);
}

/** "13 in base 2 is 1101", "in base 2, 13 is 1101". */
function inBase(toks: readonly Tok[], at: number): NumberFact | undefined {
  if (!isWord(toks[at], 'in') || !isWord(toks[at + 1], 'base')) return undefined;
  const base = toks[at + 2];
  const b = base?.k === 'num' ? base.v : base?.k === 'word' ? numberOf(base.t) : undefined;
  if (!b || b.d !== 1n || b.n < 2n || b.n > 10n) return undefined;
  let end = at;
  while (isWord(toks[end - 1], 'written', 'expressed')) end--;
  const first = toks[end - 1];
  const comma = toks[at + 3]?.k === 'sep' && toks[at + 3]!.t === ',' ? 1 : 0;
  const [number, from, i] =
    first?.k === 'num' && (!toks[end - 2] || toks[end - 2]!.k === 'sep' || toks[end - 2]!.k === 'word')
      ? [first, end - 1, at + 3]
      : [toks[at + 3 + comma], at, at + 4 + comma];
  const start = verb(toks, i);
  const said = start === undefined ? undefined : toks[start];
  if (number?.k !== 'num' || !number.v || number.v.d !== 1n || said?.k !== 'num' || !said.v || said.v.d !== 1n) return undefined;
  const after = toks[start! + 1];
  if (after && after.k !== 'sep' && after.k !== 'word' && after.k !== 'close') return undefined;
  // "101 in base 2 is 5" reads the digits the other way: both are in use, and either may be meant.
  const digits = (t: Tok): Expr => call('base', [num(t.v!, t.span), num(b)], t.span);
  const plain = (t: Tok): Expr => num(t.v!, t.span);
  const binary = (t: Tok) => [...t.v!.n.toString()].every(d => BigInt(d) < b.n);
  if (binary(number) && (binary(said) || number === first)) {
    if (!binary(said)) return fact(toks, from, start! + 1, { readings: [digits(number)] }, '=', [plain(said)], false);
    return undefined;
  }
  return binary(said) ? fact(toks, from, start! + 1, { readings: [plain(number)] }, '=', [digits(said)], false) : undefined;
}

/** "The inverse of 3 modulo 7 is 5": their product leaves 1. */
function inverse(toks: readonly Tok[], at: number): NumberFact | undefined {
  if (!isWord(toks[at], 'inverse') || !isWord(toks[at + 1], 'of')) return undefined;
  const a = toks[at + 2];
  const mod = toks[at + 3];
  const inWords = isWord(mod, 'modulo', 'mod');
  const m = inWords ? toks[at + 4] : mod?.k === 'mod' ? mod.modulus?.[0] : undefined;
  const start = verb(toks, at + (inWords ? 5 : 4));
  const x = start === undefined ? undefined : value(toks, start);
  if (a?.k !== 'num' || !a.v || m?.k !== 'num' || !m.v || !x || x.cut) return undefined;
  const span = { start: toks[at]!.span.start, end: toks[x.to - 1]!.span.end };
  const left = x.readings.map(e => call('remainder', [mul(num(a.v!, a.span), e), num(m.v!, m.span)], span));
  return fact(toks, at, x.to, { readings: left }, '=', [n(1)], false);
}

/** "The angles of the triangle are 50°, 60° and 70°". */
function angles(toks: readonly Tok[], at: number): NumberFact | undefined {
  if (
    !isWord(toks[at], 'angles') ||
    !isWord(toks[at + 1], 'of', 'in') ||
    !isWord(toks[at + 2], 'a', 'the', 'this') ||
    !isWord(toks[at + 3], 'triangle')
  )
    return undefined;
  if (isWord(toks[at - 1], 'exterior', 'two', 'outer', 'other')) return undefined;
  if (!isWord(toks[at + 4], 'are')) return undefined;
  const degrees: Expr[] = [];
  let i = at + 5;
  for (;;) {
    const [t, sign] = [toks[i], toks[i + 1]];
    if (t?.k !== 'num' || !t.v) break;
    const braced = sign?.t === '^' && toks[i + 2]?.t === '{' && toks[i + 3]?.t === '∘' && toks[i + 4]?.t === '}';
    const to = sign?.t === '°' ? i + 2 : braced ? i + 5 : sign?.t === '^' && toks[i + 2]?.t === '∘' ? i + 3 : undefined;
    if (to === undefined) return undefined;
    degrees.push(num(t.v, t.span));
    i = to;
    if (toks[i]?.k === 'sep' && toks[i]!.t === ',') i++;
    if (isWord(toks[i], 'and')) i++;
  }
  if (degrees.length !== 3 || isWord(toks[i], 'or') || toks[i]?.k === 'op') return undefined;
  const span = { start: toks[at]!.span.start, end: toks[i - 1]!.span.end };
  return fact(toks, at, i, { readings: [call('sum', degrees, span)] }, '=', [num(q(180), span)], false);
}

/** What the coefficients of a quadratic in one letter give. */
function withCoefficients(e: Expr, make: (a: Expr, b: Expr, c: Expr) => Expr): Expr | undefined {
  const f = toFraction(e);
  const [name, ...more] = variables(e);
  const uni = f && name !== undefined && !more.length && f.den.size === 1 && f.den.get('')?.n === 1n ? toUni(f.num, name) : undefined;
  if (!uni || uni.length !== 3) return undefined;
  const [c, b, a] = uni.map((v: Q) => num(v, e.span));
  return make(a!, b!, c!);
}
