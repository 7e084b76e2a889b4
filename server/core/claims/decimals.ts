// Decimals: how many places a number was written with, and whether it looks rounded.
import type { Expr } from '../math/expr';
import { decimalPlaces, div, equal, isInteger, mul, type Q, q, roundTo } from '../math/rational';

/** Decimal places as printed, for a number with signs, units and percent signs around it; undefined for anything else. */
export function decimalsOf(e: Expr): number | undefined {
  if (e.k === 'num') return e.places;
  if (e.k === 'neg' || e.k === 'unit' || e.k === 'pct') return decimalsOf(e.a);
  return undefined;
}

/** 0.33 and 16.67 look like thirds that were cut off: a fraction with a small denominator rounds to them. */
export function stemsFromFraction(v: Q, places: number): boolean {
  for (const d of [3, 6, 7, 9, 11, 12, 13]) {
    const k = roundTo(mul(v, q(d)), 0, 'half-up');
    const f = div(k, q(d));
    if (
      !equal(f, v) &&
      !isInteger(f) &&
      decimalPlaces(f) === undefined &&
      (equal(roundTo(f, places, 'half-up'), v) || equal(roundTo(f, places, 'truncate'), v))
    )
      return true;
  }
  return false;
}
