import { variables } from '../math/expr';
import { assigned } from '../math/print';
import { decideClosed } from './closed';
import { decideRewriting } from './rewrite';
import type { Verifier } from './verifier';

/** One quantity with two forms on consecutive lines. */
export const restated: Verifier = {
  id: 'restated',
  about: 'Compares the form a line gives a quantity with the form the line before gave it.',
  speed: 'fast',
  version: 1,
  wants: claim => claim.kind === 'restated',
  check(claim) {
    const before = claim.premises[0]!;
    const pair = { ...claim, left: before.right, chain: undefined };
    const closed = [...before.right, ...claim.right].every(e => !variables(e).size);
    const verdict = closed ? decideClosed(before.right, claim.op, claim.right, claim.scope) : decideRewriting(pair);
    if (verdict.outcome !== 'fails') return verdict;
    const { at, left, right } = verdict.witness;
    const where = at.length ? `At ${at.map(a => assigned(a.name, a.value)).join(', ')}` : '';
    return {
      ...verdict,
      message: where
        ? `${where} the line before gives ${left.text}, this one ${right.text}.`
        : `The line before gives ${left.text}, this one ${right.text}.`,
    };
  },
  examples: [
    `The revenue is $R = (450 - 5n)(500 + 10n)$.
Expanding this gives: $R = 225000 + 4000n - 50n^2$
                       ^^^^^^^^^^^^^^^^^^^^^^^^^^ restated: At n = 2 the line before gives 228800, this one 232800.`,
    `$h = \\sqrt{3^2 + 4^2}$
$h = 6$
 ^^^^^ restated: The line before gives 5, this one 6.`,
    'The roots are $x = \\frac{-2 + 6}{2}$ and $x = \\frac{-2 - 6}{2}$.',
    '$A = 2(w + 3) + 2w$\\n$A = 4w + 6$',
  ],
};
