import { evaluate, isQ } from '../math/evaluate';
import { equal } from '../math/rational';
import type { Outcome } from '../model';
import type { Verifier } from './verifier';

/** Times of day: what they are some minutes later or earlier, and how much passes between two. */
export const clock: Verifier = {
  id: 'clock',
  about: 'Reckons with times of day: the time some minutes later or earlier, and what passes between two times.',
  speed: 'fast',
  version: 1,
  wants: claim => claim.kind === 'clock',
  check(claim): Outcome {
    const [left, right] = [claim.left[0]!, claim.right[0]!];
    const [is, said] = [evaluate(left), evaluate(right)];
    if (!isQ(is) || !isQ(said) || left.k !== 'unit') return { outcome: 'unknown', why: 'it could not be read' };
    if (equal(is, said)) return { outcome: 'holds' };
    const shown = { text: left.unit, tex: `\\text{${left.unit}}` };
    const other = { text: `${said.n} minutes`, tex: `${said.n}\\text{ minutes}` };
    const time = left.unit.includes(':');
    return {
      outcome: 'fails',
      witness: { at: [], left: shown, op: '=', right: time ? { text: timeOf(said.n), tex: `\\text{${timeOf(said.n)}}` } : other },
      message: `It is ${left.unit}.`,
      expected: shown,
      slip: { name: 'calculation' },
    };
  },
  examples: [
    `It ends 95 minutes after 2:45 pm, which is 4:10 pm. So 2 + 2 = 4.
        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ clock: It is 4:20 PM.`,
    `We have 2:45 + 1 hour 35 minutes = 4:10, and 3 * 2 = 6.
        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ clock: It is 4:20.`,
    `From 9:40 am to 11:05 am is 1 hour and 35 minutes, so 95 + 5 = 100.
^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ clock: It is 1 hour and 25 minutes.`,
    'It is 11:30 pm. 45 minutes after 11:30 pm is 12:15 am, and 2 hours before 13:15 is 11:15. So 45 * 2 = 90.',
    'From 9:40 am to 11:05 am, minus a break of 10 minutes, is 1 hour and 15 minutes, so 75 + 5 = 80.',
  ],
};

/** Minutes since midnight as a time. */
function timeOf(minutes: bigint): string {
  return `${minutes / 60n || 12n}:${String(minutes % 60n).padStart(2, '0')}`;
}
