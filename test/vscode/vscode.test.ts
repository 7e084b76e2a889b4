// The suites of test/vscode/suite, each in the oldest VS Code we support and in the newest.
import * as assert from 'node:assert/strict';
import { test } from 'node:test';
import { runScript } from '../run';

for (const version of ['1.100.3', '1.139.1'])
  for (const suite of ['main', 'restricted'])
    test(`${suite} suite in VS Code ${version}`, { timeout: 300_000 }, async t => {
      const once = () => runScript(['test/vscode/run.mjs', '--version', version, '--suite', suite]);
      let { code, output } = await once();
      if (code !== 0) {
        // An editor under load opens and closes things of its own; a fault of ours shows twice. The first try is told in full.
        t.diagnostic(`first try failed:\n${output}`);
        ({ code, output } = await once());
      }
      const count = /: (\d+) of (\d+) passed/.exec(output);
      t.diagnostic(count ? `${count[1]} of ${count[2]} tests of the suite passed` : 'the suite gave no result');
      assert.equal(code, 0, output);
    });

const registryHost = process.platform === 'linux';
test('the web edition in VS Code 1.139.1', {
  timeout: 120_000,
  skip: registryHost ? false : 'needs the registry edition of VS Code',
}, async () => {
  const { code, output } = await runScript(['test/vscode/smoke.mjs', '--web']);
  assert.equal(code, 0, output);
});
