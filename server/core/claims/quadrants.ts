// Quadrants: in which one an angle lies, and the signs of its functions there. "As 135° < x < 180°, x is in the second quadrant, where
// sine is positive and cosine is negative."
import { bin, type Expr, num, some } from '../math/expr';
import { isZero, q } from '../math/rational';
import { isComplex, toInterval } from '../math/value';
import type { Op, Span, Step } from '../model';
import type { Claim, Scope } from './claim';
import { valueOrNone } from './sides';
import type { Reading } from './statements';

const NUMBERS: Readonly<Record<string, number>> = { first: 1, second: 2, third: 3, fourth: 4 };
const QUADRANT = /\b(?:is|lies|are|falls)?\s*in\s+the\s+(first|second|third|fourth)\s+quadrant\b([^.;]*)/g;
const FUNCTION =
  '(?<![-|\\w])(?:the\\s+)?\\\\?(?:sin(?:e)?|cos(?:ine)?|tan(?:gent)?|cot(?:angent)?)(?:\\s+function)?(?:\\s+(?:[a-z]|\\\\?(?:theta|alpha|beta)))?';
const SIGNS = new RegExp(
  `(${FUNCTION}(?:\\s*(?:,|and|,\\s*and)\\s+${FUNCTION})*)\\s+(?:(?:is|are)\\s+)?(?:both\\s+|all\\s+|always\\s+)?(positive|negative)\\b`,
  'g',
);
const UNSURE = /\b(?:if|not|never|neither|whether|either|or|case|suppose|assume|would|could)\b|n['’]t\b/;

/** The claims that a step makes about quadrants; none in a sentence that supposes or denies. */
export function quadrantClaims(step: Step, reading: Reading, scope: Scope): Claim[] {
  if (!reading.words.includes('quadrant')) return [];
  // Delimiters become blanks, so that places stay what they are.
  const text = step.text.text.replace(/\\[()[\]]|\$/g, m => ' '.repeat(m.length)).toLowerCase();
  const out: Claim[] = [];
  for (const m of text.matchAll(QUADRANT)) {
    const k = NUMBERS[m[1]!]!;
    const start = Math.max(text.lastIndexOf('.', m.index), text.lastIndexOf(';', m.index)) + 1;
    const own = text.slice(start, m.index + m[0].length);
    if (UNSURE.test(own)) continue;
    const end = m.index + m[0].length - m[2]!.length;
    const make = (fn: string, angle: Expr, op: Op, span: Span): Claim => ({
      kind: 'fact',
      step: step.id,
      span,
      left: [{ k: 'call', fn, args: [angle], span }],
      op,
      right: [num(q(0), span)],
      premises: [],
      scope: { ...scope, degrees: true },
    });
    const angle = angleBefore(text.slice(start, m.index), reading, start, m.index);
    if (angle)
      for (const [fn, op] of [['sin', k < 3 ? '>' : '<'] as const, ['cos', k === 1 || k === 4 ? '>' : '<'] as const])
        out.push(make(fn, angle.e, op, { start: angle.start, end }));
    for (const s of m[2]!.matchAll(SIGNS)) {
      const at = end + s.index;
      for (const f of s[1]!.matchAll(/sin|cos|tan|cot/g))
        out.push(make(f[0], degrees(90 * k - 45), s[2] === 'positive' ? '>' : '<', { start: at, end: at + s[0].length }));
    }
  }
  return out;
}

const degrees = (n: number): Expr => {
  const span = { start: 0, end: 0 };
  return { k: 'call', fn: 'degrees', args: [num(q(n), span)], span };
};

/** The angle that is said to lie there: a number of degrees, or the middle of the range that the step gives for the letter,
 * where that is within one quadrant. */
function angleBefore(
  before: string,
  reading: Reading,
  start: number,
  end: number,
): { readonly e: Expr; readonly start: number } | undefined {
  const number = /(\d+)\s*(?:\^\s*\{?\s*\\circ\s*\}?|°|degrees?)\s*(?:is|lies|falls)?\s*$/.exec(before);
  if (number) return { e: degrees(Number(number[1])), start: start + number.index };
  const letter = /(?:^|[\s,(])(\\?[a-z]+)\s*(?:is|lies)?\s*$/.exec(before)?.[1];
  if (letter === undefined) return undefined;
  const range = reading.statements.findLast(
    s =>
      s.span.end <= end &&
      s.sides.length === 3 &&
      s.sides[1]!.name === letter &&
      s.relations.every(r => r.op === '<' || r.op === '≤') &&
      [s.sides[0]!, s.sides[2]!].every(x => x.value !== undefined && !x.cut) &&
      !s.doubt,
  );
  const [low, , high] = range?.sides ?? [];
  const [from, to] = [low, high].map(side => side && quarters(side.readings[0]!));
  // A range over several quadrants says nothing of the one.
  return low && high && from !== undefined && to !== undefined && from < to && Math.ceil(to) - Math.floor(from) === 1
    ? { e: bin('div', bin('add', low.readings[0]!, high.readings[0]!), num(q(2))), start: start + before.lastIndexOf(letter) }
    : undefined;
}

/** An angle in quarter turns, where it is written in degrees or with π. */
function quarters(e: Expr): number | undefined {
  const degreed = e.k === 'call' && e.fn === 'degrees';
  if (!degreed && !some(e, x => x.k === 'const' && x.name === 'pi') && !(e.k === 'num' && isZero(e.v))) return undefined;
  const value = valueOrNone(degreed ? e.args[0]! : e);
  if (!value || isComplex(value)) return undefined;
  const { lo, hi } = toInterval(value);
  // The middle of a narrow interval, so that π/2 · 2 is two quarters.
  return Math.round(((lo + hi) / 2 / (degreed ? 90 : Math.PI / 2)) * 1e9) / 1e9;
}
