// Expressions with source ranges. Binary nodes, as written: a repair must be able to point at the operator.
import type { Op, Span } from '../model';
import { type Q, show } from './rational';

export type Expr =
  | { readonly k: 'num'; readonly v: Q; readonly places?: number; readonly open?: boolean; readonly span: Span }
  | { readonly k: 'sym'; readonly name: string; readonly span: Span }
  | { readonly k: 'const'; readonly name: 'pi' | 'e' | 'i' | 'inf'; readonly span: Span }
  | { readonly k: 'neg'; readonly a: Expr; readonly span: Span }
  | { readonly k: 'pct'; readonly a: Expr; readonly span: Span }
  /** `cross`: written with a times sign, which between vectors is the cross product. */
  | { readonly k: BinOp; readonly a: Expr; readonly b: Expr; readonly implicit?: boolean; readonly cross?: boolean; readonly span: Span }
  | { readonly k: 'call'; readonly fn: string; readonly args: readonly Expr[]; readonly span: Span }
  /** A value with a unit: arithmetic sets the unit aside, conversion multiplies by its factor. */
  | { readonly k: 'unit'; readonly a: Expr; readonly unit: string; readonly span: Span }
  /** A formula that is read as one thing: AB, f(x), a_n, \angle ABC. `of` is what a function is taken at. */
  | { readonly k: 'atom'; readonly key: string; readonly of?: { readonly fn: string; readonly args: readonly Expr[] }; readonly span: Span }
  | { readonly k: 'pm'; readonly a: Expr; readonly b: Expr; readonly span: Span }
  /** A tuple, an interval or a set, by its brackets; `close` where it is not the partner of `open`. */
  | { readonly k: 'list'; readonly items: readonly Expr[]; readonly open: string; readonly close?: string; readonly span: Span }
  /**
   * An expression with a bound letter, and what stands outside of its reach:
   * sum, prod [from, to] · lim [point] · int [from, to] · diff [at, order] · anti [at] (a derivative and an antiderivative,
   * as functions of the bound letter, taken at `at`).
   */
  | {
      readonly k: 'bind';
      readonly op: Binder;
      readonly name: string;
      readonly body: Expr;
      readonly args: readonly Expr[];
      /** Of a limit: from above or from below. */
      readonly side?: '+' | '-';
      readonly span: Span;
    }
  | { readonly k: 'matrix'; readonly rows: readonly (readonly Expr[])[]; readonly span: Span }
  /** A condition, in a definition by cases. */
  | { readonly k: 'rel'; readonly op: Op; readonly a: Expr; readonly b: Expr; readonly span: Span };

export type Binder = 'sum' | 'prod' | 'lim' | 'int' | 'diff' | 'anti';
export type Bound = Extract<Expr, { k: 'bind' }>;

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
    case 'rel':
      return [e.a, e.b];
    case 'bind':
      return [e.body, ...e.args];
    case 'matrix':
      return e.rows.flat();
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

/** All numbers of an expression, where they stand. */
export function numbersIn(e: Expr): (Expr & { k: 'num' })[] {
  const out: (Expr & { k: 'num' })[] = [];
  walk(e, x => void (x.k === 'num' && out.push(x)));
  return out;
}

/** The same by their values, as text. */
export const numberTexts = (e: Expr): string[] => numbersIn(e).map(n => show(n.v));

export function some(e: Expr, test: (e: Expr) => boolean): boolean {
  if (test(e)) return true;
  switch (e.k) {
    case 'num':
    case 'sym':
    case 'const':
    case 'atom':
      return false;
    case 'neg':
    case 'pct':
    case 'unit':
      return some(e.a, test);
    case 'add':
    case 'sub':
    case 'mul':
    case 'div':
    case 'pow':
    case 'pm':
    case 'rel':
      return some(e.a, test) || some(e.b, test);
    default:
      return children(e).some(child => some(child, test));
  }
}

const namesOf = new WeakMap<Expr, ReadonlySet<string>>();

/** Names of free variables and atoms, in order of appearance. */
export function variables(e: Expr): ReadonlySet<string> {
  const known = namesOf.get(e);
  if (known) return known;
  const names = new Set<string>();
  gather(e, names, undefined);
  namesOf.set(e, names);
  return names;
}

function gather(e: Expr, names: Set<string>, bound: readonly string[] | undefined): void {
  if (e.k === 'sym') {
    if (!bound?.includes(e.name)) names.add(e.name);
  } else if (e.k === 'atom') {
    if (!bound?.includes(e.key)) names.add(e.key);
  } else if (e.k === 'bind') {
    gather(e.body, names, [...(bound ?? []), e.name]);
    for (const arg of e.args) gather(arg, names, bound);
  } else for (const child of children(e)) gather(child, names, bound);
}

/** Whether e holds an arithmetic operation (a sign on a number is none). */
export function hasOperation(e: Expr): boolean {
  return some(e, at => isBin(at) || at.k === 'call' || at.k === 'pm' || at.k === 'bind');
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
    case 'rel':
      return { ...e, a: f(e.a), b: f(e.b) };
    case 'bind':
      return { ...e, body: f(e.body), args: e.args.map(f) };
    case 'matrix':
      return { ...e, rows: e.rows.map(row => row.map(f)) };
    case 'call':
      return { ...e, args: e.args.map(f) };
    case 'list':
      return { ...e, items: e.items.map(f) };
    default:
      return e;
  }
}

/** e with one node, by identity, replaced; what does not hold the node stays the same object. */
export function swap(e: Expr, from: Expr, to: Expr): Expr {
  if (e === from) return to;
  if (isBin(e)) {
    const a = swap(e.a, from, to);
    if (a !== e.a) return { ...e, a };
    const b = swap(e.b, from, to);
    return b === e.b ? e : { ...e, b };
  }
  let found = false;
  const made = mapChildren(e, child => {
    const next = found ? child : swap(child, from, to);
    found ||= next !== child;
    return next;
  });
  return found ? made : e;
}

/** e with every free variable or atom named in `values` replaced; a bound letter that would capture one is renamed. */
export function substitute(e: Expr, values: ReadonlyMap<string, Expr>): Expr {
  if (e.k === 'sym') return values.get(e.name) ?? e;
  if (e.k === 'atom') return values.get(e.key) ?? e;
  if (e.k === 'bind') {
    const args = e.args.map(arg => substitute(arg, values));
    const inner = new Map(values);
    inner.delete(e.name);
    let name = e.name;
    if ([...inner.values()].some(v => variables(v).has(name))) {
      const taken = new Set([...variables(e.body), ...[...inner.values()].flatMap(v => [...variables(v)])]);
      while (taken.has(name)) name += "'";
      inner.set(e.name, { k: 'sym', name, span: e.span });
    }
    return { ...e, name, body: inner.size ? substitute(e.body, inner) : e.body, args };
  }
  return mapChildren(e, child => substitute(child, values));
}

/** Content key: equal for expressions that are written alike, whatever their place in the text. */
export function key(e: Expr): string {
  switch (e.k) {
    case 'num':
      return e.places === undefined ? show(e.v) : `${show(e.v)}~${e.places}${e.open ? '…' : ''}`;
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
      return `${e.open}${e.items.map(key).join(',')}${e.close ?? ''}`;
    case 'bind':
      return `${e.op}${e.side ?? ''}[${e.name}:${e.args.map(key).join(',')}](${key(e.body)})`;
    case 'matrix':
      return `[${e.rows.map(row => row.map(key).join(',')).join(';')}]`;
    case 'rel':
      return `(${key(e.a)}${e.op}${key(e.b)})`;
    default:
      return `(${key(e.a)}${e.k === 'mul' && e.cross ? '×' : SIGNS[e.k]}${key(e.b)})`;
  }
}

const SIGNS = { add: '+', sub: '-', mul: '*', div: '/', pow: '^', pm: '±' };

const NOWHERE: Span = { start: 0, end: 0 };
export const num = (v: Q, span: Span = NOWHERE): Expr => ({ k: 'num', v, span });
export const sym = (name: string, span: Span = NOWHERE): Expr => ({ k: 'sym', name, span });
export const bin = (k: BinOp, a: Expr, b: Expr, span: Span = NOWHERE): Expr => ({ k, a, b, span });
