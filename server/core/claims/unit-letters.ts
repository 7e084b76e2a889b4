// Letters that are units: "3 m/s · 4 s = 12 m".
import type { Tok } from '../math/tokens';
import { unitNamed } from '../math/units';

/** What shows that quantities with units are spoken of. */
const PHYSICAL =
  /\d\s*(?:\\[,;: ])?\s*(?:k?m|cm|g|kg|s|h|N|J|W|V|A)\s?\/\s?(?:s|h|m|kg|min|cm)\b|\d\s*(?:km|cm|mm|kg|mg|ml|kJ|kW|kN|ms|Hz|Pa|Ω)\b|\b(?:metres?|meters?|seconds|newtons?|joules?|watts?|volts?|amperes?|amps|grams|litres?|liters?|velocity|acceleration|force|voltage|current|speed|distance|mass|weighs?|area|perimeter|volume|width|length|height|long|wide|tall|rectangle|triangle|circle|sides?)\b/;

/** A letter, and where it stands: anywhere, behind a number or another unit, behind "in" or "of". */
const CANDIDATES = [...'mgshlLNJWVAKC'].map(letter => {
  const own = `${letter}(?![A-Za-z_'’(])`;
  const number = '\\d\\s?(?:\\\\[,;: ]\\s?)?';
  const unit = '(?:k?m|cm|k?g|s|h|N|J|W|V|A)(?:\\^?[\\d²³]|\\^\\{\\d\\})?\\s?(?:[/·*]|\\\\cdot)\\s?';
  return {
    letter,
    all: new RegExp(`(?<![A-Za-z\\\\_])${own}`, 'g'),
    behind: new RegExp(`(?:${number}|${number}${unit})${own}`, 'g'),
    named: new RegExp(`\\b(?:in|of|to|into) (?:k?m/)?${own}`, 'g'),
  };
});

/** The letters of a solution as a whole that stand nowhere but behind numbers, or behind another unit, where quantities are spoken of. */
export function unitsIn(text: string): string {
  if (!PHYSICAL.test(text)) return '';
  const count = (pattern: RegExp) => text.match(pattern)?.length ?? 0;
  return CANDIDATES.filter(({ all, behind, named }) => {
    const found = count(behind);
    return found > 0 && found + count(named) >= count(all);
  })
    .map(({ letter }) => letter)
    .join('');
}

const SHORT = new Set(['m', 'g', 'l', 'L', 's', 'h']);

/**
 * Letters behind numbers as units: those of `units`, the letters of the solution that are nothing else; others where another unit of their kind stands behind
 * a number: "3 km = 300 m".
 */
export function unitLetters(toks: readonly Tok[], units: string): readonly Tok[] {
  const sure = units ? sureUnits(toks, units) : toks;
  const letter = (i: number) =>
    sure[i]!.k === 'sym' &&
    SHORT.has(sure[i]!.t) &&
    sure[i]!.space &&
    sure[i - 1]?.k === 'num' &&
    !/^(?:op|open|num|sym|cmd)$/.test(sure[i + 1]?.k ?? 'sep');
  if (!sure.some((_, i) => letter(i))) return sure;
  const kinds = new Set(
    sure.flatMap((t, i) => (t.k === 'word' && t.t.length > 1 && sure[i - 1]?.k === 'num' ? (unitNamed(t.t)?.quantity ?? []) : [])),
  );
  const known = (t: Tok) => kinds.has(unitNamed(t.t.toLowerCase())!.quantity);
  return sure.map((t, i) => (letter(i) && known(t) ? asUnit(t) : t));
}

const asUnit = (t: Tok): Tok => ({ ...t, k: 'word', t: /[mgshlL]/.test(t.t) ? t.t.toLowerCase() : t.t });

function sureUnits(toks: readonly Tok[], units: string): readonly Tok[] {
  const out: Tok[] = [];
  for (const t of toks) {
    const before = out[out.length - 1];
    const power = before?.k === 'num' && out[out.length - 2]?.t === '^' && out[out.length - 3]?.k === 'word';
    const over = before?.k === 'op' && before.t === '/' && (out[out.length - 2]?.k === 'word' || isPower(out));
    out.push(t.k === 'sym' && units.includes(t.t) && ((before?.k === 'num' && !power) || over) ? asUnit(t) : t);
  }
  return out;
}

/** Whether a unit with a power stands before the last token: m^2 / s. */
const isPower = (out: readonly Tok[]): boolean =>
  out[out.length - 2]?.k === 'num' && out[out.length - 3]?.t === '^' && out[out.length - 4]?.k === 'word';
