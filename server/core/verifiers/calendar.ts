import { evaluate, isQ } from '../math/evaluate';
import { showValue } from '../math/print';
import { compare, equal } from '../math/rational';
import type { Outcome } from '../model';
import type { Verifier } from './verifier';

/** Days of a month, minutes of an hour, inches of a foot, a dozen, sides of an octagon: facts with one value. */
export const calendar: Verifier = {
  id: 'calendar',
  about:
    'Checks facts of the calendar, the clock and the tables of units that are said in words: days of a month, inches in a foot; and how many sides, faces and edges shapes have.',
  speed: 'fast',
  version: 1,
  wants: claim => claim.kind === 'calendar',
  check(claim): Outcome {
    const left = claim.left[0]!;
    const values = claim.left.map(e => evaluate(e)).filter(isQ);
    const said = evaluate(claim.right[0]!);
    if (!values.length || !isQ(said) || left.k !== 'unit') return { outcome: 'unknown', why: 'it could not be read' };
    if (values.some(v => equal(v, said))) return { outcome: 'holds' };
    const all = [...values].sort(compare).map(v => showValue(v).text);
    const text = all.join(' or ');
    const are = text === '1' ? 'is' : 'are';
    return {
      outcome: 'fails',
      witness: { at: [], left: { text, tex: all.join('\\text{ or }') }, op: '=', right: showValue(said) },
      message: `There ${are} ${text} ${left.unit}, not ${showValue(said).text}.`,
      slip: { name: 'unit_conversion' },
    };
  },
  examples: [
    `There are 30 days in March. So she reads 30 * 2 = 60 pages.
^^^^^^^^^^^^^^^^^^^^^^^^^^ calendar: There are 31 days in March, not 30.`,
    `February has 31 days, so he runs 31 * 2 = 62 miles.
^^^^^^^^^^^^^^^^^^^^ calendar: There are 28 or 29 days in February, not 31.`,
    `Since a foot is 10 inches, he has 3 * 10 = 30.
      ^^^^^^^^^^^^^^^^^^^ calendar: There are 12 inches in a foot, not 10.`,
    `Half a dozen is 8, so there are 8 * 2 = 16 eggs.
^^^^^^^^^^^^^^^^^ calendar: There are 6 in half a dozen, not 8.`,
    `From 1:00 PM to 6:00 PM is 6 hours, so he earns 6 * 10 = 60 dollars.
^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ calendar: There are 5 hours from 1:00 PM to 6:00 PM, not 6.`,
    `A hexagonal prism has 12 edges, so 12 * 2 = 24 cm.
^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ calendar: There are 18 edges in a hexagonal prism, not 12.`,
    `There are 6 possible values (5, 6, 7, 8, and 9), so 6 * 2 = 12.
          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ calendar: There are 5 of them in the list, not 6.`,
    `First, half a dozen plates means 6/2 = 3 plates.
       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ calendar: There are 6 in half a dozen, not 3.`,
    `The number of sides in an octagon is 9, and 9 * 4 = 36.
    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ calendar: There are 8 sides in an octagon, not 9.`,
    'A tetrahedron is a solid with four triangular faces, so 4 * 3 = 12. A heptagon has 7 sides. The square has two equal sides left.',
    'There are 29 days in February, a week has 7 days and there are 100 cents in a dollar, so 29 * 2 = 58. There are 4 weeks in a month.',
    'Each month has 30 days. There are 5 days in a week, and there are 8 hours in a day. There are 10 days in March, so 10 + 1 = 11.',
    'There are 12 months in a year, so 12 * 2 = 24. Assume that a week has 8 days: 8 * 2 = 16.',
  ],
};
