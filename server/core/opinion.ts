// The nouns of what is judged and not proved: a part of the model, and seen through it.
import type { Coverage, SlipName, Span } from './model';

/** One step a model objects to. Offsets are into the step's decoded text, so that they outlive an edit elsewhere. */
export type Objection = {
  /** 0-based. */
  readonly step: number;
  readonly message: string;
  /** How far the step is believed, 0 to 1 unless the model's layout says otherwise; it is objected to below `threshold`. */
  readonly score: number;
  readonly threshold: number;
  /** The words objected to; the whole step unless given. */
  readonly at?: Span;
  readonly slip?: SlipName;
  /** What should stand at `at`. The symbolic verifier did not refute it, and that is all. */
  readonly suggestion?: string;
  /** A remark rather than an objection: it flags nothing. */
  readonly hint?: boolean;
  /** Words of the problem it speaks of, as offsets into the problem's decoded text. */
  readonly problem?: Span;
};

/** A completion of a solution by a policy model, for all that reach the same answer. */
export type Rollout = {
  readonly text: string;
  /** What it ends in; absent where it states nothing. */
  readonly answer?: string;
  /** Whether that is the answer to be reached. */
  readonly right: boolean;
  /** Completions that reach this answer. */
  readonly count: number;
};

/** Completions of a solution from after a step on. */
export type Rollouts = {
  /** 0-based step after which they start; -1: from the problem alone. */
  readonly after: number;
  readonly right: number;
  readonly total: number;
  /** 95 % interval of the share that ends right. */
  readonly low: number;
  readonly high: number;
  /** One for each answer that was reached, most frequent first; a few of them, right ones before others. */
  readonly samples: readonly Rollout[];
};

/** What one model-backed verifier says of a whole solution. */
export type Opinion = {
  readonly verifier: string;
  readonly by: string;
  /**
   * 0-based index of the first wrong step, -1 for none. Null where it does not say: because it could not (then `why` says
   * why), or because it speaks of the problem's reading and not of a first wrong step.
   */
  readonly first: number | null;
  readonly why?: string;
  readonly objections: readonly Objection[];
  /** One score a step, where it gives scores. */
  readonly scores?: readonly number[];
  /** One figure for the whole solution, put together from the scores as suits the model. */
  readonly figure?: { readonly how: 'min' | 'softmin' | 'product' | 'last' | 'mean'; readonly value: number };
  /** How many votes named each first wrong step. */
  readonly votes?: Readonly<Record<string, number>>;
  /** How many votes overlooked the control step, which is known to be wrong; they count for nothing. */
  readonly overlooked?: number;
  readonly rollouts?: readonly Rollouts[];
  /** Questions a grader would ask, and whether the solution meets them. */
  readonly checklist?: readonly { readonly item: string; readonly passed: boolean }[];
  /** ISO date of the oldest answer it rests on. */
  readonly date?: string;
};

/** What was found wrong with a solution: by proof, else by a model. `step` is 0-based. */
export type Review = { readonly step: number; readonly words: string; readonly proved: boolean };

/**
 * What a model would write instead of a solution: from its first wrong step on (`fix`), or from the start (`fresh`). It is
 * shown; only a person applies it.
 */
export type Refinement = {
  readonly mode: 'fix' | 'fresh';
  readonly by: string;
  /**
   * `right`: nothing was found wrong, so nothing is proposed. `accepted`: neither proof nor model objects to the proposal.
   * `doubted`: it is not refuted, but the model that reviews it still objects or cannot say. `refuted`: every proposal was.
   * `unread`: there is none, and `why` says why.
   */
  readonly outcome: 'right' | 'accepted' | 'doubted' | 'refuted' | 'unread';
  /** What was found wrong with the solution, then with each proposal in turn. */
  readonly reviews: readonly Review[];
  /** All steps as they are proposed; absent where no proposal stands. */
  readonly steps?: readonly string[];
  /** How much of the proposal could be checked. */
  readonly coverage?: Coverage;
  readonly why?: string;
  /** ISO date of the oldest answer it rests on. */
  readonly date?: string;
};

/** Whether the verifiers that could say where a solution first goes wrong say the same. */
export type Agreement = 'agreed' | 'contested';
