// One slip of each kind, put into a right text: it is found, named and taken back.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { analyse, apply, withRepairs } from '../../server/core';
import { DETAILS, type Detail } from '../../server/core/repair/slips';

type Fixture = {
  readonly slip: Detail;
  readonly name: string;
  /** The right text, with what is written instead of a part of it: «right|wrong». */
  readonly text: string;
  /** What the first correction gives, where that is another right text. */
  readonly mended?: string;
};

const fixtures: readonly Fixture[] = [
  { slip: 'sign', name: 'operator', text: 'Expanding, $(x - 3)(x + 2) = x^2 «-|+» x - 6$.' },
  { slip: 'operator', name: 'operator', text: 'She needs 14 «*|+» 23 = 322 tiles.' },
  { slip: 'moved', name: 'calculation', text: '3x + 5 = 26\n3x = «21|31»' },
  { slip: 'moved', name: 'calculation', text: '3x + 5 = 26\n3x = 26 «-|+» 5' },
  { slip: 'moved', name: 'calculation', text: '3x + 5 = 2x + 9\n«|5»x + 5 = 9' },
  { slip: 'inverse', name: 'operator', text: 'x/4 = 20\nx = «80|5»' },
  { slip: 'digits', name: 'calculation', text: 'They sold 7995 - 2595 = «5400|4500» tickets.' },
  { slip: 'one', name: 'calculation', text: 'There are 9 * 9 = «81|82» squares.' },
  { slip: 'zero', name: 'calculation', text: 'It costs 250 * 40 = «10000|1000» cents.' },
  { slip: 'point', name: 'calculation', text: 'It costs 1.25 * 3 = «3.75|37.5» dollars.' },
  { slip: 'inverted', name: 'calculation', text: 'Problem: Twelve of 48 came.\n\nSolution:\nStep 1. The rate is «12/48|48/12» = 0.25.' },
  { slip: 'swapped', name: 'calculation', text: 'The rest is «30 - 12|12 - 30» = 18 cups.' },
  { slip: 'rounded', name: 'calculation', text: 'So 100/3 * 6 = «(100/3)|33.3» * 6 = 200.' },
  {
    slip: 'copied',
    name: 'referencing_context_value',
    text: 'Problem: A ticket costs 37 dollars.\n\nSolution:\nStep 1. Six tickets cost 6 * «37|57» = 222 dollars.',
  },
  {
    slip: 'symbol',
    name: 'referencing_previous_step_value',
    text: 'Let $x = 3$ and $y = 4$. Then $2x + y = 2 \\cdot «3|4» + 4 = «10|12»$.',
  },
  {
    slip: 'index',
    name: 'referencing_previous_step_value',
    text: 'Expanding, $(a_1 + a_2)^2 = a_1^2 + 2a_1a_2 + a_«2|1»^2$.',
  },
  { slip: 'symbol', name: 'referencing_previous_step_value', text: 'Expanding, $(x + y)(x + z) = x^2 + xz + yx + y«z|x»$.' },
  { slip: 'dropped', name: 'missing_step', text: '3p - 5 + p = 67\n4p« - 5|» = 67' },
  { slip: 'dropped', name: 'missing_step', text: 'So $\\sqrt{3^2 + 4^2} = \\sqrt{9« + 16|»} = 5$.' },
  { slip: 'exponent', name: 'calculation', text: 'Expanding, $x(x^2 + 1) = x^«3|2» + x$.' },
  { slip: 'exponents', name: 'confusing_formula', text: 'So $(2^3)^2 = 2^{3 «\\cdot|+» 2} = 64$.' },
  { slip: 'distributed', name: 'calculation', text: 'Expanding, $3(x + 4) = 3x + «12|4»$.' },
  {
    slip: 'power',
    name: 'confusing_formula',
    text: 'Expanding, $(x + 3)^2 = x^2 «+ 6x |»+ 9$.',
    mended: 'Expanding, $(x + 3)^2 = x^2 + 9 + 6x$.',
  },
  { slip: 'coefficient', name: 'calculation', text: 'Combining, $2y + 3y + 4x = 5y + «4|»x$.' },
  {
    slip: 'plusMinus',
    name: 'missing_step',
    text: 'Problem: Solve $x^2 = 49$.\n\nSolution:\nStep 1. We have $x^2 = 49$.\n\nStep 2. So $x = «\\pm |»7$.',
  },
  {
    slip: 'root',
    name: 'missing_step',
    text: 'Problem: Solve $x^2 = 5x$.\n\nSolution:\nStep 1. We have $x^2 = 5x$.\n\nStep 2. Dividing by $x$ gives $«x = 0 \\text{ or } |»x = 5$.',
  },
  { slip: 'unit', name: 'unit_conversion', text: 'That is 3 + 2 = 5. In total 5 minutes + 3 minutes = 8 «minutes|hours».' },
  { slip: 'percent', name: 'unit_conversion', text: 'With a tax of 20 percent she pays 85 + 20«%|» * 85 = 102 dollars.' },
  {
    slip: 'base',
    name: 'confusing_concept',
    text: 'Problem: A coat of 80 dollars is 20 percent off.\n\nSolution:\nStep 1. The coat costs 80 * «0.8|0.2» = 64 dollars.',
  },
  { slip: 'dropped', name: 'missing_step', text: 'x + 4 + 2x + 6 + 2x = 90\n5x« + 10|» = 90' },
  { slip: 'dropped', name: 'missing_step', text: 'x^2 + 2x = 3\n2x^2« + 4x|» = 6' },
  { slip: 'relation', name: 'operator', text: '-2x < 6\nx «>|<» -3' },
];

describe('a slip of its kind', () => {
  for (const { slip, name, text, mended } of fixtures) {
    const right = text.replace(/«([^|]*)\|[^»]*»/g, '$1');
    const wrong = text.replace(/«[^|]*\|([^»]*)»/g, '$1');
    test(`${DETAILS[slip]}: ${wrong.replace(/\n+/g, ' ⏎ ')}`, () => {
      const of = (source: string) => analyse({ text: source, format: 'text' }).solutions.map(s => withRepairs(s));
      assert.deepEqual(
        of(right).flatMap(s => s.findings),
        [],
        'right as it was',
      );
      const [finding, ...others] = of(wrong).flatMap(s => s.findings.filter(f => f.standing === 'root' || f.repairs.length));
      assert.ok(finding && others.length === 0);
      assert.deepEqual(finding.slip, { name, detail: DETAILS[slip] });
      assert.equal(apply(wrong, finding.repairs[0]!.edits), mended ?? right);
    });
  }
});
