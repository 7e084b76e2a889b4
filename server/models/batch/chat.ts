// A chat model that is asked in batches: what has been answered is answered, and what has not can be written down to be asked.
// A method that needs an answer before its next question goes one question further each time.
import type { Usage } from '../transport/account';
import { type Chat, type ChatReply, type ChatRequest, fitting, uncut } from '../transport/chat';
import type { Endpoint } from '../transport/endpoint';
import { ModelFailure } from '../transport/failure';
import type { Feature } from '../transport/openai';
import { type BatchAnswer, idOf, requestLine } from './lines';

/** Answers that have come back, by the name of the question. */
export type Answers = { find(id: string): Promise<BatchAnswer | undefined> };

export type BatchOptions = {
  readonly answers: Answers;
  /** Tokens a request and its answer may take together. */
  readonly context: number;
  readonly without: ReadonlySet<Feature>;
  /** For answers that do not say their own date. */
  readonly today: () => string;
  /** Whether questions are kept to be written down. */
  readonly planning: boolean;
};

/** Questions by what became of them; each sample of a question is one. */
export type BatchTally = {
  readonly answered: number;
  readonly failed: number;
  readonly missing: number;
  readonly tokens: Usage;
  /** What is known of the questions written down: about how many tokens they hold, and how many their answers may take. */
  readonly planned: Usage;
  /** The first of the failures, in words. */
  readonly failure?: string;
};

export type BatchChat = Chat & {
  /** The lines to ask that have come up since the last call, in an order that depends on them alone. */
  lines(): Promise<readonly string[]>;
  tally(): BatchTally;
  /** Whether an answer of this name was wanted. */
  wanted(id: string): boolean;
};

type Planned = { readonly prompt: string; readonly text: string; readonly sample: number; readonly line: string };

export function batchChat(endpoint: Pick<Endpoint, 'model' | 'server'>, options: BatchOptions): BatchChat {
  const { answers, context, without, today, planning } = options;
  const known = { answered: new Set<string>(), failed: new Set<string>(), missing: new Set<string>() };
  const tokens = { prompt: 0, completion: 0 };
  const budget = { prompt: 0, completion: 0 };
  const pending = new Set<Promise<unknown>>();
  let planned: Planned[] = [];
  let failure: string | undefined;

  const note = (id: string, request: ChatRequest, sample: number, kind: 'failed' | 'missing') => {
    if (known[kind].has(id)) return;
    known[kind].add(id);
    if (!planning) return;
    const text = request.messages.map(({ content }) => content).join('\n');
    budget.prompt += Math.ceil(text.length / 4);
    budget.completion += request.maxTokens;
    planned.push({ prompt: request.prompt, text, sample, line: requestLine(id, endpoint, request, sample, without) });
  };

  async function ask(request: ChatRequest, sample: number): Promise<ChatReply> {
    const written = fitting(request, context);
    const id = await idOf(endpoint.model, request, sample);
    const found = await answers.find(id);
    if (!found) {
      note(id, request, sample, 'missing');
      throw new ModelFailure('unanswered', 'the batch holds no answer to this yet');
    }
    if ('failure' in found) {
      note(id, request, sample, 'failed');
      failure ??= found.failure.message;
      throw found.failure;
    }
    const { reply, date = today() } = found;
    if (!known.answered.has(id)) {
      tokens.prompt += reply.usage.prompt;
      tokens.completion += reply.usage.completion;
    }
    known.answered.add(id);
    uncut(reply, written);
    return { ...reply, date };
  }

  return {
    by: `${endpoint.model} in a batch`,
    ask(request, { sample = 0, signal } = {}) {
      if (signal?.aborted) return Promise.reject(new ModelFailure('cancelled', 'cancelled'));
      const asked = ask(request, sample);
      pending.add(asked);
      const done = () => void pending.delete(asked);
      asked.then(done, done);
      return asked;
    },
    async lines() {
      // Whoever asks several questions at once may be gone before all of them are named.
      while (pending.size > 0) await Promise.allSettled([...pending]);
      const lines = planned.sort((a, b) => compare(a.prompt, b.prompt) || compare(a.text, b.text) || a.sample - b.sample);
      planned = [];
      return lines.map(({ line }) => line);
    },
    tally: () => ({
      answered: known.answered.size,
      failed: known.failed.size,
      missing: known.missing.size,
      tokens,
      planned: budget,
      ...(failure === undefined ? {} : { failure }),
    }),
    wanted: id => known.answered.has(id) || known.failed.has(id),
  };
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
