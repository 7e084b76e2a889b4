// Comparing vectors and matrices entry by entry: shared by the verifiers that meet them.
import { type Expr, some } from '../math/expr';
import { type Grid, gridOf, isGrid, sameSize } from '../math/matrix';
import type { Outcome } from '../model';

type Side = readonly Expr[];

/** Whether a side holds a matrix or a tuple under some reading. */
export const hasGrid = (side: Side): boolean =>
  side.some(e => some(e, x => x.k === 'matrix' || (x.k === 'list' && x.open === '(' && !x.close)));

/** Decides `left = right` by their entries, each pair by `decide`, under every reading. */
export function decideGrids(left: Side, right: Side, decide: (l: Expr, r: Expr) => Outcome): Outcome {
  let failed: Outcome | undefined;
  for (const l of left) {
    for (const r of right) {
      const [a, b] = [gridOf(l), gridOf(r)];
      const outcome = isGrid(a) && isGrid(b) ? entries(a, b, decide) : isGrid(a) || isGrid(b) ? MIXED : decide(a, b);
      if (outcome.outcome === 'holds') return outcome;
      if (outcome.outcome === 'unknown') return outcome;
      failed ??= outcome;
    }
  }
  return failed ?? { outcome: 'unknown', why: 'it could not be read' };
}

const MIXED: Outcome = { outcome: 'unknown', why: 'a number stands beside a matrix' };

/** A row and a column of one length are the same vector. */
function entries(a: Grid, b: Grid, decide: (l: Expr, r: Expr) => Outcome): Outcome {
  const vectors = isVector(a) && isVector(b);
  if (!sameSize(a, b) && !(vectors && a.flat().length === b.flat().length))
    return { outcome: 'unknown', why: 'matrices of different sizes' };
  const [x, y] = [a.flat(), b.flat()];
  const width = a[0]!.length;
  let note: string | undefined;
  let unknown: Outcome | undefined;
  for (let k = 0; k < x.length; k++) {
    const outcome = decide(x[k]!, y[k]!);
    if (outcome.outcome === 'holds') note ??= outcome.note;
    else if (outcome.outcome === 'unknown') unknown ??= outcome;
    else {
      const place = vectors ? `coordinate ${k + 1}` : `row ${Math.floor(k / width) + 1}, column ${(k % width) + 1}`;
      return {
        ...outcome,
        message: `In ${place}, ${outcome.message.replace(/^(The|At) /, word => word.toLowerCase())}`,
        expected: undefined,
      };
    }
  }
  return unknown ?? { outcome: 'holds', ...(note && { note }) };
}

const isVector = (g: Grid): boolean => g.length === 1 || g[0]!.length === 1;
