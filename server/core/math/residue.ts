// Residues of whole-number expressions, without working the numbers out: 7^2003 modulo 100.
import type { Expr } from './expr';
import { modulo, powerModulo, totient } from './primes';
import { Budget, gcdBig, isInteger } from './rational';
import { isQ, Undefined, Unknown, type Value } from './value';

/** Factorials modulo n are multiplied out up to here. */
const MAX_FACTORS = 20_000n;

/**
 * The residue of e modulo m, for m > 0: fractions are divided modulo m where the divisor has no factor in common with it.
 * `value` evaluates what is inside. Throws Undefined, Unknown or Budget.
 */
export function residue(e: Expr, m: bigint, value: (e: Expr) => Value): bigint {
  const at = (x: Expr): bigint => residue(x, m, value);
  switch (e.k) {
    case 'neg':
      return modulo(-at(e.a), m);
    case 'add':
      return modulo(at(e.a) + at(e.b), m);
    case 'sub':
      return modulo(at(e.a) - at(e.b), m);
    case 'mul':
      return modulo(at(e.a) * at(e.b), m);
    case 'div': {
      const exact = attempt(() => value(e));
      if (exact && isQ(exact) && isInteger(exact)) return modulo(exact.n, m);
      return modulo(at(e.a) * inverseOf(at(e.b), m), m);
    }
    case 'pow':
      return power(e.a, e.b, m, value);
    case 'call':
      if (e.fn === 'factorial') {
        const n = value(e.args[0]!);
        if (!isQ(n) || !isInteger(n) || n.n < 0n) break;
        if (n.n >= m) return 0n;
        if (n.n > MAX_FACTORS) throw new Budget('the factorial is too large');
        let r = 1n;
        for (let k = 2n; k <= n.n && r; k++) r = (r * k) % m;
        return modulo(r, m);
      }
      break;
    default:
      break;
  }
  return residueOfValue(value(e), m);
}

/** The residue of a rational number. */
function residueOfValue(v: Value, m: bigint): bigint {
  if (!isQ(v)) throw new Unknown('a residue of a number that is not rational');
  return v.d === 1n ? modulo(v.n, m) : modulo(v.n * inverseOf(v.d, m), m);
}

function power(base: Expr, exponent: Expr, m: bigint, value: (e: Expr) => Value): bigint {
  const b = residue(base, m, value);
  const n = attempt(() => value(exponent));
  if (n === undefined) {
    // By Euler's theorem: a^n ≡ a^(n mod φ(m) + φ(m)) for every n ≥ log₂ m, and this one is too large to write down.
    if (!positive(exponent)) throw new Budget('the power is too large');
    const phi = totient(m);
    return powerModulo(b, residue(exponent, phi, value) + phi, m);
  }
  if (!isQ(n) || !isInteger(n)) throw new Unknown('a residue of a number that is not rational');
  if (n.n < 0n) return powerModulo(inverseOf(b, m), -n.n, m);
  if (n.n === 0n && b === 0n) {
    const zero = value(base);
    if (isQ(zero) && zero.n === 0n) throw new Undefined('0^0');
  }
  return powerModulo(b, n.n, m);
}

/** A value that has one within its budget; what is undefined or unknown is thrown on. */
function attempt(f: () => Value): Value | undefined {
  try {
    return f();
  } catch (e) {
    if (e instanceof Budget) return undefined;
    throw e;
  }
}

/** Built from whole numbers by operations that keep them whole and positive. */
function positive(e: Expr): boolean {
  switch (e.k) {
    case 'num':
      return isInteger(e.v) && e.v.n > 0n;
    case 'add':
    case 'mul':
    case 'pow':
      return positive(e.a) && positive(e.b);
    case 'call':
      return e.fn === 'factorial' && positive(e.args[0]!);
    default:
      return false;
  }
}

/** The inverse of a modulo m, by Euclid. Throws Unknown where there is none. */
function inverseOf(a: bigint, m: bigint): bigint {
  if (m === 1n) return 0n;
  if (gcdBig(a, m) !== 1n) throw new Unknown('a division by a number that has a factor in common with the modulus');
  let [r0, r1, s0, s1] = [modulo(a, m), m, 1n, 0n];
  while (r1) {
    const k = r0 / r1;
    [r0, r1, s0, s1] = [r1, r0 - k * r1, s1, s0 - k * s1];
  }
  return modulo(s0, m);
}
