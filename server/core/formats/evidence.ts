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
  /** Lines that compute in words: "half of 18 is 9", "12 divided by 4". */
  readonly spoken: number;
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
    /(?<!\\)[;{]\s*$|^\s*[})\]]+[;,]?\s*$/,
    /^\s*(?:const|var|def|return|import|from\s+\S+\s+import|if\s*\(|for\s*\(|while\s*\(|#include|function|class|public|private|export|echo|sudo|npm|npx|pip|git|docker|curl)\b/,
    /==|&&|\+=|-=|\*=|:=|::|\w\(\)|\$\{|\$\(/,
    /\b[A-Za-z_]{2,}\.[a-z]\w*\(/,
    /=\s*["'`]|["`]\s*:\s/,
    /[A-Za-z]{2,}_[A-Za-z]{2,}/,
    /(?:^|\s)--[a-z]{2,}/,
    /<[a-zA-Z/!][^<>=]*>/,
    /https?:\/\//,
  ]
    .map(part => part.source)
    .join('|'),
);

/** Whether a line reads as code, a command or a setting rather than mathematics. */
export function looksLikeCode(line: string): boolean {
  return codeLine.test(line);
}

const bareRelation = /(?<![=<>!:+*/&|~%^-])(?:<=|>=|=>|=|≈|≤|≥|≠|<|>)(?![=<>~&|])/;
const phrase = /[;:]\s|[.,]\s|[.,]$/;
const endsMathy =
  /(?:^|[^A-Za-z])[A-Za-z](?:\d|['′]|_\w|\([\w,]{1,9}\))*\s*$|[\d)\]}²³⁰-⁹°%!|]["']?\s*$|\d[\d.,/]*["']?\s+(?:[A-Za-z]+[\s/-]{0,2}){1,6}$|\d[A-Za-z]\s*$/;
const startsMathy = /^\s*[-+−±–(|[{\s]*[$€£]?\s*(?:\.?\d|√|∛|π|∫|\\[a-zA-Z]|(?:sqrt|sin|cos|tan|log|ln)\b|[A-Za-z](?![A-Za-z]))/;
const operation =
  /[\w)²³%°"}]\s*(?:[+*/×·÷^]|\s[-−–]\s|[-−]\d|\sx\s)\s*[-+−]?[$€£(\\{]*[\w√(]|\d\s?[a-zA-Z](?![a-zA-Z])|\\(?:d?frac|binom|sqrt|times|cdot)|[√∫]/;
const arithmetic = /\d["']?(?:\s*[a-zA-Z/]+){0,6}\s*(?:[+*/×·÷^]|\s[-−–x]\s|-(?=\d))\s*[$€£(]*\d/;

/** How a line without delimiters relates things: not at all, plainly ("x = 5"), or computing ("2*8 = 16"). */
export function bareRelationOf(line: string): 'none' | 'plain' | 'computed' {
  if (line.length > 4000 || !/[=≈≤≥≠<>]/.test(line) || looksLikeCode(line)) return 'none';
  const sides = line.replace(/(\d),(?=\d{3}(?!\d))/g, '$1').split(bareRelation);
  let best: 'none' | 'plain' = 'none';
  for (let i = 0; i + 1 < sides.length; i++) {
    const left = sides[i]!.slice(-90).split(phrase).at(-1)!;
    const right = sides[i + 1]!.slice(0, 90).split(phrase)[0]!;
    if (!startsMathy.test(right)) continue;
    if (endsMathy.test(left)) {
      if (operation.test(left) || operation.test(right)) return 'computed';
      best = 'plain';
    } else if (/[A-Za-z]\s*$/.test(left) && arithmetic.test(right)) return 'computed';
  }
  return best;
}

const numeral = String.raw`\b(?:\d[\d.,]*%?|(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|(?:thir|four|fif|six|seven|eigh|nine)teen|(?:twen|thir|for|fif|six|seven|eigh|nine)ty(?:-\w+)?|hundred|thousand)\b)`;
const spoken = new RegExp(
  [
    `${numeral}\\s+(?:plus|minus|times|multiplied by|divided by|divides|is divisible by|percent of)\\s+\\$?${numeral}`,
    `\\d%\\s+of\\s+\\$?${numeral}`,
    `${numeral}\\s+is\\s+(?:not\\s+)?(?:an?\\s+)?(?:prime|composite|even|odd|perfect|multiple of|factor of|divisor of)\\b`,
    `\\b(?:half|third|quarter|twice|double|sum|product|difference|quotient|average|mean|median|gcd|lcm|divisor|factor|multiple|remainder|square|cube|root)\\s+(?:of\\s+)?(?:\\w+\\s+)?${numeral}.*?\\b(?:is|are|equals?|makes?)\\s+\\$?${numeral}`,
  ].join('|'),
  'i',
);

/** Weighs [start, end) of a page. Linear in its length. */
export function weigh(page: Page, start: number, end: number): Evidence {
  let formulas = 0;
  let relations = 0;
  const inline = start === 0 && end === page.text.length ? page.text : page.text.slice(start, end);
  const parts: string[] = [];
  let at = start;
  for (const { span, inner } of formulasIn(page, start, end)) {
    const formula = page.text.slice(inner.start, inner.end);
    if (!isProse(formula)) {
      formulas++;
      if (relationSign.test(formula)) relations++;
    }
    parts.push(inline.slice(at - start, Math.max(at, span.start) - start), 'ƒ');
    at = Math.min(end, span.end);
  }
  parts.push(inline.slice(at - start));
  let computed = 0;
  let plain = 0;
  let inWords = 0;
  let code = 0;
  let lines = 0;
  const mask = page.mode === 'markdown' ? (line: string) => line.replace(/`[^`]*`/g, ' ') : (line: string) => line;
  for (const line of parts.join('').split('\n')) {
    if (!line.trim()) continue;
    lines++;
    if (line.length < 2000 && (looksLikeCode(line) || (page.mode === 'plain' && /^\s*(?:#(?!###)|\/\/|\/\*|>>>)/.test(line)))) code++;
    const kind = bareRelationOf(mask(line));
    if (kind === 'computed') computed++;
    if (kind !== 'none') plain++;
    else if (line.length < 2000 && spoken.test(line)) inWords++;
  }
  return { formulas, relations, computed, plain, spoken: inWords, code, lines };
}

/** Whether what stands between two delimiters is words: an escaped bracket, two prices far apart. */
function isProse(formula: string): boolean {
  const words = formula
    .replace(/\\(?:text|mathrm|mbox|textbf|operatorname)\s*\{[^}]*\}|\\[a-zA-Z]+|\{[a-zA-Z*]+\}/g, ' ')
    .match(/[A-Za-z]{3,}/g);
  return (words?.length ?? 0) >= 6 || !/[\dA-Za-z]/.test(formula);
}

const documentation =
  /^(?:install(?:ation|ing)?|usage|getting started|quick ?start|licen[cs]e|contribut(?:ing|ors)|change ?log|release notes|api(?: reference)?|features|(?:system )?requirements|configuration|build(?:ing)?|testing|deployment|development|documentation|faq|table of contents|unreleased|roadmap|acknowledge?ments|credits|support|\[?unreleased\]?|\[?v?\d+\.\d+[\w.-]*\]?.*)$/i;

/** Whether a heading belongs to a README or changelog. */
export function isDocumentationHeading(title: string): boolean {
  return documentation.test(title.trim());
}
