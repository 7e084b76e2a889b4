// Rollouts of a policy model as branches of the reasoning tree: what was written on, and where it ends.
import { scanMaths } from './claims/scanner';
import { parseRecord } from './formats/records';
import type { Opinion, Rollout } from './model';
import { segments } from './segments';
import type { Segment } from './tree';

export type Branch = {
  /** What the model wrote, step by step. */
  readonly steps: readonly (readonly Segment[])[];
  /** What it ends in, as it is written; absent where it states nothing. */
  readonly answer?: string;
  /** Whether that is the answer to be reached. */
  readonly right: boolean;
  /** Completions that reach this answer; this is one of them. */
  readonly count: number;
};

/** How a model carried a solution on from after a step, or from the problem alone. */
export type Continued = {
  readonly verifier: string;
  /** Who wrote them. */
  readonly by: string;
  /** Completions that end right, and all that could be read. */
  readonly right: number;
  readonly total: number;
  /** The share that ends right, from 0 to 1, and its 95 % interval; without completions there is no value. */
  readonly value?: number;
  readonly low: number;
  readonly high: number;
  readonly branches: readonly Branch[];
};

/** Branches by the 0-based step after which they leave; -1 for those that leave from the problem. */
export function branchesOf(opinions: readonly Opinion[]): ReadonlyMap<number, readonly Continued[]> {
  const found = new Map<number, Continued[]>();
  for (const { verifier, by, rollouts = [] } of opinions)
    for (const { after, right, total, low, high, samples } of rollouts) {
      const value = total > 0 ? { value: right / total } : {};
      const continued = { verifier, by, right, total, ...value, low, high, branches: samples.map(branch) };
      found.set(after, [...(found.get(after) ?? []), continued]);
    }
  return found;
}

function branch({ text, ...rest }: Rollout): Branch {
  const read = parseRecord(JSON.stringify({ solution: text }), 0, 0).solution?.steps;
  const steps = read?.map(step => segments(step.text, step.maths)).filter(runs => runs.length > 0) ?? [];
  return { steps: steps.length ? steps : [segments({ text, span: { start: 0, end: text.length } }, scanMaths(text))], ...rest };
}
