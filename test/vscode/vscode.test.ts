// The suites of test/vscode/suite, each in the oldest VS Code we support and in the newest.
import * as assert from 'node:assert/strict';
import { test } from 'node:test';
import { runEditor } from '../run';

for (const version of ['1.100.3', '1.139.1'])
  for (const suite of ['main', 'restricted'])
    test(`${suite} suite in VS Code ${version}`, { timeout: 300_000 }, async t => {
      const { code, output } = await runEditor(['test/vscode/run.mjs', '--version', version, '--suite', suite], t.diagnostic.bind(t));
      const count = /: (\d+) of (\d+) passed/.exec(output);
      t.diagnostic(count ? `${count[1]} of ${count[2]} tests of the suite passed` : 'the suite gave no result');
      assert.equal(code, 0, output);
    });

test('models suite in VS Code 1.139.1', { timeout: 300_000 }, async t => {
  const { code, output } = await runEditor(['test/vscode/run.mjs', '--suite', 'models'], t.diagnostic.bind(t));
  assert.equal(code, 0, output);
});

const registryHost = process.platform === 'linux';
test('the web edition in VS Code 1.139.1', {
  timeout: 240_000,
  skip: registryHost ? false : 'needs the registry edition of VS Code',
}, async t => {
  const { code, output } = await runEditor(['test/vscode/smoke.mjs', '--web'], t.diagnostic.bind(t));
  assert.equal(code, 0, output);
});
