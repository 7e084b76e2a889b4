// Verdicts against labels: the figures that stand in `hence stats`, its page, and the editor's dashboard.
import type { Aggregation } from '../models';
import { aggregate, aggregations } from '../models/rewards';
import { type Accuracies, type Curve, createCurve, harmonic, type Point } from './curves';
import type { Scored } from './score';

/** Everything below is plain data. Counts, unless a comment says otherwise. */
export type Dashboard = { readonly files: readonly FileFigures[]; readonly calibration: readonly Calibration[] };

export type Against = {
  readonly wrong: number;
  readonly right: number;
  /** Wrong solutions whose first proved step is the labelled one; right ones with none. */
  readonly hit: number;
  readonly silent: number;
};

export type FileFigures = Against & {
  readonly file: string;
  /** How its records were read. */
  readonly shape?: string;
  readonly solutions: number;
  readonly claims: number;
  readonly checked: number;
  readonly unreadable: number;
  /** Solutions with a step proved wrong, labelled or not. */
  readonly flagged: number;
  readonly accuracies: Accuracies;
  /** Flagged minus labelled step of wrong solutions, from -4 (or less) to 4 (or more); what was not flagged at all. */
  readonly distances: readonly { readonly distance: number; readonly count: number }[];
  readonly missed: number;
  readonly bySlip: readonly Kind[];
  readonly byVerifier: readonly Kind[];
  readonly bySteps: readonly (Against & { readonly from: number; readonly to: number | null })[];
  readonly rewards: readonly RewardFigures[];
};

/** First findings of one kind: at the labelled step, before it, after it, and on solutions labelled right. */
export type Kind = { readonly name: string; readonly hit: number; readonly early: number; readonly late: number; readonly alarm: number };

export type RewardFigures = {
  readonly by: string;
  readonly solutions: number;
  readonly thresholds: readonly number[];
  /** The first step below the threshold against the label: by scores alone, and with what is proved taken into account. */
  readonly steps: Line;
  readonly together: Line;
  /** Whether the whole solution is right, by one figure made of its scores. */
  readonly wholes: Readonly<Record<Aggregation, Line>>;
};

/** Accuracies at each of the thresholds, and the best there is. */
export type Line = { readonly points: readonly Accuracies[]; readonly best?: Point };

/** A threshold that is best on one file, and what it gives on each. */
export type Calibration = {
  readonly by: string;
  readonly what: 'steps' | 'together' | Aggregation;
  readonly from: string;
  readonly threshold: number;
  readonly on: readonly (Accuracies & { readonly file: string })[];
};

export type Tally = {
  add(file: string, scored: Scored, shape?: string): void;
  unreadable(file: string): void;
  done(): Dashboard;
};

const buckets = [
  [1, 3],
  [4, 6],
  [7, 9],
  [10, 14],
  [15, 24],
  [25, undefined],
] as const;

type Open = {
  counts: Record<'solutions' | 'claims' | 'checked' | 'unreadable' | 'flagged' | 'missed', number>;
  shape?: string;
  whole: Count;
  steps: Count[];
  distances: Map<number, number>;
  slips: Map<string, { -readonly [K in keyof Kind]: Kind[K] }>;
  verifiers: Open['slips'];
  rewards: Map<string, OpenRewards>;
};
type Count = { -readonly [K in keyof Against]: Against[K] };
type OpenRewards = { solutions: number; low: number; high: number; curves: Record<'steps' | 'together' | Aggregation, Curve> };

export function createTally(): Tally {
  const files = new Map<string, Open>();
  const of = (file: string): Open => {
    let open = files.get(file);
    if (!open) files.set(file, (open = openFile()));
    return open;
  };
  return {
    add(file, scored, shape) {
      const open = of(file);
      open.shape ??= shape;
      open.counts.solutions++;
      open.counts.claims += scored.claims;
      open.counts.checked += scored.checked;
      if (scored.proved >= 0) open.counts.flagged++;
      const label = scored.labels?.first_error;
      if (label === undefined || !Number.isInteger(label) || label < -1 || label >= scored.steps) {
        // A solution may be labelled as a whole only.
        if (scored.labels?.final !== undefined) weighWhole(open, scored, scored.labels.final);
        return;
      }
      countStep(open, scored, label);
      weighSteps(open, scored, label);
      weighWhole(open, scored, label === -1);
    },
    unreadable: file => {
      of(file).counts.unreadable++;
    },
    done() {
      const named = [...files].sort(([a], [b]) => (a < b ? -1 : 1));
      return { files: named.map(([file, open]) => close(file, open)), calibration: calibrate(named) };
    },
  };
}

function openFile(): Open {
  const against = () => ({ wrong: 0, right: 0, hit: 0, silent: 0 });
  return {
    counts: { solutions: 0, claims: 0, checked: 0, unreadable: 0, flagged: 0, missed: 0 },
    whole: against(),
    steps: buckets.map(against),
    distances: new Map(),
    slips: new Map(),
    verifiers: new Map(),
    rewards: new Map(),
  };
}

function countStep(open: Open, { proved, steps, slip, code }: Scored, label: number): void {
  const bucket = open.steps[buckets.findIndex(([, to]) => to === undefined || steps <= to)]!;
  for (const count of [open.whole, bucket]) {
    count[label >= 0 ? 'wrong' : 'right']++;
    if (proved === label) count[label >= 0 ? 'hit' : 'silent']++;
  }
  if (label >= 0) {
    if (proved < 0) open.counts.missed++;
    else {
      const distance = Math.max(-4, Math.min(4, proved - label));
      open.distances.set(distance, (open.distances.get(distance) ?? 0) + 1);
    }
  }
  if (proved < 0) return;
  const what = label < 0 ? 'alarm' : proved === label ? 'hit' : proved < label ? 'early' : 'late';
  for (const [kinds, name] of [
    [open.slips, slip ?? 'not named'],
    [open.verifiers, code ?? 'unknown'],
  ] as const) {
    const kind = kinds.get(name) ?? { name, hit: 0, early: 0, late: 0, alarm: 0 };
    kind[what]++;
    kinds.set(name, kind);
  }
}

function rewardsOf(open: Open, by: string): OpenRewards {
  let found = open.rewards.get(by);
  if (!found) {
    const curves = Object.fromEntries(['steps', 'together', ...aggregations].map(name => [name, createCurve()]));
    found = { solutions: 0, low: 0, high: 1, curves: curves as OpenRewards['curves'] };
    open.rewards.set(by, found);
  }
  return found;
}

const { NEGATIVE_INFINITY: least, POSITIVE_INFINITY: most } = Number;

/** For which thresholds the first step below is the labelled one. */
function weighSteps(open: Open, { proved, rewards }: Scored, label: number): void {
  for (const { by, scores } of rewards) {
    const { curves } = rewardsOf(open, by);
    const kind = label >= 0 ? 'wrong' : 'right';
    const from = label >= 0 ? scores[label]! : least;
    const to = Math.min(most, ...(label >= 0 ? scores.slice(0, label) : scores));
    curves.steps.add(kind, from, to);
    // What is proved stands, whatever the scores say.
    if (proved >= 0 && proved < (label >= 0 ? label : most)) curves.together.add(kind, 0, 0);
    else curves.together.add(kind, proved === label ? least : from, to);
  }
}

function weighWhole(open: Open, { rewards }: Scored, right: boolean): void {
  for (const { by, scores } of rewards) {
    const own = rewardsOf(open, by);
    own.solutions++;
    for (const how of aggregations) {
      const value = aggregate(scores, how)!;
      own.low = Math.min(own.low, value);
      own.high = Math.max(own.high, value);
      own.curves[how].add(right ? 'right' : 'wrong', right ? least : value, right ? value : most);
    }
  }
}

const grid = 200;

function close(file: string, open: Open): FileFigures {
  const { whole, counts } = open;
  const wrong = whole.wrong > 0 ? whole.hit / whole.wrong : null;
  const right = whole.right > 0 ? whole.silent / whole.right : null;
  const total = (kind: Kind) => kind.hit + kind.early + kind.late + kind.alarm;
  const kinds = (map: Open['slips']) => [...map.values()].sort((a, b) => total(b) - total(a) || (a.name < b.name ? -1 : 1));
  return {
    file,
    shape: open.shape,
    ...counts,
    ...whole,
    accuracies: { wrong, right, f1: harmonic(wrong, right) },
    distances: [...open.distances].sort(([a], [b]) => a - b).map(([distance, count]) => ({ distance, count })),
    bySlip: kinds(open.slips),
    byVerifier: kinds(open.verifiers),
    bySteps: open.steps.flatMap((count, i) =>
      count.wrong + count.right > 0 ? [{ from: buckets[i]![0], to: buckets[i]![1] ?? null, ...count }] : [],
    ),
    rewards: [...open.rewards].map(([by, own]) => closeRewards(by, own)),
  };
}

function closeRewards(by: string, { solutions, low, high, curves }: OpenRewards): RewardFigures {
  const even = Array.from({ length: grid + 1 }, (_, i) => Number((low + ((high - low) * i) / grid).toPrecision(12)));
  // The best ones are stops of the slider, too: what stands beside them is what it shows there.
  const best = Object.values(curves).flatMap(curve => curve.best()?.threshold ?? []);
  const thresholds = [...new Set([...even, ...best])].sort((a, b) => a - b);
  const line = (curve: Curve): Line => ({ points: thresholds.map(t => rounded(curve.at(t))), best: curve.best() });
  const wholes = Object.fromEntries(aggregations.map(how => [how, line(curves[how])])) as RewardFigures['wholes'];
  return { by, solutions, thresholds, steps: line(curves.steps), together: line(curves.together), wholes };
}

/** Six digits, so that rounding again to one decimal of a percentage changes nothing that is seen. */
function rounded({ wrong, right, f1 }: Accuracies): Accuracies {
  const short = (x: number | null) => (x === null ? null : Math.round(1e6 * x) / 1e6);
  return { wrong: short(wrong), right: short(right), f1: short(f1) };
}

function calibrate(files: readonly (readonly [string, Open])[]): Calibration[] {
  const sources = [...new Set(files.flatMap(([, open]) => [...open.rewards.keys()]))].sort();
  return sources.flatMap(by => {
    const holding = files.filter(([, open]) => open.rewards.has(by));
    return (['steps', 'together', ...aggregations] as const).flatMap(what =>
      holding.flatMap(([from, open]) => {
        const best = open.rewards.get(by)!.curves[what].best();
        if (!best) return [];
        const on = holding.map(([file, other]) => ({ file, ...rounded(other.rewards.get(by)!.curves[what].at(best.threshold)) }));
        return [{ by, what, from, threshold: best.threshold, on }];
      }),
    );
  });
}
