// The thread's own end: jobs in, answers out. Where it is goes into shared memory, so that it can be told stuck from slow.
import { parentPort, workerData } from 'node:worker_threads';
import type { Job, Outcome, Plan } from './job';
import { createWorker } from './work';

export type ThreadData = { readonly plan: Plan; readonly progress: SharedArrayBuffer };
export type Request = { readonly job: Job; readonly given?: ReadonlyMap<number, Outcome> };

const { plan, progress } = workerData as ThreadData;
/** The line of the job, and a count that grows with every sign of life. */
const place = new Int32Array(progress);
const work = createWorker(plan, {
  now: () => performance.now(),
  tick(line) {
    Atomics.store(place, 0, line);
    Atomics.add(place, 1, 1);
  },
});

parentPort!.on('message', ({ job, given }: Request) => {
  work(job, given).then(
    answer => parentPort!.postMessage(answer),
    error => {
      throw error;
    },
  );
});
