// Code of drawings that goes on over several steps: a text that was cut at line ends cuts a drawing too.
import { drawingEnd } from '../math/tokens';
import type { Step } from '../model';

const OPEN = '[asy]';
const CLOSE = '[/asy]';

/**
 * Steps in which the code of a drawing that begins in one step and ends in a later one is blank, at the same offsets; the steps
 * themselves where there is none. A drawing that no step ends is code up to the end of its own step only.
 */
export function withoutDrawings(steps: readonly Step[]): readonly Step[] {
  if (!steps.some(step => opensFrom(step.text.text, 0))) return steps;
  const out = [...steps];
  let last = steps.length - 1;
  while (last >= 0 && !steps[last]!.text.text.includes(CLOSE)) last--;
  let inside = false;
  for (let n = 0; n <= last; n++) {
    const step = steps[n]!;
    const end: number = inside ? step.text.text.indexOf(CLOSE) : 0;
    const upTo = end < 0 ? step.text.text.length : end && end + CLOSE.length;
    if (upTo) out[n] = blank(step, upTo);
    inside = end < 0 || opensFrom(step.text.text, upTo);
  }
  return out;
}

/** Whether a drawing begins in a text behind an offset that does not end there. */
function opensFrom(text: string, from: number): boolean {
  const at = text.indexOf(OPEN, from);
  return at >= 0 && (text.indexOf(CLOSE, at) < 0 || opensFrom(text, drawingEnd(text, at)));
}

/** A step whose text is blank up to an offset. */
function blank(step: Step, upTo: number): Step {
  const text = step.text.text.slice(0, upTo).replace(/[^\n]/g, ' ') + step.text.text.slice(upTo);
  return { ...step, text: { ...step.text, text }, maths: step.maths.filter(m => m.span.start >= upTo) };
}
