// Changes of a claim as a whole: a term at its end, the direction of its relation, values of unknowns.
import { children, type Expr, hasOperation, numbersIn, some, substitute, variables } from '../math/expr';
import { difference } from '../math/identity';
import { toFraction } from '../math/poly';
import { nameText, printText } from '../math/print';
import { decimalPlaces, div, equal, isInteger, mul, neg, type Q, q, show, sub } from '../math/rational';
import type { Op } from '../model';
import { isKnown, nameOf } from './evidence';
import { fitting, gap, slotOf, valueIn, written } from './numbers';
import { bare, type Candidate, edit, type Fault, isSmall, isSum, make, type Site, showNumber, writeSlot } from './site';
import { slip, slipOfNumber } from './slips';
import { termText } from './terms';

/** How likely it is that a number was left out, by where it stands. */
const LEFT_OUT = { result: 3.6, beside: 3.4, given: 3.2, known: 2.9, small: 2 };

/** A term that is missing at the end of a side. */
export function dropped(at: Site): Candidate[] {
  const { claim, evidence, text } = at.fault;
  if (claim.op !== '=') return [];
  if (claim.kind === 'equation' || claim.kind === 'system') return fromBefore(at);
  if (claim.kind !== 'rewrite' && claim.kind !== 'arithmetic') return [];
  const { left, right } = at.put(at.whole);
  const end = bare(text, at.whole.span).end;
  if (end <= at.whole.span.start || end > text.length) return [];
  if (claim.kind === 'arithmetic') {
    if (!hasOperation(at.whole)) return [];
    const off = gap(left, right, at.points[0]!);
    const missing = off && (at.side === 'right' ? off : neg(off));
    if (!missing || (!isInteger(missing) && decimalPlaces(missing) === undefined)) return [];
    const size = missing.n < 0n ? neg(missing) : missing;
    // What was worked out, given or said beside it, and went in nowhere, is what is missing. A number in the sum was not left out.
    const idle = equal(size, q(1)) ? undefined : evidence.idle.get(nameOf(size));
    if (!idle && (isSmall(size) || !isKnown(evidence, size) || numbersIn(at.whole).some(n => equal(n.v, size)))) return [];
    if (missing.n < 0n && !idle && !some(at.whole, e => e.k === 'sub')) return [];
    const result = slotOf(at.side === 'left' ? right : left);
    const goesOn = result && !isSmall(result.value) && evidence.later.has(nameOf(result.value));
    const sign = missing.n < 0n ? '-' : '+';
    const to: Expr = { k: missing.n < 0n ? 'sub' : 'add', a: at.whole, b: { k: 'num', v: size, span: at.whole.span }, span: at.whole.span };
    const why = `The term ${sign === '-' ? '−' : ''}${showNumber(size)} is missing.`;
    return [
      make(
        at,
        at.whole,
        to,
        [edit(end, end, ` ${sign} ${written(size, '', 'decimal', at.tex)}`)],
        slip('dropped'),
        why,
        LEFT_OUT[idle ?? (size.n < 10n * size.d ? 'small' : 'known')] +
          (goesOn ? 0.4 : 0) -
          (missing.n < 0n ? 0.3 : 0) -
          (isSum(at.whole) ? 0 : 1.8),
      ),
    ];
  }
  const d = difference(left, right);
  if (d?.size !== 1) return [];
  const [[monomial, coefficient]] = [...d] as [[string, Q]];
  const missing = at.side === 'right' ? coefficient : neg(coefficient);
  const term = termText(monomial, missing.n < 0n ? neg(missing) : missing, at.tex);
  if (!term) return [];
  const to: Expr = { k: missing.n < 0n ? 'sub' : 'add', a: at.whole, b: term.expr, span: at.whole.span };
  const of = at.side === 'right' && left.k === 'pow' && isSum(left.a) ? slip('power') : slip('dropped');
  const why = `The term ${missing.n < 0n ? '−' : ''}${printText(term.expr)} is missing.`;
  return [
    make(
      at,
      at.whole,
      to,
      [edit(end, end, ` ${missing.n < 0n ? '-' : '+'} ${term.text}`)],
      of,
      why,
      // Between two single terms nothing was to be worked out: 2L = 6L lost one on its way.
      at.side === 'left' && isTerm(left) && isTerm(right) ? 3 : likes(at.whole, monomial) ? 0.9 : isSum(at.whole) ? 2.4 : 1.2,
    ),
  ];
}

/** A term of the line before that this line lacks, and has nothing in the place of. */
function fromBefore(at: Site): Candidate[] {
  const before = at.fault.claim.premises[0];
  const [l, r] = [before?.left[0], before?.right[0]];
  const { left, right } = at.put(at.whole);
  const end = at.whole.span.end;
  if (!l || !r || end <= at.whole.span.start || slotOf(at.whole)) return [];
  const [old, now] = [difference(l, r), difference(left, right)];
  if (!old || !now || [...now].some(([monomial]) => !old.has(monomial))) return [];
  // The line may be a multiple of the one before, as at least two of its terms tell: 8 times y/8 + y² + 1 = 0 is y + 8y² + 8 = 0.
  const ratios = [...now].map(([m, c]) => div(c, old.get(m)!));
  const scales = [q(1), ...ratios.filter((c, i) => c.n > 0n && ratios.findIndex(x => equal(x, c)) !== i)];
  const gone = scales.flatMap(scale => {
    const fresh = [...old].filter(([m, c]) => !equal(mul(c, scale), now.get(m) ?? q(0)));
    return fresh.length === 1 ? [{ monomial: fresh[0]![0], coefficient: mul(fresh[0]![1], scale), scale }] : [];
  })[0];
  if (!gone) return [];
  const { monomial, coefficient, scale } = gone;
  const lost = sub(coefficient, now.get(monomial) ?? q(0));
  const missing = at.side === 'left' ? lost : neg(lost);
  const size = missing.n < 0n ? neg(missing) : missing;
  const term = termText(monomial, size, at.tex);
  // What is lost stood there as a term, also in a product or a bracket, or is what several terms come to.
  const places = [...termsOf(l), ...termsOf(r), at.side === 'left' ? l : r];
  const stood = places.some(t => hasMonomial(t, monomial, div(size, scale)));
  if (!term || likes(at.whole, monomial) || !stood) return [];
  const sign = missing.n < 0n ? '-' : '+';
  const to: Expr = { k: missing.n < 0n ? 'sub' : 'add', a: at.whole, b: term.expr, span: at.whole.span };
  const why = `The term ${missing.n < 0n ? '−' : ''}${printText(term.expr)} of the line before is missing.`;
  return [make(at, at.whole, to, [edit(end, end, ` ${sign} ${term.text}`)], slip('dropped'), why, at.side === 'left' ? 3.7 : 2.7)];
}

/** The terms of a sum, without their signs. */
const termsOf = (e: Expr): Expr[] => (isSum(e) ? children(e).flatMap(termsOf) : e.k === 'neg' ? termsOf(e.a) : [e]);

/** Whether an expression, multiplied out, has a term with these letters and this coefficient, up to its sign. */
function hasMonomial(e: Expr, monomial: string, size: Q): boolean {
  const p = toFraction(e);
  const c = p?.den.size === 1 && p.den.has('') ? p.num.get(monomial) : undefined;
  const scaled = c && div(c, p!.den.get('')!);
  return scaled !== undefined && (equal(scaled, size) || equal(neg(scaled), size));
}

const TURNED: Record<string, [string, Op]> = {
  '<': ['>', '>'],
  '>': ['<', '<'],
  '≤': ['≥', '≥'],
  '≥': ['≤', '≤'],
  '\\le': ['\\ge', '≥'],
  '\\leq': ['\\geq', '≥'],
  '\\ge': ['\\le', '≤'],
  '\\geq': ['\\leq', '≤'],
  '\\lt': ['\\gt', '>'],
  '\\gt': ['\\lt', '<'],
  '<=': ['>=', '≥'],
  '>=': ['<=', '≤'],
};

/** Whether an inequality has another sign in front of its unknown than the one it comes from. */
function negated(claim: Fault['claim']): boolean {
  const before = claim.kind === 'inequality' ? claim.premises[0] : undefined;
  const slopes = [before, claim].map(r => {
    const [l, right] = [r?.left[0], r?.right[0]];
    const name = l && right && [...variables(l), ...variables(right)][0];
    const at = (n: number) => l && right && name !== undefined && gap(l, right, new Map([[name, q(n)]]));
    const [a, b] = [at(2), at(3)];
    return a && b ? sub(b, a).n : 0n;
  });
  return slopes[0]! * slopes[1]! < 0n;
}

/** An inequality the other way round. */
export function relations({ claim, text }: Fault, left: Expr, right: Expr): Candidate[] {
  if (claim.op === '=' || claim.op === '≈') return [];
  const [a, b] = [claim.left[0]!, claim.right[0]!];
  const m = /\\leq?(?![a-z])|\\geq?(?![a-z])|\\lt(?![a-z])|\\gt(?![a-z])|<=|>=|[<>≤≥]/.exec(text.slice(a.span.end, b.span.start));
  const turned = m && TURNED[m[0]];
  if (!turned) return [];
  const start = a.span.end + m.index;
  return [
    {
      edits: [edit(start, start + m[0].length, turned[0])],
      left,
      right,
      op: turned[1],
      slip: slip('relation'),
      explanation: negated(claim)
        ? 'The inequality turns round when both sides are multiplied or divided by a negative number.'
        : 'The inequality points the wrong way.',
      weight: 3,
    },
  ];
}

/** Values stated for several unknowns: one of them changed so that the equation holds. */
export function stated({ claim, text, tex, evidence }: Fault): Candidate[] {
  const values = claim.premises.filter(p => p.from === claim.step && p.left[0]?.k === 'sym' && p.right[0]);
  const env = new Map<string, Q>();
  for (const p of values) {
    const v = valueIn(p.right[0]!);
    if (v) env.set((p.left[0] as { name: string }).name, v);
  }
  const out: Candidate[] = [];
  const [l, r] = [claim.left[0], claim.right[0]];
  if (!l || !r) return out;
  for (const p of values) {
    const name = (p.left[0] as { name: string }).name;
    const slot = slotOf(p.right[0]!);
    if (!slot) continue;
    const old = slot.value;
    const put = (e: Expr, v: Q) => substitute(e, new Map([[name, { k: 'num', v, span: slot.span }]]));
    for (const t of fitting(v => ({ left: put(l, v), right: put(r, v) }), [env])) {
      // What is stated beside it is another solution.
      if (equal(t, old) || text.replace(/[\s$()\\]/g, '').includes(`${name}=${show(t)}`)) continue;
      out.push({
        edits: [writeSlot(slot, t, text, tex)],
        left: l,
        right: r,
        op: claim.op,
        slip: slipOfNumber(old, t, claim, 'result', evidence),
        explanation: `${nameText(name)} is ${showNumber(t)}, not ${showNumber(old)}.`,
        weight: 2,
        blind: true,
      });
    }
  }
  return out;
}

const isTerm = (e: Expr): boolean => e.k !== 'num' && !isSum(e) && toFraction(e)?.num.size === 1;

/** Whether a side has a term with these letters already: then its coefficient is wrong, and no term is missing. */
function likes(e: Expr, monomial: string): boolean {
  const p = toFraction(e);
  return p !== undefined && p.num.has(monomial);
}
