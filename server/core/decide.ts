// One claim → its verdict, remembered by content. Shared by the engine and by the search for corrections.
import { type Claim, claimKey } from './claims/claim';
import type { StepClaims } from './claims/context';
import { shown } from './math/print';
import type { Memo } from './memo';
import type { Outcome, Shown, Token } from './model';
import type { Settings } from './settings';
import { type Verifier, verifiers } from './verifiers';

type Judged = { readonly outcome: Outcome; readonly left: Shown; readonly right: Shown };
export type Decided = { readonly claim: Claim; readonly step: StepClaims; readonly verifier: Verifier | undefined } & Judged;

/** Decides one claim of a step by the first verifier that wants it and is switched on. */
export function verdict(claim: Claim, step: StepClaims, settings: Settings, memo: Memo, token: Token): Decided {
  const verifier = verifiers.find(v => settings.verifiers[v.id] !== false && v.wants(claim));
  if (!verifier) return { claim, step, verifier, ...judged(claim, { outcome: 'unknown', why: 'no verifier is switched on for it' }) };
  const id = `${verifier.id}@${verifier.version}:${claimKey(claim)}`;
  let known = memo.get<Judged>(id);
  if (!known) {
    known = judged(claim, guarded(verifier, claim, token));
    if (!token.isCancellationRequested) memo.set(id, known);
  }
  const withdrawn = known.outcome.outcome === 'fails' && step.withdrawn;
  return { claim, step, verifier, ...known, ...(withdrawn ? { outcome: { outcome: 'unknown', why: 'the text takes it back' } } : {}) };
}

/** An outcome with both sides as they are shown, so that printing is remembered with it. */
const judged = (claim: Claim, outcome: Outcome): Judged => ({ outcome, left: shown(claim.left[0]!), right: shown(claim.right[0]!) });

/** A verifier that throws is `unknown`, and a claim that may only be confirmed is never refuted. */
function guarded(verifier: Verifier, claim: Claim, token: Token): Outcome {
  let outcome: Outcome;
  try {
    outcome = verifier.check(claim, token);
  } catch (e) {
    return { outcome: 'unknown', why: e instanceof Error ? e.message : 'the verifier failed' };
  }
  if (outcome.outcome === 'fails' && claim.confirmOnly) return { outcome: 'unknown', why: claim.confirmOnly };
  return outcome;
}
