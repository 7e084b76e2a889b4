// Words behind a number: its unit, the rate it is of, a note in brackets, or the end of the expression.
import { Ask, fail, TokenCursor } from './cursor';
import { bin, type Expr } from './expr';
import { compare, mul, q } from './rational';
import { unitNamed } from './units';

/** Words that end an expression: what follows them is a new clause, not a unit. */
const STOP = new Set(
  'for which to and so is are was were gives give makes make left that then or if because since total we he she they it has have had would will by with from after before but as when while than more less fewer remaining altogether therefore thus hence get got gets where who whose also plus minus times divided multiplied equals equal means mean this these those there was at into out be been can could should does did do not no only until now next first second third finally total simplifies simplify simplifying becomes become reduces reduce yields yield equivalently rearranges rearranging factors factoring expands expanding dividing multiplying adding subtracting squaring solving substituting implies imply satisfies'.split(
    ' ',
  ),
);
/** Words that may stand inside the unit of a rate. */
const RATE = new Set(['per', 'each', 'a', 'an', 'every', 'in', 'of', 'the']);
/** Words that name a quantity: behind a bracket they are a factor, not a unit. */
const QUANTITIES = new Set(
  'area volume length width height radius diameter base perimeter circumference distance rate speed time cost price number sum total'.split(
    ' ',
  ),
);
const SCALES: Record<string, bigint> = {
  dozen: 12n,
  hundred: 100n,
  thousand: 1000n,
  million: 1_000_000n,
  billion: 1_000_000_000n,
  k: 1000n,
};
const MAX_UNIT_WORDS = 5;

export abstract class UnitReader extends TokenCursor {
  /** Words behind a value, up to the next operator or the end: its unit. */
  protected unit(e: Expr): Expr {
    if (this.rest || e.k === 'sym') return e;
    let j = this.i;
    const words: string[] = [];
    let end = e.span.end;
    let scale: bigint | undefined;
    for (;;) {
      const t = j < this.to ? this.toks[j] : undefined;
      if (!t) break;
      if (t.k === 'word') {
        if (t.math && QUANTITIES.has(t.t) && e.k !== 'num') throw fail;
        if (t.gap && !t.math && this.toks[j - 1]?.k === 'word') break;
        if (SCALES[t.t] && !words.length && scale === undefined) scale = SCALES[t.t];
        else if (STOP.has(t.t) || words.length >= MAX_UNIT_WORDS) break;
        // Behind the last relation the sentence goes on: "236 wheels in all".
        else if (!this.wordy && !t.math && ((RATE.has(t.t) && t.t !== 'per') || (words.length >= 2 && words[words.length - 1] !== '/')))
          break;
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
      if (t.k === 'open' && (t.t === '{' || (t.t === '(' && t.space && (e.k === 'num' || (e.k === 'unit' && e.unit === '$'))))) {
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
      (!this.wordy && after.k === 'word') ||
      after.k === 'close' ||
      (after.k === 'num' && this.inTwoUnits(last, j)) ||
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
    const unit = words.filter(w => w !== 'of' && w !== 'the').join(' ');
    if (!unit) return { ...value, span: { start: e.span.start, end } };
    const whole: Expr = { k: 'unit', a: value, unit, span: { start: e.span.start, end } };
    const rest = e.k === 'num' ? this.smallerUnit(unit) : undefined;
    return rest ? { k: 'add', a: whole, b: rest, implicit: true, span: { start: e.span.start, end: rest.span.end } } : whole;
  }

  /** Whether the number at `at` goes on with a smaller unit of the same kind. */
  private inTwoUnits(unit: string | undefined, at: number): boolean {
    const [large, small] = [unit && unitNamed(unit), at + 1 < this.to ? unitNamed(this.toks[at + 1]!.t) : undefined];
    return !!large && !!small && small.quantity === large.quantity && compare(small.factor, large.factor) < 0;
  }

  /** "1 hour 20 minutes", "5 feet and 6 inches": the second part of a quantity in two units of one kind. */
  private smallerUnit(unit: string): Expr | undefined {
    const large = unitNamed(unit);
    const at = large && this.toks[this.i]?.t === 'and' && this.toks[this.i]!.k === 'word' ? this.i + 1 : this.i;
    const [n, name] = [this.toks[at], this.toks[at + 1]];
    if (!large || at + 1 >= this.to || n?.k !== 'num' || !n.v || name?.k !== 'word') return undefined;
    const small = unitNamed(name.t);
    if (!small || small.quantity !== large.quantity || small.system !== large.system) return undefined;
    if (compare(small.factor, large.factor) >= 0 || compare(mul(n.v, small.factor), large.factor) >= 0) return undefined;
    this.i = at + 2;
    const number: Expr = { k: 'num', v: n.v, places: n.places, span: n.span };
    return { k: 'unit', a: number, unit: name.t, span: { start: n.span.start, end: name.span.end } };
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
}
