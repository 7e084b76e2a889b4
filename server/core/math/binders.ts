// Operands with a bound letter: sums, products, limits, integrals, derivatives.
import type { Span } from '../model';
import { Commands } from './commands';
import { Fail, fail, join } from './cursor';
import { bin, type Expr, key, num, substitute, variables } from './expr';
import { ONE, q } from './rational';
import type { Tok } from './tokens';

type Range = { readonly name: string; readonly from: Expr; readonly to?: Expr };

export abstract class Binders extends Commands {
  protected abstract term(): Expr;

  protected binder(t: Tok): Expr | undefined {
    switch (t.t) {
      case 'sum':
      case 'prod':
        return this.series(t, t.t);
      case 'lim':
        return this.limit(t);
      case 'int':
        return this.integral(t);
      default:
        return undefined;
    }
  }

  /** What `f` reads from the tokens up to `to`, all of them. */
  private within(to: number, f: () => Expr): Expr {
    const outer = this.to;
    this.to = to;
    try {
      const e = f();
      if (this.i < to || this.rest) throw fail;
      return e;
    } finally {
      this.to = outer;
    }
  }

  private attempt<T>(f: () => T): T | undefined {
    const [save, depth] = [this.i, this.depth];
    try {
      return f();
    } catch (e) {
      if (!(e instanceof Fail)) throw e;
      this.i = save;
      this.depth = depth;
      this.rest = undefined;
      return undefined;
    }
  }

  /** Index of the bracket that closes the one at `open`. */
  private closing(open: number): number {
    let depth = 0;
    for (let j = open; j < this.to; j++) {
      const k = this.toks[j]!.k;
      if (k === 'open') depth++;
      else if (k === 'close' && --depth === 0) return j;
    }
    throw fail;
  }

  /** Scripts in either order; each as text, and read by `f` where it can be. */
  private scripts(lower: () => Range | Expr | undefined): { low?: Range | Expr; high?: Expr; text: string } {
    let low: Range | Expr | undefined;
    let high: Expr | undefined;
    let text = '';
    for (;;) {
      const t = this.peek();
      if (t?.k !== 'op' || (t.t !== '_' && t.t !== '^')) return { low, high, text };
      this.next();
      const start = this.i;
      const read = this.attempt(() => (t.t === '_' ? lower() : this.argument()));
      if (read === undefined) this.raw();
      else if (t.t === '_') low = read;
      else high = read as Expr;
      for (let j = start; j < this.i; j++) text += this.toks[j]!.t;
      text += t.t;
    }
  }

  /** `{k=1}` or `{1 \le k \le n}`. */
  private range(): Range {
    const open = this.next();
    if (open.k !== 'open' || open.t !== '{') throw fail;
    const close = this.closing(this.i - 1);
    const name = this.toks[this.i];
    const sign = this.toks[this.i + 1];
    if (name?.k === 'sym' && sign?.k === 'inner' && sign.t === '=') {
      this.i += 2;
      const from = this.within(close, () => this.sum(0));
      this.i = close + 1;
      return { name: name.t, from };
    }
    const first = this.i;
    let at = first;
    while (at < close && this.toks[at]!.k !== 'inner') at++;
    const [low, letter, high] = [this.toks[at], this.toks[at + 1], this.toks[at + 2]];
    if (low?.k !== 'inner' || letter?.k !== 'sym' || high?.k !== 'inner' || !'≤<'.includes(low.t) || !'≤<'.includes(high.t)) throw fail;
    let from = this.within(at, () => this.sum(0));
    this.i = at + 3;
    let to = this.within(close, () => this.sum(0));
    this.i = close + 1;
    if (low.t === '<') from = bin('add', from, num(ONE, from.span), from.span);
    if (high.t === '<') to = bin('sub', to, num(ONE, to.span), to.span);
    return { name: letter.t, from, to };
  }

  private series(t: Tok, op: 'sum' | 'prod'): Expr {
    const { low, high, text } = this.scripts(() => this.range());
    const range = low as Range | undefined;
    const to = range?.to ?? high;
    const body = this.reach(range?.name);
    const span: Span = { start: t.span.start, end: this.lastEnd(body) };
    if (!range || !to) return { k: 'atom', key: `\\${op}${text} ${key(body)}`, span };
    return { k: 'bind', op, name: range.name, body, args: [range.from, to], span };
  }

  /** A term, and those behind it that speak of the bound letter. */
  private reach(name: string | undefined): Expr {
    let body = this.term();
    for (;;) {
      const t = this.peek();
      if (!name || t?.k !== 'op' || (t.t !== '+' && t.t !== '-')) return body;
      const save = this.i;
      this.next();
      const more = this.attempt(() => this.term());
      if (!more || !variables(more).has(name)) {
        this.i = save;
        this.rest = undefined;
        return body;
      }
      body = bin(t.t === '+' ? 'add' : 'sub', body, more, join(body, more));
    }
  }

  private limit(t: Tok): Expr {
    let name: string | undefined;
    let side: '+' | '-' | undefined;
    const { low, text } = this.scripts(() => {
      if (this.next().t !== '{') throw fail;
      const close = this.closing(this.i - 1);
      const [letter, arrow] = [this.toks[this.i], this.toks[this.i + 1]];
      if (letter?.k !== 'sym' || arrow?.k !== 'inner' || arrow.t !== '→') throw fail;
      this.i += 2;
      name = letter.t;
      let end = close;
      const braced = this.toks[end - 1]?.k === 'close' && this.toks[end - 3]?.k === 'open' ? 1 : 0;
      const sign = this.toks[end - 1 - braced];
      const hat = this.toks[end - 2 - 2 * braced];
      if (sign?.k === 'op' && '+-'.includes(sign.t) && hat?.k === 'op' && hat.t === '^') {
        side = sign.t as '+' | '-';
        end -= 2 + 2 * braced;
      }
      const point = this.within(end, () => this.sum(0));
      this.i = close + 1;
      return point;
    });
    const body = this.reach(name);
    const span: Span = { start: t.span.start, end: this.lastEnd(body) };
    if (!name || !low) return { k: 'atom', key: `\\lim${text} ${key(body)}`, span };
    return { k: 'bind', op: 'lim', name, body, args: [low as Expr], side, span };
  }

  private integral(t: Tok): Expr {
    const { low, high, text } = this.scripts(() => this.argument());
    const read = this.integrand();
    const span: Span = { start: t.span.start, end: this.toks[this.i - 1]!.span.end };
    const { body, name } = read;
    if (low && high) return { k: 'bind', op: 'int', name, body, args: [low as Expr, high], span };
    if (text) return { k: 'atom', key: `\\int${text} ${key(body)} d${name}`, span };
    return { k: 'bind', op: 'anti', name, body, args: [{ k: 'sym', name, span }], span };
  }

  /** f dx, up to the differential of this integral and not of one inside. */
  private integrand(): { body: Expr; name: string } {
    const isDifferential = (j: number) =>
      this.toks[j]?.k === 'sym' && this.toks[j]!.t === 'd' && this.toks[j]!.math && this.toks[j + 1]?.k === 'sym' && j + 1 < this.to;
    const first = this.toks[this.i];
    if (first?.k === 'cmd' && first.t === 'frac' && this.toks[this.i + 1]?.k === 'open') {
      // \frac{dx}{x}
      const close = this.closing(this.i + 1);
      if (isDifferential(close - 2)) {
        const name = this.toks[close - 1]!.t;
        this.i += 2;
        const top = this.i === close - 2 ? num(ONE, first.span) : this.within(close - 2, () => this.sum(0));
        this.i = close + 1;
        const bottom = this.argument();
        return { body: bin('div', top, bottom, { start: first.span.start, end: this.lastEnd(bottom) }), name };
      }
    }
    let depth = 0;
    let inner = 0;
    for (let j = this.i; j < this.to; j++) {
      const t = this.toks[j]!;
      if (t.k === 'open') depth++;
      else if (t.k === 'close' && --depth < 0) throw fail;
      else if (depth === 0 && (t.k === 'rel' || t.k === 'word')) throw fail;
      else if (depth === 0 && t.k === 'cmd' && t.t === 'int') inner++;
      else if (depth === 0 && isDifferential(j) && inner-- <= 0) {
        const name = this.toks[j + 1]!.t;
        const body = j === this.i ? num(ONE, t.span) : this.within(j, () => this.sum(0));
        this.i = j + 2;
        return { body, name };
      }
    }
    throw fail;
  }

  protected derivative(t: Tok): Expr | undefined {
    const open = this.i;
    const d = this.toks[open + 1];
    if (this.toks[open]?.t !== '{' || !isD(d)) return undefined;
    const top = this.closing(open);
    const below = this.toks[top + 1];
    if (below?.t !== '{' || !isD(this.toks[top + 2]) || this.toks[top + 3]?.k !== 'sym') return undefined;
    const end = this.closing(top + 1);
    const name = this.toks[top + 3]!.t;
    // Behind the d: an order, and the function where it stands on top.
    let at = open + 2;
    let order = ONE;
    if (this.toks[at]?.t === '^') {
      const n = this.toks[at + 1]?.t === '{' ? this.toks[at + 2] : this.toks[at + 1];
      if (n?.k !== 'num' || !n.v) return undefined;
      order = n.v;
      at += this.toks[at + 1]?.t === '{' ? 4 : 2;
    }
    if (end !== top + 4 && !(this.toks[top + 4]?.t === '^' && end <= top + 8)) return undefined;
    const span = { start: t.span.start, end: this.toks[end]!.span.end };
    if (at < top) {
      let text = '';
      for (let j = open; j <= end; j++) text += this.toks[j]!.t;
      this.i = end + 1;
      return { k: 'atom', key: text.replace(/[{}]/g, c => (c === '{' ? '(' : ')')).replace(')(', ')/('), span };
    }
    this.i = end + 1;
    const body = this.term();
    return {
      k: 'bind',
      op: 'diff',
      name,
      body,
      args: [{ k: 'sym', name, span }, num(order, span)],
      span: { start: span.start, end: this.lastEnd(body) },
    };
  }

  /** `[F]_a^b` and `F|_a^b`: the value at b less the value at a. The scripts stand ahead. */
  protected evaluated(f: Expr): Expr {
    const { low, high } = this.scripts(() => this.argument());
    const names = [...variables(f)];
    if (!low || !high || names.length !== 1) throw fail;
    const at = (x: Expr) => substitute(f, new Map([[names[0]!, x]]));
    return bin('sub', at(high), at(low as Expr), { start: f.span.start, end: this.toks[this.i - 1]!.span.end });
  }

  /** (x^2)': the derivative of a function of one letter. */
  protected primed(f: Expr, end: number): Expr {
    const names = [...variables(f)];
    if (names.length !== 1) throw fail;
    const span = { start: f.span.start, end };
    return { k: 'bind', op: 'diff', name: names[0]!, body: f, args: [{ k: 'sym', name: names[0]!, span }, num(q(1), span)], span };
  }
}

const isD = (t: Tok | undefined): boolean => (t?.k === 'sym' && t.t === 'd') || (t?.k === 'cmd' && t.t === 'partial');
