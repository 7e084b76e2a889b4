// `hence replay`: what becomes of a solution once its wrong step is right. One row, or one passage, a solution.
import { oneLine, paint, plain } from '../cli/colour';
import { type Replay, type ReplayMark, replay } from '../core';
import { stepLabel } from '../core/tree';
import type { SolutionEvent } from './events';
import type { View } from './row';
import type { Task } from './tasks';

export type ReplayWish = {
  /** The step to correct, counted from 1; without it the first wrong one. */
  readonly step?: number;
  readonly rows: boolean;
  readonly colours: boolean;
};

/** The row of `--format jsonl`. docs/cli.md describes it. */
export type ReplayRow = {
  readonly file: string;
  readonly id: string;
  readonly line: number;
  /** Null where the step is not wrong, or no correction of it is known; then `reason` says so. */
  readonly replay: Replay | null;
  readonly reason?: string;
};

export function replayTask(view: View, wish: ReplayWish): Task {
  return event => {
    const found = replayed(event, view, wish);
    return { text: wish.rows ? `${JSON.stringify(found)}\n` : passage(found, event, wish), data: found.replay?.firstError };
  };
}

function replayed({ analysis, file, window }: SolutionEvent, { settings }: View, wish: ReplayWish): ReplayRow {
  const at = wish.step === undefined ? analysis.firstError : wish.step - 1;
  const finding = analysis.findings.find(f => f.standing === 'root' && f.number === at);
  const row = { file, id: analysis.solution.id, line: window.locate(analysis.solution.span.start).line };
  if (!finding)
    return { ...row, replay: null, reason: wish.step === undefined ? 'no step is proved wrong' : `step ${wish.step} is not proved wrong` };
  const found = replay(analysis, { finding }, settings);
  return found ? { ...row, replay: found } : { ...row, replay: null, reason: 'no correction of the step is known' };
}

const words: Record<ReplayMark, string> = {
  corrected: 'corrected',
  recomputed: 'recomputed',
  follows: 'holds as it stands',
  open: 'not recomputed',
  wrong: 'wrong on its own',
  apart: 'not concerned',
};

function passage({ file, id, line, replay: found, reason }: ReplayRow, { analysis }: SolutionEvent, { colours }: ReplayWish): string {
  const hue = paint(colours);
  const head = `${hue.bold(`${plain(file)}:${line}`)}  ${hue.dim(`[${oneLine(id)}]`)}`;
  if (!found) return `${head}  ${reason}\n`;
  const steps = analysis.solution.steps;
  const lines = found.steps.flatMap(({ number, mark, before, after, note, followThrough }) => {
    const name = oneLine(stepLabel(steps[number]!));
    const tint = mark === 'wrong' ? hue.red : mark === 'open' ? hue.yellow : mark === 'apart' ? hue.dim : hue.green;
    const credit = followThrough && mark !== 'open' ? ` ${hue.dim('(right with what it was given)')}` : '';
    const first = `  ${tint(`${name}  ${words[mark]}`)}${credit}${note && mark !== 'follows' ? `  ${oneLine(note)}` : ''}\n`;
    if (after === before) return [first];
    return [first, `    ${hue.red(`- ${oneLine(before)}`)}\n`, `    ${hue.green(`+ ${oneLine(after)}`)}\n`];
  });
  const later = found.steps.filter(s => s.mark !== 'corrected' && s.mark !== 'apart');
  const credited = later.filter(s => s.followThrough).length;
  const said = [
    later.length ? `${credited} of ${later.length} later steps right with what they were given` : 'no later step builds on it',
    found.firstError < 0 ? 'nothing breaks after it' : `${oneLine(stepLabel(steps[found.firstError]!))} still breaks`,
    found.answer &&
      (found.answer.before === found.answer.after
        ? `the result stays ${oneLine(found.answer.after)}`
        : `the result ${oneLine(found.answer.before)} becomes ${oneLine(found.answer.after)}`),
  ];
  return `${head}\n${lines.join('')}  ${said.filter(Boolean).join(' · ')}\n`;
}
