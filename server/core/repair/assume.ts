// The assumption that saves a step, written into it: x ≠ 0 where both sides were divided by x.
import type { Host } from '../engine';
import { createMemo } from '../memo';
import type { Edit, Finding, Need, Outcome, SolutionAnalysis, Span } from '../model';
import { toDocument } from '../model';
import { defaults, type Settings } from '../settings';
import { placed } from './edits';
import { lostIn } from './lost';
import { openStep } from './reread';

export type Assumption = { readonly need: Need; readonly edits: readonly Edit[] };

/** Where a claim stands: a finding, or a claim that the ledger lists. `number` is its step's, `span` its place in the document. */
export type Place = Pick<Finding, 'number' | 'span'>;

/** The claims of a solution that take something for granted, or leave something out, and are not refuted. */
export function assuming(analysis: SolutionAnalysis): Place[] {
  return analysis.claims.flatMap(({ step, span, outcome }) =>
    outcome.outcome !== 'fails' && (outcome.needs?.length || lostIn(outcome))
      ? { number: Number(step.slice(step.lastIndexOf('/') + 1)), span }
      : [],
  );
}

const same = (a: Span, b: Span): boolean => a.start === b.start && a.end === b.end;

function isAssuming(analysis: SolutionAnalysis, { number, span }: Place): boolean {
  const { id } = analysis.solution.steps[number]!;
  return analysis.claims.some(c => c.step === id && same(c.span, span) && needsOf(c.outcome).length > 0);
}

/**
 * What a claim takes for granted, as text that can be put behind the claim's step. Only where the claim is
 * settled by it: it is not refuted, and asks for nothing more, when the step is read again.
 */
export function assumptionsFor(analysis: SolutionAnalysis, claim: Place, settings: Settings = defaults, host: Host = {}): Assumption[] {
  const step = analysis.solution.steps[claim.number];
  if (!step || !isAssuming(analysis, claim)) return [];
  const memo = host.memo ?? createMemo();
  const bench = openStep(analysis.solution, claim.number, settings, memo, host.token ?? { isCancellationRequested: false });
  const at = bench.before.findIndex(d => {
    const span = toDocument(step.text, d.claim.span.start, d.claim.span.end);
    return span.start === claim.span.start && span.end === claim.span.end;
  });
  const before = bench.before[at];
  if (!before) return [];
  const text = step.text.text;
  return needsOf(before.outcome).flatMap(need => {
    const tex = /[$\\]/.test(text);
    const said = tex
      ? `$${need.left.tex} ${TEX[need.op] ?? need.op} ${need.right.tex}$`
      : `${need.left.text} ${need.op} ${need.right.text}`;
    const end = /[.\s]*$/.exec(text)!.index;
    for (const [where, words] of [
      [end, `, assuming ${said}`],
      [end, ` (since ${said})`],
      [before.claim.span.start, `Assuming ${said}, `],
    ] as const) {
      const edits = [{ start: where, end: where, newText: words }];
      const after = bench.again(edits);
      const settled =
        after && after.length >= bench.before.length && !after.some((d, i) => worse(d.outcome, bench.before[i]?.outcome, i === at));
      const there = settled ? placed(step.text, edits) : undefined;
      if (there) return [{ need, edits: there }];
    }
    return [];
  });
}

const TEX: Readonly<Record<string, string>> = { '≠': '\\ne', '≤': '\\le', '≥': '\\ge', '<': '<', '>': '>', '=': '=' };

/** What an outcome takes for granted. A solution that was lost is one the writer must have excluded. */
function needsOf(outcome: Outcome): readonly Need[] {
  if (outcome.outcome !== 'fails') return outcome.needs ?? [];
  const lost = outcome.lost?.[0];
  if (!lost) return [];
  return [{ left: { text: lost.name, tex: lost.name }, op: '≠', right: lost.value, why: 'a solution is left out' }];
}

function worse(now: Outcome, before: Outcome | undefined, target: boolean): boolean {
  if (now.outcome === 'fails') return target || before?.outcome !== 'fails';
  if (!target) return now.outcome === 'unknown' && before?.outcome === 'holds';
  return (now.needs?.length ?? 0) > 0 || now.hint !== undefined;
}
