// What scoring needs of a record: what was said of it, and what it is labelled with. No verifier sees the labels.
import type { Rewards, SolutionAnalysis } from '../core';
import { type Labels, labelsOf } from './labels';
import { type Row, reported, type View } from './row';
import type { Task } from './tasks';

export type Scored = {
  readonly id: string;
  readonly line: number;
  /** 0-based steps, -1 where none. */
  readonly proved: number;
  readonly doubted: number;
  readonly steps: number;
  readonly claims: number;
  readonly checked: number;
  readonly labels?: Labels;
  readonly rewards: readonly Rewards[];
  /** Scores of models that were asked, one for every step. */
  readonly told?: readonly Rewards[];
  /** Of the first proved finding. */
  readonly slip?: string;
  readonly code?: string;
};

export function scoreTask(view: View): Task {
  return ({ analysis, window }) => {
    const { solution, firstError, firstOpinion, coverage } = analysis;
    const root = reported(analysis, view).find(({ standing }) => standing === 'root');
    const data: Scored = {
      id: solution.id,
      line: window.locate(solution.span.start).line,
      proved: firstError,
      doubted: firstOpinion,
      steps: solution.steps.length,
      ...coverage,
      labels: labelsOf(solution),
      rewards: (solution.rewards ?? []).filter(({ scores }) => scores.length === solution.steps.length),
      told: toldOf(analysis),
      slip: root?.slip?.name,
      code: root?.code,
    };
    return { text: '', data };
  };
}

function toldOf({ solution, opinions = [] }: SolutionAnalysis): Rewards[] {
  return opinions.flatMap(({ verifier, by, scores }) =>
    verifier === 'prm' && scores?.length === solution.steps.length ? [{ by, scores }] : [],
  );
}

/** The same of a row that `hence check --format jsonl` wrote; undefined where it is none. */
export function scoredOf(row: unknown): Scored | undefined {
  if (typeof row !== 'object' || row === null || !('first_error' in row) || !('coverage' in row) || !('key' in row)) return undefined;
  const { id, line, first_error, first_opinion, steps, coverage, labels, rewards = [], findings } = row as Row;
  const root = findings.find(({ standing }) => standing === 'root');
  return {
    id,
    line,
    proved: first_error,
    doubted: first_opinion,
    steps,
    claims: coverage.claims,
    checked: coverage.checked,
    labels,
    rewards: rewards.flatMap(({ by, scores }) => (scores?.length === steps ? [{ by, scores }] : [])),
    slip: root?.slip?.name,
    code: root?.code,
  };
}
