// Sets of real numbers as unions of intervals and points: union, intersection, difference, and where two of them differ.
import type { Expr } from './expr';
import { q } from './rational';
import { compareValues, isComplex, isQ, multiply, plus, Unknown, type Value } from './value';

type End = Value | 'below' | 'above';
/** From `lo` to `hi`, which belong to it unless they are open; a point has both ends the same. */
type Piece = { readonly lo: End; readonly hi: End; readonly loOpen: boolean; readonly hiOpen: boolean };
/** Disjoint pieces in order. */
export type RealSet = readonly Piece[];

const MAX_PIECES = 200;

function order(a: End, b: End): number {
  if (a === b) return 0;
  if (a === 'below' || b === 'above') return -1;
  if (a === 'above' || b === 'below') return 1;
  const c = compareValues(a, b);
  if (c === 'same' && !(isQ(a) && isQ(b))) throw new Unknown('two ends that are too close to tell');
  if (c === 'unknown' || c === 'different') throw new Unknown('two ends that are too close to tell');
  return c === 'less' ? -1 : c === 'greater' ? 1 : 0;
}

/** Whether an expression is written as a set: in braces, as an interval, or as an operation on such. */
export function isSet(e: Expr): boolean {
  if (e.k === 'list') return e.open === '\\{' || (e.items.length === 2 && (e.open === '[' || e.close !== undefined));
  return e.k === 'call' && /^(union|intersection|without)$/.test(e.fn);
}

/** The set of real numbers that e stands for. Throws Unknown where it has other elements, and what evaluation throws. */
export function setOf(e: Expr, value: (e: Expr) => Value): RealSet {
  if (e.k === 'list') {
    if (e.open === '\\{') return joined(e.items.map(item => point(real(item, value))));
    if (e.items.length !== 2) throw new Unknown('a list that is no interval');
    const [lo, hi] = [end(e.items[0]!, value), end(e.items[1]!, value)];
    const [loOpen, hiOpen] = [e.open === '(' || lo === 'below', (e.close ?? (e.open === '(' ? ')' : ']')) === ')' || hi === 'above'];
    const c = order(lo, hi);
    if (c > 0) throw new Unknown('an interval that runs backwards');
    return c === 0 && (loOpen || hiOpen) ? [] : [{ lo, hi, loOpen, hiOpen }];
  }
  if (e.k !== 'call' || e.args.length !== 2) throw new Unknown('a set');
  const [a, b] = [setOf(e.args[0]!, value), setOf(e.args[1]!, value)];
  switch (e.fn) {
    case 'union':
      return joined([...a, ...b]);
    case 'intersection':
      return meet(a, b);
    case 'without':
      return meet(a, complement(b));
    default:
      throw new Unknown('a set');
  }
}

const point = (v: Value): Piece => ({ lo: v, hi: v, loOpen: false, hiOpen: false });

function real(e: Expr, value: (e: Expr) => Value): Value {
  const v = value(e);
  if (isComplex(v)) throw new Unknown('a set of complex numbers');
  return v;
}

function end(e: Expr, value: (e: Expr) => Value): End {
  if (e.k === 'const' && e.name === 'inf') return 'above';
  if (e.k === 'neg' && e.a.k === 'const' && e.a.name === 'inf') return 'below';
  return real(e, value);
}

/** Pieces in any order as disjoint ones: those that touch become one. */
function joined(pieces: readonly Piece[]): RealSet {
  if (pieces.length > MAX_PIECES) throw new Unknown('a large set');
  const sorted = [...pieces].sort((a, b) => order(a.lo, b.lo) || Number(a.loOpen) - Number(b.loOpen));
  const out: Piece[] = [];
  for (const p of sorted) {
    const last = out[out.length - 1];
    const gap = last ? order(last.hi, p.lo) : -1;
    if (!last || gap < 0 || (gap === 0 && last.hiOpen && p.loOpen)) {
      out.push(p);
      continue;
    }
    const c = order(last.hi, p.hi);
    out[out.length - 1] = { ...last, hi: c < 0 ? p.hi : last.hi, hiOpen: c < 0 ? p.hiOpen : c > 0 ? last.hiOpen : last.hiOpen && p.hiOpen };
  }
  return out;
}

function meet(a: RealSet, b: RealSet): RealSet {
  const out: Piece[] = [];
  for (const x of a)
    for (const y of b) {
      const [low, high] = [order(x.lo, y.lo), order(x.hi, y.hi)];
      const p: Piece = {
        lo: low >= 0 ? x.lo : y.lo,
        loOpen: low > 0 ? x.loOpen : low < 0 ? y.loOpen : x.loOpen || y.loOpen,
        hi: high <= 0 ? x.hi : y.hi,
        hiOpen: high < 0 ? x.hiOpen : high > 0 ? y.hiOpen : x.hiOpen || y.hiOpen,
      };
      const c = order(p.lo, p.hi);
      if (c < 0 || (c === 0 && !p.loOpen && !p.hiOpen)) out.push(p);
    }
  return joined(out);
}

function complement(a: RealSet): RealSet {
  const out: Piece[] = [];
  let lo: End = 'below';
  let loOpen = true;
  for (const p of a) {
    if (order(lo, p.lo) < 0 || (order(lo, p.lo) === 0 && !loOpen && p.loOpen)) out.push({ lo, loOpen, hi: p.lo, hiOpen: !p.loOpen });
    lo = p.hi;
    loOpen = !p.hiOpen;
  }
  if (lo !== 'above') out.push({ lo, loOpen, hi: 'above', hiOpen: true });
  return out;
}

/** A number that is in `a` and not in `b`, if there is one. */
export function onlyIn(a: RealSet, b: RealSet): Value | undefined {
  const p = meet(a, complement(b))[0];
  if (!p) return undefined;
  if (!p.loOpen && typeof p.lo !== 'string') return p.lo;
  if (!p.hiOpen && typeof p.hi !== 'string') return p.hi;
  if (typeof p.lo === 'string') return typeof p.hi === 'string' ? q(0) : plus(p.hi, q(-1));
  return typeof p.hi === 'string' ? plus(p.lo, q(1)) : multiply(plus(p.lo, p.hi), q(1, 2));
}

/** How many elements a set has; undefined where it has no end of them. */
export const cardinality = (a: RealSet): number | undefined =>
  a.every(p => typeof p.lo !== 'string' && typeof p.hi !== 'string' && order(p.lo, p.hi) === 0) ? a.length : undefined;
