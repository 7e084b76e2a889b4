// Records as Markdown, to be read and annotated by people, and back. Comments carry what is not for reading.
import { parseSource } from '../../core';
import { compact, isRecord, type Json, type Sample } from './sample';
import type { Shape } from './shapes';
import { shapeOf } from './shapes';

const recordMark = '<!-- hence-record ';
const stepMark = /^<!-- hence-step( labelled)? -->\n/gm;

/** One record as a section. All of it stands in the comment but what is read: the problem and the steps. */
export function toMarkdown(record: Json, shape: Shape): string {
  const sample = shape.read(record);
  const note = JSON.stringify({ shape: shape.id, record }).replaceAll('--', '-\\u002d').replaceAll('>', '\\u003e');
  const title = sample.id ?? 'Solution';
  const steps = sample.steps.map((text, i) => {
    const labelled = /^\W{0,4}step\s+\d/i.test(text);
    return `<!-- hence-step${labelled ? '' : ' labelled'} -->\n${labelled ? '' : `Step ${i + 1}: `}${guarded(text)}\n\n`;
  });
  const label = sample.label === undefined ? '' : sample.label < 0 ? ' (labelled right)' : ` (labelled wrong in step ${sample.label + 1})`;
  return `${recordMark}${note} -->\n# ${String(title).replaceAll('\n', ' ')}${label}\n\n## Problem\n\n${guarded(sample.problem)}\n\n## Solution\n\n${steps.join('')}`;
}

export type FromMarkdown = { readonly record: Json; readonly shape: Shape } | { readonly sample: Sample };

/**
 * Records of a Markdown document: those that were written here come back as they were, with problem and steps as they
 * stand now; any other document is read as a person's solutions.
 */
export function fromMarkdown(text: string): FromMarkdown[] {
  if (!text.includes(recordMark)) {
    return parseSource({ text, format: 'markdown' }).solutions.map(({ id, problem, steps }) => ({
      sample: compact({ id, problem: problem?.text ?? '', steps: steps.map(step => step.text.text) }) as Sample,
    }));
  }
  return text
    .split(new RegExp(`^${recordMark}`, 'm'))
    .slice(1)
    .flatMap(section => readSection(section) ?? []);
}

function readSection(section: string): FromMarkdown | undefined {
  const end = section.indexOf(' -->\n');
  let note: unknown;
  try {
    note = JSON.parse(section.slice(0, end));
  } catch {
    return undefined;
  }
  if (!isRecord(note) || !isRecord(note.record)) return undefined;
  const shape = shapeOf(note.record);
  if (!shape || shape.id !== note.shape) return undefined;
  const body = section.slice(end + 5);
  const problem = /^## Problem\n\n([\s\S]*?)\n\n## Solution\n\n/m.exec(body)?.[1];
  const marks = [...body.matchAll(stepMark)];
  const steps = marks.map((mark, i) => {
    const own = body.slice(mark.index + mark[0].length, marks[i + 1]?.index ?? body.length);
    return bare((mark[1] ? own.replace(/^Step \d+: /, '') : own).replace(/\n\n$/, ''));
  });
  const sample = shape.read(note.record);
  const unchanged = bare(problem ?? '') === sample.problem && steps.join('\0') === sample.steps.join('\0');
  if (unchanged) return { record: note.record, shape };
  // Somebody has edited it: what stands there counts, and labels are kept.
  return { sample: { ...sample, problem: bare(problem ?? ''), steps } };
}

/** A text that looks like one of our marks must not be one. */
const guarded = (text: string) => text.replaceAll('<!-- hence-', '<!-- \\hence-');
const bare = (text: string) => text.replaceAll('<!-- \\hence-', '<!-- hence-');
