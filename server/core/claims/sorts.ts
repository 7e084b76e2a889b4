// What words say about letters: "positive integers $a$ and $b$", "let n be an odd prime", "x ∈ ℝ".
import { meet, type Sort } from '../math/sorts';

const LETTER = String.raw`(?<![A-Za-z\\])(?:\\[a-z]+|[A-Za-z])(?:_(?:\{\w+\}|\w))?(?![A-Za-z])`;
const LETTERS = `${LETTER}(?:\\s*(?:,\\s*(?:and\\s+)?|\\s+and\\s+|\\s*,?\\s*(?:\\\\l?dots|…|\\.\\.\\.)\\s*,?\\s*)${LETTER})*`;
const QUALIFIERS =
  '(?:(?:positive|negative|non-?negative|non-?zero|odd|even|prime|real|whole|natural|rational|complex|distinct|different|relatively|coprime|fixed|consecutive|arbitrary|given|single|two|three|four|unique|constant|base-ten|finite),?\\s+(?:and\\s+)?)*';
const NOUN = '(?:integers?|numbers?|reals?|primes?|digits?|naturals?|lengths?|sides?|side lengths?|radii|radius)';
/** What stands for the signs around a formula: a space like any other, but for what may go on behind it. */
const EDGE = '\u2009';
/** "positive integers a and b"; no letter of a word that goes on, as in "number a day", unless the letter is a formula. */
const NOUN_FIRST = new RegExp(`\\b(${QUALIFIERS}${NOUN})\\s+(?:values?\\s+of\\s+)?(${LETTERS})(?!\\s*['’])(?! *\\w)`, 'gi');
const LETTER_FIRST = new RegExp(
  `(?<![A-Za-z\\\\])(${LETTERS})\\s+(?:is|are|be|being|denotes?|represents?)\\s+(?:all\\s+|both\\s+|each\\s+|also\\s+|any\\s+|some\\s+|an?\\s+|the\\s+)?(${QUALIFIERS}(?:${NOUN}|positive|negative|non-?negative|non-?zero|odd|even|prime|real)(?=[\\s.,;:)]|$))`,
  'gi',
);
const MEMBER = new RegExp(
  `(${LETTERS})\\s*(?:\\\\in|∈)\\s*(?:\\\\(?:mathbb|mathbf|Bbb)\\s*\\{?\\s*([ZNRQC])\\s*\\}?|([ℤℕℝℚℂ]))\\s*(\\^\\{?[+*]\\}?)?`,
  'g',
);

/** The sorts that a text states, by letter as the reader names it. Later statements narrow earlier ones. */
export function sortsIn(text: string): Map<string, Sort> {
  const found = new Map<string, Sort>();
  if (!/integer|number|real|prime|digit|natural|length|side|radi|positive|negative|odd|even|∈|\\in\b|non-?zero/i.test(text)) return found;
  const plain = text.replace(/[ \t\n]+/g, ' ').replace(/\\[()[\]]|\$/g, EDGE);
  const put = (letters: string, sort: Sort) => {
    for (const m of letters.matchAll(new RegExp(LETTER, 'g'))) {
      const name = m[0].replace(/[{}]/g, '');
      if (/^(\\[ld]dots|and)$/.test(name)) continue;
      const known = found.get(name);
      found.set(name, known ? meet(known, sort) : sort);
    }
  };
  for (const m of plain.matchAll(NOUN_FIRST)) {
    // "number a" and "integer I" where the letter is an article or pronoun.
    if (/^[aAI]$/.test(m[2]!) && !/[$\\(]/.test(text.slice(0, 3)) && !new RegExp(`[$(]\\s*${m[2]}\\b`).test(text)) continue;
    put(m[2]!, sortOf(m[1]!));
  }
  for (const m of plain.matchAll(LETTER_FIRST)) {
    if (/^[aAI]$/.test(m[1]!) && !new RegExp(`[$(]\\s*${m[1]}\\b`).test(text)) continue;
    put(m[1]!, sortOf(m[2]!));
  }
  for (const m of plain.matchAll(MEMBER)) {
    const set = m[2] ?? { ℤ: 'Z', ℕ: 'N', ℝ: 'R', ℚ: 'Q', ℂ: 'C' }[m[3]!]!;
    const kind = set === 'Z' || set === 'N' ? 'integer' : set === 'C' ? 'complex' : 'real';
    const sign = m[4]?.includes('+') || (set === 'N' && !m[4]) ? (set === 'N' ? 'nonnegative' : 'positive') : undefined;
    put(m[1]!, sign ? { kind, sign } : { kind });
  }
  return found;
}

function sortOf(words: string): Sort {
  const w = words.toLowerCase();
  const kind: Sort['kind'] = /\bcomplex\b/.test(w)
    ? 'complex'
    : /\bdigit/.test(w)
      ? 'digit'
      : /(?<!relatively )\bprime/.test(w)
        ? 'prime'
        : /\bodd\b/.test(w)
          ? 'odd'
          : /\beven\b/.test(w)
            ? 'even'
            : /\b(integer|whole|natural)/.test(w)
              ? 'integer'
              : 'real';
  const sign: Sort['sign'] = /\bnon-?negative\b|\bwhole\b/.test(w)
    ? 'nonnegative'
    : /\bnon-?zero\b/.test(w)
      ? 'nonzero'
      : /\b(positive|natural|length|side|radi)/.test(w)
        ? 'positive'
        : /\bnegative\b/.test(w)
          ? 'negative'
          : undefined;
  return sign ? { kind, sign } : { kind };
}
