// From one congruence in a letter to the next: "2n + 11 ≡ 1 (mod 3), so 2n ≡ −10, so n ≡ 1".
import type { Step } from '../model';
import { toDocument } from '../model';
import type { Claim, Given, Scope } from './claim';
import { bringsIn, lists } from './line-shapes';
import { sameSet } from './sides';
import type { Reading, Statement } from './statements';
import { CONDITION, STEP_CUE } from './words';

/** Follows the congruences of a solution in order. */
export class CongruenceTrail {
  private previous: { readonly statement: Statement; readonly step: Step } | undefined;

  /** The claim that a congruence follows from the one just before; none where something else may be in use, or several are listed. */
  claim(step: Step, reading: Reading, index: number, scope: Scope): Claim | undefined {
    const s = reading.statements[index]!;
    const old = this.previous;
    const own = lone(s);
    // What stands between two congruences and holds no letter of them, 20 ≡ 2, goes into the second.
    if (!own && s.sides.every(side => side.closed)) {
      if (s.modulus) this.previous = undefined;
      return undefined;
    }
    this.previous = own ? { statement: s, step } : undefined;
    if (!own || !old || step.number - old.step.number > 1 || !sameSet(own, lone(old.statement)!)) return undefined;
    // "N ≡ 1 (mod 12), N ≡ 0 (mod 13)": two conditions.
    const [was, now] = [old.statement, s].map(x => x.sides.some(side => side.name !== undefined) && x.sides.some(side => side.closed));
    if (was || (now && step.id !== old.step.id && !s.arrow)) return undefined;
    const lines = s.alone && old.statement.alone;
    if (!lines && s.arrow === undefined && !STEP_CUE.test(s.before.join(' '))) return undefined;
    if ((bringsIn(s) && !lines) || (lists(s) && !lines) || (s.item && old.statement.item) || s.listed || s.after[0] === 'or')
      return undefined;
    if (s.before.some(w => CONDITION.has(w)) || old.statement.sentence.some(w => CONDITION.has(w)) || s.sentence.includes('system'))
      return undefined;
    const [left, right] = [s.sides[0]!, s.sides[1]!];
    const premise: Given = {
      from: old.step.id,
      span: toDocument(old.step.text, old.statement.span.start, old.statement.span.end),
      why: 'equation',
      label: old.step.text.text.slice(old.statement.span.start, old.statement.span.end).trim(),
      left: old.statement.sides[0]!.readings,
      op: '≡',
      right: old.statement.sides[1]!.readings,
    };
    return {
      kind: 'congruence',
      step: step.id,
      span: { start: left.span.start, end: right.span.end },
      left: left.readings,
      op: '≡',
      right: right.readings,
      content: `${left.keys}≡${right.keys}|${old.statement.sides.map(side => side.keys).join('≡')}`,
      // The modulus of the line before stands behind that of the claim.
      modulus: [s.modulus![0]!, old.statement.modulus![0]!],
      premises: [premise],
      scope,
      confirmOnly: s.doubt ?? old.statement.doubt,
      chain: { sides: s.sides, link: 0 },
    };
  }
}

/** The letter of a congruence in one letter, with one reading of its modulus. */
function lone(s: Statement): ReadonlySet<string> | undefined {
  if (!s.modulus || s.modulus.length !== 1 || s.sides.length !== 2 || s.sides.some(side => side.cut || side.readings.length !== 1))
    return undefined;
  const names = new Set(s.sides.flatMap(side => [...side.variables]));
  return names.size === 1 && ![...names].some(name => /[('_]/.test(name)) ? names : undefined;
}
