// A model server of our own making: it speaks each dialect over real HTTP, and fails in every way asked for.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export type Asked = {
  readonly path: string;
  readonly method: string;
  readonly headers: IncomingMessage['headers'];
  // biome-ignore lint/suspicious/noExplicitAny: whatever a request holds
  readonly body: any;
  /** How many requests came to this path before. */
  readonly nth: number;
};

export type Answer =
  | { readonly text: string; readonly finish?: string; readonly reasoning?: string; readonly logprobs?: unknown; readonly prompt?: number }
  | { readonly status: number; readonly body?: unknown; readonly headers?: Record<string, string> }
  | { readonly json: unknown }
  /** The stream breaks off after some words. */
  | { readonly cut: string }
  /** An error inside an answer that began with 200. */
  | { readonly inside: unknown }
  | { readonly raw: string; readonly type?: string }
  /** Nothing comes. */
  | { readonly silent: true };

export type Script = (asked: Asked) => Answer | undefined | Promise<Answer | undefined>;

export type Dialect = 'vllm' | 'llama.cpp' | 'ollama' | 'plain';

export async function modelServer(dialect: Dialect, script: Script) {
  const asked: Asked[] = [];
  let open = 0;
  let most = 0;
  const server = createServer(async (request, response) => {
    const path = new URL(request.url!, 'http://localhost').pathname;
    const text = await textOf(request);
    const entry: Asked = {
      path,
      method: request.method!,
      headers: request.headers,
      body: text ? JSON.parse(text) : undefined,
      nth: asked.filter(one => one.path === path).length,
    };
    asked.push(entry);
    open++;
    most = Math.max(most, open);
    response.on('close', () => open--);
    const answer = (await script(entry)) ?? known(dialect, path) ?? { status: 404, body: { detail: 'Not Found' } };
    write(answer, entry, response);
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    base: `http://127.0.0.1:${port}/v1`,
    asked,
    chats: () => asked.filter(one => /chat/.test(one.path)),
    most: () => most,
    async close() {
      server.closeAllConnections();
      await new Promise(resolve => server.close(resolve));
    },
  };
}

export type ModelServer = Awaited<ReturnType<typeof modelServer>>;

async function textOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}

/** What each server says of itself. */
function known(dialect: Dialect, path: string): Answer | undefined {
  if (dialect === 'ollama' && path === '/api/version') return { json: { version: '0.12.0' } };
  if (dialect === 'ollama' && path === '/api/tags') return { json: { models: [{ name: 'test:latest' }] } };
  if (dialect === 'llama.cpp' && path === '/props') return { json: { default_generation_settings: { n_ctx: 8192 }, total_slots: 1 } };
  if (dialect === 'vllm' && path === '/version') return { json: { version: '0.11.0' } };
  if (dialect === 'vllm' && path === '/v1/models') return { json: { object: 'list', data: [{ id: 'test', max_model_len: 32768 }] } };
  return undefined;
}

/** Tokens as a server would count them: about four characters each. */
const tokensOf = (body: Asked['body']): number => Math.ceil(JSON.stringify(body?.messages ?? '').length / 4);

function write(answer: Answer, { path, body }: Asked, response: ServerResponse): void {
  if ('silent' in answer) return;
  if ('status' in answer) {
    response.writeHead(answer.status, { 'content-type': 'application/json', ...answer.headers });
    response.end(typeof answer.body === 'string' ? answer.body : JSON.stringify(answer.body ?? {}));
    return;
  }
  if ('json' in answer) return void response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(answer.json));
  if ('raw' in answer) return void response.writeHead(200, { 'content-type': answer.type ?? 'application/json' }).end(answer.raw);
  if (path === '/api/chat') writeOllama(answer, body, response);
  else writeOpenAI(answer, body, response);
}

type Spoken = Extract<Answer, { text: string } | { cut: string } | { inside: unknown }>;

/** Words in pieces; bytes are cut in the middle of characters on purpose. */
function inPieces(response: ServerResponse, text: string): void {
  const bytes = Buffer.from(text);
  for (let i = 0; i < bytes.length; i += 37) response.write(bytes.subarray(i, i + 37));
}

function writeOpenAI(answer: Spoken, body: Asked['body'], response: ServerResponse): void {
  const usage = (prompt?: number) => ({ prompt_tokens: prompt ?? tokensOf(body), completion_tokens: 7, total_tokens: 0 });
  if ('text' in answer && !body.stream) {
    const message = { role: 'assistant', content: answer.text, reasoning_content: answer.reasoning };
    const choices = [{ index: 0, message, finish_reason: answer.finish ?? 'stop', logprobs: answer.logprobs }];
    return void response
      .writeHead(200, { 'content-type': 'application/json' })
      .end(JSON.stringify({ choices, usage: usage(answer.prompt) }));
  }
  response.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8' });
  const event = (value: unknown) => inPieces(response, `data: ${typeof value === 'string' ? value : JSON.stringify(value)}\r\n\r\n`);
  const delta = (content: string, more = {}) =>
    event({ choices: [{ index: 0, delta: { content, ...more }, finish_reason: null }], obfuscation: 'x' });
  response.write(': a comment\r\n\r\n');
  if ('cut' in answer) {
    delta(answer.cut);
    return void setImmediate(() => response.destroy());
  }
  if ('inside' in answer) {
    delta('Let me');
    event({ error: answer.inside });
    return void response.end();
  }
  if (answer.reasoning) event({ choices: [{ index: 0, delta: { reasoning_content: answer.reasoning } }] });
  for (let i = 0; i < answer.text.length; i += 11) delta(answer.text.slice(i, i + 11));
  event({ choices: [{ index: 0, delta: {}, finish_reason: answer.finish ?? 'stop', logprobs: answer.logprobs }] });
  if (body.stream_options?.include_usage) event({ choices: [], usage: usage(answer.prompt) });
  event('[DONE]');
  response.end();
}

function writeOllama(answer: Spoken, body: Asked['body'], response: ServerResponse): void {
  response.writeHead(200, { 'content-type': 'application/x-ndjson' });
  const line = (value: unknown) => inPieces(response, `${JSON.stringify(value)}\n`);
  if ('cut' in answer) {
    line({ message: { role: 'assistant', content: answer.cut }, done: false });
    return void setImmediate(() => response.destroy());
  }
  if ('inside' in answer) {
    line({ message: { content: 'Let me' }, done: false });
    line({ error: answer.inside });
    return void response.end();
  }
  if (answer.reasoning) line({ message: { role: 'assistant', thinking: answer.reasoning }, done: false });
  for (let i = 0; i < answer.text.length; i += 11)
    line({ message: { role: 'assistant', content: answer.text.slice(i, i + 11) }, done: false });
  line({ done: true, done_reason: answer.finish ?? 'stop', prompt_eval_count: answer.prompt ?? tokensOf(body), eval_count: 7 });
  response.end();
}
