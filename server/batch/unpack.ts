// Compressed files, read as streams: gzip and Zstandard.
import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream';
import { createGunzip } from 'node:zlib';

export type Packing = { readonly kind: 'gzip' | 'zstd'; readonly ending: string };

/** How a file of this name is compressed; undefined where it is not. */
export function packing(name: string): Packing | undefined {
  const ending = /\.(gz|zst)$/i.exec(name)?.[0];
  return ending === undefined ? undefined : { kind: ending.toLowerCase() === '.gz' ? 'gzip' : 'zstd', ending };
}

export function unpacked(path: string, packed: Packing | undefined, signal?: AbortSignal): AsyncIterable<Uint8Array> {
  const file = createReadStream(path, { highWaterMark: 1 << 18, signal });
  if (!packed) return file;
  if (packed.kind === 'zstd') return unzstd(file);
  const plain = createGunzip({ chunkSize: 1 << 18 });
  // Whoever reads `plain` meets the error there.
  pipeline(file, plain, () => {});
  return plain;
}

async function* unzstd(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  // Loaded only here: few files are compressed this way.
  const { Decompress, ZstdErrorCode } = await import('fzstd');
  const ready: Uint8Array[] = [];
  let started = false;
  let done = false;
  const stream = new Decompress((chunk, final) => {
    // The decoder uses its buffer again.
    if (chunk.length > 0) ready.push(chunk.slice());
    if (final) done = true;
  });
  try {
    for await (const chunk of chunks) {
      started ||= chunk.length > 0;
      stream.push(chunk);
      yield* ready.splice(0);
    }
    if (started) stream.push(new Uint8Array(0), true);
  } catch (error) {
    // The decoder's own codes are numbers; those of the file system are words.
    const { code, message } = error as { code: unknown; message: string };
    if (typeof code === 'string') throw error;
    throw Object.assign(new Error(message), { code: code === ZstdErrorCode.UnexpectedEOF ? 'ZSTD_SHORT' : 'ZSTD_DAMAGED' });
  }
  yield* ready.splice(0);
  if (started && !done) throw Object.assign(new Error('unexpected end'), { code: 'ZSTD_SHORT' });
}
