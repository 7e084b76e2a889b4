// Arithmetic that is said in words: "half of 48 is 24", "three times seven equals twenty-one", "15 is 5 more than 10", "3.47 rounded to
// the nearest tenth is 3.5", "six values (1, 2, 3, 4, 5 and 6)".
import { bin, type Expr, num } from '../math/expr';
import { factorOfWord, numberOf } from '../math/number-words';
import { isInteger, mul, q } from '../math/rational';
import type { Tok } from '../math/tokens';
import type { Op, Span } from '../model';
import type { NumberFact } from './number-facts';

const TRIGGER =
  /\b(of|times|plus|minus|divided|multiplied|twice|double|triple|thrice|squared|cubed|than|rounded|rounding|closest|nearest|dozen|quarterly|monthly)\b/;
const EQUALS = new Set(['is', 'equals', 'makes', 'gives', 'are', 'means']);
/** Behind a value these go on with it. */
const GOES_ON = new Set(
  'times plus minus more less fewer percent of hundred thousand million billion dozen and half or point over squared cubed to divided multiplied out per'.split(
    ' ',
  ),
);
const PREPOSITIONS = new Set('of than by with plus minus times over to from and or at per for in on sum product number'.split(' '));

const isWord = (t: Tok | undefined, ...any: readonly string[]): boolean => t?.k === 'word' && any.includes(t.t);

type Operand = { readonly e: Expr; readonly to: number };
type Find = {
  readonly left: Expr;
  readonly op?: Op;
  readonly right: Expr;
  readonly from: number;
  readonly to: number;
  readonly phrase?: string;
};

/** The facts of a step, in order. `words` are all its words. */
export function spokenFacts(toks: readonly Tok[], words: string): NumberFact[] {
  const counted = countedLists(toks);
  if (!TRIGGER.test(words)) return counted;
  const out: NumberFact[] = [...counted];
  for (let i = 0; i < toks.length; i++) {
    if (!opens(toks[i]!)) continue;
    const found = partOf(toks, i) ?? operation(toks, i) ?? more(toks, i) ?? rounded(toks, i) ?? dozen(toks, i) ?? yearly(toks, i);
    if (!found || out.some(f => f.from < found.to && found.from < f.to)) continue;
    const { from, to, left, right } = found;
    const span: Span = { start: toks[from]!.span.start, end: toks[to - 1]!.span.end };
    out.push({ span, left: [left], op: found.op ?? '=', right: [right], cut: false, said: 'plain', from, to, phrase: found.phrase });
  }
  return out;
}

/** Words that one of the facts can begin or turn at. */
const OPENERS = new Set(
  'half third quarter fourth twice double thrice triple more less greater fewer integer number rounded rounds rounding weekly monthly quarterly semiannually'.split(
    ' ',
  ),
);

/** Whether a fact can be found at a token: most are left alone at once. */
const opens = (t: Tok): boolean =>
  t.k === 'num' || (t.k === 'op' ? t.t === '$' : t.k === 'word' && (OPENERS.has(t.t) || FRACTION.test(t.t) || numberOf(t.t) !== undefined));

/** A number in digits or words, with its money sign or per cent. */
function operand(toks: readonly Tok[], at: number): Operand | undefined {
  let i = at;
  const money = toks[i]?.k === 'op' && toks[i]!.t === '$';
  if (money) i++;
  const t = toks[i];
  if (!t || t.math) return undefined;
  const span = { start: toks[at]!.span.start, end: t.span.end };
  const word = t.k === 'word' ? numberOf(t.t) : undefined;
  if (t.k !== 'num' && !word) return undefined;
  if (toks[i + 1]?.k === 'num' || (toks[i + 1]?.k === 'op' && !toks[i + 1]!.space && toks[i + 1]!.t !== '%')) return undefined;
  const e: Expr = { k: 'num', v: word ?? t.v!, places: t.places, span };
  const next = toks[i + 1];
  if ((next?.k === 'op' && next.t === '%') || isWord(next, 'percent')) return { e: { k: 'pct', a: e, span }, to: i + 2 };
  return { e, to: i + 1 };
}

/** The value at the end: nothing may go on behind it but its unit. */
function result(toks: readonly Tok[], at: number): Operand | undefined {
  const skip = isWord(toks[at], 'equal') && isWord(toks[at + 1], 'to') ? 2 : 0;
  const value = operand(toks, at + skip);
  return value && ended(toks, value.to) ? value : undefined;
}

function ended(toks: readonly Tok[], at: number): boolean {
  const t = toks[at];
  if (!t || t.k === 'sep' || t.k === 'close') return true;
  if (t.k !== 'word' || GOES_ON.has(t.t) || numberOf(t.t)) return false;
  // Of its unit too nothing goes on: "is 6 pounds more than".
  for (let i = at + 1; i < at + 3 && toks[i]?.k === 'word'; i++) if (/^(more|less|fewer|times|plus|minus)$/.test(toks[i]!.t)) return false;
  return true;
}

const FRACTION = /^(one|two|three|four|five|seven)-(half|halves|thirds?|quarters?|fourths?|fifths?|sixths?|eighths?|tenths?)$/;
const PARTS: Readonly<Record<string, number>> = { hal: 2, thi: 3, qua: 4, fou: 4, fif: 5, six: 6, eig: 8, ten: 10 };

/** What is taken of something, or of it many times: half, one-third, 20%, 1/4, twice. */
function share(toks: readonly Tok[], at: number): { readonly v: Expr; readonly to: number; readonly of: boolean } | undefined {
  const t = toks[at];
  if (!t || t.math) return undefined;
  if (t.k === 'word') {
    const span = t.span;
    const fraction = FRACTION.exec(t.t);
    if (fraction) return { v: num(q(Number(numberOf(fraction[1]!)!.n), PARTS[fraction[2]!.slice(0, 3)]!), span), to: at + 1, of: true };
    if (t.t === 'half') return { v: num(q(1, 2), span), to: at + 1, of: true };
    // "Two thirds of 24".
    const [count, part] = [numberOf(t.t), toks[at + 1]?.k === 'word' ? toks[at + 1]!.t : ''];
    if (
      count &&
      isInteger(count) &&
      count.n > 1n &&
      count.n < 10n &&
      /^(?:halves|thirds|quarters|fourths|fifths|sixths|eighths|tenths)$/.test(part)
    )
      return { v: num(q(Number(count.n), PARTS[part.slice(0, 3)]!), span), to: at + 2, of: true };
    if (/^(third|quarter|fourth)$/.test(t.t) && isWord(toks[at - 1], 'a', 'one'))
      return { v: num(factorOfWord(t.t)!, span), to: at + 1, of: true };
    if (/^(twice|double|thrice|triple)$/.test(t.t)) return { v: num(factorOfWord(t.t)!, span), to: at + 1, of: false };
  }
  const slash = toks[at + 1];
  if (t.k === 'num' && slash?.k === 'op' && slash.t === '/' && toks[at + 2]?.k === 'num') {
    const before = toks[at - 1];
    if (before && before.k !== 'word' && before.k !== 'sep') return undefined;
    return { v: bin('div', num(t.v!, t.span), num(toks[at + 2]!.v!, toks[at + 2]!.span)), to: at + 3, of: true };
  }
  const percent = operand(toks, at);
  return percent?.e.k === 'pct' ? { v: percent.e, to: percent.to, of: true } : undefined;
}

/** "Half of 48 is 24", "20% of 50 is 10", "twice 15 is 30". */
function partOf(toks: readonly Tok[], at: number): Find | undefined {
  const part = share(toks, at);
  if (!part || PREPOSITIONS.has(toks[at - 1]?.k === 'word' ? toks[at - 1]!.t : '')) return undefined;
  if (part.of !== isWord(toks[part.to], 'of')) return undefined;
  const whole = operand(toks, part.of ? part.to + 1 : part.to);
  if (!whole || whole.e.k === 'pct') return undefined;
  const end = unitEnd(toks, whole.to);
  if (!EQUALS.has(toks[end]?.k === 'word' ? toks[end]!.t : '')) return undefined;
  const value = result(toks, end + 1);
  return value && { left: bin('mul', part.v, whole.e), right: value.e, from: at, to: value.to };
}

/** Past at most two words of a unit. */
function unitEnd(toks: readonly Tok[], at: number): number {
  let i = at;
  while (i < at + 2 && toks[i]?.k === 'word' && !EQUALS.has(toks[i]!.t) && !GOES_ON.has(toks[i]!.t)) i++;
  return i;
}

/** "Three times seven equals twenty-one", "12 divided by 4 is 3", "5 squared is 25". */
function operation(toks: readonly Tok[], at: number): Find | undefined {
  const before = toks[at - 1];
  if (before && !(before.k === 'sep' || (before.k === 'word' && !PREPOSITIONS.has(before.t) && !GOES_ON.has(before.t)))) return undefined;
  const a = operand(toks, at);
  if (!a) return undefined;
  const sign = toks[a.to];
  if (isWord(sign, 'squared', 'cubed')) {
    if (!isWord(toks[a.to + 1], 'is', 'equals')) return undefined;
    const value = result(toks, a.to + 2);
    return value && { left: bin('pow', a.e, num(q(sign!.t === 'squared' ? 2 : 3))), right: value.e, from: at, to: value.to };
  }
  const by = isWord(toks[a.to + 1], 'by');
  const kind = isWord(sign, 'times')
    ? 'mul'
    : isWord(sign, 'plus')
      ? 'add'
      : isWord(sign, 'minus')
        ? 'sub'
        : isWord(sign, 'divided') && by
          ? 'div'
          : isWord(sign, 'multiplied') && by
            ? 'mul'
            : undefined;
  if (!kind) return undefined;
  const b = operand(toks, a.to + (by ? 2 : 1));
  if (!b || !isWord(toks[b.to], 'is', 'equals', 'makes', 'gives')) return undefined;
  const value = result(toks, b.to + 1);
  return value && { left: bin(kind, a.e, b.e), right: value.e, from: at, to: value.to };
}

/** "15 is 5 more than 10", "7.5 pounds is half a pound more than 7 pounds". */
function more(toks: readonly Tok[], at: number): Find | undefined {
  if (!isWord(toks[at], 'more', 'less', 'greater', 'fewer') || !isWord(toks[at + 1], 'than')) return undefined;
  let verb = at - 1;
  while (verb > at - 6 && toks[verb] && !isWord(toks[verb], 'is')) verb--;
  if (!isWord(toks[verb], 'is')) return undefined;
  const half = isWord(toks[verb + 1], 'half') && isWord(toks[verb + 2], 'a', 'an');
  const amount: Operand | undefined = half ? { e: num(q(1, 2), toks[verb + 1]!.span), to: verb + 3 } : operand(toks, verb + 1);
  if (!amount || amount.e.k === 'pct' || unitEnd(toks, amount.to) !== at) return undefined;
  let from = verb - 1;
  while (from > verb - 3 && toks[from]?.k === 'word' && !numberOf(toks[from]!.t)) from--;
  const subject = operand(toks, from);
  const before = toks[from - 1];
  if (
    !subject ||
    !(before === undefined || before.k === 'sep' || (before.k === 'word' && (before.t === 'and' || !PREPOSITIONS.has(before.t))))
  )
    return undefined;
  const other = result(toks, at + 2);
  if (!other || other.e.k === 'pct') return undefined;
  const up = isWord(toks[at], 'more', 'greater');
  return { left: subject.e, right: bin(up ? 'add' : 'sub', other.e, amount.e, other.e.span), from, to: other.to };
}

const PLACES: Readonly<Record<string, number>> = {
  whole: 0,
  integer: 0,
  unit: 0,
  dollar: 0,
  tenth: 1,
  hundredth: 2,
  cent: 2,
  thousandth: 3,
  ten: -1,
  hundred: -2,
  thousand: -3,
};

/** "3.47 rounded to the nearest tenth is 3.5", "the integer closest to 4.64 is 5". */
function rounded(toks: readonly Tok[], at: number): Find | undefined {
  if (isWord(toks[at], 'integer', 'number') && isWord(toks[at + 1], 'closest', 'nearest') && isWord(toks[at + 2], 'to')) {
    if (toks[at]!.t === 'number' && !isWord(toks[at - 1], 'whole')) return undefined;
    const exact = operand(toks, at + 3);
    const value = exact && exact.e.k !== 'pct' && isWord(toks[exact.to], 'is') ? result(toks, exact.to + 1) : undefined;
    return value && { left: call(exact!.e, 0), right: value.e, from: at, to: value.to };
  }
  if (isWord(toks[at], 'rounding')) return roundedResult(toks, at);
  const decimals = roundedPlaces(toks, at);
  if (decimals) return decimals;
  if (
    !isWord(toks[at], 'rounded', 'rounds') ||
    !isWord(toks[at + 1], 'to') ||
    !isWord(toks[at + 2], 'the') ||
    !isWord(toks[at + 3], 'nearest')
  )
    return undefined;
  const places = toks[at + 4]?.k === 'word' ? PLACES[toks[at + 4]!.t] : undefined;
  const end = at + (isWord(toks[at + 5], 'number', 'place') ? 6 : 5);
  let from = at - 1;
  while (from > at - 3 && toks[from]?.k === 'word' && !numberOf(toks[from]!.t)) from--;
  const exact = operand(toks, from);
  if (places === undefined || !exact || exact.e.k === 'pct' || !isWord(toks[end], 'is', 'equals', 'gives')) return undefined;
  const value = result(toks, end + 1);
  return value && { left: call(exact.e, places), right: value.e, from, to: value.to };
}

/** "3.14159 rounded to two decimal places is 3.14". */
function roundedPlaces(toks: readonly Tok[], at: number): Find | undefined {
  if (!isWord(toks[at], 'rounded', 'rounds') || !isWord(toks[at + 1], 'to')) return undefined;
  const places = operand(toks, at + 2);
  const decimals = places && isWord(toks[places.to], 'decimal') && isWord(toks[places.to + 1], 'places', 'place');
  const exact = operand(toks, at - 1);
  if (!decimals || places.e.k !== 'num' || !exact || exact.e.k === 'pct' || !isWord(toks[places.to + 2], 'is', 'equals', 'gives'))
    return undefined;
  const value = result(toks, places.to + 3);
  return value && { left: call(exact.e, Number(places.e.v.n)), right: value.e, from: at - 1, to: value.to };
}

/** "… = 161.7. Rounding to the nearest whole number, the time is 162 minutes." */
function roundedResult(toks: readonly Tok[], at: number): Find | undefined {
  let before = at - 1;
  while (before > at - 4 && toks[before]?.k === 'sep') before--;
  const exact = toks[before];
  if (exact?.k !== 'num' || !exact.v || before === at - 1 || toks[before - 1]?.k !== 'rel') return undefined;
  let i = at + 1;
  if (isWord(toks[i], 'this', 'it', 'up', 'down')) i++;
  if (!isWord(toks[i], 'to') || !isWord(toks[i + 1], 'the') || !isWord(toks[i + 2], 'nearest')) return undefined;
  const places = toks[i + 3]?.k === 'word' ? PLACES[toks[i + 3]!.t] : undefined;
  if (places === undefined || isWord(toks[at + 1], 'up', 'down')) return undefined;
  for (let j = i + 4; j < i + 16 && toks[j]; j++) {
    const t = toks[j]!;
    if (t.k === 'rel' || t.k === 'open' || (t.k === 'sep' && t.t === '.')) return undefined;
    if (t.k !== 'num') continue;
    if (!t.v || !isWord(toks[j - 1], 'is', 'get', 'gives', 'obtain', 'have', 'be', 'approximately', 'about') || !ended(toks, j + 1))
      return undefined;
    const value: Expr = { k: 'num', v: t.v, places: t.places, span: t.span };
    return { left: call({ k: 'num', v: exact.v, places: exact.places, span: exact.span }, places), right: value, from: at, to: j + 1 };
  }
  return undefined;
}

const call = (e: Expr, places: number): Expr => ({ k: 'call', fn: 'rounded', args: [e, num(q(places))], span: e.span });

/** "Half a dozen plates means 6 plates", "4 dozen is 48". */
function dozen(toks: readonly Tok[], at: number): Find | undefined {
  const half = isWord(toks[at], 'half') && isWord(toks[at + 1], 'a') && isWord(toks[at + 2], 'dozen');
  const count = half ? undefined : operand(toks, at);
  if (!half && !(count && isWord(toks[count.to], 'dozen'))) return undefined;
  const before = toks[at - 1];
  if (before && before.k !== 'sep' && !isWord(before, 'so', 'that', 'since', 'because', 'as', 'and', 'then', 'first')) return undefined;
  const noun = half ? at + 3 : count!.to + 1;
  const verb = toks[noun]?.k === 'word' && EQUALS.has(toks[noun]!.t) ? noun : noun + 1;
  if (!isWord(toks[verb], 'is', 'equals', 'means', 'are')) return undefined;
  const value = quotient(toks, verb + 1) ?? result(toks, verb + 1);
  const span = toks[at]!.span;
  if (!half && (count!.e.k !== 'num' || !isInteger(count!.e.v))) return undefined;
  const is = count?.e.k === 'num' ? mul(count.e.v, q(12)) : q(6);
  const phrase = half ? 'in half a dozen' : `in ${toks[at]!.t} dozen`;
  return value && { left: { k: 'unit', a: num(is, span), unit: phrase, span }, right: value.e, from: at, to: value.to, phrase };
}

/** "6/2 = 3": a quotient, worked out or not. */
function quotient(toks: readonly Tok[], at: number): Operand | undefined {
  const [a, slash, b, after] = [toks[at], toks[at + 1], toks[at + 2], toks[at + 3]];
  if (a?.k !== 'num' || b?.k !== 'num' || slash?.k !== 'op' || slash.t !== '/') return undefined;
  if (after && after.k !== 'rel' && !ended(toks, at + 3)) return undefined;
  return { e: bin('div', num(a.v!, a.span), num(b.v!, b.span), { start: a.span.start, end: b.span.end }), to: at + 3 };
}

const TIMES_A_YEAR: Readonly<Record<string, number>> = { weekly: 52, monthly: 12, quarterly: 4, semiannually: 2 };

/** "Quarterly, which means four times a year". */
function yearly(toks: readonly Tok[], at: number): Find | undefined {
  const times = toks[at]?.k === 'word' ? TIMES_A_YEAR[toks[at]!.t] : undefined;
  if (times === undefined) return undefined;
  let i = at + 1;
  if (toks[i]?.k === 'sep' && toks[i]!.t === ',') i++;
  if (isWord(toks[i], 'which')) i++;
  if (!isWord(toks[i], 'means', 'is')) return undefined;
  const said = operand(toks, i + 1);
  if (!said || !isWord(toks[said.to], 'times') || !isWord(toks[said.to + 1], 'a', 'per', 'in', 'each', 'every')) return undefined;
  const year = isWord(toks[said.to + 2], 'a', 'the') ? said.to + 3 : said.to + 2;
  if (!isWord(toks[year], 'year')) return undefined;
  const phrase = `${toks[at]!.t.replace(/^semiannually$/, 'half-year').replace(/ly$/, '')}s in a year`;
  const span = toks[at]!.span;
  return { left: { k: 'unit', a: num(q(times), span), unit: phrase, span }, right: said.e, from: at, to: year + 1, phrase };
}

/** "There are 6 possible values (5, 6, 7, 8, and 9)": as many as are listed. */
function countedLists(toks: readonly Tok[]): NumberFact[] {
  const out: NumberFact[] = [];
  for (let i = 2; i < toks.length; i++) {
    if (toks[i]!.k !== 'open' || toks[i]!.t !== '(' || toks[i]!.math) continue;
    let items = 0;
    let j = i + 1;
    while (toks[j]?.k === 'num') {
      items++;
      j++;
      if (toks[j]?.k === 'sep' && toks[j]!.t === ',') j++;
      if (isWord(toks[j], 'and', 'or')) j++;
    }
    if (items < 3 || toks[j]?.k !== 'close') continue;
    const noun = countBefore(toks, i);
    const count = noun === undefined ? undefined : operand(toks, noun);
    if (noun === undefined || !count) continue;
    if (
      !wordsOf(toks, noun + 1, i).some(w =>
        /^(values?|numbers?|digits?|options?|choices?|possibilities|integers?|factors?|divisors?|multiples?|terms?)$/.test(w),
      )
    )
      continue;
    const phrase = `${toks[i - 1]!.k === 'word' ? 'of them' : 'numbers'} in the list`;
    // Of many only some may be listed.
    if (count.e.k !== 'num' || (count.e.v.n > 10n && count.e.v.n > BigInt(items))) continue;
    const left: Expr = { k: 'unit', a: num(q(items)), unit: phrase, span: { start: toks[i]!.span.start, end: toks[j]!.span.end } };
    const span = { start: toks[noun]!.span.start, end: toks[j]!.span.end };
    out.push({ span, left: [left], op: '=', right: [count.e], cut: false, said: 'plain', from: noun, to: j + 1, phrase });
  }
  return out;
}

/** Where the count stands of which a bracket gives the list: "are 4 choices for the exponent of 3 (0, 2, 4, 6)". */
function countBefore(toks: readonly Tok[], open: number): number | undefined {
  for (let i = open - 2; i > open - 10 && i > 0; i--) {
    const t = toks[i]!;
    if (t.k !== 'word' && t.k !== 'num' && t.k !== 'sym') return undefined;
    if (isWord(t, 'are', 'have', 'has', 'is')) return undefined;
    if ((t.k === 'num' || (t.k === 'word' && numberOf(t.t))) && isWord(toks[i - 1], 'are', 'have', 'has')) return i;
  }
  return undefined;
}

const wordsOf = (toks: readonly Tok[], from: number, to: number): string[] =>
  toks.slice(from, to).flatMap(t => (t.k === 'word' ? [t.t] : []));
