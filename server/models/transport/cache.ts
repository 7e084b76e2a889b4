// Answers by request: asking the same again costs nothing. Which store, is the door's business.

export type Cache = {
  get(key: string): Promise<unknown>;
  put(key: string, value: unknown): Promise<void>;
  /** A secret of this store, so that delimiters can be repeated and yet not be guessed. */
  readonly secret: () => Promise<string>;
};

export function memoryCache(secret: string, limit = 2000): Cache {
  const kept = new Map<string, unknown>();
  return {
    get: async key => kept.get(key),
    async put(key, value) {
      if (kept.size >= limit) kept.delete(kept.keys().next().value!);
      kept.set(key, value);
    },
    secret: async () => secret,
  };
}

/** SHA-256 in hexadecimal of values as JSON. */
export async function digest(...parts: unknown[]): Promise<string> {
  const bytes = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(JSON.stringify(parts)));
  return Array.from(new Uint8Array(bytes), byte => byte.toString(16).padStart(2, '0')).join('');
}
