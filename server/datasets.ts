// JSONL files of any size, read from disk: record n of N at once, search, and the verdicts of a whole run. Node only.
import { type FileHandle, open, stat } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Brief } from './batch/brief';
import { createTally } from './batch/dashboard';
import { findInputs, type Input, reason } from './batch/inputs';
import { createNumberList, type NumberList } from './batch/keys';
import { runAll } from './batch/run';
import type { Scored } from './batch/score';
import { analyseSolution, createMemo, type Settings, type SolutionAnalysis, type Token, tree } from './core';
import { parseRecord } from './core/formats/records';
import { withAllCorrections } from './mend';
import { withOpinions } from './models';
import { breath } from './pace';
import type {
  Dashboard,
  DatasetEntry,
  DatasetFilter,
  DatasetFound,
  DatasetInfo,
  DatasetQuery,
  DatasetRecord,
  DatasetRun,
  DatasetSlip,
  DatasetVerdict,
} from './protocol';

export type Datasets = {
  /** Reads where each record begins. A file that has changed since is read anew. */
  info(uri: string): Promise<DatasetInfo>;
  record(uri: string, n: number, settings: Settings): Promise<DatasetRecord>;
  /** The same with corrections, as far as they are found before `token` is cancelled or some seconds are over. */
  mended(uri: string, n: number, settings: Settings, token: Token): Promise<DatasetRecord>;
  find(uri: string, query: DatasetQuery, stopped: () => boolean): Promise<DatasetFound>;
  /** Checks every record on all cores; `tell` hears of the count now and then. */
  verify(uris: readonly string[], settings: Settings, signal: AbortSignal, tell: (run: DatasetRun) => void): Promise<DatasetRun>;
  list(uri: string, filter: DatasetFilter): DatasetEntry[];
  /** Slips of verified records that are the same, most frequent first. */
  slips(uri: string): DatasetSlip[];
  dashboard(): Dashboard | undefined;
};

type Opened = {
  readonly path: string;
  readonly stamp: string;
  /** Byte offsets of each record's line, and of its end. */
  readonly starts: NumberList;
  readonly ends: NumberList;
  /** 1-based line of each record. */
  readonly lines: NumberList;
  readonly size: number;
  /** By record, once verified. */
  verdicts?: Map<number, DatasetEntry>;
  checked: number;
};

const breathe = breath();

/** `thread`: the script of a checking thread. */
export function createDatasets(thread: string): Datasets {
  const opened = new Map<string, Opened>();
  let dashboard: Dashboard | undefined;

  const openSet = async (uri: string): Promise<Opened> => {
    const path = fileURLToPath(uri);
    const { size, mtimeMs } = await stat(path);
    const stamp = `${size} ${mtimeMs}`;
    const known = opened.get(uri);
    if (known?.stamp === stamp) return known;
    const fresh: Opened = { path, stamp, size, checked: 0, ...(await index(path)) };
    opened.set(uri, fresh);
    return fresh;
  };

  const recordOf = async (uri: string, n: number, settings: Settings, mend: Mend): Promise<DatasetRecord> => {
    const set = await openSet(uri);
    const at = Math.max(0, Math.min(n, set.starts.length - 1));
    if (set.starts.length === 0) return { n: 0, line: 0, id: '', source: '', tree: null, problems: ['there is no record in this file'] };
    const text = await slice(set, at);
    return { ...(await readOne(text, at, settings, mend)), n: at, line: set.lines.at(at) };
  };

  return {
    async info(uri) {
      const began = performance.now();
      const set = await openSet(uri);
      return {
        uri,
        name: basename(set.path),
        records: set.starts.length,
        bytes: set.size,
        verified: set.checked,
        ms: performance.now() - began,
      };
    },
    record: (uri, n, settings) => recordOf(uri, n, settings, analysis => analysis),
    mended(uri, n, settings, token) {
      const end = performance.now() + patience;
      const host = {
        memo: createMemo(),
        token: {
          get isCancellationRequested() {
            return token.isCancellationRequested || performance.now() > end;
          },
        },
      };
      return recordOf(uri, n, settings, analysis => withAllCorrections(analysis, settings, host, breathe));
    },
    async find(uri, query, stopped) {
      const set = await openSet(uri);
      const step = query.backwards ? -1 : 1;
      const { verdict, slip, text } = query;
      const wanted = text?.toLowerCase() ?? '';
      const needsVerdict = verdict !== undefined || (slip !== undefined && slip !== '');
      if (needsVerdict && !set.verdicts)
        return { n: null, reason: 'Verify the data set first: then its records can be searched by verdict and slip.' };
      const fits = (entry: DatasetEntry | undefined) =>
        entry !== undefined && (verdict === undefined || is(entry, verdict)) && (!slip || entry.slip === slip);
      let batch: { from: number; texts: string[] } | undefined;
      for (let n = query.from; n >= 0 && n < set.starts.length; n += step) {
        if (stopped()) return { n: null, reason: 'cancelled' };
        if (needsVerdict && !fits(set.verdicts!.get(n))) continue;
        if (wanted === '') return { n };
        // Records are read a stretch at a time; one at a time only where a verdict has to fit as well.
        if (!batch || n < batch.from || n >= batch.from + batch.texts.length) batch = await stretch(set, n, step);
        if (batch.texts[n - batch.from]!.toLowerCase().includes(wanted)) return { n };
      }
      return { n: null, reason: query.backwards ? 'Nothing before it fits.' : 'Nothing after it fits.' };
    },
    async verify(uris, settings, signal, tell) {
      const began = performance.now();
      const view = { settings, inherited: true, timing: false };
      const tally = createTally();
      let run: DatasetRun = { solutions: 0, wrong: 0, opinions: 0, unreadable: 0, ms: 0, done: 0, total: 0, files: [] };
      const sets = new Map<
        string,
        { uri: string; set?: Opened; solutions: number; wrong: number; opinions: number; problems: { line: number; message: string }[] }
      >();
      for (const uri of uris) {
        const path = fileURLToPath(uri);
        const set = /\.(jsonl|ndjson)$/i.test(path) ? await openSet(uri) : undefined;
        if (set) {
          set.verdicts = new Map();
          set.checked = 0;
        }
        run = { ...run, total: run.total + (set?.starts.length ?? 1) };
        sets.set(path.replaceAll('\\', '/'), { uri, set, solutions: 0, wrong: 0, opinions: 0, problems: [] });
      }
      async function* inputs(): AsyncGenerator<Input> {
        const paths = uris.map(uri => fileURLToPath(uri));
        yield* findInputs(paths, { cwd: '/', extensions: [], stdin: async function* () {} });
      }
      const options = {
        script: thread,
        jobs: availableParallelism(),
        deadline: 10_000,
        now: () => performance.now(),
        signal,
        reading: { signal },
      };
      let told = began;
      for await (const result of runAll(inputs(), { settings, task: { kind: 'dataset', view } }, options)) {
        if (result.type === 'known') continue;
        const own = sets.get(result.file);
        if (result.type === 'solution') {
          const { brief, scored } = result.data as { brief: Brief; scored: Scored };
          tally.add(result.file, scored, result.shape);
          run = {
            ...run,
            solutions: run.solutions + 1,
            wrong: run.wrong + (result.wrong ? 1 : 0),
            opinions: run.opinions + (result.doubted ? 1 : 0),
            done: run.done + (own?.set ? 1 : 0),
          };
          if (own) {
            own.solutions++;
            if (result.wrong) own.wrong++;
            if (result.doubted) own.opinions++;
          }
          if (own?.set) {
            const n = recordAt(own.set.lines, brief.line);
            own.set.verdicts!.set(n, { ...brief, n });
            own.set.checked++;
          }
        } else if (result.type === 'trouble') {
          if (result.level === 'error') {
            tally.unreadable(result.file);
            run = { ...run, unreadable: run.unreadable + 1 };
          }
          if (own && own.problems.length < 100) own.problems.push({ line: (result.line ?? 1) - 1, message: result.message });
        } else if (!own?.set) run = { ...run, done: run.done + 1 };
        const now = performance.now();
        if (now - told < 200) continue;
        told = now;
        tell({ ...run, ms: now - began });
      }
      dashboard = tally.done();
      const files = [...sets.values()].map(({ set, ...file }) => ({ ...file, records: set?.starts.length ?? 0 }));
      return { ...run, ms: performance.now() - began, files };
    },
    list(uri, { verdict, slip, same, offset, limit }) {
      const found: DatasetEntry[] = [];
      let skipped = 0;
      for (const entry of opened.get(uri)?.verdicts?.values() ?? []) {
        if ((verdict !== undefined && !is(entry, verdict)) || (slip && entry.slip !== slip) || (same && entry.same?.key !== same)) continue;
        if (skipped++ < offset) continue;
        found.push(entry);
        if (found.length >= limit) break;
      }
      return found;
    },
    slips(uri) {
      const found = new Map<string, DatasetSlip>();
      for (const { same } of opened.get(uri)?.verdicts?.values() ?? [])
        if (same) found.set(same.key, { ...same, count: (found.get(same.key)?.count ?? 0) + 1 });
      return [...found.values()].sort((a, b) => b.count - a.count);
    },
    dashboard: () => dashboard,
  };
}

/** Whether an entry belongs under a filter. */
export function is(entry: DatasetEntry, verdict: DatasetVerdict): boolean {
  switch (verdict) {
    case 'root':
    case 'opinion':
    case 'none':
    case 'unchecked':
      return entry.verdict === verdict;
    case 'disagreement':
      return entry.label !== undefined && entry.label !== entry.firstError;
    case 'unlabelled':
      return entry.label === undefined;
  }
}

/** Where the records of a file begin and end. Blank lines are none. */
async function index(path: string): Promise<Pick<Opened, 'starts' | 'ends' | 'lines'>> {
  const starts = createNumberList();
  const ends = createNumberList();
  const lines = createNumberList();
  const file = await open(path, 'r');
  try {
    const chunk = Buffer.allocUnsafe(1 << 20);
    let base = 0;
    let line = 1;
    let start = 0;
    let blank = true;
    const close = (end: number) => {
      if (!blank) {
        starts.push(start);
        ends.push(end);
        lines.push(line);
      }
      line++;
      start = end + 1;
      blank = true;
    };
    for (;;) {
      const { bytesRead } = await file.read(chunk, 0, chunk.length, base);
      if (bytesRead === 0) break;
      const held = chunk.subarray(0, bytesRead);
      for (let at = 0; at < held.length; ) {
        const end = held.indexOf(10, at);
        const stop = end < 0 ? held.length : end;
        for (let i = at; blank && i < stop; i++) if (held[i]! > 32) blank = false;
        if (end < 0) break;
        close(base + end);
        at = end + 1;
      }
      base += bytesRead;
    }
    if (base > start) close(base);
  } finally {
    await file.close();
  }
  return { starts, ends, lines };
}

async function reading<T>(path: string, use: (file: FileHandle) => Promise<T>): Promise<T> {
  const file = await open(path, 'r');
  try {
    return await use(file);
  } finally {
    await file.close();
  }
}

/** A record longer than this is not shown. */
const longest = 16 << 20;

function slice(set: Opened, n: number): Promise<string> {
  const [start, end] = [set.starts.at(n), set.ends.at(n)];
  if (end - start > longest) throw new Error(`record ${n + 1} is longer than 16 MB`);
  return reading(set.path, async file => {
    const { buffer, bytesRead } = await file.read(Buffer.allocUnsafe(end - start), 0, end - start, start);
    return buffer.toString('utf8', 0, bytesRead).replace(/^\ufeff/, '');
  });
}

/** Some megabytes of records from `n` on, in either direction. */
async function stretch(set: Opened, n: number, step: number): Promise<{ from: number; texts: string[] }> {
  let other = n;
  const bytes = () => set.ends.at(Math.max(n, other)) - set.starts.at(Math.min(n, other));
  while (other + step >= 0 && other + step < set.starts.length && bytes() < 1 << 21) other += step;
  const [from, to] = [Math.min(n, other), Math.max(n, other)];
  const base = set.starts.at(from);
  const length = set.ends.at(to) - base;
  return reading(set.path, async file => {
    const { buffer } = await file.read(Buffer.allocUnsafe(length), 0, length, base);
    const texts = Array.from({ length: to - from + 1 }, (_, i) =>
      buffer.toString('utf8', set.starts.at(from + i) - base, set.ends.at(from + i) - base),
    );
    return { from, texts };
  });
}

/** Milliseconds after which a record is shown with the corrections found so far. */
const patience = 3000;

type Mend = (analysis: SolutionAnalysis) => SolutionAnalysis | Promise<SolutionAnalysis>;

async function readOne(text: string, n: number, settings: Settings, mend: Mend): Promise<Omit<DatasetRecord, 'n' | 'line'>> {
  const { solution, problem } = parseRecord(text, 0, n);
  const problems = problem ? [problem.message] : [];
  if (!solution) return { id: String(n + 1), source: text, tree: null, problems };
  let analysis: SolutionAnalysis;
  try {
    analysis = await mend(withOpinions(analyseSolution(solution, settings), settings));
  } catch (error) {
    return { id: solution.id, source: text, tree: null, problems: [...problems, reason(error)] };
  }
  return { id: solution.id, source: text, tree: tree(analysis), problems, labels: solution.labels };
}

/** The record in a line, by halving. */
function recordAt(lines: NumberList, line: number): number {
  let low = 0;
  let high = lines.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (lines.at(middle) < line) low = middle + 1;
    else high = middle;
  }
  return low;
}
