import { decideClosed } from './closed';
import { decideGrids, hasGrid } from './grids';
import { decideRewriting } from './rewrite';
import type { Verifier } from './verifier';

/** Matrices, vectors and tuples of coordinates: reckoned out, and compared entry by entry. */
export const matrix: Verifier = {
  id: 'matrix',
  about: 'Reckons with matrices, vectors and tuples, and compares the results entry by entry.',
  speed: 'fast',
  version: 1,
  wants: claim =>
    (claim.kind === 'arithmetic' || claim.kind === 'rewrite') && claim.op === '=' && (hasGrid(claim.left) || hasGrid(claim.right)),
  check: claim =>
    decideGrids(claim.left, claim.right, (l, r) =>
      claim.kind === 'arithmetic' ? decideClosed([l], '=', [r], claim.scope) : decideRewriting({ ...claim, left: [l], right: [r] }),
    ),
  examples: [
    `The vector is $(5, 6) - (2, 2) = (3, 5)$.
               ^^^^^^^^^^^^^^^^^^^^^^^^ matrix: In coordinate 2, 6 - 2 is 4, not 5.`,
    `$$\\begin{pmatrix} 1 & 2 \\\\ 3 & 4 \\end{pmatrix} \\begin{pmatrix} 5 \\\\ 6 \\end{pmatrix} = \\begin{pmatrix} 17 \\\\ 38 \\end{pmatrix}$$
  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ matrix: In coordinate 2, 3·5 + 4·6 is 39, not 38.`,
    `Doubling gives $2 \\langle 1, -3, 4 \\rangle + (0, 1, 0) = \\langle 2, -5, 6 \\rangle$.
                ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ matrix: In coordinate 3, 2·4 + 0 is 8, not 6.`,
    'The inverse is $\\begin{pmatrix} 1 & 2 \\\\ 3 & 4 \\end{pmatrix}^{-1} = \\frac{1}{-2} \\begin{pmatrix} 4 & -2 \\\\ -3 & 1 \\end{pmatrix}$.',
    'The cross product $(1, 0, 2) \\times (0, 1, 3) = (-2, -3, 1)$ and the dot product $(1, 2) \\cdot (3, 4) = 11$.',
    'The midpoint is $\\left(\\frac{1 + 5}{2}, \\frac{2 + 2}{2}\\right) = (3, 2)$, and $t (1, 2) + (3, 4) = (t + 3, 2t + 4)$.',
  ],
};
