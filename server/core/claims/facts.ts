// What holds for a solution as a whole: which letters are functions, bound or rebound, which notation is in use.

import { meet, type Sort } from '../math/sorts';
import type { Solution } from '../model';
import { severalValues } from './named';
import { valueText } from './sides';
import type { Reading } from './statements';
import { COMPLEX_WORDS, DOMAIN_WORDS } from './words';

export type Facts = {
  /** Letters stand for digits somewhere, so that 3x may be a numeral. */
  readonly digits: boolean;
  /** The letter i is the imaginary unit. */
  readonly imaginary: boolean;
  readonly complex: boolean;
  readonly modular: boolean;
  /** Numerals in other bases than ten stand somewhere. */
  readonly numerals: boolean;
  /** Moduli that are named; empty where `=` might mean congruence to one that is not. */
  readonly moduli: readonly string[];
  readonly degrees: boolean;
  readonly operators: boolean;
  /** The sign of an operation that the problem defines, where it is none of ordinary arithmetic; '' where it may be. */
  readonly operation: string | undefined;
  readonly solving: boolean;
  /** Names that ever get two different values. */
  readonly rebound: ReadonlySet<string>;
  /** Letters that some equation or condition binds, in the problem or a step: step number of the first (-1 problem). */
  readonly constrained: ReadonlyMap<string, number>;
  readonly vectors: boolean;
  /** The letters i and j are written as unit vectors: in bold, with a hat or an arrow. */
  readonly axes: boolean;
  /** A map, a model or a scale is spoken of: one inch may stand for ten miles. */
  readonly scaled: boolean;
  /** The problem says itself how long its weeks or months are, or speaks of another world. */
  readonly ownCalendar: boolean;
  /** A story with amounts that are never below zero. */
  readonly story: boolean;
  /** Lines of a program: a name takes a new value whenever it is assigned one, and that is no error. */
  readonly program: boolean;
  /** Left sides of equations that stand alone, by content: printed again, they are equations still. */
  readonly equations: ReadonlySet<string>;
  readonly functions: ReadonlySet<string>;
  /** What kinds of numbers letters are, by the words of problem and steps. */
  readonly sorts: ReadonlyMap<string, Sort>;
  /** Names in words that get different values. */
  readonly several: ReadonlySet<string>;
};

/** Reads them off the problem and all steps. */
export function gather(solution: Solution, problem: Reading | undefined, readings: readonly Reading[], imaginary: boolean): Facts {
  const text = `${solution.problem?.text ?? ''}\n${solution.steps.map(s => s.text.text).join('\n')}`;
  const values = new Map<string, Set<string>>();
  const constrained = new Map<string, number>();
  const equations = new Set<string>();
  const visit = (reading: Reading, step: number) => {
    for (const s of reading.statements) {
      s.sides.forEach(({ name }, i) => {
        const other = s.sides[i + 1] ?? s.sides[i - 1];
        if (name === undefined || !other?.value || other.name !== undefined || s.relations[0]!.op === '≠') return;
        const known = values.get(name) ?? new Set();
        values.set(name, known.add(valueText(other.value)));
      });
      const pair = s.sides.length === 2;
      if (pair && step < 0) for (const side of s.sides) equations.add(side.key);
      if (s.relations.some(r => r.op !== '=') || (pair && s.sides.every(side => side.name === undefined))) {
        for (const side of s.sides) for (const v of side.variables) if (!constrained.has(v)) constrained.set(v, step);
      }
    }
  };
  if (problem) visit(problem, -1);
  readings.forEach(visit);
  const operation = operationIn(solution.problem?.text ?? '');
  return {
    digits: /\bdigits?\b/i.test(text) && /\b(?:represent|stand|denote|symbol|letter|distinct)/i.test(solution.problem?.text ?? ''),
    imaginary,
    complex: COMPLEX_WORDS.test(text) || imaginary,
    modular: DOMAIN_WORDS.test(text),
    numerals: numeralsIn(text),
    moduli: moduliIn(text),
    degrees: /\bdegrees?\b|°|\\circ/.test(text),
    operators: operation !== undefined,
    operation,
    solving: /\bsolve\b|\bfind all\b|\ball (?:real |integer |possible )?(?:solutions|values|roots)\b/i.test(solution.problem?.text ?? ''),
    rebound: new Set([...values].filter(([, v]) => v.size > 1).map(([name]) => name)),
    constrained,
    equations,
    axes: axesIn(text) && !COMPLEX_WORDS.test(text),
    vectors: /\\mathbf|\\vec\b|\\boldsymbol|\\overrightarrow|\b(?:vectors?|matri(?:x|ces))\b/.test(text),
    scaled: /\b(?:scale[ds]?|maps?|models?|blueprints?|drawings?|represent(?:s|ed)?|stands? for|exchange|trade[ds]?)\b/i.test(text),
    ownCalendar: problem?.facts.some(f => f.phrase) || OWN_CALENDAR.test(solution.problem?.text ?? ''),
    program:
      [
        ...solution.steps
          .map(s => s.text.text)
          .join('\n')
          .matchAll(PROGRAM),
      ].length > 1,
    story: (problem?.words.length ?? 0) > 20 && !problem?.symbols.length && !BELOW_ZERO.test(text),
    functions: new Set([...text.matchAll(/\b([A-Za-z])\s*(?:\^\{?-1\}?\s*\(|\(\s*[a-z0-9,\s]+\)\s*=)/g)].map(m => m[1]!)),
    sorts: sortsOf(problem ? [problem, ...readings] : readings),
    several: severalValues(readings),
  };
}

function sortsOf(readings: readonly Reading[]): Map<string, Sort> {
  const sorts = new Map<string, Sort>();
  for (const reading of readings)
    for (const [name, sort] of reading.sorts) sorts.set(name, sorts.has(name) ? meet(sorts.get(name)!, sort) : sort);
  return sorts;
}

const OPERATION = /[A-Za-z]\s*(\*|\\ast|\\star|\\circ|\\#|\\diamond|@|&|\\&)\s*[A-Za-z]\s*=/;
const SPOKEN_OF = /\b(define[ds]?|operations?|denotes?|operator|binary)\b/i;
const SIGN =
  /[A-Za-z0-9]\s*(\*|\\ast|\\#|\\star|\\diamond|\\oplus|\\otimes|@|\\\$|\\&|\\circ|\\bigstar|\\clubsuit|\\spadesuit|\\heartsuit|\\nabla|\\Delta|!|#|&)\s*\}?[A-Za-z0-9{]?|\[\s*[a-z0-9.]+\s*\]/;

/** The sign of an operation that a problem defines: '' where it may be one of ordinary arithmetic; undefined where none is defined. */
function operationIn(problem: string): string | undefined {
  const found = OPERATION.exec(problem) ?? (SPOKEN_OF.test(problem) ? SIGN.exec(problem) : null);
  if (!found) return undefined;
  return found[1] && !/^(?:\*|\\ast|!)$/.test(found[1]) ? found[1] : '';
}

/** Whether a formula may use the operation that the problem defines: it holds its sign, or one that is typed in its place. */
export const usesOperation = (facts: Facts, formula: string): boolean =>
  facts.operation !== undefined &&
  (facts.operation === '' || formula.includes(facts.operation) || /[*∗⋆★@#&◇⊕⊗]|\\(?:ast|star|circ|diamond)/.test(formula));

/** Whether two readings of a solution as a whole came to the same. */
export const sameFacts = (a: Facts, b: Facts): boolean => content(a) === content(b);

const content = (facts: Facts): string => JSON.stringify(facts, (_, v) => (v instanceof Map || v instanceof Set ? [...v] : v));

/** Unit vectors: i and j in bold, with a hat or an arrow, or as parts of what is called a vector. */
function axesIn(text: string): boolean {
  const written = (x: string) => new RegExp(`\\\\(?:mathbf|vec|hat|boldsymbol|bm)\\s*\\{?\\s*\\\\?${x}(?:math)?\\b`).test(text);
  return (written('i') && written('j')) || (/\bvectors?\b/i.test(text) && /\bi\s*[+−-]\s*\d*j\b|\di\s*[+−-]\s*\d*j\b/.test(text));
}

/** A line of code: a name with an underscore is assigned, or something is printed, imported, defined, returned. */
const PROGRAM = /^[ \t]*(?:[A-Za-z]{2,}_[A-Za-z]{2,}\w* ?= ?[^=]|print ?\(|def \w+\(|import \w|from \w+ import|return \w)/gm;

/** What may well be below zero, or be written as a difference the other way round. */
const BELOW_ZERO =
  /\b(negative|below|minus|temperature|degrees?|debts?|owe[sd]?|loss(?:es)?|los(?:e|es|ing)|lost|deficit|overdraft|balance|account|withdr\w+|elevation|altitude|sea level|underground|depth|change[sd]?|difference|slope|charge|score[sd]?|points?|integers?|coordinates?|profit|borrow\w*|short|behind|earlier|before|less)\b/i;

/** Words of a problem that may bring units of its own. */
const OWN_CALENDAR =
  /\b(planets?|alien|calendar|fictional|imaginary|mars|venus|jupiter|assum\w*|suppos\w*|\d+[- ](?:day|week|month|hour|minute)|(?:weeks?|months?|years?|days?|hours?|foot|dozen) (?:has|have|is|are|consists?|lasts?))\b/i;

/** Bases of numerals; those of logarithms and of triangles are none. */
function numeralsIn(text: string): boolean {
  if (/\d\s*_\s*\{?\s*\d|\b(?:in|to|into|from) base\b(?! of\b)/.test(text)) return true;
  return (
    /(?<!\blog )\bbase[- ]?(?:\$?\d|two|ten|eight|twelve|b\b)/i.test(text) &&
    !/\\(?:log|ln)(?![a-z])|\blogarithm|\btriangle|\bheight\b|\bexponent/.test(text)
  );
}

/** "modulo 7", "\\pmod{12}", "divided by 77", "units digit": what a congruence may be taken to. None where a base is spoken of. */
function moduliIn(text: string): string[] {
  if (/\bbase\b/i.test(text)) return [];
  const found = new Set<string>();
  for (const m of text.matchAll(/(?:\bmod(?:ulo)?|\\[pb]?mod|divided by|divisible by|multiples? of)\s*[({$\\]*\s*(\d{1,9})\b/gi))
    if (m[1] !== '0') found.add(m[1]!);
  if (/\b(units? digits?|ones digit|last digit)\b/i.test(text)) found.add('10');
  if (/\blast two digits\b/i.test(text)) found.add('100');
  if (/\blast three digits\b/i.test(text)) found.add('1000');
  if (/\bparity\b/i.test(text)) found.add('2');
  return [...found].sort();
}
