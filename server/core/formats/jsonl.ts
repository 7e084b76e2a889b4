// JSONL: one record of a dataset, or one model output, a line.
import type { Format, Problem, Solution } from '../model';
import { guarded } from './guard';
import { names } from './names';
import { lineEndAt } from './page';
import { parseRecord } from './records';

/** Gives each id once: a repeated one gets `#2`, `#3`, … Steps are renamed with their solution. */
export function makeNamer(): (solution: Solution) => Solution {
  const seen = new Map<string, number>();
  return solution => {
    const count = (seen.get(solution.id) ?? 0) + 1;
    seen.set(solution.id, count);
    if (count === 1) return solution;
    const id = `${solution.id}#${count}`;
    seen.set(id, 1);
    return { ...solution, id, steps: solution.steps.map(step => ({ ...step, id: `${id}/${step.number}` })) };
  };
}

/** Whether a text that could not be read looks as if it was meant to hold a solution. */
export function meantAsSolution(text: string): boolean {
  return (
    /"(?:problem|question|prompt)"\s*:/.test(text) &&
    (text.length < 4000 || /"(?:steps|solution|response|completions?|messages|label)"\s*:/.test(text))
  );
}

export const jsonl: Format = {
  ...names.jsonl,
  score(text) {
    const lines = text
      .slice(0, 65_536)
      .split('\n', 4)
      .filter(line => line.trim());
    const records = lines.filter((line, i) => /^\s*\{/.test(line) && (/\}\s*$/.test(line) || (i === lines.length - 1 && line.length > 60)));
    if (!lines.length || records.length < lines.length) return 0;
    return meantAsSolution(lines[0]!) ? 1 : 0.6;
  },
  parse(text) {
    return guarded('jsonl', text, () => {
      const solutions: Solution[] = [];
      const problems: Problem[] = [];
      const name = makeNamer();
      let meant = false;
      let line = 0;
      let index = 0;
      for (let at = 0; at < text.length; ) {
        const end = lineEndAt(text, at);
        const record = text.slice(at, end);
        line++;
        if (record.trim()) {
          const { solution, problem, cut } = parseRecord(record, at, index++);
          if (solution) solutions.push(name(solution));
          if (problem) {
            problems.push({ ...problem, message: `Line ${line}: ${problem.message}` });
            meant ||= cut === true && meantAsSolution(record);
          }
        }
        at = end + 1;
      }
      return { solutions, problems: solutions.length || meant ? problems : [] };
    });
  },
};
