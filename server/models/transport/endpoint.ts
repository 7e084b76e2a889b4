// Where a model is, what kind of server holds it, and who would see what is sent there.
import { ModelFailure } from './failure';

export const servers = ['auto', 'vllm', 'llama.cpp', 'ollama', 'hosted'] as const;
export type ServerKind = (typeof servers)[number];

export type Endpoint = {
  /** Normalised: no trailing slash. */
  readonly base: string;
  readonly origin: string;
  readonly model: string;
  readonly server: Exclude<ServerKind, 'auto'>;
  /** Tokens a request and its answer may take together. */
  readonly context: number;
};

type Preset = {
  readonly about: string;
  /** Where such a server listens unless told otherwise. */
  readonly base?: string;
  readonly dialect: 'openai' | 'ollama';
  /** The field that caps the answer's length. */
  readonly cap: 'max_tokens' | 'max_completion_tokens';
};

/** What differs between the servers. Each accepts less than the published protocol; the transport finds out by asking. */
export const presets: Readonly<Record<Endpoint['server'], Preset>> = {
  vllm: { about: 'vLLM, SGLang and what speaks as they do', base: 'http://127.0.0.1:8000/v1', dialect: 'openai', cap: 'max_tokens' },
  'llama.cpp': { about: 'llama-server of llama.cpp', base: 'http://127.0.0.1:8080/v1', dialect: 'openai', cap: 'max_tokens' },
  ollama: {
    about: 'Ollama, by its own protocol, which can set the context length',
    base: 'http://127.0.0.1:11434',
    dialect: 'ollama',
    cap: 'max_tokens',
  },
  hosted: { about: 'A hosted service with the OpenAI protocol', dialect: 'openai', cap: 'max_completion_tokens' },
};

/** Reads an address. Throws `setup` where it is none, or holds what does not belong into settings. */
export function readBase(address: string): URL {
  let url: URL;
  try {
    url = new URL(address);
  } catch {
    throw new ModelFailure('setup', `${JSON.stringify(address)} is not an address; it starts with http:// or https://`);
  }
  if (url.protocol !== 'http:' && url.protocol !== 'https:')
    throw new ModelFailure('setup', `a model is reached over http or https, not ${url.protocol.slice(0, -1)}`);
  if (url.username || url.password || url.search || url.hash)
    throw new ModelFailure('setup', 'an address holds no user, key or query: keys come from an environment variable or the secret store');
  return url;
}

export function makeEndpoint(address: string, model: string, server: Endpoint['server'], context = 16_384): Endpoint {
  const url = readBase(address);
  let path = url.pathname.replace(/\/+$/, '');
  // Ollama's own protocol lives beside its imitation of the other one.
  if (server === 'ollama') path = path.replace(/\/(v1|api)$/, '');
  return { base: `${url.origin}${path}`, origin: url.origin, model, server, context };
}

/** The server the address speaks for itself: by its usual port, else unknown. */
export function guessServer(address: string): Endpoint['server'] | undefined {
  const { port, hostname } = readBase(address);
  if (port === '11434') return 'ollama';
  return isLoopback(hostname)
    ? undefined
    : /(^|\.)(openai\.com|azure\.com|openrouter\.ai|mistral\.ai|together\.xyz)$/.test(hostname)
      ? 'hosted'
      : undefined;
}

function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || hostname.endsWith('.localhost') || hostname === '[::1]' || /^127(\.\d{1,3}){3}$/.test(hostname);
}

export type Reach = 'this machine' | 'a private network' | 'the internet';

/** How far what is sent there travels, as far as the address tells. */
export function reachOf(address: string): Reach {
  const { hostname } = readBase(address);
  if (isLoopback(hostname)) return 'this machine';
  const inside = /^(10\.|192\.168\.|172\.(1[6-9]|2\d|3[01])\.|169\.254\.)|\.(local|lan|internal|home\.arpa)$|^\[f[cd]|^\[fe80/i.test(
    hostname,
  );
  return inside || !hostname.includes('.') ? 'a private network' : 'the internet';
}

/** What to be told before anything is sent, or nothing. */
export function warningOf(address: string): string | undefined {
  const url = readBase(address);
  if (url.protocol === 'http:' && !isLoopback(url.hostname))
    return `${url.origin} is not encrypted: problem, solution and key can be read on the way. Use https, or a tunnel to 127.0.0.1.`;
  return undefined;
}
