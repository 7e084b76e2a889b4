// TeX → HTML that needs no script: for pages that stand alone.
import katex from 'katex';
import type { Segment, Shown } from '../core';
import { markColour } from '../core/marks';

/** Longer formulas are shown as they are written. */
const longest = 4000;

/** Safe to put into a page: whatever comes in, markup goes out escaped. */
export function escaped(text: string): string {
  return text.replace(/[&<>"']/g, c => `&#${c.charCodeAt(0)};`);
}

/** A formula, or its source where it cannot be typeset. */
export function formula(tex: string, displayMode = false): string {
  if (tex.length > longest) return `<code>${escaped(tex)}</code>`;
  try {
    return katex.renderToString(tex, { displayMode, throwOnError: true, trust: false, strict: 'ignore', maxExpand: 200, maxSize: 20 });
  } catch {
    return `<code>${escaped(tex)}</code>`;
  }
}

export function shownFormula({ tex, text }: Shown): string {
  return tex ? formula(tex) : escaped(text);
}

/** A node's text: words escaped, formulas typeset. */
export function runs(segments: readonly Segment[]): string {
  return segments.map(({ kind, text, display }) => (kind === 'tex' ? formula(text, display) : escaped(text))).join('');
}

/** Runs with what a correction changes between `del` or `ins`; in a formula, on a ground of its own. */
export function changed(segments: readonly Segment[], tag: 'del' | 'ins'): string {
  return segments
    .map(({ kind, text, marks = [], marked }) => {
      if (kind === 'tex')
        return formula(marked ?? text)
          .replaceAll(`color:${markColour.tex}`, `background:var(--${tag})`)
          .replaceAll(` mathcolor="${markColour.tex}"`, '');
      const parts = marks.map(({ start, end }, i) => {
        const before = escaped(text.slice(marks[i - 1]?.end ?? 0, start));
        return start < end ? `${before}<${tag}>${escaped(text.slice(start, end))}</${tag}>` : before;
      });
      return parts.join('') + escaped(text.slice(marks.at(-1)?.end ?? 0));
    })
    .join('');
}
