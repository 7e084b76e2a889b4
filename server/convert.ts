// Spans to ranges, findings to diagnostics, analyses to summaries. With hover, actions and outline beside it, the only
// files that know both worlds.
import { type CodeDescription, type Diagnostic, DiagnosticSeverity, DiagnosticTag, type Range } from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { Abilities } from './abilities';
import { labelsOf } from './batch/labels';
import {
  type Analysis,
  answerWords,
  type Finding,
  type Problem,
  type Severity,
  type SolutionAnalysis,
  type Span,
  type Step,
  sameSlip,
} from './core';
import type { FindingSummary, SolutionSummary, VerifiedFile } from './protocol';
import type { Snapshot } from './session';

/** Where each code is explained; the code is the anchor. */
export const RULES = 'https://github.com/hence-math/hence/blob/main/docs/verdicts.md#';
export const SOURCE = 'hence';

/** What a diagnostic carries to the code action that answers it. `index` is into the solution's findings. */
export type DiagnosticData = { readonly solution: string; readonly step: string; readonly index: number };

export function rangeOf(document: TextDocument, span: Span): Range {
  return { start: document.positionAt(span.start), end: document.positionAt(span.end) };
}

export function spanOf(document: TextDocument, range: Range): Span {
  return { start: document.offsetAt(range.start), end: document.offsetAt(range.end) };
}

/** Whether two spans share a position, their ends included. */
export function touches(a: Span, b: Span): boolean {
  return a.start <= b.end && b.start <= a.end;
}

/** What a person calls the step: the writer's own name for it, else "Step 3". */
export function stepName(step: Step): string {
  const label = step.label?.replace(/[\s.:)\]*]+$/, '').replace(/^[\s*([]+/, '');
  if (!label) return `Step ${step.number + 1}`;
  return /^\d+$/.test(label) ? `Step ${label}` : label;
}

/** The step's name inside a sentence: "step 3", but "Case 1" as its writer has it. */
export function stepMention(step: Step): string {
  return stepName(step).replace(/^Step\b/, 'step');
}

const severities: Readonly<Record<Exclude<Severity, 'off'>, DiagnosticSeverity>> = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  information: DiagnosticSeverity.Information,
  hint: DiagnosticSeverity.Hint,
};

/** The diagnostics for `findings` of the snapshot: what is switched off left out, the rest capped, in document order. */
export function diagnosticsOf(snapshot: Snapshot, findings: readonly Finding[], abilities: Abilities): Diagnostic[] {
  const { document, analysis, settings } = snapshot;
  const data = new Map<Finding, DiagnosticData>();
  for (const one of analysis.solutions) {
    for (const [index, finding] of one.findings.entries()) data.set(finding, { solution: finding.solution, step: finding.step, index });
  }
  const shown = findings.filter(finding => settings.severity[finding.standing] !== 'off');
  const kept = capped(shown, settings.maxProblems).map(finding => diagnosticOf(snapshot, finding, data.get(finding)!, abilities));
  return [...analysis.problems.slice(0, settings.maxProblems).map(problem => problemOf(document, problem)), ...kept];
}

const order = ['root', 'opinion', 'hint', 'inherited'] as const;

function capped(findings: readonly Finding[], limit: number): readonly Finding[] {
  if (findings.length <= limit) return findings;
  const first = new Set([...findings].sort((a, b) => order.indexOf(a.standing) - order.indexOf(b.standing)).slice(0, limit));
  return findings.filter(finding => first.has(finding));
}

/** One finding as a diagnostic, as `diagnosticsOf` makes it. */
export function diagnosticOf(snapshot: Snapshot, finding: Finding, data: DiagnosticData, abilities: Abilities): Diagnostic {
  const { document, settings } = snapshot;
  const severity = settings.severity[finding.standing];
  return {
    range: rangeOf(document, finding.span),
    severity: severities[severity === 'off' ? 'hint' : severity],
    code: finding.code,
    codeDescription: ruleOf(finding.code),
    source: SOURCE,
    message: finding.message,
    data,
    ...(abilities.tags && finding.standing === 'inherited' ? { tags: [DiagnosticTag.Unnecessary] } : {}),
    ...(abilities.related && finding.related.length > 0
      ? {
          relatedInformation: finding.related.map(related => ({
            location: { uri: snapshot.uri, range: rangeOf(document, related.span) },
            message: related.message,
          })),
        }
      : {}),
  };
}

function problemOf(document: TextDocument, problem: Problem): Diagnostic {
  return {
    range: rangeOf(document, problem.span),
    severity: DiagnosticSeverity.Warning,
    code: problem.code,
    codeDescription: ruleOf(problem.code),
    source: SOURCE,
    message: problem.message,
  };
}

export function ruleOf(code: string): CodeDescription {
  return { href: RULES + encodeURIComponent(code) };
}

/** One line on a solution: "✗ step 3 · 11 of 14 claims checked". */
export function headline(one: SolutionAnalysis): string {
  const { claims, checked } = one.coverage;
  const step = (number: number) => stepMention(one.solution.steps[number]!);
  const coverage = claims === 0 ? 'no claim to check' : `${checked} of ${claims} claims checked`;
  if (one.firstError >= 0) return [`✗ ${step(one.firstError)}`, answerWords(one.answerStands), coverage].filter(Boolean).join(' · ');
  if (one.firstOpinion >= 0) return `? ${step(one.firstOpinion)} doubted · ${coverage}`;
  return checked === 0 ? coverage : `no error found · ${coverage}`;
}

/** What lists outside the editor show of each solution. */
export function summariesOf(document: TextDocument, analysis: Analysis): SolutionSummary[] {
  let text: string | undefined;
  const between = (start: number, end: number) => (text ??= document.getText()).slice(start, end);
  return analysis.solutions.map(one => ({
    id: one.solution.id,
    title: one.solution.title,
    span: one.solution.span,
    line: document.positionAt(one.solution.span.start).line,
    firstError: one.firstError,
    label: labelsOf(one.solution)?.first_error,
    steps: one.solution.steps.length,
    coverage: one.coverage,
    findings: one.findings.map(finding => summaryOf(document, finding, one.solution.steps[finding.number]!, between)),
  }));
}

function summaryOf(document: TextDocument, finding: Finding, step: Step, between: (start: number, end: number) => string): FindingSummary {
  const { start, end } = rangeOf(document, finding.span);
  const { code, standing, message, number, slip } = finding;
  const place = { line: start.line, character: start.character, endLine: end.line, endCharacter: end.character };
  return { code, standing, message, slip: slip?.name, same: sameSlip(finding, between), number, stepName: stepName(step), ...place };
}

export function problemsOf(document: TextDocument, analysis: Analysis): VerifiedFile['problems'] {
  return analysis.problems.map(({ span, message }) => ({ line: document.positionAt(span.start).line, message }));
}
