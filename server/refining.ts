// hence/refine: what a model would write in place of a solution, and how that would stand in its document.
import type { SolutionAnalysis } from './core';
import { refine, refineDefaults } from './models/refine';
import { outcomeWords } from './models/refine/words';
import type { ModelConfig, Run } from './models/run';
import { stepTexts } from './models/transcript';
import { describeAccount } from './models/transport/account';
import { writeSteps } from './proposals';
import type { RefineParams, RefineResult } from './protocol';
import type { Snapshot } from './session';

/** The solution a request means: the one named, the one at the offset, the only one. */
export function solutionOf({ analysis }: Snapshot, { solution, offset }: RefineParams): SolutionAnalysis | undefined {
  const { solutions } = analysis;
  if (solution !== undefined) return solutions.find(one => one.solution.id === solution);
  const at = solutions.find(({ solution: { span } }) => offset !== undefined && span.start <= offset && offset <= span.end);
  return at ?? (solutions.length === 1 ? solutions[0] : undefined);
}

export async function refineOne(
  { document, uri, version, settings }: Snapshot,
  analysis: SolutionAnalysis,
  run: Run,
  { critic, slips }: ModelConfig,
  { mode }: RefineParams,
  signal: AbortSignal,
): Promise<RefineResult> {
  const { votes, rule } = critic!;
  const refinement = await refine(run.asking!, analysis, { ...refineDefaults, mode, votes, rule, slips }, signal);
  const { outcome, by, reviews, steps } = refinement;
  const { solution } = analysis;
  const text = document.getText();
  const written = steps && writeSteps({ text, name: uri, languageId: document.languageId }, solution, steps, settings);
  const asPage = (texts: readonly string[]) => `${texts.join('\n\n')}\n`;
  return {
    title: solution.title,
    version,
    outcome,
    by,
    said: outcomeWords(refinement),
    reviews,
    ...(steps
      ? {
          proposal: written
            ? { edits: written.edits, after: written.content }
            : { edits: [], before: asPage(stepTexts(solution)), after: asPage(steps) },
        }
      : {}),
    account: describeAccount(run.account()),
    notes: run.notes,
  };
}
