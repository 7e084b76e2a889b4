// How many of many solutions are wrong, and how that is said. No editor in here.
import type { SolutionSummary } from '../server/protocol';

/** Solutions, those with a step proved wrong, and those that are doubted only. */
export type Tally = { readonly solutions: number; readonly wrong: number; readonly opinions: number };

export function tallyOf(solutions: readonly SolutionSummary[]): Tally {
  const wrong = solutions.filter(isWrong).length;
  return { solutions: solutions.length, wrong, opinions: solutions.filter(isFlagged).length - wrong };
}

export function sumOf(tallies: readonly Tally[]): Tally {
  const sum = (pick: keyof Tally) => tallies.reduce((total, tally) => total + tally[pick], 0);
  return { solutions: sum('solutions'), wrong: sum('wrong'), opinions: sum('opinions') };
}

/** "3 wrong of 8", "3 wrong, 2 doubted of 8", "2 doubted of 8", "0 wrong of 8". */
export function inWords({ solutions, wrong, opinions }: Tally): string {
  const count = (n: number) => n.toLocaleString('en-US');
  const parts = [...(wrong || !opinions ? [`${count(wrong)} wrong`] : []), ...(opinions ? [`${count(opinions)} doubted`] : [])];
  return `${parts.join(', ')} of ${count(solutions)}`;
}

/** Proved wrong. */
export function isWrong({ findings }: SolutionSummary): boolean {
  return findings.some(({ standing }) => standing === 'root');
}

/** Proved wrong, or doubted. */
export function isFlagged({ findings }: SolutionSummary): boolean {
  return findings.some(({ standing }) => standing === 'root' || standing === 'opinion');
}
