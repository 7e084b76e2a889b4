// What reading an input comes to: solutions, what could not be read, and ends.
import type { Problem, SolutionAnalysis } from '../core';
import type { Window } from './place';
import { utf16Length } from './utf8';

/** A solution, checked, where it was checked; only what a task draws of it leaves that thread. */
export type SolutionEvent = {
  readonly type: 'solution';
  readonly file: string;
  readonly format: string;
  readonly analysis: SolutionAnalysis;
  readonly window: Window;
  /** Names the record and the configuration it was checked under. */
  readonly key: string;
  readonly ms: number;
};

/** Something about the input itself. Line, column 1-based; `byte` 0-based in the (decompressed) file. */
export type TroubleEvent = {
  readonly type: 'trouble';
  readonly file: string;
  /** An error is input that could not be read; a warning is input that was read, but perhaps not as it was meant. */
  readonly level: 'error' | 'warning';
  readonly code: Problem['code'] | 'unreadable' | 'invalid-utf8' | 'failed' | 'timeout';
  readonly message: string;
  readonly line?: number;
  readonly column?: number;
  readonly byte?: number;
  readonly key?: string;
};

/** A file was read to its end, or as far as it could be. */
export type EndEvent = { readonly type: 'end'; readonly file: string; readonly named: boolean };

export const MB = 1024 * 1024;

/** Caps in bytes: of a line of JSONL, and of a file of any other format. */
export const caps = { line: 16 * MB, file: 16 * MB };

/** A problem the reader of a format found, in place. */
export function trouble(file: string, problem: Problem, window: Window): TroubleEvent {
  const level = problem.code === 'unclosed-math' ? 'warning' : 'error';
  return { type: 'trouble', file, level, code: problem.code, message: problem.message, ...window.locate(problem.span.start) };
}

/** Bytes that are no UTF-8: the first at byte `at` of `line`, whose own offset is in the file. */
export function invalidUtf8(
  file: string,
  at: number,
  count: number,
  line: { number: number; offset: number; bytes: Uint8Array },
): TroubleEvent {
  const byte = line.offset + at;
  const column = utf16Length(line.bytes.subarray(0, at)) + 1;
  const more = count > 1 ? `, and ${count - 1} more after it` : '';
  const message = `invalid UTF-8 at byte ${byte}${more}; read as U+FFFD`;
  return { type: 'trouble', file, level: 'error', code: 'invalid-utf8', message, line: line.number, column, byte };
}

/** Lets signals and timers in. */
export function breathe(): Promise<void> {
  return new Promise(resolve => setImmediate(resolve));
}

/** A number of bytes, for people. */
export function size(bytes: number): string {
  return bytes >= MB ? `${Math.round(bytes / MB)} MB` : `${bytes} bytes`;
}
