// Process reward models: each layout as its model wants it, rows checked, thresholds found.
import assert from 'node:assert/strict';
import { after, describe, test } from 'node:test';
import { createMemo } from '../../server/core';
import { calibrate, layoutFor, layouts } from '../../server/models/prm';
import { measure } from '../../server/models/prm/calibrate';
import { openRun } from '../../server/models/run';
import { ModelFailure } from '../../server/models/transport/failure';
import { type Answer, type Asked, type ModelServer, modelServer } from './server';
import { analysed, config, hostFor } from './support';

const servers: ModelServer[] = [];
after(async () => {
  for (const server of servers) await server.close();
});

const solution = analysed('How many is 3 * 4 and 2?', ['Three times four\nis 12.', 'Then 12 <extra_0> and 2 ки are 15.', 'So 15.']);
const scores = [0.9, 0.2, 0.1];

/** Token numbers: one a word or a mark, 1 in front where special tokens are wanted. */
function tokenize(text: string, special: boolean): number[] {
  const words = text.match(/\[PAD\]|\n|[^\s]+|[^\S\n]+/g) ?? [];
  return [...(special ? [1] : []), ...words.map(word => (word === '\n' ? 198 : word === '[PAD]' ? 0 : 1000 + (word.length % 50)))];
}

async function score(model: string, answer: (asked: Asked) => Answer | undefined, layout = 'auto') {
  const server = await modelServer('plain', asked => {
    if (asked.path === '/tokenize') {
      const tokens = tokenize(asked.body.prompt, asked.body.add_special_tokens);
      return { json: { tokens, count: tokens.length } };
    }
    if (asked.path === '/v1/models') return { json: { data: [{ id: model }] } };
    return answer(asked);
  });
  servers.push(server);
  const run = await openRun({ ...config, prm: { url: server.base, model, server: 'auto', layout } }, hostFor(), createMemo());
  const [opinion] = await run.opinions(solution);
  return { opinion: opinion!, server, asked: server.asked.filter(one => !/tokenize|models|version|props/.test(one.path)) };
}

const pooled = (rows: unknown): Answer => ({ json: { data: [{ index: 0, object: 'pooling', data: rows }], usage: { prompt_tokens: 9 } } });
const near = (a: readonly number[] | undefined, b: readonly number[]) => {
  assert.equal(a?.length, b.length);
  for (const [i, value] of b.entries()) assert.ok(Math.abs(a![i]! - value) < 1e-9, `${a} is not ${b}`);
};

describe('layouts', () => {
  test('Qwen: a chat with the mark behind each step, the second column is the score', async () => {
    const { opinion, asked } = await score('Qwen/Qwen2.5-Math-PRM-7B', () => pooled(scores.map(s => [1 - s, s])));
    near(opinion.scores, scores);
    assert.equal(opinion.first, 1);
    assert.equal(opinion.objections.length, 1);
    assert.match(opinion.objections[0]!.message, /gives this step 0\.2, below 0\.5, after 0\.9 before it/);
    assert.equal(asked[0]!.path, '/pooling');
    const { body } = asked[0]!;
    assert.equal(body.task, 'token_classify');
    assert.deepEqual(
      body.messages.map((m: { role: string }) => m.role),
      ['system', 'user', 'assistant'],
    );
    const text: string = body.messages[2].content;
    assert.equal(text.split('<extra_0>').length - 1, 3, 'the mark in the text itself is no mark');
  });

  test('Math-Shepherd: numbered steps in one text, the first column is the score', async () => {
    const { opinion, asked } = await score('peiyi9979/math-shepherd-mistral-7b-prm', () => pooled(scores.map(s => [s, 1 - s])));
    near(opinion.scores, scores);
    const input: string = asked[0]!.body.input;
    assert.match(input, /^How many is 3 \* 4 and 2\? Step 1: Three times four is 12\. ки\nStep 2: /);
    assert.equal(input.split('ки').length - 1, 3);
    assert.equal(input.split('\n').length, 4);
  });

  test('RLHFlow: one turn a step, + or -, and no turn after the first objection', async () => {
    const { opinion, asked } = await score('RLHFlow/Llama3.1-8B-PRM-Deepseek-Data', ({ body, path }) => {
      if (!/chat/.test(path)) return undefined;
      const s = scores[(body.messages.length - 1) / 2]!;
      const top_logprobs = [
        { token: ' +', logprob: Math.log(s * 0.8) },
        { token: '-', logprob: Math.log((1 - s) * 0.8) },
        { token: 'x', logprob: Math.log(0.2) },
      ];
      return { text: '+', finish: 'length', logprobs: { content: [{ token: '+', logprob: 0, top_logprobs }] } };
    });
    near(opinion.scores, scores.slice(0, 2));
    assert.equal(opinion.first, 1);
    assert.equal(asked.length, 2);
    assert.equal(asked[1]!.body.max_tokens, 1);
    assert.deepEqual(
      asked[1]!.body.messages.map((m: { role: string; content: string }) => `${m.role} ${m.content.slice(0, 16)}`),
      ['user How many is 3 * ', 'assistant +', 'user Then 12 ‹extra_0'],
    );
  });

  const byToken: [string, (s: number) => number[], (s: number) => number][] = [
    ['Skywork/Skywork-o1-Open-PRM-Qwen-2.5-7B', s => [Math.log(s / (1 - s))], s => s],
    ['jinachris/PURE-PRM-7B', s => [1 - s, s], s => 2 * s - 1],
    ['GAIR/ReasonEval-7B', s => [1 - s, s / 4, (3 * s) / 4], s => s],
  ];
  for (const [model, row, expected] of byToken)
    test(`${model}: one row a token, read at the marks`, async () => {
      const layout = layoutFor(model)!;
      const { opinion, asked } = await score(model, ({ path, body }) => {
        if (path !== '/pooling') return undefined;
        const mark = layout.mark === '\n' ? 198 : 0;
        let marks = -(body.input.filter((id: number) => id === mark).length - scores.length);
        return pooled(body.input.map((id: number) => (id === mark && marks++ >= 0 ? row(scores[marks - 1]!) : row(0.5))));
      });
      near(opinion.scores, scores.map(expected));
      assert.equal(opinion.first, 1);
      assert.ok(asked[0]!.body.input.every(Number.isInteger));
      assert.equal(asked[0]!.body.use_activation, layout.distribution ? undefined : false);
      assert.equal(
        opinion.objections.some(one => one.hint && /redundant/.test(one.message)),
        layout.columns === 3,
      );
    });

  test('every layout is found by the name of its model, and by its own', () => {
    const names: Record<string, string> = {
      'Qwen/Qwen2.5-Math-PRM-72B': 'qwen',
      'Qwen/Qwen2.5-Math-7B-PRM800K': 'qwen',
      'Qwen/Qwen2.5-Math-7B-Math-Shepherd': 'qwen-shepherd',
      'peiyi9979/math-shepherd-mistral-7b-prm': 'math-shepherd',
      'RLHFlow/Llama3.1-8B-PRM-Mistral-Data': 'rlhflow',
      'Skywork/Skywork-o1-Open-PRM-Qwen-2.5-1.5B': 'skywork',
      'GAIR/ReasonEval-34B': 'reasoneval',
    };
    for (const [model, id] of Object.entries(names)) assert.equal(layoutFor(model)?.id, id, model);
    for (const { id } of layouts) assert.equal(layoutFor('anything', id)?.id, id);
    assert.equal(layoutFor('meta-llama/Llama-3-8B'), undefined);
  });
});

describe('servers of other years', () => {
  const rows = scores.map(s => [1 - s, s]);
  test('the task was called encode', async () => {
    const { opinion } = await score('Qwen/Qwen2.5-Math-PRM-7B', ({ path, body }) =>
      path !== '/pooling' ? undefined : body.task === 'token_classify' ? { status: 400, body: { message: 'unknown task' } } : pooled(rows),
    );
    near(opinion.scores, scores);
  });
  test('there was no task', async () => {
    const { opinion } = await score('Qwen/Qwen2.5-Math-PRM-7B', ({ path, body }) =>
      path !== '/pooling' ? undefined : body.task ? { status: 422, body: { detail: 'extra fields not permitted' } } : pooled(rows),
    );
    near(opinion.scores, scores);
  });
  test('rewards were embeddings, one number after the other', async () => {
    const { opinion } = await score('Qwen/Qwen2.5-Math-PRM-7B', ({ path }) =>
      path === '/v1/embeddings' ? { json: { data: [{ embedding: rows.flat() }] } } : undefined,
    );
    near(opinion.scores, scores);
  });
});

describe('faults', () => {
  const qwen = (answer: Answer) => score('Qwen/Qwen2.5-Math-PRM-7B', ({ path }) => (path === '/pooling' ? answer : undefined));
  const unknown = async (asking: ReturnType<typeof score>, words: RegExp) => {
    const { opinion } = await asking;
    assert.equal(opinion.first, null);
    assert.match(opinion.why!, words);
    assert.deepEqual(opinion.objections, []);
  };
  test('a wrong number of rows', () => unknown(qwen(pooled([[0.5, 0.5]])), /3 steps were sent, 1 scores came back/));
  test('a wrong number of columns', () => unknown(qwen(pooled([[1], [1], [1]])), /has 1 numbers; layout qwen has 2/));
  test('no distribution', () =>
    unknown(
      qwen(
        pooled([
          [-3, 4],
          [1, 2],
          [0, 0],
        ]),
      ),
      /no distribution/,
    ));
  test('not a number', () =>
    unknown(
      qwen(
        pooled([
          ['a', 1],
          [0, 1],
          [0, 1],
        ]),
      ),
      /numbers/,
    ));
  test('several results', () => unknown(qwen({ json: { data: [{ data: [] }, { data: [] }] } }), /2 results came back/));
  test('tokens cut off', () =>
    unknown(
      score('GAIR/ReasonEval-7B', ({ path }) => (path === '/pooling' ? pooled([[0, 0, 1]]) : undefined)),
      /the text was cut/,
    ));
  test('no pooling at all ends the run', () =>
    assert.rejects(
      score('Qwen/Qwen2.5-Math-PRM-7B', () => undefined),
      (e: unknown) => e instanceof ModelFailure && /scores no steps/.test(e.message),
    ));
  test('no layout is known', () =>
    assert.rejects(
      score('some/other-model', () => undefined),
      (e: unknown) => e instanceof ModelFailure && /name one of qwen/.test(e.message),
    ));
  test('a chat model that is no reward model', () =>
    unknown(
      score('x/y', ({ path }) => (/chat/.test(path) ? { text: 'Sure!' } : undefined), 'rlhflow'),
      /\+ or - was expected/,
    ));
});

describe('calibration', () => {
  // Steps before the first error score high, those from it on low; where they overlap is the threshold's business.
  const items = Array.from({ length: 200 }, (_, i) => {
    const label = i % 4 === 0 ? -1 : i % 3;
    const noise = (k: number) => ((i * 37 + k * 61) % 100) / 1000;
    return { label, scores: [0, 1, 2].map(k => (label >= 0 && k >= label ? 0.3 + noise(k) : 0.45 + noise(k))) };
  });
  test('finds the threshold that parts them, and says both accuracies', () => {
    const best = calibrate(items)!;
    assert.ok(best.threshold > 0.399 && best.threshold <= 0.45, String(best.threshold));
    assert.deepEqual([best.wrongAccuracy, best.rightAccuracy, best.f1], [1, 1, 1]);
    assert.deepEqual([best.wrong, best.right], [150, 50]);
    assert.ok(measure(items, 0.3).f1! < 1);
  });
  test('no threshold without both kinds', () => {
    assert.equal(calibrate(items.filter(one => one.label >= 0)), undefined);
    assert.equal(calibrate([]), undefined);
  });
});
