// How many of all relations in the steps are decided, and what the others are: what a claim counts is only what is derived.
import type { Statement } from '../server/core/claims/statements';
import { claimsOf } from '../server/core/claims/whole';
import type { Memo } from '../server/core/memo';
import { type Solution, type SolutionAnalysis, toDocument } from '../server/core/model';

/** Counts of links of chains in the steps of solutions, by what became of them. */
export type Relations = { all: number; decided: number; undecided: number; others: Record<string, number> };

export const noRelations = (): Relations => ({ all: 0, decided: 0, undecided: 0, others: {} });

/** Adds the relations of one analysed solution. The memo is the one it was analysed with, so that nothing is read twice. */
export function countRelations(into: Relations, solution: Solution, analysis: SolutionAnalysis, memo: Memo): void {
  for (const { step, reading } of claimsOf(solution, memo)) {
    const own = analysis.claims.filter(c => c.step === step.id);
    for (const s of reading.statements)
      for (let link = 0; link + 1 < s.sides.length; link++) {
        into.all++;
        const span = toDocument(step.text, s.sides[link]!.span.start, s.sides[link + 1]!.span.end);
        const claims = own.filter(c => c.span.start < span.end && span.start < c.span.end);
        if (claims.some(c => c.outcome.outcome !== 'unknown')) into.decided++;
        else if (claims.length) into.undecided++;
        else {
          const kind = kindOf(s, link);
          into.others[kind] = (into.others[kind] ?? 0) + 1;
        }
      }
  }
}

function kindOf(s: Statement, link: number): string {
  const [left, right] = [s.sides[link]!, s.sides[link + 1]!];
  const op = s.relations[link]!.op;
  if (!left.readings.length || !right.readings.length) return 'a side is no expression that is read';
  if (op === '≡') return 'a congruence';
  if (op !== '=' && op !== '≈') return 'a condition that is stated: ≤, <, ≠';
  if (left.closed && right.closed) return 'two numbers side by side';
  const [a, b] = [left.name !== undefined, right.name !== undefined];
  if ((a && right.closed) || (b && left.closed)) return 'a value is stated';
  return a || b ? 'a name is given a formula' : 'an equation is stated';
}
