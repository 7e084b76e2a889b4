// Properties of the kernel: exact arithmetic, parsing and printing, identities, roots.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { bracketed } from '../../server/core/math/brackets';
import { compareValues, evaluate, isQ, toInterval } from '../../server/core/math/evaluate';
import { bin, type Expr, num, substitute, sym, variables } from '../../server/core/math/expr';
import { identical } from '../../server/core/math/identity';
import { lex } from '../../server/core/math/lex';
import { parse, readings } from '../../server/core/math/parse';
import { toFraction, toUni, valueAt } from '../../server/core/math/poly';
import { printTex, printText } from '../../server/core/math/print';
import {
  add,
  compare,
  div,
  equal,
  fromDecimal,
  isZero,
  mul,
  neg,
  powInt,
  type Q,
  q,
  rootExact,
  roundTo,
  show,
  sub,
  toNumber,
} from '../../server/core/math/rational';
import { realRoots } from '../../server/core/math/roots';

const rational: fc.Arbitrary<Q> = fc.tuple(fc.integer({ min: -999, max: 999 }), fc.integer({ min: 1, max: 99 })).map(([n, d]) => q(n, d));
const leaf: fc.Arbitrary<Expr> = fc.oneof(
  fc.integer({ min: 0, max: 20 }).map(n => num(q(n))),
  fc.constantFrom('x', 'y').map(name => sym(name)),
);
const polynomial: fc.Arbitrary<Expr> = fc.letrec<{ e: Expr }>(tie => ({
  e: fc.oneof(
    { maxDepth: 4 },
    leaf,
    fc.tuple(fc.constantFrom('add', 'sub', 'mul' as const), tie('e'), tie('e')).map(([k, a, b]) => bin(k as 'add', a, b)),
    fc.tuple(tie('e'), fc.integer({ min: 0, max: 3 })).map(([a, n]) => bin('pow', a, num(q(n)))),
    tie('e').map((a): Expr => ({ k: 'neg', a, span: a.span })),
  ),
})).e;

const read = (text: string, tex: boolean) => {
  const toks = lex(
    text,
    tex ? [{ span: { start: 0, end: text.length }, inner: { start: 0, end: text.length }, display: false }] : [],
  ).filter(t => t.k !== 'sep');
  return parse(toks, 0, toks.length)?.expr;
};

const at = (e: Expr, x: Q, y: Q) =>
  evaluate(
    e,
    new Map([
      ['x', x],
      ['y', y],
    ]),
  );
const tryAt = (e: Expr, x: Q, y: Q) => {
  try {
    return at(e, x, y);
  } catch {
    return undefined;
  }
};

describe('rationals', () => {
  test('form a field', () => {
    fc.assert(
      fc.property(rational, rational, rational, (a, b, c) => {
        assert.ok(equal(mul(a, add(b, c)), add(mul(a, b), mul(a, c))));
        assert.ok(equal(sub(add(a, b), b), a));
        if (!isZero(b)) assert.ok(equal(mul(div(a, b), b), a));
        assert.ok(compare(a, b) === -compare(b, a));
      }),
    );
  });
  test('are read back from what they show', () => {
    fc.assert(
      fc.property(rational, a => {
        const [n, d] = show(a).split('/');
        const back = d ? q(BigInt(n!), BigInt(d)) : n!.startsWith('-') ? neg(fromDecimal(n!.slice(1))) : fromDecimal(n!);
        assert.ok(equal(a, back));
      }),
    );
  });
  test('round half up, half even and down', () => {
    assert.equal(show(roundTo(q(25, 10), 0, 'half-up')), '3');
    assert.equal(show(roundTo(q(25, 10), 0, 'half-even')), '2');
    assert.equal(show(roundTo(q(-27, 10), 0, 'truncate')), '-2');
    assert.equal(show(roundTo(q(2, 3), 2, 'half-up')), '0.67');
  });
  test('have exact roots where they have any', () => {
    fc.assert(
      fc.property(rational, fc.integer({ min: 2, max: 5 }), (a, k) => {
        const r = rootExact(powInt(a, BigInt(k)), k);
        assert.ok(r && equal(powInt(r, BigInt(k)), powInt(a, BigInt(k))));
      }),
    );
    assert.equal(rootExact(q(2), 2), undefined);
  });
});

describe('expressions', () => {
  test('printed as text or TeX mean the same when read again', () => {
    fc.assert(
      fc.property(polynomial, rational, rational, (e, x, y) => {
        const value = tryAt(e, x, y);
        if (value === undefined) return;
        for (const [text, tex] of [
          [printText(e).replace(/·/g, '*'), false],
          [printTex(e), true],
        ] as const) {
          const back = read(text, tex);
          assert.ok(back, `cannot read ${text}`);
          const again = at(back, x, y);
          assert.ok(isQ(value) && isQ(again) && equal(value, again), `${text} changed its value`);
        }
      }),
      { numRuns: 400 },
    );
  });
  test('keep their value inside brackets', () => {
    fc.assert(
      fc.property(polynomial, rational, rational, (e, x, y) => {
        const plain = read(printTex(e), true);
        const wrapped = read(`\\left(${printTex(e)}\\right)`, true);
        const a = plain && tryAt(plain, x, y);
        if (a === undefined || !wrapped) return;
        const b = at(wrapped, x, y);
        assert.ok(isQ(a) && isQ(b) && equal(a, b));
      }),
    );
  });
  test('equal their own expansions, and a changed coefficient is refuted by its witness', () => {
    fc.assert(
      fc.property(polynomial, polynomial, fc.integer({ min: 1, max: 9 }), (a, b, c) => {
        const product = bin('mul', a, b);
        const swapped = bin('mul', b, a);
        const same = identical(product, swapped);
        assert.notEqual(same.same, 'no');
        const off = bin('add', swapped, num(q(c)));
        const r = identical(product, off);
        assert.notEqual(r.same, 'yes');
        if (r.same === 'no') {
          const { env, left, right } = r.point;
          assert.deepEqual(evaluate(product, env), left);
          assert.deepEqual(evaluate(off, env), right);
        }
      }),
    );
  });
  test('are substituted everywhere', () => {
    fc.assert(
      fc.property(polynomial, rational, (e, v) => {
        const put = substitute(e, new Map([['x', num(v)]]));
        assert.ok(!variables(put).has('x'));
      }),
    );
  });
});

describe('ambiguous notation', () => {
  const all = (text: string, tex = true) => {
    const toks = lex(
      text,
      tex ? [{ span: { start: 0, end: text.length }, inner: { start: 0, end: text.length }, display: false }] : [],
    ).filter(t => t.k !== 'sep');
    return readings(toks, 0, toks.length).map(printText);
  };
  test('a/bc', () => assert.deepEqual(all('a/bc'), ['(a/b)·c', 'a/(bc)']));
  test('2\\frac12', () => assert.deepEqual(all('2\\frac12'), ['2 + 1/2', '2·(1/2)']));
  test('f(x)', () => assert.deepEqual(all('f(x)'), ['fx', 'f(x)']));
  test('AB', () => assert.deepEqual(all('AB'), ['AB', 'AB']));
  test('2^10', () => assert.deepEqual(all('2^10'), ['2^10', '2^1·0']));
  test('-3\\frac34', () => assert.deepEqual(all('-3\\frac34'), ['-(3 + 3/4)', '-3·(3/4)']));
  test('\\log_3 27\\sqrt3', () => assert.equal(all('\\log_3 27\\sqrt3').length, 2));
  test('unambiguous text has one reading', () => {
    for (const text of ['2x+1', '(a+b)^2', '\\frac{1}{2}', '3\\cdot 4', '5!']) assert.equal(all(text).length, 1, text);
  });
});

describe('roots', () => {
  test('of a product of linear factors are found, each once', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.integer({ min: -30, max: 30 }), { minLength: 1, maxLength: 5 }), rs => {
        const e = rs.map((r): Expr => bin('sub', sym('x'), num(q(r)))).reduce((a, b) => bin('mul', a, b));
        const p = toUni(toFraction(e)!.num, 'x')!;
        const found = realRoots(p).map(r => (r.exact ? show(r.exact) : 'inexact'));
        assert.deepEqual(found, [...rs].sort((a, b) => a - b).map(String));
        for (const r of rs) assert.ok(isZero(valueAt(p, q(r))));
      }),
      // The last root lies right above another, at the lower end of its interval.
      { examples: [[[0, -22, -29, 7, -30]]] },
    );
  });
  test('that are irrational are isolated, and there are none of x^2 + 1', () => {
    const p = toUni(toFraction(read('x^2 - 2', true)!)!.num, 'x')!;
    const [a, b] = realRoots(p);
    assert.ok(a && b && !a.exact && compare(a.hi, b.lo) < 0);
    assert.equal(realRoots(toUni(toFraction(read('x^2 + 1', true)!)!.num, 'x')!).length, 0);
  });
});

describe('brackets', () => {
  const roots = (left: string, right: string) => bracketed(read(left, true)!, read(right, true)!, 'x');

  test('hold roots of equations that are no polynomials, exactly where they are fractions', () => {
    for (const [left, right, root] of [
      ['\\sqrt{x+1}', 'x - 1', '3'],
      ['3^{2x}', '27', '1.5'],
      ['\\log_2 x', '3', '8'],
      ['|x - 3|', '2x', '1'],
      ['\\sqrt{2x+1} + \\sqrt{x}', '5', '4'],
    ] as const)
      assert.deepEqual(
        roots(left, right).map(r => r.exact && show(r.exact)),
        [root],
      );
  });

  test('are narrow, and the sides differ in sign at their ends', () => {
    const found = roots('2^x', '5');
    assert.equal(found.length, 1);
    const { lo, hi } = found[0]!;
    assert.ok(toNumber(hi) - toNumber(lo) < 1e-9);
    const at = (x: Q) => compareValues(evaluate(read('2^x', true)!, new Map([['x', x]])), q(5));
    assert.deepEqual([at(lo), at(hi)], ['less', 'greater']);
  });

  test('are not taken from a jump, or where a function may jump', () => {
    assert.deepEqual(roots('\\frac{1}{x - 0.3}', '0'), []);
    assert.deepEqual(roots('\\lfloor x \\rfloor', '\\frac12'), []);
  });
});

describe('intervals', () => {
  test('contain the exact value', () => {
    for (const [tex, low, high] of [
      ['\\sqrt{2}', Math.SQRT2 - 1e-9, Math.SQRT2 + 1e-9],
      ['\\sin 30^\\circ', 0.4999999999, 0.5000000001],
      ['\\cos \\frac{\\pi}{3}', 0.4999999999, 0.5000000001],
      ['\\ln 10', Math.LN10 - 1e-9, Math.LN10 + 1e-9],
      ['\\log 1000', 3, 3],
      ['2^{\\frac12}', Math.SQRT2 - 1e-9, Math.SQRT2 + 1e-9],
      ['\\sqrt[3]{-8}', -2, -2],
    ] as const) {
      const v = toInterval(evaluate(read(tex, true)!));
      assert.ok(v.lo >= low && v.hi <= high, `${tex}: ${v.lo}..${v.hi}`);
    }
  });
});
