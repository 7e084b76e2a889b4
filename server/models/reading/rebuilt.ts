// What a solution made of its problem: written back from the solution alone, and compared.
import type { Objection, Opinion, Solution } from '../../core';
import { flag, interview, list, text, texts } from '../asking';
import { asData, frame, harmless, stepTexts } from '../transcript';
import type { Asking, ModelVerifier } from '../verifier';
import { conditionsOf, unused } from './conditions';
import { bullets, doubt, lastOf, mostConditions, needsProblem, short } from './words';

/** Reconstructs the problem from the solution and compares conditions (RCoT, arXiv 2305.11499): at most m + n + 1 questions. */
export function readingVerifier(asking: Asking): ModelVerifier {
  const { chat, secret } = asking;
  return {
    id: 'reading',
    about: 'A model writes the problem back from the solution alone; conditions that were overlooked, made up or misread are flagged.',
    by: chat.by,
    speed: 'slow',
    version: 1,
    key: chat.by,
    idle: needsProblem,
    async judge({ solution }, signal): Promise<Opinion> {
      const framed = await frame({ ...solution, problem: undefined }, { secret });
      const { ask, dated } = interview(asking, signal);
      const rebuilt = await ask({
        prompt: 'reading-rebuild-1',
        parts: [
          'Below is a solution without its problem. Write the problem it solves: every condition the solution uses, with its numbers, and the question it answers. Do not add what it does not use.',
          asData(framed),
          framed.text,
        ],
        properties: { conditions: list(text), question: text },
      });
      const question = String(rebuilt.question ?? '');
      const problem = solution.problem!.text;
      const given = conditionsOf(problem);
      const back = texts(rebuilt.conditions, mostConditions);
      const compare = (prompt: string, words: string, properties: Record<string, unknown>) => ask({ prompt, parts: [words], properties });
      // A condition all whose numbers are used was not overlooked; only the others are asked about.
      const idle = new Set(unused(solution).map(({ span }) => span.start));
      const doubtful = given
        .filter(one => !one.question && (one.numbers.length === 0 || idle.has(one.span.start)))
        .slice(0, mostConditions);
      const overlooked = doubtful.map(async (one): Promise<Objection[]> => {
        const said = await compare(
          'reading-overlooked-1',
          `Conditions:\n${bullets(back)}\n\nCan this condition be concluded from them, or does it change nothing about the question "${harmless(question)}"?\nCondition: ${harmless(one.text)}`,
          { concluded: flag, changes_nothing: flag },
        );
        if (said.concluded !== false || said.changes_nothing !== false) return [];
        return [
          {
            ...doubt,
            step: lastOf(solution),
            problem: one.span,
            slip: 'question_understanding',
            message: `The solution may overlook a condition: “${short(one.text)}”.`,
          },
        ];
      });
      const invented = back.map(async (condition): Promise<Objection[]> => {
        const said = await compare(
          'reading-invented-1',
          `Problem:\n${harmless(problem)}\n\nDoes the problem state this, or does it follow from what the problem states?\nStatement: ${harmless(condition)}`,
          { stated: flag, contradicts_the_problem: flag },
        );
        if (said.stated !== false) return [];
        const word = said.contradicts_the_problem === true ? 'misread the problem' : 'use what the problem does not give';
        const slip = said.contradicts_the_problem === true ? 'question_understanding' : 'adding_irrelevant_information';
        return [{ ...doubt, step: stepWith(solution, condition), slip, message: `The solution may ${word}: “${short(condition)}”.` }];
      });
      const asked = given.find(one => one.question);
      const misread = asked && [
        compare('reading-question-1', `Do these ask for the same?\nA: ${harmless(asked.text)}\nB: ${harmless(question)}`, {
          same: flag,
        }).then((said): Objection[] =>
          said.same === false
            ? [
                {
                  ...doubt,
                  step: lastOf(solution),
                  problem: asked.span,
                  slip: 'question_understanding',
                  message: `The solution may answer another question: “${short(question)}”.`,
                },
              ]
            : [],
        ),
      ];
      const objections = (await Promise.all([...overlooked, ...invented, ...(misread ?? [])])).flat();
      return { verifier: 'reading', by: chat.by, first: null, objections, ...dated() };
    },
  };
}

/** The first step that repeats a number of the condition; the first step where none does. */
function stepWith(solution: Solution, condition: string): number {
  const numbers = conditionsOf(condition).flatMap(one => one.numbers);
  const found = stepTexts(solution).findIndex(step =>
    numbers.some(number => new RegExp(`(?<![\\d.])${number.replace('.', '\\.')}(?![\\d])`).test(step)),
  );
  return Math.max(0, found);
}
