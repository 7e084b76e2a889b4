// `hence report`: solutions as a page to read, print or hand out; of a folder or a data set, a page each and an index.
import { mkdir, stat, writeFile } from 'node:fs/promises';
import { basename, dirname, extname, join, resolve } from 'node:path';
import { findInputs, reason } from '../batch/inputs';
import type { Done } from '../batch/job';
import { runAll } from '../batch/run';
import { formatNames } from '../core/formats/names';
import type { Tree } from '../core/tree';
import { type Entry, htmlReport, latexReport, markdownReport, overview } from '../report';
import { verdictOf } from '../report/html';
import { rootOf, slipOf } from '../report/mark';
import { oneLine } from './colour';
import { exit, type Io } from './io';
import { type Misuse, type Options, optionOf } from './options';
import { readingOf, readRequest } from './request';
import { styleBeside } from './style';

/** More solutions than this make no page that anybody could open. */
const largestPage = 500;

type Drawn = Pick<Done, 'file' | 'line'> & { readonly tree: Tree };
type Writer = {
  add(drawn: Drawn): Promise<void>;
  /** Writes what is left; `troubles` is what could not be read. */
  finish(troubles: readonly string[]): Promise<Misuse | undefined>;
};

/** Checks the inputs and writes the report. Answers the exit code, or what is wrong with the request. */
export async function runReport(options: Options, io: Io): Promise<number | Misuse> {
  const request = await readRequest(options, io);
  if ('misuse' in request) return request;
  const output = optionOf(options, 'output');
  const target = output === undefined ? undefined : resolve(io.cwd, output);
  const folder = target !== undefined && (/[/\\]$/.test(output!) || (await isFolder(target)));
  const ending = target === undefined ? '.html' : extname(target).toLowerCase();
  if (!folder && !['.html', '.htm', '.md', '.tex'].includes(ending))
    return { misuse: `--output ${output}: a report ends in .html, .md or .tex, or is a folder (${output}/)` };
  if (target !== undefined && options.paths.some(given => given !== '-' && resolve(io.cwd, given) === target))
    return { misuse: `--output ${output} is an input, too` };
  const style = await styleBeside(io);
  if (typeof style !== 'string') return style;
  const name = options.paths.length === 1 && options.paths[0] !== '-' ? basename(resolve(io.cwd, options.paths[0]!)) : 'Solutions';
  const writer = folder ? pages(target, name, style) : single(target, ending, name, style, io);

  const troubles: string[] = [];
  let [wrong, unreadable] = [0, 0];
  const walk = { cwd: io.cwd, extensions: formatNames.flatMap(format => format.extensions), except: target, stdin: () => io.stdin };
  const task = { kind: 'tree', view: { settings: request.settings, inherited: true, timing: false } } as const;
  const reading = readingOf(request, io);
  try {
    for await (const result of runAll(findInputs(options.paths, walk), { ...request.plan, task }, { ...request.pool, reading })) {
      if (result.type === 'solution') {
        if (result.wrong) wrong++;
        await writer.add({ file: result.file, line: result.line, tree: result.data as Tree });
      } else if (result.type === 'trouble') {
        if (result.level === 'error') unreadable++;
        troubles.push(`${result.file}${result.line === undefined ? '' : `:${result.line}`}: ${result.message}`);
      }
    }
    const misuse = await writer.finish(troubles);
    if (misuse) return misuse;
  } catch (error) {
    if (!['open', 'mkdir', 'write'].includes((error as NodeJS.ErrnoException)?.syscall ?? '')) throw error;
    return { misuse: `--output ${output}: ${reason(error)}` };
  }
  for (const text of troubles.slice(0, 20)) await io.stderr.write(`hence: ${oneLine(text)}\n`);
  if (io.signal?.aborted) return exit.interrupted;
  if (unreadable > 0) return exit.unreadable;
  return wrong > 0 ? exit.findings : exit.clean;
}

async function isFolder(path: string): Promise<boolean> {
  return stat(path).then(
    found => found.isDirectory(),
    () => false,
  );
}

/** All on one page, or in one text. */
function single(target: string | undefined, ending: string, name: string, style: string, io: Io): Writer {
  const trees: Tree[] = [];
  let left = 0;
  return {
    async add({ tree }) {
      if (trees.length < largestPage) trees.push(tree);
      else left++;
    },
    async finish() {
      if (left > 0) return { misuse: `${trees.length + left} solutions are too many for one page; write into a folder: --output report/` };
      const text = ending === '.md' ? markdownReport(trees) : ending === '.tex' ? latexReport(trees) : htmlReport(trees, { name, style });
      if (target === undefined) await io.stdout.write(text);
      else {
        await mkdir(dirname(target), { recursive: true });
        await writeFile(target, text);
      }
      return undefined;
    },
  };
}

/** A page each, written as the check goes, then the index. All share one style sheet. */
function pages(folder: string, name: string, style: string): Writer {
  const entries: Entry[] = [];
  const taken = new Set(['index.html']);
  const shared = { href: 'report.css' };
  return {
    async add({ tree, file, line }) {
      const href = pageName(`${basename(file)}-${tree.solution}`, taken);
      if (entries.length === 0) {
        await mkdir(folder, { recursive: true });
        await writeFile(join(folder, 'report.css'), style);
      }
      await writeFile(join(folder, href), htmlReport([tree], { name: file, style: shared, back: { href: 'index.html', text: name } }));
      const root = rootOf(tree);
      const slip = root && slipOf(root);
      entries.push({
        file,
        line,
        title: tree.title || tree.solution,
        href,
        verdict: verdictOf(tree),
        summary: tree.summary.text,
        ...(slip ? { slip } : {}),
        coverage: tree.summary.coverage,
      });
    },
    async finish(troubles) {
      await mkdir(folder, { recursive: true });
      if (entries.length === 0) await writeFile(join(folder, 'report.css'), style);
      await writeFile(join(folder, 'index.html'), overview(entries, { name, style: shared, troubles }));
      return undefined;
    },
  };
}

/** A file name that every system takes, and that no other page has. */
function pageName(wanted: string, taken: Set<string>): string {
  const plain =
    wanted
      .replace(/[^\w.-]+/g, '-')
      .slice(0, 80)
      .replace(/^[.-]+/, '') || 'solution';
  let name = `${plain}.html`;
  for (let i = 2; taken.has(name.toLowerCase()); i++) name = `${plain}-${i}.html`;
  taken.add(name.toLowerCase());
  return name;
}
