// Are two expressions equal wherever both are defined? Exact sample points decide; polynomials prove.
import { compareValues, type Env, evaluate, isQ, type Mode, Undefined, type Value } from './evaluate';
import { type Expr, some, variables, walk } from './expr';
import { mulPoly, type Poly, samePoly, subPoly, toFraction } from './poly';
import { Budget, type Q, q, show } from './rational';

export type Point = { readonly env: Env; readonly left: Value; readonly right: Value };

export type Identity =
  | { readonly same: 'yes'; readonly proved: boolean }
  /** Different at every sample point (or, `partly`, at some of them). */
  | { readonly same: 'no' | 'partly'; readonly point: Point; readonly agreeing: number; readonly differing: number }
  | { readonly same: 'unknown'; readonly why: string };

/** Small values first, so that a witness is easy to check by hand; then primes and fractions, then negatives. */
const VALUES: readonly Q[] = [q(2), q(3), q(5), q(1), q(7), q(1, 2), q(11), q(4), q(13, 3), q(-1), q(-2), q(-3, 2), q(17, 5), q(0), q(-7)];
const PLAIN: ReadonlySet<string> = new Set(['0', '1', '-1']);
const INTEGERS: readonly Q[] = [6, 7, 9, 11, 8, 13, 5, 20, 25, 30, 18, 24, 40, 4, 3, 50, 35, 60, 45, 100].map(n => q(n));

/** So many points at which two sides differ are enough to refute a rewriting. */
export const ENOUGH = 6;

/** Letters that stand for complex numbers where there are any. */
const COMPLEX_NAME = /^(z|w|\\omega|\\zeta)(_|'|$)/;

/**
 * Compares two expressions at up to 15 exact points. `integers` names the variables that stand for whole numbers;
 * factorials, binomials and (-1)^n add to them.
 */
export function identical(left: Expr, right: Expr, integers: ReadonlySet<string> = new Set(), mode: Mode = {}): Identity {
  const names = [...new Set([...variables(left), ...variables(right)])].sort();
  const polynomial = samePolynomial(left, right);
  if (polynomial === true) return { same: 'yes', proved: true };
  const whole = wholeNumbers(left, right, integers);
  let agreeing = 0;
  let differing = 0;
  let undefinedAt = 0;
  let first: Point | undefined;
  let why = 'no sample point could be evaluated';
  const tries = names.length === 0 ? 1 : VALUES.length;
  // Where many points lie outside of the domain, as of a binomial, more are tried.
  const more = whole.size ? INTEGERS.length : tries;
  for (let i = 0; i < tries || (i < more && undefinedAt > 4); i++) {
    const env = new Map<string, Value>();
    names.forEach((name, j) => {
      const list = whole.has(name) ? INTEGERS : VALUES;
      const v = list[(i + j * 4 + (i >= 8 ? j : 0)) % list.length]!;
      env.set(name, mode.complex && i % 2 === 1 && COMPLEX_NAME.test(name) ? { re: v, im: VALUES[(i + j + 3) % VALUES.length]! } : v);
    });
    try {
      const a = evaluate(left, env, mode);
      const b = evaluate(right, env, mode);
      const c = compareValues(a, b);
      if (c === 'same') {
        // At 0 and at 1 powers and products agree that agree nowhere else.
        if (!env.size || ![...env.values()].every(v => isQ(v) && PLAIN.has(show(v)))) agreeing++;
      } else if (c === 'unknown') why = 'the values are too close to tell';
      else {
        differing++;
        first ??= { env, left: a, right: b };
        // Polynomials that differ need no more points than a verifier asks for; other formulas may agree at the next.
        if (polynomial === false && differing >= ENOUGH) break;
      }
    } catch (e) {
      if (e instanceof Undefined) undefinedAt++;
      else if (e instanceof Budget) return { same: 'unknown', why: e.message };
      else if (e instanceof Error) why = e.message;
    }
  }
  // Polynomials that differ agree at isolated points only: those prove nothing.
  if (first) return { same: agreeing && polynomial === undefined ? 'partly' : 'no', point: first, agreeing, differing };
  if (agreeing >= Math.min(5, tries)) return { same: 'yes', proved: false };
  return { same: 'unknown', why: undefinedAt && !agreeing ? 'no sample point where both sides are defined' : why };
}

/** true where both are polynomials (or quotients) and equal as such; false where they are and differ. */
export function samePolynomial(left: Expr, right: Expr): boolean | undefined {
  const d = difference(left, right);
  return d && d.size === 0;
}

/** Numerator of left − right over a common denominator; undefined where they are no rational functions. */
export function difference(left: Expr, right: Expr): Poly | undefined {
  try {
    const a = toFraction(left);
    const b = a && toFraction(right);
    if (!a || !b) return undefined;
    return samePoly(a.den, b.den) ? subPoly(a.num, b.num) : subPoly(mulPoly(a.num, b.den), mulPoly(b.num, a.den));
  } catch (e) {
    if (e instanceof Budget) return undefined;
    throw e;
  }
}

function wholeNumbers(left: Expr, right: Expr, given: ReadonlySet<string>): Set<string> {
  const out = new Set(given);
  for (const side of [left, right]) {
    walk(side, e => {
      const whole = (x: Expr) => {
        for (const name of variables(x)) out.add(name);
      };
      if (e.k === 'call' && (e.fn === 'factorial' || e.fn === 'binom' || e.fn === 'gcd' || e.fn === 'lcm')) e.args.forEach(whole);
      if (e.k === 'pow' && e.b.k !== 'num' && some(e.a, x => x.k === 'neg' || (x.k === 'num' && x.v.n < 0n))) whole(e.b);
    });
  }
  return out;
}

/** Whether two expressions are proved to be equal nowhere, under every reading: as polynomials they differ by a number that is not 0. */
export const nowhereEqual = (left: readonly Expr[], right: readonly Expr[]): boolean =>
  left.every(l =>
    right.every(r => {
      const d = difference(l, r);
      return d?.size === 1 && d.has('');
    }),
  );
