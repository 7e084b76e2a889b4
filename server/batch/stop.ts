// A deadline on the thread that waits: what takes longer is stopped wherever it is, in a loop or in a pattern.
import { Script } from 'node:vm';

/** Runs `work` and answers what it answers, or throws `Late`. */
export type Within = <T>(work: () => T) => T;

/** Thrown where time ran out; the message is for people. */
export class Late extends Error {}

export const unbounded: Within = work => work();

/** `ms` for each piece of work. */
export function stopAfter(ms: number): Within {
  // A context of its own would take longer to make than most records to check.
  const shared = globalThis as unknown as Record<symbol, unknown>;
  const name = Symbol.for('hence.work');
  const call = new Script("globalThis[Symbol.for('hence.work')]()");
  return <T>(work: () => T): T => {
    let made: T | undefined;
    shared[name] = () => {
      made = work();
    };
    try {
      call.runInThisContext({ timeout: Math.ceil(ms) });
    } catch (error) {
      if ((error as NodeJS.ErrnoException)?.code === 'ERR_SCRIPT_EXECUTION_TIMEOUT') throw new Late(`given up after ${ms / 1000} s`);
      throw error;
    }
    return made as T;
  };
}
