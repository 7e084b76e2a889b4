// Every format but JSONL: a file is read whole, up to a cap. Runs where the checking is done.
import { type Analysis, check, type SolutionAnalysis } from '../core';
import { withOpinions } from '../models';
import { invalidUtf8, trouble } from './events';
import type { Outcome, Plan, WholeJob } from './job';
import { openWindow } from './place';
import { type Bench, failure } from './records';
import { holds } from './shard';
import { drawn } from './tasks';
import { decode, markLength } from './utf8';

/** Checks one document, telling `tick` after each of its solutions. */
export async function checkWhole(job: WholeJob, plan: Plan, bench: Bench, tick: () => Promise<void> | undefined): Promise<Outcome[]> {
  const { file, key } = job;
  if (plan.shard && !holds(plan.shard, file)) return [{ type: 'elsewhere', solution: false }];
  const mark = markLength(job.bytes);
  const { text, invalidAt, invalid } = decode(job.bytes.subarray(mark));
  const window = openWindow(text);
  let done: Finished;
  try {
    done = await finish(check({ text, format: plan.as, name: job.name }, plan.settings, bench.host), bench, tick);
  } catch (error) {
    return [{ ...failure(file, error), key }];
  }
  if (bench.host.token.isCancellationRequested) return [];
  const outcomes: Outcome[] = [];
  const found = done.analysis.solutions.length + done.analysis.problems.length > 0;
  if (invalid > 0 && (job.named || found)) {
    const line = lineOf(job.bytes, invalidAt + mark);
    outcomes.push({ ...invalidUtf8(file, invalidAt + mark - line.offset, invalid, line), key });
  }
  for (const problem of done.analysis.problems) outcomes.push({ ...trouble(file, problem, window), key });
  const draw = async (one: SolutionAnalysis, i: number): Promise<Outcome> => {
    const began = bench.now();
    try {
      const proved = withOpinions(
        bench.within(() => bench.mend(one)),
        plan.settings,
      );
      const analysis = bench.judge ? await bench.judge(proved) : proved;
      const ms = (done.ms[i] ?? 0) + bench.now() - began;
      const event = { type: 'solution', file, format: done.analysis.format, analysis, window, key, ms } as const;
      const shape = job.describe && i === 0 ? `${done.analysis.format} document` : undefined;
      return { ...drawn(event, bench.task, plan), shape };
    } catch (error) {
      return { ...failure(file, error), line: window.locate(one.solution.span.start).line, key };
    }
  };
  const drawing: Promise<Outcome>[] = [];
  for (const [i, one] of done.analysis.solutions.entries()) {
    await tick();
    drawing.push(draw(one, i));
    // Whoever waits for a model lets the others ask meanwhile.
    if (!bench.judge) await drawing[i];
  }
  return [...outcomes, ...(await Promise.all(drawing))];
}

/** An analysis and how long each of its solutions took; reading the document is part of the first. */
type Finished = { readonly analysis: Analysis; readonly ms: readonly number[] };

async function finish(run: ReturnType<typeof check>, { now, within }: Bench, tick: () => Promise<void> | undefined): Promise<Finished> {
  const ms: number[] = [];
  let began = now();
  let rested = began;
  const go = () => within(() => run.next());
  for (let step = go(); ; step = go()) {
    if (step.done) return { analysis: step.value, ms };
    const at = now();
    if (step.value.done > ms.length) {
      ms.push(at - began);
      began = at;
    }
    if (at - rested < 50) continue;
    await tick();
    rested = now();
  }
}

/** The line byte `at` stands in, from its start on. */
function lineOf(bytes: Uint8Array, at: number): { number: number; offset: number; bytes: Uint8Array } {
  let number = 1;
  let offset = 0;
  for (let i = bytes.indexOf(10); i >= 0 && i < at; i = bytes.indexOf(10, offset)) {
    number++;
    offset = i + 1;
  }
  return { number, offset, bytes: bytes.subarray(offset) };
}
