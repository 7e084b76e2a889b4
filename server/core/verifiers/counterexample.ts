import type { Claim } from '../claims/claim';
import { variables } from '../math/expr';
import { counterexample as search } from '../math/points';
import { assigned, nameText, printText, showValue } from '../math/print';
import type { Outcome } from '../model';
import type { Verifier } from './verifier';

/** A claim of general truth, tried on small cases. */
export const counterexample: Verifier = {
  id: 'counterexample',
  about: 'Tries a claim that is said to hold for all numbers of a kind on small cases that satisfy everything in force.',
  speed: 'fast',
  version: 1,
  wants: claim => claim.kind === 'general',
  check: decide,
  examples: [
    `Let $m$ be a positive integer with $5 + 5 = 10$. Since $5m$ is always odd, this fails.
                                                        ^^^^^^^^^^^^^^^^^ counterexample: At m = 2 it is false: 5m is 10.`,
    `If $a$ is odd, then $a^2 + 3$ is odd. So $1 + 3 = 4$.
                     ^^^^^^^^^^^^^^^ counterexample: At a = 3 it is false: a^2 + 3 is 12.`,
    `Let $n$ be an integer with $n^2 > 4$. For $n > 2$, both $n - 1$ and $n - 2$ are positive integers greater than 1.
                                                                     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ counterexample: At n = 3 it is false: the left side is 1, the right side is 1.`,
    `We know that $x^2 \\ge 2x$ for all positive real numbers $x$.
              ^^^^^^^^^^ counterexample: At x = 1 it is false: the left side is 1, the right side is 2.`,
    `Let $P(n) = n^2 + n + 1$. If $a$ is odd, then $P(a)$ is even. So $1 + 3 = 4$.
                                               ^^^^^^^^^^^^^ counterexample: At a = 3 it is false: a^2 + a + 1 is 13.`,
    'If $n$ is odd, then $n^2 + 1$ is even. We have $x + \\frac{1}{x} \\ge 2$ for all positive real numbers $x$.',
    'For $2n + 1$ to be a square, $n$ must be even. We need $x^2 \\ge 2x$ for all $x$ in the range.',
  ],
};

/** Points to try: enough for two or three letters over small values. */
const POINTS = 60;

function decide(claim: Claim): Outcome {
  const background = claim.background;
  if (!background) return { outcome: 'unknown', why: 'its range is not known' };
  const found = search(background.relations, claim, new Map(background.sorts), POINTS);
  // That it holds in many cases proves nothing.
  if (found.verdict !== 'fails') return { outcome: 'unknown', why: found.verdict === 'holds' ? 'it held in all small cases' : found.why };
  // Where no range is stated, only a claim that fails everywhere is refuted.
  if (!claim.scope.announced && found.holds > 0 && claim.op !== '∈' && claim.op !== '∉')
    return { outcome: 'unknown', why: 'its range is not stated' };
  const names = new Set([claim, ...background.relations].flatMap(r => [...r.left, ...r.right].flatMap(e => [...variables(e)])));
  const at = [...found.point]
    .filter(([name]) => names.has(name))
    .map(([name, value]) => ({ name: nameText(name), value: showValue(value) }));
  const where = at.map(a => assigned(a.name, a.value)).join(', ');
  const left = showValue(found.left);
  const set = claim.op === '∈' || claim.op === '∉';
  const asked = claim.premises[0]?.from === 'problem' && claim.premises[0].why === 'value';
  const right = set ? { text: printText(claim.right[0]!), tex: `\\text{${printText(claim.right[0]!)}}` } : showValue(found.right);
  return {
    outcome: 'fails',
    witness: { at, left, op: claim.op, right },
    message: asked
      ? `With ${where}, as the problem has it, ${printText(claim.left[0]!)} is ${left.text}; the answer says ${printText(claim.right[0]!)}.`
      : `At ${where} it is false: ${set ? `${printText(claim.left[0]!)} is ${left.text}` : `the left side is ${left.text}, the right side is ${right.text}`}.`,
    slip: { name: 'confusing_concept' },
  };
}
