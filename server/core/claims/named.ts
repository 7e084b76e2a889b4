// Quantities with names in words, from line to line: what a formula in words becomes when values are put in, and when it is worked out.
import { isQ } from '../math/evaluate';
import { type Expr, numberTexts, size, variables } from '../math/expr';
import type { Step } from '../model';
import { toDocument } from '../model';
import type { Claim, ClaimKind, Given, Scope } from './claim';
import type { NamedLine } from './quantities';
import { type Side, valueText } from './sides';
import type { Reading } from './statements';

/** A named line as it is kept in a reading: with the words before it, and why it may not be meant. */
export type Named = NamedLine & {
  /** Words since the named line before, and whether a relation stands between. */
  readonly between: readonly string[];
  readonly apart: boolean;
  readonly doubt?: string;
};

/** Words between two lines about one quantity that say no more than that it is worked out. */
const CONNECTING = new Set(
  'so then thus hence therefore this that these those which them gives give us we get now is are means to the a all up together and numbers values amounts prices adding add added sum subtracting subtract multiplying multiply dividing divide calculating calculate computing evaluating simplifying simplify finally result in as follows step by substituting plugging'.split(
    ' ',
  ),
);

const CALCULATING = /^(calculat|comput|evaluat|simplif)\w*$/;

type Stand = { readonly line: Named; readonly step: Step; readonly ordinal: number };
type Known = { readonly side: Side; readonly step: Step; readonly line: Named };

export class Quantities {
  private readonly values = new Map<string, Known>();
  /** Numbers that were written in earlier steps, as text. */
  private readonly seen = new Set<string>();
  private last: Stand | undefined;
  private ordinal = 0;

  constructor(
    /** Names that get different values in the solution: nothing can be said of what is put in for them. */
    private readonly several: ReadonlySet<string>,
    /** Names are assigned in a program: a new value replaces the old one. */
    private readonly program = false,
  ) {}

  takeProblem(reading: Reading): void {
    for (const n of reading.numbers) this.seen.add(n.name);
  }

  /** The claims that the named lines of a step make; then their values are known. */
  claims(step: Step, reading: Reading, scope: Scope): Claim[] {
    const out: Claim[] = [];
    for (const line of reading.named) {
      this.ordinal++;
      const before = this.before(step, line);
      for (let k = 0; k + 1 < line.sides.length; k++) {
        const claim = this.put(step, line, line.sides[k]!, line.sides[k + 1]!, scope);
        if (claim) out.push(claim);
      }
      const [first] = line.sides;
      const was = before?.line.sides[before.line.sides.length - 1];
      if (before && was && first) {
        const claim = worked(step, line, before, was, first, scope) ?? this.put(step, line, was, first, scope, before);
        if (claim) out.push(claim);
      }
      const last = line.sides[line.sides.length - 1]!;
      if (last.closed && last.value && isQ(last.value) && !last.cut) this.values.set(line.name, { side: last, step, line });
      for (const side of line.sides) for (const e of side.readings.slice(0, 1)) for (const n of numberTexts(e)) this.seen.add(n);
      this.last = { line, step, ordinal: this.ordinal };
    }
    for (const n of reading.numbers) this.seen.add(n.name);
    return out;
  }

  /** The line just before, if it is about the same quantity. */
  private before(step: Step, line: Named): Stand | undefined {
    const { last } = this;
    if (this.program || !last || last.line.name !== line.name || line.listed || last.line.listed || last.step.number < step.number - 1)
      return undefined;
    return line.apart || !line.between.every(w => CONNECTING.has(w)) ? undefined : last;
  }

  /** Values put into a formula in words. */
  private put(step: Step, line: Named, formula: Side, put: Side, scope: Scope, before?: Stand): Claim | undefined {
    if (formula.closed || !formula.operation || !put.closed || !put.operation || formula.cut || put.cut) return undefined;
    const premises: Given[] = [];
    for (const name of formula.variables) {
      const known = this.values.get(name);
      if (known && !this.several.has(name)) premises.push(given(name, known));
    }
    if (!premises.length) return undefined;
    const stated = numberTexts(put.readings[0]!).filter(n => this.seen.has(n));
    return claimOf('quantity', step, line, formula.readings, put, premises, { ...scope, stated }, before);
  }
}

/** A value that a line gives a quantity, and the line before leaves to be worked out. */
function worked(step: Step, line: Named, before: Stand, was: Side, now: Side, scope: Scope): Claim | undefined {
  if (!was.closed || !was.operation || !now.closed || was.cut || !was.readings.length || !now.readings.length) return undefined;
  if (was.key === now.key || (now.operation && (size(now.readings[0]!) > size(was.readings[0]!) || partOf(now, was)))) return undefined;
  // A letter may have two values side by side; "calculating, we get" leaves it one.
  if (line.name.length < 2 && (now.operation || !line.between.some(w => CALCULATING.test(w)))) return undefined;
  const premise: Given = {
    from: before.step.id,
    span: toDocument(before.step.text, before.line.span.start, before.line.span.end),
    why: 'definition',
    label: before.step.text.text.slice(before.line.span.start, before.line.span.end).trim(),
    left: was.readings,
    op: '=',
    right: was.readings,
  };
  return claimOf('restated', step, line, now.readings, now, [premise], scope);
}

/** 720 × 24 after 720 × 24 × 120: the work is done part by part. */
function partOf(part: Side, whole: Side): boolean {
  const all = numberTexts(whole.readings[0]!);
  const some = numberTexts(part.readings[0]!);
  return some.length < all.length && some.every(n => all.includes(n));
}

function claimOf(
  kind: ClaimKind,
  step: Step,
  line: Named,
  left: readonly Expr[],
  right: Side,
  premises: readonly Given[],
  scope: Scope,
  before?: Stand,
): Claim {
  return {
    kind,
    step: step.id,
    span: { start: before ? line.span.start : kind === 'restated' ? line.span.start : right.span.start, end: right.span.end },
    left,
    op: kind === 'restated' ? line.op : '=',
    right: right.readings,
    premises,
    scope,
    confirmOnly: right.cut ? 'an operand may lie outside of what was read' : line.doubt,
  };
}

function given(name: string, known: Known): Given {
  const { side, step, line } = known;
  return {
    from: step.id,
    span: toDocument(step.text, line.span.start, line.span.end),
    why: 'value',
    label: `${name} = ${step.text.text.slice(side.span.start, side.span.end).trim()}`,
    left: [{ k: 'sym', name, span: side.span }],
    op: '=',
    right: side.readings,
  };
}

/** Names that a solution gives more than one value. */
export function severalValues(readings: readonly Reading[]): Set<string> {
  const values = new Map<string, string>();
  const out = new Set<string>();
  for (const reading of readings)
    for (const line of reading.named) {
      const last = line.sides[line.sides.length - 1]!;
      if (!last.value || variables(last.readings[0]!).size) continue;
      const text = valueText(last.value);
      const known = values.get(line.name);
      if (known !== undefined && known !== text && last.closed && (!last.operation || line.sides.length > 1)) out.add(line.name);
      values.set(line.name, text);
    }
  return out;
}
