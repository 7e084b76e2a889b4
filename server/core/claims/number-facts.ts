// Facts about numbers that stand in words: "1234567 is a prime number", "the GCD of 116 and 174 is 2", "3/2, which is less than 1".
import type { Expr } from '../math/expr';
import { numberOf } from '../math/number-words';
import { q } from '../math/rational';
import type { Tok } from '../math/tokens';
import type { Op } from '../model';
import { leftSide } from './chains';
import { divided } from './division-facts';
import { call, fact, isWord, type NumberFact, PREPOSITIONS, product, value, values } from './fact-values';
import { ranged } from './range-facts';
import { isClosed } from './sides';
import { isListComma } from './tidy';

const TRIGGER =
  /\b(prime|composite|divisible|multiple|factor|divisor|square|cube|even|odd|integer|whole|less|greater|smaller|larger|bigger|more|between|gcd|gcf|hcf|lcm|lcd|divided|sum|product|difference|average|mean|median|factori[sz]ation|root|remainder|digit|expansion|positive|negative|nonnegative|natural)s?\b/;
const SKIP = new Set('also both indeed clearly itself therefore thus always in fact obviously still already then actually'.split(' '));
const COMPARISONS: Record<string, Op> = { less: '<', smaller: '<', fewer: '<', greater: '>', larger: '>', bigger: '>', more: '>' };

export type { NumberFact } from './fact-values';

/** The number facts of a step, in order. `words` are all its words, to leave most steps alone at once. */
export function numberFacts(toks: readonly Tok[], words: string): NumberFact[] {
  if (!TRIGGER.test(words)) return [];
  const out: NumberFact[] = [];
  for (let i = 0; i < toks.length; i++) {
    if (toks[i]!.k === 'open' && toks[i]!.t === '(') {
      const fact = bracketed(toks, i);
      if (fact) out.push(fact);
    }
    if (toks[i]!.k !== 'word') continue;
    const fact = predicate(toks, i) ?? named(toks, i) ?? listing(toks, i) ?? divided(toks, i) ?? ranged(toks, i);
    if (!fact || out.some(f => f.from < fact.to && fact.from < f.to)) continue;
    const first = otherOfBoth(toks, fact);
    if (first) out.push(first);
    out.push(fact);
  }
  return out;
}

/** `… is [not] a …`: the subject stands right before, or before ", which is". */
function predicate(toks: readonly Tok[], at: number): NumberFact | undefined {
  const verb = toks[at]!;
  const must = isWord(verb, 'be') && isWord(toks[at - 1], 'must', 'will');
  if (!must && !isWord(verb, 'is', 'are', 'isn’t', "isn't")) return undefined;
  let end = must ? at - 1 : at;
  if (isWord(toks[end - 1], 'which')) {
    // Without a comma the clause only tells which number is meant: "the largest multiple of 9 which is smaller than 70"; behind
    // a result, "m = 35/7 which is not an integer", it speaks of the result.
    const comma = toks[end - 2]?.k === 'sep' && toks[end - 2]!.t === ',';
    if (!comma && !resultBefore(toks, end - 1)) return undefined;
    end -= comma ? 2 : 1;
  }
  if (end < 1 || toks[end - 1]!.k === 'word' || toks[end - 1]!.k === 'sep') return undefined;
  let from = end;
  while (from > 0 && end - from < 60 && !(toks[from - 1]!.k === 'sep' && !isListComma(toks[from - 1]!)) && toks[from - 1]!.k !== 'rel')
    from--;
  let i = at + 1;
  let negated = verb.t.startsWith('isn');
  let always = false;
  while (toks[i]?.k === 'word' && (SKIP.has(toks[i]!.t) || toks[i]!.t === 'not' || toks[i]!.t === 'never')) {
    if (toks[i]!.t === 'not' || toks[i]!.t === 'never') negated = true;
    if (toks[i]!.t === 'always' || toks[i]!.t === 'never') always = true;
    i++;
  }
  const said = kindOfNumber(toks, i);
  if (!said) return undefined;
  const subject = leftSide(toks, from, end, true);
  // "a multiple of 3 and of 5 is …": the 5 is not what is spoken of.
  const before = toks[subject.from - 1];
  if (!subject.side.readings.length || (before?.k === 'word' && PREPOSITIONS.has(before.t))) return undefined;
  // "a multiple of $20 = 2^2 · 5$ must be …": the sentence is about the multiple.
  if (before?.k === 'rel') {
    let k = subject.from - 1;
    while (k > 0 && toks[k]!.k !== 'word' && toks[k]!.k !== 'sep') k--;
    if (toks[k]?.k === 'word' && PREPOSITIONS.has(toks[k]!.t)) return undefined;
  }
  // "both n − 1 and n − 2 are": the last of them is read. "The exponents of both are" is about the exponents.
  const near = Math.max(0, subject.from - 24);
  const word = isWord(before, 'and') ? toks.slice(near, subject.from).findLastIndex(t => isWord(t, 'both')) : -1;
  const whose = toks[near + word - 1];
  const both = word >= 0 && !(whose?.k === 'word' && PREPOSITIONS.has(whose.t));
  if (verb.t === 'are' && !both) return undefined;
  if (!both && isWord(before, 'and', 'or', 'nor') && toks[subject.from - 2] && toks[subject.from - 2]!.k !== 'sep') return undefined;
  return fact(
    toks,
    subject.from,
    said.to,
    subject.side,
    negated ? opposite(said.op) : said.op,
    said.right,
    (subject.side.cut && !isWord(before, 'number')) || said.cut,
    always ? 'always' : must ? 'must' : 'plain',
  );
}

/** Of "both 1 and x − 5 are negative" the first of the two, from the fact about the last. */
function otherOfBoth(toks: readonly Tok[], last: NumberFact): NumberFact | undefined {
  if (!isWord(toks[last.from - 1], 'and') || last.said === 'always') return undefined;
  let from = last.from - 1;
  while (
    from > 0 &&
    last.from - from < 24 &&
    toks[from - 1]!.k !== 'word' &&
    !(toks[from - 1]!.k === 'sep' && !isListComma(toks[from - 1]!))
  )
    from--;
  if (!isWord(toks[from - 1], 'both') || from >= last.from - 1) return undefined;
  const subject = leftSide(toks, from, last.from - 1, true);
  if (!subject.side.readings.length || subject.from !== from || subject.side.cut) return undefined;
  return { ...last, left: subject.side.readings, from: last.from - 1, span: { start: toks[from]!.span.start, end: last.span.end } };
}

/** Whether numbers and operations alone stand between a token and an equals sign before it. */
function resultBefore(toks: readonly Tok[], end: number): boolean {
  let j = end - 1;
  while (j > 0 && end - j < 20 && /^(?:num|op|open|close)$/.test(toks[j]!.k)) j--;
  return j < end - 1 && toks[j]?.k === 'rel' && toks[j]!.t === '=';
}

/** "t = 2 (not positive)", "91 (prime)": a remark on the value before it. */
function bracketed(toks: readonly Tok[], open: number): NumberFact | undefined {
  const negated = isWord(toks[open + 1], 'not');
  const said = kindOfNumber(toks, negated ? open + 2 : open + 1);
  if (!said || said.cut || toks[said.to]?.k !== 'close' || !toks[open]!.space) return undefined;
  let from = open;
  while (from > 0 && open - from < 60 && !(toks[from - 1]!.k === 'sep' && !isListComma(toks[from - 1]!)) && toks[from - 1]!.k !== 'rel')
    from--;
  if (from === open || toks[open - 1]!.k === 'word') return undefined;
  const subject = leftSide(toks, from, open, true);
  if (!subject.side.readings.length || subject.side.readings.some(e => !isClosed(e))) return undefined;
  return fact(toks, subject.from, said.to, subject.side, negated ? opposite(said.op) : said.op, said.right, subject.side.cut);
}

const opposite = (op: Op): Op => ({ '∈': '∉', '<': '≥', '>': '≤', '≤': '>', '≥': '<' })[op as '∈'] as Op;

type Said = { readonly op: Op; readonly right: readonly Expr[]; readonly to: number; readonly cut: boolean };

function kindOfNumber(toks: readonly Tok[], start: number): Said | undefined {
  let i = start;
  if (isWord(toks[i], 'a', 'an', 'the')) i++;
  const counted = digitCount(toks, i);
  if (counted) return counted;
  const t = toks[i];
  if (t?.k !== 'word') return undefined;
  const kind = (name: string, to: number, args: readonly (readonly Expr[])[] = [], cut = false): Said => ({
    op: '∈',
    right: product(args).map(a => ({ k: 'call', fn: name, args: a, span: { start: t.span.start, end: toks[to - 1]!.span.end } })),
    to,
    cut,
  });
  const next = toks[i + 1];
  switch (t.t) {
    case 'prime':
    case 'composite':
      if (next?.k === 'word' && /^(to|factor\w*|divisor\w*|relative\w*|power|ideal|candidate\w*)$/.test(next.t)) return undefined;
      return kind(t.t === 'prime' ? 'primes' : 'composites', isWord(next, 'number', 'numbers') ? i + 2 : i + 1);
    case 'perfect':
      if (!isWord(next, 'square', 'cube') || isWord(toks[i + 2], 'trinomial', 'number')) return undefined;
      return kind(next!.t === 'square' ? 'squares' : 'cubes', i + 2);
    case 'square':
    case 'cube': {
      const to = isWord(next, 'of') && isWord(toks[i + 2], 'a', 'an', 'some', 'another') ? nounAt(toks, i + 3) : undefined;
      return to === undefined ? undefined : kind(t.t === 'square' ? 'squares' : 'cubes', to);
    }
    case 'natural':
    case 'positive': {
      const to = isWord(next, 'integer', 'integers') || (t.t === 'natural' && isWord(next, 'number', 'numbers')) ? i + 2 : undefined;
      // "positive integers greater than 1": the comparison says more.
      if (to !== undefined)
        return COMPARISONS[toks[to]?.t ?? ''] && isWord(toks[to + 1], 'than') ? kindOfNumber(toks, to) : kind('naturals', to);
      if (t.t === 'natural' || (next?.k === 'word' && !/^(and|so|because|since|which|as|but|while|here)$/.test(next.t))) return undefined;
      return { op: '>', right: [{ k: 'num', v: q(0), span: t.span }], to: i + 1, cut: false };
    }
    case 'negative':
      if (next?.k === 'word' && !/^(and|so|because|since|which|as|but|while|here)$/.test(next.t)) return undefined;
      return { op: '<', right: [{ k: 'num', v: q(0), span: t.span }], to: i + 1, cut: false };
    case 'non-negative':
    case 'nonnegative':
      if (next?.k === 'word' && !/^(and|so|because|since|which|as|but|while|here)$/.test(next.t)) return undefined;
      return { op: '≥', right: [{ k: 'num', v: q(0), span: t.span }], to: i + 1, cut: false };
    case 'even':
    case 'odd':
      if (next?.k === 'word' && !/^(numbers?|integers?|and|so|because|since|which|as|but|while)$/.test(next.t)) return undefined;
      return kind(t.t === 'even' ? 'evens' : 'odds', isWord(next, 'number', 'numbers', 'integer', 'integers') ? i + 2 : i + 1);
    case 'fraction':
    case 'value':
    case 'number':
    case 'integer':
    case 'decimal':
      // "an integer greater than 2019": the comparison is what can be wrong.
      if (next?.k === 'word' && COMPARISONS[next.t] && isWord(toks[i + 2], 'than')) return kindOfNumber(toks, i + 1);
      return t.t === 'integer' ? kind('integers', i + 1) : undefined;
    case 'whole':
      if (t.t === 'whole' && !isWord(next, 'number')) return undefined;
      return kind('integers', i + 2);
    case 'divisible':
      return isWord(next, 'by') ? list(toks, i + 2, 'multiples', kind) : undefined;
    case 'multiple':
      return isWord(next, 'of') ? list(toks, i + 2, 'multiples', kind) : undefined;
    case 'factor':
    case 'divisor':
      return isWord(next, 'of') ? list(toks, i + 2, 'divisors', kind) : undefined;
    case 'between': {
      const low = value(toks, i + 1);
      if (!low || !isWord(toks[low.to], 'and')) return undefined;
      const high = value(toks, low.to + 1);
      return high && kind('between', high.to, [low.readings, high.readings], low.cut || high.cut);
    }
    default: {
      const op = COMPARISONS[t.t];
      if (!op || !isWord(next, 'than')) return undefined;
      const orEqual = isWord(toks[i + 2], 'or') && isWord(toks[i + 3], 'equal') && isWord(toks[i + 4], 'to');
      const other = value(toks, orEqual ? i + 5 : i + 2);
      return other && { op: orEqual ? ({ '<': '≤', '>': '≥' }[op as '<'] as Op) : op, right: other.readings, to: other.to, cut: other.cut };
    }
  }
}

/** "integer", "whole number", "natural number" at a token: the one behind it. */
function nounAt(toks: readonly Tok[], at: number): number | undefined {
  if (isWord(toks[at], 'integer')) return at + 1;
  return isWord(toks[at], 'whole', 'natural') && isWord(toks[at + 1], 'number') ? at + 2 : undefined;
}

/** "[a] two-digit number", "[a] 4-digit integer": how many digits a number has. */
function digitCount(toks: readonly Tok[], at: number): Said | undefined {
  const t = toks[at]!;
  const said = t?.k === 'word' ? /^(\w+)-digit$/.exec(t.t)?.[1] : undefined;
  const apart = t?.k === 'num' && toks[at + 1]?.t === '-' && isWord(toks[at + 2], 'digit');
  const digits = said === undefined ? (apart ? t.v : undefined) : said === 'single' ? q(1) : numberOf(said);
  const noun = at + (apart ? 3 : 1);
  if (!digits || !isWord(toks[noun], 'number', 'integer', 'prime', 'square', 'multiple', 'factor', 'divisor', 'even', 'odd', 'positive'))
    return undefined;
  const span = { start: t.span.start, end: toks[noun]!.span.end };
  return { op: '∈', right: [{ k: 'call', fn: 'digits', args: [{ k: 'num', v: digits, span }], span }], to: noun + 1, cut: false };
}

/** "by 3 and 6", "by both 2 and 5", "of 12". */
function list(
  toks: readonly Tok[],
  start: number,
  name: string,
  kind: (name: string, to: number, args: readonly (readonly Expr[])[], cut: boolean) => Said,
): Said | undefined {
  const found = values(toks, isWord(toks[start], 'both', 'either') ? start + 1 : start);
  if (!found || isWord(toks[start], 'either') || found.or) return undefined;
  // "a multiple of 9, 97 and 95 are not": all but the first open a clause of their own.
  if (found.items.length > 1 && isWord(toks[found.to], 'is', 'are', 'divides')) return undefined;
  return kind(name, found.to, found.items, found.cut);
}

/** `more`: an argument behind those that the text names. */
const FUNCTIONS: readonly { readonly words: readonly string[]; readonly fn: string; readonly more?: number }[] = [
  ...['units digit', 'unit digit', 'ones digit', 'last digit', 'final digit'].map(w => ({
    words: w.split(' '),
    fn: 'lastdigits',
    more: 1,
  })),
  { words: ['last', 'two', 'digits'], fn: 'lastdigits', more: 2 },
  { words: ['last', 'three', 'digits'], fn: 'lastdigits', more: 3 },
  ...['number of divisors', 'number of factors', 'number of positive divisors', 'number of positive factors'].map(w => ({
    words: w.split(' '),
    fn: 'divisorcount',
  })),
  { words: ['decimal', 'expansion'], fn: 'same' },
  { words: ['digit', 'sum'], fn: 'digitsum' },
  ...['greatest common divisor', 'greatest common factor', 'highest common factor', 'gcd', 'gcf', 'hcf'].map(w => ({
    words: w.split(' '),
    fn: 'gcd',
  })),
  ...['least common multiple', 'lowest common multiple', 'smallest common multiple', 'least common denominator', 'lcm', 'lcd'].map(w => ({
    words: w.split(' '),
    fn: 'lcm',
  })),
  { words: ['sum'], fn: 'sum' },
  { words: ['product'], fn: 'product' },
  { words: ['average'], fn: 'mean' },
  { words: ['mean'], fn: 'mean' },
  { words: ['median'], fn: 'median' },
  { words: ['prime', 'factorization'], fn: 'same' },
  { words: ['prime', 'factorisation'], fn: 'same' },
  { words: ['square', 'root'], fn: 'root' },
];

/** The same by their first word. */
const BY_WORD = new Map<string, readonly (typeof FUNCTIONS)[number][]>();
for (const f of FUNCTIONS) BY_WORD.set(f.words[0]!, [...(BY_WORD.get(f.words[0]!) ?? []), f]);

/** A function of numbers in words, without its value: "the greatest common divisor of 116 and 174". `to` is the token behind it. */
export function namedFunction(
  toks: readonly Tok[],
  at: number,
): { readonly left: readonly Expr[]; readonly to: number; readonly cut: boolean } | undefined {
  if (isWord(toks[at], 'remainder')) return remainderOf(toks, at);
  const first = toks[at]?.k === 'word' ? BY_WORD.get(toks[at]!.t) : undefined;
  const f = first?.find(x => x.words.every((w, k) => isWord(toks[at + k], w)));
  if (!f) return undefined;
  let i = at + f.words.length;
  // "the GCD (greatest common divisor) of"
  if (toks[i]?.k === 'open') {
    while (toks[i] && toks[i]!.k !== 'close' && i < at + 10) i++;
    i++;
  }
  if (!isWord(toks[i], 'of', 'between')) return undefined;
  i++;
  const digits = f.fn === 'sum' && (isWord(toks[i], 'digits') || (isWord(toks[i], 'the') && isWord(toks[i + 1], 'digits')));
  if (digits) {
    i += toks[i]!.t === 'the' ? 2 : 1;
    if (!isWord(toks[i], 'of', 'in')) return undefined;
    i++;
  }
  if (isWord(toks[i], 'the') && isWord(toks[i + 1], 'numbers')) i += 2;
  const items = values(toks, i);
  if (!items || items.or || items.cut) return undefined;
  if (digits || SINGLE.has(f.fn) ? items.items.length !== 1 : items.items.length < 2) return undefined;
  const span = { start: toks[at]!.span.start, end: toks[items.to - 1]!.span.end };
  const more: Expr[] = f.more === undefined ? [] : [{ k: 'num', v: q(f.more), span }];
  return {
    left: product(items.items).map(args => call(digits ? 'digitsum' : f.fn, [...args, ...more], span)),
    to: items.to,
    cut: items.cut,
  };
}

/** Functions of one number. */
const SINGLE = new Set(['root', 'same', 'lastdigits', 'divisorcount', 'digitsum']);

/** "the remainder when 5050 is divided by 77". */
function remainderOf(toks: readonly Tok[], at: number): { left: Expr[]; to: number; cut: boolean } | undefined {
  if (!isWord(toks[at + 1], 'when', 'of')) return undefined;
  const a = value(toks, at + 2);
  if (!a || !isWord(toks[a.to], 'is') || !isWord(toks[a.to + 1], 'divided') || !isWord(toks[a.to + 2], 'by')) return undefined;
  const b = value(toks, a.to + 3);
  if (!b) return undefined;
  const span = { start: toks[at]!.span.start, end: toks[b.to - 1]!.span.end };
  return { left: product([a.readings, b.readings]).map(args => call('remainder', args, span)), to: b.to, cut: a.cut || b.cut };
}

/** "The greatest common divisor of 116 and 174 is 2", "the remainder when 5050 is divided by 77 is 45". */
function named(toks: readonly Tok[], at: number): NumberFact | undefined {
  const f = namedFunction(toks, at);
  if (!f || belongsToAnother(toks, at)) return undefined;
  let i = f.to;
  if (toks[i]?.k === 'sep' && toks[i]!.t === ',' && isWord(toks[i + 1], 'which')) i += 2;
  if (isWord(toks[i], 'which')) i++;
  const sign = toks[i];
  // "the LCM of $3$ and $4 = 2^2$": that equals sign is about the 4.
  if (!isWord(sign, 'is', 'equals') && !(sign?.k === 'rel' && sign.t === '=' && (sign.gap || !sign.math))) return undefined;
  const end = value(toks, i + 1);
  return end && fact(toks, at, end.to, { readings: f.left }, '=', end.readings, end.cut || f.cut);
}

/** "The last digit in the decimal expansion of …", "the sum of the tens digit and the units digit of …": a part of something else. */
function belongsToAnother(toks: readonly Tok[], at: number): boolean {
  let j = at - 1;
  while (toks[j]?.k === 'word' && (toks[j]!.t === 'the' || toks[j]!.t === 'positive')) j--;
  if (toks[j]?.k !== 'word') return false;
  if (isWord(toks[j], 'of', 'in')) return true;
  if (!isWord(toks[j], 'and')) return false;
  for (j--; j >= 0 && !(toks[j]!.k === 'sep' && toks[j]!.t !== ','); j--) {
    if (toks[j]!.k === 'rel' || isWord(toks[j], 'is', 'are', 'equals', 'has', 'leaves', 'gives')) return false;
  }
  return true;
}

/** "The factors of 32 are 1, 2, 4, 8, 16 and 32": all of them, so that one too many or too few shows. */
function listing(toks: readonly Tok[], at: number): NumberFact | undefined {
  if (!isWord(toks[at], 'factors', 'divisors')) return undefined;
  const adjective = toks[at - 1]?.k === 'word' ? toks[at - 1]!.t : '';
  if (!/^(|the|positive|all|prime)$/.test(adjective) || !isWord(toks[at + 1], 'of')) return undefined;
  const n = value(toks, at + 2);
  if (!n) return undefined;
  let i = n.to;
  const colon = toks[i]?.k === 'sep' && toks[i]!.t === ':';
  if (!colon && !isWord(toks[i], 'are')) return undefined;
  i++;
  if (!colon && toks[i]?.k === 'sep' && toks[i]!.t === ':') i++;
  const items = values(toks, i);
  const after = toks[items?.to ?? 0];
  if (!items || items.items.length < 2 || items.or || items.cut) return undefined;
  if (after && !(after.k === 'sep' && /^(\.|;|newline|paragraph|display|row|bullet)$/.test(after.t))) return undefined;
  const span = { start: toks[at]!.span.start, end: toks[n.to - 1]!.span.end };
  const list = { start: toks[i]!.span.start, end: toks[items.to - 1]!.span.end };
  const fn = adjective === 'prime' ? 'primefactors' : 'divisors';
  const right = product(items.items).map((all): Expr => ({ k: 'list', items: all, open: '\\{', span: list }));
  return fact(toks, at, items.to, { readings: n.readings.map(e => call(fn, [e], span)) }, '=', right, false);
}
