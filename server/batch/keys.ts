// Names for records that hold across runs, and a table of them in little memory.
import { createHash } from 'node:crypto';

/** Eight hexadecimal digits that change with anything that may change a verdict or how it is written. */
export function configurationKey(parts: unknown): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 8);
}

/** The key of a record or file: the configuration, then where it stands and what it says. */
export function recordKey(configuration: string, file: string, line: number, start: number, bytes: Uint8Array): string {
  const hash = createHash('sha1').update(`${file}\n${line} ${start}\n`).update(bytes);
  return `${configuration}-${hash.digest('hex').slice(0, 16)}`;
}

/** Keys of one configuration → numbers, 24 bytes or so for each. */
export type KeyTable = {
  get(key: string): number | undefined;
  set(key: string, value: number): void;
  delete(key: string): void;
  /** The keys of a number. */
  keysOf(value: number): string[];
  readonly size: number;
};

const gone = -1;

export function createKeyTable(): KeyTable {
  let size = 0;
  let used = 0;
  let mask = 1023;
  let high = new Uint32Array(mask + 1);
  let low = new Uint32Array(mask + 1);
  let values = new Float64Array(mask + 1).fill(Number.NaN);

  const slot = (a: number, b: number): number => {
    let at = b & mask;
    while (!Number.isNaN(values[at]!) && (high[at] !== a || low[at] !== b)) at = (at + 1) & mask;
    return at;
  };
  const halves = (key: string): [number, number] => {
    const hash = key.slice(key.indexOf('-') + 1);
    return [Number.parseInt(hash.slice(0, 8), 16), Number.parseInt(hash.slice(8, 16), 16)];
  };
  const grow = () => {
    const old = { high, low, values };
    mask = 2 * mask + 1;
    high = new Uint32Array(mask + 1);
    low = new Uint32Array(mask + 1);
    values = new Float64Array(mask + 1).fill(Number.NaN);
    used = size;
    for (let i = 0; i < old.values.length; i++) {
      if (Number.isNaN(old.values[i]!) || old.values[i] === gone) continue;
      const at = slot(old.high[i]!, old.low[i]!);
      high[at] = old.high[i]!;
      low[at] = old.low[i]!;
      values[at] = old.values[i]!;
    }
  };

  return {
    get(key) {
      const value = values[slot(...halves(key))]!;
      return Number.isNaN(value) || value === gone ? undefined : value;
    },
    set(key, value) {
      const [a, b] = halves(key);
      let at = slot(a, b);
      const fresh = Number.isNaN(values[at]!);
      if (fresh && used * 2 > mask) {
        grow();
        at = slot(a, b);
      }
      if (fresh) used++;
      if (fresh || values[at] === gone) size++;
      high[at] = a;
      low[at] = b;
      values[at] = value;
    },
    delete(key) {
      const at = slot(...halves(key));
      if (Number.isNaN(values[at]!) || values[at] === gone) return;
      values[at] = gone;
      size--;
    },
    keysOf(value) {
      const found: string[] = [];
      const hex = (half: number) => half.toString(16).padStart(8, '0');
      for (let at = values.indexOf(value); at >= 0; at = values.indexOf(value, at + 1)) found.push(`-${hex(high[at]!)}${hex(low[at]!)}`);
      return found;
    },
    get size() {
      return size;
    },
  };
}

/** A list of numbers in eight bytes each. */
export type NumberList = {
  push(value: number): void;
  set(i: number, value: number): void;
  at(i: number): number;
  readonly length: number;
};

export function createNumberList(): NumberList {
  let values = new Float64Array(1024);
  let length = 0;
  return {
    push(value) {
      if (length === values.length) {
        const old = values;
        values = new Float64Array(2 * length);
        values.set(old);
      }
      values[length++] = value;
    },
    set(i, value) {
      values[i] = value;
    },
    at: i => values[i]!,
    get length() {
      return length;
    },
  };
}
