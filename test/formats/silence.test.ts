// A document that is no solution gives no solution, and no problem either.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { detect, formats } from '../../server/core/formats';
import { parse } from './draw';

const nothing = (format: string, text: string) => {
  const parsed = parse(format, text);
  assert.deepEqual({ solutions: parsed.solutions.length, problems: parsed.problems }, { solutions: 0, problems: [] });
};

test('a README', () => {
  nothing(
    'markdown',
    `# fast-thing

[![build](https://example.org/badge.svg)](https://example.org)

## Installation

\`\`\`sh
npm install fast-thing --save-exact=true
\`\`\`

## Usage

Set \`timeout = 30 * 60\` and \`n = 3\`, then

\`\`\`js
const x = 2 + 2;
if (x === 4) console.log("fine");
\`\`\`

It costs $5 a month or $50 a year, and x = 3 is the default.

## License

MIT
`,
  );
});

test('a changelog', () => {
  nothing(
    'markdown',
    '# Changelog\n\n## [Unreleased]\n\n- Speed: $2x$ faster, $n = 3$ workers\n\n## 1.2.0 - 2024-03-01\n\n- Fixed a = b\n',
  );
});

test('questions and answers about software', () => {
  nothing('markdown', '## Question\n\nThe server stops at port 8080. Why?\n\n## Answer\n\nUse 3 workers and restart it 2 times.\n');
  nothing('markdown', '**Problem.** The build fails.\n\n**Solution.** Step 1: delete `node_modules`. Step 2: set `CI=1`.\n');
  nothing(
    'text',
    'Problem:    Crash when the list is empty (after 8.1.1234)\nSolution:   Check for NULL. (closes #1234)\nFiles:      src/list.c\n',
  );
});

test('prose with prices, a story, a licence', () => {
  nothing('text', 'The book cost $5 and the pen $6.\nThey left at 10:30 and came back by 12.\n');
  nothing('markdown', 'We paid $5 for the first and $6 for the second, and were glad of it.\n');
  nothing(
    'text',
    'It was a bright cold day in April, and the clocks were striking thirteen.\n\n'.repeat(40) +
      'Freedom is the freedom to say that 2 + 2 = 4.\n',
  );
});

test('settings and code', () => {
  nothing('text', 'x = 1\ny = 2\nname = "a"\n');
  nothing('text', '[server]\nport = 8080\nworkers = 4\ntimeout = 30\n');
  nothing('text', 'for (i = 0; i < n; i++) {\n  x += i * 2;\n  y = x + 1;\n}\nreturn y;\n');
  nothing('text', '# Tests\nx = 1 + 1\n# more\nassert x == 2\nprint(x)\n');
});

test('JSON files of another kind', () => {
  nothing('json', '{"name": "x", "version": "1.0.0", "scripts": {"test": "node a.js && node b.js"}}');
  nothing('json', '[1, 2, 3]');
  nothing('json', '{"jobs": {"steps": ["a", "b"]}, "on": ["push"]}');
  nothing('json', '{"compilerOptions": {"strict": true} // a comment\n}');
  nothing('json', '"text"');
  nothing('jsonl', '{"level":"info","msg":"started"}\n{"level":"warn","msg":"cut o');
  nothing('jsonl', '{"prompt":"Write a poem","completion":"Roses are red."}\n');
  nothing('jsonl', '{"messages":[{"role":"user","content":"Hi"},{"role":"assistant","content":"Hello! I have 2 ideas."}]}\n');
});

test('a problem without a solution, an empty document', () => {
  nothing('markdown', '## Problem 1\n\nSolve $x^2 = 4$.\n');
  for (const { id } of formats) nothing(id, '');
  for (const { id } of formats) nothing(id, '\n\n  \n');
});

test('what is no text is said once', () => {
  for (const { id } of formats) {
    assert.deepEqual(
      parse(id, '\u0000\u0001\u0002'.repeat(1000)).problems.map(p => p.code),
      ['not-text'],
      id,
    );
    assert.deepEqual(
      parse(id, ' '.repeat(64 * 1024 * 1024 + 1)).problems.map(p => p.code),
      ['too-large'],
      id,
    );
  }
});

test('bytes that were no UTF-8 do not stop the reading', () => {
  const parsed = parse('markdown', 'Problem: Caf\uFFFD.\n\nSolution:\n\n\uFFFD We get $1 + 1 = 2$.\n');
  assert.equal(parsed.solutions[0]!.steps.length, 1);
});

test('the format is known by language, then name, then looks', () => {
  const id = (source: { text?: string; languageId?: string; name?: string }) => detect({ text: '', ...source })?.id;
  assert.equal(id({ languageId: 'markdown' }), 'markdown');
  assert.equal(id({ languageId: 'latex', name: 'a.md' }), 'latex');
  assert.equal(id({ languageId: 'plaintext', name: 'a.tex' }), 'latex');
  assert.equal(id({ languageId: 'json', name: 'a.jsonl' }), 'jsonl');
  assert.equal(id({ languageId: 'python', name: 'a.md' }), undefined);
  assert.equal(id({ name: '/x/A.MD' }), 'markdown');
  assert.equal(id({ name: 'main.py', text: '# a\n\n$x = 1$' }), undefined);
  assert.equal(id({ text: '\\documentclass{article}\n' }), 'latex');
  assert.equal(id({ text: '{"problem":"P","steps":["1+1=2"]}\n{"problem":"P","steps":["1+1=2"]}\n' }), 'jsonl');
  assert.equal(id({ text: '[\n{"problem":"P","steps":["1+1=2"]}\n]' }), 'json');
  assert.equal(id({ text: '# A\n\n**Step 1:** $x = 1$\n\n- b\n' }), 'markdown');
  assert.equal(id({ text: '2x + 3 = 7\n2x = 4\n' }), 'text');
  assert.equal(id({ text: 'hello' }), undefined);
});
