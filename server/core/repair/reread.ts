// A step read again after an edit: what its claims come to then. This is what proves a correction.
import { claimKey } from '../claims/claim';
import type { StepClaims } from '../claims/context';
import { scanMaths } from '../claims/scanner';
import { claimsKept, claimsOf, type Opened, openAt } from '../claims/whole';
import { type Decided, verdict } from '../decide';
import type { Memo } from '../memo';
import type { Edit, Maths, Solution, Span, Step, Token } from '../model';
import type { Settings } from '../settings';
import { apply } from './edits';

/** Steps around an edited one that are read with it; a longer solution is cut to this where that changes nothing. */
const REACH = 30;

export type Bench = {
  /** The solution, or the part of it that is read, with `at` as the place of the step in it. */
  readonly solution: Solution;
  readonly at: number;
  /** The claims of the step as it stands. */
  readonly before: readonly Decided[];
  readonly reading: StepClaims;
  /** The claims of all steps that are read. */
  readonly steps: readonly StepClaims[];
  /** The claims of the step after edits in offsets of its text; undefined where it could not be read. */
  again(edits: readonly Edit[]): readonly Decided[] | undefined;
};

/**
 * Sets up the step numbered `n` for being edited and read again. `near`: of a long solution only the steps around are read,
 * without making sure that this changes nothing.
 */
export function openStep(solution: Solution, n: number, settings: Settings, memo: Memo, token: Token, near = false): Bench {
  const decided = (reading: StepClaims) => reading.claims.map(claim => verdict(claim, reading, settings, memo, token));
  const among = (steps: readonly StepClaims[], at: number) => ({ steps, reading: steps[at]!, decided: decided(steps[at]!) });
  const decide = (s: Solution, at: number) => among(claimsOf(s, memo), at);
  const long = solution.steps.length > 2 * REACH;
  let part = solution;
  let at = n;
  let now: ReturnType<typeof among>;
  if (long && near) {
    const cut = windowOf(solution, n);
    [part, at, now] = [cut.solution, cut.at, decide(cut.solution, cut.at)];
  } else {
    now = among(claimsKept(solution, memo), n);
    const cut = long ? windowOf(solution, n) : undefined;
    const there = cut && decide(cut.solution, cut.at);
    if (cut && there && same(now.decided, there.decided)) [part, at, now] = [cut.solution, cut.at, there];
  }
  const step = part.steps[at]!;
  let opened: Opened | undefined;
  return {
    solution: part,
    at,
    before: now.decided,
    reading: now.reading,
    steps: now.steps,
    again(edits) {
      const next = editedStep(step, edits);
      if (!next) return undefined;
      opened ??= openAt(part, at, memo);
      return decided(opened.claims(next));
    },
  };
}

function windowOf(solution: Solution, n: number): { solution: Solution; at: number } {
  const from = Math.max(0, n - REACH);
  const steps = solution.steps.slice(from, n + 3).map((step, i) => ({ ...step, number: i, id: `${solution.id}/${i}` }));
  return { solution: { ...solution, steps }, at: n - from };
}

function same(a: readonly Decided[], b: readonly Decided[]): boolean {
  return (
    a.length === b.length && a.every((d, i) => d.outcome.outcome === b[i]!.outcome.outcome && claimKey(d.claim) === claimKey(b[i]!.claim))
  );
}

/**
 * A step with edits in offsets of its text, formulas moved along. Its text has no place in the document any more.
 * Undefined where edits overlap or cut a delimiter.
 */
export function editedStep(step: Step, edits: readonly Edit[]): Step | undefined {
  const sorted = [...edits].sort((a, b) => a.start - b.start || a.end - b.end);
  if (sorted.some((e, i) => i > 0 && e.start < sorted[i - 1]!.end)) return undefined;
  // `pushed`: text put in exactly at the position stands before it.
  const moved = (at: number, pushed: boolean): number =>
    sorted.reduce(
      (to, e) => (e.end < at || (e.end === at && (e.start < at || pushed)) ? to + e.newText.length - (e.end - e.start) : to),
      at,
    );
  const maths: Maths[] = [];
  for (const m of step.maths) {
    if (sorted.some(e => (e.start < m.inner.start && e.end > m.span.start) || (e.start < m.span.end && e.end > m.inner.end)))
      return undefined;
    const bare = m.span.start === m.inner.start;
    const inner = { start: moved(m.inner.start, false), end: moved(m.inner.end, true) };
    const span = {
      start: bare ? inner.start : moved(m.span.start, true),
      end: m.span.end === m.inner.end ? inner.end : moved(m.span.end, false),
    };
    maths.push({ span, inner, display: m.display });
  }
  // Formulas that the new text brings along, with their delimiters.
  for (const e of sorted) {
    const shift = moved(e.start, false);
    const by = ({ start, end }: Span) => ({ start: start + shift, end: end + shift });
    const inside = step.maths.some(m => m.inner.start <= e.start && e.end <= m.inner.end);
    if (!inside && e.newText.includes('$')) maths.push(...scanMaths(e.newText).map(m => ({ ...m, span: by(m.span), inner: by(m.inner) })));
  }
  maths.sort((a, b) => a.span.start - b.span.start);
  const text = apply(step.text.text, sorted);
  return { ...step, text: { text, span: { start: step.text.span.start, end: step.text.span.start + text.length } }, maths };
}
