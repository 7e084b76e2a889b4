// Remarks on true relations, and where numbers come from: never red.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { analyse, tree } from '../../server/core';

const problem = (words: string) =>
  `Problem: ${words} How many are left at the end of the week, when everybody has gone home?\n\nSolution: `;
const HENS = problem('Tom keeps 12 hens in his yard and gives away some of them every day, three at a time.');

const remarks = (text: string): string[] =>
  analyse({ text, format: 'text' }).solutions.flatMap(s => s.findings.map(f => `${f.standing} ${f.code}: ${f.message}`));

describe('remarks', () => {
  test('an amount below zero', () => {
    assert.deepEqual(remarks(`${HENS}So 12 hens - 21 hens = -9 hens are left.`), [
      'hint arithmetic: The result is below zero (-9): is the smaller amount taken from the larger one?',
    ]);
  });
  test('but not where debts, temperatures or letters are spoken of', () => {
    const cold = HENS.replace('Tom keeps', 'The temperature falls while Tom keeps');
    assert.deepEqual(remarks(`${cold}So 12 hens - 21 hens = -9 hens.`), []);
    assert.deepEqual(remarks('So 12 hens - 21 hens = -9 hens.'), []);
  });
  test('money added to something else', () => {
    assert.deepEqual(remarks('The refund is $14,000 - 1600 gallons = $12,400.'), [
      'hint arithmetic: dollars and gallons are added up here: what is their sum counted in?',
    ]);
    assert.deepEqual(remarks('It costs $14 + 60 cents = $14.60, and 3 gallons * $2 = $6.'), []);
  });
  test('a comparison of the problem turned round, if it is in the same thing', () => {
    const fast = 'Problem: Vanessa ran twice as far as Aaron. How far did he run?\n\nSolution: ';
    assert.deepEqual(remarks(`${fast}Since Aaron ran twice as fast as Vanessa, he needs 16 / 2 = 8 minutes.`), []);
    assert.deepEqual(remarks(`${fast}Since Aaron ran twice as far as Vanessa, he ran 4 * 2 = 8 miles.`), [
      'hint comparison: The problem says: “Vanessa ran twice as far as Aaron”. Here it is the other way round.',
    ]);
  });
});

describe('where numbers come from', () => {
  const text = `${HENS}Each day he gives 3 hens, so 3 * 7 = 21 hens in a week.\n\nThat leaves 21 - 12 + 45 = 54 hens.`;
  const [solution] = analyse({ text, format: 'text' }).solutions;
  const told = tree(solution!).nodes.map(node => (node.sources ?? []).map(s => `${s.text} ${s.from === node.id ? 'here' : s.from}`));
  const first = solution!.solution.steps[0]!.id;
  test('the problem, a step, a constant, nowhere', () => {
    assert.deepEqual(
      told.filter(t => t.length),
      [
        ['3 problem', '3 problem', '7 constant', '21 here'],
        [`21 ${first}`, '12 problem', '45 none', '54 here'],
      ],
    );
  });
  test('they point at what they name', () => {
    for (const status of solution!.steps) for (const s of status.sources ?? []) assert.equal(text.slice(s.span.start, s.span.end), s.text);
    const given = solution!.steps[1]!.sources!.find(s => s.from === 'problem')!;
    assert.equal(text.slice(given.at!.start, given.at!.end), '12');
  });
});
