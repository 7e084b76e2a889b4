// The operands of expressions: numbers, names, groups, TeX commands.

import type { Span } from '../model';
import { Ask, Fail, fail, join, MAX_DEPTH } from './cursor';
import { bin, type Expr, key } from './expr';
import { isInteger, q } from './rational';
import { isFunctionName, type Tok } from './tokens';
import { UnitReader } from './units-of-words';

export abstract class Primaries extends UnitReader {
  abstract sum(depth: number): Expr;
  protected abstract named(t: Tok): Expr;

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
    if (t.grouped && /^\d{1,3}(,\d{3})+$/.test(t.t) && this.inArguments && this.other(Ask.grouped)) {
      const items = t.t.split(',').map(d => ({ k: 'num' as const, v: q(BigInt(d)), span: t.span }));
      return { k: 'list', items, open: ',', span: t.span };
    }
    const e: Expr = { k: 'num', v: t.v!, places: t.places, span: t.span };
    if (t.places !== undefined || !isInteger(t.v!)) return e;
    const a = this.peek();
    if (!a || a.gap) return e;
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
      const a = this.sum(0);
      if (!this.is('op', '|')) throw fail;
      const close = this.next();
      return { k: 'call', fn: 'abs', args: [a], span: { start: t.span.start, end: close.span.end } };
    }
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
    if (open?.k === 'open' && open.t === '(' && !open.space && /^[A-Za-z]/.test(name)) {
      const applied = this.other(Ask.apply);
      if (applied) {
        const start = this.i;
        this.next();
        const args = this.args(')');
        const close = this.toks[this.i - 1]!;
        void start;
        return { k: 'atom', key: `${name}(${args.map(key).join(',')})`, span: { start: span.start, end: close.span.end } };
      }
    }
    if (name === 'e') return { k: 'sym', name: 'e', span };
    return { k: 'sym', name, span };
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
      const item = this.sum(0);
      if (item.k === 'list' && item.open === ',') items.push(...item.items);
      else items.push(item);
      const t = this.next();
      if (t.k === 'close' && t.t === close) return items;
      if (!(t.k === 'sep' && (t.t === ',' || t.t === ';'))) throw fail;
    }
  }

  protected group(open: Tok): Expr {
    const closing = { '(': ')', '[': ']', '{': '}', '\\{': '\\}' }[open.t];
    if (!closing || open.t === '\\{') throw fail;
    if (++this.depth > MAX_DEPTH) throw fail;
    const items = this.args(closing);
    this.depth--;
    const end = this.toks[this.i - 1]!.span.end;
    if (items.length > 1) return { k: 'list', items, open: open.t, span: { start: open.span.start, end } };
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

  protected fraction(t: Tok): Expr {
    const a = this.argument();
    const b = this.argument();
    return bin('div', a, b, { start: t.span.start, end: this.lastEnd(b) });
  }

  protected lastEnd(e: Expr): number {
    const before = this.rest ? undefined : this.toks[this.i - 1];
    return Math.max(e.span.end, before?.k === 'close' ? before.span.end : e.span.end);
  }

  protected command(t: Tok): Expr {
    const span = (e: Expr): Span => ({ start: t.span.start, end: this.lastEnd(e) });
    switch (t.t) {
      case 'frac':
        return this.fraction(t);
      case 'binom': {
        const a = this.argument();
        const b = this.argument();
        return { k: 'call', fn: 'binom', args: [a, b], span: span(b) };
      }
      case 'sqrt': {
        let degree: Expr = { k: 'num', v: q(2), span: t.span };
        if (this.is('open', '[')) {
          this.next();
          const items = this.args(']');
          if (items.length !== 1) throw fail;
          degree = items[0]!;
        }
        const a = t.math ? this.argument() : this.primary();
        return { k: 'call', fn: 'root', args: [a, degree], span: span(a) };
      }
      case 'boxed': {
        const a = this.argument();
        return { ...a, span: span(a) };
      }
      case 'pi':
        return { k: 'const', name: 'pi', span: t.span };
      case 'i':
        return { k: 'const', name: 'i', span: t.span };
      case 'e':
        return { k: 'const', name: 'e', span: t.span };
      case 'Re':
      case 'Im':
      case 'conj': {
        const a = this.argument();
        return { k: 'call', fn: t.t.toLowerCase(), args: [a], span: span(a) };
      }
      case 'infty':
        return { k: 'const', name: 'inf', span: t.span };
      case 'lfloor':
      case 'lceil': {
        const a = this.sum(0);
        const close = this.next();
        if (close.k !== 'cmd' || close.t !== (t.t === 'lfloor' ? 'rfloor' : 'rceil')) throw fail;
        return { k: 'call', fn: t.t === 'lfloor' ? 'floor' : 'ceil', args: [a], span: { start: t.span.start, end: close.span.end } };
      }
      case 'gcd':
      case 'lcm':
      case 'min':
      case 'max': {
        if (!this.is('open', '(')) throw fail;
        this.next();
        const args = this.args(')');
        return { k: 'call', fn: t.t, args, span: { start: t.span.start, end: this.toks[this.i - 1]!.span.end } };
      }
      case 'angle':
      case 'triangle':
      case 'overline':
      case 'vec':
      case 'hat':
      case 'widehat':
      case 'bar':
      case 'measuredangle':
      case 'overrightarrow':
      case 'overarc': {
        const [text, end] = this.nameRun();
        return { k: 'atom', key: `\\${t.t} ${text}`, span: { start: t.span.start, end } };
      }
      default:
        if (isFunctionName(t.t)) return this.named(t);
        throw fail;
    }
  }

  /** Letters behind \angle and the like. */
  protected nameRun(): [string, number] {
    if (this.is('open', '{')) return this.raw();
    let text = '';
    let end = 0;
    while (this.is('sym') && (text === '' || !this.peek()!.gap)) {
      const t = this.next();
      text += t.t;
      end = t.span.end;
      if (text.length >= 3) break;
    }
    if (!text) throw fail;
    return [text, end];
  }
}
