// Numbers whose digits are grouped in other ways than by a comma before every three.
import { fromDecimal, type Q } from './rational';
import { repeatingDecimal } from './tokens';

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
  const grouped = dotted ?? (styleOf(text).dots ? ONE_DOT.exec(here)?.[0] : undefined);
  if (grouped) return { text: grouped, v: fromDecimal(grouped.replaceAll('.', '')) };
  const comma = BRACED.exec(here)?.[0] ?? (styleOf(text).commas ? BY_COMMA.exec(here)?.[0] : undefined);
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

type Style = { readonly text: string; readonly commas: boolean; readonly dots: boolean };
let last: Style | undefined;
/**
 * How a text writes its numbers, found once for all of them. `commas`: before decimals, as it reckons with such numbers and has no points and no
 * lists; `dots`: between thousands.
 */
function styleOf(text: string): Style {
  if (last?.text !== text) last = { text, commas: SUMS.test(text) && !OTHERWISE.test(text), dots: DOTTED.test(text) };
  return last;
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
export function goesOn(digits: string): Q | undefined {
  const [whole, decimals = ''] = digits.split('.');
  const m = /^(\d{0,2}?)(?:(\d)\2\2+|(\d\d)\3+|(\d{3})\4+|(\d{6})\5+)$/.exec(decimals) ?? /^()(\d)\2$/.exec(decimals);
  return m ? repeatingDecimal(whole!, m[1]!, m.slice(2).find(x => x !== undefined)!) : undefined;
}
