// `hence replay`: the first wrong step, or the one named, is put right, and what depends on it is recomputed.
import { troubleRow } from '../batch/row';
import type { TaskSpec } from '../batch/tasks';
import { wantsColour } from './colour';
import { exit, type Io } from './io';
import { type Misuse, type Options, optionOf } from './options';
import { readRequest } from './request';
import { resultsOf, troubleWords } from './results';

/** Exit codes as of `hence check`: 1 where a step still breaks after the correction, or none is known. */
export async function runReplay(options: Options, io: Io): Promise<number | Misuse> {
  const request = await readRequest(options, io);
  if ('misuse' in request) return request;
  const asked = optionOf(options, 'step');
  const step = asked === undefined ? undefined : Number(asked);
  if (step !== undefined && !(Number.isInteger(step) && step >= 1)) return { misuse: `--step is a whole number from 1 on; not ${asked}` };
  const rows = options.format === 'jsonl';
  const view = { settings: request.settings, inherited: true, timing: false };
  const task: TaskSpec = { kind: 'replay', view, replay: { step, rows, colours: wantsColour(options.color, io.stdout.isTTY, io.env) } };
  let [wrong, unreadable] = [0, 0];
  for await (const result of resultsOf(options, request, io, task)) {
    if (result.type === 'solution') {
      await io.stdout.write(result.text);
      if (result.wrong && result.data !== -1) wrong++;
    } else if (result.type === 'trouble') {
      if (result.level === 'error') unreadable++;
      if (rows) await io.stdout.write(`${JSON.stringify(troubleRow(result))}\n`);
      else await io.stderr.write(`${troubleWords(result)}\n`);
    }
  }
  if (io.signal?.aborted) return exit.interrupted;
  return unreadable > 0 ? exit.unreadable : wrong > 0 ? exit.findings : exit.clean;
}
