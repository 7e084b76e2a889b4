// The smallest correction after which a refuted step holds. Every one was read again and decided before it is offered.
import type { Host } from '../engine';
import { createMemo } from '../memo';
import type { Edit, Finding, Outcome, Repair, SolutionAnalysis, Span, Text } from '../model';
import { toDocument } from '../model';
import { defaults, type Settings } from '../settings';
import type { Place } from './assume';
import { placed } from './edits';
import { evidenceAt } from './evidence';
import { lostIn } from './lost';
import { openStep } from './reread';
import { type Found, search } from './search';
import { answerStands } from './stands';

export { apply } from './edits';
export { answerStands } from './stands';

/** The analysis with slip and corrections of every root finding. */
export function withRepairs(analysis: SolutionAnalysis, settings: Settings = defaults, host: Host = {}): SolutionAnalysis {
  if (!analysis.findings.some(f => f.standing === 'root' || f.standing === 'hint')) return analysis;
  const findings = analysis.findings.map(f => withRepairsOf(analysis, f, settings, host));
  const stands = answerStands(analysis, settings, host);
  return { ...analysis, findings, ...(stands && { answerStands: stands }) };
}

/** A finding with its slip and corrections, where it is a root, or a remark on something left out. */
export function withRepairsOf(analysis: SolutionAnalysis, finding: Finding, settings: Settings = defaults, host: Host = {}): Finding {
  if (finding.standing !== 'root' && finding.standing !== 'hint') return finding;
  const repairs = repairsFor(analysis, finding, settings, host);
  return repairs.length ? { ...finding, repairs, slip: repairs[0]!.slip } : finding;
}

/** What `repairsFor` gives, in offsets of the step's text. */
export function foundFor(analysis: SolutionAnalysis, finding: Place, settings: Settings, host: Host): readonly Found[] {
  const step = analysis.solution.steps[finding.number];
  const claim = step && analysis.claims.find(c => c.step === step.id && sameSpan(c.span, finding.span) && isMendable(c.outcome));
  if (!step || !claim) return [];
  const memo = host.memo ?? createMemo();
  const token = host.token ?? { isCancellationRequested: false };
  const off = Object.keys(settings.verifiers).filter(v => settings.verifiers[v] === false);
  const id = `repairs:${contentOf(analysis)}:${finding.number}:${claim.verifier}:${finding.span.start - analysis.solution.span.start}:${off}`;
  let found = memo.get<readonly Found[]>(id);
  if (!found) {
    const bench = openStep(analysis.solution, finding.number, settings, memo, token);
    const target = bench.before.find(
      d => isMendable(d.outcome) && sameSpan(toDocument(step.text, d.claim.span.start, d.claim.span.end), finding.span),
    );
    found = target ? search(bench, target, evidenceAt(bench.steps, bench.at, target.claim, bench.solution.problem, memo), token) : [];
    if (token.isCancellationRequested) return [];
    memo.set(id, found);
  }
  return found;
}

/** A claim that is refuted, or that leaves out solutions. */
const isMendable = (outcome: Outcome): boolean => outcome.outcome === 'fails' || lostIn(outcome) !== undefined;

/**
 * Verified corrections of a refuted claim, or of one that leaves solutions out, the likeliest first, at most three: one change,
 * else two. Pure; the same text gives the same corrections. Empty where none was found, or where the token was cancelled.
 */
export function repairsFor(analysis: SolutionAnalysis, finding: Place, settings: Settings = defaults, host: Host = {}): readonly Repair[] {
  const step = analysis.solution.steps[finding.number];
  if (!step) return [];
  const found = foundFor(analysis, finding, settings, host);
  return found.flatMap(one => {
    const edits = placed(step.text, one.edits);
    return edits ? [{ ...one, edits, at: hull(edits) }] : [];
  });
}

const sameSpan = (a: Span, b: Span): boolean => a.start === b.start && a.end === b.end;
/** From the first to the last character that edits touch. */
export const hull = (edits: readonly Edit[]): Span => ({
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
