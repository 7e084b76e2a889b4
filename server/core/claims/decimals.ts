// How many decimals a plain number was written with.
import type { Expr } from '../math/expr';

/** Decimal places as printed, for a number with signs, units and percent signs around it; undefined for anything else. */
export function decimalsOf(e: Expr): number | undefined {
  if (e.k === 'num') return e.places;
  if (e.k === 'neg' || e.k === 'unit' || e.k === 'pct') return decimalsOf(e.a);
  return undefined;
}
