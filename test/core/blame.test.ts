// Which step is the root, which steps inherit, and what a solution amounts to.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { analyse, createMemo, defaults, type SolutionAnalysis } from '../../server/core';

const solve = (...steps: string[]): SolutionAnalysis => {
  const record = JSON.stringify({ problem: 'Find the total.', steps });
  return analyse({ text: record, format: 'jsonl' }).solutions[0]!;
};
const standings = (s: SolutionAnalysis) => s.findings.map(f => `${f.number} ${f.standing}`);

describe('blame', () => {
  test('a right solution has no findings, and says how much was checked', () => {
    const s = solve('He buys 3 * 4 = 12 pens.', 'They cost 12 * 5 = 60 dollars.', 'So the answer is 60.');
    assert.deepEqual(standings(s), []);
    assert.equal(s.firstError, -1);
    assert.deepEqual(s.coverage, { claims: 2, checked: 2 });
    assert.deepEqual(
      s.steps.map(x => x.verdict),
      ['holds', 'holds', 'nothing'],
    );
  });
  test('a step that uses a wrong value inherits, one that does not is untouched', () => {
    const s = solve(
      'He buys 3 * 4 = 13 pens.',
      'They cost 13 * 5 = 65 dollars.',
      'Paper costs 7 * 11 = 77 dollars.',
      'In all 65 + 77 = 142 dollars.',
    );
    assert.deepEqual(standings(s), ['0 root', '1 inherited', '3 inherited']);
    assert.equal(s.firstError, 0);
    const inherited = s.findings.find(f => f.number === 3)!;
    assert.equal(inherited.root, s.solution.steps[0]!.id);
    assert.equal(inherited.related[0]!.step, s.solution.steps[0]!.id);
    assert.deepEqual(
      s.steps.map(x => x.verdict),
      ['fails', 'inherited', 'holds', 'inherited'],
    );
  });
  test('a second slip of its own is a second root', () => {
    const s = solve('He buys 3 * 4 = 13 pens.', 'They cost 13 * 5 = 75 dollars.');
    assert.deepEqual(standings(s), ['0 root', '1 root']);
  });
  test('edges carry their reason', () => {
    const s = solve('Let $x = 7 \\cdot 6 = 42$.', 'Then $x + 100 = 142$.', 'By step 1 nothing changes, and 142 + 8 = 150.');
    const edges = s.edges.map(e => `${e.from.split('/').pop()}→${e.to.split('/').pop()} ${e.why} ${e.label}`);
    assert.ok(edges.includes('0→1 symbol x = 42'), edges.join('\n'));
    assert.ok(edges.includes('1→2 value 142'), edges.join('\n'));
    assert.ok(edges.includes('0→2 reference step 1'), edges.join('\n'));
  });
  test('no step inherits in a right solution of many steps', () => {
    const steps = Array.from({ length: 60 }, (_, i) => `Now ${i + 10} * 3 = ${(i + 10) * 3}.`);
    assert.deepEqual(standings(solve(...steps)), []);
  });
});

describe('lost solutions', () => {
  const text = (problem: string, rest: string) => `Problem: ${problem}\n\nSolution:\nx^2 = 4x\nx = 4${rest}`;
  const roots = (t: string) => analyse({ text: t, format: 'text' }).solutions.flatMap(s => s.findings.filter(f => f.standing === 'root'));
  test('are wrong where all solutions are asked for', () => {
    const [finding] = roots(text('Solve x^2 = 4x.', ''));
    assert.ok(finding, 'nothing found');
    assert.match(finding.message, /x = 0/);
    assert.deepEqual(
      finding.witness?.at.map(a => `${a.name} = ${a.value.text}`),
      ['x = 0'],
    );
  });
  test('are fine where they are stated elsewhere, or where one value was wanted', () => {
    assert.deepEqual(roots(text('Solve x^2 = 4x.', '\nx = 0 is the other solution')), []);
    assert.deepEqual(roots(text('A square of side x has area 4x. How long is x?', '')), []);
  });
});

describe('the memo', () => {
  const document = (n: number, changed = -1, extra = '') =>
    `Problem: count.\n\nSolution:\n${extra}${Array.from({ length: n }, (_, i) => `Step ${i + 1}. Now ${i + 1000} * 3 = ${(i + 1000) * 3 + (i === changed ? 1 : 0)}.\n\n`).join('')}`;
  test('decides again only what changed', () => {
    const memo = createMemo();
    analyse({ text: document(400), format: 'text' }, defaults, { memo });
    const cold = memo.misses;
    const edited = analyse({ text: document(400, 200), format: 'text' }, defaults, { memo });
    assert.equal(edited.solutions[0]!.firstError, 200);
    assert.ok(memo.misses - cold <= 6, `${memo.misses - cold} misses for one edited step, ${cold} at first`);
  });
  test('is keyed by content, not by place', () => {
    const memo = createMemo();
    analyse({ text: document(400), format: 'text' }, defaults, { memo });
    const cold = memo.misses;
    analyse({ text: document(400, -1, 'Some words first.\n\n'), format: 'text' }, defaults, { memo });
    assert.ok(memo.misses - cold <= 4, `${memo.misses - cold} misses for a line put in front`);
  });
  test('forgets beyond its bound', () => {
    const memo = createMemo(10);
    for (let i = 0; i < 50; i++) memo.set(String(i), i);
    assert.ok(memo.size <= 10);
    assert.equal(memo.get('0'), undefined);
    assert.equal(memo.get('49'), 49);
  });
});
