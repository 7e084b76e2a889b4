// A worker thread a program: killed at its deadline, whatever the interpreter inside is doing.
import { Worker } from 'node:worker_threads';
import { type ProgramLimits, type ProgramResult, programLimits, type Sandbox } from './sandbox';

export type ProgramOrder = { readonly program: string; readonly limits: ProgramLimits };

/** Milliseconds a worker may take to come up and to hand back, on top of the program's own time. */
const startup = 5000;

/** `script` is the built worker. Programs run one after the other. */
export function createSandbox(script: string): Sandbox {
  let last: Promise<unknown> = Promise.resolve();
  return (program, given) => {
    const limits = { ...programLimits, ...given };
    if (program.length > 50_000) return Promise.resolve({ fault: 'the program is too long' });
    const run = last.then(() => once(script, { program, limits }));
    last = run;
    return run;
  };
}

function once(script: string, order: ProgramOrder): Promise<ProgramResult> {
  return new Promise(resolve => {
    const worker = new Worker(script, {
      workerData: order,
      env: {},
      argv: [],
      stdin: false,
      stdout: true,
      stderr: true,
      resourceLimits: { maxOldGenerationSizeMb: 128, maxYoungGenerationSizeMb: 32 },
    });
    const end = (result: ProgramResult) => {
      clearTimeout(timer);
      resolve(result);
      void worker.terminate();
    };
    const timer = setTimeout(() => end({ fault: `it took longer than ${order.limits.time / 1000} s` }), order.limits.time + startup);
    worker.once('message', (result: ProgramResult) => end(result));
    worker.once('error', error => end({ fault: error.message }));
    worker.once('exit', () => end({ fault: 'it ended without a word' }));
  });
}
