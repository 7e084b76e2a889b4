// Analysis → the reasoning tree that panel, outline and command line show. Layout is the viewer's business.
import type { Arrow, Checked, Coverage, Edge, Finding, Role, SolutionAnalysis, Span, StepVerdict, Text } from './model';

/** A run of a node's text: words, or TeX to typeset. */
export type Segment = { readonly kind: 'text' | 'tex'; readonly text: string; readonly display?: boolean };

export type TreeNode = {
  /** A step id, or `problem`. */
  readonly id: string;
  readonly kind: 'problem' | 'step';
  /** 0-based; -1 for the problem. */
  readonly number: number;
  /** What a person calls it: "Problem", "Step 3", "Case 1". */
  readonly label: string;
  readonly role: Role;
  readonly span: Span;
  readonly segments: readonly Segment[];
  readonly verdict: StepVerdict;
  readonly coverage: Coverage;
  readonly why: readonly string[];
  readonly arrow?: Arrow;
  readonly claims: readonly Checked[];
  readonly findings: readonly Finding[];
  /** The step's process reward from the file, if any. */
  readonly reward?: number;
};

export type Tree = {
  readonly solution: string;
  readonly title: string;
  readonly span: Span;
  readonly nodes: readonly TreeNode[];
  readonly edges: readonly Edge[];
  readonly summary: {
    /** 0-based, -1 for none proved. */
    readonly firstError: number;
    readonly coverage: Coverage;
    readonly wrong: number;
    readonly inherited: number;
    /** One line a person can read: "Step 3 does not follow · 11 of 14 claims checked". */
    readonly text: string;
  };
};
