// Solutions of one problem merged: the same result is one junction, a slip is a fork, and a vote counts what was proved.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { analyse, compare, samplesOf } from '../../server/core';

const samples = analyse({ text: readFileSync('examples/samples.jsonl', 'utf8'), name: 'samples.jsonl' }).solutions;
const merged = compare(samples);
const ofSteps = (...all: string[][]) =>
  compare(
    all.map((steps, i) => analyse({ text: JSON.stringify({ id: `s${i}`, problem: 'A problem.', steps }), name: 'a.jsonl' }).solutions[0]!),
  );
const names = ({ junctions }: typeof merged, path: readonly number[]) => path.map(at => junctions[at]!.shown.text.replace(/ .*/, ''));

test('samples go through the same junction where they arrive at the same value, in their own order', () => {
  assert.deepEqual(
    merged.samples.map(sample => names(merged, sample.path).join(' ')),
    ['576 192 384 24', '576 384 24', '564 188 376 23.5', '576 192 394 24.625', '576 192 12', '32 384 24', '576 192 384 24'],
  );
  for (const { path } of merged.samples)
    assert.deepEqual(
      [...path].sort((a, b) => a - b),
      [...path],
    );
});

test('the branch that breaks is told from those that only inherit', () => {
  const verdicts = merged.samples.map(sample => sample.path.map(at => merged.junctions[at]!.verdict));
  assert.deepEqual(verdicts[2], ['fails', 'inherited', 'inherited', 'inherited']);
  assert.deepEqual(verdicts[3], ['holds', 'holds', 'fails', 'inherited']);
  assert.deepEqual(
    merged.samples.map(({ verdict, wrong }) => wrong ?? verdict),
    ['holds', 'holds', 'Step 1', 'Step 3', 'holds', 'holds', 'holds'],
  );
});

test('the vote weighs what was proved: a solution with a wrong step counts nothing', () => {
  assert.deepEqual(
    merged.votes.map(({ answer, samples: by, weight }) => [answer.text, by.length, weight]),
    [
      ['24', 4, 4],
      ['12', 1, 1],
      ['23.5', 1, 0],
      ['24.625', 1, 0],
    ],
  );
});

test('the same value differently written is one result, and one answer', () => {
  const { junctions, votes } = ofSteps(
    ['We get $\\frac{3}{4} - \\frac{1}{4} = \\frac{1}{2}$.', 'The answer is $\\boxed{\\frac{1}{2}}$.'],
    ['We get $0.75 - 0.25 = 0.5$.', 'The answer is $\\boxed{0.5}$.'],
  );
  assert.equal(junctions.length, 1);
  assert.deepEqual(
    votes.map(vote => vote.samples),
    [[0, 1]],
  );
});

test('answers are the same by value and form, not by spelling; what cannot be told stays apart', () => {
  const answers = (...all: string[]) =>
    ofSteps(...all.map(answer => [`The answer is $\\boxed{${answer}}$.`]))
      .votes.map(vote => vote.samples)
      .sort((a, b) => a[0]! - b[0]!);
  assert.deepEqual(answers('x \\in \\{1, 2\\}', '\\frac{\\sqrt{8}}{2}', '\\sqrt{2}', '1.4142'), [[0], [1, 2], [3]]);
  assert.deepEqual(answers('(1, 2)', '(2, 1)', '\\left(1, 2\\right)'), [[0, 2], [1]]);
  assert.deepEqual(answers('2(x + 1)', '2x + 2', 'x + 2'), [[0, 1], [2]]);
  assert.deepEqual(answers('x = 3 \\text{ or } x = -2', 'x = -2 \\text{ or } x = 3', '3'), [[0, 1], [2]]);
  assert.deepEqual(answers('5\\text{ cm}', '5', '5\\text{ m}'), [[0, 1], [2]]);
});

test('equations with the same solutions up to a factor meet; an inequality turned round does not', () => {
  const lines = (relation: string, next: string) => [`Given is $${relation}$.`, `So $${next}$.`];
  assert.equal(ofSteps(lines('2x + 4 = 10', '2x = 6'), lines('3x + 5 = 14', '3x = 9')).junctions.length, 1);
  const apart = ofSteps(lines('x + 1 < 4', 'x < 3'), lines('x - 1 > 2', 'x > 3'));
  assert.ok(apart.junctions.every(junction => junction.members.length === 1));
});

test('a junction where one sample breaks and another does not is mixed', () => {
  const { junctions } = ofSteps(['It is $2 \\cdot 3 = 7$.'], ['It is $3 + 4 = 7$.']);
  assert.deepEqual(
    junctions.map(({ verdict, members }) => [verdict, members.length]),
    [['mixed', 2]],
  );
});

test('samples are the solutions of the same problem, however it is spaced', () => {
  const text = [
    { id: 'a', problem: 'Find  $x$.', steps: ['$x = 1$'] },
    { id: 'b', problem: 'find $x$. ', steps: ['$x = 2$'] },
    { id: 'c', problem: 'Find $y$.', steps: ['$y = 2$'] },
  ]
    .map(record => JSON.stringify(record))
    .join('\n');
  const { solutions } = analyse({ text, name: 'a.jsonl' });
  const ids = (of: string) => samplesOf(solutions, of).map(one => one.solution.id);
  assert.deepEqual([ids('a'), ids('b'), ids('c'), ids('none')], [['a', 'b'], ['a', 'b'], ['c'], []]);
});

test('nothing, and one solution without claims, are compared without a fault', () => {
  assert.deepEqual(compare([]).samples, []);
  const { samples: one, junctions, votes } = ofSteps(['Some words.']);
  assert.deepEqual([one.length, junctions.length, votes.length, one[0]!.verdict], [1, 0, 0, 'unknown']);
});
