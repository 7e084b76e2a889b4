// Real roots of equations that are no polynomials: brackets in which a difference changes its sign, halved until they are
// narrow. What is found is verified; that nothing else solves the equation is never claimed.
import { compareValues, type Env, evaluate, isComplex, isQ, type Mode, type Value } from './evaluate';
import { type Expr, some, variables } from './expr';
import { fromNumber, type Q, toNumber } from './rational';
import { type Root, simplest } from './roots';

/** Functions that are continuous wherever their value over an interval is bounded. */
const CONTINUOUS = /^(?:sin|cos|tan|cot|sec|csc|log|ln|exp|root|abs|arcsin|arccos|arctan|sinh|cosh|tanh|degrees)$/;

/** Where signs are compared: dense near zero, where the numbers of exercises lie. */
const GRID: readonly number[] = [
  ...[-1000, -300, -100, -60, -40, -30, -20, -15, -12, -10, -9, -8, -7, -6, -5, -4, -3.5, -3, -2.5, -2, -1.75, -1.5, -1.25],
  ...[-1, -0.75, -0.5, -0.25, -0.125, -0.01, 0, 0.01, 0.125, 0.25, 0.5, 0.75, 1, 1.25, 1.5, 1.75, 2, 2.5, 3, 3.5, 4, 5, 6, 7, 8],
  ...[9, 10, 12, 15, 20, 30, 40, 60, 100, 300, 1000, 10000],
];
const HALVINGS = 70;

/** A rational value of `name` at which `left = right` holds exactly, or a bracket of one, narrower than 10⁻¹² of its size. */
export type Bracketed = Root & { readonly value: Value };

/**
 * Verified solutions of `left = right` for `name`, those nearest to zero first; the other letters have their values in `env`. There may
 * be more of them than are found. Empty for identities, and where a part is not continuous, or cannot be evaluated.
 */
export function bracketed(left: Expr, right: Expr, name: string, env: Env = new Map(), mode: Mode = {}): Bracketed[] {
  if (
    [left, right].some(e =>
      some(e, x => x.k === 'pm' || x.k === 'bind' || (x.k === 'call' && !CONTINUOUS.test(x.fn) && variables(x).size > 0)),
    )
  )
    return [];
  const under = new Map(env);
  /** Both sides at a value, where they are real. */
  const at = (x: Value): readonly [Value, Value] | undefined => {
    under.set(name, x);
    try {
      const [a, b] = [evaluate(left, under, mode), evaluate(right, under, mode)];
      return isComplex(a) || isComplex(b) ? undefined : [a, b];
    } catch {
      return undefined;
    }
  };
  const sign = (x: Value): number | undefined => {
    const sides = at(x);
    if (!sides) return undefined;
    const [a, b] = sides;
    const c = compareValues(a, b);
    return c === 'less' ? -1 : c === 'greater' ? 1 : c === 'same' && isQ(a) && isQ(b) ? 0 : undefined;
  };
  const defined = (x: Value): boolean => at(x) !== undefined;
  const same = (x: Value): boolean => {
    const sides = at(x);
    return sides !== undefined && compareValues(...sides) === 'same';
  };
  const found: Bracketed[] = [];
  let last: { x: number; sign: number } | undefined;
  let alike = 0;
  for (const x of GRID) {
    const exact = fromNumber(x);
    // Doubles tell most signs; fractions are for where they do not.
    const s = sign({ lo: x, hi: x }) ?? sign(exact);
    if (s === 0 || (s === undefined && same(exact))) alike++;
    if (s === 0) found.push(exactly(exact));
    else if (s !== undefined && last?.sign === -s) {
      const root = halved(last.x, x, s, sign, defined);
      if (root) found.push(root);
    }
    last = s ? { x, sign: s } : undefined;
  }
  // Equal at most places: an identity, which any value satisfies.
  return alike * 3 > GRID.length ? [] : found.sort((a, b) => Math.abs(near(a)) - Math.abs(near(b)));
}

const near = (r: Root): number => toNumber(r.lo);

/** Narrows a bracket with the sign `s` at its upper end; undefined where the difference may jump in it. */
function halved(
  from: number,
  to: number,
  s: number,
  sign: (x: Value) => number | undefined,
  defined: (x: Value) => boolean,
): Bracketed | undefined {
  let [lo, hi] = [from, to];
  for (let i = 0; i < HALVINGS && hi - lo > 1e-13 * Math.max(Math.abs(lo), Math.abs(hi), 1e-3); i++) {
    let mid = (lo + hi) / 2;
    if (mid <= lo || mid >= hi) break;
    let at = sign({ lo: mid, hi: mid });
    if (at === undefined) {
      // Too close to tell: at the root itself, where it is a dyadic fraction, else a little beside it.
      if (sign(fromNumber(mid)) === 0) return exactly(fromNumber(mid));
      mid = lo + (hi - lo) * 0.41;
      at = sign({ lo: mid, hi: mid });
    }
    if (!at) break;
    if (at === s) hi = mid;
    else lo = mid;
  }
  const scale = Math.max(Math.abs(lo), Math.abs(hi), 1);
  if (hi - lo > 1e-9 * scale) return undefined;
  const guess = simplest(fromNumber(lo - 1e-12 * scale), fromNumber(hi + 1e-12 * scale));
  if (guess.d < 100_000n && sign(guess) === 0) return exactly(guess);
  const value = { lo, hi };
  return defined(value) ? { lo: fromNumber(lo), hi: fromNumber(hi), value } : undefined;
}

const exactly = (x: Q): Bracketed => ({ exact: x, lo: x, hi: x, value: x });
