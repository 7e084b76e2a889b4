import { printText } from '../math/print';
import { decideClosed } from './closed';
import type { Verifier } from './verifier';

/** A final answer against the result that it restates. */
export const answer: Verifier = {
  id: 'answer',
  about:
    'Compares a stated final answer with the result that the same step or sentence arrived at, and with the value that the problem asks for.',
  speed: 'fast',
  version: 1,
  wants: claim => claim.kind === 'answer',
  check(claim) {
    const verdict = decideClosed(claim.left, '=', claim.right, { ...claim.scope, magnitude: [...claim.scope.magnitude, 2], money: true });
    if (verdict.outcome !== 'fails') return verdict;
    const { left, right } = verdict.witness;
    return {
      ...verdict,
      message:
        claim.premises[0]?.from === 'problem'
          ? `The problem asks for ${printText(claim.left[0]!)}, which is ${left.text}; the answer says ${right.text}.`
          : `The result just above is ${left.text}, the answer says ${right.text}.`,
      slip: { name: 'referencing_previous_step_value' },
    };
  },
  examples: [
    `So the total is 3 * 4 + 2 = 12 + 2 = 14. So the answer is 15.
                                                          ^^ answer: The result just above is 14, the answer says 15.`,
    'The share is 2/5 = 4/10 = 0.4. So the answer is 40%.',
  ],
};
