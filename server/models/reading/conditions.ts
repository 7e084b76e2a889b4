// The problem in pieces: its sentences, the numbers they give, and which of these the solution ever uses.
import type { Solution, Span } from '../../core';
import { stepTexts } from '../transcript';

export type Condition = { readonly text: string; readonly span: Span; readonly question: boolean; readonly numbers: readonly string[] };

/** The sentences of the problem; spans are offsets into its decoded text. A full stop between digits ends nothing. */
export function conditionsOf(problem: string): Condition[] {
  const found: Condition[] = [];
  for (const match of problem.matchAll(/(?:[^.!?\n]|[.](?=\d))+[.!?]*/g)) {
    const text = match[0].trim();
    if (!/[\p{L}\p{N}]/u.test(text)) continue;
    const start = match.index + match[0].indexOf(text);
    const question = /\?$|^(?:find|compute|determine|evaluate|how|what|prove|show)\b/i.test(text);
    found.push({ text, span: { start, end: start + text.length }, question, numbers: numbersIn(text) });
  }
  return found;
}

/** Numbers as they are written, without thousands commas. */
export function numbersIn(text: string): string[] {
  return (text.replace(/(\d),(?=\d{3}(?!\d))/g, '$1').match(/\d+(?:\.\d+)?/g) ?? []).map(number => number.replace(/^0+(?=\d)/, ''));
}

/** Conditions with a number that no step repeats: what was overlooked, or need not have been said, is among them. */
export function unused(solution: Solution): Condition[] {
  const used = new Set(numbersIn(stepTexts(solution).join('\n')));
  return conditionsOf(solution.problem?.text ?? '').filter(
    ({ question, numbers }) => !question && numbers.some(number => !used.has(number)),
  );
}
