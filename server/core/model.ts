// The nouns of the product. Plain, immutable, JSON-serialisable data; every other file speaks in these.
import type { Agreement, Opinion, Refinement } from './opinion';

export type * from './opinion';

/** Half-open range of UTF-16 offsets, 0-based. Into the document unless a comment says otherwise. */
export type Span = { readonly start: number; readonly end: number };

/**
 * A run of decoded text and where it stands in the document.
 * `offsets[i]` is the document offset of `text[i]` (length `text.length + 1`); absent when the text stands in the
 * document as it is, so that the document offset is `span.start + i`. JSON strings and expanded macros need the map.
 */
export type Text = {
  readonly text: string;
  readonly span: Span;
  readonly offsets?: readonly number[];
  /** How new text must be written to stand here: inside a JSON string, quotes and backslashes are escaped. */
  readonly escape?: 'json';
};

/** A formula set off by delimiters. Both spans are offsets into the text it was found in. */
export type Maths = { readonly span: Span; readonly inner: Span; readonly display: boolean };

export type Role = 'given' | 'derived' | 'answer' | 'prose';

export type Step = {
  /** Unique within the document: `<solution id>/<number>`. */
  readonly id: string;
  readonly span: Span;
  /** 0-based position in the solution; what a person sees is `label`, else number + 1. */
  readonly number: number;
  /** The writer's own name for it, where there is one: "Step 3", "2.", "Case 1". */
  readonly label?: string;
  readonly role: Role;
  readonly text: Text;
  /** Offsets into `text.text`. */
  readonly maths: readonly Maths[];
};

/** A step-level or whole-solution judgement that came with the file. */
export type Label = {
  readonly kind: 'first-error' | 'step' | 'final-answer';
  readonly step?: number;
  readonly value: number | string;
  readonly by: string;
};

/** Process rewards that came with the file: one score a step, in step order. */
export type Rewards = { readonly by: string; readonly scores: readonly number[] };

export type Solution = {
  /** The record's own id where it has one, else its ordinal; unique within the document. */
  readonly id: string;
  readonly title: string;
  readonly span: Span;
  readonly problem?: Text;
  readonly steps: readonly Step[];
  /** The final answer as the file states it in a field of its own. */
  readonly answer?: Text;
  /** The reference answer where the file has one: shown and compared only when the setting allows it. */
  readonly reference?: Text;
  readonly labels?: readonly Label[];
  readonly rewards?: readonly Rewards[];
};

/** Something about the input itself: a broken record, a formula left open. Never a verdict on mathematics. */
export type Problem = {
  readonly span: Span;
  readonly code: 'bad-record' | 'unclosed-math' | 'not-text' | 'too-large';
  readonly message: string;
};

export type Parsed = { readonly format: string; readonly solutions: readonly Solution[]; readonly problems: readonly Problem[] };

/** A transcript format. `parse` is total: what it cannot read becomes a problem, and the rest goes on. */
export type Format = {
  readonly id: string;
  readonly about: string;
  /** File name endings, with the dot. */
  readonly extensions: readonly string[];
  /** VS Code language ids. */
  readonly languages: readonly string[];
  /** How much the text looks like this format, 0 to 1, for text of unknown kind. Reads a prefix only. */
  score(text: string): number;
  parse(text: string, options: FormatOptions): Parsed;
  /** How a comment is written in this format, for "ignore this finding"; absent where comments do not exist. */
  comment?(body: string): string;
};

export type FormatOptions = { readonly macros?: Readonly<Record<string, string>> };

/** `∈` says that a value is of a kind: prime, a multiple of 3, an element of a set. */
export type Op = '=' | '≈' | '≠' | '<' | '≤' | '>' | '≥' | '≡' | '∈' | '∉';

/** A formula to show: plain reading and TeX. */
export type Shown = { readonly text: string; readonly tex: string };

/**
 * What refutes a claim, re-evaluated exactly: both sides at `at` (empty for closed claims).
 * `premise` is the earlier relation that holds at `at` while the claim does not.
 */
export type Witness = {
  readonly at: readonly Assignment[];
  readonly left: Shown;
  readonly op: Op;
  readonly right: Shown;
  readonly premise?: { readonly left: Shown; readonly op: Op; readonly right: Shown };
  readonly note?: string;
};

export type Arrow = '⇔' | '⇒' | '⇐' | '=';

/** Something a step takes for granted without saying so: the ledger of assumptions (semantics 5 and 7). */
export type Need = {
  readonly left: Shown;
  readonly op: Op;
  readonly right: Shown;
  /** What asks for it, as a clause: "both sides are divided by x". */
  readonly why: string;
};

/** A value of a letter. */
export type Assignment = { readonly name: string; readonly value: Shown };

/** `lost`: solutions of the line before that are left out, ascending. */
export type Outcome =
  | {
      readonly outcome: 'holds';
      readonly arrow?: Arrow;
      readonly note?: string;
      readonly needs?: readonly Need[];
      readonly hint?: string;
      readonly lost?: readonly Assignment[];
    }
  | {
      readonly outcome: 'fails';
      readonly witness: Witness;
      readonly message: string;
      readonly expected?: Shown;
      readonly slip?: Slip;
      readonly lost?: readonly Assignment[];
    }
  /** `hint` is a remark worth showing (a finding with standing `hint`) although nothing is refuted. */
  | { readonly outcome: 'unknown'; readonly why: string; readonly needs?: readonly Need[]; readonly hint?: string };

/** LEMMA's error names (semantics 13) and its groups. */
export type SlipName =
  | 'calculation'
  | 'counting'
  | 'question_understanding'
  | 'referencing_context_value'
  | 'referencing_previous_step_value'
  | 'unit_conversion'
  | 'operator'
  | 'missing_step'
  | 'confusing_formula'
  | 'confusing_concept'
  | 'adding_irrelevant_information'
  | 'nonsense_output';

export type Slip = {
  readonly name: SlipName;
  /** The finer slip, from the repair that makes the step hold: "sign lost", "digits swapped". */
  readonly detail?: string;
};

export type Edit = { readonly start: number; readonly end: number; readonly newText: string };

/** A correction that has been verified to make the step hold. Edits are in document offsets. */
export type Repair = {
  readonly slip: Slip;
  readonly explanation: string;
  readonly edits: readonly Edit[];
  /** The exact place at fault: what the edits replace, or where they insert. */
  readonly at?: Span;
  /** The step's whole text after the edits, decoded (not escaped). */
  readonly corrected_step: string;
  /** Of the corrected formula, for rendering. */
  readonly shown?: Shown;
  /** The model that suggested it, where one did: then it is not refuted, and not verified either. */
  readonly by?: string;
};

/**
 * What became of a step when a correction was carried on: `corrected` (the step itself), `recomputed` (it followed from the
 * wrong value, and has the right one now), `follows` (it builds on the correction and holds as it stands), `open` (it builds on it
 * and could not be recomputed), `wrong` (it breaks on its own), `apart` (it uses nothing that changed).
 */
export type ReplayMark = 'corrected' | 'recomputed' | 'follows' | 'open' | 'wrong' | 'apart';

export type Replayed = {
  readonly step: string;
  /** 0-based. */
  readonly number: number;
  readonly mark: ReplayMark;
  /** Follow-through: what the step does with what it was given is right, although that was wrong. */
  readonly followThrough: boolean;
  /** The step's whole text, decoded. */
  readonly before: string;
  readonly after: string;
  /** In document offsets; empty where the text stays. */
  readonly edits: readonly Edit[];
  /** One sentence: what was put in, or why it could not be recomputed. */
  readonly note: string;
};

/** A correction carried through what depends on it. */
export type Replay = {
  readonly solution: string;
  /** 0-based number of the step that was corrected. */
  readonly from: number;
  readonly repair: { readonly slip?: Slip; readonly explanation: string };
  /** The corrected step and all that come after it. */
  readonly steps: readonly Replayed[];
  /** Number of the first step that still breaks, -1 where none does. */
  readonly firstError: number;
  /** What the solution ends in, before and after; absent where it states no value. */
  readonly answer?: { readonly before: string; readonly after: string };
  /** For preference learning, as Step-DPO has it: the steps before, the wrong step, the right one. */
  readonly pair: { readonly problem: string; readonly prefix: readonly string[]; readonly rejected: string; readonly chosen: string };
};

export type Standing = 'root' | 'inherited' | 'opinion' | 'hint';

export type Related = { readonly span: Span; readonly message: string; readonly step?: string };

export type Finding = {
  readonly solution: string;
  readonly step: string;
  /** 0-based step number. */
  readonly number: number;
  /** Stable code: the verifier's id, or `inherited`, `opinion`. */
  readonly code: string;
  readonly verifier: string;
  readonly standing: Standing;
  readonly span: Span;
  readonly message: string;
  /** What was claimed, for the hover and the tree. */
  readonly claim?: { readonly left: Shown; readonly op: Op; readonly right: Shown };
  readonly witness?: Witness;
  readonly slip?: Slip;
  readonly repairs: readonly Repair[];
  readonly related: readonly Related[];
  /** For `inherited`: the step id of the root. */
  readonly root?: string;
  /** For `opinion`: who, score, threshold, and when a model said it. */
  readonly opinion?: { readonly by: string; readonly score: number; readonly threshold: number; readonly date?: string };
};

/** One claim as it was decided, in document offsets: what hover, tree and coverage show. */
export type Checked = {
  readonly step: string;
  readonly span: Span;
  readonly kind: string;
  readonly verifier: string;
  readonly outcome: Outcome;
  readonly left: Shown;
  readonly op: Op;
  readonly right: Shown;
  readonly premises: readonly Premise[];
};

/** Where something a claim uses comes from. `from` is a step id or `problem`. */
export type Premise = { readonly from: string; readonly span: Span; readonly why: EdgeReason; readonly label: string };

export type EdgeReason = 'value' | 'symbol' | 'equation' | 'reference' | 'definition' | 'adjacent';

/** `to` uses `from`. Ids are step ids, or `problem`. */
export type Edge = {
  readonly from: string;
  readonly to: string;
  readonly why: EdgeReason;
  readonly label: string;
  /** Where `to` uses it. */
  readonly span: Span;
  /** Where in `from` it stands, as far as that is known. */
  readonly at?: Span;
};

export type StepVerdict = 'holds' | 'fails' | 'inherited' | 'opinion' | 'unknown' | 'nothing';

export type StepStatus = {
  readonly step: string;
  readonly verdict: StepVerdict;
  readonly claims: number;
  readonly checked: number;
  /** Why claims were not checked, most frequent first. */
  readonly why: readonly string[];
  readonly arrow?: Arrow;
  /** What the step takes for granted without saying so. */
  readonly needs?: readonly Need[];
  /** Where its numbers come from, in order. */
  readonly sources?: readonly NumberSource[];
};

/** A number of a step and where it comes from: a lens for readers, never a judgement. */
export type NumberSource = {
  /** As written. */
  readonly text: string;
  /** In the document. */
  readonly span: Span;
  /** `problem`, a step id (its own where it is worked out there), `constant`, or `none`. */
  readonly from: string;
  /** What a constant usually is. */
  readonly note?: string;
  /** Where it stands there. */
  readonly at?: Span;
};

export type Coverage = { readonly claims: number; readonly checked: number };

/**
 * Why the final answer is right although a step is wrong: it is the value that the `problem` asks for, or the known
 * `correction`s of the wrong step leave it as it is.
 */
export type AnswerStands = 'problem' | 'correction';

export type SolutionAnalysis = {
  readonly solution: Solution;
  readonly claims: readonly Checked[];
  readonly findings: readonly Finding[];
  readonly steps: readonly StepStatus[];
  readonly edges: readonly Edge[];
  /** 0-based number of the first root, -1 where none is proved. */
  readonly firstError: number;
  /** The first step an opinion flags, -1 where none does. */
  readonly firstOpinion: number;
  /** The answer is right all the same; absent where no step is wrong, or it is not known. */
  readonly answerStands?: AnswerStands;
  readonly coverage: Coverage;
  /** What models said, in the order they were asked; absent where none was. */
  readonly opinions?: readonly Opinion[];
  /** Absent where fewer than two verifiers could say. */
  readonly agreement?: Agreement;
  /** Several runs of each mode where they were asked for; absent where none was. */
  readonly refinements?: readonly Refinement[];
};

/** Everything known about one document. Immutable. */
export type Analysis = {
  readonly format: string;
  readonly solutions: readonly SolutionAnalysis[];
  readonly problems: readonly Problem[];
  readonly coverage: Coverage;
};

/** Asked before each step of work; the LSP's CancellationToken has this shape. */
export type Token = { readonly isCancellationRequested: boolean };

/** Document span of the text range [start, end) of `text`. */
export function toDocument(text: Text, start: number, end: number): Span {
  if (!text.offsets) return { start: text.span.start + start, end: text.span.start + end };
  const at = (i: number) => text.offsets![Math.max(0, Math.min(i, text.offsets!.length - 1))]!;
  return { start: at(start), end: Math.max(at(start), at(end)) };
}
