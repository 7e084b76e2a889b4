// Expectations drawn in the text: a line of `^^^ code: message` underlines what must be found in the line above it.
import assert from 'node:assert/strict';
import { type Analysis, analyse } from '../../server/core';

export type Mark = { readonly line: number; readonly from: number; readonly to: number; readonly code: string; readonly message: string };

/** Splits a marked text into the text itself and what must be found in it. Lines and columns are 0-based. */
export function marked(source: string): { text: string; marks: Mark[] } {
  const lines: string[] = [];
  const marks: Mark[] = [];
  for (const line of source.split('\n')) {
    const m = /^(\s*)(\^+) ([a-z-]+): (.*)$/.exec(line);
    if (!m) lines.push(line);
    else marks.push({ line: lines.length - 1, from: m[1]!.length, to: m[1]!.length + m[2]!.length, code: m[3]!, message: m[4]! });
  }
  return { text: lines.join('\n'), marks };
}

const place = (text: string, offset: number) => {
  const before = text.slice(0, offset).split('\n');
  return { line: before.length - 1, column: before[before.length - 1]!.length };
};

/** Verifiers that only make remarks. */
const REMARKS = new Set(['comparison']);

/** What is found in a text, in the form of marks; hints of other verifiers and inherited steps are left out. */
export function found(text: string, analysis: Analysis): Mark[] {
  return analysis.solutions.flatMap(s =>
    s.findings
      .filter(f => f.standing === 'root' || (f.standing === 'hint' && REMARKS.has(f.code)))
      .map(f => {
        const from = place(text, f.span.start);
        const to = place(text, f.span.end);
        return { line: from.line, from: from.column, to: to.line === from.line ? to.column : -1, code: f.code, message: f.message };
      }),
  );
}

/** Checks a marked text in both directions: nothing missing, nothing extra. */
export function check(source: string, format = 'text'): Analysis {
  const { text, marks } = marked(source);
  const analysis = analyse({ text, format });
  const got = found(text, analysis);
  const show = (list: readonly Mark[]) => list.map(m => `line ${m.line + 1}, ${m.from}-${m.to} ${m.code}: ${m.message}`).sort();
  const [want, have] = [show(marks), show(got)];
  assert.deepEqual(
    { missing: want.filter(x => !have.includes(x)), extra: have.filter(x => !want.includes(x)) },
    { missing: [], extra: [] },
    `in:\n${text}`,
  );
  return analysis;
}
