// A refuted claim with the witness put in on both sides, so that the values can be checked by hand.
import { type Expr, hasOperation, substitute, variables } from './math/expr';
import { shown } from './math/print';
import { readShown } from './math/read';
import type { Checked, Shown } from './model';

export type Substituted = { readonly left: Shown; readonly right: Shown };

/** Both sides at the witness, not worked out; undefined for closed claims and where a side cannot be read back. */
export function substituted({ left, right, outcome }: Checked): Substituted | undefined {
  if (outcome.outcome !== 'fails' || outcome.witness.at.length === 0) return undefined;
  const values = new Map<string, Expr>();
  for (const { name, value } of outcome.witness.at) {
    const read = readShown(value);
    if (read) values.set(name, read);
  }
  const sides = [left, right].map(readShown);
  const [a, b] = sides;
  if (!a || !b || !sides.some(side => hasOperation(side!) && [...variables(side!)].some(name => values.has(name)))) return undefined;
  return { left: shown(substitute(a, values)), right: shown(substitute(b, values)) };
}
