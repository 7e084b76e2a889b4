// Small questions with JSON answers: what the methods that ask many of them share.
import { object, turn } from './prompts';
import type { ChatReply, ChatRequest } from './transport/chat';
import { ModelFailure } from './transport/failure';
import { objectIn, unusable } from './verdict';
import type { Asking } from './verifier';

export type Question = {
  /** Name and version. */
  readonly prompt: string;
  readonly parts: readonly string[];
  readonly properties: Record<string, unknown>;
  readonly temperature?: number;
  readonly maxTokens?: number;
};

export type Fields = Readonly<Record<string, unknown>>;

export const text = { type: 'string' } as const;
export const flag = { type: 'boolean' } as const;
export const list = (items: unknown) => ({ type: 'array', items });

export function requestOf({ prompt, parts, properties, temperature = 0, maxTokens = 2048 }: Question): ChatRequest {
  const names = Object.keys(properties).map(name => `"${name}"`);
  return {
    prompt,
    temperature,
    maxTokens,
    schema: object(properties),
    messages: turn(...parts, `Answer with one JSON object with ${names.join(', ')}, and nothing after it.`),
  };
}

/** Asks questions one verifier has, and knows how old the oldest answer is. */
export function interview({ chat }: Asking, signal?: AbortSignal) {
  const dates: string[] = [];
  return {
    /** One answer as an object. Throws `ModelFailure` where there is none that can be used. */
    async ask(question: Question, sample = 0): Promise<Fields> {
      const reply = await chat.ask(requestOf(question), { sample, signal });
      const fields = fieldsOf(reply);
      dates.push(reply.date);
      return fields;
    },
    /** For an opinion: its ISO date, where anything was answered. */
    dated: (): { date?: string } => (dates.length ? { date: dates.sort()[0] } : {}),
  };
}

/** Of several samples of one question it is varied, else it is steady. */
export const heat = (samples: number): number => (samples > 1 ? 0.8 : 0);

export function fieldsOf(reply: ChatReply): Fields {
  const why = unusable(reply);
  const fields = why === undefined ? objectIn(reply.text) : undefined;
  if (!fields) throw new ModelFailure('protocol', why ?? 'the answer is not the JSON that was asked for');
  return fields;
}

/** The texts of a list field; anything else in it is left out. */
export function texts(value: unknown, most = 20): string[] {
  return Array.isArray(value) ? value.filter((one): one is string => typeof one === 'string' && one.trim() !== '').slice(0, most) : [];
}
