// Polynomials and rational functions with exact coefficients.
import type { Expr } from './expr';
import { add, Budget, div, equal, isInteger, isZero, mul, neg, ONE, powInt, type Q, q, sub, ZERO } from './rational';

/** Multivariate: monomial key (`x^2*y`, sorted; '' for the constant) → non-zero coefficient. */
export type Poly = ReadonlyMap<string, Q>;
export type Fraction = { readonly num: Poly; readonly den: Poly };

const MAX_TERMS = 400;
const MAX_DEGREE = 40;

const constant = (c: Q): Poly => (isZero(c) ? new Map() : new Map([['', c]]));

function combine(a: Poly, b: Poly, f: (x: Q, y: Q) => Q): Poly {
  const out = new Map(a);
  for (const [m, c] of b) {
    const sum = f(out.get(m) ?? ZERO, c);
    if (isZero(sum)) out.delete(m);
    else out.set(m, sum);
  }
  return out;
}

export const addPoly = (a: Poly, b: Poly): Poly => combine(a, b, add);
export const subPoly = (a: Poly, b: Poly): Poly => combine(a, b, sub);

const LETTER = /^[^*^]+$/;

function mulKeys(a: string, b: string): string {
  if (!a) return b;
  if (!b) return a;
  // Two different letters, by far the most common: nothing to count.
  if (a !== b && LETTER.test(a) && LETTER.test(b)) return a < b ? `${a}*${b}` : `${b}*${a}`;
  const powers = new Map<string, number>();
  for (const part of `${a}*${b}`.split('*')) {
    const at = part.lastIndexOf('^');
    const name = at > 0 ? part.slice(0, at) : part;
    const n = (powers.get(name) ?? 0) + (at > 0 ? Number(part.slice(at + 1)) : 1);
    if (n > MAX_DEGREE) throw new Budget('the degree is too high');
    powers.set(name, n);
  }
  return [...powers]
    .sort(([x], [y]) => (x < y ? -1 : 1))
    .map(([name, n]) => (n === 1 ? name : `${name}^${n}`))
    .join('*');
}

function isOne(p: Poly): boolean {
  if (p.size !== 1) return false;
  const c = p.get('');
  return c !== undefined && c.n === 1n && c.d === 1n;
}

export function mulPoly(a: Poly, b: Poly): Poly {
  if (a.size * b.size > MAX_TERMS * 25) throw new Budget('too many terms');
  if (isOne(b)) return a;
  if (isOne(a)) return b;
  const out = new Map<string, Q>();
  for (const [m, c] of a) {
    for (const [n, d] of b) {
      let k = mulKeys(m, n);
      let product = mul(c, d);
      if (k.startsWith(I_SQUARED)) {
        k = k.slice(I_SQUARED.length + 1);
        product = neg(product);
      }
      const sum = add(out.get(k) ?? ZERO, product);
      if (isZero(sum)) out.delete(k);
      else out.set(k, sum);
    }
  }
  if (out.size > MAX_TERMS) throw new Budget('too many terms');
  return out;
}

/** The imaginary unit in monomial keys; it sorts before every letter, so that its square is found at the front. */
const I = '!i';
const I_SQUARED = `${I}^2`;

/** A name that can stand in a monomial key. */
const safe = (name: string): string => name.replace(/[*^]/g, '·');

const made = new WeakMap<Expr, Fraction | 'none'>();

/** e as a quotient of polynomials; undefined where it is none (roots, functions, ±). Throws Budget. */
export function toFraction(e: Expr): Fraction | undefined {
  const known = made.get(e);
  if (known) return known === 'none' ? undefined : known;
  const out = quotient(e);
  made.set(e, out ?? 'none');
  return out;
}

function quotient(e: Expr): Fraction | undefined {
  switch (e.k) {
    case 'num':
      return { num: constant(e.v), den: constant(ONE) };
    case 'sym':
      return { num: new Map([[safe(e.name), ONE]]), den: constant(ONE) };
    case 'atom':
      return { num: new Map([[safe(e.key), ONE]]), den: constant(ONE) };
    case 'const':
      // π and e solve no polynomial equation with rational coefficients: they are letters here.
      return e.name === 'inf' ? undefined : { num: new Map([[e.name === 'i' ? I : `#${e.name}`, ONE]]), den: constant(ONE) };
    case 'unit':
      return toFraction(e.a);
    case 'pct': {
      const a = toFraction(e.a);
      return a && { num: a.num, den: mulPoly(a.den, constant(q(100))) };
    }
    case 'neg': {
      const a = toFraction(e.a);
      return a && { num: mulPoly(a.num, constant(q(-1))), den: a.den };
    }
    case 'add':
    case 'sub': {
      const a = toFraction(e.a);
      const b = a && toFraction(e.b);
      if (!a || !b) return undefined;
      const f = e.k === 'add' ? addPoly : subPoly;
      if (samePoly(a.den, b.den)) return { num: f(a.num, b.num), den: a.den };
      return { num: f(mulPoly(a.num, b.den), mulPoly(b.num, a.den)), den: mulPoly(a.den, b.den) };
    }
    case 'mul': {
      const a = toFraction(e.a);
      const b = a && toFraction(e.b);
      return a && b && { num: mulPoly(a.num, b.num), den: mulPoly(a.den, b.den) };
    }
    case 'div': {
      const a = toFraction(e.a);
      const b = a && toFraction(e.b);
      if (!a || !b || b.num.size === 0) return undefined;
      return { num: mulPoly(a.num, b.den), den: mulPoly(a.den, b.num) };
    }
    case 'pow': {
      const n = e.b.k === 'num' ? e.b.v : e.b.k === 'neg' && e.b.a.k === 'num' ? neg(e.b.a.v) : undefined;
      if (!n || !isInteger(n) || n.n > BigInt(MAX_DEGREE) || n.n < BigInt(-MAX_DEGREE)) return undefined;
      const a = toFraction(e.a);
      if (!a) return undefined;
      if (n.n < 0n && a.num.size === 0) return undefined;
      const k = Number(n.n < 0n ? -n.n : n.n);
      const [top, bottom] = n.n < 0n ? [a.den, a.num] : [a.num, a.den];
      return { num: powPoly(top, k), den: powPoly(bottom, k) };
    }
    default:
      return undefined;
  }
}

function powPoly(p: Poly, n: number): Poly {
  if (p.size === 1 && !p.has(I) && ![...p.keys()].some(m => m.startsWith(I))) {
    const [m, c] = [...p][0]!;
    let k = '';
    for (let i = 0; i < n; i++) k = mulKeys(k, m);
    return new Map([[k, powInt(c, BigInt(n))]]);
  }
  let out: Poly = constant(ONE);
  for (let i = 0; i < n; i++) out = mulPoly(out, p);
  return out;
}

export function samePoly(a: Poly, b: Poly): boolean {
  if (a.size !== b.size) return false;
  for (const [m, c] of a) {
    const d = b.get(m);
    if (!d || !equal(c, d)) return false;
  }
  return true;
}

/** The constant c with a = c·b, if there is one (b not zero). */
export function ratioOf(a: Poly, b: Poly): Q | undefined {
  if (a.size !== b.size || b.size === 0) return undefined;
  let ratio: Q | undefined;
  for (const [m, c] of b) {
    const d = a.get(m);
    if (!d) return undefined;
    const r = div(d, c);
    if (ratio && !equal(ratio, r)) return undefined;
    ratio = r;
  }
  return ratio;
}

/** Univariate: coefficients, constant first, no leading zero; [] is zero. */
export type Uni = readonly Q[];

/** p as a polynomial in `name` alone; undefined where other variables occur. */
export function toUni(p: Poly, name: string): Uni | undefined {
  const out: Q[] = [];
  const x = safe(name);
  for (const [m, c] of p) {
    const n = m === '' ? 0 : m === x ? 1 : m.startsWith(`${x}^`) && !m.includes('*') ? Number(m.slice(x.length + 1)) : -1;
    if (n < 0) return undefined;
    while (out.length <= n) out.push(ZERO);
    out[n] = c;
  }
  return trim(out);
}

function trim(p: readonly Q[]): Uni {
  let n = p.length;
  while (n && isZero(p[n - 1]!)) n--;
  return p.slice(0, n);
}

export const degree = (p: Uni): number => p.length - 1;

export function divmod(a: Uni, b: Uni): { quotient: Uni; remainder: Uni } {
  const r = [...a];
  const out: Q[] = [];
  const lead = b[b.length - 1]!;
  for (let i = a.length - b.length; i >= 0; i--) {
    const c = div(r[i + b.length - 1]!, lead);
    out[i] = c;
    if (!isZero(c)) for (let j = 0; j < b.length; j++) r[i + j] = sub(r[i + j]!, mul(c, b[j]!));
  }
  return { quotient: trim(out.map(c => c ?? ZERO)), remainder: trim(r.slice(0, Math.max(0, b.length - 1))) };
}

function monic(p: Uni): Uni {
  const lead = p[p.length - 1];
  return lead ? p.map(c => div(c, lead)) : p;
}

export function gcdUni(a: Uni, b: Uni): Uni {
  let [x, y] = [a, b];
  while (y.length) [x, y] = [y, divmod(x, y).remainder];
  return monic(x);
}

/** The derivative of p. */
export const derive = (p: Uni): Uni => trim(p.slice(1).map((c, i) => mul(c, q(i + 1))));

/** p without repeated roots. */
export function squareFree(p: Uni): Uni {
  if (p.length < 3) return monic(p);
  const g = gcdUni(p, derive(p));
  return g.length > 1 ? monic(divmod(p, g).quotient) : monic(p);
}

/** p without the roots it shares with `other`. */
export function without(p: Uni, other: Uni): Uni {
  const g = gcdUni(p, other);
  return g.length > 1 ? divmod(p, g).quotient : p;
}

export function valueAt(p: Uni, x: Q): Q {
  let v = ZERO;
  for (let i = p.length - 1; i >= 0; i--) v = add(mul(v, x), p[i]!);
  return v;
}
