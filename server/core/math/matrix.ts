// Vectors and matrices of expressions: their algebra, entry by entry. Nothing is evaluated here.
import { bin, type Expr, num, some } from './expr';
import { isInteger, ONE, q, ZERO } from './rational';
import { Unknown } from './value';

/** Rows of entries; a tuple is a column. */
export type Grid = readonly (readonly Expr[])[];

const MAX_SIZE = 8;

export const vectorial = (e: Expr): boolean => some(e, x => x.k === 'matrix' || (x.k === 'list' && x.open === '(' && !x.close));
/** Whether what `gridOf` gave has entries. */
export const isGrid = (x: Expr | Grid): x is Grid => Array.isArray(x);
const sumOf = (items: readonly Expr[]): Expr => items.reduce((a, b) => bin('add', a, b));
const call = (fn: string, ...args: Expr[]): Expr => ({ k: 'call', fn, args, span: args[0]!.span });

/** e as a grid of entries, or as the scalar that it is. Throws Unknown where sizes do not fit or a letter may be a matrix. */
export function gridOf(e: Expr): Expr | Grid {
  if (!vectorial(e)) return e;
  switch (e.k) {
    case 'matrix':
      if (e.rows.length > MAX_SIZE || e.rows[0]!.length > MAX_SIZE) throw new Unknown('a large matrix');
      return e.rows;
    case 'list':
      return e.items.map(x => [x]);
    case 'neg':
      return scale(num(q(-1)), gridOf(e.a));
    case 'add':
    case 'sub': {
      const [a, b] = [gridOf(e.a), gridOf(e.b)];
      if (!isGrid(a) && !isGrid(b)) return bin(e.k, a, b);
      if (!isGrid(a) || !isGrid(b) || !sameSize(a, b)) throw new Unknown('matrices of different sizes');
      return a.map((row, i) => row.map((x, j) => bin(e.k as 'add', x, b[i]![j]!)));
    }
    case 'mul':
      // "(1, 2)(3, 4)": two points side by side, or cycles of a permutation.
      if (e.implicit && e.a.k === 'list' && e.b.k === 'list') throw new Unknown('tuples side by side');
      return e.cross ? cross(gridOf(e.a), gridOf(e.b)) : multiply(gridOf(e.a), gridOf(e.b));
    case 'div': {
      const [a, b] = [gridOf(e.a), gridOf(e.b)];
      if (isGrid(b)) throw new Unknown('a division by a matrix');
      return isGrid(a) ? a.map(row => row.map(x => bin('div', x, b))) : bin('div', a, b);
    }
    case 'pow':
      return power(gridOf(e.a), e.b);
    case 'call':
      if (e.fn === 'det' || e.fn === 'norm' || e.fn === 'tr' || e.fn === 'abs') return scalarOf(e.fn, e.args[0]!);
      return { ...e, args: e.args.map(scalar) };
    default:
      throw new Unknown('a matrix');
  }
}

function scalar(e: Expr): Expr {
  const g = gridOf(e);
  if (isGrid(g)) throw new Unknown('a matrix');
  return g;
}

export const sameSize = (a: Grid, b: Grid): boolean => a.length === b.length && a[0]!.length === b[0]!.length;

const scale = (c: Expr, g: Expr | Grid): Expr | Grid => (isGrid(g) ? g.map(row => row.map(x => bin('mul', c, x))) : bin('mul', c, g));

function multiply(a: Expr | Grid, b: Expr | Grid): Expr | Grid {
  if (!isGrid(a)) return scale(a, b);
  if (!isGrid(b)) return scale(b, a);
  if (a[0]!.length === b.length) return product(a, b);
  // Two columns, or two rows, of one length: the dot product.
  if (sameSize(a, b) && (a.length === 1 || a[0]!.length === 1)) return dot(a, b);
  throw new Unknown('matrices of sizes that do not fit');
}

const product = (a: Grid, b: Grid): Expr | Grid => {
  const rows = a.map(row => b[0]!.map((_, j) => sumOf(row.map((x, k) => bin('mul', x, b[k]![j]!)))));
  return rows.length === 1 && rows[0]!.length === 1 ? rows[0]![0]! : rows;
};

const dot = (a: Grid, b: Grid): Expr => {
  const y = b.flat();
  return sumOf(a.flat().map((x, i) => bin('mul', x, y[i]!)));
};

function cross(a: Expr | Grid, b: Expr | Grid): Expr | Grid {
  if (!isGrid(a) || !isGrid(b)) return multiply(a, b);
  const [x, y] = [a.flat(), b.flat()];
  if (x.length !== 3 || y.length !== 3 || !sameSize(a, b)) return multiply(a, b);
  const part = (i: number, j: number) => bin('sub', bin('mul', x[i]!, y[j]!), bin('mul', x[j]!, y[i]!));
  const entries = [part(1, 2), part(2, 0), part(0, 1)];
  return a.length === 1 ? [entries] : entries.map(v => [v]);
}

function power(g: Expr | Grid, exponent: Expr): Expr | Grid {
  if (!isGrid(g)) return bin('pow', g, exponent);
  const minus = exponent.k === 'neg' ? exponent.a : undefined;
  if (exponent.k === 'sym' && exponent.name === 'T') return g[0]!.map((_, j) => g.map(row => row[j]!));
  if (minus?.k === 'num' && minus.v.n === 1n && minus.v.d === 1n) return inverse(g);
  if (exponent.k !== 'num' || !isInteger(exponent.v) || exponent.v.n < 0n || exponent.v.n > 8n || g.length !== g[0]!.length)
    throw new Unknown('this power of a matrix');
  let out: Expr | Grid = g.map((row, i) => row.map((_, j) => num(i === j ? ONE : ZERO)));
  for (let n = 0n; n < exponent.v.n; n++) out = multiply(out, g);
  return out;
}

/** The determinant by expansion along the first row. */
export function determinant(g: Grid): Expr {
  if (g.length !== g[0]!.length || g.length > 5) throw new Unknown('this determinant');
  if (g.length === 1) return g[0]![0]!;
  const minor = (i: number, j: number): Grid => g.filter((_, r) => r !== i).map(row => row.filter((_, c) => c !== j));
  return g[0]!.map((x, j) => bin('mul', x, determinant(minor(0, j)))).reduce((sum, term, j) => bin(j % 2 ? 'sub' : 'add', sum, term));
}

function inverse(g: Grid): Grid {
  const d = determinant(g);
  if (g.length === 1) return [[bin('div', num(ONE), d)]];
  return g.map((row, i) =>
    row.map((_, j) => {
      // The adjugate: cofactors, transposed.
      const minor = g.filter((_, r) => r !== j).map(r => r.filter((_, c) => c !== i));
      const c = determinant(minor);
      return bin('div', (i + j) % 2 ? { k: 'neg', a: c, span: c.span } : c, d);
    }),
  );
}

/** det, norm, tr, and bars around a matrix or vector, as an expression. */
export function scalarOf(fn: string, e: Expr): Expr {
  const g = gridOf(e);
  if (!isGrid(g)) return call(fn, g);
  const flat = g.length === 1 || g[0]!.length === 1;
  if (fn === 'det' || (fn === 'abs' && !flat)) return determinant(g);
  if (fn === 'tr') return sumOf(g.map((row, i) => row[i] ?? num(ZERO)));
  if (!flat) throw new Unknown('the norm of a matrix');
  return call('root', sumOf(g.flat().map(x => bin('pow', x, num(q(2))))), num(q(2)));
}
