import { nameText } from '../math/print';
import { decideClosed } from './closed';
import type { Verifier } from './verifier';

/** A quantity defined by one formula and worked out from another. */
export const carried: Verifier = {
  id: 'carried',
  about: 'Compares a defined quantity with the formula that it is later worked out from: a copied value must not change.',
  speed: 'fast',
  version: 1,
  wants: claim => claim.kind === 'carried',
  check(claim) {
    const before = claim.premises[0]!;
    const verdict = decideClosed(before.right, '=', claim.right, claim.scope);
    if (verdict.outcome !== 'fails') return verdict;
    const { left, right } = verdict.witness;
    const name = nameText(before.label.split(' = ')[0]!);
    return {
      ...verdict,
      message: `${name} was defined with the value ${left.text}; here it is worked out from ${right.text}.`,
      slip: { name: 'referencing_previous_step_value' },
    };
  },
  examples: [
    `Let A = (9 - 5) and B = (4 + 3). Now A = (9 - 6) = 3.
                                     ^^^^^^^^^^^ carried: A was defined with the value 4; here it is worked out from 3.`,
    'Let A = (9 - 5). Then A = 9 - 5 = 4. For the next part let A = 7 + 1.',
  ],
};
