// What the rest of a solution says about the numbers of a step: where they come from, and what goes on with them.

import type { Claim } from '../claims/claim';
import type { StepClaims } from '../claims/context';
import { scanMaths } from '../claims/scanner';
import { valueText } from '../claims/sides';
import { read } from '../claims/statements';
import { type Q, show } from '../math/rational';
import { type Memo, memoised } from '../memo';
import type { Span, Text } from '../model';

export type Evidence = {
  /** Numbers (as text, without sign) in the problem, and in the steps before. */
  readonly given: ReadonlySet<string>;
  readonly earlier: ReadonlySet<string>;
  /** Numbers of the steps after. */
  readonly later: ReadonlySet<string>;
  /** Numbers of the step itself that stand outside of the claim. */
  readonly beside: ReadonlySet<string>;
  /** Those of `beside` that stand before the claim. */
  readonly ahead: ReadonlySet<string>;
  /** What nothing has used up to the claim, the claim included: a `result` of a step before, a number `given` or `beside` it. */
  readonly idle: ReadonlyMap<string, 'result' | 'given' | 'beside'>;
  /** Numbers that words say: in the problem, the steps before, and beside the claim. */
  readonly spoken: ReadonlySet<string>;
  /** Numbers that stand before a percent sign, up to the claim. */
  readonly percents: ReadonlySet<string>;
  /** The problem's text. */
  readonly problem?: string;
  /** Some number before the claim is negative, so that a negative result is nothing strange. */
  readonly signed: boolean;
  /** What goes in was just put right, so that only what comes of it can be wrong. */
  readonly carrying?: true;
};

const NONE: ReadonlySet<string> = new Set();

/** Nothing is known: what goes in was just put right. */
export const CARRIED: Evidence = {
  given: NONE,
  earlier: NONE,
  later: NONE,
  beside: NONE,
  ahead: NONE,
  idle: new Map(),
  spoken: NONE,
  percents: NONE,
  signed: true,
  carrying: true,
};

/** Steps looked at on either side. */
const REACH = 30;

/** What is known around a claim of the step at `at`. `steps` are the claims of the whole solution, or of a part of it. */
export function evidenceAt(steps: readonly StepClaims[], at: number, claim: Claim, problem: Text | undefined, memo: Memo): Evidence {
  const given = problem
    ? memoised(memo, `numbers:${problem.text}`, () => [
        ...new Set([...read(problem.text, scanMaths(problem.text)).numbers.map(n => n.name), ...digitsOf(problem.text)]),
      ])
    : [];
  const sides = claim.chain?.sides;
  const span = sides ? { start: sides[0]!.span.start, end: sides.at(-1)!.span.end } : claim.span;
  const own = steps[at]!.reading.numbers;
  const before = steps.slice(Math.max(0, at - REACH), at);
  const behind = steps.slice(at + 1, at + 1 + REACH);
  const names = (list: readonly StepClaims[]) => list.flatMap(s => s.reading.numbers.map(n => n.name));
  const earlier = [...names(before), ...before.flatMap(s => digitsOf(s.step.text.text))];
  const beside = own.filter(n => !within(n.span, span)).map(n => n.name);
  const ahead = own.filter(n => n.span.end <= span.start).map(n => n.name);
  const idle = new Map<string, 'result' | 'given' | 'beside'>(given.map(name => [plain(name), 'given']));
  for (const s of before) {
    for (const n of s.reading.numbers) idle.delete(plain(n.name));
    for (const statement of s.reading.statements) {
      const result = statement.sides.at(-1)?.value;
      if (result) idle.set(plain(valueText(result)), 'result');
    }
  }
  for (const name of beside) idle.set(plain(name), 'beside');
  for (const n of own) if (!beside.includes(n.name) || within(n.span, span)) idle.delete(plain(n.name));
  const texts = [steps[at]!.step.text.text, ...(problem ? [problem.text] : []), ...before.map(s => s.step.text.text)];
  return {
    given: new Set(given.map(plain)),
    earlier: new Set(earlier.map(plain)),
    later: new Set(names(behind).map(plain)),
    beside: new Set(beside.map(plain)),
    ahead: new Set(ahead.map(plain)),
    idle,
    spoken: new Set(spokenIn(texts)),
    percents: new Set(texts.flatMap(text => [...text.matchAll(/(\d+(?:\.\d+)?)\s*(?:\\?%|percent)/g)].map(m => m[1]!))),
    problem: problem?.text,
    signed: texts.slice(1).some(text => NEGATIVE.test(text)),
  };
}

/** Numbers as they are written, also where they are no value of their own: 10:17, x_3, 2-5. */
const digitsOf = (text: string): string[] => [...text.matchAll(/(?<![\d.,])\d{1,9}(?![\d.,]*\d)/g)].map(m => m[0].replace(/^0+(?=\d)/, ''));

const within = (a: Span, b: Span): boolean => a.start < b.end && b.start < a.end;

/** A minus sign in front of a number that takes nothing away from anything. */
const NEGATIVE = /(?<![\w)\]}|.]\s*)[-−]\s*\d/;

const plain = (name: string): string => name.replace('-', '');

/** A number as evidence knows it: without its sign. */
export const nameOf = (v: Q): string => plain(show(v));

/** Numbers that everybody knows, so that they need no source: a dozen, days of a week and a year, minutes, cents, degrees. */
const COMMON = new Set(['12', '24', '52', '60', '100', '180', '360', '365', '1000']);

/** What words say of numbers: "twice" and "a pair" are a source of 2, "half" one of 1/2 and 2. */
const SPOKEN: readonly (readonly [RegExp, readonly string[]])[] = [
  [/\b(?:one|once|single|another)\b/i, ['1']],
  [/\b(?:two|twice|double[sd]?|doubling|pairs?|couple|both|halves|half)\b/i, ['2']],
  [/\bhal(?:f|ves)\b/i, ['1/2']],
  [/\b(?:three|thrice|tripl\w+|thirds?)\b/i, ['3']],
  [/\bthirds?\b/i, ['1/3']],
  [/\b(?:four|quadrupl\w+|quarters?|fourths?)\b/i, ['4']],
  [/\b(?:quarters?|fourths?)\b/i, ['1/4', '25']],
  [/\b(?:five|fifths?|nickels?)\b/i, ['5']],
  [/\bsix(?:ths?)?\b/i, ['6']],
  [/\b(?:seven|weeks?|weekly)\b/i, ['7']],
  [/\beight(?:h|hs)?\b/i, ['8']],
  [/\bnine\b/i, ['9']],
  [/\b(?:ten|tenths?|dimes?)\b/i, ['10']],
  [/\bdozens?\b/i, ['12']],
];

const spokenIn = (texts: readonly string[]): string[] => {
  const text = texts.join(' ');
  return SPOKEN.flatMap(([word, numbers]) => (word.test(text) ? numbers : []));
};

/** Whether a number stands before the claim, or beside it in its step. */
export function isKnown(evidence: Evidence, v: Q): boolean {
  const name = nameOf(v);
  return evidence.given.has(name) || evidence.earlier.has(name) || evidence.beside.has(name);
}

/** Whether a number has a source, or needs none. */
export const hasSource = (evidence: Evidence, v: Q): boolean =>
  isKnown(evidence, v) || evidence.spoken.has(nameOf(v)) || COMMON.has(nameOf(v));
