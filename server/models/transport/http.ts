// One request over HTTP: with a deadline, repeated where that helps, never redirected, its key bound to one origin.
import type { OpenAccount } from './account';
import { ModelFailure, tame } from './failure';

export type Wire = {
  readonly fetch: typeof fetch;
  /** Resolves after `ms`, or rejects when the signal says stop. */
  readonly sleep: (ms: number, signal?: AbortSignal) => Promise<void>;
  /** In [0, 1). */
  readonly random: () => number;
  /** The key for an origin, if there is one. It is asked for each request and kept nowhere. */
  readonly keyFor: (origin: string) => Promise<string | undefined>;
  readonly account: OpenAccount;
  /** Milliseconds an attempt may take. */
  readonly deadline: number;
  readonly attempts: number;
};

export type Call = { readonly url: string; readonly body?: unknown; readonly signal?: AbortSignal; readonly attempts?: number };

/** Attempts are so far apart that a server can recover: half a second doubled each time, at most 30 s, with jitter. */
export function backoff(attempt: number, random: number, least = 0): number {
  return Math.max(least, Math.min(30_000, 500 * 2 ** attempt) * (0.5 + random / 2));
}

/**
 * Sends a request and reads the answer with `read`. A failure that may pass (busy, cut off, 5xx) is tried again after what
 * the server asks for. Throws `ModelFailure`.
 */
export async function send<T>(wire: Wire, call: Call, read: (response: Response) => Promise<T>): Promise<T> {
  const attempts = call.attempts ?? wire.attempts;
  for (let attempt = 0; ; attempt++) {
    try {
      return await once(wire, call, read);
    } catch (error) {
      const failure = error as ModelFailure;
      const again = failure.retryAfter !== undefined && attempt + 1 < attempts;
      if (!again) {
        wire.account.failed();
        throw failure;
      }
      const wait = backoff(attempt, wire.random(), failure.retryAfter);
      if (wait > wire.deadline) {
        wire.account.failed();
        throw new ModelFailure(
          'busy',
          `${failure.message}; it asks to wait ${Math.round(wait / 1000)} s, longer than a request may take`,
          failure.status,
        );
      }
      await wire.sleep(wait, call.signal).catch(() => {
        throw new ModelFailure('cancelled', 'cancelled');
      });
      wire.account.retried();
    }
  }
}

async function once<T>(wire: Wire, call: Call, read: (response: Response) => Promise<T>): Promise<T> {
  const { origin } = new URL(call.url);
  const key = await wire.keyFor(origin);
  if (call.signal?.aborted) throw new ModelFailure('cancelled', 'cancelled');
  if (!wire.account.mayCall()) throw new ModelFailure('budget', 'the budget of calls is spent');
  const late = new AbortController();
  const timer = setTimeout(() => late.abort(), wire.deadline);
  const stop = () => late.abort();
  call.signal?.addEventListener('abort', stop, { once: true });
  wire.account.called();
  try {
    const response = await wire.fetch(call.url, {
      method: call.body === undefined ? 'GET' : 'POST',
      headers: {
        accept: 'application/json, text/event-stream',
        ...(call.body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(key ? { authorization: `Bearer ${key}` } : {}),
      },
      body: call.body === undefined ? undefined : JSON.stringify(call.body),
      // Followed, a redirect would carry the text, and with some clients the key, to where nobody allowed it.
      redirect: 'manual',
      signal: late.signal,
    });
    if (response.type === 'opaqueredirect' || (response.status >= 300 && response.status < 400))
      throw new ModelFailure(
        'redirect',
        `${origin} redirects${elsewhere(response, call.url)}; nothing was sent there. Set the final address itself.`,
      );
    if (!response.ok) throw await refusal(response, origin, key);
    return await read(response);
  } catch (error) {
    if (call.signal?.aborted) throw new ModelFailure('cancelled', 'cancelled');
    if (late.signal.aborted)
      throw new ModelFailure('deadline', `${origin} gave no whole answer within ${Math.round(wire.deadline / 1000)} s`);
    if (error instanceof ModelFailure) {
      if (!key) throw error;
      throw new ModelFailure(error.kind, tame(error.message, [key]), error.status, error.retryAfter);
    }
    throw connection(error, origin, key);
  } finally {
    clearTimeout(timer);
    call.signal?.removeEventListener('abort', stop);
  }
}

function elsewhere(response: Response, from: string): string {
  const location = response.headers.get('location');
  if (!location) return '';
  try {
    return ` to ${new URL(location, from).origin}`;
  } catch {
    return '';
  }
}

/** What a failed answer means. The shapes of `error` differ: an object with `message`, or a text. */
async function refusal(response: Response, origin: string, key: string | undefined): Promise<ModelFailure> {
  const text = await response.text().catch(() => '');
  const { message, code } = errorIn(text);
  const said = tame(message || text || response.statusText, [key]);
  const { status } = response;
  const where = `${origin} answers ${status}${said ? `: ${said}` : ''}`;
  if (status === 401 || status === 403)
    return new ModelFailure('refused', `${where}. ${key ? 'The key is not accepted.' : 'No key was sent.'}`, status);
  if (status === 404) return new ModelFailure('setup', `${where}. Is the model's name right, and does the address end in /v1?`, status);
  if (/insufficient_quota|credit_balance|billing|spend/.test(code))
    return new ModelFailure('quota', `${where}. The quota is used up.`, status);
  if ([408, 425, 429, 500, 502, 503, 504, 529].includes(status)) return new ModelFailure('busy', where, status, retryAfter(response));
  if (/context|too long|maximum.*length|n_ctx|exceed/i.test(said) && (status === 400 || status === 413 || status === 422))
    return new ModelFailure('context', where, status);
  return new ModelFailure('protocol', where, status);
}

/** The message and code of an error as servers write it, inside a failed answer or inside a stream. */
export function errorIn(body: unknown): { message: string; code: string } {
  let value = body;
  if (typeof body === 'string') {
    try {
      value = JSON.parse(body);
    } catch {
      return { message: '', code: '' };
    }
  }
  const record = (value ?? {}) as Record<string, unknown>;
  const error = record.error ?? (record.object === 'error' ? record : undefined) ?? record.detail;
  if (typeof error === 'string') return { message: error, code: String(record.error_type ?? '') };
  const fields = (error ?? {}) as Record<string, unknown>;
  return { message: typeof fields.message === 'string' ? fields.message : '', code: `${fields.code ?? ''} ${fields.type ?? ''}`.trim() };
}

/** Milliseconds: `Retry-After` as seconds or as a date (which is compared with the server's own), else 0. */
function retryAfter(response: Response): number {
  const value = response.headers.get('retry-after');
  if (!value) return 0;
  if (/^\d+(\.\d+)?$/.test(value.trim())) return Number(value) * 1000;
  const then = Date.parse(value);
  const now = Date.parse(response.headers.get('date') ?? '');
  return Number.isNaN(then) || Number.isNaN(now) ? 0 : Math.max(0, then - now);
}

function connection(error: unknown, origin: string, key: string | undefined): ModelFailure {
  const cause = (error as { cause?: { code?: string; message?: string } })?.cause;
  const code = cause?.code ?? '';
  const said = tame(cause?.message ?? (error instanceof Error ? error.message : String(error)), [key]);
  if (/ECONNREFUSED/.test(`${code} ${said}`))
    return new ModelFailure('unreachable', `nothing listens at ${origin}: is the server started?`);
  if (/ENOTFOUND|EAI_AGAIN/.test(code)) return new ModelFailure('unreachable', `the host of ${origin} is not known`);
  if (/CERT|SSL|TLS/.test(code)) return new ModelFailure('unreachable', `${origin} has no certificate this machine trusts (${code})`);
  if (error instanceof TypeError || code)
    return new ModelFailure('cut', `the connection to ${origin} broke (${code || said})`, undefined, 0);
  return new ModelFailure('protocol', `${origin} cannot be understood: ${said}`);
}
