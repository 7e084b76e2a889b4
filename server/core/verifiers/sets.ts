import type { Claim } from '../claims/claim';
import { evaluate } from '../math/evaluate';
import { type Expr, mapChildren, num, some } from '../math/expr';
import { printTex, printText, showValue } from '../math/print';
import { q } from '../math/rational';
import { cardinality, isSet, onlyIn, setOf } from '../math/sets';
import type { Outcome } from '../model';
import { decideClosed } from './closed';
import type { Verifier } from './verifier';

const holdsSet = (e: Expr): boolean => some(e, isSet);

/** Sets of numbers and intervals: their unions, intersections, differences and sizes. */
export const sets: Verifier = {
  id: 'sets',
  about: 'Works out unions, intersections and differences of sets of numbers and of intervals, and counts elements.',
  speed: 'fast',
  version: 1,
  wants: claim => claim.kind === 'arithmetic' && claim.op === '=' && [...claim.left, ...claim.right].some(holdsSet),
  check: decide,
  examples: [
    `So $\\{1, 2, 3\\} \\cup \\{3, 4\\} = \\{1, 2, 3, 4, 5\\}$.
    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ sets: 5 is in the right set, but not in the left one.`,
    `Together, $(-\\infty, 3) \\cap [1, 5) = [1, 3]$.
           ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ sets: 3 is in the right set, but not in the left one.`,
    `We have $|\\{2, 3, 5, 7\\}| + 1 = 6$.
         ^^^^^^^^^^^^^^^^^^^^^^^^ sets: 4 + 1 is 5, not 6.`,
    'Hence $(-\\infty, 3) \\cap [1, 5) = [1, 3)$ and $[0, 2] \\setminus \\{1\\} = [0, 1) \\cup (1, 2]$, while $|\\{1, 2\\} \\cup \\{2, 3\\}| = 3$.',
    'The set $\\{1, 3\\} \\cup \\{2\\} = \\{3, 2, 1\\}$ is listed in another order, and $\\{1, 2\\} \\cap \\{3\\} = \\varnothing$.',
  ],
};

function decide(claim: Claim): Outcome {
  let failed: Outcome | undefined;
  for (const l of claim.left) {
    for (const r of claim.right) {
      const outcome = isSet(l) || isSet(r) ? compared(l, r) : decideClosed([counted(l)], '=', [counted(r)], claim.scope);
      if (outcome.outcome !== 'fails') return outcome;
      failed ??= outcome;
    }
  }
  return failed ?? { outcome: 'unknown', why: 'it could not be read' };
}

/** e with the size of a set in place of bars around it. */
function counted(e: Expr): Expr {
  if (e.k === 'call' && e.fn === 'abs' && isSet(e.args[0]!)) {
    const n = cardinality(setOf(e.args[0]!, x => evaluate(x)));
    if (n !== undefined) return num(q(n), e.span);
  }
  return mapChildren(e, counted);
}

function compared(l: Expr, r: Expr): Outcome {
  const [a, b] = [l, r].map(e => setOf(e, x => evaluate(x))) as [ReturnType<typeof setOf>, ReturnType<typeof setOf>];
  const only = onlyIn(a, b);
  const other = only ? undefined : onlyIn(b, a);
  const x = only ?? other;
  if (!x) return { outcome: 'holds' };
  const shown = showValue(x).text;
  const sides = { left: { text: printText(l), tex: printTex(l) }, right: { text: printText(r), tex: printTex(r) } };
  return {
    outcome: 'fails',
    witness: { at: [], left: sides.left, op: '=', right: sides.right, note: shown },
    message: only ? `${shown} is in the left set, but not in the right one.` : `${shown} is in the right set, but not in the left one.`,
    slip: { name: 'calculation' },
  };
}
