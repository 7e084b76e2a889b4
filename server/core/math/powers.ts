// Powers, postfix signs, and functions written without brackets.
import { Ask, fail, join } from './cursor';
import { bin, type Expr } from './expr';
import { Primaries } from './primaries';
import { isFunctionName, type Tok } from './tokens';

export abstract class Powers extends Primaries {
  protected power(): Expr {
    return this.unit(this.raised());
  }

  /** An operand with its postfix signs, powers and degrees. */
  private raised(): Expr {
    let base = this.postfix(this.primary());
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
        e = { k: 'call', fn: 'factorial', args: [e], span: { start: e.span.start, end: t.span.end } };
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
    if (power?.k === 'neg') throw fail; // sin^{-1} is a function of its own
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
    const call: Expr = { k: 'call', fn: t.t === 'lg' ? 'log' : t.t, args, span: { start: t.span.start, end: this.lastEnd(a) } };
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
