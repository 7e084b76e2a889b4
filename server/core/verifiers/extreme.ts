import type { Claim } from '../claims/claim';
import { evaluate, isQ, Undefined } from '../math/evaluate';
import type { Expr } from '../math/expr';
import { truthOf } from '../math/points';
import { assigned, printText, showValue } from '../math/print';
import { add, isInteger, type Q, q, sub } from '../math/rational';
import type { Outcome } from '../model';
import type { Verifier } from './verifier';

/** The least or the greatest whole number that satisfies a condition. */
export const extreme: Verifier = {
  id: 'extreme',
  about: 'Puts a number that is said to be the least or the greatest with a property into that property, and its neighbours too.',
  speed: 'fast',
  version: 1,
  wants: claim => claim.kind === 'extreme',
  check: decide,
  examples: [
    `The smallest integer that satisfies the inequality $(x-5)(x+5) < 0$ is $x = 4$.
                                                    ^^^^^^^^^^^^^^^^^^^^^^^^^ extreme: x = 3 satisfies (x - 5)·(x + 5) < 0 too, and is less than 4.`,
    `The largest integer $b$ such that $b^2 < 41$ is $b = 7$.
                                   ^^^^^^^^^^^^^^^^^^^ extreme: b = 7 does not satisfy b^2 < 41: left 49, right 41.`,
    'The smallest positive integer $n$ such that $n^2 > 41$ is $n = 7$, and the largest integer $b$ with $b^2 < 41$ is $b = 6$.',
    'The smallest even integer $n$ such that $n^2 > 41$ is $n = 8$.',
  ],
};

/** How far from the stated number others are looked for. */
const FAR = 400;

function decide(claim: Claim): Outcome {
  const said = claim.left[0]!;
  if (said.k !== 'call' || said.args[0]?.k !== 'sym') return { outcome: 'unknown', why: 'it could not be read' };
  const [letter, kind, ...relations] = said.args as readonly [Expr & { k: 'sym' }, Expr, ...Expr[]];
  const value = claim.right.length === 1 ? evaluate(claim.right[0]!) : undefined;
  if (!value || !isQ(value) || !isInteger(value)) return { outcome: 'unknown', why: 'a whole number is needed' };
  const own = satisfies(relations, letter.name, value);
  if (own.truth === undefined) return { outcome: 'unknown', why: 'whether it satisfies the condition is not known' };
  const condition = relations.map(r => printText(r)).join(', ');
  const at = [{ name: letter.name, value: showValue(value) }];
  if (!own.truth) {
    const [left, right] = [showValue(own.left!), showValue(own.right!)];
    return {
      outcome: 'fails',
      witness: { at, left, op: own.op!, right },
      message: `${assigned(letter.name, at[0]!.value)} does not satisfy ${condition}: left ${left.text}, right ${right.text}.`,
      slip: { name: 'calculation' },
    };
  }
  if (said.fn === 'some') return { outcome: 'holds' };
  const least = said.fn === 'least';
  const floor = kind.k === 'call' && kind.fn === 'naturals' ? 1n : kind.k === 'call' && kind.fn === 'nonnegatives' ? 0n : undefined;
  for (let i = 1; i <= FAR; i++) {
    const other = least ? sub(value, q(i)) : add(value, q(i));
    if (floor !== undefined && other.n < floor) return { outcome: 'holds' };
    // "The smallest integer with b² > 41 is 7": positive ones may be meant.
    if (least && value.n > 0n && other.n < 0n) break;
    const found = satisfies(relations, letter.name, other);
    if (!found.truth) continue;
    const shown = showValue(other);
    return {
      outcome: 'fails',
      witness: { at: [{ name: letter.name, value: shown }], left: shown, op: least ? '<' : '>', right: at[0]!.value },
      message: `${assigned(letter.name, shown)} satisfies ${condition} too, and is ${least ? 'less' : 'greater'} than ${at[0]!.value.text}.`,
      slip: { name: 'confusing_concept' },
    };
  }
  return { outcome: 'unknown', why: 'none was found nearby' };
}

type Held = {
  readonly truth: boolean | undefined;
  readonly left?: ReturnType<typeof evaluate>;
  readonly right?: ReturnType<typeof evaluate>;
  readonly op?: Claim['op'];
};

/** Whether all relations hold at a value, and the first that does not. Where a side has no value it does not hold, and there is nothing to show. */
function satisfies(relations: readonly Expr[], name: string, x: Q): Held {
  const env = new Map([[name, x]]);
  for (const r of relations) {
    if (r.k !== 'rel') return { truth: undefined };
    try {
      const [left, right] = [evaluate(r.a, env), evaluate(r.b, env)];
      const truth = truthOf(left, r.op, right);
      if (truth !== true) return { truth, left, right, op: r.op };
    } catch (e) {
      if (e instanceof Undefined) return { truth: undefined };
      throw e;
    }
  }
  return { truth: true };
}
