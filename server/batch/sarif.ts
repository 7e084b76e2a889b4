// SARIF 2.1.0, written as it goes: rules first, then a result a finding, then what could not be read.
import { createHash } from 'node:crypto';
import { isAbsolute } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Finding, Severity, SolutionAnalysis, Span, Step, Text } from '../core';
import { stepLabel } from '../core/tree';
import type { SolutionEvent, TroubleEvent } from './events';
import type { Report } from './report';
import { claimOf, reported, type View } from './row';
import type { Task } from './tasks';

export const rulesPage = 'https://github.com/hence-math/hence/blob/main/docs/verdicts.md';
export const schema = 'https://json.schemastore.org/sarif-2.1.0.json';

export type Rule = { readonly id: string; readonly about: string };

/** Stands where the number of a fingerprint goes: how many of its kind came before is known only where results are joined. */
const unnumbered = '@hence-nth@';

/** The results of one solution, with the fingerprints that are still to be numbered. */
export function sarifTask(view: View): Task {
  return event => {
    const results = reported(event.analysis, view).map(finding => result(finding, event, view));
    const anchors = results.map(({ partialFingerprints }) => partialFingerprints['hence/v1'].slice(0, -unnumbered.length - 1));
    return { text: results.map(json).join(',\n'), anchors };
  };
}

export function sarifReport(rules: readonly Rule[], version: string): Report {
  const seen = new Map<string, number>();
  const places = new Map(rules.map(({ id }, i) => [id, i]));
  const notifications: object[] = [];
  let comma = '';
  const numbered = (text: string, anchors: readonly string[]) => {
    let i = 0;
    return text.replaceAll(unnumbered, () => {
      const anchor = anchors[i++]!;
      const nth = (seen.get(anchor) ?? 0) + 1;
      seen.set(anchor, nth);
      return String(nth);
    });
  };
  return {
    begin() {
      const driver = { name: 'Hence', version, informationUri: 'https://github.com/hence-math/hence', rules: rules.map(describe) };
      return `{"version":"2.1.0","$schema":${json(schema)},"runs":[{"tool":${json({ driver })},"columnKind":"utf16CodeUnits","results":[`;
    },
    solution({ text, anchors = [] }) {
      if (text === '') return '';
      const head = `${comma}\n`;
      comma = ',';
      return head + numbered(text, anchors).replace(ruleIndices, (whole, id) => `${whole}"ruleIndex":${places.get(id) ?? -1},`);
    },
    trouble(event) {
      notifications.push(notification(event));
      return '';
    },
    end: () => '',
    finish(summary) {
      const executionSuccessful = summary.unreadable === 0 && !summary.interrupted;
      const invocation = { executionSuccessful, toolExecutionNotifications: notifications };
      return `\n],"invocations":[${json(invocation)}],"properties":${json({ summary })}}]}\n`;
    },
  };
}

const ruleIndices = /^\{"ruleId":"([\w-]+)",/gm;

function describe(rule: Rule) {
  return { id: rule.id, shortDescription: { text: rule.about }, helpUri: `${rulesPage}#${rule.id}` };
}

function result(finding: Finding, event: SolutionEvent, view: View) {
  const { analysis } = event;
  const place = (span: Span) => location(span, event);
  const anchor = fingerprint(finding, analysis);
  const path = flow(finding, analysis);
  return {
    ruleId: finding.code,
    level: level(view.settings.severity[finding.standing]),
    message: { text: finding.message },
    locations: [
      {
        ...place(finding.span),
        logicalLocations: [{ name: `Step ${finding.number + 1}`, fullyQualifiedName: finding.step, kind: 'element' }],
      },
    ],
    partialFingerprints: { 'hence/v1': `${anchor}:${unnumbered}` },
    relatedLocations: finding.related.map((related, i) => ({ id: i, ...place(related.span), message: { text: related.message } })),
    codeFlows:
      path.length > 1
        ? [{ threadFlows: [{ locations: path.map(stop => ({ location: { ...place(stop.span), message: { text: stop.label } } })) }] }]
        : undefined,
    fixes: finding.repairs.length > 0 ? finding.repairs.map(repair => fix(repair, event)) : undefined,
    properties: {
      standing: finding.standing,
      solution: finding.solution,
      step: finding.number,
      slip: finding.slip?.name,
      opinion: finding.opinion,
    },
  };
}

/** Severity as SARIF names it; what is off is not reported at all. */
function level(severity: Severity): 'error' | 'warning' | 'note' {
  return severity === 'error' || severity === 'warning' ? severity : 'note';
}

function location(span: Span, event: SolutionEvent) {
  return { physicalLocation: { artifactLocation: artifact(event.file), region: region(span, event) } };
}

function region(span: Span, { window }: SolutionEvent) {
  const start = window.locate(span.start);
  const end = window.locate(span.end);
  return {
    startLine: start.line,
    startColumn: start.column,
    endLine: end.line,
    endColumn: end.column,
    charOffset: span.start,
    charLength: span.end - span.start,
  };
}

/** Relative paths are relative to the root of the sources, as code scanning wants them. */
export function artifact(file: string) {
  if (file === '<stdin>') return { uri: 'stdin' };
  if (isAbsolute(file)) return { uri: pathToFileURL(file).href };
  const uri = file
    .replace(/^(\.\/)+/, '')
    .split('/')
    .map(encodeURIComponent)
    .join('/');
  return { uri, uriBaseId: '%SRCROOT%' };
}

function fix(repair: Finding['repairs'][number], event: SolutionEvent) {
  const replacements = repair.edits.map(({ start, end, newText }) => ({
    deletedRegion: region({ start, end }, event),
    insertedContent: { text: newText },
  }));
  return { description: { text: repair.explanation }, artifactChanges: [{ artifactLocation: artifact(event.file), replacements }] };
}

type Stop = { readonly span: Span; readonly label: string };

/**
 * The way to a finding: for an inherited one from the root along the steps that hand the mistake on, for any other
 * from the premises of the claim it refutes.
 */
function flow(finding: Finding, analysis: SolutionAnalysis): Stop[] {
  const here = { span: finding.span, label: finding.message };
  const steps = new Map(analysis.solution.steps.map(step => [step.id, step]));
  if (finding.root !== undefined) {
    const way = shortestWay(finding.root, finding.step, analysis);
    return [...way.slice(0, -1).map(id => stop(steps.get(id)!)), here];
  }
  const premises = [...(claimOf(finding, analysis)?.premises ?? [])].sort((a, b) => a.span.start - b.span.start);
  return [...premises.map(({ span, label, why }) => ({ span, label: label || why })), here];
}

function stop(step: Step): Stop {
  return { span: step.span, label: stepLabel(step) };
}

/** Step ids from `root` to `step` along the edges; just `step` where no way is known. */
function shortestWay(root: string, step: string, analysis: SolutionAnalysis): string[] {
  // That a step merely comes next hands nothing on.
  const edges = analysis.edges.filter(edge => edge.why !== 'adjacent');
  const from = new Map<string, string | undefined>([[root, undefined]]);
  for (const at of from.keys()) {
    for (const edge of edges) if (edge.from === at && !from.has(edge.to)) from.set(edge.to, at);
  }
  const way = [step];
  if (!from.has(step)) return way;
  for (let at = from.get(step); at !== undefined; at = from.get(at)) way.unshift(at);
  return way;
}

/** What the finding is about, wherever it stands: rule, problem, step and the flagged words, with spaces evened out. */
function fingerprint(finding: Finding, { solution }: SolutionAnalysis): string {
  const step = solution.steps.find(({ id }) => id === finding.step);
  const flagged = step ? within(step.text, finding.span) : '';
  const parts = [finding.code, solution.problem?.text ?? '', step?.text.text ?? '', flagged].map(part => part.replace(/\s+/g, ' ').trim());
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 32);
}

/** The part of a decoded text that stands at a document span. */
function within(text: Text, span: Span): string {
  const { offsets } = text;
  if (!offsets) return text.text.slice(Math.max(0, span.start - text.span.start), Math.max(0, span.end - text.span.start));
  const start = offsets.findIndex(offset => offset >= span.start);
  const end = offsets.findIndex(offset => offset >= span.end);
  return start < 0 ? '' : text.text.slice(start, end < 0 ? undefined : end);
}

function notification(event: TroubleEvent) {
  const { line, column } = event;
  const physicalLocation = {
    artifactLocation: artifact(event.file),
    region: line === undefined ? undefined : { startLine: line, startColumn: column },
  };
  return {
    level: event.level,
    message: { text: event.message },
    locations: [{ physicalLocation }],
    descriptor: { id: event.code },
  };
}

function json(value: unknown): string {
  return JSON.stringify(value);
}
