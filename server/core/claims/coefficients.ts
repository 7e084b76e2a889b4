// "Comparing coefficients gives 2a + b = 0": equations that hold between the coefficients of an identity.
import { coefficientsOf } from '../math/consequence';
import { type Expr, num } from '../math/expr';
import { likeness } from '../math/likeness';
import { ZERO } from '../math/rational';
import type { Step } from '../model';
import { toDocument } from '../model';
import type { Claim, Given, Scope } from './claim';
import type { Force } from './force';
import { comparesCoefficients } from './line-shapes';
import { isEquation, type Reading, type Statement } from './statements';

/** What polynomials are usually in. */
const VARIABLES: ReadonlySet<string> = new Set(['x', 'y', 'z', 't']);

/** Keeps the last equation before coefficients are compared. */
export class CoefficientTrail {
  private identity: { readonly statement: Statement; readonly step: Step } | undefined;

  /** The claim that an equation stands between the coefficients of the identity before it; none where no coefficient is like it. */
  claim(step: Step, reading: Reading, index: number, scope: Scope, force: Force): Claim | undefined {
    const s = reading.statements[index]!;
    const row = comparesCoefficients(s) && !s.after.some(w => w.startsWith('coefficient'));
    if (!row) {
      if (s.sides.some(side => side.variables.size)) this.identity = isEquation(s) ? { statement: s, step } : undefined;
      return undefined;
    }
    const from = this.identity;
    if (!from || step.number - from.step.number > 1 || !isEquation(s) || !s.sides.some(side => side.variables.size)) return undefined;
    const [left, right] = [s.sides[0]!, s.sides[1]!];
    const ways = waysOf(from.statement, reading, s);
    const like = (row: Expr, wanted: string) => likeness(row, num(ZERO), left.readings[0]!, right.readings[0]!) === wanted;
    const same = ways.flat().find(row => like(row, 'same'));
    // A slip only where no reading of the identity holds the row.
    const near = same || !ways.every(rows => rows.some(row => like(row, 'near'))) ? undefined : ways[0]?.find(row => like(row, 'near'));
    if (!same && !near) return undefined;
    const premise: Given = {
      from: from.step.id,
      span: toDocument(from.step.text, from.statement.span.start, from.statement.span.end),
      why: 'equation',
      label: from.step.text.text.slice(from.statement.span.start, from.statement.span.end).trim(),
      left: [(same ?? near)!],
      op: '=',
      right: [num(ZERO)],
    };
    const names = new Set([...left.variables, ...right.variables]);
    const known = s.before.some(w => KNOWN.has(w)) && !s.before.some(w => w.startsWith('coefficient'));
    return {
      kind: same ? 'follows' : 'system',
      step: step.id,
      span: { start: left.span.start, end: right.span.end },
      left: left.readings,
      op: '=',
      right: right.readings,
      premises: [premise],
      scope: { ...scope, announced: true },
      background: same ? undefined : force.background(names, step, reading, index),
      confirmOnly: s.doubt ?? (known ? 'something else may be in use' : undefined),
      chain: { sides: s.sides, link: 0 },
    };
  }
}

/** Words behind which more than the coefficients is in use. */
const KNOWN = new Set('so thus hence therefore then since substituting'.split(' '));

/** What the identity says coefficient by coefficient, for all values of the letters that no compared equation holds; once a reading. */
function waysOf(identity: Statement, reading: Reading, s: Statement): readonly (readonly Expr[])[] {
  const compared = reading.statements.filter(x => x.index === s.index && x !== identity);
  const own = new Set(compared.flatMap(x => x.sides.flatMap(side => [...side.variables])));
  const all = new Set(identity.sides.flatMap(side => [...side.variables]));
  const free = [...all].filter(name => !own.has(name));
  const running = free.length === 1 ? free : free.filter(name => VARIABLES.has(name));
  if (!running.length) return [];
  const of = new Set([...all].filter(name => !running.includes(name)));
  const [l, r] = identity.sides;
  return l!.readings.flatMap(left => r!.readings.map(right => coefficientsOf({ left, op: '=', right }, of)?.map(row => row.left) ?? []));
}
