// What is said of a verdict, an arrow, an outcome: the same words in panel, report and copies.
import type { Arrow, Checked, EdgeReason, Finding, Label, Op, StepVerdict } from './model';

export const verdictWords: Readonly<Record<StepVerdict, string>> = {
  holds: 'holds',
  fails: 'does not follow',
  inherited: 'follows from a wrong step',
  opinion: 'doubted',
  unknown: 'not checked',
  nothing: 'nothing to check',
};

export const outcomeWords: Readonly<Record<Checked['outcome']['outcome'], string>> = {
  holds: 'holds',
  fails: 'fails',
  unknown: 'not checked',
};

export const arrowWords: Readonly<Record<Arrow, string>> = {
  '⇔': 'equivalent: same solutions as what it comes from',
  '⇒': 'a consequence: it may allow more than what it comes from',
  '⇐': 'it may have lost solutions of what it comes from',
  '=': 'equal to what it comes from',
};

/** What an outcome takes for granted, one sentence each. */
export const needWords = (outcome: Checked['outcome']): readonly string[] =>
  outcome.outcome === 'fails' ? [] : (outcome.needs ?? []).map(n => `Needs ${n.left.text} ${n.op} ${n.right.text}: ${n.why}.`);

/** What holds where a relation does not. */
export const negated: Readonly<Record<Op, string>> = {
  '=': '≠',
  '≈': '≉',
  '≠': '=',
  '<': '≥',
  '≤': '>',
  '>': '≤',
  '≥': '<',
  '≡': '≢',
  '∈': '∉',
  '∉': '∈',
};

export const edgeReasons: Readonly<Record<EdgeReason, string>> = {
  value: 'its value',
  symbol: 'its symbol',
  equation: 'its equation',
  reference: 'by reference',
  definition: 'its definition',
  adjacent: 'the line before',
};

/** The verdict with what it rests on: "follows from a wrong step (Step 3)", "not checked: an argument in words". */
export function verdictSentence(
  verdict: StepVerdict,
  why: readonly string[],
  findings: readonly Finding[],
  root: string | undefined,
): string {
  const word = verdictWords[verdict];
  if (verdict === 'inherited' && root !== undefined) return `${word} (${root})`;
  if (verdict === 'unknown' && why[0]) return `${word}: ${why[0]}`;
  const opinion = verdict === 'opinion' && findings.find(finding => finding.opinion)?.opinion;
  return opinion ? `${word} by ${opinion.by}: ${opinion.score.toFixed(2)}` : word;
}

/** What a judgement in the file says of a step: "label: wrong", "rating: neutral". */
export function labelWords({ kind, by, value }: Label): string {
  if (kind === 'first-error') return `${by}: first wrong step`;
  if (typeof value === 'string') return `${by}: ${value}`;
  // Ratings run from -1 to 1, with nothing said at 0; other labels are true or false.
  if (by === 'rating' || by === 'ratings') return `${by}: ${value > 0 ? 'right' : value < 0 ? 'wrong' : 'neutral'}`;
  return `${by}: ${value === 1 ? 'right' : value === 0 || value === -1 ? 'wrong' : value}`;
}

/** The part of a ring's outline that is drawn, as an SVG dash array; a rest or a beginning stays visible. */
export function shareOfRing(part: number, whole: number, radius: number): string {
  const round = 2 * Math.PI * radius;
  const share = part >= whole ? 1 : Math.max(0.06, Math.min(0.9, part / whole));
  return `${(share * round).toFixed(2)} ${round.toFixed(2)}`;
}
