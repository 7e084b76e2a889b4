// `hence merge`: reports of shards → one report.
import { open, readFile, rename, rm, stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { reason } from '../batch/inputs';
import { mergeRows, Unmergeable } from '../batch/merge';
import { mergeSarif } from '../batch/merge-sarif';
import { oneLine } from './colour';
import { exit, type Io } from './io';
import { type Misuse, type Options, optionOf } from './options';

export async function merge(options: Options, io: Io): Promise<number | Misuse> {
  const paths = options.paths.map(path => resolve(io.cwd, path));
  for (const [i, path] of paths.entries()) {
    const why = await stat(path).then(
      info => (info.isFile() ? undefined : 'this is no file'),
      error => reason(error),
    );
    if (why !== undefined) return { misuse: `${options.paths[i]}: ${why}` };
  }
  const output = optionOf(options, 'output');
  const target = output === undefined ? undefined : resolve(io.cwd, output);
  if (target !== undefined && paths.includes(target)) return { misuse: `--output ${output} is an input, too` };
  const fresh = `${target}.merging`;
  let file: Awaited<ReturnType<typeof open>> | undefined;
  try {
    file = target === undefined ? undefined : await open(fresh, 'w');
    const write = async (bytes: Buffer | string) => {
      if (file) await file.appendFile(bytes);
      else await io.stdout.write(bytes.toString());
    };
    const { said, torn } = await mergeInto(options.paths, paths, write);
    await file?.close();
    if (target !== undefined) await rename(fresh, target);
    if (target !== undefined) await io.stderr.write(`${said}\n`);
    for (const { path, line } of torn) {
      const name = options.paths[paths.indexOf(path)];
      await io.stderr.write(
        `hence: ${oneLine(`${name}:${line}`)} is torn and was left out; end that run with --resume, then merge again\n`,
      );
    }
    return torn.length > 0 ? exit.unreadable : exit.clean;
  } catch (error) {
    await file?.close().catch(() => {});
    if (target !== undefined) await rm(fresh, { force: true });
    if (error instanceof Unmergeable) return { misuse: error.message };
    throw error;
  }
}

async function mergeInto(names: readonly string[], paths: readonly string[], write: (bytes: Buffer | string) => Promise<void>) {
  const many = (n: number, word: string) => `${n.toLocaleString('en-US')} ${word}${n === 1 ? '' : 's'}`;
  if (paths.every(path => /\.(sarif|sarif\.json)$/i.test(path))) {
    const texts = new Map<string, string>();
    for (const [i, path] of paths.entries()) texts.set(names[i]!, await readFile(path, 'utf8'));
    const { text, results } = mergeSarif(texts);
    await write(text);
    return { said: `${many(paths.length, 'log')} · ${many(results, 'result')}`, torn: [] };
  }
  const write_ = gathered(write);
  const { records, repeated, torn } = await mergeRows(paths, write_.add);
  await write_.flush();
  const again = repeated > 0 ? ` · ${repeated} repeated` : '';
  return { said: `${many(paths.length, 'report')} · ${many(records, 'record')}${again}`, torn };
}

/** Rows written in handfuls. */
function gathered(write: (bytes: Buffer) => Promise<void>) {
  let held: Buffer[] = [];
  let size = 0;
  const flush = async () => {
    const bytes = Buffer.concat(held, size);
    held = [];
    size = 0;
    if (bytes.length > 0) await write(bytes);
  };
  return {
    flush,
    async add(bytes: Buffer) {
      held.push(bytes);
      size += bytes.length;
      if (size > 1 << 18) await flush();
    },
  };
}
