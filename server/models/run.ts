// From settings to verifiers: what is asked of whom, and what it has cost.
import type { Memo, Opinion, Settings, SolutionAnalysis } from '../core';
import { critic, criticDefaults } from './critic';
import { type Method, methods } from './methods';
import { addOpinions } from './opinions';
import { layoutFor, layouts, type PrmOptions, rewardModel } from './prm';
import { outside } from './prm/layouts';
import type { Sandbox } from './programs/sandbox';
import { readSlips } from './slips';
import { type Account, openAccount } from './transport/account';
import type { Cache } from './transport/cache';
import { type Chat, createChat } from './transport/chat';
import type { ServerKind } from './transport/endpoint';
import { warningOf } from './transport/endpoint';
import { isFinal, ModelFailure } from './transport/failure';
import type { Wire } from './transport/http';
import { createLimit } from './transport/limit';
import { probe } from './transport/probe';
import { type Asking, type ModelVerifier, opinionOf, unknown } from './verifier';
import type { Rule } from './votes';

/** Where a model is, as somebody set it. */
export type Place = { readonly url: string; readonly model: string; readonly server: ServerKind };

export type ModelConfig = {
  readonly critic?: Place & { readonly methods: readonly Method[]; readonly votes: number; readonly rule: Rule };
  readonly prm?: Place & { readonly layout: string; readonly threshold?: number };
  /** Tokens of a request and its answer together. */
  readonly context: number;
  readonly concurrency: number;
  /** Seconds a request may take. */
  readonly deadline: number;
  /** Requests a run may make. */
  readonly maxCalls?: number;
  /** The user's notes on slips seen often, offered to critics. */
  readonly slips?: string;
  /** What solutions are graded by. */
  readonly rubric?: string;
};

/** The address that stands for the editor's own language models. */
export const editorAddress = 'vscode:';

/** The address that stands for answers in a file, and questions into one. */
export const batchAddress = 'batch:';

/** What a run needs of where it runs. */
export type ModelHost = {
  readonly fetch: typeof fetch;
  readonly sleep: Wire['sleep'];
  readonly random: () => number;
  /** Today as an ISO date. */
  readonly today: () => string;
  readonly keyFor: (origin: string) => Promise<string | undefined>;
  readonly cache?: Cache;
  /** Runs programs apart from everything; absent where nothing can. */
  readonly sandbox?: Sandbox;
  /** The editor's language models; absent where there is no editor. */
  readonly editorChat?: (model: string) => Chat;
  /** Asked in place of a server at the address `batch:`. Nothing is sent, so nobody is asked for permission. */
  readonly batch?: Chat;
  /** Asked before the first request to an address; throws `consent` where it is not given. */
  readonly permit?: (address: string, sends: string) => Promise<void>;
};

export type Run = {
  /** For what asks the chat model otherwise than verifiers do; absent where there is none. */
  readonly asking?: Asking;
  readonly verifiers: readonly ModelVerifier[];
  /** What was found at each address, and what to mend there. */
  readonly notes: readonly string[];
  /** The analysis with every verifier's opinion. Throws `ModelFailure` where going on is no use. */
  judge(analysis: SolutionAnalysis, signal?: AbortSignal): Promise<SolutionAnalysis>;
  opinions(analysis: SolutionAnalysis, signal?: AbortSignal): Promise<Opinion[]>;
  account(): Account;
};

export const sends =
  'the problem and the steps of the solutions you ask about, and your notes on slips; no file names, no other text of the workspace';

/** Opens a run: asks for permission, looks whether the servers are there, and makes the verifiers. Throws `ModelFailure`. */
export async function openRun(config: ModelConfig, host: ModelHost, memo: Memo, signal?: AbortSignal): Promise<Run> {
  const account = openAccount(config.maxCalls);
  const wire: Wire = {
    fetch: host.fetch,
    sleep: host.sleep,
    random: host.random,
    keyFor: host.keyFor,
    account,
    deadline: config.deadline * 1000,
    attempts: 5,
  };
  const limit = createLimit(config.concurrency);
  const secret = (await host.cache?.secret()) ?? String(host.random());
  const notes: string[] = [];
  const open = async (place: Place) => {
    if (!place.model && place.url !== editorAddress) throw new ModelFailure('setup', `say which model to ask at ${place.url}`);
    if (place.url === batchAddress && host.batch) return { chat: host.batch, endpoint: undefined };
    await host.permit?.(place.url, sends);
    if (place.url === editorAddress) {
      if (!host.editorChat) throw new ModelFailure('setup', 'the language models of an editor can be asked inside that editor only');
      return { chat: host.editorChat(place.model), endpoint: undefined };
    }
    const warning = warningOf(place.url);
    if (warning) notes.push(warning);
    const { endpoint, warnings } = await probe(
      place.url,
      place.model,
      place.server,
      config.context,
      { ...wire, account: openAccount() },
      signal,
    );
    notes.push(...warnings);
    return { endpoint, chat: createChat(endpoint, { wire, limit, cache: host.cache, today: host.today }) };
  };

  const verifiers: ModelVerifier[] = [];
  let asking: Asking | undefined;
  if (config.critic) {
    const { chat } = await open(config.critic);
    const { votes, rule } = config.critic;
    asking = { chat, secret };
    for (const method of config.critic.methods)
      verifiers.push(
        method === 'critic' || method === 'critic-whole'
          ? critic(asking, { ...criticDefaults, style: method === 'critic' ? 'early-stop' : 'whole', votes, rule, slips: config.slips })
          : methods[method](asking, { samples: votes, sandbox: host.sandbox, rubric: config.rubric }),
      );
  }
  if (config.prm) {
    const { chat, endpoint } = await open(config.prm);
    const layout = layoutFor(config.prm.model, config.prm.layout);
    if (!endpoint || !layout)
      throw new ModelFailure('setup', `no layout is known for ${config.prm.model}; name one of ${layouts.map(({ id }) => id).join(', ')}`);
    const { threshold } = config.prm;
    if (threshold !== undefined && Number.isFinite(threshold) && outside(threshold, layout))
      throw new ModelFailure('setup', `the threshold ${threshold} is outside of what ${layout.id} scores, ${layout.range.join(' to ')}`);
    const options: PrmOptions = { layout, threshold, today: host.today };
    verifiers.push(rewardModel({ endpoint, wire, chat }, options));
  }

  let broken: ModelFailure | undefined;
  const opinions = async (analysis: SolutionAnalysis, stop?: AbortSignal) => {
    if (broken) throw broken;
    try {
      return await Promise.all(verifiers.map(verifier => opinionOf(verifier, analysis, memo, stop)));
    } catch (error) {
      if (error instanceof ModelFailure && isFinal(error) && error.kind !== 'cancelled') broken = error;
      throw error;
    }
  };
  return {
    ...(asking ? { asking } : {}),
    verifiers,
    notes,
    opinions,
    judge: async (analysis, stop) => addOpinions(analysis, await opinions(analysis, stop)),
    account: account.total,
  };
}

/** What verifiers would have said, where a run broke off. */
export function unasked(run: Run, why: string): Opinion[] {
  return run.verifiers.map(({ id, by }) => unknown(id, by, why));
}

/** The configuration of the settings; undefined where no model is set. */
export function configOf({ critic: c, prm, models }: Settings, slips?: string): ModelConfig | undefined {
  if (!c.url && !prm.url) return undefined;
  return {
    ...(c.url ? { critic: c } : {}),
    ...(prm.url ? { prm: { ...prm, threshold: prm.threshold < -1 ? undefined : prm.threshold } } : {}),
    context: models.context,
    concurrency: models.concurrency,
    deadline: models.deadline,
    maxCalls: models.maxCalls || undefined,
    slips: slips === undefined ? undefined : readSlips(slips),
  };
}
