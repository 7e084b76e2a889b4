// The report a person reads.
import type { SolutionEvent } from '../batch/events';
import type { Report } from '../batch/report';
import { reported, type View } from '../batch/row';
import type { Task } from '../batch/tasks';
import { answerWords, type Finding, type Repair, type Standing, type Step } from '../core';
import { stepLabel } from '../core/tree';
import { oneLine, type Paint, paint, plain } from './colour';
import { columns, type Excerpt, excerpt } from './excerpt';

/** How wide, and whether in colours. */
export type TextView = { readonly colours: boolean; readonly width: number };

const sign: Record<Standing, string> = { root: '✗', inherited: '↳', opinion: '?', hint: '·' };
/** Unreadable lines shown for one file; the rest is counted. */
const shownTroubles = 20;

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

export function textReport({ colours }: TextView, quiet: boolean): Report {
  const hues = paint(colours);
  const fresh = () => ({ solutions: 0, quietOnes: 0, claims: 0, checked: 0, troubles: 0, shape: '' });
  let file = fresh();
  return {
    begin: () => '',
    solution({ text, findings, claims, checked, shape }) {
      file.solutions++;
      file.claims += claims;
      file.checked += checked;
      file.shape ||= shape ?? '';
      if (findings === 0) file.quietOnes++;
      return text;
    },
    trouble(event) {
      if (++file.troubles > shownTroubles) return '';
      const place = [event.file, event.line, event.line && event.column].filter(part => part !== undefined).join(':');
      const word = event.level === 'error' ? hues.red('unreadable') : hues.yellow('warning');
      return `${hues.bold(plain(place))}  ${word}  ${oneLine(event.message)}\n`;
    },
    end(event) {
      const done = file;
      file = fresh();
      const name = plain(event.file);
      const more = done.troubles - shownTroubles;
      const rest = more > 0 ? `${hues.bold(name)}  ${hues.red('unreadable')}  and ${number(more)} more\n` : '';
      if (quiet) return rest;
      const shape = done.shape.includes('←') && event.named ? `${hues.dim(`${name}  read as ${oneLine(done.shape)}`)}\n` : '';
      if (done.troubles > 0 || done.quietOnes < done.solutions) return rest + shape;
      if (done.solutions === 0) return event.named ? `${rest}${name}  ${hues.dim('no solution found')}\n` : rest;
      const many = done.solutions > 1 ? `${number(done.solutions)} solutions · ` : '';
      return `${rest}${name}  ${many}${praise(done, hues)}\n${shape}`;
    },
    finish(summary) {
      if (quiet) return '';
      const parts = [
        plural(summary.files, 'file'),
        plural(summary.solutions, 'solution'),
        summary.wrong > 0 ? hues.red(`${number(summary.wrong)} wrong`) : '0 wrong',
        summary.opinions > 0 ? hues.yellow(`${number(summary.opinions)} doubted`) : '',
        coverage(summary),
        summary.unreadable > 0 ? hues.red(`${number(summary.unreadable)} unreadable`) : '',
        summary.interrupted ? hues.red('interrupted') : '',
      ];
      return `\n${parts.filter(part => part !== '').join(' · ')}\n`;
    },
  };
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

/** "No error found" is only said where something was checked. */
function praise(done: { claims: number; checked: number }, paint: Paint): string {
  if (done.claims === 0) return paint.dim('no claim to check');
  return `${done.checked > 0 ? paint.green('no error found') : paint.dim('nothing could be checked')} · ${coverage(done)}`;
}

function coverage({ checked, claims }: { checked: number; claims: number }): string {
  return `${number(checked)} of ${plural(claims, 'claim')} checked`;
}

function plural(n: number, word: string): string {
  return `${number(n)} ${word}${n === 1 ? '' : 's'}`;
}

function number(n: number): string {
  return n.toLocaleString('en-US');
}
