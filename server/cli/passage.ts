// What the report for people says of one solution. Runs where the checking is done.
import type { SolutionEvent } from '../batch/events';
import { reported, type View } from '../batch/row';
import type { Task } from '../batch/tasks';
import { answerWords, type Finding, type Repair, type Standing, type Step } from '../core';
import { stepLabel } from '../core/tree';
import { oneLine, type Paint, paint, plain } from './colour';
import { columns, type Excerpt, excerpt } from './excerpt';
import type { TextView } from './text';

const sign: Record<Standing, string> = { root: '✗', inherited: '↳', opinion: '?', hint: '·' };

/** What is said of one solution: its findings. */
export function textTask(view: View, { colours, width }: TextView): Task {
  const hues = paint(colours);
  return event => ({
    text: reported(event.analysis, view)
      .map(finding => showFinding(finding, event, hues, width))
      .concat(standing(event, view, hues))
      .join(''),
  });
}

/** That the answer is right, or untouched, although a step is wrong. */
function standing({ analysis }: SolutionEvent, view: View, paint: Paint): string[] {
  const words = answerWords(analysis.answerStands);
  const root = reported(analysis, view).find(({ standing }) => standing === 'root');
  const step = root && analysis.solution.steps[root.number];
  return words && step ? [`  ${paint.dim(`${oneLine(stepLabel(step))} does not follow; ${words}`)}\n`] : [];
}

function showFinding(finding: Finding, event: SolutionEvent, paint: Paint, width: number): string {
  const { line, column } = event.window.locate(finding.span.start);
  const place = `${plain(event.file)}:${line}:${column}`;
  const stands = event.analysis.solution.steps.find(({ id }) => id === finding.step);
  const step = oneLine(stands ? stepLabel(stands) : `Step ${finding.number + 1}`);
  const records = event.format === 'jsonl' || event.format === 'json';
  const id = records ? `  ${paint.dim(`[${oneLine(finding.solution)}]`)}` : '';
  if (finding.standing === 'inherited') {
    return `${paint.dim(`${place}  ${sign.inherited} ${step}  ${oneLine(finding.message)}`)}${id}\n`;
  }
  const hue = finding.standing === 'root' ? paint.red : finding.standing === 'opinion' ? paint.yellow : paint.blue;
  const head = `${paint.bold(place)}  ${hue(`${sign[finding.standing]} ${step}`)}  ${paint.bold(finding.code)}${id}\n`;
  const gutter = ' '.repeat(Math.max(4, String(line).length + 1));
  const room = Math.max(20, width - gutter.length - 3);
  const { before, flagged, after, mark } = sourceLine(finding, event, stands, room);
  return [
    head,
    `  ${oneLine(finding.message)}\n`,
    `${paint.dim(`${String(line).padStart(gutter.length)} │`)} ${before}${hue(flagged)}${after}\n`,
    `${gutter} ${paint.dim('│')} ${hue(mark)}\n`,
    ...witnessLines(finding).map(text => `${gutter}   ${text}\n`),
    ...finding.repairs.slice(0, 3).map(repair => `${gutter}   ${repairLine(repair, paint, room)}\n`),
  ].join('');
}

/** Of a record, the step as it reads; of a text, the line as it stands. */
function sourceLine(finding: Finding, { window, format }: SolutionEvent, step: Step | undefined, room: number): Excerpt {
  const { start, end } = finding.span;
  if (!step || (format !== 'jsonl' && format !== 'json')) return excerpt(window.text, start - window.start, end - window.start, room);
  const { text, span, offsets } = step.text;
  const at = (offset: number) => {
    const index = offsets ? offsets.findIndex(o => o >= offset) : offset - span.start;
    return index < 0 ? text.length : Math.min(index, text.length);
  };
  return excerpt(text, at(start), at(end), room);
}

/** The values that prove it, where the message has not said them already. */
function witnessLines({ message, witness }: Finding): string[] {
  if (!witness) return [];
  const { at, left, op, right, premise, note } = witness;
  const values = at.map(({ name, value }) => `${name} = ${value.text}`);
  const lines: string[] = [];
  if (![...values, left.text, right.text].every(part => message.includes(part))) {
    lines.push(
      `${values.length > 0 ? `at ${values.join(', ')}: ` : ''}left ${left.text}, right ${right.text}${op === '=' ? '' : ` (${op})`}`,
    );
  }
  if (premise) lines.push(`where the line it comes from holds: ${premise.left.text} ${premise.op} ${premise.right.text}`);
  if (note && !message.includes(note)) lines.push(note);
  return lines.map(oneLine);
}

function repairLine(repair: Repair, paint: Paint, room: number): string {
  const full = oneLine(repair.shown?.text ?? repair.corrected_step);
  const step = columns(full) > room ? `${[...full].slice(0, room - 1).join('')}…` : full;
  const slip = repair.slip.detail ?? repair.slip.name.replaceAll('_', ' ');
  return `${paint.green('fix')} ${step}  ${paint.dim(`(${oneLine(slip)})`)}`;
}
