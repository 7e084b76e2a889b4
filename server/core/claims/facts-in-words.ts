// All that a step says in words about numbers, figures, dates and times.
import type { Tok } from '../math/tokens';
import { calendarFacts } from './calendar-facts';
import { clockFacts } from './clock-facts';
import type { NumberFact } from './fact-values';
import { numberFacts } from './number-facts';
import { saidValues } from './said-values';
import { shapeFacts } from './shape-facts';
import { signFacts } from './sign-facts';
import { spokenFacts } from './spoken-facts';

/** The facts of a step, of two readings of one place the first. `words` are all its words, `text` is its text. */
export function factsIn(tokens: readonly Tok[], words: string, text: string): NumberFact[] {
  const first = [
    ...numberFacts(tokens, words),
    ...calendarFacts(tokens, words),
    ...clockFacts(tokens, text),
    ...shapeFacts(tokens, words),
    ...spokenFacts(tokens, words),
    ...signFacts(tokens, text),
  ];
  return [...first, ...saidValues(tokens, words).filter(v => !first.some(f => f.from < v.to && v.from < f.to))];
}
