// The shape of a verifier: a value, one file each, listed once in index.ts. Its examples are its tests and its page.
import type { Claim } from '../claims/claim';
import type { Outcome, Token } from '../model';

export type Verifier = {
  /** Stable: the diagnostic code, the settings key and the heading of its page. */
  readonly id: string;
  /** One sentence for people. */
  readonly about: string;
  readonly speed: 'fast' | 'slow';
  /** Raised whenever verdicts may change, so that remembered ones are dropped. */
  readonly version: number;
  wants(claim: Claim): boolean;
  /** Decides a claim. May throw: the engine turns that into `unknown` with the reason. */
  check(claim: Claim, token: Token): Outcome;
  /** Marked texts: what `^^^` underlines must be found, with that message; texts without a mark must stay silent. */
  readonly examples: readonly string[];
};
