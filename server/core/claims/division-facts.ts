// Divisions with remainder, and counts of divisors, that stand in words: "2003 divided by 3 leaves a remainder of 2".
import type { Tok } from '../math/tokens';
import { leftSide, type Side } from './chains';
import { call, type Found, fact, isWord, type NumberFact, PREPOSITIONS, product, value } from './fact-values';
import { isListComma } from './tidy';

/** The fact whose verb stands at a token. */
export const divided = (toks: readonly Tok[], at: number): NumberFact | undefined =>
  division(toks, at) ?? remainderBehind(toks, at) ?? counted(toks, at);

/** The value that ends before a token, and where it begins. */
export function subjectBefore(toks: readonly Tok[], end: number): { side: Side; from: number } | undefined {
  if (end < 1 || toks[end - 1]!.k === 'word' || toks[end - 1]!.k === 'sep') return undefined;
  let from = end;
  while (from > 0 && end - from < 60 && !(toks[from - 1]!.k === 'sep' && !isListComma(toks[from - 1]!)) && toks[from - 1]!.k !== 'rel')
    from--;
  const subject = leftSide(toks, from, end, true);
  const before = toks[subject.from - 1];
  return !subject.side.readings.length || (before?.k === 'word' && PREPOSITIONS.has(before.t)) ? undefined : subject;
}

/**
 * "2003 divided by 3 leaves a remainder of 2", "2003 leaves a remainder of 2 when divided by 3". What is divided stands
 * before the first word of it.
 */
function division(toks: readonly Tok[], at: number): NumberFact | undefined {
  const first = isWord(toks[at], 'divided') && isWord(toks[at + 1], 'by');
  if (!first && !isWord(toks[at], 'leaves', 'gives', 'has')) return undefined;
  const parts = first ? dividedFirst(toks, at) : remainderFirst(toks, at);
  if (!parts) return undefined;
  let end = at;
  while (isWord(toks[end - 1], 'when', 'is', 'if')) end--;
  if (end > 0 && toks[end - 1]!.k === 'sep' && toks[end - 1]!.t === ',') end--;
  const subject = subjectBefore(toks, end);
  if (!subject) return undefined;
  const before = toks[subject.from - 1];
  const span = { start: toks[subject.from]!.span.start, end: toks[parts.to - 1]!.span.end };
  const left = product([subject.side.readings, parts.by.readings]).map(args => call('remainder', args, span));
  const cut = (subject.side.cut && !isWord(before, 'number', 'and', 'since', 'that', 'because')) || parts.by.cut || parts.rest.cut;
  return fact(toks, subject.from, parts.to, { readings: left }, '=', parts.rest.readings, cut);
}

/** "When 47 is divided by 6, the remainder is 5." */
function remainderBehind(toks: readonly Tok[], at: number): NumberFact | undefined {
  if (!isWord(toks[at], 'when', 'if', 'dividing')) return undefined;
  const a = value(toks, at + 1);
  const verb = isWord(toks[at], 'dividing') ? 0 : 1;
  if (!a || a.cut || (verb && !(isWord(toks[a.to], 'is') && isWord(toks[a.to + 1], 'divided')))) return undefined;
  const by = isWord(toks[a.to + 2 * verb], 'by') ? value(toks, a.to + 2 * verb + 1) : undefined;
  if (!by) return undefined;
  let i = by.to;
  if (toks[i]?.k === 'sep' && toks[i]!.t === ',') i++;
  if (isWord(toks[i], 'then')) i++;
  if (!isWord(toks[i], 'the') || !isWord(toks[i + 1], 'remainder') || !isWord(toks[i + 2], 'is')) return undefined;
  const rest = value(toks, i + 3);
  if (!rest) return undefined;
  const span = { start: toks[at]!.span.start, end: toks[by.to - 1]!.span.end };
  const left = product([a.readings, by.readings]).map(args => call('remainder', args, span));
  return fact(toks, at, rest.to, { readings: left }, '=', rest.readings, rest.cut);
}

type Division = { readonly by: Found; readonly rest: Found; readonly to: number };

function dividedFirst(toks: readonly Tok[], at: number): Division | undefined {
  const by = value(toks, at + 2);
  let i = by?.to ?? 0;
  if (toks[i]?.k === 'sep' && toks[i]!.t === ',' && isWord(toks[i + 1], 'it')) i += 2;
  if (!by || !isWord(toks[i], 'leaves', 'gives', 'has', 'yields', 'with', 'leaving')) return undefined;
  if (isWord(toks[++i], 'a', 'us')) i++;
  if (isWord(toks[i], 'a')) i++;
  if (!isWord(toks[i], 'remainder')) return undefined;
  if (isWord(toks[++i], 'of')) i++;
  const rest = value(toks, i);
  return rest && { by, rest, to: rest.to };
}

function remainderFirst(toks: readonly Tok[], at: number): Division | undefined {
  let i = isWord(toks[at + 1], 'a') ? at + 2 : at + 1;
  if (!isWord(toks[i], 'remainder')) return undefined;
  if (isWord(toks[++i], 'of')) i++;
  const rest = value(toks, i);
  i = rest?.to ?? 0;
  if (!rest || !isWord(toks[i], 'when', 'upon', 'if')) return undefined;
  i++;
  if (isWord(toks[i], 'it') && isWord(toks[i + 1], 'is')) i += 2;
  if (!(isWord(toks[i], 'divided') && isWord(toks[i + 1], 'by')) && !isWord(toks[i], 'dividing')) return undefined;
  const by = value(toks, isWord(toks[i], 'dividing') ? i + (isWord(toks[i + 1], 'by') ? 2 : 1) : i + 2);
  return by && { by, rest: { ...rest, cut: false }, to: by.to };
}

/** "60 has 12 divisors": all of them are counted. Of prime factors, nobody can tell whether they count with repeats. */
function counted(toks: readonly Tok[], at: number): NumberFact | undefined {
  if (!isWord(toks[at], 'has')) return undefined;
  const n = toks[at + 1];
  if (n?.k !== 'num' || !n.v) return undefined;
  const i = isWord(toks[at + 2], 'positive') ? at + 3 : at + 2;
  if (!isWord(toks[i], 'divisors', 'factors')) return undefined;
  const after = toks[i + 1];
  if (after && !(after.k === 'sep' && /^(\.|;|,|newline|paragraph|display)$/.test(after.t))) return undefined;
  const subject = subjectBefore(toks, at);
  if (!subject) return undefined;
  const span = { start: toks[subject.from]!.span.start, end: toks[at - 1]!.span.end };
  const left = subject.side.readings.map(e => call('divisorcount', [e], span));
  return fact(toks, subject.from, i + 1, { readings: left }, '=', [{ k: 'num', v: n.v, span: n.span }], subject.side.cut);
}
