// Fields under other names, statistics, the linter and the converter, as they are typed.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, test } from 'node:test';
import schema from '@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json';
import Ajv from 'ajv-draft-04';
import addFormats from 'ajv-formats';
import { workplace } from './harness';

const line = (value: unknown) => `${JSON.stringify(value)}\n`;
const item = (id: string, label: number, steps: string[], more = {}) => line({ id, problem: 'What is 2 * 9?', steps, label, ...more });
const right = ['We multiply 2 and 9.', '2 * 9 = 18. The answer is 18.'];
const wrong = ['We multiply 2 and 9.', '2 * 9 = 16. The answer is 16.'];
const place = workplace({
  'own.jsonl': line({ meta: { question: 'What is 2 * 9?' }, out: 'We multiply.\n\n2 * 9 = 16.\nSo it is.\n\nDone.' }),
  'labels.jsonl':
    item('hit', 1, wrong) + item('alarm', -1, wrong) + item('quiet', -1, right) + item('late', 0, wrong, { scores: [0.9, 0.1] }),
  'other.jsonl': item('again', -1, right, { answer: '18' }) + item('range', 7, right),
  'flags.jsonl':
    item('flag', -1, right, { answer: '20', final_answer_correct: true }) +
    item('fine', -1, right, { answer: '18', final_answer_correct: true }) +
    item('count', -1, right, { scores: [0.5] }),
});
after(place.remove);
const rows = (out: string) =>
  out
    .trimEnd()
    .split('\n')
    .map(text => JSON.parse(text));

test('fields of other names are read as told, cut as told, and exactly placed', async () => {
  const { out } = await place.run([
    'check',
    'own.jsonl',
    '-f',
    'jsonl',
    '--problem-field',
    'meta.question',
    '--steps-field',
    'out',
    '--split',
    'paragraphs',
  ]);
  const [row] = rows(out);
  assert.deepEqual([row.steps, row.first_error], [3, 1]);
  const text = readFileSync(join(place.cwd, 'own.jsonl'), 'utf8');
  assert.equal(text.slice(row.findings[0].span.start, row.findings[0].span.end), '2 * 9 = 16');
  const byLine = await place.run('check own.jsonl -f jsonl --problem-field meta.question --steps-field out --split lines');
  assert.equal(rows(byLine.out)[0].steps, 4);
  const missing = await place.run('check own.jsonl -f jsonl --steps-field nowhere');
  assert.match(rows(missing.out)[0].error, /it has no field nowhere/);
  const shown = await place.run('check own.jsonl --problem-field meta.question --steps-field out --split paragraphs');
  assert.match(shown.out, /own\.jsonl {2}read as problem ← meta\.question · steps ← out · cut at paragraphs\n/);
});

test('what was read as what is told', async () => {
  assert.match((await place.run('check labels.jsonl')).out, /read as problem ← problem · steps ← steps · label ← label\n/);
});

test('rows carry labels for scoring, and the report is scored as the data is', async () => {
  await place.run('check labels.jsonl -f jsonl -o report.jsonl');
  const report = readFileSync(join(place.cwd, 'report.jsonl'), 'utf8');
  assert.deepEqual(rows(report)[0].labels, { first_error: 1 });
  const direct = JSON.parse((await place.run('stats labels.jsonl --format json')).out);
  const later = JSON.parse((await place.run('stats report.jsonl --format json')).out);
  delete direct.files[0].shape;
  assert.deepEqual(later, direct);
  const [file] = direct.files;
  assert.deepEqual([file.wrong, file.right, file.hit, file.silent], [2, 2, 1, 1]);
  assert.match((await place.run('stats labels.jsonl')).out, /labels\.jsonl +2 +2 +50\.0 % +50\.0 % +50\.0 %/);
});

test('the page of figures needs nothing but itself, and lets nothing in', async () => {
  const { out } = await place.run('stats labels.jsonl --html');
  assert.match(out, /default-src 'none'; script-src 'sha256-[^']+'; style-src 'sha256-[^']+'/);
  assert.doesNotMatch(out, /(?:src|href)=/);
  const data = JSON.parse(/id="figures">([\s\S]*?)<\/script>/.exec(out)![1]!);
  assert.equal(data.files[0].file, 'labels.jsonl');
});

test('the linter tells each contradiction once, with its witness', async () => {
  const { out, code } = await place.run('lint-labels labels.jsonl other.jsonl flags.jsonl -f jsonl');
  const found = rows(out).map(f => `${f.id} ${f.check}`);
  assert.equal(code, 1);
  assert.deepEqual(found, [
    'alarm refuted-right-solution',
    'alarm same-solution-other-label',
    'late same-solution-other-label',
    'again duplicate-problem',
    'range label-out-of-range',
    'range same-solution-other-label',
    'flag answer-flag',
    'flag right-with-wrong-answer',
    'flag duplicate-problem',
    'flag same-problem-other-answer',
    ' count-mismatch',
  ]);
  const refuted = rows(out).find(f => f.check === 'refuted-right-solution');
  assert.deepEqual([refuted.step, refuted.witness.left.text, refuted.witness.right.text, refuted.quote], [1, '18', '16', wrong[1]]);
  place.put('clean.jsonl', item('clean', -1, right));
  assert.deepEqual(await place.run('lint-labels clean.jsonl'), { code: 0, out: '\n1 record · no contradiction found\n', err: '' });
});

test('what contradicts a refuted line is not told: it may be right', async () => {
  const steps = ['70 - B = 12.', 'Adding B to both sides gives 71 = B + 12.', 'So B = 70 - 12 = 58.'];
  place.put('follows.jsonl', line({ id: 'f', problem: 'B were taken of 70, and 12 are left. Find B.', steps, label: -1 }));
  assert.equal(rows((await place.run('check follows.jsonl -f jsonl')).out)[0].findings.length, 2);
  const { out } = await place.run('lint-labels follows.jsonl -f jsonl');
  assert.deepEqual(
    rows(out).map(f => [f.check, f.step]),
    [['refuted-right-solution', 1]],
  );
});

test('a problem in almost the same words is told, and one about another letter or number is another problem', async () => {
  const asked = (id: string, text: string) => line({ id, problem: text, steps: ['We look.'] });
  const words = 'For a constant c, in cylindrical coordinates (r, \\theta, z), find the shape described by the equation';
  place.put('first.jsonl', asked('z', `${words} $z = c$. Give the letter of the correct option.`) + asked('n', `${words} $2k = 7$.`));
  place.put(
    'second.jsonl',
    asked('theta', `${words} $\\theta = c$. Give the letter of the correct option.`) +
      asked('eight', `${words} $2k = 8$.`) +
      asked('same', `${words} $2 k = 7$, please.`),
  );
  const { out } = await place.run('lint-labels first.jsonl second.jsonl -f jsonl');
  assert.deepEqual(
    rows(out).map(f => `${f.id} ${f.check} ${f.other.id}`),
    ['same near-duplicate-problem n'],
  );
});

test('its other reports are whole', async () => {
  const ajv = new Ajv({ strict: false, unicodeRegExp: false });
  addFormats(ajv);
  const validate = ajv.compile(schema);
  const log = JSON.parse((await place.run('lint-labels labels.jsonl other.jsonl -f sarif')).out);
  const valid: boolean = validate(log);
  assert.ok(valid, JSON.stringify(validate.errors));
  assert.equal(
    new Set(log.runs[0].results.map((r: { partialFingerprints: object }) => JSON.stringify(r.partialFingerprints))).size,
    log.runs[0].results.length,
  );
  assert.match(
    (await place.run('lint-labels labels.jsonl')).out,
    /labels\.jsonl:2 {2}refuted-right-solution {2}\[alarm\]\n {2}step 1 is labelled right/,
  );
  assert.match(
    (await place.run('lint-labels labels.jsonl -f html')).out,
    /^<!DOCTYPE html>[\s\S]*refuted-right-solution[\s\S]*<\/html>\n$/,
  );
});

test('a report to look at in a browser: nothing runs in it, and what documents say is text', async () => {
  place.put('evil.jsonl', item('<img src=x>', -1, ['<script>alert(1)</script> 2 * 9 = 16.']));
  const { out } = await place.run('check evil.jsonl -f html');
  assert.doesNotMatch(out, /<script|<img/);
  assert.match(out, /<details class="record"><summary>[\s\S]*&#60;script&#62;alert\(1\)&#60;\/script&#62;[\s\S]*Correction/);
  assert.match(out, /default-src 'none'; style-src 'unsafe-inline'; font-src data:/);
  assert.match(out, /font-family:\s*"?KaTeX_Main/, 'fonts of its formulas come with it');
  assert.doesNotMatch(out, /KaTeX_Fraktur["']?;[^}]*data:/, 'and no others');
});

test('comma-separated values hold one line a solution, whatever stands in it', async () => {
  place.put('odd.jsonl', item('a,"b"', 1, wrong));
  const { out } = await place.run('check odd.jsonl missing.md -f csv');
  const [head, first, second] = out.split('\r\n');
  assert.match(head!, /^file,line,id,first_error,/);
  assert.match(first!, /^odd\.jsonl,1,"a,""b""",1,-1,1,2,arithmetic,calculation,/);
  assert.match(second!, /^missing\.md,,,.*no such file or folder$/);
});

test('data is converted, and what cannot be is named', async () => {
  const { out, err, code } = await place.run('convert labels.jsonl --to trl');
  assert.deepEqual([code, err], [0, '']);
  assert.deepEqual(rows(out)[0].labels, [true, false]);
  place.put('trl.jsonl', out);
  assert.equal((await place.run('convert trl.jsonl --to processbench')).out, readFileSync(join(place.cwd, 'labels.jsonl'), 'utf8'));
  const dpo = await place.run('convert labels.jsonl --to step-dpo');
  assert.deepEqual([dpo.code, dpo.out], [3, '']);
  assert.match(dpo.err, /^labels\.jsonl:1: left out: nothing says/);
  assert.match((await place.run('convert labels.jsonl')).err, /--to is one of/);
  assert.match((await place.run('convert labels.jsonl --to trll')).err, /did you mean trl\?/);
});
