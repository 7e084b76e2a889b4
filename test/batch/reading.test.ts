import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { type Line, lines } from '../../server/batch/lines';
import { openWindow } from '../../server/batch/place';
import { decode, markLength, notText, utf16Length } from '../../server/batch/utf8';

async function* chunks(...parts: (string | number[])[]): AsyncGenerator<Uint8Array> {
  for (const part of parts) yield Buffer.from(part as string);
}

async function allLines(source: AsyncIterable<Uint8Array>, cap = 1000): Promise<Line[]> {
  const found: Line[] = [];
  for await (const batch of lines(source, cap)) found.push(...batch);
  return found;
}

test('lines are cut wherever the chunks end', async () => {
  const found = await allLines(chunks('ab\ncd', 'e\n\n', 'f'));
  assert.deepEqual(
    found.map(line => [line.number, line.offset, line.bytes!.toString()]),
    [
      [1, 0, 'ab'],
      [2, 3, 'cde'],
      [3, 7, ''],
      [4, 8, 'f'],
    ],
  );
  assert.deepEqual(await allLines(chunks()), []);
  assert.equal((await allLines(chunks('a\n'))).length, 1, 'a final line break ends a line and begins none');
});

test('lines say what their bytes say, however they are chunked', () =>
  fc.assert(
    fc.asyncProperty(fc.array(fc.string({ unit: 'binary', maxLength: 12 }), { maxLength: 8 }), fc.nat(7), async (texts, size) => {
      const bytes = Buffer.from(texts.join('\n'));
      const parts = Array.from({ length: Math.ceil(bytes.length / (size + 1)) }, (_, i) => [
        ...bytes.subarray(i * (size + 1), (i + 1) * (size + 1)),
      ]);
      const found = await allLines(chunks(...parts));
      const expected = bytes.toString().split('\n');
      if (expected.at(-1) === '') expected.pop();
      assert.deepEqual(
        found.map(line => line.bytes!.toString()),
        expected,
      );
      for (const line of found) assert.deepEqual(bytes.subarray(line.offset, line.offset + line.length), line.bytes);
    }),
  ));

test('a line over the cap is measured and let go, and the next one is read', async () => {
  const found = await allLines(chunks('ok\n', 'é'.repeat(6), '𝑥'.repeat(3), '\nnext\n'), 10);
  assert.deepEqual(
    found.map(line => [line.number, line.length, line.units, line.bytes?.toString()]),
    [
      [1, 2, 0, 'ok'],
      [2, 24, 12, undefined],
      [3, 4, 0, 'next'],
    ],
  );
});

test('invalid UTF-8 is named by its first byte and read as U+FFFD', () => {
  assert.deepEqual(decode(Buffer.from('é = 1')), { text: 'é = 1', invalidAt: -1, invalid: 0 });
  assert.deepEqual(decode(Buffer.from([0x61, 0xff, 0x62, 0xc3])), { text: 'a\ufffdb\ufffd', invalidAt: 1, invalid: 2 });
  assert.equal(decode(Buffer.from([0xed, 0xa0, 0x80])).invalidAt, 0, 'a surrogate');
  assert.equal(decode(Buffer.from([0xc0, 0xaf])).invalidAt, 0, 'an overlong form');
  assert.equal(decode(Buffer.from([0x61, 0xf4, 0x90, 0x80, 0x80])).invalidAt, 1, 'beyond U+10FFFF');
  assert.equal(decode(Buffer.from([0x61, 0xe2, 0x82])).invalidAt, 1, 'cut off');
});

test('as many invalid sequences are counted as replacement characters are read', () =>
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 24 }), bytes => {
      const { text, invalid, invalidAt } = decode(bytes);
      const genuine = Buffer.from(bytes).toString('latin1').split('\xef\xbf\xbd').length - 1;
      assert.equal(invalid, text.split('\ufffd').length - 1 - genuine);
      assert.equal(invalidAt < 0, invalid === 0);
    }),
  ));

test('the UTF-16 length of a text is told from its bytes', () =>
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), text => {
      fc.pre(!/[\ud800-\udfff]/u.test(text));
      assert.equal(utf16Length(Buffer.from(text)), text.length);
    }),
  ));

test('what is no UTF-8 text says what it is', () => {
  assert.equal(notText(Buffer.from('x = 1')), undefined);
  assert.equal(notText(Buffer.from('\ufeffx = 1')), undefined);
  assert.match(notText(Buffer.from([0xff, 0xfe, 0x78, 0]))!, /UTF-16/);
  assert.match(notText(Buffer.from([0x1f, 0x8b, 8]))!, /gzip.*\.gz/);
  assert.match(notText(Buffer.from('ab\0c'))!, /NUL at byte 2/);
  assert.equal(markLength(Buffer.from('\ufeffx')), 3);
  assert.equal(markLength(Buffer.from('x')), 0);
});

test('offsets are found on their line, also in a window that starts further down', () => {
  const window = openWindow('ab\n\ncd', 100, 7);
  const places = [100, 102, 103, 104, 106, 999, 0].map(offset => Object.values(window.locate(offset)).join(':'));
  assert.deepEqual(places, ['7:1', '7:3', '8:1', '9:1', '9:3', '9:3', '7:1']);
});
