// What one relation says of another: that a value satisfies it, that a root was taken, that a factor is zero, that a range holds another.
import type { Op } from '../model';
import { factors, type One } from './eliminate';
import { compareValues, evaluate } from './evaluate';
import { bin, type Expr, key, mapChildren, num, variables } from './expr';
import { difference, samePolynomial } from './identity';
import { truthOf } from './points';
import { type Poly, ratioOf } from './poly';
import { exprOf } from './poly-expr';
import { Cheap, isZero, type Q, q } from './rational';
import { proportion, residue } from './reduce';
import { between, placesOf } from './solution-sets';

const TURNED: Readonly<Record<string, Op>> = { '<': '>', '>': '<', '≤': '≥', '≥': '≤' };

/**
 * Whether a claim follows from one premise: `multiple` of it by a number, `root` where its square does, `value` where the value that it
 * states satisfies the premise, `factor` of a product that is zero, `range` that holds all values which the premise allows. A value and
 * a factor are one way for the premise to hold, and need not be the only one.
 */
export function consequence(premise: One, claim: One): 'multiple' | 'root' | 'value' | 'factor' | 'range' | undefined {
  try {
    if (claim.op !== '=') return TURNED[claim.op] ? ordered(premise, claim) : undefined;
    if (premise.op !== '=') return undefined;
    if (proportion(premise, claim)) return 'multiple';
    if (satisfies(premise, claim)) return 'value';
    if (factorOf(premise, claim)) return 'factor';
    return squareOf(premise, claim) ? 'root' : undefined;
  } catch (e) {
    if (e instanceof Cheap) return undefined;
    throw e;
  }
}

/** A multiple by a number, its sign minded; or all values of the one unknown that the premise allows. */
function ordered(premise: One, claim: One): 'multiple' | 'range' | undefined {
  if (!TURNED[premise.op]) return undefined;
  const c = proportion(premise, claim);
  const denominators = [premise, claim].some(r => /\//.test(key(r.left) + key(r.right)));
  if (c && !denominators) return (c.n > 0n ? premise.op : TURNED[premise.op]) === claim.op ? 'multiple' : undefined;
  const names = new Set([premise.left, premise.right, claim.left, claim.right].flatMap(e => [...variables(e)]));
  const [name] = names;
  if (names.size !== 1 || name === undefined) return undefined;
  const found = placesOf([premise, claim], name);
  if (!found || found.places.some(p => !p.exact)) return undefined;
  const points = [...between(found.places), ...found.places.flatMap(p => (p.exact ? [p.exact] : []))];
  const allowed = points.filter(x => holdsAt(premise, name, x));
  return allowed.length && allowed.every(x => holdsAt(claim, name, x)) ? 'range' : undefined;
}

function holdsAt(r: One, name: string, x: Q): boolean {
  const env = new Map([[name, x]]);
  try {
    return truthOf(evaluate(r.left, env), r.op, evaluate(r.right, env)) === true;
  } catch {
    return false;
  }
}

/** `A = v`: put in for A, the value leaves no letter in the premise and makes it true; of ±v both do. */
function satisfies(premise: One, claim: One): boolean {
  const [of, value] = variables(claim.right).size ? [claim.right, claim.left] : [claim.left, claim.right];
  if (!variables(of).size || variables(value).size) return false;
  const put = replace(premise, key(of), value);
  if (!put || [put.left, put.right].some(e => variables(e).size)) return false;
  return signsOf(value).every(v => {
    const at = replace(premise, key(of), v)!;
    return same(at.left, at.right);
  });
}

/** The values of ±v, or the one value. */
function signsOf(e: Expr): Expr[] {
  const pick = (x: Expr, k: 'add' | 'sub'): Expr => {
    const inner = mapChildren(x, child => pick(child, k));
    return inner.k === 'pm' ? bin(k, inner.a, inner.b, inner.span) : inner;
  };
  return key(pick(e, 'add')) === key(e) ? [e] : [pick(e, 'add'), pick(e, 'sub')];
}

/** The premise with every part of this content replaced; undefined where it has none. */
function replace(premise: One, content: string, value: Expr): One | undefined {
  let found = false;
  const put = (e: Expr): Expr => {
    if (key(e) === content) {
      found = true;
      return value;
    }
    return mapChildren(e, put);
  };
  const out = { left: put(premise.left), op: premise.op, right: put(premise.right) };
  return found ? out : undefined;
}

/** Whether two closed expressions are equal, by exact values or by what their roots satisfy. */
function same(left: Expr, right: Expr): boolean {
  const polynomial = samePolynomial(left, right);
  if (polynomial !== undefined) return polynomial;
  const compared = compareValues(evaluate(left), evaluate(right));
  if (compared !== 'unknown') return compared === 'same';
  const rest = residue([], { left, right }, 1);
  return rest !== undefined && isZero(rest);
}

/** `F = 0`, or `G = H` with F = G − H up to a number, for a factor F of a product that is zero. */
function factorOf(premise: One, claim: One): boolean {
  const zero = (e: Expr) => e.k === 'num' && isZero(e.v);
  const product = zero(premise.right) ? premise.left : zero(premise.left) ? premise.right : undefined;
  const own = product && (product.k === 'mul' || product.k === 'pow') && difference(claim.left, claim.right);
  return own ? factorsOf(product).some(f => proportional(difference(f, num(q(0))), own)) : false;
}

const proportional = (a: Poly | undefined, b: Poly): boolean => a !== undefined && ratioOf(a, b) !== undefined;

function factorsOf(e: Expr): Expr[] {
  if (e.k === 'mul') return [...factorsOf(e.a), ...factorsOf(e.b)];
  if (e.k === 'neg' || e.k === 'pow') return factorsOf(e.a);
  return [e];
}

/** `A = B` or `A = ±B` where A² = B² is what the premise says, or follows from it while it follows from each of the roots itself. */
function squareOf(premise: One, claim: One): boolean {
  if (claim.left.k === 'num' || !variables(claim.left).size) return false;
  const square = (e: Expr): Expr => bin('pow', e, num(q(2)), e.span);
  const roots = signsOf(claim.right);
  const squared = { left: square(claim.left), op: premise.op, right: square(roots[0]!) };
  if (proportion(premise, squared)) return true;
  const vanishes = (given: One, one: One) => {
    const rest = residue([given], one, 1);
    return rest !== undefined && isZero(rest);
  };
  // B = −3 has the square that −9 = −3B gives B, and does not satisfy it.
  return vanishes(premise, squared) && roots.every(right => vanishes({ ...claim, right }, premise));
}

/**
 * The equations that a premise says coefficient by coefficient, where it holds for all values of the letters that are not `of`: one for each
 * monomial in those. Undefined where it is no polynomial in them.
 */
export function coefficientsOf(premise: One, of: ReadonlySet<string>): { readonly left: Expr; readonly right: Expr }[] | undefined {
  const all = difference(premise.left, premise.right);
  if (!all) return undefined;
  const rows = new Map<string, Map<string, Q>>();
  for (const [monomial, c] of all) {
    const parts = factors(monomial);
    const part = (own: boolean) =>
      parts
        .filter(([name]) => of.has(name) === own)
        .map(([name, n]) => (n === 1 ? name : `${name}^${n}`))
        .join('*');
    const row = rows.get(part(false)) ?? new Map<string, Q>();
    rows.set(part(false), row.set(part(true), c));
  }
  return rows.size > 1 ? [...rows.values()].map(row => ({ left: exprOf(row), right: num(q(0)) })) : undefined;
}
