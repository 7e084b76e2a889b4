import type { Claim } from '../claims/claim';
import { printText } from '../math/print';
import type { Outcome } from '../model';
import { decideClosed } from './closed';
import type { Verifier } from './verifier';

/** A value that is concluded for a letter, against the bound that the same step gives. */
export const bound: Verifier = {
  id: 'bound',
  about: 'Compares a value that is concluded for a letter with what the same step says the letter must be.',
  speed: 'fast',
  version: 1,
  wants: claim => claim.kind === 'bound',
  check: decide,
  examples: [
    `Step 1: We must have $x > 1$ and $x > 4^{1/2} = 2$. Therefore, the only solution is $x = \\sqrt{2}$.
                                                                                     ^^^^^^^^^^^^ bound: x is to be > 4^(1/2), and ≈ 1.414214 is not.`,
    'We must have $x > 0$, so we discard the negative root and keep only $x = 3$. We know that $n$ must be positive. Therefore, we reject $n = -2$.',
  ],
};

function decide(claim: Claim): Outcome {
  const verdict = decideClosed(claim.left, claim.op, claim.right, claim.scope);
  if (verdict.outcome !== 'fails') return verdict;
  return {
    ...verdict,
    message: `${claim.premises[0]!.label} is to be ${claim.op} ${printText(claim.right[0]!)}, and ${verdict.witness.left.text} is not.`,
    slip: { name: 'confusing_concept' },
  };
}
