// Rollouts over real HTTP, from the command line to the branches of the tree.
import assert from 'node:assert/strict';
import { after, describe, test } from 'node:test';
import { tree } from '../../server/core/tree';
import { addOpinions } from '../../server/models/opinions';
import { searchFirstError, valuer } from '../../server/models/rollouts';
import { openAccount } from '../../server/models/transport/account';
import { createChat } from '../../server/models/transport/chat';
import { makeEndpoint } from '../../server/models/transport/endpoint';
import { createLimit } from '../../server/models/transport/limit';
import { workplace } from '../cli/harness';
import { type Asked, type ModelServer, modelServer } from './server';
import { analysed, ask, criticAt, hostFor } from './support';

const servers: ModelServer[] = [];
const places: ReturnType<typeof workplace>[] = [];
after(async () => {
  for (const server of servers) await server.close();
  for (const place of places) place.remove();
});

const problem = 'Ann has 6 boxes of 4 pens and gives 3 pens away. How many pens are left?';
const steps = [
  'Each box holds 4 pens.',
  'There are 6 boxes, and all are full.',
  'She gives one box away.',
  'She has five boxes now.',
  'So 20 pens are left. The answer is 20.',
];
const wrongFrom = 2;
const story = { id: 'pens', problem, steps, reference_answer: '21' };

/** How many of the solution's own steps a request goes on from. */
const given = ({ body }: Asked): number => steps.filter(step => body.messages[0].content.includes(step)).length;

/** From a right prefix all but every third rollout end right; from a wrong one none does. */
async function policy() {
  const server = await modelServer('vllm', asked => {
    if (!/chat/.test(asked.path)) return undefined;
    const right = given(asked) <= wrongFrom && asked.body.seed % 3 < 2;
    return {
      text: right
        ? 'All boxes hold $6 \\cdot 4 = 24$ pens.\n\nThen $24 - 3 = 21$ are left: \\boxed{21\\text{ pens}}'
        : 'That leaves \\boxed{20}.',
    };
  });
  servers.push(server);
  return server;
}

describe('rollouts', () => {
  test('from the command line: the first error by binary search, every request counted', async () => {
    const server = await policy();
    const at = workplace({ 'a.jsonl': JSON.stringify(story) });
    places.push(at);
    const line = `check a.jsonl --format jsonl --no-cache --critic ${server.base} --model test --method rollouts --votes 6`;
    const { code, out, err } = await at.run(line);
    assert.equal(code, 0, err);
    const row = JSON.parse(out);
    assert.deepEqual([row.first_error, row.first_opinion], [-1, wrongFrom]);
    const [opinion] = row.opinions;
    assert.deepEqual(
      opinion.rollouts.map((one: { after: number; right: number; total: number }) => [one.after, one.right, one.total]),
      [
        [1, 8, 12],
        [2, 0, 12],
      ],
    );
    // Twelve at each side of the boundary; the middle of five steps is looked at once, and once more.
    assert.ok(server.chats().length <= 6 * Math.ceil(Math.log2(steps.length)) + 2 * 6, String(server.chats().length));
    assert.match(row.findings[0].message, /^0 of 12 \(0 % to 24 %\) rollouts after this step end right; before it 8 of 12 .* did\.$/);
    assert.ok(
      server.chats().every(({ body }) => !JSON.stringify(body).includes('21')),
      'the reference is not sent',
    );
  });

  test('values: every step has one, and its branches stand in the tree', async () => {
    const server = await policy();
    const analysis = analysed(problem, steps, { reference_answer: '21' });
    const { opinion } = await ask(criticAt(server.base, { methods: ['values'], votes: 6 }), analysis);
    assert.deepEqual(
      opinion.scores?.map(score => Math.round(100 * score)),
      [67, 67, 0, 0, 0],
    );
    assert.equal(opinion.first, wrongFrom);
    const { nodes } = tree(addOpinions(analysis, [opinion]));
    assert.equal(nodes[0]!.rollouts, undefined);
    const [continued] = nodes[2]!.rollouts!;
    assert.deepEqual([continued!.verifier, continued!.right, continued!.total], ['values', 4, 6]);
    assert.ok(continued!.low < continued!.value! && continued!.value! < continued!.high);
    assert.deepEqual(
      continued!.branches.map(({ answer, right, count, steps }) => [answer, right, count, steps.length]),
      [
        ['21\\text{ pens}', true, 4, 2],
        ['20', false, 2, 1],
      ],
    );
    assert.deepEqual(continued!.branches[0]!.steps[0]![1], { kind: 'tex', text: '6 \\cdot 4 = 24' });
  });

  test('a solution that ends right is not searched, and a wrong dress of the answer is no other answer', async () => {
    const server = await policy();
    const { opinion } = await ask(
      criticAt(server.base, { methods: ['rollouts'] }),
      analysed(problem, ['6 * 4 = 24 pens.', 'The answer is 21 pens.'], { reference_answer: '21' }),
    );
    assert.match(opinion.why!, /final answer is right/);
    assert.equal(server.chats().length, 0);
  });

  test('the search goes on where a rollout gets through after all', async () => {
    const server = await modelServer('vllm', asked => {
      if (!/chat/.test(asked.path)) return undefined;
      // After four steps the policy succeeds, but only in its second handful.
      const right = given(asked) <= 2 || (given(asked) <= 4 && asked.body.seed >= 4);
      return { text: right ? '\\boxed{21}' : '\\boxed{20}' };
    });
    servers.push(server);
    const wire = { ...hostFor(), account: openAccount(), deadline: 20_000, attempts: 2 };
    const chat = createChat(makeEndpoint(server.base, 'test', 'vllm'), { wire, limit: createLimit(4), today: () => '2026-01-02' });
    const found = await searchFirstError(valuer(chat, analysed(problem, steps).solution, '21', 512), steps.length, 4);
    assert.deepEqual(found, { first: 4 });
  });
});
