import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { convert } from '../../server/batch/convert/convert';
import { fromMarkdown, toMarkdown } from '../../server/batch/convert/markdown';
import type { Json } from '../../server/batch/convert/sample';
import { shapeOf, shapes } from '../../server/batch/convert/shapes';

const data = path.resolve(process.env.HENCE_DATA ?? '../shared/data');
const shape = (id: string) => shapes.find(s => s.id === id)!;

/** Records in the shapes of their sources, short ones, with fields that no other shape has. */
const own: Record<string, Json> = {
  processbench: {
    id: 'x-1',
    generator: 'm',
    problem: 'What is 2·9 − 1?',
    steps: ['Step 1: 2·9 = 16.', 'So it is 15 --> <!-- hence-step -->\n\nand more'],
    final_answer_correct: false,
    label: 0,
  },
  prm800k: {
    labeler: 'a',
    timestamp: '2022-07-17',
    question: { problem: 'What is 2·9?', ground_truth_answer: '18', pre_generated_steps: ['one'] },
    label: {
      steps: [
        {
          completions: [
            { text: 'Multiply.', rating: 1, flagged: null },
            { text: 'Add.', rating: -1, flagged: false },
          ],
          human_completion: null,
          chosen_completion: 0,
        },
        { completions: [{ text: 'It is 16.', rating: -1, flagged: false }], human_completion: null, chosen_completion: null },
      ],
      total_time: 12,
      finish_reason: 'found_error',
    },
  },
  'mr-gsm8k': {
    uuid: 'u',
    question: 'What is 2·9?',
    ground_truth_answer: '18',
    question_type: 'original',
    model_output_steps: ['It is 18.'],
    model_output_answer_correctness: 'correct',
    model_output_solution_correctness: 'correct',
    model_output_solution_first_error_step: 'N/A',
    model_output_solution_first_error_reason: 'N/A',
  },
  prmbench: {
    original_question: 'What is 2·9 − 1?',
    modified_question: 'What is 2·9 − 1, doubled?',
    original_process: ['2·9 = 18.', '18 − 1 = 17.'],
    modified_process: ['2·9 = 18.', '18 − 1 = 16.', 'So 16·2 = 31.'],
    modified_steps: [2],
    error_steps: [2, 3],
    reason: 'One is taken twice.',
    idx: 'step_contradiction_1',
    question: 'What is 2·9 − 1?',
    classification: 'step_contradiction',
  },
  trl: { prompt: 'What is 2·9?', completions: ['Multiply.', 'It is 16.'], labels: [true, false] },
  'step-dpo': {
    dataset: 'd',
    prompt: 'What is 2·9?',
    initial_reason_steps: "Let's think step by step.\nStep 1: Multiply.\nStep 2:",
    chosen: ' It is 18.',
    rejected: ' It is 16.',
    answer: '18',
  },
};

test('each record is known by its shape', () => {
  for (const [id, record] of Object.entries(own)) assert.equal(shapeOf(record)?.id, id);
  assert.equal(shapeOf({ text: 'no' }), undefined);
});

test('from every shape to every other and back, nothing is lost', () => {
  for (const [from, record] of Object.entries(own)) {
    for (const to of shapes) {
      const there = convert(record, shape(from), to);
      if (typeof there === 'string') {
        assert.equal(to.id, 'step-dpo', `${from} to ${to.id}: ${there}`);
        continue;
      }
      assert.ok(to.fits(there), `${from} to ${to.id}`);
      const back = convert(there, to, shape(from));
      assert.deepEqual(back, record, `${from} to ${to.id}`);
      assert.deepEqual(Object.keys(back), Object.keys(record), 'in the same order');
    }
  }
});

test('over two shapes, too', () => {
  const one = convert(own.prm800k!, shape('prm800k'), shape('trl')) as Json;
  const two = convert(one, shape('trl'), shape('processbench')) as Json;
  const back = convert(two, shape('processbench'), shape('trl')) as Json;
  assert.deepEqual(back, one);
  assert.deepEqual(convert(back, shape('trl'), shape('prm800k')), own.prm800k);
});

test('labels mean the same in every shape', () => {
  const record = own.processbench!;
  const trl = convert(record, shape('processbench'), shape('trl')) as Json;
  assert.deepEqual(trl.labels, [false, false]);
  const mr = convert(record, shape('processbench'), shape('mr-gsm8k')) as Json;
  assert.deepEqual([mr.model_output_solution_first_error_step, mr.model_output_answer_correctness], [1, 'incorrect']);
  const prm = convert(record, shape('processbench'), shape('prm800k')) as { label: { steps: unknown[]; finish_reason: string } };
  assert.deepEqual([prm.label.steps.length, prm.label.finish_reason], [1, 'found_error']);
  const pair = convert({ ...record, corrected_step: ['Step 1: 2·9 = 18.'] }, shape('processbench'), shape('step-dpo')) as Json;
  assert.deepEqual([pair.chosen, pair.rejected], [' 2·9 = 18.', ' 2·9 = 16.']);
  assert.match(convert(record, shape('processbench'), shape('step-dpo')) as string, /what should stand/);
});

test('Markdown and back, and a person may edit it', () => {
  const text = Object.entries(own)
    .map(([id, record]) => toMarkdown(record, shape(id)))
    .join('');
  assert.deepEqual(
    fromMarkdown(text).map(found => 'record' in found && found.record),
    Object.values(own),
  );
  const [edited] = fromMarkdown(toMarkdown(own.trl!, shape('trl')).replace('Step 2: It is 16.', 'Step 2: It is 18.'));
  assert.ok(edited && 'sample' in edited);
  assert.deepEqual([edited.sample.steps, edited.sample.label], [['Multiply.', 'It is 18.'], 1]);
  const [plain] = fromMarkdown('Problem: What is 2·9?\n\nSolution:\n\nStep 1: $2·9 = 18$.\n');
  assert.ok(plain && 'sample' in plain && plain.sample.steps.length === 1);
});

const present = existsSync(data);
test('real records of every file come back the same', { skip: present ? false : `there is no ${data}` }, () => {
  const read = (name: string) =>
    readFileSync(path.join(data, name), 'utf8')
      .trimEnd()
      .split('\n')
      .filter((_, i, { length }) => i % Math.ceil(length / 60) === 0)
      .map(line => JSON.parse(line) as Json);
  for (const name of readdirSync(data).filter(name => name.endsWith('.jsonl'))) {
    let pairs = 0;
    for (const record of read(name)) {
      const from = shapeOf(record)!;
      for (const to of shapes) {
        const there = convert(record, from, to);
        if (typeof there === 'string') continue;
        pairs += to.id === 'step-dpo' ? 1 : 0;
        assert.deepEqual(convert(there, to, from), record, `${name} ${record.id} to ${to.id}`);
        const [back] = fromMarkdown(toMarkdown(there, to));
        assert.deepEqual(back && 'record' in back && back.record, there, `${name} ${record.id} to ${to.id} and Markdown`);
      }
      const [back] = fromMarkdown(toMarkdown(record, from));
      assert.deepEqual(back && 'record' in back && back.record, record, `${name} ${record.id} to Markdown`);
    }
    if (name === 'mr_ben_math.jsonl') assert.ok(pairs > 40, `${pairs} pairs`);
  }
});
