// Bytes to text, telling where they are not UTF-8 instead of hiding it.
import { isUtf8 } from 'node:buffer';

export type Decoded = {
  /** Invalid sequences are read as U+FFFD. */
  readonly text: string;
  /** Byte offset of the first invalid sequence, -1 where all is UTF-8. */
  readonly invalidAt: number;
  readonly invalid: number;
};

export function decode(bytes: Uint8Array): Decoded {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8');
  if (isUtf8(bytes)) return { text, invalidAt: -1, invalid: 0 };
  let first = -1;
  let invalid = 0;
  for (let i = 0; i < bytes.length; ) {
    const length = sequenceLength(bytes, i);
    if (length > 0) {
      i += length;
      continue;
    }
    if (first < 0) first = i;
    invalid++;
    i -= length;
  }
  return { text, invalidAt: first, invalid };
}

/** Length of the well-formed sequence at `i`; where there is none, minus the length of what one U+FFFD stands for. */
function sequenceLength(bytes: Uint8Array, i: number): number {
  const lead = bytes[i]!;
  if (lead < 0x80) return 1;
  const wanted = lead >= 0xc2 && lead <= 0xdf ? 1 : lead >= 0xe0 && lead <= 0xef ? 2 : lead >= 0xf0 && lead <= 0xf4 ? 3 : 0;
  if (wanted === 0) return -1;
  for (let k = 1; k <= wanted; k++) {
    const byte = bytes[i + k];
    // Overlong forms, surrogates and what lies beyond U+10FFFF show in the second byte.
    const low = k > 1 ? 0x80 : lead === 0xe0 ? 0xa0 : lead === 0xf0 ? 0x90 : 0x80;
    const high = k > 1 ? 0xbf : lead === 0xed ? 0x9f : lead === 0xf4 ? 0x8f : 0xbf;
    if (byte === undefined || byte < low || byte > high) return -k;
  }
  return wanted + 1;
}

/** How many UTF-16 units valid UTF-8 decodes to, without decoding it. */
export function utf16Length(bytes: Uint8Array): number {
  let units = 0;
  for (const byte of bytes) {
    if ((byte & 0xc0) !== 0x80) units++;
    if (byte >= 0xf0) units++;
  }
  return units;
}

/** Why bytes that start like this are not read as text, or undefined where they may be. */
export function notText(start: Uint8Array): string | undefined {
  if ((start[0] === 0xff && start[1] === 0xfe) || (start[0] === 0xfe && start[1] === 0xff)) {
    return 'this is UTF-16 text; only UTF-8 is read';
  }
  if (start[0] === 0x1f && start[1] === 0x8b) return 'this is a gzip file; it is read when its name ends in .gz';
  const nul = start.indexOf(0);
  return nul < 0 ? undefined : `this is not a text file (NUL at byte ${nul})`;
}

/** Bytes of the UTF-8 byte order mark at the start: 3 or 0. */
export function markLength(start: Uint8Array): number {
  return start[0] === 0xef && start[1] === 0xbb && start[2] === 0xbf ? 3 : 0;
}

/** Thrown at bytes that are plainly no text. */
export class NotText extends Error {}

/** Lets text through and throws at what is plainly none, judged by its start. */
export async function* textOnly(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let first = true;
  for await (const chunk of chunks) {
    const why = first ? notText(chunk.subarray(0, 1 << 16)) : undefined;
    if (why !== undefined) throw new NotText(why);
    first = false;
    yield chunk;
  }
}
