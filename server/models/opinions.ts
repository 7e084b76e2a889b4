// Opinions beside the proofs: they may flag what the mathematics did not decide, and never clear or repeat what it did.
import type { Agreement, Finding, Objection, Opinion, Repair, SolutionAnalysis, StepStatus } from '../core';
import { toDocument } from '../core/model';

/**
 * The analysis with these opinions in it. Each objection becomes a finding, except where the mathematics has already
 * spoken: on a step proved wrong, or one that only inherits the mistake. Changes no proved finding and no `firstError`; a
 * step that is proved to hold stays so, with the objection beside it. `firstOpinion` is the first step any opinion objects
 * to, flagged apart or not.
 */
export function addOpinions(analysis: SolutionAnalysis, opinions: readonly Opinion[]): SolutionAnalysis {
  if (opinions.length === 0) return analysis;
  const spoken = new Set(analysis.findings.filter(f => f.standing === 'root' || f.standing === 'inherited').map(f => f.step));
  const found = opinions.flatMap(opinion => opinion.objections.map(objection => findingOf(analysis, opinion, objection)));
  const kept = found.filter(finding => finding.standing === 'hint' || !spoken.has(finding.step));
  const firsts = opinions.flatMap(({ first }) => (first !== null && first >= 0 ? [first] : []));
  const all = [...(analysis.opinions ?? []), ...opinions];
  return {
    ...analysis,
    findings: [...analysis.findings, ...kept].sort((a, b) => a.number - b.number || a.span.start - b.span.start),
    steps: analysis.steps.map(status => mark(status, kept)),
    firstOpinion: firsts.length
      ? Math.min(...firsts, ...(analysis.firstOpinion >= 0 ? [analysis.firstOpinion] : []))
      : analysis.firstOpinion,
    opinions: all,
    ...agreed(agreementOf(analysis, all)),
  };
}

const agreed = (agreement: Agreement | undefined) => (agreement ? { agreement } : {});

/** An opinion shows on a step about which nothing was proved. */
function mark(status: StepStatus, found: readonly Finding[]): StepStatus {
  const silent = status.verdict === 'unknown' || status.verdict === 'nothing';
  const doubted = found.some(finding => finding.step === status.step && finding.standing === 'opinion');
  return silent && doubted ? { ...status, verdict: 'opinion' } : status;
}

function findingOf({ solution }: SolutionAnalysis, { verifier, by, date }: Opinion, objection: Objection): Finding {
  const step = solution.steps[objection.step]!;
  const { at, problem, slip, score, threshold } = objection;
  return {
    solution: solution.id,
    step: step.id,
    number: step.number,
    code: verifier,
    verifier,
    standing: objection.hint ? 'hint' : 'opinion',
    span: at ? toDocument(step.text, at.start, at.end) : step.span,
    message: objection.message,
    ...(slip ? { slip: { name: slip } } : {}),
    repairs: repairOf(objection, step, by),
    related:
      problem && solution.problem
        ? [{ span: toDocument(solution.problem, problem.start, problem.end), message: 'the condition of the problem it speaks of' }]
        : [],
    opinion: { by, score, threshold, ...(date ? { date } : {}) },
  };
}

function repairOf({ at, suggestion, slip }: Objection, step: SolutionAnalysis['solution']['steps'][number], by: string): Repair[] {
  if (suggestion === undefined) return [];
  const { text } = step.text;
  const from = at?.start ?? 0;
  const to = at?.end ?? text.length;
  const span = toDocument(step.text, from, to);
  const newText = step.text.escape === 'json' ? JSON.stringify(suggestion).slice(1, -1) : suggestion;
  return [
    {
      slip: { name: slip ?? 'calculation' },
      explanation: `suggested by ${by}, not proved: write ${suggestion.replace(/\s+/g, ' ').slice(0, 80)}`,
      edits: [{ ...span, newText }],
      corrected_step: text.slice(0, from) + suggestion + text.slice(to),
      by,
    },
  ];
}

/**
 * Whether those who could say where the solution first goes wrong say the same. A refutation is a word of the symbolic
 * verifier; its silence is none, because it has not read everything. An objection to a step that is proved to hold is
 * contested by the proof.
 */
export function agreementOf(analysis: SolutionAnalysis, opinions: readonly Opinion[]): Agreement | undefined {
  const proved = analysis.firstError >= 0 ? [analysis.firstError] : [];
  const said = opinions.flatMap(({ first }) => (first === null ? [] : [first]));
  const holds = new Set(analysis.steps.flatMap((status, i) => (status.verdict === 'holds' && status.checked === status.claims ? [i] : [])));
  if (said.some(first => holds.has(first))) return 'contested';
  const words = [...proved, ...said];
  if (words.length < 2) return undefined;
  return words.every(word => word === words[0]) ? 'agreed' : 'contested';
}

export type Disagreement = {
  readonly solution: string;
  /** 0-based step to look at first. */
  readonly step: number;
  /** From 0 to 1: how much a human reader would settle. */
  readonly weight: number;
  readonly why: string;
};

/**
 * What a human should read first. An objection to a proof is a fault of one of the two, so it stands before models that
 * contradict each other, and these before a single divided vote. A refutation that models missed comes last: it is settled.
 */
export function disagreements(analyses: readonly SolutionAnalysis[]): Disagreement[] {
  return analyses.flatMap(analysis => disagreementOf(analysis) ?? []).sort((a, b) => b.weight - a.weight);
}

function disagreementOf(analysis: SolutionAnalysis): Disagreement | undefined {
  const { opinions = [], firstError, steps, solution } = analysis;
  const told = opinions.filter(opinion => opinion.first !== null);
  if (told.length === 0) return undefined;
  const make = (step: number, weight: number, why: string) => ({ solution: solution.id, step: Math.max(0, step), weight, why });
  const name = (first: number) => (first < 0 ? 'no error' : `step ${first + 1}`);
  const objecting = told.find(({ first }) => first! >= 0 && first !== firstError && steps[first!]?.verdict === 'holds');
  if (objecting && (firstError < 0 || objecting.first! < firstError))
    return make(objecting.first!, 1, `${objecting.verifier} objects to step ${objecting.first! + 1}, which is proved to hold`);
  const other = firstError >= 0 ? told.find(({ first }) => first !== firstError) : undefined;
  if (other) return make(firstError, 0.2, `proved wrong at step ${firstError + 1}; ${other.verifier} says ${name(other.first!)}`);
  const split = told.find(({ first }) => first !== told[0]!.first);
  if (split) {
    const firsts = told.flatMap(({ first }) => (first! >= 0 ? [first!] : []));
    return make(Math.min(...firsts), 0.8, told.map(({ verifier, first }) => `${verifier}: ${name(first!)}`).join(' · '));
  }
  const divided = told.flatMap(({ votes, verifier }) => {
    const counts = Object.entries(votes ?? {});
    const total = counts.reduce((sum, [, n]) => sum + n, 0);
    const most = Math.max(0, ...counts.map(([, n]) => n));
    return total > most ? [{ verifier, share: 1 - most / total, at: Number(counts.find(([first]) => Number(first) >= 0)?.[0] ?? 0) }] : [];
  })[0];
  return (
    divided &&
    make(told[0]!.first! >= 0 ? told[0]!.first! : divided.at, 0.6 * divided.share, `the votes of ${divided.verifier} are divided`)
  );
}
