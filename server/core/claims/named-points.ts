// Points that a text names with their coordinates: "A = (0, 0)", "$B(4,0)$", "D has coordinates (3, 4)".
import type { Expr } from '../math/expr';
import { parse, readings } from '../math/parse';
import type { Tok } from '../math/tokens';
import type { Span } from '../model';

export type NamedPoint = { readonly name: string; readonly at: readonly (readonly Expr[])[]; readonly span: Span };

/** Where points are spoken of, so that P(3, 5) is no value of a function and (0, 5) no interval. */
const SPOKEN =
  /\b(?:points?|vert(?:ex|ices)|coordinates?|triangles?|segments?|distances?|midpoints?|squares?|rectangles?|plane)\b|\\triangle/i;
const BETWEEN = new Set('is are at be has have located lies the coordinates point given as'.split(' '));

/** The points of a text, in order. */
export function pointsIn(toks: readonly Tok[], text: string): NamedPoint[] {
  if (!text.includes(',') || !SPOKEN.test(text)) return [];
  const out: NamedPoint[] = [];
  for (let i = 0; i < toks.length; i++) {
    const t = toks[i]!;
    if (t.k !== 'sym' || !/^[A-Z]$/.test(t.t) || ofList(toks, i)) continue;
    let j = i + 1;
    const sign = toks[j]?.k === 'rel' && toks[j]!.t === '=';
    if (sign) j++;
    else while (toks[j]?.k === 'word' && BETWEEN.has(toks[j]!.t) && j < i + 6) j++;
    const open = toks[j];
    if (open?.k !== 'open' || open.t !== '(') continue;
    const pair = pairAt(toks, j);
    // C(4, 2) = 6 counts choices, and P(1, 2) = 3 is a value.
    const after = toks[pair?.to ?? 0];
    if (!pair || (j === i + 1 && after?.k === 'rel') || (after && (after.k === 'op' || after.k === 'open'))) continue;
    out.push({ name: t.t, at: pair.at, span: { start: t.span.start, end: toks[pair.to - 1]!.span.end } });
    i = pair.to - 1;
  }
  return out;
}

/** "A and B are …", "△ABC", "AB": no point of its own. */
function ofList(toks: readonly Tok[], i: number): boolean {
  const before = toks[i - 1];
  if (!before) return false;
  if (before.k === 'sym' || before.k === 'cmd' || before.k === 'op' || before.k === 'num') return true;
  const joins = (before.k === 'word' && before.t === 'and') || (before.k === 'sep' && before.t === ',');
  return joins && toks[i - 2]?.k === 'sym';
}

/** Two coordinates in parentheses, and the token behind them. */
export function pairAt(toks: readonly Tok[], open: number): { at: (readonly Expr[])[]; to: number } | undefined {
  const first = parse(toks, open + 1, toks.length, 0, false);
  if (!first || toks[first.end]?.k !== 'sep' || toks[first.end]!.t !== ',') return undefined;
  const second = parse(toks, first.end + 1, toks.length, 0, false);
  if (!second || toks[second.end]?.k !== 'close') return undefined;
  const at = [readings(toks, open + 1, first.end), readings(toks, first.end + 1, second.end)];
  return at.every(list => list.length === 1) ? { at, to: second.end + 1 } : undefined;
}
