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
  let failure: unknown;
  const flush = async () => {
    clearTimeout(timer);
    timer = undefined;
    if (failure !== undefined) throw failure;
    const text = pending.join('');
    pending = [];
    waiting = 0;
    if (text !== '') await out.write(text);
  };
  const soon = () => {
    flush().catch(error => {
      failure = error;
    });
  };
  return {
    flush,
    /** Resolves when more may be added. */
    async add(text: string) {
      if (text === '') return;
      pending.push(text);
      waiting += text.length;
      if (out.isTTY || waiting > 1 << 15 || failure !== undefined) await flush();
      else timer ??= setTimeout(soon, 50);
    },
  };
}
