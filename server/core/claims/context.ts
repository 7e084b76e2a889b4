// Steps → claims: what each relation is where it stands (a definition, a fact, a rewriting, an evaluation), and what is in force.

import { type Expr, key } from '../math/expr';
import type { Memo } from '../memo';
import type { NumberSource, Solution, Step, Text } from '../model';
import { answersOf, goalClaim } from './answers';
import { appliedClaim } from './applied';
import { type Asked, askedClaim, askedOf } from './asked';
import { calculusClaim, Functions } from './calculus';
import type { Claim, ClaimKind, Given, Scope } from './claim';
import { CoefficientTrail } from './coefficients';
import { type Comparison, comparisonClaims, comparisonsIn } from './comparisons';
import { CongruenceTrail } from './congruence-lines';
import { congruence } from './congruences';
import { derivedClaim } from './derived';
import { exerciseClaims, exerciseOf } from './exercise';
import { extremeAnswer, extremeAsked, extremeClaims } from './extremes';
import { factClaim } from './fact-claims';
import { type Facts, usesOperation } from './facts';
import { Figures } from './figures';
import { followsClaim } from './follows';
import { Force } from './force';
import { generalFacts, generalStatement, hasLetters, type Place } from './general';
import type { Goal } from './goal';
import { InequalityTrail } from './inequalities';
import { backClaim, knownClaim } from './known';
import { LineTrail } from './lines';
import { Memory, type Use } from './memory';
import { Quantities } from './named';
import { ownBoundClaims } from './own-bounds';
import { quadrantClaims } from './quadrants';
import { Rewritings } from './rewritings';
import { bareAmount, convertible, copied, factorisation, matches, sameSet, valueGiven, valueLabel, valueText } from './sides';
import { Sources } from './sources';
import type { Reading, Side, Statement } from './statements';
import { LiveEquations } from './systems';
import { AFTERTHOUGHT, DEFINING, doubtOfForm, isModular, LISTING, RETRACTION, SUPPOSED } from './words';

export type { Use } from './memory';

export type StepClaims = {
  readonly step: Step;
  readonly reading: Reading;
  readonly claims: readonly Claim[];
  /** What this step uses from before, in document offsets of the use. */
  readonly uses: readonly Use[];
  /** Where its numbers come from. */
  readonly sources: readonly NumberSource[];
  /** Something in it or behind it takes it back: its findings are withheld. */
  readonly withdrawn: boolean;
};

/** Reads the claims of one solution; keeps what was said before. */
export class ClaimReader {
  readonly memory: Memory;
  private readonly trail: LineTrail;
  private readonly bounds: InequalityTrail;
  private readonly live: LiveEquations;
  private readonly residues = new CongruenceTrail();
  private readonly coefficients = new CoefficientTrail();
  private readonly rewritings: Rewritings;
  private readonly force: Force;
  private readonly quantities: Quantities;
  private readonly sources = new Sources();
  private readonly figures = new Figures();
  private compared: readonly Comparison[] = [];
  private readonly functions = new Functions();
  private goal: Goal | undefined;
  private asked: Asked | undefined;
  private exercise: Statement | undefined;
  private extreme: ReturnType<typeof extremeAsked>;
  private count = 0;
  /** Count of the last statement that two plain numbers are equal which are not: -9 = 2, the end of an equation without solution. */
  private absurd = -1;

  constructor(
    private readonly solution: Solution,
    private readonly facts: Facts,
    memo: Memo,
  ) {
    this.memory = new Memory(solution);
    this.quantities = new Quantities(facts.several, facts.program);
    this.force = new Force(facts.sorts);
    this.rewritings = new Rewritings(solution, facts, this.force, this.memory, memo);
    this.trail = new LineTrail(solution, facts, this.force);
    this.bounds = new InequalityTrail(facts, this.force);
    this.live = new LiveEquations(facts);
  }

  takeProblem(reading: Reading, text: Text, goal: Goal | undefined): void {
    this.goal = goal;
    for (const s of reading.statements) this.functions.learn(s, 'problem', text);
    this.memory.takeProblem(reading, text);
    this.exercise = exerciseOf(reading);
    this.trail.takeProblem(reading, text, this.exercise);
    this.live.takeProblem(reading, text);
    this.bounds.takeProblem(text, this.exercise);
    this.rewritings.takeProblem(reading, this.exercise);
    this.quantities.takeProblem(reading);
    this.sources.takeProblem(reading, text);
    this.figures.takeProblem(reading, text);
    this.compared = comparisonsIn(text.text);
    this.force.takeProblem(reading, text);
    this.extreme = extremeAsked(reading, this.facts);
    this.asked = goal ? undefined : askedOf(reading, text, this.facts, this.force);
  }

  step(step: Step, reading: Reading): StepClaims {
    const claims: Claim[] = [];
    this.force.learnRoots(reading, step.id, step.text);
    reading.statements.forEach((s, index) => {
      claims.push(...this.rewritings.expressions({ step, reading, index }, this.scope(reading, s)));
      claims.push(...this.statement(step, reading, s, index));
    });
    const scope = this.scope(reading, undefined);
    claims.push(...this.rewritings.expressions({ step, reading, index: reading.statements.length }, scope));
    for (const f of reading.facts)
      if (!hasLetters(f) && !(f.phrase && this.facts.ownCalendar)) claims.push(factClaim(step, reading, f, scope));
    claims.push(...generalFacts(this.place(step, reading, reading.statements.length)));
    claims.push(...this.quantities.claims(step, reading, scope));
    claims.push(
      ...this.figures.claims(step, reading, scope),
      ...ownBoundClaims(step, reading, scope),
      ...quadrantClaims(step, reading, scope),
    );
    claims.push(...extremeClaims(step, reading, scope, this.facts), ...answersOf(step, reading, scope));
    const problem = this.solution.problem;
    if (this.exercise) claims.push(...exerciseClaims(step, reading, this.exercise, this.solution, scope, this.force));
    if (problem && step.number >= this.solution.steps.length - 2) {
      const goal = this.goal && !this.facts.operators && goalClaim(step, reading, scope, this.goal, problem);
      const asked = this.asked && askedClaim(step, reading, scope, this.asked, problem);
      const extreme = this.extreme && extremeAnswer(step, reading, scope, this.extreme, problem);
      for (const claim of [goal, asked, extreme]) if (claim) claims.push(claim);
    }
    if (problem) claims.push(...comparisonClaims(step, this.compared, problem, scope));
    const uses = this.memory.usesOf(step, reading);
    this.memory.endStep(step, reading);
    this.force.note(reading, step.text);
    return { step, reading, claims, uses, sources: this.sources.of(step, reading), withdrawn: this.withdrawn(step) };
  }

  private place(step: Step, reading: Reading, index: number): Place {
    const about = (names: ReadonlySet<string>) => this.force.about(names, step, reading, index);
    return { step, reading, facts: this.facts, scope: this.scope(reading, reading.statements[index]), about, functions: this.functions };
  }

  /** A retraction in the step, or at the head of the next one, holds back what the step says. */
  private withdrawn(step: Step): boolean {
    const next = this.solution.steps[step.number + 1]?.text.text.slice(0, 160) ?? '';
    return RETRACTION.test(step.text.text) || RETRACTION.test(next) || AFTERTHOUGHT.test(next);
  }

  private scope(reading: Reading, statement: Statement | undefined): Scope {
    // Field by field: this runs for every statement on every keystroke, and spreading costs ten times as much.
    const words = (statement ?? reading).inForce;
    const facts = this.facts;
    return {
      magnitude: words.magnitude,
      rounding: words.rounding,
      remainder: words.remainder,
      money: words.money,
      degrees: facts.degrees,
      complex: facts.complex,
      modular: facts.modular && (facts.moduli.length > 0 || facts.numerals || (statement?.sentence ?? reading.words).some(isModular)),
      numerals: facts.numerals,
      moduli: facts.moduli,
      rounded: this.memory.roundedIn(reading),
      integers: NO_WORDS,
      announced: false,
      solving: facts.solving,
      story: facts.story,
      stated: NO_WORDS,
    };
  }

  /** The claims one statement makes; then what it says is in force. */
  private statement(step: Step, reading: Reading, s: Statement, index: number): Claim[] {
    this.count++;
    const claims: Claim[] = [];
    const scope = this.scope(reading, s);
    for (let k = 0; k + 1 < s.sides.length; k++) {
      const claim = this.link(step, reading, index, k, scope);
      if (claim) claims.push(claim);
    }
    const rewriting = claims.some(c => c.kind === 'rewrite');
    if (!claims.length && s.sides.length === 2) {
      const general = generalStatement(this.place(step, reading, index), s);
      if (general) claims.push(general);
    }
    const form = this.facts.program ? undefined : this.rewritings.restated(step, s);
    const bound = this.bounds.claim(step, reading, index, scope);
    const forms = !rewriting ? 'none' : this.proved(s, claims) ? 'proved' : 'open';
    const next = this.facts.program ? undefined : (this.trail.claim(step, reading, index, scope, forms) ?? bound);
    // A named quantity in another form is the narrower claim.
    const line = form && next?.kind === 'system' ? undefined : next;
    if (line) {
      claims.push(line);
      for (const p of line.premises) this.memory.use(step, p);
    }
    const compared = this.coefficients.claim(step, reading, index, scope, this.force);
    if (compared && !claims.length) claims.push(compared);
    for (const p of compared?.premises ?? []) this.memory.use(step, p);
    const derived =
      line || form || rewriting || claims.length ? undefined : derivedClaim(step, reading, index, scope, this.facts, this.force);
    if (derived) claims.push(derived);
    const known = claims.length
      ? undefined
      : (knownClaim(step, reading, index, scope, this.facts, this.memory) ?? backClaim(step, s, scope, this.force, this.memory));
    if (known) claims.push(known);
    const residues = this.facts.program ? undefined : this.residues.claim(step, reading, index, scope);
    if (residues && !claims.length) {
      claims.push(residues);
      for (const p of residues.premises) this.memory.use(step, p);
    }
    for (const back of this.live.claims(step, reading, index, scope, this.functions)) {
      claims.push(back);
      for (const p of back.premises) this.memory.use(step, p);
    }
    if (form && !line) {
      const claim = this.rewritings.otherForm({ step, reading, index }, form, scope);
      claims.push(claim);
      this.memory.use(step, form.premise);
    }
    for (let k = 0; k + 1 < s.sides.length; k++) {
      const [start, end] = [s.sides[k]!.span.start, s.sides[k + 1]!.span.end];
      if (claims.some(c => c.span.start < end && start < c.span.end)) continue;
      const follows = followsClaim(step, reading, index, k, scope, this.facts, this.force);
      if (!follows) continue;
      claims.push(follows);
      for (const p of follows.premises) this.memory.use(step, p);
    }
    this.functions.learn(s, step.id, step.text);
    this.memory.learn(s, step.id, step.text);
    this.force.learn(
      s,
      step.id,
      step.text,
      claims.flatMap(c =>
        c.kind === 'rewrite' && c.chain && this.rewritings.identity(s.sides[c.chain.link]!, s.sides[c.chain.link + 1]!)
          ? [c.chain.link]
          : [],
      ),
    );
    return claims;
  }

  /** Whether every rewriting among the claims of a statement is an identity, and all links but the last are rewritings. */
  private proved(s: Statement, claims: readonly Claim[]): boolean {
    const forms = claims.filter(c => c.kind === 'rewrite');
    return (
      forms.length === s.sides.length - 2 &&
      forms.every(c => c.chain && this.rewritings.identity(s.sides[c.chain.link]!, s.sides[c.chain.link + 1]!))
    );
  }

  private link(step: Step, reading: Reading, index: number, k: number, scope: Scope): Claim | undefined {
    const s = reading.statements[index]!;
    const doubt = s.doubt ?? (s.alone && !s.math && this.absurd === this.count - 1 ? 'the line before is false on purpose' : undefined);
    const left = s.sides[k]!;
    const right = s.sides[k + 1]!;
    const op = s.relations[k]!.op;
    if (!left.readings.length || !right.readings.length) return undefined;
    if (s.modulus) return congruence(s, k, { step, reading, index }, scope, this.force, doubt);
    if (op === '≡') return undefined;
    // The claim is written out once, not spread from parts: this runs for every link on every keystroke.
    const claim = (kind: ClaimKind, confirmOnly: string | undefined, premises = NO_PREMISES, inForce = scope): Claim => ({
      kind,
      step: step.id,
      span: { start: left.span.start, end: right.span.end },
      left: left.readings,
      op,
      right: right.readings,
      content: premises.length ? undefined : `${left.keys}${op}${right.keys}|`,
      premises,
      scope: inForce,
      confirmOnly,
      chain: { sides: s.sides, link: k },
    });
    if (
      s.remainder &&
      k + 2 === s.sides.length &&
      op === '=' &&
      left.closed &&
      right.readings[0]!.k === 'num' &&
      left.readings[0]!.k === 'div'
    ) {
      const rest: Given = {
        from: step.id,
        span: ZERO_SPAN,
        why: 'value',
        label: `remainder ${valueLabel(s.remainder)}`,
        left: right.readings,
        op: '=',
        right: [s.remainder],
      };
      return claim('remainder', left.cut ? 'an operand may lie outside of what was read' : s.denied, [rest]);
    }
    const cut = left.cut || right.cut ? 'an operand may lie outside of what was read' : undefined;
    if (left.closed && right.closed) {
      const units = convertible(left, right);
      if (k === 0 && units && bareAmount(left) && bareAmount(right)) {
        // In units of one kind it is a conversion; but days of work have fewer hours than the day has.
        const days = [...left.units, ...right.units].some(p => /^(day|week)s?$/.test(p.name));
        return this.facts.scaled || days ? undefined : claim('units', cut ?? doubt, NO_PREMISES, { ...scope, magnitude: [] });
      }
      if (!left.operation && !right.operation) {
        if (op === '=' && left.value && right.value && valueText(left.value) !== valueText(right.value)) this.absurd = this.count;
        return ORDERED.has(op) && s.sides.length === 2 ? claim('arithmetic', cut ?? doubt) : undefined;
      }
      // A bare amount on the left "makes" what is on the right: 96 ounces = 6 pounds, 1/2 a cup = 4 ounces.
      if (k === 0 && (bareAmount(left) || (!left.operation && !s.math && !s.calculator && !factorisation(left, right)))) return undefined;
      // An equation with its values put in has an operation on both sides too; a chain is worked out.
      const workedOut = left.operation && (!right.operation || s.sides.length > 2) && (op === '=' || op === '≈');
      const why =
        cut ??
        (usesOperation(this.facts, step.text.text.slice(left.span.start, right.span.end))
          ? 'the problem defines an operation of its own'
          : workedOut
            ? s.denied
            : // Words that deny go well with ≠; only what is supposed leaves it open.
              op === '≠' && doubt !== SUPPOSED
              ? undefined
              : doubt);
      return claim(units ? 'units' : 'arithmetic', why);
    }
    if (op !== '=') return undefined;
    const derived =
      calculusClaim(s, k, step, scope, this.functions, cut ?? doubt) ??
      (this.functions.some
        ? appliedClaim(claim('plug-in', cut ?? doubt), { step, reading, index }, this.functions, this.rewritings)
        : undefined);
    if (derived) {
      for (const p of derived.premises) this.memory.use(step, p);
      return derived;
    }
    const [vl, vr] = [left.variables, right.variables];
    if (sameSet(vl, vr) && left.operation) {
      const plain = claim('rewrite', cut ?? (doubt === s.doubt ? doubtOfForm(s) : doubt));
      return this.rewritings.link(plain, s, k, { step, reading, index });
    }
    if (vr.size < vl.size && [...vr].every(v => vl.has(v)) && left.operation && s.relations.length > 1) {
      const put = this.plugIn(step, left, right);
      return put && claim('plug-in', cut ?? doubt ?? put.why, put.premises);
    }
    const before = k === 0 && left.name !== undefined && right.closed ? this.restated(left.name, left, right, s) : undefined;
    return before && claim('carried', cut ?? doubt, [before]);
  }

  /** A right side with fewer letters: the known values that were put in, and why they might not be the ones meant. */
  private plugIn(step: Step, left: Side, right: Side): { premises: readonly Given[]; why: string | undefined } | undefined {
    const premises: Given[] = [];
    const letterByLetter = left.readings.some(l =>
      right.readings.some(r => {
        const parts = new Map<string, Expr[]>();
        // Different things in place of one letter, none of which is its value: another value is put in.
        return matches(l, r, parts) && [...parts].every(([name, all]) => all.length < 2 || this.stands(name, all));
      }),
    );
    let why = letterByLetter ? undefined : 'the values are not put in letter by letter';
    for (const name of left.variables) {
      if (right.variables.has(name)) continue;
      const b = this.memory.binding(name);
      if (!b) return undefined;
      if (this.facts.rebound.has(name)) why ??= `${name} has several values`;
      premises.push(valueGiven(name, b.readings, b.from, b.span));
    }
    for (const p of premises) this.memory.use(step, p);
    return { premises, why };
  }

  /** Whether what was put in for a name is one thing, or is its value somewhere. */
  private stands(name: string, put: readonly Expr[]): boolean {
    if (new Set(put.map(key)).size === 1) return true;
    const known = this.memory.binding(name);
    const value = known && valueLabel(known.value);
    return put.some(e => valueLabel(e) === value);
  }

  /** A defined name is restated with another formula: the definition, which must have the same value. */
  private restated(name: string, left: Side, right: Side, s: Statement): Given | undefined {
    if (s.sentence.some(w => LISTING.has(w) || w === 'possible')) return undefined;
    const b = this.memory.binding(name);
    if (!b?.defined || !left.readings.length || !b.readings.some(x => right.readings.some(y => copied(x, y)))) return undefined;
    if (s.before.some(w => DEFINING.has(w)) || !right.operation) return undefined;
    return {
      from: b.from,
      span: b.span,
      why: 'definition',
      label: `${name} = ${valueLabel(b.value)}`,
      left: left.readings.slice(0, 1),
      op: '=',
      right: b.readings,
    };
  }
}

const ORDERED: ReadonlySet<string> = new Set(['<', '>', '≤', '≥']);
const ZERO_SPAN = { start: 0, end: 0 };
const NO_WORDS: readonly string[] = [];
const NO_PREMISES: readonly Given[] = [];
