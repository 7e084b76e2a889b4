// The inputs of a command line, checked: what most commands begin with.
import type { TroubleEvent } from '../batch/events';
import { findInputs } from '../batch/inputs';
import type { Judge } from '../batch/records';
import { type Result, runAll } from '../batch/run';
import type { TaskSpec } from '../batch/tasks';
import { formatNames } from '../core/formats/names';
import { oneLine } from './colour';
import type { Io } from './io';
import type { Options } from './options';
import { type Request, readingOf } from './request';

/** What the inputs come to, in their order, with `task` made of each solution; `judge` adds what models say. */
export function resultsOf(options: Options, request: Request, io: Io, task: TaskSpec, judge?: Judge): AsyncGenerator<Result> {
  const walk = { cwd: io.cwd, extensions: formatNames.flatMap(format => format.extensions), stdin: () => io.stdin };
  const reading = readingOf(request, io);
  const pool = { ...request.pool, reading, ...(judge ? { judge } : {}) };
  return runAll(findInputs(options.paths, walk), { ...request.plan, task }, pool);
}

/** `a.jsonl:3: what is wrong`, on one line. */
export function troubleWords({ file, line, message }: TroubleEvent): string {
  return oneLine(`${file}${line === undefined ? '' : `:${line}`}: ${message}`);
}
