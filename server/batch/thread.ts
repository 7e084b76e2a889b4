// The thread's own end: jobs in, answers out. Where it is goes into shared memory, so that it can be told stuck from slow.
import { join } from 'node:path';
import { parentPort, workerData } from 'node:worker_threads';
import { compiledFolder, createLoader } from '../compiled';
import type { Job, Outcome, Plan } from './job';

export type ThreadData = { readonly plan: Plan; readonly progress: SharedArrayBuffer };
export type Request = { readonly job: Job; readonly given?: ReadonlyMap<number, Outcome> };

const { plan, progress } = workerData as ThreadData;
/** The line of the job, and a count that grows with every sign of life. */
const place = new Int32Array(progress);
// The engine is a bundle of its own, shared with the command line.
const loader = createLoader(compiledFolder(process.env), 'thread');
const { createWorker } = loader.load(join(__dirname, 'work.js')) as typeof import('./work');
const work = createWorker(plan, {
  now: () => performance.now(),
  tick(line) {
    Atomics.store(place, 0, line);
    Atomics.add(place, 1, 1);
  },
});
let jobs = 0;

parentPort!.on('message', async ({ job, given }: Request) => {
  const answer = await work(job, given);
  parentPort!.postMessage(answer);
  // By then most of what checking takes has been compiled.
  if (++jobs === 8) loader.keep();
});
