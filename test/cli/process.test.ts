// The command as it is shipped, in a process of its own: dist/cli.js, built by `node esbuild.mjs`.
import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { accessSync, constants, readFileSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { after, test } from 'node:test';
import { version } from '../../package.json';
import { workplace } from './harness';

const cli = resolve('dist/cli.js');
accessSync(cli, constants.X_OK);
const wrong = (id: string | number) => JSON.stringify({ id, problem: 'What is 2 * 9?', steps: ['It is 2 * 9 = 16.'] });
const many = Array.from({ length: 3000 }, (_, i) => wrong(i)).join('\n');
const place = workplace({ 'many.jsonl': many, 'right.jsonl': wrong('r').replace('16', '18') });
after(place.remove);

function start(line: string): ChildProcess {
  return spawn(cli, line.split(' '), { cwd: place.cwd, env: { PATH: process.env.PATH, HENCE_CACHE: join(place.cwd, 'cache') } });
}

async function run(line: string, stdin = ''): Promise<{ code: number | null; out: string; err: string }> {
  const child = start(line);
  let out = '';
  let err = '';
  child.stdout!.setEncoding('utf8').on('data', text => (out += text));
  child.stderr!.setEncoding('utf8').on('data', text => (err += text));
  child.stdin!.end(stdin);
  const [code] = await once(child, 'close');
  return { code, out, err };
}

test('the file is a program of its own, with every exit code', async () => {
  assert.equal(readFileSync(cli, 'utf8').split('\n')[0], '#!/usr/bin/env node');
  assert.deepEqual(await run('--version'), { code: 0, out: `${version}\n`, err: '' });
  assert.equal((await run('check right.jsonl')).code, 0);
  assert.equal((await run('check -', `${wrong('a')}\n`)).code, 1);
  assert.equal((await run('check')).code, 2);
  assert.equal((await run('check missing.md')).code, 3);
  assert.doesNotMatch((await run('check right.jsonl')).out, /\x1b/);
});

test('a short file is checked with no more of the program than checking takes', async () => {
  place.put(
    'tell.js',
    `const fs = require('node:fs');
    const read = fs.readFileSync;
    const told = [];
    fs.readFileSync = (file, ...how) => (/\\.js$/.test(file) && told.push(require('node:path').basename(file)), read(file, ...how));
    process.on('exit', () => console.error(told.join()));`,
  );
  const loaded = async (line: string) => {
    const child = spawn(process.execPath, ['-r', './tell.js', cli, ...line.split(' ')], {
      cwd: place.cwd,
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    let err = '';
    child.stderr.setEncoding('utf8').on('data', text => (err += text));
    await once(child, 'close');
    return err.trim().split(',').sort();
  };
  assert.deepEqual(await loaded('--version'), ['cli.js', 'command.js']);
  assert.deepEqual(await loaded('check right.jsonl'), ['cli.js', 'command.js', 'work.js']);
  assert.deepEqual(await loaded('check right.jsonl --format csv'), ['cli.js', 'command.js', 'work.js']);
  assert.deepEqual(await loaded('verifiers'), ['cli.js', 'command.js', 'seldom.js']);
  assert.ok(statSync(cli).size + statSync(resolve('dist/command.js')).size < 80_000);
});

test('a long report through a pipe is whole', async () => {
  const { code, out, err } = await run('check many.jsonl --format jsonl');
  assert.deepEqual([code, err], [1, '']);
  const rows = out.trimEnd().split('\n');
  assert.equal(rows.length, 3000);
  for (const [i, row] of rows.entries()) assert.equal(JSON.parse(row).line, i + 1);
});

test('a reader that has seen enough ends it without a word', async () => {
  const child = start('check many.jsonl --format jsonl');
  let err = '';
  child.stderr!.setEncoding('utf8').on('data', text => (err += text));
  await once(child.stdout!, 'data');
  child.stdout!.destroy();
  const [code, signal] = await once(child, 'close');
  assert.deepEqual([code, signal, err], [0, null, '']);
});

test('Ctrl-C finishes the report, even while it waits for input', async () => {
  const child = start('check - --as jsonl --format json');
  let out = '';
  const shown = new Promise<void>(resolve => {
    child.stdout!.setEncoding('utf8').on('data', text => {
      out += text;
      if (out.includes('"first"')) resolve();
    });
  });
  child.stdin!.on('error', () => {});
  child.stdin!.write(`${wrong('first')}\n`);
  await shown;
  child.kill('SIGINT');
  const [code, signal] = await once(child, 'close');
  assert.deepEqual([code, signal], [130, null]);
  const { results, summary } = JSON.parse(out);
  assert.deepEqual([results.length, summary.interrupted], [1, true]);
});
