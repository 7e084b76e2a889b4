// A folder with data, a `hence` on the path, and the recipes of docs/scale.md to be run in it.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { delimiter, join, resolve } from 'node:path';
import { workplace } from '../cli/harness';

const cli = resolve('dist/cli.js');
const record = (i: number) =>
  JSON.stringify({
    id: `r${i}`,
    problem: `A shelf has ${i + 2} rows of 9 books. How many books are there?`,
    steps: ['We multiply.', `There are ${i + 2} * 9 = ${9 * (i + 2) - (i % 3 ? 0 : 2)} books.`, 'So it is done.'],
    label: i % 3 ? -1 : 1,
  });

export type Ran = { readonly code: number; readonly out: string; readonly err: string };

/** `count` records in data.jsonl; one of them is torn, so that the exit code is 3 somewhere. */
export function clusterPlace(count: number) {
  const lines = Array.from({ length: count }, (_, i) => (i === count >> 1 ? '{"id": "torn", "steps": [' : record(i)));
  const place = workplace({
    'data.jsonl': `${lines.join('\n')}\n`,
    // Who runs what, and how much of the report was there already: `shard pid bytes`, a line for each start.
    'bin/hence': `#!/bin/sh
part=$(echo "$*" | sed -n 's/.*--output \\(part-[0-9]*\\.jsonl\\).*/\\1/p')
[ -n "$part" ] && echo "$part $$ $(cat "$part.part" 2>/dev/null | wc -c)" >> starts
exec "${process.execPath}" "${cli}" "$@"
`,
  });
  const file = (name: string) => join(place.cwd, name);
  chmodSync(file('bin/hence'), 0o755);
  const env = { ...process.env, PATH: [file('bin'), process.env.PATH].join(delimiter) };
  return {
    ...place,
    lines,
    env,
    file,
    read: (name: string) => readFileSync(file(name), 'utf8'),
    async sh(script: string, more: Record<string, string> = {}, stdin = ''): Promise<Ran> {
      const child = spawn('sh', ['-c', script], { cwd: place.cwd, env: { ...env, ...more } });
      let out = '';
      let err = '';
      child.stdout.setEncoding('utf8').on('data', text => (out += text));
      child.stderr.setEncoding('utf8').on('data', text => (err += text));
      child.stdin.on('error', () => {});
      child.stdin.end(stdin);
      const [code] = await once(child, 'close');
      return { code, out, err };
    },
    /** Every start so far, in order. */
    starts(): { part: string; pid: number; bytes: number }[] {
      if (!existsSync(file('starts'))) return [];
      return readFileSync(file('starts'), 'utf8')
        .trimEnd()
        .split('\n')
        .map(line => {
          const [part, pid, bytes] = line.split(' ');
          return { part: part!, pid: Number(pid), bytes: Number(bytes) };
        });
    },
    /** The shards that have written something and are not done. */
    underWay: () => readdirSync(place.cwd).filter(name => /^part-\d+\.jsonl\.part$/.test(name) && statSync(join(place.cwd, name)).size > 0),
  };
}

export type ClusterPlace = ReturnType<typeof clusterPlace>;

/** Looks again and again until there is an answer: other processes tell nobody what they write. */
export async function until<T>(look: () => T | undefined | Promise<T | undefined>, what: string, seconds = 60): Promise<T> {
  const end = Date.now() + 1000 * seconds;
  for (;;) {
    const found = await look();
    if (found !== undefined) return found;
    assert.ok(Date.now() < end, `${what} within ${seconds} s`);
    await new Promise(next => setTimeout(next, 10));
  }
}

/** Kills `count` shards without warning, each in the middle of its work, no shard twice; answers their reports. */
export async function killSome(place: ClusterPlace, count: number, over: () => boolean): Promise<string[]> {
  const killed: string[] = [];
  while (killed.length < count && !over()) {
    const part = place
      .underWay()
      .map(name => name.slice(0, -'.part'.length))
      .find(name => !killed.includes(name));
    const start = place
      .starts()
      .filter(one => one.part === part)
      .at(-1);
    if (part && start) {
      try {
        process.kill(start.pid, 'SIGKILL');
        killed.push(part);
      } catch {
        // It has ended by itself meanwhile.
      }
    }
    await new Promise(next => setTimeout(next, 5));
  }
  return killed;
}

const scale = readFileSync(resolve('docs/scale.md'), 'utf8');

/** The first block of code under a heading of docs/scale.md, or the first in a language. */
export function recipe(heading: string, language = ''): string {
  const at = scale.indexOf(`\n## ${heading}\n`);
  assert.ok(at >= 0, `docs/scale.md has a part on ${heading}`);
  return new RegExp(`\`\`\`${language || '\\w*'}\\n([\\s\\S]*?)\`\`\``).exec(scale.slice(at))![1]!;
}

/** The last `code` under a heading that begins like this. */
export function command(heading: string, start: string): string {
  const from = scale.indexOf(`\n## ${heading}\n`);
  const text = scale.slice(from, scale.indexOf('\n## ', from + 4));
  const found = [...text.matchAll(/`([^`\n]+)`/g)].map(match => match[1]!).filter(code => code.startsWith(start));
  assert.ok(found.length > 0, `docs/scale.md names ${start} under ${heading}`);
  return found.at(-1)!;
}
