// Steps as formulas: a model translates, the kernel decides.
import type { Opinion, SolutionAnalysis } from '../../core';
import { list, requestOf, text } from '../asking';
import { oldest } from '../critic';
import { object } from '../prompts';
import { analyseTexts } from '../recheck';
import { frame } from '../transcript';
import { type ChatReply, samples } from '../transport/chat';
import { ModelFailure } from '../transport/failure';
import { objectIn, unusable } from '../verdict';
import type { Asking, ModelVerifier } from '../verifier';
import { aboutSteps, outvoted } from './evidence';
import type { ProgramCheck } from './sandbox';

/** Translations into formulas, decided by the kernel; what does not parse abstains (LINC's rule). */
export function translate({ chat, secret }: Asking, votes: number): ModelVerifier {
  return {
    id: 'translate',
    about: 'A model writes down what each step claims as closed formulas, and the symbolic kernel decides them.',
    by: chat.by,
    speed: 'slow',
    version: 1,
    key: JSON.stringify([chat.by, votes]),
    idle: ({ solution }) => (solution.steps.length === 0 ? 'there is no step' : undefined),
    async judge({ solution }: SolutionAnalysis, signal): Promise<Opinion> {
      const framed = await frame(solution, { secret });
      const question = aboutSteps(
        framed,
        votes,
        'translate-1',
        [
          'Write down, for each step, the equations and inequalities between numbers that it claims, with the numbers it uses, as plain formulas such as 3*(4+5) = 27 or 20/100*80 = 16. Write what the step claims, also where that is wrong. Leave out units, letters and steps without such a claim.',
        ],
        { claims: list(object({ step: { type: 'integer' }, formula: text })) },
      );
      const replies = await samples(chat, requestOf(question), votes, signal);
      if (replies.every(reply => reply instanceof ModelFailure)) throw replies[0];
      const runs = replies.flatMap(reply => (unusable(reply) === undefined ? [decided(objectIn((reply as ChatReply).text)?.claims)] : []));
      const base = { verifier: 'translate', by: chat.by, date: oldest(replies) };
      if (runs.length === 0) return { ...base, first: null, why: 'no translation could be read', objections: [] };
      const found = outvoted(runs, solution.steps.length, 'Read as a formula, this step fails');
      return { ...base, ...found, ...(found.why ? { why: 'nothing that was translated could be decided' } : {}) };
    },
  };
}

/** What the kernel says of the translations it can read. */
function decided(claims: unknown): ProgramCheck[] {
  if (!Array.isArray(claims)) return [];
  return claims.slice(0, 100).flatMap((claim): ProgramCheck[] => {
    const { step, formula } = (claim ?? {}) as { step?: unknown; formula?: unknown };
    if (!Number.isInteger(step) || typeof formula !== 'string' || formula.length > 500) return [];
    const outcomes = analyseTexts(undefined, [`$${formula.replaceAll('$', '')}$`])?.claims.map(one => one.outcome) ?? [];
    const fails = outcomes.find(outcome => outcome.outcome === 'fails');
    if (fails)
      return [
        { step: step as number, ok: false, note: `${formula} (${fails.outcome === 'fails' ? fails.message.replace(/\.$/, '') : ''})` },
      ];
    return outcomes.length > 0 && outcomes.every(outcome => outcome.outcome === 'holds')
      ? [{ step: step as number, ok: true, note: formula }]
      : [];
  });
}
