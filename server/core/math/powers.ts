// Powers, postfix signs, and functions written without brackets.
import { Ask, fail, join } from './cursor';
import { bin, type Expr } from './expr';
import { Grids } from './grids';
import { equal, isInteger, ONE } from './rational';
import { isFunctionName, type Tok } from './tokens';

export abstract class Powers extends Grids {
  protected power(): Expr {
    return this.unit(this.raised());
  }

  /** An operand with its postfix signs, powers and degrees. */
  private raised(): Expr {
    let base = this.postfix(this.marked(this.primary()));
    while (this.is('op', '^')) {
      this.next();
      const degrees = this.degreeExponent();
      if (degrees) {
        base = { k: 'call', fn: 'degrees', args: [base], span: { start: base.span.start, end: degrees } };
        continue;
      }
      const exponent = this.exponent();
      base = this.postfix(bin('pow', base, exponent, join(base, exponent)));
    }
    return base;
  }

  /** A subscript behind an operand that is no name: the base of a numeral, or the bounds of `[F]_a^b`. */
  private marked(e: Expr): Expr {
    const t = this.peek();
    if (t?.k !== 'op' || t.t !== '_' || t.gap) return e;
    const before = this.toks[this.i - 1];
    if (before?.k === 'close' && before.t === ']') return this.evaluated(e);
    if (e.k !== 'num' || !isInteger(e.v) || e.places !== undefined || (before?.k === 'num' && before.grouped)) return e;
    this.next();
    const base = this.argument();
    return { k: 'call', fn: 'base', args: [e, base], span: { start: e.span.start, end: this.lastEnd(base) } };
  }

  /** `30^\circ`, `30^{\circ}`: end offset of the mark. */
  protected degreeExponent(): number | undefined {
    const t = this.peek();
    if (t?.k === 'op' && (t.t === '∘' || t.t === '°')) return this.next().span.end;
    const inner = this.toks[this.i + 1];
    if (
      t?.k === 'open' &&
      t.t === '{' &&
      inner?.k === 'op' &&
      (inner.t === '∘' || inner.t === '°') &&
      this.toks[this.i + 2]?.k === 'close'
    ) {
      this.i += 3;
      return this.toks[this.i - 1]!.span.end;
    }
    return undefined;
  }

  protected exponent(): Expr {
    const t = this.peek();
    if (!t) throw fail;
    if (t.k === 'num' && t.math && t.t.length > 1 && !this.rest) {
      if (this.other(Ask.exponent)) return this.firstDigit();
    }
    if (t.k === 'op' && t.t === '-') {
      this.next();
      const a = this.exponent();
      return { k: 'neg', a, span: { start: t.span.start, end: a.span.end } };
    }
    const base = this.primary();
    // `2^{3^2}` is grouped; a bare tower is right-associative.
    if (this.is('op', '^') && !t.math) {
      this.next();
      const e = this.exponent();
      return bin('pow', base, e, join(base, e));
    }
    return base;
  }

  protected postfix(e: Expr): Expr {
    for (;;) {
      const t = this.peek();
      if (!t || t.gap) return e;
      if (t.k === 'op' && t.t === '!') {
        this.next();
        const twice = this.peek();
        if (twice?.k === 'op' && twice.t === '!' && !twice.space) {
          // n!! may be the double factorial or the factorial of one: it is kept as it stands.
          this.next();
          e = { k: 'call', fn: 'dfactorial', args: [e], span: { start: e.span.start, end: twice.span.end } };
        } else e = { k: 'call', fn: 'factorial', args: [e], span: { start: e.span.start, end: t.span.end } };
      } else if (t.k === 'op' && t.t === "'" && this.toks[this.i - 1]?.t === ')' && e.k !== 'atom') {
        this.next();
        e = this.primed(e, t.span.end);
      } else if (t.k === 'op' && t.t === '%') {
        this.next();
        e = { k: 'pct', a: e, span: { start: e.span.start, end: t.span.end } };
      } else if (t.k === 'op' && t.t === '°') {
        this.next();
        e = { k: 'call', fn: 'degrees', args: [e], span: { start: e.span.start, end: t.span.end } };
      } else if (t.k === 'word' && t.t === 'percent') {
        this.next();
        e = { k: 'pct', a: e, span: { start: e.span.start, end: t.span.end } };
      } else return e;
    }
  }

  /** sin, log and their kin: optional base and power, then an argument whose extent may be open. */
  protected named(t: Tok): Expr {
    let base: Expr | undefined;
    let power: Expr | undefined;
    for (;;) {
      if (this.is('op', '_') && !base) {
        this.next();
        base = this.argument();
      } else if (this.is('op', '^') && !power) {
        this.next();
        power = this.exponent();
      } else break;
    }
    let a: Expr;
    const open = this.peek();
    if (open?.k === 'open' && (open.t === '(' || open.t === '[' || open.t === '{')) {
      this.next();
      a = this.group(open);
      a = this.postfix(a);
      if (this.is('op', '^') && !power && this.degreeMark()) {
        this.next();
        const end = this.degreeExponent()!;
        a = { k: 'call', fn: 'degrees', args: [a], span: { start: a.span.start, end } };
      }
    } else {
      a = this.factorOfArgument();
      for (;;) {
        const next = this.peek();
        if (
          !next ||
          next.gap ||
          (next.k !== 'sym' &&
            next.k !== 'num' &&
            !(next.k === 'cmd' && (next.t === 'pi' || next.t === 'sqrt' || next.t === 'frac')) &&
            next.k !== 'open')
        )
          break;
        if (next.k === 'cmd' && isFunctionName(next.t) && next.t !== 'sqrt') break;
        if (next.k === 'open' ? !this.other(Ask.argument) : next.k === 'cmd' && next.t === 'sqrt' ? !this.other(Ask.argument) : false)
          break;
        const more = this.factorOfArgument();
        a = { ...(bin('mul', a, more, join(a, more)) as Expr), implicit: true } as Expr;
      }
      if (this.is('op', '/') && this.other(Ask.argument)) {
        this.next();
        const d = this.factorOfArgument();
        a = bin('div', a, d, join(a, d));
      }
    }
    const args = base ? [a, base] : [a];
    let fn = t.t === 'lg' ? 'log' : t.t;
    if (power?.k === 'neg') {
      // sin^{-1} is a function of its own; no other negative power is written like this.
      if (power.a.k !== 'num' || !equal(power.a.v, ONE) || !/^(sin|cos|tan|cot|sec|csc)$/.test(fn)) throw fail;
      fn = `arc${fn}`;
      power = undefined;
    }
    const call: Expr = { k: 'call', fn, args, span: { start: t.span.start, end: this.lastEnd(a) } };
    return power ? bin('pow', call, power, call.span) : call;
  }

  protected degreeMark(): boolean {
    const t = this.toks[this.i + 1];
    return (t?.k === 'op' && (t.t === '∘' || t.t === '°')) || (t?.k === 'open' && this.toks[this.i + 2]?.t === '∘');
  }

  protected factorOfArgument(): Expr {
    if (this.is('op', '-')) {
      const t = this.next();
      const a = this.factorOfArgument();
      return { k: 'neg', a, span: { start: t.span.start, end: a.span.end } };
    }
    return this.raised();
  }
}
