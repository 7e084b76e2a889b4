// Files in, events out: one per solution and one per thing that could not be read, in input order, in bounded memory.
import { formats } from '../core';
import type { Event, Work } from './events';
import { type Input, reason } from './inputs';
import { checkRecords } from './records';
import { NotText } from './utf8';
import { checkWhole } from './whole';

export type { EndEvent, Event, SolutionEvent, TroubleEvent, Work } from './events';

/** Reads and checks one input. Never throws: whatever goes wrong with the input becomes an event. */
export async function* checkInput(input: Input, work: Work): AsyncGenerator<Event> {
  const file = input.name;
  if (input.refused !== undefined) {
    yield { type: 'trouble', file, level: 'error', code: 'unreadable', message: input.refused };
  } else {
    try {
      yield* isRecords(input, work) ? checkRecords(input, work) : checkWhole(input, work);
    } catch (error) {
      if (work.signal?.aborted) return;
      const code = error instanceof NotText ? 'not-text' : 'unreadable';
      yield { type: 'trouble', file, level: 'error', code, message: reason(error) };
    }
  }
  yield { type: 'end', file, named: input.named };
}

function isRecords(input: Input, { as }: Work): boolean {
  if (as !== undefined) return as === 'jsonl';
  const format = formats.find(f => f.id === 'jsonl');
  return format?.extensions.some(extension => input.kind?.toLowerCase().endsWith(extension)) ?? false;
}
