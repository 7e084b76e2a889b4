// What a verifier sees: one claim, the premises it uses and what is in force. Never a document or a position in one.

import { type Expr, key } from '../math/expr';
import type { Sort } from '../math/sorts';
import type { EdgeReason, Op, Span } from '../model';

export type ClaimKind =
  | 'arithmetic'
  | 'rewrite'
  | 'restated'
  | 'equation'
  | 'plug-in'
  | 'carried'
  | 'answer'
  | 'remainder'
  | 'put-back'
  | 'calculus'
  | 'congruence'
  | 'counting'
  | 'fact'
  | 'calendar'
  | 'clock'
  | 'general'
  | 'system'
  | 'follows'
  | 'units'
  | 'inequality'
  | 'quantity'
  | 'comparison'
  | 'figure'
  | 'bound'
  | 'extreme';

/** An earlier relation that a claim uses, and where it stands (document offsets). */
export type Given = {
  readonly from: string;
  readonly span: Span;
  readonly why: EdgeReason;
  readonly label: string;
  readonly left: readonly Expr[];
  readonly op: Op;
  readonly right: readonly Expr[];
};

/** What is in force where a claim stands, as far as a verdict depends on it. */
export type Scope = {
  /** Exponents of ten that the text counts in (percent 2, thousand 3): sides may differ by such a power on purpose. */
  readonly magnitude: readonly number[];
  /** The text rounds, estimates or counts whole things. */
  readonly rounding: boolean;
  readonly remainder: boolean;
  readonly money: boolean;
  readonly degrees: boolean;
  readonly complex: boolean;
  /** "modulo", "units digit", parity: `=` may mean congruent. */
  readonly modular: boolean;
  /** Numerals in other bases than ten stand somewhere. */
  readonly numerals?: boolean;
  /** The moduli that the text names. */
  readonly moduli: readonly string[];
  /** Decimals (as text) that were rounded before, so that later values inherit the error. */
  readonly rounded: readonly string[];
  readonly integers: readonly string[];
  /** The writer announced a rewriting ("expands to", "both sides by"), or only lines of equations stand here. */
  readonly announced: boolean;
  /** The solution set is what is claimed: the problem says to solve. */
  readonly solving: boolean;
  /** A story with amounts that are never below zero: no debts, temperatures or changes are spoken of. */
  readonly story: boolean;
  /** Values of the unknown that are stated elsewhere in the solution, as text. */
  readonly stated: readonly string[];
};

/** What was said before about the letters of a claim: a witness must satisfy all of it. */
export type Background = {
  readonly relations: readonly Given[];
  readonly sorts: readonly (readonly [string, Sort])[];
  /** Nothing was said about these letters that could not be read. */
  readonly complete: boolean;
  /** A relation about them could not be read, or is only supposed. */
  readonly unreadable: boolean;
  /** One of the relations is only supposed. */
  readonly supposed?: boolean;
  /** The equations that no case, trial or choice may have left behind: what contradicts them is wrong. */
  readonly lasting?: readonly Given[];
};

export type Claim = {
  readonly kind: ClaimKind;
  readonly step: string;
  /** Offsets into the step's text. */
  readonly span: Span;
  readonly left: readonly Expr[];
  readonly op: Op;
  readonly right: readonly Expr[];
  /** Content of both sides and the premises, where the builder has it at hand: what the memo compares. */
  readonly content?: string;
  readonly premises: readonly Given[];
  /** Of a congruence: what it is modulo. */
  readonly modulus?: readonly Expr[];
  readonly scope: Scope;
  /** Given where the claim is no identity, so that what is in force decides. */
  readonly background?: Background;
  /** Set where the claim may be confirmed but not refuted, with the reason. */
  readonly confirmOnly?: string;
  /** All sides of the statement the claim is a link of, and which link: a correction must keep the other links true. */
  readonly chain?: { readonly sides: readonly { readonly readings: readonly Expr[]; readonly span: Span }[]; readonly link: number };
};

export const NO_SCOPE: Scope = {
  magnitude: [],
  rounding: false,
  remainder: false,
  money: false,
  degrees: false,
  complex: false,
  modular: false,
  moduli: [],
  rounded: [],
  integers: [],
  announced: false,
  solving: false,
  story: false,
  stated: [],
};

/** Content of a claim without its place: two claims with one key have one verdict. */
export function claimKey(claim: Claim): string {
  const side = (e: readonly Expr[]) => e.map(key).join('¦');
  const s = claim.scope;
  const flags = [s.rounding, s.remainder, s.money, s.degrees, s.complex, s.modular, s.numerals === true, s.announced, s.solving, s.story]
    .map(b => (b ? 1 : 0))
    .join('');
  const content =
    claim.content ??
    `${side(claim.left)}${claim.op}${side(claim.right)}|${claim.premises.map(p => `${side(p.left)}${p.op}${side(p.right)}`).join('&')}`;
  const b = claim.background;
  const background = b
    ? `|${b.complete ? 1 : 0}${b.lasting?.length ?? ''}${b.relations.map(p => `${side(p.left)}${p.op}${side(p.right)}`).join('&')}${b.sorts.map(([name, s]) => `${name}:${s.kind}${s.sign ?? ''}`).join('&')}`
    : '';
  const modulus = claim.modulus ? `mod${side(claim.modulus)}` : '';
  return `${claim.kind}:${content}${modulus}${background}|${flags}|${s.magnitude.join(',')}|${s.moduli.join(',')}|${s.rounded.join(',')}|${s.integers.join(',')}|${s.stated.join(',')}|${claim.confirmOnly ?? ''}`;
}
