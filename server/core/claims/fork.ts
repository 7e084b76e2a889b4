// A reader that has come to a step can go on in two ways: as the step stands, and as it would be after an edit.

/**
 * A copy of `part` and of the parts it holds (instances of classes), which goes on by itself. Maps, sets and lists are copied,
 * lists in maps too; what they hold, and plain objects, are never changed in place and are shared. Objects in `swap` are
 * replaced by what it gives for them.
 */
export function fork<T extends object>(part: T, swap: ReadonlyMap<object, object> = new Map()): T {
  const copies = new Map<object, object>(swap);
  const copyPart = (from: object): object => {
    const known = copies.get(from);
    if (known) return known;
    const to: Record<string, unknown> = Object.create(Object.getPrototypeOf(from));
    copies.set(from, to);
    for (const [name, value] of Object.entries(from)) to[name] = copy(value);
    return to;
  };
  const copy = (value: unknown): unknown => {
    if (typeof value !== 'object' || value === null) return value;
    if (copies.has(value)) return copies.get(value);
    if (value instanceof Map) return new Map([...value].map(([k, v]) => [k, Array.isArray(v) ? v.slice() : v]));
    if (value instanceof Set) return new Set(value);
    if (Array.isArray(value)) return value.slice();
    return Object.getPrototypeOf(value) === Object.prototype ? value : copyPart(value);
  };
  return copyPart(part) as T;
}
