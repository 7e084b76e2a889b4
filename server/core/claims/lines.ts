// From one equation to the next: which lines are steps of solving, and which are neighbours only.
import { type Expr, substitute, sym } from '../math/expr';
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
import { copied, sameSet } from './sides';
import type { Reading, Statement } from './statements';
import { CONDITION, CONTRADICTION, concludes, DENIALS, LISTING, PREMISE_WORDS, REARRANGING, STEP_CUE } from './words';

type Line = {
  readonly statement: Statement;
  readonly step: Step;
  readonly unknowns: ReadonlySet<string>;
  readonly ordinal: number;
  /** One of several equations of its sentence: a list, not a step. */
  readonly listed: boolean;
};

/** Follows the equations of a solution in order. */
export class LineTrail {
  private previous: Line | undefined;
  private ordinal = 0;

  constructor(
    private readonly solution: Solution,
    private readonly facts: Facts,
    private readonly force: Force,
  ) {}

  /** Starts with the equation that the problem speaks of, where it is the only one: "Solve 3x − 4(x − 2) = 0". */
  takeProblem(reading: Reading, text: Text): void {
    const said = reading.statements.filter(s => s.sides.some(side => side.variables.size));
    const s = said[0];
    const unknowns = s && said.length === 1 && s.sides.length === 2 ? unknownsOf(s) : undefined;
    if (!s || !unknowns || s.sides.some(side => side.cut || side.name !== undefined)) return;
    const step: Step = { id: 'problem', span: text.span, number: -1, role: 'given', text, maths: [] };
    this.previous = { statement: s, step, unknowns, ordinal: this.ordinal, listed: false };
  }

  /**
   * The claim that this statement follows from the equation just before. None where another premise may be in use, where
   * equations are listed side by side, or where the line before already gives the value.
   */
  claim(step: Step, reading: Reading, index: number, scope: Scope, rewriting = false): Claim | undefined {
    const s = reading.statements[index]!;
    const before = this.advance(step, s);
    if (rewriting && s.sides.length > 2) {
      // An identity between two equations is a premise of the second: it no longer follows from the first alone.
      this.previous = undefined;
      return undefined;
    }
    if (!before || rewriting) return undefined;
    // What comes right behind the problem need not be about its equation, unless it says so.
    if (before.step.number < 0 && !REARRANGING.test(s.before.join(' '))) return undefined;
    const [unknown] = before.unknowns;
    return before.unknowns.size === 1 && before.statement.sides.length === 2 && unknown !== undefined
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
    if (!transformable(before.statement, s, unknown, lines, own !== undefined)) return undefined;
    if (before.listed || listedAfter(reading, index, unknown) || (lists(s) && !lines)) return undefined;
    if (bringsIn(s) || (s.item && before.statement.item) || (lines && s.sentence.includes('equations'))) return undefined;
    if (!lines && s.arrow === undefined && !STEP_CUE.test(s.before.join(' ')) && before.step.number >= 0) return undefined;
    const made = this.build('equation', step, s, before, {
      ...scope,
      announced: lines || s.arrow !== undefined || /\bdivid\w*|\bcancel\w*/.test(s.before.join(' ')),
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
    if ((before.listed || bringsIn(s)) && !restates(old, s)) return undefined;
    if (s.before.some(w => ASKED.has(w))) return undefined;
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
    const cut = [...s.sides, ...e.sides].some(x => x.cut) ? 'an operand may lie outside of what was read' : undefined;
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
      confirmOnly: cut ?? s.doubt ?? e.doubt,
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
      `(?:^|[^A-Za-z\\\\])${name.replace(/[^A-Za-z0-9]/g, '\\$&')}\\s*(?:=|\\\\n?eq?\\b|\\\\in\\b|∈|≠)([^\\n]{1,60})`,
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

/** The unknowns of a statement that is one equation, or undefined. */
function unknownsOf(s: Statement): Set<string> | undefined {
  if (s.relations.some(r => r.op !== '=') || s.sides.length > 3 || s.sides.some(side => !side.readings.length)) return undefined;
  const names = new Set<string>();
  for (const side of s.sides) for (const name of side.variables) names.add(name);
  return names.size ? names : undefined;
}

/** Whether what denies a line with the unknown stands behind a later line, or in the next sentence: "8 = 4b … 8 = −4, which is impossible". */
function deniedBehind(reading: Reading, index: number): boolean {
  const s = reading.statements[index]!;
  if ([...s.before, ...s.sentence].some(w => CONDITION.has(w)) || s.before.some(w => CONTRADICTION.has(w))) return false;
  const next = reading.statements[index + 1];
  if (next?.index === s.index) return !next.before.some(w => CONTRADICTION.has(w));
  return !s.sentence.some(w => CONTRADICTION.has(w));
}

/** `x ≠ 0`: a value that is left out, said beside the lines of a solution. */
export const excludes = (s: Statement): boolean =>
  s.sides.length === 2 && s.relations[0]!.op === '≠' && s.sides[0]!.name !== undefined && s.sides[1]!.closed;

/** Words that give an exclusion as a reason. */
const REASON = new Set(
  'since as because for with where and so then we have hence thus therefore assuming assume given provided'.split(' '),
);

/** Whether nothing stands beside a statement in its sentence but that a value is left out. */
function besideExclusion(reading: Reading, index: number): boolean {
  const s = reading.statements[index]!;
  const others = reading.statements.filter(other => other.index === s.index && other !== s);
  return others.length > 0 && others.every(excludes) && s.sentence.every(w => REASON.has(w));
}

/** What stands behind such a word was made of the equations before it, and is no neighbour of theirs. */
const SUBSTITUTING = /^substitut\w*$/;

/** `X = 11 - 24 = -13`: the unknown, then its value worked out. */
const solvedInChain = (s: Statement, unknown: string): boolean =>
  s.sides.length === 3 && s.sides[0]!.name === unknown && s.sides.slice(1).every(side => side.closed) && s.relations[0]!.op === '=';

/** Words that choose among solutions: then nothing is taken for granted silently. */
const CHOOSING =
  /^(?:positive|negative|non-?negative|non-?zero|zero|discard\w*|reject\w*|ignor\w*|extraneous|exclud\w*|valid|invalid|larger|smaller|greater|lengths?|cannot|must|integers?|either|or|cases?)$/;

const GIVES = new Set('get gives give yields obtain gets find have'.split(' '));

/** Words that put an equation up instead of deriving it: "setting the derivative equal to zero". */
export const ASKED = new Set('set sets setting equate equating require requires want wants need needs'.split(' '));

/** Words this near to a line announce it: that it follows, and that it is rearranged. */
const NEAR = 12;
const LEAD = 50;
const PLURAL = new Set('equations conditions relations constraints inequalities system these each cases curves lines'.split(' '));
const ORDINAL = new Set('first second third fourth other last former latter original given'.split(' '));

/** `x = 3`, also at the end of a chain: a value that was found, from which nothing follows but other values. */
function statesValue(s: Statement): boolean {
  const end = s.sides[s.sides.length - 1]!;
  return s.sides.some(side => side.name !== undefined) && (end.closed || s.sides[0]!.closed);
}

/** Lines of one shape side by side are rows of a list; so are two values of one expression, and two formulas for one name. */
function parallel(old: Statement, s: Statement, announced: boolean): boolean {
  const [a, b, c, d] = [old.sides[0]!, old.sides[1]!, s.sides[0]!, s.sides[1]!];
  if (a.key === c.key && b.closed && d.closed) return true;
  if (announced) return false;
  if (a.name !== undefined && a.name === c.name) return !s.alone || !old.alone;
  return s.listed || (copied(a.readings[0]!, c.readings[0]!) && copied(b.readings[0]!, d.readings[0]!));
}

/** A word of lists stands before it; "multiplying by 2 and simplifying" lists what is done, not equations. */
export const lists = (s: Statement): boolean =>
  s.before.some((w, i) => LISTING.has(w) && !(w === 'and' && /ing$|^then$/.test(s.before[i + 1] ?? '')));

/** "…, or 2x + 3y = 5": the same equation in another form, unless either is one branch of a product that is zero. */
function restates(old: Statement, s: Statement): boolean {
  if (s.before.length > 2 || s.before[0] !== 'or' || (s.before[1] !== undefined && s.before[1] !== 'equivalently')) return false;
  const whole = (x: Statement) => x.sides.some(side => side.closed) && x.sides.every(side => side.name === undefined);
  const zero = (x: Statement) => x.sides.some(side => side.key === '0');
  return old.index === s.index && whole(old) && whole(s) && !(zero(old) && zero(s)) && sameSet(unknownsOf(old)!, unknownsOf(s)!);
}

/** A number is added to its letters, or stands alone on a side: it speaks of numbers, and not of vectors. */
export function numeric(s: Statement): boolean {
  const number = (e: Expr): boolean => e.k === 'num' && e.v.n !== 0n;
  const summand = (e: Expr): boolean =>
    e.k === 'add' || e.k === 'sub' ? summand(e.a) || summand(e.b) : e.k === 'neg' ? summand(e.a) : number(e);
  return s.sides.some(side => side.readings[0] !== undefined && summand(side.readings[0]));
}

/** Rows of a list of equations: nothing says that one comes from the row above it. */
function enumerated(old: Statement, s: Statement): boolean {
  return (s.item && old.item) || s.sentence.some(w => PLURAL.has(w)) || s.lead.slice(-NEAR).some(w => PLURAL.has(w));
}

/** Words that bring in another premise. "Adding 5 to both sides" needs none; "adding the equations" does. */
export function bringsIn(s: Statement): boolean {
  const sides = s.before.includes('side') || s.before.includes('sides');
  return s.before.some(w => PREMISE_WORDS.has(w) && !(sides && /^(add|subtract|from$)/.test(w)));
}

function renamed(claim: Claim, from: string, to: string): Claim {
  const values = new Map([[from, sym(to)]]);
  const put = (e: Expr) => substitute(e, values);
  return { ...claim, left: claim.left.map(put), right: claim.right.map(put), content: undefined, chain: undefined };
}

/** A value that was found or given is no equation to transform, unless it still waits to be worked out: x = 4/-4. */
export function transformable(before: Statement, now: Statement, unknown: string, lines: boolean, hasUnknown: boolean): boolean {
  const [one, two] = before.sides;
  const solved = one!.name === unknown ? two : two!.name === unknown ? one : undefined;
  if (!solved) return true;
  const toValue = !hasUnknown || now.sides.some(side => side.name === unknown);
  if (!lines || !solved.closed || before.math) return false;
  // -13 = x, then -13 = -x: the letter did not stay alone.
  return toValue ? solved.operation : hasUnknown && now.sides.some(side => side.operation || side.readings[0]?.k === 'neg');
}

/** Whether the sentence goes on with another equation for the same unknown: "x = 3 or x = 5". */
export function listedAfter(reading: Reading, index: number, unknown: string): boolean {
  const s = reading.statements[index]!;
  let next = reading.statements[index + 1];
  if (next && excludes(next) && next.index === s.index) next = reading.statements[index + 2];
  if (!next || next.index !== s.index || next.arrow || next.line) return false;
  // "…, and then multiply both sides by 2 to get x = 4" is the next line, not another one.
  if (REARRANGING.test(next.before.join(' ')) && next.before.some(w => GIVES.has(w))) return false;
  // "…, so x = 3" follows from it.
  if (concludes(next)) return false;
  return next.sides.some(side => side.variables.has(unknown));
}
