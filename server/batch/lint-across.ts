// What only shows when records are compared: problems that stand twice, and labels that contradict each other.
import { createHash } from 'node:crypto';
import { sameAnswer } from './final-answers';
import type { Check, LintFinding, LintItem } from './lint';
import { bands, likeness, type Sketch } from './sketch';

type Seen = { readonly file: string; readonly line: number; readonly id: string };
type Problem = Seen & { readonly sketch: Sketch; answer?: string; answeredIn?: Seen; readonly files: Set<string> };

/** Share of common runs of words from which two problems with the same numbers and letters are told as near duplicates. */
const nearEnough = 0.8;

export type Comparer = {
  /** Findings about this record and earlier ones. */
  add(file: string, item: LintItem): LintFinding[];
};

export function createComparer(): Comparer {
  const problems = new Map<string, Problem>();
  const byBand = new Map<string, string[]>();
  const solutions = new Map<string, Seen & { readonly label: number }>();
  return {
    add(file, item) {
      const { id, line } = item;
      const here = { file, line, id };
      const tell = (check: Check, other: Seen, message: string): LintFinding => ({
        check,
        ...here,
        message,
        other: { file: other.file, line: other.line, id: other.id },
      });
      const found: LintFinding[] = [];
      if (item.label !== undefined) {
        const key = createHash('sha1').update(item.solution).digest('base64');
        const known = solutions.get(key);
        if (!known) solutions.set(key, { ...here, label: item.label });
        else if (known.label !== item.label) {
          found.push(tell('same-solution-other-label', known, `labelled ${item.label} here and ${known.label} in ${place(known)}`));
        }
      }
      const { problem } = item;
      if (!problem) return found;
      const same = problems.get(problem.exact);
      if (same) {
        if (!same.files.has(file)) {
          same.files.add(file);
          found.push(tell('duplicate-problem', same, `the problem of ${place(same)} again`));
        }
        if (item.answer === undefined) return found;
        const known = same.answeredIn;
        if (!known) {
          same.answer = item.answer;
          same.answeredIn = here;
        } else if (sameAnswer(item.answer, same.answer!) === false) {
          const message = `the reference answer is ${item.answer} here and ${same.answer} in ${place(known)}`;
          found.push(tell('same-problem-other-answer', known, message));
        }
        return found;
      }
      const near = nearest(problem, problems, byBand);
      if (near && near.file !== file) found.push(tell('near-duplicate-problem', near, `almost the problem of ${place(near)}`));
      const answeredIn = item.answer === undefined ? undefined : here;
      problems.set(problem.exact, { ...here, sketch: problem, answer: item.answer, answeredIn, files: new Set([file]) });
      for (const band of bands(problem)) {
        const list = byBand.get(band);
        if (!list) byBand.set(band, [problem.exact]);
        else if (list.length < 50) list.push(problem.exact);
      }
      return found;
    },
  };
}

function nearest(problem: Sketch, problems: ReadonlyMap<string, Problem>, byBand: ReadonlyMap<string, string[]>): Problem | undefined {
  const candidates = new Set(bands(problem).flatMap(band => byBand.get(band) ?? []));
  let best: Problem | undefined;
  let most = nearEnough;
  for (const exact of candidates) {
    const other = problems.get(exact)!;
    if (other.sketch.signs !== problem.signs) continue;
    const alike = likeness(problem, other.sketch);
    if (alike < most) continue;
    most = alike;
    best = other;
  }
  return best;
}

function place({ file, id }: Seen): string {
  return `${file.split('/').at(-1)} ${id}`;
}
