// The messages about models: a part of the protocol, and seen through it. Types and constants only.
import type { Edit, Refinement, Review } from './core/model';

//#region From client to server

/**
 * Request: ask the models that are set about the solutions of a document, or about one. Sent by commands only. Cancellable;
 * progress goes through `workDoneToken`. What they said shows with the next verdict: ask for one.
 */
export const JUDGE = 'hence/judge';
export type JudgeParams = {
  readonly uri: string;
  readonly solution?: string;
  /** The user's notes on slips seen often. */
  readonly slips?: string;
  readonly workDoneToken?: string | number;
};
export type JudgeResult = {
  /** Solutions asked about. */
  readonly asked: number;
  /** Opinions that object, and opinions that could not be formed. */
  readonly objections: number;
  readonly unknown: number;
  /** What it took: "3 calls · 1,200 + 300 tokens". */
  readonly account: string;
  /** What to mend, such as a connection that is not encrypted. */
  readonly notes: readonly string[];
  /** Why it was not done, or not to the end. */
  readonly trouble?: string;
};

/**
 * Request: have the chat model that is set mend a solution. Sent by a command only, cancellable; nothing is edited: the answer
 * says what would be.
 */
export const REFINE = 'hence/refine';
export type RefineParams = {
  readonly uri: string;
  /** The wanted solution's id; else the one at `offset`, else the only one. */
  readonly solution?: string;
  readonly offset?: number;
  /** Mend from the first wrong step on, or start over. */
  readonly mode: 'fix' | 'fresh';
  /** The user's notes on slips seen often. */
  readonly slips?: string;
  readonly workDoneToken?: string | number;
};
export type RefineResult = {
  readonly title: string;
  /** Of the document, when it was read. */
  readonly version: number;
  /** Absent where it was not done; then `trouble` says why. */
  readonly outcome?: Refinement['outcome'];
  readonly by: string;
  /** What is thought of the proposal, or why there is none. */
  readonly said: string;
  readonly reviews: readonly Review[];
  readonly proposal?: {
    /** In document offsets. Empty where it cannot be written into the document; then `before` holds the steps as they are. */
    readonly edits: readonly Edit[];
    readonly before?: string;
    /** The whole document after the edits, or the proposed steps. */
    readonly after: string;
  };
  readonly account: string;
  readonly notes: readonly string[];
  readonly trouble?: string;
};

/** Request: where proofs and models, or models among themselves, disagree in the open documents; what to read first, first. */
export const DISAGREEMENTS = 'hence/disagreements';
export type Disagreement = {
  readonly uri: string;
  readonly title: string;
  readonly solution: string;
  /** 0-based. */
  readonly step: number;
  readonly why: string;
  /** 0 to 1. */
  readonly weight: number;
  readonly line: number;
  readonly character: number;
  readonly endLine: number;
  readonly endCharacter: number;
};

//#endregion
//#region From server to client

/** Request: may text go to this address? Asked before anything is sent. */
export const PERMIT = 'hence/permit';
export type PermitParams = {
  readonly address: string;
  /** What would be sent. */
  readonly sends: string;
  /** How far it would go: "this machine", "a private network", "the internet". */
  readonly reach?: string;
  readonly warning?: string;
};
export type PermitResult = { readonly granted: boolean };

/** Request: the key for an origin. It is used for that origin alone and kept nowhere. */
export const KEY = 'hence/key';
export type KeyParams = { readonly origin: string };
export type KeyResult = { readonly key: string | null };

/** Request: ask a language model of the editor. */
export const ASK_EDITOR = 'hence/askEditor';
export type AskEditorParams = {
  /** Family or id; empty for the first there is. */
  readonly model: string;
  readonly messages: readonly { readonly role: 'user' | 'assistant'; readonly content: string }[];
};
export type AskEditorResult =
  | { readonly text: string }
  | { readonly failure: 'consent' | 'quota' | 'setup' | 'cancelled' | 'cut'; readonly message: string };

//#endregion
