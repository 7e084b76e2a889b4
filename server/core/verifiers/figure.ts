import type { Claim } from '../claims/claim';
import type { Outcome } from '../model';
import { decideClosed } from './closed';
import type { Verifier } from './verifier';

/** Lengths, shapes and angles of figures with named points. */
export const figure: Verifier = {
  id: 'figure',
  about:
    'Checks lengths, squares, rectangles, equilateral triangles and midpoints by the coordinates of named points, and the angles of a triangle by their sum.',
  speed: 'fast',
  version: 1,
  wants: claim => claim.kind === 'figure',
  check: decide,
  examples: [
    `The points are $A(0,0)$, $B(4,0)$, $D(7,5)$ and $E(3,5)$. So $AB = 4$ and $DE = 5$.
                                                                           ^^^^^^ figure: By the coordinates, DE is 4, not 5.`,
    `In triangle $ABC$ we have $\\angle BAC = 25^\\circ$ and $\\angle ABC = 125^\\circ$. Then $\\angle BCA = 180^\\circ - 125^\\circ = 55^\\circ$.
                                                                                      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ figure: The sum of the angles of triangle ABC is 205, not 180.`,
    `Let $E = (20, 0)$ and $N = (20, 20)$. As triangle $MEN$ is equilateral, $M = (20, 10 + 10\\sqrt{3})$.
                                                                         ^^^^^^^^^^^^^^^^^^^^^^^^^ figure: By the coordinates, ME² (and EN² as well) is ≈ 746.4102, not 400.`,
    'Square $ABCD$ has $A = (0,0)$, $B = (2,0)$, $C = (2,2)$ and $D = (0,2)$, so $AC = 2\\sqrt{2}$. $M$ is the midpoint of $AB$ at $(1, 0)$.',
  ],
};

function decide(claim: Claim): Outcome {
  const verdict = decideClosed(claim.left, '=', claim.right, claim.scope);
  if (verdict.outcome !== 'fails') return verdict;
  const { left, right } = verdict.witness;
  return { ...verdict, message: `${claim.premises[0]!.label} is ${left.text}, not ${right.text}.`, slip: { name: 'confusing_concept' } };
}
