// Why a model gave no answer, in words for the one who set it up.

export type FailureKind =
  | 'unreachable'
  | 'refused'
  | 'quota'
  | 'busy'
  | 'deadline'
  | 'cancelled'
  | 'redirect'
  | 'cut'
  | 'protocol'
  | 'context'
  | 'budget'
  | 'consent'
  | 'setup'
  /** Asked in a batch, and not answered there yet. */
  | 'unanswered';

/** Thrown by everything that talks to a model; callers turn it into *unknown* with this message. */
export class ModelFailure extends Error {
  constructor(
    readonly kind: FailureKind,
    message: string,
    /** HTTP status, where there was one. */
    readonly status?: number,
    /** Least wait before another attempt, in milliseconds; absent where another attempt is no use. */
    readonly retryAfter?: number,
  ) {
    super(message);
  }
}

/** Whether every further request of the run would fail the same way. */
export function isFinal({ kind }: ModelFailure): boolean {
  return ['unreachable', 'refused', 'quota', 'redirect', 'budget', 'consent', 'setup', 'cancelled'].includes(kind);
}

/** A server's words on one line, short, without anything that looks like a key. */
export function tame(text: string, secrets: readonly (string | undefined)[] = []): string {
  let said = text;
  for (const secret of secrets) if (secret) said = said.replaceAll(secret, '•••');
  said = said.replace(/\b(Bearer|Basic)\s+[\w.~+/=-]+/gi, '$1 •••').replace(/\bsk-[\w-]{8,}/g, '•••');
  said = said.replace(/[\u0000-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069]+/g, ' ').trim();
  return said.length > 300 ? `${said.slice(0, 299)}…` : said;
}
