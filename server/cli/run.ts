// The commands that need the engine.
import { open } from 'node:fs/promises';
import { resolve } from 'node:path';
import { findInputs, reason } from '../batch/inputs';
import { count, emptySummary, jsonlReport, jsonReport, type Report } from '../batch/report';
import type { View } from '../batch/row';
import { sarifReport } from '../batch/sarif';
import { checkInput } from '../batch/stream';
import { createMemo, formats, readSettings, type Settings, type Token, verifiers } from '../core';
import { opinionSources } from '../models';
import { oneLine, paint, wantsColour } from './colour';
import { readConfig } from './config';
import { exit, type Io, type Out } from './io';
import { type Misuse, type Options, suggest } from './options';
import { textReport } from './text';

/** Solutions of a dataset have little in common; a large memo would cost memory and win nothing. */
const memoSize = 1000;

/** `hence check`. Answers the exit code, or what is wrong with the request. */
export async function runCheck(options: Options, version: string, io: Io): Promise<number | Misuse> {
  const settings = await settle(options, io.cwd);
  if ('misuse' in settings) return settings;
  if (options.as !== undefined && !formats.some(({ id }) => id === options.as)) {
    const ids = formats.map(({ id }) => id);
    return { misuse: `--as is one of ${ids.join(', ')}; not ${options.as}${suggest(options.as, ids)}` };
  }
  if (options.output === undefined) return checkAll(options, settings, version, io, io.stdout);

  const path = resolve(io.cwd, options.output);
  if (options.paths.some(given => given !== '-' && resolve(io.cwd, given) === path)) {
    return { misuse: `--output ${options.output} is an input, too` };
  }
  let file: Awaited<ReturnType<typeof open>>;
  try {
    file = await open(path, 'w');
  } catch (error) {
    return { misuse: `--output ${options.output}: ${reason(error)}` };
  }
  try {
    const out = { isTTY: false, write: (text: string) => file.writeFile(text) };
    return await checkAll(options, settings, version, io, out, path);
  } finally {
    await file.close();
  }
}

async function checkAll(options: Options, settings: Settings, version: string, io: Io, out: Out, except?: string): Promise<number> {
  const view: View = { settings, inherited: options.inherited, timing: options.timing };
  const report = makeReport(options, view, version, io, out);
  const summary = emptySummary();
  const write = gather(out);
  const work = {
    settings,
    host: { memo: createMemo(memoSize), token: tokenOf(io.signal) },
    now: io.now,
    signal: io.signal,
    as: options.as,
  };

  await write.add(report.begin());
  const extensions = formats.flatMap(format => format.extensions);
  for await (const input of findInputs(options.paths, { cwd: io.cwd, extensions, except, stdin: () => io.stdin })) {
    for await (const event of checkInput(input, work)) {
      count(summary, event, view);
      await write.add(report[event.type](event as never));
    }
    if (io.signal?.aborted) break;
  }
  summary.interrupted = io.signal?.aborted ?? false;
  await write.add(report.finish(summary));
  await write.flush();
  if (summary.interrupted) return exit.interrupted;
  if (summary.unreadable > 0) return exit.unreadable;
  return summary.wrong > 0 ? exit.findings : exit.clean;
}

function makeReport(options: Options, view: View, version: string, io: Io, out: Out): Report {
  switch (options.format) {
    case 'jsonl':
      return jsonlReport(view);
    case 'json':
      return jsonReport(view);
    case 'sarif':
      return sarifReport([...judges(), inherited], view, version);
    case 'text': {
      const colours = paint(wantsColour(options.color, out.isTTY, io.env));
      return textReport(view, { paint: colours, width: out.isTTY ? (out.columns ?? 100) : 100, quiet: options.quiet });
    }
  }
}

function tokenOf(signal?: AbortSignal): Token {
  return {
    get isCancellationRequested() {
      return signal?.aborted ?? false;
    },
  };
}

/**
 * Small writes gathered, so that a million rows are not a million system calls; what waits is written soon all the
 * same, because more input may be long in coming. A terminal gets each write at once.
 */
function gather(out: Out) {
  let pending = '';
  let timer: NodeJS.Timeout | undefined;
  let failure: unknown;
  const flush = async () => {
    clearTimeout(timer);
    timer = undefined;
    if (failure !== undefined) throw failure;
    const text = pending;
    pending = '';
    if (text !== '') await out.write(text);
  };
  const soon = () => {
    flush().catch(error => {
      failure = error;
    });
  };
  return {
    flush,
    /** Resolves when more may be added. */
    async add(text: string) {
      if (text === '') return;
      pending += text;
      if (out.isTTY || pending.length > 1 << 15 || failure !== undefined) await flush();
      else timer ??= setTimeout(soon, 50);
    },
  };
}

/** The defaults, then `--config`, then `--verifier`. */
async function settle({ config, verifiers: given }: Options, cwd: string): Promise<Settings | Misuse> {
  const raw = config === undefined ? {} : await readConfig(config, cwd);
  if ('misuse' in raw) return raw as Misuse;
  const settings = readSettings(raw);
  const merged = { ...settings, verifiers: { ...settings.verifiers, ...given } };
  const ids = judges().map(({ id }) => id);
  for (const id of Object.keys(merged.verifiers)) {
    if (!ids.includes(id)) return { misuse: `there is no verifier ${id}${suggest(id, ids)}; hence verifiers lists them` };
  }
  return merged;
}

type Judge = { readonly id: string; readonly about: string };

/** All that can be switched on and off. */
function judges(): Judge[] {
  return [...verifiers, ...opinionSources].map(({ id, about }) => ({ id, about }));
}

const inherited: Judge = { id: 'inherited', about: 'A step that follows from a step that is proved wrong.' };

/** `hence verifiers`. */
export async function listVerifiers(options: Options, io: Io): Promise<number | Misuse> {
  if (options.format !== 'text' && options.format !== 'json') return { misuse: 'hence verifiers answers as text or json' };
  const list = [...verifiers, ...opinionSources].map(verifier => ({
    id: verifier.id,
    about: verifier.about,
    examples: 'examples' in verifier ? [...verifier.examples] : [],
  }));
  if (options.format === 'json') {
    await io.stdout.write(`${JSON.stringify(list, null, 2)}\n`);
    return exit.clean;
  }
  const { bold, dim } = paint(wantsColour(options.color, io.stdout.isTTY, io.env));
  const blocks = list.map(({ id, about, examples }) => {
    const drawn = examples.map(example =>
      example
        .trimEnd()
        .split('\n')
        .map(line => `    ${line}`)
        .join('\n'),
    );
    return `${bold(id)}  ${oneLine(about)}\n${drawn.map(example => `${dim(example)}\n`).join('\n')}`;
  });
  await io.stdout.write(blocks.join('\n'));
  return exit.clean;
}
