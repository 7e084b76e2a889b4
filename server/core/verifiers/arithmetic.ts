import type { Claim } from '../claims/claim';
import { evaluate, isQ, Undefined, type Value } from '../math/evaluate';
import { type Expr, hasOperation, some } from '../math/expr';
import { mixedSum } from '../math/measure';
import { printText, showValue } from '../math/print';
import type { Outcome } from '../model';
import { decideClosed } from './closed';
import type { Verifier } from './verifier';

/** Both sides without variables: evaluated exactly, link by link. */
export const arithmetic: Verifier = {
  id: 'arithmetic',
  about: 'Evaluates both sides of every relation between numbers, exactly, under every plausible reading.',
  speed: 'fast',
  version: 1,
  wants: claim => claim.kind === 'arithmetic',
  check(claim) {
    const verdict = decideClosed(claim.left, claim.op, claim.right, claim.scope);
    if (verdict.outcome === 'holds') return { ...verdict, hint: remark(claim) };
    return verdict.outcome === 'unknown' && claim.op === '=' ? (throughZero(claim) ?? verdict) : verdict;
  },
  examples: [
    `The cars have 57 cars x 4 wheels = 236 wheels in all.
              ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ arithmetic: 57 cars·4 wheels is 228, not 236 wheels.`,
    `$$(17-1)^2 = 49^2 = 2401$$
  ^^^^^^^^^^^^^^^ arithmetic: The left side is 256, the right side is 2401.`,
    `As complex numbers, $(2+i)(2-3i) = 4 - 6i + 2i + 3 = 7 - 5i$.
                                   ^^^^^^^^^^^^^^^^^^^^^^^^ arithmetic: The left side is 7 - 4i, the right side is 7 - 5i.`,
    `The slope is $\\frac{0 - 5}{3 - 3} = -1$.
              ^^^^^^^^^^^^^^^^^^^^^^^^ arithmetic: (0 - 5)/(3 - 3) divides by zero: it has no value, so it is not -1.`,
    'The conjugate of $z = 3+4i$ has $|3-4i| = 5$ and $e^{i\\pi} = -1$; also $\\frac{1}{i} = -i$ and $\\sqrt{-4} = 2i$.',
    'Each pays $10 / 3 = $3.33, and 1 1/2 hours * 2 = 3 hours; 20% of $80 = $16.',
    'She has 60/20 = 3 sets of 20, and 17/3 = 5 and 2/3 remain.',
  ],
};

/** What is odd about a true relation: money added to something else, or an amount below zero. */
function remark(claim: Claim): string | undefined {
  const mixed = mixedSum(claim.left[0]!);
  if (mixed) return `${mixed[0]} and ${mixed[1]} are added up here: what is their sum counted in?`;
  if (!claim.scope.story || claim.op !== '=') return undefined;
  const [l, r] = [claim.left[0]!, claim.right[0]!];
  const counted = [l, r].some(e => some(e, x => x.k === 'unit'));
  if (!counted || hasOperation(r) || !hasOperation(l)) return undefined;
  try {
    const value = evaluate(r);
    if (isQ(value) && value.n < 0n && !some(l, x => x.k === 'neg'))
      return `The result is below zero (${showValue(value).text}): is the smaller amount taken from the larger one?`;
  } catch {}
  return undefined;
}

/** A division by zero has no value: a number that is said to be its result is wrong, whatever it is. */
function throughZero(claim: Claim): Outcome | undefined {
  const divides = claim.left.every(e => valueOrZero(e) === 'undefined');
  const value = claim.right[0] && valueOrZero(claim.right[0]);
  if (!divides || !value || value === 'undefined') return undefined;
  const right = showValue(value);
  return {
    outcome: 'fails',
    witness: { at: [], left: { text: 'undefined', tex: '\\text{undefined}' }, op: '=', right },
    message: `${printText(claim.left[0]!)} divides by zero: it has no value, so it is not ${right.text}.`,
    slip: { name: 'calculation' },
  };
}

function valueOrZero(e: Expr): Value | 'undefined' | undefined {
  try {
    return evaluate(e);
  } catch (error) {
    return error instanceof Undefined && error.message === 'a division by zero' ? 'undefined' : undefined;
  }
}
