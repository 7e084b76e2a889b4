// Is it there, what is it, and can it do what is wanted? Asked before the first real request.
import { type Endpoint, guessServer, makeEndpoint, readBase, type ServerKind } from './endpoint';
import { ModelFailure } from './failure';
import { send, type Wire } from './http';

export type Probe = {
  readonly endpoint: Endpoint;
  /** The server's own name for itself: "vLLM 0.11.0". */
  readonly says: string;
  /** Models it offers; absent where it does not tell. */
  readonly models?: readonly string[];
  /** What to mend, in words. */
  readonly warnings: readonly string[];
};

type Fields = Record<string, unknown>;

/** The JSON a GET answers with, undefined where it does not; failures that no other path would mend are thrown. */
async function look(wire: Wire, url: string, signal?: AbortSignal): Promise<Fields | undefined> {
  try {
    return await send(wire, { url, signal, attempts: 1 }, async response => (await response.json()) as Fields);
  } catch (error) {
    const { kind } = error as ModelFailure;
    if (['unreachable', 'cut', 'deadline', 'cancelled', 'redirect', 'refused', 'consent', 'budget', 'setup'].includes(kind)) {
      if (kind === 'setup' && (error as ModelFailure).status === 404) return undefined;
      throw error;
    }
    return undefined;
  }
}

/**
 * Finds out what listens at `address`. Throws `ModelFailure` where nothing does, or where it does not know the model.
 * `context` is the user's wish in tokens; a server that says it holds less is believed.
 */
export async function probe(
  address: string,
  model: string,
  kind: ServerKind,
  context: number,
  wire: Wire,
  signal?: AbortSignal,
): Promise<Probe> {
  const url = readBase(address);
  const guess = kind === 'auto' ? guessServer(address) : kind;
  const warnings: string[] = [];
  if (guess === 'hosted') return { endpoint: makeEndpoint(address, model, 'hosted', context), says: url.host, warnings };
  const ollama = guess === 'ollama' || guess === undefined ? await look(wire, `${url.origin}/api/version`, signal) : undefined;
  if (typeof ollama?.version === 'string') {
    const endpoint = makeEndpoint(address, model, 'ollama', context);
    const tags = (await look(wire, `${endpoint.base}/api/tags`, signal))?.models;
    const models = Array.isArray(tags) ? tags.map(tag => String((tag as Fields).name ?? '')) : undefined;
    const known = models?.some(name => name === model || name === `${model}:latest`);
    if (models && !known) throw missing(model, models, `ollama pull ${model}`);
    return { endpoint, says: `Ollama ${ollama.version}`, models, warnings };
  }
  if (kind === 'ollama') throw new ModelFailure('setup', `${url.origin} does not answer as Ollama does`);

  const root = url.origin + url.pathname.replace(/\/+$/, '').replace(/\/v1$/, '');
  const llama = guess === 'vllm' ? undefined : await look(wire, `${root}/props`, signal);
  const settings = llama?.default_generation_settings as Fields | undefined;
  if (kind === 'llama.cpp' || settings) {
    const holds = Number(settings?.n_ctx ?? llama?.n_ctx);
    if (holds > 0 && holds < context)
      warnings.push(`llama-server holds ${holds} tokens a slot; start it with -c ${context} for longer solutions`);
    return {
      endpoint: makeEndpoint(address, model, 'llama.cpp', holds > 0 ? Math.min(holds, context) : context),
      says: 'llama.cpp',
      warnings,
    };
  }
  const version = await look(wire, `${root}/version`, signal);
  const list = (await look(wire, `${url.origin}${url.pathname.replace(/\/+$/, '')}/models`, signal))?.data;
  const served = Array.isArray(list) ? (list as Fields[]) : undefined;
  const models = served?.map(one => String(one.id ?? ''));
  if (models?.length && !models.includes(model)) throw missing(model, models);
  const most = Number(served?.find(one => one.id === model)?.max_model_len);
  if (!version && !models && !/\/v1$/.test(url.pathname)) warnings.push('no list of models is served there: does the address end in /v1?');
  const holds = most > 0 ? Math.min(most, context) : context;
  return {
    endpoint: makeEndpoint(address, model, 'vllm', holds),
    says: typeof version?.version === 'string' ? `vLLM ${version.version}` : url.host,
    ...(models ? { models } : {}),
    warnings,
  };
}

function missing(model: string, models: readonly string[], mend?: string): ModelFailure {
  const some = models.slice(0, 5).join(', ') || 'none';
  return new ModelFailure(
    'setup',
    `the server does not know the model ${model || '(none given)'}; it has ${some}${mend ? `. To fetch it: ${mend}` : ''}`,
  );
}
