// One quantity on line after line: `R = (450 − 5n)(500 + 10n)`, then `R = 225000 + 2000n − 50n²`. What it was must be what it is.
import { type Expr, size } from '../math/expr';
import { hasWork } from '../math/work';
import type { Step } from '../model';
import { toDocument } from '../model';
import type { Given } from './claim';
import { sameSet } from './sides';
import type { Side, Statement } from './statements';
import { EQUATION_WORDS, FORM_CUE, LISTING, PREMISE_WORDS, REWRITE_CUE } from './words';

type Stand = { readonly left: Side; readonly last: Side; readonly step: Step; readonly statement: Statement; readonly ordinal: number };

/** A line that gives a quantity another form, and the line it comes from. */
export type Restatement = {
  readonly left: Side;
  readonly before: Side;
  readonly right: Side;
  readonly premise: Given;
  readonly announced: boolean;
};

/** Remembers the last form of each quantity, and says where a line gives it another. */
export class Restatements {
  private readonly stands = new Map<string, Stand>();
  private ordinal = 0;

  /** The restatement that `s` makes, if it makes one; then `s` is what stands. */
  take(step: Step, s: Statement): Restatement | undefined {
    this.ordinal++;
    const [left, right] = [s.sides[0]!, s.sides[1]];
    if (s.relations.some(r => r.op !== '=' && r.op !== '≈') || !right?.readings.length || !left.readings.length || left.closed)
      return undefined;
    const before = this.stands.get(left.key);
    const last = s.sides[s.sides.length - 1]!;
    if (last.readings.length && !last.cut) this.stands.set(left.key, { left, last, step, statement: s, ordinal: this.ordinal });
    else this.stands.delete(left.key);
    if (!before || s.relations[0]!.op !== '=' || step.number > before.step.number + 1) return undefined;
    const announced =
      REWRITE_CUE.test(s.before.join(' ')) || (FORM_CUE.test(s.before.join(' ')) && !EQUATION_WORDS.test(s.before.join(' ')));
    if (!this.follows(s, before, announced)) return undefined;
    const [p, q] = [before.last, right];
    if (p.key === q.key || !p.operation || p.name !== undefined || !(p.closed ? q.closed : sameSet(p.variables, q.variables)))
      return undefined;
    // Of values that are only fractions there may be several: two in a row on one page are one.
    if (p.closed && !hasWork(p.readings[0]!) && !(step === before.step && s.line) && !announced) return undefined;
    // A simpler form of the same, not another value of it.
    if (!announced && p.readings[0] && q.readings[0] && size(q.readings[0]) >= size(p.readings[0])) return undefined;
    return { left, before: p, right: q, announced, premise: premiseOf(before, left) };
  }

  private follows(s: Statement, before: Stand, announced: boolean): boolean {
    if (s.doubt || before.statement.doubt || [s, before.statement].some(x => x.before.some(w => LISTING.has(w)))) return false;
    if (s.before.some(w => PREMISE_WORDS.has(w) && !/^(add|subtract)/.test(w))) return false;
    const next = before.ordinal === this.ordinal - 1;
    return next && (announced || (s.alone && (s.line || s.arrow !== undefined || s.before.length > 0)));
  }
}

function premiseOf(before: Stand, left: Side): Given {
  const { last, statement, step } = before;
  const text = step.text.text;
  return {
    from: step.id,
    span: toDocument(step.text, statement.span.start, statement.span.end),
    why: 'definition',
    label: `${text.slice(before.left.span.start, before.left.span.end).trim()} = ${text.slice(last.span.start, last.span.end).trim()}`,
    left: left.readings,
    op: '=',
    right: last.readings as readonly Expr[],
  };
}
