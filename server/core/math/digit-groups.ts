// Numbers whose digits are grouped in other ways than by a comma before every three.
import { fromDecimal, type Q, q } from './rational';

/** As `text` says it; without a value where the marks might as well separate the items of a list. */
export type GroupedNumber = { readonly text: string; readonly v?: Q; readonly places?: number };

const CANDIDATE = /^\d{1,6}(?:[,'’\u00a0\u2009\u202f]|\{,\}|\.)\d/;
/** 3{,}5: no group of digits is that short. */
const BRACED = /^\d+\{,\}\d{1,2}(?![\d{])/;
/** 1.250.000 */
const BY_DOTS = /^\d{1,3}(?:\.\d{3}){2,}(?![\d.]*\d)/;
/** Where some number has several such points, one point is no decimal point: 250.000 */
const DOTTED = /(?<![\d.])\d{1,3}(?:\.\d{3}){2,}(?![\d.]*\d)/;
const ONE_DOT = /^\d{1,3}\.\d{3}(?![\d.]*\d)/;
const BY_COMMA = /^\d+,\d{1,2}(?![\d,]*\d)/;
/** 15'000, and digits with spaces between them at which no line breaks. */
const BY_THREE = /^\d{1,3}(?:(?:['’]\d{3})+|(?:[\u00a0\u2009\u202f]\d{3})+)(?:\.\d+)?(?!\d)/;
/** 1,25,000: two digits a group, but for the last. */
const BY_TWO = /^\d{1,2}(?:,\d{2})+,\d{3}(?:\.\d+)?(?![\d,])/;
const RUPEES = /₹|\b(?:rupees?|lakhs?|crores?|INR|Rs)\b/i;

/** The number with unusual groups that stands at an offset. */
export function groupedAt(text: string, at: number): GroupedNumber | undefined {
  const here = text.slice(at, at + 40);
  if (!CANDIDATE.test(here)) return undefined;
  const sure = BY_THREE.exec(here)?.[0];
  if (sure) return numberIn(sure);
  const dotted = BY_DOTS.exec(here)?.[0];
  const grouped = dotted ?? (DOTTED.test(text) ? ONE_DOT.exec(here)?.[0] : undefined);
  if (grouped) return { text: grouped, v: fromDecimal(grouped.replaceAll('.', '')) };
  const comma = BRACED.exec(here)?.[0] ?? (decimalCommas(text) ? BY_COMMA.exec(here)?.[0] : undefined);
  if (comma) return { ...numberIn(comma.replace(/\{?,\}?/, '.')), text: comma };
  const byTwo = BY_TWO.exec(here)?.[0];
  if (!byTwo || /[(,{[]/.test(text[at - 1] ?? '')) return undefined;
  return RUPEES.test(text) ? numberIn(byTwo) : { text: byTwo };
}

/** A decimal with a comma and a sign of arithmetic beside it: 3,50 + 2,25. A minus may stand between pages. */
const SUMS =
  /(?<![\d.,])\d+,\d{1,2}(?:(?: ?€)? ?[+*/×·:] ?\(?\d|(?: ?€)? ?[-−–] ?\d+,\d{1,2})(?![\d,]*[)}\]])|[\d)] ?[+*/×·:] ?\d+,\d{1,2}(?![\d,)}\]])/;
/** Points before decimals, commas between thousands, or lists of numbers in brackets. */
const OTHERWISE = /\d\.\d|\d,\d{3}(?!\d)|[({[]\s*-?\d+(?:\s*,\s*-?\d+)+\s*[)}\]]/;

let last = { text: '', says: false };
/** Whether commas stand before decimals in a text: somewhere it reckons with them, and it has no points there and no lists of numbers. */
function decimalCommas(text: string): boolean {
  if (last.text !== text) last = { text, says: SUMS.test(text) && !OTHERWISE.test(text) };
  return last.says;
}

function numberIn(text: string): GroupedNumber {
  const digits = text.replace(/[^\d.]/g, '');
  const places = digits.split('.')[1]?.length;
  return { text, v: fromDecimal(digits), ...(places && { places }) };
}

/**
 * What dots behind the decimals of a number mean, where these repeat: 0.1666… is 1/6, 0.1818… is 2/11. One to three digits or six come back, behind two
 * others at most, so that no digits of √5 or e are taken for such a number; undefined for others.
 */
export function goesOn(whole: string, decimals: string): Q | undefined {
  const m = /^(\d{0,2}?)(?:(\d)\2\2+|(\d\d)\3+|(\d{3})\4+|(\d{6})\5+)$/.exec(decimals) ?? /^()(\d)\2$/.exec(decimals);
  if (!m) return undefined;
  const fixed = m[1]!;
  const period = m.slice(2).find(x => x !== undefined)!;
  const nines = 10n ** BigInt(period.length) - 1n;
  const scale = 10n ** BigInt(fixed.length);
  const head = BigInt(whole || '0') * scale + BigInt(fixed || '0');
  return q(head * nines + BigInt(period), scale * nines);
}
