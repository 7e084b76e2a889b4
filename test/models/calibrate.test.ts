// `hence calibrate`: thresholds from labelled files, with scores in the file or from a server.
import assert from 'node:assert/strict';
import { after, describe, test } from 'node:test';
import { workplace } from '../cli/harness';
import { type ModelServer, modelServer } from './server';

const servers: ModelServer[] = [];
const places: ReturnType<typeof workplace>[] = [];
after(async () => {
  for (const server of servers) await server.close();
  for (const place of places) place.remove();
});

function place(records: readonly object[]) {
  const made = workplace({ 'a.jsonl': records.map(record => JSON.stringify(record)).join('\n') });
  places.push(made);
  return made;
}

const record = (id: string, label: number, scores?: readonly number[]) => ({
  id,
  problem: 'Tom has some apples.',
  steps: ['He has plenty.', 'He eats one.', 'He has none.'],
  label,
  ...(scores ? { rewards: scores } : {}),
});

// Right steps score 0.3 and more, wrong ones 0.2 and less: 0.5 finds nothing, what lies between finds all.
const scored = [record('w1', 1, [0.4, 0.1, 0.05]), record('w2', 2, [0.3, 0.6, 0.2]), record('r1', -1, [0.35, 0.4, 0.9])];

describe('hence calibrate', () => {
  test('scores of the file: the threshold, and what holds without it', async () => {
    const at = place([...scored, record('no scores', 0), { ...record('no label', 0, [1, 1, 1]), label: undefined }]);
    const { code, out, err } = await at.run('calibrate a.jsonl --format json');
    assert.equal(code, 0, err);
    const { calibrations, left_out } = JSON.parse(out);
    assert.equal(left_out, 2);
    assert.equal(calibrations.length, 1);
    const [{ best, now, asked }] = calibrations;
    assert.ok(best.threshold > 0.2 && best.threshold < 0.3, String(best.threshold));
    assert.deepEqual([best.f1, best.wrong, best.right, asked], [1, 2, 1, false]);
    assert.deepEqual([now.threshold, now.f1], [0.5, 0]);
    assert.match(err, /2 without a label or without a score for every step: left out/);
    const text = await at.run('calibrate a.jsonl');
    assert.ok(text.out.includes(`"hence.rewardThreshold": ${best.threshold}`), text.out);
    assert.match(text.out, /F1 100\.0 %[\s\S]*F1 0\.0 % at 0\.5/);
  });

  test('scores of a server, found by asking it; then checking at that threshold says what the labels say', async () => {
    // The step's place in the file decides its score, as a model that scores low on the whole would.
    const server = await modelServer('vllm', ({ path, body }) => {
      if (!/pooling/.test(path)) return undefined;
      const text = JSON.stringify(body);
      const rows = text.includes('sour') ? [0.4, 0.1, 0.05] : [0.35, 0.4, 0.9];
      return { json: { data: [{ data: rows.map(score => [1 - score, score]) }] } };
    });
    servers.push(server);
    const wrong = { ...record('w', 1), steps: ['He has plenty.', 'They are sour.', 'He has none.'] };
    const at = place([wrong, record('r', -1)]);
    const line = `a.jsonl --prm ${server.url} --model Qwen/Qwen2.5-Math-PRM-7B --no-cache`;
    const { code, out, err } = await at.run(`calibrate ${line} --format json`);
    assert.equal(code, 0, err);
    const [{ best, now, asked, by }] = JSON.parse(out).calibrations;
    assert.deepEqual([best.f1, now.f1, now.threshold, asked], [1, 0, 0.5, true]);
    assert.match(by, /Qwen2\.5-Math-PRM-7B at 127/);
    const checked = await at.run(`check ${line} --threshold ${best.threshold} --format jsonl`);
    const rows = checked.out
      .trim()
      .split('\n')
      .map(row => JSON.parse(row).first_opinion);
    assert.deepEqual(rows, [1, -1]);
  });

  test('nothing to calibrate on is said', async () => {
    const alike = await place(scored.slice(0, 2)).run('calibrate a.jsonl');
    assert.deepEqual([alike.code, alike.out], [3, '']);
    assert.match(alike.err, /a threshold needs wrong and right solutions/);
    const none = await place([record('x', 0)]).run('calibrate a.jsonl');
    assert.equal(none.code, 3);
    assert.match(none.err, /no solution has both a label and a score/);
    const broken = workplace({ 'a.jsonl': `${scored.map(one => JSON.stringify(one)).join('\n')}\n{"steps": 3\n` });
    places.push(broken);
    const { code, out, err } = await broken.run('calibrate a.jsonl');
    assert.equal(code, 3);
    assert.match(err, /a\.jsonl:4: /);
    assert.match(out, /threshold 0\.\d+/, 'what could be read counts');
    assert.match((await broken.run('calibrate a.jsonl --votes 3')).err, /takes no --votes/);
  });
});
