// Reads labelled solutions and prints how well and how fast they are checked. Run by scripts/bench.mjs.
import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { analyseSolution } from '../server/core/engine';
import { createMemo } from '../server/core/memo';
import type { SolutionAnalysis } from '../server/core/model';
import { defaults } from '../server/core/settings';
import { timeEdits } from './bench-edit';
import { countRelations, noRelations, type Relations } from './bench-relations';
import { createTally, type Labelled, repairTable } from './bench-repairs';
import { timeCommand, timeServer } from './bench-server';
import { type LabelledRecord, readRecords, solutionOf } from './records';

type Row = {
  file: string;
  wrong: number;
  right: number;
  /** Shares between 0 and 1; NaN where there are no such items. */
  wrongAcc: number;
  rightAcc: number;
  f1: number;
  flaggedRight: number;
  early: number;
  late: number;
  claims: number;
  checked: number;
  unknown: Record<string, number>;
  perSecond: number;
  /** Milliseconds a step. */
  p50: number;
  p95: number;
  max: number;
  byVerifier: Record<string, { claims: number; checked: number; hits: number; alarms: number }>;
  relations: Relations;
};

function run(file: string, dump: ((record: LabelledRecord, analysis: SolutionAnalysis) => void) | undefined): Row {
  const records = readRecords(file);
  const row: Row = {
    file: path.basename(file, '.jsonl'),
    wrong: 0,
    right: 0,
    wrongAcc: 0,
    rightAcc: 0,
    f1: 0,
    flaggedRight: 0,
    early: 0,
    late: 0,
    claims: 0,
    checked: 0,
    unknown: {},
    perSecond: 0,
    p50: 0,
    p95: 0,
    max: 0,
    byVerifier: {},
    relations: noRelations(),
  };
  const perStep: number[] = [];
  let hit = 0;
  let spent = 0;
  for (const record of records) {
    const solution = solutionOf(record);
    const start = performance.now();
    const memo = createMemo();
    const analysis = analyseSolution(solution, defaults, { memo });
    const ms = performance.now() - start;
    spent += ms;
    perStep.push(ms / Math.max(1, record.steps.length));
    const first = analysis.firstError;
    if (record.label >= 0) {
      row.wrong++;
      if (first === record.label) hit++;
      else if (first >= 0 && first < record.label) row.early++;
      else if (first > record.label) row.late++;
    } else {
      row.right++;
      if (first >= 0) row.flaggedRight++;
    }
    row.claims += analysis.coverage.claims;
    row.checked += analysis.coverage.checked;
    for (const c of analysis.claims) {
      row.byVerifier[c.verifier] ??= { claims: 0, checked: 0, hits: 0, alarms: 0 };
      const v = row.byVerifier[c.verifier]!;
      v.claims++;
      if (c.outcome.outcome === 'unknown') row.unknown[c.outcome.why] = (row.unknown[c.outcome.why] ?? 0) + 1;
      else v.checked++;
    }
    for (const f of analysis.findings) {
      if (f.standing !== 'root') continue;
      row.byVerifier[f.verifier] ??= { claims: 0, checked: 0, hits: 0, alarms: 0 };
      if (f.number === record.label) row.byVerifier[f.verifier]!.hits++;
      else if (record.label < 0 || f.number < record.label) row.byVerifier[f.verifier]!.alarms++;
    }
    countRelations(row.relations, solution, analysis, memo);
    dump?.(record, analysis);
  }
  row.wrongAcc = row.wrong ? hit / row.wrong : Number.NaN;
  row.rightAcc = row.right ? (row.right - row.flaggedRight) / row.right : Number.NaN;
  row.f1 =
    row.wrong && row.right && row.wrongAcc + row.rightAcc > 0
      ? (2 * row.wrongAcc * row.rightAcc) / (row.wrongAcc + row.rightAcc)
      : Number.NaN;
  perStep.sort((a, b) => a - b);
  const at = (p: number) => perStep[Math.min(perStep.length - 1, Math.floor(perStep.length * p))] ?? 0;
  row.perSecond = records.length / (spent / 1000);
  row.p50 = at(0.5);
  row.p95 = at(0.95);
  row.max = at(1);
  return row;
}

const { values } = parseArgs({
  options: {
    data: { type: 'string', default: '../shared/data' },
    json: { type: 'boolean' },
    only: { type: 'string' },
    reasons: { type: 'boolean' },
    list: { type: 'string' },
    repairs: { type: 'boolean' },
  },
});
const data = path.resolve(values.data);
if (!existsSync(data)) {
  console.log(`bench: no data in ${values.data}: nothing to measure (give another folder with -- --data DIR)`);
  process.exit(0);
}
const only = values.only?.split(',');
const files = readdirSync(data)
  .filter(f => f.endsWith('.jsonl') && (!only || only.some(o => f.includes(o))))
  .sort();
const list = values.list;
const rows: Row[] = [];
for (const f of values.repairs ? [] : files) {
  rows.push(
    run(
      path.join(data, f),
      list
        ? (record, analysis) => {
            const first = analysis.findings.find(x => x.standing === 'root');
            const kind =
              record.label < 0
                ? first
                  ? 'alarm'
                  : 'silent'
                : !first
                  ? 'missed'
                  : first.number === record.label
                    ? 'hit'
                    : first.number < record.label
                      ? 'early'
                      : 'late';
            if (!list.split(',').includes(kind)) return;
            const step = first ? record.steps[first.number]! : record.steps[record.label]!;
            console.log(
              `\n[${kind}] ${record.id} step ${first ? first.number : record.label}${record.label >= 0 ? ` (label ${record.label})` : ''} ${first ? `${first.verifier}: ${first.message}` : ''}\n    ${step.slice(0, 700).replace(/\n/g, '\n    ')}`,
            );
            if (first && first.verifier === 'equation') console.log(`    << ${first.related.map(r => r.message).join(' | ')}`);
          }
        : undefined,
    ),
  );
}
if (values.repairs) benchRepairs();
else
  main().catch((error: unknown) => {
    console.error(error);
    process.exitCode = 1;
  });

/** Corrections only: offered, agreeing with people, holding, speed. */
function benchRepairs(): void {
  const found = files.flatMap(f => {
    const records = readRecords(path.join(data, f)) as (LabelledRecord & Labelled)[];
    if (!records.some(r => r.label >= 0)) return [];
    const right = new Map<string, string[]>();
    for (const r of records) if (r.label < 0 && r.problem) right.set(r.problem, [...(right.get(r.problem) ?? []), r.steps.join('\n')]);
    const tally = createTally(
      path.basename(f, '.jsonl'),
      problem => right.get(problem) ?? [],
      list === undefined ? undefined : console.log,
    );
    for (const r of records) {
      const memo = createMemo();
      const analysis = analyseSolution(solutionOf(r), defaults, { memo });
      tally.add(r, analysis, memo);
      tally.prove(r, analysis, memo);
    }
    return [tally.finish()];
  });
  console.log(values.json ? JSON.stringify(found, null, 1) : repairTable(found));
}

async function main(): Promise<void> {
  const speed = only ? undefined : { edit: timeEdits(), server: await timeServer(), command: timeCommand('examples/grade-school.md') };
  if (values.json) console.log(JSON.stringify({ files: rows, speed }, null, 1));
  else {
    printTable();
    if (speed) {
      const { edit, server, command } = speed;
      console.log(
        `\nan edit in a document of ${edit.steps} steps: p50 ${edit.p50.toFixed(0)} ms, p95 ${edit.p95.toFixed(0)} ms, max ${edit.max.toFixed(0)} ms (whole document at first: ${edit.cold.toFixed(0)} ms)`,
      );
      console.log(
        `server ready: median ${server.median.toFixed(0)} ms, max ${server.max.toFixed(0)} ms; the command on one file: median ${command.median.toFixed(0)} ms`,
      );
    }
  }
}

function percent(x: number): string {
  return Number.isNaN(x) ? '–' : `${(100 * x).toFixed(1)} %`;
}
function printTable(): void {
  const table = rows.map(r => [
    r.file,
    `${r.wrong}/${r.right}`,
    percent(r.wrongAcc),
    percent(r.rightAcc),
    percent(r.f1),
    String(r.flaggedRight),
    `${r.early}/${r.late}`,
    String(r.claims),
    r.claims ? `${r.checked} (${percent(r.checked / r.claims)})` : '0',
    r.perSecond.toFixed(0),
    `${r.p50.toFixed(2)}/${r.p95.toFixed(2)}/${r.max.toFixed(1)}`,
  ]);
  const head = [
    'file',
    'wrong/right',
    'wrong acc.',
    'right acc.',
    'F1',
    'flagged right',
    'early/late',
    'claims',
    'checked',
    'solutions/s',
    'ms a step p50/p95/max',
  ];
  const width = head.map((h, i) => Math.max(h.length, ...table.map(r => r[i]!.length)));
  for (const r of [head, ...table]) console.log(r.map((c, i) => (i ? c.padStart(width[i]!) : c.padEnd(width[i]!))).join('  '));
  const unknown: Record<string, number> = {};
  for (const r of rows)
    for (const [why, n] of Object.entries(r.unknown))
      unknown[why.replace(/^\S+ (has|is)/, '… $1').replace(/binds \S+/, 'binds …')] =
        (unknown[why.replace(/^\S+ (has|is)/, '… $1').replace(/binds \S+/, 'binds …')] ?? 0) + n;
  console.log('\nnot checked, and why:');
  for (const [why, n] of Object.entries(unknown)
    .sort((a, b) => b[1] - a[1])
    .slice(0, values.reasons ? 100 : 12))
    console.log(`  ${String(n).padStart(6)}  ${why}`);
  console.log('\nall relations in the steps, decided; the others: not checked for a reason above, or nothing that is derived:');
  for (const { file, relations: r } of rows) {
    const others = Object.entries(r.others).sort((a, b) => b[1] - a[1]);
    const parts = [['not checked', r.undecided] as const, ...others].map(([what, n]) => `${what} ${n}`);
    console.log(`  ${file}: ${r.decided} of ${r.all} (${percent(r.decided / r.all)})${values.reasons ? `; ${parts.join(', ')}` : ''}`);
  }
  const by: Record<string, { claims: number; checked: number; hits: number; alarms: number }> = {};
  for (const r of rows) {
    for (const [id, v] of Object.entries(r.byVerifier)) {
      by[id] ??= { claims: 0, checked: 0, hits: 0, alarms: 0 };
      by[id]!.claims += v.claims;
      by[id]!.checked += v.checked;
      by[id]!.hits += v.hits;
      by[id]!.alarms += v.alarms;
    }
  }
  console.log('\nverifier: claims, checked, findings at a labelled step, findings on right steps:');
  for (const [id, v] of Object.entries(by))
    console.log(
      `  ${id.padEnd(12)} ${String(v.claims).padStart(7)} ${String(v.checked).padStart(7)} ${String(v.hits).padStart(5)} ${String(v.alarms).padStart(5)}`,
    );
}
