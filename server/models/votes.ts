// Several answers to one question → one, and how sure.

export type Tally<T> = { readonly winner: T; readonly share: number; readonly counts: ReadonlyMap<T, number>; readonly valid: number };

/** The answer given most often; of equals the one given first. Undefined where there is none. */
export function plurality<T>(votes: readonly T[]): Tally<T> | undefined {
  const counts = new Map<T, number>();
  for (const vote of votes) counts.set(vote, (counts.get(vote) ?? 0) + 1);
  const [best] = [...counts].sort((a, b) => b[1] - a[1]);
  return best && { winner: best[0], share: best[1] / votes.length, counts, valid: votes.length };
}

export type Rule = 'majority' | 'pessimistic';

/**
 * The first wrong step by votes (indices, -1 for none). `majority` takes the plurality, as ProcessBench scores it;
 * `pessimistic` believes "no error" only where every vote says so, and else takes the plurality of the objections
 * (as in pessimistic verification, arXiv 2511.21522).
 */
export function elect(votes: readonly number[], rule: Rule): Tally<number> | undefined {
  const objections = votes.filter(vote => vote >= 0);
  if (rule === 'majority' || objections.length === 0) return plurality(votes);
  const { winner, counts } = plurality(objections)!;
  return { winner, counts: plurality(votes)!.counts, share: counts.get(winner)! / votes.length, valid: votes.length };
}

/** An answer, and for each solution that reached it the verdicts on that solution (true: right). */
export type Judged = { readonly answer: string; readonly verdicts: readonly (readonly boolean[])[] };

/**
 * The answer to believe among several that were each judged a few times. Mean verdict, less what too few verdicts leave
 * open: r − α ln(N M) / (Nᵢ M + 1), after Heimdall (arXiv 2504.10337). N solutions, M verdicts each, Nᵢ of them with this answer.
 */
export function selectAnswer(judged: readonly Judged[], alpha = 0.1): { readonly answer: string; readonly score: number } | undefined {
  const all = judged.reduce((sum, { verdicts }) => sum + verdicts.reduce((n, own) => n + own.length, 0), 0);
  const scored = judged.flatMap(({ answer, verdicts }) => {
    const flat = verdicts.flat();
    if (flat.length === 0) return [];
    const mean = flat.filter(Boolean).length / flat.length;
    return { answer, score: mean - (alpha * Math.log(all)) / (flat.length + 1) };
  });
  return scored.sort((a, b) => b.score - a.score)[0];
}

/** Wilson's interval for a share of `n` trials, at 95 %. */
export function wilson(successes: number, n: number): { readonly low: number; readonly high: number } {
  if (n === 0) return { low: 0, high: 1 };
  const z = 1.959963984540054;
  const p = successes / n;
  const middle = (p + (z * z) / (2 * n)) / (1 + (z * z) / n);
  const half = (z * Math.sqrt((p * (1 - p)) / n + (z * z) / (4 * n * n))) / (1 + (z * z) / n);
  return { low: Math.max(0, middle - half), high: Math.min(1, middle + half) };
}
