// A deadline on the thread that waits: what takes longer is stopped wherever it is, in a loop or in a pattern.
import { createContext, Script } from 'node:vm';

/** Runs `work` and answers what it answers, or throws `Late`. */
export type Within = <T>(work: () => T) => T;

/** Thrown where time ran out; the message is for people. */
export class Late extends Error {}

export const unbounded: Within = work => work();

/** `ms` for each piece of work. */
export function stopAfter(ms: number): Within {
  const box: { work?: () => void } = {};
  const context = createContext(box);
  const call = new Script('work()');
  return <T>(work: () => T): T => {
    let made: T | undefined;
    box.work = () => {
      made = work();
    };
    try {
      call.runInContext(context, { timeout: Math.ceil(ms) });
    } catch (error) {
      if ((error as NodeJS.ErrnoException)?.code === 'ERR_SCRIPT_EXECUTION_TIMEOUT') throw new Late(`given up after ${ms / 1000} s`);
      throw error;
    }
    return made as T;
  };
}
