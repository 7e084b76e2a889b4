// The operands of expressions: numbers, names, groups, TeX commands.

import { Ask, Fail, fail, join, MAX_DEPTH } from './cursor';
import { bin, type Expr, key } from './expr';
import { isInteger, q } from './rational';
import type { Tok } from './tokens';
import { UnitReader } from './units-of-words';

export abstract class Primaries extends UnitReader {
  abstract sum(depth: number): Expr;
  protected abstract named(t: Tok): Expr;
  protected abstract command(t: Tok): Expr;
  protected abstract fraction(t: Tok): Expr;
  protected abstract grid(open: Tok): Expr;
  protected abstract evaluated(f: Expr): Expr;
  protected abstract opaque(open: Tok, start: number): Expr;
  protected abstract counted(t: Tok): Expr;

  /** TeX's argument rule: a bare number gives its first digit only. */
  protected firstDigit(): Expr {
    const t = this.peek()!;
    const start = t.span.start;
    const digit = t.t[0]!;
    if (!/\d/.test(digit)) throw fail;
    if (t.t.length === 1) {
      this.next();
    } else {
      const rest = t.t.slice(1);
      if (!/^\d+$/.test(rest)) throw fail;
      this.rest = { ...t, t: rest, v: q(BigInt(rest)), places: undefined, span: { start: start + 1, end: t.span.end }, space: false };
    }
    return { k: 'num', v: q(BigInt(digit)), span: { start, end: start + 1 } };
  }

  protected primary(): Expr {
    const t = this.next();
    switch (t.k) {
      case 'num':
        return this.number(t);
      case 'op':
        return this.operatorPrimary(t);
      case 'sym':
        return this.symbol(t);
      case 'open':
        return this.group(t);
      case 'cmd':
        return this.command(t);
      default:
        throw fail;
    }
  }

  protected number(t: Tok): Expr {
    if (t.grouped && /^\d{1,3}(,\d{3})+$/.test(t.t) && this.inArguments && this.alone() && this.other(Ask.grouped)) {
      const items = t.t.split(',').map(d => ({ k: 'num' as const, v: q(BigInt(d)), span: t.span }));
      return { k: 'list', items, open: ',', span: t.span };
    }
    const e: Expr = { k: 'num', v: t.v!, places: t.places, ...(t.open && { open: true }), span: t.span };
    if (t.places !== undefined || !isInteger(t.v!)) return e;
    const a = this.peek();
    if (!a || a.gap) return e;
    const choice = this.choices(e, a);
    if (choice) return choice;
    if (a.k === 'op' && a.t === '/' && !a.space) {
      const d = this.toks[this.i + 1];
      if (d?.k === 'num' && !d.space && this.i + 1 < this.to && d.v && isInteger(d.v) && !t.math && this.other(Ask.tight)) {
        this.i += 2;
        const bottom: Expr = { k: 'num', v: d.v, span: d.span };
        return bin('div', e, bottom, join(e, bottom));
      }
    }
    // Mixed numbers: 2\frac12, 2½, "1 1/2".
    if (a.k === 'cmd' && a.t === 'frac') {
      const save = this.i;
      try {
        this.next();
        const f = this.fraction(a);
        if (
          f.k === 'div' &&
          f.a.k === 'num' &&
          f.b.k === 'num' &&
          isInteger(f.a.v) &&
          isInteger(f.b.v) &&
          f.a.v.n < f.b.v.n &&
          !this.other(Ask.mixed)
        ) {
          return bin('add', e, f, join(e, f));
        }
      } catch (x) {
        if (!(x instanceof Fail)) throw x;
      }
      this.i = save;
      this.rest = undefined;
      return e;
    }
    if (a.k === 'num' && a.v && !isInteger(a.v) && a.places === undefined) {
      this.next();
      const f: Expr = { k: 'num', v: a.v, span: a.span };
      return bin('add', e, f, join(e, f));
    }
    if (!t.math && a.k === 'word' && a.t === 'and') {
      // "1 and 1/4 cups".
      const [n, slash, d] = [this.toks[this.i + 1], this.toks[this.i + 2], this.toks[this.i + 3]];
      if (
        n?.k === 'num' &&
        slash?.k === 'op' &&
        slash.t === '/' &&
        !slash.space &&
        d?.k === 'num' &&
        !d.space &&
        this.i + 3 < this.to &&
        n.v!.n < d.v!.n
      ) {
        this.i += 4;
        const f = bin(
          'div',
          { k: 'num', v: n.v!, span: n.span },
          { k: 'num', v: d.v!, span: d.span },
          { start: n.span.start, end: d.span.end },
        );
        return bin('add', e, f, join(e, f));
      }
    }
    if (!t.math && a.k === 'num' && a.space && a.v && isInteger(a.v) && a.places === undefined) {
      const slash = this.toks[this.i + 1];
      const d = this.toks[this.i + 2];
      if (
        slash?.k === 'op' &&
        slash.t === '/' &&
        !slash.space &&
        d?.k === 'num' &&
        !d.space &&
        this.i + 2 < this.to &&
        d.v &&
        a.v.n < d.v.n
      ) {
        this.i += 3;
        const f = bin(
          'div',
          { k: 'num', v: a.v, span: a.span },
          { k: 'num', v: d.v, span: d.span },
          { start: a.span.start, end: d.span.end },
        );
        return bin('add', e, f, join(e, f));
      }
    }
    return e;
  }

  /** `7C4`, `7P4`, "7 choose 4": choices and arrangements out of the number just taken; `a` stands behind it. */
  private choices(n: Expr, a: Tok): Expr | undefined {
    const letter = a.k === 'sym' && !a.space && (a.t === 'C' || a.t === 'P');
    const k = this.toks[this.i + 1];
    if (!(letter || (a.k === 'word' && a.t === 'choose')) || k?.k !== 'num' || k.gap || this.i + 1 >= this.to) return undefined;
    if ((letter && k.space) || !k.v || !isInteger(k.v)) return undefined;
    this.i += 2;
    const args = [n, { k: 'num' as const, v: k.v, span: k.span }];
    return { k: 'call', fn: a.t === 'P' ? 'perm' : 'binom', args, span: { start: n.span.start, end: k.span.end } };
  }

  /** Whether the number just taken is an item by itself, between brackets and commas. */
  private alone(): boolean {
    const [before, after] = [this.toks[this.i - 2], this.peek()];
    return (before?.k === 'open' || before?.t === ',') && (after?.k === 'close' || after?.t === ',');
  }

  protected operatorPrimary(t: Tok): Expr {
    if (t.t === '$') {
      if (this.is('op', '-')) {
        this.next();
        const a = this.primary();
        return { k: 'neg', a, span: { start: t.span.start, end: a.span.end } };
      }
      const a = this.primary();
      if (a.k !== 'num' && a.k !== 'add' && a.k !== 'sym') throw fail;
      return { k: 'unit', a, unit: '$', span: { start: t.span.start, end: a.span.end } };
    }
    if (t.t === '√') {
      const a = this.primary();
      return { k: 'call', fn: 'root', args: [a, { k: 'num', v: q(2), span: t.span }], span: { start: t.span.start, end: a.span.end } };
    }
    if (t.t === '|') {
      const outside = this.bars++;
      let a: Expr;
      try {
        a = this.sum(0);
      } finally {
        this.bars = outside;
      }
      if (!this.is('op', '|')) throw fail;
      const close = this.next();
      return { k: 'call', fn: 'abs', args: [a], span: { start: t.span.start, end: close.span.end } };
    }
    if (t.t === '‖') {
      const a = this.sum(0);
      if (!this.is('op', '‖')) throw fail;
      const close = this.next();
      return { k: 'call', fn: 'norm', args: [a], span: { start: t.span.start, end: close.span.end } };
    }
    if (t.t === '_' || t.t === '^') return this.counted(t);
    throw fail;
  }

  protected symbol(t: Tok): Expr {
    let name = t.t;
    let end = t.span.end;
    for (;;) {
      const p = this.peek();
      if (p?.k === 'op' && p.t === '_' && !p.gap) {
        this.next();
        const [text, stop] = this.raw();
        name += `_${text}`;
        end = stop;
      } else if (p?.k === 'op' && p.t === "'" && !p.space) {
        this.next();
        name += "'";
        end = p.span.end;
      } else break;
    }
    const span = { start: t.span.start, end };
    if (/^[A-Z]$/.test(name)) {
      // Adjacent capitals: a product, or the name of a segment.
      const run = this.capitals();
      if (run && this.other(Ask.capitals)) {
        this.i += run.count;
        return { k: 'atom', key: name + run.text, span: { start: t.span.start, end: run.end } };
      }
    }
    const open = this.peek();
    if (name === 'C' && open?.k === 'open' && open.t === '(' && !open.space) {
      // C(10, 3) is a number of choices wherever it is reckoned with.
      const save = this.i;
      this.next();
      const args = this.args(')');
      if (args.length === 2) return { k: 'call', fn: 'binom', args, span: { start: span.start, end: this.toks[this.i - 1]!.span.end } };
      this.i = save;
    }
    if (open?.k === 'open' && open.t === '(' && !open.space && /^[A-Za-z]/.test(name) && !this.holds(name)) {
      const applied = this.other(Ask.apply);
      if (applied) {
        this.next();
        const args = this.args(')');
        const close = this.toks[this.i - 1]!;
        const called = `${name}(${args.map(key).join(',')})`;
        return { k: 'atom', key: called, of: { fn: name, args }, span: { start: span.start, end: close.span.end } };
      }
    }
    if (name === 'e') return { k: 'sym', name: 'e', span };
    return { k: 'sym', name, span };
  }

  /** Whether the bracket that opens here holds a letter as a quantity: in n(n + 1) the first n is a factor, and no function. */
  private holds(name: string): boolean {
    let depth = 0;
    for (let j = this.i; j < this.to; j++) {
      const t = this.toks[j]!;
      if (t.k === 'open') depth++;
      else if (t.k === 'close' && --depth === 0) return false;
      else if (t.k === 'sym' && t.t === name) {
        const next = this.toks[j + 1];
        if (next?.k !== 'open' && !(next?.k === 'op' && next.t === "'")) return true;
      }
    }
    return false;
  }

  protected capitals(): { count: number; text: string; end: number } | undefined {
    let text = '';
    let j = this.i;
    let end = 0;
    while (j < this.to && this.toks[j]!.k === 'sym' && /^[A-Z]$/.test(this.toks[j]!.t) && !this.toks[j]!.gap) {
      text += this.toks[j]!.t;
      end = this.toks[j]!.span.end;
      j++;
    }
    return text ? { count: j - this.i, text, end } : undefined;
  }

  /** The text of a subscript: one token, or a braced group, as written without spaces. */
  protected raw(): [string, number] {
    const t = this.next();
    if (t.k !== 'open') {
      if (t.k !== 'sym' && t.k !== 'num' && t.k !== 'cmd' && t.k !== 'word') throw fail;
      return [t.t, t.span.end];
    }
    let depth = 1;
    let text = '';
    for (;;) {
      const p = this.next();
      if (p.k === 'open') depth++;
      else if (p.k === 'close' && --depth === 0) return [text, p.span.end];
      if (p.k === 'bad') throw fail;
      text += p.t;
    }
  }

  protected args(close: string): Expr[] {
    const items: Expr[] = [];
    const outer = this.inArguments;
    this.inArguments = true;
    try {
      return this.listed(close, items);
    } finally {
      this.inArguments = outer;
    }
  }

  protected listed(close: string, items: Expr[]): Expr[] {
    for (;;) {
      const dots = close === '\\}' && this.is('cmd', 'dots') ? this.next() : undefined;
      const item: Expr = dots ? { k: 'atom', key: '…', span: dots.span } : this.sum(0);
      if (item.k === 'list' && item.open === ',') items.push(...item.items);
      else items.push(item);
      const t = this.next();
      if (t.k === 'cmd' && (t.t === 'choose' || t.t === 'over') && close === '}' && items.length === 1) {
        const below = this.sum(0);
        const span = join(item, below);
        items[0] = t.t === 'over' ? bin('div', item, below, span) : { k: 'call', fn: 'binom', args: [item, below], span };
        if (!this.is('close', '}')) throw fail;
        this.next();
        return items;
      }
      if (t.k === 'close' && (t.t === close || (items.length === 2 && '])'.includes(close) && '])'.includes(t.t)))) return items;
      if (!(t.k === 'sep' && (t.t === ',' || t.t === ';'))) throw fail;
    }
  }

  protected group(open: Tok): Expr {
    const closing = { '(': ')', '[': ']', '{': '}', '\\{': '\\}', '⟨': '⟩' }[open.t];
    if (open.t.startsWith('env:')) return this.grid(open);
    if (!closing) throw fail;
    // `{}^7C_4`: nothing in braces, to hang an index on.
    if (open.t === '{' && this.is('close', '}') && /^[_^]$/.test(this.toks[this.i + 1]?.t ?? '') && this.i + 1 < this.to) {
      this.next();
      return this.counted(this.next());
    }
    if (++this.depth > MAX_DEPTH) throw fail;
    const start = this.i;
    let items: Expr[];
    try {
      items = this.args(closing);
    } catch (e) {
      // A set by its property is one thing.
      if (!(e instanceof Fail) || open.t !== '\\{') throw e;
      const set = this.opaque(open, start);
      this.depth--;
      return set;
    }
    this.depth--;
    const last = this.toks[this.i - 1]!;
    const end = last.span.end;
    // A vector by its components. Around one thing, angle brackets mean whatever the text says.
    if (open.t === '⟨') {
      if (items.length < 2) throw fail;
      return { k: 'list', items, open: '(', span: { start: open.span.start, end } };
    }
    if (items.length > 1 || open.t === '\\{')
      return { k: 'list', items, open: open.t, close: last.t === closing ? undefined : last.t, span: { start: open.span.start, end } };
    return { ...items[0]!, span: { start: open.span.start, end } };
  }

  /** A TeX argument: a braced group, or one token. */
  protected argument(): Expr {
    const t = this.peek();
    if (!t) throw fail;
    if (t.k === 'open' && t.t === '{') {
      this.next();
      return this.group(t);
    }
    if (t.k === 'num') return this.firstDigit();
    if (t.k === 'sym') {
      this.next();
      return { k: 'sym', name: t.t, span: t.span };
    }
    return this.primary();
  }

  protected lastEnd(e: Expr): number {
    const before = this.rest ? undefined : this.toks[this.i - 1];
    return Math.max(e.span.end, before?.k === 'close' ? before.span.end : e.span.end);
  }
}
