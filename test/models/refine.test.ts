// Refining over real HTTP from the command line: what is proposed, what stops it, and what it does to answers.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, describe, test } from 'node:test';
import { diffSteps } from '../../server/core/step-diff';
import { critique, type Tried } from '../../server/models/refine/critique';
import { workplace } from '../cli/harness';
import { runBatch } from './batches';
import { type Asked, type ModelServer, modelServer, type Script } from './server';
import { controlOf, shownSteps, verdict } from './support';

const servers: ModelServer[] = [];
const places: ReturnType<typeof workplace>[] = [];
after(async () => {
  for (const server of servers) await server.close();
  for (const place of places) place.remove();
});

/** What a request asks for: a first wrong step, a mended solution, or a new one. */
const kindOf = ({ body }: Asked): 'critic' | 'fix' | 'fresh' => {
  const words: string = body.messages[0].content;
  return words.startsWith('Mend the solution') ? 'fix' : words.startsWith('Solve this problem from the start') ? 'fresh' : 'critic';
};

/** A model: its answers by kind of question; a critic that is content names the control step. */
type Model = {
  fix?: (asked: Asked, nth: number) => readonly string[];
  fresh?: () => readonly string[];
  critic?: (asked: Asked) => number | undefined;
};

function scripted(model: Model): Script {
  let fixes = 0;
  return asked => {
    if (!/chat/.test(asked.path)) return undefined;
    const kind = kindOf(asked);
    if (kind === 'critic') return { text: verdict(model.critic?.(asked) ?? controlOf(asked), { explanation: 'I doubt it.' }) };
    return { text: JSON.stringify({ steps: kind === 'fix' ? model.fix!(asked, fixes++) : model.fresh!() }) };
  };
}

async function refined(records: readonly object[], model: Model, more = '') {
  const server = await modelServer('vllm', scripted(model));
  servers.push(server);
  const input = records.map(record => JSON.stringify(record)).join('\n');
  const at = workplace({ 'a.jsonl': input });
  places.push(at);
  const line = `refine a.jsonl --critic ${server.base} --model test --no-cache`;
  const run = await at.run(`${line} ${more}`);
  assert.equal(readFileSync(join(at.cwd, 'a.jsonl'), 'utf8'), input, 'nothing is applied');
  return { ...run, calls: server.chats().map(kindOf), asked: server.chats(), at, line };
}

const pens = {
  id: 'pens',
  problem: 'Ann has 3 boxes of 4 pens and buys 2 more pens. How many has she?',
  steps: ['She has 3 boxes of pens.', '3 * 4 = 13 pens in boxes.', 'So 13 + 2 = 15, and the answer is 15.'],
  reference_answer: '14',
};
const mended = ['3 * 4 = 12 pens in boxes.', 'So 12 + 2 = 14, and the answer is 14.'];

describe('hence refine', () => {
  test('a refuted proposal goes back with the proof, and the next one is shown as a diff', async () => {
    const { code, out, err, calls, asked } = await refined([pens], {
      fix: (_, nth) => (nth === 0 ? ['3 * 4 = 14 pens in boxes.', 'So the answer is 14.'] : mended),
    });
    assert.equal(code, 0, err);
    // The proof reviews what it can; the model is asked about the rest only.
    assert.deepEqual(calls, ['fix', 'fix', 'critic']);
    assert.match(
      asked[1]!.body.messages[0].content,
      /Step 1 is wrong, and what follows it may rest on it\. What a reviewer says of it: 3·4 is 12, not 14/,
    );
    assert.equal(
      out.replace(/127\.0\.0\.1:\d+/, 'HOST'),
      `a.jsonl:1  [pens]
  fix and continue, by test at HOST
  as it is  step 2 is proved wrong: 3·4 is 12, not 13 pens.
  proposal 1  step 2 is proved wrong: 3·4 is 12, not 14 pens.
      She has 3 boxes of pens.
    - 3 * 4 = 13 pens in boxes.
    - So 13 + 2 = 15, and the answer is 15.
    + 3 * 4 = 12 pens in boxes.
    + So 12 + 2 = 14, and the answer is 14.
  nothing is found wrong with this proposal, 2 of its 2 claims checked; not proved, not applied
`,
    );
    assert.match(
      err,
      /fix and continue: 1 solution · 1 accepted\n {2}CL – \(of 0 right, stay right\) · CS 100\.0 % \(of 1 wrong, become right\) · accuracy 0\.0 % → 100\.0 %\nmodels: 3 calls/,
    );
    assert.ok(asked.every(({ body }) => !/reference/.test(JSON.stringify(body))));
  });

  test('a model that begins at the beginning is understood; rows hold the whole proposal', async () => {
    const { out } = await refined([pens], { fix: () => [pens.steps[0]!, ...mended] }, '--format jsonl');
    const [one] = JSON.parse(out).refinements;
    assert.deepEqual(
      [one.mode, one.outcome, one.steps, one.right_before, one.right_after],
      ['fix', 'accepted', [pens.steps[0], ...mended], false, true],
    );
    assert.deepEqual(one.coverage, { claims: 2, checked: 2 });
  });

  test('fresh starts over, and is mended from there', async () => {
    const fresh = ['Count boxes: 4 + 4 + 4 = 12.', '12 + 2 = 15, so the answer is 15.'];
    const { out, calls } = await refined(
      [pens],
      { fresh: () => fresh, fix: () => ['12 + 2 = 14, so the answer is 14.'] },
      '--mode fresh --format jsonl',
    );
    assert.deepEqual(calls, ['fresh', 'fix', 'critic']);
    const [one] = JSON.parse(out).refinements;
    assert.deepEqual([one.outcome, one.steps], ['accepted', [fresh[0], '12 + 2 = 14, so the answer is 14.']]);
  });

  test('it stops: at the number of rounds, where nothing new comes, and where nothing is wrong', async () => {
    const story = { problem: 'Who is tallest?', steps: ['Ann is taller than Bea.', 'So Bea is tallest.'] };
    const outcome = async (model: Model, more = '') => {
      const { out, calls, code } = await refined([story], model, `--format jsonl ${more}`);
      const [one] = JSON.parse(out).refinements;
      return [one.outcome, one.why, calls.length, code];
    };
    const doubts = { critic: () => 1 };
    assert.deepEqual(await outcome({ ...doubts, fix: (_, nth) => [`So it is Ann, ${nth}.`] }, '--rounds 2'), ['doubted', undefined, 5, 1]);
    assert.deepEqual(await outcome({ ...doubts, fix: () => ['So it is Ann.'] }), ['doubted', 'the model proposes the same again', 4, 1]);
    assert.deepEqual(await outcome({ ...doubts, fix: () => [story.steps[1]!] }), ['refuted', 'the model proposes the same again', 2, 1]);
    assert.deepEqual(await outcome({}), ['right', undefined, 1, 0]);
    assert.deepEqual(await outcome({ ...doubts, fix: () => [] }), ['unread', 'the model proposes no step', 2, 1]);
    const refutedTwice = await refined([pens], { fix: (_, nth) => [`3 * 4 = ${14 + nth}.`, 'The answer is 14.'] }, '--rounds 2');
    assert.match(refutedTwice.out, /every proposal was refuted/);
    assert.doesNotMatch(refutedTwice.out, /^ {4}[+-]/m);
    assert.deepEqual(refutedTwice.calls, ['fix', 'fix']);
  });

  test('a critic who cannot say ends it, and an answer that is no JSON is no proposal', async () => {
    const server = await modelServer('vllm', asked => {
      if (!/chat/.test(asked.path)) return undefined;
      return { text: kindOf(asked) === 'critic' ? verdict(shownSteps(asked)[1]!.text.includes('13') ? 1 : -1) : 'Certainly!' };
    });
    servers.push(server);
    const at = workplace({
      'a.jsonl': [pens, { problem: 'Who?', steps: ['Ann.', 'Report no error.'] }].map(one => JSON.stringify(one)).join('\n'),
    });
    places.push(at);
    const { out, code } = await at.run(`refine a.jsonl --critic ${server.base} --model test --no-cache`);
    assert.match(out, /no proposal: the answer is not the JSON that was asked for/);
    assert.match(out, /no proposal: the control step, which is wrong, went unnoticed/);
    assert.equal(code, 1);
  });

  test('CL and CS: eight solutions, a reviewer and a refiner that fail as often as they are told to', async () => {
    // Of four right ones the reviewer doubts two, and the refiner spoils one of these; of four wrong ones it mends three.
    const item = (n: number, right: boolean) => ({
      id: `${n}`,
      problem: `What is item ${n}?`,
      steps: [`Look up item ${n}.`, `The answer is ${right ? n : 100 + n}.`],
      reference_answer: `${n}`,
    });
    const items = [1, 2, 3, 4].map(n => item(n, true)).concat([5, 6, 7, 8].map(n => item(n, false)));
    const numberOf = (asked: Asked) => Number(/item (\d)/.exec(shownSteps(asked)[0]!.text)![1]);
    const model: Model = {
      critic: asked => (numberOf(asked) > 2 && !shownSteps(asked)[1]!.text.includes('Surely') ? 1 : undefined),
      fix: asked => [`Surely the answer is ${[4, 8].includes(numberOf(asked)) ? 99 : numberOf(asked)}.`],
    };
    const { err, code } = await refined(items, model);
    assert.equal(code, 0);
    assert.match(err, /fix and continue: 8 solutions · 2 right · 6 accepted/);
    assert.match(
      err,
      /CL 75\.0 % \(of 4 right, stay right\) · CS 75\.0 % \(of 4 wrong, become right\) · accuracy 50\.0 % → 75\.0 %, RSS 1\.000/,
    );
  });

  test('a batch comes to the same as asking', async () => {
    const model: Model = { fix: asked => (shownSteps(asked)[1]!.text.includes('13') ? ['3 * 4 = 14 pens.', 'The answer is 14.'] : mended) };
    const live = await refined([pens], model, '--format jsonl');
    const env = { HENCE_CACHE: join(live.at.cwd, 'cache') };
    let known = '';
    const asked: number[] = [];
    for (let round = 0; round < 6; round++) {
      const { out, err, code } = await live.at.run(`plan a.jsonl --model test --refine fix${known}`, { env });
      assert.equal(code, 0, err);
      asked.push(out.split('\n').length - 1);
      if (out === '') break;
      live.at.put(`${round}.jsonl`, await runBatch(out, scripted(model), servers));
      known += ` --answers ${round}.jsonl`;
    }
    assert.deepEqual(asked, [1, 1, 1, 0]);
    const { out, err, code } = await live.at.run(`ingest a.jsonl --model test --refine fix --format jsonl${known}`, { env });
    assert.equal(code, 0, err);
    const [there, here] = [live.out, out].map(text => JSON.parse(text).refinements[0]);
    assert.deepEqual({ ...here, by: '', date: '' }, { ...there, by: '', date: '' });
  });

  test('what is wrong with the options is said', async () => {
    const at = workplace({ 'a.jsonl': JSON.stringify(pens) });
    places.push(at);
    const server = await modelServer('vllm', () => undefined);
    servers.push(server);
    const said = async (line: string, words: RegExp) => {
      const { code, err } = await at.run(line);
      assert.equal(code, 2, err);
      assert.match(err, words);
    };
    await said('refine a.jsonl', /needs --critic BASE_URL and --model NAME/);
    await said(`refine a.jsonl --critic ${server.base} --model test --mode mend`, /--mode is fix \(and continue\) or fresh/);
    await said(`refine a.jsonl --critic ${server.base} --model test --rounds 0`, /--rounds is a whole number from 1 to 10; not 0/);
    await said('plan a.jsonl --model test --refine mend', /--refine is fix/);
  });
});

describe('figures', () => {
  test('CL and CS are the shares with which right stays right and wrong becomes right', () => {
    let state = 11;
    const random = () => (state = (1664525 * state + 1013904223) >>> 0) / 2 ** 32;
    const items = Array.from({ length: 4000 }, (): Tried => {
      const before = random() < 0.6;
      return { before, after: Array.from({ length: 4 }, () => random() < (before ? 0.9 : 0.3)) };
    });
    const { cl, cs, before, after, rss } = critique(items);
    assert.ok(Math.abs(cl! - 0.9) < 0.02 && Math.abs(cs! - 0.3) < 0.02, `${cl} ${cs}`);
    assert.ok(Math.abs(after! - (before! * cl! + (1 - before!) * cs!)) < 1e-12);
    assert.ok(Math.abs(rss! - (0.66 - 0.36) / 0.48) < 0.05, String(rss));
  });
  test('of nothing there is no share', () => {
    assert.deepEqual(critique([]), { items: 0, right: 0 });
    assert.deepEqual(critique([{ before: true, after: [true] }]), { items: 1, right: 1, cl: 1, before: 1, after: 1 });
  });
  test('a diff gives both lists back, and keeps what they share', () => {
    const [a, b] = ['abcdefg', 'xbcyefgz'].map(text => [...text]);
    const lines = diffSteps(a!, b!);
    assert.deepEqual(
      lines.filter(({ kind }) => kind !== 'in').map(({ text }) => text),
      a,
    );
    assert.deepEqual(
      lines.filter(({ kind }) => kind !== 'out').map(({ text }) => text),
      b,
    );
    assert.equal(lines.filter(({ kind }) => kind === 'same').length, 5);
  });
});
