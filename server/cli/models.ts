// Models on the command line: whom to ask, as the options say. Naming an address is the permission to send there.
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { reason } from '../batch/inputs';
import { createMemo, type Memo, type SolutionAnalysis } from '../core';
import { criticMethods } from '../core/settings';
import { addOpinions, disagreements } from '../models/opinions';
import { layoutFor, layouts, outside } from '../models/prm/layouts';
import { createSandbox } from '../models/programs/keeper';
import { batchAddress, type ModelConfig, type ModelHost, openRun, type Run, unasked } from '../models/run';
import { type Believed, gatherAnswers, watchControls } from '../models/selection';
import { readSlips } from '../models/slips';
import { describeAccount, type Price } from '../models/transport/account';
import { cacheFolder, diskCache } from '../models/transport/disk-cache';
import { reachOf, type ServerKind, servers } from '../models/transport/endpoint';
import { ModelFailure } from '../models/transport/failure';
import { commands, modelFlags } from './commands';
import type { Io } from './io';
import { isGiven, isOneOf, type Misuse, type Options, optionOf, suggest } from './options';

export type Wanted = { readonly config: ModelConfig; readonly price?: Price };

/** What the options ask for; undefined where they name no model. */
export async function readModels(options: Options, io: Io): Promise<Wanted | Misuse | undefined> {
  const batch = commands[options.command]?.batch === true;
  const [criticUrl, prmUrl] = [batch ? batchAddress : optionOf(options, 'critic'), optionOf(options, 'prm')];
  const own = modelFlags.find(name => isGiven(options, name));
  if (criticUrl === undefined && prmUrl === undefined)
    return own ? { misuse: `--${own} goes with --critic BASE_URL or --prm BASE_URL` } : undefined;
  const model = optionOf(options, 'model');
  const prmModel = optionOf(options, 'prm-model') ?? (criticUrl === undefined ? model : undefined);
  if (criticUrl !== undefined && model === undefined)
    return { misuse: `${batch ? `hence ${options.command}` : '--critic'} needs --model NAME` };
  if (prmUrl !== undefined && prmModel === undefined)
    return { misuse: `--prm needs ${criticUrl === undefined ? '--model' : '--prm-model'} NAME` };
  const server = optionOf(options, 'server') ?? 'auto';
  const kinds = batch ? batchServers : servers;
  if (!isOneOf(kinds, server)) return { misuse: `--server is one of ${kinds.join(', ')}; not ${server}` };
  const rule = optionOf(options, 'rule') ?? 'majority';
  if (!isOneOf(['majority', 'pessimistic'] as const, rule)) return { misuse: `--rule is majority or pessimistic; not ${rule}` };
  const methods = options.given.method ?? ['critic'];
  const odd = methods.find(method => !isOneOf(criticMethods, method));
  if (odd !== undefined) return { misuse: `--method is one of ${criticMethods.join(', ')}; not ${odd}${suggest(odd, criticMethods)}` };
  const layout = optionOf(options, 'layout') ?? 'auto';
  const known = ['auto', ...layouts.map(({ id }) => id)];
  if (!known.includes(layout)) return { misuse: `--layout is one of ${known.join(', ')}; not ${layout}` };

  const numbers: Record<string, number | undefined> = {};
  for (const [name, least, most, whole] of ranges) {
    const text = optionOf(options, name);
    const value = Number(text);
    if (text === undefined) continue;
    if (text.trim() === '' || !(value >= least && value <= most) || (whole && !Number.isInteger(value)))
      return { misuse: `--${name} is a ${whole ? 'whole ' : ''}number from ${least} to ${most}; not ${text}` };
    numbers[name] = value;
  }
  const scored = prmModel === undefined ? undefined : layoutFor(prmModel, layout);
  const { threshold } = numbers;
  if (scored && threshold !== undefined && outside(threshold, scored))
    return { misuse: `--threshold is a number from ${scored.range.join(' to ')} for layout ${scored.id}; not ${threshold}` };
  const price = /^(\d+(?:\.\d+)?),(\d+(?:\.\d+)?)$/.exec(optionOf(options, 'price') ?? '');
  if (isGiven(options, 'price') && !price) return { misuse: '--price is IN,OUT: what a million tokens of questions and of answers cost' };
  const texts: Record<string, string | undefined> = {};
  for (const name of ['slips', 'rubric']) {
    const path = optionOf(options, name);
    if (path === undefined) continue;
    try {
      texts[name] = (await readFile(resolve(io.cwd, path), 'utf8')).trim();
    } catch (error) {
      return { misuse: `--${name} ${path}: ${reason(error)}` };
    }
  }
  const place = (url: string, name: string) => ({ url, model: name, server: server as ServerKind });
  const config: ModelConfig = {
    ...(criticUrl === undefined
      ? {}
      : {
          critic: {
            ...place(criticUrl, model!),
            methods: methods as NonNullable<ModelConfig['critic']>['methods'],
            votes: numbers.votes ?? 1,
            rule,
          },
        }),
    ...(prmUrl === undefined ? {} : { prm: { ...place(prmUrl, prmModel!), layout, threshold } }),
    context: numbers.context ?? 16_384,
    concurrency: numbers.concurrency ?? 8,
    deadline: numbers['request-deadline'] ?? 120,
    maxCalls: numbers['max-calls'],
    slips: texts.slips === undefined ? undefined : readSlips(texts.slips),
    rubric: texts.rubric?.slice(0, longestRubric),
  };
  return { config, ...(price ? { price: { prompt: Number(price[1]), completion: Number(price[2]) } } : {}) };
}

/** Who answers batches: what differs is the name of the field that caps an answer. */
const batchServers: readonly ServerKind[] = ['auto', 'vllm', 'hosted'];

/** UTF-16 units of a rubric that are read. */
const longestRubric = 8000;

const ranges: readonly (readonly [string, number, number, boolean])[] = [
  ['votes', 1, 64, true],
  ['threshold', -1, 1, false],
  ['context', 2048, 10_000_000, true],
  ['concurrency', 1, 1024, true],
  ['request-deadline', 1, 86_400, false],
  ['max-calls', 1, 1e9, true],
];

/** The environment variable a key is read from, and the one for reward models at another address. */
const variables = { critic: 'HENCE_API_KEY', prm: 'HENCE_PRM_API_KEY' };

/** What a run on the command line may use. A key goes to the one origin it is for. */
export function hostOf(options: Options, { config }: Wanted, io: Io): ModelHost {
  const origin = (url?: string) => (url === undefined ? undefined : URL.canParse(url) ? new URL(url).origin : undefined);
  const criticOrigin = origin(config.critic?.url ?? config.prm?.url);
  const prmOrigin = origin(config.prm?.url);
  return {
    fetch: (...given) => fetch(...given),
    sleep: async (ms, signal) => void (await sleep(ms, undefined, { signal })),
    random: Math.random,
    today: () => new Date().toISOString().slice(0, 10),
    async keyFor(to) {
      if (to === criticOrigin) return io.env[optionOf(options, 'key-variable') ?? variables.critic]?.trim() || undefined;
      return to === prmOrigin ? io.env[variables.prm]?.trim() || undefined : undefined;
    },
    ...(isGiven(options, 'no-cache') ? {} : { cache: diskCache(cacheFolder(io.env)) }),
    ...(io.programs === undefined ? {} : { sandbox: createSandbox(io.programs) }),
  };
}

export type Asked = {
  /** The analysis with opinions; a model that fails for good leaves the rest unasked, and the run goes on. */
  readonly judge: (analysis: SolutionAnalysis) => Promise<SolutionAnalysis>;
  readonly run: Run;
  /** Why models could not be asked to the end. */
  broken(): ModelFailure | undefined;
  /** What it cost, and what to read first; for standard error. */
  report(): string;
};

/** Opens the models. Answers why it cannot, where it cannot. */
export async function openModels(
  options: Options,
  wanted: Wanted,
  io: Io,
  { memo = createMemo(2000), ...more }: Partial<ModelHost> & { readonly memo?: Memo } = {},
): Promise<Asked | { readonly failure: string }> {
  let run: Run;
  try {
    run = await openRun(wanted.config, { ...hostOf(options, wanted, io), ...more }, memo, io.signal);
  } catch (error) {
    if (error instanceof ModelFailure) return { failure: error.message };
    throw error;
  }
  const { critic, prm } = wanted.config;
  if (!isGiven(options, 'quiet')) {
    for (const place of [critic, prm])
      if (place && place.url !== batchAddress)
        await io.stderr.write(`hence: problems and steps go to ${place.model} at ${new URL(place.url).host} (${reachOf(place.url)})\n`);
    for (const note of run.notes) await io.stderr.write(`hence: ${note}\n`);
  }
  let broken: ModelFailure | undefined;
  const [controls, answers] = [watchControls(), gatherAnswers()];
  const first = { list: [] as ReturnType<typeof disagreements> };
  return {
    run,
    broken: () => broken,
    async judge(analysis) {
      if (broken) return addOpinions(analysis, unasked(run, broken.message));
      try {
        const judged = await run.judge(analysis, io.signal);
        controls.add(judged.opinions ?? []);
        answers.add(judged);
        first.list = [...first.list, ...disagreements([judged])].sort((a, b) => b.weight - a.weight).slice(0, 10);
        return judged;
      } catch (error) {
        if (!(error instanceof ModelFailure)) throw error;
        broken = error;
        return addOpinions(analysis, unasked(run, error.message));
      }
    },
    report() {
      const lines = critic?.url === batchAddress ? [] : [`models: ${describeAccount(run.account(), wanted.price)}`];
      if (broken) lines.push(`models: given up: ${broken.message}`);
      const untrusted = controls.words();
      if (untrusted) lines.push(untrusted);
      const believed = answers.believed().slice(0, 10);
      if (believed.length) lines.push('answers to believe, where solutions of a problem differ:', ...believed.map(told));
      if (first.list.length) lines.push('read first:', ...first.list.map(one => `  ${one.solution}, step ${one.step + 1}: ${one.why}`));
      return lines.map(line => `${line}\n`).join('');
    },
  };
}

function told({ problem, answer, score, solutions, of }: Believed): string {
  return `  ${answer} (${solutions} of ${of} solutions, score ${score.toFixed(2)}): ${problem}`;
}
