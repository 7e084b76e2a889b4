// How much one equation looks like another: a slip leaves most of a line as it was.
import type { Expr } from './expr';
import { difference } from './identity';
import { addPoly, type Poly, ratioOf } from './poly';
import { div, type Q, show } from './rational';

/** `same` up to a constant factor; `near` where few terms differ; `far` otherwise, `unknown` where one is no rational equation. */
export type Likeness = 'same' | 'near' | 'far' | 'unknown';

/** Compares the equations `l1 = r1` and `l2 = r2` as polynomials. */
export function likeness(l1: Expr, r1: Expr, l2: Expr, r2: Expr): Likeness {
  const a = difference(l1, r1);
  const b = difference(l2, r2);
  if (!a || !b) return 'unknown';
  if (!a.size || !b.size) return 'far';
  if (ratioOf(a, b)) return 'same';
  const differing = termsApart(a, b);
  const all = addPoly(new Map([...a].map(([m]) => [m, ONE])), new Map([...b].map(([m]) => [m, ONE]))).size;
  return differing <= 1 || (differing <= 2 && all > 3) || 3 * differing <= all ? 'near' : 'far';
}

const ONE: Q = { n: 1n, d: 1n };

/** The number of terms that differ under the constant factor that makes most of them agree. */
function termsApart(a: Poly, b: Poly): number {
  const votes = new Map<string, number>();
  let best = 0;
  for (const [m, c] of a) {
    const d = b.get(m);
    if (!d) continue;
    const ratio = show(div(c, d));
    const n = (votes.get(ratio) ?? 0) + 1;
    votes.set(ratio, n);
    best = Math.max(best, n);
  }
  return new Set([...a.keys(), ...b.keys()]).size - best;
}
