// Everything that judges without proving. An opinion may flag what the symbolic verifiers could not check; it never
// clears what they refuted.
import type { Analysis, Settings, SolutionAnalysis } from '../core';
import { rewards } from './rewards';

export { type Aggregation, aggregate, aggregations, firstBelow } from './rewards';

export type OpinionSource = {
  /** Also the key that switches it off in the setting `hence.verifiers`. */
  readonly id: string;
  readonly about: string;
  opinions(analysis: SolutionAnalysis, settings: Settings): SolutionAnalysis;
};

/** In the order they are asked. */
export const opinionSources: readonly OpinionSource[] = [rewards];

/** The analysis of a document or of one solution, with the opinions of every source that is on. */
export function withOpinions<T extends Analysis | SolutionAnalysis>(analysis: T, settings: Settings): T {
  const sources = opinionSources.filter(source => settings.verifiers[source.id] !== false);
  const judge = (one: SolutionAnalysis) => sources.reduce((so, source) => source.opinions(so, settings), one);
  if ('solutions' in analysis) return { ...analysis, solutions: analysis.solutions.map(judge) };
  return judge(analysis as SolutionAnalysis) as T;
}
