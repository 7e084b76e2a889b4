// Facts about numbers with signs of their own: "$3 \in (1, 4)$", "$6 \mid 42$", "the ratio 12:18 is 2:3".
import { bin, type Expr, num } from '../math/expr';
import { q } from '../math/rational';
import { isSet } from '../math/sets';
import type { Tok } from '../math/tokens';
import type { Span } from '../model';
import { leftSide } from './chains';
import { call, fact, isWord, type NumberFact, value } from './fact-values';
import { multiple } from './said-values';
import { isListComma } from './tidy';

const TRIGGER = /∈|∉|∣|∤|\\(?:in|notin|mid|nmid)(?![a-zA-Z])|\\not\s*\\(?:in|mid)(?![a-zA-Z])|\d ?: ?\d/;

/** The facts of a step, in order. `text` is the step's. */
export function signFacts(toks: readonly Tok[], text: string): NumberFact[] {
  if (!TRIGGER.test(text)) return [];
  const out: NumberFact[] = [];
  for (let i = 1; i < toks.length; i++) {
    const found = element(toks, i) ?? divides(toks, i, text) ?? ratio(toks, i, text);
    if (found) out.push(found);
  }
  return out;
}

/** What ends before a sign, from the last separator or relation on. */
function before(toks: readonly Tok[], at: number) {
  let from = at;
  while (from > 0 && at - from < 60 && !(toks[from - 1]!.k === 'sep' && !isListComma(toks[from - 1]!)) && toks[from - 1]!.k !== 'rel')
    from--;
  const found = leftSide(toks, from, at, true);
  return found.side.readings.length ? found : undefined;
}

/** Whether a bracket stands open before a token of its formula. */
function inBrackets(toks: readonly Tok[], at: number): boolean {
  let depth = 0;
  for (let j = at - 1; j >= 0 && toks[j]!.math; j--) {
    if (toks[j]!.k === 'close') depth++;
    else if (toks[j]!.k === 'open' && depth-- === 0) return true;
    if (toks[j]!.gap) break;
  }
  return false;
}

/** "3 ∈ (1, 4)", "5 ∉ {1, 2, 3}": a number and a set that is written out. */
function element(toks: readonly Tok[], at: number): NumberFact | undefined {
  const t = toks[at]!;
  const inside = (t.k === 'cmd' && t.t === 'in') || (t.k === 'bad' && t.t === '∈') || (t.k === 'rel' && t.t === '∈');
  const outside = (t.k === 'cmd' && t.t === 'notin') || (t.k === 'bad' && t.t === '∉') || (t.k === 'rel' && t.t === '∉');
  if ((!inside && !outside) || inBrackets(toks, at)) return undefined;
  const subject = before(toks, at);
  const set = value(toks, at + 1);
  if (!subject || !set || set.cut || !set.readings.every(e => isSet(e) || isInterval(e))) return undefined;
  const span = { start: toks[at + 1]!.span.start, end: toks[set.to - 1]!.span.end };
  const right = set.readings.map(e => call('elements', [e], span));
  return fact(toks, subject.from, set.to, subject.side, outside ? '∉' : '∈', right, subject.side.cut);
}

/** (1, 4) of which something is an element. */
const isInterval = (e: Expr): boolean => e.k === 'list' && e.open === '(' && e.items.length === 2;

/** "6 | 42" where the bar is written as a sign of its own: it divides, and is no absolute value. */
function divides(toks: readonly Tok[], at: number, text: string): NumberFact | undefined {
  const t = toks[at]!;
  const source = text.slice(t.span.start, t.span.end);
  const denied = /^(?:\\nmid|∤|\\not\s*\\mid)$/.test(source);
  if (!denied && !/^(?:\\mid|∣)$/.test(source)) return undefined;
  if (inBrackets(toks, at)) return undefined;
  const subject = before(toks, at);
  const other = value(toks, at + 1);
  if (!subject || !other) return undefined;
  return multiple(toks, subject.from, other.to, subject.side.readings, denied ? '∉' : '∈', other.readings, subject.side.cut || other.cut);
}

const RATIO = /^(\d+) ?: ?(\d+)$/;

/** The ratio of two whole numbers at a token, which the lexer may have taken for a time of day. */
function ratioAt(toks: readonly Tok[], at: number): { e: Expr; to: number } | undefined {
  const t = toks[at];
  const whole = t && RATIO.exec(t.t);
  const of = (a: bigint, b: bigint, span: Span): Expr | undefined =>
    b === 0n ? undefined : bin('div', num(q(a), span), num(q(b), span), span);
  if (whole) {
    const e = of(BigInt(whole[1]!), BigInt(whole[2]!), t!.span);
    return e && { e, to: at + 1 };
  }
  const [colon, b] = [toks[at + 1], toks[at + 2]];
  if (t?.k !== 'num' || t.v?.d !== 1n || colon?.t !== ':' || !b || !/^\d+$/.test(b.t) || toks[at + 3]?.t === ':') return undefined;
  const e = of(t.v.n, BigInt(b.t), { start: t.span.start, end: b.span.end });
  return e && { e, to: at + 3 };
}

/** "The ratio 12:18 simplifies to 2:3", "4:6 = 2:3" where ratios are spoken of. */
function ratio(toks: readonly Tok[], at: number, text: string): NumberFact | undefined {
  if (
    !/\bratios?\b|\bproportion/i.test(text) ||
    (toks[at - 1] && /^(?:op|num|sym|close)$/.test(toks[at - 1]!.k)) ||
    toks[at - 1]?.t === ':'
  )
    return undefined;
  const left = ratioAt(toks, at);
  if (!left) return undefined;
  let i = left.to;
  if (toks[i]?.k === 'sep' && toks[i]!.t === ',') i++;
  if (isWord(toks[i], 'which')) i++;
  const t = toks[i];
  if (t?.k === 'rel' && t.t === '=') i++;
  else if (isWord(t, 'simplifies', 'reduces') && isWord(toks[i + 1], 'to')) i += 2;
  else if (isWord(t, 'is') && isWord(toks[i + 1], 'equivalent', 'equal') && isWord(toks[i + 2], 'to')) i += 3;
  else if (isWord(t, 'is') && isWord(toks[i + 1], 'the') && isWord(toks[i + 2], 'same') && isWord(toks[i + 3], 'as')) i += 4;
  else return undefined;
  const right = ratioAt(toks, i);
  if (!right || toks[right.to]?.t === ':') return undefined;
  return fact(toks, at, right.to, { readings: [left.e] }, '=', [right.e], false);
}
