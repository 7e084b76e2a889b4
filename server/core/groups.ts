// The same slip, once: findings over many solutions, grouped by what their first correction does.
import type { Finding, Slip } from './model';

/** One kind of slip, with everything that made it. */
export type SlipGroup = {
  /** Equal for slips that are mended in the same way, whatever the numbers. */
  readonly key: string;
  readonly slip: Slip;
  /** How it is mended, letters and numbers set aside: "+ → -". */
  readonly change: string;
  readonly count: number;
  /** Ids of the solutions, in the order they were met; each once. */
  readonly solutions: readonly string[];
  /** The first one's explanation. */
  readonly example: string;
};

/** What is counted of a finding. */
export type Slipped = {
  readonly key: string;
  readonly slip: Slip;
  readonly change: string;
  readonly example: string;
  readonly solution: string;
};

/** What is said of a finding wherever it is listed: findings with equal keys are the same slip. */
export type SameSlip = {
  readonly key: string;
  /** The slip in words: "sign lost", "calculation". */
  readonly slip: string;
  /** How it is mended, letters and numbers set aside; empty where it is not known. */
  readonly change: string;
};

/** A root finding's slip as one of many; undefined where nothing is known of it. */
export function sameSlip(finding: Finding, text: (start: number, end: number) => string): SameSlip | undefined {
  const one = slippedOf(finding, text);
  return one && { key: one.key, slip: one.slip.detail || one.slip.name.replaceAll('_', ' '), change: one.change };
}

/** A root finding as one of a group; undefined where nothing is known of its slip. `text` gives a range of its document. */
export function slippedOf(finding: Finding, text: (start: number, end: number) => string): Slipped | undefined {
  const [repair] = finding.repairs;
  const slip = repair?.slip ?? finding.slip;
  // A mere kind, with nothing known of how it is mended, says nothing of two findings being alike.
  if (finding.standing !== 'root' || !slip || !(repair || slip.detail)) return undefined;
  const first = repair?.edits[0];
  const change = first ? `${shape(text(first.start, first.end))} → ${shape(first.newText)}` : '';
  // A number that is merely wrong, or has a slip of its own name, is mended by a number: which one is of no interest.
  const key = [slip.name, slip.detail ?? '', change].join('|');
  return { key, slip, change, example: repair?.explanation ?? finding.message, solution: finding.solution };
}

/** Groups in order of size, then of first meeting. */
export function groupsOf(slips: readonly Slipped[]): SlipGroup[] {
  const groups = new Map<string, { first: Slipped; count: number; solutions: Set<string> }>();
  for (const one of slips) {
    const group = groups.get(one.key) ?? { first: one, count: 0, solutions: new Set<string>() };
    group.count++;
    group.solutions.add(one.solution);
    groups.set(one.key, group);
  }
  return [...groups.values()]
    .sort((a, b) => b.count - a.count)
    .map(({ first: { key, slip, change, example }, count, solutions }) => ({
      key,
      slip,
      change,
      count,
      solutions: [...solutions],
      example,
    }));
}

/** A text with its numbers as N and its letters as x; TeX commands stay. */
function shape(text: string): string {
  return text
    .trim()
    .replace(/\\[dt]?frac\{\d+\}\{\d+\}|\d[\d,]*(?:\.\d+)?(?:\/\d+)?/g, 'N')
    .replace(/(?<![\\A-Za-z])[a-zA-Z](?![A-Za-z])/g, letter => (letter === 'N' ? 'N' : 'x'))
    .slice(0, 40);
}
