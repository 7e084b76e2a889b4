// From one shape to another and back without loss. What the other shape has no place for goes along in a field of ours.
import { isDeepStrictEqual } from 'node:util';
import { isRecord, isTexts, type Json, type Shape } from './sample';
import { shapes } from './shapes';

/** Under this name a record carries what its shape has no place for. */
export const rest = 'hence';

type Rest = { readonly from: string; readonly set: Json; readonly drop?: readonly string[]; readonly keys?: readonly string[] };

/** The record in the other shape, or why it cannot have it. */
export function convert(record: Json, from: Shape, to: Shape): Json | string {
  if (from === to) return record;
  const carried = restOf(record);
  const plain = carried ? Object.fromEntries(Object.entries(record).filter(([key]) => key !== rest)) : record;
  const made = to.write(from.read(plain));
  // A record that came from there gets back what it had.
  if (carried?.from === to.id) return restored(typeof made === 'string' ? {} : made, carried);
  if (typeof made === 'string') return made;
  const back = from.write(to.read(made));
  const missing = typeof back === 'string' ? { from: from.id, set: record } : differences(record, back, from.id);
  return missing ? { ...made, [rest]: missing } : made;
}

function restOf(record: Json): Rest | undefined {
  const found = record[rest];
  const known = isRecord(found) && shapes.some(({ id }) => id === found.from) && isRecord(found.set);
  return known && (found.keys === undefined || isTexts(found.keys)) ? (found as Rest) : undefined;
}

function restored(made: Json, { set, drop = [], keys }: Rest): Json {
  const whole: Record<string, unknown> = { ...made, ...set };
  for (const key of drop) delete whole[key];
  return keys ? Object.fromEntries(keys.map(key => [key, whole[key]])) : whole;
}

/** What must be added to `back` to have `record` again; undefined where nothing must. */
function differences(record: Json, back: Json, from: string): Rest | undefined {
  const set = Object.fromEntries(Object.entries(record).filter(([key, value]) => !isDeepStrictEqual(value, back[key])));
  const drop = Object.keys(back).filter(key => !Object.hasOwn(record, key));
  const keys = Object.keys(record);
  const ordered = isDeepStrictEqual(
    keys,
    Object.keys(back).filter(key => !drop.includes(key)),
  );
  if (Object.keys(set).length === 0 && drop.length === 0 && ordered) return undefined;
  return { from, set, ...(drop.length > 0 ? { drop } : {}), ...(ordered ? {} : { keys }) };
}
