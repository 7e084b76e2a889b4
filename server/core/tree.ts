// Analysis → the reasoning tree that panel, outline and command line show. Layout is the viewer's business.

import { branchesOf, type Continued } from './branches';
import { type Change, changeOf } from './changes';
import { scanMaths } from './claims/scanner';
import type {
  Arrow,
  Checked,
  Coverage,
  Edge,
  Finding,
  Label,
  Need,
  NumberSource,
  Role,
  Solution,
  SolutionAnalysis,
  Span,
  Step,
  StepStatus,
  StepVerdict,
  Text,
} from './model';
import { answerWords } from './right-answer';
import { plainProse, segments, withoutLabel } from './segments';
import { type Substituted, substituted } from './substituted';
import { verdictSentence } from './words';

/** A run of a node's text: words, or TeX to typeset. */
export type Segment = {
  readonly kind: 'text' | 'tex';
  readonly text: string;
  readonly display?: boolean;
  /** What a correction changes; offsets into `text`. */
  readonly marks?: readonly Span[];
  /** TeX with those marks in `markColour`, which a viewer turns into its own looks. */
  readonly marked?: string;
};

export type TreeNode = {
  /** A step id, or `problem`. */
  readonly id: string;
  readonly kind: 'problem' | 'step';
  /** 0-based; -1 for the problem. */
  readonly number: number;
  /** What a person calls it: "Problem", "Step 3", "Case 1". */
  readonly label: string;
  readonly role: Role;
  readonly span: Span;
  readonly segments: readonly Segment[];
  readonly verdict: StepVerdict;
  /** The verdict in words, with what it rests on. */
  readonly said: string;
  readonly coverage: Coverage;
  readonly why: readonly string[];
  readonly arrow?: Arrow;
  /** What the step takes for granted without saying so. */
  readonly needs?: readonly Need[];
  /** Where the step's numbers come from, in order. */
  readonly sources?: readonly NumberSource[];
  readonly claims: readonly Checked[];
  /** Refuted claims with their witness put in, by index of `claims`. */
  readonly substituted?: Readonly<Record<number, Substituted>>;
  readonly findings: readonly Finding[];
  /** What each repair of each finding changes, by the indices of `findings` and their `repairs`. */
  readonly changes?: readonly (readonly Change[])[];
  /** The step's process rewards from the file, one a model. */
  readonly rewards?: readonly { readonly by: string; readonly score: number }[];
  /** How models carried the solution on from after this step, one entry a verifier: branches beside the next step. */
  readonly rollouts?: readonly Continued[];
  /** Judgements on this step that came with the file. Shown to people; no verifier sees them. */
  readonly labels?: readonly Label[];
};

export type Tree = {
  readonly solution: string;
  readonly title: string;
  readonly span: Span;
  readonly nodes: readonly TreeNode[];
  readonly edges: readonly Edge[];
  readonly summary: {
    /** 0-based, -1 for none proved. */
    readonly firstError: number;
    readonly coverage: Coverage;
    readonly wrong: number;
    readonly inherited: number;
    /** One line a person can read: "Step 3 does not follow · 11 of 14 claims checked". */
    readonly text: string;
  };
};

/** Draws the tree of one solution. Total: whatever the analysis lacks is shown as nothing to check. */
export function tree(analysis: SolutionAnalysis): Tree {
  const { solution } = analysis;
  const claims = byStep(analysis.claims);
  const findings = byStep(analysis.findings);
  const statuses = new Map(analysis.steps.map(status => [status.step, status]));
  const labels = stepLabels(solution.steps);
  const names = new Map(solution.steps.map((step, i) => [step.id, labels[i]!]));
  const branches = branchesOf(analysis.opinions ?? []);
  const steps = solution.steps.map((step, i) => ({
    ...stepNode(step, labels[i]!, statuses.get(step.id), claims.get(step.id) ?? [], findings.get(step.id) ?? [], solution, names),
    ...some('rollouts', branches.get(step.number) ?? []),
  }));
  const nodes = solution.problem ? [{ ...problemNode(solution.problem), ...some('rollouts', branches.get(-1) ?? []) }, ...steps] : steps;
  const known = new Set(nodes.map(node => node.id));
  const edges = analysis.edges.filter(edge => known.has(edge.from) && known.has(edge.to) && edge.from !== edge.to);
  const count = (verdict: StepVerdict) => steps.filter(node => node.verdict === verdict).length;
  const wrong = count('fails');
  const inherited = count('inherited');
  return {
    solution: solution.id,
    title: solution.title,
    span: solution.span,
    nodes,
    edges,
    summary: { firstError: analysis.firstError, coverage: analysis.coverage, wrong, inherited, text: summarise(analysis, steps, wrong) },
  };
}

/** What each step is called. One that its writer did not number never takes the number of one that is numbered. */
function stepLabels(steps: readonly Step[]): string[] {
  const own = new Set(steps.filter(step => step.label).map(stepLabel));
  let last = '';
  return steps.map((step, i) => {
    const label = stepLabel(step);
    if (step.label || !own.has(label)) return (last = label);
    return i === 0 ? 'Opening' : last ? `After ${last}` : `Opening (${i + 1})`;
  });
}

/** "Step 3", "Case 1", "Part (a)": the writer's own name where it reads as one, else the ordinal. */
export function stepLabel(step: Step): string {
  const own = plainProse(step.label ?? '').replace(/[\s:.–—-]+$/, '');
  const digits = /^[([]?(\d{1,4})[)\]]?$/.exec(own);
  if (digits) return `Step ${digits[1]}`;
  if (!/[\p{L}\p{N}]/u.test(own)) return `Step ${step.number + 1}`;
  const letter = /^[([]?([a-zA-Z]|[ivx]{1,5})[)\]]?$/.exec(own);
  if (letter) return `Part (${letter[1]})`;
  return own.length > 40 ? `${own.slice(0, 39)}…` : own;
}

function byStep<T extends { readonly step: string }>(entries: readonly T[]): Map<string, T[]> {
  const found = new Map<string, T[]>();
  for (const entry of entries) {
    const group = found.get(entry.step);
    if (group) group.push(entry);
    else found.set(entry.step, [entry]);
  }
  return found;
}

function problemNode(problem: Text): TreeNode {
  return {
    id: 'problem',
    kind: 'problem',
    number: -1,
    label: 'Problem',
    role: 'given',
    span: problem.span,
    segments: withoutLabel(segments(problem, scanMaths(problem.text)), ['Problem', 'Question', 'Exercise']),
    verdict: 'nothing',
    said: '',
    coverage: { claims: 0, checked: 0 },
    why: [],
    claims: [],
    findings: [],
  };
}

function stepNode(
  step: Step,
  label: string,
  status: StepStatus | undefined,
  claims: readonly Checked[],
  findings: readonly Finding[],
  { rewards = [], labels = [] }: Solution,
  names: ReadonlyMap<string, string>,
): TreeNode {
  const scored = rewards.flatMap(({ by, scores }) => (scores[step.number] === undefined ? [] : [{ by, score: scores[step.number]! }]));
  const put = claims.flatMap((claim, i) => {
    const sides = substituted(claim);
    return sides ? [[i, sides] as const] : [];
  });
  const verdict = status?.verdict ?? 'nothing';
  const root = names.get(findings.find(finding => finding.root !== undefined)?.root ?? '');
  const judged = labels.filter(label => label.step === step.number && label.kind !== 'final-answer');
  return {
    id: step.id,
    kind: 'step',
    number: step.number,
    label,
    role: step.role,
    span: step.span,
    segments: withoutLabel(segments(step.text, step.maths), [plainProse(step.label ?? ''), label, `Step ${step.number + 1}`]),
    verdict,
    said: verdictSentence(verdict, status?.why ?? [], findings, root),
    coverage: { claims: status?.claims ?? 0, checked: status?.checked ?? 0 },
    why: status?.why ?? [],
    ...(status?.arrow ? { arrow: status.arrow } : {}),
    ...(status?.needs ? { needs: status.needs } : {}),
    ...(status?.sources ? { sources: status.sources } : {}),
    claims,
    findings,
    ...(put.length > 0 ? { substituted: Object.fromEntries(put) } : {}),
    ...some('rewards', scored),
    ...some('labels', judged),
    ...(findings.some(finding => finding.repairs.length > 0)
      ? { changes: findings.map(finding => finding.repairs.map(repair => changeOf(step, repair))) }
      : {}),
  };
}

/** The list under its name, or nothing where it is empty. */
function some<K extends string, T>(key: K, list: readonly T[]): { readonly [key in K]?: readonly T[] } {
  return list.length > 0 ? ({ [key]: list } as { [key in K]: readonly T[] }) : {};
}

function summarise(analysis: SolutionAnalysis, steps: readonly TreeNode[], wrong: number): string {
  const { claims, checked } = analysis.coverage;
  const name = (number: number) => steps.find(node => node.number === number)?.label ?? `Step ${number + 1}`;
  const said: string[] = [];
  if (analysis.firstError >= 0) {
    said.push(`${name(analysis.firstError)} does not follow`);
    if (wrong > 1) said.push(wrong === 2 ? '1 more wrong step' : `${wrong - 1} more wrong steps`);
    const stands = answerWords(analysis.answerStands);
    if (stands) said.push(stands);
  } else if (analysis.firstOpinion >= 0) said.push(`No error proved, but an opinion doubts ${name(analysis.firstOpinion)}`);
  else if (claims === 0) return 'Nothing to check';
  else said.push(checked === 0 ? 'Nothing could be checked' : 'No error found');
  if (claims > 0) said.push(`${checked} of ${claims} ${claims === 1 ? 'claim' : 'claims'} checked`);
  return said.join(' · ');
}
