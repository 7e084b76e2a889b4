// The typesetting worker's keeper: started at the first order, killed at its deadline, let go when idle.
import { Worker } from 'node:worker_threads';

export type TypesetOrder = { readonly tex: string; readonly display: boolean; readonly color: string };
export type TypesetAnswer = { readonly svg?: string; readonly error?: string };

export type Limits = {
  /** Milliseconds a formula may take once the worker is up. */
  readonly deadline: number;
  /** Milliseconds a worker may take to come up. */
  readonly startup: number;
  /** Milliseconds without an order after which the worker is let go. */
  readonly idle: number;
  /** UTF-16 units of TeX above which nothing is typeset. */
  readonly length: number;
};

export const limits: Limits = { deadline: 500, startup: 10_000, idle: 120_000, length: 2_000 };

type Job = { readonly order: TypesetOrder; readonly answer: (svg: string | undefined) => void };

/** A queue before one worker thread. `typeset` never rejects: what cannot be typeset in time is undefined. */
export class Typesetter {
  #script: string;
  #limits: Limits;
  #worker?: Worker;
  #ready = false;
  #queue: Job[] = [];
  #timer?: NodeJS.Timeout;
  #started = 0;

  constructor(script: string, given: Partial<Limits> = {}) {
    this.#script = script;
    this.#limits = { ...limits, ...given };
  }

  /** Workers started so far: one more than the number that had to be killed or had been idle. */
  get started(): number {
    return this.#started;
  }

  /** Whether a worker is up or coming up. */
  get alive(): boolean {
    return this.#worker !== undefined;
  }

  typeset(tex: string, display: boolean, color: string): Promise<string | undefined> {
    if (tex.length > this.#limits.length) return Promise.resolve(undefined);
    return new Promise(answer => {
      this.#queue.push({ order: { tex, display, color }, answer });
      if (this.#queue.length === 1) this.#next();
    });
  }

  /** Ends the worker; orders that wait are answered with undefined. */
  async dispose(): Promise<void> {
    const worker = this.#drop();
    for (const job of this.#queue.splice(0)) job.answer(undefined);
    await worker?.terminate();
  }

  #next(): void {
    const job = this.#queue[0];
    if (job) this.#worker?.ref();
    else this.#worker?.unref();
    if (!job) this.#arm(this.#limits.idle, () => void this.#drop()?.terminate());
    else if (!this.#worker) this.#start();
    else if (this.#ready) {
      this.#arm(this.#limits.deadline, () => this.#fail());
      this.#worker.postMessage(job.order);
    }
  }

  #start(): void {
    const worker = new Worker(this.#script, { resourceLimits: { maxOldGenerationSizeMb: 256 } });
    this.#started++;
    this.#worker = worker;
    this.#arm(this.#limits.startup, () => this.#fail());
    worker.on('message', (message: 'ready' | TypesetAnswer) => {
      if (worker !== this.#worker) return;
      if (message === 'ready') {
        this.#ready = true;
        this.#next();
      } else this.#finish(message.svg);
    });
    // A worker that breaks takes the formula it was at with it, not the ones behind it.
    const broke = () => worker === this.#worker && this.#fail();
    worker.on('error', broke);
    worker.on('exit', broke);
  }

  #fail(): void {
    void this.#drop()?.terminate();
    this.#finish(undefined);
  }

  #finish(svg: string | undefined): void {
    this.#queue.shift()?.answer(svg);
    this.#next();
  }

  #drop(): Worker | undefined {
    clearTimeout(this.#timer);
    const worker = this.#worker;
    this.#worker = undefined;
    this.#ready = false;
    return worker;
  }

  #arm(ms: number, run: () => void): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(run, ms);
    this.#timer.unref();
  }
}
