// Matrices, determinants and definitions by cases.
import type { Op, Span } from '../model';
import { Binders } from './binders';
import { Fail, fail } from './cursor';
import type { Expr } from './expr';
import type { Tok } from './tokens';

const CONDITION_WORDS = new Set(['if', 'when', 'for', 'where', 'as', 'and']);
const REST = new Set(['otherwise', 'else', 'elsewhere']);
const MAX_CELLS = 64;

export abstract class Grids extends Binders {
  /** A group of cells; its opening bracket has been read. */
  protected grid(open: Tok): Expr {
    const name = open.t.slice('env:'.length);
    if (name === 'cases') return this.cases(open);
    const rows = this.cells();
    const span: Span = { start: open.span.start, end: this.toks[this.i - 1]!.span.end };
    if (!rows.length || rows.some(row => row.length !== rows[0]!.length)) throw fail;
    const matrix: Expr = { k: 'matrix', rows, span };
    if (name === 'vmatrix') return { k: 'call', fn: 'det', args: [matrix], span };
    if (name === 'Vmatrix') return { k: 'call', fn: 'norm', args: [matrix], span };
    return matrix;
  }

  private cells(): Expr[][] {
    const rows: Expr[][] = [[]];
    let count = 0;
    for (;;) {
      if (this.is('close', 'env')) {
        // A row break behind the last row opens none.
        this.next();
        return rows[rows.length - 1]!.length ? rows : rows.slice(0, -1);
      }
      rows[rows.length - 1]!.push(this.sum(0));
      if (++count > MAX_CELLS) throw fail;
      const t = this.peek();
      if (t?.k === 'sep' && t.t === 'cell') this.next();
      else if (t?.k === 'sep' && t.t === 'cell-row') {
        this.next();
        rows.push([]);
      } else if (!this.is('close', 'env')) throw fail;
    }
  }

  private cases(open: Tok): Expr {
    const start = this.i;
    try {
      const args: Expr[] = [];
      for (;;) {
        args.push(this.sum(0));
        while (this.skips()) this.next();
        const word = this.peek();
        if (word?.k === 'word' && REST.has(word.t)) this.next();
        else args.push(this.condition());
        while (this.is('inner', '.') || this.is('inner', ',') || this.is('inner', ';')) this.next();
        const end = this.next();
        if (end.k === 'close' && end.t === 'env')
          return { k: 'call', fn: 'cases', args, span: { start: open.span.start, end: end.span.end } };
        if (end.k !== 'sep' || end.t !== 'cell-row') throw fail;
        if (this.is('close', 'env')) {
          const close = this.next();
          return { k: 'call', fn: 'cases', args, span: { start: open.span.start, end: close.span.end } };
        }
      }
    } catch (e) {
      if (!(e instanceof Fail)) throw e;
      return this.opaque(open, start);
    }
  }

  private skips(): boolean {
    const t = this.peek();
    return (
      (t?.k === 'sep' && t.t === 'cell') ||
      (t?.k === 'inner' && (t.t === ',' || t.t === ':')) ||
      (t?.k === 'word' && CONDITION_WORDS.has(t.t))
    );
  }

  /** a < b, or a < b < c. */
  private condition(): Expr {
    let a = this.sum(0);
    const parts: Expr[] = [];
    while (this.peek()?.k === 'inner' && '=≠<>≤≥'.includes(this.peek()!.t)) {
      const op = this.next().t as Op;
      const b = this.sum(0);
      parts.push({ k: 'rel', op, a, b, span: { start: a.span.start, end: b.span.end } });
      a = b;
    }
    if (!parts.length) throw fail;
    if (parts.length === 1) return parts[0]!;
    return { k: 'call', fn: 'and', args: parts, span: { start: parts[0]!.span.start, end: a.span.end } };
  }

  /** A group that cannot be read any further, as one thing. Its opening bracket stands before `start`. */
  protected opaque(open: Tok, start: number): Expr {
    this.i = start;
    this.rest = undefined;
    let depth = 1;
    let text = open.t;
    for (;;) {
      const t = this.next();
      if (t.k === 'bad') throw fail;
      if (t.k === 'open') depth++;
      else if (t.k === 'close') depth--;
      text += t.t;
      if (!depth) return { k: 'atom', key: text, span: { start: open.span.start, end: t.span.end } };
    }
  }
}
