// Records of datasets and model outputs: a JSON object → one solution, whatever shape it has.
import type { Label, Problem, Rewards, Solution, Span, Step, Text } from '../model';
import { blocksOf, unmark } from './blocks';
import { weigh } from './evidence';
import { decode, type JsonNode, readJson } from './json-reader';
import { readMarkup } from './markup';
import { makePage, type Page } from './page';
import { titleFrom } from './sections';
import { gather, makeStep, makeSteps } from './steps';

export type Read = {
  readonly solution?: Solution;
  readonly problem?: Problem;
  /** The record is no JSON, so it may have been cut off. */
  readonly cut?: boolean;
};

type Members = ReadonlyMap<string, JsonNode>;

const problemKeys = ['problem', 'question', 'prompt', 'query', 'instruction', 'input'];
const stepKeys = ['steps', 'model_output_steps', 'solution_steps', 'reasoning_steps', 'completions'];
const solutionKeys = [
  'solution',
  'response',
  'model_output',
  'model_solution',
  'generated_solution',
  'completion',
  'output',
  'generation',
  'prediction',
  'student_solution',
];
const idKeys = ['id', 'uid', 'uuid', 'idx', 'unique_id'];
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

/**
 * Reads one line of JSONL. `lineStart` is its offset in the document, `index` its 0-based ordinal among the records, which
 * names a record without an id. A blank line gives neither; a broken one a problem; spans are in document offsets.
 */
export function parseRecord(line: string, lineStart: number, index: number): Read {
  const end = line.trimEnd().length;
  if (end === 0) return {};
  const result = readJson(line, 0, end);
  if ('fault' in result) return { problem: faultOf(lineStart, result.fault.at, end, index, result.fault.message), cut: true };
  const rest = line.slice(result.end, end).trim();
  if (rest) return { problem: faultOf(lineStart, result.end, end, index, `${JSON.stringify(rest.slice(0, 20))} stands after the record`) };
  return readRecord(line, result.node, lineStart, index);
}

function faultOf(lineStart: number, at: number, end: number, index: number, reason: string): Problem {
  const start = Math.min(at, end - 1);
  return {
    span: { start: lineStart + start, end: lineStart + end },
    code: 'bad-record',
    message: `Record ${index + 1} is not read: ${reason}.`,
  };
}

/** Reads one record whose node stands in `text`; `shift` is added to every offset. */
export function readRecord(text: string, node: JsonNode, shift: number, index: number): Read {
  const span = { start: node.start + shift, end: node.end + shift };
  const bad = (message: string, at: Span = span): Problem => ({ span: at, code: 'bad-record', message: `Record ${index + 1}${message}` });
  if (node.kind !== 'object') return { problem: bad(' is not an object.') };
  const record = node.members;
  const read = (n: JsonNode | undefined): Text | undefined => (n?.kind === 'string' ? decode(text, n, shift) : undefined);
  const id = idOf(record, read) ?? String(index + 1);
  const nested = readNested(record, read, id);
  const found = nested ?? readSteps(record, read, id) ?? readMessages(record, read, id) ?? readWhole(record, read, id);
  if (!found) return { problem: bad(' has no solution: neither steps nor a solution, response or assistant message was found.') };
  if ('fault' in found) return { problem: bad(found.fault, found.at && { start: found.at.start + shift, end: found.at.end + shift }) };
  const { problem, steps } = found;
  const labels = [...(found.labels ?? []), ...labelsOf(record, steps.length)];
  const reference = found.reference ?? (found.answerIsSolution ? undefined : referenceOf(record, text, shift, read));
  const scored = rewardsOf(record, steps.length);
  const rewards = [...(found.rewards ?? []), ...scored.rewards];
  const mismatch = scored.misfit ?? labelMisfit(record, steps.length);
  const solution: Solution = {
    id,
    title: titleFrom(problem?.text ?? '') || id,
    span,
    ...(problem && { problem }),
    steps,
    ...(reference && { reference }),
    ...(labels.length > 0 && { labels }),
    ...(rewards.length > 0 && { rewards }),
  };
  if (!mismatch) return { solution };
  return { solution, problem: bad(mismatch.fault, { start: mismatch.at.start + shift, end: mismatch.at.end + shift }) };
}

type Found =
  | {
      readonly problem?: Text;
      readonly steps: readonly Step[];
      readonly labels?: readonly Label[];
      readonly rewards?: readonly Rewards[];
      readonly reference?: Text;
      readonly answerIsSolution?: boolean;
    }
  | { readonly fault: string; readonly at?: Span };

type ReadText = (node: JsonNode | undefined) => Text | undefined;

/** `steps` as strings or as objects with a text, and TRL's `completions` with `labels`. */
function readSteps(record: Members, read: ReadText, id: string): Found | undefined {
  const key = stepKeys.find(k => record.get(k)?.kind === 'array' && (k !== 'completions' || record.get('labels')?.kind === 'array'));
  const list = key && record.get(key);
  if (!list || list.kind !== 'array') return undefined;
  const problem = problemOf(record, read);
  const texts: Text[] = [];
  const labels: Label[] = [];
  const scores: number[] = [];
  for (const [i, item] of list.items.entries()) {
    const body = item.kind === 'object' ? first(item.members, ['text', 'step', 'content', 'value', 'output']) : item;
    const own = read(body);
    if (!own) return { fault: `: step ${i + 1} of "${key}" is not a text.`, at: { start: item.start, end: item.end } };
    texts.push(own);
    if (item.kind !== 'object') continue;
    for (const name of ['rating', 'label']) {
      const value = scalar(item.members.get(name));
      if (value !== undefined) labels.push({ kind: 'step', step: i, value, by: name });
    }
    const score = item.members.get('score') ?? item.members.get('reward');
    if (score?.kind === 'number') scores.push(score.value);
  }
  const rewards = scores.length > 0 && scores.length === texts.length ? [{ by: 'score', scores }] : [];
  return { problem, steps: stepsFrom(texts, id, problem), labels, rewards };
}

/** PRM800K: the chosen completion of each step, or the person's own, or the first where none was chosen. */
function readNested(record: Members, read: ReadText, id: string): Found | undefined {
  const label = record.get('label');
  const question = record.get('question');
  if (label?.kind !== 'object' || question?.kind !== 'object') return undefined;
  const list = label.members.get('steps');
  if (list?.kind !== 'array') return undefined;
  const problem = read(question.members.get('problem'));
  const texts: Text[] = [];
  const labels: Label[] = [];
  for (const item of list.items) {
    if (item.kind !== 'object') continue;
    const completions = item.members.get('completions');
    const human = item.members.get('human_completion');
    const chosen = item.members.get('chosen_completion');
    const options = completions?.kind === 'array' ? completions.items : [];
    const pick =
      chosen?.kind === 'number' ? options[chosen.value] : human?.kind === 'object' || human?.kind === 'string' ? human : options[0];
    const own = pick?.kind === 'object' ? read(pick.members.get('text')) : read(pick);
    if (!own) continue;
    const rating = pick?.kind === 'object' ? scalar(pick.members.get('rating')) : undefined;
    if (rating !== undefined) labels.push({ kind: 'step', step: texts.length, value: rating, by: 'rating' });
    texts.push(own);
  }
  if (!texts.length) return { fault: ' has no step: "label.steps" holds no completion.', at: { start: list.start, end: list.end } };
  const reference = read(question.members.get('ground_truth_answer')) ?? read(question.members.get('ground_truth_solution'));
  return { problem, steps: stepsFrom(texts, id, problem), labels, reference };
}

/** Chat: the last user turn is the problem, the last assistant turn the solution. */
function readMessages(record: Members, read: ReadText, id: string): Found | undefined {
  const list = record.get('messages') ?? record.get('conversations') ?? record.get('conversation');
  if (list?.kind !== 'array') return undefined;
  let problem: Text | undefined;
  let answer: Text | undefined;
  for (const item of list.items) {
    if (item.kind !== 'object') continue;
    const role = read(item.members.get('role') ?? item.members.get('from'))?.text;
    const content = contentOf(item.members.get('content') ?? item.members.get('value'), read);
    if (!content) continue;
    if (role === 'user' || role === 'human') {
      problem = content;
      answer = undefined;
    } else if (role === 'assistant' || role === 'gpt' || role === 'model') answer = content;
  }
  return answer && wholeFrom(answer, problem, id, true);
}

/** A message's text: a string, or the last text part of a list of parts. */
function contentOf(node: JsonNode | undefined, read: ReadText): Text | undefined {
  if (node?.kind !== 'array') return read(node);
  const parts = node.items.map(part => (part.kind === 'object' ? read(part.members.get('text')) : undefined));
  return parts.findLast(part => part !== undefined);
}

/** A solution in one string, cut into steps. GSM8K's `answer` is such a string where nothing else is. */
function readWhole(record: Members, read: ReadText, id: string): Found | undefined {
  const problem = problemOf(record, read);
  const key = solutionKeys.find(k => read(record.get(k)) ?? messageOf(record.get(k), read));
  const whole = key && (read(record.get(key)) ?? messageOf(record.get(key), read));
  if (whole) return wholeFrom(whole, problem, id, key === 'completion' || key === 'output' || key === 'response');
  const answer = read(record.get('answer'));
  if (!problem || !answer || !/\n|####|=/.test(answer.text)) return undefined;
  const found = wholeFrom(answer, problem, id, true);
  return found && 'steps' in found ? { ...found, answerIsSolution: true } : found;
}

/** A completion given as a list with one chat message. */
function messageOf(node: JsonNode | undefined, read: ReadText): Text | undefined {
  const last = node?.kind === 'array' ? node.items.at(-1) : undefined;
  return last?.kind === 'object' ? contentOf(last.members.get('content'), read) : undefined;
}

/** Cuts one text into steps; `strict` asks for something mathematical in it, where the field's name does not promise that. */
function wholeFrom(whole: Text, problem: Text | undefined, id: string, strict: boolean): Found | undefined {
  const page = pageOf(whole);
  const found = weigh(page, 0, page.text.length);
  const any = found.relations + found.computed + found.formulas + found.plain > 0 || /\\boxed|####/.test(page.text);
  if (strict ? !any || found.code > found.relations + found.plain + 2 : !any && !/\d/.test(page.text + (problem?.text ?? '')))
    return undefined;
  const steps = makeSteps(page, gather(page, unmark(page, blocksOf(page))), id, problem?.text ?? '');
  return steps.length ? { problem, steps } : undefined;
}

/** The page of a decoded string: Markdown as models write it, tags, code and drawings left out. */
function pageOf(text: Text): Page {
  const { holes, cuts, formulas } = readMarkup(text.text);
  return makePage(text, 'markdown', holes, cuts, formulas);
}

/** Every text is one step, so that labels and rewards keep their places; blanks at the ends are left out. */
function stepsFrom(texts: readonly Text[], id: string, problem: Text | undefined): Step[] {
  return texts.map((text, i) => {
    const lead = text.text.length - text.text.trimStart().length;
    const tail = Math.max(lead, text.text.trimEnd().length);
    const own = lead === 0 && tail === text.text.length ? text : part(text, lead, tail);
    const label = /^(?:#{1,6}\s+)?(?:\*\*)?(Step\s+\d{1,3}|Case\s+\d{1,2})\b/i.exec(own.text)?.[1];
    return makeStep(own, 'markdown', id, i, problem?.text ?? '', label);
  });
}

function part(text: Text, start: number, end: number): Text {
  const at = (i: number) => (text.offsets ? text.offsets[i]! : text.span.start + i);
  const span = { start: at(start), end: at(end) };
  return { ...text, text: text.text.slice(start, end), span, ...(text.offsets && { offsets: text.offsets.slice(start, end + 1) }) };
}

function problemOf(record: Members, read: ReadText): Text | undefined {
  for (const key of problemKeys) {
    const node = record.get(key);
    if (node?.kind === 'string') return read(node);
    if (node?.kind === 'object') return read(node.members.get('problem') ?? node.members.get('question') ?? node.members.get('text'));
    if (node?.kind === 'array') return messageOf(node, read);
  }
  return undefined;
}

function idOf(record: Members, read: ReadText): string | undefined {
  for (const key of idKeys) {
    const node = record.get(key);
    if (node?.kind === 'number') return String(node.value);
    const own = read(node)?.text.trim();
    if (own) return own;
  }
  return undefined;
}

/** Judgements the record carries, steps counted from 0. "N/A" and an empty value are none. */
function labelsOf(record: Members, steps: number): Label[] {
  const labels: Label[] = [];
  const label = record.get('label');
  if (label?.kind === 'number') labels.push(firstError(label.value, 'label'));
  const oneBased = record.get('model_output_solution_first_error_step');
  const counted = oneBased?.kind === 'number' ? oneBased.value : undefined;
  if (counted !== undefined) labels.push(firstError(counted > 0 ? counted - 1 : -1, 'model_output_solution_first_error_step'));
  const many = record.get('labels') ?? record.get('ratings');
  if (many?.kind === 'array' && many.items.length === steps)
    many.items.forEach((item, step) => {
      const value = scalar(item);
      if (value !== undefined) labels.push({ kind: 'step', step, value, by: record.has('labels') ? 'labels' : 'ratings' });
    });
  for (const key of ['final_answer_correct', 'model_output_answer_correctness', 'is_correct', 'correct']) {
    const value = scalar(record.get(key));
    if (value !== undefined) labels.push({ kind: 'final-answer', value, by: key });
  }
  return labels;
}

/** A list with one entry a step that does not fit the steps. `at` is in the record's own text. */
type Misfit = { readonly fault: string; readonly at: Span };

function labelMisfit(record: Members, steps: number): Misfit | undefined {
  for (const key of ['labels', 'ratings']) {
    const node = record.get(key);
    if (node?.kind === 'array' && node.items.length !== steps)
      return { fault: `: "${key}" holds ${node.items.length} entries for ${steps} steps; they are left out.`, at: node };
  }
  return undefined;
}

const firstError = (value: number, by: string): Label =>
  value >= 0 ? { kind: 'first-error', step: value, value, by } : { kind: 'first-error', value, by };

function scalar(node: JsonNode | undefined): number | string | undefined {
  if (node?.kind === 'number') return node.value;
  if (node?.kind === 'literal' && node.value !== null) return node.value ? 1 : 0;
  return undefined;
}

function referenceOf(record: Members, text: string, shift: number, read: ReadText): Text | undefined {
  for (const key of referenceKeys) {
    const node = record.get(key);
    const own = read(node);
    if (own?.text.trim()) return own;
    if (node?.kind === 'number')
      return { text: text.slice(node.start, node.end), span: { start: node.start + shift, end: node.end + shift } };
  }
  return undefined;
}

function rewardsOf(record: Members, steps: number): { rewards: Rewards[]; misfit?: Misfit } {
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

function first(members: Members, keys: readonly string[]): JsonNode | undefined {
  const key = keys.find(k => members.get(k)?.kind === 'string');
  return key ? members.get(key) : undefined;
}
