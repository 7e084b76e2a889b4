// Where relations in one unknown change their truth, and rational points between those places.
import { evaluate } from './evaluate';
import { bin, type Expr, variables } from './expr';
import { mulPoly, type Poly, toFraction, toUni } from './poly';
import { add, ceil, compare, div, floor, fromNumber, isZero, ONE, type Q, q, ZERO } from './rational';
import { realRoots } from './roots';
import { divide, isComplex, isQ, minus, multiply, negate, plus, type Value } from './value';

/** A place where a relation may change its truth: exact where rational, else between two rationals. */
export type Place = { readonly exact?: Q; readonly lo: Q; readonly hi: Q };
export type Sides = { readonly left: Expr; readonly right: Expr };
/** `linear` where both relations are: then each is a half-line. */
export type Places = { readonly places: readonly Place[]; readonly linear: boolean; readonly of: readonly (readonly Place[])[] };

/**
 * The places where relations in the one unknown `name` can change their truth, in order. Linear relations may have irrational
 * constants; others must be quotients of polynomials. Undefined where they are neither. Throws Budget.
 */
export function placesOf(relations: readonly Sides[], name: string): Places | undefined {
  const lines = relations.map(r => zeroOf(r, name));
  if (lines.every(z => z !== undefined)) {
    const each = lines.map(z => [placeOf(z)]);
    return { places: merged(each.flat()), linear: true, of: each };
  }
  const all: Poly[] = [];
  for (const r of relations) {
    const f = toFraction(bin('sub', r.left, r.right));
    if (!f || f.num.size === 0) return undefined;
    all.push(mulPoly(f.num, f.den));
  }
  const roots = all.map(p => toUni(p, name)).map(p => p && realRoots(p));
  const product = toUni(all.reduce(mulPoly), name);
  if (!product || roots.some(r => !r)) return undefined;
  return { places: realRoots(product), linear: false, of: roots as Place[][] };
}

/** A rational point in every gap between the places, and outside of them. */
export function between(places: readonly Place[]): Q[] {
  if (!places.length) return [ZERO];
  const out = [q(floor(places[0]!.lo) - 1n)];
  for (let i = 0; i + 1 < places.length; i++) out.push(div(add(places[i]!.hi, places[i + 1]!.lo), q(2)));
  out.push(q(ceil(places[places.length - 1]!.hi) + 1n));
  return out;
}

/** Where left − right, linear in the unknown, is zero; undefined where it is not linear or is constant. */
function zeroOf(r: Sides, name: string): Value | undefined {
  const line = linear(bin('sub', r.left, r.right), name);
  if (!line || (isQ(line.a) ? isZero(line.a) : isComplex(line.a) || (line.a.lo <= 0 && line.a.hi >= 0))) return undefined;
  const zero = divide(negate(line.b), line.a);
  return isComplex(zero) ? undefined : zero;
}

/** e = a·name + b. Throws Undefined, Unknown or Budget where a constant has no value. */
function linear(e: Expr, name: string): { a: Value; b: Value } | undefined {
  if (!variables(e).size) return { a: ZERO, b: evaluate(e) };
  if (e.k === 'sym') return e.name === name ? { a: ONE, b: ZERO } : undefined;
  if (e.k === 'neg') {
    const x = linear(e.a, name);
    return x && { a: negate(x.a), b: negate(x.b) };
  }
  if (e.k !== 'add' && e.k !== 'sub' && e.k !== 'mul' && e.k !== 'div') return undefined;
  const x = linear(e.a, name);
  const y = x && linear(e.b, name);
  if (!x || !y) return undefined;
  const constant = (v: Value) => isQ(v) && isZero(v);
  switch (e.k) {
    case 'add':
      return { a: plus(x.a, y.a), b: plus(x.b, y.b) };
    case 'sub':
      return { a: minus(x.a, y.a), b: minus(x.b, y.b) };
    case 'mul':
      if (constant(x.a)) return { a: multiply(x.b, y.a), b: multiply(x.b, y.b) };
      return constant(y.a) ? { a: multiply(x.a, y.b), b: multiply(x.b, y.b) } : undefined;
    case 'div':
      return constant(y.a) ? { a: divide(x.a, y.b), b: divide(x.b, y.b) } : undefined;
  }
}

function placeOf(v: Value): Place {
  if (isQ(v)) return { exact: v, lo: v, hi: v };
  if (isComplex(v)) return { lo: ZERO, hi: ZERO };
  return { lo: fromNumber(v.lo), hi: fromNumber(v.hi) };
}

/** In order, those that overlap as one. */
function merged(places: readonly Place[]): Place[] {
  const out: Place[] = [];
  for (const p of [...places].sort((x, y) => compare(x.lo, y.lo))) {
    const last = out[out.length - 1];
    if (!last || compare(last.hi, p.lo) < 0) out.push(p);
    else out[out.length - 1] = { exact: last.exact ?? p.exact, lo: last.lo, hi: compare(last.hi, p.hi) > 0 ? last.hi : p.hi };
  }
  return out;
}
