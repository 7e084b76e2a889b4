// Models from the command line: opinions beside proofs, in order, and no key anywhere.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, describe, test } from 'node:test';
import { workplace } from '../cli/harness';
import { type ModelServer, modelServer } from './server';
import { controlOf, key, records, shownSteps, verdict } from './support';

const servers: ModelServer[] = [];
const places: ReturnType<typeof workplace>[] = [];
after(async () => {
  for (const server of servers) await server.close();
  for (const place of places) place.remove();
});

const file = records.map(record => JSON.stringify(record)).join('\n');

async function critic() {
  const server = await modelServer('vllm', async asked => {
    if (!/chat/.test(asked.path)) return undefined;
    // Later solutions answer first: the report keeps the order of the input all the same.
    const steps = shownSteps(asked);
    if (steps[0]!.text.includes('13')) await new Promise(resolve => setImmediate(resolve));
    const at = steps.findIndex(({ text }) => text.includes('none at all'));
    return { text: verdict(at >= 0 ? at : controlOf(asked), at >= 0 ? { quote: 'none at all', explanation: 'Plenty is not none.' } : {}) };
  });
  servers.push(server);
  return server;
}

function place(files: Record<string, string> = { 'a.jsonl': file }) {
  const made = workplace(files);
  places.push(made);
  return made;
}

type Row = {
  id: string;
  first_error: number;
  first_opinion: number;
  agreement?: string;
  opinions: { verifier: string; by: string; first_error: number | null; why?: string }[];
  findings: { standing: string; verifier: string; opinion?: object }[];
};
const rowsOf = (out: string): Row[] =>
  out
    .trim()
    .split('\n')
    .map(line => JSON.parse(line));

function everything(folder: string): string {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter(entry => entry.isFile())
    .map(entry => readFileSync(join(entry.parentPath, entry.name), 'utf8'))
    .join('\n');
}

describe('hence check --critic', () => {
  test('an opinion is a finding beside the proof, and first_error stays the proved one', async () => {
    const server = await critic();
    const at = place();
    const env = { HENCE_API_KEY: key, XDG_CACHE_HOME: join(at.cwd, 'cache') };
    const line = `check a.jsonl --format jsonl --critic ${server.base} --model test`;
    const { code, out, err } = await at.run(line, { env });
    const rows = rowsOf(out);
    assert.deepEqual(
      rows.map(row => [row.id, row.first_error, row.first_opinion, row.agreement]),
      [
        ['proved', 0, -1, 'contested'],
        ['doubted', -1, 1, undefined],
        ['right', -1, -1, undefined],
      ],
    );
    const [finding] = rows[1]!.findings;
    assert.deepEqual([finding!.standing, finding!.verifier], ['opinion', 'critic']);
    assert.equal(code, 1);
    assert.match(err, /problems and steps go to test at 127\.0\.0\.1:\d+ \(this machine\)/);
    assert.match(err, /models: \d+ calls · [\d,]+ \+ 21 tokens/);
    assert.match(err, /read first:\n {2}proved, step 1: proved wrong at step 1; critic says no error/);
    assert.equal(server.chats()[0]!.headers.authorization, `Bearer ${key}`);

    const again = await at.run(line, { env });
    assert.equal(again.out, out, 'the same bytes, from the cache');
    assert.equal(server.chats().length, 3);
    const none = await at.run(`${line} --no-cache --max-calls 1`, { env });
    assert.match(none.err, /given up: the budget of calls is spent/);
    assert.equal(none.code, 4);
    assert.equal(rowsOf(none.out)[0]!.first_error, 0, 'proofs need no model');
    for (const row of rowsOf(none.out)) assert.match(row.opinions[0]!.by, /^test at 127\.0\.0\.1:\d+$/);

    for (const format of ['text', 'json', 'sarif', 'csv', 'html']) {
      const report = await at.run(`check a.jsonl --format ${format} --critic ${server.base} --model test`, { env });
      assert.equal(report.code, 1, report.err);
      assert.match(report.out, /Plenty is not none/);
      assert.ok(!`${report.out}${report.err}`.includes(key), format);
    }
    assert.ok(!`${out}${err}${everything(at.cwd)}`.includes(key), 'the key is in no output and no file');
  });

  test('a server that repeats the key in its errors is not repeated', async () => {
    const server = await modelServer('vllm', ({ path, headers }) =>
      /chat/.test(path) ? { status: 400, body: { error: { message: `bad request with ${headers.authorization}` } } } : undefined,
    );
    servers.push(server);
    const at = place();
    const env = { HENCE_API_KEY: key, XDG_CACHE_HOME: join(at.cwd, 'cache') };
    for (const format of ['jsonl', 'text', 'sarif']) {
      const { out, err } = await at.run(`check a.jsonl --format ${format} --critic ${server.base} --model test`, { env });
      assert.ok(!`${out}${err}${everything(at.cwd)}`.includes(key), format);
    }
    const { out } = await at.run(`check a.jsonl --format jsonl --critic ${server.base} --model test`, { env });
    assert.match(rowsOf(out)[1]!.opinions[0]!.why!, /answers 400: bad request with Bearer •••/);
  });

  test('solutions of one problem that differ in their answers: the one to believe; a refuted one is not believed', async () => {
    // The critic likes everything, and likes 20 most; of 20 one solution is refuted.
    const server = await modelServer('vllm', asked => (/chat/.test(asked.path) ? { text: verdict(controlOf(asked)) } : undefined));
    servers.push(server);
    const solved = (id: string, ...steps: string[]) =>
      JSON.stringify({ id, problem: 'Ann has 24 pens and gives 3 away. How many are left?', steps });
    const records = [
      solved('a', '24 - 3 = 20 are left.', 'The answer is 20.'),
      solved('b', '24 - 3 = 21 are left.', 'The answer is 21 pens.'),
      solved('c', 'Three are gone.', 'The answer is 21.'),
      JSON.stringify({ id: 'd', problem: 'Who?', steps: ['The answer is Ann.'] }),
    ];
    const at = place({ 'a.jsonl': records.join('\n') });
    const { err } = await at.run(`check a.jsonl --quiet --no-cache --critic ${server.base} --model test --votes 2`);
    assert.doesNotMatch(err, /answers to believe/, 'not when it is asked to be quiet');
    const told = await at.run(`check a.jsonl --no-cache --critic ${server.base} --model test --votes 2`);
    assert.match(
      told.err,
      /answers to believe, where solutions of a problem differ:\n {2}21 pens \(2 of 3 solutions, score 0\.96\): Ann has 24 pens/,
    );
    assert.doesNotMatch(told.err, /untrusted/);
  });

  test('a model that overlooks the control steps makes the run untrusted, and no opinion of it counts', async () => {
    const server = await modelServer('vllm', asked => (/chat/.test(asked.path) ? { text: verdict(-1) } : undefined));
    servers.push(server);
    const at = place();
    const { err, out, code } = await at.run(`check a.jsonl --format jsonl --no-cache --critic ${server.base} --model test --votes 2`);
    assert.match(err, /untrusted: 6 of 6 answers overlooked a step that is known to be wrong/);
    assert.deepEqual(
      [code, rowsOf(out).map(row => [row.first_error, row.opinions[0]!.first_error])],
      [
        1,
        [
          [0, null],
          [-1, null],
          [-1, null],
        ],
      ],
    );
  });

  test('a key goes to its own origin only', async () => {
    const [chat, other] = [await critic(), await modelServer('plain', () => undefined)];
    servers.push(other);
    const at = place();
    const env = { HENCE_API_KEY: key, HENCE_CACHE: join(at.cwd, 'cache') };
    const { code, err } = await at.run(
      `check a.jsonl --critic ${chat.base} --model test --prm ${other.base} --prm-model Qwen/Qwen2.5-Math-PRM-7B`,
      { env },
    );
    assert.equal(code, 4, err);
    assert.ok(other.asked.length > 0);
    assert.ok(other.asked.every(({ headers }) => headers.authorization === undefined));
  });

  test('nobody there: nothing is checked, and the code says so', async () => {
    const gone = await modelServer('vllm', () => undefined);
    await gone.close();
    const { code, err } = await place().run(`check a.jsonl --critic ${gone.base} --model test`);
    assert.equal(code, 4);
    assert.match(err, /nothing listens at http:\/\/127\.0\.0\.1:\d+: is the server started/);
  });

  test('what is wrong with the options is said', async () => {
    const at = place();
    const said = async (line: string, words: RegExp) => {
      const { code, err } = await at.run(`check a.jsonl ${line}`);
      assert.equal(code, 2, line);
      assert.match(err, words);
    };
    await said('--votes 3', /--votes goes with --critic/);
    await said('--critic http://127.0.0.1:9', /--critic needs --model/);
    await said('--critic http://127.0.0.1:9 --model m --votes 0', /whole number from 1 to 64/);
    await said('--critic http://127.0.0.1:9 --model m --method critik', /did you mean critic/);
    await said('--critic http://127.0.0.1:9 --model m --rubric no.txt', /no such file/);
    await said('--prm http://127.0.0.1:9 --model m --layout x', /--layout is one of auto, qwen/);
    await said(
      '--prm http://127.0.0.1:9 --model Qwen2.5-Math-PRM-7B --threshold -0.5',
      /--threshold is a number from 0 to 1 for layout qwen; not -0\.5/,
    );
    await said('--prm http://127.0.0.1:9 --model PURE-PRM-7B --threshold 1.5', /--threshold is a number from -1 to 1; not 1\.5/);
    await said('--critic http://127.0.0.1:9 --model m --price much', /--price is IN,OUT/);
  });
});
