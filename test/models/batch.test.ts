// Batches: what plan writes is answered by a runner of our own, over the protocol server of the tests, and ingested.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, describe, test } from 'node:test';
import { readAnswer } from '../../server/models/batch/lines';
import { workplace } from '../cli/harness';
import { linesOf, runBatch } from './batches';
import type { Asked, ModelServer, Script } from './server';
import { controlOf, key, records, shownSteps, verdict } from './support';

const servers: ModelServer[] = [];
const places: ReturnType<typeof workplace>[] = [];
after(async () => {
  for (const server of servers) await server.close();
  for (const place of places) place.remove();
});

function place(files: Record<string, string> = { 'a.jsonl': records.map(record => JSON.stringify(record)).join('\n') }) {
  const made = workplace(files);
  places.push(made);
  const env = { HENCE_CACHE: join(made.cwd, 'cache'), HENCE_API_KEY: key };
  return { ...made, run: (line: string) => made.run(line, { env }), read: (name: string) => readFileSync(join(made.cwd, name), 'utf8') };
}

const critic: Script = asked => {
  const at = shownSteps(asked).findIndex(({ text }) => text.includes('none at all'));
  return { text: verdict(at >= 0 ? at : controlOf(asked), at >= 0 ? { quote: 'none at all', explanation: 'Plenty is not none.' } : {}) };
};

type Row = {
  id: string;
  first_error: number;
  first_opinion: number;
  opinions: { first_error: number | null; why?: string; votes?: object }[];
};
const rowsOf = (out: string): Row[] => linesOf(out) as unknown as Row[];

describe('plan and ingest', () => {
  test('a round for a critic: the same opinions as asking, and the proofs untouched', async () => {
    const at = place();
    const plan = await at.run('plan a.jsonl --model test --votes 3 --output ask.jsonl');
    assert.equal(plan.code, 0, plan.err);
    assert.match(plan.err, /^plan: 9 questions on 3 solutions · about [\d,]+ tokens to read, at most 36,864 tokens to write\n$/);
    const asked = linesOf(at.read('ask.jsonl'));
    assert.equal(new Set(asked.map(line => line.custom_id)).size, 9);
    for (const { custom_id, method, url, body } of asked) {
      assert.match(custom_id, /^[0-9a-f]{32}$/);
      assert.deepEqual([method, url, body.model, body.stream, body.max_tokens], ['POST', '/v1/chat/completions', 'test', undefined, 4096]);
      assert.equal((body.response_format as { type: string }).type, 'json_schema');
    }
    assert.deepEqual(new Set(asked.map(({ body }) => body.seed)), new Set([0, 1, 2]));
    await at.run('plan a.jsonl --model test --votes 3 --output again.jsonl');
    assert.equal(at.read('again.jsonl'), at.read('ask.jsonl'), 'the same questions, the same bytes');

    at.put('answers.jsonl', await runBatch(at.read('ask.jsonl'), critic, servers));
    const { code, out, err } = await at.run('ingest a.jsonl --model test --votes 3 --answers answers.jsonl --format jsonl');
    assert.equal(code, 1, err);
    assert.deepEqual(
      rowsOf(out).map(row => [row.id, row.first_error, row.first_opinion, row.opinions[0]!.votes]),
      [
        ['proved', 0, -1, { '-1': 3 }],
        ['doubted', -1, 1, { 1: 3 }],
        ['right', -1, -1, { '-1': 3 }],
      ],
    );
    assert.match(err, /answers: 9 used · [\d,]+ \+ 63 tokens\n$/);
    assert.ok(!`${plan.err}${at.read('ask.jsonl')}${out}${err}`.includes(key), 'no key in what is written down or told');
    const done = await at.run('plan a.jsonl --model test --votes 3 --answers answers.jsonl');
    assert.deepEqual([done.code, done.out], [0, '']);
    assert.match(done.err, /nothing is left to ask about 3 solutions/);
  });

  test('a search with rollouts goes on round by round, as far as the answers allow', async () => {
    const steps = [
      'Each box holds 4 pens.',
      'There are 6 full boxes.',
      'She gives one box away.',
      'Five boxes are left.',
      'The answer is 20.',
    ];
    const story = { problem: 'Ann has 6 boxes of 4 pens and gives 3 pens away. How many are left?', steps, reference_answer: '21' };
    const at = place({ 'a.jsonl': JSON.stringify(story) });
    const policy: Script = ({ body }) => {
      const given = steps.filter(step => body.messages[0].content.includes(step)).length;
      return { text: given <= 2 ? '\\boxed{21}' : '\\boxed{20}' };
    };
    const line = '--model test --method rollouts --votes 4';
    let known = '';
    const asked: number[] = [];
    for (let round = 0; round < 6; round++) {
      const plan = await at.run(`plan a.jsonl ${line}${known}`);
      assert.equal(plan.code, 0, plan.err);
      asked.push(linesOf(plan.out).length);
      if (plan.out === '') break;
      at.put(`round${round}.jsonl`, await runBatch(plan.out, policy, servers));
      known += ` --answers round${round}.jsonl`;
      if (round === 0) {
        const early = await at.run(`ingest a.jsonl ${line}${known} --format jsonl`);
        assert.equal(early.code, 4);
        assert.match(early.err, /4 not there yet: hence plan with the same options and --answers/);
        assert.match(rowsOf(early.out)[0]!.opinions[0]!.why!, /no answer to this yet/);
      }
    }
    // The middle, the half before it, and each side of the boundary again.
    assert.deepEqual(asked, [4, 4, 4, 4, 0]);
    const { code, out } = await at.run(`ingest a.jsonl ${line}${known} --format jsonl`);
    assert.equal(code, 0);
    assert.equal(rowsOf(out)[0]!.first_opinion, 2);
  });

  test('the values of all steps are asked in one round', async () => {
    const at = place({ 'a.jsonl': JSON.stringify({ problem: 'How many?', steps: ['One.', 'Two.', 'So 2.'], reference_answer: '2' }) });
    assert.equal(linesOf((await at.run('plan a.jsonl --model test --method values --votes 4')).out).length, 12);
  });

  test('what failed or is missing is told, planned again, and replaced by a later answer', async () => {
    const at = place();
    const { out } = await at.run('plan a.jsonl --model test');
    const refused = (asked: Asked) =>
      shownSteps(asked)[0]!.text.includes('plenty') ? { status: 400, body: { error: { message: 'no seed here' } } } : undefined;
    at.put('one.jsonl', await runBatch(out, async asked => refused(asked) ?? (await critic(asked)), servers));
    const first = await at.run('ingest a.jsonl --model test --answers one.jsonl --format jsonl');
    assert.equal(first.code, 4);
    assert.match(first.err, /1 failed \(the batch answers 400: no seed here\)/);
    assert.match(rowsOf(first.out)[1]!.opinions[0]!.why!, /no seed here/);
    const again = await at.run('plan a.jsonl --model test --answers one.jsonl --without seed');
    const [only] = linesOf(again.out);
    assert.equal(linesOf(again.out).length, 1);
    assert.equal(only!.body.seed, undefined);
    at.put('two.jsonl', await runBatch(again.out, critic, servers));
    for (const order of ['--answers one.jsonl --answers two.jsonl', '--answers two.jsonl --answers one.jsonl']) {
      const { code, out, err } = await at.run(`ingest a.jsonl --model test ${order} --format jsonl`);
      assert.equal(code, 1, err);
      assert.equal(rowsOf(out)[1]!.first_opinion, 1);
    }
  });

  test('lines that are no answers are named, and the rest is used; answers of another run are told apart', async () => {
    const at = place();
    const { out } = await at.run('plan a.jsonl --model test');
    at.put('answers.jsonl', `${await runBatch(out, critic, servers)}\nnot json\n{"custom_id":"x"}\n[]\n`);
    const broken = await at.run('ingest a.jsonl --model test --answers answers.jsonl');
    assert.equal(broken.code, 3);
    assert.match(
      broken.err,
      /answers\.jsonl:4: this is not JSON\n.*answers\.jsonl:5: there is neither a response nor an error.*\n.*answers\.jsonl:6: there is no custom_id/,
    );
    const other = await at.run('ingest a.jsonl --model other --answers answers.jsonl');
    assert.equal(other.code, 4);
    assert.match(
      other.err,
      /0 used .* 3 not there yet.* 3 belong to no question asked here · was it planned with the same options, model and inputs/,
    );
  });

  test('shards plan their own part, and all of it together', async () => {
    const at = place();
    const whole = linesOf((await at.run('plan a.jsonl --model test')).out).map(line => line.custom_id);
    const parts = await Promise.all([0, 1].map(async i => linesOf((await at.run(`plan a.jsonl --model test --shard ${i}/2`)).out)));
    assert.deepEqual(new Set(parts.flat().map(line => line.custom_id)), new Set(whole));
    assert.equal(parts.flat().length, whole.length);
  });

  test('what is wrong with the options is said', async () => {
    const at = place();
    const said = async (line: string, words: RegExp) => {
      const { code, err } = await at.run(line);
      assert.equal(code, 2, line);
      assert.match(err, words);
    };
    await said('plan a.jsonl', /hence plan needs --model NAME/);
    await said('ingest a.jsonl --model m', /name the answers: --answers FILE/);
    await said('ingest a.jsonl --model m --answers gone.jsonl', /--answers gone\.jsonl: no such file/);
    await said('plan a.jsonl --model m --server ollama', /--server is one of auto, vllm, hosted; not ollama/);
    await said('plan a.jsonl --model m --without sed', /did you mean seed/);
    await said('plan a.jsonl --model m --critic http://127.0.0.1:9', /hence plan takes no --critic/);
    await said('plan a.jsonl --model m --output ./a.jsonl', /--output \.\/a\.jsonl is an input, too/);
    assert.match(at.read('a.jsonl'), /He has none at all/, 'an input is not written over');
    at.put('old.jsonl', '');
    for (const command of ['plan', 'ingest'])
      await said(`${command} a.jsonl --model m --answers old.jsonl --output old.jsonl`, /is a file of answers, too/);
    const { err } = await places.at(-1)!.run('plan a.jsonl --model m', { env: { HENCE_CACHE: '/dev/null/cache' } });
    assert.match(err, /\/dev\/null\/cache cannot be written, and without the secret in it/);
  });
});

describe('lines of answers', () => {
  const completion = {
    created: 1767312000,
    choices: [{ message: { content: 'Yes.' }, finish_reason: 'stop' }],
    usage: { prompt_tokens: 9, completion_tokens: 2 },
  };
  const line = (more: object) =>
    JSON.stringify({ id: 'b', custom_id: 'q', response: { status_code: 200, request_id: 'r', body: completion }, error: null, ...more });

  test('an answer has its text, its usage and its date', () => {
    assert.deepEqual(readAnswer(line({})), {
      id: 'q',
      answer: { reply: { text: 'Yes.', finish: 'stop', usage: { prompt: 9, completion: 2 } }, date: '2026-01-02' },
    });
  });
  const failures: [string, object, RegExp][] = [
    ['a failed request', { response: { status_code: 429, body: { error: { message: 'slow down' } } } }, /429: slow down/],
    ['an expired one', { response: null, error: { code: 'batch_expired', message: 'not done in time' } }, /not done in time/],
    ['an error of vLLM', { response: { status_code: 400, body: { object: 'error', message: 'too long' } } }, /400: too long/],
    ['an error inside a 200', { response: { status_code: 200, body: { error: { message: 'broke' } } } }, /broke/],
    ['no choices', { response: { status_code: 200, body: {} } }, /no choices/],
    ['a key in an error', { response: { status_code: 401, body: { error: { message: 'bad Bearer sk-abcdefgh12345' } } } }, /Bearer •••/],
  ];
  for (const [name, more, words] of failures)
    test(name, () => {
      const read = readAnswer(line(more));
      assert.ok('answer' in read && 'failure' in read.answer, JSON.stringify(read));
      assert.match(read.answer.failure.message, words);
    });
});
