// Verified real intervals over doubles: every operation rounds outwards, so two disjoint intervals prove two numbers differ.
import { type Q, toNumber } from './rational';

export type Interval = { readonly lo: number; readonly hi: number };

const EPS = 2.3e-16;
const down = (x: number): number => (Number.isFinite(x) ? x - Math.abs(x) * EPS - 5e-324 : x);
const up = (x: number): number => (Number.isFinite(x) ? x + Math.abs(x) * EPS + 5e-324 : x);
/** Math's transcendental functions are good to a few units in the last place; four times that is allowed for. */
const SLACK = 4e-15;

export const make = (lo: number, hi: number): Interval => ({ lo: down(lo), hi: up(hi) });

export function fromQ(a: Q): Interval {
  const x = toNumber(a);
  if (a.d === 1n && Number.isSafeInteger(x)) return { lo: x, hi: x };
  return make(down(x), up(x));
}

export const add = (a: Interval, b: Interval): Interval => make(a.lo + b.lo, a.hi + b.hi);
export const sub = (a: Interval, b: Interval): Interval => make(a.lo - b.hi, a.hi - b.lo);
export const neg = (a: Interval): Interval => ({ lo: -a.hi, hi: -a.lo });

/** A product of bounds: 0 · ∞ is 0 here. */
const times = (x: number, y: number): number => {
  const p = x * y;
  return Number.isNaN(p) ? 0 : p;
};

export function mul(a: Interval, b: Interval): Interval {
  const [w, x, y, z] = [times(a.lo, b.lo), times(a.lo, b.hi), times(a.hi, b.lo), times(a.hi, b.hi)];
  return make(Math.min(w, x, y, z), Math.max(w, x, y, z));
}

/** a/b, or undefined where b may be 0. */
export function div(a: Interval, b: Interval): Interval | undefined {
  if (b.lo <= 0 && b.hi >= 0) return undefined;
  const [w, x, y, z] = [a.lo / b.lo, a.lo / b.hi, a.hi / b.lo, a.hi / b.hi];
  return make(Math.min(w, x, y, z), Math.max(w, x, y, z));
}

function widened(lo: number, hi: number): Interval {
  const pad = Math.max(Math.abs(lo), Math.abs(hi)) * SLACK + 1e-300;
  return { lo: lo - pad, hi: hi + pad };
}

const monotone =
  (f: (x: number) => number) =>
  (a: Interval): Interval =>
    widened(f(a.lo), f(a.hi));

export const exp = monotone(Math.exp);
export const log = (a: Interval): Interval | undefined => (a.lo > 0 ? monotone(Math.log)(a) : undefined);
export const atan = monotone(Math.atan);
export const sinh = monotone(Math.sinh);
/** Even, and least at 0. */
export function cosh(a: Interval): Interval {
  const [x, y] = [Math.cosh(a.lo), Math.cosh(a.hi)];
  return widened(a.lo <= 0 && a.hi >= 0 ? 1 : Math.min(x, y), Math.max(x, y));
}
export const tanh = monotone(Math.tanh);
export const asin = (a: Interval): Interval | undefined => (a.lo >= -1 && a.hi <= 1 ? monotone(Math.asin)(a) : undefined);
export const acos = (a: Interval): Interval | undefined => {
  if (a.lo < -1 || a.hi > 1) return undefined;
  return widened(Math.acos(a.hi), Math.acos(a.lo));
};

/** Real k-th root; undefined where it may not exist. */
export function root(a: Interval, k: number): Interval | undefined {
  if (k % 2 === 0 && a.lo < 0) return a.hi >= 0 && a.lo > -1e-12 ? widened(0, a.hi ** (1 / k)) : undefined;
  const f = (x: number) => (x < 0 ? -((-x) ** (1 / k)) : k === 2 ? Math.sqrt(x) : k === 3 ? Math.cbrt(x) : x ** (1 / k));
  return widened(f(a.lo), f(a.hi));
}

export function powInt(a: Interval, n: number): Interval | undefined {
  if (n < 0) {
    const p = powInt(a, -n);
    return p && div({ lo: 1, hi: 1 }, p);
  }
  if (n === 0) return { lo: 1, hi: 1 };
  const x = a.lo ** n;
  const y = a.hi ** n;
  if (n % 2 === 1 || a.lo >= 0) return widened(x, y);
  if (a.hi <= 0) return widened(y, x);
  return widened(0, Math.max(x, y));
}

/** a^b for positive a. */
export function pow(a: Interval, b: Interval): Interval | undefined {
  const l = log(a);
  return l && exp(mul(b, l));
}

const TWO_PI = 2 * Math.PI;

/** sin over [lo, hi]; arguments beyond 1e6 lose their period and give undefined. */
export function sin(a: Interval): Interval | undefined {
  if (Math.max(Math.abs(a.lo), Math.abs(a.hi)) > 1e6) return undefined;
  if (a.hi - a.lo >= TWO_PI) return { lo: -1, hi: 1 };
  let lo = Math.min(Math.sin(a.lo), Math.sin(a.hi));
  let hi = Math.max(Math.sin(a.lo), Math.sin(a.hi));
  const contains = (x: number) => Math.ceil((a.lo - x) / TWO_PI - 1e-12) * TWO_PI + x <= a.hi + 1e-12;
  if (contains(Math.PI / 2)) hi = 1;
  if (contains(-Math.PI / 2)) lo = -1;
  const pad = 1e-15 * (1 + Math.abs(a.lo));
  return { lo: Math.max(-1, lo - pad), hi: Math.min(1, hi + pad) };
}

export const cos = (a: Interval): Interval | undefined => sin(add(a, make(Math.PI / 2, Math.PI / 2)));

export const PI: Interval = make(Math.PI, Math.PI);
export const E: Interval = make(Math.E, Math.E);
