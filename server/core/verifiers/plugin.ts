import type { Claim } from '../claims/claim';
import { type Expr, substitute, variables } from '../math/expr';
import { nameText } from '../math/print';
import type { Outcome } from '../model';
import { decideClosed } from './closed';
import type { Verifier } from './verifier';

/** Known values put in for letters: the result must be what they give. */
export const plugIn: Verifier = {
  id: 'plug-in',
  about: 'Puts the known values of letters into an expression, or what a defined function is taken at, and compares with what was written.',
  speed: 'fast',
  version: 1,
  wants: claim => claim.kind === 'plug-in',
  check: decide,
  examples: [
    `We found $x = 3$. Then $y = 2x + 1 = 2\\cdot 4 + 1 = 9$.
                            ^^^^^^^^^^^^^^^^^^^^^ plug-in: With x = 3: the left side is 7, the right side is 9.`,
    `Let $f(x) = 2x^2 + 1$. Then $f(3) = 18$.
                             ^^^^^^^^^ plug-in: With f(x) = 2x^2 + 1: the left side is 19, the right side is 18.`,
    'With $r = 6$ and $h = 12$ the volume is $V = \\pi r^2 h = \\pi \\cdot 36 \\cdot 12 = 432\\pi$.',
    'If $x = 1$ then $2x + 1 = 3$; if $x = 2$ then $2x + 1 = 5 = 4 + 1$.',
  ],
};

function decide(claim: Claim): Outcome {
  const values = new Map<string, Expr>();
  for (const p of claim.premises) {
    const name = p.left[0];
    if (name?.k === 'sym') values.set(name.name, p.right[0]!);
    else if (name?.k === 'atom') values.set(name.key, p.right[0]!);
  }
  const put = (e: Expr) => substitute(e, values);
  const left = claim.left.map(put);
  const right = claim.right.map(put);
  if ([...left, ...right].some(e => variables(e).size)) return { outcome: 'unknown', why: 'a letter is left without a value' };
  const verdict = decideClosed(left, claim.op, right, claim.scope);
  if (verdict.outcome !== 'fails') return verdict;
  const at = claim.premises.map(p => ({
    name: (p.left[0] as { name?: string; key?: string }).name ?? p.label,
    value: { text: p.label.split(' = ')[1] ?? p.label, tex: p.label.split(' = ')[1] ?? p.label },
  }));
  const w = verdict.witness;
  return {
    ...verdict,
    witness: { ...w, at },
    message: `With ${claim.premises.map(p => nameText(p.label)).join(', ')}: the left side is ${w.left.text}, the right side is ${w.right.text}.`,
    slip: { name: 'referencing_previous_step_value' },
  };
}
