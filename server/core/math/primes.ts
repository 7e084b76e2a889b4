// Primes, divisors and powers modulo a number.
import { Budget } from './rational';

/** Exponents of more binary digits are not worked with. */
const MAX_BITS = 4096;

/** 0 ≤ a mod m < m, for m > 0. */
export const modulo = (a: bigint, m: bigint): bigint => ((a % m) + m) % m;

/** b^n modulo m, for n ≥ 0. Throws Budget for exponents of thousands of digits. */
export function powerModulo(b: bigint, n: bigint, m: bigint): bigint {
  if (n.toString(16).length * 4 > MAX_BITS) throw new Budget('the power is too large');
  let out = 1n % m;
  let square = modulo(b, m);
  for (let k = n; k > 0n; k >>= 1n) {
    if (k & 1n) out = (out * square) % m;
    if (k > 1n) square = (square * square) % m;
  }
  return out;
}

/** Whether n is prime: by trial division up to a million, by Miller and Rabin's test with bases that are sure below 3.3·10^24 beyond. */
export function isPrime(n: bigint): boolean {
  if (n < 2n) return false;
  for (const p of SMALL_PRIMES) {
    if (n === p) return true;
    if (n % p === 0n) return false;
  }
  if (n < 1849n) return true;
  let d = n - 1n;
  let s = 0;
  while (d % 2n === 0n) {
    d /= 2n;
    s++;
  }
  return SMALL_PRIMES.every(a => {
    let x = powerModulo(a, d, n);
    if (x === 1n || x === n - 1n) return true;
    for (let i = 1; i < s; i++) {
      x = (x * x) % n;
      if (x === n - 1n) return true;
    }
    return false;
  });
}

// The first 13 primes as bases decide up to 3,317,044,064,679,887,385,961,981 (Sorenson and Webster, 2015).
const SMALL_PRIMES: readonly bigint[] = [2n, 3n, 5n, 7n, 11n, 13n, 17n, 19n, 23n, 29n, 31n, 37n, 41n];

/** The number of positive divisors of n. Throws Budget where a factor is left that trial division cannot tell. */
export function divisorCount(n: bigint): bigint {
  let count = 1n;
  let left = n;
  for (let p = 2n; p * p <= left && p < 20_000n; p += p === 2n ? 1n : 2n) {
    let power = 1n;
    for (; left % p === 0n; left /= p) power++;
    count *= power;
  }
  if (left > 400_000_000n && !isPrime(left)) throw new Budget('its factors are too large');
  return left > 1n ? count * 2n : count;
}

export function smallestDivisor(n: bigint): bigint | undefined {
  for (let p = 2n; p * p <= n && p < 100_000n; p += p === 2n ? 1n : 2n) if (n % p === 0n) return p;
  return undefined;
}

/** φ(m), by trial division. Throws Budget for large m. */
export function totient(m: bigint): bigint {
  if (m > 1_000_000_000_000n) throw new Budget('the modulus is too large');
  let [left, phi] = [m, m];
  for (let p = 2n; p * p <= left; p++) {
    if (left % p) continue;
    phi -= phi / p;
    while (left % p === 0n) left /= p;
  }
  return left > 1n ? phi - phi / left : phi;
}
