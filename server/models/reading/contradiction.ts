// Steps that contradict each other.
import type { Opinion, Solution } from '../../core';
import { type Fields, heat, interview, text } from '../asking';
import { asData, frame, placeOf } from '../transcript';
import type { Asking, ModelVerifier } from '../verifier';
import { plurality } from '../votes';

/** Two steps that contradict each other, quoted from both (after ChatProtect, ICLR 2024). */
export function contradictionVerifier(asking: Asking, votes: number): ModelVerifier {
  const { chat, secret } = asking;
  return {
    id: 'contradiction',
    about: 'A model looks for two steps that cannot both be true, and quotes both.',
    by: chat.by,
    speed: 'slow',
    version: 1,
    key: JSON.stringify([chat.by, votes]),
    idle: ({ solution }) => (solution.steps.length < 2 ? 'there are not two steps' : undefined),
    async judge({ solution }, signal): Promise<Opinion> {
      const framed = await frame(solution, { secret });
      const question = {
        prompt: 'contradiction-1',
        temperature: heat(votes),
        parts: [
          `Do two of these steps state things that cannot both be true in this problem? Cases and suppositions that are dropped again do not count. Steps are numbered from 0. ${asData(framed)}`,
          framed.text,
          'Quote the words of both steps letter by letter; where nothing contradicts, leave the quotes empty and set both steps to -1.',
        ],
        properties: { first_step: { type: 'integer' }, first_quote: text, second_step: { type: 'integer' }, second_quote: text, why: text },
      };
      const { ask, dated } = interview(asking, signal);
      const answers = await Promise.all(Array.from({ length: votes }, (_, sample) => ask(question, sample)));
      const pairs = answers.map(fields => pairOf(solution, fields));
      const base = { verifier: 'contradiction', by: chat.by, ...dated() };
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
