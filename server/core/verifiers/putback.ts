import type { Claim } from '../claims/claim';
import { type Expr, substitute, variables } from '../math/expr';
import { nameText, printText } from '../math/print';
import type { Outcome } from '../model';
import { decideClosed } from './closed';
import type { Verifier } from './verifier';

/** Values stated as the solution of a system, put back into its equations. */
export const putBack: Verifier = {
  id: 'put-back',
  about: 'Puts the values that are stated for several unknowns back into the equations that they are to solve.',
  speed: 'fast',
  version: 2,
  wants: claim => claim.kind === 'put-back',
  check: decide,
  examples: [
    `We need x + y = 10 and x - y = 4.
Solving, we get x = 7, y = 4.
                ^^^^^^^^^^^^ put-back: x = 7, y = 4 do not satisfy x + y = 10: left 11, right 10.`,
    `We need x + y = 10 and x - y = 4.
Solving, we get x = 7, y = 3.`,
    `We have $x^3 - 4x^2 + 3 = 0$. By inspection, $x = 3$ is a root of the equation.
                                              ^^^^^ put-back: x = 3 does not satisfy x^3 - 4x^2 + 3 = 0: left -6, right 0.`,
    `The solutions of $x^2 - x = 2$ are $x = 2$ and $x = -1$.`,
    `We need xy = 12 and x + y = 7. First, x = 3 and y = 5 would give 15, so this pair is out.`,
  ],
};

function decide(claim: Claim): Outcome {
  const values = new Map<string, Expr>();
  for (const p of claim.premises) if (p.left[0]?.k === 'sym' && p.right[0]) values.set(p.left[0].name, p.right[0]);
  const put = (e: Expr) => substitute(e, values);
  const [left, right] = [claim.left.map(put), claim.right.map(put)];
  if ([...left, ...right].some(e => variables(e).size)) return { outcome: 'unknown', why: 'a letter is left without a value' };
  const verdict = decideClosed(left, '=', right, claim.scope);
  if (verdict.outcome !== 'fails') return verdict.outcome === 'holds' ? { outcome: 'holds' } : verdict;
  const { left: l, right: r } = verdict.witness;
  const stated = claim.premises.filter(p => p.left.length);
  const equation = `${printText(claim.left[0]!)} = ${printText(claim.right[0]!)}`;
  return {
    outcome: 'fails',
    witness: {
      ...verdict.witness,
      at: stated.map(p => ({ name: p.label.split(' = ')[0]!, value: { text: p.label.split(' = ')[1]!, tex: p.label.split(' = ')[1]! } })),
    },
    message: `${stated.map(p => nameText(p.label)).join(', ')} ${stated.length > 1 ? 'do' : 'does'} not satisfy ${equation}: left ${l.text}, right ${r.text}.`,
    slip: { name: 'calculation' },
  };
}
