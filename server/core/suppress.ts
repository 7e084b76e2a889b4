// "Ignore this finding": comments in the document's own syntax that silence codes on a step, or in the whole file.
import type { Edit, Span } from './model';

export type Suppressions = {
  /**
   * Whether a comment silences `code` on a step, given by its span: one on the step's lines, or alone on the line above.
   * Remembers which comments were of use.
   */
  covers(span: Span, code: string): boolean;
  /** Comments that have silenced nothing so far, in document order. */
  unused(): Span[];
};

type Comment = {
  readonly span: Span;
  readonly file: boolean;
  /** Empty for all codes. */
  readonly codes: readonly string[];
  used: boolean;
};

type Syntax = { readonly pattern: RegExp; write(body: string): string };

// A reason may follow the codes after a colon: `hence-ignore arithmetic: rounded on purpose`.
const body = String.raw`hence-ignore(-file)?(?![\w-])((?:[ \t,]+[a-z][\w-]*)*)[ \t]*(?::[^\n]*?)?`;

const syntaxes: Readonly<Record<string, Syntax>> = {
  markdown: { pattern: new RegExp(String.raw`<!--[ \t]*${body}[ \t]*-->`, 'g'), write: text => `<!-- ${text} -->` },
  latex: { pattern: new RegExp(String.raw`(?<!\\)%[ \t%]*${body}[ \t\r]*$`, 'gm'), write: text => `% ${text}` },
  text: { pattern: new RegExp(String.raw`\[[ \t]*${body}[ \t]*\]`, 'g'), write: text => `[${text}]` },
};

/** Reads the ignoring comments of a document in the format of the given id; JSON and JSONL have none. */
export function suppressions(text: string, format: string): Suppressions {
  const comments = text.includes('hence-ignore') ? commentsOf(text, format) : [];
  return {
    covers(span, code) {
      let covered = false;
      for (const comment of comments) {
        if (comment.codes.length && !comment.codes.includes(code)) continue;
        if (!comment.file && !reaches(text, comment.span, span)) continue;
        comment.used = true;
        covered = true;
      }
      return covered;
    },
    unused: () => comments.filter(comment => !comment.used).map(comment => comment.span),
  };
}

/**
 * The edit that makes `code` ignored on a step: a comment on a line of its own above it, or one more code in the comment
 * that stands there. Undefined where the format has no comments, or where it is ignored already.
 */
export function ignoreEdit(text: string, format: string, stepSpan: Span, code: string): Edit | undefined {
  const syntax = syntaxes[format];
  if (!syntax) return undefined;
  for (const comment of commentsOf(text, format)) {
    if (!comment.file && !reaches(text, comment.span, stepSpan)) continue;
    if (!comment.codes.length || comment.codes.includes(code)) return undefined;
    if (comment.file) continue;
    const last = comment.codes.at(-1)!;
    const name = text.indexOf('hence-ignore', comment.span.start);
    const at = text.lastIndexOf(last, endOfCodes(text, name, comment)) + last.length;
    return { start: at, end: at, newText: ` ${code}` };
  }
  const lineStart = startOfLine(text, stepSpan.start);
  const written = syntax.write(`hence-ignore ${code}`);
  const before = text.slice(lineStart, stepSpan.start);
  const newline = text[endOfLine(text, lineStart) - 1] === '\r' || text.includes('\r\n') ? '\r\n' : '\n';
  // A step that begins in the middle of a line gets its comment there, where that line's other steps are not meant.
  if (/[^\s>#*•\-\d.()]/.test(before) && format !== 'latex') return { start: stepSpan.start, end: stepSpan.start, newText: `${written} ` };
  const indent = /^[ \t]*/.exec(before)![0];
  return { start: lineStart, end: lineStart, newText: `${indent}${written}${newline}` };
}

function endOfCodes(text: string, name: number, comment: Comment): number {
  const colon = text.indexOf(':', name);
  return colon >= 0 && colon < comment.span.end ? colon : comment.span.end;
}

function commentsOf(text: string, format: string): Comment[] {
  const syntax = syntaxes[format];
  if (!syntax) return [];
  return [...text.matchAll(syntax.pattern)].map(match => ({
    span: { start: match.index, end: match.index + match[0].trimEnd().length },
    file: match[1] !== undefined,
    codes: (match[2] ?? '').split(/[\s,]+/).filter(Boolean),
    used: false,
  }));
}

/** Whether a comment speaks of the step at `span`. */
function reaches(text: string, comment: Span, span: Span): boolean {
  if (comment.start >= span.start && comment.end <= span.end) return true;
  const own = startOfLine(text, comment.start);
  if (comment.start >= span.end) {
    // Behind the step, on its last line, with nothing but other comments between, and nothing after: else it speaks of what follows.
    if (own > span.end || /[^\s.,;]/.test(withoutComments(text.slice(span.end, comment.start)))) return false;
    return withoutComments(text.slice(comment.end, endOfLine(text, comment.end))).trim() === '';
  }
  if (comment.end > span.start) return false;
  const between = text.slice(comment.end, span.start);
  if (between.length > 2000) return false;
  if (!between.includes('\n')) return !/[^\s>#*•\-\d.()]/.test(withoutComments(between));
  // Above it: alone on its line, with nothing but further comments before the line the step begins on.
  if (/[^\s>]/.test(withoutComments(text.slice(own, comment.start)))) return false;
  const lines = between.split('\n');
  return lines.slice(0, -1).every((line, i) => withoutComments(line).replace(/[\s>]/g, '') === '' && (i === 0 || line.trim() !== ''));
}

function withoutComments(text: string): string {
  return text
    .replace(/<!--[\s\S]*?-->/g, '')
    .replace(/\[hence-ignore[^\]\n]*\]/g, '')
    .replace(/^[ \t]*%[^\n]*/gm, '');
}

function startOfLine(text: string, at: number): number {
  return at === 0 ? 0 : text.lastIndexOf('\n', at - 1) + 1;
}

function endOfLine(text: string, at: number): number {
  const end = text.indexOf('\n', at);
  return end < 0 ? text.length : end;
}
