// Units that convert into one another: what they measure, and their factor to the base unit of that kind.
import { type Q, q } from './rational';

/** What a unit measures. */
export type Quantity = 'time' | 'length' | 'mass' | 'us-volume' | 'volume' | 'money';

/** Units of one system convert by whole factors; between systems people round, and tons are not alike. */
export type Unit = { readonly quantity: Quantity; readonly system: 'us' | 'metric' | 'any'; readonly factor: Q };

const table = new Map<string, Unit>();
const groups: string[][] = [];
const put = (quantity: Quantity, system: Unit['system'], names: string, n: number | bigint, d: number | bigint = 1n) => {
  groups.push(names.split(' '));
  for (const name of names.split(' ')) table.set(name, { quantity, system, factor: q(n, d) });
};
// Seconds.
put('time', 'any', 'second seconds sec secs s', 1);
put('time', 'any', 'minute minutes min mins', 60);
put('time', 'any', 'hour hours hr hrs h', 3600);
put('time', 'any', 'day days', 86_400);
put('time', 'any', 'week weeks', 604_800);
// Millimetres; inches are 25.4 mm.
put('length', 'metric', 'mm millimeter millimeters millimetre millimetres', 1);
put('length', 'metric', 'cm centimeter centimeters centimetre centimetres', 10);
put('length', 'metric', 'm meter meters metre metres', 1000);
put('length', 'metric', 'km kilometer kilometers kilometre kilometres', 1_000_000);
put('length', 'us', 'inch inches', 254, 10);
put('length', 'us', 'foot feet ft', 3048, 10);
put('length', 'us', 'yard yards yd yds', 9144, 10);
put('length', 'us', 'mile miles', 1_609_344);
// Grams; pounds are 453.59237 g.
put('mass', 'metric', 'mg milligram milligrams', 1, 1000);
put('mass', 'metric', 'g gram grams', 1);
put('mass', 'metric', 'kg kilogram kilograms', 1000);
put('mass', 'us', 'ounce ounces oz', 45_359_237, 1_600_000);
put('mass', 'us', 'pound pounds lb lbs', 45_359_237, 100_000);
put('mass', 'us', 'ton tons', 45_359_237n * 2000n, 100_000);
// Cups (US) and millilitres: no factor joins the two.
put('us-volume', 'us', 'cup cups', 1);
put('us-volume', 'us', 'pint pints', 2);
put('us-volume', 'us', 'quart quarts', 4);
put('us-volume', 'us', 'gallon gallons', 16);
put('volume', 'metric', 'ml milliliter milliliters millilitre millilitres', 1);
put('volume', 'metric', 'liter liters litre litres l', 1000);
// Dollars; $ and dollars are one unit.
put('money', 'any', '$ dollar dollars', 1);
put('money', 'any', 'cent cents ¢ penny pennies', 1, 100);
put('money', 'any', 'dime dimes', 1, 10);
put('money', 'any', 'nickel nickels', 1, 20);

const FLUID_OUNCE: Unit = { quantity: 'us-volume', system: 'us', factor: q(1, 8) };

/** Factor of a unit to the base unit of its kind; undefined for words that are no such unit. */
export const factorOf = (unit: string): Q | undefined => table.get(unit.trim().split(' ')[0]!)?.factor;

/** The unit that a word names; undefined for words that are none. */
export const unitNamed = (word: string): Unit | undefined => table.get(word);

/** Other units of the same quantity and system, in the same form: "hours" for "minutes", "hr" for "min". */
export function alternatives(name: string): readonly string[] {
  const own = groups.find(group => group.includes(name));
  const unit = table.get(name);
  if (!own || !unit) return [];
  const form = own.indexOf(name);
  return groups.flatMap(group => {
    const other = table.get(group[0]!)!;
    const alike = group !== own && other.quantity === unit.quantity && other.system === unit.system;
    return alike ? [group[Math.min(form, group.length - 1)]!] : [];
  });
}

const PER = new Set(['per', 'a', 'an', 'each', 'every']);

/** A part of the unit of a value: "miles / hour" has miles to the power 1 and hour to the power −1. */
export type Part = { readonly unit: Unit; readonly name: string; readonly power: number };

/**
 * The known units in the words behind a value, with their powers; words that are no unit ("cars", "people") are left out.
 * Undefined where two units stand side by side and nothing says how they combine.
 */
export function partsOf(text: string): readonly Part[] | undefined {
  const words = text.split(' ').filter(w => w);
  const parts: Part[] = [];
  let sign = 1;
  let power = 1;
  let free = true;
  for (let i = 0; i < words.length; i++) {
    const word = words[i]!;
    if (word === 'in') {
      if (table.has(words[words.length - 1]!)) return undefined;
    } else if (word === '/' || PER.has(word)) {
      if (sign < 0 || !words[i + 1]) return undefined;
      sign = -1;
      free = true;
    } else if (word.startsWith('^')) {
      const last = parts.pop();
      const n = Number(word.slice(1));
      if (!last || !Number.isInteger(n)) return undefined;
      parts.push({ ...last, power: last.power * n });
    } else if (word === 'square' || word === 'sq') power = 2;
    else if (word === 'cubic') power = 3;
    else {
      const fluid = (words[i - 1] === 'fluid' || words[i - 1] === 'fl') && /^(ounces?|oz)$/.test(word);
      const unit = fluid ? FLUID_OUNCE : table.get(word);
      if (!unit) continue;
      if (!free) return undefined;
      parts.push({ unit, name: word, power: sign * power });
      power = 1;
      free = false;
    }
  }
  return parts;
}
