// Inputs through the threads and back in their order, with no more under way than can be taken in.
import type { EndEvent, TroubleEvent } from './events';
import type { Input } from './inputs';
import type { Done, Outcome, Plan } from './job';
import { openPool, type PoolOptions } from './pool';
import { type Item, type Reading, readInput } from './read';

/** What a run comes to, in the order of the input, whatever the number of threads. */
export type Result = Done | TroubleEvent | EndEvent | { readonly type: 'known'; readonly file: string; readonly key: string };

export type RunOptions = PoolOptions & {
  readonly reading: Reading;
  /** Told of each input before it is read. */
  readonly onInput?: (input: Input) => void;
};

/** Reads and checks the inputs. Closes what it opened also when the caller stops early. */
export async function* runAll(inputs: AsyncIterable<Input>, plan: Plan, options: RunOptions): AsyncGenerator<Result> {
  const pool = openPool(plan, options);
  const { signal } = options;
  async function* items(): AsyncGenerator<Item> {
    for await (const input of inputs) {
      options.onInput?.(input);
      yield* readInput(input, options.reading);
      if (signal?.aborted) return;
    }
  }
  const start = async (item: Item): Promise<readonly (readonly Outcome[])[]> => {
    if (item.type !== 'job' || !item.places.some(place => typeof place === 'number')) return [];
    return pool.run(item.job);
  };
  const hold = createHold();
  try {
    for await (const [item, answer] of inOrder(items(), start, pool.width, signal)) {
      if (item.type === 'job') {
        for (const place of item.places) {
          const outcomes = typeof place === 'number' ? answer[place] : [place];
          if (outcomes) yield* hold.take(item.job.file, item.named, outcomes);
        }
      } else {
        yield item;
      }
    }
  } finally {
    await pool.close();
  }
}

/** Troubles kept of a file of which nobody knows whether it is meant to hold solutions. */
const mostHeld = 1000;

/**
 * A file met in a folder may be anything: what is wrong with its records is held back until one shows that it is meant
 * to hold solutions.
 */
function createHold() {
  let file: string | undefined;
  let meant = false;
  let held: TroubleEvent[] = [];
  let unheld = 0;
  return {
    *take(of: string, named: boolean, outcomes: readonly Outcome[]): Generator<Result> {
      if (of !== file) {
        file = of;
        meant = named;
        held = [];
        unheld = 0;
      }
      if (!meant && outcomes.some(showsMeaning)) {
        meant = true;
        yield* held;
        if (unheld > 0) yield notHeld(of, unheld);
        held = [];
      }
      for (const outcome of outcomes) {
        if (outcome.type === 'elsewhere') continue;
        if (outcome.type === 'known') yield { ...outcome, file: of };
        else if (meant || outcome.type !== 'trouble') yield outcome;
        else if (held.length < mostHeld) held.push(outcome);
        else unheld++;
      }
    },
  };
}

function showsMeaning(outcome: Outcome): boolean {
  switch (outcome.type) {
    case 'elsewhere':
      return outcome.solution;
    case 'trouble':
      return outcome.cut === true;
    default:
      return true;
  }
}

function notHeld(file: string, count: number): TroubleEvent {
  const message = `${count} more records before it could not be read`;
  return { type: 'trouble', file, level: 'error', code: 'bad-record', message };
}

/**
 * Each item of `source` with what `start` made of it, in order, at most `width` of them under way. What is done is given
 * out without waiting for more to come in.
 */
export async function* inOrder<T, R>(
  source: AsyncIterable<T>,
  start: (item: T) => Promise<R>,
  width: number,
  signal?: AbortSignal,
): AsyncGenerator<[T, R]> {
  const queue: { item: T; result: Promise<R> }[] = [];
  let ended = false;
  let stopped = false;
  let failure: unknown;
  let wakeTaker = () => {};
  let wakeGiver = () => {};
  const pump = async () => {
    try {
      for await (const item of source) {
        if (stopped || signal?.aborted) break;
        const result = start(item);
        result.catch(() => {});
        queue.push({ item, result });
        wakeTaker();
        while (queue.length >= width && !stopped)
          await new Promise<void>(resolve => {
            wakeGiver = resolve;
          });
        if (stopped) break;
      }
    } catch (error) {
      failure = error;
    }
    ended = true;
    wakeTaker();
  };
  void pump();
  try {
    for (;;) {
      while (queue.length === 0) {
        if (ended) {
          if (failure !== undefined) throw failure;
          return;
        }
        await new Promise<void>(resolve => {
          wakeTaker = resolve;
        });
      }
      const { item, result } = queue[0]!;
      const made = await result;
      queue.shift();
      yield [item, made];
      if (signal?.aborted) return;
      wakeGiver();
    }
  } finally {
    stopped = true;
    wakeGiver();
  }
}
