import assert from 'node:assert/strict';
import { test } from 'node:test';
import { expectDrawing, parse, source } from './draw';

test('headings name problems, solutions and steps', () => {
  const text = `# Homework 3

## Problem 1: Trains

A train goes 60 km/h for 3 h. How far?

### Solution

#### Step 1: Distance

The distance is
\\[ 60 \\cdot 3 = 180 \\]

This is in kilometres.

#### Step 2

Double: $2 \\cdot 180 = 360$.

Therefore, the answer is $\\boxed{360}$.

## Problem 2

Solve $2x = 4$.

**Solution.** Dividing by 2, $x = 2$.
`;
  expectDrawing(
    parse('markdown', text),
    `= 1 Problem 1: Trains
     ? A train goes 60 km/h for 3 h. How far?
     [0|derived|Step 1] Step 1: Distance⏎⏎The distance is⏎\\[ 60 \\cdot 3 = 180 \\]⏎⏎This is in kilometres.
     [1|derived|Step 2] Step 2⏎⏎Double: $2 \\cdot 180 = 360$.
     [2|answer|] Therefore, the answer is $\\boxed{360}$.
     = 2 Problem 2
     ? Solve $2x = 4$.
     [0|derived|] Dividing by 2, $x = 2$.`,
  );
});

test('bold labels, numbered lists and bullets after a colon', () => {
  const text = `**Problem.** Solve $x^2 = 9$.

**Solution.**

1. **Roots**:
   - $x = 3$
   - $x = -3$

   Both are real.
2. Check: $(-3)^2 = 9$.

We note:
- $3 > 0$
- $-3 < 0$

Both hold.

- Free bullets are steps: $3 + 4 = 7$.
- And $7 - 4 = 3$.
`;
  expectDrawing(
    parse('markdown', text),
    `= 1 Problem
     ? Solve $x^2 = 9$.
     [0|derived|1.] 1. **Roots**:⏎   - $x = 3$⏎   - $x = -3$⏎⏎   Both are real.
     [1|derived|2.] 2. Check: $(-3)^2 = 9$.
     [2|derived|] We note:⏎- $3 > 0$⏎- $-3 < 0$
     [3|prose|] Both hold.
     [4|derived|] Free bullets are steps: $3 + 4 = 7$.
     [5|derived|] And $7 - 4 = 3$.`,
  );
});

test('a display belongs to the sentence before it, a chain is one step, "where" goes on', () => {
  const text = `Solve the equation $2x + 3 = 7$.

We have

$$2x = 7 - 3$$

$$= 4$$

$$x = 2$$

where $x$ is real.

Then $x + 1 = 3$.
`;
  expectDrawing(
    parse('markdown', text),
    `= 1 Solve the equation $2x + 3 = 7$.
     ? Solve the equation $2x + 3 = 7$.
     [0|derived|] We have⏎⏎$$2x = 7 - 3$$⏎⏎$$= 4$$
     [1|derived|] $$x = 2$$⏎⏎where $x$ is real.
     [2|derived|] Then $x + 1 = 3$.`,
  );
});

test('nothing is cut inside a formula, not even at a blank line or a list mark', () => {
  const text = `Solution:

\\begin{align}
a &= 1

- b \\\\
2. &= 3 = 3
\\end{align}

Next, $4 = 4$.
`;
  expectDrawing(
    parse('markdown', text),
    `= 1 \\begin{align} a &= 1 - b \\\\ 2. &= 3 = 3 \\end{align}
     [0|derived|] \\begin{align}⏎a &= 1⏎⏎- b \\\\⏎2. &= 3 = 3⏎\\end{align}
     [1|derived|] Next, $4 = 4$.`,
  );
});

test('#### before a number is the answer, before words a heading', () => {
  const text = `Solution:

He drank 2*8=16 ounces of milk
So he consumed 16*3=48 calories
#### 48
The answer is: 48
`;
  expectDrawing(
    parse('markdown', text),
    `= 1 He drank 2*8=16 ounces of milk
     [0|derived|] He drank 2*8=16 ounces of milk
     [1|derived|] So he consumed 16*3=48 calories
     [2|answer|] #### 48
     [3|answer|] The answer is: 48`,
  );
  const headings = parse(
    'markdown',
    'Problem: Add.\n\nSolution:\n\n#### 1. First part\n\n$1 + 1 = 2$\n\n#### 2. Second part\n\n$2 + 2 = 4$\n',
  );
  assert.deepEqual(
    headings.solutions[0]!.steps.map(s => s.role),
    ['derived', 'derived'],
  );
});

test('front matter, comments, code and tables are no text', () => {
  const text = `---
title: x = 3
---
Problem: Add 2 and 3.

Solution:

We add <!-- 1 + 1 = 3 --> both: $2 + 3 = 5$.
\`\`\`python
x = 2 + 2
\`\`\`

| a | b |
|---|---|
| 1 | 2 = 3 |

<!-- a
comment -->
So the sum is $5$.
`;
  const parsed = parse('markdown', text);
  expectDrawing(
    parsed,
    `= 1 Problem
     ? Add 2 and 3.
     [0|derived|] We add  both: $2 + 3 = 5$.
     [1|derived|] So the sum is $5$.`,
  );
  const step = parsed.solutions[0]!.steps[0]!;
  assert.equal(source(step.text, text, '$2 + 3 = 5$'), '$2 + 3 = 5$');
  assert.equal(text.slice(step.span.start, step.span.end), 'We add <!-- 1 + 1 = 3 --> both: $2 + 3 = 5$.');
});

test('a fence of mathematics is a display', () => {
  const text = 'Solution:\n\nWe get\n\n```math\nx = 2 + 3\n```\n\nand stop.\n';
  const step = parse('markdown', text).solutions[0]!.steps[0]!;
  assert.deepEqual(
    step.maths.map(m => [step.text.text.slice(m.inner.start, m.inner.end), m.display]),
    [['x = 2 + 3', true]],
  );
});

test('tags of model output are no text; steps and answers among them are read', () => {
  const text = `Problem: What is 3 + 4 * 2?

<think>
Four times two is $4 \\cdot 2 = 8$.
</think>
<step_1>
Multiply first: $4 \\cdot 2 = 8$.

Still the same step: $8 > 4$.
</step_1>
<step n="2">Then $3 + 8 = 11$.</step>
<answer>11</answer>
`;
  expectDrawing(
    parse('markdown', text),
    `= 1 Problem
     ? What is 3 + 4 * 2?
     [0|derived|] Four times two is $4 \\cdot 2 = 8$.
     [1|derived|Step 1] Multiply first: $4 \\cdot 2 = 8$.⏎⏎Still the same step: $8 > 4$.
     [2|derived|Step 2] Then $3 + 8 = 11$.
     [3|answer|Answer] 11`,
  );
});

test('several solutions of one problem, and headings that end a section', () => {
  const text = `# Sheet

## Exercise 1

Find $1 + 2 + 3$.

### Solution 1

$1 + 2 = 3$, then $3 + 3 = 6$.

### Solution 2

$3 \\cdot 2 = 6$.

## Notes

Here $a = b$ is only an aside.

## Exercise 2

Find $2 \\cdot 3$.

### Solution

$2 \\cdot 3 = 6$.
`;
  expectDrawing(
    parse('markdown', text),
    `= 1 Exercise 1
     ? Find $1 + 2 + 3$.
     [0|derived|] $1 + 2 = 3$, then $3 + 3 = 6$.
     = 2 Exercise 1, Solution 2
     ? Find $1 + 2 + 3$.
     [0|derived|] $3 \\cdot 2 = 6$.
     = 3 Exercise 2
     ? Find $2 \\cdot 3$.
     [0|derived|] $2 \\cdot 3 = 6$.`,
  );
});

test('cases are steps; an item that only continues a sentence is none', () => {
  const text = `Solution:

The total is $4 + 10 = 14$, that is
14. Then we go on with $14 - 1 = 13$.

Case 1: $x > 0$. Then $x = 2$.

Case 2: $x \\le 0$. Then $x = -2$.
`;
  expectDrawing(
    parse('markdown', text),
    `= 1 The total is $4 + 10 = 14$, that is 14. Then we go on with…
     [0|derived|] The total is $4 + 10 = 14$, that is⏎14. Then we go on with $14 - 1 = 13$.
     [1|derived|Case 1] Case 1: $x > 0$. Then $x = 2$.
     [2|derived|Case 2] Case 2: $x \\le 0$. Then $x = -2$.`,
  );
});

test('a paragraph is cut before its connectives, a hard-wrapped one is not cut elsewhere', () => {
  const text = `Solution:

First, the price falls by 5 to 20 - 5 = 15 dollars. Next, the tax adds
3 dollars, so that 15 + 3 = 18. Finally, the shop gives 18 - 8 =
10 dollars back.
`;
  expectDrawing(
    parse('markdown', text),
    `= 1 First, the price falls by 5 to 20 - 5 = 15 dollars.
     [0|derived|] First, the price falls by 5 to 20 - 5 = 15 dollars.
     [1|derived|] Next, the tax adds⏎3 dollars, so that 15 + 3 = 18.
     [2|derived|] Finally, the shop gives 18 - 8 =⏎10 dollars back.`,
  );
});

test('givens, prose and answers have their roles', () => {
  const text = `Problem: We know $x + y = 7$ and $x - y = 1$. Find $x$.

Solution:

We are given $x + y = 7$ and $x - y = 1$.

Let us add the equations.

$2x = 8$

$x + y = 7$

The answer is 4.
`;
  assert.deepEqual(
    parse('markdown', text).solutions[0]!.steps.map(s => s.role),
    ['given', 'prose', 'derived', 'given', 'answer'],
  );
});

test('line ends of Windows leave texts and places alone', () => {
  const unix = 'Problem: Add.\n\nSolution:\n\nWe add\n$$1 + 1 = 2$$\n\nThen $2 + 2 = 4$.\n';
  const windows = unix.replaceAll('\n', '\r\n');
  const [a, b] = [parse('markdown', unix), parse('markdown', windows)];
  assert.deepEqual(
    b.solutions[0]!.steps.map(s => s.text.text),
    a.solutions[0]!.steps.map(s => s.text.text),
  );
  assert.equal(source(b.solutions[0]!.steps[0]!.text, windows, 'add\n$$1'), 'add\r\n$$1');
});

test('an unclosed display is a problem at its place, and reading goes on', () => {
  const text = 'Problem: Add.\n\nSolution:\n\nWe have \\[ 1 + 1 = 2\n\nThen $2 + 2 = 4$.\n\n$$3 + 3 = 6\n\nSo $7 = 7$.\n';
  const parsed = parse('markdown', text);
  assert.deepEqual(
    parsed.problems.map(p => [p.code, text.slice(p.span.start, p.span.start + 2)]),
    [
      ['unclosed-math', '\\['],
      ['unclosed-math', '$$'],
    ],
  );
  assert.equal(parsed.solutions[0]!.steps.length, 4);
});

test('sums in words alone are a solution where marks say so', () => {
  const of = (text: string) => parse('markdown', text).solutions.length;
  assert.equal(of('Problem: How many are left?\n\nStep 1. Half of 18 is 9.\n\nStep 2. So 9 are left.\n'), 1);
  assert.equal(of('**Problem.** Is it prime?\n\n**Solution.** Since 51 is not prime, it is not.\n'), 1);
  assert.equal(of('Half of 18 is 9.\n'), 0, 'without marks');
  assert.equal(of('**Problem.** It stops.\n\n**Solution.** Step 1: wait half an hour. Step 2: give it 2 of 8 cores.\n'), 0);
});
