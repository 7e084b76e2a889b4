// The final answer that a solution states, for votes and reports. Nothing is compared with a reference here.

import { lex } from '../math/lex';
import { shown } from '../math/print';
import type { Shown, Solution } from '../model';
import { statedAnswers } from './answers';
import { scanMaths } from './scanner';

/** The answer of the record's own field, else the last one that a step states; undefined where none is stated or read. */
export function stated(solution: Solution): Shown | undefined {
  if (solution.answer?.text.trim()) {
    const text = solution.answer.text.trim();
    const [formula] = scanMaths(text);
    return { text, tex: formula ? text.slice(formula.inner.start, formula.inner.end) : '' };
  }
  for (const step of solution.steps.toReversed()) {
    const { text } = step.text;
    const box = boxed(text);
    const expr = statedAnswers(lex(text, step.maths), text).at(-1)?.readings[0];
    if (expr) return shown(expr);
    if (box) return { text: box, tex: box };
  }
  return undefined;
}

/** What the last `\boxed{…}` holds, as written. */
function boxed(text: string): string | undefined {
  const start = text.lastIndexOf('\\boxed{');
  if (start < 0) return undefined;
  const from = start + '\\boxed{'.length;
  let depth = 1;
  for (let i = from; i < text.length; i++) {
    if (text[i] === '\\') i++;
    else if (text[i] === '{') depth++;
    else if (text[i] === '}' && --depth === 0) return text.slice(from, i).trim() || undefined;
  }
  return undefined;
}
