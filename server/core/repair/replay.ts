// A correction carried on: what depends on it is recomputed as far as that can be proved; the rest is listed, not guessed.
import { claimKey } from '../claims/claim';
import { claimsKept, claimsOf, openAt } from '../claims/whole';
import type { Decided } from '../decide';
import type { Host } from '../engine';
import { isQ } from '../math/evaluate';
import { printText } from '../math/print';
import { type Q, show } from '../math/rational';
import { createMemo } from '../memo';
import type { Edit, Finding, Replay, Replayed, ReplayMark, Slip, Solution, SolutionAnalysis, Step, Text } from '../model';
import { defaults, type Settings } from '../settings';
import { apply, compose, newSpans, placed } from './edits';
import { CARRIED } from './evidence';
import { foundFor } from './index';
import { meant } from './meant';
import { written } from './numbers';
import { editedStep, openStep } from './reread';
import { search } from './search';

/** Steps behind the correction that are recomputed; more are listed as open. */
const MAX_STEPS = 400;
/** Claims of one step that are mended one after another. */
const MAX_ROUNDS = 4;

/** What is put in the place of a step: a correction of one of its findings, or text of one's own. */
export type Correction = { readonly finding: Finding; readonly repair?: number } | { readonly step: number; readonly text: string };

/** Plans the correction and everything after it. Undefined where there is no such correction. Pure; ends early when cancelled. */
export function replay(
  analysis: SolutionAnalysis,
  correction: Correction,
  settings: Settings = defaults,
  host: Host = {},
): Replay | undefined {
  const memo = host.memo ?? createMemo();
  const token = host.token ?? { isCancellationRequested: false };
  const { solution } = analysis;
  const first = firstEdits(analysis, correction, settings, { memo, token });
  if (!first) return undefined;
  const wrongBefore = new Set(analysis.findings.filter(f => f.standing === 'root').map(f => f.number));
  const into = new Map<string, string[]>();
  for (const e of analysis.edges) if (e.why !== 'adjacent') into.set(e.to, [...(into.get(e.to) ?? []), e.from]);
  const changed = new Changes();
  /** Steps that build on the correction, whether their text changes or not. */
  const tainted = new Set<string>();
  let now: Solution = solution;
  const out: Replayed[] = [];
  const lastStep = Math.min(solution.steps.length, first.step + 1 + MAX_STEPS);

  const record = (step: Step, mark: ReplayMark, edits: readonly Edit[], note: string) => {
    const at = placed(step.text, edits);
    out.push({
      step: step.id,
      number: step.number,
      mark: at ? mark : 'open',
      followThrough: (mark === 'recomputed' || mark === 'follows' || mark === 'open') && !wrongBefore.has(step.number),
      before: step.text.text,
      after: at ? apply(step.text.text, edits) : step.text.text,
      edits: at ?? [],
      note: at ? note : 'It comes from a macro, and cannot be edited in place.',
    });
  };
  const put = (n: number, next: Step) => {
    now = { ...now, steps: now.steps.map((s, i) => (i === n ? next : s)) };
  };

  for (let n = first.step; n < solution.steps.length; n++) {
    const step = solution.steps[n]!;
    const own = n === first.step;
    const uses = into.get(step.id) ?? [];
    const touched = own || uses.some(from => tainted.has(from));
    if (token.isCancellationRequested || n >= lastStep) {
      if (touched) record(step, 'open', [], 'It was not reached.');
      continue;
    }
    const start = own ? first.edits : meant(now, n, changed.replacements(step, solution, n, memo), memo);
    if (!start) {
      tainted.add(step.id);
      record(step, 'open', [], 'Which of its equal numbers changes cannot be told.');
      continue;
    }
    if (!touched && !start.length) {
      record(step, wrongBefore.has(n) ? 'wrong' : 'apart', [], '');
      continue;
    }
    const settled =
      own && 'text' in correction ? asWritten(n, start) : own ? (settleWithin(n, start) ?? settle(n, start)) : settle(n, start);
    if (!settled) {
      tainted.add(step.id);
      record(step, wrongBefore.has(n) ? 'wrong' : 'open', [], 'What it says could not be worked out again.');
      continue;
    }
    const { edits, checked, wrong } = settled;
    const next = editedStep(step, edits);
    if (edits.length && next) {
      changed.note(solution, now, n, next, memo);
      put(n, next);
    }
    tainted.add(step.id);
    if (own) record(step, 'corrected', edits, first.explanation);
    else if (wrong) record(step, 'wrong', edits, 'It breaks on its own.');
    else if (edits.length) record(step, 'recomputed', edits, said(step, edits));
    else if (checked) record(step, 'follows', [], 'It holds as it stands.');
    else record(step, 'open', [], 'Nothing in it can be checked.');
  }

  /** Edits of step `n` after which nothing in it fails that did not before; `start` are made first. */
  function settle(n: number, start: readonly Edit[]): { edits: readonly Edit[]; checked: boolean; wrong: boolean } | undefined {
    const step = solution.steps[n]!;
    let edits = start;
    const before = decided(solution, n);
    const known = new Set(before.filter(fails).map(d => claimKey(d.claim)));
    const target = 'finding' in correction && n === first!.step ? correction.finding.code : undefined;
    for (let round = 0; round <= MAX_ROUNDS; round++) {
      const next = editedStep(step, edits);
      if (!next) return undefined;
      const trial: Solution = { ...now, steps: now.steps.map((s, i) => (i === n ? next : s)) };
      const bench = openStep(trial, n, settings, memo, token, true);
      const wrong = bench.before.filter(d => fails(d) && (target !== undefined || !known.has(claimKey(d.claim))));
      const lost =
        bench.before.length === before.length
          ? bench.before.filter((d, i) => d.outcome.outcome === 'unknown' && before[i]!.outcome.outcome === 'holds')
          : [];
      const worst = wrong[0] ?? lost[0];
      if (!worst) return { edits, checked: bench.before.some(d => d.outcome.outcome !== 'unknown'), wrong: bench.before.some(fails) };
      if (round === MAX_ROUNDS) return undefined;
      const fixed = edits.length ? newSpans(edits) : [];
      const [one] = search(bench, worst, CARRIED, token, fixed);
      if (!one) return target !== undefined && wrong.length ? { edits, checked: true, wrong: true } : undefined;
      edits = compose(step.text.text.length, edits, one.edits);
    }
    return undefined;
  }

  /** The corrected step, with its new value also where it uses that again further on; undefined where it does not, or where that would break it. */
  function settleWithin(n: number, start: readonly Edit[]) {
    const step = solution.steps[n]!;
    const next = editedStep(step, start);
    if (!next) return undefined;
    const made = new Changes();
    made.note(solution, now, n, next, memo);
    const more = made.again(step, solution, n, Math.max(...start.map(edit => edit.end)), memo);
    const settled = more.length > 0 ? settle(n, [...start, ...more]) : undefined;
    return settled?.wrong ? undefined : settled;
  }

  function asWritten(n: number, edits: readonly Edit[]) {
    const next = editedStep(solution.steps[n]!, edits);
    const after = next && decided({ ...now, steps: now.steps.map((s, i) => (i === n ? next : s)) }, n);
    return after && { edits, checked: after.some(d => d.outcome.outcome !== 'unknown'), wrong: after.some(fails) };
  }

  function decided(s: Solution, n: number): readonly Decided[] {
    return openStep(s, n, settings, memo, token, true).before;
  }

  const open = out.find(r => r.mark === 'wrong' || (r.mark === 'corrected' && wrongIn(r.number)));
  function wrongIn(n: number): boolean {
    return decided(now, n).some(fails);
  }
  const earlier = [...wrongBefore].filter(n => n < first.step).sort((a, b) => a - b)[0];
  const answers = [endOf(solution, memo), endOf(now, memo)] as const;
  const step = solution.steps[first.step]!;
  return {
    solution: solution.id,
    from: first.step,
    repair: { ...(first.slip ? { slip: first.slip } : {}), explanation: first.explanation },
    steps: out,
    firstError: earlier ?? open?.number ?? -1,
    ...(answers[0] && answers[1] ? { answer: { before: answers[0], after: answers[1] } } : {}),
    pair: {
      problem: solution.problem?.text ?? '',
      prefix: solution.steps.slice(0, first.step).map(s => s.text.text),
      rejected: step.text.text,
      chosen: out[0]?.after ?? step.text.text,
    },
  };
}

const fails = (d: Decided): boolean => d.outcome.outcome === 'fails';

type First = { readonly step: number; readonly edits: readonly Edit[]; readonly explanation: string; readonly slip?: Slip };

function firstEdits(analysis: SolutionAnalysis, correction: Correction, settings: Settings, host: Host): First | undefined {
  if ('finding' in correction) {
    const one = foundFor(analysis, correction.finding, settings, host)[correction.repair ?? 0];
    return one && { step: correction.finding.number, edits: one.edits, explanation: one.explanation, slip: one.slip };
  }
  const step = analysis.solution.steps[correction.step];
  if (!step) return undefined;
  const edits = changeOf(step.text.text, correction.text);
  return { step: correction.step, edits, explanation: 'The step as you wrote it.' };
}

/** The one edit between two texts: what they do not share at either end. */
function changeOf(before: string, after: string): Edit[] {
  if (before === after) return [];
  let start = 0;
  while (start < before.length && start < after.length && before[start] === after[start]) start++;
  let tail = 0;
  while (tail < before.length - start && tail < after.length - start && before.at(-1 - tail) === after.at(-1 - tail)) tail++;
  return [{ start, end: before.length - tail, newText: after.slice(start, after.length - tail) }];
}

function said(step: Step, edits: readonly Edit[]): string {
  const parts = edits.map(e => [step.text.text.slice(e.start, e.end).trim(), e.newText.trim()] as const).filter(([a, b]) => a && b);
  return parts.length ? `${parts.map(([a, b]) => `${a} becomes ${b}`).join(', ')}.` : 'It changes with what it builds on.';
}

/** What values and formulas became of those that were corrected. */
class Changes {
  /** Value (as text, without sign) → what it is now, and its old sign. */
  private readonly values = new Map<string, { from: Q; to: Q }>();
  /** Formula by content → its new text. */
  private readonly formulas = new Map<string, string>();

  /** Takes note of what the statements of step `n` come to now. */
  note(old: Solution, now: Solution, n: number, next: Step, memo: ReturnType<typeof createMemo>): void {
    const before = claimsKept(old, memo)[n]?.reading.statements ?? [];
    const after = openAt(now, n, memo).claims(next).reading.statements;
    if (before.length !== after.length) return;
    before.forEach((s, i) => {
      s.sides.forEach((side, k) => {
        const other = after[i]!.sides[k];
        if (!other || side.key === other.key) return;
        const last = k === s.sides.length - 1;
        if (last && side.value && other.value && isQ(side.value) && isQ(other.value)) {
          this.values.set(show(side.value).replace('-', ''), { from: side.value, to: other.value });
        } else if (side.operation && side.variables.size && other.readings[0])
          this.formulas.set(side.key, next.text.text.slice(other.span.start, other.span.end).trim() || printText(other.readings[0]));
      });
    });
  }

  /** Edits that put the new values and formulas into a later step, where the old ones came from a step that changed. */
  replacements(step: Step, old: Solution, n: number, memo: ReturnType<typeof createMemo>): Edit[] {
    if (!this.values.size && !this.formulas.size) return [];
    const { reading, uses } = claimsKept(old, memo)[n]!;
    const changed = new Set(this.values.keys());
    const own = new Set(uses.filter(u => u.why === 'value' && u.from !== 'problem').map(u => u.label.replace('-', '')));
    return this.put(step, reading, name => changed.has(name) && (own.has(name) || /^[0-3]$/.test(name)));
  }

  /** Edits that put the new values where the step itself uses the old ones behind `from`, unless they came from somewhere before it. */
  again(step: Step, old: Solution, n: number, from: number, memo: ReturnType<typeof createMemo>): Edit[] {
    if (!this.values.size) return [];
    const { reading, uses } = claimsKept(old, memo)[n]!;
    const elsewhere = new Set(uses.filter(u => u.why === 'value').map(u => u.label.replace('-', '')));
    return this.put(step, reading, name => !elsewhere.has(name) && !/^[0-3]$/.test(name)).filter(edit => edit.start >= from);
  }

  private put(step: Step, reading: ReturnType<typeof claimsKept>[number]['reading'], takes: (name: string) => boolean): Edit[] {
    const text = step.text.text;
    const out: Edit[] = [];
    for (const number of reading.numbers) {
      const name = number.name.replace('-', '');
      const change = this.values.get(name);
      if (!change || !takes(name)) continue;
      // A small number is everywhere: only one that is a side of its own, or the answer, is taken for the value.
      if (/^[0-3]$/.test(name) && !reading.answers.some(a => a.span.start <= number.span.start && number.span.end <= a.span.end)) continue;
      const before = text.slice(number.span.start, number.span.end);
      const flipped = change.from.n < 0n !== change.to.n < 0n;
      const to = change.to.n < 0n ? { n: -change.to.n, d: change.to.d } : change.to;
      const minus = /[-−–]\s*$/.exec(text.slice(Math.max(0, number.span.start - 2), number.span.start));
      const like = /\./.test(before) ? 'decimal' : 'fraction';
      const plain = written(to, before, like, /\\/.test(text));
      if (!flipped) out.push({ ...number.span, newText: plain });
      else if (minus && change.from.n < 0n) out.push({ start: number.span.start - minus[0].length, end: number.span.end, newText: plain });
      else out.push({ ...number.span, newText: /[+\-*/×·]\s*$/.test(text.slice(0, number.span.start)) ? `(-${plain})` : `-${plain}` });
    }
    for (const s of reading.statements)
      for (const side of s.sides) {
        const to = this.formulas.get(side.key);
        if (to !== undefined && !out.some(e => e.start < side.span.end && side.span.start < e.end))
          out.push({ start: side.span.start, end: side.span.end, newText: to });
      }
    return out.sort((a, b) => a.start - b.start);
  }
}

/** What a solution ends in: the answer it states last, else the value of its last relation. */
function endOf(solution: Solution, memo: ReturnType<typeof createMemo>): string | undefined {
  const steps = claimsOf(solution, memo);
  for (let i = steps.length - 1; i >= 0; i--) {
    const { reading, step } = steps[i]!;
    const answer = reading.answers.at(-1);
    if (answer) return cut(step.text, answer.span);
    const last = reading.statements.at(-1)?.sides.at(-1);
    if (last?.value || (last?.readings.length && last.variables.size)) return cut(step.text, last.span);
    // A last step that is a number and nothing else.
    if (reading.numbers.length === 1 && !reading.words.length && !reading.symbols.length) return reading.numbers[0]!.name;
  }
  return undefined;
}

/** The words of a span, without the signs that set off a formula. */
const cut = (text: Text, span: { start: number; end: number }): string =>
  text.text
    .slice(span.start, span.end)
    .replace(/(?<!\\)\$|\\[()[\]]/g, '')
    .trim();
