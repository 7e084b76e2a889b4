// Every message that is not plain LSP, and both halves of the panel's wall. Types and constants only.
import type { Brief } from './batch/brief';
import type { Dashboard } from './batch/dashboard';
import type { Change } from './core/changes';
import type { Comparison } from './core/compare';
import type { SameSlip } from './core/groups';
import type { Label, Replay, Span } from './core/model';
import type { Settings } from './core/settings';
import type { Tree } from './core/tree';

export type { Branch, Continued } from './core/branches';
export type { Change } from './core/changes';
export type { Comparison, Junction, Member, Sample, Vote } from './core/compare';
export type { SameSlip } from './core/groups';
export { markColour } from './core/marks';
export type {
  Arrow,
  Checked,
  Edge,
  Finding,
  Label,
  Need,
  Repair,
  Replay,
  Replayed,
  ReplayMark,
  Shown,
  Span,
  StepVerdict,
  Witness,
} from './core/model';
export type { Settings } from './core/settings';
export type { Segment, Tree, TreeNode } from './core/tree';
export { arrowWords, edgeReasons, labelWords, needWords, negated, outcomeWords, shareOfRing, verdictWords } from './core/words';

export * from './protocol-models';
export * from './protocol-panel';

//#region From server to client

/** Notification: what the server is doing with a document. Every `checking` is followed by `ready` or `failed`. */
export const STATUS = 'hence/status';
export type Status = {
  readonly uri: string;
  readonly version: number;
  readonly state: 'checking' | 'ready' | 'failed';
  /** Solutions done and found. */
  readonly done: number;
  readonly total: number;
  readonly wrong: number;
  readonly coverage: { readonly claims: number; readonly checked: number };
  readonly ms: number;
  /** Why it failed. */
  readonly message?: string;
};

/** Request: the text of a file the server cannot read itself (browser). Answers null where it cannot be read. */
export const READ_FILE = 'hence/readFile';
export type ReadFileParams = { readonly uri: string };
export type ReadFileResult = string | null;

//#endregion
//#region From client to server

/** Request: the reasoning tree of one solution. */
export const TREE = 'hence/tree';
export type TreeParams = {
  readonly uri: string;
  /** The wanted solution's id; else the one at `offset`; else the first with a finding, else the first. */
  readonly solution?: string;
  readonly offset?: number;
};
export type TreeResult = {
  readonly uri: string;
  readonly version: number;
  readonly tree: Tree | null;
  readonly solutions: readonly SolutionSummary[];
  /** Why there is no tree: "no solution was found in this document". */
  readonly reason?: string;
};

export type SolutionSummary = {
  readonly id: string;
  readonly title: string;
  readonly span: Span;
  /** 0-based line the solution starts at. */
  readonly line: number;
  readonly firstError: number;
  /** 0-based first wrong step as the file labels it, -1 for none; absent where it does not say. */
  readonly label?: number;
  readonly steps: number;
  readonly coverage: { readonly claims: number; readonly checked: number };
  readonly findings: readonly FindingSummary[];
};

export type FindingSummary = {
  readonly code: string;
  readonly standing: 'root' | 'inherited' | 'opinion' | 'hint';
  readonly message: string;
  /** The kind of mistake, where it is known. */
  readonly slip?: string;
  /** What makes it one of many; known where its correction was searched for. */
  readonly same?: SameSlip;
  /** 0-based step number. */
  readonly number: number;
  /** What its writer calls it: "Step 3", "Case 1". */
  readonly stepName: string;
  readonly line: number;
  readonly character: number;
  readonly endLine: number;
  readonly endCharacter: number;
};

/** Slips that proofs name, as records are searched by them. */
export const slipsOfProofs = [
  'calculation',
  'counting',
  'operator',
  'confusing_formula',
  'referencing_context_value',
  'referencing_previous_step_value',
  'unit_conversion',
  'missing_step',
] as const;

/** Request: the solutions of an open document, with what their slips have in common. Slower than a tree: corrections are searched for. */
export const SOLUTIONS = 'hence/solutions';
export type SolutionsParams = { readonly uri: string };
export type SolutionsResult = { readonly uri: string; readonly version: number; readonly solutions: readonly SolutionSummary[] };

/** Request: the solutions of one problem, merged. */
export const COMPARE = 'hence/compare';
export type CompareParams = {
  readonly uri: string;
  /** All solutions of the document whose problem is that of this one. */
  readonly solution?: string;
  /** Or these, of any open documents; then `solution` is not asked. */
  readonly chosen?: readonly { readonly uri: string; readonly solution: string }[];
};
export type CompareResult = {
  readonly uri: string;
  readonly version: number;
  readonly comparison: Comparison | null;
  /** The document of each sample, in their order. */
  readonly uris: readonly string[];
  readonly reason?: string;
};

/** Request: one solution, or all of a document, as a text to keep. */
export const REPORT = 'hence/report';
export const reportFormats = ['markdown', 'latex', 'html'] as const;
export type ReportFormat = (typeof reportFormats)[number];
export type ReportParams = {
  readonly uri: string;
  readonly solution?: string;
  readonly format: ReportFormat;
  /** For `html`: the text of dist/report.css, which the page carries with it. */
  readonly style?: string;
};
export type ReportResult = { readonly content: string | null; readonly reason?: string };

/**
 * Request: what follows once a step is right. The step is corrected by the repair `repair` (0) of its first root finding, or
 * reads `text`; without `step`, the first wrong step is meant.
 */
export const WHAT_IF = 'hence/whatIf';
export type WhatIfParams = {
  readonly uri: string;
  readonly solution: string;
  /** 0-based. */
  readonly step?: number;
  readonly repair?: number;
  /** The step's whole new text, instead of a repair. */
  readonly text?: string;
};
export type WhatIfResult = {
  readonly uri: string;
  readonly version: number;
  readonly replay: Replay | null;
  /** What changes in each of its steps, in their order. */
  readonly changes?: readonly Change[];
  /** Why there is none: "no correction is known for this step". */
  readonly reason?: string;
};

/** Request: verify this document now, whatever `hence.run` says. Answers when diagnostics are out. */
export const VERIFY = 'hence/verify';
export type VerifyParams = { readonly uri: string };
export type VerifyResult = { readonly solutions: readonly SolutionSummary[] };

/**
 * Request: verify files, in order. Cancellable; each finished file is also sent as partial result through
 * `partialResultToken`, and progress through `workDoneToken` ("12 of 340 · 3 wrong").
 */
export const VERIFY_FILES = 'hence/verifyFiles';
export type VerifyFilesParams = {
  readonly uris: readonly string[];
  readonly workDoneToken?: string | number;
  readonly partialResultToken?: string | number;
};
export type VerifyFilesResult = { readonly files: readonly VerifiedFile[]; readonly cancelled: boolean };
export type VerifiedFile = {
  readonly uri: string;
  readonly solutions: readonly SolutionSummary[];
  /** Why the file, or a part of it, could not be read; with the 0-based line. */
  readonly problems: readonly { readonly line: number; readonly message: string }[];
};

/** Notification: the colour theme, for formulas in hovers. Sent at start and when it changes; until then a grey legible on both. */
export const THEME = 'hence/theme';
export type ThemeParams = { readonly kind: 'dark' | 'light' | 'unknown' };

/** Request: the settings in force, after defaults. */
export const SETTINGS = 'hence/settings';
export type SettingsResult = Settings;

//#endregion
//#region The dashboard's wall

export type { Calibration, Dashboard, FileFigures, Line as RewardLine, RewardFigures } from './batch/dashboard';

export type ToDashboard = { readonly type: 'figures'; readonly dashboard: Dashboard } | { readonly type: 'working'; readonly text: string };

export type FromDashboard = { readonly type: 'ready' } | { readonly type: 'open'; readonly file: string };

//#endregion
//#region Data sets on disk, of any size

/** Requests about a JSONL file that need not be open in the editor. Records are counted from 0, lines from 1. */
export const DATASET_INFO = 'hence/dataset/info';
export type DatasetParams = { readonly uri: string };
export type DatasetInfo = {
  readonly uri: string;
  readonly name: string;
  readonly records: number;
  readonly bytes: number;
  /** Records with a verdict. */
  readonly verified: number;
  readonly ms: number;
};

export const DATASET_RECORD = 'hence/dataset/record';
/** `mended`: with corrections, which take a while to be found. */
export type DatasetRecordParams = { readonly uri: string; readonly n: number; readonly mended?: boolean };
export type DatasetRecord = {
  readonly n: number;
  readonly line: number;
  readonly id: string;
  readonly source: string;
  readonly tree: Tree | null;
  readonly problems: readonly string[];
  readonly labels?: readonly Label[];
};

/** What a record is found by. The last three come from a run of `hence/dataset/verify`. */
export const DATASET_FIND = 'hence/dataset/find';
export type DatasetVerdict = 'root' | 'opinion' | 'none' | 'unchecked' | 'disagreement' | 'unlabelled';
export type DatasetQuery = {
  readonly from: number;
  readonly backwards?: boolean;
  /** Anywhere in the record, its id included; case does not count. */
  readonly text?: string;
  readonly verdict?: DatasetVerdict;
  readonly slip?: string;
};
export type DatasetFindParams = DatasetQuery & { readonly uri: string };
export type DatasetFound = { readonly n: number | null; readonly reason?: string };

/** Request: check files, data sets among them, on all cores. Progress comes through `workDoneToken`. */
export const DATASET_VERIFY = 'hence/dataset/verify';
export type DatasetVerifyParams = { readonly uris: readonly string[]; readonly workDoneToken?: string | number };
export type DatasetRun = {
  readonly solutions: number;
  readonly wrong: number;
  readonly opinions: number;
  readonly unreadable: number;
  readonly ms: number;
  /** Records and other files done, and in all. */
  readonly done: number;
  readonly total: number;
  readonly files: readonly {
    readonly uri: string;
    readonly records: number;
    /** Solutions checked, those with a step proved wrong, and those that are doubted only. */
    readonly solutions: number;
    readonly wrong: number;
    readonly opinions: number;
    readonly problems: readonly { readonly line: number; readonly message: string }[];
  }[];
};

/** Request: verified records, in their order. */
export const DATASET_LIST = 'hence/dataset/list';
export type DatasetFilter = {
  readonly verdict?: DatasetVerdict;
  readonly slip?: string;
  /** The key of slips that are the same. */
  readonly same?: string;
  readonly offset: number;
  readonly limit: number;
};
export type DatasetListParams = DatasetFilter & { readonly uri: string };
export type DatasetEntry = Brief & { readonly n: number };

/** Request: the slips of a verified data set that are the same, most frequent first. */
export const DATASET_SLIPS = 'hence/dataset/slips';
export type DatasetSlip = SameSlip & { readonly count: number };

/** Request: the figures of the last `hence/dataset/verify`; null before one. */
export const DATASET_DASHBOARD = 'hence/dataset/dashboard';

export type ToDataset =
  | { readonly type: 'info'; readonly info: DatasetInfo }
  /** `mended`: the record that was shown last, with its corrections. */
  | { readonly type: 'record'; readonly record: DatasetRecord; readonly mended?: boolean }
  | { readonly type: 'said'; readonly text: string };

export type FromDataset =
  | { readonly type: 'ready'; readonly n?: number }
  | { readonly type: 'go'; readonly n: number }
  | { readonly type: 'find'; readonly query: DatasetQuery }
  | { readonly type: 'verify' }
  | { readonly type: 'tree'; readonly n: number }
  | { readonly type: 'error'; readonly message: string };

//#endregion
