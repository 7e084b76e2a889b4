// What crosses from the thread that reads to the threads that check, and back. Plain data only.
import type { Settings } from '../core';
import type { TroubleEvent } from './events';
import type { Mapping } from './mapping';
import type { Shard } from './shard';
import type { TaskSpec } from './tasks';

/** A line of JSONL inside the bytes of its job. */
export type LineRef = {
  /** 1-based. */
  readonly number: number;
  /** Byte offset in the (decompressed) file. */
  readonly offset: number;
  /** UTF-16 offset in the file as text, without a byte order mark. */
  readonly start: number;
  /** 0-based ordinal among the records, which names a record without an id. */
  readonly index: number;
  /** Offset into the job's bytes; -1 where the line is too long to be kept. */
  readonly at: number;
  /** In bytes. */
  readonly length: number;
  readonly key: string;
};

export type RecordsJob = {
  readonly kind: 'records';
  readonly file: string;
  readonly bytes: Uint8Array;
  readonly lines: readonly LineRef[];
  /** Whether to say how the first record is read. */
  readonly describe: boolean;
};

/** A file of any other format. */
export type WholeJob = {
  readonly kind: 'whole';
  readonly file: string;
  readonly named: boolean;
  /** What the name says about the format. */
  readonly name?: string;
  readonly bytes: Uint8Array;
  readonly key: string;
  readonly describe: boolean;
};

export type Job = RecordsJob | WholeJob;

/** What all jobs of a run have in common. */
export type Plan = {
  readonly settings: Settings;
  readonly task: TaskSpec;
  /** A format id that overrides what name and content say. */
  readonly as?: string;
  readonly mapping?: Mapping;
  readonly shard?: Shard;
  /** Verdicts alone: corrections take about as long as all the checking. */
  readonly unrepaired?: boolean;
};

/** One solution, checked and drawn. */
export type Done = {
  readonly type: 'solution';
  readonly file: string;
  readonly line: number;
  readonly key: string;
  /** What the report says of it, where the task writes. */
  readonly text: string;
  /** What the task has found out, where it counts. */
  readonly data?: unknown;
  /** Fingerprints in the text that are numbered by the one who joins. */
  readonly anchors?: readonly string[];
  readonly wrong: boolean;
  readonly doubted: boolean;
  readonly findings: number;
  readonly claims: number;
  readonly checked: number;
  /** How the record was read. */
  readonly shape?: string;
};

/** `elsewhere`: another shard's; `solution` says whether it held one. `known`: in the report already. */
export type Outcome =
  | Done
  | (TroubleEvent & { readonly key?: string; readonly cut?: boolean })
  | { readonly type: 'elsewhere'; readonly solution: boolean }
  | { readonly type: 'known'; readonly key: string };

/** Outcomes of each line of a job, or of the one file. */
export type Answer = readonly (readonly Outcome[])[];
