// Values that are stated for several unknowns together, and the equations they are to satisfy.
import { type Expr, key, some, variables } from '../math/expr';
import { q } from '../math/rational';
import type { Span, Step, Text } from '../model';
import { toDocument } from '../model';
import type { Functions } from './calculus';
import type { Claim, Given, Scope } from './claim';
import type { Facts } from './facts';
import { isEquation, type Reading, type Statement } from './statements';
import { SUPPOSED } from './words';

type Live = { readonly statement: Statement; readonly step: Step };

const SOLVING = new Set(
  'solving solve obtain get find gives give yields solution system values value have thus so therefore hence'.split(' '),
);
/** Words that make values one case of several, or equations parts of a case. */
const CASES = new Set(
  'or case cases either respectively suppose assume first second third pair pairs if when another also substituting substitute plugging plug put point points let letting set setting at through'.split(
    ' ',
  ),
);
const REACH = 2;

/** Keeps the equations in two unknowns or more that are in force, and puts stated values back into them. */
export class LiveEquations {
  private live: Live[] = [];
  private asked: readonly Live[] = [];
  /** The last equation in one unknown alone; `several` where it is a branch of another, as factors are. */
  private readonly single = new Map<string, Live | 'several'>();

  constructor(private readonly facts: Facts) {}

  /**
   * The claims that the values of a sentence satisfy the live equations in just these unknowns. Made at the last value of
   * the sentence, so that all of them are known; none where a letter has two values or the text speaks of cases.
   */
  claims(step: Step, reading: Reading, index: number, scope: Scope, functions: Functions): Claim[] {
    const s = reading.statements[index]!;
    const root = this.rootClaim(step, reading, index, scope) ?? rootOfFunction(step, reading, index, scope, functions);
    this.note(step, reading, s);
    if (root) return [root];
    const next = reading.statements[index + 1];
    if (!valuesOf(s).length || (next?.index === s.index && valuesOf(next).length)) return [];
    const stated = new Map<string, Value>();
    // "If k = 9, then x = 961": another value for each.
    let conditional = asksOne(s) && reading.statements.some((x, i) => i < index && x.index === s.index && x.doubt === SUPPOSED);
    let rebound = false;
    for (let i = index; i >= 0 && reading.statements[i]!.index === s.index; i--) {
      const at = reading.statements[i]!;
      if (at.doubt === SUPPOSED) conditional = true;
      for (const value of valuesOf(at).reverse()) {
        if (stated.has(value.name)) return [];
        if (!conditional && this.facts.rebound.has(value.name)) rebound = true;
        stated.set(value.name, value);
      }
    }
    const asked = conditional || rebound || s.doubt !== undefined ? [] : this.problemClaims(step, reading, index, stated, scope);
    if (asked.length || stated.size < 2) return asked;
    const found = conditional ? [] : this.ownSystem(step, reading, index, stated, scope);
    if (found.length) return found;
    if (rebound) return [];
    // "If k = 9, then x = 961": only what ties these letters to one another is asked for.
    if (
      conditional ? s.doubt !== undefined || stated.size > 2 : s.sentence.some(w => CASES.has(w)) || !s.sentence.some(w => SOLVING.has(w))
    )
      return [];
    const last = valuesOf(s)[0]!.name;
    const all = this.live.filter(
      e =>
        step.number - e.step.number <= REACH &&
        sameNames(e.statement, stated) &&
        // One value after the other is asked for what x = f(k) gives; whether it satisfies a condition is what is tried.
        (!asksOne(s) || !this.facts.rebound.has(last) || e.statement.sides.some(side => side.name === last)),
    );
    const own = all.filter(e => e.step === step && e.statement.index === s.index);
    // As many equations as unknowns, the last ones: fewer leave the values open, and older ones may be of another system.
    const system = conditional || own.length ? all.slice(-1) : all.slice(-stated.size);
    if (!conditional && !own.length && system.length < stated.size) return [];
    const values = [...stated.values()].reverse();
    return system.map(e =>
      this.putBack(
        step,
        e,
        values,
        { start: values[0]!.span.start, end: s.span.end },
        scope,
        conditional ? e.statement.doubt : (s.doubt ?? e.statement.doubt),
      ),
    );
  }

  /** The equations that the problem gives: what is concluded for their letters must satisfy them. */
  takeProblem(reading: Reading, text: Text): void {
    const step: Step = { id: 'problem', span: text.span, number: -1, role: 'given', text, maths: [] };
    this.asked = reading.statements.filter(asksFor).map(statement => ({ statement, step }));
  }

  /** "Solving the first equation gives a = 4 and b = 4/3": the equations of the problem in just these letters. */
  private problemClaims(step: Step, reading: Reading, index: number, stated: ReadonlyMap<string, Value>, scope: Scope): Claim[] {
    const s = reading.statements[index]!;
    const first = reading.statements.find(x => x.index === s.index && valuesOf(x).length > 0)!;
    // "Solving gives x = 3", and not "setting x = 3, we get".
    const words = first.alone && first.line ? s.sentence : first.before;
    if (!this.asked.length || !words.some(w => SOLVING.has(w)) || words.some(w => CHOSEN.test(w))) return [];
    // "The first equation" is no first case.
    const other = s.sentence.some((w, i) => CASES.has(w) && !(ORDINAL.test(w) && /^equations?$/.test(s.sentence[i + 1] ?? '')));
    if (other || [...stated.values()].some(v => s.span.end < v.span.start)) return [];
    const values = [...stated.values()].reverse();
    const span = { start: values[0]!.span.start, end: s.span.end };
    return this.asked.filter(e => sameNames(e.statement, stated)).map(e => this.putBack(step, e, values, span, scope, undefined));
  }

  /** "The intersection of y + z = 1 and z + x = 1: solving, we find x = 1, y = 0, z = 0": the equations of the sentence itself. */
  private ownSystem(step: Step, reading: Reading, index: number, stated: ReadonlyMap<string, Value>, scope: Scope): Claim[] {
    const s = reading.statements[index]!;
    if (stated.size < 3 || !s.sentence.some(w => w === 'solving' || w === 'solve') || s.sentence.includes('or')) return [];
    const near = reading.statements.slice(0, index).filter(x => x.index === s.index && !valuesOf(x).length);
    const within = near.filter(x => isEquation(x) && namesOf(x).size > 1 && [...namesOf(x)].every(name => stated.has(name)));
    if (within.length < 2 || within.length < near.length) return [];
    const values = [...stated.values()].reverse();
    const span = { start: values[0]!.span.start, end: s.span.end };
    return within.map(statement => this.putBack(step, { statement, step }, values, span, scope, s.doubt ?? statement.doubt));
  }

  /** "The solutions of 2x² = x + 1 are x = 1 and x = 2", "we see that x = 3 is a root": the equation spoken of, or the last one. */
  private rootClaim(step: Step, reading: Reading, index: number, scope: Scope): Claim | undefined {
    const s = reading.statements[index]!;
    const [value, more] = valuesOf(s);
    if (!value || more || !speaksOfRoot(reading, index)) return undefined;
    const spoken = reading.statements
      .slice(0, index)
      .reverse()
      .find(x => x.index === s.index && inJust(x, value.name));
    const single = this.single.get(value.name);
    // "The original equation", "the only solution in this case": not the last one.
    const other = s.sentence.some(w => /^(?:original|initial|given|valid|case|cases|both|all|common)$/.test(w));
    const last = other ? undefined : spoken ? { statement: spoken, step } : single === 'several' ? undefined : single;
    if (!last || step.number - last.step.number > REACH) return undefined;
    return this.putBack(step, last, [value], value.span, scope, s.doubt ?? last.statement.doubt);
  }

  private putBack(step: Step, e: Live, values: readonly Value[], span: Span, scope: Scope, doubt: string | undefined): Claim {
    const premises = values.map(
      (value): Given => ({
        from: step.id,
        span: toDocument(step.text, value.span.start, value.span.end),
        why: 'symbol',
        label: said(value),
        left: [{ k: 'sym', name: value.name, span: value.span }],
        op: '=',
        right: value.readings,
      }),
    );
    return {
      kind: 'put-back',
      step: step.id,
      span,
      left: e.statement.sides[0]!.readings,
      op: '=',
      right: e.statement.sides[1]!.readings,
      premises: [
        ...premises,
        {
          from: e.step.id,
          span: toDocument(e.step.text, e.statement.span.start, e.statement.span.end),
          why: 'equation',
          label: e.step.text.text.slice(e.statement.span.start, e.statement.span.end).trim(),
          left: [],
          op: '=',
          right: [],
        } satisfies Given,
      ],
      // What is said to solve an equation solves it exactly, whatever moduli the text speaks of.
      scope: { ...scope, modular: false },
      confirmOnly: doubt,
    };
  }

  private note(step: Step, reading: Reading, s: Statement): void {
    // "If k = 9, then x = 961" asks what the equations give for one value after the other, and says nothing that lasts.
    if (asksOne(s)) return;
    if (s.sentence.some(w => CASES.has(w))) this.live = [];
    if (reading.statements.some(x => x.index === s.index && x.doubt === SUPPOSED)) return;
    const names = namesOf(s);
    if (!isEquation(s) || s.sides.every(x => x.name !== undefined)) return;
    const [only] = names;
    if (names.size === 1 && only !== undefined && inJust(s, only)) {
      const before = this.single.get(only);
      const branch =
        before !== undefined && (before === 'several' ? false : before.step === step && before.statement.index === s.index && !s.arrow);
      this.single.set(only, branch || !curved(s) ? 'several' : { statement: s, step });
    }
    if (names.size < 2) return;
    this.live = [...this.live.filter(e => step.number - e.step.number <= REACH), { statement: s, step }].slice(-8);
  }
}

/** "We find that x = -2 is a root", where one polynomial f(x) is defined and no equation stands between. */
function rootOfFunction(step: Step, reading: Reading, index: number, scope: Scope, functions: Functions): Claim | undefined {
  const s = reading.statements[index]!;
  const [value, more] = valuesOf(s);
  const after = s.after.slice(0, 9).join(' ');
  if (!value || more || s.doubt || !/^is (?:indeed |also |clearly )?a (?:rational |real |integer )?(?:root|zero)\b/.test(after))
    return undefined;
  const f = /\b(?:polynomial|function)\b/i.test(step.text.text) ? functions.only(value.name) : undefined;
  // "A root of the derivative", "of the quotient": of something else.
  if (!f || f.side.variables.size !== 1 || /\b(?:of|derivative|quotient|factor)\b/.test(after)) return undefined;
  if (
    s.before.some(w => /^(?:if|when|whether|check|test|try|suppose)$/.test(w)) ||
    reading.statements.slice(0, index).some(x => x.index >= s.index - 1 && inJust(x, value.name))
  )
    return undefined;
  const given = (left: readonly Expr[], right: readonly Expr[], from: string, span: Span, label: string): Given => ({
    from,
    span,
    why: 'definition',
    label,
    left,
    op: '=',
    right,
  });
  return {
    kind: 'put-back',
    step: step.id,
    span: s.span,
    left: f.side.readings,
    op: '=',
    right: [{ k: 'num', v: q(0), span: s.span }],
    premises: [
      given(
        [{ k: 'sym', name: value.name, span: value.span }],
        value.readings,
        step.id,
        toDocument(step.text, value.span.start, value.span.end),
        said(value),
      ),
      given([], [], f.from, f.span, f.label),
    ],
    scope: { ...scope, modular: false },
  };
}

const CHOSEN = /^(?:sett?ing|taking|choos\w*|putting|letting|evaluat\w*|try|trying|at|into|point|when)$/;
const ORDINAL = /^(?:first|second|third|another)$/;

/** An equation that a problem gives, and none of several that it speaks of. */
const asksFor = (s: Statement): boolean =>
  isEquation(s) &&
  (s.doubt === undefined || s.doubt === SUPPOSED) &&
  s.sides.every(side => side.name === undefined || !side.variables.size) &&
  s.sides.some(side => side.operation && side.variables.size > 0) &&
  ![...namesOf(s)].some(name => /[('_]|^[efgi]$/.test(name)) &&
  !s.sentence.some(w =>
    /^(?:or|either|graphs?|curves?|lines?|planes?|circles?|ellipses?|hyperbolas?|spheres?|parabola|function|sequence|define[ds]?|operation)$/.test(
      w,
    ),
  );

/** "If k = 9, then x = 961", and no other word of cases. */
const asksOne = (s: Statement): boolean =>
  s.sentence[0] === 'if' && s.sentence.includes('then') && !s.sentence.slice(1).some(w => CASES.has(w));

/** A power, a product or a function of the unknown: no single factor, which has a root of its own. */
const curved = (s: Statement): boolean =>
  s.sides.some(side => side.readings.some(e => some(e, x => (x.k === 'pow' || x.k === 'call') && variables(x).size > 0)));

/** A value that is stated for a name, and where. */
type Value = { readonly name: string; readonly readings: readonly Expr[]; readonly span: Span };

/** "x = -3", without the brackets and places that a key has. */
const said = ({ name, readings }: Value): string =>
  `${name} = ${key(readings[0]!)
    .replace(/~\d+/, '')
    .replace(/^\((-[\d./]+)\)$/, '$1')}`;

const ROOT = /\b(?:solutions?|roots?|zeros?)\b(?:(?! (?:not|but|however)\b).){0,60}\b(?:is|are|as|get|obtain|find|be)$/;
const IS_ROOT =
  /^(?:is|are) (?:indeed |also |clearly )?(?:an? |one |the )?(?:(?:real|only|common|rational|integer|possible|valid) )?(?:solutions?|roots?|zeros?)\b(?! of the (?:derivative|denominator|numerator|other|second|first))/;

/** Whether the words around a value say that it solves an equation; "and x = -1" goes on with what was said of the value before. */
function speaksOfRoot(reading: Reading, index: number): boolean {
  const s = reading.statements[index]!;
  if (IS_ROOT.test(s.after.slice(0, 9).join(' '))) return s.after.length > 0 && !s.before.some(w => w === 'if' || w === 'when');
  let words = '';
  for (let i = index; i >= 0 && reading.statements[i]!.index === s.index; i--) {
    const at = reading.statements[i]!;
    // "The solutions to the equation [2x = 4] are x = 2 and x = 3": the equation stands between.
    if (i < index && !valuesOf(at).length && !/^(?:is|are)$/.test(words)) return false;
    const own = at.before.join(' ');
    words = i === index || !valuesOf(at).length ? `${own} ${words}`.trim() : own;
    if (ROOT.test(words)) return true;
    if (valuesOf(at).length && !/^(?:and|or|is|are|)$/.test(words)) return false;
    if (valuesOf(at).length && /^(?:and|or)$/.test(words)) words = '';
  }
  return false;
}

/** An equation in just this unknown that still is to be solved. */
function inJust(s: Statement, name: string): boolean {
  if (!isEquation(s)) return false;
  const names = namesOf(s);
  return names.size === 1 && names.has(name) && s.sides.some(x => x.operation && x.variables.size > 0);
}

function namesOf(s: Statement): Set<string> {
  return new Set(s.sides.flatMap(side => [...side.variables]));
}

function sameNames(s: Statement, stated: ReadonlyMap<string, unknown>): boolean {
  const names = namesOf(s);
  return names.size === stated.size && [...names].every(name => stated.has(name));
}

/** What a statement says of names: `x = 3`, `(x, y) = (3, 5)`. */
function valuesOf(s: Statement): Value[] {
  if (s.sides.length !== 2 || s.relations[0]!.op !== '=' || s.sides.some(x => x.cut)) return [];
  const [a, b] = [s.sides[0]!, s.sides[1]!];
  if (a.name !== undefined && b.value && plain(b.readings[0]!) && NAME.test(a.name))
    return [{ name: a.name, readings: b.readings, span: s.span }];
  const [names, values] = [a.readings[0], b.readings[0]];
  if (names?.k !== 'list' || values?.k !== 'list' || names.items.length !== values.items.length || b.readings.length > 1) return [];
  const out: Value[] = [];
  names.items.forEach((item, i) => {
    const value = values.items[i]!;
    if (item.k === 'sym' && plain(value)) out.push({ name: item.name, readings: [value], span: s.span });
  });
  return out.length === names.items.length ? out : [];
}

const NAME = /^\\?[A-Za-z]+(_\w+)?$/;

/** A number as it is stated for a result: 3, -2, 5/2, \\sqrt 2. */
function plain(e: Expr): boolean {
  if (e.k === 'num' || e.k === 'const') return true;
  if (e.k === 'neg' || e.k === 'unit') return plain(e.a);
  if (e.k === 'div') return plain(e.a) && plain(e.b);
  return e.k === 'call' && e.fn === 'root' && plain(e.args[0]!);
}
