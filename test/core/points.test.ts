// Points that satisfy what is in force, and points among them that refute a claim.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { sortsIn } from '../../server/core/claims/sorts';
import { read } from '../../server/core/claims/statements';
import { evaluate, isQ } from '../../server/core/math/evaluate';
import { counterexample, type Relation, satisfying, truthOf } from '../../server/core/math/points';
import { isPrime } from '../../server/core/math/primes';
import { show } from '../../server/core/math/rational';
import type { Sort } from '../../server/core/math/sorts';

/** `x + y = 10` as a relation. */
function relation(text: string): Relation {
  const s = read(`$${text}$`, [{ span: { start: 0, end: text.length + 2 }, inner: { start: 1, end: text.length + 1 }, display: false }])
    .statements[0]!;
  return { left: s.sides[0]!.readings.slice(0, 1), op: s.relations[0]!.op, right: s.sides[1]!.readings.slice(0, 1) };
}
const one = (text: string) => {
  const r = relation(text);
  return { left: r.left[0]!, op: r.op, right: r.right[0]! };
};
const sorts = (record: Record<string, Sort>) => new Map(Object.entries(record));

describe('points', () => {
  test('satisfy linear, polynomial and mixed systems', () => {
    for (const premises of [
      ['x + y = 10', 'x - y = 4'],
      ['x + y + z = 6', 'xy = 2'],
      ['x^2 + y^2 = 25', 'x > 0', 'y > 0'],
      ['x^2 - 5x + 6 = 0'],
      ['y = \\sqrt{x}', 'x > 3'],
      ['x^3 = 2'],
      ['\\frac{1}{x} + \\frac{1}{y} = 1'],
    ]) {
      const relations = premises.map(one);
      const names = [
        ...new Set(
          premises
            .join('')
            .replace(/\\[a-z]+/g, '')
            .match(/[a-z]/g),
        ),
      ];
      const points = satisfying(relations, names, new Map());
      assert.ok(points.length > 0, premises.join(', '));
      for (const point of points)
        for (const r of relations) assert.notEqual(truthOf(evaluate(r.left, point), r.op, evaluate(r.right, point)), false);
    }
  });

  test('are not found where there are none', () => {
    for (const premises of [['x + y = 1', 'x + y = 2'], ['x^2 = -1'], ['x > 3', 'x < 2'], ['x = 2', 'x = 3']])
      assert.deepEqual(satisfying(premises.map(one), ['x', 'y'], new Map()), []);
  });

  test('respect sorts', () => {
    const points = satisfying(
      [one('3a + 5b = 100')],
      ['a', 'b'],
      sorts({ a: { kind: 'integer', sign: 'positive' }, b: { kind: 'integer', sign: 'positive' } }),
    );
    assert.ok(points.length > 0);
    for (const p of points) for (const v of p.values()) assert.ok(isQ(v) && v.d === 1n && v.n > 0n);
    assert.deepEqual(satisfying([], ['x'], sorts({ x: { kind: 'none' } })), []);
  });

  test('refute a claim under its premises, and only then', () => {
    const verdict = (claim: string, premises: string[], s: Record<string, Sort> = {}) =>
      counterexample(premises.map(relation), relation(claim), sorts(s)).verdict;
    assert.equal(verdict('x^2 + y^2 = 58', ['x + y = 10', 'xy = 21']), 'holds');
    assert.equal(verdict('x^2 + y^2 = 60', ['x + y = 10', 'xy = 21']), 'fails');
    assert.equal(verdict('(x+1)^2 = x^2 + 1', []), 'fails');
    assert.equal(verdict('(x+1)^2 = x^2 + 1', ['x = 0']), 'holds');
    assert.equal(verdict('s^3 = (s+1)s', ['s^2 = s + 1']), 'holds');
    assert.equal(verdict('x^2 = x', ['x = y', 'x = y + 1']), 'unknown');
    assert.equal(verdict('\\sqrt{x^2} = x', []), 'fails');
    assert.equal(verdict('\\sqrt{x^2} = x', [], { x: { kind: 'real', sign: 'positive' } }), 'holds');
    assert.equal(verdict('n^2 > n', [], { n: { kind: 'integer', sign: 'positive' } }), 'fails');
    assert.equal(verdict('n^2 \\ge n', [], { n: { kind: 'integer' } }), 'holds');
  });

  test('of a refutation satisfy the premises and break the claim', () => {
    fc.assert(
      fc.property(fc.integer({ min: -9, max: 9 }), fc.integer({ min: -9, max: 9 }), fc.integer({ min: -9, max: 9 }), (a, b, c) => {
        const premise = one(`${a}x + y = ${b}`);
        const claim = relation(`x + ${c} = y`);
        const r = counterexample([{ left: [premise.left], op: '=', right: [premise.right] }], claim);
        if (r.verdict !== 'fails') return;
        assert.equal(truthOf(evaluate(premise.left, r.point), '=', evaluate(premise.right, r.point)), true);
        assert.equal(truthOf(evaluate(claim.left[0]!, r.point), '=', evaluate(claim.right[0]!, r.point)), false);
        assert.ok(isQ(r.left) && isQ(r.right) && show(r.left) !== show(r.right));
      }),
      { numRuns: 60 },
    );
  });
});

describe('sorts', () => {
  test('are read from words', () => {
    const cases: [string, Record<string, Sort>][] = [
      ['Let $a$ and $b$ be positive integers.', { a: { kind: 'integer', sign: 'positive' }, b: { kind: 'integer', sign: 'positive' } }],
      ['For all real numbers $x$ and $y$', { x: { kind: 'real' }, y: { kind: 'real' } }],
      [
        'where m and n are relatively prime positive integers',
        { m: { kind: 'integer', sign: 'positive' }, n: { kind: 'integer', sign: 'positive' } },
      ],
      ['Let \\(p\\) be an odd prime.', { p: { kind: 'prime' } }],
      [
        '$x, y, z$ are nonnegative real numbers',
        { x: { kind: 'real', sign: 'nonnegative' }, y: { kind: 'real', sign: 'nonnegative' }, z: { kind: 'real', sign: 'nonnegative' } },
      ],
      ['the digits $A$, $B$ and $C$', { A: { kind: 'digit' }, B: { kind: 'digit' }, C: { kind: 'digit' } }],
      ['with $n \\in \\mathbb{Z}^+$', { n: { kind: 'integer', sign: 'positive' } }],
      ['if $n$ is odd', { n: { kind: 'odd' } }],
      ['She reads a number a day.', {}],
    ];
    for (const [text, want] of cases) assert.deepEqual(Object.fromEntries(sortsIn(text)), want, text);
  });

  test('are read from letters in formulas of their own, and not from a word behind a number', () => {
    const whole = { kind: 'integer', sign: 'positive' };
    assert.deepEqual(Object.fromEntries(sortsIn('Positive integers $a$ and $b$ satisfy')), { a: whole, b: whole });
    assert.deepEqual(Object.fromEntries(sortsIn('The number a day is 3.')), {});
  });

  test('know primes', () => {
    const primes = Array.from({ length: 60 }, (_, n) => n).filter(n => isPrime(BigInt(n)));
    assert.deepEqual(primes, [2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37, 41, 43, 47, 53, 59]);
    assert.equal(isPrime(1234567n), false);
    assert.equal(isPrime(2n ** 61n - 1n), true);
    assert.equal(isPrime(3215031751n), false);
  });
});
