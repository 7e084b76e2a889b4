// What is in front of reading a step again: whether a candidate could make its claim hold, by its sides alone.
import { tidy } from '../claims/tidy';
import type { Expr } from '../math/expr';
import { lex } from '../math/lex';
import { readings } from '../math/parse';
import type { Edit, Span } from '../model';
import type { Candidate, Fault } from './candidates';
import { apply, endOf, startOf } from './edits';
import { gap, pointsOf, realIn } from './numbers';

/** By how much of their size two values must differ to be no rounded forms of one. */
const APART = 1e-2;

/** `fits`: it makes both sides equal where the claim can be evaluated. `open`: that cannot be told. `no`: it does not. */
export type Sifted = 'fits' | 'open' | 'no';

export function sift(fault: Fault, c: Candidate): Sifted {
  const { claim, outcome } = fault;
  if (c.blind) return c.result || c.vanishes || claim.op !== '=' ? 'fits' : siftText(fault, c);
  // The ends of two ranges must agree; which way they point is for the reading to find out.
  if (claim.op !== '=' && claim.op !== '≈' && claim.kind !== 'inequality') return 'fits';
  return worst(pointsOf(claim, outcome).map(env => siftSides(c.left, c.right, env, 1e-6)));
}

type Env = ReturnType<typeof pointsOf>[number];

/** At several points: `no` where one says so, `open` where none says anything. */
const worst = (all: readonly Sifted[]): Sifted => (all.includes('no') ? 'no' : all.includes('fits') ? 'fits' : 'open');

function siftSides(left: Expr, right: Expr, env: Env, by: number): Sifted {
  const exact = by < APART ? gap(left, right, env) : undefined;
  if (exact) return exact.n === 0n ? 'fits' : 'no';
  const [l, r] = [realIn(left, env), realIn(right, env)];
  if (l === undefined || r === undefined) return 'open';
  return Math.abs(l - r) > by * (1 + Math.abs(l)) ? 'no' : 'fits';
}

/** The same of the two sides as they are written after the edits: `no` only where all readings of them are far apart. */
function siftText({ claim, outcome, text, tex }: Fault, { edits }: Candidate): Sifted {
  const { chain } = claim;
  if (!chain) return 'fits';
  const now = apply(text, edits);
  const [lefts, rights] = [0, 1].map(k => readingsOf(now, moved(chain.sides[chain.link + k]!.span, edits), tex));
  const pairs = lefts!.flatMap(l => rights!.map(r => [l, r] as const));
  return worst(
    pointsOf(claim, outcome).map(env => {
      const found = pairs.map(([l, r]) => siftSides(l, r, env, APART));
      return found.includes('fits') ? 'fits' : found.length && found.every(f => f === 'no') ? 'no' : 'open';
    }),
  );
}

/** Where a side is after edits, with what they put in at its ends. */
const moved = ({ start, end }: Span, edits: readonly Edit[]): Span => ({ start: startOf(edits, start), end: endOf(edits, end) });

/** What stands in a span, read by itself. */
function readingsOf(text: string, { start, end }: Span, tex: boolean): Expr[] {
  const whole = { start: 0, end: end - start };
  const toks = tidy(lex(text.slice(start, end), tex ? [{ span: whole, inner: whole, display: false }] : []));
  return readings(toks, 0, toks.length);
}
