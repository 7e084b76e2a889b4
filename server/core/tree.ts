// Analysis → the reasoning tree that panel, outline and command line show. Layout is the viewer's business.
import { scanMaths } from './claims/scanner';
import type { Arrow, Checked, Coverage, Edge, Finding, Role, SolutionAnalysis, Span, Step, StepStatus, StepVerdict, Text } from './model';
import { plainProse, segments, withoutLabel } from './segments';

/** A run of a node's text: words, or TeX to typeset. */
export type Segment = { readonly kind: 'text' | 'tex'; readonly text: string; readonly display?: boolean };

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
  readonly coverage: Coverage;
  readonly why: readonly string[];
  readonly arrow?: Arrow;
  readonly claims: readonly Checked[];
  readonly findings: readonly Finding[];
  /** The step's process reward from the file, if any; the first where several models scored. */
  readonly reward?: number;
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
  const steps = solution.steps.map((step, i) =>
    stepNode(
      step,
      labels[i]!,
      statuses.get(step.id),
      claims.get(step.id) ?? [],
      findings.get(step.id) ?? [],
      solution.rewards?.[0]?.scores[step.number],
    ),
  );
  const nodes = solution.problem ? [problemNode(solution.problem), ...steps] : steps;
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
  reward: number | undefined,
): TreeNode {
  return {
    id: step.id,
    kind: 'step',
    number: step.number,
    label,
    role: step.role,
    span: step.span,
    segments: withoutLabel(segments(step.text, step.maths), [plainProse(step.label ?? ''), label, `Step ${step.number + 1}`]),
    verdict: status?.verdict ?? 'nothing',
    coverage: { claims: status?.claims ?? 0, checked: status?.checked ?? 0 },
    why: status?.why ?? [],
    ...(status?.arrow ? { arrow: status.arrow } : {}),
    claims,
    findings,
    ...(reward === undefined ? {} : { reward }),
  };
}

function summarise(analysis: SolutionAnalysis, steps: readonly TreeNode[], wrong: number): string {
  const { claims, checked } = analysis.coverage;
  const name = (number: number) => steps.find(node => node.number === number)?.label ?? `Step ${number + 1}`;
  const said: string[] = [];
  if (analysis.firstError >= 0) {
    said.push(`${name(analysis.firstError)} does not follow`);
    if (wrong > 1) said.push(wrong === 2 ? '1 more wrong step' : `${wrong - 1} more wrong steps`);
  } else if (analysis.firstOpinion >= 0) said.push(`No error proved, but an opinion doubts ${name(analysis.firstOpinion)}`);
  else if (claims === 0) return 'Nothing to check';
  else said.push(checked === 0 ? 'Nothing could be checked' : 'No error found');
  if (claims > 0) said.push(`${checked} of ${claims} ${claims === 1 ? 'claim' : 'claims'} checked`);
  return said.join(' · ');
}
