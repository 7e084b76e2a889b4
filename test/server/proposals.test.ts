// Proposed steps written into documents of every format: what is put in reads as what was proposed, or nothing is put in.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { defaults, parseSource } from '../../server/core';
import { writeSteps } from '../../server/proposals';

function written(text: string, languageId: string, change: (steps: string[]) => string[]) {
  const source = { text, languageId, name: 'a' };
  const [solution] = parseSource(source, defaults).solutions;
  const steps = change(solution!.steps.map(step => step.text.text));
  const found = writeSteps(source, solution!, steps, defaults);
  const again = found && parseSource({ ...source, text: found.content }, defaults).solutions[0]!.steps.map(step => step.text.text.trim());
  if (found)
    assert.deepEqual(
      again,
      steps.map(step => step.trim()),
    );
  return found;
}

const markdown =
  '# Problem\n\nWhat is 3 * 4 + 2?\n\n# Solution\n\nStep 1: 3 * 4 = 13.\n\nStep 2: 13 + 2 = 15.\n\nStep 3: The answer is 15.\n\n# Notes\n\nMore text.\n';
const mended = (steps: string[]) => ['Step 1: 3 * 4 = 12.', 'Step 2: 12 + 2 = 14.', 'Step 3: The answer is 14.'].slice(0, steps.length);

describe('a proposal in its document', () => {
  test('Markdown: the steps are parted as they were, and the rest stays', () => {
    const { content, edits } = written(markdown, 'markdown', mended)!;
    assert.equal(
      content,
      markdown.replace('3 * 4 = 13', '3 * 4 = 12').replace('13 + 2 = 15', '12 + 2 = 14').replace('answer is 15', 'answer is 14'),
    );
    assert.equal(edits.length, 1);
  });
  test('from the first step that differs', () => {
    const { edits } = written(markdown, 'markdown', steps => [...steps.slice(0, 2), 'Step 3: The answer is 14.'])!;
    assert.deepEqual(edits, [
      {
        start: markdown.indexOf('Step 3'),
        end: markdown.indexOf('Step 3') + 'Step 3: The answer is 15.'.length,
        newText: 'Step 3: The answer is 14.',
      },
    ]);
  });
  test('more steps, and fewer', () => {
    assert.ok(written(markdown, 'markdown', steps => [...steps, 'Step 4: That is all.']));
    assert.ok(written(markdown, 'markdown', steps => steps.slice(0, 2)));
  });
  test('LaTeX items', () => {
    const tex =
      '\\begin{problem}What is $3 \\cdot 4$?\\end{problem}\n\\begin{solution}\n\\begin{enumerate}\n\\item $3 \\cdot 4 = 13$.\n\\item The answer is $13$.\n\\end{enumerate}\n\\end{solution}\n';
    const found = written(tex, 'latex', ([first]) => [first!.replace('13', '12'), first!.replace(/\$.*/, 'The answer is $12$.')]);
    assert.match(found?.content ?? '', /\\item \$3 \\cdot 4 = 12\$\.\n\\item The answer is \$12\$\.\n\\end\{enumerate\}/);
  });
  test('JSONL: a list of strings, with what must be escaped', () => {
    const line = `${JSON.stringify({ id: 'a', problem: 'What?', steps: ['$3 \\cdot 4 = 13$.', 'So 13.'], label: 0 })}\n`;
    const found = written(line, 'jsonl', () => ['$3 \\cdot 4 = 12$, "twelve".', 'So 12.', 'Done: 12.'])!;
    assert.deepEqual(JSON.parse(found.content), {
      id: 'a',
      problem: 'What?',
      steps: ['$3 \\cdot 4 = 12$, "twelve".', 'So 12.', 'Done: 12.'],
      label: 0,
    });
  });
  test('JSONL: one string', () => {
    const line = JSON.stringify({ problem: 'What?', solution: 'First, 3 * 4 = 13.\n\nSo the answer is 13.' });
    const found = written(line, 'jsonl', () => ['First, 3 * 4 = 12.', 'So the answer is 12.'])!;
    assert.equal(JSON.parse(found.content).solution, 'First, 3 * 4 = 12.\n\nSo the answer is 12.');
  });
  test('steps that are records of their own are not written over', () => {
    const line = JSON.stringify({
      problem: 'What?',
      steps: [
        { text: '3 * 4 = 13.', rating: -1 },
        { text: 'So 13.', rating: 1 },
      ],
    });
    assert.equal(
      written(line, 'jsonl', () => ['3 * 4 = 12.', 'So 12.', 'Yes.']),
      undefined,
    );
  });
});
