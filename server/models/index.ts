// Everything that judges without proving. An opinion may flag what the symbolic verifiers could not check; it never
// clears what they refuted.
import type { Analysis, Opinion, Settings, SolutionAnalysis } from '../core';
import { addOpinions } from './opinions';
import { rewards } from './rewards';

export { type Aggregation, aggregate, aggregations, firstBelow } from './rewards';

export type OpinionSource = {
  /** Also the key that switches it off in the setting `hence.verifiers`. */
  readonly id: string;
  readonly about: string;
  opinions(analysis: SolutionAnalysis, settings: Settings): readonly Opinion[];
};

/** Opinions that need no asking, in the order they are added. */
export const opinionSources: readonly OpinionSource[] = [rewards];

/** What is remembered of what models said of a solution. */
export type Recall = (analysis: SolutionAnalysis, settings: Settings) => readonly Opinion[];

/** The analysis of a document or of one solution, with the opinions of every source that is on, and those recalled. */
export function withOpinions<T extends Analysis | SolutionAnalysis>(analysis: T, settings: Settings, recall: Recall = () => []): T {
  const sources = opinionSources.filter(source => settings.verifiers[source.id] !== false);
  const judge = (one: SolutionAnalysis) =>
    addOpinions(one, [...sources.flatMap(source => source.opinions(one, settings)), ...recall(one, settings)]);
  if ('solutions' in analysis) return { ...analysis, solutions: analysis.solutions.map(judge) };
  return judge(analysis as SolutionAnalysis) as T;
}
