// Units that convert into one another: factors to a base unit of their kind. Set aside in plain arithmetic.
import { type Q, q } from './rational';

const table: Record<string, Q> = {};
const put = (names: string, n: number | bigint, d: number | bigint = 1n) => {
  for (const name of names.split(' ')) table[name] = q(n, d);
};
// Time, in seconds.
put('second seconds sec secs s', 1);
put('minute minutes min mins', 60);
put('hour hours hr hrs h', 3600);
put('day days', 86_400);
put('week weeks', 604_800);
// Length, in millimetres; inches are 25.4 mm.
put('mm millimeter millimeters millimetre millimetres', 1);
put('cm centimeter centimeters centimetre centimetres', 10);
put('m meter meters metre metres', 1000);
put('km kilometer kilometers kilometre kilometres', 1_000_000);
put('inch inches', 254, 10);
put('foot feet ft', 3048, 10);
put('yard yards yd yds', 9144, 10);
put('mile miles', 1_609_344);
// Mass, in grams; pounds are 453.59237 g.
put('mg milligram milligrams', 1, 1000);
put('g gram grams', 1);
put('kg kilogram kilograms', 1000);
put('ounce ounces oz', 45_359_237, 1_600_000);
put('pound pounds lb lbs', 45_359_237, 100_000);
put('ton tons', 45_359_237n * 2000n, 100_000);
// Volume, in cups (US) and in millilitres: no factor joins the two.
put('cup cups', 1);
put('pint pints', 2);
put('quart quarts', 4);
put('gallon gallons', 16);
put('ml milliliter milliliters millilitre millilitres', 1);
put('liter liters litre litres l', 1000);
// Money, in dollars; $ and dollars are one unit.
put('$ dollar dollars', 1);
put('cent cents ¢ penny pennies', 1, 100);
put('dime dimes', 1, 10);
put('nickel nickels', 1, 20);

/** Factor of a unit to the base unit of its kind; undefined for words that are no such unit. */
export const factorOf = (unit: string): Q | undefined => table[unit.trim().split(' ')[0]!];
