// Questions about one side of a relation, or two.
import { evaluate, isComplex, isQ, type Value } from '../math/evaluate';
import { children, type Expr, hasOperation, key, some, variables } from '../math/expr';
import { unitsIn } from '../math/measure';
import { equal, show } from '../math/rational';
import type { Part } from '../math/units';
import type { Span } from '../model';
import type { Given } from './claim';

/**
 * One side of a relation, with what is asked of it again and again. Readings are remembered by the text of their step, so
 * this is worked out once a text, not once a run.
 */
export type Side = {
  /** Every plausible reading, the ordinary one first; empty where it could not be read. */
  readonly readings: readonly Expr[];
  readonly span: Span;
  /** Something that may belong to it lies beyond its edge: it is never refuted. */
  readonly cut: boolean;
  /** The name it consists of, if it is nothing else: a letter, or the words that stand there. */
  readonly name?: string;
  /** Content of all readings, and of the ordinary one. */
  readonly keys: string;
  readonly key: string;
  /** Letters of the ordinary reading. */
  readonly variables: ReadonlySet<string>;
  /** Without letters under every reading. */
  readonly closed: boolean;
  /** With an operation under some reading. */
  readonly operation: boolean;
  /** Value of the ordinary reading where it is closed and has one. */
  readonly value?: Value;
  /** The units of its numbers, as far as they convert. */
  readonly units: readonly Part[];
};

const NONE: ReadonlySet<string> = new Set();
const NO_UNITS: readonly Part[] = [];

export function makeSide(readings: readonly Expr[], span: Span, cut: boolean, words?: string): Side {
  const e = readings[0];
  if (!e) return { readings, span, cut, name: words, keys: '', key: '', variables: NONE, closed: false, operation: false, units: NO_UNITS };
  const keys = readings.map(key);
  const closed = readings.every(isClosed);
  return {
    readings,
    span,
    cut,
    name: e.k === 'sym' ? e.name : e.k === 'atom' ? e.key : undefined,
    keys: keys.join('¦'),
    key: keys[0]!,
    variables: variables(e),
    closed,
    operation: readings.some(hasOperation),
    value: closed ? valueOrNone(e) : undefined,
    units: closed ? unitsIn(e) : NO_UNITS,
  };
}

/** Whether an expression has no variables; the e of a power of e is none. */
export function isClosed(e: Expr): boolean {
  for (const name of variables(e)) if (!(name === 'e' && some(e, x => x.k === 'pow' && x.a.k === 'sym' && x.a.name === 'e'))) return false;
  return true;
}

/** The value of an expression as far as plain evaluation tells. */
export function valueOrNone(e: Expr): Value | undefined {
  try {
    return evaluate(e);
  } catch {
    return undefined;
  }
}

/** A value as text, to compare and to show. */
export const valueText = (v: Value): string =>
  isQ(v) ? show(v) : isComplex(v) ? `${valueText(v.re)}+${valueText(v.im)}i` : v.lo.toPrecision(9);

/** A number or a fraction with a unit behind it, and nothing else. */
export function bareAmount(side: Side): boolean {
  const e = side.readings[0]!;
  const plain = (x: Expr): boolean =>
    x.k === 'num' ||
    (x.k === 'neg' && plain(x.a)) ||
    (x.k === 'div' && x.a.k === 'num' && x.b.k === 'num') ||
    (x.k === 'add' && plain(x.a) && plain(x.b));
  return e.k === 'unit' && e.unit !== '$' && plain(e.a);
}

export const sameSet = (a: ReadonlySet<string>, b: ReadonlySet<string>): boolean => a.size === b.size && [...a].every(x => b.has(x));

/** Whether `put` is `pattern` with closed expressions in place of letters; `parts` gathers what stands for which. */
export function matches(pattern: Expr, put: Expr, parts?: Map<string, Expr[]>): boolean {
  if (pattern.k === 'sym' || pattern.k === 'atom') {
    const name = pattern.k === 'sym' ? pattern.name : pattern.key;
    if (isClosed(put)) parts?.set(name, [...(parts.get(name) ?? []), put]);
    return isClosed(put) || key(pattern) === key(put);
  }
  const [a, b] = [children(pattern), children(put)];
  if (pattern.k !== put.k || a.length !== b.length) return false;
  if (pattern.k === 'num') return put.k === 'num' && show(pattern.v) === show(put.v);
  if (pattern.k === 'call' && put.k === 'call' && pattern.fn !== put.fn) return false;
  if (pattern.k === 'const') return key(pattern) === key(put);
  return a.every((x, i) => matches(x, b[i]!, parts));
}

/** Whether two formulas have one shape, so that the one looks copied from the other. */
export function copied(a: Expr, b: Expr): boolean {
  const [x, y] = [children(a), children(b)];
  if (x.length !== y.length || (x.length === 0) !== (y.length === 0)) return false;
  if (x.length === 0) return true;
  return x.every((child, i) => copied(child, y[i]!));
}

/** What a binding says, in a label: its value, else its formula. */
export function valueLabel(e: Expr): string {
  const v = isClosed(e) ? valueOrNone(e) : undefined;
  return v ? valueText(v) : key(e);
}

/** That a letter has a value, as a premise: said in step `from`, at `span` of the document. */
export function valueGiven(name: string, readings: readonly Expr[], from: string, span: Span): Given {
  return {
    from,
    span,
    why: 'symbol',
    label: `${name} = ${valueLabel(readings[0]!)}`,
    left: [{ k: 'sym', name, span: { start: 0, end: 0 } }],
    op: '=',
    right: readings,
  };
}

/** A product or a power of a sum: something that can be expanded. */
export function factored(e: Expr): boolean {
  return some(e, x => {
    const sum = (y: Expr) => y.k === 'add' || y.k === 'sub';
    if (x.k === 'pow') return sum(x.a) && variables(x.a).size > 0;
    return x.k === 'mul' && (sum(x.a) || sum(x.b)) && variables(x).size > 0;
  });
}

/** 1375 = 5^3 * 11: a bare number and a product with a power in it, which no amount of anything is. */
export function factorisation(left: Side, right: Side): boolean {
  const e = left.readings[0]!;
  const product = (x: Expr): boolean => x.k === 'num' || ((x.k === 'mul' || x.k === 'pow') && product(x.a) && product(x.b));
  return e.k === 'num' && right.readings.every(r => product(r) && some(r, x => x.k === 'pow'));
}

/** Whether both sides together hold two units of one kind, so that a conversion is at stake. */
export function convertible(a: Side, b: Side): boolean {
  const all = b.units.length ? [...a.units, ...b.units] : a.units;
  if (all.length < 2) return false;
  return all.some(x => all.some(y => x.unit.quantity === y.unit.quantity && !equal(x.unit.factor, y.unit.factor)));
}
