// The rows of `--format jsonl` and `json`. docs/cli.md describes them; a change here is a change of a public format.
import type { Agreement, Checked, Edit, Finding, Opinion, Settings, Slip, SolutionAnalysis, Span, Standing, Witness } from '../core';
import { aggregate, aggregations } from '../models';
import type { SolutionEvent, TroubleEvent } from './events';
import { type Labels, labelsOf } from './labels';

export type FindingRow = {
  readonly code: string;
  readonly verifier: string;
  readonly standing: Standing;
  /** 0-based. */
  readonly step: number;
  readonly message: string;
  readonly span: Span;
  /** 1-based, as `column`. */
  readonly line: number;
  readonly column: number;
  readonly witness: Witness | null;
  readonly slip: Slip | null;
  /** The 0-based step an inherited mistake comes from. */
  readonly root: number | null;
  /** `by`: a model suggested it; it is not refuted, and not proved. */
  readonly repairs: readonly { slip: Slip; explanation: string; edits: readonly Edit[]; corrected_step: string; by?: string }[];
  readonly related: readonly { message: string; span: Span; line: number; column: number }[];
  readonly opinion?: Finding['opinion'];
};

export type Row = {
  readonly file: string;
  readonly id: string;
  readonly line: number;
  /** The configuration, then the record: the same key means the same row. */
  readonly key: string;
  readonly first_error: number;
  readonly first_opinion: number;
  /** False where the final answer is refuted; absent else, for an answer that restates its result may still be wrong. */
  readonly answer_ok?: false;
  readonly steps: number;
  readonly findings: readonly FindingRow[];
  readonly coverage: { readonly claims: number; readonly checked: number; readonly why: Readonly<Record<string, number>> };
  readonly rewards?: readonly ({ readonly by: string; readonly scores: readonly number[] } & Readonly<Record<string, unknown>>)[];
  /** What each model said of the whole solution; absent where none was asked. `first_error` null: it does not say. */
  readonly opinions?: readonly OpinionRow[];
  /** Whether those who could say where it first goes wrong say the same; absent where fewer than two could. */
  readonly agreement?: Agreement;
  /** What the record is labelled with, for scoring; no verifier has seen it. */
  readonly labels?: Labels;
  readonly ms?: number;
};

/** Something that could not be read (`error`), or was read but perhaps not as it was meant (`warning`). */
export type TroubleRow = {
  readonly file: string;
  readonly line: number | null;
  readonly column?: number;
  readonly byte?: number;
  readonly key?: string;
  readonly code: string;
} & ({ readonly error: string } | { readonly warning: string });

export type OpinionRow = Omit<Opinion, 'first' | 'objections'> & { readonly first_error: number | null } & Readonly<
    Record<string, unknown>
  >;

export type View = { readonly settings: Settings; readonly inherited: boolean; readonly timing: boolean };

/** What is reported of an analysis: all findings but those whose severity is off, and inherited ones where unwanted. */
export function reported(analysis: SolutionAnalysis, { settings, inherited }: Omit<View, 'timing'>): readonly Finding[] {
  return analysis.findings.filter(f => settings.severity[f.standing] !== 'off' && (inherited || f.standing !== 'inherited'));
}

/** The claim that a finding refutes; undefined for one that is about no claim. */
export function claimOf({ step, span }: Finding, { claims }: SolutionAnalysis): Checked | undefined {
  return claims.find(c => c.step === step && c.outcome.outcome === 'fails' && c.span.start <= span.start && span.end <= c.span.end);
}

export function solutionRow(event: SolutionEvent, view: View): Row {
  const { analysis, window, file } = event;
  const { solution } = analysis;
  return {
    file,
    id: solution.id,
    line: window.locate(solution.span.start).line,
    key: event.key,
    first_error: analysis.firstError,
    first_opinion: analysis.firstOpinion,
    answer_ok: answerHolds(analysis),
    steps: solution.steps.length,
    findings: reported(analysis, view).map(finding => findingRow(finding, event)),
    coverage: { ...analysis.coverage, why: reasons(analysis) },
    rewards: rewardRows(analysis),
    opinions: opinionRows(analysis),
    agreement: analysis.agreement,
    labels: labelsOf(solution),
    ms: view.timing ? Number(event.ms.toFixed(2)) : undefined,
  };
}

export function troubleRow(event: TroubleEvent): TroubleRow {
  const { file, line, column, byte, key, code, message } = event;
  const place = { file, line: line ?? null, column, byte, key, code };
  return event.level === 'warning' ? { ...place, warning: message } : { ...place, error: message };
}

/** Why claims were not checked, and how many for each reason; the most frequent reason first. */
export function reasons(analysis: SolutionAnalysis): Record<string, number> {
  const counts = new Map<string, number>();
  for (const { outcome } of analysis.claims) {
    if (outcome.outcome === 'unknown') counts.set(outcome.why, (counts.get(outcome.why) ?? 0) + 1);
  }
  return Object.fromEntries([...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)));
}

function findingRow(finding: Finding, { analysis, window }: SolutionEvent): FindingRow {
  const root = analysis.solution.steps.find(step => step.id === finding.root);
  return {
    code: finding.code,
    verifier: finding.verifier,
    standing: finding.standing,
    step: finding.number,
    message: finding.message,
    span: finding.span,
    ...window.locate(finding.span.start),
    witness: finding.witness ?? null,
    slip: finding.slip ?? null,
    root: root?.number ?? null,
    repairs: finding.repairs.map(({ slip, explanation, edits, corrected_step, by }) => ({ slip, explanation, edits, corrected_step, by })),
    related: finding.related.map(({ message, span }) => ({ message, span, ...window.locate(span.start) })),
    opinion: finding.opinion,
  };
}

function opinionRows({ opinions, solution }: SolutionAnalysis): Row['opinions'] {
  const asked = opinions?.filter(({ verifier }) => verifier !== 'reward');
  if (!asked?.length) return undefined;
  return asked.map(({ verifier, by, first, objections: _, ...rest }) => {
    const whole = rest.scores?.length === solution.steps.length ? figures(rest.scores) : {};
    return { verifier, by, first_error: first, ...rest, ...whole };
  });
}

function answerHolds(analysis: SolutionAnalysis): false | undefined {
  const refuted = analysis.findings.some(finding => finding.verifier === 'answer' && finding.standing === 'root');
  return refuted ? false : undefined;
}

function rewardRows({ solution }: SolutionAnalysis): Row['rewards'] {
  if (!solution.rewards?.length) return undefined;
  return solution.rewards.map(({ by, scores }) => ({ by, scores, ...figures(scores) }));
}

/** Every aggregate of step scores, by its name. */
function figures(scores: readonly number[]): Record<string, number> {
  return Object.fromEntries(aggregations.flatMap(how => (scores.length ? [[how, aggregate(scores, how)!]] : [])));
}
