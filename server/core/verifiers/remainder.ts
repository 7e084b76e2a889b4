import { evaluate, isQ } from '../math/evaluate';
import { isInteger, type Q } from '../math/rational';
import type { Verifier } from './verifier';

/** A division with remainder: the dividend is divisor times quotient plus remainder, and the remainder is smaller than the divisor. */
export const remainder: Verifier = {
  id: 'remainder',
  about: 'Puts a division with remainder together again: divisor times quotient plus remainder must be the dividend.',
  speed: 'fast',
  version: 1,
  wants: claim => claim.kind === 'remainder',
  check(claim) {
    const division = claim.left[0]!;
    const rest = claim.premises[0]?.right[0];
    if (division.k !== 'div' || !rest) return { outcome: 'unknown', why: 'it is no division with remainder' };
    const [a, b, q, r] = [division.a, division.b, claim.right[0]!, rest].map(e => whole(evaluate(e)));
    if (!a || !b || !q || !r || b.n <= 0n) return { outcome: 'unknown', why: 'whole numbers are needed' };
    const back = b.n * q.n + r.n;
    if (back === a.n && r.n >= 0n && r.n < b.n) return { outcome: 'holds', arrow: '=' };
    // A quotient that was rounded up or left short may be a step on the way: only the sum decides.
    if (back === a.n) return { outcome: 'unknown', why: 'the remainder is not smaller than the divisor' };
    const show = (n: bigint) => ({ text: n.toString(), tex: n.toString() });
    return {
      outcome: 'fails',
      witness: { at: [], left: show(back), op: '=', right: show(a.n) },
      message: `${b.n}·${q.n} + ${r.n} is ${back}, not ${a.n}.`,
      slip: { name: 'calculation' },
    };
  },
  examples: [
    `First, 1121 / 243 = 4 with remainder 133.
       ^^^^^^^^^^^^^^ remainder: 243·4 + 133 is 1105, not 1121.`,
    'We have $355 \\div 6 = 59$ R 1, and 17 / 5 = 3 remainder 2.',
  ],
};

const whole = (v: ReturnType<typeof evaluate>): Q | undefined => (isQ(v) && isInteger(v) ? v : undefined);
