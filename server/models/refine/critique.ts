// How much refining helps: of right solutions how many stay right, and of wrong ones how many become right.

/** One solution: whether its answer is right as it stands, and after each run of refining. */
export type Tried = { readonly before: boolean; readonly after: readonly boolean[] };

/** Shares from 0 to 1; absent where there is nothing to take a share of. */
export type Critique = {
  readonly items: number;
  /** Of the items, those that are right as they stand. */
  readonly right: number;
  /** Confidence level: of what is right, the share that stays right. */
  readonly cl?: number;
  /** Critique score: of what is wrong, the share that becomes right. */
  readonly cs?: number;
  readonly before?: number;
  readonly after?: number;
  /** Where `after` stands between right by two independent tries (0) and right by at least one of them (1). */
  readonly rss?: number;
};

/**
 * CL, CS and RSS, as the work that parts self-correction into confidence and critique defines them. With a = P(right before), b = P(right after | right before) and c = P(right after | wrong
 * before) of each item: CL = Σab/Σa, CS = Σ(1−a)c/Σ(1−a), RSS = (Acc₂ − Acc₁²)/(2 Acc₁ (1 − Acc₁)). Here a is 0 or 1, for a
 * solution is given.
 */
export function critique(items: readonly Tried[]): Critique {
  const share = (list: readonly Tried[]) => (list.length ? list.reduce((sum, { after }) => sum + mean(after), 0) / list.length : undefined);
  const tried = items.filter(({ after }) => after.length > 0);
  const right = tried.filter(({ before }) => before);
  const [cl, cs, after] = [share(right), share(tried.filter(({ before }) => !before)), share(tried)];
  const before = tried.length ? right.length / tried.length : undefined;
  const spread = before === undefined ? 0 : 2 * before * (1 - before);
  return {
    items: tried.length,
    right: right.length,
    ...(cl === undefined ? {} : { cl }),
    ...(cs === undefined ? {} : { cs }),
    ...(before === undefined ? {} : { before }),
    ...(after === undefined ? {} : { after }),
    ...(spread > 0 ? { rss: (after! - before! * before!) / spread } : {}),
  };
}

const mean = (list: readonly boolean[]): number => list.filter(Boolean).length / list.length;
