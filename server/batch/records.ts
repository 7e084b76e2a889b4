// JSONL: record by record, in memory bounded by the longest line.
import { analyseSolution } from '../core';
import { meantAsSolution } from '../core/formats/jsonl';
import { parseRecord } from '../core/formats/records';
import { withOpinions } from '../models';
import { breathe, type Event, invalidUtf8, MB, size, type TroubleEvent, trouble, type Work } from './events';
import { type Input, reason } from './inputs';
import { type Line, lines } from './lines';
import { openWindow } from './place';
import { decode, markLength, textOnly } from './utf8';

/**
 * Record by record. A file met in a folder may be anything: what is wrong with it is held back until a record shows that
 * it is meant to hold solutions.
 */
export async function* checkRecords(input: Input, work: Work): AsyncGenerator<Event> {
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
