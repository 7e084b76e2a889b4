// How often a correction is offered on labelled wrong steps that are found, how often the first one has the value that a
// person's correction has, whether every one that is offered holds, and how long the search takes. Called by bench.ts with --repairs.

import {
  analyseSolution,
  apply,
  createMemo,
  defaults,
  type Finding,
  type Memo,
  type Repair,
  repairsFor,
  type SolutionAnalysis,
  withRepairs,
} from '../server/core';
import { scanMaths } from '../server/core/claims/scanner';
import { valueText } from '../server/core/claims/sides';
import { read } from '../server/core/claims/statements';
import { isQ } from '../server/core/math/evaluate';
import { decimal, decimalPlaces } from '../server/core/math/rational';
import { solutionOf } from './records';

export type Labelled = {
  readonly label: number;
  readonly steps: readonly string[];
  readonly problem?: string;
  readonly corrected_step?: string | readonly string[];
  readonly student_correct_response?: string;
  readonly reference_solution?: string;
};

export type RepairRow = {
  file: string;
  found: number;
  offered: number;
  unique: number;
  /** Findings with a person's correction that says a number the wrong step does not, and those whose first repair says it. */
  expressible: number;
  agreeing: number;
  /** Corrections of all findings of all records, each put into its solution and checked again, and those after which its step is no finding. */
  tried: number;
  proved: number;
  slips: Record<string, number>;
  /** Milliseconds of processor time a finding. */
  p50: number;
  p95: number;
  max: number;
};

/** A tally of one file; `twins` gives right solutions of the same problem. */
export function createTally(file: string, twins: (problem: string) => readonly string[], list?: (line: string) => void) {
  const row: RepairRow = {
    file,
    found: 0,
    offered: 0,
    unique: 0,
    expressible: 0,
    agreeing: 0,
    tried: 0,
    proved: 0,
    slips: {},
    p50: 0,
    p95: 0,
    max: 0,
  };
  const times: number[] = [];
  return {
    /** Checks every correction of every finding. */
    prove(record: Labelled, analysis: SolutionAnalysis, memo: Memo): void {
      const anew = createMemo();
      for (const finding of withRepairs(analysis, defaults, { memo }).findings)
        for (const repair of finding.repairs) {
          row.tried++;
          if (isProved(record, analysis, finding, repair, anew)) row.proved++;
          else list?.(`[refuted] step ${finding.number}: ${record.steps[finding.number]}\n    -> ${repair.corrected_step}`);
        }
    },
    add(record: Labelled, analysis: SolutionAnalysis, memo: Memo): void {
      if (record.label < 0 || analysis.firstError !== record.label) return;
      const finding = analysis.findings.find(f => f.standing === 'root' && f.number === record.label)!;
      const host = { memo };
      const start = process.cpuUsage();
      const repairs = repairsFor(analysis, finding, undefined, host);
      const spent = process.cpuUsage(start);
      times.push((spent.user + spent.system) / 1000);
      row.found++;
      const first = repairs[0];
      if (!first) {
        list?.(`[none] ${record.steps[record.label]}\n       ${finding.message}`);
        return;
      }
      row.offered++;
      if (repairs.length === 1) row.unique++;
      const name = first.slip.detail ?? first.slip.name;
      row.slips[name] = (row.slips[name] ?? 0) + 1;
      const verdict = agreement(record, finding, first, twins);
      if (verdict !== undefined) {
        row.expressible++;
        if (verdict) row.agreeing++;
      }
      list?.(
        `[${verdict === undefined ? 'offered' : verdict ? 'agrees' : 'differs'}] ${record.steps[record.label]}\n${repairs.map(r => `    -> ${r.corrected_step}   (${r.slip.name}: ${r.slip.detail ?? ''}) ${r.explanation}`).join('\n')}${verdict === false ? `\n    human: ${human(record).join(' | ').slice(0, 600)}` : ''}`,
      );
    },
    finish(): RepairRow {
      times.sort((a, b) => a - b);
      const at = (p: number) => times[Math.min(times.length - 1, Math.floor(times.length * p))] ?? 0;
      return { ...row, p50: at(0.5), p95: at(0.95), max: at(1) };
    },
  };
}

/**
 * Whether a correction holds: with its edits in the record's step, the whole solution checked again has one finding of that standing
 * less in the step, none more that is proved wrong, and none in a step before that was not there.
 */
export function isProved(
  record: Pick<Labelled, 'problem' | 'steps'>,
  before: SolutionAnalysis,
  { number, standing }: Finding,
  repair: Repair,
  memo: Memo,
): boolean {
  const corrected = apply(record.steps[number]!, repair.edits);
  if (corrected !== repair.corrected_step) return false;
  const steps = record.steps.map((text, i) => (i === number ? corrected : text));
  const after = analyseSolution(solutionOf({ ...record, id: before.solution.id, label: -1, steps }), defaults, { memo });
  const count = (one: SolutionAnalysis, n: number, of: Finding['standing']) =>
    one.findings.filter(f => f.number === n && f.standing === of).length;
  return (
    count(after, number, standing) < count(before, number, standing) &&
    Array.from({ length: number + 1 }, (_, n) => n).every(n => count(after, n, 'root') <= count(before, n, 'root'))
  );
}

/** A person's words on the step: the correction of the step itself, else a right solution. */
function human(record: Labelled): string[] {
  const corrected = record.corrected_step;
  if (corrected?.length) return typeof corrected === 'string' ? [corrected] : [...corrected];
  return [record.student_correct_response, record.reference_solution].filter((t): t is string => !!t);
}

/**
 * Whether the first correction says what a person's does. A person's correction can be expressed where it states a relation
 * with one side of the refuted one in it; it agrees where a side that the correction made is in such a relation.
 */
function agreement(record: Labelled, finding: Finding, repair: Repair, twins: (problem: string) => readonly string[]): boolean | undefined {
  const own = human(record);
  const texts = own.length ? own : record.problem ? twins(record.problem) : [];
  const wrongText = record.steps[record.label]!;
  const wrong = statementsOf(wrongText).filter(s => s.span.start < finding.span.end && finding.span.start < s.span.end);
  const spoken = new Set(wrong.flatMap(s => s.names.filter(n => n.speaks).map(n => n.name)));
  const theirs = texts.flatMap(t => statementsOf(t)).filter(s => s.names.some(n => n.speaks && spoken.has(n.name)));
  const old = new Set(statementsOf(wrongText).flatMap(s => s.names.filter(n => n.written).map(n => n.name)));
  // One that says no more than the wrong step says corrects something else.
  if (!theirs.some(s => s.names.some(n => !old.has(n.name)))) return undefined;
  const fresh = statementsOf(repair.corrected_step)
    .flatMap(s => s.names.filter(n => n.written).map(n => n.name))
    .filter(n => !old.has(n));
  const said = new Set(theirs.flatMap(s => s.names.map(n => n.name)));
  return fresh.some(n => said.has(n) || [...said].some(m => rounded(n, m)));
}

/** Whether a person's decimal is a value, rounded to the digits that the person writes. */
function rounded(value: string, person: string): boolean {
  const m = /^-?\d+(?:\.(\d+))?$/.exec(person);
  return m !== null && /^-?\d+\.\d+$/.test(value) && Math.abs(Number(value) - Number(person)) <= 0.5000001 / 10 ** (m[1]?.length ?? 0);
}

/**
 * Relations of a text with their sides by content and by value; a bare number speaks of nothing in particular. `written`: it
 * stands in the text, and is not only what a side comes to.
 */
function statementsOf(text: string) {
  return read(text, scanMaths(text)).statements.map(s => ({
    span: s.span,
    names: s.sides.flatMap(side => {
      const speaks = side.operation || (side.variables.size > 0 && side.name === undefined);
      const value =
        side.value &&
        (isQ(side.value) && (decimalPlaces(side.value) ?? 0) > 0 ? decimal(side.value, decimalPlaces(side.value)!) : valueText(side.value));
      return [
        ...(side.key ? [{ name: side.key, speaks, written: true }] : []),
        ...(value ? [{ name: value, speaks: false, written: !side.operation }] : []),
      ];
    }),
  }));
}

export function repairTable(rows: readonly RepairRow[]): string {
  const percent = (n: number, of: number) => (of ? `${((100 * n) / of).toFixed(1)} %` : '–');
  const lines = [
    '| file | found | repair offered | only one | agrees with the person | all corrections hold | ms a finding p50 / p95 / max |',
    '|---|---|---|---|---|---|---|',
  ];
  for (const r of rows)
    lines.push(
      `| ${r.file} | ${r.found} | ${percent(r.offered, r.found)} | ${percent(r.unique, r.offered)} | ${r.expressible ? `${r.agreeing} of ${r.expressible} (${percent(r.agreeing, r.expressible)})` : '–'} | ${r.proved} of ${r.tried} | ${r.p50.toFixed(1)} / ${r.p95.toFixed(1)} / ${r.max.toFixed(0)} |`,
    );
  return lines.join('\n');
}
