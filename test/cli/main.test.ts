import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, test } from 'node:test';
import schema from '@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json';
import Ajv from 'ajv-draft-04';
import addFormats from 'ajv-formats';
import { version } from '../../package.json';
import { verifiers } from '../../server/core';
import { opinionSources } from '../../server/models';
import { workplace } from './harness';

const wrongText = `Problem: Ann buys 9 pens at 2 dollars each. What does she pay?

Solution:

Step 1: She pays 2 * 9 = 16 dollars.

Step 2: With a tip of 1 dollar that is 16 + 1 = 17 dollars.
`;
const rightText = wrongText.replaceAll('16', '18').replace('17', '19');
const record = (id: string, steps: string[], more = {}) => JSON.stringify({ id, problem: 'What is 2 * 9?', steps, ...more });
const wrongRecord = record('w', ['Multiply.', 'It is 2 * 9 = 16.', 'So 16 + 1 = 17.']);
const rightRecord = record('r', ['Multiply.', 'It is 2 * 9 = 18.']);
const readme = '# A project\n\nInstall it, then run it.\n';

const place = workplace({
  'wrong.md': wrongText,
  'right.md': rightText,
  'README.md': readme,
  'set.jsonl': `${rightRecord}\n${wrongRecord}\n`,
  'broken.jsonl': `${wrongRecord}\n{"id": "x", \n`,
  'scored.jsonl': `${record('s', ['Multiply.', 'Guess.'], { scores: [0.9, 0.2] })}\n`,
  'config.json': '{"hence.severity.root": "off"}',
  'bad-config.json': '{"hence.rot": 1}',
});
after(place.remove);

const rowsOf = (out: string) =>
  out
    .split('\n')
    .filter(Boolean)
    .map(line => JSON.parse(line));

test('the exit code says what was found', async () => {
  const codes: [string, number][] = [
    ['check right.md', 0],
    ['check README.md', 0],
    ['check scored.jsonl', 0],
    ['check wrong.md', 1],
    ['check right.md set.jsonl', 1],
    ['check broken.jsonl', 3],
    ['check missing.md', 3],
    ['check missing.md wrong.md', 3],
    ['check', 2],
    ['chekc right.md', 2],
    ['check right.md --fromat json', 2],
    ['check right.md --as word', 2],
    ['check right.md --verifier nonsense=off', 2],
    ['check right.md --verifier carried', 2],
    ['check right.md --jobs 0', 2],
    ['check right.md --shard 3/3', 2],
    ['check right.md --shard-env', 2],
    ['check right.md --resume', 2],
    ['check right.md --config bad-config.json', 2],
    ['check right.md --config missing.json', 2],
    ['check right.md --output right.md', 2],
    ['check right.md --output no/such/folder/out', 2],
    ['--help', 0],
    ['--version', 0],
    ['verifiers', 0],
    ['verifiers --format sarif', 2],
  ];
  for (const [line, code] of codes) assert.equal((await place.run(line)).code, code, line);
  assert.equal(readFileSync(join(place.cwd, 'right.md'), 'utf8'), rightText, 'an input is never written over');
});

test('misuse is told on standard error, and nothing on standard output', async () => {
  assert.deepEqual(await place.run('check right.md --as word'), {
    code: 2,
    out: '',
    err: 'hence: --as is one of markdown, latex, text, jsonl, json; not word\nSee hence --help.\n',
  });
  assert.match((await place.run('check right.md --verifier rewrad=off')).err, /no verifier rewrad; did you mean reward\?/);
  assert.match((await place.run('check right.md --config bad-config.json')).err, /bad-config\.json:1: unknown setting hence\.rot/);
});

test('text shows place, step, verifier, message, the line with its carets, and a summary', async () => {
  const { out } = await place.run('check wrong.md');
  assert.equal(
    out,
    `wrong.md:5:18  ✗ Step 1  arithmetic
  2·9 is 18, not 16 dollars.
   5 │ Step 1: She pays 2 * 9 = 16 dollars.
     │                  ^^^^^^^^^^^^^^^^^^
       fix 2·9 = 18  (calculation)
wrong.md:7:1  ↳ Step 2  Builds on Step 1, which is wrong (uses 16).

1 file · 1 solution · 1 wrong · 2 of 2 claims checked
`,
  );
});

test('text shows the step of a record as it reads, cut to the terminal, with the id of the record', async () => {
  const filler = 'and so on '.repeat(20);
  const deep = workplace({ 'deep/long.jsonl': `${rightRecord}\n${record('tab "\t"', [`${filler}"total":\t2 * 9 = 16.`])}\n` });
  after(deep.remove);
  const { out } = await deep.run('check deep', { columns: 60, tty: true, env: { NO_COLOR: '1' } });
  const [head, message, line, mark] = out.split('\n');
  assert.match(head!, /^deep\/long\.jsonl:2:\d+ {2}✗ Step 1 {2}arithmetic {2}\[tab " "\]$/);
  assert.match(message!, /18/);
  assert.match(line!, /^ {3}2 │ ….*so on "total": +2 \* 9 = 16\.$/);
  assert.ok(line!.length <= 60);
  assert.equal(line!.slice(mark!.indexOf('^'), mark!.lastIndexOf('^') + 1), '2 * 9 = 16');
});

test('a right file is one quiet line with its coverage, and a file without solutions says so', async () => {
  const { out } = await place.run('check right.md README.md');
  assert.match(
    out,
    /^right\.md {2}no error found · (\d+) of \d+ claims checked\nREADME\.md {2}no solution found\n\n2 files · 1 solution · 0 wrong · \1 of \d+ claims checked\n$/,
  );
});

test('no error is only said where something was checked, and values are shown where the message leaves them out', async () => {
  const other = workplace({
    'prose.md': 'Problem: Why?\n\nSolution:\n\nStep 1: Because $x$ is a number.\n\nStep 2: So it is.\n',
    'letters.md': 'Problem: Expand $(x+1)^2$.\n\nSolution:\n\nExpanding, $(x+1)^2 = x^2 + 1$.\n',
  });
  after(other.remove);
  assert.match((await other.run('check prose.md')).out, /^prose\.md {2}no claim to check\n/);
  const [row] = rowsOf((await other.run('check letters.md -f jsonl')).out);
  const { witness, message } = row.findings[0];
  const value = `${witness.at[0].name} = ${witness.at[0].value.text}`;
  const { out } = await other.run('check letters.md');
  assert.equal(out.split(value).length, 2, out);
  assert.ok(message.includes(value) || out.includes(`at ${value}: left`));
});

test('quiet leaves findings and errors', async () => {
  assert.equal((await place.run('check right.md README.md --quiet')).out, '');
  const loud = (await place.run('check wrong.md')).out;
  const quiet = (await place.run('check wrong.md --quiet')).out;
  assert.ok(loud.startsWith(quiet) && quiet.length > 100);
  assert.match((await place.run('check missing.md -q')).out, /^missing\.md {2}unreadable {2}no such file or folder\n$/);
});

test('inherited mistakes can be left out', async () => {
  const all = rowsOf((await place.run('check wrong.md -f jsonl')).out)[0].findings;
  const some = rowsOf((await place.run('check wrong.md -f jsonl --no-inherited')).out)[0].findings;
  assert.deepEqual(
    some,
    all.filter((f: { standing: string }) => f.standing !== 'inherited'),
  );
  assert.ok(some.length < all.length);
  assert.doesNotMatch((await place.run('check wrong.md --no-inherited')).out, /↳/);
});

test('colours come on a terminal only, and when asked for', async () => {
  const coloured = /\x1b\[31m/;
  assert.doesNotMatch((await place.run('check wrong.md')).out, /\x1b/);
  assert.match((await place.run('check wrong.md', { tty: true })).out, coloured);
  assert.match((await place.run('check wrong.md --color always')).out, coloured);
  assert.doesNotMatch((await place.run('check wrong.md', { tty: true, env: { NO_COLOR: '1' } })).out, /\x1b/);
  assert.doesNotMatch((await place.run('check wrong.md --color=never', { tty: true })).out, /\x1b/);
  const bare = (await place.run('check wrong.md', { tty: true })).out.replace(/\x1b\[\d+m/g, '');
  assert.equal(bare, (await place.run('check wrong.md')).out);
});

test('a row says all there is to say about a solution', async () => {
  const { out } = await place.run('check set.jsonl --format jsonl --timing');
  const [right, wrong] = rowsOf(out);
  assert.deepEqual(
    Object.keys(wrong).filter(key => key !== 'answer_ok'),
    ['file', 'id', 'line', 'key', 'first_error', 'first_opinion', 'steps', 'findings', 'coverage', 'ms'],
  );
  assert.deepEqual([right.id, right.line, right.first_error, right.steps, right.findings], ['r', 1, -1, 2, []]);
  assert.deepEqual([wrong.id, wrong.line, wrong.first_error, wrong.first_opinion, wrong.steps], ['w', 2, 1, -1, 3]);
  const [finding] = wrong.findings;
  assert.deepEqual([finding.code, finding.standing, finding.step, finding.root], ['arithmetic', 'root', 1, null]);
  const text = readFileSync(join(place.cwd, 'set.jsonl'), 'utf8');
  assert.match(text.slice(finding.span.start, finding.span.end), /^2 \* 9 = 16$|^16$/);
  assert.deepEqual([finding.line, finding.column], [2, finding.span.start - text.indexOf('\n')]);
  for (const repair of finding.repairs) {
    const [edit] = repair.edits;
    const repaired = text.slice(0, edit.start) + edit.newText + text.slice(edit.end);
    assert.equal(JSON.parse(repaired.split('\n')[1]!).steps[1], repair.corrected_step);
  }
  assert.ok(wrong.coverage.checked <= wrong.coverage.claims && wrong.coverage.checked > 0);
});

test('a refuted answer is told, an answer that merely restates its result is not praised', async () => {
  const answers = workplace({
    'a.jsonl': `${record('a', ['The total is 3 * 4 + 2 = 12 + 2 = 14. So the answer is 15.'])}\n${record('b', ['The total is 3 * 4 + 2 = 12 + 2 = 14. So the answer is 14.'])}\n`,
  });
  after(answers.remove);
  const rows = rowsOf((await answers.run('check a.jsonl -f jsonl')).out);
  assert.deepEqual(
    rows.map(row => [row.id, row.answer_ok, row.first_error]),
    [
      ['a', false, 0],
      ['b', undefined, -1],
    ],
  );
});

test('json is the same rows and a summary', async () => {
  const { out } = await place.run('check set.jsonl broken.jsonl README.md --format json');
  const lines = (await place.run('check set.jsonl broken.jsonl README.md --format jsonl')).out;
  const { results, summary } = JSON.parse(out);
  assert.deepEqual(results, rowsOf(lines));
  assert.deepEqual([summary.files, summary.solutions, summary.wrong, summary.unreadable, summary.interrupted], [3, 3, 2, 1, false]);
  const empty = JSON.parse((await place.run('check README.md --format json')).out);
  assert.deepEqual(empty.results, []);
});

test('sarif fits its schema and names every rule', async () => {
  const ajv = new Ajv({ strict: false, unicodeRegExp: false });
  addFormats(ajv);
  const validate = ajv.compile(schema);
  const { out } = await place.run('check . --format sarif');
  const log = JSON.parse(out);
  const valid: boolean = validate(log);
  assert.ok(valid, JSON.stringify(validate.errors));
  const [run] = log.runs;
  assert.equal(run.tool.driver.version, version);
  const rules = run.tool.driver.rules.map((rule: { id: string }) => rule.id);
  for (const { id } of [...verifiers, ...opinionSources]) assert.ok(rules.includes(id), id);
  assert.ok(run.results.length >= 4);
  for (const result of run.results) assert.equal(rules[result.ruleIndex], result.ruleId);
});

test('two runs write the same bytes', async () => {
  for (const format of ['text', 'json', 'jsonl', 'sarif', 'csv', 'html']) {
    const line = `check . set.jsonl --format ${format}`;
    assert.equal((await place.run(line)).out, (await place.run(line)).out, format);
  }
});

test('standard input is read as told, or as it looks', async () => {
  const jsonl = await place.run('check - --as jsonl -f jsonl', { stdin: `${rightRecord}\n${wrongRecord}\n` });
  assert.deepEqual(
    rowsOf(jsonl.out).map(row => [row.file, row.line, row.first_error]),
    [
      ['<stdin>', 1, -1],
      ['<stdin>', 2, 1],
    ],
  );
  const text = await place.run('check -', { stdin: wrongText });
  assert.equal(text.code, 1);
  assert.match(text.out, /^<stdin>:5:/);
});

test('a folder is walked in order', async () => {
  const { out } = await place.run('check . -f jsonl');
  assert.deepEqual(
    rowsOf(out).map(row => row.file),
    ['broken.jsonl', 'broken.jsonl', 'right.md', 'scored.jsonl', 'set.jsonl', 'set.jsonl', 'wrong.md'],
  );
});

test('what merely lies in a folder is not complained about; what is asked for by name is', async () => {
  const logs = workplace({
    'logs/events.jsonl': '{"event": "start"}\n{"event": \n{"event": "stop"}\n',
    'logs/latin.txt': Buffer.from('Caf\xe9, open from 9 to 5.\n', 'latin1'),
    'logs/package.json': '{"name": "x"}',
    'logs/cut.jsonl': '{"n": 1}\n{"problem": "What is 2 * 9?", "steps": ["2 * 9',
    'logs/set.jsonl': `{"note": 1}\n{"note": \n${wrongRecord}\n`,
  });
  after(logs.remove);
  const walked = await logs.run('check logs --format jsonl');
  assert.equal(walked.code, 3);
  assert.deepEqual(
    rowsOf(walked.out).map(row => [row.file, row.line, row.id ?? row.code]),
    [
      ['logs/cut.jsonl', 1, 'bad-record'],
      ['logs/cut.jsonl', 2, 'bad-record'],
      ['logs/set.jsonl', 1, 'bad-record'],
      ['logs/set.jsonl', 2, 'bad-record'],
      ['logs/set.jsonl', 3, 'w'],
    ],
  );
  const named = rowsOf((await logs.run('check logs/events.jsonl logs/latin.txt --format jsonl')).out);
  assert.deepEqual(
    named.map(row => [row.line, row.code]),
    [
      [1, 'bad-record'],
      [2, 'bad-record'],
      [3, 'bad-record'],
      [1, 'invalid-utf8'],
    ],
  );
  assert.doesNotMatch((await logs.run('check logs')).out, /no solution found/);
});

test('a report goes into a file, which is no input of the next run', async () => {
  const first = await place.run('check . -f jsonl --output report.jsonl');
  assert.deepEqual([first.code, first.out], [3, '']);
  const report = readFileSync(join(place.cwd, 'report.jsonl'), 'utf8');
  await place.run('check . -f jsonl --output report.jsonl');
  assert.equal(readFileSync(join(place.cwd, 'report.jsonl'), 'utf8'), report);
  assert.equal(rowsOf(report).length, 7);
});

test('settings count: a severity that is off, a verifier that is off', async () => {
  const off = await place.run('check wrong.md --config config.json -f jsonl');
  assert.equal(off.code, 0);
  assert.ok(rowsOf(off.out)[0].findings.every((f: { standing: string }) => f.standing !== 'root'));
  const without = await place.run('check wrong.md --verifier arithmetic=off -f jsonl');
  assert.ok(rowsOf(without.out)[0].findings.every((f: { code: string }) => f.code !== 'arithmetic'));
});

test('process rewards are opinions: shown, counted apart, no reason for exit 1', async () => {
  const { code, out } = await place.run('check scored.jsonl -f jsonl');
  const [row] = rowsOf(out);
  assert.equal(code, 0);
  assert.deepEqual([row.first_error, row.first_opinion], [-1, 1]);
  assert.deepEqual(
    row.findings.map((f: { code: string; standing: string; step: number }) => [f.code, f.standing, f.step]),
    [['reward', 'opinion', 1]],
  );
  assert.equal(row.findings[0].opinion.score, 0.2);
  assert.deepEqual([row.rewards[0].min, row.rewards[0].last, row.rewards[0].mean], [0.2, 0.2, 0.55]);
  assert.match((await place.run('check scored.jsonl')).out, /\? Step 2 {2}reward/);
  assert.deepEqual(rowsOf((await place.run('check scored.jsonl -f jsonl --verifier reward=off')).out)[0].findings, []);
});

test('every verifier is listed with its examples', async () => {
  const { out } = await place.run('verifiers');
  for (const { id, about, examples } of verifiers) {
    assert.ok(out.includes(`${id}  ${about}`));
    for (const example of examples) assert.ok(out.includes(example.split('\n')[0]!));
  }
  const list = JSON.parse((await place.run('verifiers --format json')).out);
  assert.deepEqual(
    list.map((v: { id: string }) => v.id),
    [...verifiers, ...opinionSources].map(v => v.id),
  );
});

test('help and version are on standard output', async () => {
  assert.match((await place.run('--help')).out, /^Usage: hence COMMAND/);
  assert.match((await place.run('convert --help')).out, /^Usage: hence convert PATH… --to SHAPE\n/);
  assert.equal((await place.run('--version')).out, `${version}\n`);
});

test('a report nobody reads any more ends without a word', async () => {
  const closed = () => {
    throw Object.assign(new Error('write EPIPE'), { code: 'EPIPE' });
  };
  for (const format of ['text', 'json', 'jsonl', 'sarif']) {
    assert.deepEqual(await place.run(`check . --format ${format}`, { write: closed }), { code: 0, out: '', err: '' });
  }
});

test('no more is read than can be written', async () => {
  const stop = new AbortController();
  let pulled = 0;
  async function* endless(): AsyncGenerator<Uint8Array> {
    for (;;) {
      pulled++;
      yield Buffer.from(`${wrongRecord}\n`);
    }
  }
  let release = () => {};
  const released = new Promise<void>(resolve => {
    release = resolve;
  });
  let blocked = () => {};
  const blocking = new Promise<void>(resolve => {
    blocked = resolve;
  });
  const write = () => {
    blocked();
    return released;
  };
  const running = place.run('check - --as jsonl -f jsonl', { stdin: endless(), signal: stop.signal, write });
  await blocking;
  const turn = () => new Promise(resolve => setImmediate(resolve));
  for (let i = 0; i < 50; i++) await turn();
  const then = pulled;
  for (let i = 0; i < 500; i++) await turn();
  assert.equal(pulled, then);
  stop.abort();
  release();
  assert.equal((await running).code, 130);
});

test('an interruption finishes the report with what was done', async () => {
  for (const format of ['json', 'sarif', 'text']) {
    const stop = new AbortController();
    async function* endless(): AsyncGenerator<Uint8Array> {
      for (let i = 0; ; i++) {
        if (i === 3) stop.abort();
        assert.ok(i < 1000, 'it does not stop');
        yield Buffer.from(`${wrongRecord}\n`);
      }
    }
    const { code, out } = await place.run(`check - wrong.md --as jsonl --format ${format}`, { stdin: endless(), signal: stop.signal });
    assert.equal(code, 130);
    if (format === 'json') assert.deepEqual([JSON.parse(out).results.length, JSON.parse(out).summary.interrupted], [3, true]);
    if (format === 'sarif') assert.equal(JSON.parse(out).runs[0].invocations[0].executionSuccessful, false);
    if (format === 'text') assert.match(out, /interrupted\n$/);
  }
});
