// A proposal for a solution's steps, written into its document: the edits that would be made, and the text they would give.
import { type Edit, parseSource, type Settings, type Solution, type Text } from './core';

export type Written = { readonly edits: readonly Edit[]; readonly content: string };

/**
 * The edits that put `steps` in place of the solution's, from the first that differs on, parted as the document parts its own:
 * by blank lines, commas between JSON strings, or whatever stands there. Undefined where the text they give does not read as
 * these steps, as where each step is a record with fields of its own.
 */
export function writeSteps(
  document: { readonly text: string; readonly name: string; readonly languageId: string },
  solution: Solution,
  steps: readonly string[],
  settings: Settings,
): Written | undefined {
  const own = solution.steps;
  const [first] = own;
  if (!first) return undefined;
  let kept = 0;
  while (kept < own.length && kept < steps.length && own[kept]!.text.text === steps[kept]) kept++;
  // A list that only grows or shrinks is written from its last common step on: there must be something to replace.
  const from = Math.min(kept, own.length - 1, steps.length - 1);
  const json = first.text.escape === 'json';
  const texts = own.map(step => step.text);
  const between = partedBy(document.text, texts, from) ?? (json ? '\\n\\n' : '\n\n');
  if (!partsOnly(document.text, texts.slice(from), between, json)) return undefined;
  const newText = steps
    .slice(from)
    .map(step => (json ? JSON.stringify(step).slice(1, -1) : step))
    .join(between);
  const edit = { start: own[from]!.span.start, end: own.at(-1)!.span.end, newText };
  const content = document.text.slice(0, edit.start) + newText + document.text.slice(edit.end);
  const read = parseSource({ text: content, languageId: document.languageId, name: document.name }, settings).solutions;
  const again = read.find(({ span, steps }) => span.start <= edit.start && edit.start <= span.end && steps.length > 0);
  const same = again?.steps.length === steps.length && again.steps.every((step, i) => bare(step.text.text) === bare(steps[i]!));
  return same ? { edits: [edit], content } : undefined;
}

/** What stands between the step `from` and the one before it, or else between the first two. */
function partedBy(text: string, steps: readonly Text[], from: number): string | undefined {
  const at = from > 0 ? from : 1;
  const [before, after] = [steps[at - 1], steps[at]];
  return before && after && before.span.end <= after.span.start ? text.slice(before.span.end, after.span.start) : undefined;
}

/** A comma between strings, the frame of records with a text and nothing else, or line breaks in one string. */
const jsonParts = /^(?:"\s*,\s*"|"\s*\}\s*,\s*\{\s*"\w+"\s*:\s*"|(?:\\[nrt]|[^\S\n])+)$/;

/** Whether nothing would be lost with what stands between these steps: it parts them, and says nothing. */
function partsOnly(text: string, steps: readonly Text[], between: string, json: boolean): boolean {
  const gaps = steps.slice(1).map((step, i) => text.slice(steps[i]!.span.end, step.span.start));
  return json ? [between, ...gaps].every(gap => jsonParts.test(gap)) : gaps.every(gap => gap.trim() === '' || bare(gap) === bare(between));
}

const bare = (text: string) => text.replace(/\s+/g, '');
