// Equations → names solved for exactly, what ties the others, and what is no polynomial.
import type { Op } from '../model';
import { type Env, isQ, multiply, plus, raise, type Value } from './evaluate';
import { type Expr, variables } from './expr';
import { difference } from './identity';
import { type Poly, subPoly } from './poly';
import { add, Budget, isZero, mul, neg, powInt, type Q, q, ZERO } from './rational';

/** One reading of a relation. */
export type One = { readonly left: Expr; readonly op: Op; readonly right: Expr };

/** The names in relations, in order. */
export function namesOf(relations: readonly One[]): string[] {
  const names = new Set<string>();
  for (const r of relations) for (const e of [r.left, r.right]) for (const name of variables(e)) names.add(name);
  return [...names].sort();
}

/** What solving by elimination leaves: names with what they are, equations that tie the others, and what is no polynomial. */
export type Plan = {
  readonly solved: readonly { readonly name: string; readonly value: Poly }[];
  readonly rest: readonly Poly[];
  readonly open: readonly One[];
  readonly impossible: boolean;
};

/** Eliminates what can be solved for exactly. Throws Budget where polynomials grow too large. */
export function planOf(premises: readonly One[]): Plan {
  let polys: Poly[] = [];
  const open: One[] = [];
  for (const p of premises) {
    if (p.op !== '=') continue;
    // Names that hold a sign of their own, f(x^2), have no place in a monomial.
    const plain = namesOf([p]).every(name => !/[*^]/.test(name));
    const d = plain ? difference(p.left, p.right) : undefined;
    if (d) polys.push(d);
    else open.push(p);
  }
  const solved: { name: string; value: Poly }[] = [];
  for (;;) {
    polys = polys.filter(p => p.size > 0);
    if (polys.some(p => p.size === 1 && p.has(''))) return { solved, rest: polys, open, impossible: true };
    const next = linearIn(polys);
    if (!next) return { solved: solved.reverse(), rest: polys, open, impossible: false };
    const { poly, name, coefficient } = next;
    const value = new Map<string, Q>();
    for (const [m, c] of poly) if (m !== name) value.set(m, neg(divQ(c, coefficient)));
    polys = polys.filter(p => p !== poly).map(p => substituted(p, name, value));
    solved.push({ name, value });
  }
}

const divQ = (a: Q, b: Q): Q => mul(a, b.n < 0n ? { n: -b.d, d: -b.n } : { n: b.d, d: b.n });

/** An equation with a name that stands in it once, alone and to the first power: it can be solved for that name. */
function linearIn(polys: readonly Poly[]): { poly: Poly; name: string; coefficient: Q } | undefined {
  const sorted = [...polys].sort((a, b) => a.size - b.size);
  for (const poly of sorted) {
    for (const [m, coefficient] of poly) {
      if (!m || m.includes('*') || m.includes('^')) continue;
      if ([...poly.keys()].filter(k => factors(k).some(([name]) => name === m)).length === 1) return { poly, name: m, coefficient };
    }
  }
  return undefined;
}

/** A monomial's names with their powers. */
export function factors(monomial: string): readonly (readonly [string, number])[] {
  let known = parts.get(monomial);
  if (!known) {
    known = monomial
      ? monomial.split('*').map(part => {
          const at = part.lastIndexOf('^');
          return at > 0 ? ([part.slice(0, at), Number(part.slice(at + 1))] as const) : ([part, 1] as const);
        })
      : [];
    // Solutions share few monomials; what does not fit is forgotten.
    if (parts.size > 5000) parts.clear();
    parts.set(monomial, known);
  }
  return known;
}
const parts = new Map<string, readonly (readonly [string, number])[]>();

function substituted(p: Poly, name: string, value: Poly): Poly {
  let out: Poly = new Map();
  let touched = false;
  for (const [m, c] of p) {
    const parts = factors(m);
    const own = parts.find(([x]) => x === name);
    if (!own) {
      out = addTo(out, new Map([[m, c]]));
      continue;
    }
    touched = true;
    let term: Poly = new Map([
      [
        parts
          .filter(([x]) => x !== name)
          .map(([x, n]) => (n === 1 ? x : `${x}^${n}`))
          .join('*'),
        c,
      ],
    ]);
    for (let i = 0; i < own[1]; i++) term = times(term, value);
    out = addTo(out, term);
  }
  return touched ? out : p;
}

const NOTHING: Poly = new Map();
const addTo = (a: Poly, b: Poly): Poly => subPoly(a, subPoly(NOTHING, b));

function times(a: Poly, b: Poly): Poly {
  if (a.size * b.size > 2000) throw new Budget('too many terms');
  const out = new Map<string, Q>();
  for (const [m, c] of a) {
    for (const [n, d] of b) {
      const powers = new Map<string, number>();
      for (const [x, k] of [...factors(m), ...factors(n)]) powers.set(x, (powers.get(x) ?? 0) + k);
      const id = [...powers]
        .sort(([x], [y]) => (x < y ? -1 : 1))
        .map(([x, k]) => (k === 1 ? x : `${x}^${k}`))
        .join('*');
      const sum = add(out.get(id) ?? ZERO, mul(c, d));
      if (isZero(sum)) out.delete(id);
      else out.set(id, sum);
    }
  }
  return out;
}
/** The value of a polynomial at a point; throws where a name has none. */
export function valueOfPoly(p: Poly, env: Env): Value {
  let sum: Value = ZERO;
  for (const [m, c] of p) {
    let term: Value = c;
    for (const [name, n] of factors(m)) {
      const v = env.get(name);
      if (v === undefined) throw new Budget('a name is left without a value');
      term = multiply(term, isQ(v) ? powInt(v, BigInt(n)) : raise(v, q(n)));
    }
    sum = plus(sum, term);
  }
  return sum;
}
