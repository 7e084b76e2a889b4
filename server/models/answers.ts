// Final answers in models' texts, and whether two of them are the same.
import type { Solution } from '../core';
import { stepTexts } from './transcript';

export { sameAnswer } from '../core';

/** The answer a text ends in: the last `\boxed{…}`, else what stands behind "####" or "the answer is". */
export function answerIn(text: string): string | undefined {
  const at = Math.max(text.lastIndexOf('\\boxed{'), text.lastIndexOf('\\fbox{'));
  if (at >= 0) {
    const from = text.indexOf('{', at) + 1;
    let depth = 1;
    for (let i = from; i < text.length; i++) {
      if (text[i] === '\\') i++;
      else if (text[i] === '{') depth++;
      else if (text[i] === '}' && --depth === 0) return text.slice(from, i).trim() || undefined;
    }
  }
  const marked = [...text.matchAll(/(?:^|\n)[ \t]*####[ \t]*([^\n]+)/g)].at(-1)?.[1];
  const worded = [...text.matchAll(/\banswer(?: is|:)[ \t]*([^\n]+?)\.?[ \t]*(?=\n|$)/gi)].at(-1)?.[1];
  return (marked ?? worded)?.trim() || undefined;
}

/** The final answer of a solution: of its own field, else what its steps end in. */
export function ownAnswer(solution: Solution): string | undefined {
  return solution.answer?.text ?? answerIn(stepTexts(solution).join('\n'));
}

/** The answer to be reached, where the file has a reference: its final answer where it is a whole solution. */
export function wantedAnswer({ reference }: Solution): string | undefined {
  return reference && (answerIn(reference.text) ?? reference.text);
}
