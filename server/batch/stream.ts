// Files in, events out: one per solution and one per thing that could not be read, in input order, in bounded memory.
import {
  type Analysis,
  analyseSolution,
  check,
  type Format,
  formats,
  type Host,
  type Problem,
  type Settings,
  type SolutionAnalysis,
} from '../core';
import { meantAsSolution } from '../core/formats/jsonl';
import { parseRecord } from '../core/formats/records';
import { withOpinions } from '../models';
import { type Input, reason } from './inputs';
import { type Line, lines } from './lines';
import { openWindow, type Window } from './place';
import { decode, markLength, notText, utf16Length } from './utf8';

export type Event = SolutionEvent | TroubleEvent | EndEvent;

export type SolutionEvent = {
  readonly type: 'solution';
  readonly file: string;
  readonly format: string;
  readonly analysis: SolutionAnalysis;
  readonly window: Window;
  readonly ms: number;
};

/** Something about the input itself. Line, column 1-based; `byte` 0-based in the (decompressed) file. */
export type TroubleEvent = {
  readonly type: 'trouble';
  readonly file: string;
  /** An error is input that could not be read; a warning is input that was read, but perhaps not as it was meant. */
  readonly level: 'error' | 'warning';
  readonly code: Problem['code'] | 'unreadable' | 'invalid-utf8' | 'failed';
  readonly message: string;
  readonly line?: number;
  readonly column?: number;
  readonly byte?: number;
};

/** A file was read to its end, or as far as it could be. */
export type EndEvent = { readonly type: 'end'; readonly file: string; readonly named: boolean };

export type Work = {
  readonly settings: Settings;
  readonly host: Host;
  /** Milliseconds from any origin. */
  readonly now: () => number;
  readonly signal?: AbortSignal;
  /** A format id that overrides what name and content say. */
  readonly as?: string;
  /** Caps in bytes. */
  readonly maxLine?: number;
  readonly maxFile?: number;
};

const MB = 1024 * 1024;

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
  const format: Format | undefined = formats.find(f => f.id === 'jsonl');
  return format?.extensions.some(extension => input.kind?.toLowerCase().endsWith(extension)) ?? false;
}

/**
 * Record by record. A file met in a folder may be anything: what is wrong with it is held back until a record shows that
 * it is meant to hold solutions.
 */
async function* checkRecords(input: Input, work: Work): AsyncGenerator<Event> {
  const file = input.name;
  const cap = work.maxLine ?? 16 * MB;
  let start = 0;
  let index = 0;
  let meant = input.named;
  const held: Event[] = [];
  let unheld = 0;
  for await (const batch of lines(textOnly(input.open(work.signal)), cap)) {
    for (const line of batch) {
      if (work.signal?.aborted) return;
      const { text, trouble } = readLine(file, line, cap);
      const blank = text.trim() === '';
      const events = [...trouble, ...(blank ? [] : checkRecord(file, text, start, line.number, index++, work))];
      start += (line.bytes ? text.length : line.units) + 1;
      if (!meant && (events.some(event => event.type === 'solution') || (events.length > 0 && isCutSolution(text)))) {
        meant = true;
        yield* held.splice(0);
        if (unheld > 0) yield notHeld(file, unheld, line.number);
      }
      if (meant) yield* events;
      else for (const event of events) held.length < 1000 ? held.push(event) : unheld++;
    }
    await breathe();
  }
}

/** The text of a line, and what is wrong with it before it is read as a record. */
function readLine(file: string, line: Line, cap: number): { text: string; trouble: TroubleEvent[] } {
  if (!line.bytes) {
    const message = `line ${line.number} is longer than ${size(cap)} (${size(line.length)}); it was left out`;
    return {
      text: '',
      trouble: [{ type: 'trouble', file, level: 'error', code: 'too-large', message, line: line.number, byte: line.offset }],
    };
  }
  const mark = line.number === 1 ? markLength(line.bytes) : 0;
  const { text, invalidAt, invalid } = decode(mark > 0 ? line.bytes.subarray(mark) : line.bytes);
  return { text, trouble: invalid > 0 ? [invalidUtf8(file, invalidAt + mark, invalid, line)] : [] };
}

/** Whether a record that is not JSON looks as if a solution was meant. */
function isCutSolution(text: string): boolean {
  if (!meantAsSolution(text)) return false;
  try {
    JSON.parse(text);
    return false;
  } catch {
    return true;
  }
}

function notHeld(file: string, count: number, line: number): TroubleEvent {
  const message = `${count} more records before line ${line} could not be read`;
  return { type: 'trouble', file, level: 'error', code: 'bad-record', message, line };
}

function* checkRecord(file: string, text: string, start: number, line: number, index: number, work: Work): Generator<Event> {
  const began = work.now();
  const window = openWindow(text, start, line);
  try {
    const { solution, problem } = parseRecord(text, start, index);
    if (problem) yield trouble(file, problem, window);
    if (!solution) return;
    const analysis = withOpinions(analyseSolution(solution, work.settings, work.host), work.settings);
    yield { type: 'solution', file, format: 'jsonl', analysis, window, ms: work.now() - began };
  } catch (error) {
    yield { type: 'trouble', file, level: 'error', code: 'failed', message: `the check failed: ${reason(error)}`, line };
  }
}

async function* checkWhole(input: Input, work: Work): AsyncGenerator<Event> {
  const file = input.name;
  const cap = work.maxFile ?? 64 * MB;
  const bytes = (input.size ?? 0) > cap ? undefined : await readAll(textOnly(input.open(work.signal)), cap);
  if (!bytes) {
    const message = `larger than ${size(cap)}; only JSONL (one record a line) is read at any size`;
    yield { type: 'trouble', file, level: 'error', code: 'too-large', message };
    return;
  }
  const mark = markLength(bytes);
  const { text, invalidAt, invalid } = decode(bytes.subarray(mark));
  const window = openWindow(text);
  let done: Finished | undefined;
  try {
    done = await finish(check({ text, format: work.as, name: input.kind }, work.settings, work.host), work);
  } catch (error) {
    yield { type: 'trouble', file, level: 'error', code: 'failed', message: `the check failed: ${reason(error)}` };
  }
  if (!done) return;
  const found = done.analysis.solutions.length + done.analysis.problems.length > 0;
  if (invalid > 0 && (input.named || found)) {
    const line = lineOf(bytes, invalidAt + mark);
    yield invalidUtf8(file, invalidAt + mark - line.offset, invalid, line);
  }
  for (const problem of done.analysis.problems) yield trouble(file, problem, window);
  for (const [i, analysis] of withOpinions(done.analysis, work.settings).solutions.entries()) {
    yield { type: 'solution', file, format: done.analysis.format, analysis, window, ms: done.ms[i] ?? 0 };
  }
}

/** An analysis and how long each of its solutions took; reading the document is part of the first. */
type Finished = { readonly analysis: Analysis; readonly ms: readonly number[] };

/** Runs `check` to its end, letting signals in; undefined where one says stop. */
async function finish(run: ReturnType<typeof check>, work: Work): Promise<Finished | undefined> {
  const ms: number[] = [];
  let began = work.now();
  let rested = began;
  for (let step = run.next(); ; step = run.next()) {
    if (work.signal?.aborted) return undefined;
    if (step.done) return { analysis: step.value, ms };
    const now = work.now();
    if (step.value.done > ms.length) {
      ms.push(now - began);
      began = now;
    }
    if (now - rested < 50) continue;
    await breathe();
    rested = work.now();
  }
}

function breathe(): Promise<void> {
  return new Promise(resolve => setImmediate(resolve));
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

function trouble(file: string, problem: Problem, window: Window): TroubleEvent {
  const level = problem.code === 'unclosed-math' ? 'warning' : 'error';
  return { type: 'trouble', file, level, code: problem.code, message: problem.message, ...window.locate(problem.span.start) };
}

/** `at` counts bytes from the start of `line`. */
function invalidUtf8(file: string, at: number, count: number, line: Line | ReturnType<typeof lineOf>): TroubleEvent {
  const byte = line.offset + at;
  const column = utf16Length(line.bytes!.subarray(0, at)) + 1;
  const more = count > 1 ? `, and ${count - 1} more after it` : '';
  const message = `invalid UTF-8 at byte ${byte}${more}; read as U+FFFD`;
  return { type: 'trouble', file, level: 'error', code: 'invalid-utf8', message, line: line.number, column, byte };
}

/** The line byte `at` stands in, from its start on. */
function lineOf(bytes: Buffer, at: number): { number: number; offset: number; bytes: Buffer } {
  let number = 1;
  let offset = 0;
  for (let i = bytes.indexOf(10); i >= 0 && i < at; i = bytes.indexOf(10, offset)) {
    number++;
    offset = i + 1;
  }
  return { number, offset, bytes: bytes.subarray(offset) };
}

class NotText extends Error {}

/** Lets text through and throws at what is plainly none, judged by its start. */
async function* textOnly(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let first = true;
  for await (const chunk of chunks) {
    const why = first ? notText(chunk.subarray(0, 1 << 16)) : undefined;
    if (why !== undefined) throw new NotText(why);
    first = false;
    yield chunk;
  }
}

function size(bytes: number): string {
  return bytes >= MB ? `${Math.round(bytes / MB)} MB` : `${bytes} bytes`;
}
