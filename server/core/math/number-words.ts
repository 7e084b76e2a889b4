// English words for numbers: "seven", "twenty-two", "half", "a dozen", "twice".
import { type Q, q } from './rational';

const UNITS =
  'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen'.split(
    ' ',
  );
const TENS = 'twenty thirty forty fifty sixty seventy eighty ninety'.split(' ');
const FACTORS: readonly (readonly [string, number, number])[] = [
  ['half', 1, 2],
  ['third', 1, 3],
  ['quarter', 1, 4],
  ['fourth', 1, 4],
  ['twice', 2, 1],
  ['double', 2, 1],
  ['thrice', 3, 1],
  ['triple', 3, 1],
  ['dozen', 12, 1],
  ['pair', 2, 1],
  ['hundred', 100, 1],
  ['thousand', 1000, 1],
];

const WORDS = new Map<string, Q>();
UNITS.forEach((word, n) => {
  WORDS.set(word, q(n));
});
TENS.forEach((ten, i) => {
  const n = (i + 2) * 10;
  WORDS.set(ten, q(n));
  for (let u = 1; u < 10; u++) WORDS.set(`${ten}-${UNITS[u]}`, q(n + u));
});

/** The whole number that a word names, up to ninety-nine; undefined for any other word. `word` is in lower case. */
export const numberOf = (word: string): Q | undefined => WORDS.get(word);

const FACTOR_WORDS = new Map(FACTORS.map(([word, n, d]) => [word, q(n, d)]));

/** The factor that a word stands for: half, a third, twice, a dozen. */
export const factorOfWord = (word: string): Q | undefined => FACTOR_WORDS.get(word.replace(/s$/, '')) ?? FACTOR_WORDS.get(word);
