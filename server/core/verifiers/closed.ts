// Comparing two sides without variables, under every reading: shared by the verifiers that evaluate.

import type { Scope } from '../claims/claim';
import { decimalsOf } from '../claims/decimals';
import {
  compareValues,
  evaluate,
  isComplex,
  isQ,
  type Mode,
  takesPercent,
  toInterval,
  Undefined,
  Unknown,
  type Value,
} from '../math/evaluate';
import { type Expr, hasOperation, mapChildren, numberTexts, some, walk } from '../math/expr';
import { fromQ } from '../math/interval';
import { printText, showValue } from '../math/print';
import {
  abs,
  Budget,
  compare,
  decimalPlaces,
  div,
  equal,
  floor,
  isInteger,
  isZero,
  mul,
  neg,
  type Q,
  q,
  roundTo,
  show,
  sub,
  toNumber,
} from '../math/rational';
import { factorOf } from '../math/units';
import type { Op, Outcome } from '../model';
import { inBases, inSomeBase } from './bases';
import { decideBranches, hasBranches } from './branches';
import { decideGrids, hasGrid } from './grids';
import { decideInfinite } from './infinite';
import { otherPrefixes } from './prefixes';

type Side = readonly Expr[];

/** The ways to evaluate that the text leaves open. */
function modes(left: Side, right: Side, scope: Scope): Mode[] {
  const all = [...left, ...right];
  const has = (test: (e: Expr) => boolean) => all.some(e => some(e, test));
  const list: Mode[] = [scope.complex || has(e => e.k === 'const' && e.name === 'i') ? { complex: true } : {}];
  const vary = (more: Mode) => list.push(...list.map(m => ({ ...m, ...more })));
  if (has(takesPercent)) list.unshift(...list.map(m => ({ ...m, percent: 'taken' as const })));
  if (has(e => e.k === 'pct')) list.push(...list.filter(m => !m.percent).map(m => ({ ...m, percent: 'points' as const })));
  if (has(e => e.k === 'call' && e.fn === 'degrees')) vary({ degree: 'radian' });
  if (has(e => e.k === 'call' && /^(sin|cos|tan|cot|sec|csc)$/.test(e.fn) && (scope.degrees || large(e.args[0]!))))
    vary({ trig: 'degrees' });
  if (has(e => e.k === 'call' && e.fn === 'log' && e.args.length === 1)) vary({ log: 'e' });
  if (has(e => e.k === 'unit' && factorOf(e.unit) !== undefined)) vary({ unit: factorOf });
  return list.slice(0, 16);
}

/** A plain number that is no likely angle in radians: the sine of 60. */
const large = (e: Expr): boolean => (e.k === 'num' ? isInteger(e.v) && e.v.n >= 5n : e.k === 'neg' && large(e.a));

const PI_SHORT: readonly Q[] = [q(314, 100), q(22, 7), q(31416, 10000), q(3), q(31, 10), q(314159, 100000)];

type Pair = { readonly l: Expr; readonly r: Expr; readonly left: Value; readonly right: Value };

/** Decides `left op right` for sides without variables. */
export function decideClosed(left: Side, op: Op, right: Side, scope: Scope): Outcome {
  if (op === '=' && [...left, ...right].some(hasBranches)) return decideBranches(left, right, (l, r) => decideClosed([l], op, [r], scope));
  if (op === '=' && (hasGrid(left) || hasGrid(right))) return decideGrids(left, right, (l, r) => decideClosed([l], op, [r], scope));
  const pairs: Pair[] = [];
  let open: string | undefined;
  for (const mode of modes(left, right, scope)) {
    for (const l of left) {
      for (const r of right) {
        try {
          const pair = { l, r, left: evaluate(l, undefined, mode), right: evaluate(r, undefined, mode) };
          const verdict = relation(pair, op);
          if (verdict === 'holds') return { outcome: 'holds' };
          if (verdict === 'unknown') open = 'the values are too close to tell';
          else pairs.push(pair);
        } catch (e) {
          open =
            e instanceof Undefined
              ? `one side is not defined: ${e.message}`
              : e instanceof Unknown || e instanceof Budget
                ? e.message
                : 'it could not be evaluated';
        }
      }
    }
  }
  const pi = op === '=' || op === '≈' ? withShortPi(left, right) : undefined;
  if (pi) return pi;
  for (const pair of pairs) {
    const near = rounding(pair, op, scope);
    if (near) return near;
  }
  const limits = op === '=' && left.length === 1 && right.length === 1 ? decideInfinite(left[0]!, right[0]!) : undefined;
  if (limits) return limits;
  if (open) return { outcome: 'unknown', why: open };
  for (const pair of pairs) {
    const excuse = excused(pair, op, scope);
    if (excuse) return { outcome: 'unknown', why: excuse };
  }
  const first = pairs[0];
  if (!first) return { outcome: 'unknown', why: 'it could not be evaluated' };
  return refuted(first, op);
}

function relation(p: Pair, op: Op): 'holds' | 'fails' | 'unknown' {
  const c = compareValues(p.left, p.right);
  if (c === 'unknown') return 'unknown';
  // Complex numbers have no order.
  if ((isComplex(p.left) || isComplex(p.right)) && '<≤>≥'.includes(op)) return 'unknown';
  const ok = {
    '=': c === 'same',
    '≡': c === 'same',
    '≈': c === 'same' || (c !== 'different' && closeTo(p.left, p.right)),
    '≠': c !== 'same',
    '<': c === 'less',
    '≤': c === 'less' || c === 'same',
    '>': c === 'greater',
    '≥': c === 'greater' || c === 'same',
    // What kind of number a value is, the verifier of facts decides.
    '∈': false,
    '∉': false,
  }[op];
  if (!ok && c === 'same' && (op === '<' || op === '>' || op === '≠') && !(isQ(p.left) && isQ(p.right))) return 'unknown';
  return ok ? 'holds' : 'fails';
}

/** `≈` is taken generously: within one part in a hundred. */
function closeTo(a: Value, b: Value): boolean {
  const x = toInterval(a);
  const y = toInterval(b);
  const mid = (x.lo + x.hi) / 2;
  const other = (y.lo + y.hi) / 2;
  return Math.abs(mid - other) <= 0.01 * Math.max(Math.abs(mid), Math.abs(other));
}

const center = (v: Value): Q | undefined => (isQ(v) ? v : undefined);

/** Rounded, truncated, or within what rounded operands allow (semantics 6). */
function rounding(p: Pair, op: Op, scope: Scope): Outcome | undefined {
  if (op !== '=' && op !== '≈') return undefined;
  return roundedSide(p.l, p.left, p.r, p.right, scope) ?? roundedSide(p.r, p.right, p.l, p.left, scope) ?? carried(p, scope);
}

function roundedSide(full: Expr, exact: Value, short: Expr, printed: Value, scope: Scope): Outcome | undefined {
  const c = center(printed);
  if (!c || hasOperation(short)) return undefined;
  const percent = some(short, e => e.k === 'pct');
  for (const places of percent ? [decimalsOf(short) ?? 0, (decimalsOf(short) ?? 0) + 2] : [decimalsOf(short) ?? 0]) {
    const found = roundedTo(full, exact, c, places, percent, scope);
    if (found) return found;
  }
  return undefined;
}

function roundedTo(full: Expr, exact: Value, c: Q, places: number, percent: boolean, scope: Scope): Outcome | undefined {
  // A fraction is exact however it is written.
  if (places === 0 && !isInteger(c) && !percent) return undefined;
  const unit = div(q(1), q(10n ** BigInt(places)));
  if (isQ(exact)) {
    const roundings = (['half-up', 'half-even', 'truncate'] as const).map(mode => roundTo(exact, places, mode));
    const matches = roundings.some(r => equal(r, c));
    if (places > 0) {
      if (matches) return { outcome: 'holds', note: 'rounded' };
      const needed = decimalPlaces(exact);
      if ((needed === undefined || needed > places) && compare(abs(sub(exact, c)), unit) <= 0)
        return { outcome: 'unknown', why: 'it may be rounded: less than one unit in the last digit shown' };
      return undefined;
    }
    if (isInteger(exact)) {
      // "about 8,300": the leading digits only, and the text says so.
      return scope.rounding && leadingDigits(exact, c) ? { outcome: 'holds', note: 'rounded' } : undefined;
    }
    if (matches && percent) return { outcome: 'holds', note: 'rounded' };
    // A whole number may stand for a fraction where something is rounded or counted, or where the number is large.
    const loose = scope.rounding || scope.money || scope.remainder || compare(abs(c), q(100)) >= 0;
    if (matches ? loose || hasDivision(full) : loose && compare(abs(sub(exact, c)), unit) < 0)
      return { outcome: 'unknown', why: 'a whole number stands for a value that is none' };
    return undefined;
  }
  if (isComplex(exact)) return undefined;
  const mid = (exact.lo + exact.hi) / 2;
  const value = fromQ(c);
  const slack = 1 / 10 ** places;
  // "≈ 9,899" for 9.899: the comma stands before decimals.
  if (places === 0 && /^\d{4,6}$/.test(show(c)) && Math.abs(mid * 1000 - Number(c.n)) <= 1)
    return { outcome: 'unknown', why: 'the comma may stand before decimals' };
  if (Math.abs(mid - (value.lo + value.hi) / 2) <= (places > 0 ? slack * 1.0001 : 1 - 1e-9)) {
    const half = Math.abs(mid - (value.lo + value.hi) / 2) <= slack / 2 + 1e-12;
    // A whole number is exact, unless the text says that it rounds.
    return places > 0 || (half && scope.rounding)
      ? { outcome: 'holds', note: 'rounded' }
      : { outcome: 'unknown', why: 'a whole number stands for a value that is none' };
  }
  return undefined;
}

/** Whether a whole number may be what is left of e: nobody rounds a limit, an integral or a derivative without a word. */
const hasDivision = (e: Expr): boolean =>
  !(e.k === 'bind' && e.op !== 'sum' && e.op !== 'prod') && some(e, x => x.k === 'div' || (x.k === 'num' && !!x.places));

function leadingDigits(exact: Q, c: Q): boolean {
  const text = abs(c).n.toString();
  const zeros = /0+$/.exec(text)?.[0].length ?? 0;
  return zeros > 0 && equal(roundTo(exact, -zeros, 'half-up'), c);
}

/** Operands that were rounded before widen what the result may be. */
function carried(p: Pair, scope: Scope): Outcome | undefined {
  const rounded = new Set(scope.rounded);
  // Decimals that stand for values on the other side which no decimal is were rounded in this very link: 5√2 = 5 · 1.414, and
  // 1 − 1/6 = 1 − 0.167. So were those whose digits go on: 0.8181….
  const goingOn = [p.l, p.r].flatMap(e => decimalsIn(e, x => x.open === true));
  const [endlessLeft, endlessRight] = [endless(p.left), endless(p.right)];
  const [full, short] = endlessLeft ? [p.l, p.r] : [p.r, p.l];
  const kept = isQ(p.left) === isQ(p.right) ? decimalsIn(full) : [];
  const fresh = endlessLeft === endlessRight || !hasOperation(short) ? [] : decimalsIn(short).filter(d => !kept.includes(d));
  // So was one that stands for a part of the other side whose own digits go on further: 5000 · 1.005²⁴ = 5000 · 1.12716.
  const parts = [...shortenedIn(p.l, p.r), ...shortenedIn(p.r, p.l)];
  const own = fresh.length + goingOn.length + parts.length ? new Set([...fresh, ...goingOn, ...parts]) : undefined;
  const wide: Mode = { rounded: v => rounded.has(show(v)) || own?.has(show(v)) === true, slack: own ? 'unit' : 'half' };
  // The digits of a result say how far it was rounded itself, and no more.
  const relevant = (e: Expr) =>
    (hasOperation(e) || own !== undefined) && some(e, x => x.k === 'num' && !!x.places && wide.rounded!(x.v, x.places));
  if (!relevant(p.l) && !relevant(p.r)) return undefined;
  try {
    const a = toInterval(evaluate(p.l, undefined, wide));
    const b = toInterval(evaluate(p.r, undefined, wide));
    const pad = (decimalsOf(p.r) ?? 0) > 0 ? 1 / 10 ** decimalsOf(p.r)! : hasOperation(p.r) ? 0 : 0.5;
    if (a.lo - pad <= b.hi && b.lo <= a.hi + pad) return { outcome: 'unknown', why: 'it uses a rounded value' };
  } catch {
    return undefined;
  }
  return undefined;
}

const digitsOf = (v: Q): number => show(v).replace(/^-?0?\.?0*|\./g, '').length;

/** Decimals of one side, of four digits at least, that round a power or a quotient in the other, which does not hold them itself. */
function shortenedIn(side: Expr, other: Expr): string[] {
  const kept = new Set(decimalsIn(other));
  const rounds = (v: Q, places: number): boolean =>
    some(other, x => {
      if (x.k !== 'pow' && x.k !== 'div') return false;
      try {
        const exact = evaluate(x);
        return isQ(exact) && (decimalPlaces(exact) ?? places + 1) > places && equal(roundTo(exact, places, 'half-up'), v);
      } catch {
        return false;
      }
    });
  return hasOperation(side) ? decimalsIn(side, x => digitsOf(x.v) >= 4 && !kept.has(show(x.v)) && rounds(x.v, x.places!)) : [];
}

/** Whether no decimal is the value. */
const endless = (v: Value): boolean => !isQ(v) || decimalPlaces(v) === undefined;

function decimalsIn(e: Expr, test: (x: Expr & { k: 'num' }) => boolean = () => true): string[] {
  const out: string[] = [];
  walk(e, x => {
    if (x.k === 'num' && x.places && test(x)) out.push(show(x.v));
  });
  return out;
}

/** π written as 3.14 or 22/7 somewhere in the solution. */
function withShortPi(left: Side, right: Side): Outcome | undefined {
  const all = [...left, ...right];
  if (!all.some(e => some(e, x => x.k === 'const' && x.name === 'pi'))) return undefined;
  for (const value of PI_SHORT) {
    const swap = (e: Expr) => replacePi(e, value);
    for (const l of left) {
      for (const r of right) {
        try {
          const a = evaluate(swap(l));
          const b = evaluate(swap(r));
          if (compareValues(a, b) === 'same') return { outcome: 'holds', note: 'with a rounded π' };
          const places = decimalsOf(r);
          if (places && isQ(a) && isQ(b) && equal(roundTo(a, places, 'half-up'), b)) return { outcome: 'holds', note: 'with a rounded π' };
        } catch {}
      }
    }
  }
  return undefined;
}

function replacePi(e: Expr, value: Q): Expr {
  if (e.k === 'const' && e.name === 'pi') return { k: 'num', v: value, span: e.span };
  return mapChildren(e, child => replacePi(child, value));
}

/** More than ten times as large: no estimate of the other. */
function farApart(a: Q, b: Q): boolean {
  const [x, y] = [abs(a), abs(b)];
  return !isZero(x) && !isZero(y) && (compare(x, mul(y, q(10))) > 0 || compare(y, mul(x, q(10))) > 0);
}

/** Ways in which people write what is meant to be true (hazards with a name in docs/verdicts.md). */
function excused(p: Pair, op: Op, scope: Scope): string | undefined {
  if (!isQ(p.left) || !isQ(p.right)) return undefined;
  if (op !== '=' && op !== '≈') return undefined;
  if (op === '≈' && isInteger(p.left) && isInteger(p.right) && !farApart(p.left, p.right)) return 'an estimate may be meant';
  if (scope.magnitude.length && !isZero(p.left) && !isZero(p.right)) {
    const ratio = div(p.left, p.right);
    if (scope.magnitude.some(k => equal(ratio, q(10n ** BigInt(k))) || equal(ratio, q(1n, 10n ** BigInt(k)))))
      return 'the sides may count in other units: percent, cents, thousands';
  }
  if (otherPrefixes(p.l, p.r, p.left, p.right)) return 'the sides may count in other units';
  // "900 - 100 = $8": counted in cents, said in dollars.
  if (p.r.k === 'unit' && p.r.unit === '$' && !some(p.l, e => e.k === 'unit') && !isZero(p.right) && equal(div(p.left, p.right), q(100)))
    return 'the sides may count in other units: cents and dollars';
  if (isZero(sub(p.left, neg(p.right))) && !isZero(p.left) && scope.money) return 'a difference may be meant the other way round';
  if (scope.modular && !scope.money && isInteger(p.left) && isInteger(p.right) && !inBases(p.l, p.r)) {
    const difference = p.left.n - p.right.n;
    // To a modulus that nobody names a number is reduced, and not enlarged, unless it is written in another base.
    const reduced = (scope.numerals && inSomeBase(p.l, p.r)) || (p.right.n >= 0n && (p.left.n < 0n || p.right.n < p.left.n));
    if (scope.moduli.length ? scope.moduli.some(m => difference % BigInt(m) === 0n) : reduced) return 'it may be a congruence';
  }
  if (scope.remainder && isQ(p.left) && isInteger(p.right) && compare(abs(sub(p.left, p.right)), q(1)) < 0)
    return 'a whole number stands for a value that is none';
  if (p.l.k === 'div' && p.l.a.k === 'unit' && p.l.b.k === 'unit' && equal(p.right, q(1))) return 'a conversion factor';
  if (runsOn(p.l, p.r, p.left)) return 'the equals sign may run on: the result, then the next operation';
  if (names(p.l) && names(p.r)) return 'it may be a name, as of a 3-4-5 triangle';
  if (some(p.r, e => e.k === 'unit' && /\b(halves|thirds|quarters|fourths|fifths)\b/.test(e.unit))) return 'the result is counted in parts';
  if (p.l.k === 'div' && isInteger(p.right) && floor(p.left) === p.right.n) return 'a quotient may be meant';
  return undefined;
}

/** "7 minutes x 60 = 420 seconds + 23 seconds = 443": the right side opens with the result and goes on with new numbers. */
function runsOn(left: Expr, right: Expr, value: Value): boolean {
  if (!hasOperation(right) || !isQ(value)) return false;
  const before = numberTexts(left);
  const [first, ...more] = numberTexts(right);
  return first !== undefined && first === show(value) && opensWithNumber(right) && !more.some(n => before.includes(n));
}

function opensWithNumber(e: Expr): boolean {
  if (e.k === 'num') return true;
  return (e.k === 'unit' || e.k === 'pct' || e.k === 'add' || e.k === 'sub' || e.k === 'mul' || e.k === 'div') && opensWithNumber(e.a);
}

/** 6-8-10 */
function names(whole: Expr): boolean {
  const e = whole.k === 'sub' && whole.b.k === 'unit' ? { ...whole, b: whole.b.a } : whole;
  return e.k === 'sub' && e.a.k === 'sub' && e.b.k === 'num' && e.a.a.k === 'num' && e.a.b.k === 'num';
}

function refuted(p: Pair, op: Op): Outcome {
  const left = showValue(p.left);
  const right = showValue(p.right);
  const l = printText(p.l);
  const short = hasOperation(p.l) && !hasOperation(p.r) && l.length <= 60;
  const message =
    op !== '=' && op !== '≈'
      ? `The left side is ${left.text}, the right side is ${right.text}: ${left.text} ${op} ${right.text} is false.`
      : short
        ? `${l} is ${l === left.text ? `about ${Number(toNumber(p.left as Q).toPrecision(6))}` : left.text}, not ${printText(p.r)}.`
        : `The left side is ${left.text}, the right side is ${right.text}.`;
  return {
    outcome: 'fails',
    witness: { at: [], left, op, right },
    message,
    expected: isQ(p.left) ? { text: show(p.left), tex: left.tex } : undefined,
    slip: { name: 'calculation' },
  };
}
