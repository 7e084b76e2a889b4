// What a side comes to: the value that the other side has, where a plain number stands for it.
import { type Expr, hasOperation, key, variables } from '../math/expr';
import { printText } from '../math/print';
import { div, equal, mul, neg, type Q, q, show } from '../math/rational';
import { nameOf } from './evidence';
import { displayed, nearest, realIn, type Slot, slotOf, valueIn } from './numbers';
import { type Candidate, type Fault, isSmall, nodes, type Site, showNumber, worksOut, writeSlot } from './site';
import { alike, slipOfNumber } from './slips';

/** Where a plain number stands for the result: the value that the other side has. */
export function results(at: Site): Candidate[] {
  const { claim, text, evidence, outcome } = at.fault;
  const line = claim.kind === 'equation' || claim.kind === 'inequality' || claim.kind === 'system';
  const modulo = claim.kind === 'congruence' && at.side === 'right' && !claim.premises.length;
  if (claim.op !== '=' && claim.op !== '≈' && claim.kind !== 'inequality' && !modulo) return [];
  const slot = slotOf(at.whole);
  if (!slot) return [];
  const other = at.side === 'right' ? at.put(at.whole).left : at.put(at.whole).right;
  if (at.side === 'left' && !line && (claim.kind !== 'arithmetic' || !hasOperation(other))) return [];
  if (line && slotOf(other)) return [];
  if (claim.kind === 'remainder') return [];
  // Modulo m it is the residue that the verifier found.
  const value = modulo ? undefined : resultOf(at, other, slot);
  const target = value ?? expectedOf(outcome);
  if (!target || equal(target, slot.value)) return [];
  const shownAs = displayed(slot.percent && value ? mul(target, q(100)) : target, slot.places);
  const fractions = /\\[dt]?frac/.test(text.slice(claim.span.start, claim.span.end)) && slot.places === undefined;
  const edits = [writeSlot(slot, shownAs, text, at.tex, fractions)];
  const label = line
    ? other.k === 'sym'
      ? claim.kind === 'inequality'
        ? 'The bound'
        : 'The solution'
      : printText(other)
    : hasOperation(other) && printText(other).length <= 60
      ? printText(other)
      : 'The value';
  const before = show(slot.value);
  const of = slipOfNumber(slot.value, shownAs, claim, 'result', evidence);
  let weight = line ? 3.2 : 3;
  if (of.detail) weight += 0.4;
  // What is taken apart is given, the parts are found: 612 = 2^2·3·17.
  if (at.side === 'left' && claim.kind === 'arithmetic')
    weight -= evidence.given.has(nameOf(slot.value)) || evidence.earlier.has(nameOf(slot.value)) ? 3 : 1;
  if (evidence.carrying) weight += 3;
  // A fraction that the chain goes on from is a calculation, and no result.
  if (slot.fraction && claim.chain && claim.chain.link + 2 < claim.chain.sides.length) weight -= 1.5;
  // What is said twice is meant.
  const said = (v: Q) => !isSmall(v) && (evidence.ahead.has(nameOf(v)) || evidence.earlier.has(nameOf(v)) || evidence.given.has(nameOf(v)));
  if (said(slot.value) && !said(shownAs)) weight -= 1.2;
  // A slip of the head is near in its digits; what is far from them came from something else that went in, or from a function.
  if (!of.detail && !alike(slot.value, shownAs)) weight -= worksOut(other) ? 0.3 : isDigit(slot.value) && isDigit(shownAs) ? 0.5 : 1.1;
  // What stands as it does in the line before was taken over, and not worked out.
  const source = line ? claim.premises[0]?.[at.side][0] : undefined;
  if (source && (key(source) === key(at.whole) || (other.k !== 'sym' && nodes(source).some(e => key(e) === key(at.whole))))) weight -= 1.5;
  const goesOn = (v: Q) => evidence.later.has(nameOf(v));
  if (!isSmall(shownAs) && goesOn(shownAs) && !goesOn(slot.value)) weight += 2;
  if (!isSmall(slot.value) && goesOn(slot.value) && !goesOn(shownAs)) weight -= 1;
  const fixed: Expr = { k: 'num', v: target, span: at.whole.span };
  const one: Candidate = {
    edits,
    ...at.put(fixed),
    op: claim.op,
    slip: of,
    explanation: `${label} is ${showNumber(shownAs)}, not ${before}.`,
    weight,
    result: true,
    blind: !value || !equal(shownAs, target) || realOnly(other, at),
  };
  return [one];
}

const isDigit = (v: Q): boolean => v.d === 1n && v.n > -10n && v.n < 10n;

/** The value that the side must have: exact, or as a float that is rounded to what is shown. */
function resultOf(at: Site, other: Expr, slot: Slot): Q | undefined {
  const { claim } = at.fault;
  const env = at.points[0];
  // Between units the verifier has counted: 3 hours are 180 minutes.
  if (claim.kind === 'carried' || claim.kind === 'units' || !env) return undefined;
  if (claim.kind === 'equation' || claim.kind === 'inequality') return valueIn(other, env);
  // Of a line in several unknowns a number is the result only where it is the same at every point.
  if (claim.kind === 'system') {
    const values = at.points.map(point => valueIn(other, point));
    return values.every((v): v is Q => v !== undefined && equal(v, values[0]!)) ? values[0] : undefined;
  }
  if ([...variables(other)].some(name => !claim.premises.some(p => p.left[0]?.k === 'sym' && p.left[0].name === name))) return undefined;
  const exact = valueIn(other, env);
  if (exact) return exact;
  const real = realIn(other, env);
  if (slot.places === undefined && claim.op !== '≈') return real === undefined ? undefined : nearest(real);
  if (real === undefined || Math.abs(real) > 1e9) return undefined;
  const places = slot.places ?? 0;
  return q(BigInt(Math.round(real * 10 ** places)), 10n ** BigInt(places));
}

const realOnly = (other: Expr, at: Site): boolean => !at.points[0] || valueIn(other, at.points[0]) === undefined;

/** The value a verifier says it should be, where it is a plain number. */
function expectedOf(outcome: Fault['outcome']): Q | undefined {
  const m = /^(-?)(\d{1,15})(?:\.(\d{1,10}))?(?:\/(\d{1,15}))?$/.exec((outcome.outcome === 'fails' && outcome.expected?.text) || '');
  if (!m) return undefined;
  const [, sign, whole = '0', rest = '', under = '1'] = m;
  if (/^0+$/.test(under)) return undefined;
  const v = div(q(BigInt(whole + rest), 10n ** BigInt(rest.length)), q(BigInt(under)));
  return sign ? neg(v) : v;
}
