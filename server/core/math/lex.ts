// One token stream for words and formulas: a sentence and the mathematics in it are read together, so that
// "57 cars x 4 wheels = 228" and "$10\%$ of $\$80 = 8$" are each one statement.
import type { Maths } from '../model';
import { lexProse } from './lex-prose';
import { lexTex } from './lex-tex';
import type { Tok } from './tokens';

/**
 * Tokens of `text`, formulas as `maths` says. Spans are offsets into `text`. Total: what is not understood becomes a
 * `bad` token, which no expression contains.
 */
export function lex(text: string, maths: readonly Maths[]): Tok[] {
  const out: Tok[] = [];
  let at = 0;
  for (const m of maths) {
    lexProse(text, at, m.span.start, out);
    const before = out.length;
    lexTex(text, m.inner.start, m.inner.end, out);
    markEdges(out, before, m.display);
    at = m.span.end;
    if (m.display) out.push({ k: 'sep', t: 'display', span: { start: at, end: at }, space: true, gap: true, math: false });
  }
  lexProse(text, at, text.length, out);
  return out;
}

/** The first token of a formula stands behind a gap, and a display starts a line of its own. */
function markEdges(out: Tok[], from: number, display: boolean): void {
  const first = out[from];
  if (!first) return;
  out[from] = { ...first, gap: true, space: true };
  if (display)
    out.splice(from, 0, {
      k: 'sep',
      t: 'display',
      span: { start: first.span.start, end: first.span.start },
      space: true,
      gap: true,
      math: false,
    });
}
