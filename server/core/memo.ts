// One bounded memo for the whole engine. Keys are content, never positions, so inserting a line costs nothing.

export type Memo = {
  get<T>(key: string): T | undefined;
  set<T>(key: string, value: T): void;
  readonly size: number;
  readonly hits: number;
  readonly misses: number;
};

/**
 * A memo of at most `limit` entries. It keeps two generations of half that size: what is asked for moves to the young one,
 * and when that is full the old one is forgotten whole. Cheaper than exact recency, and as good for documents.
 */
export function createMemo(limit = 40_000): Memo {
  let young = new Map<string, unknown>();
  let old = new Map<string, unknown>();
  let hits = 0;
  let misses = 0;
  const put = (key: string, value: unknown) => {
    if (young.size >= limit / 2) {
      old = young;
      young = new Map();
    }
    young.set(key, value);
  };
  return {
    get<T>(key: string) {
      let value = young.get(key);
      if (value === undefined) {
        value = old.get(key);
        if (value === undefined) {
          misses++;
          return undefined;
        }
        old.delete(key);
        put(key, value);
      }
      hits++;
      return value as T;
    },
    set: put,
    get size() {
      return young.size + old.size;
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
