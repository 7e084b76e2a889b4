// What a record says about its solution beside the solution: judgements, a reference answer, process rewards.
import type { Label, Rewards, Span, Text } from '../model';
import type { JsonNode } from './json-reader';
import type { Members, ReadText } from './record-shapes';

const referenceKeys = [
  'reference_answer',
  'ground_truth_answer',
  'ground_truth',
  'gold_answer',
  'expected_answer',
  'answer',
  'reference_solution',
];

const rewardKeys = ['scores', 'rewards', 'step_scores', 'prm_scores', 'process_rewards', 'step_rewards'];

/** Judgements the record carries, steps counted from 0. "N/A" and an empty value are none. */
export function labelsOf(record: Members, steps: number, read: ReadText): Label[] {
  const labels: Label[] = [];
  const label = record.get('label');
  if (label?.kind === 'number') labels.push(firstError(label.value, 'label'));
  const oneBased = record.get('model_output_solution_first_error_step');
  const counted = oneBased?.kind === 'number' ? oneBased.value : undefined;
  if (counted !== undefined) labels.push(firstError(counted > 0 ? counted - 1 : -1, 'model_output_solution_first_error_step'));
  else if (verdictOf(record.get('model_output_solution_correctness'), read) === 1)
    labels.push(firstError(-1, 'model_output_solution_correctness'));
  const many = record.get('labels') ?? record.get('ratings');
  if (many?.kind === 'array' && many.items.length === steps)
    many.items.forEach((item, step) => {
      const value = scalar(item);
      if (value !== undefined) labels.push({ kind: 'step', step, value, by: record.has('labels') ? 'labels' : 'ratings' });
    });
  const wrong = listed(record);
  if (wrong?.every(step => step >= 1 && step <= steps))
    for (let step = 0; step < steps; step++)
      labels.push({ kind: 'step', step, value: wrong.includes(step + 1) ? -1 : 1, by: 'error_steps' });
  for (const key of ['final_answer_correct', 'model_output_answer_correctness', 'is_correct', 'correct']) {
    const value = verdictOf(record.get(key), read);
    if (value !== undefined) labels.push({ kind: 'final-answer', value, by: key });
  }
  return labels;
}

/** PRMBench names every wrong step, counted from 1; none where the solution is right. */
function listed(record: Members): readonly number[] | undefined {
  const node = record.get('error_steps');
  if (node?.kind !== 'array' || record.get('modified_process')?.kind !== 'array') return undefined;
  return node.items.map(item => (item.kind === 'number' && Number.isInteger(item.value) ? item.value : 0));
}

/** MR-GSM8K judges in words. */
function verdictOf(node: JsonNode | undefined, read: ReadText): number | string | undefined {
  const word = read(node)?.text;
  return word === 'correct' ? 1 : word === 'incorrect' ? 0 : scalar(node);
}

/** A list with one entry a step that does not fit the steps. `at` is in the record's own text. */
export type Misfit = { readonly fault: string; readonly at: Span };

export function labelMisfit(record: Members, steps: number): Misfit | undefined {
  for (const key of ['labels', 'ratings']) {
    const node = record.get(key);
    if (node?.kind === 'array' && node.items.length !== steps)
      return { fault: `: "${key}" holds ${node.items.length} entries for ${steps} steps; they are left out.`, at: node };
  }
  const odd = listed(record)?.find(step => step < 1 || step > steps);
  if (odd !== undefined)
    return { fault: `: "error_steps" names a step that is not there; there are ${steps}, counted from 1.`, at: record.get('error_steps')! };
  return undefined;
}

const firstError = (value: number, by: string): Label =>
  value >= 0 ? { kind: 'first-error', step: value, value, by } : { kind: 'first-error', value, by };

export function scalar(node: JsonNode | undefined): number | string | undefined {
  if (node?.kind === 'number') return node.value;
  if (node?.kind === 'literal' && node.value !== null) return node.value ? 1 : 0;
  return undefined;
}

export function referenceOf(record: Members, text: string, shift: number, read: ReadText): Text | undefined {
  for (const key of referenceKeys) {
    const node = record.get(key);
    const own = read(node);
    if (own?.text.trim()) return own;
    if (node?.kind === 'number')
      return { text: text.slice(node.start, node.end), span: { start: node.start + shift, end: node.end + shift } };
  }
  return undefined;
}

export function rewardsOf(record: Members, steps: number): { rewards: Rewards[]; misfit?: Misfit } {
  const rewards: Rewards[] = [];
  let misfit: Misfit | undefined;
  for (const key of rewardKeys) {
    const node = record.get(key);
    if (node?.kind !== 'array' || !node.items.length || !node.items.every(item => item.kind === 'number')) continue;
    const scores = node.items.map(item => (item.kind === 'number' ? item.value : 0));
    if (scores.length === steps) rewards.push({ by: key, scores });
    else misfit ??= { fault: `: "${key}" holds ${scores.length} numbers for ${steps} steps; they are left out.`, at: node };
  }
  return { rewards, misfit };
}
