// From one equation to the next: which lines are steps of solving, and which are neighbours only.
import type { Solution, Step } from '../model';
import { toDocument } from '../model';
import type { Claim, Given, Scope } from './claim';
import type { Facts } from './facts';
import type { Reading, Statement } from './statements';
import { LISTING, PREMISE_WORDS, STEP_CUE } from './words';

type Equation = {
  readonly statement: Statement;
  readonly step: Step;
  readonly unknowns: ReadonlySet<string>;
  readonly ordinal: number;
  /** One of several equations of its sentence: a list, not a step. */
  readonly listed: boolean;
};

/** Follows the equations of a solution in order. */
export class EquationTrail {
  private previous: Equation | undefined;
  private ordinal = 0;
  private readonly stated = new Map<string, string[]>();

  constructor(
    private readonly solution: Solution,
    private readonly facts: Facts,
  ) {}

  /**
   * The claim that this statement follows from the equation just before. None where another premise may be in use, where
   * equations are listed side by side, or where the line before already gives the value.
   */
  claim(step: Step, reading: Reading, index: number, scope: Scope, rewriting = false): Claim | undefined {
    const s = reading.statements[index]!;
    const before = this.advance(step, s);
    if (rewriting) {
      // An identity between two equations is a premise of the second: it no longer follows from the first alone.
      this.previous = undefined;
      return undefined;
    }
    if (before?.unknowns.size !== 1) return undefined;
    const unknown = [...before.unknowns][0]!;
    if (this.facts.functions.has(unknown)) return undefined;
    const lines = s.alone && before.statement.alone;
    const own = unknownsOf(s);
    const closedNow = s.sides.length === 2 && s.sides.every(side => side.closed) && s.relations[0]!.op === '=' && lines;
    if (!(own ? own.size === 1 && own.has(unknown) : closedNow)) return undefined;
    if (!transformable(before.statement, s, unknown, lines, own !== undefined)) return undefined;
    if (before.listed || listedAfter(reading, index, unknown) || (s.before.some(w => LISTING.has(w)) && !lines)) return undefined;
    // "Adding 5 to both sides" needs no other premise; "adding the equations" does.
    const sides = s.before.includes('side') || s.before.includes('sides');
    if (s.before.some(w => PREMISE_WORDS.has(w) && !(sides && /^(add|subtract)/.test(w)))) return undefined;
    if (!lines && s.arrow === undefined && !STEP_CUE.test(s.before.join(' '))) return undefined;
    return this.build(step, s, before, {
      ...scope,
      announced: lines || s.arrow !== undefined || /\bdivid\w*|\bcancel\w*/.test(s.before.join(' ')),
      stated: this.statedValues(unknown),
    });
  }

  /** Moves on to a statement; the equation right before it, in this step or the last one, if there is one. */
  private advance(step: Step, s: Statement): Equation | undefined {
    const before = this.previous;
    const adjacent = before !== undefined && before.ordinal === this.ordinal && before.step.number >= step.number - 1;
    this.ordinal++;
    const own = unknownsOf(s);
    const listed = adjacent && before.step === step && before.statement.index === s.index && s.arrow === undefined && !s.line;
    if (own) this.previous = { statement: s, step, unknowns: own, ordinal: this.ordinal, listed };
    else if (s.sides.some(side => side.variables.size)) this.previous = undefined;
    return adjacent ? before : undefined;
  }

  private build(step: Step, s: Statement, before: Equation, scope: Scope): Claim {
    const e = before.statement;
    const premise: Given = {
      from: before.step.id,
      span: toDocument(before.step.text, e.span.start, e.span.end),
      why: 'equation',
      label: before.step.text.text.slice(e.span.start, e.span.end).trim(),
      left: e.sides[0]!.readings,
      op: '=',
      right: e.sides[1]!.readings,
    };
    const [first, last] = [s.sides[0]!, s.sides[1]!];
    const cut = [...s.sides, ...e.sides].some(x => x.cut) ? 'an operand may lie outside of what was read' : undefined;
    return {
      kind: 'equation',
      step: step.id,
      span: { start: first.span.start, end: last.span.end },
      left: first.readings,
      op: '=',
      right: last.readings,
      content: `${first.keys}=${last.keys}|${e.sides[0]!.keys}=${e.sides[1]!.keys}`,
      premises: [premise],
      scope,
      chain: { sides: s.sides, link: 0 },
      confirmOnly: cut ?? s.doubt ?? e.doubt,
    };
  }

  /** Values stated for a name anywhere in the solution; asked for only where the problem wants all solutions. */
  private statedValues(name: string): readonly string[] {
    if (!this.facts.solving) return [];
    const known = this.stated.get(name);
    if (known) return known;
    const pattern = new RegExp(`(?:^|[^A-Za-z])${name.replace(/[^A-Za-z0-9]/g, '\\$&')}\\s*=\\s*(-?\\d+(?:\\.\\d+)?)`, 'g');
    const found = new Set(this.solution.steps.flatMap(step => [...step.text.text.matchAll(pattern)].map(m => m[1]!)));
    const values = [...found].sort();
    this.stated.set(name, values);
    return values;
  }
}

/** The unknowns of a statement that is one equation, or undefined. */
function unknownsOf(s: Statement): Set<string> | undefined {
  if (s.sides.length !== 2 || s.relations[0]!.op !== '=' || s.sides.some(side => !side.readings.length)) return undefined;
  const names = new Set<string>();
  for (const side of s.sides) for (const name of side.variables) names.add(name);
  return names.size ? names : undefined;
}

/** A value that was found or given is no equation to transform, unless it still waits to be worked out: x = 4/-4. */
function transformable(before: Statement, now: Statement, unknown: string, lines: boolean, hasUnknown: boolean): boolean {
  const [one, two] = before.sides;
  const solved = one!.name === unknown ? two : two!.name === unknown ? one : undefined;
  if (!solved) return true;
  const toValue = !hasUnknown || now.sides.some(side => side.name === unknown);
  return lines && toValue && solved.operation && solved.closed && !before.math;
}

/** Whether the sentence goes on with another equation for the same unknown: "x = 3 or x = 5". */
function listedAfter(reading: Reading, index: number, unknown: string): boolean {
  const s = reading.statements[index]!;
  const next = reading.statements[index + 1];
  if (!next || next.index !== s.index || next.arrow || next.line) return false;
  return next.sides.some(side => side.variables.has(unknown));
}
