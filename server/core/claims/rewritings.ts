// Expressions in letters that are put in another form: links of chains, quantities on line after line, the expression at hand.

import { partial } from '../math/domain';
import { variables } from '../math/expr';
import { identical, nowhereEqual } from '../math/identity';
import { toFraction, toUni } from '../math/poly';
import { equal } from '../math/rational';
import { slipTrace } from '../math/trace';
import { hasWork } from '../math/work';
import { type Memo, memoised } from '../memo';
import type { Solution, Step } from '../model';
import type { Background, Claim, Scope } from './claim';
import { ExpressionTrail } from './expressions';
import { type Facts, usesOperation } from './facts';
import type { Force } from './force';
import type { Memory } from './memory';
import { type Restatement, Restatements } from './restated';
import { factored, sameSet } from './sides';
import type { Reading, Side, Statement } from './statements';
import { EQUATION_WORDS, FORM_CUE, REWRITE_CUE } from './words';

/** A polynomial and a product with a linear factor, both in one letter, of one degree and with one leading coefficient. */
function factors(left: Side, right: Side): boolean {
  const [a, b] = [left.readings[0]!, right.readings[0]!];
  if (
    left.variables.size !== 1 ||
    !sameSet(left.variables, right.variables) ||
    left.readings.some(factored) ||
    b.k !== 'mul' ||
    !factored(b)
  )
    return false;
  const name = [...left.variables][0]!;
  const [p, q] = [toFraction(a), toFraction(b)].map(f => (f && f.den.size === 1 && f.den.has('') ? toUni(f.num, name) : undefined));
  return p !== undefined && q !== undefined && p.length > 2 && p.length === q.length && equal(p[p.length - 1]!, q[q.length - 1]!);
}

const DIVISION = /\b(?:factor\w*|long division|polynomial division|synthetic division|divide the polynomial|quotient)\b/;
const GEOMETRIC =
  /\b(?:laws? of (?:co)?sines?|(?:co)?sine (?:rule|law)|pythagor\w*|ptolemy\w*|stewart\w*|power of (?:a|the) point|similar(?:ity)?)\b/;
const RECALLED =
  /\b(?:recall|remember|know|use|using|apply|applying|by|from)(?: that)?(?: the)?(?: \w+){0,2} (?:identity|formula|property|law|rule)(?: \w+){0,9}$/;
const BOTH_SIDES = /\b(?:both|each) sides?\b/;

/** A statement's place: its step, the reading of that, and its number there. */
export type At = { readonly step: Step; readonly reading: Reading; readonly index: number };

const textOf = (step: Step, claim: Pick<Claim, 'span'>): string => step.text.text.slice(claim.span.start, claim.span.end);

/** Builds the claims of rewritings, with what is in force about their letters. */
export class Rewritings {
  private readonly restatements = new Restatements();
  private readonly trail: ExpressionTrail;
  /** What is zero in the equation that the problem asks to solve. */
  private vanishing: string | undefined;
  /** How many of a step's lone expressions were taken. */
  private spoken = { step: -1, taken: 0 };

  constructor(
    solution: Solution,
    private readonly facts: Facts,
    private readonly force: Force,
    private readonly memory: Memory,
    private readonly memo: Memo,
  ) {
    this.trail = new ExpressionTrail(solution, (a, b) => this.identity(a, b));
  }

  takeProblem(reading: Reading, exercise: Statement | undefined): void {
    this.trail.takeProblem(reading);
    if (exercise && exercise.sides[1]!.key === '0') this.vanishing = exercise.sides[0]!.key;
  }

  /** The claim of link k of `s`, with `plain` as what is sure of it; none where the statement may be an equation. */
  link(plain: Claim, s: Statement, k: number, at: At): Claim | undefined {
    const [left, right] = [s.sides[k]!, s.sides[k + 1]!];
    const words = s.before.slice(-12).join(' ');
    const glue = s.relations[k]!.glue === true;
    // "By the law of cosines, (3 − x)² = x² + 1 − x": an equation about a figure.
    if (k === 0 && GEOMETRIC.test(words)) return undefined;
    const cue = REWRITE_CUE.test(words);
    const opens = this.trail.opens(s);
    // "x² − 5x + 6 = (x − 2)(x − 3)", where x² − 5x + 6 = 0 is to be solved: no other equation.
    const vanishing = k === 0 && left.key === this.vanishing && sameSet(left.variables, right.variables);
    const known = opens || vanishing || (k === 0 && this.memory.knows(left) && !this.facts.equations.has(left.key));
    const form = FORM_CUE.test(words) && !EQUATION_WORDS.test(words);
    // "Expanding both sides gives": a line of an equation, to be compared with the line before.
    if (cue && s.relations.length === 1 && BOTH_SIDES.test(words)) return undefined;
    // A polynomial beside its factors where one divides or factors: an identity, whatever values its letter takes elsewhere.
    const split = !cue && DIVISION.test([...s.lead, ...s.sentence].join(' ')) && factors(left, right);
    if (s.relations.length < 2 && !cue && !split && !glue && !known && !this.carriedOut(left, right, form)) return undefined;
    // "Recall the identity (a + b)² = …": a law holds for all values of its letters, whatever they stand for elsewhere.
    const law = s.sides.length === 2 && RECALLED.test(words) && left.variables.size > 1 && !GEOMETRIC.test(words);
    // An announced expansion or factorisation is an identity, whatever equations its letters stand in.
    const expands = split || vanishing || law || (cue && left.readings.some(factored) !== right.readings.some(factored));
    // So is an expression that was spoken of and is put in another form, where nothing that was said ties its letters.
    const spoken = opens || ((cue || form) && this.memory.isSpoken(s.sides[0]!));
    const made = { ...plain, scope: { ...plain.scope, announced: expands || spoken || glue } };
    if ((expands && !spoken) || made.confirmOnly) return made;
    if (this.identity(left, right))
      return left.readings.some(partial) || right.readings.some(partial)
        ? { ...made, background: this.force.conditions(left.variables, at.step, at.reading, at.index) }
        : made;
    const about = this.force.background(left.variables, at.step, at.reading, at.index);
    // Bounds are met by the witness; only an equation can make two forms of it equal.
    const background = spoken && about.relations.every(r => r.op !== '=') ? { ...about, complete: true } : about;
    // Sides that differ by a number are equal nowhere, whatever else was said.
    const apart = s.relations.length > 1 && nowhereEqual(left.readings, right.readings);
    const unread = this.opaque(left.variables, s, background, textOf(at.step, plain), apart);
    return unread ? { ...made, confirmOnly: unread } : { ...made, background };
  }

  /** A function taken at a formula and written out: what its definition gives must be the other side. */
  writtenOut(claim: Claim, at: At): Claim {
    const names = variables(claim.left[0]!);
    const background = this.force.background(names, at.step, at.reading, at.index);
    const unread = claim.confirmOnly ?? this.opaque(names, at.reading.statements[at.index], background, textOf(at.step, claim));
    return unread ? { ...claim, confirmOnly: unread } : { ...claim, background };
  }

  /** Claims that the expression at hand became another, from the formulas up to the statement at `at`. */
  expressions(at: At, scope: Scope): Claim[] {
    const { step, reading, index } = at;
    const s = reading.statements[index];
    if (this.spoken.step !== step.number) this.spoken = { step: step.number, taken: 0 };
    const forms: (Restatement | undefined)[] = [];
    for (;;) {
      const x = reading.spoken[this.spoken.taken];
      if (!x || (s && x.side.span.start >= s.span.start)) break;
      this.spoken = { step: step.number, taken: this.spoken.taken + 1 };
      forms.push(this.trail.spoken(step, x));
    }
    if (s) forms.push(this.trail.statement(step, s, index === 0));
    return forms.flatMap(form => {
      if (!form) return [];
      this.memory.use(step, form.premise);
      return [this.otherForm(at, form, scope)];
    });
  }

  /** What a statement says of a quantity that the line before gave another form. */
  restated(step: Step, s: Statement): Restatement | undefined {
    return this.restatements.take(step, s);
  }

  /** A quantity in another form than before. */
  otherForm(at: At, form: Restatement, scope: Scope): Claim {
    const { step, reading, index } = at;
    const s = reading.statements[index];
    const { left, before, right, premise, announced } = form;
    const claim: Claim = {
      kind: 'restated',
      step: step.id,
      span: { start: left.span.start, end: right.span.end },
      left: left.readings,
      op: '=',
      right: right.readings,
      content: `${left.keys}=${right.keys}|${before.keys}`,
      premises: [premise],
      scope: { ...scope, announced },
      confirmOnly: right.cut ? 'an operand may lie outside of what was read' : undefined,
      chain: s && left !== right ? { sides: s.sides, link: 0 } : undefined,
    };
    if (before.closed || this.identity(before, right)) return claim;
    const background = this.force.background(before.variables, step, reading, index);
    const unread = this.opaque(before.variables, s, background, textOf(step, claim));
    return unread ? { ...claim, confirmOnly: unread } : { ...claim, background };
  }

  /** Whether both sides are equal by themselves, under some reading: then nothing else matters. */
  identity(left: Side, right: Side): boolean {
    return memoised(this.memo, `identity:${left.keys}=${right.keys}`, () =>
      left.readings.some(l => right.readings.some(r => identical(l, r).same === 'yes')),
    );
  }

  /**
   * A lone equation whose left side leaves something to do that the right side has done is a rewriting if it is true, and
   * if it looks like the slip of one: √((b − 0)² + (37 − 0)²) = √(b² + 1225).
   */
  private carriedOut(left: Side, right: Side, announced: boolean): boolean {
    if (!announced && (!hasWork(left.readings[0]!) || hasWork(right.readings[0]!))) return false;
    return (
      this.identity(left, right) ||
      memoised(this.memo, `trace:${left.keys}=${right.keys}`, () => slipTrace(left.readings[0]!, right.readings[0]!, 'right'))
    );
  }

  /** Why a false-looking rewriting may be true for a reason that no relation in force tells. */
  private opaque(
    names: ReadonlySet<string>,
    s: Statement | undefined,
    background: Background,
    formula: string,
    apart = false,
  ): string | undefined {
    if (usesOperation(this.facts, formula)) return 'the problem defines an operation of its own';
    if (background.unreadable && !apart) return 'something that is said about its letters could not be read';
    if (this.facts.axes && s && inAxes(s)) return undefined;
    if (names.has('i') || background.relations.some(r => [...r.left, ...r.right].some(e => variables(e).has('i'))))
      return 'i may be imaginary';
    for (const name of names) {
      if (this.facts.functions.has(name.replace(/\(.*/, ''))) return `${name} is a function`;
      if (name.includes('(') || name.includes("'")) return 'a function that is not known';
    }
    if (this.facts.vectors) return 'letters may be vectors or matrices';
    const zero = s?.sides.some(side => side.readings.some(e => e.k === 'num' && e.v.n === 0n));
    if (zero) return 'the chain holds a zero';
    return undefined;
  }
}

/** Whether every side is a sum of multiples of the unit vectors i, j and k, which are compared one by one. */
function inAxes(s: Statement): boolean {
  return s.sides.every(side =>
    side.readings.every(e => {
      const f = toFraction(e);
      return f !== undefined && f.den.size === 1 && f.den.has('') && [...f.num.keys()].every(m => m === 'i' || m === 'j' || m === 'k');
    }),
  );
}
