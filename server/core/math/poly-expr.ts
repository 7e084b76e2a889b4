// Polynomials as expressions, for people.
import { factors } from './eliminate';
import { bin, type Expr, num, sym } from './expr';
import type { Poly } from './poly';
import { abs, equal, ONE, q } from './rational';

/** A polynomial as an expression: 6B − 4C; 0 without terms. */
export function exprOf(p: Poly): Expr {
  let sum: Expr | undefined;
  for (const [monomial, c] of p) {
    const powers = factors(monomial).map(([name, n]) => (n === 1 ? sym(name) : bin('pow', sym(name), num(q(n)))));
    const size = abs(c);
    const parts = powers.length && equal(size, ONE) ? powers : [num(size), ...powers];
    const term = parts.reduce((a, b) => bin('mul', a, b));
    const negative = c.n < 0n;
    if (sum) sum = bin(negative ? 'sub' : 'add', sum, term);
    else sum = negative ? { k: 'neg', a: term, span: term.span } : term;
  }
  return sum ?? num(q(0));
}
