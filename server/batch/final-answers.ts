// Final answers as records state them, compared where both are plainly numbers. In doubt nothing is said.
import { parseRational, type Rational } from './plain-numbers';

/** The answer the last step states: in a box, after `####`, or after "the answer is"; undefined where none stands apart. */
export function finalAnswer(lastStep: string): string | undefined {
  const at = lastStep.lastIndexOf('\\boxed{');
  if (at >= 0) {
    let depth = 0;
    for (let i = at + 6; i < lastStep.length; i++) {
      if (lastStep[i] === '{') depth++;
      else if (lastStep[i] === '}' && --depth === 0) return lastStep.slice(at + 7, i);
    }
    return undefined;
  }
  const marked = /####[ \t]*(\S[^\n]*)$/m.exec(lastStep)?.[1];
  if (marked !== undefined) return marked;
  const said = [...lastStep.matchAll(/\banswer is:? *(?:\\\(|\$)? *(-?[\d,.]*\d(?: ?\/ ?\d+)?)(?: *(?:\\\)|\$))?(?=[\s.,;]|$)/gi)].at(-1);
  if (!said) return undefined;
  // Where a calculation goes on, the number only begins it: "the answer is 15 gallons * 8 = 120".
  const sentence = /^(?:[^.\n]|\.(?=\d))*/.exec(lastStep.slice(said.index + said[0].length))![0];
  return /[=+*/^≈×·÷−–]|\\(?:times|cdot|div|approx|frac)\b|[-]\s*\d|\d\s*[-x]\s|\b(?:times|plus|minus|divided)\b/.test(sentence)
    ? undefined
    : said[1];
}

/** True or false where both are numbers and plainly the same or plainly others; undefined else. */
export function sameAnswer(one: string, other: string): boolean | undefined {
  const a = numberOf(one);
  const b = numberOf(other);
  if (!a || !b) return one.trim() === other.trim() && one.trim() !== '' ? true : undefined;
  if (a.numerator * b.denominator === b.numerator * a.denominator) return true;
  const [x, y] = [Number(a.numerator) / Number(a.denominator), Number(b.numerator) / Number(b.denominator)];
  // Rounded, or told in other units: somebody else must judge.
  const near = Math.abs(x - y) <= 0.02 * Math.max(Math.abs(x), Math.abs(y)) && !(Number.isInteger(x) && Number.isInteger(y));
  const scaled = [60, 100, 1000, 12, 24].some(k => x === k * y || y === k * x);
  return near || scaled ? undefined : false;
}

function numberOf(text: string): Rational | undefined {
  const bare = text
    .replace(/\\text\s*\{[^{}]*\}|\\(?:mathrm|textbf)\s*\{[^{}]*\}/g, '')
    .replace(/\\[dt]frac/g, '\\frac')
    .replace(/\\frac\s*\{(-?\d+)\}\s*\{(\d+)\}/g, '$1/$2')
    .replace(/\\frac(\d)(\d)/g, '$1/$2')
    .replace(/\\[!,;: ]|\\\$|[$%]|\\%|\{,\}/g, '')
    .replace(/\s+/g, '')
    .replace(/\.$/, '');
  return parseRational(bare);
}
