// Inputs → jobs: JSONL in handfuls of lines, everything else a file at a time. Runs on the thread that reads.
import { isAscii } from 'node:buffer';
import { formatNames } from '../core/formats/names';
import { caps, type EndEvent, size, type TroubleEvent } from './events';
import { type Input, reason } from './inputs';
import type { Job, LineRef, Outcome } from './job';
import { recordKey } from './keys';
import { type Line, lines } from './lines';
import { markLength, NotText, textOnly } from './utf8';

export type Reading = {
  readonly as?: string;
  /** What the keys of records begin with; without it they have none. */
  readonly configuration?: string;
  /** Whether the report holds this record already. */
  readonly known?: (key: string) => boolean;
  readonly signal?: AbortSignal;
};

/** A job with the outcomes that need no work in their places, or an event for the report as it is. */
export type Item =
  | { readonly type: 'job'; readonly named: boolean; readonly job: Job; readonly places: readonly (number | Outcome)[] }
  | (TroubleEvent & { readonly named: boolean })
  | EndEvent;

/** A job is at most this many lines, and ends with the line that brings it over so many bytes. */
const most = { lines: 16, bytes: 1 << 16 };

/** Reads one input. Never throws: whatever goes wrong with it becomes an event. */
export async function* readInput(input: Input, reading: Reading): AsyncGenerator<Item> {
  const { name: file, named } = input;
  const unreadable = (code: TroubleEvent['code'], message: string) =>
    ({ type: 'trouble', file, named: true, level: 'error', code, message }) as const;
  if (input.refused !== undefined) yield unreadable('unreadable', input.refused);
  else {
    try {
      yield* isRecords(input, reading) ? readRecords(input, reading) : readWhole(input, reading);
    } catch (error) {
      if (reading.signal?.aborted) return;
      yield unreadable(error instanceof NotText ? 'not-text' : 'unreadable', reason(error));
    }
  }
  yield { type: 'end', file, named };
}

export function isRecords(input: Pick<Input, 'kind'>, { as }: Pick<Reading, 'as'>): boolean {
  if (as !== undefined) return as === 'jsonl';
  const format = formatNames.find(f => f.id === 'jsonl');
  return format?.extensions.some(extension => input.kind?.toLowerCase().endsWith(extension)) ?? false;
}

async function* readRecords(input: Input, { configuration, known, signal }: Reading): AsyncGenerator<Item> {
  const { name: file, named } = input;
  let start = 0;
  let index = 0;
  let describe = true;
  for await (const batch of lines(textOnly(input.open(signal)), caps.line)) {
    for (let from = 0; from < batch.length; ) {
      if (signal?.aborted) return;
      const refs: LineRef[] = [];
      const parts: Buffer[] = [];
      const places: (number | Outcome)[] = [];
      let bytes = 0;
      for (; from < batch.length && places.length < most.lines && bytes < most.bytes; from++) {
        const line = batch[from]!;
        const blank = isBlank(line);
        const key = configuration && line.bytes ? recordKey(configuration, file, line.number, start, line.bytes) : '';
        if (known?.(key)) places.push({ type: 'known', key });
        else if (!blank) {
          places.push(refs.length);
          const { number, offset, length } = line;
          refs.push({ number, offset, start, index, at: line.bytes ? bytes : -1, length, key });
          if (line.bytes) {
            parts.push(line.bytes);
            bytes += line.length;
          }
        }
        if (!blank) index++;
        start += unitsOf(line) + 1;
      }
      if (places.length === 0) continue;
      yield {
        type: 'job',
        named,
        job: { kind: 'records', file, bytes: Buffer.concat(parts, bytes), lines: refs, describe },
        places,
      };
      describe = false;
    }
  }
}

/** Length as text; a byte order mark is none of it. */
function unitsOf(line: Line): number {
  if (!line.bytes) return line.units;
  const mark = line.number === 1 ? markLength(line.bytes) : 0;
  if (isAscii(line.bytes)) return line.length;
  const own = line.bytes.subarray(mark);
  // Every broken sequence becomes one character, which only decoding tells.
  return Buffer.from(own.buffer, own.byteOffset, own.length).toString('utf8').length;
}

function isBlank({ bytes }: Line): boolean {
  if (!bytes) return false;
  for (const byte of bytes) if (byte > 32) return false;
  return true;
}

async function* readWhole(input: Input, { configuration, known, signal }: Reading): AsyncGenerator<Item> {
  const { name: file, named } = input;
  const bytes = (input.size ?? 0) > caps.file ? undefined : await readAll(textOnly(input.open(signal)), caps.file);
  if (!bytes) {
    const message = `larger than ${size(caps.file)}; only JSONL (one record a line) is read at any size`;
    yield { type: 'trouble', file, named: true, level: 'error', code: 'too-large', message };
    return;
  }
  const key = configuration ? recordKey(configuration, file, 1, 0, bytes) : '';
  const places: (number | Outcome)[] = known?.(key) ? [{ type: 'known', key }] : [0];
  yield { type: 'job', named: true, job: { kind: 'whole', file, named, name: input.kind, bytes, key, describe: true }, places };
}

/** All of it, or undefined where it is larger than the cap. */
async function readAll(chunks: AsyncIterable<Uint8Array>, cap: number): Promise<Buffer | undefined> {
  const parts: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of chunks) {
    length += chunk.length;
    if (length > cap) return undefined;
    parts.push(chunk);
  }
  return Buffer.concat(parts, length);
}
