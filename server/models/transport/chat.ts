// Asking a chat model: one request type and one answer type, whatever the server speaks.
import type { Usage } from './account';
import { type Cache, digest } from './cache';
import type { Endpoint } from './endpoint';
import { presets } from './endpoint';
import { ModelFailure } from './failure';
import type { Wire } from './http';
import type { Limit } from './limit';
import { askOllama } from './ollama';
import { askOpenAI, type Dropped } from './openai';

export type Message = { readonly role: 'system' | 'user' | 'assistant'; readonly content: string };

export type ChatRequest = {
  /** Name and version of the prompt; a part of the cache's key. */
  readonly prompt: string;
  readonly messages: readonly Message[];
  readonly temperature: number;
  readonly maxTokens: number;
  /** What the answer must look like, as JSON Schema. Servers that cannot hold to it are asked without. */
  readonly schema?: Readonly<Record<string, unknown>>;
  /** Alternatives wanted for each token, with their log-probabilities. */
  readonly logprobs?: number;
  readonly stop?: readonly string[];
};

export type TokenLogprob = {
  readonly token: string;
  readonly logprob: number;
  readonly top: readonly { readonly token: string; readonly logprob: number }[];
};

export type ChatReply = {
  readonly text: string;
  /** What the model thought aloud, where the server keeps it apart. */
  readonly reasoning?: string;
  /** `length`: the answer was cut off, so it says nothing. */
  readonly finish: 'stop' | 'length' | 'filter' | 'other';
  readonly logprobs?: readonly TokenLogprob[];
  readonly usage: Usage;
  /** ISO date of the answer, also when it comes from the cache. */
  readonly date: string;
};

export type Ask = {
  readonly signal?: AbortSignal;
  /** Which of several samples of one request this is, from 0. */
  readonly sample?: number;
};

/** A chat model that can be asked. */
export type Chat = {
  /** Who answers: "qwen2.5-math at 127.0.0.1:8000". */
  readonly by: string;
  /** Throws `ModelFailure`. */
  ask(request: ChatRequest, ask?: Ask): Promise<ChatReply>;
};

export type ChatPort = {
  readonly wire: Wire;
  readonly limit: Limit;
  readonly cache?: Cache;
  /** Now, as an ISO date. */
  readonly today: () => string;
};

export function createChat(endpoint: Endpoint, port: ChatPort): Chat {
  const dropped: Dropped = new Set();
  return {
    by: `${endpoint.model} at ${new URL(endpoint.origin).host}`,
    async ask(request, { signal, sample = 0 } = {}) {
      const written = fitting(request, endpoint.context);
      const key = port.cache && (await digest('chat-1', endpoint.base, endpoint.server, endpoint.model, endpoint.context, request, sample));
      const known = key && ((await port.cache!.get(key)) as ChatReply | undefined);
      if (known && typeof known.text === 'string' && typeof known.date === 'string') {
        port.wire.account.remembered();
        return known;
      }
      const raw = await port.limit(() =>
        presets[endpoint.server].dialect === 'ollama'
          ? askOllama(endpoint, request, port.wire, sample, signal)
          : askOpenAI(endpoint, request, port.wire, sample, dropped, signal),
      );
      port.wire.account.used(raw.usage);
      uncut(raw, written);
      const reply: ChatReply = { ...raw, date: port.today() };
      if (key && reply.finish === 'stop') await port.cache!.put(key, reply);
      return reply;
    },
  };
}

/** UTF-16 units of a request's text. Throws `context` where it would not fit into so many tokens together with its answer. */
export function fitting({ messages, maxTokens }: ChatRequest, context: number): number {
  const written = messages.reduce((sum, message) => sum + message.content.length, 0);
  const estimate = Math.ceil(written / 3);
  if (estimate + maxTokens > context)
    throw new ModelFailure(
      'context',
      `the request needs about ${estimate} tokens and ${maxTokens} for the answer; the context holds ${context}`,
    );
  return written;
}

/** Throws `context` where the server read less than it was sent. */
export function uncut({ usage }: Pick<ChatReply, 'usage'>, written: number): void {
  // Eight characters a token is more than any tokenizer packs.
  if (usage.prompt > 0 && usage.prompt < written / 8)
    throw new ModelFailure(
      'context',
      `the server read ${usage.prompt} tokens of a text of ${written} characters: its context is too short, and it cut the text silently`,
    );
}

/**
 * k samples of one request, asked for one by one: few servers honour `n`. A failed sample is its failure; the rest counts.
 * Cancelling is thrown. `from` is the number of the first sample: the same number gives the same answer from the cache.
 */
export async function samples(
  chat: Chat,
  request: ChatRequest,
  k: number,
  signal?: AbortSignal,
  from = 0,
): Promise<(ChatReply | ModelFailure)[]> {
  return Promise.all(
    Array.from({ length: k }, (_, i) =>
      chat.ask(request, { signal, sample: from + i }).catch(error => {
        if (error instanceof ModelFailure && error.kind !== 'cancelled') return error;
        throw error;
      }),
    ),
  );
}
