// Whatever comes in: a message that says where, everything else still checked, nothing thrown.
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { workplace } from './harness';

const place = workplace({});
after(place.remove);

type Row = {
  file: string;
  line: number | null;
  id?: string;
  column?: number;
  byte?: number;
  code?: string;
  error?: string;
  warning?: string;
  first_error?: number;
};

async function check(name: string, content: string | Uint8Array): Promise<{ code: number; rows: Row[] }> {
  place.put(name, content);
  const { code, out, err } = await place.run(['check', name, '--format', 'jsonl']);
  assert.equal(err, '');
  return {
    code,
    rows: out
      .split('\n')
      .filter(Boolean)
      .map(line => JSON.parse(line)),
  };
}

const record = (id: string, step = '2 * 9 = 18') => JSON.stringify({ id, problem: 'What is 2 * 9?', steps: [step, 'The answer is 18.'] });
const wrong = (id: string) => record(id, '2 * 9 = 16');

/** The same bytes in every run. */
function garbage(length: number, seed = 1): Buffer {
  const bytes = Buffer.alloc(length);
  let state = seed;
  for (let i = 0; i < length; i++) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    bytes[i] = state >>> 24;
  }
  return bytes;
}

test('broken lines are named, and the records around them are checked', async () => {
  const lines = [wrong('a'), '{"id": "b", "steps": ["2 * 9 = 16"', wrong('c'), '', 'not JSON', '[1, 2', record('d')];
  const { code, rows } = await check('broken.jsonl', lines.join('\n'));
  assert.equal(code, 3);
  assert.deepEqual(
    rows.map(row => [row.line, row.id ?? row.code, row.first_error]),
    [
      [1, 'a', 0],
      [2, 'bad-record', undefined],
      [3, 'c', 0],
      [5, 'bad-record', undefined],
      [6, 'bad-record', undefined],
      [7, 'd', -1],
    ],
  );
  for (const row of rows.filter(r => r.error)) assert.ok(row.error!.length > 10 && row.column! >= 1, JSON.stringify(row));
});

test('invalid UTF-8 in a record is named by byte, line and column, and the record is checked', async () => {
  const first = `${wrong('ä')}\n`;
  const second = Buffer.from(wrong('b'));
  const at = second.indexOf('?');
  second[at] = 0xff;
  const { code, rows } = await check('bytes.jsonl', Buffer.concat([Buffer.from(first), second, Buffer.from(`\n${wrong('c')}\n`)]));
  assert.equal(code, 3);
  assert.deepEqual(
    rows.map(row => [row.line, row.code ?? row.id]),
    [
      [1, 'ä'],
      [2, 'invalid-utf8'],
      [2, 'b'],
      [3, 'c'],
    ],
  );
  assert.equal(rows[1]!.byte, Buffer.byteLength(first) + at);
  assert.equal(rows[1]!.column, at + 1);
  assert.ok(rows.every(row => row.error || row.first_error === 0));
});

test('invalid UTF-8 in a text is named once, and the text is checked', async () => {
  const text = Buffer.from('Problem: What is 2 * 9?\n\nSolution:\n\nCaf\xe9 prices.\n\n2 * 9 = 16\n\n\xff\n', 'latin1');
  const { code, rows } = await check('bytes.md', text);
  assert.equal(code, 3);
  const [bad, ...solutions] = rows;
  assert.deepEqual([bad!.code, bad!.line, bad!.column, bad!.byte], ['invalid-utf8', 5, 4, text.indexOf(0xe9)]);
  assert.match(bad!.error!, /1 more/);
  assert.equal(solutions.length, 1);
  assert.ok(solutions[0]!.first_error! >= 0);
});

test('a line over the cap is left out by name', async () => {
  const huge = `{"id":"huge","problem":"p","steps":["${'1 + '.repeat(4.5 * 1024 * 1024)}1 = 2"]}`;
  const { code, rows } = await check('long.jsonl', `${wrong('a')}\n${huge}\n${wrong('b')}\n`);
  assert.equal(code, 3);
  assert.deepEqual(
    rows.map(row => [row.line, row.code ?? row.id]),
    [
      [1, 'a'],
      [2, 'too-large'],
      [3, 'b'],
    ],
  );
  assert.match(rows[1]!.error!, /16 MB/);
});

test('a text over 16 MB is refused before it is read', async () => {
  const { code, rows } = await check('large.md', Buffer.alloc(16 * 1024 * 1024 + 1, 'x'));
  assert.equal(code, 3);
  assert.deepEqual(
    rows.map(row => row.code),
    ['too-large'],
  );
  const zipped = await check('large.md.gz', gzipSync(Buffer.alloc(16 * 1024 * 1024 + 1, 'x')));
  assert.deepEqual(
    zipped.rows.map(row => row.code),
    ['too-large'],
  );
});

test('50 MB of garbage is refused in one line, whatever it is called', async () => {
  const bytes = garbage(50 * 1024 * 1024);
  for (const name of ['g.jsonl', 'g.md', 'g.tex', 'g.json', 'g.txt']) {
    const { code, rows } = await check(name, bytes);
    assert.equal(code, 3);
    assert.equal(rows.length, 1, name);
    assert.equal(rows[0]!.code, name === 'g.jsonl' ? 'not-text' : 'too-large');
    assert.match(rows[0]!.error!, name === 'g.jsonl' ? /NUL at byte \d+/ : /larger than 16 MB/);
  }
});

test('garbage without NULs has a row a line, and good records in it are still found', async () => {
  const bytes = garbage(200_000).map(byte => byte || 1);
  const { code, rows } = await check('noise.jsonl', Buffer.concat([bytes, Buffer.from(`\n${wrong('a')}\n`)]));
  assert.equal(code, 3);
  assert.equal(rows.at(-1)!.id, 'a');
  assert.ok(rows.length > 100);
  assert.ok(rows.slice(0, -1).every(row => row.error && row.line));
});

test('UTF-16, gzip by another name and damaged gzip are called by their names', async () => {
  const expected: [string, Uint8Array, RegExp][] = [
    ['wide.md', Buffer.from('\ufeffx = 1', 'utf16le'), /UTF-16/],
    ['zipped.jsonl', gzipSync(wrong('a')), /gzip.*\.gz/],
    ['cut.jsonl.gz', gzipSync(Buffer.from(garbage(5000).toString('base64'))).subarray(0, 2000), /ends too early/],
    ['bad.jsonl.gz', Buffer.from('nothing of the kind'), /damaged/],
  ];
  for (const [name, bytes, why] of expected) {
    const { code, rows } = await check(name, bytes);
    assert.equal(code, 3, name);
    assert.match(rows.at(-1)!.error!, why);
  }
});

test('a byte order mark is no part of the text', async () => {
  const { code, rows } = await check('mark.jsonl', `\ufeff${wrong('a')}\n`);
  assert.equal(code, 1);
  assert.equal(rows[0]!.id, 'a');
});

const latex = String.raw`\documentclass{article}
\newcommand{\R}{\mathbb{R}}
\begin{document}
\textbf{Problem.} Let $x \in \R$ with $2x = 6$. Find $x + 1$.
\textbf{Solution.} We divide:
\begin{align*}
  2x &= 6 \\
  x &= \frac{6}{2} = 4
\end{align*}
So $x + 1 = 5$.
\end{document}
`;

test('LaTeX cut off anywhere is read as far as it goes', async () => {
  assert.equal((await check('whole.tex', latex)).code, 1);
  for (let length = 0; length < latex.length; length += 3) {
    const { code, rows } = await check('cut.tex', latex.slice(0, length));
    assert.ok([0, 1, 3].includes(code));
    for (const row of rows.filter(r => r.error ?? r.warning)) assert.ok(row.line! >= 1 && row.column! >= 1, JSON.stringify(row));
  }
});

test('any bytes under any name end in a code, never in an exception', () =>
  fc.assert(
    fc.asyncProperty(
      fc.constantFrom('f.jsonl', 'f.json', 'f.md', 'f.tex', 'f.txt', 'f.gz', 'f'),
      fc.oneof(
        fc.uint8Array({ maxLength: 200 }),
        fc.string({ unit: 'binary' }).map(s => Buffer.from(s)),
        cutRecords(),
      ),
      async (name, bytes) => {
        const { code, rows } = await check(name, bytes);
        assert.ok([0, 1, 3].includes(code), String(code));
        assert.equal(
          code === 3,
          rows.some(row => row.error !== undefined),
        );
        assert.ok(rows.every(row => row.file === name));
      },
    ),
    { numRuns: 300 },
  ));

/** Good records with bytes changed, dropped and added. */
function cutRecords() {
  const good = Buffer.from(`${wrong('a')}\n${record('b')}\n`);
  return fc.array(fc.tuple(fc.nat(good.length - 1), fc.integer({ min: 0, max: 255 })), { minLength: 1, maxLength: 4 }).map(changes => {
    const bytes = Buffer.from(good);
    for (const [at, byte] of changes) bytes[at] = byte;
    return bytes.subarray(0, good.length - (changes[0]![0] % 3) * 20);
  });
}

test('every report stays whole when the input is not', async () => {
  place.put('mixed/a.jsonl', `${wrong('a')}\n{"broken\n`);
  place.put('mixed/b.md', Buffer.from([0xff, 0xfe, 0]));
  const json = await place.run('check mixed missing.md --format json');
  assert.equal(json.code, 3);
  assert.equal(JSON.parse(json.out).summary.unreadable, 3);
  const sarif = await place.run('check mixed missing.md --format sarif');
  assert.equal(JSON.parse(sarif.out).runs[0].invocations[0].toolExecutionNotifications.length, 3);
  const text = await place.run('check mixed missing.md');
  assert.equal(text.out.match(/unreadable {2}/g)?.length, 3);
  assert.match(text.out, /3 unreadable\n$/);
});
