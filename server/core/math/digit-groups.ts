// Numbers whose digits are grouped in other ways than by a comma before every three.
import { fromDecimal, type Q } from './rational';

/** As `text` says it; without a value where the marks might as well separate the items of a list. */
export type GroupedNumber = { readonly text: string; readonly v?: Q; readonly places?: number };

const CANDIDATE = /^\d{1,3}[,'’\u00a0\u2009\u202f]\d/;
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
  const byTwo = BY_TWO.exec(here)?.[0];
  if (!byTwo || /[(,{[]/.test(text[at - 1] ?? '')) return undefined;
  return RUPEES.test(text) ? numberIn(byTwo) : { text: byTwo };
}

function numberIn(text: string): GroupedNumber {
  const digits = text.replace(/[^\d.]/g, '');
  const places = digits.split('.')[1]?.length;
  return { text, v: fromDecimal(digits), ...(places && { places }) };
}
