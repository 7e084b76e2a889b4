// The cache in a folder: a file an answer, named by what was asked. Keys are in no request, so they are in no file.
import { randomBytes } from 'node:crypto';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import type { Cache } from './cache';

/** Where answers are kept unless somebody says otherwise. */
export function cacheFolder(env: Readonly<Record<string, string | undefined>>): string {
  if (env.HENCE_CACHE) return env.HENCE_CACHE;
  if (env.XDG_CACHE_HOME) return join(env.XDG_CACHE_HOME, 'hence', 'models');
  if (env.LOCALAPPDATA) return join(env.LOCALAPPDATA, 'hence', 'models');
  return join(env.HOME ?? homedir(), '.cache', 'hence', 'models');
}

/** A broken or missing entry is no entry; a folder that cannot be written means asking again, not failing. */
export function diskCache(folder: string): Cache {
  const place = (key: string) => join(folder, key.slice(0, 2), `${key}.json`);
  const write = async (file: string, text: string) => {
    const part = `${file}.${randomBytes(6).toString('hex')}`;
    await mkdir(join(file, '..'), { recursive: true, mode: 0o700 });
    await writeFile(part, text, { mode: 0o600 });
    await rename(part, file);
  };
  let secret: Promise<string> | undefined;
  return {
    async get(key) {
      try {
        return JSON.parse(await readFile(place(key), 'utf8'));
      } catch {
        return undefined;
      }
    },
    put: (key, value) => write(place(key), JSON.stringify(value)).catch(() => {}),
    secret: () =>
      (secret ??= (async () => {
        const file = join(folder, 'secret');
        const known = await readFile(file, 'utf8').catch(() => '');
        if (/^[0-9a-f]{32}$/.test(known)) return known;
        const made = randomBytes(16).toString('hex');
        await write(file, made).catch(() => {});
        return made;
      })()),
  };
}
