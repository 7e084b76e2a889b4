// From one equation to the next: which lines are steps of solving, and which are neighbours only.
import { type Expr, some, substitute, sym } from '../math/expr';
import { difference } from '../math/identity';
import { toUni } from '../math/poly';
import { show } from '../math/rational';
import { realRoots } from '../math/roots';
import type { Solution, Step, Text } from '../model';
import { toDocument } from '../model';
import type { Background, Claim, Given, Scope } from './claim';
import { fleeting, lasting } from './derived';
import type { Facts } from './facts';
import type { Force } from './force';
import {
  ASKED,
  asOne,
  besideExclusion,
  bringsIn,
  CHOOSING,
  comparesCoefficients,
  deniedBehind,
  enumerated,
  equivalently,
  excludes,
  LEAD,
  listedAfter,
  lists,
  NEAR,
  numeric,
  ORDINAL,
  otherUnits,
  parallel,
  recalls,
  restates,
  SUBSTITUTING,
  solvedInChain,
  statesValue,
  transformable,
  unknownsOf,
} from './line-shapes';
import type { Reading, Statement } from './statements';
import { CONDITION, DENIALS, REARRANGING, STEP_CUE } from './words';

type Line = {
  readonly statement: Statement;
  readonly step: Step;
  readonly unknowns: ReadonlySet<string>;
  readonly ordinal: number;
  /** One of several equations of its sentence: a list, not a step. */
  readonly listed: boolean;
};

/** Whether a statement holds links between forms of one expression: none, all of them identities, or some that are not proved. */
export type Rewriting = 'none' | 'proved' | 'open';

/** Follows the equations of a solution in order. */
export class LineTrail {
  private previous: Line | undefined;
  private exercise: Statement | undefined;
  private ordinal = 0;

  constructor(
    private readonly solution: Solution,
    private readonly facts: Facts,
    private readonly force: Force,
  ) {}

  /** Starts with the equation that the problem speaks of, where it is the only one: "Solve 3x − 4(x − 2) = 0". */
  takeProblem(reading: Reading, text: Text, exercise: Statement | undefined): void {
    const said = reading.statements.filter(s => s.sides.some(side => side.variables.size));
    this.exercise = exercise;
    const s = exercise ?? said[0];
    const unknowns = s && said.length === 1 && s.sides.length === 2 ? unknownsOf(s) : undefined;
    if (!s || !unknowns || s.sides.some(side => side.cut || side.name !== undefined)) return;
    const step: Step = { id: 'problem', span: text.span, number: -1, role: 'given', text, maths: [] };
    this.previous = { statement: s, step, unknowns, ordinal: this.ordinal, listed: false };
  }

  /**
   * The claim that this statement follows from the equation just before. None where another premise may be in use, where
   * equations are listed side by side, or where the line before already gives the value.
   */
  claim(step: Step, reading: Reading, index: number, scope: Scope, rewriting: Rewriting = 'none'): Claim | undefined {
    const s = reading.statements[index]!;
    const before = this.advance(step, s);
    if (rewriting !== 'none' && s.sides.length > 2) {
      // An identity between two equations is a premise of the second: it no longer follows from the first alone. Where it was
      // proved, "n(x + n − 1) = n² + nx − n = 240" is one equation.
      const last = s.sides[s.sides.length - 1]!;
      const equation =
        rewriting === 'proved' && last.closed && last.readings.length > 0 && !last.cut && s.relations.every(r => r.op === '=');
      if (equation && this.previous?.statement === s)
        this.previous = { ...this.previous, statement: { ...s, sides: s.sides.slice(-2), relations: s.relations.slice(-1) } };
      else this.previous = undefined;
      return undefined;
    }
    if (!before || rewriting !== 'none') return undefined;
    // What comes right behind the problem need not be about its equation, unless it says so, or nothing else is to be done.
    const first = before.statement === this.exercise && s.alone;
    if (before.step.number < 0 && !first && !REARRANGING.test(s.before.join(' '))) return undefined;
    const [unknown] = before.unknowns;
    return before.unknowns.size === 1 &&
      unknown !== undefined &&
      asOne(before.statement) &&
      (unknown !== 'i' || before.statement.sides.length === 2)
      ? this.inOne(step, reading, index, scope, before, unknown)
      : this.inSeveral(step, reading, index, scope, before);
  }

  private inOne(step: Step, reading: Reading, index: number, scope: Scope, before: Line, unknown: string): Claim | undefined {
    const s = reading.statements[index]!;
    if (this.facts.functions.has(unknown)) return undefined;
    const lines = (s.alone || besideExclusion(reading, index)) && before.statement.alone;
    const own = s.sides.length === 2 || solvedInChain(s, unknown) ? unknownsOf(s) : undefined;
    const other = lines && own?.size === 1 ? [...own][0]! : unknown;
    // Y and y, line by line, are one letter typed in two ways.
    const alias = other !== unknown && other.toLowerCase() === unknown.toLowerCase() ? other : undefined;
    const closedNow = s.sides.length === 2 && s.sides.every(side => side.closed) && s.relations[0]!.op === '=' && lines;
    if (!(own ? own.size === 1 && (own.has(unknown) || alias) : closedNow)) return undefined;
    if (!transformable(before.statement, s, unknown, lines, own !== undefined) || otherUnits(before.statement, s)) return undefined;
    const same = equivalently(s);
    if ((before.listed && !same) || listedAfter(reading, index, unknown) || (lists(s) && !lines && !same)) return undefined;
    if ((bringsIn(s) && !same) || (s.item && before.statement.item) || (lines && s.sentence.includes('equations'))) return undefined;
    if (!lines && !same && s.arrow === undefined && !STEP_CUE.test(s.before.join(' ')) && before.step.number >= 0) return undefined;
    const made = this.build('equation', step, s, before, {
      ...scope,
      announced: lines || same || s.arrow !== undefined || /\bdivid\w*|\bcancel\w*/.test(s.before.join(' ')),
      stated: this.statedValues(unknown),
    });
    const equation = lines && before.statement.sides.every(side => side.name === undefined);
    const told = own && equation && DENIALS.has(made.confirmOnly ?? '') && deniedBehind(reading, index);
    const said = {
      ...made,
      confirmOnly: told ? undefined : made.confirmOnly,
      background: this.conditions(step, reading, index, unknown),
    };
    return alias === undefined ? said : renamed(said, alias, unknown);
  }

  /** Lines in several unknowns: the new one may use whatever is in force about its letters, so that all of it is a premise. */
  private inSeveral(step: Step, reading: Reading, index: number, scope: Scope, before: Line): Claim | undefined {
    const s = reading.statements[index]!;
    const old = before.statement;
    const own = unknownsOf(s);
    if (!own?.size || [...own].some(name => !before.unknowns.has(name) || this.facts.functions.has(name))) return undefined;
    if ((this.facts.vectors && !numeric(old) && !numeric(s)) || before.unknowns.has('i')) return undefined;
    // Behind an arrow all that stands before it is in use, whatever was listed.
    if (((before.listed && s.arrow === undefined) || bringsIn(s)) && !restates(old, s)) return undefined;
    if (s.before.some(w => ASKED.has(w)) || comparesCoefficients(s)) return undefined;
    const words = s.before.slice(-NEAR).join(' ');
    const announced = REARRANGING.test(s.lead.slice(-LEAD).join(' '));
    const lines = s.alone && old.alone;
    if (!lines && s.arrow === undefined && !announced && !STEP_CUE.test(words) && !restates(old, s)) return undefined;
    // "The equations become": a list goes over into a list, row by row; "the second equation" need not be the one just before.
    const said = restates(old, s);
    // "z² = 3 or y = 1": one of several answers.
    if (!said && (s.before.includes('or') || s.after[0] === 'or')) return undefined;
    if ((!said && enumerated(old, s)) || s.before.some(w => ORDINAL.has(w)) || (lists(s) && !lines && !said)) return undefined;
    const conditional = old.index !== s.index || before.step !== step ? old.sentence.some(w => CONDITION.has(w)) : false;
    if (conditional || s.before.some(w => CONDITION.has(w)) || statesValue(old) || parallel(old, s, announced)) return undefined;
    const background = this.force.background(before.unknowns, step, reading, index);
    const kept = fleeting(step, s) || fleeting(before.step, old) ? undefined : lasting(s, own, background, this.facts);
    return {
      ...this.build('system', step, s, before, { ...scope, announced: announced || this.forgets(step, before, s) }),
      background: kept ? { ...background, lasting: kept } : background,
    };
  }

  /**
   * "50D = 1800/x. Solving for x, we get x = 36": a value although another letter is left. It is right only where that letter has
   * the value that this takes (D = 1), so the writer must have said that number somewhere.
   */
  private forgets(step: Step, before: Line, s: Statement): boolean {
    const name = s.sides[0]!.name;
    const value = s.sides[1]!;
    if (name === undefined || s.sides.length !== 2 || !value.closed || before.unknowns.size !== 2 || !before.unknowns.has(name))
      return false;
    const text = step.text.text.slice(0, s.span.start).replace(/[$()\\]/g, '');
    if (!new RegExp(`\\bsolv(?:e|ing) (?:this |the equation )?for ${name.replace(/\W/g, '')}\\b`, 'i').test(text)) return false;
    const other = [...before.unknowns].find(x => x !== name)!;
    const put = (e: Expr) => substitute(e, new Map([[name, value.readings[0]!]]));
    const sides = before.statement.sides;
    const p = difference(put(sides[0]!.readings[0]!), put(sides[sides.length - 1]!.readings[0]!));
    const uni = p && toUni(p, other);
    if (!uni || uni.length < 2) return false;
    const said = `${this.solution.problem?.text ?? ''} ${this.solution.steps
      .slice(0, step.number + 1)
      .map(x => x.text.text)
      .join(' ')}`;
    return realRoots(uni).every(r => !r.exact || !new RegExp(`(?<![\\d.])${show(r.exact).replace('/', '\\/')}(?![\\d])`).test(said));
  }

  /** Moves on to a statement; the equation right before it, in this step or the last one, if there is one. */
  private advance(step: Step, s: Statement): Line | undefined {
    // "Since x ≠ 0" stands between two lines, and is none.
    if (excludes(s)) return undefined;
    const before = this.previous;
    // "Using the property log(a^c) = c log(a), …": a law in letters of its own stands between two lines, and is none.
    if (before && recalls(s) && s.sides.every(side => [...side.variables].every(name => !before.unknowns.has(name)))) return undefined;
    const adjacent = before !== undefined && before.ordinal === this.ordinal && this.follows(before.step, step);
    if (!s.sides.some(side => side.variables.size || side.name !== undefined)) return adjacent ? before : undefined;
    this.ordinal++;
    const own = unknownsOf(s);
    const listed =
      adjacent &&
      before.step === step &&
      before.statement.index === s.index &&
      s.arrow === undefined &&
      !s.line &&
      !s.before.some(w => SUBSTITUTING.test(w));
    if (own) this.previous = { statement: s, step, unknowns: own, ordinal: this.ordinal, listed };
    else if (s.sides.some(side => side.variables.size)) this.previous = undefined;
    return adjacent ? before : undefined;
  }

  /** Whether nothing but announcements stands between two steps: "Let's simplify and solve for x:". */
  private follows(before: Step, step: Step): boolean {
    for (let n = before.number + 1; n < step.number; n++) {
      const text = this.solution.steps[n]!.text.text;
      if (n > before.number + 2 || text.length > 120 || /[\d=<>$\\]/.test(text) || !/\b(simplif|solv|isolat|combin)/i.test(text))
        return false;
    }
    return true;
  }

  private build(kind: Claim['kind'], step: Step, s: Statement, before: Line, scope: Scope): Claim {
    const e = before.statement;
    const premise: Given = {
      from: before.step.id,
      span: toDocument(before.step.text, e.span.start, e.span.end),
      why: 'equation',
      label: before.step.text.text.slice(e.span.start, e.span.end).trim(),
      left: e.sides[0]!.readings,
      op: '=',
      // Of a chain its ends, unless they hold no letter.
      right: e.sides[e.sides[0]!.closed && e.sides[e.sides.length - 1]!.closed ? 1 : e.sides.length - 1]!.readings,
    };
    const [first, last] = [s.sides[0]!, s.sides[1]!];
    const cut = [...s.sides, ...e.sides].some(x => x.cut)
      ? 'an operand may lie outside of what was read'
      : [...s.sides, ...e.sides].some(x => x.readings.some(r => some(r, n => n.k === 'num' && n.open === true)))
        ? 'the digits of a decimal go on'
        : undefined;
    return {
      kind,
      step: step.id,
      span: { start: first.span.start, end: last.span.end },
      left: first.readings,
      op: '=',
      right: last.readings,
      content: `${first.keys}=${last.keys}|${e.sides.map(side => side.keys).join('=')}`,
      premises: [premise],
      scope,
      chain: { sides: s.sides, link: 0 },
      confirmOnly: cut ?? s.doubt ?? e.doubt ?? (this.facts.digits ? 'letters may stand for digits' : undefined),
    };
  }

  /** What bounds the unknown, for the ledger; none where words of the sentence speak of its sign or choose among solutions. */
  private conditions(step: Step, reading: Reading, index: number, unknown: string): Background | undefined {
    const s = reading.statements[index]!;
    const words = [...s.sentence, ...s.next.slice(0, 30)];
    return words.some(w => CHOOSING.test(w)) ? undefined : this.force.conditions(new Set([unknown]), step, reading, index);
  }

  /** Values stated for a name anywhere in the solution. */
  private statedValues(name: string): readonly string[] {
    const all = statedIn.get(this.solution) ?? new Map<string, string[]>();
    statedIn.set(this.solution, all);
    const known = all.get(name);
    if (known) return known;
    const found = new Set<string>();
    const pattern = new RegExp(
      `(?:^|[^A-Za-z\\\\])${name.replace(/[^A-Za-z0-9]/g, '\\$&')}\\s*(?:=|\\\\n?eq?\\b|\\\\in\\b|∈|≠)(?=([^\\n]{1,60}))`,
      'g',
    );
    for (const step of this.solution.steps)
      for (const m of step.text.text.matchAll(pattern))
        for (const n of m[1]!.split(/[.;](?:\s|$)/)[0]!.matchAll(/(\\pm\s*|±\s*)?(-?\s*\d+(?:\.\d+)?)/g)) {
          const value = n[2]!.replace(/\s/g, '');
          found.add(value);
          if (n[1]) found.add(`-${value}`);
        }
    const values = [...found].sort();
    all.set(name, values);
    return values;
  }
}

const statedIn = new WeakMap<Solution, Map<string, string[]>>();

function renamed(claim: Claim, from: string, to: string): Claim {
  const values = new Map([[from, sym(to)]]);
  const put = (e: Expr) => substitute(e, values);
  return { ...claim, left: claim.left.map(put), right: claim.right.map(put), content: undefined, chain: undefined };
}
