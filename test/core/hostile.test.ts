// Input made to hang, overflow or throw: every text ends in a verdict or in silence.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { analyse, createMemo, verifiers } from '../../server/core';
import { lex } from '../../server/core/math/lex';
import { parse } from '../../server/core/math/parse';

const bombs: Readonly<Record<string, string>> = {
  'a tower of powers': '$9^{9^{9^{9}}} = 1 + 1$',
  'a factorial of a factorial': '$200000! = 3!!!$ and $170!! = 4$',
  'a huge binomial': '$\\binom{1000000}{500000} = 2 + 3$',
  'deep brackets': `$${'('.repeat(5000)}1${')'.repeat(5000)} + 1 = 3$`,
  'deep fractions': `$${'\\frac{1}{'.repeat(2000)}2${'}'.repeat(2000)} + 1 = 3$`,
  'deep roots': `$${'\\sqrt{'.repeat(3000)}2${'}'.repeat(3000)} + 1 = 3$`,
  'a long sum': `${Array.from({ length: 30_000 }, (_, i) => i).join(' + ')} = 5`,
  'a long product of letters': `$${'xyz'.repeat(30_000)} = 1 + 2$`,
  'a long chain': Array.from({ length: 5000 }, () => '1 + 1').join(' = '),
  'many minus signs': `$${'-'.repeat(20_000)}5 + 1 = 6$`,
  'a long number': `$${'7'.repeat(50_000)} + 1 = 8$`,
  'powers of long numbers': `$(${'7'.repeat(900)})^{${'9'.repeat(30)}} = 1 + 1$`,
  'a high power of a sum': '$(a+b+c+d+e+f)^{39} = a + b = c + d$',
  'a polynomial of high degree': '$x^{39} + 3x + 1 = 0$\n\n$x^{39} + 3x = -1$',
  'a large exponent in a root': '$\\sqrt[999999999]{2} + 1 = 3$',
  'digits of a repeating decimal': `$0.\\overline{${'1'.repeat(5000)}} = \\frac19 + 0$`,
  'nested sums': '$\\sum_{i=1}^{100000000}\\sum_{j=1}^{100000000} ij = 1 + 1$',
  'open delimiters': '$$ \\[ \\( $ \\begin{align} x = 1 \\\\ {{{{ \\frac',
  'ambiguity upon ambiguity': `$${'2\\frac12/ab(c)'.repeat(60)} = 1 + 1$`,
  'words without end': `${'and so on '.repeat(20_000)} 3 + 4 = 8`,
  'a tower modulo something': '$7^{7^{7^{7}}} \\equiv 3 \\pmod{10}$ and $9^{9^{9^{9}}} \\equiv 1 \\pmod{1000007}$',
  'a huge modulus': `$2^{100000} \\equiv 5 \\pmod{${'9'.repeat(3000)}}$`,
  'a huge exponent modulo something': `$3^{${'9'.repeat(5000)}} \\equiv 1 \\pmod 7$`,
  'a factorial modulo a large prime': '$(1000000006)! \\equiv -1 \\pmod{1000000007}$',
  'a modulus without end': `$1 \\equiv 2 \\pmod{${'1+'.repeat(20_000)}1}$`,
  'moduli without end': `$${'1 \\pmod 2 '.repeat(10_000)} = 1$`,
  'a last digit of a tower': 'The last digit of $9^{9^{9^{9}}}$ is 8, and the number of divisors of $200!$ is 5, so $1 + 1 = 3$.',
  'divisors of a product of large primes': 'The number of divisors of $1000000007 \\cdot 1000000009 \\cdot 998244353$ is 9, so 1 + 1 = 2.',
  'a large matrix': `$$\\begin{pmatrix} ${Array.from({ length: 60 }, () => Array(60).fill('1').join(' & ')).join(' \\\\ ')} \\end{pmatrix} = 1 + 1$$`,
  'a determinant of letters': `$$\\begin{vmatrix} ${[...'abcde'].map(a => [...'vwxyz'].map(b => `${a}${b} + 1`).join(' & ')).join(' \\\\ ')} \\end{vmatrix} = a + b = c + d$$`,
  'powers of a matrix of letters':
    '$$\\begin{pmatrix} a & b \\\\ c & d \\end{pmatrix}^{8} = \\begin{pmatrix} 1 & b \\\\ c & d \\end{pmatrix} = 2$$',
  'matrices in matrices': `$${'\\begin{pmatrix} 1 & '.repeat(300)} 2 ${'\\end{pmatrix}'.repeat(300)} + 1 = 3$`,
  'a long tuple': `$(${'1, '.repeat(20_000)}1) + (1, 2) = (2, 3)$`,
  'a long set': `$\\{${'1, '.repeat(20_000)}1\\} \\cup \\{2\\} = \\{1, 2\\}$`,
  'open angles': `$${'\\langle '.repeat(5000)} 1, 2 = 3$`,
  'derivatives of derivatives': `$${'\\frac{d}{dx}\\left('.repeat(200)} x^9 ${'\\right)'.repeat(200)} = x + 1 = 2$`,
  'a limit of a tower': '$\\lim_{x \\to 0} x^{x^{x^{x}}} = 1 + 1$ and $\\lim_{n \\to \\infty} n!^{n!} = 2 + 1$',
  'an integral with poles': '$\\int_{-1}^{1} \\frac{1}{x^9}\\,dx = 1 + 1$ and $\\int_0^1 x^{10000}\\,dx = 1 + 1$',
  'dots after long operands': `$${'1 + 2 + '.repeat(5000)} \\cdots + 100 = 5$`,
  'a hundred thousand characters of one fraction': `$\\frac{${'x+'.repeat(25_000)}1}{${'y+'.repeat(25_000)}1} = 1 + 1$`,
  'a hundred thousand open braces': `$${'{'.repeat(100_000)} = 1 + 1$`,
  'numerals in a huge base': `$${'9'.repeat(300)}_{${'9'.repeat(300)}} = 1 + 1$`,
  'relations without end': '='.repeat(20_000),
};

describe('bombs', () => {
  for (const [name, text] of Object.entries(bombs)) {
    test(name, () => {
      const memo = createMemo();
      const analysis = analyse({ text: `Problem: find it.\n\nSolution: ${text}`, format: 'text' }, undefined, { memo });
      for (const s of analysis.solutions) {
        assert.equal(s.steps.length, s.solution.steps.length);
        for (const f of s.findings) assert.ok(f.message.length < 2000, 'an endless message');
        // Work is bounded by the text: no claim beside those that relations and facts make, and few things to compare for each.
        assert.ok(s.claims.length <= 2 + text.length / 2, `${s.claims.length} claims`);
        for (const c of s.claims) assert.ok(c.left.text.length + c.right.text.length < 20_000, 'endless sides');
      }
    });
  }
});

describe('any text', () => {
  const soup = fc
    .array(
      fc.constantFrom(
        ...'\\frac \\sqrt { } ( ) [ ] $ $$ \\[ \\] \\( \\) = < > \\le + - * / ^ _ ! % | & \\\\ 1 2 3.5 10 1,000 x y AB \\pi \\sin \\log \\text{cm} \\boxed{ ~ . , ; : \' " ° ² ½ \n'.split(
          ' ',
        ),
        ' ',
        '\n',
        'apples',
        'of',
        'times',
      ),
      { maxLength: 60 },
    )
    .map(parts => parts.join(' '));
  test('is read without throwing, with spans inside of it', () => {
    fc.assert(
      fc.property(soup, text => {
        const analysis = analyse({ text, format: 'text' });
        for (const s of analysis.solutions) {
          for (const c of s.claims) assert.ok(c.span.start >= 0 && c.span.end <= text.length && c.span.start <= c.span.end);
          for (const f of s.findings) assert.ok(f.span.start >= 0 && f.span.end <= text.length);
        }
      }),
      { numRuns: 1500 },
    );
  });
  test('is lexed into tokens in order, within the text', () => {
    fc.assert(
      fc.property(soup, text => {
        const toks = lex(text, []);
        let last = 0;
        for (const t of toks) {
          assert.ok(t.span.start >= last - 1 && t.span.end <= text.length, `${t.t} at ${t.span.start} behind ${last}`);
          last = t.span.start;
        }
        parse(toks, 0, toks.length);
      }),
      { numRuns: 1500 },
    );
  });
  test('and cut off behind any word, a right solution is still right', () => {
    const right =
      'Problem: What is 20% of $80, doubled?\n\nSolution:\nFirst, 20% of $80 = $16.\nThen $2 \\cdot 16 = 32$ and $\\frac{32}{16} = 2$.\nSo the answer is 32.';
    for (let end = 0; end <= right.length; end++) {
      if (end < right.length && !/\s/.test(right[end]!)) continue;
      const findings = analyse({ text: right.slice(0, end), format: 'text' }).solutions.flatMap(s => s.findings);
      assert.deepEqual(
        findings.map(f => f.message),
        [],
        right.slice(0, end),
      );
    }
  });
});

test('a verifier that throws costs its claim only', () => {
  const broken = { ...verifiers.find(v => v.id === 'arithmetic')!, id: 'broken', check: () => assert.fail('on purpose') };
  const list = verifiers as unknown as unknown[];
  list.unshift(broken);
  try {
    const [solution] = analyse({ text: 'We have 3 + 4 = 8.\n\nExpanding, $(x+1)^2 = x^2 + 1$.', format: 'text' }).solutions;
    const outcomes = solution!.claims.map(c => c.outcome);
    assert.deepEqual(outcomes[0], { outcome: 'unknown', why: 'on purpose' });
    assert.equal(outcomes[1]!.outcome, 'fails');
  } finally {
    list.shift();
  }
});
