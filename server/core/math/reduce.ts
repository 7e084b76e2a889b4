// What equations say of another by elimination alone: each monomial is taken for an unknown, and the system is linear then.
import { factors } from './eliminate';
import { type Expr, key, mapChildren, some } from './expr';
import { difference } from './identity';
import { addPoly, mulPoly, type Poly, ratioOf } from './poly';
import { Budget, div, isZero, mul, neg, ONE, type Q, q, ZERO } from './rational';

export type Equation = { readonly left: Expr; readonly right: Expr };

const MAX_ROWS = 48;
const MAX_TERMS = 40;
const MAX_DEGREE = 6;

/**
 * What left − right of `claim` is where all `premises` hold, by these and by their products with monomials of degree `multiples` at most, after
 * Macaulay: a number, zero where the claim follows. Undefined where no number is left, where the premises contradict one another,
 * or where something is too large.
 */
export function residue(premises: readonly Equation[], claim: Equation, multiples = 2): Q | undefined {
  return within(premises, claim, (polys, target, relations) => reduced(polys, target, relations, multiples));
}

/** The number that left − right of the claim is of that of the premise, functions and roots taken for letters; undefined where it is none. */
export function proportion(premise: Equation, claim: Equation): Q | undefined {
  const atoms = new Atoms();
  const [a, b] = [atoms.poly(claim), atoms.poly(premise)];
  return a && b && ratioOf(a, b);
}

/** Ordinals of premises that suffice for what `residue` says of the claim; what is near is kept, as it explains best. */
export function sufficient(premises: readonly Equation[], claim: Equation): readonly number[] {
  const found = within(premises, claim, (polys, target, relations) => {
    const rest = reduced(polys, target, relations);
    if (!rest) return undefined;
    const used = new Set(polys.flatMap((p, i) => (p?.size ? [i] : [])));
    for (const i of [...used]) {
      if (used.size === 1) break;
      used.delete(i);
      const without = reduced(
        polys.map((p, k) => (used.has(k) ? p : undefined)),
        target,
        relations,
      );
      if (!without || isZero(without) !== isZero(rest)) used.add(i);
    }
    return [...used];
  });
  return found ?? [];
}

function within<T>(
  premises: readonly Equation[],
  claim: Equation,
  work: (polys: readonly (Poly | undefined)[], target: Poly, relations: readonly Poly[]) => T | undefined,
): T | undefined {
  try {
    const atoms = new Atoms();
    const target = atoms.poly(claim);
    if (!target || !target.size || target.size > MAX_TERMS) return undefined;
    return work(
      premises.map(p => atoms.poly(p)),
      target,
      atoms.relations,
    );
  } catch (e) {
    if (e instanceof Budget) return undefined;
    throw e;
  }
}

/** The number that is left of `target`; first by the premises as they are, then by their multiples. */
function reduced(polys: readonly (Poly | undefined)[], target: Poly, more: readonly Poly[], multiples = 2): Q | undefined {
  const own = [...polys, ...more].filter((p): p is Poly => p !== undefined && p.size > 0 && p.size <= MAX_TERMS && degree(p) <= MAX_DEGREE);
  const rows = new Rows();
  for (const p of own) if (!rows.add(p)) return undefined;
  const plain = numberOf(rows.reduce(target));
  if (plain) return plain;
  const names = [...new Set([...own, target].flatMap(p => [...p.keys()].flatMap(namesOf)))];
  const most = Math.min(MAX_DEGREE, Math.max(degree(target), ...own.map(degree)));
  for (let n = 1; n <= multiples; n++) {
    for (const m of monomials(names, n))
      for (const p of own) {
        if (degree(p) + n > most || rows.size >= MAX_ROWS) continue;
        if (!rows.add(mulPoly(p, new Map([[m, ONE]])))) return undefined;
      }
    const found = numberOf(rows.reduce(target));
    if (found) return found;
  }
  return undefined;
}

const numberOf = (p: Poly): Q | undefined => (p.size === 0 ? ZERO : p.size === 1 ? p.get('') : undefined);

const namesOf = (m: string): string[] => factors(m).map(([name]) => name);
const degreeOf = (m: string): number => factors(m).reduce((sum, [, n]) => sum + n, 0);
const degree = (p: Poly): number => Math.max(0, ...[...p.keys()].map(degreeOf));

function monomials(names: readonly string[], n: number): string[] {
  if (n === 1) return [...names].sort();
  const sorted = [...names].sort();
  return sorted.flatMap((a, i) => sorted.slice(i).map(b => (a === b ? `${a}^2` : `${a}*${b}`)));
}

/** Linear equations in monomials, each solved for one that the others do not hold. */
class Rows {
  private readonly rows = new Map<string, Poly>();

  get size(): number {
    return this.rows.size;
  }

  /** Takes in p = 0; false where the rows then contradict one another. */
  add(p: Poly): boolean {
    const own = this.reduce(p);
    if (!own.size) return true;
    const lead = leadOf(own);
    if (lead === '') return false;
    const scaled = scale(own, div(ONE, own.get(lead)!));
    for (const [m, row] of this.rows) {
      const c = row.get(lead);
      if (c) this.rows.set(m, addPoly(row, scale(scaled, neg(c))));
    }
    this.rows.set(lead, scaled);
    return true;
  }

  reduce(p: Poly): Poly {
    let out = p;
    for (const m of p.keys()) {
      const row = this.rows.get(m);
      const c = row && out.get(m);
      if (row && c) out = addPoly(out, scale(row, neg(c)));
    }
    return out;
  }
}

const scale = (p: Poly, c: Q): Poly => new Map([...p].map(([m, x]) => [m, mul(x, c)]));

/** The monomial of the highest degree; the constant only where nothing else is left. */
function leadOf(p: Poly): string {
  let best = '';
  let most = -1;
  for (const m of p.keys()) {
    const d = degreeOf(m);
    if (d > most || (d === most && m > best)) [best, most] = [m, d];
  }
  return best;
}

/** A function, a root, or a power to more than a number. */
function isAtom(e: Expr): boolean {
  if (e.k !== 'pow') return e.k === 'call';
  return e.b.k === 'num' ? e.b.v.d !== 1n : !(e.b.k === 'neg' && e.b.a.k === 'num');
}

/** Roots, absolute values and other functions as letters, with the polynomial equations that these satisfy. */
class Atoms {
  readonly relations: Poly[] = [];
  private readonly names = new Map<string, string>();

  /** left − right as a polynomial, up to its denominator. */
  poly(e: Equation): Poly | undefined {
    return difference(this.plain(e.left), this.plain(e.right));
  }

  private plain(e: Expr): Expr {
    // What is plain already stays the same expression, whose polynomial is known.
    if (!some(e, isAtom)) return e;
    const inner = mapChildren(e, child => this.plain(child));
    return isAtom(inner) ? this.atom(inner) : inner;
  }

  private atom(e: Expr): Expr {
    const id = key(e);
    const known = this.names.get(id);
    const name = known ?? `ζ${this.names.size}`;
    const own: Expr = { k: 'atom', key: name, span: e.span };
    if (known) return own;
    this.names.set(id, name);
    const says = (left: Expr, right: Expr) => {
      const p = difference(left, right);
      if (p) this.relations.push(p);
    };
    const to = (x: Expr, n: bigint): Expr => ({ k: 'pow', a: x, b: { k: 'num', v: q(n), span: e.span }, span: e.span });
    if (e.k === 'call' && e.fn === 'root' && e.args[1]?.k === 'num') says(to(own, e.args[1].v.n), e.args[0]!);
    if (e.k === 'call' && e.fn === 'abs') says(to(own, 2n), to(e.args[0]!, 2n));
    if (e.k === 'pow' && e.b.k === 'num' && e.b.v.d <= 6n && e.b.v.n > 0n && e.b.v.n <= 6n) says(to(own, e.b.v.d), to(e.a, e.b.v.n));
    return own;
  }
}
