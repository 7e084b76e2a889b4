// Records whose fields have names of their own: which holds the problem, which the steps, and how a text is cut into steps.
import type { Label, Solution } from '../core';
import type { JsonNode, JsonString } from '../core/formats/json-reader';
import { amongFields } from '../core/formats/records';

export type Mapping = {
  /** Names of fields; `a.b` is the field b of the object in a. */
  readonly problem?: string;
  readonly steps?: string;
  /** `lines`, `paragraphs`, or a text between steps, as it is written (`\n` is a line break). */
  readonly split?: string;
};

type JsonObject = Extract<JsonNode, { kind: 'object' }>;

/** The record with its fields under the names every reader knows, or why it does not have them. */
export function mapped(text: string, node: JsonNode, mapping: Mapping): JsonNode | string {
  if (node.kind !== 'object') return node;
  const members = new Map(node.members);
  if (mapping.problem !== undefined) {
    const problem = fieldOf(node, mapping.problem);
    if (!problem) return `it has no field ${mapping.problem}${amongFields(node.members.keys())}`;
    members.set('problem', problem);
  }
  const name = mapping.steps ?? (mapping.split === undefined ? undefined : firstText(node));
  if (name !== undefined) {
    const steps = fieldOf(node, name);
    if (steps?.kind === 'string') {
      members.set('steps', { kind: 'array', start: steps.start, end: steps.end, items: cut(text, steps, mapping.split ?? 'lines') });
    } else if (steps?.kind === 'array') members.set('steps', steps);
    else return steps ? `its field ${name} is neither a list nor a text` : `it has no field ${name}${amongFields(node.members.keys())}`;
  }
  return { ...node, members } as JsonObject;
}

function firstText({ members }: JsonObject): string | undefined {
  return ['steps', 'solution', 'response', 'model_output', 'completion', 'output', 'answer'].find(
    name => members.get(name)?.kind === 'string',
  );
}

function fieldOf(record: JsonObject, path: string): JsonNode | undefined {
  const whole = record.members.get(path);
  if (whole) return whole;
  let at: JsonNode | undefined = record;
  for (const part of path.split('.')) {
    if (at?.kind === 'array') at = at.items[Number(part)];
    else at = at?.kind === 'object' ? at.members.get(part) : undefined;
  }
  return at;
}

/** A string cut into strings, each where it stands: the parts' quotes are not there, but nobody looks at them. */
function cut(text: string, node: JsonString, how: string): JsonString[] {
  const between =
    how === 'lines' ? /(?:\\r)?\\n/g : how === 'paragraphs' ? /(?:(?:\\r)?\\n[ \t]*){2,}/g : new RegExp(literal(breaks(how)), 'g');
  const parts: JsonString[] = [];
  const inner = text.slice(node.start + 1, node.end - 1);
  let from = 0;
  const add = (start: number, end: number) => {
    if (
      inner
        .slice(start, end)
        .replace(/\\[nrt]/g, ' ')
        .trim() === ''
    )
      return;
    parts.push({ kind: 'string', start: node.start + start, end: node.start + end + 2, escaped: node.escaped });
  };
  for (const match of inner.matchAll(between)) {
    // A backslash that is itself escaped opens nothing: "\\n" in TeX is a command.
    if (oddBackslashes(inner, match.index)) continue;
    add(from, match.index);
    from = match.index + match[0].length;
  }
  add(from, inner.length);
  return parts;
}

function oddBackslashes(text: string, at: number): boolean {
  let count = 0;
  while (text[at - 1 - count] === '\\') count++;
  return count % 2 === 1;
}

/** What a shell passes on as `\n` is a line break. */
function breaks(text: string): string {
  return text.replace(/\\n/g, '\n').replace(/\\t/g, '\t');
}

/** The text as it stands inside a JSON string, as a pattern. */
function literal(text: string): string {
  return JSON.stringify(text)
    .slice(1, -1)
    .replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}

const kinds: Record<Label['kind'], string> = { 'first-error': 'label', step: 'step labels', 'final-answer': 'answer flag' };

/** How a record was read: "problem ← question · steps ← model_output_steps · label ← label". */
export function describeShape(node: JsonNode | undefined, shift: number, solution: Solution): string {
  const found: string[] = [];
  const from = (what: string, at: number | undefined) => {
    const name = at === undefined || !node ? undefined : nameAt(node, at - shift);
    if (name) found.push(`${what} ← ${name}`);
  };
  from('problem', solution.problem?.span.start);
  from('steps', solution.steps[0]?.span.start);
  from('reference', solution.reference?.span.start);
  const judged = new Set(solution.labels?.map(({ kind, by }) => `${kinds[kind]} ← ${by}`));
  found.push(...judged);
  for (const { by } of solution.rewards ?? []) found.push(`rewards ← ${by}`);
  return found.join(' · ');
}

/** The dotted name of the field in which an offset stands; places in lists are left out. */
function nameAt(node: JsonNode, at: number): string {
  if (node.kind === 'array') {
    const item = node.items.find(({ start, end }) => start <= at && at <= end);
    return item ? nameAt(item, at) : '';
  }
  if (node.kind !== 'object') return '';
  for (const [name, member] of node.members) {
    if (member.start > at || at > member.end) continue;
    const inner = nameAt(member, at);
    return inner ? `${name}.${inner}` : name;
  }
  return '';
}
