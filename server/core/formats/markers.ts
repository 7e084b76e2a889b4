// What a line announces: a problem, a solution, a step, a case, an item, a heading, the answer.
import type { ScanMode } from '../claims/scanner';
import type { Mark } from './page';

export type Marker =
  | {
      readonly kind: 'mark';
      readonly mark: Mark;
      readonly title: string;
      readonly level: number;
      readonly heading: boolean;
      readonly content: number;
      /** Opens a solution only where none is open; else it is a word of the text. */
      readonly weak?: boolean;
    }
  | { readonly kind: 'heading'; readonly level: number; readonly title: string; readonly content: number }
  | { readonly kind: 'rule' }
  | {
      readonly kind: 'step' | 'case' | 'item' | 'bullet' | 'label' | 'answer';
      readonly level: number;
      readonly label?: string;
      readonly content: number;
    };

const ordinal = String.raw`(?:\d{1,3}(?:\.\d{1,2})?[a-z]?|[IVXivx]{1,5}|one|two|three|four|five|six|seven|eight|nine|ten)`;
const open = String.raw`(?:\*\*\*?|__|\\(?:textbf|textit|emph|underline|textsc|textsf|paragraph\*?|subparagraph\*?|bf|it)\s*\{?|\{\\(?:bf|it|sc)(?:series|shape)?\s+)?`;
const close = String.raw`(?:\s*\})?[.:]?\s*(?:\*\*\*?|__)?(?:\s*\})?`;

const problemWord = '(?:Problem|Exercise|Question|Task|Example|Puzzle|Quiz)';
const solutionWord = "(?:(?:Worked |Full |Model |My |Student'?s? )?(?:Solution|Proof|Working|Attempt|Response|Reasoning|Derivation|Work))";
const problemLine = new RegExp(
  String.raw`^${open}(${problemWord}(?:\s+statement)?(?:\s*[#№]?\s*${ordinal}(?:\s*\([a-z\d]\))?)?(?:\s*\([^)\n]{1,60}\))?)(?=\s*(?:[.:*_}]|$))${close}\s*`,
  'i',
);
const solutionLine = new RegExp(
  String.raw`^${open}(${solutionWord}(?:\s*[#№]?\s*${ordinal})?(?:\s*\([^)\n]{1,60}\))?)(?=\s*(?:[.:*_}]|$))${close}\s*`,
  'i',
);
const questionLetter = /^(?:\*\*|__)?(Q\s?\d{0,3})\s*[:.)]\s*(?:\*\*|__)?\s*/;
const answerLetter = /^(?:\*\*|__)?(A\s?\d{0,3})\s*[:.]\s*(?:\*\*|__)?\s*/;
const answerLine = new RegExp(String.raw`^${open}((?:The\s+)?(?:Final\s+)?Answer)(?=\s*(?:[.:*_}]|$))${close}\s*`, 'i');
const problemHeading = new RegExp(String.raw`^(?:${problemWord})(?!s|\s+(?:set|sheet|solving|list|bank)\b)(?=\W|$)`, 'i');
const solutionHeading = new RegExp(String.raw`^${solutionWord}(?!s)(?=\W|$)`, 'i');
const numberHeading = /^\(?\d{1,2}(?:\s*\(?[a-h]\)?)?[.)]?$/;
const stepLine = new RegExp(String.raw`^(?:[-*+•]\s+|\d{1,3}[.)]\s+)?${open}(Step\s*[#№]?\s*${ordinal})\b(?![\w-])`, 'i');
const caseLine = new RegExp(
  String.raw`^(?:[-*+•]\s+|\d{1,3}[.)]\s+)?${open}((?:Sub-?)?Case\s+(?:\(?(?:\d{1,2}(?:\.\d+)?|[ivxIVX]+|[A-Da-d])\)?))(?=\s*[.:),*_—–-]|\s*$|\s+[$\\(])`,
  'i',
);
const boldLabel = /^(\*\*|__)(?!\s)([^*_\n]{1,80}?)(?:(:)\s*\1|\1\s*(:)|(\.)\1|\1\s*$)/;
const itemLine = /^(\(?(?:(\d{1,3})|([a-h]))[.)])(?:[ \t]+(?=\S)|\s*$)/;
const bulletLine = /^[-*•‣◦][ \t]+(?=\S)/;
const answerMark = /^####\s*(?=[^\s#])(?!\d+[.)]\s)[^\w\s]{0,3}\s*(?:\\[a-z]+\{?)?[-−]?[\d.(\\].{0,200}$/;

/**
 * Reads the marker a line opens with; `offset` is where `line` starts in the page, for `content`. `lettered` pages ask
 * with "Q:" and answer with "A:".
 */
export function readMarker(line: string, offset: number, mode: ScanMode, lettered = false): Marker | undefined {
  const indent = line.length - line.trimStart().length;
  const level = columns(line, indent);
  const body = line.slice(indent).trimEnd();
  const at = offset + indent;
  if (body.length === 0) return undefined;
  const first = body.charCodeAt(0);
  if (first === 35 /* # */) {
    if (/^####\s*[^\s#]/.test(body) && answerMark.test(body) && !/[a-z]{3,}\s+[a-z]{2,}/i.test(body.replace(/\\[a-z]+/gi, '')))
      return { kind: 'answer', level, label: undefined, content: at };
    if (mode !== 'markdown') return undefined;
    const heading = /^(#{1,6})[ \t]+(.*?)(?:[ \t]+#+)?$/.exec(body);
    return heading ? readHeading(heading[2]!, heading[1]!.length, at + body.indexOf(heading[2]!, heading[1]!.length)) : undefined;
  }
  if (mode === 'markdown' && /^(?:(?:-[ \t]*){3,}|(?:\*[ \t]*){3,}|(?:_[ \t]*){3,})$/.test(body)) return { kind: 'rule' };
  if (mode !== 'markdown' && /^(?:-{3,}|={3,}|_{3,}|\*{3,})$/.test(body)) return { kind: 'rule' };
  const step = stepLine.exec(body);
  if (step) return { kind: 'step', level: 0, label: tidy(step[1]!), content: at + wordStart(body, step[1]!) };
  const cased = caseLine.exec(body);
  if (cased) return { kind: 'case', level, label: tidy(cased[1]!), content: at + wordStart(body, cased[1]!) };
  const problem = problemLine.exec(body) ?? questionLetter.exec(body);
  if (problem && !/^example:/i.test(body))
    return { kind: 'mark', mark: 'problem', title: tidy(problem[1]!), level: 7, heading: false, content: at + problem[0].length };
  const solution = solutionLine.exec(body);
  if (solution)
    return {
      kind: 'mark',
      mark: 'solution',
      title: tidy(solution[1]!),
      level: 7,
      heading: false,
      content: at + solution[0].length,
      weak: !/solution|proof/i.test(solution[1]!) || /^(?:solution|proof)\s*[:.]\s*\S/i.test(body),
    };
  const reply = lettered ? answerLetter.exec(body) : null;
  if (reply)
    return {
      kind: 'mark',
      mark: 'solution',
      title: tidy(reply[1]!),
      level: 7,
      heading: false,
      content: at + reply[0].length,
      weak: true,
    };
  const answer = answerLine.exec(body);
  if (answer) return { kind: 'answer', level, label: tidy(answer[1]!), content: at };
  if (mode === 'tex') return undefined;
  const item = itemLine.exec(body);
  if (item) return { kind: 'item', level, label: item[1]!, content: at };
  const bullet = bulletLine.exec(body);
  if (bullet) return { kind: 'bullet', level, content: at + bullet[0].length };
  const label = boldLabel.exec(body);
  if (label) return { kind: 'label', level, label: tidy(label[2]!), content: at };
  return undefined;
}

/** Reads the words of a heading of the given level. */
export function readHeading(title: string, level: number, content: number): Marker {
  const words = title.replace(/^(?:\*\*|__)+|(?:\*\*|__)+$/g, '').trim();
  const step = stepLine.exec(words);
  if (step) return { kind: 'step', level: 0, label: tidy(step[1]!), content };
  const cased = caseLine.exec(words);
  if (cased) return { kind: 'case', level: 0, label: tidy(cased[1]!), content };
  if (problemHeading.test(words) || numberHeading.test(words))
    return { kind: 'mark', mark: 'problem', title: words, level, heading: true, content };
  if (solutionHeading.test(words)) return { kind: 'mark', mark: 'solution', title: words, level, heading: true, content };
  if (/^(?:(?:the|final) )*answer\W*$/i.test(words)) return { kind: 'answer', level: 0, label: words.replace(/\W+$/, ''), content };
  return { kind: 'heading', level, title: words, content };
}

/** The statement that stands in a problem's own heading, as an index into it: "Problem 3. Solve x = 4" gives 11. */
export function statementIn(title: string): number {
  const m = new RegExp(String.raw`^${problemWord}\s*[#№]?\s*(?:${ordinal})?\s*(?:\([^)]*\))?\s*[.:—–-]?\s*`, 'i').exec(title);
  return m ? m[0].length : 0;
}

function wordStart(body: string, label: string): number {
  const at = body.indexOf(label);
  const before = body.slice(0, at);
  return before.length - (/(?:\*\*\*?|__|\\[a-z]+\*?\s*\{?|\{\\[a-z]+\s+|\d{1,3}[.)]\s+)+$/.exec(before)?.[0].length ?? 0);
}

function columns(line: string, indent: number): number {
  let width = 0;
  for (let i = 0; i < indent; i++) width += line[i] === '\t' ? 4 - (width % 4) : 1;
  return width;
}

const tidy = (label: string) => label.replace(/\s+/g, ' ').trim();
