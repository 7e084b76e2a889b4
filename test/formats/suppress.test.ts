import assert from 'node:assert/strict';
import { test } from 'node:test';
import { formats } from '../../server/core/formats';
import type { Span } from '../../server/core/model';
import { ignoreEdit, suppressions } from '../../server/core/suppress';
import { parse } from './draw';

const stepsOf = (format: string, text: string): Span[] => parse(format, text).solutions.flatMap(s => s.steps.map(step => step.span));

/** Which steps of a document are covered for a code, by their numbers. */
function covered(format: string, text: string, code: string): number[] {
  const found = suppressions(text, format);
  return stepsOf(format, text).flatMap((span, i) => (found.covers(span, code) ? [i] : []));
}

const problem = 'Problem: Add.\n\nSolution:\n\n';

test('a comment on the line above or on a line of the step covers that step and no other', () => {
  const above = `${problem}We have $1 + 1 = 2$.\n\n<!-- hence-ignore arithmetic -->\nThen $2 + 2 = 5$\nand $5 = 5$.\n\nSo $3 = 3$.\n`;
  assert.deepEqual(covered('markdown', above, 'arithmetic'), [1]);
  assert.deepEqual(covered('markdown', above, 'identity'), []);
  const behind = `${problem}We have $1 + 1 = 3$. <!-- hence-ignore -->\n\nThen $2 + 2 = 5$.\n`;
  assert.deepEqual(covered('markdown', behind, 'anything'), [0]);
  const within = `${problem}First $1 = 1$,\n<!-- hence-ignore arithmetic, identity -->\nand $2 = 3$.\n\nSo $3 = 3$.\n`;
  assert.deepEqual(covered('markdown', within, 'identity'), [0]);
});

test('lists, headings and bullets: the mark before a step does not come between', () => {
  const text = `${problem}1. First $1 + 1 = 2$.\n<!-- hence-ignore -->\n2. Then $2 + 2 = 5$.\n\nWe note the rest of it.\n\n<!-- hence-ignore -->\n- Here $3 = 3$.\n- And $4 = 4$.\n`;
  assert.deepEqual(covered('markdown', text, 'x'), [1, 3]);
});

test('lines of pupils: a comment behind one line does not cover the next', () => {
  const text = 'Solution:\n1 + 1 = 3 [hence-ignore arithmetic]\n2 + 2 = 5\n[hence-ignore]\n3 + 3 = 7\n4 + 4 = 9\n';
  assert.deepEqual(covered('text', text, 'arithmetic'), [0, 2]);
});

test('LaTeX comments, with a reason; an escaped percent sign is none', () => {
  const text =
    'Solution.\n\n% hence-ignore arithmetic: rounded on purpose\nWe have $1 + 1 = 3$.\n\nThen $5\\% hence-ignore$ is $2 = 2$. % hence-ignore\n\nSo $3 = 4$.\n';
  assert.deepEqual(covered('latex', text, 'arithmetic'), [0, 1]);
  assert.deepEqual(covered('latex', 'Solution.\n\nWe have $1 = 5\\% hence-ignore$.\n', 'x'), []);
});

test('the whole file', () => {
  const text = `<!-- hence-ignore-file identity -->\n\n${problem}We have $1 + 1 = 2$.\n\nThen $2 + 2 = 5$.\n`;
  assert.deepEqual(covered('markdown', text, 'identity'), [0, 1]);
  assert.deepEqual(covered('markdown', text, 'arithmetic'), []);
});

test('comments of no use are told', () => {
  const text = `${problem}<!-- hence-ignore arithmetic -->\nWe have $1 + 1 = 2$.\n\n<!-- hence-ignore -->\nThen $2 + 2 = 5$.\n`;
  const found = suppressions(text, 'markdown');
  assert.equal(found.unused().length, 2);
  found.covers(stepsOf('markdown', text)[1]!, 'arithmetic');
  assert.deepEqual(
    found.unused().map(span => text.slice(span.start, span.end)),
    ['<!-- hence-ignore arithmetic -->'],
  );
});

test('comments are never part of a step', () => {
  for (const [format, text] of [
    ['markdown', `${problem}We have <!-- hence-ignore a --> $1 + 1 = 2$.\n<!-- hence-ignore -->\nThen $2 = 2$.\n`],
    ['latex', `${problem}We have $1 + 1 = 2$. % hence-ignore\n\n% hence-ignore a\nThen $2 = 2$.\n`],
    ['text', `${problem}We have 1 + 1 = 2 [hence-ignore]\n[hence-ignore a]\nThen 2 = 1 + 1\n`],
  ] as const)
    for (const step of parse(format, text).solutions[0]!.steps) assert.ok(!step.text.text.includes('hence'), step.text.text);
});

test('JSON and JSONL have no comments', () => {
  const text = '{"problem":"P","steps":["<!-- hence-ignore --> 1+1=3"]}\n';
  assert.deepEqual(covered('jsonl', text, 'x'), []);
  assert.equal(ignoreEdit(text, 'jsonl', stepsOf('jsonl', text)[0]!, 'x'), undefined);
});

const documents: readonly (readonly [string, string])[] = [
  [
    'markdown',
    `${problem}We have $1 + 1 = 2$.\n\nThen $2 + 2 = 5$\nand on.\n\n1. Item $3 = 3$.\n2. Item $4 = 4$.\n   - nested $5 = 5$\n\n- bullet $6 = 6$\n\n### Step 1\n\nIt is $7 = 7$.\n`,
  ],
  ['markdown', `${problem.trim()} We have $1 + 1 = 2$. Therefore $2 + 2 = 5$. Hence $3 = 3$.\n`],
  ['markdown', `${problem}We have $1 + 1 = 2$.\n\nThen $2 = 2$.\n`.replaceAll('\n', '\r\n')],
  [
    'latex',
    `${problem}We have $1 + 1 = 2$.\n\nThen\n\\[ 2 + 2 = 5 \\]\n\\begin{enumerate}\n  \\item One $3 = 3$.\n  \\item Two $4 = 4$.\n\\end{enumerate}\n`,
  ],
  ['text', 'Solution:\n1 + 1 = 3\n2 + 2 = 5\n3 + 3 = 7\n'],
];

test('the edit ignores that code on that step alone, and the steps stay what they were', () => {
  let edits = 0;
  for (const [format, text] of documents) {
    const spans = stepsOf(format, text);
    const texts = parse(format, text).solutions.flatMap(s => s.steps.map(step => step.text.text));
    assert.ok(spans.length >= 2);
    spans.forEach((span, i) => {
      let edited = text;
      for (const code of ['arithmetic', 'identity']) {
        const edit = ignoreEdit(edited, format, stepsOf(format, edited)[i] ?? span, code);
        assert.ok(edit);
        edited = edited.slice(0, edit.start) + edit.newText + edited.slice(edit.end);
        edits++;
        assert.deepEqual(covered(format, edited, code), [i], edited);
        assert.deepEqual(
          parse(format, edited).solutions.flatMap(s => s.steps.map(step => step.text.text)),
          texts,
          edited,
        );
      }
      assert.equal(edited.match(/hence-ignore/g)?.length, 1, 'the second code joins the first comment');
      assert.equal(ignoreEdit(edited, format, stepsOf(format, edited)[i]!, 'identity'), undefined);
      if (text.includes('\r\n')) assert.ok(!/[^\r]\n/.test(edited));
    });
  }
  assert.ok(edits > 20);
});

test('each format writes comments as the edit does', () => {
  for (const { id, comment } of formats) {
    const document = documents.find(([format]) => format === id)?.[1];
    assert.equal(comment === undefined, document === undefined, id);
    if (!comment || !document) continue;
    const edit = ignoreEdit(document, id, stepsOf(id, document)[0]!, 'x')!;
    assert.ok(edit.newText.includes(comment('hence-ignore x')));
  }
});
