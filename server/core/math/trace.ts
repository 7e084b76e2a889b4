// Whether two expressions that differ look like one and a slip of it: a single small change makes them equal.
import { compareValues, type Env, evaluate, isQ, toInterval, type Value } from './evaluate';
import { type BinOp, children, type Expr, isBin, key, some, swap, variables } from './expr';
import { difference, identical } from './identity';
import { ratioOf, toFraction } from './poly';
import { add, Budget, div, equal, isInteger, isZero, mul, neg, type Q, q, rootExact, sub } from './rational';
import { hasWork } from './work';

/** At most so many edits are tried on a side. */
const MAX_EDITS = 40;

/**
 * A slip leaves a trace: one term too many, too few or of the wrong sign, a constant factor, one number or one sign, one
 * part of an otherwise equal shape. What is different because of something else in force seldom has one. With `edited` the
 * change must be on the right side, as where the left one was copied.
 */
export function slipTrace(left: Expr, right: Expr, edited: 'any' | 'right' = 'any'): boolean {
  return (
    ((edited === 'any' || hasWork(left)) && (closeAsPolynomials(left, right) || constantlyOff(left, right))) ||
    differsInOnePart(left, right, edited) ||
    oneEditApart(left, right, edited)
  );
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

/** Where roots, logarithms or angles stand: one side is a small multiple of the other, or a small number more, everywhere. */
function constantlyOff(left: Expr, right: Expr): boolean {
  if (toFraction(left) && toFraction(right)) return false;
  const names = [...new Set([...variables(left), ...variables(right)])].sort();
  let ratio: number | undefined;
  let gap: number | undefined;
  let points = 0;
  for (let i = 0; i < 8 && points < 5; i++) {
    try {
      const env: Env = new Map(names.map((name, j) => [name, q([3, 7, 2, 11, 5, 13, 17, 4][(i + 3 * j) % 8]!, i % 2 === 0 ? 1 : 2)]));
      const [a, b] = [left, right].map(e => middle(evaluate(e, env)));
      const [r, g] = [a! / b!, a! - b!];
      if (!Number.isFinite(r) || Math.abs(b!) < 1e-9) continue;
      points++;
      if (ratio !== undefined && Math.abs(r - ratio) > 1e-9 * Math.abs(ratio)) ratio = Number.NaN;
      if (gap !== undefined && Math.abs(g - gap) > 1e-9 * (1 + Math.abs(a!))) gap = Number.NaN;
      ratio ??= r;
      gap ??= g;
    } catch {}
  }
  const small = (x: number | undefined) =>
    x !== undefined && [1, 2, 3].some(d => Math.abs(x * d - Math.round(x * d)) < 1e-8 && Math.abs(x * d) <= 12);
  return points >= 4 && (small(ratio) || small(ratio && 1 / ratio) || small(gap));
}

const middle = (v: Value): number => {
  const x = toInterval(v);
  return (x.lo + x.hi) / 2;
};

/** √(b² + 1369) and √(b² + 1225): one shape, and one part in it that differs. */
function differsInOnePart(left: Expr, right: Expr, edited: 'any' | 'right'): boolean {
  if (left.k !== right.k || left.k === 'num') return false;
  if (left.k === 'call' && right.k === 'call' && left.fn !== right.fn) return false;
  const [a, b] = [children(left), children(right)];
  if (a.length !== b.length || !a.length) return false;
  const apart = a.map((x, i) => [x, b[i]!] as const).filter(([x, y]) => key(x) !== key(y) && identical(x, y).same !== 'yes');
  return apart.length === 1 && apart[0]!.every(x => variables(x).size || x.k === 'num') && slipTrace(...apart[0]!, edited);
}

function oneEditApart(left: Expr, right: Expr, edited: 'any' | 'right'): boolean {
  if ([left, right].some(e => some(e, costly))) return false;
  const points: readonly [Env, Env] | undefined = twoPoints(left, right);
  if (!points) return false;
  for (const side of [right, left]) {
    if (side === left && edited === 'right') continue;
    const target: Q | undefined = valueAt(side === right ? left : right, points[0]!);
    let tries = 0;
    const all = nodes(side);
    const exponents = new Set(all.flatMap(e => (e.k === 'pow' ? [e.b] : [])));
    for (const node of all) {
      if (++tries > MAX_EDITS) break;
      const others: Iterable<Expr> = exponents.has(node)
        ? powers(node)
        : [...replacements(node, side, target, points[0]!), ...letters(node, points[0]!)];
      for (const other of others) {
        const [l, r]: readonly [Expr, Expr] = side === right ? [left, swap(right, node, other)] : [swap(left, node, other), right];
        if (points.every(env => agree(l, r, env)) && identical(l, r).same === 'yes') return true;
      }
    }
  }
  return false;
}

/** Powers that are too large to be tried again and again. */
const costly = (e: Expr): boolean => e.k === 'pow' && e.b.k === 'num' && (e.b.v.n > 60n || e.b.v.n < -60n);

/** What might have stood in place of a part: the other sign, nothing, or another number. */
function* replacements(node: Expr, whole: Expr, other: Q | undefined, env: Env): Generator<Expr> {
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
  const v = other && required(whole, node, other, env);
  if (v && !equal(v, node.v) && (isInteger(v) || !isInteger(node.v))) yield { ...node, v };
}

/** Exponents that are mistaken for one another. */
const EXPONENTS = [1, 2, 3, 4, 5, 6];

function* powers(node: Expr): Generator<Expr> {
  if (node.k === 'num' && isInteger(node.v) && node.v.n > 0n && node.v.n <= 6n)
    for (const n of EXPONENTS) if (BigInt(n) !== node.v.n) yield { ...node, v: q(n) };
}

/** Another letter of the two sides in the place of one, or its square. */
function* letters(node: Expr, env: Env): Generator<Expr> {
  if (node.k !== 'sym' && node.k !== 'atom') return;
  const own = node.k === 'sym' ? node.name : node.key;
  if (env.size <= 4) for (const name of env.keys()) if (name !== own) yield { k: 'sym', name, span: node.span };
  yield { k: 'pow', a: node, b: { k: 'num', v: q(2), span: node.span }, span: node.span };
}

/** The value that `node` must have in `whole` for it to be `target` at a point: the operations above it, undone. */
function required(whole: Expr, node: Expr, target: Q, env: Env): Q | undefined {
  if (whole === node) return target;
  const holds = (e: Expr) => e === node || some(e, x => x === node);
  switch (whole.k) {
    case 'neg':
      return required(whole.a, node, neg(target), env);
    case 'unit':
      return required(whole.a, node, target, env);
    case 'add':
    case 'sub':
    case 'mul':
    case 'div':
    case 'pow': {
      const first = holds(whole.a);
      const other = valueAt(first ? whole.b : whole.a, env);
      if (!other) return undefined;
      const wanted = undone(whole.k, target, other, first);
      return wanted && required(first ? whole.a : whole.b, node, wanted, env);
    }
    default:
      return undefined;
  }
}

/** x with `x op other = target`, or `other op x = target` where x is not the first operand. */
function undone(op: BinOp, target: Q, other: Q, first: boolean): Q | undefined {
  switch (op) {
    case 'add':
      return sub(target, other);
    case 'sub':
      return first ? add(target, other) : sub(other, target);
    case 'mul':
      return isZero(other) ? undefined : div(target, other);
    case 'div':
      if (first) return mul(target, other);
      return isZero(target) ? undefined : div(other, target);
    default:
      return first && isInteger(other) && other.n > 0n && other.n < 9n ? rootExact(target, Number(other.n)) : undefined;
  }
}

/** Two points at which both sides have exact values: halves, or whole numbers where factorials stand. */
function twoPoints(left: Expr, right: Expr): readonly [Env, Env] | undefined {
  const names = [...new Set([...variables(left), ...variables(right)])].sort();
  for (const over of [2, 1]) {
    const at = (i: number): Env => new Map(names.map((name, j) => [name, q([23, 27, 31, 35, 39, 43][(i + j) % 6]!, over)]));
    const [a, b] = [at(0), at(1)];
    if ([a, b].every(env => [left, right].every(e => defined(e, env)))) return [a, b];
  }
  return undefined;
}

function defined(e: Expr, env: Env): boolean {
  try {
    evaluate(e, env);
    return true;
  } catch {
    return false;
  }
}

function valueAt(e: Expr, env: Env): Q | undefined {
  try {
    const v = evaluate(e, env);
    return isQ(v) ? v : undefined;
  } catch {
    return undefined;
  }
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
