// Questions about one side of a relation, or two.
import { evaluate, isQ } from '../math/evaluate';
import { children, type Expr, key, some, variables } from '../math/expr';
import { type Q, show } from '../math/rational';
import type { Side } from './statements';

export const closed = (side: Side): boolean => side.readings.length > 0 && side.readings.every(e => isClosed(e));

export function isClosed(e: Expr): boolean {
  for (const name of variables(e)) if (!(name === 'e' && some(e, x => x.k === 'pow' && x.a.k === 'sym' && x.a.name === 'e'))) return false;
  return true;
}

export function closedValue(e: Expr): string | undefined {
  if (!isClosed(e)) return undefined;
  try {
    const v = evaluate(e);
    return isQ(v) ? show(v) : `${v.lo.toPrecision(9)}`;
  } catch {
    return undefined;
  }
}

/** The name a side consists of, if it is nothing else. */
export function loneName(side: Side): string | undefined {
  const e = side.readings[0];
  if (!e) return side.name;
  return e.k === 'sym' ? e.name : e.k === 'atom' ? e.key : undefined;
}

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

/** Whether `put` is `pattern` with closed expressions in place of letters. */
export function matches(pattern: Expr, put: Expr): boolean {
  if (pattern.k === 'sym' || pattern.k === 'atom') return isClosed(put) || key(pattern) === key(put);
  const [a, b] = [children(pattern), children(put)];
  if (pattern.k !== put.k || a.length !== b.length) return false;
  if (pattern.k === 'num') return put.k === 'num' && show(pattern.v) === show(put.v);
  if (pattern.k === 'call' && put.k === 'call' && pattern.fn !== put.fn) return false;
  if (pattern.k === 'const') return key(pattern) === key(put);
  return a.every((x, i) => matches(x, b[i]!));
}

/** Whether two formulas have one shape, so that the one looks copied from the other. */
export function copied(a: Expr, b: Expr): boolean {
  const [x, y] = [children(a), children(b)];
  if (x.length !== y.length || (x.length === 0) !== (y.length === 0)) return false;
  if (x.length === 0) return true;
  return x.every((child, i) => copied(child, y[i]!));
}

export function valueLabel(e: Expr): string {
  const v = closedValue(e);
  return v ?? key(e);
}

export function tryValue(e: Expr): Q | undefined {
  try {
    const v = evaluate(e);
    return isQ(v) ? v : undefined;
  } catch {
    return undefined;
  }
}
