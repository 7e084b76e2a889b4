// `hence check`: inputs → a report.
import { open, rm, stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { version } from '../../package.json';
import { csvReport } from '../batch/csv';
import { findInputs, reason } from '../batch/inputs';
import { count, emptySummary, jsonlReport, jsonReport, type Report } from '../batch/report';
import { openLog, resumeInto, type Sink } from '../batch/resume';
import type { View } from '../batch/row';
import { runAll } from '../batch/run';
import type { TaskSpec } from '../batch/tasks';
import { formatNames } from '../core/formats/names';
import { oneLine, plain, wantsColour } from './colour';
import { pour } from './gather';
import { exit, type Io, type Out } from './io';
import type { Asked } from './models';
import { isGiven, type Misuse, type Options, optionOf } from './options';
import { tellProgress } from './progress';
import { type Request, readingOf, readRequest } from './request';
import { textReport } from './text';

/** `hence check`. Answers the exit code, or what is wrong with the request. */
export async function runCheck(options: Options, io: Io): Promise<number | Misuse> {
  const request = await readRequest(options, io);
  if ('misuse' in request) return request;
  if (!request.models) return checkAsking(options, request, io);
  const asked = await (await import('./seldom')).openModels(options, request.models, io);
  if (!('failure' in asked)) return checkWith(options, request, asked, io);
  await io.stderr.write(`hence: ${oneLine(asked.failure)}\n`);
  return exit.backend;
}

/** A check with opinions beside the proofs, and on standard error what they took. */
export async function checkWith(options: Options, request: Request, asked: Asked, io: Io): Promise<number | Misuse> {
  const code = await checkAsking(options, { ...request, pool: { ...request.pool, judge: asked.judge } }, io);
  if (typeof code !== 'number') return code;
  if (!isGiven(options, 'quiet') || asked.broken()) await io.stderr.write(plain(asked.report()));
  return asked.broken() && code !== exit.interrupted ? exit.backend : code;
}

async function checkAsking(options: Options, request: Request, io: Io): Promise<number | Misuse> {
  const output = optionOf(options, 'output');
  const resuming = isGiven(options, 'resume');
  if (resuming && (output === undefined || options.format !== 'jsonl')) {
    return { misuse: '--resume goes with --format jsonl and --output FILE' };
  }
  if (output === undefined) return checkInto(options, request, io, io.stdout, pour(io.stdout));

  const path = resolve(io.cwd, output);
  if (options.paths.some(given => given !== '-' && resolve(io.cwd, given) === path)) {
    return { misuse: `--output ${output} is an input, too` };
  }
  const out = { isTTY: false, write: async () => {} };
  try {
    if (resuming) {
      const log = await openLog(path, request.configuration());
      const sink = await resumeInto(path, log);
      return await checkInto(options, request, io, out, sink, { path, known: key => log.rows.get(key) !== undefined });
    }
    const file = await open(path, 'w');
    // What an interrupted run left is older than this one.
    await rm(`${path}.part`, { force: true });
    const sink = pour({ isTTY: false, write: text => file.writeFile(text) });
    try {
      return await checkInto(options, request, io, out, sink, { path });
    } finally {
      await file.close();
    }
  } catch (error) {
    if ((error as NodeJS.ErrnoException)?.syscall !== 'open') throw error;
    return { misuse: `--output ${output}: ${reason(error)}` };
  }
}

type Target = { readonly path?: string; readonly known?: (key: string) => boolean };

async function checkInto(options: Options, request: Request, io: Io, out: Out, sink: Sink, target: Target = {}): Promise<number | Misuse> {
  const { settings } = request;
  const view: View = { settings, inherited: !isGiven(options, 'no-inherited'), timing: isGiven(options, 'timing') };
  const text = { colours: wantsColour(options.color, out.isTTY, io.env), width: out.isTTY ? (out.columns ?? 100) : 100 };
  const kind = options.format === 'json' ? 'jsonl' : (options.format as 'jsonl' | 'text' | 'sarif' | 'csv' | 'html');
  const task: TaskSpec = kind === 'text' ? { kind, view, text } : { kind, view };
  const report = await makeReport(options, io, text);
  if ('misuse' in report) return report;
  const summary = emptySummary();
  const progress = tellProgress(io, out, summary);
  const extensions = formatNames.flatMap(format => format.extensions);
  const walk = { cwd: io.cwd, extensions, except: target.path, stdin: () => io.stdin };
  const reading = { ...readingOf(request, io, kind === 'jsonl'), known: target.known };
  const short = await isShort(options.paths, io.cwd);
  if (short) io.brief?.();
  // A thread takes longer to start than a short file to check.
  const script = short ? undefined : request.pool.script;
  const run = { ...request.pool, script, reading, onInput: progress.input };
  const results = runAll(findInputs(options.paths, walk), { ...request.plan, task }, run);

  let done = false;
  try {
    await sink.add(report.begin());
    for await (const result of results) {
      count(summary, result);
      if (result.type === 'known') {
        const said = sink.keep(result.key);
        summary.solutions += said?.solutions ?? 0;
        summary.wrong += said?.wrong ?? 0;
        summary.unreadable += said?.errors ?? 0;
      } else await sink.add(report[result.type](result as never));
      progress.tick();
    }
    summary.interrupted = io.signal?.aborted ?? false;
    await sink.add(report.finish(summary));
    done = !summary.interrupted;
  } finally {
    progress.end();
    await (done ? sink.finish() : sink.leave());
  }
  if (summary.interrupted) return exit.interrupted;
  if (summary.unreadable > 0) return exit.unreadable;
  return summary.wrong > 0 ? exit.findings : exit.clean;
}

/** In bytes. */
const shortFile = 1 << 15;

async function isShort(paths: readonly string[], cwd: string): Promise<boolean> {
  if (paths.length !== 1 || paths[0] === '-') return false;
  const found = await stat(resolve(cwd, paths[0]!)).catch(() => undefined);
  return found?.isFile() === true && found.size <= shortFile && !/\.(gz|zst)$/i.test(paths[0]!);
}

async function makeReport(options: Options, io: Io, text: { colours: boolean; width: number }): Promise<Report | Misuse> {
  switch (options.format) {
    case 'jsonl':
      return jsonlReport();
    case 'json':
      return jsonReport();
    case 'sarif': {
      const { inherited, judges, sarifReport } = await import('./seldom');
      return sarifReport([...judges(), inherited], version);
    }
    case 'csv':
      return csvReport();
    case 'html': {
      const { checkedReport, styleBeside } = await import('./seldom');
      const style = await styleBeside(io);
      if (typeof style !== 'string') return style;
      return checkedReport(`Hence: ${options.paths.join(', ')}`, style);
    }
    default:
      return textReport(text, isGiven(options, 'quiet'));
  }
}
