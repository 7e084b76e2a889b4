// How V8 goes about this program, which is started often, runs for a moment, and takes another way at every record.
import { setFlagsFromString } from 'node:v8';

/**
 * The work (in bytes of bytecode) after which V8 thinks of optimising a function. Its usual budget has it optimise what is
 * then thrown away: over a thousand records that takes nearly half of the processor time.
 */
export const budgets = { stream: 1_000_000, page: 5_000_000 } as const;

/**
 * A pattern is compiled at its first use: interpreting it once before that is time lost, as nearly every one is used again.
 * (Not by switching the interpreter off: V8 breaks over patterns it has interpreted already.) Later versions of V8 may not
 * know the flags, and would say so.
 */
export function tune(budget: number): void {
  if (Number.parseInt(process.versions.v8, 10) > 13) return;
  setFlagsFromString(`--interrupt-budget=${budget}`);
  setFlagsFromString('--regexp-tier-up-ticks=0');
}
