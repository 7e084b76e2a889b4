// Our reader against another one: Compute Engine reads the same TeX, and both must arrive at the same numbers.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { LatexSyntax } from '@cortex-js/compute-engine/latex-syntax';
import fc from 'fast-check';
import { tidy } from '../../server/core/claims/tidy';
import { evaluate, isComplex, toInterval } from '../../server/core/math/evaluate';
import { lex } from '../../server/core/math/lex';
import { readings } from '../../server/core/math/parse';
import { q } from '../../server/core/math/rational';

const VALUES = { x: 3, y: 2, n: 5, r: 4 } as const;

/** A tree as the other reader gives it: a number, a name, or a head with operands. */
type Json = number | string | { readonly num: string } | readonly [string, ...Json[]];

const factorial = (n: number): number => (n < 2 ? 1 : n * factorial(n - 1));
const gcd = (a: number, b: number): number => (b === 0 ? Math.abs(a) : gcd(b, a % b));
const choose = (n: number, k: number): number => Math.round(factorial(n) / factorial(k) / factorial(n - k));
const sum = (list: readonly number[]): number => list.reduce((a, b) => a + b, 0);
const product = (list: readonly number[]): number => list.reduce((a, b) => a * b, 1);
const root = (x: number, k: number): number => (x < 0 && k % 2 ? -((-x) ** (1 / k)) : x ** (1 / k));
const FUNCTIONS: Readonly<Record<string, (...args: number[]) => number>> = {
  Add: (...list) => sum(list),
  Subtract: (a, b) => a! - b!,
  Negate: a => -a!,
  Multiply: (...list) => product(list),
  InvisibleOperator: (...list) => product(list),
  Divide: (a, b) => a! / b!,
  Rational: (a, b) => a! / b!,
  Power: (a, b) => a! ** b!,
  Square: a => a! ** 2,
  Sqrt: a => Math.sqrt(a!),
  Root: (a, b) => root(a!, b!),
  Delimiter: a => a!,
  Abs: a => Math.abs(a!),
  Factorial: a => factorial(a!),
  Binomial: (a, b) => choose(a!, b!),
  Choose: (a, b) => choose(a!, b!),
  Floor: a => Math.floor(a!),
  Ceil: a => Math.ceil(a!),
  Sin: a => Math.sin(a!),
  Cos: a => Math.cos(a!),
  Tan: a => Math.tan(a!),
  Arctan: a => Math.atan(a!),
  Exp: a => Math.exp(a!),
  Ln: a => Math.log(a!),
  Lb: a => Math.log2(a!),
  Log: (a, b) => (b === undefined ? Math.log10(a!) : Math.log(a!) / Math.log(b)),
  GCD: (a, b) => gcd(a!, b!),
  LCM: (a, b) => (a! * b!) / gcd(a!, b!),
  Min: (...list) => Math.min(...list),
  Max: (...list) => Math.max(...list),
  Degrees: a => (a! * Math.PI) / 180,
};
const NAMES: Readonly<Record<string, number>> = { ...VALUES, Pi: Math.PI, e: Math.E, ExponentialE: Math.E, Half: 0.5 };

function numberOf(text: string): number {
  const repeating = /^(\d*)\.(\d*)\((\d+)\)$/.exec(text);
  if (!repeating) return Number(text);
  const [, whole = '', fixed = '', period = ''] = repeating;
  return (Number(whole + fixed + period) - Number(whole + fixed)) / (10 ** fixed.length * (10 ** period.length - 1));
}

function value(e: Json, names: Readonly<Record<string, number>> = NAMES): number {
  if (typeof e === 'number') return e;
  if (typeof e === 'string') return names[e] ?? assert.fail(`a name that is not known: ${e}`);
  if ('num' in e) return numberOf(e.num);
  const [head, ...operands] = e;
  if (head === 'Sum' || head === 'Product') {
    const [, name, from, to] = operands[1] as [string, string, Json, Json];
    const list: number[] = [];
    for (let k = value(from, names); k <= value(to, names); k++) list.push(value(operands[0]!, { ...names, [name]: k }));
    return head === 'Sum' ? sum(list) : product(list);
  }
  const f = FUNCTIONS[head] ?? assert.fail(`an operation that is not known: ${head}`);
  return f(...operands.map(x => value(x, names)));
}

/** What our reader gives under each reading; undefined where it has no value, or is a function of a name. */
function ours(tex: string): (number | undefined)[] {
  const whole = { start: 0, end: tex.length };
  const toks = tidy(lex(tex, [{ span: whole, inner: whole, display: false }]));
  const env = new Map(Object.entries(VALUES).map(([name, v]) => [name, q(v)]));
  return readings(toks, 0, toks.length).map(e => {
    try {
      const v = evaluate(e, env);
      if (isComplex(v)) return undefined;
      const { lo, hi } = toInterval(v);
      return (lo + hi) / 2;
    } catch {
      return undefined;
    }
  });
}

const other = new LatexSyntax({});
const near = (a: number, b: number): boolean => Math.abs(a - b) <= 1e-9 * Math.max(1, Math.abs(a), Math.abs(b));

/** Both readers on one formula: our first reading must have the other's value; behind a slash, which leaves it open, any. */
function compare(tex: string): 'same' | 'no value' {
  const theirs = value(other.parse(tex) as Json);
  const all = ours(tex);
  const mine = (tex.includes('/') && all.find(v => v !== undefined && near(v, theirs))) || all[0];
  if (mine === undefined) {
    assert.ok(all.length > 0, `${tex} was not read`);
    assert.ok(!Number.isFinite(theirs), `${tex}: no value, but ${theirs} elsewhere`);
    return 'no value';
  }
  assert.ok(near(mine, theirs), `${tex}: ${mine}, but ${theirs} elsewhere`);
  return 'same';
}

const A = ['2', '7', 'x', '(x+1)', '\\frac{3}{4}', '\\sqrt{2}', '2y', '|x-5|', '3!', '\\pi', '\\left(-3\\right)', 'x^2', '1.25'];
const FORMS: readonly ((a: string, b: string) => string)[] = [
  (a, b) => `${a} + ${b}`,
  (a, b) => `${a} - ${b} + 1`,
  (a, b) => `${a} \\cdot ${b}`,
  (a, b) => `${a} \\times ${b} - ${a}`,
  (a, b) => `\\frac{${a}}{${b}}`,
  (a, b) => `\\dfrac{${a} + ${b}}{5}`,
  (a, b) => `\\left(${a} - ${b}\\right)^2`,
  (a, b) => `-\\left(${a}\\right)^2 + ${b}`,
  (a, b) => `\\sqrt{${a} \\cdot ${a} + ${b} \\cdot ${b}}`,
  (a, b) => `${a} / ${b}`,
  (a, b) => `2^{${b}}`.concat(` + ${a}`),
  (a, b) => `\\sqrt[3]{${a}} \\cdot ${b}`,
];
const SINGLE = [
  '\\binom{7}{3} + \\binom{n}{2}',
  '\\lfloor 2.5 \\rfloor + \\lceil 2.5 \\rceil',
  '\\left\\lfloor \\frac{x}{2} \\right\\rfloor',
  '\\sum_{k=1}^{n} k^2',
  '\\prod_{k=1}^{4} k',
  '\\sum_{k=0}^{3} \\frac{1}{2^k}',
  '\\log_2 8',
  '\\log_{3} 81',
  '\\ln 2 + 1',
  '\\sin 30^\\circ',
  '\\cos \\frac{\\pi}{3}',
  '\\sin^2 x + \\cos^2 x',
  '\\gcd(12, 18)',
  '\\min(3, 5) + \\max(2, 7)',
  '0.\\overline{3} + 1',
  '50\\%',
  '2x(x+1)',
  '3xy^2',
  '\\frac12 x',
  '2^{-3}',
  'x^{10} - 1',
  '(-2)^3',
  '-2^2',
  '\\frac{\\frac{1}{2}}{\\frac{3}{4}}',
  '4! / 2!',
  '(n-2) \\cdot 180',
  '\\pi r^2',
  '2\\pi r',
  '\\frac{4}{3}\\pi r^3',
  '1 + \\cfrac{1}{2 + \\cfrac{1}{3}}',
  'e^{2} - e^{-2}',
  '|2 - |x - 9||',
  '10{,}000 + 1',
  '\\frac{n(n+1)(2n+1)}{6}',
  '\\sqrt{\\sqrt{16}}',
  '((x))',
];

describe('two readers, one value', () => {
  test('formulas in the notations that solutions are written in', () => {
    const list = [
      ...A.flatMap((a, i) => A.flatMap((b, j) => FORMS.filter((_, k) => (i + 3 * j + k) % 4 === 0).map(f => f(a, b)))),
      ...SINGLE,
    ];
    const outcomes = list.map(compare);
    assert.ok(outcomes.filter(o => o === 'same').length >= 400, `${outcomes.length} formulas`);
  });
  test('formulas built at random', () => {
    const tex: fc.Arbitrary<string> = fc.letrec<{ e: string }>(tie => ({
      e: fc.oneof(
        { maxDepth: 4, withCrossShrink: true },
        fc.constantFrom('2', '3', '10', 'x', 'y', '0.5', '\\pi'),
        fc
          .tuple(tie('e'), tie('e'), fc.constantFrom('+', '-', '\\cdot ', '\\times '))
          .map(([a, b, op]) => (op.startsWith('\\') ? `\\left(${a}\\right) ${op} \\left(${b}\\right)` : `${a} ${op} \\left(${b}\\right)`)),
        fc.tuple(tie('e'), tie('e')).map(([a, b]) => `\\frac{${a}}{${b}}`),
        fc.tuple(tie('e'), fc.constantFrom('2', '3', '{-1}', '{12}')).map(([a, n]) => `\\left(${a}\\right)^${n}`),
        tie('e').map(a => `\\sqrt{${a}}`),
        tie('e').map(a => `\\left|${a}\\right|`),
        tie('e').map(a => `-${a}`),
        fc.tuple(fc.integer({ min: 2, max: 9 }), tie('e')).map(([k, a]) => `${k}\\left(${a}\\right)`),
      ),
    })).e;
    fc.assert(
      fc.property(tex, formula => {
        const theirs = value(other.parse(formula) as Json);
        // Floating point tells nothing where a number is huge or is the difference of two of one size.
        fc.pre(!Number.isFinite(theirs) || (Math.abs(theirs) < 1e12 && (theirs === 0 || Math.abs(theirs) > 1e-3)));
        const [mine] = ours(formula);
        if (mine === undefined) return;
        assert.ok(Math.abs(mine - theirs) <= 1e-6 * Math.max(1, Math.abs(theirs)), `${formula}: ${mine}, but ${theirs} elsewhere`);
      }),
      { numRuns: 400, seed: 2026 },
    );
  });
  test('where they differ, ours has the other reading too', () => {
    for (const tex of ['\\sin 2x', '6 / 2x', '\\frac{1}{2}x^{-1}']) {
      const theirs = value(other.parse(tex) as Json);
      assert.ok(
        ours(tex).some(v => v !== undefined && near(v, theirs)),
        `${tex}: ${theirs}`,
      );
    }
  });
});
