// Reports of shards → one report: every record once, in the order one run would have written.
import { createReadStream } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { createNumberList } from './keys';
import { lines } from './lines';

export type Merged = { readonly records: number; readonly repeated: number; readonly torn: readonly { path: string; line: number }[] };

/** What keeps reports from being merged, in words. */
export class Unmergeable extends Error {}

const cap = 256 * 1024 * 1024;

/**
 * Merges JSONL reports. Memory: forty bytes or so for each record. A record that stands in several reports is taken from
 * the first; a torn last line is left out, and named. Reports of different configurations or versions are not mixed.
 */
export async function mergeRows(paths: readonly string[], write: (bytes: Buffer) => Promise<void>): Promise<Merged> {
  const files: string[] = [];
  const places = new Map<string, number>();
  const file = createNumberList();
  const line = createNumberList();
  const source = createNumberList();
  const starts = createNumberList();
  const ends = createNumberList();
  const seen = new Set<string>();
  let configuration: { key: string; path: string } | undefined;
  let repeated = 0;
  const torn: { path: string; line: number }[] = [];
  for (const [nth, path] of paths.entries()) {
    let last: string | undefined;
    let skipping = false;
    for await (const batch of lines(createReadStream(path, { highWaterMark: 1 << 18 }), cap)) {
      for (const { bytes, offset, length, number } of batch) {
        const row = bytes && rowOf(bytes);
        if (!row) {
          if (bytes && bytes.length > 0) {
            if (!isTorn(bytes)) throw new Unmergeable(`${path}:${number} is no row of a report`);
            torn.push({ path, line: number });
          }
          continue;
        }
        const id = row.key ?? bytes.toString();
        if (row.key !== undefined && row.key === last) {
          if (!skipping) ends.set(ends.length - 1, offset + length + 1);
          continue;
        }
        last = row.key;
        if (row.key !== undefined) {
          const key = row.key.slice(0, 8);
          configuration ??= { key, path };
          if (configuration.key !== key) {
            throw new Unmergeable(`${path}:${number} was checked under other settings or by another version than ${configuration.path}`);
          }
        }
        skipping = seen.has(id);
        if (skipping) {
          repeated++;
          continue;
        }
        seen.add(id);
        let place = places.get(row.file);
        if (place === undefined) {
          place = files.push(row.file) - 1;
          places.set(row.file, place);
        }
        file.push(place);
        line.push(row.line ?? Number.MAX_SAFE_INTEGER);
        source.push(nth);
        starts.push(offset);
        ends.push(offset + length + 1);
      }
    }
  }
  const rank = ranks(files);
  const order = Uint32Array.from({ length: file.length }, (_, i) => i).sort(
    (a, b) => rank[file.at(a)]! - rank[file.at(b)]! || line.at(a) - line.at(b) || a - b,
  );
  const readers = paths.map(path => openReader(path));
  try {
    for (const i of order) await write(await readers[source.at(i)]!.slice(starts.at(i), ends.at(i)));
  } finally {
    await Promise.all(readers.map(reader => reader.close()));
  }
  return { records: file.length, repeated, torn };
}

type RowHead = { readonly file: string; readonly line: number | null; readonly key?: string };

function rowOf(bytes: Buffer): RowHead | undefined {
  try {
    const row = JSON.parse(bytes.toString());
    if (typeof row?.file !== 'string' || !(row.line === null || typeof row.line === 'number')) return undefined;
    return { file: row.file, line: row.line, key: typeof row.key === 'string' ? row.key : undefined };
  } catch {
    return undefined;
  }
}

/** A row that was being written when the run ended. */
function isTorn(bytes: Buffer): boolean {
  return bytes.subarray(0, 9).equals(Buffer.from('{"file":"').subarray(0, Math.min(9, bytes.length))) && bytes.at(-1) !== 125;
}

/** Places of file names in the order in which a folder is walked: folder by folder, names by their characters. */
function ranks(files: readonly string[]): number[] {
  const parts = files.map(name => name.split('/'));
  const order = files.map((_, i) => i).sort((a, b) => compare(parts[a]!, parts[b]!));
  const rank: number[] = [];
  for (const [place, i] of order.entries()) rank[i] = place;
  return rank;
}

function compare(a: readonly string[], b: readonly string[]): number {
  for (let i = 0; i < Math.min(a.length, b.length); i++) if (a[i] !== b[i]) return a[i]! < b[i]! ? -1 : 1;
  return a.length - b.length;
}

/** Slices of a file, mostly ascending ones. */
function openReader(path: string) {
  let handle: FileHandle | undefined;
  let from = 0;
  let held: Buffer = Buffer.alloc(0);
  return {
    async slice(start: number, end: number): Promise<Buffer> {
      if (start < from || end > from + held.length) {
        handle ??= await open(path, 'r');
        const wanted = Buffer.allocUnsafe(Math.max(1 << 18, end - start));
        const { bytesRead } = await handle.read(wanted, 0, wanted.length, start);
        from = start;
        held = wanted.subarray(0, bytesRead);
      }
      const part = held.subarray(start - from, end - from);
      // The last line of a file may lack its break.
      return part.at(-1) === 10 ? part : Buffer.concat([part, Buffer.from('\n')]);
    },
    close: async () => handle?.close(),
  };
}
