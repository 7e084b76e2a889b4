// What holds for any input: nothing throws, every place is inside the document, and places lead back to the characters read.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { formats } from '../../server/core/formats';
import { decode, readJson } from '../../server/core/formats/json-reader';
import { parseRecord } from '../../server/core/formats/records';
import { toDocument } from '../../server/core/model';
import { suppressions } from '../../server/core/suppress';
import { parse } from './draw';

const pieces = [
  '\n',
  '\n\n',
  '\r\n',
  ' ',
  '    ',
  '$',
  '$$',
  '\\[',
  '\\]',
  '\\(',
  '\\)',
  '{',
  '}',
  '"',
  ',',
  ':',
  '=',
  '#',
  '## ',
  '#### 4',
  '- ',
  '1. ',
  '**',
  '|',
  '|---|',
  '```',
  '<!--',
  '-->',
  '<think>',
  '</step>',
  '<step>',
  '---',
  '%',
  'Step 1',
  'Case 2:',
  'Problem 1',
  'Solution:',
  'Answer: 4',
  'Q: ',
  'A: ',
  '\\begin{align}',
  '\\end{align}',
  '\\begin{enumerate}',
  '\\end{enumerate}',
  '\\item ',
  '\\begin{proof}',
  '\\end{proof}',
  '\\newcommand{\\a}[1]{#1\\b}',
  '\\def\\b#1{\\a{#1}}',
  '\\a',
  '\\b{x}',
  '\\section{Problem}',
  '\\textbf{Solution.}',
  '[asy]',
  'x',
  '2 + 2 = 4',
  'We have $x = 2$.',
  'Then',
  '. ',
  '"steps":["',
  '"problem":"',
  '\\u00e9',
  '\\',
  '😀',
  '\uFFFD',
  'hence-ignore',
  '[hence-ignore x]',
];
const soup = fc
  .array(fc.oneof({ weight: 6, arbitrary: fc.constantFrom(...pieces) }, { weight: 1, arbitrary: fc.string({ maxLength: 8 }) }), {
    maxLength: 60,
  })
  .map(list => list.join(''));

const solutionText = fc
  .array(
    fc.constantFrom(
      'We add $1 + 1 = 2$.',
      '2 * 3 = 6',
      '$$x = 4$$',
      'Therefore $y = 5$.',
      '1. First, $2 = 2$.',
      '- $3 = 3$',
      '**Note:** $4 = 4$',
      '#### 7',
    ),
    { minLength: 1, maxLength: 12 },
  )
  .chain(lines =>
    fc
      .array(fc.constantFrom('\n', '\n\n', '\r\n', '\r\n\r\n'), { minLength: lines.length, maxLength: lines.length })
      .map(ends => lines.map((l, i) => l + ends[i]).join('')),
  );

for (const { id } of formats)
  test(`${id}: any text is read, with every place inside it`, () => {
    // `parse` asserts what must hold of every solution.
    fc.assert(
      fc.property(soup, text => void parse(id, text)),
      { numRuns: 1500 },
    );
    fc.assert(
      fc.property(soup, text => void parse(id, `Problem: P\n\nSolution:\n\n${text}\n\n$1 + 1 = 2$`)),
      { numRuns: 500 },
    );
  });

test('every line of a solution is in exactly one step', () => {
  fc.assert(
    fc.property(solutionText, body => {
      const text = `Problem: P\n\nSolution:\n\n$0 + 0 = 0$\n${body}`;
      const [solution] = parse('markdown', text).solutions;
      assert.ok(solution);
      let last = 0;
      for (const { span } of solution.steps) {
        assert.ok(span.start >= last, 'steps stand in order and do not overlap');
        last = span.end;
      }
      const read = solution.steps
        .map(s => s.text.text)
        .join(' ')
        .match(/\d/g);
      assert.deepEqual(read, `000${body}`.match(/\d/g));
    }),
    { numRuns: 500 },
  );
});

test('JSON texts decode as JSON.parse does, and each character leads back to what stood for it', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 40 }), fc.boolean(), (value, ascii) => {
      const plain = JSON.stringify(value);
      const literal = ascii ? plain.replace(/[^\x20-\x7e]/g, c => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`) : plain;
      const document = `  ${literal} `;
      const result = readJson(document, 0, document.length);
      assert.ok('node' in result && result.node.kind === 'string');
      const text = decode(document, result.node);
      assert.equal(text.text, value);
      for (let i = 0; i < value.length; i++) {
        const span = toDocument(text, i, i + 1);
        const half = /[\ud800-\udfff]/.test(value[i]!) && !document.slice(span.start, span.end).startsWith('\\');
        if (!half) assert.equal(JSON.parse(`"${document.slice(span.start, span.end)}"`), value[i]);
        else assert.equal(document.slice(span.start, span.end), value[i]);
      }
    }),
    { numRuns: 1000 },
  );
});

test('the JSON reader takes what JSON.parse takes, and nothing else', () => {
  const valid = fc.json({ maxDepth: 4 });
  const broken = fc.tuple(valid, fc.nat(), fc.constantFrom('', ',', '}', '"', ']', 'x')).map(([json, at, put]) => {
    const i = at % (json.length + 1);
    return json.slice(0, i) + put + json.slice(i + 1);
  });
  fc.assert(
    fc.property(fc.oneof(valid, broken), json => {
      const result = readJson(json, 0, json.length);
      const read = 'node' in result && json.slice(result.end).trim() === '';
      let parsed = true;
      try {
        JSON.parse(json);
      } catch {
        parsed = false;
      }
      // Control characters inside strings and numbers such as 01 are taken; no file is refused for them.
      if (parsed) assert.ok(read, json);
      else if (!/[\u0000-\u001f]|\\|\d/.test(json)) assert.ok(!read, json);
    }),
    { numRuns: 2000 },
  );
});

test('a record cut anywhere is a problem at its place, or a whole record', () => {
  const line = JSON.stringify({ id: 'é😀', problem: 'Find "x"', steps: ['$\\frac{1}{2}\n= x$', 'So 2.'], scores: [1, 0.5] });
  for (let n = 1; n < line.length; n++) {
    const { solution, problem } = parseRecord(line.slice(0, n), 10, 0);
    assert.equal(solution, undefined);
    assert.ok(problem && problem.span.start >= 10 && problem.span.start < problem.span.end && problem.span.end <= 10 + n);
  }
  assert.ok(parseRecord(line, 10, 0).solution);
});

test('ignoring comments are read in any text', () => {
  fc.assert(
    fc.property(soup, fc.nat(300), fc.nat(50), (text, start, length) => {
      for (const { id } of formats) {
        const found = suppressions(text, id);
        found.covers({ start: Math.min(start, text.length), end: Math.min(start + length, text.length) }, 'x');
        for (const span of found.unused()) assert.ok(span.start < span.end && span.end <= text.length);
      }
    }),
    { numRuns: 300 },
  );
});

test('long documents are read whole', () => {
  const lines = Array.from({ length: 60_000 }, (_, i) => `${i} + 1 = ${i + 1}`);
  assert.equal(parse('text', `Solution:\n${lines.join('\n')}\n`).solutions[0]!.steps.length, 60_000);
  const problems = Array.from(
    { length: 5_000 },
    (_, i) => `## Problem ${i + 1}\n\nAdd.\n\n### Solution\n\nWe get $${i} + 1 = ${i + 1}$.\n\nSo \\[ x = ${i}. \\]\n`,
  );
  assert.equal(parse('markdown', problems.join('\n')).solutions.length, 5_000);
  const tex = Array.from(
    { length: 5_000 },
    (_, i) => `\\begin{problem} Add. \\end{problem}\n\\begin{solution} We get $\\a{${i}} + 1 = ${i + 1}$. % c\n\\end{solution}\n`,
  );
  assert.equal(parse('latex', `\\newcommand{\\a}[1]{#1}\n${tex.join('\n')}`).solutions.length, 5_000);
  const records = Array.from({ length: 20_000 }, (_, i) => `{"problem":"P","steps":["${i} + 1 = \\"${i + 1}\\""]}`);
  assert.equal(parse('jsonl', records.join('\n')).solutions.length, 20_000);
});

test('openings that are never closed cost no more than their length', () => {
  const openings = [
    '\\(',
    '\\[',
    '$$',
    '$x',
    '\\begin{align}',
    '<!--',
    '<step>',
    '```\n',
    '\\a{',
    '{',
    '[',
    '**',
    '%',
    '\\newcommand{\\a}',
    '[asy]',
    '# ',
    '1. ',
    '- ',
  ];
  for (const opening of openings) for (const { id } of formats) parse(id, opening.repeat(20_000 / opening.length));
});
