// A worked solution with one of everything, analysed by hand: a root, two steps that inherit, an opinion, an unread claim.

import { analyse, type Comparison, changeOf, compare, replay, withRepairs } from '../../server/core';
import { scanMaths } from '../../server/core/claims/scanner';
import type {
  Arrow,
  Checked,
  Edge,
  Finding,
  Op,
  Opinion,
  Outcome,
  Rollout,
  Shown,
  SolutionAnalysis,
  Span,
  Step,
  StepStatus,
  StepVerdict,
  Text,
} from '../../server/core/model';
import { tree } from '../../server/core/tree';
import type { SolutionSummary, ToPanel, Tree } from '../../server/protocol';

export const uri = 'file:///class/garden.md';

const problem = 'A rectangular garden is $3$ m longer than it is wide, and its area is $40$ m². Find its perimeter.';
const steps = [
  '**Step 1.** Let $w$ be the width in metres. The length is $w + 3$, so $w(w+3) = 40$.',
  '**Step 2.** Expanding and collecting on one side gives $$w^2 + 3w - 40 = 0.$$',
  '**Step 3.** This factors as $w^2 + 3w - 40 = (w-8)(w+5)$.',
  '**Step 4.** A width is positive, so $w = 8$ and the length is $8 + 3 = 11$.',
  '**Step 5.** A square of that area would have the side $\\sqrt{40} \\approx 6.32$ m, so these sides look sensible.',
  '**Step 6.** By symmetry no other rectangle qualifies.',
  '**Step 7.** The perimeter is $2(8 + 11) = 38$ m.',
];

export const text = `# Garden\n\n${problem}\n\n${steps.join('\n\n')}\n`;

export const textOf = (piece: string): Text => {
  const start = text.indexOf(piece);
  return { text: piece, span: { start, end: start + piece.length } };
};
const spanOf = (piece: string): Span => textOf(piece).span;
export const id = (number: number) => `garden/${number - 1}`;
export const shown = (plain: string, tex = plain): Shown => ({ text: plain, tex });

const step = (body: string, index: number): Step => {
  const found = textOf(body);
  return {
    id: id(index + 1),
    span: found.span,
    number: index,
    label: `Step ${index + 1}`,
    role: index === 6 ? 'answer' : 'derived',
    text: found,
    maths: scanMaths(body),
  };
};

const holds = (arrow?: Arrow, note?: string): Outcome => ({ outcome: 'holds', ...(arrow ? { arrow } : {}), ...(note ? { note } : {}) });

function claim(number: number, where: string, left: Shown, op: Op, right: Shown, outcome: Outcome, verifier = 'identity'): Checked {
  return { step: id(number), span: spanOf(where), kind: 'rewrite', verifier, outcome, left, op, right, premises: [] };
}

const factored = {
  at: [{ name: 'w', value: shown('1') }],
  left: shown('-36'),
  op: '=' as const,
  right: shown('-42'),
};
const factorSlip = { name: 'operator', detail: 'signs of the two roots swapped' } as const;

const claims: Checked[] = [
  claim(1, 'w(w+3) = 40', shown('w(w+3)'), '=', shown('40'), holds(), 'definition'),
  claim(2, 'w^2 + 3w - 40 = 0', shown('w^2 + 3w - 40'), '=', shown('0'), holds('⇔'), 'equation'),
  claim(3, 'w^2 + 3w - 40 = (w-8)(w+5)', shown('w^2 + 3w - 40'), '=', shown('(w-8)(w+5)'), {
    outcome: 'fails',
    witness: factored,
    message: 'At w = 1 the left side is -36 and the right side is -42.',
    expected: shown('(w+8)(w-5)'),
    slip: factorSlip,
  }),
  claim(4, 'w = 8', shown('w'), '=', shown('8'), holds('⇒'), 'roots'),
  claim(4, '8 + 3 = 11', shown('8 + 3'), '=', shown('11'), holds('='), 'arithmetic'),
  claim(5, '\\sqrt{40} \\approx 6.32', shown('√40', '\\sqrt{40}'), '≈', shown('6.32'), holds('=', 'rounded to 2 decimals'), 'arithmetic'),
  claim(
    6,
    'no other rectangle qualifies',
    shown('no other rectangle', '\\text{no other rectangle}'),
    '=',
    shown('qualifies', '\\text{qualifies}'),
    {
      outcome: 'unknown',
      why: 'an argument in words',
    },
  ),
  claim(7, '2(8 + 11) = 38', shown('2(8 + 11)'), '=', shown('38'), holds('='), 'arithmetic'),
];

const finding = (number: number, rest: Partial<Finding> & Pick<Finding, 'standing' | 'message' | 'span' | 'code'>): Finding => ({
  solution: 'garden',
  step: id(number),
  number: number - 1,
  verifier: rest.code,
  repairs: [],
  related: [],
  ...rest,
});

const findings: Finding[] = [
  finding(3, {
    standing: 'root',
    code: 'identity',
    span: spanOf('w^2 + 3w - 40 = (w-8)(w+5)'),
    message: 'At w = 1 the left side is -36 and the right side is -42.',
    claim: { left: shown('w^2 + 3w - 40'), op: '=', right: shown('(w-8)(w+5)') },
    witness: factored,
    slip: factorSlip,
    repairs: [
      {
        slip: factorSlip,
        explanation: 'With the two signs the other way round the factors multiply out to the left side.',
        edits: [{ ...spanOf('(w-8)(w+5)'), newText: '(w+8)(w-5)' }],
        corrected_step: '**Step 3.** This factors as $w^2 + 3w - 40 = (w+8)(w-5)$.',
        shown: shown('w^2 + 3w - 40 = (w+8)(w-5)'),
      },
    ],
  }),
  ...[4, 7].map(number =>
    finding(number, {
      standing: 'inherited',
      code: 'inherited',
      root: id(3),
      span: spanOf(number === 4 ? 'w = 8' : '2(8 + 11) = 38'),
      message: 'Follows from Step 3, which is wrong.',
    }),
  ),
  finding(5, {
    standing: 'opinion',
    code: 'opinion',
    span: spanOf(steps[4]!),
    message: 'The reward model gives this step 0.21; the threshold is 0.5.',
    opinion: { by: 'math-prm-7b', score: 0.21, threshold: 0.5 },
  }),
];

const status = (number: number, verdict: StepVerdict, count: number, checked: number, arrow?: Arrow, why: string[] = []): StepStatus => ({
  step: id(number),
  verdict,
  claims: count,
  checked,
  why,
  ...(arrow ? { arrow } : {}),
});

const edge = (from: number | 'problem', to: number, why: Edge['why'], label: string, where: string): Edge => ({
  from: from === 'problem' ? 'problem' : id(from),
  to: id(to),
  why,
  label,
  span: spanOf(where),
});

export const analysis: SolutionAnalysis = {
  solution: {
    id: 'garden',
    title: 'Garden',
    span: { start: 0, end: text.length },
    problem: textOf(problem),
    steps: steps.map(step),
    rewards: [{ by: 'math-prm-7b', scores: [0.98, 0.96, 0.34, 0.71, 0.21, 0.62, 0.8] }],
  },
  claims,
  findings,
  steps: [
    status(1, 'holds', 1, 1),
    status(2, 'holds', 1, 1, '⇔'),
    status(3, 'fails', 1, 1),
    status(4, 'inherited', 2, 2, '⇒'),
    status(5, 'opinion', 1, 1, '='),
    status(6, 'unknown', 1, 0, undefined, ['an argument in words']),
    status(7, 'inherited', 1, 1, '='),
  ],
  edges: [
    edge('problem', 1, 'value', '3, 40', '$3$ m longer'),
    edge(1, 2, 'equation', 'w(w+3) = 40', 'w(w+3) = 40'),
    edge(2, 3, 'symbol', 'w² + 3w − 40', 'w^2 + 3w - 40 = 0'),
    edge(3, 4, 'equation', 'the factors', '(w-8)(w+5)'),
    edge(1, 4, 'definition', 'length = w + 3', 'The length is $w + 3$'),
    edge('problem', 5, 'value', '40', 'its area is $40$ m²'),
    edge(4, 7, 'value', '8, 11', '8 + 3 = 11'),
  ],
  firstError: 2,
  firstOpinion: 4,
  coverage: { claims: 8, checked: 7 },
};

export const garden: Tree = tree(analysis);

const rollout = (text: string, answer: string, right: boolean, count: number): Rollout => ({ text, answer, right, count });

/** A policy model carried the solution on: after step 2 it mostly gets there, after step 3 it never does. */
export const opinion: Opinion = {
  verifier: 'rollouts',
  by: 'policy-7b',
  first: 2,
  objections: [],
  rollouts: [
    {
      after: 1,
      right: 5,
      total: 8,
      low: 0.31,
      high: 0.86,
      samples: [
        rollout(
          'Factoring gives $(w+8)(w-5) = 0$, so $w = 5$.\n\nThe sides are 5 m and 8 m.\n\nThe perimeter is $\\boxed{26}$.',
          '26',
          true,
          5,
        ),
        rollout('The roots are $8$ and $-5$, hence $w = 8$.\n\nThe perimeter is $\\boxed{38}$.', '38', false, 2),
        rollout('So $w = 5$.\n\nHalf the perimeter is $\\boxed{\\frac{26}{2}}$.', '\\frac{26}{2}', false, 1),
      ],
    },
    {
      after: 2,
      right: 0,
      total: 8,
      low: 0,
      high: 0.32,
      samples: [rollout('Therefore $w = 8$.\n\nThe perimeter is $\\boxed{38}$.', '38', false, 8)],
    },
  ],
};

export const rolled: Tree = tree({ ...analysis, opinions: [opinion] });

export function summaryOf(of: Tree, line = 0): SolutionSummary {
  return {
    id: of.solution,
    title: of.title,
    span: of.span,
    line,
    firstError: of.summary.firstError,
    steps: of.nodes.filter(node => node.kind === 'step').length,
    coverage: of.summary.coverage,
    findings: [],
  };
}

export const treeMessage = (of: Tree = garden, version = 1, others: readonly Tree[] = []): Extract<ToPanel, { type: 'tree' }> => ({
  type: 'tree',
  uri,
  version,
  tree: of,
  solutions: [of, ...others].map((each, i) => summaryOf(each, i * 20)),
});

/** A long chain of steps, each using the one before; every tenth one opinionated about nothing. */
export function longTree(count: number): Tree {
  const nodes = Array.from({ length: count }, (_, i) => ({
    id: `long/${i}`,
    kind: 'step' as const,
    number: i,
    label: `Step ${i + 1}`,
    role: 'derived' as const,
    span: { start: i * 50, end: i * 50 + 49 },
    segments: [
      { kind: 'text' as const, text: 'Adding the next term gives ' },
      { kind: 'tex' as const, text: `\\sum_{k=1}^{${i}} k^2 = \\frac{${i}\\cdot ${i + 1}\\cdot ${2 * i + 1}}{6}` },
      { kind: 'text' as const, text: ', as before.' },
    ],
    verdict: i === count - 3 ? ('fails' as const) : ('holds' as const),
    said: i === count - 3 ? 'does not follow' : 'holds',
    coverage: { claims: 1, checked: 1 },
    why: [],
    claims: [],
    findings: [],
  }));
  return {
    solution: 'long',
    title: 'A long sum',
    span: { start: 0, end: count * 50 },
    nodes,
    edges: nodes.slice(1).map((node, i) => ({ from: `long/${i}`, to: node.id, why: 'adjacent' as const, label: '', span: node.span })),
    summary: {
      firstError: count - 3,
      coverage: { claims: count, checked: count },
      wrong: 1,
      inherited: 0,
      text: `Step ${count - 2} does not follow · ${count} of ${count} claims checked`,
    },
  };
}

const analysed = [
  ['There are $2 \\cdot 3 = 6$.', 'Twice that is $2 \\cdot 6 = 12$.', 'The answer is $\\boxed{12}$.'],
  ['It is $4 \\cdot 3 = 12$.', 'The answer is $\\boxed{12}$.'],
  ['There are $2 \\cdot 3 = 5$.', 'Twice that is $2 \\cdot 5 = 10$.', 'The answer is $\\boxed{10}$.'],
].map((lines, i) => {
  const record = JSON.stringify({ id: `sample-${i + 1}`, problem: 'How many are twice two times three?', steps: lines });
  return analyse({ text: record, name: 'samples.jsonl' }).solutions[0]!;
});

/** Three samples of one problem: two meet at 12, one breaks at the first product. */
export const comparison: Comparison = compare(analysed);
export const samples: readonly Tree[] = analysed.map(tree);

/** A solution as the server shows it, and what would follow from the first correction of its first wrong step. */
export function carried(analysed: SolutionAnalysis): { readonly tree: Tree; readonly message: Extract<ToPanel, { type: 'replay' }> } {
  const one = withRepairs(analysed);
  const at = one.findings.findIndex(each => each.standing === 'root');
  const found = replay(one, { finding: one.findings[at]! });
  if (!found) throw new Error('nothing follows from the correction');
  const changes = found.steps.map(({ number, edits, after }) => changeOf(one.solution.steps[number]!, { edits, corrected_step: after }));
  const node = one.findings[at]!.step;
  return { tree: tree(one), message: { type: 'replay', uri, version: 1, node, finding: 0, repair: 0, replay: found, changes } };
}
