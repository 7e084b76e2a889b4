// A line of JSONL → what it comes to. Runs where the checking is done.
import { analyseSolution, type SolutionAnalysis } from '../core';
import { readJson } from '../core/formats/json-reader';
import { meantAsSolution } from '../core/formats/jsonl';
import { parseRecord, type Read, readRecord } from '../core/formats/records';
import { withOpinions } from '../models';
import { caps, invalidUtf8, size, type TroubleEvent, trouble } from './events';
import { reason } from './inputs';
import type { LineRef, Outcome, Plan, RecordsJob } from './job';
import { describeShape, mapped } from './mapping';
import { openWindow } from './place';
import { holds } from './shard';
import { Late, type Within } from './stop';
import { drawn, type Task } from './tasks';
import { decode, markLength } from './utf8';

/** What checking needs of the thread it runs on. */
export type Bench = {
  readonly host: { readonly memo: import('../core').Memo; readonly token: import('../core').Token };
  readonly task: Task;
  /** Milliseconds from any origin. */
  readonly now: () => number;
  readonly within: Within;
  /** Adds corrections, where they are wanted. */
  readonly mend: (analysis: SolutionAnalysis) => SolutionAnalysis;
  /** Adds what models say; absent where none is asked. */
  readonly judge?: Judge;
};

export type Judge = (analysis: SolutionAnalysis) => Promise<SolutionAnalysis>;

/** Checks one line of a job. Never throws: what is wrong with the record is an outcome. */
export async function checkLine(job: RecordsJob, line: LineRef, plan: Plan, bench: Bench): Promise<Outcome[]> {
  const { file } = job;
  const { text, trouble: first } = readLine(job, line);
  const outcomes: Outcome[] = first.map(event => ({ ...event, key: line.key }));
  if (text.trim() === '') return elsewhere(plan, line.key, false) ? [{ type: 'elsewhere', solution: false }] : outcomes;
  const began = bench.now();
  const window = openWindow(text, line.start, line.number);
  try {
    const { solution, problem } = readMapped(text, line, plan);
    // A record without an id of its own is known by what it says.
    const own = solution && solution.id !== String(line.index + 1) ? solution.id : text;
    if (elsewhere(plan, own, true)) return [{ type: 'elsewhere', solution: solution !== undefined }];
    const cut = !solution && isCutSolution(text);
    if (problem) outcomes.push({ ...trouble(file, problem, window), key: line.key, cut });
    if (!solution) return outcomes;
    const repaired = bench.within(() => bench.mend(analyseSolution(solution, plan.settings, bench.host)));
    const proved = withOpinions(repaired, plan.settings);
    const analysis = bench.judge ? await bench.judge(proved) : proved;
    const event = {
      type: 'solution',
      file,
      format: 'jsonl',
      analysis,
      window,
      key: line.key,
      ms: bench.now() - began,
    } as const;
    const shape = job.describe ? shapeOf(text, line, plan, solution) : undefined;
    outcomes.push({ ...drawn(event, bench.task, plan), shape });
  } catch (error) {
    outcomes.push({ ...failure(file, error), line: line.number, key: line.key });
  }
  return outcomes;
}

/** What became of a record that could not be checked. */
export function failure(file: string, error: unknown): TroubleEvent {
  if (error instanceof Late) return { type: 'trouble', file, level: 'error', code: 'timeout', message: error.message };
  return { type: 'trouble', file, level: 'error', code: 'failed', message: `the check failed: ${reason(error)}` };
}

function elsewhere({ shard }: Plan, id: string, record: boolean): boolean {
  return shard !== undefined && (record || id !== '') && !holds(shard, id);
}

function readMapped(text: string, line: LineRef, { mapping }: Plan): Read {
  if (!mapping) return parseRecord(text, line.start, line.index);
  const found = readJson(text, 0, text.trimEnd().length);
  // What is no JSON is explained by the reader that knows how.
  if ('fault' in found) return parseRecord(text, line.start, line.index);
  const node = mapped(text, found.node, mapping);
  if (typeof node !== 'string') return readRecord(text, node, line.start, line.index);
  const span = { start: line.start, end: line.start + text.length };
  return { problem: { span, code: 'bad-record', message: `Record ${line.index + 1} is not read: ${node}.` } };
}

function shapeOf(text: string, line: LineRef, { mapping }: Plan, solution: Parameters<typeof describeShape>[2]): string {
  const found = readJson(text, 0, text.length);
  const node = 'fault' in found ? undefined : found.node;
  const cut = mapping?.split === undefined ? '' : ` · cut at ${mapping.split}`;
  return describeShape(node, line.start, solution) + cut;
}

/** The text of a line, and what is wrong with it before it is read as a record. */
function readLine({ file, bytes }: RecordsJob, line: LineRef): { text: string; trouble: TroubleEvent[] } {
  const { number, offset, at, length } = line;
  if (at < 0) {
    const message = `line ${number} is longer than ${size(caps.line)} (${size(length)}); it was left out`;
    return { text: '', trouble: [{ type: 'trouble', file, level: 'error', code: 'too-large', message, line: number, byte: offset }] };
  }
  const own = bytes.subarray(at, at + length);
  const mark = number === 1 ? markLength(own) : 0;
  const { text, invalidAt, invalid } = decode(mark > 0 ? own.subarray(mark) : own);
  return { text, trouble: invalid > 0 ? [invalidUtf8(file, invalidAt + mark, invalid, { number, offset, bytes: own })] : [] };
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
