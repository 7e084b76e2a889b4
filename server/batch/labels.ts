// What a record is labelled with, brought into one form. For scoring, linting and the dashboard; no verifier sees it.
import type { Solution } from '../core';

export type Labels = {
  /** 0-based first wrong step, -1 where all are right; absent where the record does not say. */
  readonly first_error?: number;
  /** Whether each step is right: 1, 0 (neutral) or -1. */
  readonly steps?: readonly number[];
  /** Whether the final answer is right. */
  readonly final?: boolean;
};

/** The labels of a solution, or undefined where it has none. Steps labelled neutral are no errors. */
export function labelsOf({ labels, steps }: Pick<Solution, 'labels' | 'steps'>): Labels | undefined {
  if (!labels?.length) return undefined;
  const first = labels.find(label => label.kind === 'first-error');
  const ratings = labels.filter(label => label.kind === 'step');
  const answer = labels.find(label => label.kind === 'final-answer');
  const signs = ratings.length > 0 ? signsOf(ratings.map(({ value }) => Number(value))) : undefined;
  const whole = signs !== undefined && ratings.every((label, i) => label.step === i);
  const named = first ? Number(first.value) : undefined;
  return {
    first_error: named ?? (signs && whole ? firstWrong(signs, steps.length) : undefined),
    steps: whole ? signs : undefined,
    final: answer ? Number(answer.value) > 0 : undefined,
  };
}

/** Ratings of -1, 0, 1 as they are; where there is no -1, a 0 among ones means wrong (true and false, 1 and 0). */
function signsOf(values: readonly number[]): number[] {
  const ternary = values.some(value => value < 0);
  return values.map(value => (ternary ? Math.sign(value) : value > 0 ? 1 : -1));
}

/** The first step rated wrong; -1 where all steps are rated and none is; unknown where ratings end before the steps do. */
function firstWrong(signs: readonly number[], steps: number): number | undefined {
  const at = signs.indexOf(-1);
  if (at >= 0) return at;
  return signs.length === steps ? -1 : undefined;
}
