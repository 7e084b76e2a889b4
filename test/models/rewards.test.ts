import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Analysis, Finding, SolutionAnalysis, StepVerdict } from '../../server/core/model';
import { defaults } from '../../server/core/settings';
import { aggregate, firstBelow, opinionSources, withOpinions } from '../../server/models';

/** An analysis of a solution with one step a verdict, and the rewards given. */
function analysed(verdicts: StepVerdict[], ...scores: number[][]): SolutionAnalysis {
  const steps = verdicts.map((_, number) => {
    const span = { start: number * 10, end: number * 10 + 9 };
    return { id: `s/${number}`, span, number, role: 'derived' as const, text: { text: 'x = 1 + 1', span }, maths: [] };
  });
  const found = (number: number, standing: Finding['standing']): Finding => {
    const { id, span } = steps[number]!;
    const code = standing === 'root' ? 'arithmetic' : standing;
    return { solution: 's', step: id, number, code, verifier: code, standing, span, message: '', repairs: [], related: [] };
  };
  return {
    solution: { id: 's', title: '', span: { start: 0, end: 99 }, steps, rewards: scores.map((s, i) => ({ by: `prm-${i}`, scores: s })) },
    claims: [],
    findings: verdicts.flatMap((v, i) => (v === 'fails' ? [found(i, 'root')] : v === 'inherited' ? [found(i, 'inherited')] : [])),
    steps: verdicts.map((verdict, i) => ({ step: `s/${i}`, verdict, claims: 1, checked: 1, why: [] })),
    edges: [],
    firstError: verdicts.indexOf('fails'),
    firstOpinion: -1,
    coverage: { claims: 1, checked: 1 },
  };
}

const draw = (analysis: SolutionAnalysis) => analysis.findings.map(f => `${f.number} ${f.standing} ${f.code}`);

test('a step below the threshold becomes an opinion that says who, score and threshold', () => {
  const analysis = withOpinions(analysed(['unknown', 'nothing', 'unknown'], [0.9, 0.12345, 0.5]), defaults);
  assert.deepEqual(draw(analysis), ['1 opinion reward']);
  const [opinion] = analysis.findings;
  assert.deepEqual(opinion!.opinion, { by: 'prm-0', score: 0.12345, threshold: 0.5 });
  assert.equal(opinion!.message, 'The process reward 0.1235 is below 0.5 (prm-0).');
  assert.deepEqual(opinion!.span, { start: 10, end: 19 });
  assert.equal(analysis.firstOpinion, 1);
  assert.equal(analysis.firstError, -1);
  assert.deepEqual(
    analysis.steps.map(s => s.verdict),
    ['unknown', 'opinion', 'unknown'],
  );
});

test('an opinion is never put on a step proved wrong, nor on one that inherits it; a high reward clears nothing', () => {
  const before = analysed(['holds', 'fails', 'inherited', 'unknown'], [0.9, 0.1, 0.1, 0.1], [1, 1, 1, 1]);
  const after = withOpinions(before, defaults);
  assert.deepEqual(draw(after), ['1 root arithmetic', '2 inherited inherited', '3 opinion reward']);
  assert.deepEqual(after.findings.slice(0, 2), before.findings);
  assert.equal(after.firstError, 1);
  assert.equal(after.firstOpinion, 1, 'the reward does object there, whoever said it first');
  assert.deepEqual(
    after.steps.map(s => s.verdict),
    ['holds', 'fails', 'inherited', 'opinion'],
  );
});

test('an objection to a step that is proved to hold stands beside the proof', () => {
  const after = withOpinions(analysed(['holds', 'holds'], [0.2, 0.8]), defaults);
  assert.deepEqual(draw(after), ['0 opinion reward']);
  assert.equal(after.steps[0]!.verdict, 'holds');
});

test('several rewards object in step order, each for itself', () => {
  const after = withOpinions(analysed(['unknown', 'unknown', 'unknown'], [1, 1, 0], [1, 0, 0]), defaults);
  assert.deepEqual(
    after.findings.map(f => `${f.number} ${f.opinion!.by}`),
    ['1 prm-1', '2 prm-0', '2 prm-1'],
  );
  assert.equal(after.firstOpinion, 1);
});

test('nothing changes without rewards, with the setting off, with the source off, or with a wrong number of scores', () => {
  const low = analysed(['unknown', 'unknown'], [0, 0]);
  const none = analysed(['unknown']);
  const wrongLength = analysed(['unknown', 'unknown'], [0, 0, 0]);
  assert.equal(withOpinions(none, defaults), none);
  assert.equal(withOpinions(wrongLength, defaults), wrongLength);
  assert.equal(withOpinions(low, { ...defaults, rewards: false }), low);
  assert.equal(withOpinions(low, { ...defaults, verifiers: { reward: false } }), low);
  const passed = withOpinions(low, { ...defaults, rewardThreshold: 0 });
  assert.deepEqual([passed.findings, passed.steps, passed.firstOpinion], [low.findings, low.steps, -1]);
  assert.equal(withOpinions(low, defaults).findings.length, 2);
});

test('a whole document is judged solution by solution', () => {
  const one = analysed(['unknown'], [0]);
  const document: Analysis = {
    format: 'jsonl',
    solutions: [one, analysed(['holds'], [1])],
    problems: [],
    coverage: { claims: 2, checked: 2 },
  };
  const after = withOpinions(document, defaults);
  assert.deepEqual(
    after.solutions.map(s => s.findings.length),
    [1, 0],
  );
  assert.equal(document.solutions[0]!.findings.length, 0, 'what was given is left as it was');
});

test('scores are brought to one figure', () => {
  const scores = [0.5, 0.25, 1];
  assert.equal(aggregate(scores, 'min'), 0.25);
  assert.equal(aggregate(scores, 'product'), 0.125);
  assert.equal(aggregate(scores, 'last'), 1);
  assert.equal(aggregate(scores, 'mean'), 1.75 / 3);
  assert.ok(aggregate(scores, 'softmin')! > 0.25 && aggregate(scores, 'softmin')! < 0.3, 'a soft minimum is a little above it');
  for (const how of ['min', 'softmin', 'product', 'last', 'mean'] as const) {
    assert.equal(aggregate([], how), undefined);
    assert.equal(aggregate([0.7], how), 0.7);
  }
  assert.equal(firstBelow(scores, 0.5), 1);
  assert.equal(firstBelow(scores, 0.2), -1);
});

test('every opinion source is told apart and says what it is about', () => {
  const ids = opinionSources.map(source => source.id);
  assert.equal(new Set(ids).size, ids.length);
  assert.ok(opinionSources.every(source => source.about.length > 20));
});
