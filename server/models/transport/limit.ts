// So many at a time, first come, first served.

export type Limit = <T>(work: () => Promise<T>) => Promise<T>;

export function createLimit(most: number): Limit {
  let running = 0;
  const waiting: (() => void)[] = [];
  return async work => {
    if (running >= most) await new Promise<void>(resolve => waiting.push(resolve));
    else running++;
    try {
      return await work();
    } finally {
      // The place goes to who waits, without being free in between.
      const next = waiting.shift();
      if (next) next();
      else running--;
    }
  };
}
