import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { changeOf } from '../../server/core/changes';
import { scanMaths } from '../../server/core/claims/scanner';
import { markTex } from '../../server/core/marks';
import type { SolutionAnalysis, Step } from '../../server/core/model';
import { segments, withoutLabel } from '../../server/core/segments';
import { type Segment, stepLabel, tree } from '../../server/core/tree';
import { analysis, garden, id } from './fixture';

const runs = (text: string) => segments({ text, span: { start: 0, end: text.length } }, scanMaths(text));
const flat = (text: string) =>
  runs(text)
    .map(run => (run.kind === 'tex' ? `⟨${run.text}⟩` : run.text))
    .join('');
const labelled = (label: string | undefined, number = 4): string =>
  stepLabel({
    id: 'x',
    span: { start: 0, end: 0 },
    number,
    label,
    role: 'derived',
    text: { text: '', span: { start: 0, end: 0 } },
    maths: [],
  });

test('the problem comes first, then every step in order, each with its verdict', () => {
  assert.deepEqual(
    garden.nodes.map(node => [node.label, node.verdict]),
    [
      ['Problem', 'nothing'],
      ['Step 1', 'holds'],
      ['Step 2', 'holds'],
      ['Step 3', 'fails'],
      ['Step 4', 'inherited'],
      ['Step 5', 'opinion'],
      ['Step 6', 'unknown'],
      ['Step 7', 'inherited'],
    ],
  );
});

test('a node carries its own claims, findings, reward, arrow and reasons', () => {
  const [third, fourth, sixth] = [garden.nodes[3]!, garden.nodes[4]!, garden.nodes[6]!];
  assert.deepEqual([third.claims.length, third.findings.length, third.rewards], [1, 1, [{ by: 'math-prm-7b', score: 0.34 }]]);
  assert.equal(third.findings[0]!.repairs.length, 1);
  assert.deepEqual(
    garden.nodes.map(node => node.said),
    [
      '',
      'holds',
      'holds',
      'does not follow',
      'follows from a wrong step (Step 3)',
      'doubted by math-prm-7b: 0.21',
      'not checked: an argument in words',
      'follows from a wrong step (Step 3)',
    ],
  );
  assert.deepEqual([fourth.arrow, fourth.claims.length, fourth.coverage], ['⇒', 2, { claims: 2, checked: 2 }]);
  assert.deepEqual([sixth.why, sixth.coverage], [['an argument in words'], { claims: 1, checked: 0 }]);
});

test('edges are the dependencies between nodes that are there', () => {
  assert.equal(garden.edges.length, analysis.edges.length);
  const stray = { ...analysis.edges[0]!, to: 'elsewhere/1' };
  const loop = { ...analysis.edges[1]!, from: id(2), to: id(2) };
  assert.equal(tree({ ...analysis, edges: [...analysis.edges, stray, loop] }).edges.length, analysis.edges.length);
});

test('a solution without a problem has no problem node, and edges from it are dropped', () => {
  const { problem: _problem, ...solution } = analysis.solution;
  const drawn = tree({ ...analysis, solution });
  assert.equal(drawn.nodes.length, 7);
  assert.ok(drawn.edges.every(edge => edge.from !== 'problem'));
});

test('the summary says the first wrong step and how much was checked', () => {
  assert.equal(garden.summary.text, 'Step 3 does not follow · 7 of 8 claims checked');
  assert.deepEqual([garden.summary.firstError, garden.summary.wrong, garden.summary.inherited], [2, 1, 2]);
});

const summarised = (change: Partial<SolutionAnalysis>) => tree({ ...analysis, ...change }).summary.text;

test('the summary never claims more than was checked', () => {
  const sound = analysis.steps.map(status => ({ ...status, verdict: 'holds' as const }));
  const none = { firstError: -1, firstOpinion: -1, steps: sound };
  assert.equal(summarised({ ...none, coverage: { claims: 14, checked: 9 } }), 'No error found · 9 of 14 claims checked');
  assert.equal(summarised({ ...none, coverage: { claims: 1, checked: 1 } }), 'No error found · 1 of 1 claim checked');
  assert.equal(summarised({ ...none, coverage: { claims: 14, checked: 0 } }), 'Nothing could be checked · 0 of 14 claims checked');
  assert.equal(summarised({ ...none, coverage: { claims: 0, checked: 0 } }), 'Nothing to check');
  assert.equal(summarised({ firstError: -1 }), 'No error proved, but an opinion doubts Step 5 · 7 of 8 claims checked');
});

test('further wrong steps are counted', () => {
  const steps = analysis.steps.map((status, i) => (i === 4 || i === 5 ? { ...status, verdict: 'fails' as const } : status));
  assert.equal(summarised({ steps }), 'Step 3 does not follow · 2 more wrong steps · 7 of 8 claims checked');
  assert.equal(
    summarised({ steps: steps.map((status, i) => (i === 5 ? analysis.steps[5]! : status)) }),
    'Step 3 does not follow · 1 more wrong step · 7 of 8 claims checked',
  );
});

test('an analysis that lacks everything still draws', () => {
  const bare = tree({
    ...analysis,
    claims: [],
    findings: [],
    steps: [],
    edges: [],
    firstError: -1,
    firstOpinion: -1,
    coverage: { claims: 0, checked: 0 },
  });
  assert.equal(bare.nodes.length, 8);
  assert.ok(bare.nodes.every(node => node.verdict === 'nothing' && node.claims.length === 0));
});

test('tree and analysis are plain data', () => {
  assert.deepEqual(JSON.parse(JSON.stringify(garden)), garden);
});

test('a step is called what its writer calls it', () => {
  assert.equal(labelled(undefined), 'Step 5');
  assert.equal(labelled('2.'), 'Step 2');
  assert.equal(labelled('(12)'), 'Step 12');
  assert.equal(labelled('**Step 3:**'), 'Step 3');
  assert.equal(labelled('Case 1'), 'Case 1');
  assert.equal(labelled('a)'), 'Part (a)');
  assert.equal(labelled('-'), 'Step 5');
  assert.equal(labelled('x'.repeat(80)).length, 40);
});

test('a step without a name does not take the name of one that has it', () => {
  const named = (labels: readonly (string | undefined)[]) => {
    const steps = labels.map((label, number) => ({ ...analysis.solution.steps[0]!, id: `g/${number}`, number, label }));
    return tree({ ...analysis, solution: { ...analysis.solution, steps } })
      .nodes.slice(1)
      .map(node => node.label);
  };
  assert.deepEqual(named([undefined, '1.', '2.', undefined]), ['Opening', 'Step 1', 'Step 2', 'Step 4']);
  assert.deepEqual(named(['1.', undefined, '2.', '3.']), ['Step 1', 'After Step 1', 'Step 2', 'Step 3']);
  assert.deepEqual(named([undefined, undefined]), ['Step 1', 'Step 2']);
});

test('the label is not said twice', () => {
  assert.equal(garden.nodes[1]!.segments[0]!.text, 'Let ');
  assert.deepEqual(withoutLabel([{ kind: 'text', text: 'Step 1: add' }], ['Step 1']), [{ kind: 'text', text: 'add' }]);
  assert.deepEqual(withoutLabel([{ kind: 'text', text: 'Step 10 adds' }], ['Step 1']), [{ kind: 'text', text: 'Step 10 adds' }]);
  assert.deepEqual(withoutLabel([{ kind: 'text', text: '2. −3 remains' }], ['2']), [{ kind: 'text', text: '−3 remains' }]);
});

test('formulas lose their delimiters and keep their TeX', () => {
  assert.deepEqual(runs('So $x=2$ and \\[y = 3.\\] Done'), [
    { kind: 'text', text: 'So ' },
    { kind: 'tex', text: 'x=2' },
    { kind: 'text', text: ' and ' },
    { kind: 'tex', text: 'y = 3.', display: true },
    { kind: 'text', text: ' Done' },
  ]);
});

test('environments become ones that typeset inside a formula', () => {
  assert.equal(flat('\\begin{align*} a &= b \\\\ &= c \\label{eq:1} \\end{align*}'), '⟨\\begin{aligned} a &= b \\\\ &= c  \\end{aligned}⟩');
  assert.equal(flat('\\begin{equation}x = 1\\end{equation}'), '⟨x = 1⟩');
  assert.equal(flat('\\begin{eqnarray} a &=& b \\end{eqnarray}'), '⟨\\begin{aligned} a &= b \\end{aligned}⟩');
  assert.equal(flat('$$a &= b$$'), '⟨\\begin{aligned}a &= b\\end{aligned}⟩');
  assert.equal(flat('$$\\begin{cases} 1 & x \\\\ 2 & y\\end{cases}$$'), '⟨\\begin{cases} 1 & x \\\\ 2 & y\\end{cases}⟩');
});

test('prose loses its markup, mathematics in plain text keeps every sign', () => {
  assert.equal(flat('**Answer: $5$**'), 'Answer: ⟨5⟩');
  assert.equal(flat('\\textbf{So $x$ is \\emph{odd}}, done'), 'So ⟨x⟩ is odd, done');
  assert.equal(flat('## Solution\nIt costs \\$5, 20\\% off.'), 'Solution\nIt costs $5, 20% off.');
  assert.equal(flat('\\begin{enumerate}\\item First \\item Second\\end{enumerate}'), '• First • Second');
  assert.equal(flat('She sold 48/2 = <<48/2=24>>24 clips.'), 'She sold 48/2 = 24 clips.');
  assert.equal(flat('2**3 * 4 * 5 = {1, 2}'), '2**3 * 4 * 5 = {1, 2}');
  assert.equal(flat('a_1 + b_2 and x*y*z, about ~5'), 'a_1 + b_2 and x*y*z, about ~5');
  assert.equal(flat('<!-- a note -->Then *this* holds'), 'Then this holds');
});

test('segments never throw and never invent text', () => {
  fc.assert(
    fc.property(
      fc.array(
        fc.constantFrom(
          '$',
          '\\',
          '{',
          '}',
          '**',
          '\\textbf{',
          '\\item',
          'x',
          ' ',
          '\n',
          '&',
          '\\begin{align}',
          '\\end{align}',
          '<!--',
          '-->',
          '`',
          '_',
        ),
      ),
      parts => {
        const text = parts.join('');
        const step: Step = {
          id: 's/0',
          span: { start: 0, end: text.length },
          number: 0,
          role: 'derived',
          text: { text, span: { start: 0, end: text.length } },
          maths: scanMaths(text),
        };
        const drawn = tree({ ...analysis, solution: { id: 's', title: '', span: step.span, steps: [step] } });
        assert.equal(drawn.nodes.length, 1);
        assert.ok(drawn.nodes[0]!.segments.every(run => run.text !== ''));
      },
    ),
  );
});

test('line breaks around a display are not shown twice', () => {
  assert.equal(flat('so\n\n\\[x = 1\n\\]\n\n\\[y = 2\\]\n\nand then'), 'so⟨x = 1⟩⟨y = 2⟩and then');
});

test('a correction says what it takes away and what it puts in, in the formula it changes', () => {
  const [change] = garden.nodes[3]!.changes![0]!;
  const piece = ({ text, marks }: Segment) => marks!.map(({ start, end }) => text.slice(start, end));
  assert.deepEqual(change!.before.map(piece), [['(w-8)(w+5)']]);
  assert.deepEqual(change!.after.map(piece), [['(w+8)(w-5)']]);
  assert.equal(change!.after[0]!.marked, 'w^2 + 3w - 40 = \\textcolor{#0a0b0c}{(w+8)(w-5)}');
});

test('between two formulas that change stand the words between them, or dots', () => {
  const texts = (words: string) => {
    const body = `Since $5 = 4$${words}$9 = 4$.`;
    const step = { ...analysis.solution.steps[0]!, text: { text: body, span: { start: 0, end: body.length } }, maths: scanMaths(body) };
    const edits = [body.indexOf('4'), body.lastIndexOf('4')].map(start => ({ start, end: start + 1, newText: '7' }));
    return changeOf(step, { edits, corrected_step: body.replaceAll('4', '7') }).before.map(({ text }) => text);
  };
  assert.deepEqual(texts(', this is '), ['5 = 4', ', this is ', '9 = 4']);
  assert.deepEqual(texts(', and as everybody can see at once this is '), ['5 = 4', ' … ', '9 = 4']);
});

test('a refuted claim is shown with its witness put in', () => {
  assert.deepEqual(garden.nodes[3]!.substituted, {
    0: {
      left: { text: '1^2 + 3·1 - 40', tex: '1^{2} + 3 \\cdot 1 - 40' },
      right: { text: '(1 - 8)·(1 + 5)', tex: '\\left(1 - 8\\right) \\left(1 + 5\\right)' },
    },
  });
});

test('a mark never cuts through a group or a command', () => {
  const marked = (tex: string, piece: string, at = tex.indexOf(piece)) => markTex(tex, [{ start: at, end: at + piece.length }]);
  assert.equal(marked('x^2 = 9', '2'), 'x^{\\textcolor{#0a0b0c}{2}} = 9');
  assert.equal(marked('\\frac{1}{2}', '1'), '\\frac{\\textcolor{#0a0b0c}{1}}{2}');
  assert.equal(marked('a = \\frac{1}{2}', '\\frac{1}{2}'), 'a = \\textcolor{#0a0b0c}{\\frac{1}{2}}');
  assert.equal(marked('a \\leq b', 'leq'), 'a \\textcolor{#0a0b0c}{\\leq} b');
  assert.equal(marked('a & b', 'a & b'), 'a & b');
});

test('marking a formula adds a colour and changes nothing else', () => {
  fc.assert(
    fc.property(
      fc.array(fc.constantFrom('x', '2', '+', '=', '{', '}', '^', '_', '\\frac', '\\le ', '&')),
      fc.nat(24),
      fc.nat(24),
      (parts, a, b) => {
        const tex = parts.join('');
        const mark = { start: Math.min(a, b, tex.length), end: Math.min(Math.max(a, b), tex.length) };
        const out = markTex(tex, [mark]);
        const bare = (text: string) => text.replace('\\textcolor{#0a0b0c}', '').replace(/[{}]/g, '');
        assert.equal(bare(out), bare(tex));
      },
    ),
  );
});

test('a box that stands among words is a formula', () => {
  assert.equal(flat('The answer is \\boxed{\\frac{1}{2}}, as said.'), 'The answer is ⟨\\boxed{\\frac{1}{2}}⟩, as said.');
  assert.equal(flat('So $x = \\boxed{3}$.'), 'So ⟨x = \\boxed{3}⟩.');
});
