import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseRecord } from '../../server/core/formats/records';
import { toDocument } from '../../server/core/model';
import { draw, expectDrawing, parse, source } from './draw';

const line = (record: unknown) => `${JSON.stringify(record)}\n`;

test('problem and steps, with labels and a reference', () => {
  const parsed = parse(
    'jsonl',
    line({
      id: 'a-1',
      problem: 'What is $2+2$?',
      steps: ['We add: $2+2=4$.', ' The answer is 4. '],
      label: -1,
      answer: '4',
      final_answer_correct: true,
    }) + line({ idx: 7, question: 'Add 3 and 4.', steps: ['3+4=8', 'So 8.'], label: 0, reference_answer: 7 }),
  );
  expectDrawing(
    parsed,
    `= a-1 What is $2+2$?
     ? What is $2+2$?
     [0|derived|] We add: $2+2=4$.
     [1|answer|] The answer is 4.
     = 7 Add 3 and 4.
     ? Add 3 and 4.
     [0|derived|] 3+4=8
     [1|derived|] So 8.`,
  );
  assert.deepEqual(parsed.solutions[0]!.labels, [
    { kind: 'first-error', value: -1, by: 'label' },
    { kind: 'final-answer', value: 1, by: 'final_answer_correct' },
  ]);
  assert.deepEqual(parsed.solutions[1]!.labels, [{ kind: 'first-error', step: 0, value: 0, by: 'label' }]);
  assert.deepEqual(
    parsed.solutions.map(s => s.reference?.text),
    ['4', '7'],
  );
});

test('MR-GSM8K counts steps from 1', () => {
  const [solution] = parse(
    'jsonl',
    line({
      uuid: 'u',
      question: 'Q?',
      model_output_steps: ['1+1=2', '2+1=4', '#### 4'],
      model_output_solution_first_error_step: 2,
      ground_truth_answer: '3',
    }),
  ).solutions;
  assert.equal(solution!.id, 'u');
  assert.deepEqual(solution!.labels, [{ kind: 'first-error', step: 1, value: 1, by: 'model_output_solution_first_error_step' }]);
  assert.deepEqual(
    solution!.steps.map(s => s.role),
    ['derived', 'derived', 'answer'],
  );
});

test('PRM800K: the chosen completion, the human one, the first where none was chosen', () => {
  const parsed = parse(
    'jsonl',
    line({
      question: { problem: 'Find $1+1+1$.', ground_truth_answer: '3' },
      label: {
        steps: [
          {
            completions: [
              { text: 'No.', rating: -1 },
              { text: '$1+1=2$.', rating: 1 },
            ],
            human_completion: null,
            chosen_completion: 1,
          },
          { completions: [{ text: 'Hm.', rating: 0 }], human_completion: { text: '$2+1=3$.', rating: null }, chosen_completion: null },
          { completions: [{ text: 'So $4$.', rating: -1 }], human_completion: null, chosen_completion: null },
        ],
        finish_reason: 'found_error',
      },
    }),
  );
  expectDrawing(
    parsed,
    `= 1 Find $1+1+1$.
     ? Find $1+1+1$.
     [0|derived|] $1+1=2$.
     [1|derived|] $2+1=3$.
     [2|derived|] So $4$.`,
  );
  assert.deepEqual(parsed.solutions[0]!.labels, [
    { kind: 'step', step: 0, value: 1, by: 'rating' },
    { kind: 'step', step: 2, value: -1, by: 'rating' },
  ]);
  assert.equal(parsed.solutions[0]!.reference!.text, '3');
});

test('solutions in one string are cut into steps', () => {
  for (const key of ['solution', 'response', 'completion', 'model_output', 'output', 'generation'])
    expectDrawing(
      parse(
        'jsonl',
        line({ prompt: 'Compute $2 \\cdot 3 + 1$.', [key]: '**Solution:** First, $2 \\cdot 3 = 6$.\n\nThen $6 + 1 = 7$.\n\n#### 7' }),
      ),
      `= 1 Compute $2 \\cdot 3 + 1$.
       ? Compute $2 \\cdot 3 + 1$.
       [0|derived|] **Solution:** First, $2 \\cdot 3 = 6$.
       [1|derived|] Then $6 + 1 = 7$.
       [2|answer|] #### 7`,
    );
});

test("GSM8K's own shape, where the answer is the solution", () => {
  const parsed = parse(
    'jsonl',
    line({ question: 'How many?', answer: 'He has 48/2 = <<48/2=24>>24 clips.\nIn all 48+24 = <<48+24=72>>72 clips.\n#### 72' }),
  );
  assert.deepEqual(
    parsed.solutions[0]!.steps.map(s => s.role),
    ['derived', 'derived', 'answer'],
  );
  assert.equal(parsed.solutions[0]!.reference, undefined);
});

test('chat: the last user turn asks, the last assistant turn answers', () => {
  const parsed = parse(
    'jsonl',
    line({
      messages: [
        { role: 'system', content: 'Be exact.' },
        { role: 'user', content: 'Hello' },
        { role: 'assistant', content: 'Hi' },
        { role: 'user', content: [{ type: 'text', text: 'What is 5 * 6?' }] },
        { role: 'assistant', content: '<think>\n5 * 6 = 30\n</think>\n\nThe answer is $5 \\cdot 6 = 30$.' },
      ],
    }),
  );
  expectDrawing(
    parsed,
    `= 1 What is 5 * 6?
     ? What is 5 * 6?
     [0|derived|] 5 * 6 = 30
     [1|answer|] The answer is $5 \\cdot 6 = 30$.`,
  );
});

test('stepwise completions with labels', () => {
  const [solution] = parse('jsonl', line({ prompt: 'P', completions: ['1+1=2', '2+2=5'], labels: [true, false] })).solutions;
  assert.deepEqual(solution!.labels, [
    { kind: 'step', step: 0, value: 1, by: 'labels' },
    { kind: 'step', step: 1, value: 0, by: 'labels' },
  ]);
});

test('process rewards are read where they fit, else named as what is wrong', () => {
  const record = { problem: 'P', steps: ['1+1=2', '2+2=4'] };
  for (const key of ['scores', 'rewards', 'step_scores', 'prm_scores'])
    assert.deepEqual(parse('jsonl', line({ ...record, [key]: [0.9, 0.25] })).solutions[0]!.rewards, [{ by: key, scores: [0.9, 0.25] }]);
  const text = line({ ...record, scores: [0.9] });
  const misfit = parse('jsonl', text);
  assert.equal(misfit.solutions[0]!.steps.length, 2);
  assert.equal(misfit.solutions[0]!.rewards, undefined);
  assert.deepEqual(misfit.problems, [
    {
      code: 'bad-record',
      message: 'Line 1: Record 1: "scores" holds 1 numbers for 2 steps; they are left out.',
      span: { start: text.indexOf('[0.9]'), end: text.indexOf('[0.9]') + 5 },
    },
  ]);
});

test('broken records are named with line and reason, the others are read', () => {
  const good = JSON.stringify({ problem: 'P', steps: ['1+1=2'] });
  const text = `${good}\n{"problem": "Find", "steps": ["1+1=2"\n\n${good}\n{"problem": "no steps"}\n${good} rest\n[1]\n`;
  const parsed = parse('jsonl', text);
  assert.equal(parsed.solutions.length, 2);
  assert.deepEqual(
    parsed.solutions.map(s => s.id),
    ['1', '3'],
  );
  assert.deepEqual(
    parsed.problems.map(p => p.message),
    [
      'Line 2: Record 2 is not read: it ends where "," or "]" is expected.',
      'Line 5: Record 4 has no solution: neither steps nor a solution, response or assistant message was found among its fields problem.',
      'Line 6: Record 5 is not read: "rest" stands after the record.',
      'Line 7: Record 6 is not an object.',
    ],
  );
  for (const { span } of parsed.problems) assert.ok(span.start < span.end && span.end <= text.length);
});

test('repeated ids are told apart', () => {
  const record = line({ id: 'x', problem: 'P', steps: ['1+1=2'] });
  const parsed = parse('jsonl', record.repeat(3));
  assert.deepEqual(
    parsed.solutions.map(s => [s.id, s.steps[0]!.id]),
    [
      ['x', 'x/0'],
      ['x#2', 'x#2/0'],
      ['x#3', 'x#3/0'],
    ],
  );
});

test('JSON: an array of records or one; what stands broken among them is named', () => {
  const record = { id: 'r', problem: 'P', steps: ['1+1=2', '2+1=3'] };
  assert.equal(draw(parse('json', JSON.stringify(record, null, 2))), '= r P\n? P\n[0|derived|] 1+1=2\n[1|derived|] 2+1=3');
  assert.equal(parse('json', JSON.stringify([record, { ...record, id: 's' }], null, 2)).solutions.length, 2);
  const broken = `[\n${JSON.stringify(record)},\n{"problem": "P", "steps": ["1+1=2" "x"]},\n${JSON.stringify({ ...record, id: 't' })}\n]`;
  const parsed = parse('json', broken);
  assert.deepEqual(
    parsed.solutions.map(s => s.id),
    ['r', 't'],
  );
  assert.deepEqual(
    parsed.problems.map(p => p.message),
    ['Line 3: Record 2 is not read: "\\"" stands where "," or "]" is expected.'],
  );
});

test('places go through escapes, surrogates and halves of them', () => {
  const text = '{"problem":"P","steps":["\\u0031 + 1 = \\"2\\"\\n\\ud83d\\ude00 \\\\frac{1}{2} \\u00e9 = x"]}';
  const step = parse('jsonl', text).solutions[0]!.steps[0]!.text;
  assert.equal(step.text, '1 + 1 = "2"\n😀 \\frac{1}{2} é = x');
  assert.equal(step.escape, 'json');
  assert.equal(source(step, text, '1 + 1'), '\\u0031 + 1');
  assert.equal(source(step, text, '"2"'), '\\"2\\"');
  assert.equal(source(step, text, '😀'), '\\ud83d\\ude00');
  assert.equal(source(step, text, '\\frac{1}{2}'), '\\\\frac{1}{2}');
  assert.equal(source(step, text, 'é = x'), '\\u00e9 = x');
});

test('TeX whose backslash was not doubled is TeX still, and new lines and tabs are what they are', () => {
  const text = '{"problem":"P","steps":["$\\frac{1}{2} \\times 2 = \\boxed{1}$\\tab\\nu = 3, \\\\frac12"]}';
  const step = parse('jsonl', text).solutions[0]!.steps[0]!.text;
  assert.equal(step.text, '$\\frac{1}{2} \\times 2 = \\boxed{1}$\tab\nu = 3, \\frac12');
  assert.equal(source(step, text, '\\times 2'), '\\times 2');
});

test('one line read alone gives places in the whole document', () => {
  const record = '{"problem":"P","steps":["a \\n b","1+1=2"]}';
  const { solution } = parseRecord(record, 1000, 4);
  assert.equal(solution!.id, '5');
  assert.deepEqual(solution!.span, { start: 1000, end: 1000 + record.length });
  const text = solution!.steps[0]!.text;
  const span = toDocument(text, 4, 5);
  assert.equal(record.slice(span.start - 1000, span.end - 1000), 'b');
  assert.deepEqual(parseRecord('   ', 0, 0), {});
});
