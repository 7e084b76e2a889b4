// Facts with one value that people convert with, in words: "there are 31 days in March", "a week has 7 days", "half a dozen is 6".
import { type Expr, num } from '../math/expr';
import { div, isInteger, type Q, q } from '../math/rational';
import type { Tok } from '../math/tokens';
import { unitNamed } from '../math/units';
import type { Span } from '../model';
import type { NumberFact } from './fact-values';

const TRIGGER = /\b(in|has|is|have|to)\b/;
const MONTHS: Record<string, readonly number[]> = {
  january: [31],
  february: [28, 29],
  march: [31],
  april: [30],
  may: [31],
  june: [30],
  july: [31],
  august: [31],
  september: [30],
  october: [31],
  november: [30],
  december: [31],
};
/** What no table of units holds. A month has no fixed number of weeks, and its thirty days are an assumption. */
const YEAR: Record<string, readonly number[]> = { day: [365, 366], week: [52], month: [12] };
/** What people also mean by a unit: hours of work in a day, school days in a week. Fewer than all is no error. */
const PARTIAL = new Set(['day', 'week', 'year']);
/** Tons are not alike, and a second or a gram may be said of anything. */
const VAGUE = /^(ton|tons|s|m|g|h|l|min|sec)$/;
/** The step speaks of a part of the time, of another calendar, or roughly. */
const LOOSE =
  /\b(assum\w*|suppos\w*|about|approximate\w*|roughly|average|almost|nearly|around|work\w*|school|business|planet|left|remain\w*|only|except|leap|lunch|break|nap|off|sleep\w*)\b/;
const GOES_ON = new Set(['so', 'then', 'because', 'since', 'but', 'therefore', 'thus', 'while']);

const isWord = (t: Tok | undefined, ...any: readonly string[]): boolean => t?.k === 'word' && any.includes(t.t);
const ends = (t: Tok | undefined): boolean => !t || t.k === 'sep' || (t.k === 'word' && GOES_ON.has(t.t));
const one = (t: Tok | undefined): boolean => isWord(t, 'a', 'an', 'one', 'each', 'every') || (t?.k === 'num' && t.t === '1');
const singular = (word: string): string => ({ feet: 'foot', inches: 'inch' })[word] ?? word.replace(/(?<!s)s$/, '');

/** The facts of a step, in order. `words` are all its words. */
export function calendarFacts(toks: readonly Tok[], words: string): NumberFact[] {
  if (!TRIGGER.test(words) || LOOSE.test(words)) return [];
  const out: NumberFact[] = [];
  for (let i = 0; i < toks.length; i++) {
    if (toks[i]!.k !== 'num' || !toks[i]!.v) continue;
    const fact = contained(toks, i) ?? container(toks, i) ?? clockSpan(toks, i) ?? daySpan(toks, i);
    if (fact) out.push(fact);
  }
  return out;
}

/** "There are 31 days in March", "60 minutes in an hour", "12 eggs in a dozen": from the number on. */
function contained(toks: readonly Tok[], at: number): NumberFact | undefined {
  const [unit, link] = [toks[at + 1], toks[at + 2]];
  if (unit?.k !== 'word' || !isWord(link, 'in') || !isWord(toks[at - 1], 'are', 'is')) return undefined;
  const before = toks[at - 2];
  if (before && before.k !== 'sep' && !isWord(before, 'there')) return undefined;
  const article = one(toks[at + 3]);
  const name = toks[at + (article ? 4 : 3)];
  if (name?.k !== 'word' || !ends(toks[at + (article ? 5 : 4)])) return undefined;
  const from = before && isWord(before, 'there') ? at - 2 : at;
  const to = at + (article ? 5 : 4);
  if (article && name.t === 'dozen') return made(toks, from, to, at, [12], `${unit.t} in a dozen`);
  const phrase = article ? `${unit.t} in ${toks[at + 3]!.t} ${name.t}` : `${unit.t} in ${capital(name.t)}`;
  return made(toks, from, to, at, valuesOf(unit.t, name.t, article, toks[at]!.v!), phrase);
}

/** "March has 31 days", "a week has 7 days", "a dozen is 12": up to the number and its unit. */
function container(toks: readonly Tok[], at: number): NumberFact | undefined {
  const [name, verb] = [toks[at - 2], toks[at - 1]];
  if (name?.k !== 'word' || !isWord(verb, 'has', 'is', 'equals')) return undefined;
  const unit = toks[at + 1];
  const from = one(toks[at - 3]) ? at - 3 : at - 2;
  const opens = (i: number): boolean => !toks[i] || toks[i]!.k === 'sep' || isWord(toks[i], 'since', 'because', 'as', 'and', 'so', 'that');
  if (name.t === 'dozen' && isWord(toks[at - 3], 'a', 'one') && ends(unit)) {
    const half = isWord(toks[at - 4], 'half');
    if (!opens(half ? at - 5 : at - 4)) return undefined;
    return made(toks, half ? at - 4 : at - 3, at + 1, at, [half ? 6 : 12], half ? 'in half a dozen' : 'in a dozen');
  }
  if (unit?.k !== 'word' || !ends(toks[at + 2]) || !opens(from - 1)) return undefined;
  const article = from === at - 3;
  const phrase = article ? `${unit.t} in ${toks[from]!.t} ${name.t}` : `${unit.t} in ${capital(name.t)}`;
  return made(toks, from, at + 2, at, valuesOf(unit.t, name.t, article, toks[at]!.v!), phrase);
}

/** "From 1:00 PM to 6:00 PM is 5 hours", "…, which is a total of 5 hours": both ends say which half of the day is meant. */
function clockSpan(toks: readonly Tok[], at: number): NumberFact | undefined {
  if (!isWord(toks[at + 1], 'hours', 'hour') || !ends(toks[at + 2])) return undefined;
  let end = at;
  while (end > at - 6 && isWord(toks[end - 1], 'is', 'are', 'which', 'that', 'a', 'total', 'of')) end--;
  if (!toks.slice(end, at).some(t => isWord(t, 'is', 'are'))) return undefined;
  if (toks[end - 1]?.k === 'sep' && toks[end - 1]!.t === ',') end--;
  if (!isWord(toks[end - 3], 'to', 'until') || !isWord(toks[end - 6], 'from')) return undefined;
  const [from, to] = [clock(toks[end - 5], toks[end - 4]), clock(toks[end - 2], toks[end - 1])];
  if (from === undefined || to === undefined) return undefined;
  const hours = q((to - from + 1440) % 1440, 60);
  const shown = (i: number) => `${toks[i]!.t} ${toks[i + 1]!.t.toUpperCase()}`;
  return made(toks, end - 6, at + 2, at, [hours], `hours from ${shown(end - 5)} to ${shown(end - 2)}`);
}

/** "From March 3 to March 17 there are 14 days", or 15 where the first one is counted. */
function daySpan(toks: readonly Tok[], at: number): NumberFact | undefined {
  const [a, b] = [toks[at - 1], toks[at + 3]];
  if (a?.k !== 'word' || !isWord(toks[at - 2], 'from') || !isWord(toks[at + 1], 'to', 'until')) return undefined;
  const named = toks[at + 2];
  const days = MONTHS[a.t];
  if (!days || named?.k !== 'word' || !MONTHS[named.t] || b?.k !== 'num' || !b.v || !isInteger(b.v) || !isInteger(toks[at]!.v!))
    return undefined;
  const order = Object.keys(MONTHS);
  const [first, last] = [order.indexOf(a.t), order.indexOf(named.t)];
  // Across the end of February nobody can tell without the year.
  if (last < first || last - first > 2 || (first <= 1 && last > 1)) return undefined;
  let i = at + 4;
  if (toks[i]?.k === 'sep' && toks[i]!.t === ',') i++;
  if (isWord(toks[i], 'there')) i++;
  if (!isWord(toks[i], 'is', 'are') || toks[i + 1]?.k !== 'num' || !isWord(toks[i + 2], 'days') || !ends(toks[i + 3])) return undefined;
  let between = Number(b.v.n) - Number(toks[at]!.v!.n);
  for (let m = first; m < last; m++) between += MONTHS[order[m]!]![0]!;
  if (between <= 0) return undefined;
  const phrase = `days from ${capital(a.t)} ${toks[at]!.t} to ${capital(named.t)} ${b.t}`;
  return made(toks, at - 2, i + 3, i + 1, [between, between + 1], phrase);
}

/** Minutes since midnight. */
function clock(time: Tok | undefined, half: Tok | undefined): number | undefined {
  const m = time && /^(\d{1,2})(?::(\d\d))?$/.exec(time.t);
  if (!m || !isWord(half, 'am', 'pm')) return undefined;
  const [hour, minute] = [Number(m[1]), Number(m[2] ?? 0)];
  if (hour < 1 || hour > 12 || minute > 59) return undefined;
  return (hour % 12) * 60 + minute + (half!.t === 'pm' ? 720 : 0);
}

/** What may stand for the number; none where the words fix no value, or what is said may be meant of a part. */
function valuesOf(unit: string, name: string, article: boolean, said: Q): readonly (number | Q)[] {
  const small = singular(unit);
  if (!article) {
    // Fewer days are those that are left, or on which something happens.
    const month = small === 'day' && isInteger(said) && said.n >= 27n && said.n <= 32n ? MONTHS[name] : undefined;
    return month ?? [];
  }
  const large = singular(name);
  const whole = large === 'year' ? YEAR[small] : ratio(unit, name);
  if (!whole) return [];
  const most = whole[whole.length - 1]!;
  const top = typeof most === 'number' ? q(most) : most;
  return PARTIAL.has(large) && said.n * top.d < top.n * said.d ? [] : whole;
}

function ratio(small: string, large: string): readonly Q[] | undefined {
  const [a, b] = [unitNamed(small), unitNamed(large)];
  if (!a || !b || a.quantity !== b.quantity || a.system !== b.system || VAGUE.test(small) || VAGUE.test(large)) return undefined;
  const n = div(b.factor, a.factor);
  return isInteger(n) && n.n > 1n ? [n] : undefined;
}

const capital = (word: string): string => word[0]!.toUpperCase() + word.slice(1);

function made(
  toks: readonly Tok[],
  from: number,
  to: number,
  at: number,
  values: readonly (number | Q)[],
  phrase: string,
): NumberFact | undefined {
  if (!values.length) return undefined;
  const span: Span = { start: toks[from]!.span.start, end: toks[to - 1]!.span.end };
  const left = values.map((v): Expr => ({ k: 'unit', a: num(typeof v === 'number' ? q(v) : v, span), unit: phrase, span }));
  const said = toks[at]!;
  const right: Expr = { k: 'num', v: said.v!, places: said.places, span: said.span };
  return { span, left, op: '=', right: [right], cut: false, said: 'plain', from, to, phrase };
}
