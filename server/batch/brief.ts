// The little that a list of many solutions shows of each, for the editor.
import { type SameSlip, sameSlip } from '../core/groups';
import type { SolutionEvent } from './events';
import { labelsOf } from './labels';

/** One solution in a list. */
export type Brief = {
  readonly id: string;
  readonly line: number;
  readonly verdict: 'root' | 'opinion' | 'none' | 'unchecked';
  readonly firstError: number;
  readonly label?: number;
  readonly slip?: string;
  readonly same?: SameSlip;
  readonly message?: string;
  readonly steps: number;
  readonly claims: number;
  readonly checked: number;
};

export function brief({ analysis, window }: SolutionEvent): Brief {
  const { solution, findings, firstError, coverage } = analysis;
  const root = findings.find(({ standing }) => standing === 'root');
  const opinion = findings.find(({ standing }) => standing === 'opinion');
  return {
    id: solution.id,
    line: window.locate(solution.span.start).line,
    verdict: root ? 'root' : opinion ? 'opinion' : coverage.checked > 0 ? 'none' : 'unchecked',
    firstError,
    label: labelsOf(solution)?.first_error,
    slip: root?.slip?.name,
    same: root && sameSlip(root, (start, end) => window.text.slice(start - window.start, end - window.start)),
    message: (root ?? opinion)?.message,
    steps: solution.steps.length,
    ...coverage,
  };
}
