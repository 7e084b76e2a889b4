// Quantities whose units differ by prefixes or by minutes and seconds: 200 g · 10 m/s² = 2 N, 3 kW · 20 min = 1 kWh.
import { type Expr, walk } from '../math/expr';
import { div, equal, mul, type Q, q } from '../math/rational';

/** Units of measurement, with a prefix or without. */
const PHYSICAL =
  /^(?:[kmcdgnµμ]?(?:g|m|s|h|n|j|w|wh|v|a|pa|hz|ω|l|c|k|b|f|t)|min|ha|cal|kcal|ev|mol|mins?|minutes?|hours?|seconds?)(?=$|[ /^])/i;

/** What one unit may be of another: powers of ten, minutes and seconds, km/h and m/s. */
const FACTORS: readonly Q[] = [q(1), q(60), q(3600), q(36, 10), q(1, 60), q(1, 3600), q(10, 36)].flatMap(f =>
  Array.from({ length: 19 }, (_, k) => mul(f, k < 9 ? q(1n, 10n ** BigInt(9 - k)) : q(10n ** BigInt(k - 9)))),
);

/** Whether two values of products or quotients with several units of measurement differ by what these may convert by. */
export function otherPrefixes(left: Expr, right: Expr, a: Q, b: Q): boolean {
  const units = new Set<string>();
  let plain = true;
  let worked = false;
  for (const e of [left, right])
    walk(e, x => {
      worked ||= x.k === 'mul' || x.k === 'div';
      if (x.k !== 'unit') return;
      units.add(x.unit);
      plain &&= PHYSICAL.test(x.unit);
    });
  if (!plain || !worked || units.size < 2 || a.n === 0n || b.n === 0n) return false;
  const ratio = div(a, b);
  return FACTORS.some(f => equal(f, ratio));
}
