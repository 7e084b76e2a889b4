// Two lists of steps, and what stands in one and not in the other.

export type DiffLine = { readonly kind: 'same' | 'out' | 'in'; readonly text: string };

/** More entries than this are compared at their ends only: the table of a comparison grows with the product of both. */
const mostCells = 250_000;

/** What to leave out of `before`, and to put in, to get `after`; the fewest steps (longest common subsequence). */
export function diffSteps(before: readonly string[], after: readonly string[]): DiffLine[] {
  let head = 0;
  while (head < before.length && head < after.length && before[head] === after[head]) head++;
  let tail = 0;
  while (tail < before.length - head && tail < after.length - head && before.at(-1 - tail) === after.at(-1 - tail)) tail++;
  const same = (text: string): DiffLine => ({ kind: 'same', text });
  const middle = between(before.slice(head, before.length - tail), after.slice(head, after.length - tail));
  return [...before.slice(0, head).map(same), ...middle, ...before.slice(before.length - tail).map(same)];
}

function between(a: readonly string[], b: readonly string[]): DiffLine[] {
  const out = (text: string): DiffLine => ({ kind: 'out', text });
  const put = (text: string): DiffLine => ({ kind: 'in', text });
  if (a.length * b.length > mostCells) return [...a.map(out), ...b.map(put)];
  // common[i][j]: steps that a from i and b from j have in common.
  const common = Array.from({ length: a.length + 1 }, () => new Array<number>(b.length + 1).fill(0));
  for (let i = a.length - 1; i >= 0; i--)
    for (let j = b.length - 1; j >= 0; j--)
      common[i]![j] = a[i] === b[j] ? common[i + 1]![j + 1]! + 1 : Math.max(common[i + 1]![j]!, common[i]![j + 1]!);
  const lines: DiffLine[] = [];
  let [i, j] = [0, 0];
  while (i < a.length || j < b.length) {
    if (i < a.length && j < b.length && a[i] === b[j]) {
      lines.push({ kind: 'same', text: a[i++]! });
      j++;
    } else if (i < a.length && (j === b.length || common[i + 1]![j]! >= common[i]![j + 1]!)) lines.push(out(a[i++]!));
    else lines.push(put(b[j++]!));
  }
  return lines;
}
