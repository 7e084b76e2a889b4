// Every correction that is offered makes its step hold.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { type Analysis, analyse, withRepairs } from '../../server/core';
import { apply } from '../../server/core/repair';

/** Wrong text → the text after the first repair of each finding. */
const cases: readonly (readonly [wrong: string, right: string, detail?: string])[] = [
  ['He ate 16 * 3 = 46 calories.', 'He ate 16 * 3 = 48 calories.'],
  ['So $(17-1)^2 = 49^2$.', ''],
  ['They sold 7995 (total) - 2595 (small) = 4500.', 'They sold 7995 (total) - 2595 (small) = 5400.', 'digits swapped'],
  ['It is 12 - 20 = 8 degrees.', 'It is 12 - 20 = -8 degrees.', 'sign lost'],
  ['We get 9 * 9 = 82.', 'We get 9 * 9 = 81.', 'off by one'],
  ['The share is $\\frac{1}{3} + \\frac{1}{6} = \\frac{1}{4}$.', 'The share is $\\frac{1}{3} + \\frac{1}{6} = \\frac{1}{2}$.'],
  ['Then $2 \\cdot 3.5 = 7.5$ m.', 'Then $2 \\cdot 3.5 = 7$ m.'],
  ['Expanding, $(x+1)^2 = x^2 + 3x + 1$.', 'Expanding, $(x+1)^2 = x^2 + 2x + 1$.'],
  ['Expanding, $(x - 3)(x + 2) = x^2 + x - 6$.', 'Expanding, $(x - 3)(x + 2) = x^2 - x - 6$.', 'sign lost'],
  ['Expanding, $(x + 2)^2 = x^2 + 2x + 4 = x(x + 2) + 4$.', 'Expanding, $(x + 2)^2 = x^2 + 4x + 4 = x(x + 4) + 4$.'],
  ['2x + 6 = 10\nx = 3', '2x + 6 = 10\nx = 2'],
  ['3x - 5 = 7\n3x = 13', '3x - 5 = 7\n3x = 12'],
  ['The sum is 5 + 6 + 2 = 11 + 2 = 14. So the answer is 14.', 'The sum is 5 + 6 + 2 = 11 + 2 = 13. So the answer is 13.'],
];

const roots = (a: Analysis) => a.solutions.flatMap(s => withRepairs(s).findings.filter(f => f.standing === 'root'));

describe('repairs', () => {
  for (const [wrong, right, detail] of cases) {
    test(wrong.replace(/\n/g, ' ⏎ '), () => {
      const findings = roots(analyse({ text: wrong, format: 'text' }));
      assert.equal(findings.length, 1);
      const [finding] = findings;
      for (const repair of finding!.repairs) {
        const text = apply(wrong, repair.edits);
        const left = roots(analyse({ text, format: 'text' })).filter(f => f.code === finding!.code);
        assert.deepEqual(left, [], `still wrong: ${text}`);
        assert.ok(text.includes(repair.corrected_step));
        assert.ok(repair.explanation.endsWith('.'));
      }
      if (right) assert.equal(apply(wrong, finding!.repairs[0]!.edits), right);
      if (detail) assert.equal(finding!.slip?.detail, detail);
      assert.ok(finding!.repairs.length <= 3);
    });
  }
  test('inside a JSON string are escaped, and leave the record readable', () => {
    const text = JSON.stringify({ problem: 'Add.', steps: ['So $\\frac{1}{2} + \\frac{1}{3} = \\frac{2}{5}$ in all.'] });
    const [finding] = roots(analyse({ text, format: 'jsonl' }));
    const repair = finding!.repairs[0]!;
    const fixed = apply(text, repair.edits);
    assert.equal((JSON.parse(fixed) as { steps: string[] }).steps[0], 'So $\\frac{1}{2} + \\frac{1}{3} = \\frac{5}{6}$ in all.');
    assert.equal(repair.corrected_step, 'So $\\frac{1}{2} + \\frac{1}{3} = \\frac{5}{6}$ in all.');
    assert.deepEqual(roots(analyse({ text: fixed, format: 'jsonl' })), []);
  });
});
