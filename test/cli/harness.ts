// Runs the command line in process, on files in a folder of its own.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import type { Out } from '../../server/cli/io';
import { main } from '../../server/cli/main';

export type Ran = { readonly code: number; readonly out: string; readonly err: string };

export type Given = {
  readonly stdin?: string | Uint8Array | AsyncIterable<Uint8Array>;
  readonly env?: Record<string, string>;
  readonly tty?: boolean;
  readonly columns?: number;
  readonly signal?: AbortSignal;
  /** Takes what is written, and may refuse it. */
  readonly write?: (text: string) => void | Promise<void>;
};

/** A folder with these files in it, and what a shell in it could do. */
export function workplace(files: Readonly<Record<string, string | Uint8Array>>) {
  const cwd = mkdtempSync(join(tmpdir(), 'hence-cli-'));
  const put = (name: string, content: string | Uint8Array) => {
    mkdirSync(dirname(join(cwd, name)), { recursive: true });
    writeFileSync(join(cwd, name), content);
  };
  for (const [name, content] of Object.entries(files)) put(name, content);
  return {
    cwd,
    put,
    remove: () => rmSync(cwd, { recursive: true }),
    /** Words of `line` are arguments; what is typed as an array may hold spaces. */
    async run(line: string | readonly string[], given: Given = {}): Promise<Ran> {
      let out = '';
      let err = '';
      const stdout: Out = {
        isTTY: given.tty ?? false,
        columns: given.columns,
        async write(text) {
          await given.write?.(text);
          out += text;
        },
      };
      const stderr: Out = {
        isTTY: false,
        async write(text) {
          err += text;
        },
      };
      let tick = 0;
      const argv = typeof line === 'string' ? line.split(' ') : line;
      const io = {
        home: resolve('dist'),
        programs: resolve('dist/programs.js'),
        stdin: bytes(given.stdin),
        stdout,
        stderr,
        cwd,
        env: given.env ?? {},
        now: () => tick++,
        signal: given.signal,
      };
      const code = await main(argv, io);
      return { code, out, err };
    },
  };
}

async function* bytes(given: Given['stdin']): AsyncGenerator<Uint8Array> {
  if (given === undefined) return;
  if (typeof given === 'string') yield Buffer.from(given);
  else if (given instanceof Uint8Array) yield given;
  else yield* given;
}
