// text → solutions → claims → verdicts → blame → findings. Pure; total; every verdict is remembered by content.
// Corrections are searched for afterwards, when they are asked for: repair/index.ts.
import { edgesOf, inherited } from './blame';
import type { StepClaims } from './claims/context';
import { claimsOf, keepClaims } from './claims/whole';
import { type Decided, verdict } from './decide';
import { detect, formats } from './formats';
import { createMemo, type Memo } from './memo';
import type {
  Analysis,
  Checked,
  Coverage,
  Edge,
  Finding,
  NumberSource,
  Outcome,
  Parsed,
  Related,
  Solution,
  SolutionAnalysis,
  Step,
  StepStatus,
  StepVerdict,
  Token,
} from './model';
import { toDocument } from './model';
import { asAsked } from './right-answer';
import { defaults, type Settings } from './settings';
import { type Suppressions, suppressions } from './suppress';

export type Source = {
  readonly text: string;
  /** A format's id, where it is known. */
  readonly format?: string;
  readonly languageId?: string;
  /** File name or URI. */
  readonly name?: string;
};
export type Host = { readonly memo?: Memo; readonly token?: Token };
export type Progress = { readonly done: number; readonly total: number };

const NEVER: Token = { isCancellationRequested: false };

/** Analyses a document to its end. */
export function analyse(source: Source, settings: Settings = defaults, host: Host = {}): Analysis {
  const run = check(source, settings, host);
  for (;;) {
    const next = run.next();
    if (next.done) return next.value;
  }
}

/**
 * Analyses a document, yielding after every solution so that a server can breathe. When the token is cancelled the
 * solutions done so far are returned; the caller drops them.
 */
export function* check(source: Source, settings: Settings = defaults, host: Host = {}): Generator<Progress, Analysis> {
  const memo = host.memo ?? createMemo();
  const token = host.token ?? NEVER;
  const parsed = parseSource(source, settings);
  const solutions: SolutionAnalysis[] = [];
  const total = parsed.solutions.length;
  const silence = total ? suppressions(source.text, parsed.format) : undefined;
  for (const solution of parsed.solutions) {
    if (token.isCancellationRequested) break;
    const work = decide(solution, settings, memo, token);
    let next = work.next();
    while (!next.done) {
      yield { done: solutions.length, total };
      next = work.next();
    }
    solutions.push(silence ? silenced(next.value, silence) : next.value);
    yield { done: solutions.length, total };
  }
  const coverage = sum(solutions.map(s => s.coverage));
  return { format: parsed.format, solutions, problems: parsed.problems, coverage };
}

/** Analyses one solution that was parsed elsewhere. */
export function analyseSolution(solution: Solution, settings: Settings = defaults, host: Host = {}): SolutionAnalysis {
  const work = decide(solution, settings, host.memo ?? createMemo(), host.token ?? NEVER);
  for (;;) {
    const next = work.next();
    if (next.done) return next.value;
  }
}

/** The format that reads a source, and what it reads; nothing where no format does. */
export function parseSource(source: Source, settings: Settings = defaults): Parsed {
  const format = (source.format && formats.find(f => f.id === source.format)) || detect(source);
  if (!format) return { format: 'none', solutions: [], problems: [] };
  return format.parse(source.text, { macros: settings.macros });
}

const STEPS_A_SLICE = 40;

function* decide(solution: Solution, settings: Settings, memo: Memo, token: Token): Generator<void, SolutionAnalysis> {
  const steps = claimsOf(solution, memo);
  const decided: Decided[] = [];
  let n = 0;
  for (const step of steps) {
    for (const claim of step.claims) decided.push(verdict(claim, step, settings, memo, token));
    if (++n % STEPS_A_SLICE === 0) yield;
  }
  const analysis = conclude(solution, steps, decided);
  if (analysis.firstError >= 0) keepClaims(solution, steps);
  return analysis;
}

function conclude(solution: Solution, steps: readonly StepClaims[], decided: readonly Decided[]): SolutionAnalysis {
  const edges = edgesOf(steps);
  const byStep = grouped(decided, d => d.step.step.id);
  const findings: Finding[] = [];
  const wrong = new Set<string>();
  for (const [id, own] of byStep) {
    const found: Finding[] = [];
    for (const d of own) {
      if (d.outcome.outcome !== 'fails' || !d.verifier) continue;
      // One finding a place: links of one chain that fail at the same number are one slip.
      const span = toDocument(d.step.step.text, d.claim.span.start, d.claim.span.end);
      if (!found.some(f => overlaps(f, span))) found.push(rootFinding(solution, d));
    }
    if (found.length) wrong.add(id);
    findings.push(...found);
  }
  for (const [id, { root, via }] of inherited(solution, edges, wrong)) {
    const step = stepOf(solution, id);
    if (byStep.has(id) || step.role !== 'prose') findings.push(inheritedFinding(solution, step, root, via));
  }
  for (const d of decided) {
    const hint = d.outcome.outcome === 'fails' ? undefined : d.outcome.hint;
    if (hint && d.verifier && !wrong.has(d.step.step.id)) findings.push(hintFinding(solution, d, d.verifier.id, hint));
  }
  findings.sort((a, b) => a.number - b.number || a.span.start - b.span.start);
  const findingsByStep = grouped(findings, f => f.step);
  const sources = new Map(steps.map(s => [s.step.id, s.sources]));
  const first = findings.find(f => f.standing === 'root');
  const firstError = first ? first.number : -1;
  const claims = decided.map(checked);
  const stands = asAsked(claims, firstError);
  return {
    solution,
    claims,
    findings,
    steps: solution.steps.map(step =>
      statusOf(step.id, byStep.get(step.id) ?? [], findingsByStep.get(step.id) ?? [], sources.get(step.id) ?? []),
    ),
    edges,
    firstError,
    firstOpinion: -1,
    ...(stands && { answerStands: stands }),
    coverage: { claims: decided.length, checked: decided.filter(d => d.outcome.outcome !== 'unknown').length },
  };
}

function grouped<T>(list: readonly T[], key: (item: T) => string): Map<string, T[]> {
  const out = new Map<string, T[]>();
  for (const item of list) {
    const group = out.get(key(item));
    if (group) group.push(item);
    else out.set(key(item), [item]);
  }
  return out;
}

const overlaps = (f: Finding, span: { start: number; end: number }): boolean => f.span.start < span.end && span.start < f.span.end;

function checked(d: Decided): Checked {
  const text = d.step.step.text;
  return {
    step: d.step.step.id,
    span: toDocument(text, d.claim.span.start, d.claim.span.end),
    kind: d.claim.kind,
    verifier: d.verifier?.id ?? 'none',
    outcome: d.outcome,
    left: d.left,
    op: d.claim.op,
    right: d.right,
    premises: d.claim.premises.map(p => ({ from: p.from, span: p.span, why: p.why, label: p.label })),
  };
}

function rootFinding(solution: Solution, d: Decided): Finding {
  const outcome = d.outcome as Extract<Outcome, { outcome: 'fails' }>;
  const step = d.step.step;
  const verifier = d.verifier!;
  const related: Related[] = d.claim.premises
    .filter(p => p.from !== step.id || ['equation', 'inequality', 'answer'].includes(d.claim.kind))
    .map(p => ({ span: p.span, message: p.why === 'equation' ? `the line it comes from: ${p.label}` : `uses ${p.label}`, step: p.from }));
  return {
    solution: solution.id,
    step: step.id,
    number: step.number,
    code: verifier.id,
    verifier: verifier.id,
    standing: 'root',
    span: toDocument(step.text, d.claim.span.start, d.claim.span.end),
    message: outcome.message,
    claim: { left: d.left, op: d.claim.op, right: d.right },
    witness: outcome.witness,
    slip: outcome.slip,
    // Searched for when they are asked for: `withRepairs`.
    repairs: [],
    related,
  };
}

/** A remark on a claim that is not refuted. */
function hintFinding(solution: Solution, d: Decided, verifier: string, message: string): Finding {
  const step = d.step.step;
  return {
    solution: solution.id,
    step: step.id,
    number: step.number,
    code: verifier,
    verifier,
    standing: 'hint',
    span: toDocument(step.text, d.claim.span.start, d.claim.span.end),
    message,
    claim: { left: d.left, op: d.claim.op, right: d.right },
    repairs: [],
    related: d.claim.premises.map(p => ({ span: p.span, message: `uses ${p.label}`, step: p.from })),
  };
}

/** Step ids end in the step's number. */
const stepOf = (solution: Solution, id: string): Step => solution.steps[Number(id.slice(id.lastIndexOf('/') + 1))]!;

function inheritedFinding(solution: Solution, step: Step, root: string, via: Edge): Finding {
  const cause = stepOf(solution, root);
  const name = cause.label && !/^\d+[.)]?$/.test(cause.label) ? cause.label : `step ${cause.number + 1}`;
  return {
    solution: solution.id,
    step: step.id,
    number: step.number,
    code: 'inherited',
    verifier: 'blame',
    standing: 'inherited',
    span: step.span,
    message: `Builds on ${name}, which is wrong (uses ${via.label}).`,
    repairs: [],
    related: [{ span: cause.span, message: `${name} does not follow`, step: root }],
    root,
  };
}

function statusOf(id: string, own: readonly Decided[], findings: readonly Finding[], sources: readonly NumberSource[]): StepStatus {
  const done = own.filter(d => d.outcome.outcome !== 'unknown');
  const reasons = new Map<string, number>();
  for (const d of own) if (d.outcome.outcome === 'unknown') reasons.set(d.outcome.why, (reasons.get(d.outcome.why) ?? 0) + 1);
  const why = [...reasons].sort((a, b) => b[1] - a[1]).map(([reason]) => reason);
  const standing = findings.map(f => f.standing);
  const verdict: StepVerdict = standing.includes('root')
    ? 'fails'
    : standing.includes('inherited')
      ? 'inherited'
      : done.length
        ? 'holds'
        : own.length
          ? 'unknown'
          : 'nothing';
  const arrow = own.map(d => (d.outcome.outcome === 'holds' ? d.outcome.arrow : undefined)).find(a => a !== undefined);
  const needs = own.flatMap(d => (d.outcome.outcome === 'fails' ? [] : (d.outcome.needs ?? [])));
  return {
    step: id,
    verdict,
    claims: own.length,
    checked: done.length,
    why,
    arrow,
    ...(needs.length ? { needs } : {}),
    ...(sources.length ? { sources } : {}),
  };
}

function silenced(analysis: SolutionAnalysis, silence: Suppressions): SolutionAnalysis {
  const findings = analysis.findings.filter(f => !silence.covers(analysis.solution.steps[f.number]?.span ?? f.span, f.code));
  if (findings.length === analysis.findings.length) return analysis;
  const kept = new Set(findings.filter(f => f.standing === 'root').map(f => f.step));
  const left = findings.filter(f => f.standing !== 'inherited' || !f.root || kept.has(f.root));
  const first = left.find(f => f.standing === 'root');
  const steps = analysis.steps.map(s => {
    const standings = left.filter(f => f.step === s.step).map(f => f.standing);
    if (s.verdict === 'fails' && !standings.includes('root'))
      return { ...s, verdict: 'unknown' as const, why: ['ignored by a comment', ...s.why] };
    if (s.verdict === 'inherited' && !standings.includes('inherited'))
      return { ...s, verdict: s.checked ? ('holds' as const) : ('unknown' as const) };
    return s;
  });
  const firstError = first ? first.number : -1;
  return { ...analysis, findings: left, steps, firstError, answerStands: asAsked(analysis.claims, firstError) };
}

const sum = (list: readonly Coverage[]): Coverage =>
  list.reduce((a, b) => ({ claims: a.claims + b.claims, checked: a.checked + b.checked }), { claims: 0, checked: 0 });
