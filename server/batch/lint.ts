// Labels against mathematics and against each other, one record at a time. What takes several is in lint-across.ts.
import type { Finding, Label, Premise, Solution, SolutionAnalysis, Witness } from '../core';
import { finalAnswer, sameAnswer } from './final-answers';
import { type Labels, labelsOf } from './labels';
import { claimOf, type View } from './row';
import { type Sketch, sketchOf, wordsOf } from './sketch';
import type { Task } from './tasks';

export const checks = {
  'refuted-right-solution': 'Every step is labelled right, and one is refuted.',
  'refuted-before-error': 'A step before the labelled first error is refuted.',
  'refuted-right-step': 'A step that is labelled right by itself is refuted.',
  'label-out-of-range': 'The label names a step that is not there.',
  'labels-disagree': 'The labels of a record contradict each other.',
  'count-mismatch': 'Labels, ratings or scores are not as many as the steps.',
  'right-with-wrong-answer': 'Every step is labelled right, and the answer is not the reference answer.',
  'answer-flag': 'The answer is flagged right or wrong, and the comparison with the reference says otherwise.',
  'duplicate-problem': 'A problem stands in another file, too.',
  'near-duplicate-problem': 'A problem stands in another file in almost the same words.',
  'same-solution-other-label': 'The same solution of the same problem has another label elsewhere.',
  'same-problem-other-answer': 'The same problem has another reference answer elsewhere.',
  unreadable: 'A record could not be read.',
} as const;

export type Check = keyof typeof checks;

export type LintFinding = {
  readonly check: Check;
  readonly file: string;
  readonly line: number;
  readonly id: string;
  /** 0-based. */
  readonly step?: number;
  readonly message: string;
  /** The step as it reads. */
  readonly quote?: string;
  readonly witness?: Witness;
  /** Another record it is about. */
  readonly other?: { readonly file: string; readonly line: number; readonly id: string };
};

/** What is known of a record when records are compared. */
export type LintItem = {
  readonly id: string;
  readonly line: number;
  readonly findings: readonly LintFinding[];
  readonly problem?: Sketch;
  /** Of problem and steps together. */
  readonly solution: string;
  readonly label?: number;
  readonly answer?: string;
};

export function lintTask(_view: View): Task {
  return ({ analysis, window, file }) => {
    const { solution } = analysis;
    const line = window.locate(solution.span.start).line;
    const labels = labelsOf(solution);
    const make = (check: Check, message: string, more: Partial<LintFinding> = {}): LintFinding => ({
      check,
      file,
      line,
      id: solution.id,
      message,
      ...more,
    });
    const findings = [...refutations(analysis, labels, make), ...ranges(solution, labels, make), ...answers(solution, labels, make)];
    const problem = solution.problem && sketchOf(solution.problem.text);
    const item: LintItem = {
      id: solution.id,
      line,
      findings,
      problem,
      solution: `${problem?.exact ?? ''} ${wordsOf(solution.steps.map(step => step.text.text).join('\n')).join(' ')}`,
      label: labels?.first_error,
      answer: solution.reference?.text,
    };
    return { text: '', data: item };
  };
}

type Make = (check: Check, message: string, more?: Partial<LintFinding>) => LintFinding;

/** Steps that are refuted with a witness where the labels hold them for right. */
function refutations(analysis: SolutionAnalysis, labels: Labels | undefined, make: Make): LintFinding[] {
  if (!labels) return [];
  const { solution } = analysis;
  const { first_error: first, steps: signs } = labels;
  const roots = firstHand(analysis);
  const tell = (check: Check, said: string) => (root: Finding) => {
    const step = solution.steps[root.number]!;
    const more = { step: root.number, witness: root.witness, quote: step.text.text };
    return make(check, `step ${root.number} is ${said}, but: ${root.message}`, more);
  };
  if (first === -1) return roots.map(tell('refuted-right-solution', 'labelled right with the rest'));
  if (first !== undefined) {
    return roots.filter(root => root.number < first).map(tell('refuted-before-error', `before the labelled error (${first})`));
  }
  return roots.filter(root => (signs?.[root.number] ?? -1) > 0).map(tell('refuted-right-step', 'labelled right'));
}

/**
 * The refuted claims that do not themselves rest on a refuted one: what contradicts a line that is wrong may well be right,
 * and says nothing about its label.
 */
function firstHand(analysis: SolutionAnalysis): Finding[] {
  const roots = analysis.findings.filter(({ standing, witness }) => standing === 'root' && witness);
  const refuted = ({ span }: Premise) => roots.some(root => span.start < root.span.end && root.span.start < span.end);
  return roots.filter(root => !claimOf(root, analysis)?.premises.some(refuted));
}

/** Labels that name no step, or contradict each other. Steps are counted from 0, as in the files. */
function ranges({ labels = [], steps }: Solution, read: Labels | undefined, make: Make): LintFinding[] {
  const found: LintFinding[] = [];
  const first = labels.find((label): label is Label & { value: number } => label.kind === 'first-error');
  if (first && (!Number.isInteger(first.value) || first.value < -1 || first.value >= steps.length)) {
    found.push(make('label-out-of-range', `${first.by} names step ${first.value}; there are ${steps.length} steps, counted from 0`));
  } else if (first && read?.steps) {
    const rated = read.steps.indexOf(-1);
    if (rated !== first.value) {
      const says = rated < 0 ? 'no step wrong' : `step ${rated} wrong first`;
      found.push(make('labels-disagree', `the first error is labelled ${first.value}, and the steps' own labels call ${says}`));
    }
  }
  return found;
}

/** The last step's answer against the reference, and both against the flags. */
function answers({ steps, reference }: Solution, labels: Labels | undefined, make: Make): LintFinding[] {
  const stated = steps.length > 0 ? finalAnswer(steps.at(-1)!.text.text) : undefined;
  if (stated === undefined || reference === undefined || !labels) return [];
  const wanted = finalAnswer(reference.text) ?? reference.text;
  const same = sameAnswer(stated, wanted);
  if (same === undefined) return [];
  const found: LintFinding[] = [];
  const says = `the answer is ${stated.trim()}, the reference ${wanted.trim()}`;
  if (labels.final !== undefined && labels.final !== same) {
    found.push(make('answer-flag', `the answer is flagged ${labels.final ? 'right' : 'wrong'}, but ${says}`, { step: steps.length - 1 }));
  }
  if (!same && labels.first_error === -1) {
    found.push(make('right-with-wrong-answer', `every step is labelled right, but ${says}`, { step: steps.length - 1 }));
  }
  return found;
}
