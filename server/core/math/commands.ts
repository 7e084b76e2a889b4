// TeX commands that stand for an operand.
import type { Span } from '../model';
import { Fail, fail } from './cursor';
import { bin, type Expr, key } from './expr';
import { Primaries } from './primaries';
import { q } from './rational';
import { isFunctionName, type Tok } from './tokens';

export abstract class Commands extends Primaries {
  /** Sums, products, limits, integrals; undefined where `t` opens none of them. */
  protected abstract binder(t: Tok): Expr | undefined;
  /** d/dx in front of its operand, or dy/dx as a name; undefined where the fraction is an ordinary one. */
  protected abstract derivative(t: Tok): Expr | undefined;

  protected fraction(t: Tok): Expr {
    const d = this.derivative(t);
    if (d) return d;
    const a = this.argument();
    const b = this.argument();
    return bin('div', a, b, { start: t.span.start, end: this.lastEnd(b) });
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
      case 'cbrt': {
        const a = this.primary();
        return { k: 'call', fn: 'root', args: [a, { k: 'num', v: q(3), span: t.span }], span: span(a) };
      }
      case 'cancelto': {
        this.argument();
        const a = this.argument();
        return { ...a, span: span(a) };
      }
      case 'emptyset':
      case 'varnothing':
        return { k: 'list', items: [], open: '\\{', span: t.span };
      case 'gcd':
      case 'lcm':
      case 'min':
      case 'max':
      case 'abs':
      case 'floor':
      case 'ceil': {
        if (!this.is('open', '(') && !this.is('open', '\\{')) throw fail;
        const closing = this.next().t === '(' ? ')' : '\\}';
        const first = this.peek();
        const args = parted(t.t, first, this.args(closing));
        if (args.length !== 1 && /^(abs|floor|ceil)$/.test(t.t)) throw fail;
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
      default: {
        if (isFunctionName(t.t)) return this.named(t);
        const bound = this.binder(t);
        if (bound) return bound;
        if (t.t.startsWith('operator:')) return this.operator(t);
        throw fail;
      }
    }
  }

  /** `_{10}C_3`, `^{10}C_3`, `_5P_2`: choices and arrangements with their numbers around them. */
  protected counted(t: Tok): Expr {
    const n = this.argument();
    const letter = this.next();
    if (letter.k !== 'sym' || (letter.t !== 'C' && letter.t !== 'P') || !this.is('op', '_')) throw fail;
    this.next();
    const k = this.argument();
    return { k: 'call', fn: letter.t === 'C' ? 'binom' : 'perm', args: [n, k], span: { start: t.span.start, end: this.lastEnd(k) } };
  }

  /** An operator that is known by its name only, with what it is applied to: ord_p(x), proj. */
  private operator(t: Tok): Expr {
    let name = t.t.slice('operator:'.length);
    let end = t.span.end;
    if (this.is('op', '_')) {
      this.next();
      const [text, stop] = this.raw();
      name += `_${text}`;
      end = stop;
    }
    const open = this.peek();
    if (open?.k === 'open' && open.t === '(' && !open.space) {
      this.next();
      const args = this.args(')');
      if (args.length === 1 && OPERATORS.has(name))
        return { k: 'call', fn: name.toLowerCase(), args, span: { start: t.span.start, end: this.toks[this.i - 1]!.span.end } };
      return { k: 'atom', key: `${name}(${args.map(key).join(',')})`, span: { start: t.span.start, end: this.toks[this.i - 1]!.span.end } };
    }
    const next = this.peek();
    if (next && !next.gap && (next.k === 'sym' || next.k === 'num' || next.k === 'cmd' || next.k === 'open')) {
      try {
        const a = this.primary();
        if (OPERATORS.has(name))
          return { k: 'call', fn: name.toLowerCase(), args: [a], span: { start: t.span.start, end: this.lastEnd(a) } };
        return { k: 'atom', key: `${name} ${key(a)}`, span: { start: t.span.start, end: this.lastEnd(a) } };
      } catch (e) {
        if (!(e instanceof Fail)) throw e;
        throw fail;
      }
    }
    return { k: 'atom', key: name, span: { start: t.span.start, end } };
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

/** Names that are written with \\operatorname and mean what the kernel knows. */
const OPERATORS = new Set(['Re', 'Im', 'rank', 'adj', 'sgn', 'tr', 'arsinh', 'arcosh', 'artanh', 'sech', 'csch', 'coth']);

/** A common divisor takes two numbers: in `\gcd(143,858)` the comma parts them. */
function parted(fn: string, first: Tok | undefined, args: Expr[]): Expr[] {
  const [only] = args;
  if (!/^(gcd|lcm)$/.test(fn) || args.length !== 1 || only?.k !== 'num' || !first?.grouped) return args;
  return first.t.split(',').map(digits => ({ k: 'num', v: q(BigInt(digits)), span: only.span }));
}
