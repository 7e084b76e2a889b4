// "1 + 3 + … + (2n - 1)": the rule behind dots, where the operands written out leave one rule only.
import type { Span } from '../model';
import { bin, children, type Expr, key, mapChildren, num, substitute, sym, variables } from './expr';
import { identical, samePolynomial } from './identity';
import { toFraction } from './poly';
import { Budget, div, equal, isInteger, isZero, neg, ONE, powInt, type Q, q, sub, ZERO } from './rational';

/** The k-th operand (from 0), and the index of the last one; undefined where the dots never end. */
type Rule = { readonly at: Expr; readonly last: Expr | undefined };

/** The bound letter of what is read from dots. */
const INDEX = '#k';
const k: Expr = sym(INDEX);

/**
 * The sum or product that the operands before and after the dots are of. Where no rule fits, or two that differ, it is one
 * opaque name.
 */
export function sequence(kind: 'sum' | 'prod', before: readonly Expr[], after: readonly Expr[], span: Span): Expr {
  const rule =
    before.length >= 2 && before.length + after.length >= 3 ? ruleOf(before.map(plainNumber), after.map(plainNumber)) : undefined;
  if (!rule && after.length > 1 && before.length >= 2 && after.every(e => e.k !== 'neg')) {
    // "1 + 2 + … + 8 + 28": what does not follow the rule is added to it. "1 + 2 + … + n - 1" may end in n - 1.
    const part = sequence(kind, before, after.slice(0, 1), span);
    if (part.k === 'bind') return after.slice(1).reduce<Expr>((all, x) => bin(kind === 'sum' ? 'add' : 'mul', all, x, span), part);
  }
  if (!rule) {
    const sign = kind === 'sum' ? '+' : '·';
    return { k: 'atom', key: [...before.map(key), '…', ...after.map(key)].join(sign), span };
  }
  return { k: 'bind', op: kind, name: INDEX, body: rule.at, args: [num(ZERO), rule.last ?? { k: 'const', name: 'inf', span }], span };
}

function ruleOf(before: readonly Expr[], after: readonly Expr[]): Rule | undefined {
  try {
    const shape = byShape(before, after);
    // Operands that are written out, 1³ + 2³ + …, show their rule; plain numbers may follow several.
    if (shape && before[0]!.k !== 'num' && fits(shape, before, after)) return shape;
    const rules = [byDifference(before, after), shape, byRatio(before, after)].filter(
      r => r !== undefined && fits(r, before, after),
    ) as Rule[];
    const first = rules[0];
    return first && rules.every(r => agree(r, first)) ? first : undefined;
  } catch (e) {
    if (e instanceof Budget || e instanceof RangeError) return undefined;
    throw e;
  }
}

/** Every operand that is written out is what the rule says, those at the end counted from it. */
function fits(rule: Rule, before: readonly Expr[], after: readonly Expr[]): boolean {
  const { at, last } = rule;
  const same = (index: Expr, e: Expr) => identical(substitute(at, new Map([[INDEX, index]])), e).same === 'yes';
  if (!before.every((e, j) => same(num(q(j)), e))) return false;
  return !last || after.every((e, j) => same(bin('sub', last, num(q(after.length - 1 - j))), e));
}

const agree = (a: Rule, b: Rule): boolean =>
  a === b || (a.last === undefined ? b.last === undefined : b.last !== undefined && samePolynomial(a.last, b.last) === true);

/** −3 and 1/2 as numbers. */
function plainNumber(e: Expr): Expr {
  const inner = mapChildren(e, plainNumber);
  return inner.k === 'neg' && inner.a.k === 'num' ? num(neg(inner.a.v)) : inner;
}

/** a − b where it is a number. */
function constantOf(a: Expr, b: Expr): Q | undefined {
  const f = toFraction(bin('sub', a, b));
  const bottom = f?.den.size === 1 ? f.den.get('') : undefined;
  if (!f || !bottom) return undefined;
  if (f.num.size === 0) return ZERO;
  const top = f.num.size === 1 ? f.num.get('') : undefined;
  return top && div(top, bottom);
}

/** a, a + d, a + 2d, …: one difference, a number. */
function byDifference(before: readonly Expr[], after: readonly Expr[]): Rule | undefined {
  const d = constantOf(before[1]!, before[0]!);
  if (!d || isZero(d)) return undefined;
  for (const list of [before, after])
    for (let i = 1; i < list.length; i++) {
      const step = constantOf(list[i]!, list[i - 1]!);
      if (!step || !equal(step, d)) return undefined;
    }
  const at = bin('add', before[0]!, equal(d, ONE) ? k : bin('mul', num(d), k));
  if (!after.length) return { at, last: undefined };
  return ending(at, bin('div', bin('sub', after[after.length - 1]!, before[0]!), num(d)), before, after);
}

/** The index of the last operand must be able to be a whole number that lies behind those written out. */
function ending(at: Expr, last: Expr, before: readonly Expr[], after: readonly Expr[]): Rule | undefined {
  if (!toFraction(last)) return undefined;
  const value = constantOf(last, num(ZERO));
  if (value && (!isInteger(value) || value.n < BigInt(before.length + after.length - 1))) return undefined;
  return { at, last: value ? num(value) : last };
}

/** Operands of one shape, whose numbers run evenly: 1/(1·2) + 1/(2·3) + …. */
function byShape(before: readonly Expr[], after: readonly Expr[]): Rule | undefined {
  const found: { first: Q; step: Q; last: Expr | undefined }[] = [];
  const unify = (list: readonly Expr[], end: Expr | undefined): Expr | undefined => {
    const head = list[0]!;
    if (head.k === 'num') {
      if (!list.every(e => e.k === 'num')) return undefined;
      const step = sub((list[1] as typeof head).v, head.v);
      for (let i = 2; i < list.length; i++)
        if (!equal(sub((list[i] as typeof head).v, (list[i - 1] as typeof head).v), step)) return undefined;
      if (isZero(step)) return !end || samePolynomial(end, head) === true ? head : undefined;
      found.push({ first: head.v, step, last: end });
      return bin('add', head, equal(step, ONE) ? k : bin('mul', num(step), k));
    }
    if (list.some(e => e.k !== head.k) || (end && end.k !== head.k)) return undefined;
    const parts = list.map(children);
    const ends = end && children(end);
    if (!parts[0]!.length) return list.every(e => key(e) === key(head)) && (!end || key(end) === key(head)) ? head : undefined;
    if (head.k === 'call' && list.some(e => e.k === 'call' && e.fn !== head.fn)) return undefined;
    if (parts.some(p => p.length !== parts[0]!.length) || (ends && ends.length !== parts[0]!.length)) return undefined;
    const made: (Expr | undefined)[] = parts[0]!.map((_, i) =>
      unify(
        parts.map(p => p[i]!),
        ends?.[i],
      ),
    );
    if (made.some(e => !e)) return undefined;
    let next = 0;
    return mapChildren(head, () => made[next++]!);
  };
  const end = after[after.length - 1];
  const at = unify(before, end);
  if (!at || !found.length) return undefined;
  if (!end) return { at, last: undefined };
  const lasts = found.map(f => bin('div', bin('sub', f.last!, num(f.first)), num(f.step)));
  if (lasts.some(l => samePolynomial(l, lasts[0]!) !== true)) return undefined;
  return ending(at, lasts[0]!, before, after);
}

/** a, ar, ar², …, up to a power of the same base. */
function byRatio(before: readonly Expr[], after: readonly Expr[]): Rule | undefined {
  if (before.length < 2) return undefined;
  const [a, b] = [before[0]!, before[1]!];
  if (samePolynomial(a, num(ZERO)) === true || samePolynomial(a, b) === true) return undefined;
  const ratio = bin('div', b, a);
  for (let i = 2; i < before.length; i++) if (samePolynomial(before[i]!, bin('mul', before[i - 1]!, ratio)) !== true) return undefined;
  const at = bin('mul', a, bin('pow', ratio, k));
  const end = after[after.length - 1];
  if (!end) return before.length >= 3 ? { at, last: undefined } : undefined;
  const closed = variables(end).size === 0 && variables(a).size === 0 && variables(ratio).size === 0;
  if (closed) {
    const steps = logarithm(bin('div', end, a), ratio);
    return steps === undefined || steps < before.length + after.length - 1 ? undefined : { at, last: num(q(steps)) };
  }
  // c·b^E at the end: the ratio is b^s, and the first operand c·b^F.
  const [factor, power] =
    end.k === 'pow'
      ? [num(ONE), end]
      : end.k === 'mul' && end.b.k === 'pow'
        ? [end.a, end.b]
        : end.k === 'div' && end.b.k === 'pow'
          ? [end.a, end.b]
          : [];
  if (!factor || power?.k !== 'pow') return undefined;
  const base: Expr = end.k === 'div' ? bin('div', num(ONE), power.a) : power.a;
  for (const s of [1n, 2n, 3n, -1n]) {
    if (samePolynomial(ratio, bin('pow', base, num(q(s)))) !== true) continue;
    for (let f = -3n; f <= 6n; f++)
      if (samePolynomial(a, bin('mul', factor, bin('pow', base, num(q(f))))) === true)
        return ending(at, bin('div', bin('sub', power.b, num(q(f))), num(q(s))), before, after);
  }
  return undefined;
}

/** n with r^n = x for numbers, where it is whole. */
function logarithm(x: Expr, r: Expr): number | undefined {
  const [a, b] = [constantOf(x, num(ZERO)), constantOf(r, num(ZERO))];
  if (!a || !b || isZero(b) || b.n === b.d || b.n === -b.d) return undefined;
  for (let n = 1; n <= 200; n++) if (equal(powInt(b, BigInt(n)), a)) return n;
  return undefined;
}
