// The OpenAI dialect of chat completions, streamed, with what a server refuses left out and remembered.
import type { Usage } from './account';
import type { ChatReply, ChatRequest, TokenLogprob } from './chat';
import { type Endpoint, presets } from './endpoint';
import { ModelFailure, tame } from './failure';
import { errorIn, send, type Wire } from './http';
import { chunksOf, eventsOf } from './stream';

/** Parts of a request that a server may refuse, in the order they are given up where its words do not tell which. */
export const features = ['json_schema', 'json_object', 'logprobs', 'seed', 'stream_options', 'temperature', 'cap'] as const;
export type Feature = (typeof features)[number];

/** What an endpoint has refused so far. */
export type Dropped = Set<Feature>;

const named: readonly (readonly [RegExp, Feature])[] = [
  [/logprob/i, 'logprobs'],
  [/\bseed\b/i, 'seed'],
  [/stream_options|include_usage/i, 'stream_options'],
  [/temperature/i, 'temperature'],
  [/max_tokens|max_completion_tokens/i, 'cap'],
];

export async function askOpenAI(
  endpoint: Endpoint,
  request: ChatRequest,
  wire: Wire,
  sample: number,
  dropped: Dropped,
  signal?: AbortSignal,
): Promise<Omit<ChatReply, 'date'>> {
  const url = `${endpoint.base}/chat/completions`;
  for (;;) {
    const options = dropped.has('stream_options') ? {} : { stream_options: { include_usage: true } };
    const body = { ...bodyOf(endpoint, request, sample, dropped), stream: true, ...options };
    try {
      return await send(wire, { url, body, signal }, read);
    } catch (error) {
      const refused = error instanceof ModelFailure && error.kind === 'protocol' && [400, 422, 501].includes(error.status ?? 0);
      const feature = refused && featureRefused(error.message, body, dropped);
      if (!feature) throw error;
      dropped.add(feature);
    }
  }
}

/** A request as the dialect writes it, to be answered in one piece. `sample` becomes the seed. */
export function bodyOf(
  endpoint: Pick<Endpoint, 'model' | 'server'>,
  request: ChatRequest,
  sample: number,
  dropped: ReadonlySet<Feature>,
): Record<string, unknown> {
  const { schema, logprobs, stop } = request;
  const { cap } = presets[endpoint.server];
  const other = cap === 'max_tokens' ? 'max_completion_tokens' : 'max_tokens';
  return {
    model: endpoint.model,
    messages: request.messages,
    [dropped.has('cap') ? other : cap]: request.maxTokens,
    ...(dropped.has('temperature') ? {} : { temperature: request.temperature }),
    ...(dropped.has('seed') ? {} : { seed: sample }),
    ...(logprobs && !dropped.has('logprobs') ? { logprobs: true, top_logprobs: Math.min(20, logprobs) } : {}),
    ...(stop?.length ? { stop } : {}),
    ...(schema ? format(schema, dropped) : {}),
  };
}

function format(schema: Readonly<Record<string, unknown>>, dropped: ReadonlySet<Feature>): Record<string, unknown> {
  if (!dropped.has('json_schema'))
    return { response_format: { type: 'json_schema', json_schema: { name: 'verdict', strict: true, schema } } };
  return dropped.has('json_object') ? {} : { response_format: { type: 'json_object' } };
}

function featureRefused(message: string, body: Record<string, unknown>, dropped: Dropped): Feature | undefined {
  const sent = (feature: Feature): boolean => {
    const format = (body.response_format as { type?: string } | undefined)?.type;
    if (feature === 'json_schema' || feature === 'json_object') return format === feature;
    if (feature === 'cap') return !dropped.has('cap');
    return feature in body;
  };
  const said = named.find(([words, feature]) => words.test(message) && sent(feature))?.[1];
  if (said) return said;
  // A refusal of anything unnamed is most often one of the answer's form.
  return /format|schema|json|grammar|guided|structured/i.test(message) || body.response_format
    ? features.slice(0, 2).find(sent)
    : undefined;
}

type Choice = {
  index?: number;
  delta?: Record<string, unknown>;
  message?: Record<string, unknown>;
  finish_reason?: string | null;
  logprobs?: { content?: unknown[] } | null;
};

/** A whole answer, whether it was streamed or not: some servers ignore `stream`. */
async function read(response: Response): Promise<Omit<ChatReply, 'date'>> {
  if (!/text\/event-stream/i.test(response.headers.get('content-type') ?? '')) return readCompletion(json(await response.text()));
  const heard = listen();
  let done = false;
  for await (const data of eventsOf(chunksOf(response.body))) {
    if (data.trim() === '[DONE]') done = true;
    else heard.take(json(data));
  }
  if (!done && !heard.finished()) throw new ModelFailure('cut', 'the answer broke off before its end', undefined, 0);
  return heard.reply();
}

/** An answer in one piece. Throws `ModelFailure` where it is none, or an error. */
export function readCompletion(body: Record<string, unknown>): Omit<ChatReply, 'date'> {
  const heard = listen();
  heard.take(body);
  if (!Array.isArray(body.choices) || body.choices.length === 0)
    throw new ModelFailure('protocol', 'the answer has no choices: is this a chat server?');
  return heard.reply();
}

/** Puts an answer together from its pieces. */
function listen() {
  let [text, reasoning, finish, refusal] = ['', '', '', ''];
  let usage: Usage = { prompt: 0, completion: 0 };
  const logprobs: TokenLogprob[] = [];
  return {
    finished: () => finish !== '',
    take(chunk: Record<string, unknown>) {
      // Gateways report a failure inside an answer that began well.
      if (chunk.error || chunk.object === 'error') throw failureInside(chunk);
      const choice = (Array.isArray(chunk.choices) ? (chunk.choices as Choice[]) : []).find(one => (one.index ?? 0) === 0);
      const part = choice?.delta ?? choice?.message ?? {};
      text += textOf(part.content);
      reasoning += textOf(part.reasoning_content ?? part.reasoning);
      refusal += textOf(part.refusal);
      if (choice?.finish_reason) finish = choice.finish_reason;
      for (const token of choice?.logprobs?.content ?? []) logprobs.push(logprobOf(token));
      const used = chunk.usage as { prompt_tokens?: number; completion_tokens?: number } | null | undefined;
      if (used) usage = { prompt: count(used.prompt_tokens), completion: count(used.completion_tokens) };
    },
    reply: (): Omit<ChatReply, 'date'> => ({
      text,
      ...(reasoning ? { reasoning } : {}),
      finish: refusal ? 'filter' : finishOf(finish),
      ...(logprobs.length ? { logprobs } : {}),
      usage,
    }),
  };
}

function failureInside(chunk: Record<string, unknown>): ModelFailure {
  const { message, code } = errorIn(chunk);
  const status = Number(/\b[45]\d\d\b/.exec(code)?.[0]) || undefined;
  const said = `the server failed while it answered${message ? `: ${tame(message)}` : ''}`;
  if (/insufficient_quota|credit|billing/.test(code)) return new ModelFailure('quota', said, status);
  const passes = status === undefined || status === 429 || status >= 500;
  return new ModelFailure('busy', said, status, passes ? 0 : undefined);
}

function json(text: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Record<string, unknown>;
  } catch {
    // Told below.
  }
  throw new ModelFailure('protocol', `the answer is not the JSON of a chat server: ${tame(text.slice(0, 120)) || 'it is empty'}`);
}

/** A text, or the text parts of a list of parts. */
function textOf(content: unknown): string {
  if (typeof content === 'string') return content;
  if (!Array.isArray(content)) return '';
  return content.map(part => (typeof part?.text === 'string' ? part.text : '')).join('');
}

function logprobOf(token: unknown): TokenLogprob {
  const {
    token: text,
    logprob,
    top_logprobs,
  } = token as { token?: string; logprob?: number; top_logprobs?: { token: string; logprob: number }[] };
  const top = Array.isArray(top_logprobs) ? top_logprobs.map(one => ({ token: String(one.token), logprob: Number(one.logprob) })) : [];
  return { token: String(text ?? ''), logprob: Number(logprob ?? 0), top };
}

function finishOf(reason: string): ChatReply['finish'] {
  if (reason === 'stop' || reason === 'eos' || reason === 'end_turn') return 'stop';
  if (reason === 'length' || reason === 'max_tokens') return 'length';
  return reason === 'content_filter' ? 'filter' : 'other';
}

const count = (n: unknown): number => (typeof n === 'number' && n >= 0 ? n : 0);
