// Final answers in models' texts, and whether two of them are the same.
import { equalAnswers } from '../core';

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

/**
 * Whether two answers are the same; undefined where it cannot be told. Looser rules count only where exact comparison is at a
 * loss, so that a unit may be missing, and 5 cm is never 5 m.
 */
export function sameAnswer(a: string, b: string): boolean | undefined {
  const exact = equalAnswers(a, b).equal;
  const { equal } = exact === 'unknown' ? equalAnswers(a, b, ['units-aside', 'last-side']) : { equal: exact };
  return equal === 'unknown' ? undefined : equal === 'yes';
}
