// Conditions that no step uses: forgotten, or there to mislead.
import type { Objection, Opinion } from '../../core';
import { flag, interview, text } from '../asking';
import { harmless } from '../transcript';
import type { Asking, ModelVerifier } from '../verifier';
import { unused } from './conditions';
import { doubt, lastOf, mostConditions, needsProblem, short } from './words';

/** Conditions that may be there to mislead (I3C, NAACL 2024); only those with a number that no step uses are asked about. */
export function irrelevantVerifier(asking: Asking): ModelVerifier {
  const { chat } = asking;
  return {
    id: 'irrelevant',
    about: 'Says of conditions whose numbers are never used whether they matter; those that do were forgotten.',
    by: chat.by,
    speed: 'slow',
    version: 1,
    key: chat.by,
    idle: analysis =>
      needsProblem(analysis) ?? (unused(analysis.solution).length === 0 ? 'every number of the problem is used' : undefined),
    async judge({ solution }, signal): Promise<Opinion> {
      const { ask, dated } = interview(asking, signal);
      const objections = await Promise.all(
        unused(solution)
          .slice(0, mostConditions)
          .map(async (condition): Promise<Objection> => {
            const { needed: said } = await ask({
              prompt: 'irrelevant-1',
              parts: [
                `Problem:\n${harmless(solution.problem!.text)}\n\nIs this condition needed to solve it?\nCondition: ${harmless(condition.text)}`,
              ],
              properties: { why: text, needed: flag },
            });
            const needed = said === true;
            const message = needed
              ? `A condition is not used, and the model finds it needed: “${short(condition.text)}”.`
              : `A condition is not used; the model finds it irrelevant: “${short(condition.text)}”.`;
            return {
              ...doubt,
              hint: !needed,
              step: lastOf(solution),
              problem: condition.span,
              message,
              ...(needed ? { slip: 'question_understanding' as const } : {}),
            };
          }),
      );
      return { verifier: 'irrelevant', by: chat.by, first: null, objections, ...dated() };
    },
  };
}
