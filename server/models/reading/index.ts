// How the problem was read: what was overlooked, made up or misread (RCoT), what need not be used (I3C), and whether the
// answer gives the problem's own numbers back (FOBAR). What the kernel can tell is told before anything is asked.
import type { Objection, Opinion, Solution, SolutionAnalysis } from '../../core';
import { ownAnswer, sameAnswer } from '../answers';
import { ask, type Fields, flag, list, text, texts } from '../asking';
import { asData, frame, harmless, placeOf, stepTexts } from '../transcript';
import type { Asking, ModelVerifier } from '../verifier';
import { plurality } from '../votes';
import { conditionsOf, unused } from './conditions';

/** Conditions looked at one by one; what is beyond is said in `why`. */
const most = 12;

const needsProblem = ({ solution }: SolutionAnalysis): string | undefined =>
  solution.steps.length === 0 ? 'there is no step' : solution.problem ? undefined : 'there is no problem to read';

const doubt = { score: 0, threshold: 0.5 } as const;
const last = (solution: Solution): number => solution.steps.length - 1;

/** Reconstructs the problem from the solution and compares conditions (RCoT, arXiv 2305.11499): at most m + n + 1 questions. */
export function readingVerifier(asking: Asking): ModelVerifier {
  const { chat, secret } = asking;
  return {
    id: 'reading',
    about: 'A model writes the problem back from the solution alone; conditions that were overlooked, made up or misread are flagged.',
    speed: 'slow',
    version: 1,
    key: chat.by,
    idle: needsProblem,
    async judge({ solution }, signal): Promise<Opinion> {
      const framed = await frame({ ...solution, problem: undefined }, { secret });
      const rebuilt = await ask(
        asking,
        {
          prompt: 'reading-rebuild-1',
          parts: [
            'Below is a solution without its problem. Write the problem it solves: every condition the solution uses, with its numbers, and the question it answers. Do not add what it does not use.',
            asData(framed),
            framed.text,
          ],
          properties: { conditions: list(text), question: text },
        },
        0,
        signal,
      );
      const problem = solution.problem!.text;
      const given = conditionsOf(problem);
      const back = texts(rebuilt.fields.conditions, most);
      const dates = [rebuilt.date];
      const compare = async (prompt: string, question: string, properties: Record<string, unknown>): Promise<Fields> => {
        const { fields, date } = await ask(asking, { prompt, parts: [question], properties }, 0, signal);
        dates.push(date);
        return fields;
      };
      // A condition all whose numbers are used was not overlooked; only the others are asked about.
      const idle = new Set(unused(solution).map(({ span }) => span.start));
      const doubtful = given.filter(one => !one.question && (one.numbers.length === 0 || idle.has(one.span.start))).slice(0, most);
      const overlooked = doubtful.map(async (one): Promise<Objection[]> => {
        const said = await compare(
          'reading-overlooked-1',
          `Conditions:\n${bullets(back)}\n\nCan this condition be concluded from them, or does it change nothing about the question "${harmless(String(rebuilt.fields.question ?? ''))}"?\nCondition: ${harmless(one.text)}`,
          { concluded: flag, changes_nothing: flag },
        );
        if (said.concluded !== false || said.changes_nothing !== false) return [];
        return [
          {
            ...doubt,
            step: last(solution),
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
        compare(
          'reading-question-1',
          `Do these ask for the same?\nA: ${harmless(asked.text)}\nB: ${harmless(String(rebuilt.fields.question ?? ''))}`,
          { same: flag },
        ).then((said): Objection[] =>
          said.same === false
            ? [
                {
                  ...doubt,
                  step: last(solution),
                  problem: asked.span,
                  slip: 'question_understanding',
                  message: `The solution may answer another question: “${short(String(rebuilt.fields.question))}”.`,
                },
              ]
            : [],
        ),
      ];
      const objections = (await Promise.all([...overlooked, ...invented, ...(misread ?? [])])).flat();
      return { verifier: 'reading', by: chat.by, first: null, objections, date: dates.sort()[0] };
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

/** Puts the answer back: one number of the problem is hidden, and must come out again (FOBAR, arXiv 2308.07758). */
export function maskedVerifier(asking: Asking, samples: number): ModelVerifier {
  const { chat } = asking;
  return {
    id: 'masked',
    about: 'Hides one number of the problem and asks for it, given the answer: a right answer gives it back.',
    speed: 'slow',
    version: 1,
    key: JSON.stringify([chat.by, samples]),
    idle: analysis => {
      if (needsProblem(analysis)) return needsProblem(analysis);
      // Where the kernel has put the answer back into the problem's own equations, there is nothing to ask.
      const done = analysis.claims.some(
        claim => (claim.verifier === 'putback' || claim.kind === 'solution') && claim.outcome.outcome !== 'unknown',
      );
      return done ? 'the answer was put back into the equations symbolically' : undefined;
    },
    async judge({ solution }, signal): Promise<Opinion> {
      const base = { verifier: 'masked', by: chat.by, objections: [] };
      const answer = ownAnswer(solution);
      if (answer === undefined) return { ...base, first: null, why: 'no final answer is stated' };
      const problem = solution.problem!.text;
      const places = [...problem.matchAll(/(?<![\d.,])\d+(?:\.\d+)?(?![\d,.]*\d)/g)].slice(0, 4);
      if (places.length === 0) return { ...base, first: null, why: 'the problem holds no number to hide' };
      const dates: string[] = [];
      const tried = await Promise.all(
        places.map(async place => {
          const hidden = `${problem.slice(0, place.index)}x${problem.slice(place.index + place[0].length)}`;
          const question = {
            prompt: 'masked-1',
            temperature: samples > 1 ? 0.8 : 0,
            parts: [
              `In this problem one number is written as x.\n\n${harmless(hidden)}\n\nThe answer to the problem is known to be ${harmless(answer)}. What is x? Work it out from the answer; where no x fits, say "none".`,
            ],
            properties: { work: text, x: text },
          };
          const values = await Promise.all(
            Array.from({ length: samples }, async (_, sample) => {
              const { fields, date } = await ask(asking, question, sample, signal);
              dates.push(date);
              return typeof fields.x === 'string' || typeof fields.x === 'number' ? String(fields.x).replace(/^x\s*=\s*/, '') : undefined;
            }),
          );
          const back = values.map(value => (value === undefined ? undefined : value === 'none' ? false : sameAnswer(value, place[0])));
          return { place, values, right: back.filter(one => one === true).length, told: back.filter(one => one !== undefined).length };
        }),
      );
      const told = tried.filter(one => one.told > 0);
      if (told.length === 0)
        return { ...base, first: null, why: 'no hidden number came back in a form that can be compared', date: dates.sort()[0] };
      const lost = told.filter(one => 2 * one.right < one.told);
      const score = told.reduce((sum, one) => sum + one.right, 0) / told.reduce((sum, one) => sum + one.told, 0);
      if (2 * lost.length <= told.length) return { ...base, first: null, date: dates.sort()[0] };
      const [worst] = lost;
      const value = plurality(worst!.values.filter(one => one !== undefined))?.winner;
      const message = `Put back into the problem, the answer ${short(answer)} gives ${value === 'none' || value === undefined ? 'nothing' : short(value)} where the problem has ${worst!.place[0]}.`;
      const problemSpan = { start: worst!.place.index, end: worst!.place.index + worst!.place[0].length };
      return {
        ...base,
        first: null,
        objections: [{ step: last(solution), message, score, threshold: 0.5, problem: problemSpan }],
        date: dates.sort()[0],
      };
    },
  };
}

/** Conditions that may be there to mislead (I3C, NAACL 2024); only those with a number that no step uses are asked about. */
export function irrelevantVerifier(asking: Asking): ModelVerifier {
  const { chat } = asking;
  return {
    id: 'irrelevant',
    about: 'Says of conditions whose numbers are never used whether they matter; those that do were forgotten.',
    speed: 'slow',
    version: 1,
    key: chat.by,
    idle: analysis =>
      needsProblem(analysis) ?? (unused(analysis.solution).length === 0 ? 'every number of the problem is used' : undefined),
    async judge({ solution }, signal): Promise<Opinion> {
      const dates: string[] = [];
      const objections = await Promise.all(
        unused(solution)
          .slice(0, most)
          .map(async (condition): Promise<Objection> => {
            const { fields, date } = await ask(
              asking,
              {
                prompt: 'irrelevant-1',
                parts: [
                  `Problem:\n${harmless(solution.problem!.text)}\n\nIs this condition needed to solve it?\nCondition: ${harmless(condition.text)}`,
                ],
                properties: { why: text, needed: flag },
              },
              0,
              signal,
            );
            dates.push(date);
            const needed = fields.needed === true;
            const message = needed
              ? `A condition is not used, and the model finds it needed: “${short(condition.text)}”.`
              : `A condition is not used; the model finds it irrelevant: “${short(condition.text)}”.`;
            return {
              ...doubt,
              hint: !needed,
              step: last(solution),
              problem: condition.span,
              message,
              ...(needed ? { slip: 'question_understanding' as const } : {}),
            };
          }),
      );
      return { verifier: 'irrelevant', by: chat.by, first: null, objections, date: dates.sort()[0] };
    },
  };
}

/** Two steps that contradict each other, quoted from both (after ChatProtect, ICLR 2024). */
export function contradictionVerifier(asking: Asking, votes: number): ModelVerifier {
  const { chat, secret } = asking;
  return {
    id: 'contradiction',
    about: 'A model looks for two steps that cannot both be true, and quotes both.',
    speed: 'slow',
    version: 1,
    key: JSON.stringify([chat.by, votes]),
    idle: ({ solution }) => (solution.steps.length < 2 ? 'there are not two steps' : undefined),
    async judge({ solution }, signal): Promise<Opinion> {
      const framed = await frame(solution, { secret });
      const question = {
        prompt: 'contradiction-1',
        temperature: votes > 1 ? 0.8 : 0,
        parts: [
          `Do two of these steps state things that cannot both be true in this problem? Cases and suppositions that are dropped again do not count. Steps are numbered from 0. ${asData(framed)}`,
          framed.text,
          'Quote the words of both steps letter by letter; where nothing contradicts, leave the quotes empty and set both steps to -1.',
        ],
        properties: { first_step: { type: 'integer' }, first_quote: text, second_step: { type: 'integer' }, second_quote: text, why: text },
      };
      const answers = await Promise.all(Array.from({ length: votes }, (_, sample) => ask(asking, question, sample, signal)));
      const pairs = answers.map(({ fields }) => pairOf(solution, fields));
      const date = answers.map(one => one.date).sort()[0];
      const base = { verifier: 'contradiction', by: chat.by, date };
      const tally = plurality(pairs.map(pair => (pair ? `${pair.early}/${pair.late}` : 'none')));
      const pair = pairs.find(one => one && `${one.early}/${one.late}` === tally?.winner);
      // Which of the two is wrong, the contradiction does not tell.
      if (!pair || tally!.share <= 0.5) return { ...base, first: null, objections: [] };
      const message = `This contradicts step ${pair.early + 1}${pair.why ? `: ${pair.why}` : ''}${votes > 1 ? ` (${Math.round(tally!.share * votes)} of ${votes} votes)` : ''}`;
      return {
        ...base,
        first: null,
        objections: [
          { step: pair.late, at: pair.at, message, score: 1 - tally!.share, threshold: 0.5, slip: 'referencing_previous_step_value' },
        ],
      };
    },
  };
}

function pairOf({ steps }: Solution, fields: Fields) {
  const sides = (
    [
      ['first_step', 'first_quote'],
      ['second_step', 'second_quote'],
    ] as const
  ).map(([step, quote]) => {
    const number = fields[step];
    const words = fields[quote];
    const own = typeof number === 'number' ? steps[number] : undefined;
    const at = own && typeof words === 'string' ? placeOf(words, own.text.text) : undefined;
    return at && { number: number as number, at };
  });
  const [a, b] = sides;
  if (!a || !b || a.number === b.number) return undefined;
  const late = a.number > b.number ? a : b;
  const why = typeof fields.why === 'string' ? fields.why.replace(/\s+/g, ' ').trim().slice(0, 300) : '';
  return { early: Math.min(a.number, b.number), late: late.number, at: late.at, why };
}

function bullets(lines: readonly string[]): string {
  return lines.map(line => `- ${harmless(line)}`).join('\n') || '- (none)';
}

function short(words: string): string {
  const line = words.replace(/\s+/g, ' ').trim();
  return line.length > 120 ? `${line.slice(0, 119)}…` : line;
}
