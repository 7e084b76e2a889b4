import { key } from '../math/expr';
import type { Verifier } from './verifier';

/** A comparison of the problem that a step repeats. Words may be read wrongly, so that a turned one is a remark only. */
export const comparison: Verifier = {
  id: 'comparison',
  about: 'Notes where a step turns a comparison of the problem round: "Ann has 5 more than Bob" for "Bob has 5 more than Ann".',
  speed: 'fast',
  version: 1,
  wants: claim => claim.kind === 'comparison',
  check(claim) {
    const given = claim.premises[0]!;
    if (key(claim.left[0]!) === key(given.left[0]!)) return { outcome: 'holds', note: 'as the problem says' };
    return {
      outcome: 'unknown',
      why: 'comparisons in words are not refuted',
      hint: `The problem says: “${given.label}”. Here it is the other way round.`,
    };
  },
  examples: [
    `Problem: Carlos has 5 more shells than Jim. Jim has 27 shells. How many does Carlos have?

Solution: Since Jim has 5 more shells than Carlos, Carlos has 27 - 5 = 22 shells.
                ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ comparison: The problem says: “Carlos has 5 more shells than Jim”. Here it is the other way round.`,
    `Problem: Carlos has 5 more shells than Jim. Jim has 27 shells. How many does Carlos have?

Solution: Since Carlos has 5 more shells than Jim, Carlos has 27 + 5 = 32 shells. So Jim has 5 fewer shells than Carlos.`,
  ],
};
