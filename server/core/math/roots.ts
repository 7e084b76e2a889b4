// Real roots by Sturm's theorem, in whole numbers: signs are taken at dyadic points, where no fraction needs to be reduced.
import { degree, derive, divmod, squareFree, type Uni, valueAt } from './poly';
import { Budget, compare, div, gcdBig, isZero, neg, type Q, q, rootFloor, sign, ZERO } from './rational';

/** A real root: exact where rational, else an isolating interval of width below 2^-40 of its size. */
export type Root = { readonly exact?: Q; readonly lo: Q; readonly hi: Q };

/** A polynomial with whole coefficients: a positive multiple of the one with fractions. */
type Whole = readonly bigint[];

const exactly = (r: Q): Root => ({ exact: r, lo: r, hi: r });

/** The real roots of p, in order, each once; p not zero. Throws Budget for degrees above 20. */
export function realRoots(p: Uni): Root[] {
  if (p.length < 2) return [];
  if (p.length > 21) throw new Budget('the degree is too high');
  if (p.length === 3) return quadraticRoots(whole(p));
  const f = squareFree(p);
  if (degree(f) === 1) return [exactly(neg(div(f[0]!, f[1]!)))];
  if (degree(f) === 2) return quadraticRoots(whole(f));
  const chain = sturmChain(f).map(whole);
  const own = chain[0]!;
  const changesAt = (n: bigint, k: number) => changes(chain.map(c => signAt(c, n, k)));
  const bound = boundOf(own);
  const roots: Root[] = [];
  /** Roots in (a, b] / 2^k. */
  const split = (a: bigint, b: bigint, k: number, na: number, nb: number): void => {
    const count = na - nb;
    if (count <= 0 || k > 200) return;
    if (count === 1) {
      roots.push(refine(f, own, a, b, k));
      return;
    }
    const mid = a + b;
    const n = changesAt(mid, k + 1);
    split(2n * a, mid, k + 1, na, n);
    split(mid, 2n * b, k + 1, n, nb);
  };
  split(-bound, bound, 0, changesAt(-bound, 0), changesAt(bound, 0));
  return roots;
}

function whole(p: Uni): Whole {
  let common = 1n;
  for (const c of p) common = (common * c.d) / gcdBig(common, c.d);
  const out = p.map(c => c.n * (common / c.d));
  let content = 0n;
  for (const c of out) content = gcdBig(content, c);
  return content > 1n || content < -1n ? out.map(c => c / (content < 0n ? -content : content)) : out;
}

/** Sign of p at n / 2^k. */
function signAt(p: Whole, n: bigint, k: number): number {
  let v = 0n;
  for (let i = p.length - 1; i >= 0; i--) v = v * n + (p[i]! << BigInt(k * (p.length - 1 - i)));
  return v > 0n ? 1 : v < 0n ? -1 : 0;
}

/** A power of two above the size of every root (Cauchy). */
function boundOf(p: Whole): bigint {
  const size = (n: bigint) => (n < 0n ? -n : n);
  const lead = size(p[p.length - 1]!);
  let most = 0n;
  for (const c of p.slice(0, -1)) if (size(c) > most) most = size(c);
  let bound = 2n;
  while (bound < most / lead + 2n) bound *= 2n;
  return bound;
}

/** c + b x + a x²: by its formula, with the square root to 80 binary digits. */
function quadraticRoots([c, b, a]: Whole): Root[] {
  const d = b! * b! - 4n * a! * c!;
  if (d < 0n) return [];
  const root = rootFloor(d, 2);
  const of = (n: bigint, scale: bigint): Q => q(-b! * scale + n, 2n * a! * scale);
  if (root * root === d) {
    const two = d === 0n ? [of(0n, 1n)] : [of(-root, 1n), of(root, 1n)];
    return two.sort(compare).map(exactly);
  }
  const scale = 1n << 80n;
  const s = rootFloor(d * scale * scale, 2);
  return [
    [of(-s, scale), of(-s - 1n, scale)],
    [of(s, scale), of(s + 1n, scale)],
  ]
    .map(pair => pair.sort(compare))
    .sort((x, y) => compare(x[0]!, y[0]!))
    .map(([lo, hi]) => ({ lo: lo!, hi: hi! }));
}

function sturmChain(p: Uni): Uni[] {
  const chain: Uni[] = [p, derive(p)];
  while (chain[chain.length - 1]!.length > 1) {
    const r = divmod(chain[chain.length - 2]!, chain[chain.length - 1]!).remainder;
    if (!r.length) break;
    chain.push(r.map(neg));
  }
  return chain;
}

function changes(signs: readonly number[]): number {
  const s = signs.filter(x => x !== 0);
  let n = 0;
  for (let i = 1; i < s.length; i++) if (s[i] !== s[i - 1]) n++;
  return n;
}

/** Narrows (a, b] / 2^k, which holds one root of f, and finds the root itself where it is rational. */
function refine(f: Uni, own: Whole, from: bigint, to: bigint, places: number): Root {
  let [a, b, k] = [from, to, places];
  const s = signAt(own, b, k);
  if (s === 0) return exactly(q(b, 1n << BigInt(k)));
  for (let i = 0; i < 90; i++) {
    const mid = a + b;
    k++;
    const v = signAt(own, mid, k);
    if (v === 0) return exactly(q(mid, 1n << BigInt(k)));
    [a, b] = v === s ? [2n * a, mid] : [mid, 2n * b];
    if (i % 15 === 14) {
      const low = q(a, 1n << BigInt(k));
      const guess = simplest(low, q(b, 1n << BigInt(k)));
      // The lower end is no part of the interval, and may be a root of its own.
      if (compare(guess, low) > 0 && isZero(valueAt(f, guess))) return exactly(guess);
      if (i >= 59) break;
    }
  }
  return { lo: q(a, 1n << BigInt(k)), hi: q(b, 1n << BigInt(k)) };
}

/** The fraction with the smallest denominator in [lo, hi]. */
export function simplest(lo: Q, hi: Q): Q {
  if (sign(lo) !== sign(hi)) return ZERO;
  if (sign(lo) < 0) return neg(simplest(neg(hi), neg(lo)));
  // What the continued fractions of both ends share, as its last two convergents, and a whole number where they part.
  let [a, b, c, d] = [lo.n, lo.d, hi.n, hi.d];
  let [top, bottom, topBefore, bottomBefore] = [1n, 0n, 0n, 1n];
  for (;;) {
    const whole = a / b;
    const exact = a % b === 0n;
    const last = exact ? whole : whole + 1n;
    if (exact || last * d <= c) return { n: last * top + topBefore, d: last * bottom + bottomBefore };
    [top, bottom, topBefore, bottomBefore] = [whole * top + topBefore, whole * bottom + bottomBefore, top, bottom];
    // One over the rest: what was the upper end is the lower one now.
    [a, b, c, d] = [d, c - whole * d, b, a - whole * b];
  }
}
