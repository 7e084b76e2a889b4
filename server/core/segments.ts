// What stands in a step → runs of words and TeX to show. Prose markup is taken off, mathematics is left as written.
import type { Maths, Text } from './model';
import type { Segment } from './tree';

/** The text of a step or problem as runs of words and TeX, in order; formulas without delimiters, prose without markup. */
export function segments(text: Text, maths: readonly Maths[]): Segment[] {
  const found: Segment[] = [];
  const prose = proseReader();
  let at = 0;
  for (const formula of maths) {
    if (formula.span.start < at) continue;
    pushProse(found, text.text.slice(at, formula.span.start), prose);
    const tex = typesettable(text.text, formula);
    if (tex) found.push(formula.display ? { kind: 'tex', text: tex, display: true } : { kind: 'tex', text: tex });
    at = formula.span.end;
  }
  pushProse(found, text.text.slice(at), prose);
  return trim(found.map((run, i) => (run.kind === 'text' ? beside(run, found[i - 1], found[i + 1]) : run)));
}

/** A display stands on lines of its own; the line breaks around it are not shown twice. */
function beside(run: Segment, before: Segment | undefined, after: Segment | undefined): Segment {
  let { text } = run;
  if (before?.display) text = text.replace(/^[ \t]*\n\s*/, '');
  if (after?.display) text = text.replace(/\s*\n[ \t]*$/, '');
  return text === run.text ? run : { ...run, text };
}

/** Takes the writer's own name for the step off its front, where the label already shows it. */
export function withoutLabel(runs: readonly Segment[], names: readonly string[]): Segment[] {
  const first = runs[0];
  if (first?.kind !== 'text') return [...runs];
  for (const name of names) {
    if (!name || !first.text.toLowerCase().startsWith(name.toLowerCase())) continue;
    const rest = first.text.slice(name.length);
    if (/^[\p{L}\p{N}]/u.test(rest)) continue;
    return trim([{ kind: 'text', text: rest.replace(/^\s*(?:[:.)]|[–—-]\s)?\s*/, '') }, ...runs.slice(1)]);
  }
  return [...runs];
}

/** Prose without Markdown and LaTeX markup; meant for labels and other short pieces. */
export function plainProse(text: string): string {
  return proseReader()(text).trim();
}

/** Words, and boxes that stand among them without a formula around. */
function pushProse(found: Segment[], text: string, prose: (text: string) => string): void {
  let at = 0;
  for (const box of text.matchAll(/\\boxed\s*\{(?:[^{}]|\{[^{}]*\})*\}/g)) {
    pushText(found, prose(text.slice(at, box.index)));
    found.push({ kind: 'tex', text: box[0] });
    at = box.index + box[0].length;
  }
  pushText(found, prose(text.slice(at)));
}

function pushText(found: Segment[], text: string): void {
  if (text) found.push({ kind: 'text', text });
}

function trim(runs: readonly Segment[]): Segment[] {
  const kept = runs.map((run, i) => {
    if (run.kind !== 'text') return run;
    let text = run.text;
    if (i === 0) text = text.trimStart();
    if (i === runs.length - 1) text = text.trimEnd();
    return text === run.text ? run : { ...run, text };
  });
  return kept.filter(run => run.text !== '');
}

/** Environments a typesetter knows only under another name, or numbers when nobody wants numbers. */
const environments: Readonly<Record<string, string>> = {
  align: 'aligned',
  flalign: 'aligned',
  alignat: 'alignedat',
  gather: 'gathered',
  multline: 'gathered',
  eqnarray: 'aligned',
  equation: '',
  displaymath: '',
  math: '',
  dmath: '',
};

/** The formula's TeX without delimiters, in environments that typeset inside a formula. */
function typesettable(text: string, formula: Maths): string {
  let inner = text.slice(formula.inner.start, formula.inner.end);
  const begin = /^\\begin\{([a-z]+)(\*?)\}/i.exec(text.slice(formula.span.start, formula.inner.start));
  if (begin) {
    const name = environments[begin[1]!] ?? begin[1]!;
    if (begin[1] === 'eqnarray') inner = inner.replace(/&\s*(=|\\[lg]eq?|\\approx|<|>)\s*&\s*/g, '&$1 ');
    if (name) inner = `\\begin{${name}}${inner}\\end{${name}}`;
  }
  inner = inner.replace(
    /\\begin\{(align|gather|eqnarray|equation|multline)\*?\}([\s\S]*?)\\end\{\1\*?\}/g,
    (_all, name: string, body: string) => {
      const known = environments[name]!;
      return known ? `\\begin{${known}}${body}\\end{${known}}` : body;
    },
  );
  inner = inner.replace(/\\(?:label|eqref|ref)\{[^{}]*\}|\\(?:nonumber|notag)(?![a-zA-Z])/g, '').trim();
  const outside = inner.replace(/\\begin\{([a-z]+\*?)\}[\s\S]*\\end\{\1\}/gi, '');
  return /(?<!\\)&/.test(outside) ? `\\begin{aligned}${inner}\\end{aligned}` : inner;
}

const word = '(?![a-zA-Z])';
const dressing = 'textbf|textit|textsl|textsc|textrm|textsf|texttt|textup|textnormal|text|emph|underline|mbox|section|subsection|paragraph';

/** LaTeX's prose commands, tried in order at each backslash, and what stands for them. */
const commands: readonly (readonly [pattern: RegExp, shown: string])[] = [
  [/\\(?:begin|end)\{[a-zA-Z]+\*?\}(?:\[[^\]\n]*\])?/y, ''],
  [new RegExp(`\\\\item${word}[ \\t]*`, 'y'), '• '],
  [new RegExp(`\\\\(?:par|newline)${word}[ \\t]*`, 'y'), '\n'],
  [new RegExp(`\\\\(?:noindent|indent|centering|(?:small|med|big)skip|qed|quad|qquad|displaystyle|bf|it|em)${word}[ \\t]*`, 'y'), ''],
  [/\\(?:label|vspace|hspace)\*?\{[^{}]*\}/y, ''],
  [/\\\\/y, '\n'],
  [/\\(?=[%$&#_{}*`~])/y, ''],
];
const opening = new RegExp(`\\\\(?:${dressing})\\*?\\s*\\{`, 'y');

/** Reads pieces of one text in order; a `\textbf{` opened in one piece may close in a later one, after a formula. */
function proseReader(): (piece: string) => string {
  const open: ('dressing' | 'brace')[] = [];
  return piece => {
    let out = '';
    let i = 0;
    while (i < piece.length) {
      const c = piece[i]!;
      if (c === '\\') {
        const dressed = matchAt(opening, piece, i);
        if (dressed) open.push('dressing');
        const command = dressed ? undefined : commands.find(([pattern]) => matchAt(pattern, piece, i));
        const length = dressed || (command ? matchAt(command[0], piece, i) : 1);
        out += dressed ? '' : command ? command[1] : c;
        i += length;
        // An escaped character stands for itself: `\}` closes nothing.
        if (command && length === 1) out += piece[i++] ?? '';
        continue;
      }
      if (c === '{') open.push('brace');
      if (c !== '}' || open.pop() !== 'dressing') out += c;
      i++;
    }
    return withoutMarkdown(out);
  };
}

/** Length of the sticky pattern's match at `at`, 0 for none. */
function matchAt(pattern: RegExp, text: string, at: number): number {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0].length ?? 0;
}

function withoutMarkdown(text: string): string {
  return text
    .replace(/<!--[\s\S]*?-->/g, '')
    .replace(/<<[^<>\n]*=[^<>\n]*>>/g, '')
    .replace(/<br\s*\/?>/gi, '\n')
    .replace(/^[ \t]*(?:-{3,}|\*{3,}|_{3,})[ \t]*$/gm, '')
    .replace(/^[ \t]*#{1,6}[ \t]+/gm, '')
    .replace(/(^|[\s(])(\*\*|__)(?=\S|$)/g, '$1')
    .replace(/(\S|^)(\*\*|__)(?=$|[\s.,:;!?)])/g, '$1')
    .replace(/(^|\s)[*_](?=[A-Za-z]{2})([^*_\n]*[A-Za-z.:])[*_](?=$|[\s.,:;!?)])/g, '$1$2')
    .replace(/`([^`\n]+)`/g, '$1')
    .replace(/``|''/g, m => (m === '``' ? '“' : '”'))
    .replace(/(?<=[A-Za-z.])~(?=\S|$)/g, ' ')
    .replace(/[ \t]+\n/g, '\n')
    .replace(/\n{3,}/g, '\n\n');
}
