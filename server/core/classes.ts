// Which results are the same: exact values that are equal, equations with the same solutions up to a factor, expressions
// that are identical.
import { compareValues, evaluate, isQ } from './math/evaluate';
import { type Expr, key, variables } from './math/expr';
import { difference, identical } from './math/identity';
import { abs, div, type Q, show } from './math/rational';
import { readShown } from './math/read';
import type { Op, Shown } from './model';

/** A class of equal results; the same object for all of them. */
export type Class = {
  readonly id: number;
  readonly shown: Shown;
  /** It is a number, whatever it is called. */
  readonly value?: boolean;
};

/** The class of what a claim arrives at; undefined where it cannot be read. */
export type Classify = (left: Shown, op: Op, right: Shown, kind: string) => Class | undefined;

/** A table of classes, empty at first. Equal under every reading is not asked for: a class is for showing, not for flagging. */
export function classes(): Classify {
  const byKey = new Map<string, Class>();
  const rest: { readonly of: Class; readonly expr: Expr; readonly names: string }[] = [];
  let next = 0;
  const keyed = (id: string, shown: Shown, value: boolean): Class => {
    let found = byKey.get(id);
    if (!found) byKey.set(id, (found = { id: next++, shown, ...(value ? { value } : {}) }));
    return found;
  };
  /** Irrational values and expressions: compared one by one with those that have the same letters. */
  const compared = (expr: Expr, shown: Shown, value: boolean): Class => {
    const names = [...variables(expr)].sort().join();
    const found = rest.find(each => each.names === names && same(each.expr, expr));
    if (found) return found.of;
    const of: Class = { id: next++, shown, ...(value ? { value } : {}) };
    rest.push({ of, expr, names });
    return of;
  };
  return (left, op, right, kind) => {
    const b = readShown(right);
    if (!b) return undefined;
    const closed = variables(b).size === 0;
    const rational = closed ? exact(b) : undefined;
    if (rational && (op === '=' || op === '≈')) {
      const a = readShown(left);
      // `x = 5` and `2 + 3 = 5` arrive at five; `2x = 10` is an equation.
      if (!a || a.k === 'sym' || variables(a).size === 0) return keyed(`v${show(rational)}`, right, true);
    } else if (closed && op === '=') return compared(b, right, true);
    if (kind === 'rewrite' || kind === 'plug-in' || kind === 'answer') return compared(b, right, false);
    const a = readShown(left);
    if (!a) return undefined;
    return keyed(`${op}${relationKey(a, b, op)}`, right, false);
  };
}

function exact(e: Expr): Q | undefined {
  try {
    const value = evaluate(e);
    return isQ(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function same(a: Expr, b: Expr): boolean {
  if (key(a) === key(b)) return true;
  try {
    if (variables(a).size === 0) return compareValues(evaluate(a), evaluate(b)) === 'same';
    const verdict = identical(a, b);
    return verdict.same === 'yes';
  } catch {
    return false;
  }
}

/** The difference of the sides as a polynomial with leading coefficient one: equal for relations that differ by a factor. */
export function relationKey(a: Expr, b: Expr, op: Op): string {
  try {
    const poly = difference(a, b);
    if (poly && poly.size > 0) {
      const terms = [...poly].sort(([x], [y]) => (x < y ? -1 : 1));
      const last = terms.at(-1)![1];
      // An inequality keeps its direction under positive factors only.
      const lead = op === '=' || op === '≠' ? last : abs(last);
      return terms.map(([monomial, c]) => `${show(div(c, lead))}${monomial}`).join('+');
    }
  } catch {
    // Too large to compare as polynomials: compared as written.
  }
  return `${key(a)}=${key(b)}`;
}
