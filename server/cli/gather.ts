// Small writes, gathered.
import type { Sink } from '../batch/resume';
import type { Out } from './io';

/** A report that is written as it goes, and holds no earlier one. */
export function pour(out: Out): Sink {
  const write = gather(out);
  return { add: write.add, keep: () => undefined, finish: write.flush, leave: write.flush };
}

/**
 * Small writes gathered, so that a million rows are not a million system calls; what waits is written soon all the
 * same, because more input may be long in coming. A terminal gets each write at once.
 */
export function gather(out: Out) {
  let pending: string[] = [];
  let waiting = 0;
  let timer: NodeJS.Timeout | undefined;
  /** One write at a time: two at once into a file would mix. Once one has failed, so does all that follows. */
  let writing: Promise<void> = Promise.resolve();
  const flush = (): Promise<void> => {
    clearTimeout(timer);
    timer = undefined;
    const text = pending.join('');
    pending = [];
    waiting = 0;
    if (text !== '') writing = writing.then(() => out.write(text));
    return writing;
  };
  // Whoever adds or flushes next hears of a failure.
  const soon = () => void flush().catch(() => {});
  return {
    flush,
    /** Resolves when more may be added. */
    async add(text: string) {
      if (text === '') return;
      pending.push(text);
      waiting += text.length;
      if (out.isTTY || waiting > 1 << 15) await flush();
      else timer ??= setTimeout(soon, 50);
    },
  };
}
