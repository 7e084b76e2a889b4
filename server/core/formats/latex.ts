// LaTeX: a document or a fragment, whole or cut off.
import type { Format, FormatOptions, Span } from '../model';
import { guarded } from './guard';
import { closeBrace, expand, readMacros } from './macros';
import { names } from './names';
import { type Cut, makePage, type Page } from './page';
import { readSolutions, unclosed } from './sections';

export const latex: Format = {
  ...names.latex,
  score(text) {
    const head = text.slice(0, 4096);
    if (/\\(?:documentclass|begin\{document\}|usepackage)/.test(head)) return 1;
    const commands = head.match(/\\(?:begin|end|section\*?|item|textbf|emph|newcommand)(?![a-zA-Z])/g)?.length ?? 0;
    return /^#{1,6} |\*\*/m.test(head) ? 0 : Math.min(0.8, commands * 0.2);
  },
  parse(text, options) {
    return guarded('latex', text, () => {
      const page = readPage(text, options);
      const solutions = readSolutions(page);
      return { solutions, problems: unclosed(page, solutions) };
    });
  },
  comment: body => `% ${body}`,
};

function readPage(text: string, options: FormatOptions): Page {
  const hidden = hiddenSpans(text);
  const skip = skipper(hidden);
  const { macros, spans } = readMacros(text, at => skip(at) > at, options.macros);
  const begin = /\\begin\{document\}/.exec(text);
  const start = begin ? begin.index + begin[0].length : 0;
  const close = text.indexOf('\\end{document}', start);
  const end = close < 0 ? text.length : close;
  const left = skipper(merge([...hidden, ...spans]));
  const source = expand(text, start, end, macros, left);
  // The spans are found again in the expanded text: expansion leaves them as they stand.
  const holes = source.offsets
    ? [...hiddenSpans(source.text), ...readMacros(source.text, () => false).spans]
    : inside([...hidden, ...spans], start, end);
  const first = makePage(source, 'tex', holes);
  const { cuts, commands } = readStructure(first);
  return makePage(source, 'tex', [...first.holes, ...commands], cuts);
}

const inside = (spans: readonly Span[], start: number, end: number): Span[] =>
  spans
    .filter(s => s.end > start && s.start < end)
    .map(s => ({ start: Math.max(s.start, start) - start, end: Math.min(s.end, end) - start }));

function merge(spans: Span[]): Span[] {
  return spans.sort((a, b) => a.start - b.start);
}

/** A function that gives the end of the span around an offset, else the offset; for offsets asked in ascending order. */
function skipper(spans: readonly Span[]): (at: number) => number {
  let next = 0;
  return at => {
    while (next < spans.length && spans[next]!.end <= at) next++;
    const span = spans[next];
    return span && span.start <= at ? span.end : at;
  };
}

const opaque = 'comment|verbatim\\*?|Verbatim|lstlisting|minted|tikzpicture|asy|filecontents\\*?|tabular|thebibliography';
const hiding = new RegExp(`\\\\(?:\\\\|%)|%|\\\\begin\\{(${opaque})\\}|\\\\iffalse(?![a-zA-Z])|\\\\verb\\*?([^a-zA-Z\\s*])`, 'g');

/** Comments, code and drawings, in order. */
function hiddenSpans(text: string): Span[] {
  const spans: Span[] = [];
  hiding.lastIndex = 0;
  for (let m = hiding.exec(text); m; m = hiding.exec(text)) {
    const start = m.index;
    let end: number;
    if (m[0] === '%') end = endOr(text.indexOf('\n', start), text.length);
    else if (m[1]) {
      const close = `\\end{${m[1]}}`;
      const at = text.indexOf(close, start);
      end = at < 0 ? endOr(text.indexOf('\n', start), text.length) : at + close.length;
    } else if (m[0] === '\\iffalse') {
      const at = text.indexOf('\\fi', start + 8);
      end = at < 0 ? text.length : at + 3;
    } else if (m[2])
      end = Math.min(endOr(text.indexOf(m[2], start + m[0].length) + 1 || -1, text.length), endOr(text.indexOf('\n', start), text.length));
    else continue;
    spans.push({ start, end });
    hiding.lastIndex = end;
  }
  return spans;
}

const endOr = (at: number, otherwise: number) => (at < 0 ? otherwise : at);

const problemEnvironment =
  /^(?:problem|exercise|question|example|task|ex|prob|exer|theorem|thm|lemma|lem|proposition|prop|corollary|cor|claim)s?\d*\*?$/;
const solutionEnvironment = /^(?:solution|sol|proof|answer|soln|pf|solutionorbox)\*?$/;
const listEnvironment = /^(enumerate|itemize|description|steps|compactenum|parts)\*?$/;

const command = new RegExp(
  [
    String.raw`\\(begin|end)\{([A-Za-z]+\d*\*?)\}((?:\[[^\]\n]{0,200}\])?)`,
    String.raw`\\(item|part)(?![a-zA-Z])[ \t]*(?:\[([^\]\n]{0,60})\])?`,
    String.raw`\\((?:sub)*section|chapter|part|paragraph)\*?(?:\[[^\]\n]*\])?[ \t]*(?=\{)`,
    String.raw`\\(title|author|date|label|vspace|hspace|input|include|usepackage|documentclass|setcounter|addtocounter|pagestyle|thispagestyle|bibliography|bibliographystyle)\*?(?:\[[^\]\n]*\])?[ \t]*(?=\{)`,
    String.raw`\\(maketitle|noindent|newpage|clearpage|pagebreak|medskip|bigskip|smallskip|par|qed|qedhere|centering|hfill|vfill|indent|newline|linebreak|footnotesize|small|large|Large|tableofcontents)(?![a-zA-Z])`,
  ].join('|'),
  'g',
);

/** Where sections, environments and items cut a page, and the commands that are no text. */
function readStructure(page: Page): { cuts: Cut[]; commands: Span[] } {
  const { text } = page;
  const cuts: Cut[] = [];
  const commands: Span[] = [];
  const lists: { name: string; count: number }[] = [];
  const counts = new Map<string, number>();
  const within = skipper(page.maths.map(m => m.span));
  command.lastIndex = 0;
  for (let m = command.exec(text); m; m = command.exec(text)) {
    const past = within(m.index);
    if (past > m.index) {
      command.lastIndex = past;
      continue;
    }
    const start = m.index;
    const end = start + m[0].length;
    const hide = (to = end) => commands.push({ start, end: to });
    if (m[1]) {
      const name = m[2]!;
      const opening = m[1] === 'begin';
      const key = name.toLowerCase();
      hide(opening && /^(?:minipage|multicols|tasks)$/.test(key) ? Math.max(end, closeBrace(text, end)) : end);
      const list = listEnvironment.test(key);
      if (list && opening) lists.push({ name: key, count: 0 });
      else if (list) lists.pop();
      const mark = problemEnvironment.test(key) ? 'problem' : solutionEnvironment.test(key) ? 'solution' : undefined;
      const title = m[3] ? m[3].slice(1, -1) : undefined;
      const count = (counts.get(name) ?? 0) + (opening ? 1 : 0);
      counts.set(name, count);
      if (mark)
        cuts.push({
          at: opening ? end : start,
          kind: opening ? 'mark' : 'end',
          level: 7,
          mark,
          title: headed(name, mark === 'problem' && !name.endsWith('*') ? count : 0, title),
          depth: lists.length,
        });
      else if (list) {
        const outer = lists.length === 0;
        cuts.push({ at: opening ? end : start, kind: !opening && outer ? 'end' : 'paragraph', level: lists.length, depth: lists.length });
      }
    } else if (m[4]) {
      hide();
      const list = lists.at(-1);
      if (!list) continue;
      list.count++;
      const numbered = /^(?:enumerate|compactenum|steps|parts)/.test(list.name);
      const label =
        m[5]?.trim() ||
        (numbered ? `${lists.length > 1 ? `(${String.fromCharCode(96 + Math.min(26, list.count))})` : `${list.count}.`}` : undefined);
      const step = /^(?:\\textbf\{)?(Step\s+\d+|Case\s+\w+)/i.exec(label ?? '');
      cuts.push({
        at: end,
        kind: step ? 'step' : numbered || m[5] ? 'item' : 'bullet',
        level: lists.length,
        label: step?.[1] ?? label,
        depth: lists.length,
      });
    } else if (m[6]) {
      const close = closeBrace(text, end);
      if (close < 0) continue;
      commands.push({ start, end: end + 1 }, { start: close - 1, end: close });
      const level = ['chapter', 'part', 'section', 'subsection', 'subsubsection', 'paragraph'].indexOf(m[6]) + 1;
      cuts.push({ at: end + 1, kind: 'heading', level: Math.max(1, Math.min(6, level)) }, { at: close, kind: 'paragraph', level: 0 });
      command.lastIndex = close;
    } else if (m[7]) {
      const close = closeBrace(text, end);
      hide(close < 0 ? end : close);
      if (close > 0) command.lastIndex = close;
    } else {
      hide();
      if (m[8] === 'par' || m[8] === 'newpage' || m[8] === 'clearpage') cuts.push({ at: end, kind: 'paragraph', level: 0 });
    }
  }
  return { cuts, commands };
}

/** The second "problem" with "[Trains]" is "Problem 2 (Trains)". */
function headed(name: string, count: number, title: string | undefined): string {
  const word = name.replace(/\*$/, '');
  const full = { thm: 'Theorem', prob: 'Problem', ex: 'Exercise', exer: 'Exercise', lem: 'Lemma', prop: 'Proposition', cor: 'Corollary' }[
    word
  ];
  const head = `${full ?? word[0]!.toUpperCase() + word.slice(1)}${count ? ` ${count}` : ''}`;
  return title ? `${head} (${title})` : head;
}
