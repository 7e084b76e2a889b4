// Records of datasets and model outputs: a JSON object → one solution, whatever shape it has.
import type { Problem, Solution, Span, Text } from '../model';
import { decode, type JsonNode, readJson } from './json-reader';
import { labelMisfit, labelsOf, referenceOf, rewardsOf } from './record-labels';
import { type Members, type ReadText, readShape } from './record-shapes';
import { titleFrom } from './sections';

export type Read = {
  readonly solution?: Solution;
  readonly problem?: Problem;
  /** The record is no JSON, so it may have been cut off. */
  readonly cut?: boolean;
};

const idKeys = ['id', 'uid', 'uuid', 'idx', 'unique_id'];

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

/** The names of a record's fields, so that it can be seen which of them was meant; the first few where there are many. */
export function amongFields(names: Iterable<string>): string {
  const all = [...names].map(name => (name.length > 40 ? `${name.slice(0, 40)}…` : name));
  if (all.length === 0) return '';
  const shown = all.slice(0, 12).join(', ');
  return ` among its fields ${shown}${all.length > 12 ? ` and ${all.length - 12} more` : ''}`;
}

/** Reads one record whose node stands in `text`; `shift` is added to every offset. */
export function readRecord(text: string, node: JsonNode, shift: number, index: number): Read {
  const span = { start: node.start + shift, end: node.end + shift };
  const bad = (message: string, at: Span = span): Problem => ({ span: at, code: 'bad-record', message: `Record ${index + 1}${message}` });
  if (node.kind !== 'object') return { problem: bad(' is not an object.') };
  const record = node.members;
  const read = (n: JsonNode | undefined): Text | undefined => (n?.kind === 'string' ? decode(text, n, shift) : undefined);
  const id = idOf(record, read) ?? String(index + 1);
  const found = readShape(record, read, id);
  if (!found) {
    const missing = ' has no solution: neither steps nor a solution, response or assistant message was found';
    return { problem: bad(`${missing}${amongFields(record.keys())}.`) };
  }
  if ('fault' in found) return { problem: bad(found.fault, found.at && { start: found.at.start + shift, end: found.at.end + shift }) };
  const { problem, steps } = found;
  const labels = [...(found.labels ?? []), ...labelsOf(record, steps.length, read)];
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

function idOf(record: Members, read: ReadText): string | undefined {
  for (const key of idKeys) {
    const node = record.get(key);
    if (node?.kind === 'number') return String(node.value);
    const own = read(node)?.text.trim();
    if (own) return own;
  }
  return undefined;
}
