// A job → its answer, on whichever thread.
import { createMemo, type SolutionAnalysis, withRepairs } from '../core';
import { breathe } from './events';
import type { Answer, Job, Outcome, Plan } from './job';
import { checkLine, type Judge } from './records';
import { stopAfter, unbounded, type Within } from './stop';
import { makeTask } from './tasks';
import { checkWhole } from './whole';

/** Solutions of a data set have little in common; a large memo would cost memory and win nothing. */
const memoSize = 1000;

export type Port = {
  readonly now: () => number;
  /** Told before each line (its place in the job), and now and then inside a document. */
  readonly tick: (line: number) => void;
  /** Lets others in, where the thread is shared. */
  readonly rest?: () => Promise<void>;
  readonly signal?: AbortSignal;
  readonly judge?: Judge;
  readonly within?: Within;
};

export type Worker = (job: Job, given?: ReadonlyMap<number, Outcome>) => Promise<Answer>;

/** `given`: outcomes that are known already, by line of the job; those lines are not checked. */
export function createWorker(plan: Plan, port: Port): Worker {
  const token = {
    get isCancellationRequested() {
      return port.signal?.aborted ?? false;
    },
  };
  const host = { memo: createMemo(memoSize), token };
  const plain = plan.unrepaired || plan.task.kind === 'lint';
  const bench = {
    host,
    task: makeTask(plan.task),
    now: port.now,
    judge: port.judge,
    within: port.within ?? unbounded,
    mend: (one: SolutionAnalysis) => (plain ? one : withRepairs(one, plan.settings, host)),
  };
  return async (job, given) => {
    if (job.kind === 'whole') {
      port.tick(0);
      const poison = given?.get(0);
      const rest = () => {
        port.tick(0);
        return port.rest?.();
      };
      return [poison ? [poison] : await checkWhole(job, plan, bench, rest)];
    }
    // Whoever waits for a model lets the others ask meanwhile.
    if (port.judge) return Promise.all(job.lines.map(line => (token.isCancellationRequested ? [] : checkLine(job, line, plan, bench))));
    const answer: Outcome[][] = [];
    for (const [i, line] of job.lines.entries()) {
      if (token.isCancellationRequested) break;
      port.tick(i);
      const poison = given?.get(i);
      answer.push(poison ? [poison] : await checkLine(job, line, plan, bench));
      if (port.rest && i % 8 === 7) await port.rest();
    }
    return answer;
  };
}

/** What a worker on this very thread needs; `deadline` in milliseconds. */
export type Here = Pick<Port, 'now' | 'signal' | 'judge'> & { readonly deadline: number };

/** A worker on this very thread, which lets signals and timers in, and stops a record that takes too long. */
export function workHere(plan: Plan, { now, signal, judge, deadline }: Here): Worker {
  return createWorker(plan, { now, signal, judge, tick: () => {}, rest: breathe, within: stopAfter(deadline) });
}
