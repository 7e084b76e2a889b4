// A right answer after a wrong step, as the claims already tell.
import type { AnswerStands, Checked } from './model';

/** The final answer was decided to be the value that the problem asks for. Undefined where no step is wrong. */
export function asAsked(claims: readonly Checked[], firstError: number): AnswerStands | undefined {
  const asked = claims.filter(c => c.kind === 'answer' && c.premises[0]?.from === 'problem');
  return firstError >= 0 && asked.length > 0 && asked.every(c => c.outcome.outcome === 'holds') ? 'problem' : undefined;
}

/** What is said of it in words: nothing where that is not known. */
export const answerWords = (stands: AnswerStands | undefined): string | undefined =>
  stands && { problem: 'the answer is right all the same', correction: 'the answer is the same once it is corrected' }[stands];
