// Long work on one thread: slices with a breath between them, so that messages and cancellations get through.
import type { Token } from './core/model';

/** How long, in milliseconds, work may hold the thread at a stretch. */
export const SLICE = 8;

export type Pace = {
  /** Milliseconds on a clock that never goes back. */
  now(): number;
  /** Resolves after everything that already waits on the event loop had its turn. */
  breathe(): Promise<void>;
};

/**
 * Runs a generator to its end in slices. Answers what it returned, or undefined when `token` was cancelled on the way.
 * `onBreath` sees the latest progress before each breath.
 */
export async function drive<Step, Result>(
  work: Generator<Step, Result>,
  token: Token,
  pace: Pace,
  onBreath?: (step: Step) => void,
): Promise<Result | undefined> {
  let started = pace.now();
  for (;;) {
    if (token.isCancellationRequested) return void work.return(undefined as never);
    const next = work.next();
    if (next.done) return token.isCancellationRequested ? undefined : next.value;
    if (pace.now() - started < SLICE) continue;
    onBreath?.(next.value);
    await pace.breathe();
    started = pace.now();
  }
}

/** A breath that is right for Node and for a web worker. */
export function breath(): () => Promise<void> {
  if (typeof setImmediate === 'function') return () => new Promise(resolve => setImmediate(resolve));
  return () =>
    new Promise(resolve => {
      const channel = new MessageChannel();
      channel.port1.onmessage = () => {
        channel.port1.close();
        resolve();
      };
      channel.port2.postMessage(null);
    });
}

/** Calls `run` once after `ms` milliseconds; the answer calls it off. */
export type After = (ms: number, run: () => void) => () => void;

export const after: After = (ms, run) => {
  const timer = setTimeout(run, ms);
  return () => clearTimeout(timer);
};
