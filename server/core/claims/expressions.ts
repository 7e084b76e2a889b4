// The expression that a solution works on, from step to step: what it becomes must be what it was.
import { type Expr, key, size } from '../math/expr';
import type { Solution, Step } from '../model';
import { toDocument } from '../model';
import type { Given } from './claim';
import type { Restatement } from './restated';
import { sameSet } from './sides';
import type { Reading, Side, Spoken, Statement } from './statements';
import { EQUATION_WORDS, FORM_CUE } from './words';

/** Problems that ask for an expression in another form, or for its value. */
const GOAL = /\b(simplify|expand|evaluate|compute|calculate|factor|find|what is|value of)\b/;
/** "So the expression becomes": what follows is the whole of it. */
const BECOMES =
  /\b(?:rewrite|rewriting) (?:the|this|our) expression(?: as)?$|\b(?:expanding|simplifying|distributing|combining like terms)\b(?: \w+){0,4} expression(?: further)? (?:gives?|yields?|we (?:get|have|obtain))(?: us)?$|\b(?:expression|it|this|which|sum|product|fraction)\b(?: \w+){0,3} (?:becomes?|(?:simplifies|reduces|expands)(?: further)?(?: to)?|turns into|can be (?:re)?written as|is now)$/;
/** What opens work on an expression that is written out. */
const NAMED = /\b(?:simplify|evaluate|expand|factor|rewrite|consider)(?:ing)? (?:the|this) (?:expression|term|product|sum|fraction)$/;
/** Where only a part is worked on, what it becomes is the part. */
const PART =
  /\b(numerators?|denominators?|inside|parenthes[ie]s|brackets?|terms?|part|exponents?|inner|outer|first|second|third|last|left|right|each|base|argument|integrand|radicand)\b/;

type Stand = { readonly side: Side; readonly step: Step | undefined; readonly number: number };

export class ExpressionTrail {
  private current: Stand | undefined;
  /** The problem asks for nothing but another form of the expression. */
  private reforms = false;
  /** The last statement that opens with the expression at hand. */
  private opened: Statement | undefined;

  /** `same` tells whether two sides are equal by themselves. */
  constructor(
    private readonly solution: Solution,
    private readonly same: (a: Side, b: Side) => boolean,
  ) {}

  /** Starts with the one expression that the problem asks about; none where it says anything else of its letters. */
  takeProblem(reading: Reading): void {
    // 3/5 is a value, nothing to work on.
    const asked = reading.spoken.filter(x => size(x.side.readings[0]!) > 3);
    const goal = asked[0]?.words.split(' ').slice(-5).join(' ') ?? '';
    this.reforms = /\b(simplify|expand|factor)\b/.test(goal);
    if (GOAL.test(goal) && asked.length === 1 && reading.statements.every(value) && !asked[0]!.side.cut)
      this.current = { side: asked[0]!.side, step: undefined, number: -1 };
  }

  /** What a formula without a relation says of the expression at hand. */
  spoken(step: Step, x: Spoken): Restatement | undefined {
    const found = this.form(step, x.side, x.words);
    // "Simplify the expression (1/a)^4 · 2a^4": from here on it is the one at hand, though it is a part of what the problem asks for.
    const named = !x.side.cut && x.side.readings.length > 0 && NAMED.test(x.words);
    if (found || named || this.isForm(x.side)) this.current = { side: x.side, step, number: step.number };
    return found;
  }

  /** Whether a statement opens with the expression that is to be put in another form: then all its sides are forms of it. */
  opens(s: Statement): boolean {
    return this.opened === s;
  }

  private isForm(side: Side): boolean {
    const before = this.current?.side;
    if (!before || side.cut || !side.readings.length || before.closed || !sameSet(before.variables, side.variables)) return false;
    return before.key === side.key || this.same(before, side);
  }

  /** What the first side of a chain says of it; a chain that starts with it carries it on. */
  statement(step: Step, s: Statement, opens: boolean): Restatement | undefined {
    if (s.relations.some(r => r.op !== '=') || s.doubt) return undefined;
    const [first, last] = [s.sides[0]!, s.sides[s.sides.length - 1]!];
    const before = this.current;
    const words = s.before.join(' ');
    const found = this.form(step, first, words) ?? (opens ? this.copied(step, first, words) : undefined);
    const goesOn = before && (first.key === before.side.key || found || this.isForm(first));
    if (goesOn && this.reforms) this.opened = s;
    if (goesOn && last.readings.length && !last.cut) this.current = { side: last, step, number: step.number };
    return found;
  }

  private form(step: Step, side: Side, words: string): Restatement | undefined {
    if (!BECOMES.test(words) || PART.test(words) || EQUATION_WORDS.test(words)) return undefined;
    return this.changed(step, side, true);
  }

  /** "Combine like terms:" over a sum that begins as the expression at hand does: it was copied. */
  private copied(step: Step, side: Side, words: string): Restatement | undefined {
    const before = this.current?.side.readings[0];
    const now = side.readings[0];
    if (!before || !now || !FORM_CUE.test(words) || PART.test(words.replace(/\blike terms\b/, '')) || EQUATION_WORDS.test(words))
      return undefined;
    const [a, b] = [terms(before), terms(now)];
    return a.length > 1 && b.length > 1 && size(a[0]!) > 2 && key(a[0]!) === key(b[0]!) ? this.changed(step, side, true) : undefined;
  }

  private changed(step: Step, side: Side, announced: boolean): Restatement | undefined {
    const before = this.current;
    if (!before || before.side.key === side.key || step.number > before.number + 3 || !side.readings.length || side.cut) return undefined;
    const comparable = before.side.closed ? side.closed : sameSet(before.side.variables, side.variables);
    return comparable && side.operation
      ? { left: side, before: before.side, right: side, announced, premise: this.premise(before) }
      : undefined;
  }

  private premise(before: Stand): Given {
    const text = before.step?.text ?? this.solution.problem!;
    const { start, end } = before.side.span;
    const label = text.text.slice(start, end).trim();
    return {
      from: before.step?.id ?? 'problem',
      span: toDocument(text, start, end),
      why: 'equation',
      label,
      left: before.side.readings,
      op: '=',
      right: before.side.readings,
    };
  }
}

/** "… when a = 42": a value for a letter. */
const value = (s: Statement): boolean => s.sides.length === 2 && s.sides[0]!.name !== undefined && s.sides[1]!.closed;

/** The summands of a sum, left to right. */
function terms(e: Expr): Expr[] {
  return e.k === 'add' || e.k === 'sub' ? [...terms(e.a), e.b] : [e];
}
