// The slips, by name: what they are called, which of LEMMA's names they come under (semantics 13), how common they are.
import type { Claim } from '../claims/claim';
import { type Expr, some, walk } from '../math/expr';
import { unitsIn } from '../math/measure';
import { add, div, equal, isInteger, isZero, mul, neg, type Q, q, sub } from '../math/rational';
import type { Slip, SlipName } from '../model';
import { type Evidence, hasSource, isKnown, nameOf } from './evidence';

/** The finer slips. A correction says exactly one of them, or none where a number is merely wrong. */
export const DETAILS = {
  sign: 'sign lost',
  moved: 'moved to the other side without changing its sign',
  operator: 'wrong operation',
  inverse: 'multiplied where division was needed, or the other way round',
  digits: 'digits swapped',
  one: 'off by one',
  zero: 'a zero too many or too few',
  point: 'decimal point misplaced',
  inverted: 'fraction inverted',
  copied: 'copied wrongly',
  rounded: 'rounded too early',
  symbol: 'wrong symbol',
  index: 'wrong index',
  dropped: 'term dropped',
  extra: 'term added',
  unknown: 'unknown dropped',
  swapped: 'terms swapped',
  exponent: 'wrong exponent',
  exponents: 'exponent added instead of multiplied',
  distributed: 'not distributed over every term',
  power: 'distributed over a power',
  coefficient: 'wrong coefficient',
  root: 'root lost',
  plusMinus: '± lost',
  unit: 'wrong unit',
  percent: 'percent not divided by 100',
  conversion: 'conversion factor left out',
  base: 'percentage of the wrong base',
  relation: 'inequality turned the wrong way',
} as const;
export type Detail = keyof typeof DETAILS;

const NAMES: Partial<Record<Detail, SlipName>> = {
  operator: 'operator',
  inverse: 'operator',
  copied: 'referencing_context_value',
  symbol: 'referencing_previous_step_value',
  index: 'referencing_previous_step_value',
  dropped: 'missing_step',
  extra: 'adding_irrelevant_information',
  root: 'missing_step',
  plusMinus: 'missing_step',
  unit: 'unit_conversion',
  conversion: 'unit_conversion',
  percent: 'unit_conversion',
  base: 'confusing_concept',
  power: 'confusing_formula',
  exponents: 'confusing_formula',
  relation: 'operator',
};

export function slip(detail: Detail, name?: SlipName): Slip {
  return { name: name ?? NAMES[detail] ?? 'calculation', detail: DETAILS[detail] };
}

const CONVERSIONS = [60n, 3600n, 24n, 7n, 12n, 52n, 365n, 1000n, 1760n, 5280n, 16n, 36n];

/** Where a number stands: it is what something comes to, it is put in from before, or it is taken over from the side before. */
export type Part = 'result' | 'given' | 'carried';

/** What kind of slip writes `wrong` where `right` was due. */
export function slipOfNumber(wrong: Q, right: Q, claim: Claim, part: Part, evidence: Evidence): Slip {
  const otherwise: SlipName = claim.kind === 'answer' || claim.kind === 'carried' ? 'referencing_previous_step_value' : 'calculation';
  const result = part === 'result';
  // A number that goes in was copied from somewhere: that it changed on the way says more than how it looks.
  const from =
    part === 'given'
      ? isKnown(evidence, right) &&
        (!isSmall(right) || !hasSource(evidence, wrong) || claim.kind === 'arithmetic' || claim.kind === 'plug-in')
      : part === 'carried' && isIn(claim.left[0]!, right) && !isIn(claim.left[0]!, wrong);
  const swapped = claim.kind === 'plug-in' && from && claim.premises.some(p => p.right[0] && isIn(p.right[0], wrong));
  if (swapped) return slip('symbol');
  if (part === 'given' && base(wrong, right)) return slip('base');
  if (from) return slip('copied', evidence.given.has(nameOf(right)) ? 'referencing_context_value' : 'referencing_previous_step_value');
  if (equal(wrong, neg(right))) return slip('sign', otherwise);
  if (claim.kind === 'equation') {
    const moved = movedTerm(wrong, right, claim, result);
    if (moved) return moved;
  }
  const looks = looksLike(wrong, right);
  if (looks) return slip(looks, otherwise);
  if (result && !isZero(right) && !isZero(wrong)) {
    const ratio = div(wrong, right);
    const upright = ratio.n < ratio.d ? div(q(1), ratio) : ratio;
    const units = claim.left.concat(claim.right).some(e => unitsIn(e).some(p => p.unit.quantity !== 'money'));
    if (claim.left.concat(claim.right).some(e => hasKind(e, 'pct')) && equal(upright, q(100))) return slip('percent');
    if (units && isInteger(upright) && CONVERSIONS.includes(upright.n)) return slip('conversion');
  }
  return { name: otherwise };
}

/** The part that was taken for the rest or the whole: 0.2 for 0.8 or 1.2, as in twenty percent off. */
const base = (wrong: Q, right: Q): boolean =>
  !isInteger(wrong) && wrong.n > 0n && wrong.n < wrong.d && (equal(add(wrong, right), q(1)) || equal(sub(right, wrong), q(1)));

/** Whether one was written for the other by a slip of the pen or of the head: a digit, an order of digits, a little more or less. */
export function alike(a: Q, b: Q): boolean {
  if (!isInteger(a) || !isInteger(b))
    return looksLike(a, b) !== undefined || (!isInteger(a) && !isInteger(b) && (a.n === b.n || a.d === b.d));
  const [x, y] = [a.n.toString().replace('-', ''), b.n.toString().replace('-', '')];
  if (x.length !== y.length) return looksLike(a, b) !== undefined;
  return x.length > 1 && ([...x].filter((c, i) => c !== y[i]).length < 2 || [...x].sort().join() === [...y].sort().join());
}

/** Kinds that the digits alone tell. */
function looksLike(wrong: Q, right: Q): Detail | undefined {
  if (!isZero(wrong) && !isZero(right) && equal(mul(wrong, right), q(1))) return 'inverted';
  if (!isZero(right)) {
    const ratio = div(wrong, right);
    const tens = [10n, 100n, 1000n].some(n => equal(ratio, q(n)) || equal(ratio, q(1n, n)));
    if (tens) return isInteger(wrong) && isInteger(right) ? 'zero' : 'point';
  }
  if (!isInteger(wrong) || !isInteger(right)) return undefined;
  const a = wrong.n.toString().replace('-', '');
  const b = right.n.toString().replace('-', '');
  if (a !== b && [...a].sort().join('') === [...b].sort().join('')) return 'digits';
  const off = wrong.n - right.n;
  return off === 1n || off === -1n ? 'one' : undefined;
}

/** A term of the line before that was added where it should have been taken away, or a factor used upside down. */
function movedTerm(wrong: Q, right: Q, claim: Claim, result: boolean): Slip | undefined {
  const before = claim.premises[0];
  if (!before) return undefined;
  const numbers: Q[] = [];
  for (const e of [before.left[0], before.right[0]]) if (e) walk(e, x => void (x.k === 'num' && !isZero(x.v) && numbers.push(x.v)));
  const off = sub(wrong, right);
  for (const n of numbers) {
    const twice = mul(n, q(2));
    if (equal(off, twice) || equal(off, neg(twice))) return slip('moved');
    if (result && !isZero(right) && (equal(div(wrong, right), mul(n, n)) || equal(mul(div(wrong, right), mul(n, n)), q(1))))
      return slip('inverse');
  }
  return undefined;
}

const isSmall = (v: Q): boolean => isInteger(v) && v.n >= -3n && v.n <= 3n;

const isIn = (e: Expr, v: Q): boolean => some(e, x => x.k === 'num' && equal(x.v, v));

function hasKind(e: Expr, kind: Expr['k']): boolean {
  let found = false;
  walk(e, x => {
    if (x.k === kind) found = true;
  });
  return found;
}
