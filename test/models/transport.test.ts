// Each dialect and each fault over real HTTP: the right answer, or a clear reason.
import assert from 'node:assert/strict';
import { after, describe, test } from 'node:test';
import { openAccount } from '../../server/models/transport/account';
import { memoryCache } from '../../server/models/transport/cache';
import { type ChatRequest, createChat, samples } from '../../server/models/transport/chat';
import { makeEndpoint, reachOf, readBase, warningOf } from '../../server/models/transport/endpoint';
import { ModelFailure, tame } from '../../server/models/transport/failure';
import { backoff } from '../../server/models/transport/http';
import { createLimit } from '../../server/models/transport/limit';
import { probe } from '../../server/models/transport/probe';
import { eventsOf, linesOf } from '../../server/models/transport/stream';
import { type Answer, type Asked, type Dialect, type ModelServer, modelServer } from './server';
import { hostFor, key } from './support';

const servers: ModelServer[] = [];
after(async () => {
  for (const server of servers) await server.close();
});

const request: ChatRequest = {
  prompt: 'test-1',
  temperature: 0,
  maxTokens: 100,
  messages: [{ role: 'user', content: 'Is 7 × 8 = 54? Ça dépend… 数学' }],
  schema: { type: 'object', properties: {} },
};

type Setup = {
  dialect?: Dialect;
  kind?: 'vllm' | 'llama.cpp' | 'ollama' | 'hosted';
  deadline?: number;
  concurrency?: number;
  context?: number;
  maxCalls?: number;
};

async function setup(
  script: (asked: Asked) => Answer | undefined,
  { dialect = 'vllm', kind = 'vllm', deadline = 20_000, concurrency = 4, context = 16_384, maxCalls }: Setup = {},
) {
  const server = await modelServer(dialect, script);
  servers.push(server);
  const waits: number[] = [];
  const host = hostFor(waits);
  const account = openAccount(maxCalls);
  const wire = { ...host, account, deadline, attempts: 4 };
  const cache = memoryCache('x');
  const endpoint = makeEndpoint(kind === 'ollama' ? server.url : server.base, 'test', kind, context);
  const chat = createChat(endpoint, { wire, limit: createLimit(concurrency), cache, today: host.today });
  return { server, chat, wire, waits, account, endpoint };
}

const fails = async (asking: Promise<unknown>, kind: string, words: RegExp) => {
  const failure = await asking.then(
    () => undefined,
    error => error as ModelFailure,
  );
  assert.ok(failure instanceof ModelFailure, `no failure: ${failure}`);
  assert.equal(failure.kind, kind, failure.message);
  assert.match(failure.message, words);
  assert.doesNotMatch(failure.message, /sk-secret/);
};

const hello = 'Ja — 7 × 8 = 56, 数学 😀';

describe('dialects', () => {
  test('OpenAI: streamed words, thoughts, usage, log-probabilities and the key', async () => {
    const logprobs = {
      content: [
        {
          token: '+',
          logprob: -0.1,
          top_logprobs: [
            { token: '+', logprob: -0.1 },
            { token: '-', logprob: -2.3 },
          ],
        },
      ],
    };
    const { chat, server, account } = await setup(({ path }) =>
      /chat/.test(path) ? { text: hello, reasoning: 'hm 数', logprobs } : undefined,
    );
    const reply = await chat.ask({ ...request, logprobs: 50 });
    assert.equal(reply.text, hello);
    assert.equal(reply.reasoning, 'hm 数');
    assert.equal(reply.finish, 'stop');
    assert.deepEqual(
      reply.logprobs![0]!.top.map(one => one.token),
      ['+', '-'],
    );
    const [asked] = server.chats();
    assert.equal(asked!.headers.authorization, `Bearer ${key}`);
    assert.equal(asked!.body.top_logprobs, 20);
    assert.equal(asked!.body.response_format.type, 'json_schema');
    assert.deepEqual(account.total().tokens, reply.usage);
  });

  test('OpenAI: a server that does not stream', async () => {
    const body = {
      choices: [{ message: { content: [{ type: 'text', text: hello }] }, finish_reason: 'stop' }],
      usage: { prompt_tokens: 20, completion_tokens: 3 },
    };
    const { chat } = await setup(() => ({ json: body }));
    const reply = await chat.ask(request);
    assert.equal(reply.text, hello);
    assert.deepEqual(reply.usage, { prompt: 20, completion: 3 });
  });

  test('Ollama: JSON lines, its context set, schema as format', async () => {
    const { chat, server } = await setup(() => ({ text: hello, reasoning: 'so' }), { dialect: 'ollama', kind: 'ollama', context: 9000 });
    const reply = await chat.ask(request);
    assert.equal(reply.text, hello);
    assert.equal(reply.reasoning, 'so');
    const { body, path } = server.asked[0]!;
    assert.equal(path, '/api/chat');
    assert.equal(body.options.num_ctx, 9000);
    assert.deepEqual(body.format, request.schema);
  });

  test('what a server refuses is left out, and not tried again', async () => {
    const refuse = (message: string): Answer => ({ status: 400, body: { error: { message, type: 'invalid_request_error' } } });
    const { chat, server } = await setup(({ body }) => {
      if (body.response_format?.type === 'json_schema') return refuse("'json_schema' is not supported by this grammar");
      if (body.response_format) return refuse('response_format is unknown');
      if ('temperature' in body) return refuse("Unsupported value: 'temperature' does not support 0");
      if (body.max_tokens) return refuse("Unsupported parameter: 'max_tokens'. Use 'max_completion_tokens' instead.");
      return { text: hello };
    });
    assert.equal((await chat.ask(request)).text, hello);
    assert.equal(server.chats().length, 5);
    await chat.ask(request, { sample: 1 });
    assert.equal(server.chats().length, 6);
    assert.equal(server.chats()[5]!.body.max_completion_tokens, 100);
  });

  test('a hosted service is asked with max_completion_tokens', async () => {
    const { chat, server } = await setup(() => ({ text: hello }), { kind: 'hosted' });
    await chat.ask(request);
    assert.equal(server.chats()[0]!.body.max_completion_tokens, 100);
  });

  test('each server tells what it is, and what it holds', async () => {
    const kinds: [Dialect, string, number][] = [
      ['vllm', 'vllm', 16_384],
      ['llama.cpp', 'llama.cpp', 8192],
      ['ollama', 'ollama', 16_384],
    ];
    for (const [dialect, kind, context] of kinds) {
      const { server, wire } = await setup(() => undefined, { dialect });
      const found = await probe(server.base, 'test', 'auto', 16_384, wire);
      assert.equal(found.endpoint.server, kind);
      assert.equal(found.endpoint.context, context);
      assert.equal(found.warnings.length, dialect === 'llama.cpp' ? 1 : 0);
      assert.equal(found.endpoint.base, dialect === 'ollama' ? server.url : server.base);
    }
  });

  test('a model the server does not have is named, with those it has', async () => {
    const vllm = await setup(() => undefined);
    await fails(probe(vllm.server.base, 'other', 'auto', 4096, vllm.wire), 'setup', /does not know the model other; it has test/);
    const ollama = await setup(() => undefined, { dialect: 'ollama' });
    await fails(probe(ollama.server.url, 'other', 'auto', 4096, ollama.wire), 'setup', /ollama pull other/);
  });
});

describe('faults', () => {
  test('429 with Retry-After: waits as long, then goes on', async () => {
    const { chat, waits, account } = await setup(({ nth }) =>
      nth === 0
        ? { status: 429, headers: { 'retry-after': '7' }, body: { error: { code: 'rate_limit_exceeded', message: 'slow down' } } }
        : { text: hello },
    );
    assert.equal((await chat.ask(request)).text, hello);
    assert.deepEqual(waits, [7000]);
    assert.equal(account.total().retries, 1);
  });

  test('503 again and again: waits longer each time, then says so', async () => {
    const { chat, waits, account } = await setup(() => ({ status: 503, body: { error: { message: 'server_is_overloaded' } } }));
    await fails(chat.ask(request), 'busy', /answers 503: server_is_overloaded/);
    assert.deepEqual(waits, [375, 750, 1500]);
    assert.deepEqual([account.total().calls, account.total().failures], [4, 1]);
  });

  test('a quota that is used up is not asked again', async () => {
    const { chat, server } = await setup(() => ({
      status: 429,
      body: { error: { code: 'credit_balance_exhausted', type: 'insufficient_quota', message: 'no money' } },
    }));
    await fails(chat.ask(request), 'quota', /used up/);
    assert.equal(server.asked.length, 1);
  });

  test('a wait longer than the deadline is told instead of waited for', async () => {
    const { chat, waits } = await setup(() => ({ status: 429, headers: { 'retry-after': '3600' }, body: {} }));
    await fails(chat.ask(request), 'busy', /asks to wait 3600 s/);
    assert.deepEqual(waits, []);
  });

  test('a refused key is told, without the key', async () => {
    const { chat } = await setup(() => ({ status: 401, body: { error: { message: `Incorrect API key provided: ${key}` } } }));
    await fails(chat.ask(request), 'refused', /key is not accepted/);
  });

  test('silence ends at the deadline', async () => {
    const { chat } = await setup(() => ({ silent: true }), { deadline: 50 });
    await fails(chat.ask(request), 'deadline', /gave no whole answer/);
  });

  test('a cut stream is asked again; one that is always cut is no answer', async () => {
    const once = await setup(({ nth }) => (nth === 0 ? { cut: 'The first' } : { text: hello }));
    assert.equal((await once.chat.ask(request)).text, hello);
    const always = await setup(() => ({ cut: '{"first_error": -1' }));
    await fails(always.chat.ask(request), 'cut', /broke/);
    const ollama = await setup(() => ({ cut: 'x' }), { kind: 'ollama', dialect: 'ollama' });
    await fails(ollama.chat.ask(request), 'cut', /broke/);
  });

  test('an error inside a 200 is an error', async () => {
    const { chat, server } = await setup(() => ({ inside: { code: 429, message: 'upstream is busy' } }));
    await fails(chat.ask(request), 'busy', /upstream is busy/);
    assert.equal(server.chats().length, 4);
    const ollama = await setup(() => ({ inside: 'model runner has stopped' }), { kind: 'ollama', dialect: 'ollama' });
    await fails(ollama.chat.ask(request), 'busy', /model runner has stopped/);
  });

  test('what is no answer of a chat server is told', async () => {
    const page = await setup(() => ({ raw: '<html>hello</html>', type: 'text/html' }));
    await fails(page.chat.ask(request), 'protocol', /not the JSON of a chat server/);
    const empty = await setup(() => ({ json: { choices: [] } }));
    await fails(empty.chat.ask(request), 'protocol', /no choices/);
    const missing = await setup(() => ({ status: 404, body: { detail: 'Not Found' } }));
    await fails(missing.chat.ask(request), 'setup', /end in \/v1/);
  });

  test('a redirect is never followed', async () => {
    const elsewhere = await setup(() => ({ text: hello }));
    const { chat } = await setup(() => ({ status: 307, headers: { location: `${elsewhere.server.base}/chat/completions` } }));
    await fails(chat.ask(request), 'redirect', new RegExp(`redirects to ${elsewhere.server.url}; nothing was sent there`));
    assert.equal(elsewhere.server.asked.length, 0);
  });

  test('nobody there', async () => {
    const { chat, server } = await setup(() => ({ text: hello }));
    await server.close();
    await fails(chat.ask(request), 'unreachable', /nothing listens/);
  });

  test('a context too short is seen before and after', async () => {
    const before = await setup(() => ({ text: hello }), { context: 100 });
    await fails(before.chat.ask(request), 'context', /the context holds 100/);
    assert.equal(before.server.asked.length, 0);
    const long = { ...request, messages: [{ role: 'user' as const, content: 'word '.repeat(4000) }] };
    const after = await setup(() => ({ text: hello, prompt: 1024 }), { kind: 'ollama', dialect: 'ollama' });
    await fails(after.chat.ask(long), 'context', /cut the text silently/);
    const told = await setup(() => ({ status: 400, body: { error: { message: "This model's maximum context length is 4096 tokens" } } }));
    await fails(told.chat.ask({ ...request, schema: undefined }), 'context', /maximum context length/);
  });

  test('cancelled while it waits or hears', async () => {
    const stop = new AbortController();
    const { chat } = await setup(() => {
      setImmediate(() => stop.abort());
      return { silent: true };
    });
    await fails(chat.ask(request, { signal: stop.signal }), 'cancelled', /cancelled/);
  });

  test('a budget of calls is kept', async () => {
    const { chat, server } = await setup(() => ({ text: hello }), { maxCalls: 2 });
    await chat.ask(request);
    await chat.ask(request, { sample: 1 });
    await fails(chat.ask(request, { sample: 2 }), 'budget', /budget of calls is spent/);
    assert.equal(server.asked.length, 2);
  });
});

describe('many requests', () => {
  test('k samples are k requests with k seeds, so many at a time, and the cache answers the second time', async () => {
    const { chat, server, account } = await setup(() => ({ text: hello }), { concurrency: 2 });
    await samples(chat, request, 8);
    assert.deepEqual(
      server
        .chats()
        .map(one => one.body.seed)
        .sort((a, b) => a - b),
      [0, 1, 2, 3, 4, 5, 6, 7],
    );
    assert.ok(server.most() <= 2, String(server.most()));
    await samples(chat, request, 8);
    assert.equal(server.chats().length, 8);
    assert.equal(account.total().cached, 8);
    await chat.ask({ ...request, prompt: 'test-2' });
    assert.equal(server.chats().length, 9, 'another version of the prompt is another request');
  });

  test('what was cut off at its length is not kept', async () => {
    const { chat, server } = await setup(() => ({ text: 'long', finish: 'length' }));
    assert.equal((await chat.ask(request)).finish, 'length');
    await chat.ask(request);
    assert.equal(server.chats().length, 2);
  });

  test('one bad sample is its failure, the others count', async () => {
    const { chat } = await setup(({ body }) => (body.seed === 1 ? { status: 413, body: { error: 'too big' } } : { text: hello }));
    const replies = await samples(chat, { ...request, schema: undefined }, 3);
    assert.deepEqual(
      replies.map(reply => reply instanceof ModelFailure),
      [false, true, false],
    );
  });
});

test('addresses: what is refused, how far they reach, and what is warned of', () => {
  for (const bad of ['localhost', 'ftp://x/', 'http://me:secret@host/v1', 'https://host/v1?key=1', 'file:///etc/passwd'])
    assert.throws(() => readBase(bad), ModelFailure, bad);
  assert.equal(reachOf('http://localhost:8000'), 'this machine');
  assert.equal(reachOf('http://[::1]:8000'), 'this machine');
  assert.equal(reachOf('http://192.168.1.4/v1'), 'a private network');
  assert.equal(reachOf('http://gpu-box:8000/v1'), 'a private network');
  assert.equal(reachOf('https://api.example.org/v1'), 'the internet');
  assert.equal(reachOf('http://127.0.0.1.example.org/v1'), 'the internet');
  assert.match(warningOf('http://192.168.1.4/v1')!, /not encrypted/);
  assert.equal(warningOf('http://127.0.0.1:8000/v1'), undefined);
  assert.equal(warningOf('https://api.example.org/v1'), undefined);
});

test('the wait doubles with jitter, has a cap, and is never less than what was asked for', () => {
  assert.deepEqual(
    [0, 1, 2, 3].map(n => backoff(n, 0)),
    [250, 500, 1000, 2000],
  );
  assert.equal(backoff(0, 0.999) < 500, true);
  assert.equal(backoff(20, 1), 30_000);
  assert.equal(backoff(0, 0, 9000), 9000);
});

test('lines and events come out of any cut', async () => {
  const text = 'data: {"a":"數"}\r\n\r\n: note\n\ndata: one\ndata: two\n\ndata: last';
  const bytes = Buffer.from(text);
  for (const size of [1, 2, 3, 7, 1000]) {
    async function* pieces() {
      for (let i = 0; i < bytes.length; i += size) yield bytes.subarray(i, i + size);
    }
    const events: string[] = [];
    for await (const event of eventsOf(pieces())) events.push(event);
    assert.deepEqual(events, ['{"a":"數"}', 'one\ntwo', 'last'], `pieces of ${size}`);
    const lines: string[] = [];
    for await (const line of linesOf(pieces())) lines.push(line);
    assert.equal(lines.length, 8, `pieces of ${size}`);
  }
});

test("a server's words are tamed", () => {
  assert.equal(tame(`bad key ${key}\n\u202eX Bearer abc.def`, [key]), 'bad key ••• X Bearer •••');
  assert.equal(tame('x'.repeat(1000)).length, 300);
});
