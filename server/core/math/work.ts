// Whether an expression leaves something to be carried out: what stands on the left of a rewriting, and not on the right.
import { children, type Expr, isBin, some, variables } from './expr';
import { toFraction } from './poly';
import { Budget } from './rational';

/**
 * Sums with like terms, products of sums, powers of sums, and closed parts to be worked out: 3x + 2x, (x + 1)(x − 2),
 * (37 − 0)². A fraction of two numbers, a root or a power of a number is a value, not work.
 */
export function hasWork(e: Expr): boolean {
  return likeTerms(e) || some(e, x => expandable(x) || closedSum(x));
}

/** 2(x + 3), (x − 1)(x + 1), (x + 1)². */
function expandable(e: Expr): boolean {
  const sum = (x: Expr) => (x.k === 'add' || x.k === 'sub') && variables(x).size > 0;
  if (e.k === 'mul') return sum(e.a) || sum(e.b);
  return e.k === 'pow' && sum(e.a) && e.b.k === 'num';
}

/** A sum or difference of two numbers, whatever it stands in. */
function closedSum(e: Expr): boolean {
  if (e.k === 'mul') return closedProduct(e);
  if (e.k !== 'add' && e.k !== 'sub') return false;
  return [e.a, e.b].every(x => rational(x));
}

const closedProduct = (e: Expr): boolean => isBin(e) && !e.implicit && rational(e.a) && rational(e.b);

/** A number or a fraction of two. */
const rational = (e: Expr): boolean =>
  e.k === 'num' || (e.k === 'neg' && rational(e.a)) || (e.k === 'div' && e.a.k === 'num' && e.b.k === 'num');

/** Two terms of one sum that can be put together. */
function likeTerms(e: Expr): boolean {
  if (e.k !== 'add' && e.k !== 'sub') return children(e).some(likeTerms);
  const seen = new Set<string>();
  let found = false;
  const visit = (x: Expr): void => {
    if (x.k === 'add' || x.k === 'sub') {
      visit(x.a);
      visit(x.b);
      return;
    }
    found ||= likeTerms(x);
    const id = monomialOf(x);
    if (id === undefined) return;
    if (seen.has(id)) found = true;
    seen.add(id);
  };
  visit(e);
  return found;
}

/** The letters of a term with their powers, where it is one monomial. */
function monomialOf(e: Expr): string | undefined {
  try {
    const f = toFraction(e);
    if (f?.num.size !== 1 || f.den.size !== 1) return undefined;
    return `${[...f.num.keys()][0]}/${[...f.den.keys()][0]}`;
  } catch (error) {
    if (error instanceof Budget) return undefined;
    throw error;
  }
}
