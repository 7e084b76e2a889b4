// Steps → claims: what each relation is where it stands (a definition, a fact, a rewriting, an evaluation), and what is in force.

import { evaluate, isQ } from '../math/evaluate';
import { children, type Expr, hasOperation, key, some, variables } from '../math/expr';
import { type Q, show } from '../math/rational';
import { type Memo, memoised } from '../memo';
import type { EdgeReason, Solution, Span, Step, Text } from '../model';
import { toDocument } from '../model';
import { answersOf } from './answers';
import type { Claim, Given, Scope } from './claim';
import { decimalsOf } from './decimals';
import { scanMaths } from './scanner';
import { type Reading, read, type Side, type Statement } from './statements';

/** A name with a value: `x = 5`, "let A = 3·4". */
type Binding = {
  readonly name: string;
  readonly value: Expr;
  readonly readings: readonly Expr[];
  readonly from: string;
  readonly step: number;
  readonly span: Span;
  /** A closed formula introduced by let, where, denote: what the name stands for from now on. */
  readonly defined: boolean;
};

export type Use = { readonly from: string; readonly why: EdgeReason; readonly label: string; readonly span: Span };

export type StepClaims = {
  readonly step: Step;
  readonly reading: Reading;
  readonly claims: readonly Claim[];
  /** What this step uses from before, in document offsets of the use. */
  readonly uses: readonly Use[];
  /** Something in it or behind it takes it back: its findings are withheld. */
  readonly withdrawn: boolean;
};

const RETRACTION =
  /\b(oops|wait|mistake|incorrect|wrong|error|led us astray|not correct|let me re|let's re-?\w+|re-?(?:evaluate|examine|consider|calculate|check|visit)|correction|actually)\b/i;
const CONTRADICTION = new Set(
  "contradiction contradicts contradictory impossible false not no cannot doesn’t doesn't don't isn't can't fails fail extraneous undefined however absurd invalid never without wrong incorrect unless".split(
    ' ',
  ),
);
const HYPOTHESIS = new Set(
  'if suppose assume assuming try trying test testing check checking whether consider case would might could unless when pretend imagine guess were'.split(
    ' ',
  ),
);
const PREMISE_WORDS = new Set(
  'since because using use substituting substitute substitution plugging plug recall also given from let where similarly another other second likewise case or when assume suppose denote define formula theorem add adding subtract subtracting both'.split(
    ' ',
  ),
);
const DEFINING = new Set('let where denote define call set say with'.split(' '));
const REWRITE_CUE = /\b(expand\w*|factor\w*|distribut\w*|foil|multiply(?:ing)? out)\b/;
const STEP_CUE =
  /\b(both sides|simplif\w*|rearrang\w*|solving|solve|divid\w*|isolat\w*|so|thus|hence|therefore|gives?|get|obtain|yields?|becomes?|then|expand\w*|factor\w*|combin\w*|subtract\w*|add\w*|multipl\w*|which|reduces?)\b/;
const DOMAIN_WORDS =
  /\b(remainder|quotient|modulo|mod|residue|units? digits?|last digits?|ones digit|congruent|parity|base)\b|\\pmod|\\equiv|≡/i;
const COMPLEX_WORDS = /\b(complex|imaginary)\b|\bi\^?\{?2\}?\s*=\s*-1|\\overline\{z\}|\bz\s*=\s*.*\bi\b/i;

const readText = (text: string, memo: Memo): Reading => memoised(memo, `read:${text}`, () => read(text, scanMaths(text)));
const readStep = (step: Step, memo: Memo): Reading => memoised(memo, `step:${step.text.text}`, () => read(step.text.text, step.maths));

/** Builds the claims of every step, in order; each step sees only what stands before it. */
export function claimsOf(solution: Solution, memo: Memo): StepClaims[] {
  const problem = solution.problem ? readText(solution.problem.text, memo) : undefined;
  const readings = solution.steps.map(step => readStep(step, memo));
  const facts = gather(solution, problem, readings);
  const out: StepClaims[] = [];
  const state = new State(solution, facts);
  if (problem && solution.problem) state.takeProblem(problem, solution.problem);
  solution.steps.forEach((step, i) => {
    const reading = readings[i]!;
    const claims: Claim[] = [];
    reading.statements.forEach((statement, j) => {
      claims.push(...state.statement(step, reading, statement, j));
    });
    claims.push(...answersOf(step, reading, state.scope(reading, undefined)));
    out.push({ step, reading, claims, uses: state.usesOf(step, reading), withdrawn: withdrawn(readings, solution.steps, i) });
    state.endStep(step, reading);
  });
  return out;
}

/** A retraction in the step or at the head of the next one holds back what the step says. */
function withdrawn(readings: readonly Reading[], steps: readonly Step[], i: number): boolean {
  const next = steps[i + 1]?.text.text.slice(0, 160) ?? '';
  void readings;
  return RETRACTION.test(steps[i]!.text.text) || RETRACTION.test(next);
}

type Facts = {
  readonly complex: boolean;
  readonly modular: boolean;
  readonly degrees: boolean;
  readonly operators: boolean;
  readonly solving: boolean;
  /** Names that ever get two different values. */
  readonly rebound: ReadonlySet<string>;
  /** Letters that some equation or condition binds, in the problem or a step: step number of the first (-1 problem). */
  readonly constrained: ReadonlyMap<string, number>;
  readonly geometry: boolean;
  readonly functions: ReadonlySet<string>;
};

function gather(solution: Solution, problem: Reading | undefined, readings: readonly Reading[]): Facts {
  const text = `${solution.problem?.text ?? ''}\n${solution.steps.map(s => s.text.text).join('\n')}`;
  const values = new Map<string, Set<string>>();
  const constrained = new Map<string, number>();
  const visit = (reading: Reading, step: number) => {
    for (const s of reading.statements) {
      const names = s.sides.map(loneName);
      names.forEach((name, i) => {
        if (name === undefined) return;
        const other = s.sides[i + 1] ?? s.sides[i - 1];
        const e = other?.readings[0];
        if (!e || loneName(other!) !== undefined) return;
        const v = closedValue(e);
        if (v === undefined) return;
        if (!values.has(name)) values.set(name, new Set());
        values.get(name)!.add(v);
      });
      if (s.relations.some(r => r.op !== '=') || (s.sides.length === 2 && names[0] === undefined && names[1] === undefined)) {
        for (const side of s.sides)
          for (const e of side.readings.slice(0, 1)) for (const v of variables(e)) if (!constrained.has(v)) constrained.set(v, step);
      }
    }
  };
  if (problem) visit(problem, -1);
  readings.forEach(visit);
  return {
    complex: COMPLEX_WORDS.test(text),
    modular: DOMAIN_WORDS.test(text),
    degrees: /\bdegrees?\b|°|\\circ/.test(text),
    operators:
      /[A-Za-z]\s*(\*|\\ast|\\star|\\circ|\\#|\\diamond|@|&|\\&)\s*[A-Za-z]\s*=/.test(solution.problem?.text ?? '') ||
      (/\b(define[ds]?|operations?|denotes?|operator|binary)\b/i.test(solution.problem?.text ?? '') &&
        /[A-Za-z0-9]\s*(\*|\\ast|\\#|\\star|\\diamond|\\oplus|\\otimes|@|\\\$|\\&|\\circ|\\bigstar|\\clubsuit|\\spadesuit|\\heartsuit|\\nabla|\\Delta|!|#|&)\s*\}?[A-Za-z0-9{]?|\[\s*[a-z0-9.]+\s*\]/.test(
          solution.problem?.text ?? '',
        )),
    solving: /\bsolve\b|\bfind all\b|\ball (?:real |integer |possible )?(?:solutions|values|roots)\b/i.test(solution.problem?.text ?? ''),
    rebound: new Set([...values].filter(([, v]) => v.size > 1).map(([name]) => name)),
    constrained,
    geometry: /\b(triangle|circle|segment|polygon|quadrilateral|rectangle|angle)\b|\\angle|\\triangle|\[asy\]/i.test(text),
    functions: new Set([...text.matchAll(/\b([A-Za-z])\s*(?:\^\{?-1\}?\s*\(|\(\s*[a-z0-9,\s]+\)\s*=)/g)].map(m => m[1]!)),
  };
}

const closed = (side: Side): boolean => side.readings.length > 0 && side.readings.every(e => isClosed(e));

function isClosed(e: Expr): boolean {
  for (const name of variables(e)) if (!(name === 'e' && some(e, x => x.k === 'pow' && x.a.k === 'sym' && x.a.name === 'e'))) return false;
  return true;
}

function closedValue(e: Expr): string | undefined {
  if (!isClosed(e)) return undefined;
  try {
    const v = evaluate(e);
    return isQ(v) ? show(v) : `${v.lo.toPrecision(9)}`;
  } catch {
    return undefined;
  }
}

/** The name a side consists of, if it is nothing else. */
function loneName(side: Side): string | undefined {
  const e = side.readings[0];
  if (!e) return side.name;
  return e.k === 'sym' ? e.name : e.k === 'atom' ? e.key : undefined;
}

/** A number or a fraction with a unit behind it, and nothing else. */
function bareAmount(side: Side): boolean {
  const e = side.readings[0]!;
  const plain = (x: Expr): boolean =>
    x.k === 'num' ||
    (x.k === 'neg' && plain(x.a)) ||
    (x.k === 'div' && x.a.k === 'num' && x.b.k === 'num') ||
    (x.k === 'add' && plain(x.a) && plain(x.b));
  return e.k === 'unit' && e.unit !== '$' && plain(e.a);
}

const sameSet = (a: ReadonlySet<string>, b: ReadonlySet<string>): boolean => a.size === b.size && [...a].every(x => b.has(x));

type Equation = {
  readonly statement: Statement;
  readonly step: Step;
  readonly unknowns: ReadonlySet<string>;
  readonly ordinal: number;
  /** One of several equations of its sentence: a list, not a step. */
  readonly listed: boolean;
};

const LISTING = new Set([
  'root',
  'zero',
  'solution',
  'and',
  'or',
  'respectively',
  'either',
  'roots',
  'solutions',
  'zeros',
  'cases',
  'first',
  'second',
]);

/** Whether the sentence goes on with another equation for the same unknown: "x = 3 or x = 5". */
function listedAfter(reading: Reading, index: number, unknown: string): boolean {
  const s = reading.statements[index]!;
  const next = reading.statements[index + 1];
  if (!next || next.index !== s.index || next.arrow || next.line) return false;
  return next.sides.some(side => side.readings.some(e => variables(e).has(unknown)));
}

class State {
  private readonly bindings = new Map<string, Binding>();
  private readonly rounded = new Set<string>();
  private readonly born = new Map<string, { from: string; step: number; span: Span; label: string }>();
  private readonly symbols = new Map<string, { from: string; step: number; span: Span }>();
  private previous: Equation | undefined;
  private ordinal = 0;
  /** Ordinal of the last statement seen, to know whether anything lies between two equations. */
  private lastOrdinal = 0;
  private readonly used = new Map<string, Use>();

  constructor(
    private readonly solution: Solution,
    private readonly facts: Facts,
  ) {}

  takeProblem(problem: Reading, text: Text): void {
    for (const s of problem.statements) this.learn(s, 'problem', -1, text, problem);
    for (const t of problem.tokens) if (t.k === 'num' && t.v) this.remember(t.v, 'problem', -1, toDocument(text, t.span.start, t.span.end));
  }

  scope(reading: Reading, statement: Statement | undefined): Scope {
    const words = statement ? [...statement.before, ...statement.after, ...statement.sentence] : reading.words;
    const text = words.join(' ');
    const has = (...list: string[]) => list.some(w => words.includes(w));
    const symbols = reading.tokens;
    const mark = (t: string) => symbols.some(x => x.k === 'op' && x.t === t);
    return {
      magnitude:
        mark('%') ||
        mark('¢') ||
        /\b(percent\w*|cents?|thousands?|millions?|billions?|hundreds?|pennies|dimes?|nickels?|quarters?|dozens?|k)\b/.test(text),
      rounding: /\b(round\w*|about|approximate\w*|nearest|roughly|estimat\w*|almost|nearly|close)\b/.test(text),
      remainder:
        /\b(remain\w*|left|leftover|whole|full|complete|floor|ceil\w*|at least|at most|enough|need\w*|integer|maximum|minimum)\b/.test(
          reading.words.join(' '),
        ),
      money: mark('$') || has('dollars', 'dollar', 'cents', 'cent'),
      degrees: this.facts.degrees,
      complex: this.facts.complex,
      modular: this.facts.modular,
      rounded: [...this.rounded],
      integers: [],
      announced: false,
      solving: this.facts.solving,
      stated: [],
    };
  }

  /** The claims one statement makes; then what it says is in force. */
  statement(step: Step, reading: Reading, s: Statement, index: number): Claim[] {
    this.ordinal++;
    const claims: Claim[] = [];
    const doubt = this.doubt(s);
    const scope = this.scope(reading, s);
    for (let k = 0; k + 1 < s.sides.length; k++) {
      const claim = this.link(step, s, k, scope, doubt);
      if (claim) claims.push(claim);
    }
    const between = this.equationStep(step, reading, s, index, scope, doubt);
    if (between) claims.push(between);
    this.learn(s, step.id, step.number, step.text, reading);
    return claims;
  }

  /** Why a false relation here need not be an error, if there is a reason. */
  private doubt(s: Statement): string | undefined {
    const opened = s.before.findIndex(w => HYPOTHESIS.has(w));
    if (opened >= 0 && !s.before.slice(opened).includes('then')) return 'it is only supposed here';
    if (s.sentence.some(w => CONTRADICTION.has(w))) return 'the sentence denies or limits it';
    if (s.next.slice(0, 12).some(w => CONTRADICTION.has(w)) && s.next.length) return 'the next sentence denies or limits it';
    return undefined;
  }

  private link(step: Step, s: Statement, k: number, scope: Scope, doubt: string | undefined): Claim | undefined {
    const left = s.sides[k]!;
    const right = s.sides[k + 1]!;
    const op = s.relations[k]!.op;
    if (!left.readings.length || !right.readings.length || op === '≡') return undefined;
    const base = {
      step: step.id,
      span: { start: left.span.start, end: right.span.end },
      left: left.readings,
      op,
      right: right.readings,
      premises: [],
      scope,
      chain: { sides: s.sides, link: k },
    };
    const operation = (side: Side) => side.readings.some(hasOperation);
    const cut = left.cut || right.cut ? 'an operand may lie outside of what was read' : undefined;
    if (closed(left) && closed(right)) {
      if (!operation(left) && !operation(right)) return undefined;
      // A bare amount on the left "makes" what is on the right: 96 ounces = 6 pounds, 1/2 a cup = 4 ounces.
      if (k === 0 && (bareAmount(left) || (!operation(left) && !s.math && !s.calculator))) return undefined;
      const why = cut ?? (this.facts.operators ? 'the problem defines an operation of its own' : (doubt ?? undefined));
      return { ...base, kind: 'arithmetic', confirmOnly: why };
    }
    if (op !== '=') return undefined;
    const vl = variables(left.readings[0]!);
    const vr = variables(right.readings[0]!);
    if (sameSet(vl, vr) && operation(left)) {
      const cue = REWRITE_CUE.test(s.before.slice(-6).join(' '));
      if (s.relations.length < 2 && !cue) return undefined;
      return { ...base, kind: 'rewrite', scope: { ...scope, announced: cue }, confirmOnly: cut ?? doubt ?? this.constraint(vl, s, step) };
    }
    if (vr.size < vl.size && [...vr].every(v => vl.has(v)) && operation(left) && s.relations.length > 1) {
      return this.plugIn(step, s, left, right, base, scope, cut ?? doubt);
    }
    if (loneName(left) !== undefined && closed(right) && k === 0) return this.restated(base, left, right, s, cut ?? doubt);
    return undefined;
  }

  /** H11: letters that an equation or condition binds may make a false-looking rewriting true. */
  private constraint(names: ReadonlySet<string>, s: Statement, step: Step): string | undefined {
    for (const name of names) {
      const since = this.facts.constrained.get(name);
      if (since !== undefined && since < step.number) return `an equation or condition binds ${name}`;
      if (this.bindings.has(name)) return `${name} has a value`;
      if (this.facts.functions.has(name.replace(/\(.*/, ''))) return `${name} is a function`;
      if (name.includes('(') || name.includes("'")) return 'a function that is not known';
    }
    const zero = s.sides.some(side => side.readings.some(e => e.k === 'num' && e.v.n === 0n));
    if (zero) return 'the chain holds a zero';
    return undefined;
  }

  /** A right side with fewer letters: known values were put in. */
  private plugIn(
    step: Step,
    s: Statement,
    left: Side,
    right: Side,
    base: Omit<Claim, 'kind'>,
    scope: Scope,
    why: string | undefined,
  ): Claim | undefined {
    const vr = variables(right.readings[0]!);
    const dropped = [...variables(left.readings[0]!)].filter(v => !vr.has(v));
    const premises: Given[] = [];
    let reason = why;
    if (!left.readings.some(l => right.readings.some(r => matches(l, r)))) reason ??= 'the values are not put in letter by letter';
    for (const name of dropped) {
      const b = this.bindings.get(name);
      if (!b) return undefined;
      if (this.facts.rebound.has(name)) reason ??= `${name} has several values`;
      premises.push({
        from: b.from,
        span: b.span,
        why: 'symbol',
        label: `${name} = ${valueLabel(b.value)}`,
        left: [{ k: 'sym', name, span: ZERO_SPAN }],
        op: '=',
        right: b.readings,
      });
    }
    for (const p of premises) this.use(step, p);
    void s;
    return { ...base, kind: 'plug-in', premises, scope, confirmOnly: reason };
  }

  /** A defined name is restated with another formula: both must have one value. */
  private restated(base: Omit<Claim, 'kind'>, left: Side, right: Side, s: Statement, why: string | undefined): Claim | undefined {
    const name = loneName(left)!;
    if (s.sentence.some(w => LISTING.has(w) || w === 'possible')) return undefined;
    const b = this.bindings.get(name);
    if (!b?.defined || left.readings.length === 0 || !b.readings.some(x => right.readings.some(y => copied(x, y)))) return undefined;
    if (s.before.some(w => DEFINING.has(w)) || !right.readings.some(hasOperation)) return undefined;
    const premise: Given = {
      from: b.from,
      span: b.span,
      why: 'definition',
      label: `${name} = ${valueLabel(b.value)}`,
      left: left.readings.slice(0, 1),
      op: '=',
      right: b.readings,
    };
    return { ...base, kind: 'carried', premises: [premise], confirmOnly: why };
  }

  /** The equation just before, and this one: does the new one follow? */
  private equationStep(
    step: Step,
    reading: Reading,
    s: Statement,
    index: number,
    scope: Scope,
    doubt: string | undefined,
  ): Claim | undefined {
    const before = this.previous;
    const own = this.asEquation(s);
    const previousOrdinal = this.lastOrdinal;
    this.lastOrdinal = this.ordinal;
    const listed =
      before !== undefined &&
      before.step === step &&
      before.statement.index === s.index &&
      before.ordinal === previousOrdinal &&
      s.arrow === undefined &&
      !s.line;
    if (own) this.previous = { statement: s, step, unknowns: own, ordinal: this.ordinal, listed };
    else if (s.sides.some(side => side.readings.some(e => variables(e).size))) this.previous = undefined;
    if (!before || before.step.number < step.number - 1 || before.ordinal !== previousOrdinal || before.unknowns.size !== 1)
      return undefined;
    const unknown = [...before.unknowns][0]!;
    if (this.facts.functions.has(unknown)) return undefined;
    const lines = s.alone && before.statement.alone;
    const closedNow = s.sides.length === 2 && s.sides.every(closed) && s.relations[0]!.op === '=' && lines;
    if (!(own ? own.size === 1 && own.has(unknown) : closedNow)) return undefined;
    // A value that was found or given is no equation to transform, unless it still waits to be worked out.
    const [one, two] = before.statement.sides;
    const solved = loneName(one!) === unknown ? two : loneName(two!) === unknown ? one : undefined;
    const value = own ? s.sides.some(side => loneName(side) === unknown) : true;
    if (solved && !(lines && value && solved.readings.some(hasOperation) && closed(solved) && !before.statement.math)) return undefined;
    if (before.listed || listedAfter(reading, index, unknown) || (s.before.some(w => LISTING.has(w)) && !lines)) return undefined;
    const cue = s.arrow !== undefined || STEP_CUE.test(s.before.join(' '));
    if (s.before.some(w => PREMISE_WORDS.has(w))) return undefined;
    if (!lines && !cue) return undefined;
    const e = before.statement;
    const premise: Given = {
      from: before.step.id,
      span: toDocument(before.step.text, e.span.start, e.span.end),
      why: 'equation',
      label: before.step.text.text.slice(e.span.start, e.span.end),
      left: e.sides[0]!.readings,
      op: '=',
      right: e.sides[1]!.readings,
    };
    const first = s.sides[0]!;
    const last = s.sides[1]!;
    const cut = s.sides.some(x => x.cut) || e.sides.some(x => x.cut) ? 'an operand may lie outside of what was read' : undefined;
    this.use(step, premise);
    return {
      kind: 'equation',
      step: step.id,
      span: { start: first.span.start, end: last.span.end },
      left: first.readings,
      op: '=',
      right: last.readings,
      premises: [premise],
      scope: { ...scope, announced: lines || s.arrow !== undefined, stated: this.statedValues(unknown) },
      chain: { sides: s.sides, link: 0 },
      confirmOnly: cut ?? doubt ?? this.doubt(e),
    };
  }

  /** The unknowns of a statement that is one equation, or undefined. */
  private asEquation(s: Statement): Set<string> | undefined {
    if (s.sides.length !== 2 || s.relations[0]!.op !== '=' || s.sides.some(side => !side.readings.length)) return undefined;
    const names = new Set<string>();
    for (const side of s.sides) for (const name of variables(side.readings[0]!)) names.add(name);
    return names.size ? names : undefined;
  }

  /** Values stated for a name anywhere in the solution. */
  private statedValues(name: string): string[] {
    const out = new Set<string>();
    for (const step of this.solution.steps) {
      const re = new RegExp(`(?:^|[^A-Za-z])${name.replace(/[^A-Za-z0-9]/g, '\\$&')}\\s*=\\s*(-?\\d+(?:\\.\\d+)?)`, 'g');
      for (const m of step.text.text.matchAll(re)) out.add(m[1]!);
    }
    return [...out].sort();
  }

  private learn(s: Statement, from: string, step: number, text: Text, reading: Reading): void {
    const defining = s.before.some(w => DEFINING.has(w)) || (reading.words.includes('where') && s.before.length === 0);
    s.sides.forEach((side, i) => {
      const name = loneName(side);
      if (name === undefined || !side.readings.length) return;
      const last = s.sides[s.sides.length - 1]!;
      const target = i < s.sides.length - 1 ? last : s.sides[i - 1];
      if (!target?.readings.length || target === side || target.cut || side.cut) return;
      if (s.relations.some(r => r.op !== '=' && r.op !== '≈')) return;
      const span = toDocument(text, s.span.start, s.span.end);
      if (closed(target)) {
        const defined = defining && hasOperation(s.sides[i + 1]?.readings[0] ?? target.readings[0]!);
        const known = this.bindings.get(name);
        if (!(known?.defined && !defined))
          this.bindings.set(name, { name, value: target.readings[0]!, readings: target.readings, from, step, span, defined });
        else
          this.bindings.set(name, {
            ...known,
            value: target.readings[0]!,
            readings: target.readings,
            from,
            step,
            span,
            defined: known.defined,
          });
      }
      this.symbols.set(name, { from, step, span });
    });
    const end = s.sides[s.sides.length - 1]!;
    const e = end.readings[0];
    if (e && closed(end) && step >= 0) {
      const v = tryValue(e);
      if (v) this.remember(v, from, step, toDocument(text, s.span.start, s.span.end));
      if (e && s.relations.some(r => r.op === '≈' || r.op === '=')) this.noteRounded(s, e);
    }
  }

  /** A decimal result that is not exactly its left side was rounded: later steps carry the error on. */
  private noteRounded(s: Statement, e: Expr): void {
    const places = decimalsOf(e);
    if (!places) return;
    const before = s.sides[s.sides.length - 2]?.readings[0];
    const v = tryValue(e);
    if (!before || !v) return;
    let exact: Q | undefined;
    try {
      const x = evaluate(before);
      exact = isQ(x) ? x : undefined;
    } catch {
      return;
    }
    if (!exact || exact.n * v.d !== v.n * exact.d) this.rounded.add(show(v));
  }

  private remember(v: Q, from: string, step: number, span: Span): void {
    const text = show(v);
    if (!this.born.has(text)) this.born.set(text, { from, step, span, label: text });
  }

  private use(step: Step, p: Given): void {
    if (p.from !== step.id) this.used.set(`${step.id}<${p.from}<${p.label}`, { from: p.from, why: p.why, label: p.label, span: p.span });
  }

  /** Edges into this step: values born earlier, symbols, references, and what its claims took as premise. */
  usesOf(step: Step, reading: Reading): Use[] {
    const out = new Map<string, Use>();
    const put = (u: Use) => {
      if (u.from === step.id) return;
      const id = `${u.from}:${u.why}:${u.label}`;
      if (!out.has(id)) out.set(id, u);
    };
    for (const [id, u] of this.used) if (id.startsWith(`${step.id}<`)) put(u);
    for (const t of reading.tokens) {
      const span = toDocument(step.text, t.span.start, t.span.end);
      if (t.k === 'num' && t.v && !(t.v.d === 1n && t.v.n <= 3n)) {
        const b = this.born.get(show(t.v));
        if (b) put({ from: b.from, why: 'value', label: b.label, span });
      }
      if (t.k === 'sym') {
        const b = this.symbols.get(t.t);
        if (b) put({ from: b.from, why: 'symbol', label: t.t.replace(/^\\/, ''), span });
      }
    }
    for (const m of step.text.text.matchAll(/\b(?:step|equation|eq\.?)\s*\(?(\d{1,2})\)?/gi)) {
      if (m.index < 8 && /^\W*step/i.test(step.text.text)) continue;
      const target = this.solution.steps.find(x => x.number === Number(m[1]) - 1);
      if (/^step/i.test(m[0]) && target && target.number < step.number) {
        put({ from: target.id, why: 'reference', label: m[0], span: toDocument(step.text, m.index, m.index + m[0].length) });
      }
    }
    if (![...out.values()].some(u => u.from !== 'problem') && step.number > 0) {
      const before = this.solution.steps[step.number - 1]!;
      put({ from: before.id, why: 'adjacent', label: 'follows', span: step.span });
    }
    return [...out.values()];
  }

  endStep(step: Step, reading: Reading): void {
    for (const t of reading.tokens) {
      if (t.k === 'sym' && !this.symbols.has(t.t))
        this.symbols.set(t.t, { from: step.id, step: step.number, span: toDocument(step.text, t.span.start, t.span.end) });
    }
  }
}

/** Whether `put` is `pattern` with closed expressions in place of letters. */
function matches(pattern: Expr, put: Expr): boolean {
  if (pattern.k === 'sym' || pattern.k === 'atom') return isClosed(put) || key(pattern) === key(put);
  const [a, b] = [children(pattern), children(put)];
  if (pattern.k !== put.k || a.length !== b.length) return false;
  if (pattern.k === 'num') return put.k === 'num' && show(pattern.v) === show(put.v);
  if (pattern.k === 'call' && put.k === 'call' && pattern.fn !== put.fn) return false;
  if (pattern.k === 'const') return key(pattern) === key(put);
  return a.every((x, i) => matches(x, b[i]!));
}

/** Whether two formulas have one shape, so that the one looks copied from the other. */
function copied(a: Expr, b: Expr): boolean {
  const [x, y] = [children(a), children(b)];
  if (x.length !== y.length || (x.length === 0) !== (y.length === 0)) return false;
  if (x.length === 0) return true;
  return x.every((child, i) => copied(child, y[i]!));
}

const ZERO_SPAN: Span = { start: 0, end: 0 };

function valueLabel(e: Expr): string {
  const v = closedValue(e);
  return v ?? key(e);
}

function tryValue(e: Expr): Q | undefined {
  try {
    const v = evaluate(e);
    return isQ(v) ? v : undefined;
  } catch {
    return undefined;
  }
}
