// Kinds of numbers that words name: primes, squares, multiples, numbers between two others.
import { compareValues, isQ, type Value } from './evaluate';
import { isPrime, smallestDivisor } from './primes';
import { equal, isInteger, q, rootExact, show } from './rational';

export type Belongs = { readonly is: boolean; readonly because?: string };

/** Whether a value is of a kind (`primes`, `multiples` of all `args`, `between` two); undefined where the kind needs other values. */
export function belongs(fn: string, value: Value, args: readonly Value[]): Belongs | undefined {
  if (fn === 'between') {
    const [low, high] = [compareValues(value, args[0]!), compareValues(value, args[1]!)];
    if (low === 'unknown' || high === 'unknown') return undefined;
    return { is: low !== 'less' && high !== 'greater' };
  }
  if (!isQ(value)) return undefined;
  if (fn === 'integers') return { is: isInteger(value) };
  if (fn === 'naturals') return { is: isInteger(value) && value.n > 0n };
  if (!isInteger(value)) return undefined;
  const n = value.n;
  switch (fn) {
    case 'primes':
    case 'composites': {
      const prime = isPrime(n);
      const divisor = prime || n < 2n ? undefined : smallestDivisor(n);
      return { is: fn === 'primes' ? prime : !prime && n > 1n, because: divisor ? `${n} is ${divisor}·${n / divisor}` : undefined };
    }
    case 'digits': {
      const count = n.toString().replace('-', '').length;
      return {
        is: args[0] !== undefined && isQ(args[0]) && equal(args[0], q(count)),
        because: `${n} has ${count} digit${count === 1 ? '' : 's'}`,
      };
    }
    case 'squares':
    case 'cubes': {
      const root = rootExact(value, fn === 'squares' ? 2 : 3);
      return { is: root !== undefined, because: root ? `${n} is ${show(root)}${fn === 'squares' ? '²' : '³'}` : undefined };
    }
    case 'evens':
      return { is: n % 2n === 0n };
    case 'odds':
      return { is: n % 2n !== 0n };
    case 'multiples':
    case 'divisors': {
      const numbers = args.map(whole);
      if (numbers.some(x => x === undefined || x === 0n) || (fn === 'divisors' && n === 0n)) return undefined;
      const tops = numbers as bigint[];
      const rest = tops.find(x => (fn === 'multiples' ? n % x : x % n) !== 0n);
      const [top, by] = fn === 'multiples' ? [n, rest ?? tops[0]!] : [rest ?? tops[0]!, n];
      return {
        is: rest === undefined,
        because:
          rest === undefined ? `${top} is ${by}·${top / by}` : `${top} is ${by}·${floorDiv(top, by)} + ${top - by * floorDiv(top, by)}`,
      };
    }
    default:
      return undefined;
  }
}

/** The integer that a value is, if it is one. */
export const whole = (v: Value): bigint | undefined => (isQ(v) && isInteger(v) ? v.n : undefined);
const floorDiv = (a: bigint, b: bigint): bigint => (a - (((a % b) + (b < 0n ? -b : b)) % (b < 0n ? -b : b))) / b;
