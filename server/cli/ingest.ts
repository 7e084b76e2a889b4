// `hence ingest`: a check with opinions that rest on the answers of a batch.

import { openBatch, outputClash } from './batches';
import { checkWith } from './check';
import { oneLine } from './colour';
import { exit, type Io } from './io';
import { openModels } from './models';
import { isGiven, type Misuse, type Options } from './options';
import { readWish, refineWith } from './refine';
import { readRequest } from './request';

/** Exit codes as of `hence check`: 4 where questions are left without an answer, 3 where a line of answers could not be read. */
export async function runIngest(options: Options, io: Io): Promise<number | Misuse> {
  if (!options.given.answers) return { misuse: 'name the answers: --answers FILE' };
  const clash = outputClash(options, io);
  if (clash) return clash;
  const request = await readRequest(options, io);
  if ('misuse' in request) return request;
  const batch = await openBatch(options, request.models!, io, false);
  if ('misuse' in batch) return batch;
  try {
    const asked = await openModels(options, request.models!, io, { batch: batch.chat });
    if ('failure' in asked) return { misuse: asked.failure };
    const wish = options.given.refine && readWish(options, 'refine');
    if (wish && 'misuse' in wish) return wish;
    if (wish && (!['text', 'jsonl'].includes(options.format) || isGiven(options, 'output')))
      return { misuse: '--refine reports as text or jsonl, on standard output' };
    const code = await (wish ? refineWith(options, request, asked, wish, io) : checkWith(options, request, asked, io));
    if (typeof code !== 'number') return code;
    const { failed, missing } = batch.chat.tally();
    await io.stderr.write(`${oneLine(told(batch))}\n`);
    if (code === exit.interrupted) return code;
    return failed + missing > 0 ? exit.backend : batch.unreadable > 0 ? exit.unreadable : code;
  } finally {
    await batch.close();
  }
}

function told(batch: Exclude<Awaited<ReturnType<typeof openBatch>>, Misuse>): string {
  const { answered, failed, missing, failure, tokens } = batch.chat.tally();
  const number = (n: number) => n.toLocaleString('en-US');
  const unwanted = batch.unwanted();
  const parts = [`answers: ${number(answered)} used · ${number(tokens.prompt)} + ${number(tokens.completion)} tokens`];
  if (failed) parts.push(`${number(failed)} failed (${failure})`);
  if (missing)
    parts.push(`${number(missing)} not there yet: hence plan with the same options and --answers writes what is to be asked next`);
  if (unwanted) parts.push(`${number(unwanted)} belong to no question asked here`);
  if (answered === 0 && missing > 0 && unwanted > 0)
    parts.push('was it planned with the same options, model and inputs, and with the same cache folder (HENCE_CACHE)?');
  return parts.join(' · ');
}
