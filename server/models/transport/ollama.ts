// Ollama's own chat protocol: JSON lines, and the one way to say how long the context must be.
import type { ChatReply, ChatRequest } from './chat';
import type { Endpoint } from './endpoint';
import { ModelFailure, tame } from './failure';
import { send, type Wire } from './http';
import { chunksOf, linesOf } from './stream';

export function askOllama(
  endpoint: Endpoint,
  request: ChatRequest,
  wire: Wire,
  sample: number,
  signal?: AbortSignal,
): Promise<Omit<ChatReply, 'date'>> {
  const body = {
    model: endpoint.model,
    messages: request.messages,
    stream: true,
    ...(request.schema ? { format: request.schema } : {}),
    options: {
      temperature: request.temperature,
      seed: sample,
      num_predict: request.maxTokens,
      // Left to itself the server takes 4096 on small machines and cuts longer texts without a word.
      num_ctx: endpoint.context,
      ...(request.stop?.length ? { stop: request.stop } : {}),
    },
  };
  return send(wire, { url: `${endpoint.base}/api/chat`, body, signal }, read);
}

type Line = {
  error?: string;
  message?: { content?: string; thinking?: string };
  done?: boolean;
  done_reason?: string;
  prompt_eval_count?: number;
  eval_count?: number;
};

async function read(response: Response): Promise<Omit<ChatReply, 'date'>> {
  let text = '';
  let reasoning = '';
  for await (const line of linesOf(chunksOf(response.body))) {
    if (line.trim() === '') continue;
    let part: Line;
    try {
      part = JSON.parse(line);
    } catch {
      throw new ModelFailure('protocol', `the answer is not Ollama's: ${tame(line.slice(0, 120))}`);
    }
    if (typeof part.error === 'string')
      throw new ModelFailure('busy', `Ollama failed while it answered: ${tame(part.error)}`, undefined, 0);
    text += part.message?.content ?? '';
    reasoning += part.message?.thinking ?? '';
    if (part.done) {
      return {
        text,
        ...(reasoning ? { reasoning } : {}),
        finish: part.done_reason === 'length' ? 'length' : part.done_reason === undefined || part.done_reason === 'stop' ? 'stop' : 'other',
        usage: { prompt: part.prompt_eval_count ?? 0, completion: part.eval_count ?? 0 },
      };
    }
  }
  throw new ModelFailure('cut', 'the answer broke off before its end', undefined, 0);
}
