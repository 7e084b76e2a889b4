// Labelled records as bench and mutation tests read them.
import { readFileSync } from 'node:fs';
import { scanMaths } from '../server/core/claims/scanner';
import type { Solution } from '../server/core/model';

export type LabelledRecord = { readonly id: string; readonly problem?: string; readonly steps: readonly string[]; readonly label: number };

/** The records of a JSONL file; throws where a line is none. */
export function readRecords(file: string): LabelledRecord[] {
  return readFileSync(file, 'utf8')
    .split('\n')
    .filter(line => line.trim())
    .map(line => JSON.parse(line) as LabelledRecord);
}

/** A solution made of a record's problem and steps alone; labels and references are for scoring. */
export function solutionOf(record: LabelledRecord): Solution {
  const text = (t: string) => ({ text: t, span: { start: 0, end: t.length } });
  return {
    id: record.id,
    title: record.id,
    span: { start: 0, end: 0 },
    problem: record.problem ? text(record.problem) : undefined,
    steps: record.steps.map((t, i) => ({
      id: `${record.id}/${i}`,
      span: { start: 0, end: t.length },
      number: i,
      role: 'derived',
      text: text(t),
      maths: scanMaths(t),
    })),
  };
}
