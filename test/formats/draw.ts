// Solutions drawn as text, one line a step: `[number|role|label] text`, line breaks as ⏎.
import assert from 'node:assert/strict';
import { formats } from '../../server/core/formats';
import { type Parsed, type Solution, type Text, toDocument } from '../../server/core/model';

/** Parses with the format of the given id. */
export function parse(format: string, text: string, macros?: Record<string, string>): Parsed {
  const found = formats.find(f => f.id === format);
  assert.ok(found, `there is no format ${format}`);
  const parsed = found.parse(text, { macros });
  for (const solution of parsed.solutions) checkSolution(solution, text);
  return parsed;
}

/** What a parse found, one line a step, `? ` before a problem and `= ` before a title. */
export function draw(parsed: Parsed): string {
  return parsed.solutions
    .map(s => [`= ${s.id} ${s.title}`, ...(s.problem ? [`? ${flat(s.problem.text)}`] : []), ...s.steps.map(drawStep)].join('\n'))
    .join('\n');
}

const flat = (text: string) => text.replace(/\r?\n/g, '⏎');
const drawStep = (step: Solution['steps'][number]) => `[${step.number}|${step.role}|${step.label ?? ''}] ${flat(step.text.text)}`;

/** Asserts a drawing, ignoring the indentation of the expected literal. */
export function expectDrawing(parsed: Parsed, expected: string): void {
  const lines = expected
    .split('\n')
    .map(line => line.trimStart())
    .filter(line => line !== '');
  assert.equal(draw(parsed), lines.join('\n'));
}

/** What holds of every solution: ids, numbers, spans inside the document and in order, formulas inside their text. */
export function checkSolution(solution: Solution, document: string): void {
  inside(solution.span, document.length, `solution ${solution.id}`);
  solution.steps.forEach((step, i) => {
    assert.equal(step.number, i);
    assert.equal(step.id, `${solution.id}/${i}`);
    inside(step.span, document.length, `step ${step.id}`);
    assert.ok(step.span.end <= solution.span.end, `step ${step.id} ends in its solution`);
    assert.deepEqual(step.text.span, step.span);
    assert.equal(step.text.text, step.text.text.trim(), `step ${step.id} has no blanks at its ends`);
    checkText(step.text, document);
    let last = 0;
    for (const { span, inner } of step.maths) {
      assert.ok(
        last <= span.start && span.start <= inner.start && inner.start <= inner.end && inner.end <= span.end,
        `formula in ${step.id}`,
      );
      assert.ok(span.end <= step.text.text.length);
      last = span.end;
    }
  });
  for (const text of [solution.problem, solution.answer, solution.reference]) if (text) checkText(text, document);
}

/** A text without a map stands in the document as it is; a map has one entry a character and one for the end. */
function checkText(text: Text, document: string): void {
  inside(text.span, document.length, 'text');
  if (text.offsets) {
    assert.equal(text.offsets.length, text.text.length + 1);
    assert.equal(text.offsets.at(-1), text.span.end);
    for (const offset of text.offsets) assert.ok(offset >= 0 && offset <= document.length);
  } else assert.equal(document.slice(text.span.start, text.span.end), text.text);
}

function inside(span: { start: number; end: number }, length: number, what: string): void {
  assert.ok(0 <= span.start && span.start <= span.end && span.end <= length, `${what}: ${span.start}..${span.end} of ${length}`);
}

/** The document's text of a range of a text. */
export function source(text: Text, document: string, part: string): string {
  const at = text.text.indexOf(part);
  assert.ok(at >= 0, `${JSON.stringify(part)} stands in ${JSON.stringify(text.text)}`);
  const span = toDocument(text, at, at + part.length);
  return document.slice(span.start, span.end);
}
