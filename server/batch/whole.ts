// Every format but JSONL: a file is read whole, up to a cap.
import { type Analysis, check } from '../core';
import { withOpinions } from '../models';
import { breathe, type Event, invalidUtf8, MB, size, trouble, type Work } from './events';
import { type Input, reason } from './inputs';
import { openWindow } from './place';
import { decode, markLength, textOnly } from './utf8';

/** Reads, checks and reports one document. */
export async function* checkWhole(input: Input, work: Work): AsyncGenerator<Event> {
  const file = input.name;
  const cap = work.maxFile ?? 16 * MB;
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
