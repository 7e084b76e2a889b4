// How far a long run is, on standard error, and only where a person looks at it.
import type { Input } from '../batch/inputs';
import { grouped } from '../batch/plain-numbers';
import type { Summary } from '../batch/report';
import type { Io, Out } from './io';

export type Progress = { readonly input: (input: Input) => void; tick(): void; end(): void };

/** Milliseconds before the first line, and between lines. */
const patience = 1000;
const pace = 250;

/** Nothing where standard error is no terminal, or the report itself scrolls by on one. */
export function tellProgress({ stderr, now }: Io, out: Out, summary: Summary): Progress {
  if (!stderr.isTTY || out.isTTY) return { input: () => {}, tick: () => {}, end: () => {} };
  const began = now();
  let shown = began + patience - pace;
  let file = '';
  let written = false;
  return {
    input({ name }) {
      file = name;
    },
    tick() {
      const at = now();
      if (at - shown < pace) return;
      shown = at;
      written = true;
      const rate = Math.round((1000 * summary.solutions) / Math.max(1, at - began));
      const line = `${grouped(summary.solutions)} solutions · ${grouped(summary.wrong)} wrong · ${grouped(rate)} a second · ${file}`;
      void stderr.write(`\r\x1b[K${line.slice(0, (stderr.columns ?? 80) - 1)}`);
    },
    end() {
      if (written) void stderr.write('\r\x1b[K');
    },
  };
}
