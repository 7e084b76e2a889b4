// `hence refine`: what a model would write instead, as a diff. One row, or one passage, a solution; nothing is applied.
import { oneLine, paint, plain } from '../cli/colour';
import type { Refinement } from '../core';
import { type DiffLine, diffSteps } from '../core/step-diff';
import { answerIn, ownAnswer, sameAnswer, wantedAnswer } from '../models/answers';
import type { Tried } from '../models/refine/critique';
import { modeWords, outcomeWords } from '../models/refine/words';
import { stepTexts } from '../models/transcript';
import type { SolutionEvent } from './events';
import type { Task } from './tasks';

export type RefineView = { readonly rows: boolean; readonly colours: boolean };

/** The row of `--format jsonl`. docs/cli.md describes it. */
export type RefineRow = {
  readonly file: string;
  readonly id: string;
  readonly line: number;
  readonly first_error: number;
  readonly refinements: readonly (Refinement & {
    readonly diff?: readonly DiffLine[];
    /** Whether the final answer is the reference's, as it stands and once an accepted proposal is applied; absent where it cannot be told. */
    readonly right_before?: boolean;
    readonly right_after?: boolean;
  })[];
};

/** Of one solution, by mode: for the figures at the end. */
export type RefineData = {
  readonly tried: readonly { readonly mode: Refinement['mode']; readonly tried: Tried }[];
  readonly outcomes: readonly Pick<Refinement, 'mode' | 'outcome'>[];
  readonly untold: boolean;
};

export function refineTask({ rows, colours }: RefineView): Task {
  return event => {
    const row = rowOf(event);
    return { text: rows ? `${JSON.stringify(row)}\n` : passage(row, event, colours), data: dataOf(row) };
  };
}

function rowOf({ analysis, file, window }: SolutionEvent): RefineRow {
  const { solution, firstError, refinements = [] } = analysis;
  const before = stepTexts(solution);
  const wanted = wantedAnswer(solution);
  const own = ownAnswer(solution);
  const right = own !== undefined && wanted !== undefined ? sameAnswer(own, wanted) : undefined;
  return {
    file,
    id: solution.id,
    line: window.locate(solution.span.start).line,
    first_error: firstError,
    refinements: refinements.map(one => ({
      ...one,
      ...(one.steps ? { diff: diffSteps(before, one.steps) } : {}),
      ...flag('right_before', right),
      ...flag('right_after', one.outcome === 'accepted' ? rightNow(one.steps!, wanted) : right),
    })),
  };
}

function rightNow(steps: readonly string[], wanted: string | undefined): boolean | undefined {
  const reached = answerIn(steps.join('\n'));
  return reached === undefined || wanted === undefined ? undefined : sameAnswer(reached, wanted);
}

const flag = <K extends string>(key: K, value: boolean | undefined) =>
  value === undefined ? {} : ({ [key]: value } as Record<K, boolean>);

function dataOf({ refinements }: RefineRow): RefineData {
  const modes = [...new Set(refinements.map(({ mode }) => mode))];
  const told = refinements.filter(one => one.right_before !== undefined && one.right_after !== undefined);
  return {
    outcomes: refinements.map(({ mode, outcome }) => ({ mode, outcome })),
    untold: told.length < refinements.length,
    tried: modes.flatMap(mode => {
      const own = told.filter(one => one.mode === mode);
      return own.length ? [{ mode, tried: { before: own[0]!.right_before!, after: own.map(one => one.right_after!) } }] : [];
    }),
  };
}

function passage({ file, line, id, refinements }: RefineRow, { analysis }: SolutionEvent, colours: boolean): string {
  const hue = paint(colours);
  const head = `${hue.bold(`${plain(file)}:${line}`)}  ${hue.dim(`[${oneLine(id)}]`)}`;
  if (refinements.length === 0) return `${head}  not asked about\n`;
  const parts = refinements.map((one, i) => {
    const run = refinements.slice(0, i).filter(({ mode }) => mode === one.mode).length;
    const found = one.reviews.map(
      ({ step, words, proved }, n) =>
        `  ${n === 0 ? 'as it is' : `proposal ${n}`}  step ${step + 1} ${proved ? 'is proved wrong' : 'is doubted'}: ${oneLine(words)}\n`,
    );
    const lines = (one.diff ?? []).flatMap(({ kind, text }) => {
      const [mark, tint] = kind === 'out' ? ['-', hue.red] : kind === 'in' ? ['+', hue.green] : [' ', hue.dim];
      return text.split('\n').map(row => `    ${tint(`${mark} ${oneLine(row)}`)}\n`);
    });
    return `  ${hue.bold(modeWords[one.mode])}${run > 0 ? ` (again)` : ''}, by ${oneLine(one.by)}\n${found.join('')}${lines.join('')}  ${oneLine(outcomeWords(one))}\n`;
  });
  const unchanged = refinements.every(({ outcome }) => outcome === 'right');
  return unchanged
    ? `${head}  ${outcomeWords(refinements[0]!)}, ${analysis.coverage.checked} of ${analysis.coverage.claims} claims checked\n`
    : `${head}\n${parts.join('')}`;
}
