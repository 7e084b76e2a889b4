// Laws that hold for every text: a rewriting by the rules of algebra is never called wrong, a witness really refutes, and
// brackets that change nothing change no verdict.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { analyse, type Witness } from '../../server/core';
import { evaluate, isQ } from '../../server/core/math/evaluate';
import { bin, children, type Expr, mapChildren, num, sym, variables } from '../../server/core/math/expr';
import { identical } from '../../server/core/math/identity';
import { powerModulo } from '../../server/core/math/primes';
import { printTex } from '../../server/core/math/print';
import { q, show } from '../../server/core/math/rational';

const runs = { numRuns: 150, seed: 7 };
const small = fc.integer({ min: 1, max: 9 }).map(n => num(q(n)));
const leaf: fc.Arbitrary<Expr> = fc.oneof(
  small,
  fc.constantFrom('x', 'y').map(name => sym(name)),
);
const expression: fc.Arbitrary<Expr> = fc.letrec<{ e: Expr }>(tie => ({
  e: fc.oneof(
    { maxDepth: 3 },
    leaf,
    fc.tuple(fc.constantFrom('add', 'sub', 'mul' as const), tie('e'), tie('e')).map(([k, a, b]) => bin(k as 'add', a, b)),
    fc.tuple(tie('e'), small).map(([a, b]) => bin('div', a, b)),
    fc.tuple(tie('e'), fc.integer({ min: 2, max: 3 })).map(([a, n]) => bin('pow', a, num(q(n)))),
  ),
})).e;

/** The rules: each gives an equal expression, or undefined where it does not apply. */
const rules: readonly ((e: Expr) => Expr | undefined)[] = [
  e => (e.k === 'add' || e.k === 'mul' ? bin(e.k, e.b, e.a) : undefined),
  e => (e.k === 'add' && e.b.k === 'add' ? bin('add', bin('add', e.a, e.b.a), e.b.b) : undefined),
  e => (e.k === 'sub' ? bin('add', e.a, { k: 'neg', a: e.b, span: e.span }) : undefined),
  e => (e.k === 'mul' && (e.b.k === 'add' || e.b.k === 'sub') ? bin(e.b.k, bin('mul', e.a, e.b.a), bin('mul', e.a, e.b.b)) : undefined),
  e => (e.k === 'div' && (e.a.k === 'add' || e.a.k === 'sub') ? bin(e.a.k, bin('div', e.a.a, e.b), bin('div', e.a.b, e.b)) : undefined),
  e => (e.k === 'div' ? bin('div', bin('mul', num(q(2)), e.a), bin('mul', num(q(2)), e.b)) : undefined),
  e => (e.k === 'pow' && e.b.k === 'num' && e.b.v.n === 2n ? bin('mul', e.a, e.a) : undefined),
  e => (e.k === 'num' ? bin('sub', bin('add', e, num(q(1))), num(q(1))) : undefined),
  e => bin('mul', num(q(1)), e),
  e => bin('add', e, bin('sub', sym('x'), sym('x'))),
];

/** e with some of its parts rewritten, as `choices` say. */
function rewritten(e: Expr, choices: readonly number[], depth = 0): Expr {
  const inner = mapChildren(e, child => rewritten(child, choices.slice(1), depth + 1));
  const choice = choices[0];
  return choice === undefined ? inner : (rules[choice % rules.length]!(inner) ?? inner);
}

const rewriting = fc.tuple(expression, fc.array(fc.nat(50), { minLength: 1, maxLength: 4 }));
const roots = (text: string) => analyse({ text, format: 'text' }).solutions.flatMap(s => s.findings.filter(f => f.standing === 'root'));

describe('a rewriting by the rules', () => {
  test('is the same expression', () => {
    fc.assert(
      fc.property(rewriting, ([e, choices]) => {
        assert.notEqual(identical(e, rewritten(e, choices)).same, 'no');
        assert.notEqual(identical(e, rewritten(e, choices)).same, 'partly');
      }),
      { ...runs, numRuns: 400 },
    );
  });
  test('is never called wrong, whatever it is announced as', () => {
    fc.assert(
      fc.property(rewriting, fc.constantFrom('Expanding, ', 'We simplify: ', 'So ', ''), ([e, choices], words) => {
        const last = rewritten(rewritten(e, choices), choices.slice(1));
        const text = `${words}$${printTex(e)} = ${printTex(rewritten(e, choices))} = ${printTex(last)}$.`;
        assert.deepEqual(
          roots(text).map(f => f.message),
          [],
          text,
        );
      }),
      runs,
    );
  });
  test('and with one number changed it is called wrong in most cases', () => {
    let wrong = 0;
    let told = 0;
    fc.assert(
      fc.property(rewriting, ([e, choices]) => {
        const other = bin('add', rewritten(e, choices), num(q(1)));
        if (!variables(e).size) return;
        wrong++;
        if (roots(`Expanding, $${printTex(e)} = ${printTex(rewritten(e, choices))} = ${printTex(other)}$.`).length) told++;
      }),
      runs,
    );
    assert.ok(wrong > 50 && told > 0.8 * wrong, `${told} of ${wrong}`);
  });
});

describe('a witness', () => {
  /** Both sides of a claim in letters, at the values that a witness names. */
  const sides = (e: Expr, other: Expr, witness: Witness) => {
    const env = new Map(witness.at.map(a => [a.name, q(...(a.value.text.split('/').map(BigInt) as [bigint]))]));
    return [e, other].map(x => evaluate(x, env));
  };
  test('of a rewriting breaks it when it is put in', () => {
    let seen = 0;
    fc.assert(
      fc.property(expression, small, fc.boolean(), (e, n, plus) => {
        const other = bin(plus ? 'add' : 'sub', e, n);
        const [finding] = roots(`Expanding, $${printTex(e)} = ${printTex(other)} = ${printTex(other)}$.`);
        if (!finding?.witness || !variables(e).size) return;
        seen++;
        const [a, b] = sides(e, other, finding.witness);
        assert.ok(a && b && isQ(a) && isQ(b));
        assert.notEqual(show(a), show(b));
        if (!finding.witness.left.text.includes('…'))
          assert.deepEqual(
            [a, b].map(show),
            [finding.witness.left, finding.witness.right].map(s => fraction(s.text)),
          );
      }),
      runs,
    );
    assert.ok(seen > 40, `${seen} witnesses`);
  });
  test('of a congruence leaves other residues', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 2, max: 99 }),
        fc.integer({ min: 2, max: 3000 }),
        fc.integer({ min: 2, max: 200 }),
        fc.nat(199),
        (b, n, m, r) => {
          const truth = powerModulo(BigInt(b), BigInt(n), BigInt(m));
          const wrong = BigInt(r % m);
          const found = roots(`Then $${b}^{${n}} \\equiv ${wrong} \\pmod{${m}}$ and $${b}^{${n}} \\equiv ${truth} \\pmod{${m}}$.`);
          assert.equal(found.length, wrong === truth ? 0 : 1);
          if (found[0]) assert.equal(found[0].witness!.left.text, `${truth} (mod ${m})`);
        },
      ),
      runs,
    );
  });
  test('of matrices names an entry that differs', () => {
    const entry = fc.integer({ min: -9, max: 9 });
    fc.assert(
      fc.property(fc.array(entry, { minLength: 8, maxLength: 8 }), fc.nat(3), ([a, b, c, d, e, f, g, h], at) => {
        const right = [a! * e! + b! * g!, a! * f! + b! * h!, c! * e! + d! * g!, c! * f! + d! * h!];
        const grid = (list: readonly number[]) => `\\begin{pmatrix} ${list[0]} & ${list[1]} \\\\ ${list[2]} & ${list[3]} \\end{pmatrix}`;
        const says = (list: readonly number[]) => roots(`$$${grid([a!, b!, c!, d!])} ${grid([e!, f!, g!, h!])} = ${grid(list)}$$`);
        assert.deepEqual(says(right), []);
        const [finding] = says(right.map((x, i) => (i === at ? x + 1 : x)));
        assert.match(finding!.message, new RegExp(`row ${Math.floor(at / 2) + 1}, column ${(at % 2) + 1}`));
      }),
      runs,
    );
  });
});

/** A value as it is shown, as a fraction: 2.5 is 5/2. */
function fraction(text: string): string {
  const [, sign = '', whole = '0', places = ''] = /^(-?)(\d+)\.(\d+)$/.exec(text) ?? [];
  return places ? show(q(BigInt(sign + whole + places), 10n ** BigInt(places.length))) : text;
}

describe('brackets that change nothing', () => {
  /** The TeX of an expression with brackets around each of its parts that `choices` name. */
  const bracketed = (e: Expr, choices: readonly boolean[]): string => {
    let at = 0;
    const visit = (x: Expr): Expr => {
      const inner = mapChildren(x, visit);
      const wrap = choices[at++ % choices.length] && children(x).length > 0;
      return wrap ? { k: 'list', items: [inner], open: '(', span: x.span } : inner;
    };
    return printTex(visit(e));
  };
  test('change no verdict', () => {
    fc.assert(
      fc.property(expression, small, fc.boolean(), fc.array(fc.boolean(), { minLength: 1, maxLength: 6 }), (e, n, right, choices) => {
        const other = right ? bin('sub', bin('add', e, n), n) : bin('add', e, n);
        const verdict = (tex: string) => roots(`Expanding, $${tex} = ${printTex(other)} = ${printTex(other)}$.`).map(f => f.message);
        assert.deepEqual(verdict(bracketed(e, choices)), verdict(printTex(e)));
      }),
      runs,
    );
  });
});
