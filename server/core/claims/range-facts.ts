// All numbers of a kind in a range, listed or counted: "the primes less than 20 are …", "there are 33 multiples of 3 from 1 to 100".
import type { Expr } from '../math/expr';
import { ceil, floor, isInteger, q } from '../math/rational';
import type { Tok } from '../math/tokens';
import { call, fact, isWord, type NumberFact, product, value, values } from './fact-values';

type Kind = { readonly fn: string; readonly args: readonly (readonly Expr[])[]; readonly to: number };
type Range = { readonly ends: readonly (readonly Expr[])[]; readonly to: number };

/** The fact that begins with a kind of numbers at a token. */
export function ranged(toks: readonly Tok[], at: number): NumberFact | undefined {
  const whole = integersIn(toks, at);
  if (whole) return whole;
  const kind = kindAt(toks, at);
  const range = kind && rangeAt(toks, kind.to);
  if (!kind || !range) return undefined;
  // Of the integers between 5 and 15 some count the ends, and some do not.
  if (kind.fn === 'integersin' && !isWord(toks[kind.to], 'from') && !isWord(toks[range.to], 'inclusive')) return undefined;
  const span = { start: toks[at]!.span.start, end: toks[range.to - 1]!.span.end };
  const left = product([...kind.args, ...range.ends]).map(args => call(kind.fn, args, span));
  return listed(toks, at, range.to, left) ?? counted(toks, at, range.to, left);
}

/** "The integers in the interval (4, 12.25) are 5, …", in one sentence or "These integers are …" in the next. */
function integersIn(toks: readonly Tok[], at: number): NumberFact | undefined {
  if (
    !isWord(toks[at], 'integers') ||
    !isWord(toks[at + 1], 'in') ||
    !isWord(toks[at + 2], 'the') ||
    !isWord(toks[at + 3], 'range', 'interval')
  )
    return undefined;
  const [open, low, comma, high, close] = toks.slice(at + 4);
  if (open?.k !== 'open' || close?.k !== 'close' || comma?.t !== ',' || !low?.v || !high?.v || low.k !== 'num' || high.k !== 'num')
    return undefined;
  const first = open.t === '(' && isInteger(low.v) ? low.v.n + 1n : ceil(low.v);
  const last = close.t === ')' && isInteger(high.v) ? high.v.n - 1n : floor(high.v);
  const end = (n: bigint, t: Tok): readonly Expr[] => [{ k: 'num', v: q(n), span: t.span }];
  const span = { start: toks[at]!.span.start, end: close.span.end };
  const left = product([end(first, low), end(last, high)]).map(args => call('integersin', args, span));
  const behind = at + 9;
  if (isWord(toks[behind], 'are')) return listed(toks, at, behind, left);
  const next = toks[behind]?.t === '.' && isWord(toks[behind + 1], 'these', 'the') ? behind + 2 : behind;
  return next > behind && isWord(toks[next], 'integers', 'numbers') ? listed(toks, next, next + 1, left) : undefined;
}

/** "primes", "prime numbers", "perfect squares", "multiples of 7". */
function kindAt(toks: readonly Tok[], at: number): Kind | undefined {
  const numbers = isWord(toks[at + 1], 'numbers') ? 1 : 0;
  if (isWord(toks[at], 'primes') || (isWord(toks[at], 'prime') && numbers)) return { fn: 'primesin', args: [], to: at + 1 + numbers };
  if (isWord(toks[at], 'integers') || (isWord(toks[at], 'whole') && numbers)) return { fn: 'integersin', args: [], to: at + 1 + numbers };
  if (isWord(toks[at], 'perfect') && isWord(toks[at + 1], 'squares', 'cubes'))
    return { fn: toks[at + 1]!.t === 'squares' ? 'squaresin' : 'cubesin', args: [], to: at + 2 };
  if (!isWord(toks[at], 'multiples') || !isWord(toks[at + 1], 'of')) return undefined;
  const n = value(toks, at + 2);
  return n && { fn: 'multiplesin', args: [n.readings], to: n.to };
}

/** "less than 20", "up to 20", "between 20 and 50", "from 1 to 100": from the smaller end to the larger one. */
function rangeAt(toks: readonly Tok[], at: number): Range | undefined {
  const zero: readonly Expr[] = [{ k: 'num', v: q(0), span: toks[at]?.span ?? { start: 0, end: 0 } }];
  if ((isWord(toks[at], 'less', 'smaller') && isWord(toks[at + 1], 'than')) || (isWord(toks[at], 'up') && isWord(toks[at + 1], 'to'))) {
    // "less than or equal to" and "up to and including" end at the number too.
    let i = at + 2;
    if (isWord(toks[i], 'or') && isWord(toks[i + 1], 'equal') && isWord(toks[i + 2], 'to')) i += 3;
    const top = value(toks, i);
    return top && !top.cut ? { ends: [zero, top.readings], to: top.to } : undefined;
  }
  if (isWord(toks[at], 'below', 'under')) {
    const top = value(toks, at + 1);
    return top && !top.cut ? { ends: [zero, top.readings], to: top.to } : undefined;
  }
  const word = isWord(toks[at], 'between') ? 'and' : isWord(toks[at], 'from') ? 'to' : undefined;
  const low = word === undefined ? undefined : value(toks, at + 1);
  const high = low && isWord(toks[low.to], word!) ? value(toks, low.to + 1) : undefined;
  return low && high ? { ends: [low.readings, high.readings], to: high.to } : undefined;
}

/** "… are 2, 3, 5 and 7." */
function listed(toks: readonly Tok[], at: number, to: number, left: readonly Expr[]): NumberFact | undefined {
  let i = isWord(toks[to], 'inclusive') ? to + 1 : to;
  if (!isWord(toks[i], 'are')) return undefined;
  i++;
  if (toks[i]?.k === 'sep' && toks[i]!.t === ':') i++;
  const items = values(toks, i);
  const after = toks[items?.to ?? 0];
  if (!items || items.items.length < 2 || items.or || items.cut) return undefined;
  if (after && !(after.k === 'sep' && /^(\.|;|newline|paragraph|display|row|bullet)$/.test(after.t))) return undefined;
  // "the primes less than 20 that …", "two of the primes": not all of them.
  if (toks[at - 1]?.k === 'word' && !/^(the|these|all|are)$/.test(toks[at - 1]!.t)) return undefined;
  if (isWord(toks[at - 1], 'the') && isWord(toks[at - 2], 'of')) return undefined;
  const span = { start: toks[i]!.span.start, end: toks[items.to - 1]!.span.end };
  const right = product(items.items).map((all): Expr => ({ k: 'list', items: all, open: '\\{', span }));
  return fact(toks, at, items.to, { readings: left }, '=', right, false);
}

/** "There are 33 multiples of 3 from 1 to 100". */
function counted(toks: readonly Tok[], at: number, to: number, left: readonly Expr[]): NumberFact | undefined {
  const n = toks[at - 1];
  if (n?.k !== 'num' || !n.v || !isWord(toks[at - 2], 'are') || !isWord(toks[at - 3], 'there')) return undefined;
  const after = toks[to];
  if (after && !(after.k === 'sep' && /^(\.|;|,|newline|paragraph|display)$/.test(after.t)) && !isWord(after, 'inclusive'))
    return undefined;
  return fact(toks, at - 1, to, { readings: left }, '=', [{ k: 'num', v: n.v, span: n.span }], false);
}
