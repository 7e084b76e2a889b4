// Limits that are infinite, or are said to be.
import { evaluate, Infinite, type Value } from '../math/evaluate';
import type { Expr } from '../math/expr';
import { printText, shown, showValue } from '../math/print';
import type { Outcome, Shown } from '../model';

/** +∞ or −∞; 'both' where a limit from either side is infinite and they differ. */
type Size = 1 | -1 | 'both' | Value;

const SHOWN: Readonly<Record<'1' | '-1', Shown>> = { '1': { text: '∞', tex: '\\infty' }, '-1': { text: '-∞', tex: '-\\infty' } };
const infinite = (s: Size): s is 1 | -1 => s === 1 || s === -1;
const show = (s: 1 | -1 | Value): Shown => (infinite(s) ? SHOWN[`${s}`] : showValue(s));

/**
 * Decides `left = right` where one side is a limit and either is infinite; undefined where that says nothing: no limit, none that
 * is infinite, or one that differs from side to side.
 */
export function decideInfinite(left: Expr, right: Expr): Outcome | undefined {
  if (![left, right].some(e => e.k === 'bind' && e.op === 'lim')) return undefined;
  const [a, b] = [sizeOf(left), sizeOf(right)];
  if (a === undefined || b === undefined || a === 'both' || b === 'both' || !(infinite(a) || infinite(b))) return undefined;
  if (a === b) return { outcome: 'holds' };
  const [l, r] = [show(a), show(b)];
  return {
    outcome: 'fails',
    witness: { at: [], left: l, op: '=', right: r },
    message: `${printText(left)} is ${l.text}, not ${shown(right).text}.`,
    slip: { name: 'calculation' },
  };
}

function sizeOf(e: Expr): Size | undefined {
  if (e.k === 'const' && e.name === 'inf') return 1;
  if (e.k === 'neg' && e.a.k === 'const' && e.a.name === 'inf') return -1;
  try {
    return evaluate(e);
  } catch (error) {
    // Only the limit itself: what is made of an infinite one need not be infinite.
    return error instanceof Infinite && e.k === 'bind' && e.op === 'lim' ? (error.sign ?? 'both') : undefined;
  }
}
