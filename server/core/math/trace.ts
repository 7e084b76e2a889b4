// Whether two expressions that differ look like one and a slip of it: a single small change makes them equal.
import { compareValues, type Env, evaluate, isQ } from './evaluate';
import { children, type Expr, isBin, key, mapChildren, variables } from './expr';
import { difference, identical } from './identity';
import { ratioOf, toFraction } from './poly';
import { add, Budget, div, equal, isInteger, isZero, mul, type Q, q, sub } from './rational';

/** At most so many edits are tried on a side. */
const MAX_EDITS = 40;

/**
 * A slip leaves a trace: one term too many, too few or of the wrong sign, a constant factor, one number or one sign, one
 * part of an otherwise equal shape. What is different because of something else in force seldom has one.
 */
export function slipTrace(left: Expr, right: Expr): boolean {
  return closeAsPolynomials(left, right) || differsInOnePart(left, right) || oneEditApart(left, right);
}

function closeAsPolynomials(left: Expr, right: Expr): boolean {
  const d = difference(left, right);
  if (!d) return false;
  if (d.size === 1) return true;
  try {
    const a = toFraction(left);
    const b = toFraction(right);
    if (a && b && a.den.size === 1 && b.den.size === 1) return ratioOf(a.num, b.num) !== undefined;
  } catch (e) {
    if (!(e instanceof Budget)) throw e;
  }
  return false;
}

/** √(b² + 1369) and √(b² + 1225): one shape, and one part in it that differs. */
function differsInOnePart(left: Expr, right: Expr): boolean {
  if (left.k !== right.k || left.k === 'num') return false;
  if (left.k === 'call' && right.k === 'call' && left.fn !== right.fn) return false;
  const [a, b] = [children(left), children(right)];
  if (a.length !== b.length || !a.length) return false;
  const apart = a.map((x, i) => [x, b[i]!] as const).filter(([x, y]) => key(x) !== key(y) && identical(x, y).same !== 'yes');
  return apart.length === 1 && apart[0]!.every(x => variables(x).size || x.k === 'num') && slipTrace(...apart[0]!);
}

function oneEditApart(left: Expr, right: Expr): boolean {
  const names = [...new Set([...variables(left), ...variables(right)])].sort();
  const at = (i: number): Env => new Map(names.map((name, j) => [name, q([3, 5, 7, 11, 13, 17][(i + j) % 6]!, 2)]));
  const points = [at(0), at(1)];
  for (const [side, put] of [
    [right, (e: Expr) => [left, e] as const],
    [left, (e: Expr) => [e, right] as const],
  ] as const) {
    let tries = 0;
    for (const node of nodes(side)) {
      if (++tries > MAX_EDITS) break;
      for (const other of replacements(node, side, put, points[0]!)) {
        const [l, r] = put(swap(side, node, other));
        if (points.every(env => agree(l, r, env)) && identical(l, r).same === 'yes') return true;
      }
    }
  }
  return false;
}

/** What might have stood in place of a part: the other sign, nothing, or another number. */
function* replacements(node: Expr, whole: Expr, put: (e: Expr) => readonly [Expr, Expr], env: Env): Generator<Expr> {
  if (node.k === 'neg') yield node.a;
  if (node.k === 'add' || node.k === 'sub') {
    yield { ...node, k: node.k === 'add' ? 'sub' : 'add' };
    yield node.a;
    yield node.b;
  }
  if (isBin(node) && node.k === 'mul') {
    yield node.a;
    yield node.b;
  }
  if (node.k !== 'num') return;
  const v = numberThatFits(t => put(swap(whole, node, { ...node, v: t })), env);
  if (v && !equal(v, node.v) && (isInteger(v) || !isInteger(node.v))) yield { ...node, v };
}

/** The number that makes both sides equal at a point, where they depend on it as on the unknown of a linear equation. */
function numberThatFits(sides: (t: Q) => readonly [Expr, Expr], env: Env): Q | undefined {
  const f = (t: Q): Q | undefined => {
    const [l, r] = sides(t);
    try {
      const [a, b] = [evaluate(l, env), evaluate(r, env)];
      return isQ(a) && isQ(b) ? sub(a, b) : undefined;
    } catch {
      return undefined;
    }
  };
  const [a, b, c] = [f(q(2)), f(q(3)), f(q(5))];
  if (!a || !b || !c) return undefined;
  const slope = sub(b, a);
  if (isZero(slope) || !equal(sub(c, b), mul(slope, q(2)))) return undefined;
  return add(q(2), div(sub(q(0), a), slope));
}

function agree(l: Expr, r: Expr, env: Env): boolean {
  try {
    return compareValues(evaluate(l, env), evaluate(r, env)) === 'same';
  } catch {
    return false;
  }
}

function nodes(e: Expr): Expr[] {
  return [e, ...children(e).flatMap(nodes)];
}

const swap = (e: Expr, from: Expr, to: Expr): Expr => (e === from ? to : mapChildren(e, child => swap(child, from, to)));
