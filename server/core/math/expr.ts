// Expressions with source ranges. Binary nodes, as written: a repair must be able to point at the operator.
import type { Span } from '../model';
import { type Q, show } from './rational';

export type Expr =
  | { readonly k: 'num'; readonly v: Q; readonly places?: number; readonly span: Span }
  | { readonly k: 'sym'; readonly name: string; readonly span: Span }
  | { readonly k: 'const'; readonly name: 'pi' | 'e' | 'i' | 'inf'; readonly span: Span }
  | { readonly k: 'neg'; readonly a: Expr; readonly span: Span }
  | { readonly k: 'pct'; readonly a: Expr; readonly span: Span }
  | { readonly k: BinOp; readonly a: Expr; readonly b: Expr; readonly implicit?: boolean; readonly span: Span }
  | { readonly k: 'call'; readonly fn: string; readonly args: readonly Expr[]; readonly span: Span }
  /** A value with a unit: arithmetic sets the unit aside, conversion multiplies by its factor. */
  | { readonly k: 'unit'; readonly a: Expr; readonly unit: string; readonly span: Span }
  /** A formula that is read as one thing: AB, f(x), a_n, \angle ABC. */
  | { readonly k: 'atom'; readonly key: string; readonly span: Span }
  | { readonly k: 'pm'; readonly a: Expr; readonly b: Expr; readonly span: Span }
  | { readonly k: 'list'; readonly items: readonly Expr[]; readonly open: string; readonly span: Span };

export type BinOp = 'add' | 'sub' | 'mul' | 'div' | 'pow';

export const isBin = (e: Expr): e is Extract<Expr, { a: Expr; b: Expr }> & { k: BinOp } =>
  e.k === 'add' || e.k === 'sub' || e.k === 'mul' || e.k === 'div' || e.k === 'pow';

/** Direct children, left to right. */
export function children(e: Expr): readonly Expr[] {
  switch (e.k) {
    case 'neg':
    case 'pct':
    case 'unit':
      return [e.a];
    case 'add':
    case 'sub':
    case 'mul':
    case 'div':
    case 'pow':
    case 'pm':
      return [e.a, e.b];
    case 'call':
      return e.args;
    case 'list':
      return e.items;
    default:
      return [];
  }
}

/** Calls `visit` on e and everything below it. */
export function walk(e: Expr, visit: (e: Expr) => void): void {
  visit(e);
  for (const child of children(e)) walk(child, visit);
}

export function some(e: Expr, test: (e: Expr) => boolean): boolean {
  return test(e) || children(e).some(child => some(child, test));
}

/** Names of variables and atoms, in order of appearance. */
export function variables(e: Expr): ReadonlySet<string> {
  const names = new Set<string>();
  walk(e, at => {
    if (at.k === 'sym') names.add(at.name);
    else if (at.k === 'atom') names.add(at.key);
  });
  return names;
}

/** Whether e holds an arithmetic operation (a sign on a number is none). */
export function hasOperation(e: Expr): boolean {
  return some(e, at => isBin(at) || at.k === 'call' || at.k === 'pm');
}

export function size(e: Expr): number {
  let n = 0;
  walk(e, () => n++);
  return n;
}

/** e with `f` applied to each of its direct children. */
export function mapChildren(e: Expr, f: (child: Expr) => Expr): Expr {
  switch (e.k) {
    case 'neg':
    case 'pct':
    case 'unit':
      return { ...e, a: f(e.a) };
    case 'add':
    case 'sub':
    case 'mul':
    case 'div':
    case 'pow':
    case 'pm':
      return { ...e, a: f(e.a), b: f(e.b) };
    case 'call':
      return { ...e, args: e.args.map(f) };
    case 'list':
      return { ...e, items: e.items.map(f) };
    default:
      return e;
  }
}

/** e with every variable or atom named in `values` replaced. */
export function substitute(e: Expr, values: ReadonlyMap<string, Expr>): Expr {
  if (e.k === 'sym') return values.get(e.name) ?? e;
  if (e.k === 'atom') return values.get(e.key) ?? e;
  return mapChildren(e, child => substitute(child, values));
}

/** Content key: equal for expressions that are written alike, whatever their place in the text. */
export function key(e: Expr): string {
  switch (e.k) {
    case 'num':
      return e.places === undefined ? show(e.v) : `${show(e.v)}~${e.places}`;
    case 'sym':
      return e.name;
    case 'const':
      return `#${e.name}`;
    case 'atom':
      return `«${e.key}»`;
    case 'neg':
      return `(-${key(e.a)})`;
    case 'pct':
      return `(${key(e.a)}%)`;
    case 'unit':
      return `(${key(e.a)} ${e.unit})`;
    case 'call':
      return `${e.fn}(${e.args.map(key).join(',')})`;
    case 'list':
      return `${e.open}${e.items.map(key).join(',')}`;
    default:
      return `(${key(e.a)}${{ add: '+', sub: '-', mul: '*', div: '/', pow: '^', pm: '±' }[e.k]}${key(e.b)})`;
  }
}

const NOWHERE: Span = { start: 0, end: 0 };
export const num = (v: Q, span: Span = NOWHERE): Expr => ({ k: 'num', v, span });
export const sym = (name: string, span: Span = NOWHERE): Expr => ({ k: 'sym', name, span });
export const bin = (k: BinOp, a: Expr, b: Expr, span: Span = NOWHERE): Expr => ({ k, a, b, span });
