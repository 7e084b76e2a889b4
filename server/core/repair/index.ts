// The smallest correction after which a refuted step holds. Every one was read again and decided before it is offered.
import { claimKey } from '../claims/claim';
import type { Decided } from '../decide';
import type { Host } from '../engine';
import { printText, shown } from '../math/print';
import { createMemo } from '../memo';
import type { Edit, Finding, Repair, SolutionAnalysis, Span, Text, Token } from '../model';
import { toDocument } from '../model';
import { defaults, type Settings } from '../settings';
import { type Candidate, candidates, type Fault } from './candidates';
import { apply, compose, disjoint, placed } from './edits';
import { type Evidence, evidenceAt } from './evidence';
import { gap, pointsOf, realIn } from './numbers';
import { type Bench, openStep } from './reread';

export { apply } from './edits';

const MAX_OFFERED = 3;
/** Times a step is read again for one finding. */
const MAX_READ = 24;
/** First changes that are combined with a second one. */
const MAX_FIRST = 12;
/** A correction this much less likely than the best one is no rival to it. */
const RIVAL = 1.6;

/** A correction in offsets of the step's text. */
type Found = Omit<Repair, 'edits' | 'at'> & { readonly edits: readonly Edit[] };

/** The analysis with slip and corrections of every root finding. */
export function withRepairs(analysis: SolutionAnalysis, settings: Settings = defaults, host: Host = {}): SolutionAnalysis {
  if (!analysis.findings.some(f => f.standing === 'root')) return analysis;
  const findings = analysis.findings.map(f => mended(f, repairsFor(analysis, f, settings, host)));
  return { ...analysis, findings };
}

const mended = (finding: Finding, repairs: readonly Repair[]): Finding =>
  repairs.length ? { ...finding, repairs, slip: repairs[0]!.slip } : finding;

/**
 * Verified corrections of a root finding, the likeliest first, at most three: one change, else two. Pure; the same text
 * gives the same corrections. Empty where none was found, or where the token was cancelled.
 */
export function repairsFor(
  analysis: SolutionAnalysis,
  finding: Finding,
  settings: Settings = defaults,
  host: Host = {},
): readonly Repair[] {
  const step = analysis.solution.steps[finding.number];
  if (finding.standing !== 'root' || !step) return [];
  const memo = host.memo ?? createMemo();
  const token = host.token ?? { isCancellationRequested: false };
  const id = `repairs:${contentOf(analysis)}:${finding.number}:${finding.code}:${finding.span.start - analysis.solution.span.start}`;
  let found = memo.get<readonly Found[]>(id);
  if (!found) {
    const bench = openStep(analysis.solution, finding.number, settings, memo, token);
    const target = bench.before.find(
      d => d.outcome.outcome === 'fails' && sameSpan(toDocument(step.text, d.claim.span.start, d.claim.span.end), finding.span),
    );
    found = target ? search(bench, target, evidenceAt(bench.solution, bench.at, memo), token) : [];
    if (token.isCancellationRequested) return [];
    memo.set(id, found);
  }
  return found.flatMap(one => {
    const edits = placed(step.text, one.edits);
    return edits ? [{ ...one, edits, at: hull(edits) }] : [];
  });
}

const sameSpan = (a: Span, b: Span): boolean => a.start === b.start && a.end === b.end;
const hull = (edits: readonly Edit[]): Span => ({
  start: Math.min(...edits.map(e => e.start)),
  end: Math.max(...edits.map(e => e.end)),
});

const contents = new WeakMap<object, string>();

/** A solution by content: FNV-1a of its texts, in two halves. */
function contentOf({ solution }: SolutionAnalysis): string {
  const known = contents.get(solution);
  if (known) return known;
  let [a, b] = [0x811c9dc5, 0x1234567];
  const take = (text: Text | undefined) => {
    const t = text?.text ?? '';
    for (let i = 0; i < t.length; i++) {
      const c = t.charCodeAt(i);
      a = Math.imul(a ^ c, 0x01000193);
      b = Math.imul(b ^ c, 0x85ebca6b) + i;
    }
    a = Math.imul(a ^ 0x1f, 0x01000193);
  };
  take(solution.problem);
  for (const step of solution.steps) take(step.text);
  const id = `${(a >>> 0).toString(36)}.${(b >>> 0).toString(36)}.${solution.steps.length}`;
  contents.set(solution, id);
  return id;
}

/** Single changes in order of likelihood, then pairs. */
function search(bench: Bench, target: Decided, evidence: Evidence, token: Token): Found[] {
  const text = bench.reading.step.text.text;
  const { claim, outcome } = target;
  if (outcome.outcome !== 'fails' || !claim.left[0] || !claim.right[0]) return [];
  const fault: Fault = { claim, outcome, text, evidence };
  const found: Found[] = [];
  const trial = trialOf(bench, target);
  let best = 0;
  const offer = (c: Candidate): boolean => {
    if (found.length && c.weight < best - RIVAL) return false;
    if (trial.left() <= 0 || found.length >= MAX_OFFERED || token.isCancellationRequested) return false;
    if (!c.blind && !fits(fault, c)) return true;
    const edits = trial.read(c);
    if (!edits) return true;
    if (!found.length) best = c.weight;
    const corrected = apply(text, edits);
    if (!found.some(f => f.corrected_step === corrected)) found.push(foundOf(c, edits, corrected));
    return true;
  };
  const singles = candidates(fault);
  for (const c of singles) if (!offer(c)) break;
  if (found.length) return found;
  const firsts = singles.filter(c => !c.blind && !c.vanishes && c.edits.length === 1).slice(0, MAX_FIRST);
  const pairs: Candidate[] = [];
  for (const first of firsts) {
    if (token.isCancellationRequested) return [];
    for (const second of candidates(fault, first.left, first.right)) {
      if (second.blind || !disjoint([...first.edits, ...second.edits]) || !fits(fault, second)) continue;
      pairs.push({
        ...second,
        edits: [...first.edits, ...second.edits],
        slip: first.slip,
        explanation: `${first.explanation.replace(/\.$/, '')}, and ${second.explanation.charAt(0).toLowerCase()}${second.explanation.slice(1)}`,
        weight: first.weight + second.weight,
      });
    }
  }
  for (const c of pairs.sort((a, b) => b.weight - a.weight)) if (!offer(c)) break;
  return found;
}

function foundOf(c: Candidate, edits: readonly Edit[], corrected: string): Found {
  return {
    slip: c.slip,
    explanation: edits.length > c.edits.length ? `${c.explanation.replace(/\.$/, '')}; what follows from it changes, too.` : c.explanation,
    edits,
    corrected_step: corrected,
    shown: {
      text: `${printText(c.left)} ${c.op} ${printText(c.right)}`,
      tex: `${shown(c.left).tex} ${c.op === '=' ? '=' : c.op} ${shown(c.right).tex}`,
    },
  };
}

/** Whether a candidate makes both sides equal where the claim can be evaluated: a sieve in front of the reading. */
function fits({ claim }: Fault, c: Candidate): boolean {
  if (claim.op !== '=' && claim.op !== '≈') return true;
  for (const env of pointsOf(claim)) {
    const exact = gap(c.left, c.right, env);
    if (exact) {
      if (exact.n !== 0n) return false;
      continue;
    }
    const [l, r] = [realIn(c.left, env), realIn(c.right, env)];
    if (l !== undefined && r !== undefined && Math.abs(l - r) > 1e-6 * (1 + Math.abs(l))) return false;
  }
  return true;
}

type Trial = {
  left(): number;
  /** The edits, with those of what follows, after which the step holds; undefined where it does not. */
  read(c: Candidate): readonly Edit[] | undefined;
};

function trialOf(bench: Bench, target: Decided): Trial {
  const text = bench.reading.step.text.text;
  const span = target.claim.span;
  const wanted = bench.before.flatMap((d, i) => (d.outcome.outcome === 'fails' && overlap(d.claim.span, span) ? [i] : []));
  const knownWrong = new Set(
    bench.before.flatMap((d, i) => (d.outcome.outcome === 'fails' && !wanted.includes(i) ? [claimKey(d.claim)] : [])),
  );
  let reads = MAX_READ;
  const again = (edits: readonly Edit[]) => {
    reads--;
    return bench.again(edits);
  };
  /** Claims that fail now and did not, or held and do no more. */
  const newlyWrong = (after: readonly Decided[]) =>
    after.filter((d, i) => {
      if (d.outcome.outcome === 'fails') return !knownWrong.has(claimKey(d.claim));
      return d.outcome.outcome === 'unknown' && after.length === bench.before.length && bench.before[i]!.outcome.outcome === 'holds';
    });

  function settled(c: Candidate, edits: readonly Edit[], after: readonly Decided[]): boolean {
    if (c.vanishes) return true;
    if (after.length === bench.before.length) return wanted.every(i => holds(after[i]!));
    const moved = { start: movedTo(edits, span.start), end: movedTo(edits, span.end) };
    return after.some(d => d.claim.kind === target.claim.kind && overlap(d.claim.span, moved) && holds(d));
  }

  /** Whether the claim itself holds, whatever became of those behind it. */
  function mends(c: Candidate, edits: readonly Edit[], after: readonly Decided[]): boolean {
    if (c.vanishes) return true;
    const i = bench.before.indexOf(target);
    if (after.length === bench.before.length) return holds(after[i]!);
    const moved = { start: movedTo(edits, span.start), end: movedTo(edits, span.end) };
    const there = after.filter(d => d.claim.kind === target.claim.kind && overlap(d.claim.span, moved));
    return there.length > 0 && holds(there[0]!);
  }

  function read(c: Candidate): readonly Edit[] | undefined {
    let edits = c.edits;
    let after = again(edits);
    if (!after || !mends(c, edits, after)) return undefined;
    // What comes after in the same step may have to change along: the rest of a chain, the lines below.
    for (let round = 0; after && round < 4; round++) {
      const wrong = newlyWrong(after);
      if (!wrong.length) return settled(c, edits, after) ? edits : undefined;
      const next = wrong[0]!;
      if (reads <= 0 || movedTo(edits, Math.min(...c.edits.map(e => e.start))) > next.claim.span.end) return undefined;
      const more = follow(next, apply(text, edits), edits);
      if (!more) return undefined;
      [edits, after] = more;
    }
    return undefined;
  }

  /** Edits with one more, that mends a claim which the others broke. */
  function follow(d: Decided, now: string, edits: readonly Edit[]): [readonly Edit[], readonly Decided[]] | undefined {
    if (!d.claim.left[0] || !d.claim.right[0]) return undefined;
    const fault: Fault = { claim: d.claim, outcome: d.outcome, text: now, evidence: NOTHING };
    const written = newParts(edits);
    let tries = 3;
    for (const c of candidates(fault)) {
      // What was just put right stays.
      if (c.edits.some(e => written.some(w => e.start < w.end && w.start < e.end))) continue;
      if (!c.blind && !fits(fault, c)) continue;
      if (tries-- <= 0 || reads <= 0) return undefined;
      const all = compose(text.length, edits, c.edits);
      const after = again(all);
      if (after && newlyWrong(after).every(x => x.claim.span.start > d.claim.span.start)) return [all, after];
    }
    return undefined;
  }

  return { left: () => reads, read };
}

const NOTHING: Evidence = { given: new Set(), earlier: new Set(), later: new Set() };

const holds = (d: Decided): boolean => d.outcome.outcome === 'holds' && d.outcome.arrow !== '⇒';
const overlap = (a: Span, b: Span): boolean => a.start < b.end && b.start < a.end;

/** Where an offset of the old text is in the new one. */
const movedTo = (edits: readonly Edit[], at: number): number =>
  edits.reduce((to, e) => (e.end <= at ? to + e.newText.length - (e.end - e.start) : to), at);

/** Spans of new text, in the new text. */
function newParts(edits: readonly Edit[]): Span[] {
  let shift = 0;
  return [...edits]
    .sort((a, b) => a.start - b.start)
    .map(e => {
      const start = e.start + shift;
      shift += e.newText.length - (e.end - e.start);
      return { start, end: start + e.newText.length };
    });
}
