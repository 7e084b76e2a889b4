import type { Claim } from '../claims/claim';
import { type Expr, mapChildren, num } from '../math/expr';
import { bareNumbers, inOneUnit, unitsIn } from '../math/measure';
import { printText, showValue } from '../math/print';
import { show } from '../math/rational';
import type { Outcome } from '../model';
import { decideClosed } from './closed';
import type { Verifier } from './verifier';

/** Quantities in several units of one kind: hours and minutes, feet and inches. */
export const units: Verifier = {
  id: 'units',
  about: 'Converts quantities that are given in several units of one kind, and compares both sides in one unit.',
  speed: 'fast',
  version: 1,
  wants: claim => claim.kind === 'units',
  check,
  examples: [
    `So 4 feet - 40 inches = 12 inches.
   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ units: 4 feet - 40 inches is 8 inches, not 12 inches.`,
    `At 50 km/hr * 3 days = 150 km he is far away.
   ^^^^^^^^^^^^^^^^^^^^^^^^^^ units: 50 km/hr·3 days is 3600 km, not 150 km.`,
    `He needs 2 + 3 = 5 runs. That is 3 hours = 160 minutes.
                                 ^^^^^^^^^^^^^^^^^^^^^ units: 3 hours is 180 minutes, not 160 minutes.`,
    'It takes 1 hour 20 minutes + 40 minutes = 2 hours, and 3 hours * 60 = 180 minutes.',
    'He drives 3 h at 60 km/h: 60 km/hr * 3 hr = 180 km, and 2 hours/day * 7 days = 14 hours.',
    'On the map 1 inch = 10 miles, and 3 * 10 = 30.',
  ],
};

/** Numbers that people convert with and leave without a unit: 3 hours * 60 = 180 minutes. Coins are counted as often as valued. */
const FACTORS = new Set('2 3 4 7 8 10 12 16 20 24 25 28 30 31 36 52 60 100 128 144 365 1000 1440 1760 2000 3600 5280'.split(' '));

function check(claim: Claim): Outcome {
  const { op, scope } = claim;
  const plain = decideClosed(claim.left, op, claim.right, scope);
  if (op !== '=' && op !== '≈') return plain;
  let failed: Outcome | undefined;
  for (const l of claim.left) {
    for (const r of claim.right) {
      const here = converted(claim, l, r);
      if (here === undefined) return inTwoParts(claim) ? { outcome: 'unknown', why: 'the units of both sides cannot be compared' } : plain;
      if (here.outcome === 'holds') return here;
      failed = here.outcome === 'unknown' ? here : (failed ?? here);
    }
  }
  if (!failed || failed.outcome === 'unknown') return failed ?? plain;
  if (plain.outcome === 'unknown') return plain;
  if (plain.outcome === 'fails') return failed;
  const sides = [...claim.left, ...claim.right];
  const implied = sides.some(e => bareNumbers(e).some(n => FACTORS.has(show(n))) || unitsIn(e).some(p => p.unit.quantity === 'money'));
  return implied ? plain : failed;
}

/** Both sides in the units of the right one; undefined where they measure different things or a unit is unclear. */
function converted(claim: Claim, l: Expr, r: Expr): Outcome | undefined {
  try {
    const both = oneSystem([l, r]) ? inOneUnit(l, r) : undefined;
    if (!both) return undefined;
    const { left, unit: name } = both;
    const right = r.k === 'unit' ? claim.right.map(bare) : [num(both.right, r.span)];
    const verdict = decideClosed([num(left, l.span)], claim.op, right, claim.scope);
    if (verdict.outcome !== 'fails') return verdict;
    const unit = name === '$' ? ' dollars' : ` ${name}`;
    const text = `${showValue(left).text}${unit}`;
    return {
      ...verdict,
      witness: { ...verdict.witness, left: { text, tex: `${showValue(left).tex}\\text{${unit}}` } },
      message: `${printText(l)} is ${text}, not ${printText(r)}.`,
      slip: { name: 'unit_conversion' },
    };
  } catch {
    return undefined;
  }
}

const bare = (e: Expr): Expr => (e.k === 'unit' ? bare(e.a) : mapChildren(e, bare));

/** Feet and inches, or metres and centimetres, but not both: people round between the systems. */
function oneSystem(sides: readonly Expr[]): boolean {
  const systems = new Set(sides.flatMap(e => unitsIn(e).map(p => p.unit.system)).filter(s => s !== 'any'));
  return systems.size < 2;
}

/** "1 hour 20 minutes" is no sum of plain numbers. */
const inTwoParts = (claim: Claim): boolean => {
  const test = (e: Expr): boolean => (e.k === 'add' && e.implicit === true) || ('a' in e && test(e.a)) || ('b' in e && test(e.b));
  return [...claim.left, ...claim.right].some(test);
};
