// What single lines are: bare formulas, displays, chains carried on, the start of a new step.
import { bareRelationOf, hasRelation } from './evidence';
import { formulaAround, type Page } from './page';

const display = /^\s*(?:\$\$|\\\[|\\begin\{)/;
const continuing =
  /^\s*(?:\$+|\\\(|\\\[)?\s*(?:[=≈≤≥≠<>⇒⇔→+*×·/]|=>|->|\\(?:implies|iff|Rightarrow|Leftrightarrow|therefore|to|le|ge|leq|geq|approx|times|cdot)(?![a-zA-Z]))/;
const unfinished =
  /(?:[,:=+\-−*/×·(]|\b(?:the|a|an|of|and|or|that|is|are|to|by|with|for|in|at|from|than|equals|equal|get|gives|have|so|then|if|when|where|because|since))\s*$/i;
const ended = /[.!?](?:["')\]]|\*\*|\$|\\\))*\s*$/;

/** Whether `line` starts a new step rather than continuing the paragraph whose last line is `last`. */
export function startsAnew(last: string, line: string, page: Page, at: number, end: number): boolean {
  if (display.test(line) || continuing.test(line)) return false;
  if (/^\s*[$€£]?-?\d[\d.,]*%?\s*$/.test(line)) return ended.test(last);
  const sentence = ended.test(last) && /\d/.test(last) && /\d/.test(line) && /^\s*[A-Z][a-z']*\b/.test(line);
  if (!sentence && (!relates(last, page) || !relates(line, page))) return false;
  if (unfinished.test(last) && !bareFormula(last)) return false;
  if (/^\s*(?:where|with|and|or|so that|which|because|since)\b/.test(line)) return false;
  if (bareFormula(line) && (bareFormula(last) || ended.test(last) || closesWithValue(last))) return true;
  if (/^\s*(?:["'(]|\*\*)?[A-Z][a-z']*\b/.test(line)) return true;
  return ended.test(last) && at < end;
}

/** Whether a line relates anything, set off by delimiters or bare. */
export function relates(line: string, page: Page): boolean {
  return hasRelation(line) || (page.mode !== 'tex' && bareRelationOf(line) !== 'none');
}

const closesWithValue = (line: string) => /[=≈≤≥<>]\s*[^a-z=≈≤≥<>]*$/.test(line);

const names = /\b(?:sin|cos|tan|cot|sec|csc|log|exp|sqrt|abs|mod|gcd|lcm|max|min|lim|deg|and|or)\b/gi;

/** A line that is a formula and nothing but: fewer than two words beside the names of functions. */
export function bareFormula(line: string): boolean {
  const bare = line.replace(/\\(?:text|mathrm|operatorname)\{[^}]*\}|\\[a-zA-Z]+/g, ' ').replace(names, ' ');
  return hasRelation(line) && (bare.match(/[A-Za-z]{3,}/g) ?? []).length < 2;
}

/** Whether a range is a display formula and nothing else. */
export function isDisplay(page: Page, start: number, end: number): boolean {
  let at = start;
  while (at < end) {
    const m = formulaAround(page, at + 1);
    if (!m?.display || m.span.start !== at) return false;
    at = m.span.end;
    while (at < end && /[\s.,;]/.test(page.text[at]!)) at++;
  }
  return true;
}

/** Whether a range opens with a display. */
export function opensWithDisplay(page: Page, start: number): boolean {
  const m = formulaAround(page, start + 1);
  return m?.display === true && m.span.start === start;
}

/** Whether a line opens with an operator that carries on the formula before it. */
export function continues(text: string): boolean {
  return continuing.test(text);
}

/** Where a sentence opens with an ordinal or connective, behind the end of another. */
export const connective =
  /[.!?](?:["')\]]|\*\*|\$|\\\))*\s+(?=(?:First|Second|Third|Fourth|Fifth|Next|Finally|Now|Therefore|Thus|Hence|Lastly)\b)/g;
