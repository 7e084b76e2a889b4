// Problems brought into a form in which the same ones are the same, and nearly the same ones are found.
import { createHash } from 'node:crypto';

export type Sketch = {
  /** Equal for texts that differ in case, spacing and punctuation only. */
  readonly exact: string;
  /** The numbers in order, and the letters of formulas however they are ordered: with others it is another problem. */
  readonly signs: string;
  /** Minima of hashes of the runs of three words (MinHash, Broder 1997): the share that agrees estimates the share of common runs. */
  readonly minima: Uint32Array;
};

const width = 24;
/** Multipliers of the hash family, odd and without pattern. */
const seeds = Uint32Array.from({ length: width }, (_, i) => Math.imul(0x9e3779b1, 2 * i + 1) | 1);

export function sketchOf(text: string): Sketch {
  const words = wordsOf(text);
  const minima = new Uint32Array(width).fill(0xffffffff);
  for (let i = 0; i < Math.max(1, words.length - 2); i++) {
    const run = hash(words.slice(i, i + 3).join(' '));
    for (let k = 0; k < width; k++) {
      let h = Math.imul(run ^ (run >>> 15), seeds[k]!);
      h = (h ^ (h >>> 13)) >>> 0;
      if (h < minima[k]!) minima[k] = h;
    }
  }
  return {
    exact: createHash('sha1').update(words.join(' ')).digest('hex').slice(0, 20),
    signs: [...(text.match(/\d+(?:[.,]\d+)*/g) ?? []), ...words.filter(isLetter).sort()].join(' '),
    minima,
  };
}

const greek = /^(?:alpha|beta|gamma|delta|epsilon|zeta|eta|theta|kappa|lambda|mu|nu|xi|pi|rho|sigma|tau|phi|chi|psi|omega)$/;

/** Not the article, nor the end of a genitive. */
const isLetter = (word: string) => (/^\p{L}$/u.test(word) && word !== 'a' && word !== 's') || greek.test(word);

/** The words and signs of a text: no case, no spacing, no punctuation, no markup. */
export function wordsOf(text: string): string[] {
  return (
    text
      .toLowerCase()
      .replace(/\\(?:left|right|[,;:! ]|d(?=frac))|\$+|\\[()[\]]/g, ' ')
      .match(/[\p{L}]+|\d+(?:\.\d+)?|[=+*/^<>(){}[\]|\\-]/gu) ?? []
  );
}

/** Share of runs of words that two texts have in common, estimated. */
export function likeness(a: Sketch, b: Sketch): number {
  let same = 0;
  for (let k = 0; k < width; k++) if (a.minima[k] === b.minima[k]) same++;
  return same / width;
}

/** Texts that are alike share one of these, very likely. */
export function bands({ minima }: Sketch): string[] {
  return Array.from({ length: width / 3 }, (_, i) => `${i}:${minima.subarray(3 * i, 3 * i + 3).join(',')}`);
}

/** FNV-1a. */
function hash(text: string): number {
  let h = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) h = Math.imul(h ^ text.charCodeAt(i), 0x01000193);
  return h >>> 0;
}
