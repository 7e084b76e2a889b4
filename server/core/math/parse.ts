// Tokens → expressions, with every plausible reading. Where notation is ambiguous the parser notes which question came
// up; `readings` then parses once per answer and keeps what differs.
import { Ask, Fail, fail, join, MAX_DEPTH } from './cursor';
import { bin, type Expr, key, some } from './expr';
import { Powers } from './powers';
import { isInteger, q } from './rational';
import { sequence } from './sequence';
import type { Tok } from './tokens';

export { Ask } from './cursor';

export type Parsed = { readonly expr: Expr; readonly end: number; readonly asked: number };

const MAX_TOKENS = 400;

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

const isDots = (t: Tok | undefined): boolean => t?.k === 'cmd' && t.t === 'dots';
const SET_OPERATIONS: Record<string, string> = { cup: 'union', cap: 'intersection', setminus: 'without' };
const vectorial = (e: Expr): boolean => some(e, x => x.k === 'matrix' || x.k === 'list' || (x.k === 'atom' && x.key.startsWith('\\vec')));

/** Sums, products and signs: the top of the grammar. */
class Parser extends Powers {
  /** Whether the term at hand stands behind a plus or a minus of its sum. */
  private added = false;

  sum(depth: number): Expr {
    if (++this.depth > MAX_DEPTH || depth > MAX_DEPTH) throw fail;
    const outer = this.added;
    this.added = false;
    let left = this.term();
    const terms: Expr[] = [left];
    for (;;) {
      const t = this.peek();
      if (t?.over && terms.length > 1) {
        // The term before left it: all of what stands before is divided.
        this.next();
        const below = this.other(Ask.overRest) ? this.sum(depth + 1) : this.factor();
        left = bin('div', left, below, join(left, below));
        terms.splice(0, terms.length, left);
        continue;
      }
      const op = t && this.additive(t);
      if (!t || !op) break;
      const save = this.i;
      if (op !== 'pm' && isDots(this.toks[save + 1]) && save + 1 < this.to) {
        left = this.running('sum', terms);
        break;
      }
      this.next();
      const mark = this.i;
      try {
        this.added = true;
        const right = this.term();
        left = op === 'pm' ? { k: 'pm', a: left, b: right, span: join(left, right) } : bin(op, left, right, join(left, right));
        terms.push(op === 'sub' ? { k: 'neg', a: right, span: right.span } : right);
      } catch (e) {
        if (!(e instanceof Fail) || mark === this.i - 1000) throw e;
        this.i = save;
        this.rest = undefined;
        break;
      }
    }
    const bar = this.peek();
    if (bar?.k === 'op' && bar.t === '|' && this.toks[this.i + 1]?.t === '_' && this.i + 1 < this.to) {
      this.next();
      left = this.evaluated(left);
    }
    for (;;) {
      // Sets: union, intersection, difference.
      const t = this.peek();
      const fn = t?.k === 'cmd' ? SET_OPERATIONS[t.t] : undefined;
      if (!fn) break;
      this.next();
      const right = this.factor();
      left = { k: 'call', fn, args: [left, right], span: join(left, right) };
    }
    this.depth--;
    this.added = outer;
    return left;
  }

  /** What stands behind "…": the operator, then the last operands. The sign before the dots stands ahead. */
  private running(kind: 'sum' | 'prod', before: readonly Expr[]): Expr {
    const after: Expr[] = [];
    const sign = this.peek()!;
    if (!isDots(sign)) this.next();
    const dots = this.next();
    let end = dots.span.end;
    for (;;) {
      const t = this.peek();
      if (kind === 'sum') {
        if (t?.k !== 'op' || (t.t !== '+' && t.t !== '-')) break;
        this.next();
        const term = this.term();
        after.push(t.t === '-' ? { k: 'neg', a: term, span: term.span } : term);
      } else {
        if (!t) break;
        if (t.k === 'op' && t.t === '*') this.next();
        else if (after.length || !this.implicit(t, before[before.length - 1]!)) break;
        after.push(this.factor());
      }
      end = after[after.length - 1]!.span.end;
    }
    return sequence(kind, before, after, { start: before[0]!.span.start, end });
  }

  private additive(t: Tok): 'add' | 'sub' | 'pm' | undefined {
    if (t.k === 'op') return t.t === '+' ? 'add' : t.t === '-' ? 'sub' : t.t === '±' ? 'pm' : undefined;
    if (this.wordy && t.k === 'word' && (t.t === 'plus' || t.t === 'minus') && this.valueAt(this.i + 1))
      return t.t === 'plus' ? 'add' : 'sub';
    return undefined;
  }

  protected term(): Expr {
    let left = this.factor();
    const factors: Expr[] = [left];
    for (;;) {
      const t = this.peek();
      if (!t) break;
      if (isDots(t) || (t.k === 'op' && t.t === '*' && isDots(this.toks[this.i + 1]) && this.i + 1 < this.to)) {
        if (isDots(t) && (t.gap || !t.math)) break;
        left = this.running('prod', factors);
        break;
      }
      // In the first term there is nothing else that could be divided.
      if (t.over && this.added && this.other(Ask.overAll)) break;
      const op = this.multiplicative(t);
      if (op) {
        const save = this.i;
        const spaced = t.space || !!this.toks[this.i + 1]?.space;
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
        if (op.k === 'div') right = this.denominator(right, spaced);
        if (t.over && this.is('op') && '+-'.includes(this.peek()!.t) && this.other(Ask.overRest)) {
          const sign = this.next();
          const rest = this.sum(1);
          right = bin(sign.t === '+' ? 'add' : 'sub', right, rest, join(right, rest));
        }
        if (op.k === 'div' && !t.space && right.k === 'unit' && right.a.k === 'num' && right.unit !== '$') {
          // "1/3 ft" is a third of a foot, also behind a factor.
          const top = left.k === 'mul' && left.b.k === 'num' ? left.b : left;
          if (top.k === 'num') {
            const part: Expr = { k: 'unit', a: bin('div', top, right.a, join(top, right.a)), unit: right.unit, span: join(top, right) };
            left = left.k === 'mul' ? { ...left, b: part, span: join(left, right) } : part;
            continue;
          }
        }
        if (op.k === 'mul') factors.push(right);
        left = bin(op.k, left, right, join(left, right));
        if (op.k === 'div') factors.splice(0, factors.length, left);
        else if (t.cross && vectorial(right)) left = { ...left, cross: true } as Expr;
        continue;
      }
      if (!this.implicit(t, left)) break;
      const save = this.i;
      try {
        const right = this.factor();
        factors.push(right);
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
  private denominator(right: Expr, spaced: boolean): Expr {
    let d = right;
    for (;;) {
      const t = this.peek();
      if (!t) return d;
      if (t.k === 'op' && t.t === '/' && d.k === 'num') {
        // `15 / 3/5`: a fraction as divisor, if it is written tighter than the division.
        const ahead = this.toks[this.i + 1];
        if (ahead?.k === 'num' && spaced && this.other(Ask.slash)) {
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
      if (t.math && this.toks[this.i + 1]?.t === '^' && this.i + 1 < this.to && this.endsExponent(this.i - 1)) return true;
      return t.math && !!before && before.k === 'close' && before.t !== '}' && !t.space;
    }
    if (t.k === 'op' && t.t === '√') return true;
    // "2|x|": a bar behind a factor opens where none stands open, if what follows is closed by another.
    return t.k === 'op' && t.t === '|' && (t.opens === true || (t.math && this.bars === 0));
  }

  /** `2^{x} 5^{y}`, `2^3 5^2`: powers side by side are a product. */
  private endsExponent(at: number): boolean {
    const t = this.toks[at];
    if (t?.k === 'num') return this.toks[at - 1]?.t === '^' && this.toks[at + 1]!.space;
    if (t?.t !== '}') return false;
    let depth = 0;
    for (let j = at; j >= 0 && at - j < 40; j--) {
      if (this.toks[j]!.k === 'close') depth++;
      else if (this.toks[j]!.k === 'open' && --depth === 0) return this.toks[j - 1]?.t === '^';
    }
    return false;
  }

  private factor(): Expr {
    const t = this.peek();
    if (!t) throw fail;
    if (t.k === 'op' && (t.t === '-' || t.t === '+')) {
      if (++this.depth > MAX_DEPTH) throw fail;
      // "1 meat *+1 vegetable": two signs in a row, one of which is a slip of the pen.
      const behind = this.toks[this.i - 1];
      if (t.t === '+' && behind?.k === 'op' && '*/'.includes(behind.t)) throw fail;
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
}
