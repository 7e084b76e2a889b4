// Comparisons in words: "Ann has 5 more apples than Bob", "Tom is twice as old as Sue". A step that repeats one from the problem
// should not turn it round.
import { bin, type Expr, num, sym } from '../math/expr';
import { factorOfWord, numberOf } from '../math/number-words';
import { equal, fromDecimal, isZero, type Q, q } from '../math/rational';
import { type Span, type Step, type Text, toDocument } from '../model';
import type { Claim, Given, Scope } from './claim';

/** `more` is `amount` more than `less`, or `amount` times it. */
export type Comparison = {
  readonly more: string;
  readonly less: string;
  readonly amount: Q;
  /** In what they are compared: "as many", "more", "older". */
  readonly by: string;
  /** The noun behind it, where there is one: "shells". */
  readonly what: string;
  readonly span: Span;
};

const NAME = "([A-Z][a-z]+)(?:'s|’s)?";
const AMOUNT = '(\\$?\\d+(?:\\.\\d+)?|[a-z]+(?:-[a-z]+)?)';
const WHAT = '((?: [a-z]+){0,4}?)';
const PATTERN = new RegExp(
  `\\b${NAME} (?:[a-z]+ ){1,4}?(?:(?:${AMOUNT} (?:[a-z]+ ){0,2}?(more|fewer|less|older|younger|taller|shorter|heavier|lighter)\\b${WHAT} than)|(?:(twice|thrice|double|half|${AMOUNT.slice(1, -1)} times) (?:as|the)( [a-z]+)${WHAT} as)) (?:what )?${NAME}`,
  'g',
);
/** Opposites are compared in one thing. */
const SCALES: Readonly<Record<string, string>> = {
  younger: 'older',
  older: 'older',
  shorter: 'taller',
  taller: 'taller',
  lighter: 'heavier',
  heavier: 'heavier',
};
const MORE = /^(more|older|taller|heavier)$/;
const NOT_NAMES = new Set(
  'The This That There They These Those She He It We If So Then Since Each Every Now First Next Finally'.split(' '),
);

/** The comparisons of a text, in order: both sides are names. */
export function comparisonsIn(text: string): Comparison[] {
  if (!/\b(than|as)\b/.test(text)) return [];
  const out: Comparison[] = [];
  for (const m of text.matchAll(PATTERN)) {
    const [whole, first, number, more, noun, factor, adjective, thing, second] = m;
    if (!first || !second || first === second || NOT_NAMES.has(first) || NOT_NAMES.has(second)) continue;
    const amount = amountOf(number ?? factor!);
    if (!amount || isZero(amount)) continue;
    const half = factor === 'half';
    const up = factor ? !half : MORE.test(more!);
    out.push({
      more: up ? first : second,
      less: up ? second : first,
      amount: half ? q(2) : amount,
      by: factor ? `as${adjective}` : (SCALES[more!] ?? 'more'),
      what: (factor ? thing : noun)!.trim().split(' ')[0]!,
      span: { start: m.index, end: m.index + whole.length },
    });
  }
  return out;
}

function amountOf(written: string): Q | undefined {
  const word = written.replace(/ times$/, '').replace(/^\$/, '');
  return /^\d/.test(word) ? fromDecimal(word) : (numberOf(word) ?? factorOfWord(word));
}

/** The claims that a step compares two names as the problem does. `given` are the comparisons of the problem. */
export const comparisonClaims = (step: Step, given: readonly Comparison[], problem: Text, scope: Scope): Claim[] =>
  given.length ? comparisonsIn(step.text.text).flatMap(said => comparisonClaim(step, said, given, problem, scope) ?? []) : [];

/** The claim that a comparison of a step says what the problem says of the same two; none where the problem does not compare them. */
function comparisonClaim(step: Step, said: Comparison, given: readonly Comparison[], problem: Text, scope: Scope): Claim | undefined {
  const pair = (c: Comparison) => [c.more, c.less].sort().join();
  const about = given.filter(
    g => g.by === said.by && (g.what === said.what || !g.what || !said.what) && equal(g.amount, said.amount) && pair(g) === pair(said),
  );
  const [other] = about;
  // Where the problem has it both ways, either may be meant.
  if (!other || about.some(g => g.more !== other.more)) return undefined;
  const { start, end } = other.span;
  const side = (c: Comparison): Expr => bin(c.by.startsWith('as ') ? 'div' : 'sub', sym(c.more), sym(c.less));
  const premise: Given = {
    from: 'problem',
    span: toDocument(problem, start, end),
    why: 'value',
    label: problem.text.slice(start, end),
    left: [side(other)],
    op: '=',
    right: [num(other.amount)],
  };
  return {
    kind: 'comparison',
    step: step.id,
    span: said.span,
    left: [side(said)],
    op: '=',
    right: [num(said.amount)],
    premises: [premise],
    scope,
  };
}
