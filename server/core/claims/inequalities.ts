// From one inequality to the next: which are steps of solving, and which are conditions side by side.
import type { Step, Text } from '../model';
import { toDocument } from '../model';
import type { Claim, Scope } from './claim';
import type { Facts } from './facts';
import type { Force } from './force';
import { bringsIn, listedAfter, lists, transformable } from './line-shapes';
import type { Reading, Statement } from './statements';
import { CONDITION, REARRANGING, STEP_CUE } from './words';

const INEQUALITY = new Set(['<', '≤', '>', '≥']);

/** Follows the inequalities of a solution in order. */
export class InequalityTrail {
  private previous: { readonly statement: Statement; readonly step: Step } | undefined;

  constructor(
    private readonly facts: Facts,
    private readonly force: Force,
  ) {}

  /** Starts with the inequality that the problem asks to solve. */
  takeProblem(text: Text, exercise: Statement | undefined): void {
    if (!exercise || unknownOf(exercise) === undefined) return;
    this.previous = { statement: exercise, step: { id: 'problem', span: text.span, number: -1, role: 'given', text, maths: [] } };
  }

  /** The claim that this inequality follows from the statement just before, if that is one in the same unknown. */
  claim(step: Step, reading: Reading, index: number, scope: Scope): Claim | undefined {
    const s = reading.statements[index]!;
    if (!s.sides.some(side => side.variables.size)) return undefined;
    const before = this.previous;
    const unknown = unknownOf(s);
    this.previous = unknown === undefined ? undefined : { statement: s, step };
    if (!before || unknown === undefined || (before.step.number >= 0 && before.step.number < step.number - 1)) return undefined;
    const old = before.statement;
    if (unknownOf(old) !== unknown || this.facts.functions.has(unknown)) return undefined;
    const lines = s.alone && old.alone;
    if (!transformable(old, s, unknown, false, true) || listedAfter(reading, index, unknown) || bringsIn(s)) return undefined;
    if ((lists(s) && !lines) || (s.item && old.item) || s.listed) return undefined;
    if ([...old.sentence, ...s.sentence].some(w => CONDITION.has(w))) return undefined;
    const words = s.before.join(' ');
    const announced = s.arrow !== undefined || (REARRANGING.test(words) && (lines || s.index === old.index || s.before.length > 0));
    if (!announced && !lines && !STEP_CUE.test(words)) return undefined;
    // 2x > 6 and 2x < 10: two conditions on one expression.
    if (s.sides.some(side => old.sides.some(other => !side.closed && side.key === other.key)) && !announced) return undefined;
    const cut = [...s.sides, ...old.sides].some(x => x.cut) ? 'an operand may lie outside of what was read' : undefined;
    const [l, r] = [s.sides[0]!, s.sides[1]!];
    const [a, b] = [old.sides[0]!, old.sides[1]!];
    return {
      kind: 'inequality',
      step: step.id,
      span: { start: l.span.start, end: r.span.end },
      left: l.readings,
      op: s.relations[0]!.op,
      right: r.readings,
      content: `${l.keys}${s.relations[0]!.op}${r.keys}|${a.keys}${old.relations[0]!.op}${b.keys}`,
      premises: [
        {
          from: before.step.id,
          span: toDocument(before.step.text, old.span.start, old.span.end),
          why: 'equation',
          label: before.step.text.text.slice(old.span.start, old.span.end).trim(),
          left: a.readings,
          op: old.relations[0]!.op,
          right: b.readings,
        },
      ],
      scope: { ...scope, announced },
      background: this.force.background([unknown], step, reading, index),
      chain: { sides: s.sides, link: 0 },
      confirmOnly: cut ?? s.doubt ?? old.doubt,
    };
  }
}

/** The unknown of a statement that is one inequality in one, or undefined. */
function unknownOf(s: Statement): string | undefined {
  if (s.sides.length !== 2 || !INEQUALITY.has(s.relations[0]!.op) || s.sides.some(side => !side.readings.length)) return undefined;
  const names = new Set(s.sides.flatMap(side => [...side.variables]));
  return names.size === 1 ? [...names][0] : undefined;
}
