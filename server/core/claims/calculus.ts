// Derivatives and antiderivatives as claims: f'(x) of a function that the text defines, d/dx of a formula, ∫ f dx = F + C.
import { type Expr, key, num, some, sym, variables } from '../math/expr';
import { q } from '../math/rational';
import type { Step, Text } from '../model';
import { toDocument } from '../model';
import type { Claim, Given, Scope } from './claim';
import { isClosed, type Side } from './sides';
import type { Statement } from './statements';
import { SUPPOSED } from './words';

/** A function of one letter, and where it is defined. */
export type Definition = {
  readonly letter: string;
  readonly side: Side;
  readonly from: string;
  readonly span: Given['span'];
  readonly label: string;
  /** f(x) = …, for every x; else y = …, or a formula for some x only. */
  readonly total: boolean;
};

const APPLIED = /^([A-Za-z]|\\[a-z]+)\(([A-Za-z])\)$/;
/** A sequence by its general term: a_n. */
const TERM = /^([A-Za-z])_[({]?([nkm])[)}]?$/;
const DERIVED = /^([A-Za-z]|\\[a-z]+)('{1,3})(?:\((.+)\))?$/;
const LEIBNIZ = /^\(d([A-Za-z])\)\/\(d([A-Za-z])\)$/;
/** Words that define a function on a part of the line only, or say what it must satisfy. */
const PARTLY =
  /\b(?:when|unless|otherwise|interval|periodic|between|equations?|satisf\w+|such|propert\w+|solutions?|roots?|cases?|derivative|piecewise)\b|\bfor\b(?! (?:all|every|each|any|real)\b)/;
/** Words right before a definition; in a problem it may open its sentence. */
const DEFINES = /\b(?:let|define|denote|given)\b(?: \w+){0,3}$/;
const GIVES =
  /^$|\b(?:let|define[sd]?|denote|if|given|suppose|consider|where|functions?|sequences?|by|and|polynomials?|that|as|curve|parabola)$/;

/** Whether a statement says what a function is everywhere. */
function defines(s: Statement, from: string): boolean {
  const [before, sentence] = [s.before.join(' '), s.sentence.join(' ')];
  if (PARTLY.test(sentence)) return false;
  // "Let f(x) = 2x and g(x) = 3x".
  return from === 'problem' ? GIVES.test(before) : DEFINES.test(before) || (before === 'and' && /^let\b/.test(sentence));
}
/** a_n = 3n + 2: a function of its index, under the name `a_`. A recurrence is none. */
function sequenceTerm(named: string, right: Side): readonly string[] | undefined {
  const term = TERM.exec(named);
  if (!term || right.variables.size !== 1 || !right.variables.has(term[2]!)) return undefined;
  return [named, `${term[1]}_`, term[2]!];
}
/** Letters that stand for a constant of integration. */
const CONSTANT = /^[CcKk](_\w+)?$/;

/** Functions of one letter that the text defines. One that is defined in two ways is not used. */
export class Functions {
  private readonly known = new Map<string, Definition | 'several'>();

  learn(s: Statement, from: string, text: Text): void {
    if (s.doubt && !(from === 'problem' && s.doubt === SUPPOSED)) return;
    for (let k = 0; k + 1 < s.sides.length; k++) {
      const [left, right] = [s.sides[k]!, s.sides[k + 1]!];
      const named = nameOf(left);
      if (named === undefined || s.relations[k]!.op !== '=' || nameOf(right) !== undefined || right.cut || !right.readings.length) continue;
      const applied = APPLIED.exec(named) ?? sequenceTerm(named, right);
      const letter = applied?.[2] ?? [...right.variables][0];
      // y = x² defines y as a function of x, as long as there is one letter only.
      if (!letter || !right.variables.has(letter) || (!applied && right.variables.size !== 1)) continue;
      if ([...right.variables].some(name => /[('…]/.test(name) || name === named)) continue;
      const name = applied?.[1] ?? named;
      const old = this.known.get(name);
      if (old && (old === 'several' || old.letter !== letter || old.side.key !== right.key)) {
        // "f(x) = (x + 1)² = x² + 2x + 1" and its forms are one definition; two that are written apart may be two.
        if (old === 'several' || from !== old.from || k === 0) this.known.set(name, 'several');
        continue;
      }
      const span = toDocument(text, left.span.start, right.span.end);
      const total = applied !== null && k === 0 && defines(s, from);
      this.known.set(name, { letter, side: right, from, span, label: text.text.slice(left.span.start, right.span.end).trim(), total });
    }
  }

  /** Whether any function is defined. */
  get some(): boolean {
    return this.known.size > 0;
  }

  /** The one definition of a function; undefined where there is none, or several. */
  get(name: string): Definition | undefined {
    const found = this.known.get(name);
    return found === 'several' ? undefined : found;
  }

  /** The only function of a letter, where no other is defined. */
  only(letter: string): Definition | undefined {
    const [first, ...more] = this.known.values();
    return first && first !== 'several' && !more.length && first.letter === letter ? first : undefined;
  }

  /** The derivative that a name stands for, with the definition it comes from. */
  derivative(name: string): { readings: Expr[]; premise: Given } | undefined {
    const prime = DERIVED.exec(name);
    const leibniz = prime ? undefined : LEIBNIZ.exec(name);
    const f = this.get(prime?.[1] ?? leibniz?.[1] ?? '');
    if (!f || (leibniz && leibniz[2] !== f.letter)) return undefined;
    const at = pointOf(prime?.[3] ?? f.letter);
    if (!at) return undefined;
    const order = num(q(prime?.[2]?.length ?? 1));
    const readings = f.side.readings.map(
      (body): Expr => ({ k: 'bind', op: 'diff', name: f.letter, body, args: [at, order], span: body.span }),
    );
    const premise: Given = {
      from: f.from,
      span: f.span,
      why: 'definition',
      label: f.label,
      left: [sym(name)],
      op: '=',
      right: f.side.readings,
    };
    return { readings, premise };
  }
}

/** A letter, or a function at its argument: f(x) may be read as a product too. */
const nameOf = (side: Side): string | undefined => side.name ?? (side.readings.length <= 2 ? atomIn(side.readings) : undefined);
function atomIn(list: readonly Expr[]): string | undefined {
  const atom = list.find(e => e.k === 'atom');
  return atom?.k === 'atom' ? atom.key : undefined;
}

/** The argument of a derivative as its name spells it: a letter or a number. */
function pointOf(text: string): Expr | undefined {
  if (/^[A-Za-z]$/.test(text)) return sym(text);
  return /^\(?-?\d+\)?$/.test(text) ? num(q(BigInt(text.replace(/[()]/g, '')))) : undefined;
}

const holds = (e: Expr, op: 'diff' | 'anti'): boolean => some(e, x => x.k === 'bind' && x.op === op);

/** The claim of calculus that link k of a statement makes; none where it is an equation, or speaks of what is not defined. */
export function calculusClaim(
  s: Statement,
  k: number,
  step: Step,
  scope: Scope,
  functions: Functions,
  doubt: string | undefined,
): Claim | undefined {
  const [left, right] = [s.sides[k]!, s.sides[k + 1]!];
  if (s.relations[k]!.op !== '=') return undefined;
  const claim = (
    sides: { left: readonly Expr[]; right: readonly Expr[] },
    premises: readonly Given[],
    confirmOnly: string | undefined,
  ): Claim => ({
    kind: 'calculus',
    step: step.id,
    span: { start: left.span.start, end: right.span.end },
    ...sides,
    op: '=',
    premises,
    scope,
    confirmOnly: left.cut || right.cut ? 'an operand may lie outside of what was read' : (doubt ?? confirmOnly),
    chain: { sides: s.sides, link: k },
  });
  const named = nameOf(left);
  if (named !== undefined) {
    const found = functions.derivative(named);
    if (!found) return undefined;
    const [own, its] = [variablesOf(found.readings), right.variables];
    // f'(x) = 0 is an equation; f'(2) = 5 is a value.
    if (own.size ? !its.size || [...its].some(name => !own.has(name)) : !right.readings.every(isClosed)) return undefined;
    return claim(
      { left: found.readings, right: right.readings },
      [found.premise],
      own.size > 1 ? 'its letters may be tied to one another' : undefined,
    );
  }
  const all = [...left.readings, ...right.readings];
  if (all.some(e => holds(e, 'anti')))
    return antiderivative(left, right) ? claim({ left: left.readings, right: right.readings }, [], undefined) : undefined;
  if (left.readings.every(e => holds(e, 'diff'))) {
    if (key(left.readings[0]!) === key(right.readings[0]!) || !right.variables.size) return undefined;
    if ([...right.variables].some(name => !left.variables.has(name))) return undefined;
    return claim(
      { left: left.readings, right: right.readings },
      [],
      left.variables.size > 1 ? 'a letter may depend on another' : undefined,
    );
  }
  return undefined;
}

/** Both sides speak of one letter, and of nothing else but constants. */
function antiderivative(left: Side, right: Side): boolean {
  const names = [...left.readings, ...right.readings].flatMap(letters);
  const name = names[0];
  if (!name || names.some(x => x !== name) || !left.variables.has(name) || !right.variables.has(name)) return false;
  const own = new Set(left.readings.some(e => holds(e, 'anti')) ? left.variables : right.variables);
  return [...left.variables, ...right.variables].every(x => own.has(x) || CONSTANT.test(x));
}

function letters(e: Expr): string[] {
  const out: string[] = [];
  some(e, x => {
    if (x.k === 'bind' && x.op === 'anti') out.push(x.name);
    return false;
  });
  return out;
}

const variablesOf = (list: readonly Expr[]): ReadonlySet<string> => new Set(list.flatMap(e => [...variables(e)]));
