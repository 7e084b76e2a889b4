// With --resume, a report is a file that grows by whole records, may be cut off anywhere, and takes its place when all is
// done.
import { createReadStream } from 'node:fs';
import { copyFile, open, rename, rm, stat, truncate } from 'node:fs/promises';
import { createKeyTable, createNumberList, type KeyTable, type NumberList } from './keys';
import { lines } from './lines';

/** The rows of each record that an earlier run left behind. */
export type Log = {
  /** Key → place in `starts` and `ends`, which are byte offsets. */
  readonly rows: KeyTable;
  readonly starts: NumberList;
  readonly ends: NumberList;
  /** What the rows of each record say. */
  readonly said: Said[];
  readonly size: number;
};

/** What counts for the summary and the exit code. */
export type Said = { solutions: number; wrong: number; errors: number };

/** The unfinished report beside a report. */
export function partOf(path: string): string {
  return `${path}.part`;
}

/** Rows are longer than the records they are about, but not without end. */
const cap = 256 * 1024 * 1024;

/**
 * Reads an unfinished report, mends it, and says which records it holds. A torn last line is cut off, and with it the
 * other rows of the last record, which may not be all. Rows of another configuration, and of records that were given up
 * for time, do not count.
 */
export async function openLog(path: string, configuration: string): Promise<Log> {
  const part = partOf(path);
  const rows = createKeyTable();
  const starts = createNumberList();
  const ends = createNumberList();
  const said: Said[] = [];
  if (!(await exists(part))) {
    // A finished report is gone on with, too: the input may have grown. It stays until the new one is whole.
    if (!(await exists(path))) return { rows, starts, ends, said, size: 0 };
    await copyFile(path, part);
  }
  let last: string | undefined;
  for await (const batch of lines(createReadStream(part, { highWaterMark: 1 << 18 }), cap)) {
    for (const line of batch) {
      const key = line.bytes && keyIn(line.bytes, configuration);
      const end = line.offset + line.length + 1;
      if (key === undefined) last = undefined;
      else if (key === last) {
        ends.set(ends.length - 1, end);
        hear(said, said.length - 1, line.bytes!);
      } else {
        if (rows.get(key) === undefined) rows.set(key, starts.length);
        starts.push(line.offset);
        ends.push(end);
        hear(said, said.length, line.bytes!);
        last = key;
      }
    }
  }
  const size = starts.length > 0 ? starts.at(starts.length - 1) : 0;
  for (const key of rows.keysOf(starts.length - 1)) rows.delete(key);
  await truncate(part, size);
  return { rows, starts, ends, said, size };
}

/** Most records are one right or one wrong solution, so these few are shared. */
const common = { right: { solutions: 1, wrong: 0, errors: 0 }, wrong: { solutions: 1, wrong: 1, errors: 0 } };

function hear(said: Said[], at: number, row: Buffer): void {
  const solution = row.includes('"first_error":');
  const wrong = solution && row.includes('"standing":"root"');
  const error = !solution && row.includes('"error":"');
  const before = said[at];
  if (!before && !error) said[at] = wrong ? common.wrong : solution ? common.right : { solutions: 0, wrong: 0, errors: 0 };
  else {
    const { solutions, wrong: n, errors } = before ?? { solutions: 0, wrong: 0, errors: 0 };
    said[at] = { solutions: solutions + (solution ? 1 : 0), wrong: n + (wrong ? 1 : 0), errors: errors + (error ? 1 : 0) };
  }
}

const beginning = Buffer.from('"key":"');

/** The key of a row, if it is one of this configuration and says something that will not change. */
function keyIn(row: Buffer, configuration: string): string | undefined {
  const at = row.indexOf(beginning);
  if (at < 0) return undefined;
  const key = row.toString('latin1', at + beginning.length, at + beginning.length + 25);
  if (!/^[\da-f]{8}-[\da-f]{16}$/.test(key) || !key.startsWith(configuration)) return undefined;
  return row.includes('"code":"timeout","error":') ? undefined : key;
}

export type Sink = {
  /** Adds the rows of a record, or a row that belongs to none; resolves when more may be added. */
  add(text: string): Promise<void>;
  /** Takes the rows of a record from the log; answers what they say. */
  keep(key: string): Said | undefined;
  /** Puts the report into its place, whole. */
  finish(): Promise<void>;
  /** Leaves it for a later run. */
  leave(): Promise<void>;
};

/** Appends to an unfinished report. In the end its rows stand in the order of the input, each once, from whatever run. */
export async function resumeInto(path: string, log: Log): Promise<Sink> {
  const part = partOf(path);
  const file = await open(part, 'a');
  const starts = createNumberList();
  const ends = createNumberList();
  let at = log.size;
  let pending: string[] = [];
  let waiting = 0;
  let unsynced = 0;

  const take = (start: number, end: number) => {
    // What follows without a gap is one stretch.
    if (starts.length > 0 && ends.at(ends.length - 1) === start) ends.set(ends.length - 1, end);
    else {
      starts.push(start);
      ends.push(end);
    }
  };
  const flush = async (sync: boolean) => {
    const text = pending.join('');
    pending = [];
    waiting = 0;
    if (text !== '') await file.appendFile(text);
    unsynced += text.length;
    if (!sync && unsynced < 1 << 22) return;
    await file.datasync();
    unsynced = 0;
  };
  const close = async () => {
    await flush(true);
    await file.close();
  };
  return {
    async add(text) {
      const length = Buffer.byteLength(text);
      take(at, at + length);
      at += length;
      pending.push(text);
      waiting += text.length;
      if (waiting > 1 << 15) await flush(false);
    },
    keep(key) {
      const place = log.rows.get(key)!;
      take(log.starts.at(place), log.ends.at(place));
      return log.said[place];
    },
    async finish() {
      await close();
      const inPlace = at === 0 || (starts.length === 1 && starts.at(0) === 0 && ends.at(0) === at);
      if (!inPlace) await rewrite(part, starts, ends);
      await rename(part, path);
    },
    leave: close,
  };
}

/** Brings the stretches of a file into their order, and drops the rest. */
async function rewrite(path: string, starts: NumberList, ends: NumberList): Promise<void> {
  const fresh = `${path}.sorted`;
  const from = await open(path, 'r');
  const to = await open(fresh, 'w');
  try {
    for (let i = 0; i < starts.length; i++) {
      for (let at = starts.at(i); at < ends.at(i); ) {
        const { bytesRead, buffer } = await from.read(Buffer.allocUnsafe(Math.min(1 << 20, ends.at(i) - at)), 0, undefined, at);
        await to.appendFile(buffer.subarray(0, bytesRead));
        at += bytesRead;
      }
    }
    await to.datasync();
  } catch (error) {
    await to.close();
    await rm(fresh, { force: true });
    throw error;
  } finally {
    await from.close();
  }
  await to.close();
  await rename(fresh, path);
}

function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}
