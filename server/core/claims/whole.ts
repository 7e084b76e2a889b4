// A solution as a whole → the claims of its steps: all of them in order, or one step again as it would be after an edit.
import { type Memo, memoised } from '../memo';
import type { Solution, Step } from '../model';
import { ClaimReader, type StepClaims } from './context';
import { withoutDrawings } from './drawings';
import { type Facts, gather, sameFacts } from './facts';
import { fork } from './fork';
import { type Goal, goalOf } from './goal';
import { scanMaths } from './scanner';
import { type Reading, read } from './statements';
import { unitsIn } from './unit-letters';
import { constantsIn } from './words';

/** Letters that a solution as a whole shows to be no variables. */
type Letters = { readonly constants: string; readonly units: string };

const readText = (text: string, memo: Memo, { constants, units }: Letters): Reading =>
  memoised(memo, `read${constants}/${units}:${text}`, () => read(text, scanMaths(text), constants, units));
const readStep = (step: Step, memo: Memo, { constants, units }: Letters): Reading =>
  memoised(memo, `step${constants}/${units}:${step.text.text}`, () => read(step.text.text, step.maths, constants, units));

const NO_GOAL = { none: true } as const;
function readGoal(text: string, memo: Memo): Goal | undefined {
  const goal = memoised<Goal | typeof NO_GOAL>(memo, `goal:${text}`, () => goalOf(text, scanMaths(text)) ?? NO_GOAL);
  return 'none' in goal ? undefined : goal;
}

/** Builds the claims of every step, in order; each step sees only what stands before it, and what holds for the solution as a whole. */
export function claimsOf(solution: Solution, memo: Memo): StepClaims[] {
  const whole = readWhole(solution, memo);
  const reader = readerOf(whole, memo);
  return solution.steps.map((step, i) => reader.step(step, whole.readings[i]!));
}

const kept = new WeakMap<Solution, readonly StepClaims[]>();

/** Keeps the claims of a solution for those who ask for `claimsKept`: it has findings, which corrections are looked for to. */
export const keepClaims = (solution: Solution, steps: readonly StepClaims[]): void => {
  kept.set(solution, steps);
};

/** What `claimsOf` gives, made once for a solution. */
export function claimsKept(solution: Solution, memo: Memo): readonly StepClaims[] {
  let known = kept.get(solution);
  if (!known) kept.set(solution, (known = claimsOf(solution, memo)));
  return known;
}

/** A solution read up to a step, so that the step can be read in several ways. */
export type Opened = {
  /** The claims of the step, with another text in its place if one is given. */
  claims(step?: Step): StepClaims;
};

/** Reads a solution up to its step numbered `n`. */
export function openAt(solution: Solution, n: number, memo: Memo): Opened {
  const whole = readWhole(solution, memo);
  const reader = readerAt(whole, n, memo);
  return {
    claims(step = solution.steps[n]!) {
      const edited = readWhole({ ...solution, steps: solution.steps.with(n, step) }, memo);
      // An edit may change what holds for the solution as a whole, and with it what was read before.
      const same = sameFacts(edited.facts, whole.facts);
      const next = same ? fork(reader, new Map([[solution, edited.solution]])) : readerAt(edited, n, memo);
      return next.step(step, edited.readings[n]!);
    },
  };
}

/** A solution, its readings, and what holds for it as a whole. */
type Whole = {
  readonly solution: Solution;
  readonly problem?: Reading;
  readonly readings: readonly Reading[];
  readonly facts: Facts;
};

function readWhole(solution: Solution, memo: Memo): Whole {
  const all = `${solution.problem?.text ?? ''}\n${solution.steps.map(s => s.text.text).join('\n')}`;
  const letters: Letters = { constants: constantsIn(all), units: unitsIn(all) };
  const problem = solution.problem ? readText(solution.problem.text, memo, letters) : undefined;
  const readings = withoutDrawings(solution.steps).map(step => readStep(step, memo, letters));
  return { solution, problem, readings, facts: gather(solution, problem, readings, letters.constants.includes('i')) };
}

function readerOf({ solution, problem, facts }: Whole, memo: Memo): ClaimReader {
  const reader = new ClaimReader(solution, facts, memo);
  if (problem && solution.problem) reader.takeProblem(problem, solution.problem, readGoal(solution.problem.text, memo));
  return reader;
}

/** A reader that has come to step number `n`. */
function readerAt(whole: Whole, n: number, memo: Memo): ClaimReader {
  const reader = readerOf(whole, memo);
  for (let i = 0; i < n; i++) reader.step(whole.solution.steps[i]!, whole.readings[i]!);
  return reader;
}
