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

/** Whether a candidate makes both sides equal where the claim can be evaluated; true where that cannot be told. */
export function fits(fault: Fault, c: Candidate): boolean {
  const { claim, outcome } = fault;
  if (c.blind) return c.result === true || c.vanishes === true || mayHold(fault, c);
  // The ends of two ranges must agree; which way they point is for the reading to find out.
  if (claim.op !== '=' && claim.op !== '≈' && claim.kind !== 'inequality') return true;
  return pointsOf(claim, outcome).every(env => {
    const exact = gap(c.left, c.right, env);
    return exact ? exact.n === 0n : !apart(c.left, c.right, env, 1e-6);
  });
}

type Env = ReturnType<typeof pointsOf>[number];

function apart(left: Expr, right: Expr, env: Env, by: number): boolean {
  const [l, r] = [realIn(left, env), realIn(right, env)];
  return l !== undefined && r !== undefined && Math.abs(l - r) > by * (1 + Math.abs(l));
}

/** Whether the two sides of a claim may be equal as they are written after the edits: false only where all readings of them are far apart. */
function mayHold({ claim, outcome, text, tex }: Fault, { edits }: Candidate): boolean {
  const { chain } = claim;
  if (!chain || claim.op !== '=') return true;
  const now = apply(text, edits);
  const [lefts, rights] = [0, 1].map(k => readingsOf(now, moved(chain.sides[chain.link + k]!.span, edits), tex));
  const pairs = lefts!.flatMap(l => rights!.map(r => [l, r] as const));
  return pairs.length === 0 || pointsOf(claim, outcome).every(env => pairs.some(([l, r]) => !apart(l, r, env, APART)));
}

/** Where a side is after edits, with what they put in at its ends. */
const moved = ({ start, end }: Span, edits: readonly Edit[]): Span => ({ start: startOf(edits, start), end: endOf(edits, end) });

/** What stands in a span, read by itself. */
function readingsOf(text: string, { start, end }: Span, tex: boolean): Expr[] {
  const whole = { start: 0, end: end - start };
  const toks = tidy(lex(text.slice(start, end), tex ? [{ span: whole, inner: whole, display: false }] : []));
  return readings(toks, 0, toks.length);
}
