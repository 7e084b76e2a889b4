// The search itself: single changes in order of likelihood, then pairs, each proved by reading the step again.
import { type Claim, claimKey } from '../claims/claim';
import type { StepClaims } from '../claims/context';
import type { Decided } from '../decide';
import { isQ } from '../math/evaluate';
import { printText, shown } from '../math/print';
import { decimal, equal } from '../math/rational';
import type { Edit, Repair, Span, Token } from '../model';
import { along, shortened } from './along';
import { type Candidate, candidates, type Fault } from './candidates';
import { apply, compose, disjoint, endOf, newSpans } from './edits';
import { CARRIED, type Evidence } from './evidence';
import { lostIn } from './lost';
import { gap, pointsOf, slotOf } from './numbers';
import type { Bench } from './reread';
import { sift } from './sieve';
import { nodes } from './site';

const MAX_OFFERED = 3;
/** Times a step is read again for one finding: the most of a short one, and of a long one fewer, by its characters. */
const MAX_READ = 8;
const MIN_READ = 4;
const MAX_CHARACTERS = 2000;
/** Of these, times for a candidate of which nothing can be told before. */
const MAX_OPEN = 3;
/** First changes that are combined with a second one, and about as many pairs as are looked at: fewer first ones where there are many. */
const MAX_FIRST = 12;
const MAX_PAIRS = 240;
/** Parts of expressions in all pairs that are looked at. One that has no exact value takes about so many times as long to work out. */
const MAX_PARTS = 6000;
const INEXACT = 4;
/** A correction this much less likely than the best one is no rival to it. */
const RIVAL = 1.6;

/** A correction in offsets of the step's text. */
export type Found = Omit<Repair, 'edits' | 'at'> & { readonly edits: readonly Edit[] };

/**
 * Corrections of one refuted claim of a step, the likeliest first, at most three. Nothing inside `fixed` (offsets of the
 * step's text) is touched.
 */
export function search(bench: Bench, target: Decided, evidence: Evidence, token: Token, fixed: readonly Span[] = []): Found[] {
  const text = bench.reading.step.text.text;
  const { claim, outcome } = target;
  if (!claim.left[0] || !claim.right[0]) return [];
  const { maths } = bench.reading.step;
  const tex =
    maths.some(m => m.inner.start <= claim.span.start && claim.span.end <= m.inner.end) ||
    text.slice(claim.span.start, claim.span.end).includes('\\');
  const fault: Fault = { claim, outcome, text, tex, evidence };
  const found: Found[] = [];
  const trial = trialOf(bench, fault, target);
  let best = 0;
  let open = MAX_OPEN;
  const offer = (c: Candidate): boolean => {
    if (found.length && c.weight < best - RIVAL) return false;
    if (trial.left() <= 0 || found.length >= MAX_OFFERED || token.isCancellationRequested) return false;
    const sifted = sift(fault, c);
    if (sifted === 'no' || (sifted === 'open' && open-- <= 0)) return true;
    const all = along(fault, c);
    const edits = all && trial.read(c, all);
    if (!edits) return true;
    if (!found.length) best = c.weight;
    const corrected = apply(text, edits);
    if (!found.some(f => f.corrected_step === corrected)) found.push(foundOf(c, edits, corrected));
    return true;
  };
  const free = (c: Candidate) => !fixed.some(s => c.edits.some(e => e.start < s.end && s.start < e.end));
  const singles = candidates(fault).filter(free);
  for (const c of singles) if (!offer(c)) break;
  if (found.length || lostIn(outcome)) return found;
  const firsts = singles
    .filter(c => !c.blind && !c.vanishes && c.edits.length === 1)
    .slice(0, Math.min(MAX_FIRST, Math.ceil(MAX_PAIRS / singles.length), Math.ceil(MAX_PARTS / (singles.length * sizeOf(fault)))));
  const pairs: Candidate[] = [];
  for (const first of firsts) {
    if (token.isCancellationRequested) return [];
    for (const second of candidates(fault, first.left, first.right)) {
      if (
        second.blind ||
        (first.free && second.free) ||
        second.free === true ||
        !free(second) ||
        !disjoint([...first.edits, ...second.edits]) ||
        sift(fault, second) !== 'fits'
      )
        continue;
      pairs.push({
        ...second,
        edits: [...first.edits, ...second.edits],
        slip: first.slip,
        explanation: `${first.explanation.replace(/\.$/, '')}, and ${second.explanation.charAt(0).toLowerCase()}${second.explanation.slice(1)}`,
        weight: first.weight + second.weight,
      });
    }
  }
  for (const c of pairs.sort((a, b) => b.weight - a.weight)) if (!offer(c)) break;
  if (!found.length) for (const c of shortened(fault).filter(free)) offer(c);
  return found;
}

/** What it takes to work out both sides of a claim: the number of their parts, and more where they have no exact value. */
function sizeOf({ claim, outcome }: Fault): number {
  const [left, right] = [claim.left[0]!, claim.right[0]!];
  const exact = pointsOf(claim, outcome).every(env => gap(left, right, env) !== undefined);
  return (nodes(left).length + nodes(right).length) * (exact ? 1 : INEXACT);
}

function foundOf(c: Candidate, edits: readonly Edit[], corrected: string): Found {
  return {
    slip: c.slip,
    explanation: edits.length > c.edits.length ? `${c.explanation.replace(/\.$/, '')}; what follows from it changes, too.` : c.explanation,
    edits,
    corrected_step: corrected,
    shown: {
      text: `${printText(c.left)} ${c.op} ${printText(c.right)}`,
      tex: `${shown(c.left).tex} ${c.op === '=' ? '=' : c.op} ${shown(c.right).tex}`,
    },
  };
}

type Trial = {
  left(): number;
  /** The edits `all` of a candidate, with those of what follows, after which the step holds; undefined where it does not. */
  read(c: Candidate, all: readonly Edit[]): readonly Edit[] | undefined;
};

function trialOf(bench: Bench, { text, tex }: Fault, target: Decided): Trial {
  const span = target.claim.span;
  const wanted = bench.before.flatMap((d, i) => (d.outcome.outcome === 'fails' && overlap(d.claim.span, span) ? [i] : []));
  const knownWrong = new Set(
    bench.before.flatMap((d, i) => (d.outcome.outcome === 'fails' && !wanted.includes(i) ? [claimKey(d.claim)] : [])),
  );
  let reads = Math.max(MIN_READ, Math.min(MAX_READ, Math.floor(MAX_CHARACTERS / Math.max(1, text.length))));
  const absurd = absurdities(bench.reading);
  const again = (edits: readonly Edit[]) => {
    reads--;
    const after = bench.again(edits);
    return after?.[0] && absurdities(after[0].step) > absurd ? undefined : after;
  };
  /** Claims that fail now and did not, or held and do no more. */
  const newlyWrong = (after: readonly Decided[]) =>
    after.filter((d, i) => {
      if (d.outcome.outcome === 'fails') return !knownWrong.has(claimKey(d.claim));
      return d.outcome.outcome === 'unknown' && after.length === bench.before.length && bench.before[i]!.outcome.outcome === 'holds';
    });

  function settled(c: Candidate, edits: readonly Edit[], after: readonly Decided[]): boolean {
    if (c.vanishes)
      return !after.some(d => lostIn(d.outcome) && !bench.before.some(b => b !== target && claimKey(b.claim) === claimKey(d.claim)));
    if (after.length === bench.before.length) return wanted.every(i => held(c, after[i]!));
    return after.some(d => takesItsPlace(d, edits) && held(c, d));
  }

  /** Whether a claim stands where the refuted one stood: with a part of either side, where both are written. */
  function takesItsPlace(d: Decided, edits: readonly Edit[]): boolean {
    const moved = (s: Span) => ({ start: endOf(edits, s.start), end: endOf(edits, s.end) });
    if (d.claim.kind !== target.claim.kind || !overlap(d.claim.span, moved(span))) return false;
    return [target.claim.left[0]!.span, target.claim.right[0]!.span].every(
      side => side.end <= side.start || !within(side, span) || overlap(d.claim.span, moved(side)),
    );
  }

  /** Whether a claim holds, and not by luck: where another change than that of the result only comes near it, its digits must be many. */
  const held = (c: Candidate, d: Decided): boolean => holds(d) && (c.result === true || !isRounded(d) || isTold(d.claim));

  /** Whether the claim itself holds, whatever became of those behind it. */
  function mends(c: Candidate, edits: readonly Edit[], after: readonly Decided[]): boolean {
    if (c.vanishes) return true;
    const i = bench.before.indexOf(target);
    if (after.length === bench.before.length) return held(c, after[i]!);
    const there = after.find(d => takesItsPlace(d, edits));
    return there !== undefined && held(c, there);
  }

  function read(c: Candidate, all: readonly Edit[]): readonly Edit[] | undefined {
    let edits = all;
    let after = again(edits);
    if (!after || !mends(c, edits, after)) return undefined;
    // What comes after in the same step may have to change along: the rest of a chain, the lines below.
    for (let round = 0; after && round < 4; round++) {
      const wrong = newlyWrong(after);
      if (!wrong.length) return settled(c, edits, after) ? edits : undefined;
      const next = wrong[0]!;
      if (reads <= 0 || endOf(edits, Math.min(...c.edits.map(e => e.start))) > next.claim.span.end) return undefined;
      const more = follow(next, apply(text, edits), edits, Math.min(...c.edits.map(e => e.start)));
      if (!more) return undefined;
      [edits, after] = more;
    }
    return undefined;
  }

  /** Edits with one more, that mends a claim which the others broke. */
  function follow(d: Decided, now: string, edits: readonly Edit[], from: number): [readonly Edit[], readonly Decided[]] | undefined {
    if (!d.claim.left[0] || !d.claim.right[0]) return undefined;
    const fault: Fault = { claim: d.claim, outcome: d.outcome, text: now, tex, evidence: CARRIED };
    const written = newSpans(edits);
    let tries = 3;
    for (const c of candidates(fault)) {
      // What was just put right stays, and so does what led to it.
      if (c.edits.some(e => e.start < from)) continue;
      if (c.edits.some(e => written.some(w => e.start < w.end && w.start < e.end))) continue;
      if (sift(fault, c) === 'no') continue;
      if (tries-- <= 0 || reads <= 0) return undefined;
      const all = compose(text.length, edits, c.edits);
      const after = again(all);
      if (after && newlyWrong(after).every(x => x.claim.span.start > d.claim.span.start)) return [all, after];
    }
    return undefined;
  }

  return { left: () => reads, read };
}

/** How often two plain numbers that differ are said to be equal: -4 = -2 is no claim that a verifier sees. */
const absurdities = ({ reading }: StepClaims): number =>
  reading.statements.reduce(
    (n, { sides, relations }) =>
      n +
      sides.filter((side, k) => {
        const [a, b] = [side.value, sides[k + 1]?.value];
        return a && b && isQ(a) && isQ(b) && relations[k]!.op === '=' && !side.operation && !sides[k + 1]!.operation && !equal(a, b);
      }).length,
    0,
  );

const holds = (d: Decided): boolean => d.outcome.outcome === 'holds' && d.outcome.arrow !== '⇒';
const isRounded = ({ outcome }: Decided): boolean => outcome.outcome === 'holds' && outcome.note === 'rounded';

/** Significant digits that no other value has by accident. */
const ENOUGH_DIGITS = 3;

/** Whether the decimals of a claim tell much, or its text rounds anyway. */
function isTold({ left, right, scope }: Claim): boolean {
  if (scope.rounding || scope.rounded.length > 0) return true;
  const plain = [left[0]!, right[0]!].flatMap(e => slotOf(e) ?? []);
  return plain.every(s => s.places !== undefined && decimal(s.value, s.places).replace(/^[-0.]+|\./g, '').length >= ENOUGH_DIGITS);
}

const within = (a: Span, b: Span): boolean => b.start <= a.start && a.end <= b.end;
const overlap = (a: Span, b: Span): boolean => a.start < b.end && b.start < a.end;
