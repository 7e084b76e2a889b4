// A text that a model proposes, put through the symbolic verifiers before anybody sees it.
import { analyseSolution, type Solution, type SolutionAnalysis } from '../core';
import { parseRecord } from '../core/formats/records';
import { stepTexts } from './transcript';

/** A solution made of these texts, for the engine. Its offsets are its own. */
export function solutionOf(problem: string | undefined, steps: readonly string[]): Solution | undefined {
  return parseRecord(JSON.stringify({ ...(problem ? { problem } : {}), steps }), 0, 0).solution;
}

/** The analysis of a solution with other steps. */
export function analyseTexts(problem: string | undefined, steps: readonly string[]): SolutionAnalysis | undefined {
  const solution = solutionOf(problem, steps);
  return solution && analyseSolution(solution);
}

/** Whether the symbolic verifiers refute step `number` once it reads `text`. */
export function refuted(solution: Solution, number: number, text: string): boolean {
  const steps = [...stepTexts(solution).slice(0, number), text];
  const analysis = analyseTexts(solution.problem?.text, steps);
  return analysis === undefined || analysis.findings.some(finding => finding.standing === 'root' && finding.number >= number);
}
