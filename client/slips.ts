// The same slip, once: findings of many solutions that are mended in the same way, whatever their numbers.
import type { DatasetSlip, FindingSummary, SameSlip, SolutionSummary, VerifiedFile } from '../server/protocol';

/** One slip, with every finding that is it, and how often it stands in each data set. */
export type SlipGroup = SameSlip & {
  readonly count: number;
  readonly findings: readonly { readonly uri: string; readonly solution: SolutionSummary; readonly finding: FindingSummary }[];
  readonly sets: readonly { readonly uri: string; readonly count: number }[];
};

/** The slips that were made more than once, most frequent first. */
export function slipGroups(files: readonly VerifiedFile[], sets: ReadonlyMap<string, readonly DatasetSlip[]>): SlipGroup[] {
  type Growing = SameSlip & { count: number; findings: SlipGroup['findings'][number][]; sets: SlipGroup['sets'][number][] };
  const groups = new Map<string, Growing>();
  const groupOf = ({ key, slip, change }: SameSlip): Growing => {
    const known = groups.get(key) ?? { key, slip, change, count: 0, findings: [], sets: [] };
    groups.set(key, known);
    return known;
  };
  for (const { uri, solutions } of files)
    for (const solution of solutions)
      for (const finding of solution.findings) {
        if (!finding.same) continue;
        const group = groupOf(finding.same);
        group.count++;
        group.findings.push({ uri, solution, finding });
      }
  for (const [uri, slips] of sets)
    for (const slip of slips) {
      const group = groupOf(slip);
      group.count += slip.count;
      group.sets.push({ uri, count: slip.count });
    }
  return [...groups.values()].filter(({ count }) => count > 1).sort((a, b) => b.count - a.count);
}

/** How a slip is mended, in words: "- → +", "+ Nx put in". */
export function mendedBy({ change }: SameSlip): string {
  const [was = '', is = ''] = change.split(' → ');
  return was && is ? change : is ? `${is} put in` : was ? `${was} taken out` : '';
}
