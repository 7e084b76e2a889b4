import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { findInputs, type Input, reason, type Walk } from '../../server/batch/inputs';

const root = mkdtempSync(join(tmpdir(), 'hence-inputs-'));
after(() => rmSync(root, { recursive: true }));

for (const folder of ['b/c', '.git', 'node_modules/x', 'b/.cache']) mkdirSync(join(root, folder), { recursive: true });
for (const file of [
  'b.md',
  'B.TEX',
  'b/a.jsonl',
  'b/c/z.md',
  'b/c/z.png',
  'b/Z.md',
  '.hidden.md',
  '.git/x.md',
  'node_modules/x/x.md',
  'b/.cache/x.md',
]) {
  writeFileSync(join(root, file), `text of ${file}`);
}
writeFileSync(join(root, 'b/w.jsonl.gz'), gzipSync('zipped'));
symlinkSync('..', join(root, 'b/up'));
symlinkSync('../b.md', join(root, 'b/link.md'));

async function* stdin(): AsyncGenerator<Uint8Array> {
  yield Buffer.from('typed');
}

async function find(paths: string[], walk: Partial<Walk> = {}): Promise<Input[]> {
  const found: Input[] = [];
  for await (const input of findInputs(paths, { cwd: root, extensions: ['.md', '.tex', '.jsonl'], stdin, ...walk })) found.push(input);
  return found;
}

async function read(input: Input): Promise<string> {
  const parts: Uint8Array[] = [];
  for await (const part of input.open()) parts.push(part);
  return Buffer.concat(parts).toString();
}

const names = async (...args: Parameters<typeof find>) => (await find(...args)).map(input => input.name);

test('a folder is walked by name, without dot folders, node_modules, other kinds and links that lead back', async () => {
  assert.deepEqual(await names(['.']), ['B.TEX', 'b/Z.md', 'b/a.jsonl', 'b/c/z.md', 'b/link.md', 'b/w.jsonl.gz', 'b.md']);
  assert.deepEqual(await names(['b/c', 'b']), ['b/c/z.md', 'b/Z.md', 'b/a.jsonl', 'b/link.md', 'b/w.jsonl.gz']);
});

test('files are read in the order given, each once; one named outright is read whatever its name', async () => {
  assert.deepEqual(await names(['b.md', 'b/c/z.png', '.hidden.md', './b.md']), ['b.md', 'b/c/z.png', '.hidden.md']);
  assert.deepEqual(await names(['b', '-', 'b.md'], { except: join(root, 'b/a.jsonl') }), [
    'b/Z.md',
    'b/c/z.md',
    'b/link.md',
    'b/w.jsonl.gz',
    '<stdin>',
    'b.md',
  ]);
});

test('contents come as they are, unzipped, and from standard input', async () => {
  const [plain, zipped, typed] = await find(['b.md', 'b/w.jsonl.gz', '-']);
  assert.equal(await read(plain!), 'text of b.md');
  assert.equal(await read(zipped!), 'zipped');
  assert.equal(zipped!.kind, 'b/w.jsonl');
  assert.equal(await read(typed!), 'typed');
});

test('what cannot be read says why', async () => {
  writeFileSync(join(root, 'x.bz2'), '');
  const found = await find(['missing.md', 'x.bz2']);
  assert.deepEqual(
    found.map(({ name, refused }) => [name, refused]),
    [
      ['missing.md', 'no such file or folder'],
      ['x.bz2', 'compressed files are read as .gz and .zst only'],
    ],
  );
  const whole = gzipSync('x = 1\n'.repeat(1000));
  writeFileSync(join(root, 'cut.md.gz'), whole.subarray(0, whole.length - 12));
  writeFileSync(join(root, 'bad.md.gz'), 'not gzip');
  for (const [name, why] of [
    ['cut.md.gz', 'the gzip data ends too early'],
    ['bad.md.gz', 'the gzip data is damaged'],
  ] as const) {
    const [input] = await find([name]);
    await assert.rejects(read(input!), error => reason(error) === why);
  }
});

test('Zstandard is read as it is packed, and what is damaged is said to be', async () => {
  // `printf 'x = 1\n' | zstd`, and the same bytes cut and changed.
  const packed = Buffer.from('28b52ffd04583100007820 3d20310a'.replace(/ /g, ''), 'hex');
  const real = spawnSync('zstd', ['-q', '-c'], { input: 'x = 1\n'.repeat(50_000) });
  const whole = real.status === 0 ? real.stdout : packed;
  writeFileSync(join(root, 'z.jsonl.zst'), whole);
  const [input] = await find(['z.jsonl.zst']);
  assert.equal(input!.kind, 'z.jsonl');
  if (real.status === 0) assert.equal(await read(input!), 'x = 1\n'.repeat(50_000));
  writeFileSync(join(root, 'cut.jsonl.zst'), whole.subarray(0, whole.length - 5));
  writeFileSync(join(root, 'bad.jsonl.zst'), 'not zstd at all');
  for (const [name, why] of [
    ['cut.jsonl.zst', 'the zstd data ends too early'],
    ['bad.jsonl.zst', 'the zstd data is damaged'],
  ] as const) {
    const [broken] = await find([name]);
    await assert.rejects(read(broken!), error => reason(error) === why, name);
  }
});

test('a pattern finds what fits it, by name', async () => {
  assert.deepEqual(await names(['b/*.md']), ['b/Z.md', 'b/link.md']);
  assert.deepEqual(await names(['**/*.{md,TEX}']), ['B.TEX', 'b/Z.md', 'b/c/z.md', 'b/link.md', 'b.md']);
  assert.deepEqual(await names(['b/?.jsonl', 'b/[!a]/*.png']), ['b/a.jsonl', 'b/c/z.png']);
  const [none] = await find(['b/*.nothing']);
  assert.equal(none!.refused, 'no file fits this pattern');
});
