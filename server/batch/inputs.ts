// Paths as a person gives them → the files to read, in a fixed order.
import { readdir, stat } from 'node:fs/promises';
import { isAbsolute, join, resolve } from 'node:path';
import { globBase, isGlob, matcher } from './globs';
import { packing, unpacked } from './unpack';

export type Input = {
  /** As shown: the path as it was given, with forward slashes. */
  readonly name: string;
  /** Asked for by name, not met in a folder. */
  readonly named: boolean;
  /** What the name says about the format: without a final `.gz` or `.zst`. Absent for standard input. */
  readonly kind?: string;
  /** Why it cannot be read at all. */
  readonly refused?: string;
  /** Size in bytes where it is known before reading. */
  readonly size?: number;
  open(signal?: AbortSignal): AsyncIterable<Uint8Array>;
};

export type Walk = {
  readonly cwd: string;
  /** Endings of the files that are read in a folder, with the dot. A file named outright is always read. */
  readonly extensions: readonly string[];
  /** An absolute path to leave out: the report itself. */
  readonly except?: string;
  /** Of the files met in a folder, those that are read. */
  readonly fits?: (name: string) => boolean;
  /** What the path `-` stands for. */
  readonly stdin: () => AsyncIterable<Uint8Array>;
};

/** Files and folders in the order given, what is in a folder by name; each file once. */
export async function* findInputs(paths: readonly string[], walk: Walk): AsyncGenerator<Input> {
  const seen = new Set<string>(walk.except === undefined ? [] : [walk.except]);
  for (const path of paths) {
    if (path === '-') yield { name: '<stdin>', named: true, open: walk.stdin };
    else if (isGlob(path) && !(await exists(resolve(walk.cwd, path)))) yield* matching(path, walk, seen);
    else yield* visit(path, walk, seen, true);
  }
}

async function* visit(path: string, walk: Walk, seen: Set<string>, named: boolean, link = false): AsyncGenerator<Input> {
  const full = isAbsolute(path) ? path : resolve(walk.cwd, path);
  const name = path.replaceAll('\\', '/');
  try {
    const info = await stat(full);
    if (info.isDirectory()) {
      if (link) return;
      const entries = await readdir(full, { withFileTypes: true });
      entries.sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
      for (const entry of entries) {
        if (entry.name.startsWith('.') || entry.name === 'node_modules') continue;
        // A link to a folder may lead back up, so only real folders are entered.
        const enter = entry.isDirectory() || ((entry.isFile() || entry.isSymbolicLink()) && reads(entry.name, walk));
        if (enter) yield* visit(join(path, entry.name), walk, seen, false, entry.isSymbolicLink());
      }
      return;
    }
    if (seen.has(full) || (!named && (!info.isFile() || walk.fits?.(name) === false))) return;
    seen.add(full);
    const packed = packing(name);
    yield {
      name,
      named,
      kind: packed ? name.slice(0, -packed.ending.length) : name,
      refused: /\.(bz2|xz|zip|7z)$/i.test(name) ? 'compressed files are read as .gz and .zst only' : undefined,
      size: info.isFile() && !packed ? info.size : undefined,
      open: signal => unpacked(full, packed, signal),
    };
  } catch (error) {
    // A link that leads nowhere is no business of a pattern it does not fit.
    if (!named && walk.fits?.(name) === false && absent.has((error as NodeJS.ErrnoException).code ?? '')) return;
    yield { name, named, kind: name, refused: reason(error), open: () => nothing() };
  }
}

const absent = new Set(['ENOENT', 'ENOTDIR', 'ELOOP']);

/** A pattern the shell left alone: the files it fits, by name. */
async function* matching(pattern: string, walk: Walk, seen: Set<string>): AsyncGenerator<Input> {
  const fits = matcher(pattern);
  let found = false;
  for await (const input of visit(globBase(pattern), { ...walk, extensions: [''], fits }, seen, false)) {
    found = true;
    yield { ...input, named: true };
  }
  if (!found) yield { name: pattern, named: true, kind: pattern, refused: 'no file fits this pattern', open: () => nothing() };
}

function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}

function reads(name: string, walk: Walk): boolean {
  const plain = name.toLowerCase().replace(/\.(gz|zst)$/, '');
  return walk.extensions.some(extension => plain.endsWith(extension));
}

async function* nothing(): AsyncGenerator<Uint8Array> {}

/** What a file system or decompression error means to a person. */
export function reason(error: unknown): string {
  const code = (error as NodeJS.ErrnoException)?.code;
  switch (code) {
    case 'ENOENT':
      return 'no such file or folder';
    case 'EACCES':
    case 'EPERM':
      return 'permission denied';
    case 'EISDIR':
      return 'this is a folder';
    case 'Z_BUF_ERROR':
      return 'the gzip data ends too early';
    case 'Z_DATA_ERROR':
      return 'the gzip data is damaged';
    case 'ZSTD_SHORT':
      return 'the zstd data ends too early';
    case 'ZSTD_DAMAGED':
      return 'the zstd data is damaged';
  }
  return error instanceof Error ? error.message : String(error);
}
