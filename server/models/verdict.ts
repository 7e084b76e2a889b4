// A model's words → a verdict, or why they are none. Nothing is guessed: what is out of range or cut off says nothing.
import type { SlipName } from '../core';
import type { Framed } from './transcript';
import type { ChatReply } from './transport/chat';
import { ModelFailure } from './transport/failure';

export const slipNames: readonly SlipName[] = [
  'calculation',
  'counting',
  'question_understanding',
  'referencing_context_value',
  'referencing_previous_step_value',
  'unit_conversion',
  'operator',
  'missing_step',
  'confusing_formula',
  'confusing_concept',
  'adding_irrelevant_information',
  'nonsense_output',
];

/** What one sample of a critic says. */
export type Vote = {
  /** 0-based index of the first wrong step, -1 for none. */
  readonly first: number;
  readonly slip?: SlipName;
  readonly quote?: string;
  readonly explanation?: string;
  readonly replacement?: string;
};

export type NoVote = {
  readonly none: string;
  /** It passed the control step: whoever does has not read the steps, or was told not to. */
  readonly overlooked?: true;
};

/** The answer's text as an object: all of it, its fenced part, or the last object in it. */
export function objectIn(text: string): Record<string, unknown> | undefined {
  const fenced = [...text.matchAll(/```(?:json)?\s*\n([\s\S]*?)```/g)].map(match => match[1]!);
  for (const candidate of [text, ...fenced.reverse(), lastObject(text)]) {
    if (candidate === undefined) continue;
    try {
      const value: unknown = JSON.parse(candidate);
      if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Record<string, unknown>;
    } catch {
      // The next candidate may be it.
    }
  }
  return undefined;
}

/** The last balanced `{…}` of a text; strings with braces in them are minded. Linear: each character is looked at twice. */
function lastObject(text: string): string | undefined {
  let found: string | undefined;
  let depth = 0;
  let start = 0;
  let inString = false;
  for (let i = 0; i < text.length; i++) {
    const c = text[i]!;
    if (inString) {
      if (c === '\\') i++;
      else if (c === '"') inString = false;
    } else if (c === '"' && depth > 0) inString = true;
    else if (c === '{') {
      if (depth++ === 0) start = i;
    } else if (c === '}' && depth > 0 && --depth === 0) found = text.slice(start, i + 1);
  }
  return found;
}

/** What a reply as a whole cannot say, whatever stands in it; undefined where it may be read. */
export function unusable(reply: ChatReply | ModelFailure): string | undefined {
  if (reply instanceof ModelFailure) return reply.message;
  if (reply.finish === 'length') return 'the answer was cut off at its length limit';
  if (reply.finish === 'filter') return 'the model declined to answer';
  if (reply.text.trim() === '') return 'the answer is empty';
  return undefined;
}

/** One critic's answer as a vote. */
export function readVote(reply: ChatReply | ModelFailure, framed: Framed): Vote | NoVote {
  const why = unusable(reply);
  if (why !== undefined) return { none: why };
  const { text } = reply as ChatReply;
  const object = objectIn(text);
  const boxed = [...text.matchAll(/\\boxed\{\s*(-?\d+)\s*\}/g)].at(-1)?.[1];
  const raw = object?.first_error ?? (object ? undefined : boxed);
  const first = typeof raw === 'number' || (typeof raw === 'string' && /^-?\d+$/.test(raw.trim())) ? Number(raw) : Number.NaN;
  if (!Number.isInteger(first)) return { none: 'the answer names no step' };
  const shown = framed.steps + (framed.control === undefined ? 0 : 1);
  if (first < -1 || first >= shown) return { none: `the answer names step ${first}, which does not exist` };
  if (framed.control !== undefined) {
    if (first === framed.control) return { first: -1 };
    if (first === -1) return { none: 'the control step, which is wrong, went unnoticed', overlooked: true };
  }
  if (contradicts(object, first)) return { none: 'the answer contradicts itself' };
  return {
    first,
    ...(first >= 0 && slipNames.includes(object?.kind as SlipName) ? { slip: object!.kind as SlipName } : {}),
    ...textField(object, 'quote'),
    ...textField(object, 'explanation'),
    ...textField(object, 'replacement'),
  };
}

/** Whether the remarks on the steps say another first error than the verdict does. */
function contradicts(object: Record<string, unknown> | undefined, first: number): boolean {
  if (!Array.isArray(object?.analysis)) return false;
  const wrong = object.analysis.find(one => one?.verdict === 'wrong')?.step;
  return typeof wrong === 'number' && wrong !== first;
}

function textField(object: Record<string, unknown> | undefined, name: string): Record<string, string> {
  const value = object?.[name];
  return typeof value === 'string' && value.trim() !== '' && value.length <= 4000 ? { [name]: value.trim() } : {};
}
