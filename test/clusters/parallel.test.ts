// The recipe of docs/scale.md on GNU parallel itself, with shards that are killed on the way.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { clusterPlace, killSome, recipe } from './place';

test('GNU parallel starts killed shards again, and the merged report has the bytes of one run', { timeout: 120_000 }, async t => {
  const place = clusterPlace(1600);
  t.after(place.remove);
  if (!/GNU parallel/.test((await place.sh('parallel --version')).out)) {
    t.skip('GNU parallel is not installed, and could not be (Debian: parallel)');
    return;
  }
  const script = recipe('GNU parallel').replace('seq 0 15', 'seq 0 3').replaceAll('/16', '/4');
  assert.match(script, /seq 0 3 \|/);
  let over = false;
  const running = place.sh(script).finally(() => {
    over = true;
  });
  const killed = await killSome(place, 2, () => over);
  const { code, err } = await running;
  assert.equal(code, 0, err);
  assert.equal(killed.length, 2, 'two shards were killed in the middle of their work');
  for (const part of killed) {
    const starts = place.starts().filter(one => one.part === part);
    assert.equal(starts.length, 2);
    assert.ok(starts[1]!.bytes > 0, `${part} went on where it was`);
  }
  const whole = await place.sh('hence check data.jsonl --format jsonl --output whole.jsonl');
  assert.equal(whole.code, 3, whole.err);
  assert.equal(place.read('report.jsonl'), place.read('whole.jsonl'));
});
