// Process rewards that stand in the file, as opinions beside the proofs.
import type { Finding, Rewards, Settings, SolutionAnalysis, StepStatus } from '../core';
import type { OpinionSource } from './index';

export const aggregations = ['min', 'product', 'last', 'mean'] as const;
export type Aggregation = (typeof aggregations)[number];

/** One figure for a whole solution from its step scores; undefined where there are none. */
export function aggregate(scores: readonly number[], how: Aggregation): number | undefined {
  if (scores.length === 0) return undefined;
  switch (how) {
    case 'min':
      return scores.reduce((least, score) => Math.min(least, score));
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
  opinions: addRewards,
};

/**
 * Adds an opinion at each step a reward puts below the threshold, except where the mathematics has already spoken: a
 * step proved wrong, or one that only inherits the mistake. Changes no proved finding and no `firstError`; a step that
 * is proved to hold stays so, with the objection beside it. `firstOpinion` is the first step any reward objects to,
 * flagged apart or not. Scores whose number is not the number of steps are left out: nobody can say which is whose.
 */
function addRewards(analysis: SolutionAnalysis, settings: Settings): SolutionAnalysis {
  const { solution } = analysis;
  const usable = (solution.rewards ?? []).filter(reward => reward.scores.length === solution.steps.length);
  if (!settings.rewards || usable.length === 0) return analysis;

  const threshold = settings.rewardThreshold;
  const firsts = usable.map(reward => firstBelow(reward.scores, threshold)).filter(first => first >= 0);
  if (firsts.length === 0) return analysis;

  const spoken = new Set(analysis.findings.filter(f => f.standing === 'root' || f.standing === 'inherited').map(f => f.step));
  const opinions = usable.flatMap(reward => object(analysis, reward, threshold)).filter(opinion => !spoken.has(opinion.step));
  const known = analysis.firstOpinion;
  return {
    ...analysis,
    findings: inStepOrder([...analysis.findings, ...opinions]),
    steps: analysis.steps.map(status => mark(status, opinions)),
    firstOpinion: Math.min(...firsts, ...(known >= 0 ? [known] : [])),
  };
}

function object({ solution }: SolutionAnalysis, reward: Rewards, threshold: number): Finding[] {
  return solution.steps.flatMap((step, i) => {
    const score = reward.scores[i]!;
    if (!(score < threshold)) return [];
    return {
      solution: solution.id,
      step: step.id,
      number: step.number,
      code: 'reward',
      verifier: 'reward',
      standing: 'opinion',
      span: step.span,
      message: `The process reward ${show(score)} is below ${show(threshold)} (${reward.by}).`,
      repairs: [],
      related: [],
      opinion: { by: reward.by, score, threshold },
    };
  });
}

/** An opinion shows on a step about which nothing was proved. */
function mark(status: StepStatus, opinions: readonly Finding[]): StepStatus {
  const silent = status.verdict === 'unknown' || status.verdict === 'nothing';
  return silent && opinions.some(opinion => opinion.step === status.step) ? { ...status, verdict: 'opinion' } : status;
}

function inStepOrder(findings: Finding[]): Finding[] {
  return findings.sort((a, b) => a.number - b.number || a.span.start - b.span.start);
}

function show(score: number): string {
  return String(Number(score.toPrecision(4)));
}
