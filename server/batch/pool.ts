// The threads that check. One that is stuck on a record for too long, or dies of it, is replaced: the record becomes a row
// that says so, and the rest of the job is done again.
import { Worker } from 'node:worker_threads';
import type { Answer, Job, Outcome, Plan } from './job';
import type { Judge } from './records';
import type { Request, ThreadData } from './thread';

export type Pool = {
  run(job: Job): Promise<Answer>;
  /** Jobs worth having under way at a time, so that no thread waits. */
  readonly width: number;
  close(): Promise<void>;
};

export type PoolOptions = {
  /** The script of a thread; without it, all is done on this thread. */
  readonly script?: string;
  readonly jobs: number;
  /** Milliseconds a record may take. */
  readonly deadline: number;
  readonly now: () => number;
  readonly signal?: AbortSignal;
  /** Adds what models say. Then all is done on this thread: it waits more than it works. */
  readonly judge?: Judge;
};

export function openPool(plan: Plan, options: PoolOptions): Pool {
  if (options.script === undefined || options.judge) {
    const work = import('./work').then(({ workHere }) => workHere(plan, options));
    return { run: async job => (await work)(job), width: options.judge ? 2 : 1, close: async () => {} };
  }
  return openThreads(plan, { ...options, script: options.script });
}

type Waiting = { readonly job: Job; given?: Map<number, Outcome>; resolve(answer: Answer): void; reject(error: Error): void };
type Thread = {
  worker: Worker;
  readonly place: Int32Array;
  task?: Waiting;
  /** The last sign of life, and when it was seen. */
  seen: number;
  since: number;
};

/** Memory of a thread in MB; more is a fault of the record, not of the machine. */
const memory = 320;

function openThreads(plan: Plan, { script, jobs, deadline, now }: PoolOptions & { script: string }): Pool {
  const threads: Thread[] = [];
  const queue: Waiting[] = [];
  let closed = false;

  const start = (): Thread => {
    const progress = new SharedArrayBuffer(8);
    const data: ThreadData = { plan, progress };
    const worker = new Worker(script, {
      workerData: data,
      resourceLimits: { maxOldGenerationSizeMb: memory },
    });
    const thread: Thread = { worker, place: new Int32Array(progress), seen: 0, since: now() };
    worker.on('message', (answer: Answer) => {
      const { task } = thread;
      thread.task = undefined;
      next();
      task?.resolve(answer);
    });
    worker.on('error', error => {
      // A thread that never began has no record to blame.
      if (Atomics.load(thread.place, 1) === 0) breakDown(error);
      else replace(thread, 'failed', `the check failed: ${error.message}`);
    });
    threads.push(thread);
    return thread;
  };

  const breakDown = (error: Error) => {
    closed = true;
    for (const { reject } of [...queue, ...threads.flatMap(({ task }) => task ?? [])]) reject(error);
  };

  const give = (thread: Thread, task: Waiting) => {
    thread.task = task;
    thread.seen = Atomics.load(thread.place, 1);
    thread.since = now();
    const request: Request = { job: task.job, given: task.given };
    thread.worker.postMessage(request);
  };

  const next = () => {
    while (queue.length > 0 && !closed) {
      const idle = threads.find(thread => !thread.task) ?? (threads.length < jobs ? start() : undefined);
      if (!idle) return;
      give(idle, queue.shift()!);
    }
  };

  const replace = (thread: Thread, code: 'timeout' | 'failed', message: string) => {
    if (!threads.includes(thread) || closed) return;
    threads.splice(threads.indexOf(thread), 1);
    void thread.worker.terminate();
    const { task } = thread;
    if (task) {
      const at = Atomics.load(thread.place, 0);
      const { job } = task;
      const line = job.kind === 'records' ? job.lines[at] : undefined;
      task.given ??= new Map();
      task.given.set(at, {
        type: 'trouble',
        file: job.file,
        level: 'error',
        code,
        message,
        line: line?.number,
        key: job.kind === 'whole' ? job.key : line?.key,
      });
      queue.unshift(task);
    }
    next();
  };

  const watch = setInterval(
    () => {
      for (const thread of [...threads]) {
        if (!thread.task) continue;
        const life = Atomics.load(thread.place, 1);
        // A thread that starts has not begun; starting is not the record's time.
        if (life !== thread.seen || life === 0) {
          thread.seen = life;
          thread.since = now();
        } else if (now() - thread.since > deadline) {
          replace(thread, 'timeout', `given up after ${deadline / 1000} s`);
        }
      }
    },
    Math.max(5, Math.min(250, deadline / 4)),
  );
  watch.unref();
  // It starts while the first bytes are read.
  start();

  return {
    // One hard record keeps a thread for as long as the others take for dozens.
    width: 4 * jobs + 1,
    run: job =>
      new Promise((resolve, reject) => {
        queue.push({ job, resolve, reject });
        next();
      }),
    async close() {
      closed = true;
      clearInterval(watch);
      await Promise.all(threads.splice(0).map(({ worker }) => worker.terminate()));
    },
  };
}
