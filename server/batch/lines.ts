// A byte stream cut into lines, in memory bounded by the longest line allowed.
import { utf16Length } from './utf8';

export type Line = {
  /** 1-based. */
  readonly number: number;
  /** Byte offset of the line's first byte. */
  readonly offset: number;
  /** Without the line break; undefined where the line is longer than the cap. */
  readonly bytes: Buffer | undefined;
  /** Length in bytes without the line break, also where the line was too long to keep. */
  readonly length: number;
  /** Length in UTF-16 units of a line too long to keep; else 0. */
  readonly units: number;
};

/** The lines of `chunks`, as many at a time as a chunk completes. Lines end at "\n"; a last line without one counts. */
export async function* lines(chunks: AsyncIterable<Uint8Array>, cap: number): AsyncGenerator<Line[]> {
  let number = 1;
  let offset = 0;
  let length = 0;
  let units = 0;
  let parts: Buffer[] = [];

  const take = (part: Buffer) => {
    length += part.length;
    if (length <= cap) {
      parts.push(part);
      return;
    }
    for (const kept of parts) units += utf16Length(kept);
    parts = [];
    units += utf16Length(part);
  };
  const finish = (): Line => {
    const bytes = length > cap ? undefined : parts.length === 1 ? parts[0]! : Buffer.concat(parts);
    const line = { number, offset, bytes, length, units };
    number++;
    offset += length + 1;
    length = 0;
    units = 0;
    parts = [];
    return line;
  };

  for await (const chunk of chunks) {
    const buffer = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
    const done: Line[] = [];
    let from = 0;
    for (let at = buffer.indexOf(10); at >= 0; at = buffer.indexOf(10, from)) {
      take(buffer.subarray(from, at));
      done.push(finish());
      from = at + 1;
    }
    if (from < buffer.length) take(buffer.subarray(from));
    if (done.length > 0) yield done;
  }
  if (length > 0) yield [finish()];
}
