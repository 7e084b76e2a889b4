// Roots of a polynomial and its coefficients (Viète): what sums and products of the roots are.
import { factors } from './eliminate';
import { bin, type Expr, sym } from './expr';
import { difference } from './identity';
import { type Poly, squareFree, toUni } from './poly';
import { exprOf } from './poly-expr';
import { div, mul, neg, ONE, type Q } from './rational';
import type { Equation } from './reduce';
import { realRoots } from './roots';

/** The coefficients of left − right as a polynomial in `letter`, from the constant up; undefined where it is none. */
function coefficientsIn(e: Equation, letter: string): Poly[] | undefined {
  const all = difference(e.left, e.right);
  if (!all) return undefined;
  const out: Poly[] = [];
  for (const [monomial, c] of all) {
    const parts = factors(monomial);
    const n = parts.find(([name]) => name === letter)?.[1] ?? 0;
    if (n < 0 || n > 12) return undefined;
    const rest = parts
      .filter(([name]) => name !== letter)
      .map(([name, k]) => (k === 1 ? name : `${name}^${k}`))
      .join('*');
    while (out.length <= n) out.push(new Map());
    (out[n] as Map<string, Q>).set(rest, c);
  }
  return out;
}

/** The letter that an equation is a polynomial equation in: the one of the highest degree, two at least. */
function unknownOf(e: Equation): string | undefined {
  const degrees = new Map<string, number>();
  for (const monomial of difference(e.left, e.right)?.keys() ?? [])
    for (const [name, n] of factors(monomial)) degrees.set(name, Math.max(degrees.get(name) ?? 0, n));
  const [first, second] = [...degrees].sort((a, b) => b[1] - a[1]);
  return first && first[1] > 1 && first[1] !== second?.[1] ? first[0] : undefined;
}

/**
 * What the coefficients of a polynomial equation say of its roots, all of which have names, each as often as it is a root: their sum, the sum of
 * their products by two, and so on, as equations. Undefined where there are not as many names, or the leading coefficient is no number.
 */
export function relationsOf(e: Equation, names: readonly string[]): Equation[] | undefined {
  const letter = unknownOf(e);
  const c = letter !== undefined && !names.includes(letter) ? coefficientsIn(e, letter) : undefined;
  const lead = c?.at(-1);
  if (!c || c.length - 1 !== names.length || lead?.size !== 1 || !lead.has('')) return undefined;
  return names.map((_, i) => {
    const k = i + 1;
    const scale = div(k % 2 ? neg(ONE) : ONE, lead.get('')!);
    const right = new Map([...c[names.length - k]!].map(([m, x]) => [m, mul(x, scale)]));
    return { left: elementary(names, k), right: exprOf(right) };
  });
}

/** The sum of all products of k of the letters. */
function elementary(names: readonly string[], k: number): Expr {
  const pick = (from: number, left: number): string[][] =>
    left === 0 ? [[]] : names.flatMap((name, i) => (i < from ? [] : pick(i + 1, left - 1).map(rest => [name, ...rest])));
  return pick(0, k)
    .map(list => list.map(name => sym(name)).reduce((a: Expr, b) => bin('mul', a, b)))
    .reduce((a, b) => bin('add', a, b));
}

/** The coefficients of an equation in one letter, from the leading one down, where it has as many different real roots as its degree says. */
export function plainCoefficients(e: Equation): readonly Q[] | undefined {
  const letter = unknownOf(e);
  const p = letter === undefined ? undefined : difference(e.left, e.right);
  const uni = p && toUni(p, letter!);
  if (!uni || uni.length > 8) return undefined;
  if (squareFree(uni).length !== uni.length || realRoots(uni).length !== uni.length - 1) return undefined;
  return [...uni].reverse();
}
