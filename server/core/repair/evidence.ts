// What the rest of a solution says about the numbers of a step: where they come from, and what goes on with them.

import { scanMaths } from '../claims/scanner';
import { read } from '../claims/statements';
import { show } from '../math/rational';
import { type Memo, memoised } from '../memo';
import type { Solution } from '../model';

export type Evidence = {
  /** Numbers (as text) in the problem, and in the steps before. */
  readonly given: ReadonlySet<string>;
  readonly earlier: ReadonlySet<string>;
  /** Numbers of the steps after. */
  readonly later: ReadonlySet<string>;
  /** What goes in was just put right, so that only what comes of it can be wrong. */
  readonly carrying?: true;
};

/** Steps looked at on either side. */
const REACH = 30;

/** Numbers around the step at `at`. */
export function evidenceAt(solution: Solution, at: number, memo: Memo): Evidence {
  const numbersOf = (text: string): readonly string[] =>
    memoised(memo, `numbers:${text}`, () => [...new Set(read(text, scanMaths(text)).numbers.map(n => n.name.replace('-', '')))]);
  const over = (from: number, to: number) => new Set(solution.steps.slice(Math.max(0, from), to).flatMap(s => numbersOf(s.text.text)));
  return {
    given: new Set(solution.problem ? numbersOf(solution.problem.text) : []),
    earlier: over(at - REACH, at),
    later: over(at + 1, at + 1 + REACH),
  };
}

/** A number as evidence knows it: without its sign. */
export const nameOf = (v: Parameters<typeof show>[0]): string => show(v).replace('-', '');
