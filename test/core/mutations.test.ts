// The slips that `npm run mutate` injects are what they say they are.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { type Kind, mutationsOf, random } from '../../scripts/mutations';
import { solutionOf } from '../../scripts/records';
import { claimsOf } from '../../server/core/claims/whole';
import { analyseSolution } from '../../server/core/engine';
import { createMemo } from '../../server/core/memo';

/** What a step becomes under every slip of a kind. */
function mutants(step: string, kind: Kind, known: string[] = []): string[] {
  const solution = solutionOf({ id: 's', steps: [step], label: -1 });
  return claimsOf(solution, createMemo()).flatMap(s =>
    s.claims.flatMap(claim =>
      mutationsOf(claim, step, kind, new Set(known), random(7)).map(
        ({ edit }) => step.slice(0, edit.start) + edit.newText + step.slice(edit.end),
      ),
    ),
  );
}

describe('injected slips', () => {
  test('change what their kind says', () => {
    assert.deepEqual(mutants('The total is 12 + 30 = 42 cups.', 'operator'), ['The total is 12 - 30 = 42 cups.']);
    assert.deepEqual(mutants('The rest is 30 - 12 = 18 cups.', 'swapped'), ['The rest is 12 - 30 = 18 cups.']);
    assert.deepEqual(mutants('The total is 12 + 30 + 8 = 50 cups.', 'dropped'), [
      'The total is 12 + 30 = 50 cups.',
      'The total is 12 + 8 = 50 cups.',
    ]);
    assert.deepEqual(mutants('We have $-3 + 5 = 2$.', 'sign'), ['We have $3 + 5 = 2$.']);
    assert.deepEqual(
      mutants('Expanding, $(a+b)^2 = a^2 + 2ab + b^2$.', 'symbol').includes('Expanding, $(a+b)^2 = a^2 + 2ab + a^2$.'),
      true,
    );
    assert.equal(mutants('The total is 12 + 30 = 42 cups.', 'value').length, 1);
    assert.equal(mutants('The total is 12 + 30 = 42 cups.', 'copied', ['30']).length, 1);
  });

  test('leave a text alone where nothing would be wrong', () => {
    assert.deepEqual(mutants('The total is 0 + 30 = 30 cups.', 'operator'), ['The total is 0 - 30 = 30 cups.']);
    assert.deepEqual(mutants('We have $2 \\cdot 2 = 4$.', 'operator'), []);
    assert.deepEqual(mutants('The total is 30.', 'value'), []);
  });

  test('are errors that the engine sees', () => {
    for (const text of [
      ...mutants('The total is 12 + 30 = 42 cups.', 'operator'),
      ...mutants('The total is 12 + 30 + 8 = 50 cups.', 'dropped'),
    ])
      assert.equal(analyseSolution(solutionOf({ id: 's', steps: [text], label: 0 })).firstError, 0, text);
  });
});
