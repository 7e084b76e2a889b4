// Reports: what a person is told, that nothing in a page can run, and that every step is in it.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { before, test } from 'node:test';
import fc from 'fast-check';
import { readStyle } from '../../server/cli/style';
import { analyse, tree, withRepairs } from '../../server/core';
import { defaults } from '../../server/core/settings';
import { htmlReport, latexReport, markdownReport, overview } from '../../server/report';

const treesOf = (text: string, name: string) => {
  const analysis = analyse({ text, name });
  return analysis.solutions.map(one => tree(withRepairs(one, defaults)));
};
const systems = treesOf(readFileSync('examples/systems.md', 'utf8'), 'systems.md');
let style = '';
let page = '';
before(async () => {
  style = await readStyle(path.resolve('dist'));
  page = htmlReport(systems, { name: 'systems.md', style });
});

test('Markdown tells verdict, values, slip and correction, and keeps the formulas', () => {
  const text = markdownReport(systems.slice(2));
  assert.match(text, /^## Problem 3: Tickets\n\n\*\*Step 3 does not follow · \d of \d claims checked\*\*\n\n> /);
  assert.match(text, /✗ \*\*Step 3\*\* — does not follow · 1 of 1 claim checked/);
  assert.match(text, /\$5 \\cdot 12\$ = \$50\$: \$60\$ ≠ \$50\$/);
  assert.match(text, /↳ \*\*Step 4\*\* — follows from a wrong step \(Step 3\)/);
  assert.match(text, /Correction: \$5 \\cdot 12 = 60\$/);
});

test('rollouts are told with the step they leave from, and lie folded in the page', () => {
  const branch = { steps: [[{ kind: 'text' as const, text: 'So it is 9.' }]], answer: '9', right: true, count: 3 };
  const continued = { verifier: 'values', by: 'policy', right: 3, total: 4, value: 0.75, low: 0.3, high: 0.95, branches: [branch] };
  const made = { ...systems[2]!, nodes: systems[2]!.nodes.map(node => (node.number === 1 ? { ...node, rollouts: [continued] } : node)) };
  assert.match(markdownReport([made]), /Step 2\*\* — holds · 2 of 2 claims checked · 3 of 4 rollouts end right \(policy\)/);
  assert.match(latexReport([made]), /3 of 4 rollouts end right \(policy\)/);
  assert.match(htmlReport([made], { name: 'a', style }), /<details class="rollouts">[\s\S]*3 of 4: ends right[\s\S]*So it is 9\./);
});

test('LaTeX escapes words and leaves formulas alone', () => {
  const [made] = treesOf('Problem: What is 2 + 2?\n\nStep 1. $2 + 2 = 5$ costs 5%.\n', 'a.md');
  const text = latexReport([{ ...made!, title: '50% & more_of #1' }]);
  assert.match(text, /50\\% \\& more\\_of/);
  assert.match(text, /\$2 \+ 2 = 5\$ costs 5\\%/);
  for (const [open, close] of [
    [/\\begin\{/g, /\\end\{/g],
    [/(?<!\\)\{/g, /(?<!\\)\}/g],
  ] as const)
    assert.equal(text.match(open)?.length, text.match(close)?.length);
});

test('the page stands alone: no script, no address, a policy, and only the fonts it uses', () => {
  assert.doesNotMatch(page, /<script|<img|<iframe|\bon\w+="|javascript:|https?:\/\/(?!www\.w3\.org)/);
  assert.match(page, /default-src 'none'; style-src 'unsafe-inline'; font-src data:/);
  assert.match(page, /font-family:KaTeX_Math[^}]*url\(data:font\/woff2;base64,d09G/);
  assert.doesNotMatch(style, /fonts\//, 'every font is in the style');
  assert.doesNotMatch(page, /font-family:["']?KaTeX_Fraktur;?[^}]*url\(/);
  assert.match(page, /prefers-color-scheme:\s*dark/);
  assert.match(page, /@media print/);
  assert.equal(page.match(/<li class="step /g)?.length, systems.flatMap(each => each.nodes.filter(node => node.kind === 'step')).length);
  assert.match(page, /<math/, 'formulas can be read by a screen reader');
});

test('whatever a solution holds becomes text', () => {
  const evil = '<script>alert(1)</script><img src=x onerror=alert(1)>"\'&';
  const nodes = systems[2]!.nodes.map(node => ({
    ...node,
    label: evil,
    said: evil,
    segments: [
      { kind: 'text' as const, text: evil },
      { kind: 'tex' as const, text: evil },
    ],
  }));
  const made = htmlReport([{ ...systems[2]!, title: evil, nodes }], { name: evil, style: '</style><script>' });
  assert.doesNotMatch(made, /<script|<img/);
  const index = overview(
    [
      {
        file: evil,
        line: 1,
        title: evil,
        href: '"><script>',
        verdict: 'fails',
        summary: evil,
        slip: evil,
        coverage: { claims: 1, checked: 1 },
      },
    ],
    { name: evil, style, troubles: [evil] },
  );
  assert.doesNotMatch(index, /<script|<img/);
  fc.assert(
    fc.property(fc.string(), text => {
      const odd = [{ ...systems[2]!, nodes: [{ ...systems[2]!.nodes[1]!, segments: [{ kind: 'tex' as const, text }] }] }];
      assert.doesNotMatch(htmlReport(odd, { name: text, style: '' }), /<script|<img/i);
      markdownReport(odd);
      latexReport(odd);
    }),
    { numRuns: 60 },
  );
});

test('the index counts, names the frequent slips and links to the pages', () => {
  const entry = { file: 'a.md', line: 3, title: 'One', coverage: { claims: 2, checked: 1 } };
  const made = overview(
    [
      { ...entry, href: 'one.html', verdict: 'fails', summary: 'Step 2 does not follow · 1 of 2', slip: 'sign lost' },
      { ...entry, verdict: 'fails', summary: 'Step 1 does not follow', slip: 'sign lost' },
      { ...entry, verdict: 'holds', summary: 'No error found · 1 of 2' },
    ],
    { name: 'Class', style },
  );
  assert.match(made, /3 solutions · 2 wrong · 3 of 6 claims checked/);
  assert.match(made, /sign lost<\/th><td>.*?<td class="number">2</);
  assert.match(made, /<a href="one\.html">One<\/a>/);
});
