// The lines of OpenAI's batch files: a request to be answered later, and what came of it. `vllm run-batch` reads and writes
// the same. A question is known by what it asks, so answers find their way back without a list that somebody must keep.
import { digest } from '../transport/cache';
import type { ChatReply, ChatRequest } from '../transport/chat';
import type { Endpoint } from '../transport/endpoint';
import { ModelFailure, tame } from '../transport/failure';
import { errorIn } from '../transport/http';
import { bodyOf, type Feature, readCompletion } from '../transport/openai';

/** The name of one sample of a question: 32 hexadecimal digits that say the model, the request and the sample's number. */
export async function idOf(model: string, request: ChatRequest, sample: number): Promise<string> {
  return (await digest('batch-1', model, request, sample)).slice(0, 32);
}

/** One line of a batch file, without its line break. `without`: parts that the service would refuse. */
export function requestLine(
  id: string,
  endpoint: Pick<Endpoint, 'model' | 'server'>,
  request: ChatRequest,
  sample: number,
  without: ReadonlySet<Feature>,
): string {
  const body = bodyOf(endpoint, request, sample, without);
  return JSON.stringify({ custom_id: id, method: 'POST', url: '/v1/chat/completions', body });
}

/** A whole answer, with the ISO date the server gives it, or why there is none. */
export type BatchAnswer = { readonly reply: Omit<ChatReply, 'date'>; readonly date?: string } | { readonly failure: ModelFailure };

/** One line of a file of answers; `fault` where it is none. */
export function readAnswer(text: string): { readonly id: string; readonly answer: BatchAnswer } | { readonly fault: string } {
  let line: unknown;
  try {
    line = JSON.parse(text);
  } catch {
    return { fault: 'this is not JSON' };
  }
  const { custom_id: id, response, error } = (line ?? {}) as { custom_id?: unknown; response?: unknown; error?: unknown };
  if (typeof id !== 'string') return { fault: 'there is no custom_id: is this a file of answers?' };
  const { status_code: status, body } = (response ?? {}) as { status_code?: unknown; body?: Record<string, unknown> };
  if (status === undefined && error === undefined)
    return { fault: 'there is neither a response nor an error: is this a file of requests?' };
  if (status !== 200 || typeof body !== 'object' || body === null) return { id, answer: { failure: refusal(status, error ?? body) } };
  try {
    return { id, answer: { reply: readCompletion(body), ...dateOf(body.created) } };
  } catch (failure) {
    if (!(failure instanceof ModelFailure)) throw failure;
    return { id, answer: { failure } };
  }
}

function refusal(status: unknown, error: unknown): ModelFailure {
  const said = errorIn({ error }).message || errorIn(error).message || (typeof error === 'string' ? error : '');
  const code = typeof status === 'number' ? ` ${status}` : '';
  return new ModelFailure('protocol', `the batch answers${code}${said ? `: ${tame(said)}` : ' with an error'}`);
}

function dateOf(seconds: unknown): { date?: string } {
  const day = typeof seconds === 'number' && seconds > 0 ? new Date(seconds * 1000) : undefined;
  return day && !Number.isNaN(day.getTime()) ? { date: day.toISOString().slice(0, 10) } : {};
}
