// What the questions on how a problem was read have in common.
import type { Solution, SolutionAnalysis } from '../../core';
import { harmless } from '../transcript';

/** Conditions looked at one by one; what is beyond is not asked about. */
export const mostConditions = 12;

export const needsProblem = ({ solution }: SolutionAnalysis): string | undefined =>
  solution.steps.length === 0 ? 'there is no step' : solution.problem ? undefined : 'there is no problem to read';

export const doubt = { score: 0, threshold: 0.5 } as const;

/** The last step: what is wrong with the reading of a problem shows in the end. */
export const lastOf = (solution: Solution): number => solution.steps.length - 1;

export function bullets(lines: readonly string[]): string {
  return lines.map(line => `- ${harmless(line)}`).join('\n') || '- (none)';
}

export function short(words: string): string {
  const line = words.replace(/\s+/g, ' ').trim();
  return line.length > 120 ? `${line.slice(0, 119)}…` : line;
}
