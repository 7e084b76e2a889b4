// The programs' worker: one program in, one result out. Everything of the interpreter stays behind this door.
import { parentPort, workerData } from 'node:worker_threads';
import type { ProgramOrder } from './models/programs/keeper';
import { runProgram } from './models/programs/quickjs';

const { program, limits } = workerData as ProgramOrder;
runProgram(program, limits).then(
  result => parentPort!.postMessage(result),
  (error: unknown) => parentPort!.postMessage({ fault: error instanceof Error ? error.message : String(error) }),
);
