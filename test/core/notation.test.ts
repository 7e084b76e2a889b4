// Ways to write mathematics in plain text: each with texts that must stay silent and twins with a slip that must be found.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { solutionOf } from '../../scripts/records';
import { analyseSolution } from '../../server/core/engine';
import { createMemo } from '../../server/core/memo';
import { defaults } from '../../server/core/settings';

/** Steps; the first may be a problem, behind `? `. */
type Notation = { readonly right: readonly (readonly string[])[]; readonly wrong: readonly (readonly string[])[] };

const notations: Readonly<Record<string, Notation>> = {
  'derivatives in plain text': {
    right: [
      ['? Differentiate y = x^3 sin x.', "y' = 3x^2 sin x + x^3 cos x"],
      ['? Differentiate y = x^2 + 3x.', 'dy/dx = 2x + 3'],
      ['d/dx (x^2) = 2x and d/dx(sin x) = cos x'],
      ['? Let s(t) = t^3 - 6t^2.', "v(t) = s'(t) = 3t^2 - 12t", "s''(t) = 6t - 12"],
      ["It's Tom's turn, so 2 + 2 = 4."],
    ],
    wrong: [
      ['? Differentiate y = x^3 sin x.', "y' = 3x^2 cos x"],
      ['? Differentiate y = x^2 + 3x.', 'dy/dx = 2x + 3x'],
      ['d/dx (x^2) = 3x'],
      ['? Let s(t) = t^3 - 6t^2.', "s''(t) = 6t - 10"],
    ],
  },
  'integrals in plain text': {
    right: [['∫ x^2 dx = x^3/3 + C by the power rule.'], ['∫₀¹ x² dx = 1/3'], ['∫_1^2 2x dx = x^2 |_1^2 = 4 - 1 = 3']],
    wrong: [['∫ x^2 dx = x^3 + C'], ['∫₀¹ x² dx = 1/2'], ['∫ sin x dx = cos x + C']],
  },
  'numbers as programs write them': {
    right: [['1e3 * 2 = 2000'], ['1.5e-2 * 2 = 0.03'], ['2E3 + 1 = 2001'], ['For e = 3 we have 2e = 6 and 2e - 1 = 5.']],
    wrong: [['1e3 * 2 = 3000'], ['1.5e-2 * 2 = 0.04']],
  },
  'a colon that divides': {
    right: [
      ['24 : 6 = 4'],
      ['Thus 24 : 6 = 4.'],
      ['Step 2 : 4 + 4 = 8'],
      ['Day 24 : 6 = 3 + 3'],
      ['The ratio is 24 : 6 = 4 : 1.'],
      ['They share in the ratio 3 : 2 = 5 parts.'],
      ['Then 21 : 30 = 7 : 10.'],
    ],
    wrong: [['24 : 6 = 5'], ['Thus 24 : 6 = 5.'], ['So 3 * 24 : 6 = 13.']],
  },
  'commas before decimals': {
    right: [
      ['Der Preis ist 3,50 + 2,25 = 5,75.'],
      ['3,50 € + 2,25 € = 5,75 €'],
      ['$3{,}50 + 2{,}25 = 5{,}75$'],
      ['Pages 1,2 and 3,4 are missing, and 2 + 2 = 4.'],
      ['We have x = 1,2 or 3 + 1 = 4.'],
      ['f(1,2) + 3 = 4 and g(2,3) + 1 = 2'],
      ['U = 2 · (3,5 + 2) = 2 · 5,5 = 11 cm'],
    ],
    wrong: [['Der Preis ist 3,50 + 2,25 = 5,85.'], ['$3{,}50 + 2{,}25 = 5{,}85$'], ['3,50 € + 2,25 € = 6,75 €']],
  },
  'points between thousands': {
    right: [['1.250.000 + 250.000 = 1.500.000'], ['Version 1.250.000 is out, and 2.5 + 2.5 = 5.']],
    wrong: [['1.250.000 + 250.000 = 1.600.000']],
  },
  'logarithms and roots without brackets': {
    right: [['log_2 8 = 3'], ['sqrt 49 = 7 and sqrt 50 = 5 sqrt 2']],
    wrong: [['log_2 8 = 4'], ['sqrt 50 = 5 sqrt 3']],
  },
  'a bullet that multiplies': {
    right: [['7 • 8 = 56'], ['• 8 = 5 + 3', '• 7 = 4 + 3']],
    wrong: [['7 • 8 = 54']],
  },
  'sets and vectors in plain text': {
    right: [['{1,2,3} ∪ {3,4} = {1,2,3,4}'], ['⟨1,2⟩ · ⟨3,4⟩ = 11'], ['{1,2,3} ∩ {3,4} = {3}']],
    wrong: [['{1,2,3} ∪ {3,4} = {1,2,3}'], ['⟨1,2⟩ · ⟨3,4⟩ = 12']],
  },
  'parts in two words': {
    right: [
      ['Two thirds of 24 is 16.'],
      ['Three quarters of 20 is 15, and 15 + 5 = 20.'],
      ['Two thirds of the 24 pupils are girls: 2/3 * 24 = 16.'],
    ],
    wrong: [['Two thirds of 24 is 18.']],
  },
  'letters that are units': {
    right: [
      ['The distance is 3 m/s * 4 s = 12 m.'],
      ['? A ball is thrown up at 20 m/s. Take g = 10 m/s^2.', '0 = 20 - 10t', '10t = 20', 't = 2 s'],
      ['72 km/h = 72 * 1000 m / 3600 s = 20 m/s'],
      ['? Solve 3m + 5 = 20 where m is the mass in kg.', '3m = 15', 'm = 5'],
      // Units with other prefixes, minutes and hours.
      ['200 g * 10 m/s^2 = 2 N', '12 V * 500 mA = 6 W', '3 kW * 20 min = 1 kWh', '30 min * 60 km/h = 30 km'],
      ['5 m + 20 cm = 5.2 m', '2 m * 30 cm = 0.6 m^2', '2 g/cm^3 * 50 cm^3 = 100 g', '36 km/h * 10 s = 100 m'],
      ['500 g * 4.2 J/(g K) * 20 K = 42 kJ', '6 V / 2 kΩ = 3 mA', '1 m/s = 3.6 km/h', '2.5 h = 150 min = 9000 s'],
    ],
    wrong: [
      ['The distance is 3 m/s * 4 s = 14 m.'],
      ['? A ball is thrown up at 20 m/s. Take g = 10 m/s^2.', '0 = 20 - 10t', '10t = 20', 't = 3 s'],
      ['The force is 2 kg * 3 m/s^2 = 8 N.'],
      ['72 km/h = 72 * 1000 m / 3600 s = 30 m/s'],
      ['5 km = 500 m, and 3 m = 300 cm'],
    ],
  },
  'decimals whose digits go on': {
    right: [
      ['? Write 0.1666... as a fraction.', 'x = 0.1666...', '10x = 1.666...', '100x = 16.666...', '90x = 15', 'x = 15/90 = 1/6'],
      ['$x = 0.272727\\ldots$', '$100x = 27.272727\\ldots$', '$99x = 27$'],
      ['1/3 = 0.333...', '1/6 = 0.1666...', '2/11 = 0.1818...', '1/7 = 0.142857...', '1/3 = 0.33...'],
      ['√5 = 2.236067977...', '√2 = 1.414...', 'e = 2.718281828...'],
      ['x = 1.4142...', '10x = 14.142...', '2x = 2.828...'],
    ],
    wrong: [['1/3 = 0.344...'], ['1/6 = 0.1777...'], ['x = 0.1666...', '10x = 1.777...']],
  },
  'a sign behind a verb': {
    right: [['? Solve -2x < 6.', 'x > -3']],
    wrong: [['? Solve -2x < 6.', 'x < -3']],
  },
};

function roots(lines: readonly string[]): string[] {
  const problem = lines[0]!.startsWith('? ') ? lines[0]!.slice(2) : undefined;
  const steps = problem === undefined ? lines : lines.slice(1);
  const solution = solutionOf({ id: 'notation', label: -1, problem, steps });
  return analyseSolution(solution, defaults, { memo: createMemo() }).findings.flatMap(f => (f.standing === 'root' ? [f.message] : []));
}

describe('notation', () => {
  for (const [name, { right, wrong }] of Object.entries(notations))
    test(name, () => {
      for (const lines of right) assert.deepEqual(roots(lines), [], lines.join(' / '));
      for (const lines of wrong) assert.equal(roots(lines).length, 1, lines.join(' / '));
    });
});
