// Parts of a run: disjoint, complete, and independent of the order of records.
import { createHash } from 'node:crypto';

/** Part `index` (0-based) of `count`. */
export type Shard = { readonly index: number; readonly count: number };

/** `2/8`, or what is wrong with it. */
export function readShard(text: string): Shard | string {
  const [, index, count] = /^(\d+)\/(\d+)$/.exec(text) ?? [];
  const shard = { index: Number(index), count: Number(count) };
  if (index === undefined || shard.count === 0) return `a shard is I/N, such as 0/8; not ${text}`;
  if (shard.index >= shard.count) return `shards are counted from 0, so the last of ${shard.count} is ${shard.count - 1}/${shard.count}`;
  return shard;
}

type Env = Readonly<Record<string, string | undefined>>;

/**
 * The part that a scheduler gave to this process: Slurm's job arrays, and Kubernetes' indexed jobs (which do not tell the
 * count, so HENCE_SHARDS does).
 */
export function shardOf(env: Env): Shard | string {
  const whole = (name: string) => (/^\d+$/.test(env[name] ?? '') ? Number(env[name]) : undefined);
  const task = whole('SLURM_ARRAY_TASK_ID');
  if (task !== undefined) {
    const min = whole('SLURM_ARRAY_TASK_MIN') ?? 0;
    const step = whole('SLURM_ARRAY_TASK_STEP') ?? 1;
    const count = whole('HENCE_SHARDS') ?? whole('SLURM_ARRAY_TASK_COUNT');
    if (count === undefined) return 'SLURM_ARRAY_TASK_ID is set, but not SLURM_ARRAY_TASK_COUNT';
    return readShard(`${(task - min) / step}/${count}`);
  }
  const completion = whole('JOB_COMPLETION_INDEX');
  if (completion !== undefined) {
    const count = whole('HENCE_SHARDS');
    if (count === undefined) return 'JOB_COMPLETION_INDEX is set; say how many there are with HENCE_SHARDS (the completions of the job)';
    return readShard(`${completion}/${count}`);
  }
  return 'neither SLURM_ARRAY_TASK_ID nor JOB_COMPLETION_INDEX is set';
}

/** Whether the shard has the record with this id; records with one id stay together. */
export function holds({ index, count }: Shard, id: string): boolean {
  return createHash('sha1').update(id).digest().readUInt32BE(0) % count === index;
}
