import assert from 'node:assert/strict';
import { test } from 'node:test';
import { expectDrawing, parse } from './draw';

test('pupils write one line a step', () => {
  expectDrawing(
    parse('text', 'Solve: 2x + 3 = 7\n\n2x + 3 = 7\n2x = 7 - 3\n2x = 4\nx = 2\n'),
    `= 1 Solve: 2x + 3 = 7
     ? Solve: 2x + 3 = 7
     [0|given|] 2x + 3 = 7
     [1|derived|] 2x = 7 - 3
     [2|derived|] 2x = 4
     [3|derived|] x = 2`,
  );
});

test('a line that begins with an operator carries on the line before it', () => {
  expectDrawing(
    parse('text', 'Solution:\n(x+1)^2 = x^2 + 2x + 1\n= x(x+2) + 1\n(x-1)^2 = x^2 - 2x + 1\n'),
    `= 1 (x+1)^2 = x^2 + 2x + 1 = x(x+2) + 1
     [0|derived|] (x+1)^2 = x^2 + 2x + 1⏎= x(x+2) + 1
     [1|derived|] (x-1)^2 = x^2 - 2x + 1`,
  );
});

test('labels: problem and solution, question and answer, steps', () => {
  const text = `Homework of Monday

Problem 1: Tom has 3 bags of 4 marbles
and loses 2. How many are left?
Solution:
Step 1: 3 * 4 = 12
Step 2: 12 - 2 = 10
Final answer: 10

Problem 2. Add 5 and 6.
Solution. 5 + 6 = 11
`;
  expectDrawing(
    parse('text', text),
    `= 1 Problem 1
     ? Tom has 3 bags of 4 marbles⏎and loses 2. How many are left?
     [0|derived|Step 1] Step 1: 3 * 4 = 12
     [1|derived|Step 2] Step 2: 12 - 2 = 10
     [2|answer|Final answer] Final answer: 10
     = 2 Problem 2
     ? Add 5 and 6.
     [0|derived|] 5 + 6 = 11`,
  );
  expectDrawing(
    parse('text', 'Q: What is 2 * 3 + 1?\nA: First 2 * 3 = 6.\nThen 6 + 1 = 7.\n\nQ: What is 9 - 5?\nA: 9 - 5 = 4\n'),
    `= 1 Q
     ? What is 2 * 3 + 1?
     [0|derived|] First 2 * 3 = 6.
     [1|derived|] Then 6 + 1 = 7.
     = 2 Q
     ? What is 9 - 5?
     [0|derived|] 9 - 5 = 4`,
  );
});

test('choices lettered A to D are no answers', () => {
  const parsed = parse('text', 'Problem: What is 2 + 2?\nA: 3\nB: 4\n\nSolution: 2 + 2 = 4\n');
  assert.equal(parsed.solutions.length, 1);
  assert.equal(parsed.solutions[0]!.problem!.text, 'What is 2 + 2?\nA: 3\nB: 4');
});

test('a problem without a solution mark ends at the first step or with its first paragraph', () => {
  expectDrawing(
    parse('text', 'Exercise 4: Find x if 3x = 12.\n\n3x = 12\nx = 12/3\nx = 4\n'),
    `= 1 Exercise 4
     ? Find x if 3x = 12.
     [0|given|] 3x = 12
     [1|derived|] x = 12/3
     [2|derived|] x = 4`,
  );
});

test('a display in plain text stays whole', () => {
  expectDrawing(
    parse('text', 'Solution:\nWe have\n$$x\n= 2 + 3\n= 5$$\nThen x + 1 = 6.\n'),
    `= 1 We have $$x = 2 + 3 = 5$$
     [0|derived|] We have⏎$$x⏎= 2 + 3⏎= 5$$
     [1|derived|] Then x + 1 = 6.`,
  );
});

test('a number alone on the last line is the answer', () => {
  expectDrawing(
    parse('text', 'Problem: 3 melons for $2 each.\nSolution:\nThey cost 3 x $2 = $6.\n\n6\n'),
    `= 1 Problem
     ? 3 melons for $2 each.
     [0|derived|] They cost 3 x $2 = $6.
     [1|answer|] 6`,
  );
});

test('ignoring comments are no text', () => {
  expectDrawing(
    parse('text', 'Solution:\n[hence-ignore arithmetic]\n2 + 2 = 5\n3 + 3 = 6 [hence-ignore]\n'),
    `= 1 2 + 2 = 5
     [0|derived|] 2 + 2 = 5
     [1|derived|] 3 + 3 = 6`,
  );
});
