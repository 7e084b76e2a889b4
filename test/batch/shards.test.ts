// Shards killed at any moment, gone on with, and merged: the bytes of one undisturbed run. Real processes throughout.
import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { appendFileSync, chmodSync, existsSync, readFileSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { after, test } from 'node:test';
import { workplace } from '../cli/harness';

const cli = resolve('dist/cli.js');
const record = (id: string, right: boolean) =>
  JSON.stringify({
    id,
    problem: `What is 2 * 9, asks ${id}?`,
    steps: ['We multiply.', `It is 2 * 9 = ${right ? 18 : 16}.`, 'So 16 + 1 = 17.'],
    label: right ? -1 : 1,
  });
const records = Array.from({ length: 1500 }, (_, i) => (i === 700 ? '{"id": "torn", "problem": ' : record(`r${i}`, i % 3 > 0)));
const solution = (n: number) => `Problem: What is 2 * ${n}?\n\nSolution:\n\nStep 1: It is 2 * ${n} = ${2 * n + (n % 2)}.\n`;
const place = workplace({
  'data/set.jsonl': `${records.join('\n')}\n`,
  'data/a/one.md': solution(7),
  'data/a-b.md': solution(8),
});
after(place.remove);
const file = (name: string) => join(place.cwd, name);
const bytes = (name: string) => readFileSync(file(name), 'utf8');

function start(args: string, env: Record<string, string> = {}): ChildProcess {
  return spawn(process.execPath, [cli, ...args.split(' ')], {
    cwd: place.cwd,
    env: { PATH: process.env.PATH, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

async function run(args: string, env?: Record<string, string>): Promise<{ code: number; out: string; err: string }> {
  const child = start(args, env);
  let out = '';
  let err = '';
  child.stdout!.setEncoding('utf8').on('data', text => (out += text));
  child.stderr!.setEncoding('utf8').on('data', text => (err += text));
  const [code] = await once(child, 'close');
  return { code, out, err };
}

/** Kills the run without warning as soon as its unfinished report has `size` bytes; answers whether it was still running. */
async function killAt(args: string, part: string, size: number): Promise<boolean> {
  const child = start(args);
  const ended = once(child, 'close');
  let over = false;
  void ended.then(() => (over = true));
  while (!over && !(existsSync(file(part)) && statSync(file(part)).size >= size)) await new Promise(r => setTimeout(r, 5));
  child.kill('SIGKILL');
  const [, signal] = await ended;
  return signal === 'SIGKILL';
}

test('any number of threads and shards, with kills in between, comes to the same bytes', async () => {
  const whole = await run('check data -f jsonl -o whole.jsonl --jobs 1');
  assert.equal(whole.code, 3, whole.err);
  assert.equal(bytes('whole.jsonl').trimEnd().split('\n').length, records.length + 2);
  assert.equal((await run('check data -f jsonl -o two.jsonl --jobs 2')).code, 3);
  assert.equal(bytes('two.jsonl'), bytes('whole.jsonl'));

  let killed = 0;
  for (let i = 0; i < 3; i++) {
    const args = `check data -f jsonl -o shard${i}.jsonl --resume --shard ${i}/3 --jobs ${1 + (i % 2)}`;
    for (const size of [1, 60_000 + 50_000 * i]) if (await killAt(args, `shard${i}.jsonl.part`, size)) killed++;
    assert.ok(!existsSync(file(`shard${i}.jsonl`)) || killed < 2 * (i + 1), 'an unfinished report has not taken its place');
    // Cut in the middle of a row, as a full disk would.
    const part = file(`shard${i}.jsonl.part`);
    if (existsSync(part) && statSync(part).size > 1000) truncateSync(part, statSync(part).size - 37);
    const { code, err } = await run(args);
    assert.equal(code, /"code":"bad-record"/.test(bytes(`shard${i}.jsonl`)) ? 3 : 1, err);
    assert.ok(!existsSync(part));
  }
  assert.ok(killed >= 2, `only ${killed} runs were killed on the way`);
  const merged = await run('merge shard2.jsonl shard0.jsonl shard1.jsonl -o merged.jsonl');
  assert.equal(merged.code, 0, merged.err);
  assert.match(merged.err, /^3 reports · 1,502 records\n$/);
  assert.equal(bytes('merged.jsonl'), bytes('whole.jsonl'));
  for (let i = 0; i < 3; i++) assert.ok(bytes(`shard${i}.jsonl`).split('\n').length > 300, 'every shard has its share');
});

test('shards of any number, killed at random and gone on with by another number of threads, come to the same bytes', async t => {
  const whole = (await run('check data/set.jsonl -f jsonl --jobs 1')).out;
  let killed = 0;
  for (const shards of [1, 2, 5]) {
    const names = Array.from({ length: shards }, (_, i) => `of${shards}-${i}.jsonl`);
    for (const [i, name] of names.entries()) {
      const args = (jobs: number) => `check data/set.jsonl -f jsonl -o ${name} --resume --shard ${i}/${shards} --jobs ${jobs}`;
      const share = whole.length / shards;
      for (const jobs of [1, 2]) {
        const size = Math.ceil(Math.random() * share);
        if (await killAt(args(jobs), `${name}.part`, size)) {
          killed++;
          t.diagnostic(`shard ${i} of ${shards} with --jobs ${jobs} killed at ${size} bytes`);
        }
      }
      await run(args(3));
    }
    const merged = await run(`merge ${names.toReversed().join(' ')} -o merged${shards}.jsonl`);
    assert.equal(merged.code, 0, merged.err);
    assert.equal(bytes(`merged${shards}.jsonl`), whole, `${shards} shards`);
  }
  assert.ok(killed >= 4, `only ${killed} runs were killed on the way`);
});

test('Ctrl-C leaves a report to go on with; what is done is not done again, and what has changed is', async () => {
  const args = 'check data/set.jsonl -f jsonl -o int.jsonl --resume --jobs 1';
  const child = start(args);
  while (!(existsSync(file('int.jsonl.part')) && statSync(file('int.jsonl.part')).size > 1)) await new Promise(r => setTimeout(r, 5));
  child.kill('SIGINT');
  const [code] = await once(child, 'close');
  assert.equal(code, 130);
  assert.ok(existsSync(file('int.jsonl.part')) && !existsSync(file('int.jsonl')));
  // A mark in a row of the log shows whether it was kept.
  const rows = bytes('int.jsonl.part').split('\n');
  writeFileSync(file('int.jsonl.part'), [rows[0]!.replace('"steps":3', '"steps":3,"kept":true'), ...rows.slice(1)].join('\n'));
  assert.equal((await run(args)).code, 3);
  assert.match(bytes('int.jsonl').split('\n')[0]!, /"kept":true/);
  assert.equal(bytes('int.jsonl').replace(',"kept":true', ''), (await run('check data/set.jsonl -f jsonl')).out);

  // Another record at the end, one changed in the middle: the order stays that of the input.
  const lines = bytes('data/set.jsonl').split('\n');
  place.put('data/set.jsonl', [...lines.slice(0, 10), record('r10', false).replace('asks', 'says'), ...lines.slice(11)].join('\n'));
  appendFileSync(file('data/set.jsonl'), `${record('new', true)}\n`);
  assert.equal((await run(args)).code, 3);
  assert.equal(bytes('int.jsonl').replace(',"kept":true', ''), (await run('check data/set.jsonl -f jsonl')).out);

  // Other settings: nothing of the old report holds.
  assert.equal((await run(`${args} --verifier arithmetic=off`)).code, 3);
  assert.doesNotMatch(bytes('int.jsonl'), /kept/);
});

test('the variables of Slurm and Kubernetes give a shard', async () => {
  const slurm = { SLURM_ARRAY_TASK_ID: '5', SLURM_ARRAY_TASK_MIN: '4', SLURM_ARRAY_TASK_COUNT: '3' };
  const one = await run('check data/set.jsonl -f jsonl --shard-env', slurm);
  assert.equal(one.out, (await run('check data/set.jsonl -f jsonl --shard 1/3')).out);
  const pod = await run('check data/set.jsonl -f jsonl --shard-env', { JOB_COMPLETION_INDEX: '1', HENCE_SHARDS: '3' });
  assert.equal(pod.out, one.out);
  const lost = await run('check data/set.jsonl -f jsonl --shard-env', { JOB_COMPLETION_INDEX: '1' });
  assert.deepEqual([lost.code, /HENCE_SHARDS/.test(lost.err)], [2, true]);
});

test('the recipes take 0, 1 and 3 for done, and a wrong command line for a failure', async () => {
  const scale = readFileSync(resolve('docs/scale.md'), 'utf8');
  const slurm = /```sh\n(#!\/bin\/bash[\s\S]*?)```/.exec(scale)![1]!;
  const pod = /^ *- (hence check .*)$/m.exec(scale)![1]!.replaceAll('/data/', '');
  const parallel = /parallel --retries 5 '(.*)'/.exec(scale)![1]!;
  place.put('data.jsonl', `${record('a', true)}\n`);
  place.put('bin/hence', `#!/bin/sh\nexec "${process.execPath}" "${cli}" "$@"\n`);
  place.put('codes/hence', '#!/bin/sh\nexit "$CODE"\n');
  for (const name of ['bin/hence', 'codes/hence']) chmodSync(file(name), 0o755);
  const code = async (script: string, folder: string, env: Record<string, string>) => {
    const PATH = `${file(folder)}:${process.env.PATH}`;
    const child = spawn('sh', ['-c', script], { cwd: place.cwd, env: { PATH, ...env }, stdio: 'ignore' });
    return (await once(child, 'close'))[0] as number;
  };
  const own = { SLURM_CPUS_PER_TASK: '1', SLURM_RESTART_COUNT: '5' };
  const whole = { SLURM_ARRAY_TASK_ID: '0', SLURM_ARRAY_TASK_COUNT: '1', ...own };
  const torn = { SLURM_ARRAY_TASK_ID: '0', ...own };
  const recipes: [string, Record<string, string>, string, Record<string, string>][] = [
    [slurm, whole, slurm, torn],
    [pod, { JOB_COMPLETION_INDEX: '0', HENCE_SHARDS: '1' }, pod, { JOB_COMPLETION_INDEX: '0' }],
    [parallel.replaceAll('{}', '0'), {}, parallel.replaceAll('{}', '16'), {}],
  ];
  for (const [right, env, wrong, lacking] of recipes) {
    assert.equal(await code(right, 'bin', env), 0, right);
    assert.notEqual(await code(wrong, 'bin', lacking), 0, wrong);
    for (const [CODE, done] of Object.entries({ 0: true, 1: true, 2: false, 3: true, 4: false, 130: false, 137: false }))
      assert.equal((await code(right, 'codes', { ...env, CODE })) === 0, done, `${CODE}: ${right}`);
  }
});

test('reports of different settings, and what is no report, are not merged', async () => {
  await run('check data/a -f jsonl -o a1.jsonl');
  await run('check data/a -f jsonl -o a2.jsonl --no-inherited');
  const mixed = await run('merge a1.jsonl a2.jsonl -o a.jsonl');
  assert.deepEqual([mixed.code, /other settings/.test(mixed.err), existsSync(file('a.jsonl'))], [2, true, false]);
  assert.match((await run('merge data/set.jsonl -o a.jsonl')).err, /set\.jsonl:1 is no row of a report/);
  assert.match((await run('merge a1.jsonl a1.jsonl')).out, /^\{"file":"data\/a\/one\.md"[^\n]*\n$/);
});

test('SARIF logs of shards become one run', async () => {
  for (const i of [0, 1]) await run(`check data/set.jsonl -f sarif -o s${i}.sarif --shard ${i}/2`);
  await run('merge s0.sarif s1.sarif -o all.sarif');
  await run('check data/set.jsonl -f sarif -o one.sarif');
  const results = (name: string) => JSON.parse(bytes(name)).runs.flatMap((r: { results: unknown[] }) => r.results);
  assert.equal(JSON.parse(bytes('all.sarif')).runs.length, 1);
  assert.deepEqual(results('all.sarif'), results('one.sarif'));
});
