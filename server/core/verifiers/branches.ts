// ± stands for two values: a side is the set of its branches, and a link may choose among them.
import { type Expr, mapChildren, some } from '../math/expr';
import type { Outcome } from '../model';

const MAX_SIGNS = 3;

/** Whether an expression holds a ±. */
export const hasBranches = (e: Expr): boolean => some(e, x => x.k === 'pm');

/**
 * Decides `left = right` where a side holds ±. Every branch of the right side must be a branch of the left one: signs of one
 * side go together, or against one another, but not at will. A side that only gains branches, √25 = ±5, is left alone.
 */
export function decideBranches(left: readonly Expr[], right: readonly Expr[], decide: (l: Expr, r: Expr) => Outcome): Outcome {
  let refuted: Outcome | undefined;
  for (const l of left) {
    for (const r of right) {
      const from = branches(l);
      const to = branches(r);
      if (!from || !to) return { outcome: 'unknown', why: '±: too many signs' };
      const outcomes = to.map(b => from.map(a => decide(a, b)));
      const good = outcomes.map(row => row.some(o => o.outcome === 'holds'));
      const open = outcomes.map(row => row.some(o => o.outcome === 'unknown'));
      // The branches come in pairs of opposite signs: b and its partner stand at mirrored places.
      const pairs = good.map((_, i) => [i, good.length - 1 - i] as const);
      if (pairs.some(([i, j]) => good[i] && good[j])) return { outcome: 'holds', arrow: from.length > to.length ? '⇒' : '=' };
      if (pairs.some(([i, j]) => (good[i] || open[i]) && (good[j] || open[j]))) return { outcome: 'unknown', why: '±' };
      if (from.every((_, a) => outcomes.some(row => row[a]!.outcome !== 'fails')))
        return { outcome: 'unknown', why: '±: the right side has more values' };
      refuted ??= outcomes[good.findIndex((g, i) => !g && !open[i])]?.[0];
    }
  }
  return refuted?.outcome === 'fails' ? { ...refuted, expected: undefined } : { outcome: 'unknown', why: '±' };
}

/** e with every choice of signs, in an order in which opposite choices mirror each other; undefined where they are too many. */
export function branches(e: Expr): Expr[] | undefined {
  let signs = 0;
  const count = (x: Expr): void => {
    if (x.k === 'pm') signs++;
    mapChildren(x, child => {
      count(child);
      return child;
    });
  };
  count(e);
  if (signs > MAX_SIGNS) return undefined;
  return Array.from({ length: 2 ** signs }, (_, choice) => {
    let at = 0;
    const put = (x: Expr): Expr => {
      if (x.k !== 'pm') return mapChildren(x, put);
      const minus = (choice >> at++) & 1;
      const [a, b] = [put(x.a), put(x.b)];
      return { k: minus ? 'sub' : 'add', a, b, span: x.span };
    };
    return put(e);
  });
}
