// What the shapes of step-labelled data have in common, and what a shape is.

export type Json = Readonly<Record<string, unknown>>;

export type Sample = {
  readonly id?: string | number;
  readonly problem: string;
  readonly steps: readonly string[];
  /** 0-based first wrong step, -1 where all are right. */
  readonly label?: number;
  /** 1, 0 or -1 for each step, where steps are rated one by one. */
  readonly ratings?: readonly (number | null)[];
  /** Whether the final answer is right. */
  readonly final?: boolean;
  readonly reference?: string;
  /** What should stand in place of the first wrong step. */
  readonly correction?: string;
};

export type Shape = {
  readonly id: string;
  readonly about: string;
  /** Whether a record has this shape. */
  fits(record: Json): boolean;
  read(record: Json): Sample;
  /** The record, or why a sample cannot be one of this shape. */
  write(sample: Sample): Json | string;
};

/** First step rated wrong; -1 where all are rated and none is; undefined where ratings say nothing. */
export function firstRatedWrong(ratings: readonly (number | null)[]): number | undefined {
  if (ratings.length === 0) return undefined;
  const at = ratings.findIndex(rating => rating !== null && rating < 0);
  return at >= 0 ? at : ratings.every(rating => rating !== null) ? -1 : undefined;
}

/** Ratings that a first error implies: right before it, wrong from it on. */
export function impliedRatings(sample: Sample): (number | null)[] | undefined {
  if (sample.ratings) return [...sample.ratings];
  const { label } = sample;
  return label === undefined ? undefined : sample.steps.map((_, i) => (label < 0 || i < label ? 1 : -1));
}

export const isText = (value: unknown): value is string => typeof value === 'string';
export const isTexts = (value: unknown): value is string[] => Array.isArray(value) && value.every(isText);
export const isRecord = (value: unknown): value is Json => typeof value === 'object' && value !== null && !Array.isArray(value);

/** Without the members that are undefined. */
export function compact(record: Json): Json {
  return Object.fromEntries(Object.entries(record).filter(([, value]) => value !== undefined));
}

export function textOf(value: unknown): string | undefined {
  return isText(value) ? value : typeof value === 'number' ? String(value) : undefined;
}
