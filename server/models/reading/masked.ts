// Whether the answer gives the problem's own numbers back.
import type { Opinion } from '../../core';
import { ownAnswer, sameAnswer } from '../answers';
import { heat, interview, text } from '../asking';
import { harmless } from '../transcript';
import type { Asking, ModelVerifier } from '../verifier';
import { plurality } from '../votes';
import { lastOf, needsProblem, short } from './words';

/** Puts the answer back: one number of the problem is hidden, and must come out again (FOBAR, arXiv 2308.07758). */
export function maskedVerifier(asking: Asking, samples: number): ModelVerifier {
  const { chat } = asking;
  return {
    id: 'masked',
    about: 'Hides one number of the problem and asks for it, given the answer: a right answer gives it back.',
    by: chat.by,
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
      const { ask, dated } = interview(asking, signal);
      const tried = await Promise.all(
        places.map(async place => {
          const hidden = `${problem.slice(0, place.index)}x${problem.slice(place.index + place[0].length)}`;
          const question = {
            prompt: 'masked-1',
            temperature: heat(samples),
            parts: [
              `In this problem one number is written as x.\n\n${harmless(hidden)}\n\nThe answer to the problem is known to be ${harmless(answer)}. What is x? Work it out from the answer; where no x fits, say "none".`,
            ],
            properties: { work: text, x: text },
          };
          const values = await Promise.all(
            Array.from({ length: samples }, async (_, sample) => {
              const { x } = await ask(question, sample);
              return typeof x === 'string' || typeof x === 'number' ? String(x).replace(/^x\s*=\s*/, '') : undefined;
            }),
          );
          const back = values.map(value => (value === undefined ? undefined : value === 'none' ? false : sameAnswer(value, place[0])));
          return { place, values, right: back.filter(one => one === true).length, told: back.filter(one => one !== undefined).length };
        }),
      );
      const told = tried.filter(one => one.told > 0);
      if (told.length === 0) return { ...base, first: null, why: 'no hidden number came back in a form that can be compared', ...dated() };
      const lost = told.filter(one => 2 * one.right < one.told);
      const score = told.reduce((sum, one) => sum + one.right, 0) / told.reduce((sum, one) => sum + one.told, 0);
      if (2 * lost.length <= told.length) return { ...base, first: null, ...dated() };
      const [worst] = lost;
      const value = plurality(worst!.values.filter(one => one !== undefined))?.winner;
      const message = `Put back into the problem, the answer ${short(answer)} gives ${value === 'none' || value === undefined ? 'nothing' : short(value)} where the problem has ${worst!.place[0]}.`;
      const problemSpan = { start: worst!.place.index, end: worst!.place.index + worst!.place[0].length };
      return {
        ...base,
        first: null,
        objections: [{ step: lastOf(solution), message, score, threshold: 0.5, problem: problemSpan }],
        ...dated(),
      };
    },
  };
}
