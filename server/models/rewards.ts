// Process rewards that stand in the file, as opinions beside the proofs.
import type { Objection, Opinion, Settings, SolutionAnalysis } from '../core';
import type { OpinionSource } from './index';

export const aggregations = ['min', 'softmin', 'product', 'last', 'mean'] as const;
export type Aggregation = (typeof aggregations)[number];

/** Temperature of the soft minimum; towards 0 it is the minimum. */
const softness = 0.1;

/** One figure for a whole solution from its step scores; undefined where there are none. */
export function aggregate(scores: readonly number[], how: Aggregation): number | undefined {
  if (scores.length === 0) return undefined;
  switch (how) {
    case 'min':
      return scores.reduce((least, score) => Math.min(least, score));
    case 'softmin': {
      // The weaker a step, the more it counts: a soft minimum, as PURE trains with (arXiv 2504.15275).
      const weights = scores.map(score => Math.exp(-score / softness));
      const sum = weights.reduce((total, weight) => total + weight, 0);
      return scores.reduce((total, score, i) => total + (score * weights[i]!) / sum, 0);
    }
    case 'product':
      return scores.reduce((product, score) => product * score, 1);
    case 'last':
      return scores.at(-1);
    case 'mean':
      return scores.reduce((sum, score) => sum + score, 0) / scores.length;
  }
}

/** 0-based index of the first score below `threshold`, -1 where none is. A score equal to it passes. */
export function firstBelow(scores: readonly number[], threshold: number): number {
  return scores.findIndex(score => score < threshold);
}

export const rewards: OpinionSource = {
  id: 'reward',
  about: 'Process rewards that stand in the file: a step whose score is below the threshold is flagged as an opinion.',
  opinions: rewardsIn,
};

/**
 * The rewards of the file as opinions; each step below the threshold is objected to. Scores whose number is not the number
 * of steps are left out: nobody can say which is whose.
 */
function rewardsIn({ solution }: SolutionAnalysis, settings: Settings): Opinion[] {
  if (!settings.rewards) return [];
  const threshold = settings.rewardThreshold;
  return (solution.rewards ?? [])
    .filter(({ scores }) => scores.length === solution.steps.length)
    .map(({ by, scores }) => ({
      verifier: 'reward',
      by,
      scores,
      first: firstBelow(scores, threshold),
      objections: below(by, scores, threshold),
    }));
}

function below(by: string, scores: readonly number[], threshold: number): Objection[] {
  return scores.flatMap((score, step) =>
    score < threshold
      ? [{ step, message: `The process reward ${show(score)} is below ${show(threshold)} (${by}).`, score, threshold }]
      : [],
  );
}

function show(score: number): string {
  return String(Number(score.toPrecision(4)));
}
