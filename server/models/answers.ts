// Final answers in models' texts, and whether two of them are the same.
import { analyseTexts } from './recheck';

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

/** Whether two answers are the same by the kernel; undefined where it cannot say and they are not written alike. */
export function sameAnswer(a: string, b: string): boolean | undefined {
  const [left, right] = [bare(a), bare(b)];
  if (left === right) return true;
  if (left === '' || right === '') return undefined;
  const claims = analyseTexts(undefined, [`$${left} = ${right}$`])?.claims ?? [];
  const last = claims.at(-1)?.outcome.outcome;
  return last === 'holds' ? true : last === 'fails' ? false : undefined;
}

/** Without what is only dress: dollars, blanks, thousands commas, a final full stop, "x =". */
function bare(answer: string): string {
  return answer
    .replace(/\\[$]|[$]|\\text\{[^{}]*\}|\\(?:left|right|,|!|;)|\s+/g, '')
    .replace(/(\d),(?=\d{3}(?:\D|$))/g, '$1')
    .replace(/^[a-zA-Z]=/, '')
    .replace(/\.$/, '');
}
