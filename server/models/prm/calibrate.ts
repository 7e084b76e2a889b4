// The threshold at which scores find the first wrong steps of labelled solutions best.
import { firstBelow } from '../rewards';

/** Step scores of one solution and its label: the 0-based first wrong step, -1 for none. */
export type Labelled = { readonly scores: readonly number[]; readonly label: number };

export type Calibration = {
  readonly threshold: number;
  /** Shares found right: of the wrong solutions the exact step, of the right ones silence; undefined where there are none. */
  readonly wrongAccuracy?: number;
  readonly rightAccuracy?: number;
  /** Harmonic mean of the two, as ProcessBench scores; undefined where one is missing. */
  readonly f1?: number;
  readonly wrong: number;
  readonly right: number;
};

export function measure(items: readonly Labelled[], threshold: number): Calibration {
  let [wrong, right, wrongFound, rightFound] = [0, 0, 0, 0];
  for (const { scores, label } of items) {
    const hit = firstBelow(scores, threshold) === label;
    if (label >= 0) {
      wrong++;
      if (hit) wrongFound++;
    } else {
      right++;
      if (hit) rightFound++;
    }
  }
  const a = wrong ? wrongFound / wrong : undefined;
  const b = right ? rightFound / right : undefined;
  const f1 = a === undefined || b === undefined ? undefined : a + b === 0 ? 0 : (2 * a * b) / (a + b);
  return { threshold, wrongAccuracy: a, rightAccuracy: b, f1, wrong, right };
}

/** At most this many thresholds are tried, evenly over the scores. */
const tries = 1000;

/** The threshold with the highest F1; of equals the middle one of the first run. Undefined without wrong or without right solutions. */
export function calibrate(items: readonly Labelled[]): Calibration | undefined {
  const scores = [...new Set(items.flatMap(item => item.scores))].sort((a, b) => a - b);
  const step = Math.max(1, Math.ceil(scores.length / tries));
  const between = scores.flatMap((score, i) => (i % step === 0 && i + 1 < scores.length ? [(score + scores[i + 1]!) / 2] : []));
  const measured = [...between, (scores.at(-1) ?? 0) + 1e-6]
    .map(threshold => measure(items, threshold))
    .filter(one => one.f1 !== undefined);
  const best = Math.max(...measured.map(one => one.f1!));
  const from = measured.findIndex(one => one.f1 === best);
  if (from < 0) return undefined;
  let to = from;
  while (measured[to + 1]?.f1 === best) to++;
  return measured[Math.floor((from + to) / 2)];
}
