// A correction carried on: what is recomputed, what is left open, and what it comes to.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { type Analysis, analyse, apply, type Replay, replay, type SolutionAnalysis } from '../../server/core';

const first = (text: string, format = 'text'): SolutionAnalysis => analyse({ text, format }).solutions[0]!;
const carried = (one: SolutionAnalysis): Replay => replay(one, { finding: one.findings.find(f => f.standing === 'root')! })!;
const roots = (a: Analysis) => a.solutions.flatMap(s => s.findings.filter(f => f.standing === 'root'));

const shop = `Problem: Tom buys pens and paper.

Solution:
Step 1. He buys 3 * 14 = 43 pens.

Step 2. They cost 43 * 5 = 215 dollars.

Step 3. Paper costs 7 * 11 = 77 dollars.

Step 4. In all 215 + 77 = 292 dollars.

So the answer is 292.`;

describe('replay', () => {
  test('recomputes what uses a corrected value, down to the answer, and leaves the rest', () => {
    const found = carried(first(shop));
    assert.deepEqual(
      found.steps.map(s => s.mark),
      ['corrected', 'recomputed', 'apart', 'recomputed', 'recomputed'],
    );
    assert.equal(found.firstError, -1);
    assert.deepEqual(found.answer, { before: '292', after: '287' });
    const text = apply(
      shop,
      found.steps.flatMap(s => s.edits),
    );
    assert.match(text, /42 \* 5 = 210/);
    assert.match(text, /210 \+ 77 = 287/);
    assert.match(text, /answer is 287/);
    assert.deepEqual(roots(analyse({ text, format: 'text' })), []);
  });
  test('puts the value also where the corrected step uses it again, but not where it came from before', () => {
    const lines = (given: string) =>
      first(
        `Problem: ${given}\n\nSolution:\nStep 1. Clearly $9a + 5(12 - a) = 84$.\n\nStep 2. Since $5 \\cdot 12 = 50$, this is $9a + 50 - 5a = 84$.`,
      );
    assert.match(carried(lines('Solve it.')).steps[0]!.after, /5 \\cdot 12 = 60\$, this is \$9a \+ 60 - 5a/);
    assert.match(carried(lines('There are 50 of them.')).steps[0]!.after, /5 \\cdot 12 = 60\$, this is \$9a \+ 50 - 5a/);
  });
  test('tells equal numbers apart by the equations of the problem, or lists the step', () => {
    const solved = (third: string) =>
      carried(
        first(
          `Problem: Solve the system $3x + 2y = 16$ and $x - 2y = 4$.\n\nSolution:\nStep 1. The equations are $3x + 2y = 16$ and $x - 2y = 4$.\n\nStep 2. Adding them, $4x = 20$, so $x = 4$.\n\nStep 3. ${third}`,
        ),
      ).steps.at(-1)!;
    const third = solved('From the second equation, $2y = 4 - 4$, so $y = 0$.');
    assert.equal(third.mark, 'recomputed');
    assert.match(third.after, /\$2y = 5 - 4\$, so \$y = 0\.5\$/);
    const open = solved('The points are $4 \\cdot 4 = 16$.');
    assert.equal(open.mark, 'open');
    assert.match(open.note, /equal numbers/);
    assert.match(solved('The points are $4 \\cdot 7 = 28$.').after, /5 \\cdot 7 = 35/);
  });
  test('gives credit to steps that were right with what they were given', () => {
    const found = carried(first(shop));
    assert.deepEqual(
      found.steps.filter(s => s.followThrough).map(s => s.number),
      [1, 3, 4],
    );
  });
  test('a second slip gets no credit, and is told', () => {
    const found = carried(first(shop.replace('215 + 77 = 292', '215 + 77 = 392').replace('is 292', 'is 392')));
    const fourth = found.steps.find(s => s.number === 3)!;
    assert.equal(fourth.followThrough, false);
  });
  test('lists what it cannot work out again, and does not touch it', () => {
    const found = carried(
      first(
        `${shop}\n\nStep 6. With 43 pens he is happy as long as the sum of 43 people agrees.`.replace(
          'Step 3. Paper',
          'Step 3. Other paper',
        ),
      ),
    );
    for (const s of found.steps.filter(x => x.mark === 'open')) assert.equal(s.after, s.before);
  });
  test('follows letters and lines of equations', () => {
    const letters = carried(first('Problem: x.\n\nSolution:\nStep 1. Let $x = 7 \\cdot 6 = 43$.\n\nStep 2. Then $y = 2x + 1 = 87$.'));
    assert.match(letters.steps[1]!.after, /2x \+ 1 = 85/);
    const lines = carried(first('Solve 3x - 5 = 7.\n\n3x - 5 = 7\n3x = 2\nx = 2/3'));
    assert.equal(lines.firstError, -1);
    assert.match(lines.steps[1]!.after, /^x = (12\/3|4)$/);
  });
  test('makes a pair for preference learning', () => {
    const { pair } = carried(first(JSON.stringify({ problem: 'Add.', steps: ['We add 4 to 3.', '3 + 4 = 8', 'So 8 * 2 = 16.'] }), 'jsonl'));
    assert.deepEqual(pair, { problem: 'Add.', prefix: ['We add 4 to 3.'], rejected: '3 + 4 = 8', chosen: '3 + 4 = 7' });
  });
  test('takes the text of a person for the step, as it is', () => {
    const one = first(shop);
    const text = one.solution.steps[0]!.text.text.replace('3 * 14 = 43', '3 * 13 = 39');
    const found = replay(one, { step: 0, text })!;
    assert.equal(found.steps[0]!.after, text);
    assert.match(found.steps[1]!.after, /39 \* 5 = 195/);
  });
  test('ends where it is told to', () => {
    const one = first(shop);
    const finding = one.findings.find(f => f.standing === 'root')!;
    assert.equal(replay(one, { finding }, undefined, { token: { isCancellationRequested: true } }), undefined);
  });
});

describe('the graph', () => {
  const edges = (text: string) => {
    const one = first(text);
    return one.edges.map(e => `${e.from.split('/').pop()}→${e.to.split('/').pop()} ${e.why} ${e.label}`);
  };
  test('knows numbered equations and steps by their names', () => {
    const found = edges(
      'Problem: p.\n\nSolution:\nStep 1. $$x + y = 7 \\tag{1}$$\n\nStep 2. $$x - y = 1 \\tag{2}$$\n\nStep 3. Adding (1) and (2), $2x = 8$.\n\nStep 4. By \\eqref{2}, nothing new; from step 3, $x = 4$.',
    );
    for (const edge of ['1→2 reference (2)', '1→3 reference \\eqref{2}', '2→3 reference step 3'])
      assert.ok(found.includes(edge), `${edge}\n${found.join('\n')}`);
  });
  test('says where in the earlier step a value stands', () => {
    const text = 'Problem: p.\n\nSolution:\nStep 1. We get 12 * 12 = 144 tiles.\n\nStep 2. Then 144 + 6 = 150.';
    const edge = first(text).edges.find(e => e.why === 'value' && e.label === '144')!;
    assert.equal(text.slice(edge.at!.start, edge.at!.end), '12 * 12 = 144 tiles');
    assert.equal(text.slice(edge.span.start, edge.span.end), '144');
  });
});
