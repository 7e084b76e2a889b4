// One bounded memo for the whole engine. Keys are content, never positions, so inserting a line costs nothing.

export type Memo = {
  get<T>(key: string): T | undefined;
  set<T>(key: string, value: T): void;
  readonly size: number;
  readonly hits: number;
  readonly misses: number;
};

/** A memo that forgets the least recently used entry beyond `limit`. */
export function createMemo(limit = 20_000): Memo {
  const entries = new Map<string, unknown>();
  let hits = 0;
  let misses = 0;
  return {
    get<T>(key: string) {
      const value = entries.get(key);
      if (value === undefined) {
        misses++;
        return undefined;
      }
      hits++;
      entries.delete(key);
      entries.set(key, value);
      return value as T;
    },
    set(key, value) {
      entries.delete(key);
      entries.set(key, value);
      if (entries.size > limit) entries.delete(entries.keys().next().value!);
    },
    get size() {
      return entries.size;
    },
    get hits() {
      return hits;
    },
    get misses() {
      return misses;
    },
  };
}

/** `memo.get(key)`, else compute, keep and return it. */
export function memoised<T>(memo: Memo, key: string, compute: () => T): T {
  const known = memo.get<T>(key);
  if (known !== undefined) return known;
  const value = compute();
  memo.set(key, value);
  return value;
}
