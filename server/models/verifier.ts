// The shape of everything that judges a solution with a model.
import type { Memo, Opinion, SolutionAnalysis } from '../core';
import { digest } from './transport/cache';
import type { Chat } from './transport/chat';
import { isFinal, ModelFailure } from './transport/failure';

export type ModelVerifier = {
  readonly id: string;
  readonly about: string;
  /** Who answers. */
  readonly by: string;
  /** Never on the way of a keystroke. */
  readonly speed: 'slow';
  /** Raised whenever opinions may change; with `key` a part of the memo's key. */
  readonly version: number;
  /** Whatever else decides its opinions: model, votes, rule. */
  readonly key: string;
  /** Why it has nothing to say about a solution; undefined where it has. */
  idle(analysis: SolutionAnalysis): string | undefined;
  /** Throws `ModelFailure`; the caller makes it an opinion that does not know. */
  judge(analysis: SolutionAnalysis, signal?: AbortSignal): Promise<Opinion>;
};

/** What the verifiers that ask a chat model need. */
export type Asking = { readonly chat: Chat; readonly secret: string };

/** What a solution says, without where it stands: the key under which opinions on it are kept. */
export function contentOf({ solution }: SolutionAnalysis): unknown {
  return [solution.problem?.text ?? '', solution.steps.map(step => step.text.text), solution.reference?.text ?? ''];
}

export function memoKey(verifier: ModelVerifier, analysis: SolutionAnalysis): Promise<string> {
  return digest('opinion', verifier.id, verifier.version, verifier.key, contentOf(analysis));
}

/** The opinion of one verifier: remembered, asked for, or why there is none. Throws only what ends the whole run. */
export async function opinionOf(verifier: ModelVerifier, analysis: SolutionAnalysis, memo: Memo, signal?: AbortSignal): Promise<Opinion> {
  const idle = verifier.idle(analysis);
  if (idle !== undefined) return unknown(verifier.id, verifier.by, idle);
  const key = await memoKey(verifier, analysis);
  const known = memo.get<Opinion>(key);
  if (known) return known;
  try {
    const opinion = await verifier.judge(analysis, signal);
    if (opinion.why === undefined) memo.set(key, opinion);
    return opinion;
  } catch (error) {
    if (!(error instanceof ModelFailure) || isFinal(error)) throw error;
    return unknown(verifier.id, verifier.by, error.message);
  }
}

export function unknown(verifier: string, by: string, why: string): Opinion {
  return { verifier, by, first: null, why, objections: [] };
}
