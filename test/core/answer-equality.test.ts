import assert from 'node:assert/strict';
import test from 'node:test';
import { type AnswerPolicy, type AnswerRule, answerRules, equalAnswers } from '../../server/core';

type Row = readonly [a: string, b: string, equal: 'yes' | 'no' | 'unknown', policy?: AnswerPolicy];

const table: readonly Row[] = [
  // Numbers
  ['1/2', '0.5', 'yes'],
  ['\\frac{2}{4}', '\\frac12', 'yes'],
  ['\\dfrac{3}{4}', '3/4', 'yes'],
  ['1/3', '0.33', 'no'],
  ['1/3', '0.\\overline{3}', 'yes'],
  ['1,234', '1234', 'yes'],
  ['1{,}234', '1234', 'yes'],
  ['-5', '−5', 'yes'],
  ['7 3/4', '31/4', 'yes'],
  ['7\\frac{3}{4}', '\\frac{31}{4}', 'yes'],
  ['50%', '0.5', 'yes'],
  ['50\\%', '50', 'no'],
  ['50 percent', '1/2', 'yes'],
  ['3 \\times 10^5', '300000', 'yes'],
  ['2.5e3', '2500', 'yes'],
  ['101_2', '5', 'yes'],
  // Tiny values
  ['1e-10', '0', 'no'],
  ['10^{-10}', '0', 'no'],
  ['1e-10', '1.1e-10', 'no'],
  ['\\frac{1}{20!}', '\\frac{1}{21!}', 'no'],
  ['10^{-400} \\pi', '0', 'unknown'],
  // Surds, constants, complex numbers
  ['\\sqrt{8}', '2\\sqrt{2}', 'yes'],
  ['sqrt(2)/2', '\\frac{1}{\\sqrt{2}}', 'yes'],
  ['\\sqrt{2}', '1.414', 'no'],
  ['2\\pi', '2pi', 'yes'],
  ['\\pi', '3.14', 'no'],
  ['\\pi', '22/7', 'no'],
  ['\\sqrt{2}', '1.41421356237309505', 'unknown'],
  ['i^2', '-1', 'yes'],
  ['2+3i', '3i+2', 'yes'],
  ['2+3i', '2-3i', 'no'],
  // Wrappers
  ['\\boxed{42}', '42', 'yes'],
  ['$\\boxed{\\frac{1}{2}}$', '0.5', 'yes'],
  ['$42$.', '42', 'yes'],
  ['#### 42', '42', 'yes'],
  ['\\text{(C)}', 'C', 'yes'],
  ['(C)', '(D)', 'no'],
  ['B.', '(B)', 'yes'],
  // Names
  ['x = 3', '3', 'yes'],
  ['x = 3', '4', 'no'],
  ['x=3', 'y=3', 'unknown'],
  ['f(x) = 2x', '2x', 'yes'],
  // Lists, sets, plus and minus
  ['2, -1', '-1, 2', 'yes'],
  ['2 and 3', '3, 2', 'yes'],
  ['x = 1 or x = 2', '2, 1', 'yes'],
  ['2, -1', '2', 'no'],
  ['2, -1', '2, 1', 'no'],
  ['\\pm 2', '2, -2', 'yes'],
  ['1 \\pm \\sqrt{2}', '1+\\sqrt{2}, 1-\\sqrt{2}', 'yes'],
  ['x = \\pm 2', '2', 'no'],
  ['\\{1, 2\\}', '{2,1}', 'yes'],
  ['\\{1,2,3\\}', '\\{1,2\\}', 'no'],
  ['\\emptyset', '\\{\\}', 'yes'],
  ['\\emptyset', '\\{0\\}', 'no'],
  // Tuples, intervals, matrices
  ['(1, 2)', '(2, 1)', 'no'],
  ['(1, 1/2)', '(1, 0.5)', 'yes'],
  ['(1,2)', '(1,2,3)', 'no'],
  ['(1,2)', '1, 2', 'unknown'],
  ['(1,2)', '\\{1, 3\\}', 'no'],
  ['(1,3]', '(1,3)', 'no'],
  ['1 < x <= 3', '(1,3]', 'yes'],
  ['3 \\ge x > 1', '(1,3]', 'yes'],
  ['x \\ge 2', '[2,\\infty)', 'yes'],
  ['x < 2', '(-\\infty, 2]', 'no'],
  ['x \\in [0,1)', '0 \\le x < 1', 'yes'],
  ['(-\\infty,2)\\cup(3,\\infty)', '(3,oo) \\cup (-oo,2)', 'yes'],
  ['x<2 or x>3', '(-\\infty,2)\\cup(3,\\infty)', 'yes'],
  ['\\begin{pmatrix}1\\\\2\\end{pmatrix}', '\\begin{pmatrix}1\\\\4/2\\end{pmatrix}', 'yes'],
  ['\\begin{pmatrix}1\\\\2\\end{pmatrix}', '\\begin{pmatrix}2\\\\1\\end{pmatrix}', 'no'],
  // Units
  ['5 \\text{ cm}', '5 cm', 'yes'],
  ['1 \\text{ m}', '100 cm', 'yes'],
  ['5 meters', '5 cm', 'no'],
  ['5 m', '5', 'unknown'],
  ['5 cm', '6 cm', 'no'],
  ['5 cm', '6', 'no'],
  ['5 cm', '5', 'unknown'],
  ['2 hours 30 minutes', '150 minutes', 'yes'],
  ['90^\\circ', '\\frac{\\pi}{2}', 'yes'],
  ['90^\\circ', '90', 'unknown'],
  ['\\frac{3}{4} cm', '0.75 cm', 'yes'],
  ['\\frac{3}{4} cm', '0.75', 'unknown'],
  ['5 apples', '5', 'unknown'],
  ['5 apples', '6 apples', 'no'],
  // Letters
  ['x^2+2x+1', '(x+1)^2', 'yes'],
  ['x^2+1', '(x+1)^2', 'no'],
  ['x', 'y', 'no'],
  ['2xy', '2yx', 'yes'],
  ['sin(x)^2 + cos(x)^2', '1', 'yes'],
  ['y = 2x+3', 'y = 2x+4', 'no'],
  ['2x+4y=6', 'x+2y=3', 'yes'],
  ['2x+4y=6', 'x+2y=4', 'unknown'],
  // Published complaints about answer checkers
  ['\\sqrt{\\frac{1}{n}}', '\\frac{1}{\\sqrt{n}}', 'yes'],
  ['f(x) = 0', '\\forall x > 0, f(x) = 0', 'unknown'],
  ['[1e-10, 2]', '[0, 2]', 'no'],
  ['\\frac{1}{200!}', '\\frac{1}{202!}', 'no'],
  ['\\frac{1}{2004!}', '\\frac{1}{2006!}', 'unknown'],
  ['there is 1 such triple', 'there is 1 such pair', 'unknown'],
  ['2%', '200', 'no'],
  // Words
  ['No  Solution', 'no solution', 'yes'],
  ['blue', 'red', 'unknown'],
  ['', '3', 'unknown'],
  // The rules, each with what it does not allow
  ['5 cm', '5', 'yes', 'units-aside'],
  ['\\$12', '12', 'yes', 'units-aside'],
  ['90^\\circ', '90', 'yes', 'units-aside'],
  ['5 cm', '6', 'no', 'units-aside'],
  ['50%', '50', 'yes', 'percent-as-share'],
  ['2%', '200', 'no', 'percent-as-share'],
  ['1/3', '0.33', 'yes', 'rounding'],
  ['1/3', '0.34', 'no', 'rounding'],
  ['0.33', '0.34', 'no', 'rounding'],
  ['\\pi', '3.14', 'yes', 'rounding'],
  ['1e-10', '0', 'no', 'rounding'],
  ['(1, 2)', '(2, 1)', 'yes', 'order-free'],
  ['[1, 2)', '[2, 1)', 'no', 'order-free'],
  ['a = b = 101', '101', 'yes', 'last-side'],
  ['2 + 3 = 5', '5', 'yes', 'last-side'],
  ['2 + 3 = 5', '5', 'unknown'],
  ['\\pi \\text{ cm}', '3.14', 'yes', ['units-aside', 'rounding']],
];

for (const [a, b, equal, policy = 'exact'] of table)
  test(`${a} and ${b} under ${String(policy)}: ${equal}`, () => {
    const found = equalAnswers(a, b, policy);
    assert.equal(found.equal, equal, found.why);
    assert.equal(equalAnswers(b, a, policy).equal, equal, 'the other way round');
  });

test('every answer equals itself, and a rule never makes equal answers differ', () => {
  const rules = Object.keys(answerRules) as AnswerRule[];
  for (const [a, b, , policy] of table) {
    for (const each of [a, b])
      if (each) for (const rule of ['exact', ...rules] as const) assert.equal(equalAnswers(each, ` ${each} `, rule).equal, 'yes', each);
    if (!policy && equalAnswers(a, b).equal === 'yes') assert.equal(equalAnswers(a, b, rules).equal, 'yes', `${a} and ${b}`);
  }
});

test('hostile answers end, without an error', () => {
  for (const text of [
    '9^{9^{9^9}}',
    '('.repeat(500),
    '{'.repeat(1900),
    '1,'.repeat(900),
    '\\frac'.repeat(300),
    '1000000!',
    '\\pm'.repeat(50),
  ])
    assert.equal(equalAnswers(text, '3').equal, 'unknown', text.slice(0, 20));
});
