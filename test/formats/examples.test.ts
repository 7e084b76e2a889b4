// The examples are read, and what their README says is wrong in them is what is found.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { analyse, detect } from '../../server/core';
import { checkSolution } from './draw';

const folder = path.resolve('examples');
const files = readdirSync(folder).filter(name => name !== 'README.md');
const readme = readFileSync(path.join(folder, 'README.md'), 'utf8');
const analysisOf = new Map(files.map(name => [name, analyse({ text: readFileSync(path.join(folder, name), 'utf8'), name })]));

/** Rows of the README's table: file, solution id, 1-based step. */
function wrongSteps(): { file: string; id: string; step: number }[] {
  let file = '';
  return [...readme.slice(readme.indexOf('## The first wrong steps')).matchAll(/^\| (?:`([^`]+)`)? ?\| `?([\w-]+)`? \| (\d+) \|/gm)].map(
    m => {
      file = m[1] ?? file;
      return { file, id: m[2]!, step: Number(m[3]) };
    },
  );
}

test('the README lists every example, and is no solution itself', () => {
  for (const name of files) assert.ok(readme.includes(`\`${name}\``), name);
  assert.deepEqual(analyse({ text: readme, name: 'README.md' }).solutions, []);
});

test('every example is read without a problem', () => {
  assert.ok(files.length >= 9);
  const seen = new Set<string>();
  for (const [name, analysis] of analysisOf) {
    const text = readFileSync(path.join(folder, name), 'utf8');
    seen.add(detect({ text, name })!.id);
    assert.deepEqual(analysis.problems, [], name);
    assert.ok(analysis.solutions.length >= 3, name);
    for (const { solution } of analysis.solutions) {
      checkSolution(solution, text);
      assert.ok(solution.problem, `${name} ${solution.id} has a problem`);
    }
  }
  assert.deepEqual([...seen].sort(), ['jsonl', 'latex', 'markdown', 'text']);
});

test('sources and licences are named, and are no part of a solution', () => {
  for (const [name, { solutions }] of analysisOf) {
    const text = readFileSync(path.join(folder, name), 'utf8');
    assert.match(text, /Apache-2\.0|MIT|CC BY 4\.0|[Ww]ritten for this folder|made for this file/, name);
    for (const { solution } of solutions)
      for (const part of [solution.problem!, ...solution.steps.map(s => s.text)])
        assert.doesNotMatch(part.text, /Apache|MIT|CC BY|Source:/);
  }
});

for (const [name, analysis] of analysisOf)
  test(`${name}: the first wrong step of each solution`, () => {
    const wrong = wrongSteps().filter(row => row.file === name);
    for (const { id } of wrong)
      assert.ok(
        analysis.solutions.some(s => s.solution.id === id),
        `${name} has a solution ${id}`,
      );
    const expected = analysis.solutions.map(({ solution }) => [solution.id, (wrong.find(row => row.id === solution.id)?.step ?? 0) - 1]);
    assert.deepEqual(
      analysis.solutions.map(s => [s.solution.id, s.firstError]),
      expected,
    );
  });
