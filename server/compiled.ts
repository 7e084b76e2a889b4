// Loads the program's own bundles through a cache of compiled code: reading and compiling half a megabyte of program takes
// longer than checking a page. What is kept is what a run had compiled by its end, so the next run of the same kind
// compiles next to nothing; where it does compile more, that is kept, too.
import { createHash } from 'node:crypto';
import { appendFileSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { homedir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { Script } from 'node:vm';
import { crc32 } from 'node:zlib';

export type Loader = {
  /** What the bundle at an absolute path exports; it is run once. */
  load(file: string): unknown;
  /** Keeps compiled code of bundles that had none, or less. Never throws: without it the next start is slower, no more. */
  keep(): void;
};

/** Where compiled code is kept; nowhere where Node's own switch for such caches says so. */
export function compiledFolder(env: Readonly<Record<string, string | undefined>>): string | undefined {
  if (env.NODE_DISABLE_COMPILE_CACHE) return undefined;
  if (env.HENCE_CACHE) return join(env.HENCE_CACHE, 'compiled');
  if (env.XDG_CACHE_HOME) return join(env.XDG_CACHE_HOME, 'hence', 'compiled');
  if (env.LOCALAPPDATA) return join(env.LOCALAPPDATA, 'hence', 'compiled');
  const home = env.HOME ?? homedir();
  return home === '' ? undefined : join(home, '.cache', 'hence', 'compiled');
}

/** Days after which code that no build writes any more is thrown away. */
const kept = 30;
/** How much larger compiled code must be to be written again. */
const grown = 1.02;

type Compiled = { readonly place: string; readonly script: Script; readonly known?: Kept };

/** `way`: what kind of run this is. Each has its own code, as each compiles other parts of the program. */
export function createLoader(folder: string | undefined, way: string): Loader {
  const modules = new Map<string, { exports: unknown }>();
  const compiled: Compiled[] = [];

  const compile = (file: string): Script => {
    const bytes = readFileSync(file);
    // The wrapper of Node's own loader.
    const source = `(function (exports, require, module, __filename, __dirname) {${bytes.toString().replace(/^#!.*/, '')}\n})`;
    if (folder === undefined) return new Script(source, { filename: file });
    // V8 compares no more of the source than its length, and its traces name the file that was compiled.
    const build = sumOf(bytes, sumOf(Buffer.from(`${process.version} ${process.arch} ${file}`)));
    const place = join(folder, `${basename(file, '.js')}-${way}-${build.toString(16).padStart(8, '0')}`);
    const known = read(place);
    const script = new Script(source, { filename: file, cachedData: known?.code });
    compiled.push({ place, script, known: script.cachedDataRejected === false ? known : undefined });
    return script;
  };

  const load = (file: string): unknown => {
    const known = modules.get(file);
    if (known) return known.exports;
    const module = { exports: {} as unknown };
    modules.set(file, module);
    const others = createRequire(file);
    const required = (id: string) => (id.startsWith('./') ? load(join(dirname(file), id)) : others(id));
    const run = compile(file).runInThisContext() as (...given: unknown[]) => void;
    run.call(module.exports, module.exports, required, module, file, dirname(file));
    return module.exports;
  };

  const keep = () => {
    try {
      for (const one of compiled.splice(0)) keepOne(one);
    } catch {
      // A full disk, a folder that is not ours.
    }
  };
  return { load, keep };
}

/**
 * The first file that is checked may have little in it: after one start, two, four, … it is seen whether more has been
 * compiled by now. Each start leaves a byte behind the code.
 */
function keepOne({ place, script, known }: Compiled): void {
  const starts = known?.starts ?? 0;
  if (known) appendFileSync(place, '.');
  if ((starts & (starts - 1)) !== 0) return;
  const code = script.createCachedData();
  if (!known || code.length > grown * known.code.length) write(place, code, starts);
}

type Kept = { readonly code: Buffer; readonly starts: number };

/** A sum over what follows and the length of the code, four bytes each. */
const head = 8;

/** Compiled code that was kept whole; V8 itself tells code of another version or other flags. */
function read(place: string): Kept | undefined {
  try {
    const bytes = readFileSync(place);
    const end = head + bytes.readUInt32LE(4);
    if (sumOf(bytes.subarray(4, end)) !== bytes.readUInt32LE(0)) return undefined;
    return { code: bytes.subarray(head, end), starts: bytes.length - end + 1 };
  } catch {
    return undefined;
  }
}

function write(place: string, code: Buffer, starts: number): void {
  const folder = dirname(place);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const part = `${place}.${process.pid}`;
  const bytes = Buffer.concat([Buffer.alloc(head), code, Buffer.alloc(starts, '.')]);
  bytes.writeUInt32LE(code.length, 4);
  bytes.writeUInt32LE(sumOf(bytes.subarray(4, head + code.length)), 0);
  writeFileSync(part, bytes, { mode: 0o600 });
  renameSync(part, place);
  const oldest = Date.now() - kept * 86_400_000;
  for (const name of readdirSync(folder)) if (statSync(join(folder, name)).mtimeMs < oldest) rmSync(join(folder, name), { force: true });
}

/** Tells broken bytes and other builds; a digest of node:crypto would take longer to load than to compute. */
function sumOf(bytes: Buffer, before = 0): number {
  // The first versions of Node 20 have no such sum.
  return crc32 ? crc32(bytes, before) : createHash('sha1').update(`${before}`).update(bytes).digest().readUInt32LE(0);
}
