// Injects slips into right solutions and prints how many are caught, located, named and mended. Run by scripts/mutate.mjs.
import { existsSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import type { Claim } from '../server/core/claims/claim';
import { scanMaths } from '../server/core/claims/scanner';
import { valueText } from '../server/core/claims/sides';
import { read } from '../server/core/claims/statements';
import { claimsOf } from '../server/core/claims/whole';
import { analyseSolution } from '../server/core/engine';
import { createMemo } from '../server/core/memo';
import type { Finding, Solution, SolutionAnalysis } from '../server/core/model';
import { withRepairs } from '../server/core/repair';
import { replay } from '../server/core/repair/replay';
import { defaults } from '../server/core/settings';
import { type Kind, kinds, type Mutation, mutationsOf, namedAs, random } from './mutations';
import { readRecords, solutionOf } from './records';

const { values } = parseArgs({
  options: {
    data: { type: 'string', default: '../shared/data' },
    files: { type: 'string', default: 'right_gsm8k_train,right_math_train' },
    n: { type: 'string', default: '1200' },
    seed: { type: 'string', default: '1' },
    json: { type: 'boolean' },
    list: { type: 'string' },
    miss: { type: 'string', default: 'caught' },
  },
});

type Count = { injected: number; caught: number; exact: number; named: number; overlap: number; repaired: number; restored: number };
const zero = (): Count => ({ injected: 0, caught: 0, exact: 0, named: 0, overlap: 0, repaired: 0, restored: 0 });
const counts = Object.fromEntries(kinds.map(kind => [kind, zero()])) as Record<Kind, Count>;

/** Steps after a slip that do the right thing with what it gave them, and what is said of them. */
const carriedOn = { solutions: 0, recomputed: 0, follows: 0, inherited: 0, roots: 0 };

/** Slips in claims that could only be confirmed where they stand, so that no verdict on them was to be had. */
const confirmed = { injected: 0, caught: 0 };

const data = path.resolve(values.data);
if (!existsSync(data)) {
  console.log(`mutate: no data in ${values.data}: nothing to change (give another folder with -- --data DIR)`);
  process.exit(0);
}
const rand = random(Number(values.seed));

/** One slip of a random kind in a random decided claim of a right solution, and what comes of it. */
function inject(record: ReturnType<typeof readRecords>[number]): void {
  const solution = solutionOf(record);
  const memo = createMemo();
  const before = analyseSolution(solution, defaults, { memo });
  if (before.findings.length) return;
  const places: { claim: Claim; step: number; mutations: Mutation[] }[] = [];
  const kind = kinds[Math.floor(rand() * kinds.length)]!;
  const known = new Set<string>([...(record.problem ?? '').matchAll(/\d+(\.\d+)?/g)].map(m => m[0]));
  let n = 0;
  for (const step of claimsOf(solution, memo)) {
    for (const claim of step.claims) {
      const decided = before.claims[n++];
      if (decided?.outcome.outcome !== 'holds' || decided.outcome.note) continue;
      const mutations = mutationsOf(claim, step.step.text.text, kind, known, rand);
      if (mutations.length) places.push({ claim, step: step.step.number, mutations });
    }
    for (const m of step.reading.numbers) known.add(m.name);
  }
  const place = places[Math.floor(rand() * places.length)];
  const mutation = place?.mutations[Math.floor(rand() * place.mutations.length)];
  if (!place || !mutation) return;
  const text = solution.steps[place.step]!.text.text;
  const changed = text.slice(0, mutation.edit.start) + mutation.edit.newText + text.slice(mutation.edit.end);
  const wrong = solutionOf({ ...record, steps: record.steps.map((t, i) => (i === place.step ? changed : t)) });
  const after = withRepairs(analyseSolution(wrong, defaults, { memo }), defaults, { memo });
  if (place.claim.confirmOnly) {
    confirmed.injected++;
    if (after.firstError >= 0) confirmed.caught++;
    return;
  }
  score(mutation, place.step, text, changed, after, solution);
  if (after.firstError === place.step) carryOn(record, before, place.step, changed);
}

/** The slip as people make it: the rest is worked out anew with what came of it, and each step is right with what it was given. */
function carryOn(record: ReturnType<typeof readRecords>[number], before: SolutionAnalysis, from: number, changed: string): void {
  const memo = createMemo();
  const carried = replay(before, { step: from, text: changed }, defaults, { memo });
  const later = carried?.steps.filter(s => s.number > from && (s.mark === 'recomputed' || s.mark === 'follows')) ?? [];
  if (!carried || !later.some(s => s.mark === 'recomputed')) return;
  const texts = new Map(carried.steps.map(s => [s.number, s.after]));
  const steps = record.steps.map((t, i) => texts.get(i) ?? t);
  const { findings } = analyseSolution(solutionOf({ ...record, steps }), defaults, { memo });
  carriedOn.solutions++;
  for (const s of later) {
    const standings = findings.filter(f => f.number === s.number).map(f => f.standing);
    carriedOn[s.mark as 'recomputed' | 'follows']++;
    if (standings.includes('root')) carriedOn.roots++;
    else if (standings.includes('inherited')) carriedOn.inherited++;
    if (values.list === 'carried' && !standings.includes('inherited'))
      console.log(`\n[carried] ${record.id} step ${s.number} ${s.mark} ${standings}\n    ${changed}\n    ${s.before}\n    ${s.after}`);
  }
}

function score(m: Mutation, step: number, original: string, changed: string, after: SolutionAnalysis, solution: Solution): void {
  const c = counts[m.kind];
  c.injected++;
  const root = after.findings.find(f => f.standing === 'root');
  const caught = root !== undefined;
  const exact = root?.number === step;
  const edited = { start: m.edit.start, end: m.edit.start + Math.max(1, m.edit.newText.length) };
  const repairs = exact ? root.repairs : [];
  const overlap = exact && touches(root, edited);
  const named = exact && isNamed(root, m.kind);
  const restored = repairs.length > 0 && same(repairs[0]!.corrected_step, original);
  if (caught) c.caught++;
  if (exact) c.exact++;
  if (named) c.named++;
  if (overlap) c.overlap++;
  if (repairs.length) c.repaired++;
  if (restored) c.restored++;
  const missed = {
    caught: !caught,
    exact: caught && !exact,
    named: exact && !named,
    overlap: exact && !overlap,
    restored: exact && !restored,
  };
  if (values.list?.split(',').includes(m.kind) && missed[values.miss as keyof typeof missed])
    console.log(
      `\n[${m.kind}] ${solution.id} step ${step}: ‹${m.before}› became ‹${m.edit.newText}›\n    ${changed.slice(0, 500).replace(/\n/g, '\n    ')}${
        root
          ? ''
          : `\n  ? ${after.claims
              .filter(x => x.step.endsWith(`/${step}`))
              .map(x => (x.outcome.outcome === 'unknown' ? x.outcome.why : x.outcome.outcome))
              .join(' | ')}`
      }${root ? `\n  → step ${root.number} ${root.verifier}: ${root.message} [${root.slip?.name} ${root.slip?.detail ?? ''}]\n  → ${root.repairs.map(r => r.explanation).join(' | ')}` : ''}`,
    );
}

/** The finding's place, or the place of one of its corrections, touches the characters that were changed. */
function touches(f: Finding, edited: { start: number; end: number }): boolean {
  const spans = [f.span, ...f.repairs.flatMap(r => r.edits)];
  return spans.some(s => s.start <= edited.end && edited.start <= s.end);
}

function isNamed(f: Finding, kind: Kind): boolean {
  const slip = f.repairs[0]?.slip ?? f.slip;
  const want = namedAs[kind];
  if (!slip) return false;
  return (
    want.names.includes(slip.name) &&
    (!want.detail || want.detail.test(slip.detail ?? '') || !['sign', 'dropped', 'swapped', 'symbol'].includes(kind))
  );
}

/** Equal as texts, or up to the words: the same numbers, and the same values and formulas on the sides of all relations. */
function same(a: string, b: string): boolean {
  if (a.replace(/[\s,]+/g, '') === b.replace(/[\s,]+/g, '')) return true;
  const said = (text: string) => {
    const { numbers, statements } = read(text, scanMaths(text));
    const sides = statements.flatMap(s => s.sides.map(side => (side.value ? valueText(side.value) : side.key)));
    return `${numbers.map(n => n.name).sort()}|${sides}`;
  };
  return said(a) === said(b);
}

function print(): void {
  const total = zero();
  for (const kind of kinds) for (const key of Object.keys(total) as (keyof Count)[]) total[key] += counts[kind][key];
  if (values.json) {
    console.log(JSON.stringify({ seed: Number(values.seed), kinds: counts, total, confirmed, carriedOn }, null, 1));
    return;
  }
  const share = (n: number, of: number) => (of ? `${((100 * n) / of).toFixed(1)} %` : '–');
  const head = ['kind', 'injected', 'caught', 'at the step', 'named', 'span', 'repair', 'restored'];
  const line = (name: string, c: Count) => [
    name,
    String(c.injected),
    share(c.caught, c.injected),
    share(c.exact, c.injected),
    share(c.named, c.exact),
    share(c.overlap, c.exact),
    share(c.repaired, c.exact),
    share(c.restored, c.exact),
  ];
  const table = [head, ...kinds.map(kind => line(kind, counts[kind])), line('all', total)];
  const width = head.map((_, i) => Math.max(...table.map(row => row[i]!.length)));
  for (const row of table) console.log(row.map((cell, i) => (i ? cell.padStart(width[i]!) : cell.padEnd(width[i]!))).join('  '));
  console.log('\ncaught and at the step: of those injected; the rest: of those found at the step');
  const all = { injected: total.injected + confirmed.injected, caught: total.caught + confirmed.caught };
  console.log(
    `left out: ${confirmed.injected} slips in claims that could only be confirmed, of which ${confirmed.caught} were caught; with them ${share(all.caught, all.injected)} of all`,
  );
}

function printCarried(): void {
  const { solutions, recomputed, follows, inherited, roots } = carriedOn;
  const all = recomputed + follows;
  const share = (n: number) => (all ? `${((100 * n) / all).toFixed(1)} %` : '–');
  console.log(
    `carried on in ${solutions} solutions: of ${all} later steps that follow from the slip (${recomputed} worked out anew, ${follows} as they stand) ${share(inherited)} are called inherited, ${share(roots)} roots`,
  );
}

for (const file of values.files.split(',')) {
  const records = readRecords(path.join(data, `${file}.jsonl`));
  for (let i = 0; i < Number(values.n); i++) inject(records[Math.floor(rand() * records.length)]!);
}
print();
if (!values.json) printCarried();
