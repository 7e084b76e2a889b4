// The named functions: trigonometry, logarithms, whole-number functions, parts of complex numbers.
import * as iv from './interval';
import { divisorCount } from './primes';
import {
  Budget,
  ceil,
  compare,
  div,
  equal,
  floor,
  gcdBig,
  isInteger,
  isZero,
  mul,
  powInt,
  type Q,
  q,
  roundTo,
  sub,
  toNumber,
} from './rational';
import {
  complex,
  conjugate,
  divide,
  exponential,
  im,
  isComplex,
  isQ,
  modulus,
  multiply,
  negate,
  plus,
  re,
  toInterval,
  Undefined,
  Unknown,
  type Value,
} from './value';

/** log_b x where it is rational with a small denominator. */
export function exactLog(x: Q, b: Q): Q | undefined {
  if (b.n <= 0n || (b.n === 1n && b.d === 1n)) throw new Undefined('a logarithm to this base');
  const estimate = Math.log(toNumber(x)) / Math.log(toNumber(b));
  for (const d of [1, 2, 3, 4, 6]) {
    const n = Math.round(estimate * d);
    if (!Number.isFinite(n) || Math.abs(n) > 2000) return undefined;
    if (Math.abs(estimate * d - n) < 1e-9 && equal(powInt(x, BigInt(d)), powInt(b, BigInt(n)))) return q(n, d);
  }
  return undefined;
}

export function trig(fn: string, x: iv.Interval): Value {
  const sine = () => iv.sin(x);
  const cosine = () => iv.cos(x);
  const ratio = (top: iv.Interval | undefined, bottom: iv.Interval | undefined): Value => {
    if (!top || !bottom) throw new Unknown('this angle');
    const r = iv.div(top, bottom);
    if (!r)
      throw Math.abs(bottom.lo) < 1e-9 && Math.abs(bottom.hi) < 1e-9 ? new Undefined('a trigonometric pole') : new Unknown('this angle');
    return r;
  };
  const ONE = { lo: 1, hi: 1 };
  const plain = (r: iv.Interval | undefined): Value => {
    if (!r) throw new Unknown('this angle');
    return r;
  };
  if (x.lo === 0 && x.hi === 0) {
    if (fn === 'sin' || fn === 'tan') return q(0);
    if (fn === 'cos' || fn === 'sec') return q(1);
  }
  switch (fn) {
    case 'sin':
      return plain(sine());
    case 'cos':
      return plain(cosine());
    case 'tan':
      return ratio(sine(), cosine());
    case 'cot':
      return ratio(cosine(), sine());
    case 'sec':
      return ratio(ONE, cosine());
    default:
      return ratio(ONE, sine());
  }
}

function integers(args: readonly Value[]): bigint[] {
  return args.map(a => {
    if (!isQ(a) || !isInteger(a)) throw new Undefined('a whole number is needed here');
    return a.n;
  });
}

/** A divisor in common takes two numbers; a single one is a pair that was read as digits with a comma. */
function several(numbers: bigint[]): bigint[] {
  if (numbers.length < 2) throw new Unknown('a common divisor of one number');
  return numbers;
}

const HALF_PI = iv.mul(iv.PI, { lo: 0.5, hi: 0.5 });

function inverse(a: Value): Value {
  return divide(q(1), a);
}

/** arcsin and arccos, where the argument lies between −1 and 1. */
function within(a: Value, f: (x: iv.Interval) => iv.Interval | undefined): iv.Interval | undefined {
  const x = toInterval(a);
  if (x.lo > 1 || x.hi < -1) throw new Undefined('an arc of a number beyond 1');
  return f(x);
}

/** The value of a function that takes its arguments by value. Throws Undefined, Unknown or Budget. */
export function apply(fn: string, args: readonly Value[]): Value {
  const a = args[0]!;
  const need = (r: iv.Interval | undefined): Value => {
    if (!r) throw new Unknown(fn);
    return r;
  };
  switch (fn) {
    case 'factorial': {
      const [n] = integers(args) as [bigint];
      if (n < 0n) throw new Undefined('the factorial of a negative number');
      if (n > 1700n) throw new Budget('the factorial is too large');
      return q(factorial(Number(n)));
    }
    case 'binom': {
      const [n, k] = integers(args) as [bigint, bigint];
      if (n < 0n) throw new Unknown('a binomial with negative top');
      if (k < 0n || k > n) return q(0);
      if (n > 3000n) throw new Budget('the binomial is too large');
      return q(binomial(n, k));
    }
    case 'perm': {
      const [n, k] = integers(args) as [bigint, bigint];
      if (n < 0n || k < 0n) throw new Undefined('arrangements of a negative number');
      if (k > n) return q(0);
      if (k > 1700n) throw new Budget('the number of arrangements is too large');
      let r = 1n;
      for (let j = 0n; j < k; j++) r *= n - j;
      return q(r);
    }
    case 'mod': {
      const [x, y] = args as [Value, Value];
      if (!isQ(x) || !isQ(y)) throw new Unknown(fn);
      if (isZero(y)) throw new Undefined('a division by zero');
      return sub(x, mul(y, q(floor(div(x, y)))));
    }
    case 'frac':
      if (!isQ(a)) throw new Unknown(fn);
      return sub(a, q(floor(a)));
    case 'sgn':
      if (isQ(a)) return q(a.n > 0n ? 1 : a.n < 0n ? -1 : 0);
      throw new Unknown(fn);
    case 'gcd':
      return q(several(integers(args)).reduce((x, y) => gcdBig(x, y)));
    case 'lcm':
      return q(several(integers(args)).reduce((x, y) => (x === 0n || y === 0n ? 0n : (x * y < 0n ? -x * y : x * y) / gcdBig(x, y))));
    // Of the polynomial with these coefficients, the leading one first (Viète).
    case 'rootsum':
      return divide(negate(args[1]!), a);
    case 'rootproduct': {
      const c = divide(args.at(-1)!, a);
      return args.length % 2 ? c : negate(c);
    }
    case 'sum':
      return args.reduce((x, y) => plus(x, y));
    case 'product':
      return args.reduce((x, y) => multiply(x, y));
    case 'mean':
      return divide(
        args.reduce((x, y) => plus(x, y)),
        q(args.length),
      );
    case 'median': {
      if (!args.every(isQ)) throw new Unknown(fn);
      const sorted = [...(args as Q[])].sort(compare);
      const half = sorted.length >> 1;
      return sorted.length % 2 ? sorted[half]! : divide(plus(sorted[half - 1]!, sorted[half]!), q(2));
    }
    case 'same':
      return a;
    case 'rounded': {
      // To decimal places, below zero for tens and hundreds. Of a value right in the middle either neighbour will do for somebody.
      const places = args[1];
      if (!isQ(a) || !places || !isQ(places)) throw new Unknown(fn);
      const up = roundTo(a, Number(places.n), 'half-up');
      if (!equal(up, roundTo(a, Number(places.n), 'half-even'))) throw new Unknown('a value right in the middle');
      return up;
    }
    case 'digitsum': {
      const [n] = integers(args) as [bigint];
      return q([...(n < 0n ? -n : n).toString()].reduce((sum, d) => sum + Number(d), 0));
    }
    case 'divisorcount': {
      const [n] = integers(args) as [bigint];
      if (n < 1n) throw new Undefined('divisors of a number that is not positive');
      return q(divisorCount(n));
    }
    case 'remainder': {
      const [x, m] = integers(args) as [bigint, bigint];
      if (m <= 0n) throw new Undefined('a remainder by a number that is not positive');
      return q(((x % m) + m) % m);
    }
    case 'abs':
      return modulus(a);
    case 'conj':
      return conjugate(a);
    case 're':
      return re(a);
    case 'im':
      return im(a);
    case 'arg': {
      const [x, y] = [toInterval(re(a)), toInterval(im(a))];
      const quotient = x.lo > 0 ? iv.div(y, x) : undefined;
      const other = y.lo > 0 || y.hi < 0 ? iv.div(x, y) : undefined;
      if (quotient) return isQ(im(a)) && isZero(im(a) as Q) ? q(0) : iv.atan(quotient);
      // arg = ±π/2 − arctan(x/y) above and below the real line.
      if (other) return iv.sub(iv.mul(iv.PI, { lo: y.lo > 0 ? 0.5 : -0.5, hi: y.lo > 0 ? 0.5 : -0.5 }), iv.atan(other));
      if (x.hi < 0 && !isComplex(a)) return iv.PI;
      throw new Unknown('this angle');
    }
    case 'floor':
    case 'ceil': {
      if (isQ(a)) return q(fn === 'floor' ? floor(a) : ceil(a));
      if (isComplex(a)) throw new Unknown('a complex number');
      const f = fn === 'floor' ? Math.floor : Math.ceil;
      if (f(a.lo) !== f(a.hi)) throw new Unknown(fn);
      return q(BigInt(f(a.lo)));
    }
    case 'min':
    case 'max': {
      if (!args.every(isQ)) throw new Unknown(fn);
      return (args as Q[]).reduce((x, y) => (compare(x, y) < 0 === (fn === 'min') ? x : y));
    }
    case 'ln':
      if (isQ(a) && equal(a, q(1))) return q(0);
      if (isComplex(a)) throw new Unknown('a logarithm with several values');
      if (isQ(a) ? a.n <= 0n : a.hi <= 0) throw new Undefined('the logarithm of a number that is not positive');
      return need(iv.log(toInterval(a)));
    case 'exp':
      return exponential(a);
    case 'cis': {
      const angle = toInterval(a);
      return complex(need(iv.cos(angle)) as iv.Interval, need(iv.sin(angle)) as iv.Interval);
    }
    case 'arcsin':
      return need(within(a, iv.asin));
    case 'arccos':
      return need(within(a, iv.acos));
    case 'arccot':
      return iv.sub(HALF_PI, iv.atan(toInterval(a)));
    case 'arcsec':
      return need(within(inverse(a), iv.acos));
    case 'arccsc':
      return need(within(inverse(a), iv.asin));
    case 'cosh':
      return iv.cosh(toInterval(a));
    case 'coth':
      return need(iv.div({ lo: 1, hi: 1 }, iv.tanh(toInterval(a))));
    case 'sech':
      return need(iv.div({ lo: 1, hi: 1 }, iv.cosh(toInterval(a))));
    case 'arctan':
      return iv.atan(toInterval(a));
    case 'sinh':
      return iv.sinh(toInterval(a));
    case 'tanh':
      return iv.tanh(toInterval(a));
    default:
      throw new Unknown(fn);
  }
}

/** Factorials up to the largest one asked for: a sum asks for one after the other. */
const factorials: bigint[] = [1n];
function factorial(n: number): bigint {
  while (factorials.length <= n) factorials.push(factorials[factorials.length - 1]! * BigInt(factorials.length));
  return factorials[n]!;
}

/** The binomial asked for last: a sum goes from one to the next. */
let last = { n: -1n, k: -1n, value: 1n };
function binomial(n: bigint, k: bigint): bigint {
  let value: bigint;
  if (n === last.n && k === last.k) return last.value;
  if (n === last.n && k > last.k && k - last.k < 8n) {
    value = last.value;
    for (let j = last.k + 1n; j <= k; j++) value = (value * (n - j + 1n)) / j;
  } else {
    const m = n - k < k ? n - k : k;
    value = 1n;
    for (let j = 1n; j <= m; j++) value = (value * (n - m + j)) / j;
  }
  last = { n, k, value };
  return value;
}
