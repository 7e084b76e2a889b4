// Times of day: "95 minutes after 2:45 pm is 4:20 pm", "from 9:40 am to 11:05 am is 1 hour and 25 minutes", "2:45 + 1:35 = 4:20".
import { type Expr, num } from '../math/expr';
import { numberOf } from '../math/number-words';
import { neg, type Q, q } from '../math/rational';
import type { Tok } from '../math/tokens';
import { isWord, type NumberFact } from './fact-values';

const TRIGGER = /\d:\d\d/;
/** A break, a time zone, or a clock that runs wrong: the span between two times is not what passed. */
const LOOSE = /\b(?:break|lunch|zone|zones|timezone|slow|fast|gains|loses|about|approximately|around|roughly|average)\b/i;
const DAY = 1440;

type Time = { readonly minutes: number; readonly half?: 'am' | 'pm'; readonly to: number };
type Length = { readonly minutes: Q; readonly to: number };

/** The facts of a step, in order. `text` is the step's. */
export function clockFacts(toks: readonly Tok[], text: string): NumberFact[] {
  if (!TRIGGER.test(text) || LOOSE.test(text)) return [];
  const out: NumberFact[] = [];
  for (let i = 0; i < toks.length; i++) {
    const found = later(toks, i) ?? added(toks, i) ?? between(toks, i);
    if (found && !out.some(f => f.from < found.to && found.from < f.to)) out.push(found);
  }
  return out;
}

/** A time at a token, with its half of the day where one stands behind it. */
function timeAt(toks: readonly Tok[], at: number): Time | undefined {
  const t = toks[at];
  const m = t && /^(\d{1,2}):(\d\d)$/.exec(t.t);
  if (!m || Number(m[1]) > 23 || Number(m[2]) > 59) return undefined;
  const minutes = Number(m[1]) * 60 + Number(m[2]);
  const [half, to] = halfAt(toks, at + 1);
  if (!half) return { minutes, to: at + 1 };
  if (Number(m[1]) < 1 || Number(m[1]) > 12) return undefined;
  return { minutes: (minutes % 720) + (half === 'pm' ? 720 : 0), half, to };
}

/** "pm", "p.m.", "PM". */
function halfAt(toks: readonly Tok[], at: number): ['am' | 'pm' | undefined, number] {
  if (isWord(toks[at], 'am', 'pm')) return [toks[at]!.t as 'am', at + 1];
  const [letter, dot, m] = [toks[at], toks[at + 1], toks[at + 2]];
  if (!/^[ap]$/i.test(letter?.t ?? '') || dot?.t !== '.' || !/^m$/i.test(m?.t ?? '')) return [undefined, at];
  return [/^p$/i.test(letter!.t) ? 'pm' : 'am', toks[at + 3]?.t === '.' ? at + 4 : at + 3];
}

/** "95 minutes", "1 hour and 35 minutes", "two hours", "1.5 hours", "half an hour". */
function lengthAt(toks: readonly Tok[], at: number): Length | undefined {
  if (isWord(toks[at], 'half') && isWord(toks[at + 1], 'an') && isWord(toks[at + 2], 'hour')) return { minutes: q(30), to: at + 3 };
  const one = (i: number): { n: Q; unit: 'h' | 'm'; to: number } | undefined => {
    const t = toks[i];
    const n = t?.k === 'num' ? t.v : t?.k === 'word' ? (numberOf(t.t) ?? (t.t === 'an' ? q(1) : undefined)) : undefined;
    if (!n) return undefined;
    if (isWord(toks[i + 1], 'hours', 'hour', 'hr', 'hrs')) return { n, unit: 'h', to: i + 2 };
    return isWord(toks[i + 1], 'minutes', 'minute', 'min', 'mins') ? { n, unit: 'm', to: i + 2 } : undefined;
  };
  const first = one(at);
  if (!first) return undefined;
  if (first.unit === 'm') return { minutes: first.n, to: first.to };
  const hours = q(first.n.n * 60n, first.n.d);
  const more = one(isWord(toks[first.to], 'and') ? first.to + 1 : first.to);
  if (more?.unit !== 'm')
    return isWord(toks[first.to], 'and') && isWord(toks[first.to + 1], 'a') ? undefined : { minutes: hours, to: first.to };
  return { minutes: q(hours.n * more.n.d + more.n.n * hours.d, hours.d * more.n.d), to: more.to };
}

const ended = (toks: readonly Tok[], at: number): boolean => {
  const t = toks[at];
  return !t || t.k === 'close' || (t.k === 'sep' && t.t !== ':') || isWord(t, 'so', 'because', 'since', 'when', 'which', 'in');
};

/** "95 minutes after 2:45 pm, which is 4:20 pm", "2 hours before 1:15 is 11:15". */
function later(toks: readonly Tok[], at: number): NumberFact | undefined {
  const length = lengthAt(toks, at);
  if (!length || !isWord(toks[length.to], 'after', 'before')) return undefined;
  const start = timeAt(toks, length.to + 1);
  if (!start) return undefined;
  let i = start.to;
  if (toks[i]?.k === 'sep' && toks[i]!.t === ',') i++;
  if (isWord(toks[i], 'which')) i++;
  if (isWord(toks[i], 'is')) i++;
  else if (isWord(toks[i], 'would') && isWord(toks[i + 1], 'be')) i += 2;
  else return undefined;
  return arrives(toks, at, start, isWord(toks[length.to], 'after') ? length.minutes : neg(length.minutes), i);
}

/** "2:45 + 1 hour 35 minutes = 4:20", "2:45 pm plus 95 minutes is 4:20 pm". */
function added(toks: readonly Tok[], at: number): NumberFact | undefined {
  const start = timeAt(toks, at);
  const sign = start && toks[start.to];
  if (!start || !sign) return undefined;
  const up = (sign.k === 'op' && sign.t === '+') || isWord(sign, 'plus');
  if (!up && !(sign.k === 'op' && sign.t === '-') && !isWord(sign, 'minus')) return undefined;
  const length = lengthAt(toks, start.to + 1);
  const equals = length && toks[length.to];
  if (!length || !(isWord(equals, 'is') || (equals?.k === 'rel' && equals.t === '='))) return undefined;
  return arrives(toks, at, start, up ? length.minutes : neg(length.minutes), length.to + 1);
}

/** That a time some minutes away from another is the one that is said. */
function arrives(toks: readonly Tok[], from: number, start: Time, minutes: Q, at: number): NumberFact | undefined {
  const said = timeAt(toks, at);
  if (!said || !ended(toks, said.to) || minutes.d !== 1n) return undefined;
  const both = start.half !== undefined && said.half !== undefined;
  // A clock of 24 hours says the half of the day by itself; where nothing says it, the hours go round once in twelve.
  const long = !start.half && !said.half && (start.minutes >= 780 || said.minutes >= 780);
  const round = both || long ? DAY : DAY / 2;
  const wrap = (m: number) => ((m % round) + round) % round;
  const is = wrap(start.minutes + Number(minutes.n));
  const hour = long ? Math.floor(is / 60) : Math.floor((is % 720) / 60) || 12;
  const text = `${hour}:${String(is % 60).padStart(2, '0')}${both ? (is < 720 ? ' AM' : ' PM') : ''}`;
  const end = both ? said.to : at + 1;
  const span = { start: toks[at]!.span.start, end: toks[end - 1]!.span.end };
  return made(toks, from, said.to, q(is), text, num(q(wrap(said.minutes)), span));
}

/** "From 9:40 am to 11:05 am is 1 hour and 25 minutes": both ends say which half of the day is meant. */
function between(toks: readonly Tok[], at: number): NumberFact | undefined {
  if (!isWord(toks[at], 'from')) return undefined;
  const start = timeAt(toks, at + 1);
  const end = start && isWord(toks[start.to], 'to', 'until') ? timeAt(toks, start.to + 1) : undefined;
  if (!start?.half || !end?.half) return undefined;
  let i = end.to;
  if (toks[i]?.k === 'sep' && toks[i]!.t === ',') i++;
  while (isWord(toks[i], 'which', 'that', 'it', 'there')) i++;
  if (!isWord(toks[i], 'is', 'are')) return undefined;
  i++;
  const said = lengthAt(toks, i);
  if (!said || !ended(toks, said.to)) return undefined;
  const is = (end.minutes - start.minutes + DAY) % DAY;
  const [hours, rest] = [Math.floor(is / 60), is % 60];
  const parts = [hours ? `${hours} hour${hours === 1 ? '' : 's'}` : '', rest ? `${rest} minute${rest === 1 ? '' : 's'}` : ''];
  const span = { start: toks[i]!.span.start, end: toks[said.to - 1]!.span.end };
  return made(toks, at, said.to, q(is), parts.filter(Boolean).join(' and ') || '0 minutes', num(said.minutes, span));
}

/** `is` in minutes, with the text that says it. */
function made(toks: readonly Tok[], from: number, to: number, is: Q, text: string, right: Expr): NumberFact {
  const span = { start: toks[from]!.span.start, end: toks[to - 1]!.span.end };
  const left: Expr = { k: 'unit', a: num(is, span), unit: text, span };
  return { span, left: [left], op: '=', right: [right], cut: false, said: 'plain', from, to, phrase: text, clock: true };
}
