// What somebody new runs into: fields of other names, patterns that fit nothing, reports of killed runs.
import assert from 'node:assert/strict';
import { readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { workplace } from './harness';

const line = (value: unknown) => `${JSON.stringify(value)}\n`;
const record = (id: string, sum: number) => line({ id, problem: 'What is 2 + 2?', steps: ['We add.', `2 + 2 = ${sum}`], label: -1 });
const place = workplace({
  'fields.jsonl': line({ q: 'What is 2 + 2?', a: '2 + 2 = 5.' }) + line({ q: 'What is 3 + 3?', a: '3 + 3 = 6.' }),
  'some.jsonl': record('right', 4) + line({ q: 'no steps' }),
  'set.jsonl': record('one', 4) + record('two', 5) + record('three', 4),
  'class/a.md': 'Step 1: 2 + 2 = 5\n',
  'class/photo.md': Uint8Array.of(137, 80, 78, 71, 0, 1, 2),
});
symlinkSync('nowhere.md', join(place.cwd, 'class', 'dangling.md'));
after(place.remove);

test('records without a known field name the fields they have, and the report says which options tell', async () => {
  const { code, out } = await place.run('check fields.jsonl');
  assert.equal(code, 3);
  assert.match(out, /fields\.jsonl:1:1 {2}unreadable {2}Record 1 has no solution: .* was found among its fields q, a\.\n/);
  assert.match(out, /\nfields\.jsonl {2}where its fields have other names, --problem-field and --steps-field say which they are\n/);
  const told = await place.run('check fields.jsonl --problem-field q --steps-field a');
  assert.equal(told.code, 1);
  assert.doesNotMatch(told.out, /other names/);
  assert.doesNotMatch((await place.run('check some.jsonl')).out, /other names/);
  const missing = await place.run('check fields.jsonl --problem-field question --steps-field a');
  assert.match(missing.out, /it has no field question among its fields q, a\./);
});

test('a pattern that fits nothing says so, and tells nothing of files that it does not mean', async () => {
  for (const pattern of ['class/*.foo', 'runs/**/*.jsonl']) {
    const { code, out } = await place.run(['check', pattern]);
    assert.equal(code, 3);
    assert.equal(out.split('\n')[0], `${pattern}  unreadable  no file fits this pattern`);
    assert.match(out, / · 1 unreadable\n$/);
  }
  const { out } = await place.run(['check', 'class/*.md']);
  assert.match(out, /class\/dangling\.md {2}unreadable {2}no such file or folder\n/);
});

test('merging the report of a killed run names the torn line, and is no success', async () => {
  const whole = (await place.run('check set.jsonl -f jsonl')).out;
  writeFileSync(join(place.cwd, 'torn.jsonl'), whole.slice(0, -20));
  const torn = await place.run('merge torn.jsonl -o merged.jsonl');
  assert.equal(torn.code, 3);
  assert.match(torn.err, /1 report · 2 records\n/);
  assert.match(torn.err, /hence: torn\.jsonl:3 is torn and was left out; end that run with --resume, then merge again\n/);
  assert.equal(readFileSync(join(place.cwd, 'merged.jsonl'), 'utf8'), whole.split('\n').slice(0, 2).join('\n') + '\n');
  writeFileSync(join(place.cwd, 'whole.jsonl'), whole);
  const both = await place.run('merge torn.jsonl whole.jsonl');
  assert.deepEqual([both.code, both.out], [3, whole]);
  assert.equal((await place.run('merge whole.jsonl')).code, 0);
});

test('statistics of a folder end with their sum, and what could not be read is named with its reason', async () => {
  const { code, out, err } = await place.run('stats class set.jsonl');
  assert.equal(code, 3);
  assert.match(out, /\n4 files +4 +2 +100\.0 % of 4 +2\n/);
  assert.match(err, /class\/photo\.md {2}unreadable {2}this is not a text file \(NUL at byte 4\)\n/);
  assert.match(err, /class\/dangling\.md {2}unreadable {2}no such file or folder\n/);
  const rows = (await place.run('check some.jsonl -f jsonl')).out;
  writeFileSync(join(place.cwd, 'rows.jsonl'), rows);
  assert.match((await place.run('stats rows.jsonl')).err, /some\.jsonl:2 {2}unreadable {2}Record 2 has no solution/);
  assert.equal((await place.run('stats set.jsonl')).err, '');
});

test('what is no line of a file is named without one by the linter', async () => {
  const { out } = await place.run('lint-labels class nosuch');
  assert.match(out, /^class\/photo\.md {2}unreadable$/m);
  assert.match(out, /^nosuch {2}unreadable$/m);
  assert.doesNotMatch(out, /:0 /);
});

test('the converter reads past a byte order mark, and passes no broken bytes off as text', async () => {
  const broken = Buffer.concat([Buffer.from('{"id":"'), Buffer.of(0xe9), Buffer.from(`",${record('x', 4).slice(10)}`)]);
  writeFileSync(
    join(place.cwd, 'mixed.jsonl'),
    Buffer.concat([Buffer.from(`\ufeff${record('one', 4)}`), broken, Buffer.from(line({ q: 1 }))]),
  );
  const { code, out, err } = await place.run('convert mixed.jsonl --to trl');
  assert.equal(code, 3);
  assert.deepEqual(
    out
      .trimEnd()
      .split('\n')
      .map(text => JSON.parse(text).labels.length),
    [2],
  );
  assert.match(err, /^mixed\.jsonl:2: left out: it is not valid UTF-8$/m);
  assert.match(err, /^mixed\.jsonl:3: left out: its shape is not known among its fields q$/m);
});
