// What a finding and its corrections look like in the outputs of the command line.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { apply } from '../../server/core';
import { workplace } from './harness';

const wrong = { id: 'w', problem: 'Find 2 times 9, and add 1.', steps: ['We set it up.', 'So 2 * 9 = 16.', 'Then 16 + 1 = 17.'] };
const place = workplace({ 'set.jsonl': `${JSON.stringify(wrong)}\n` });
after(place.remove);
const text = readFileSync(join(place.cwd, 'set.jsonl'), 'utf8');
const mended = 'So 2 * 9 = 18.';

test('a finding in JSON carries its standing, its slip, and corrections with edits in the file', async () => {
  const [row] = JSON.parse((await place.run('check set.jsonl --format json')).out).results;
  const [root, inherited] = row.findings;
  assert.deepEqual([root.standing, root.slip], ['root', { name: 'calculation' }]);
  assert.deepEqual([inherited.standing, inherited.root, inherited.repairs], ['inherited', 1, []]);
  const [repair] = root.repairs;
  assert.deepEqual(Object.keys(repair), ['slip', 'explanation', 'edits', 'corrected_step']);
  assert.deepEqual([repair.slip, repair.explanation, repair.corrected_step], [root.slip, '2·9 is 18, not 16.', mended]);
  assert.equal(JSON.parse(apply(text, repair.edits)).steps[1], mended);
});

test('a result in SARIF carries its corrections as fixes', async () => {
  const [result] = JSON.parse((await place.run('check set.jsonl --format sarif')).out).runs[0].results;
  const [{ deletedRegion: at, insertedContent }] = result.fixes[0].artifactChanges[0].replacements;
  const edit = { start: at.charOffset, end: at.charOffset + at.charLength, newText: insertedContent.text };
  assert.equal(JSON.parse(apply(text, [edit])).steps[1], mended);
  assert.deepEqual([at.startLine, at.startColumn, at.endColumn], [1, edit.start + 1, edit.end + 1]);
});

test('a replay gives the pair of the wrong step and the corrected one behind the same prefix', async () => {
  const { replay } = JSON.parse((await place.run('replay set.jsonl --format jsonl')).out);
  assert.deepEqual(replay.pair, { problem: wrong.problem, prefix: ['We set it up.'], rejected: 'So 2 * 9 = 16.', chosen: mended });
  assert.deepEqual(replay.answer, { before: '17', after: '19' });
});
