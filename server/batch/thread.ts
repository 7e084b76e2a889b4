// The thread's own end: jobs in, answers out. Where it is goes into shared memory, so that it can be told stuck from slow.
import { parentPort, workerData } from 'node:worker_threads';
import type { Job, Outcome, Plan } from './job';

export type ThreadData = { readonly plan: Plan; readonly progress: SharedArrayBuffer };
export type Request = { readonly job: Job; readonly given?: ReadonlyMap<number, Outcome> };

const { plan, progress } = workerData as ThreadData;
/** The line of the job, and a count that grows with every sign of life. */
const place = new Int32Array(progress);
// The engine is a bundle of its own, shared with the command line.
const work = import('./work').then(({ createWorker }) =>
  createWorker(plan, {
    now: () => performance.now(),
    tick(line) {
      Atomics.store(place, 0, line);
      Atomics.add(place, 1, 1);
    },
  }),
);

parentPort!.on('message', async ({ job, given }: Request) => {
  const answer = await (await work)(job, given);
  parentPort!.postMessage(answer);
});
