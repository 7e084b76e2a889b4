// What the parser's parts share: a cursor over tokens, budgets, and the questions that notation leaves open.
import type { Span } from '../model';
import type { Expr } from './expr';
import type { Tok } from './tokens';

/** The questions notation leaves open, as bits. 0 is the ordinary reading, 1 the other one. */
export const Ask = {
  /** `a/bc`: (a/b)c or a/(bc); and `15 / 3/5`. */
  slash: 1,
  /** `2\frac12`: two and a half, or the product. */
  mixed: 2,
  /** `f(x)`: the product f·x, or f applied. */
  apply: 4,
  /** `\sin x(1-x)`, `\log_3 27\sqrt3`: how far the argument goes. */
  argument: 8,
  /** `$2^10$`: the power, or TeX's 2^1 0. */
  exponent: 16,
  /** `AB`: the product, or one name. */
  capitals: 32,
  /** `5 million`, `2 dozen`: the multiple, or the count of them. */
  scale: 64,
  /** `7/12 / 1/12`: fractions written tight are taken first. */
  tight: 128,
  /** `\gcd(143,858)`: two numbers, or one with a thousands comma. */
  grouped: 256,
  /** "= 1/3 of $150", "= 20 times 2 people": set by the caller, what follows the number is its unit. */
  plainRight: 512,
  /** "x plus one over two": the last term, or all of what stands before. */
  overAll: 1024,
  /** "one over x plus two": the next term, or all of what follows. */
  overRest: 2048,
} as const;

export const MAX_DEPTH = 60;

/** Thrown where no expression stands; caught inside the parser. */
export class Fail extends Error {}
export const fail = new Fail('unreadable');

/** Walks tokens; `asked` gathers the questions that came up. */
export class TokenCursor {
  asked = 0;
  protected depth = 0;
  protected inArguments = false;
  /** How many bars stand open: the next one closes. */
  protected bars = 0;
  /** What is left of a number token after TeX took its first digit as an argument. */
  protected rest: Tok | undefined;

  constructor(
    protected readonly toks: readonly Tok[],
    public i: number,
    protected to: number,
    protected readonly choice: number,
  ) {}

  protected peek(): Tok | undefined {
    return this.rest ?? (this.i < this.to ? this.toks[this.i] : undefined);
  }

  protected next(): Tok {
    const t = this.peek();
    if (!t) throw fail;
    if (this.rest) this.rest = undefined;
    this.i++;
    return t;
  }

  protected is(k: string, t?: string): boolean {
    const p = this.peek();
    return !!p && p.k === k && (t === undefined || p.t === t);
  }

  /** Whether to take the other reading; asking makes `readings` try both. */
  protected other(question: number): boolean {
    this.asked |= question;
    return (this.choice & question) !== 0;
  }

  /** Word operators are read on left and middle sides; behind the last relation they begin the words of the sentence. */
  protected get wordy(): boolean {
    return (this.choice & Ask.plainRight) === 0;
  }

  protected valueAt(i: number): boolean {
    const t = i < this.to ? this.toks[i] : undefined;
    return (
      !!t &&
      (t.k === 'num' ||
        t.k === 'open' ||
        (t.k === 'op' && (t.t === '$' || t.t === '-')) ||
        (t.k === 'sym' && t.math) ||
        (t.k === 'cmd' && t.math))
    );
  }
}

export const join = (a: Expr, b: Expr): Span => ({ start: a.span.start, end: b.span.end });
