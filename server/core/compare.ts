// Several solutions of one problem, merged where they arrive at the same result: where they part, which branch breaks,
// and what they answer.

import { sameAnswer } from './answer-equality';
import { scanMaths } from './claims/scanner';
import { stated } from './claims/stated';
import { type Class, classes } from './classes';
import type { Checked, Coverage, Op, Shown, SolutionAnalysis, Span, StepVerdict } from './model';
import { segments, withoutLabel } from './segments';
import { type Segment, tree } from './tree';

/** One solution among those compared. */
export type Sample = {
  readonly solution: string;
  readonly title: string;
  readonly verdict: 'fails' | 'opinion' | 'holds' | 'unknown';
  /** What the first wrong step is called, where one is proved wrong. */
  readonly wrong?: string;
  readonly coverage: Coverage;
  /** What its vote counts, 0 to 1: see `weightOf`. */
  readonly weight: number;
  /** Indices of the junctions it goes through, in order. */
  readonly path: readonly number[];
  readonly answer?: Shown;
};

/** A result that one or more samples arrive at. */
export type Junction = {
  readonly id: string;
  /** The relation or value as its first sample writes it. */
  readonly shown: Shown;
  readonly members: readonly Member[];
  /** Of all members: `fails` where every one breaks here, `mixed` where only some do. */
  readonly verdict: StepVerdict | 'mixed';
};

/** Where one sample arrives at a junction. `sample` is an index into `samples`. */
export type Member = {
  readonly sample: number;
  readonly step: string;
  readonly label: string;
  readonly span: Span;
  readonly verdict: StepVerdict;
};

export type Vote = {
  readonly answer: Shown;
  readonly samples: readonly number[];
  /** Sum of the weights of its samples. */
  readonly weight: number;
};

export type Comparison = {
  readonly title: string;
  readonly problem: readonly Segment[];
  readonly samples: readonly Sample[];
  /** In an order in which every sample goes forward. */
  readonly junctions: readonly Junction[];
  /** By weight, then by number of samples. Samples without an answer have no vote. */
  readonly votes: readonly Vote[];
};

/** More samples, or results in a sample, than this are left out: aligning costs their product. */
const most = { samples: 200, results: 120 };

type Result = { readonly shown: Shown; readonly member: Omit<Member, 'sample'>; readonly of: Class };

/** Merges the samples. Total; samples are taken in the order given, and each goes through at least what was proved wrong in it. */
export function compare(analyses: readonly SolutionAnalysis[]): Comparison {
  const kept = analyses.slice(0, most.samples);
  const classify = classes();
  const results = kept.map(one => resultsOf(one, classify));
  const { order, paths } = merge(results);
  const place = new Map(order.map((spot, i) => [spot, i]));
  const samples = kept.map((analysis, i) =>
    sampleOf(
      analysis,
      paths[i]!.map(spot => place.get(spot)!),
      results[i]!.at(-1),
    ),
  );
  const { solution } = kept[0] ?? {};
  const problem = solution?.problem;
  return {
    title: solution?.title ?? '',
    problem: problem ? withoutLabel(segments(problem, scanMaths(problem.text)), ['Problem', 'Question', 'Exercise']) : [],
    samples,
    junctions: order.map(({ shown, members }, i) => ({ id: `junction/${i}`, shown, members, verdict: verdictOf(members) })),
    votes: votesOf(samples),
  };
}

/** What the samples of a document are: the solutions whose problem reads the same as that of `solution`, it included. */
export function samplesOf(analyses: readonly SolutionAnalysis[], solution: string): SolutionAnalysis[] {
  const chosen = analyses.find(one => one.solution.id === solution);
  const wanted = chosen?.solution.problem && problemKey(chosen);
  return wanted ? analyses.filter(one => one.solution.problem && problemKey(one) === wanted) : chosen ? [chosen] : [];
}

const problemKey = ({ solution }: SolutionAnalysis): string => (solution.problem?.text ?? '').toLowerCase().replace(/[\s$*_]+/g, '');

//#region Results of one sample

function resultsOf(analysis: SolutionAnalysis, classify: (left: Shown, op: Op, right: Shown, kind: string) => Class | undefined): Result[] {
  const nodes = new Map(tree(analysis).nodes.map(node => [node.id, node]));
  const found: Result[] = [];
  const reached = new Set<string>();
  const add = (step: string, shown: Shown, of: Class, span: Span, own: StepVerdict) => {
    const node = nodes.get(step);
    // The sides of one chain are one result.
    if (!node || (found.at(-1)?.of === of && own !== 'fails')) return;
    found.push({ shown, of, member: { step, label: node.label, span, verdict: own } });
    reached.add(step);
  };
  for (const claim of analysis.claims) {
    const of = classify(claim.left, claim.op, claim.right, claim.kind);
    if (of) add(claim.step, shownOf(claim, of), of, claim.span, verdictAt(claim, nodes.get(claim.step)?.verdict));
  }
  // A step that is proved wrong without a result of its own still stands on the way.
  const lost = analysis.findings.filter(finding => finding.standing === 'root' && !reached.has(finding.step));
  for (const { step, span, message } of lost) {
    const shown = { text: message, tex: '' };
    const before = found.findIndex(result => Number(result.member.step.split('/').at(-1)) > Number(step.split('/').at(-1)));
    found.splice(before < 0 ? found.length : before, 0, {
      shown,
      of: { id: -1 - found.length, shown },
      member: { step, label: nodes.get(step)?.label ?? '', span, verdict: 'fails' },
    });
  }
  return found.slice(0, most.results);
}

function verdictAt({ outcome }: Checked, step: StepVerdict | undefined): StepVerdict {
  if (outcome.outcome === 'fails') return 'fails';
  if (step === 'inherited' || step === 'opinion') return step;
  return outcome.outcome;
}

/** A value stands alone; an equation is shown whole. */
function shownOf({ left, op, right }: Checked, of: Class): Shown {
  if (of.value) return right;
  return { text: `${left.text} ${op} ${right.text}`, tex: `${left.tex} ${tex[op]} ${right.tex}` };
}

const tex: Readonly<Record<Op, string>> = {
  '=': '=',
  '≈': '\\approx',
  '≠': '\\neq',
  '<': '<',
  '≤': '\\le',
  '>': '>',
  '≥': '\\ge',
  '≡': '\\equiv',
  '∈': '\\in',
  '∉': '\\notin',
};

//#endregion
//#region Merging

type Spot = { readonly of: Class; readonly shown: Shown; readonly members: Member[] };

/**
 * One order of all results in which every sample's own results keep theirs: each sample is aligned with what is there by
 * a longest common subsequence, and what it has of its own goes in between. So no sample ever goes back.
 */
function merge(samples: readonly (readonly Result[])[]): { order: Spot[]; paths: Spot[][] } {
  let order: Spot[] = [];
  const paths = samples.map((results, sample) => {
    const matched = align(order, results);
    const path: Spot[] = [];
    const next: Spot[] = [];
    let at = 0;
    results.forEach((result, i) => {
      const member = { sample, ...result.member };
      const known = matched.get(i);
      if (known === undefined) {
        const spot: Spot = { of: result.of, shown: result.shown, members: [member] };
        next.push(spot);
        path.push(spot);
        return;
      }
      next.push(...order.slice(at, known + 1));
      at = known + 1;
      const spot = order[known]!;
      spot.members.push(member);
      path.push(spot);
    });
    next.push(...order.slice(at));
    order = next;
    return path;
  });
  return { order, paths };
}

/** Which result meets which spot: index into `results` → index into `order`, both increasing. */
function align(order: readonly Spot[], results: readonly Result[]): Map<number, number> {
  const rows = results.length;
  const columns = order.length;
  const best = Array.from({ length: rows + 1 }, () => new Uint32Array(columns + 1));
  for (let i = rows - 1; i >= 0; i--) {
    for (let j = columns - 1; j >= 0; j--) {
      best[i]![j] = results[i]!.of === order[j]!.of ? best[i + 1]![j + 1]! + 1 : Math.max(best[i + 1]![j]!, best[i]![j + 1]!);
    }
  }
  const matched = new Map<number, number>();
  for (let i = 0, j = 0; i < rows && j < columns; ) {
    if (results[i]!.of === order[j]!.of) matched.set(i++, j++);
    else if (best[i + 1]![j]! >= best[i]![j + 1]!) i++;
    else j++;
  }
  return matched;
}

function verdictOf(members: readonly Member[]): Junction['verdict'] {
  const verdicts = members.map(member => member.verdict);
  const all = (verdict: StepVerdict) => verdicts.every(each => each === verdict);
  if (verdicts.includes('fails')) return all('fails') ? 'fails' : 'mixed';
  // One sample that holds here proves the result; that another only inherits is told of that sample.
  return (['holds', 'opinion', 'inherited', 'unknown'] as const).find(verdict => verdicts.includes(verdict)) ?? 'nothing';
}

//#endregion
//#region Votes

/**
 * What a sample's vote counts: nothing where a step is proved wrong, since what follows from a mistake is no evidence;
 * else one half, and up to one half more by the share of its claims that were checked. An opinion against it halves that.
 */
function weightOf({ coverage: { claims, checked } }: SolutionAnalysis, verdict: Sample['verdict']): number {
  if (verdict === 'fails') return 0;
  const weight = 0.5 + (claims > 0 ? checked / claims / 2 : 0);
  return verdict === 'opinion' ? weight / 2 : weight;
}

/** A sample answers what it states; where it states nothing, what it ends in if that is a number. */
function sampleOf(analysis: SolutionAnalysis, path: readonly number[], last: Result | undefined): Sample {
  const { solution, firstError, firstOpinion, coverage } = analysis;
  const verdict = firstError >= 0 ? 'fails' : firstOpinion >= 0 ? 'opinion' : coverage.checked > 0 ? 'holds' : 'unknown';
  const answer = stated(solution) ?? (last?.of.value ? last.shown : undefined);
  const wrong = tree(analysis).nodes.find(node => node.kind === 'step' && node.number === firstError)?.label;
  return {
    solution: solution.id,
    title: solution.title,
    verdict,
    ...(wrong === undefined ? {} : { wrong }),
    coverage,
    weight: weightOf(analysis, verdict),
    path,
    ...(answer ? { answer } : {}),
  };
}

/** Answers that differ beyond this many are told apart as they are written: each is compared with those before it. */
const mostVotes = 60;

/** Samples that give the same answer vote for it together: `sameAnswer` says what is the same, however it is written. */
function votesOf(samples: readonly Sample[]): Vote[] {
  const votes: { answer: Shown; written: string; samples: number[]; weight: number }[] = [];
  samples.forEach(({ answer, weight }, sample) => {
    if (!answer) return;
    const written = answer.tex || answer.text;
    const vote =
      votes.find(each => each.written === written) ?? votes.slice(0, mostVotes).find(each => sameAnswer(each.written, written) === true);
    if (!vote) votes.push({ answer, written, samples: [sample], weight });
    else {
      vote.samples.push(sample);
      vote.weight += weight;
    }
  });
  return votes
    .map(({ answer, samples: by, weight }) => ({ answer, samples: by, weight }))
    .sort((a, b) => b.weight - a.weight || b.samples.length - a.samples.length);
}

//#endregion
