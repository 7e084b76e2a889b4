// What the options that all checking commands share come to.
import { availableParallelism } from 'node:os';
import { version } from '../../package.json';
import type { Plan } from '../batch/job';
import { configurationKey } from '../batch/keys';
import type { Mapping } from '../batch/mapping';
import type { PoolOptions } from '../batch/pool';
import type { Reading } from '../batch/read';
import { readShard, type Shard, shardOf } from '../batch/shard';
import { formatNames } from '../core/formats/names';
import { readSettings, type Settings } from '../core/settings';
import { commands, modelFlags } from './commands';
import type { Io } from './io';
import type { Wanted } from './models';
import { isGiven, type Misuse, type Options, optionOf, suggest } from './options';

export type Request = {
  readonly settings: Settings;
  readonly plan: Omit<Plan, 'task'>;
  readonly pool: PoolOptions;
  /** Changes with anything that may change a row. */
  readonly configuration: () => string;
  readonly models?: Wanted;
};

export async function readRequest(options: Options, io: Io): Promise<Request | Misuse> {
  const settings = await settle(options, io.cwd);
  if ('misuse' in settings) return settings;
  const as = optionOf(options, 'as');
  if (as !== undefined && !formatNames.some(({ id }) => id === as)) {
    const ids = formatNames.map(({ id }) => id);
    return { misuse: `--as is one of ${ids.join(', ')}; not ${as}${suggest(as, ids)}` };
  }
  const jobs = numberOf(options, 'jobs', availableParallelism(), 1, 256);
  if (typeof jobs !== 'number') return jobs;
  const deadline = numberOf(options, 'deadline', 10, 0.05, 86_400);
  if (typeof deadline !== 'number') return deadline;
  const shard = shardFor(options, io);
  if (typeof shard === 'string') return { misuse: shard };
  const asking = commands[options.command]?.batch || modelFlags.some(name => isGiven(options, name));
  const models = asking ? await (await import('./seldom')).readModels(options, io) : undefined;
  if (models && 'misuse' in models) return models;
  const mapping = mappingFor(options);
  const unrepaired = isGiven(options, 'no-repairs');
  const view = { inherited: !isGiven(options, 'no-inherited'), timing: isGiven(options, 'timing'), ...(unrepaired ? { unrepaired } : {}) };
  return {
    settings,
    plan: { settings, as, mapping, shard, unrepaired },
    pool: { script: io.thread, jobs, deadline: 1000 * deadline, now: io.now, signal: io.signal },
    // How many threads and shards there are, and how long they wait, changes no row.
    configuration: () => configurationKey([version, settings, as, mapping, view, ...(models ? [asked(models)] : [])]),
    models,
  };
}

/** How the inputs are read. Keys of records are made where they are `keyed`, and where shards are told by them. */
export function readingOf({ plan, configuration }: Request, { signal }: Io, keyed = false): Reading {
  return { as: plan.as, configuration: keyed || plan.shard ? configuration() : undefined, signal };
}

/** Of what is asked of models, all that may change an opinion. */
function asked({ config: { critic, prm, slips, rubric } }: Wanted): unknown {
  return [critic, prm, slips, rubric];
}

function numberOf(options: Options, name: string, otherwise: number, least: number, most: number): number | Misuse {
  const text = optionOf(options, name);
  if (text === undefined) return otherwise;
  const value = Number(text);
  if (text.trim() !== '' && value >= least && value <= most && (name !== 'jobs' || Number.isInteger(value))) return value;
  return { misuse: `--${name} is a ${name === 'jobs' ? 'whole ' : ''}number from ${least} to ${most}; not ${text}` };
}

function shardFor(options: Options, io: Io): Shard | string | undefined {
  const text = optionOf(options, 'shard');
  if (text !== undefined && isGiven(options, 'shard-env')) return '--shard and --shard-env say the same thing; give one of them';
  if (text !== undefined) return readShard(text);
  return isGiven(options, 'shard-env') ? shardOf(io.env) : undefined;
}

function mappingFor(options: Options): Mapping | undefined {
  const [problem, steps, split] = ['problem-field', 'steps-field', 'split'].map(name => optionOf(options, name));
  return problem === undefined && steps === undefined && split === undefined ? undefined : { problem, steps, split };
}

/** The defaults, then `--config`, then `--verifier`. */
async function settle(options: Options, cwd: string): Promise<Settings | Misuse> {
  const given: Record<string, boolean> = {};
  for (const entry of options.given.verifier ?? []) {
    const [, id, state] = /^([\w-]+)=(on|off)$/.exec(entry) ?? [];
    if (id === undefined) return { misuse: `--verifier is ID=on or ID=off; not ${entry}` };
    given[id] = state === 'on';
  }
  const config = optionOf(options, 'config');
  const raw = config === undefined ? {} : await (await import('./seldom')).readConfig(config, cwd);
  if ('misuse' in raw) return raw as Misuse;
  const settings = readSettings(raw);
  const merged = { ...settings, verifiers: { ...settings.verifiers, ...given } };
  if (Object.keys(merged.verifiers).length === 0) return merged;
  const { judges } = await import('./seldom');
  const ids = judges().map(({ id }) => id);
  for (const id of Object.keys(merged.verifiers)) {
    if (!ids.includes(id)) return { misuse: `there is no verifier ${id}${suggest(id, ids)}; hence verifiers lists them` };
  }
  return merged;
}
