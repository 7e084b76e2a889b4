// What is made of each checked solution, on the thread that checked it: a row, a passage of a report, figures to be added up.
import { textTask } from '../cli/passage';
import type { TextView } from '../cli/text';
import { type Slipped, slippedOf } from '../core/groups';
import { type Tree, tree } from '../core/tree';
import { brief } from './brief';
import { csvTask } from './csv';
import type { SolutionEvent } from './events';
import type { Done, Plan } from './job';
import { lintTask } from './lint';
import { type RefineView, refineTask } from './refine';
import { type ReplayWish, replayTask } from './replay';
import { reported, solutionRow, type View } from './row';
import { sarifTask } from './sarif';
import { scoreTask } from './score';

/** Plain data, so that it can be sent to a thread. */
export type TaskSpec =
  | { readonly kind: 'jsonl' | 'sarif' | 'csv' | 'html' | 'score' | 'lint' | 'dataset' | 'tree'; readonly view: View }
  | { readonly kind: 'refine'; readonly view: View; readonly refine: RefineView }
  | { readonly kind: 'replay'; readonly view: View; readonly replay: ReplayWish }
  | { readonly kind: 'text'; readonly view: View; readonly text: TextView };

export type Made = { readonly text: string; readonly data?: unknown; readonly anchors?: readonly string[] };
export type Task = (event: SolutionEvent) => Made;

export function makeTask(spec: TaskSpec): Task {
  const { view } = spec;
  switch (spec.kind) {
    case 'jsonl':
      return event => ({ text: JSON.stringify(solutionRow(event, view)), data: slipsIn(event) });
    case 'sarif':
      return sarifTask(view);
    case 'csv':
      return csvTask(view);
    case 'html':
      return event => ({ text: '', data: found(event, view) });
    case 'score':
      return scoreTask(view);
    case 'lint':
      return lintTask(view);
    case 'refine':
      return refineTask(spec.refine);
    case 'replay':
      return replayTask(view, spec.replay);
    case 'text':
      return textTask(view, spec.text);
    case 'tree':
      return event => ({ text: '', data: tree(event.analysis) });
    case 'dataset': {
      const score = scoreTask(view);
      return event => ({ text: '', data: { brief: brief(event), scored: score(event).data } });
    }
  }
}

/** A solution in which something is reported, as a tree that shows no more than that. */
function found({ analysis }: SolutionEvent, view: View): Tree | undefined {
  const findings = reported(analysis, view);
  if (findings.length === 0) return undefined;
  const steps = view.inherited
    ? analysis.steps
    : analysis.steps.map(step => (step.verdict === 'inherited' ? { ...step, verdict: 'nothing' as const } : step));
  return tree({ ...analysis, findings, steps });
}

/** The slips of a solution, to be grouped over all of them. */
function slipsIn({ analysis, window }: SolutionEvent): Slipped[] {
  const text = (start: number, end: number) => window.text.slice(start - window.start, end - window.start);
  return analysis.findings.flatMap(finding => slippedOf(finding, text) ?? []);
}

/** The solution as the reading thread gets it. */
export function drawn(event: SolutionEvent, task: Task, { task: { view } }: Plan): Done {
  const { analysis, file, key, window } = event;
  const findings = reported(analysis, view);
  const wrong = findings.some(finding => finding.standing === 'root');
  return {
    type: 'solution',
    file,
    line: window.locate(analysis.solution.span.start).line,
    key,
    ...task(event),
    wrong,
    doubted: !wrong && findings.some(finding => finding.standing === 'opinion'),
    findings: findings.length,
    claims: analysis.coverage.claims,
    checked: analysis.coverage.checked,
  };
}
