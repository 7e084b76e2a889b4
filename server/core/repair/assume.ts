// The assumption that saves a step, written into it: x ≠ 0 where both sides were divided by x.
import type { Host } from '../engine';
import { createMemo } from '../memo';
import type { Edit, Finding, Need, SolutionAnalysis } from '../model';
import { toDocument } from '../model';
import { defaults, type Settings } from '../settings';
import { placed } from './edits';
import { openStep } from './reread';

export type Assumption = { readonly need: Need; readonly edits: readonly Edit[] };

/**
 * What a finding's claim takes for granted, as text that can be put behind the claim's step. Only where the claim is
 * settled by it: it is not refuted, and asks for nothing more, when the step is read again.
 */
export function assumptionsFor(analysis: SolutionAnalysis, finding: Finding, settings: Settings = defaults, host: Host = {}): Assumption[] {
  const step = analysis.solution.steps[finding.number];
  if (!step || finding.standing === 'inherited') return [];
  const memo = host.memo ?? createMemo();
  const bench = openStep(analysis.solution, finding.number, settings, memo, host.token ?? { isCancellationRequested: false });
  const at = bench.before.findIndex(d => {
    const span = toDocument(step.text, d.claim.span.start, d.claim.span.end);
    return span.start === finding.span.start && span.end === finding.span.end;
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

type Outcome = ReturnType<typeof openStep>['before'][number]['outcome'];

/** What an outcome takes for granted. A solution that was lost is one the writer must have excluded. */
function needsOf(outcome: Outcome): readonly Need[] {
  if (outcome.outcome !== 'fails') return outcome.needs ?? [];
  const [lost] = outcome.witness.at;
  if (outcome.witness.note !== 'a solution is lost' || !lost) return [];
  return [{ left: { text: lost.name, tex: lost.name }, op: '≠', right: lost.value, why: 'a solution is left out' }];
}

function worse(now: Outcome, before: Outcome | undefined, target: boolean): boolean {
  if (now.outcome === 'fails') return target || before?.outcome !== 'fails';
  if (!target) return now.outcome === 'unknown' && before?.outcome === 'holds';
  return (now.needs?.length ?? 0) > 0 || now.hint !== undefined;
}
