import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { createCurve } from '../../server/batch/curves';
import { createTally } from '../../server/batch/dashboard';
import { finalAnswer, sameAnswer } from '../../server/batch/final-answers';
import { labelsOf } from '../../server/batch/labels';
import type { Scored } from '../../server/batch/score';
import { parseRecord } from '../../server/core/formats/records';
import { firstBelow } from '../../server/models/rewards';

const scored = (proved: number, label: number, more: Partial<Scored> = {}): Scored => ({
  id: 'x',
  line: 1,
  proved,
  doubted: -1,
  steps: 4,
  claims: 5,
  checked: 4,
  labels: { first_error: label },
  rewards: [],
  ...(proved >= 0 ? { slip: 'calculation', code: 'arithmetic' } : {}),
  ...more,
});

test('accuracies are shares of wrong and of right solutions, and F1 is their harmonic mean', () => {
  const tally = createTally();
  for (const [proved, label] of [
    [1, 1],
    [0, 1],
    [3, 1],
    [-1, 2],
    [-1, -1],
    [-1, -1],
    [2, -1],
  ] as const)
    tally.add('a', scored(proved, label));
  tally.add('a', scored(-1, 9));
  tally.unreadable('a');
  const [file] = tally.done().files;
  assert.deepEqual(
    [file!.wrong, file!.right, file!.hit, file!.silent, file!.missed, file!.solutions, file!.unreadable],
    [4, 3, 1, 2, 1, 8, 1],
  );
  assert.deepEqual(file!.accuracies, { wrong: 0.25, right: 2 / 3, f1: (2 * 0.25 * (2 / 3)) / (0.25 + 2 / 3) });
  assert.deepEqual(file!.distances, [
    { distance: -1, count: 1 },
    { distance: 0, count: 1 },
    { distance: 2, count: 1 },
  ]);
  assert.deepEqual(file!.bySlip, [{ name: 'calculation', hit: 1, early: 1, late: 1, alarm: 1 }]);
  assert.deepEqual(
    file!.bySteps.map(({ from, to, wrong, right }) => [from, to, wrong, right]),
    [[4, 6, 4, 3]],
  );
});

test('a curve says of every threshold what judging one by one says', () => {
  const solution = fc.record({
    label: fc.integer({ min: -1, max: 2 }),
    scores: fc.array(
      fc.integer({ min: 0, max: 8 }).map(n => n / 8),
      { minLength: 3, maxLength: 3 },
    ),
  });
  fc.assert(
    fc.property(fc.array(solution, { minLength: 1, maxLength: 12 }), solutions => {
      const tally = createTally();
      for (const { label, scores } of solutions) tally.add('a', scored(-1, label, { steps: 3, rewards: [{ by: 'r', scores }] }));
      const [rewards] = tally.done().files[0]!.rewards;
      for (const [i, t] of rewards!.thresholds.entries()) {
        const share = (keep: (label: number) => boolean) => {
          const these = solutions.filter(({ label }) => keep(label));
          const right = these.filter(({ label, scores }) => firstBelow(scores, t) === label).length;
          return these.length > 0 ? Math.round((1e6 * right) / these.length) / 1e6 : null;
        };
        const point = rewards!.steps.points[i]!;
        assert.deepEqual([point.wrong, point.right], [share(label => label >= 0), share(label => label < 0)], `at ${t}`);
      }
    }),
    { numRuns: 60 },
  );
});

test('the best threshold is as good as any on a fine grid', () => {
  const curve = createCurve();
  for (const [from, to] of [
    [0.2, 0.7],
    [0.6, 0.9],
    [0.1, 0.3],
  ])
    curve.add('wrong', from!, to!);
  for (const to of [0.4, 0.65, 0.8]) curve.add('right', Number.NEGATIVE_INFINITY, to);
  const best = curve.best()!;
  for (let t = 0; t <= 1; t += 0.01) assert.ok(best.f1! >= curve.at(t).f1!, `${t}`);
  assert.deepEqual(curve.at(best.threshold), { wrong: best.wrong, right: best.right, f1: best.f1 });
});

test('what is proved stands, whatever scores say; a threshold from one file is applied to the other', () => {
  const tally = createTally();
  const rewards = (...scores: number[]) => ({ steps: scores.length, rewards: [{ by: 'r', scores }] });
  tally.add('a', scored(1, 1, rewards(0.9, 0.9, 0.2)));
  tally.add('a', scored(-1, -1, rewards(0.8, 0.8, 0.8)));
  tally.add('b', scored(-1, 0, rewards(0.5, 0.9, 0.9)));
  tally.add('b', scored(-1, -1, rewards(0.9, 0.9, 0.9)));
  const { files, calibration } = tally.done();
  const at = (line: 'steps' | 'together') => files[0]!.rewards[0]![line].points[100];
  assert.deepEqual(at('steps'), { wrong: 0, right: 1, f1: 0 });
  assert.deepEqual(at('together'), { wrong: 1, right: 1, f1: 1 });
  const one = calibration.find(({ what, from }) => what === 'together' && from === 'a')!;
  assert.equal(one.on.find(({ file }) => file === 'b')!.f1, one.threshold > 0.5 ? 1 : 0);
});

test('labels of every shape come to one form', () => {
  const steps = Array.from({ length: 3 }) as never;
  const step = (i: number, value: number) => ({ kind: 'step' as const, step: i, value, by: 'labels' });
  const of = (...labels: Parameters<typeof labelsOf>[0]['labels'] & object) => labelsOf({ labels: labels as never, steps });
  assert.equal(labelsOf({ labels: [], steps }), undefined);
  assert.equal(of({ kind: 'first-error', value: 1, step: 1, by: 'label' })!.first_error, 1);
  assert.deepEqual(of(step(0, 1), step(1, 0), step(2, 0)), { first_error: 1, steps: [1, -1, -1], final: undefined });
  assert.deepEqual(of(step(0, 1), step(1, 0), step(2, -1))!.first_error, 2, 'neutral is no error');
  assert.deepEqual(of(step(0, 1), step(1, 1))!.first_error, undefined, 'ratings that end early say nothing of the rest');
  assert.equal(of({ kind: 'final-answer', value: 0, by: 'correct' })!.final, false);
});

test('answers are compared where both are plainly numbers', () => {
  assert.equal(finalAnswer('So $\\boxed{\\frac{3}{4}}$.'), '\\frac{3}{4}');
  assert.equal(finalAnswer('#### 1,200'), '1,200');
  assert.equal(finalAnswer('The answer is: 48.'), '48');
  assert.equal(finalAnswer('It is 48.'), undefined);
  // GSM8K train 7157 (MIT): the number begins a calculation.
  const gallons = 'Since there are 8 pints in a gallon, the final answer is 15 gallons * 8 pints / gallon = 120 pints';
  for (const text of [
    gallons,
    'The answer is 15 × 8.',
    'The answer is 20 - 5.',
    'The answer is 3 times 4.',
    'The answer is $2 + \\frac{1}{2}$.',
  ])
    assert.equal(finalAnswer(text), undefined, text);
  for (const text of ['The answer is 120 pints. Check: 15 * 8 = 120.', 'The answer is 120', 'The answer is $120$, as was to be shown.'])
    assert.equal(finalAnswer(text), '120', text);
  assert.equal(finalAnswer('The answer is 3/4.'), '3/4');
  assert.equal(sameAnswer('\\frac{3}{4}', '0.75'), true);
  assert.equal(sameAnswer('1{,}200', '\\$1200'), true);
  assert.equal(sameAnswer('12', '13'), false);
  for (const [a, b] of [
    ['0.33', '1/3'],
    ['2', '120'],
    ['x+1', '2'],
    ['1/0', '3'],
    ['50', '0.5'],
  ])
    assert.equal(sameAnswer(a!, b!), undefined, `${a} ${b}`);
});

test('labels of PRMBench and MR-GSM8K are read as they have them', () => {
  const read = (record: object) => {
    const { solution, problem } = parseRecord(JSON.stringify(record), 0, 0);
    return { id: solution!.id, problem: solution!.problem?.text, labels: labelsOf(solution!), said: problem?.message };
  };
  const steps = ['2·9 = 18.', '18 − 1 = 16.', 'So 16·2 = 31.'];
  const prm = {
    idx: 'p_1',
    original_question: 'What is 2·9 − 1?',
    modified_question: 'And doubled?',
    original_process: ['2·9 = 18.'],
    modified_process: steps,
    question: 'What is 2·9 − 1?',
  };
  assert.deepEqual(read({ ...prm, error_steps: [2, 3] }), {
    id: 'p_1',
    problem: 'And doubled?',
    labels: { first_error: 1, steps: [1, -1, -1], final: undefined },
    said: undefined,
  });
  const right = read({ ...prm, modified_question: '', error_steps: [] });
  assert.deepEqual([right.problem, right.labels?.first_error], ['What is 2·9 − 1?', -1]);
  const beyond = read({ ...prm, error_steps: [4] });
  assert.equal(beyond.labels, undefined);
  assert.match(beyond.said ?? '', /"error_steps" names a step that is not there; there are 3/);

  const mr = { uuid: 'u', question: 'What is 2·9?', model_output_steps: ['It is 18.'], model_output_solution_first_error_step: 'N/A' };
  const judged = { model_output_answer_correctness: 'correct', model_output_solution_correctness: 'correct' };
  assert.deepEqual(read({ ...mr, ...judged }).labels, { first_error: -1, steps: undefined, final: true });
  assert.equal(read({ ...mr, model_output_solution_correctness: 'incorrect' }).labels, undefined);
});
