// Several solutions of one problem, each judged by votes: which answer to believe, and which runs not to.
import type { Opinion, SolutionAnalysis } from '../core';
import { ownAnswer, sameAnswer } from './answers';
import { type Judged, selectAnswer } from './votes';

const isCritic = ({ verifier }: Opinion): boolean => verifier === 'critic' || verifier === 'critic-whole';

/** From this share of overlooked control steps on, what a critic says of the others is worth nothing. */
const mostOverlooked = 0.25;

/** Counts how often critics overlooked the step that is known to be wrong. */
export function watchControls() {
  let [seen, overlooked] = [0, 0];
  return {
    add(opinions: readonly Opinion[]) {
      for (const opinion of opinions.filter(isCritic)) {
        overlooked += opinion.overlooked ?? 0;
        seen += (opinion.overlooked ?? 0) + Object.values(opinion.votes ?? {}).reduce((sum, n) => sum + n, 0);
      }
    },
    /** Why the run is not to be trusted; undefined where nothing speaks against it. */
    words: (): string | undefined =>
      seen > 0 && overlooked / seen >= mostOverlooked
        ? `untrusted: ${overlooked} of ${seen} answers overlooked a step that is known to be wrong; what this model says of the others is worth little`
        : undefined,
  };
}

export type Believed = {
  /** The problem's first words. */
  readonly problem: string;
  readonly answer: string;
  readonly score: number;
  /** Solutions with this answer, and all that were judged. */
  readonly solutions: number;
  readonly of: number;
};

/** Problems that are kept in mind; a larger set is no longer read by eye. */
const mostProblems = 20_000;

type Group = { readonly answer: string; readonly verdicts: boolean[][] };

/** Gathers judged solutions by problem and answer. A solution that is proved wrong counts as judged wrong by every vote. */
export function gatherAnswers() {
  const problems = new Map<string, { readonly name: string; readonly groups: Group[] }>();
  return {
    add({ solution, firstError, opinions = [] }: SolutionAnalysis) {
      const critic = opinions.find(isCritic);
      const answer = ownAnswer(solution);
      const votes = Object.entries(critic?.votes ?? {});
      if (!solution.problem || answer === undefined || votes.length === 0) return;
      const verdicts = votes.flatMap(([first, n]) => new Array<boolean>(n).fill(firstError < 0 && Number(first) < 0));
      const key = solution.problem.text.replace(/\s+/g, ' ').trim();
      if (!problems.has(key) && problems.size >= mostProblems) return;
      const problem = problems.get(key) ?? { name: key.slice(0, 60), groups: [] };
      problems.set(key, problem);
      const group = problem.groups.find(one => sameAnswer(one.answer, answer) === true);
      if (group) group.verdicts.push(verdicts);
      else problem.groups.push({ answer, verdicts: [verdicts] });
    },
    /** Of problems whose solutions differ in their answers, the one to believe (Heimdall's pessimistic choice). */
    believed: (): Believed[] =>
      [...problems.values()].flatMap(({ name, groups }) => {
        const chosen = groups.length > 1 ? selectAnswer(groups satisfies Judged[]) : undefined;
        if (!chosen) return [];
        const solutions = groups.find(({ answer }) => answer === chosen.answer)!.verdicts.length;
        const of = groups.reduce((sum, { verdicts }) => sum + verdicts.length, 0);
        return [{ problem: name, ...chosen, solutions, of }];
      }),
  };
}
