// The shapes records have: listed steps, PRM800K, chat, a solution in one string. Each reads its own or steps aside.
import type { Label, Rewards, Span, Step, Text } from '../model';
import { blocksOf, unmark } from './blocks';
import { weigh } from './evidence';
import type { JsonNode } from './json-reader';
import { readMarkup } from './markup';
import { makePage, type Page } from './page';
import { scalar } from './record-labels';
import { gather, makeStep, makeSteps } from './steps';

export type Members = ReadonlyMap<string, JsonNode>;

/** The question as it was put to whoever wrote these steps comes first: PRMBench keeps the original beside it. */
const problemKeys = ['modified_question', 'problem', 'question', 'prompt', 'query', 'instruction', 'input', 'original_question'];

const stepKeys = ['steps', 'model_output_steps', 'solution_steps', 'reasoning_steps', 'modified_process', 'completions'];

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

/** What a shape found, or why a record of that shape cannot be read. `at` is in the record's own text. */
export type Found =
  | {
      readonly problem?: Text;
      readonly steps: readonly Step[];
      readonly labels?: readonly Label[];
      readonly rewards?: readonly Rewards[];
      readonly reference?: Text;
      readonly answerIsSolution?: boolean;
    }
  | { readonly fault: string; readonly at?: Span };

/** The decoded text of a string node; undefined for any other. */
export type ReadText = (node: JsonNode | undefined) => Text | undefined;

/** The first shape that fits, or undefined where the record holds no solution. */
export function readShape(record: Members, read: ReadText, id: string): Found | undefined {
  return readNested(record, read, id) ?? readSteps(record, read, id) ?? readMessages(record, read, id) ?? readWhole(record, read, id);
}

/** `steps` as strings or as objects with a text, and TRL's `completions` with `labels`. */
function readSteps(record: Members, read: ReadText, id: string): Found | undefined {
  const key = stepKeys.find(k => record.get(k)?.kind === 'array' && (k !== 'completions' || record.get('labels')?.kind === 'array'));
  const list = key === undefined ? undefined : record.get(key);
  if (list?.kind !== 'array') return undefined;
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
    const own = read(node);
    if (own?.text.trim()) return own;
    if (node?.kind === 'object') return read(node.members.get('problem') ?? node.members.get('question') ?? node.members.get('text'));
    if (node?.kind === 'array') return messageOf(node, read);
  }
  return undefined;
}

function first(members: Members, keys: readonly string[]): JsonNode | undefined {
  const key = keys.find(k => members.get(k)?.kind === 'string');
  return key ? members.get(key) : undefined;
}
