// Is this a solution at all? Mathematics that claims something, told from code, configuration and prose with prices.
import type { Page } from './page';
import { formulasIn } from './page';

/** What a range of a page offers as evidence of mathematical reasoning. */
export type Evidence = {
  /** Formulas between delimiters, and those among them that hold a relation. */
  readonly formulas: number;
  readonly relations: number;
  /** Lines with a bare relation that computes something ("2*8 = 16"), and with any bare relation ("x = 5"). */
  readonly computed: number;
  readonly plain: number;
  /** Lines that look like source code or settings. */
  readonly code: number;
  /** Lines that are not blank. */
  readonly lines: number;
};

const relationSign =
  /[=≈≤≥≠<>≡⇒⇔]|\\(?:eq|neq?|leq?|leqslant|geq?|geqslant|approx|equiv|lt|gt|implies|Rightarrow|iff|to|in|mid|boxed)(?![a-zA-Z])/;

/** Whether a line or formula relates anything. Lenient: for cutting lines, not for judging documents. */
export function hasRelation(text: string): boolean {
  return relationSign.test(text);
}

const codeLine = new RegExp(
  [
    /[;{}]\s*$/,
    /^\s*(?:const|var|def|return|import|from\s+\S+\s+import|if\s*\(|for\s*\(|while\s*\(|#include|function|class|public|private|export|echo|sudo|npm|npx|pip|git|cd|make|docker|curl)\b/,
    /^\s*let\s[^.]*;\s*$/,
    /==|&&|\|\||\+=|-=|\*=|:=|::|\(\)|\$\{|\$\(/,
    /\b[A-Za-z_]{2,}\.[a-z]\w*\(/,
    /[=(:,]\s*["'`]|["`]\s*[:=]/,
    /[A-Za-z]{2,}_\w{2,}/,
    /(?:^|\s)--?[a-z]{2,}/,
    /[<][a-zA-Z/!][^<>]*[>]/,
    /https?:\/\//,
  ]
    .map(part => part.source)
    .join('|'),
);

/** Whether a line reads as code, a command or a setting rather than mathematics. */
export function looksLikeCode(line: string): boolean {
  return codeLine.test(line);
}

const bareRelation = /(?<![=<>!:+*/&|~%^-])(?:=|≈|≤|≥|≠|<=|>=|<|>|=>)(?![=<>~&|])/g;
const operand = String.raw`(?:[-+−±]?[$€£]?\d[\d.,]*%?|[-+−±]?\(?[A-Za-z](?:\d|['′]|_\w|\([\w,]\))*|√|[)\]²³⁰-⁹°%!])`;
const endsMathy = new RegExp(String.raw`(?:^|[\s(\[{,;:.=<>+\-−*/×·÷^√\d)])${operand}\s*$|\d[\d.,]*\s+[a-z]{2,}\s*$|[\d)][A-Za-z²³]\s*$`);
const startsMathy = /^\s*[-+−±(|[]*\s*[$€£]?\s*(?:\d|\.\d|√|∛|sqrt\b|(?:sin|cos|tan|log|ln)\b|[A-Za-z](?![A-Za-z])|π)/;
const operation = /[\d\w)²³%°]\s*[-+−*/×·÷^]\s*[-+−]?[$€£]?[\d(A-Za-z√]|\d\s*[a-zA-Z(](?![a-zA-Z]{2})|\bx\b\s*\d|√|\bof\s+\d/;

/** How a line without delimiters relates things: not at all, plainly ("x = 5"), or computing ("2*8 = 16"). */
export function bareRelationOf(line: string): 'none' | 'plain' | 'computed' {
  if (line.length > 2000 || !/[=≈≤≥≠<>]/.test(line) || looksLikeCode(line)) return 'none';
  let best: 'none' | 'plain' = 'none';
  for (const match of line.matchAll(bareRelation)) {
    const left = line.slice(Math.max(0, match.index - 60), match.index);
    const right = line.slice(match.index + match[0].length, match.index + match[0].length + 60);
    if (!startsMathy.test(right) || !(endsMathy.test(left) || /[A-Za-z]\s*$/.test(left))) continue;
    const near = `${left.split(/[=≈≤≥≠<>,;]/).at(-1)} | ${right.split(/[=≈≤≥≠<>,;]/)[0]}`;
    const rightComputes = operation.test(near.split(' | ')[1]!);
    if (endsMathy.test(left)) {
      if (operation.test(near)) return 'computed';
      best = 'plain';
    } else if (rightComputes && /[-+−*/×·÷^]/.test(near.split(' | ')[1]!) && /[=≈]/.test(right)) return 'computed';
  }
  return best;
}

/** Weighs [start, end) of a page. Linear in its length. */
export function weigh(page: Page, start: number, end: number): Evidence {
  let formulas = 0;
  let relations = 0;
  const inline = start === 0 && end === page.text.length ? page.text : page.text.slice(start, end);
  const parts: string[] = [];
  let at = start;
  for (const { span, inner } of formulasIn(page, start, end)) {
    formulas++;
    if (relationSign.test(page.text.slice(inner.start, inner.end))) relations++;
    parts.push(inline.slice(at - start, Math.max(at, span.start) - start), ' ');
    at = Math.min(end, span.end);
  }
  parts.push(inline.slice(at - start));
  let computed = 0;
  let plain = 0;
  let code = 0;
  let lines = 0;
  const mask = page.mode === 'markdown' ? (line: string) => line.replace(/`[^`]*`/g, ' ') : (line: string) => line;
  for (const line of parts.join('').split('\n')) {
    if (!line.trim()) continue;
    lines++;
    if (line.length < 2000 && looksLikeCode(line)) code++;
    const kind = bareRelationOf(mask(line));
    if (kind === 'computed') computed++;
    if (kind !== 'none') plain++;
  }
  return { formulas, relations, computed, plain, code, lines };
}

const documentation =
  /^(?:install(?:ation|ing)?|usage|getting started|quick ?start|licen[cs]e|contribut(?:ing|ors)|change ?log|release notes|api(?: reference)?|features|(?:system )?requirements|configuration|build(?:ing)?|testing|deployment|development|documentation|faq|table of contents|unreleased|roadmap|acknowledge?ments|credits|support|\[?unreleased\]?|\[?v?\d+\.\d+[\w.-]*\]?.*)$/i;

/** Whether a heading belongs to a README or changelog. */
export function isDocumentationHeading(title: string): boolean {
  return documentation.test(title.trim());
}
