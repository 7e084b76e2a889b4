// `hence stats`: verdicts against labels.
import { open, readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { createTally, type Tally } from '../batch/dashboard';
import { dashboardPage } from '../batch/dashboard-page';
import { dashboardText } from '../batch/dashboard-text';
import { findInputs, type Input, reason } from '../batch/inputs';
import { lines } from '../batch/lines';
import { grouped } from '../batch/plain-numbers';
import { runAll } from '../batch/run';
import { type Scored, scoredOf } from '../batch/score';
import { formatNames } from '../core/formats/names';
import { oneLine, paint, wantsColour } from './colour';
import { exit, type Io } from './io';
import { isGiven, type Misuse, type Options, optionOf } from './options';
import { type Request, readingOf, readRequest } from './request';

export async function stats(options: Options, io: Io): Promise<number | Misuse> {
  const request = await readRequest(options, io);
  if ('misuse' in request) return request;
  const format = isGiven(options, 'html') ? 'html' : options.format;
  const output = optionOf(options, 'output');
  const path = output === undefined ? undefined : resolve(io.cwd, output);
  const tally = createTally();
  const troubles = createTroubles(tally);
  const extensions = formatNames.flatMap(format => format.extensions);
  const inputs = findInputs(options.paths, { cwd: io.cwd, extensions, except: path, stdin: () => io.stdin });
  const rest: Input[] = [];
  for await (const input of inputs) {
    if (input.name !== '<stdin>' && (await isReport(input))) await addReport(input, tally, troubles);
    else rest.push(input);
    if (io.signal?.aborted) return exit.interrupted;
  }
  await addData(rest, request, tally, troubles, io);
  if (io.signal?.aborted) return exit.interrupted;

  const dashboard = tally.done();
  let text: string;
  if (format === 'json') text = `${JSON.stringify(dashboard)}\n`;
  else if (format === 'html') {
    const parts = await Promise.all(['dashboard.js', 'dashboard.css'].map(name => readFile(join(io.home ?? '', name), 'utf8')));
    text = dashboardPage(dashboard, { script: parts[0]!, styles: parts[1]! });
  } else text = dashboardText(dashboard, paint(wantsColour(options.color, path === undefined && io.stdout.isTTY, io.env)));
  if (path === undefined) await io.stdout.write(text);
  else {
    try {
      const file = await open(path, 'w');
      await file.writeFile(text);
      await file.close();
    } catch (error) {
      return { misuse: `--output ${output}: ${reason(error)}` };
    }
  }
  await io.stderr.write(troubles.told());
  return dashboard.files.some(file => file.unreadable > 0) ? exit.unreadable : exit.clean;
}

type Troubles = ReturnType<typeof createTroubles>;

/** What could not be read: all of it is counted, and the first of it told in words. */
function createTroubles(tally: Tally) {
  const shown: string[] = [];
  let count = 0;
  return {
    add(file: string, line: number | null | undefined, why: string) {
      tally.unreadable(file);
      if (++count <= 20) shown.push(`${oneLine(line ? `${file}:${line}` : file)}  unreadable  ${oneLine(why)}\n`);
    },
    told: () => shown.join('') + (count > shown.length ? `and ${grouped(count - shown.length)} more that could not be read\n` : ''),
  };
}

/** Whether a file is what `hence check --format jsonl` wrote, by its first line. */
async function isReport(input: Input): Promise<boolean> {
  if (input.refused !== undefined || !/\.jsonl$/i.test(input.kind ?? '')) return false;
  try {
    for await (const batch of lines(input.open(), 1 << 24)) {
      const row = JSON.parse(batch[0]!.bytes?.toString() ?? 'null');
      return scoredOf(row) !== undefined || (typeof row?.file === 'string' && ('error' in row || 'warning' in row));
    }
  } catch {
    // What it is will be said by whoever reads it as data.
  }
  return false;
}

async function addReport(input: Input, tally: Tally, troubles: Troubles): Promise<void> {
  for await (const batch of lines(input.open(), 1 << 28)) {
    for (const { bytes, number } of batch) {
      let row: { file?: string; line?: number | null; error?: string };
      try {
        row = JSON.parse(bytes?.toString() ?? 'null');
      } catch {
        troubles.add(input.name, number, 'this is no row of a report');
        continue;
      }
      const scored = scoredOf(row);
      if (scored) tally.add(row.file!, scored);
      else if (row?.error !== undefined) troubles.add(row.file!, row.line, row.error);
    }
  }
}

async function addData(rest: readonly Input[], request: Request, tally: Tally, troubles: Troubles, io: Io): Promise<void> {
  if (rest.length === 0) return;
  async function* given() {
    yield* rest;
  }
  const view = { settings: request.settings, inherited: false, timing: false };
  const reading = readingOf(request, io);
  const plan = { ...request.plan, task: { kind: 'score', view } } as const;
  for await (const result of runAll(given(), plan, { ...request.pool, reading })) {
    if (result.type === 'solution') tally.add(result.file, result.data as Scored, result.shape);
    else if (result.type === 'trouble' && result.level === 'error') troubles.add(result.file, result.line, result.message);
  }
}
