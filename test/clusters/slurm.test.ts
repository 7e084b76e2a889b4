// The recipe of docs/scale.md on Slurm itself: an array whose tasks are killed and sent back to the queue, and a merge that
// waits for all of them.
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { clusterPlace, command, killSome, recipe, until } from './place';
import { noSlurm, startSlurm } from './slurm';

const shards = 4;

test('a Slurm array with killed and requeued tasks, merged by a job that waits for it, gives the bytes of one run', {
  timeout: 300_000,
  skip: noSlurm() ?? false,
}, async t => {
  const folder = mkdtempSync(join(tmpdir(), 'hence-slurm-'));
  const place = clusterPlace(1600);
  t.after(() => {
    place.remove();
    rmSync(folder, { recursive: true, force: true });
  });
  const slurm = await startSlurm(folder, 2);
  try {
    const run = (script: string) => place.sh(script, { ...slurm.env, PATH: `${place.file('bin')}:${slurm.env.PATH}` });
    const script = recipe('Slurm')
      .replace(/--array=\S+/, `--array=0-${shards - 1}`)
      .replace(/--cpus-per-task=\d+/, '--cpus-per-task=1');
    writeFileSync(place.file('job.sh'), script);
    const { code, out, err } = await run('sbatch --parsable job.sh');
    assert.equal(code, 0, err);
    const job = out.trim();
    let over = false;
    const merging = run(command('Slurm', 'sbatch --dependency').replace('JOB', job).replace('sbatch', 'sbatch --wait')).finally(() => {
      over = true;
    });

    // Two die without warning, and send themselves back; one that is under way is sent back as a cluster does to make room.
    const killed = await killSome(place, 2, () => over);
    assert.equal(killed.length, 2, 'two tasks were killed in the middle of their work');
    const third = await until(() => place.underWay().find(name => !killed.includes(name.slice(0, -5))), 'a third task under way');
    const requeued = await run(`scontrol requeue ${job}_${/\d+/.exec(third)![0]}`);
    assert.equal(requeued.code, 0, requeued.err);

    const merged = await merging;
    assert.equal(merged.code, 0, merged.err);
    const again = place.starts().filter(({ part }, i, all) => all.findIndex(one => one.part === part) < i);
    assert.deepEqual(
      [...new Set(again.map(({ part }) => part))].sort(),
      [...killed, third.slice(0, -5)].sort(),
      'those that were stopped were started again, and no other',
    );
    for (const { part, bytes } of again) assert.ok(bytes > 0, `${part} went on where it was`);

    const whole = await place.sh('hence check data.jsonl --format jsonl --output whole.jsonl');
    assert.equal(whole.code, 3, whole.err);
    assert.equal(place.read('report.jsonl'), place.read('whole.jsonl'));
    assert.equal(place.read('report.jsonl').trimEnd().split('\n').length, place.lines.length);
  } finally {
    await slurm.stop();
  }
});
