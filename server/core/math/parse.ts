// Tokens → expressions, with every plausible reading. Where notation is ambiguous the parser notes which question came
// up; `readings` then parses once per answer and keeps what differs.
import type { Span } from '../model';
import { bin, type Expr, key } from './expr';
import { isFunctionName, type Tok } from './lex';
import { isInteger, ONE, q } from './rational';

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
} as const;

export type Parsed = { readonly expr: Expr; readonly end: number; readonly asked: number };

const MAX_DEPTH = 60;
const MAX_TOKENS = 400;

/** Words that end an expression: what follows them is a new clause, not a unit. */
const STOP = new Set(
  'for which to and so is are was were gives give makes make left that then or if because since total we he she they it has have had would will by with from after before but as when while than more less fewer remaining altogether therefore thus hence get got gets where who whose also plus minus times divided multiplied equals equal means mean this these those there was at into out be been can could should does did do not no only until now next first second third finally total'.split(
    ' ',
  ),
);
/** Words that may stand inside the unit of a rate. */
const RATE = new Set(['per', 'each', 'a', 'an', 'every', 'in', 'of', 'the']);
const SCALES: Record<string, bigint> = {
  dozen: 12n,
  hundred: 100n,
  thousand: 1000n,
  million: 1_000_000n,
  billion: 1_000_000_000n,
  k: 1000n,
};
const MAX_UNIT_WORDS = 5;

class Fail extends Error {}
const fail = new Fail('unreadable');

/**
 * Parses the longest expression that starts at `from`; with `full`, it must reach `to`.
 * Returns undefined where no expression stands there.
 */
export function parse(toks: readonly Tok[], from: number, to: number, choice = 0, full = true): Parsed | undefined {
  if (to - from > MAX_TOKENS || to <= from) return undefined;
  const p = new Parser(toks, from, to, choice);
  try {
    const expr = p.sum(0);
    if (full && p.i < to) return undefined;
    return { expr, end: p.i, asked: p.asked };
  } catch (e) {
    if (e instanceof Fail || e instanceof RangeError) return undefined;
    throw e;
  }
}

/** All plausible readings of toks[from, to), the ordinary one first, without repeats; at most 16. */
export function readings(toks: readonly Tok[], from: number, to: number, base = 0): Expr[] {
  const first = parse(toks, from, to, base);
  if (!first) return [];
  if (!first.asked) return [first.expr];
  const out = [first.expr];
  const seen = new Set([key(first.expr)]);
  const tried = new Set([0]);
  const queue = bitsOf(first.asked);
  while (queue.length && tried.size < 24 && out.length < 16) {
    const choice = queue.shift()!;
    if (tried.has(choice)) continue;
    tried.add(choice);
    const other = parse(toks, from, to, choice | base);
    if (!other) continue;
    const k = key(other.expr);
    if (!seen.has(k)) {
      seen.add(k);
      out.push(other.expr);
    }
    for (const bit of bitsOf(first.asked | other.asked)) if (!(choice & bit)) queue.push(choice | bit);
  }
  return out;
}

function bitsOf(mask: number): number[] {
  const bits: number[] = [];
  for (let b = 1; b <= mask; b <<= 1) if (mask & b) bits.push(b);
  return bits;
}

class Parser {
  asked = 0;
  private depth = 0;
  private inArguments = false;
  /** What is left of a number token after TeX took its first digit as an argument. */
  private rest: Tok | undefined;

  constructor(
    private readonly toks: readonly Tok[],
    public i: number,
    private readonly to: number,
    private readonly choice: number,
  ) {}

  private peek(): Tok | undefined {
    return this.rest ?? (this.i < this.to ? this.toks[this.i] : undefined);
  }

  private next(): Tok {
    const t = this.peek();
    if (!t) throw fail;
    if (this.rest) this.rest = undefined;
    this.i++;
    return t;
  }

  private is(k: string, t?: string): boolean {
    const p = this.peek();
    return !!p && p.k === k && (t === undefined || p.t === t);
  }

  /** Whether to take the other reading; asking makes `readings` try both. */
  private other(question: number): boolean {
    this.asked |= question;
    return (this.choice & question) !== 0;
  }

  sum(depth: number): Expr {
    if (++this.depth > MAX_DEPTH || depth > MAX_DEPTH) throw fail;
    let left = this.term();
    for (;;) {
      const t = this.peek();
      const op = t && this.additive(t);
      if (!t || !op) break;
      const save = this.i;
      this.next();
      const mark = this.i;
      try {
        const right = this.term();
        left = op === 'pm' ? { k: 'pm', a: left, b: right, span: join(left, right) } : bin(op, left, right, join(left, right));
      } catch (e) {
        if (!(e instanceof Fail) || mark === this.i - 1000) throw e;
        this.i = save;
        this.rest = undefined;
        break;
      }
    }
    this.depth--;
    return left;
  }

  /** Word operators are read on left and middle sides; behind the last relation they begin the words of the sentence. */
  private get wordy(): boolean {
    return (this.choice & Ask.plainRight) === 0;
  }

  private additive(t: Tok): 'add' | 'sub' | 'pm' | undefined {
    if (t.k === 'op') return t.t === '+' ? 'add' : t.t === '-' ? 'sub' : t.t === '±' ? 'pm' : undefined;
    if (this.wordy && t.k === 'word' && (t.t === 'plus' || t.t === 'minus') && this.valueAt(this.i + 1))
      return t.t === 'plus' ? 'add' : 'sub';
    return undefined;
  }

  private valueAt(i: number): boolean {
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

  private term(): Expr {
    let left = this.factor();
    for (;;) {
      const t = this.peek();
      if (!t) break;
      const op = this.multiplicative(t);
      if (op) {
        const save = this.i;
        this.i += op.length;
        this.rest = undefined;
        let right: Expr;
        try {
          right = this.factor();
        } catch (e) {
          if (!(e instanceof Fail)) throw e;
          this.i = save;
          break;
        }
        if (op.k === 'div') right = this.denominator(right);
        if (op.k === 'div' && !t.space && right.k === 'unit' && right.a.k === 'num' && right.unit !== '$') {
          // "1/3 ft" is a third of a foot, also behind a factor.
          const top = left.k === 'mul' && left.b.k === 'num' ? left.b : left;
          if (top.k === 'num') {
            const part: Expr = { k: 'unit', a: bin('div', top, right.a, join(top, right.a)), unit: right.unit, span: join(top, right) };
            left = left.k === 'mul' ? { ...left, b: part, span: join(left, right) } : part;
            continue;
          }
        }
        left = bin(op.k, left, right, join(left, right));
        continue;
      }
      if (!this.implicit(t, left)) break;
      const save = this.i;
      try {
        const right = this.factor();
        left = { ...(bin('mul', left, right, join(left, right)) as Expr), implicit: true } as Expr;
      } catch (e) {
        if (!(e instanceof Fail)) throw e;
        this.i = save;
        this.rest = undefined;
        break;
      }
    }
    return left;
  }

  private multiplicative(t: Tok): { k: 'mul' | 'div'; length: number } | undefined {
    if (t.k === 'op') {
      if (t.t === '*') return { k: 'mul', length: 1 };
      if (t.t === '/') return { k: 'div', length: 1 };
      return undefined;
    }
    if (t.k === 'word' && (this.wordy || t.math)) {
      if (t.t === 'times' && this.valueAt(this.i + 1)) return { k: 'mul', length: 1 };
      const by = this.toks[this.i + 1]?.t === 'by' && this.valueAt(this.i + 2);
      if (t.t === 'multiplied' && by) return { k: 'mul', length: 2 };
      if (t.t === 'divided' && by) return { k: 'div', length: 2 };
      if (t.t === 'of' && this.valueAt(this.i + 1) && this.fractionBefore()) return { k: 'mul', length: 1 };
    }
    return undefined;
  }

  /** "1/3 of 60", "25% of 80": only a fraction or a percentage is taken of something. */
  private fractionBefore(): boolean {
    const t = this.toks[this.i - 1];
    if (!t) return false;
    if (t.k === 'op' && t.t === '%') return true;
    if (t.k === 'word') return t.t === 'percent';
    const slash = this.toks[this.i - 2];
    if (t.k === 'num' && slash?.k === 'op' && slash.t === '/' && this.toks[this.i - 3]?.k === 'num') return true;
    if (t.k === 'num' && t.v && !isInteger(t.v)) return true;
    return t.k === 'close' && t.math;
  }

  /** After `a /`: does the divisor take what is multiplied onto it? */
  private denominator(right: Expr): Expr {
    let d = right;
    for (;;) {
      const t = this.peek();
      if (!t) return d;
      if (t.k === 'op' && t.t === '/' && d.k === 'num') {
        // `15 / 3/5`: a fraction as divisor, if it is written tighter than the division.
        const ahead = this.toks[this.i + 1];
        if (ahead?.k === 'num' && this.other(Ask.slash)) {
          this.next();
          const b = this.factor();
          d = bin('div', d, b, join(d, b));
          continue;
        }
        return d;
      }
      if (!this.implicit(t, d)) return d;
      if (!this.other(Ask.slash)) return d;
      const f = this.factor();
      d = { ...(bin('mul', d, f, join(d, f)) as Expr), implicit: true } as Expr;
    }
  }

  private implicit(t: Tok, left: Expr): boolean {
    if (this.rest) return true;
    if (t.gap) return false;
    if (t.k === 'open') return t.t !== '[' || t.math ? left.k !== 'unit' || t.math : false;
    if (t.k === 'sym') return t.math || !t.space || (left.k === 'num' && !t.space);
    if (t.k === 'cmd') return !/^(mod|infty|ldots|dots|cdots|in|cup|cap|subset|subseteq|forall|exists|setminus|ge|le)$/.test(t.t);
    if (t.k === 'num') {
      const before = this.toks[this.i - 1];
      return t.math && !!before && before.k === 'close' && before.t !== '}' && !t.space;
    }
    if (t.k === 'op' && t.t === '√') return true;
    return false;
  }

  private factor(): Expr {
    const t = this.peek();
    if (!t) throw fail;
    if (t.k === 'op' && (t.t === '-' || t.t === '+')) {
      if (++this.depth > MAX_DEPTH) throw fail;
      this.next();
      const a = this.factor();
      this.depth--;
      return t.t === '+' ? a : { k: 'neg', a, span: { start: t.span.start, end: a.span.end } };
    }
    if (t.k === 'op' && t.t === '±') {
      this.next();
      const a = this.factor();
      return { k: 'pm', a: { k: 'num', v: q(0), span: t.span }, b: a, span: { start: t.span.start, end: a.span.end } };
    }
    return this.power();
  }

  private power(): Expr {
    let base = this.postfix(this.primary());
    while (this.is('op', '^')) {
      this.next();
      const degrees = this.degreeExponent();
      if (degrees) {
        base = { k: 'call', fn: 'degrees', args: [base], span: { start: base.span.start, end: degrees } };
        continue;
      }
      const exponent = this.exponent();
      base = bin('pow', base, exponent, join(base, exponent));
      base = this.postfix(base);
    }
    return this.unit(base);
  }

  /** `30^\circ`, `30^{\circ}`: end offset of the mark. */
  private degreeExponent(): number | undefined {
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

  private exponent(): Expr {
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

  /** TeX's argument rule: a bare number gives its first digit only. */
  private firstDigit(): Expr {
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

  private postfix(e: Expr): Expr {
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

  /** Words behind a value, up to the next operator or the end: its unit. */
  private unit(e: Expr): Expr {
    if (this.rest || e.k === 'sym') return e;
    let j = this.i;
    const words: string[] = [];
    let end = e.span.end;
    let scale: bigint | undefined;
    for (;;) {
      const t = j < this.to ? this.toks[j] : undefined;
      if (!t) break;
      if (t.k === 'word') {
        if (t.gap && !t.math && this.toks[j - 1]?.k === 'word') break;
        if (SCALES[t.t] && !words.length && scale === undefined) scale = SCALES[t.t];
        else if (STOP.has(t.t) || words.length >= MAX_UNIT_WORDS) break;
        else if (t.t === 'of' && this.valueAt(j + 1)) break;
        else words.push(t.t);
        end = t.span.end;
        j++;
        continue;
      }
      if (t.k === 'op' && t.t === '/' && this.toks[j + 1]?.k === 'word' && j + 1 < this.to && !STOP.has(this.toks[j + 1]!.t)) {
        words.push('/');
        j++;
        continue;
      }
      if (t.k === 'op' && t.t === '^' && words.length && this.toks[j + 1]?.k === 'num' && j + 1 < this.to) {
        words.push(`^${this.toks[j + 1]!.t}`);
        end = this.toks[j + 1]!.span.end;
        j += 2;
        continue;
      }
      if (t.k === 'open' && (t.t === '{' || (t.t === '(' && t.space && e.k === 'num'))) {
        const close = this.labelEnd(j, t.t === '(');
        if (close > 0) {
          if (t.t === '{') for (let k = j + 1; k < close; k++) words.push(this.toks[k]!.t);
          end = this.toks[close]!.span.end;
          j = close + 1;
          continue;
        }
      }
      break;
    }
    if (j === this.i) return e;
    const after = j < this.to ? this.toks[j] : undefined;
    const last = words[words.length - 1];
    const ends =
      !after ||
      after.k === 'close' ||
      after.k === 'rel' ||
      after.k === 'sep' ||
      (after.k === 'op' && !'^√'.includes(after.t)) ||
      (after.k === 'word' && STOP.has(after.t));
    if (!ends || (last !== undefined && RATE.has(last) && last !== 'each')) return e;
    this.i = j;
    let value: Expr = e;
    if (scale !== undefined && !this.other(Ask.scale)) {
      value = bin('mul', e, { k: 'num', v: q(scale), span: e.span }, { start: e.span.start, end });
    }
    const unit = words.filter(w => !RATE.has(w) || w === 'per').join(' ');
    return unit ? { k: 'unit', a: value, unit, span: { start: e.span.start, end } } : { ...value, span: { start: e.span.start, end } };
  }

  /** Index of the bracket that closes a group of words only ("(red)", "(total cookies)"), or -1. */
  private labelEnd(open: number, needWord: boolean): number {
    let words = 0;
    for (let j = open + 1; j < this.to && j < open + 12; j++) {
      const t = this.toks[j]!;
      if (t.k === 'close') return words > 0 || !needWord ? (words > 0 ? j : -1) : -1;
      if (t.k === 'word') words++;
      else if (!(t.k === 'sep' && (t.t === ',' || t.t === 'quote'))) return -1;
    }
    return -1;
  }

  private primary(): Expr {
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

  private number(t: Tok): Expr {
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

  private operatorPrimary(t: Tok): Expr {
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

  private symbol(t: Tok): Expr {
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

  private capitals(): { count: number; text: string; end: number } | undefined {
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
  private raw(): [string, number] {
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

  private args(close: string): Expr[] {
    const items: Expr[] = [];
    const outer = this.inArguments;
    this.inArguments = true;
    try {
      return this.listed(close, items);
    } finally {
      this.inArguments = outer;
    }
  }

  private listed(close: string, items: Expr[]): Expr[] {
    for (;;) {
      const item = this.sum(0);
      if (item.k === 'list' && item.open === ',') items.push(...item.items);
      else items.push(item);
      const t = this.next();
      if (t.k === 'close' && t.t === close) return items;
      if (!(t.k === 'sep' && (t.t === ',' || t.t === ';'))) throw fail;
    }
  }

  private group(open: Tok): Expr {
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
  private argument(): Expr {
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

  private fraction(t: Tok): Expr {
    const a = this.argument();
    const b = this.argument();
    return bin('div', a, b, { start: t.span.start, end: this.lastEnd(b) });
  }

  private lastEnd(e: Expr): number {
    const before = this.rest ? undefined : this.toks[this.i - 1];
    return Math.max(e.span.end, before?.k === 'close' ? before.span.end : e.span.end);
  }

  private command(t: Tok): Expr {
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
  private nameRun(): [string, number] {
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

  /** sin, log and their kin: optional base and power, then an argument whose extent may be open. */
  private named(t: Tok): Expr {
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

  private degreeMark(): boolean {
    const t = this.toks[this.i + 1];
    return (t?.k === 'op' && (t.t === '∘' || t.t === '°')) || (t?.k === 'open' && this.toks[this.i + 2]?.t === '∘');
  }

  private factorOfArgument(): Expr {
    if (this.is('op', '-')) {
      const t = this.next();
      const a = this.factorOfArgument();
      return { k: 'neg', a, span: { start: t.span.start, end: a.span.end } };
    }
    let base = this.postfix(this.primary());
    while (this.is('op', '^')) {
      this.next();
      const degrees = this.degreeExponent();
      if (degrees) {
        base = { k: 'call', fn: 'degrees', args: [base], span: { start: base.span.start, end: degrees } };
        continue;
      }
      const e = this.exponent();
      base = bin('pow', base, e, join(base, e));
    }
    return base;
  }
}

const join = (a: Expr, b: Expr): Span => ({ start: a.span.start, end: b.span.end });
export const one: Expr = { k: 'num', v: ONE, span: { start: 0, end: 0 } };
