// Loads the program's own bundles through a cache of compiled code: reading and compiling half a megabyte of program takes
// longer than checking a page. What is kept is what a run had compiled by its end, so the next run of the same kind
// compiles next to nothing.
import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { homedir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { Script } from 'node:vm';

export type Loader = {
  /** What the bundle at an absolute path exports; it is run once. */
  load(file: string): unknown;
  /** Keeps compiled code of bundles that had none. Never throws: without it the next start is slower, no more. */
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
const digestLength = 20;

/** `way`: what kind of run this is. Each has its own code, as each compiles other parts of the program. */
export function createLoader(folder: string | undefined, way: string): Loader {
  const modules = new Map<string, { exports: unknown }>();
  const fresh: { readonly place: string; readonly script: Script }[] = [];

  const compile = (file: string): Script => {
    // The wrapper of Node's own loader.
    const source = `(function (exports, require, module, __filename, __dirname) {${readFileSync(file, 'utf8').replace(/^#!.*/, '')}\n})`;
    if (folder === undefined) return new Script(source, { filename: file });
    // V8 compares no more of the source than its length.
    const digest = createHash('sha1').update(`${process.version} ${process.arch}\n`).update(source).digest('hex').slice(0, 16);
    const place = join(folder, `${basename(file, '.js')}-${way}-${digest}`);
    const script = new Script(source, { filename: file, cachedData: read(place) });
    if (script.cachedDataRejected !== false) fresh.push({ place, script });
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
      for (const { place, script } of fresh.splice(0)) write(place, script.createCachedData());
    } catch {
      // A full disk, a folder that is not ours.
    }
  };
  return { load, keep };
}

/** Compiled code that was kept whole; V8 itself tells code of another version or other flags. */
function read(place: string): Buffer | undefined {
  try {
    const bytes = readFileSync(place);
    const code = bytes.subarray(digestLength);
    return digestOf(code).equals(bytes.subarray(0, digestLength)) ? code : undefined;
  } catch {
    return undefined;
  }
}

function write(place: string, code: Buffer): void {
  const folder = dirname(place);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const part = `${place}.${process.pid}`;
  writeFileSync(part, Buffer.concat([digestOf(code), code]), { mode: 0o600 });
  renameSync(part, place);
  const oldest = Date.now() - kept * 86_400_000;
  for (const name of readdirSync(folder)) if (statSync(join(folder, name)).mtimeMs < oldest) rmSync(join(folder, name), { force: true });
}

function digestOf(code: Uint8Array): Buffer {
  return createHash('sha1').update(code).digest();
}
