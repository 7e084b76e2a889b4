// `hence plan`: what a model would be asked, as a batch file. Nothing is sent.
import { type FileHandle, open } from 'node:fs/promises';
import { resolve } from 'node:path';
import { reason } from '../batch/inputs';
import type { TaskSpec } from '../batch/tasks';
import { createLimit } from '../models/transport/limit';
import { openBatch, outputClash } from './batches';
import { exit, type Io } from './io';
import { openModels } from './models';
import { isGiven, type Misuse, type Options, optionOf } from './options';
import { readWish, refiner } from './refine';
import { readRequest } from './request';
import { resultsOf, troubleWords } from './results';

/** Exit code 3 where something could not be read: what it holds is not asked about. */
export async function runPlan(options: Options, io: Io): Promise<number | Misuse> {
  const request = await readRequest(options, io);
  if ('misuse' in request) return request;
  const batch = await openBatch(options, request.models!, io, true);
  if ('misuse' in batch) return batch;
  const { chat } = batch;
  let file: FileHandle | undefined;
  try {
    const asked = await openModels(options, request.models!, io, { batch: chat });
    if ('failure' in asked) return { misuse: asked.failure };
    const wish = options.given.refine && readWish(options, 'refine');
    if (wish && 'misuse' in wish) return wish;
    const output = optionOf(options, 'output');
    const clash = outputClash(options, io);
    if (clash) return clash;
    if (output !== undefined) {
      try {
        file = await open(resolve(io.cwd, output), 'w');
      } catch (error) {
        return { misuse: `--output ${output}: ${reason(error)}` };
      }
    }
    const ask = wish ? refiner(request.models!, asked, wish, io).judge : asked.judge;
    // One solution after the other, so that the same input gives the same file.
    const turn = createLimit(1);
    let [written, solutions, unreadable] = [0, 0, batch.unreadable];
    const judge: typeof asked.judge = analysis =>
      turn(async () => {
        await ask(analysis);
        const lines = await chat.lines();
        solutions++;
        written += lines.length;
        const text = lines.map(line => `${line}\n`).join('');
        if (text) await (file ? file.writeFile(text) : io.stdout.write(text));
        return analysis;
      });
    const task: TaskSpec = { kind: 'score', view: { settings: request.settings, inherited: false, timing: false } };
    for await (const result of resultsOf(options, request, io, task, judge)) {
      if (result.type !== 'trouble') continue;
      if (result.level === 'error') unreadable++;
      await io.stderr.write(`hence: ${troubleWords(result)}\n`);
    }
    if (!isGiven(options, 'quiet')) await io.stderr.write(told(written, solutions, chat.tally().planned));
    if (io.signal?.aborted) return exit.interrupted;
    return unreadable > 0 ? exit.unreadable : exit.clean;
  } finally {
    await Promise.all([file?.close(), batch.close()]);
  }
}

function told(written: number, solutions: number, { prompt, completion }: { prompt: number; completion: number }): string {
  const number = (n: number, word: string) => `${n.toLocaleString('en-US')} ${word}${n === 1 ? '' : 's'}`;
  if (written === 0) return `plan: nothing is left to ask about ${number(solutions, 'solution')}; hence ingest reads the answers\n`;
  const cost = `about ${number(prompt, 'token')} to read, at most ${number(completion, 'token')} to write`;
  return `plan: ${number(written, 'question')} on ${number(solutions, 'solution')} · ${cost}\n`;
}
