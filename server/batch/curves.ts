// How accuracies change with a threshold, exactly: each solution is judged rightly for the thresholds of one interval.
import { createNumberList } from './keys';

/** Shares between 0 and 1; null where there is nothing to be right about. */
export type Accuracies = { readonly wrong: number | null; readonly right: number | null; readonly f1: number | null };

export type Point = Accuracies & { readonly threshold: number };

export type Curve = {
  /** A solution of this kind, judged rightly by thresholds in (from, to]; by none where `from` is not below `to`. */
  add(kind: 'wrong' | 'right', from: number, to: number): void;
  at(threshold: number): Accuracies;
  /** The threshold with the highest F1, the lowest of several; undefined without solutions of both kinds. */
  best(): Point | undefined;
  readonly wrong: number;
  readonly right: number;
};

/** ProcessBench's F1: the harmonic mean of the accuracies on wrong and on right solutions; not that of precision and recall. */
export function harmonic(wrong: number | null, right: number | null): number | null {
  if (wrong === null || right === null) return null;
  return wrong + right === 0 ? 0 : (2 * wrong * right) / (wrong + right);
}

export function createCurve(): Curve {
  const make = () => ({ from: createNumberList(), to: createNumberList(), count: 0 });
  const sets = { wrong: make(), right: make() };
  let sorted: { wrong: Sides; right: Sides } | undefined;
  const sides = () => {
    sorted ??= { wrong: sidesOf(sets.wrong), right: sidesOf(sets.right) };
    return sorted;
  };
  const share = (kind: 'wrong' | 'right', threshold: number): number | null => {
    if (sets[kind].count === 0) return null;
    const { from, to } = sides()[kind];
    // Those that have begun, without those that have ended.
    return (below(from, threshold) - below(to, threshold)) / sets[kind].count;
  };
  const at = (threshold: number): Accuracies => {
    const wrong = share('wrong', threshold);
    const right = share('right', threshold);
    return { wrong, right, f1: harmonic(wrong, right) };
  };
  return {
    add(kind, from, to) {
      const set = sets[kind];
      set.count++;
      sorted = undefined;
      if (!(from < to)) return;
      set.from.push(from);
      set.to.push(to);
    },
    at,
    best() {
      if (sets.wrong.count === 0 || sets.right.count === 0) return undefined;
      let best: Point | undefined;
      // Accuracy changes only where an interval ends or begins, and an interval holds its end.
      const ends = [...sides().wrong.to, ...sides().right.to].filter(Number.isFinite).sort((a, b) => a - b);
      for (let i = 0; i < ends.length; i++) {
        if (i > 0 && ends[i] === ends[i - 1]) continue;
        const point = { threshold: ends[i]!, ...at(ends[i]!) };
        if (!best || point.f1! > best.f1!) best = point;
      }
      return best;
    },
    get wrong() {
      return sets.wrong.count;
    },
    get right() {
      return sets.right.count;
    },
  };
}

type Sides = { readonly from: Float64Array; readonly to: Float64Array };

function sidesOf(set: { from: ReturnType<typeof createNumberList>; to: ReturnType<typeof createNumberList> }): Sides {
  const sort = (list: ReturnType<typeof createNumberList>) => Float64Array.from({ length: list.length }, (_, i) => list.at(i)).sort();
  return { from: sort(set.from), to: sort(set.to) };
}

/** How many of the sorted values are less than `value`. */
function below(sorted: Float64Array, value: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle]! < value) low = middle + 1;
    else high = middle;
  }
  return low;
}
