// Numerals of other bases than ten, with their base or without.
import { compareValues, evaluate } from '../math/evaluate';
import { children, type Expr, mapChildren } from '../math/expr';
import { isInteger, q } from '../math/rational';

/** 41 = 1121_3, 12_3 + 2_3 = 14_4: where a side is written with bases, each of its numbers is, and a plain number is one in ten. */
export function inBases(left: Expr, right: Expr): boolean {
  const sides = [left, right].map(side => {
    let plain = 0;
    let based = 0;
    const visit = (e: Expr): void => {
      if (e.k === 'call' && e.fn === 'base') based++;
      else if (e.k === 'num') plain++;
      else for (const child of children(e)) visit(child);
    };
    visit(side);
    return { plain, based, lone: side.k === 'num' };
  });
  if (!sides.some(s => s.based)) return false;
  return sides.every(s => !s.based || !s.plain) && sides.every(s => s.based || s.lone);
}

const BASES = [2, 3, 4, 5, 6, 7, 8, 9, 11, 12, 13, 14, 15, 16];

/** Whether two sides are equal where the whole numbers of either, or of both, are numerals of some other base: 5 + 4 = 12 in base 7. */
export function inSomeBase(left: Expr, right: Expr): boolean {
  return BASES.some(base => {
    const [l, r] = [inBase(left, base), inBase(right, base)];
    return same(l, r) || same(left, r) || same(l, right);
  });
}

/** An expression whose whole numbers are numerals of a base; undefined where some digit is none of it. */
function inBase(e: Expr, base: number): Expr | undefined {
  let fits = true;
  const read = (x: Expr): Expr => {
    if (x.k !== 'num') return mapChildren(x, read);
    const digits = [...x.v.n.toString().replace('-', '')].map(Number);
    if (!isInteger(x.v) || digits.some(d => d >= base)) fits = false;
    const size = digits.reduce((n, d) => n * BigInt(base) + BigInt(d), 0n);
    return { ...x, v: q(x.v.n < 0n ? -size : size) };
  };
  const made = read(e);
  return fits ? made : undefined;
}

function same(a: Expr | undefined, b: Expr | undefined): boolean {
  try {
    return a !== undefined && b !== undefined && compareValues(evaluate(a), evaluate(b)) === 'same';
  } catch {
    return false;
  }
}
