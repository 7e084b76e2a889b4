// npm start, once: it prints findings, opens an editor that answers, and ends.
import * as assert from 'node:assert/strict';
import { test } from 'node:test';
import { runScript } from '../run';

test('npm start shows findings and opens an editor', {
  timeout: 180_000,
  skip: process.platform === 'linux' ? false : 'opens the desktop editor',
}, async () => {
  const { code, output } = await runScript(['scripts/start.mjs', '--once']);
  assert.equal(code, 0, output);
  assert.match(output, /hence check examples/);
  assert.match(output, /✗/);
  const url = /http:\/\/127\.0\.0\.1:\d+\/\S+/.exec(output)?.[0];
  assert.ok(url, output);
  const payload: [string, string][] = JSON.parse(new URL(url).searchParams.get('payload')!);
  assert.ok(payload.some(([key, value]) => key === 'extensionDevelopmentPath' && value.endsWith(process.cwd())));
  assert.ok(payload.some(([key, value]) => key === 'openFile' && value.includes('/examples/')));
  assert.match(output, /it answers/);
});
