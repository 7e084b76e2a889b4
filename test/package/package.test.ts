// The package: what it holds, and that it works where it is installed.
import * as assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { runEditor, runScript } from '../run';

const folder = mkdtempSync(join(tmpdir(), 'hence-vsix-'));
const vsix = join(folder, 'hence.vsix');
let packed: Awaited<ReturnType<typeof runScript>>;

before(async () => {
  // dist/ has been built, and rebuilding it would pull it from under the other tests.
  packed = await runScript(['scripts/package.mjs', '--no-build', '--output', vsix]);
});
after(() => rmSync(folder, { recursive: true, force: true }));

test('packs without a warning, under its limit, with the files the list names', () => {
  assert.equal(packed.code, 0, packed.output);
  assert.doesNotMatch(packed.output, /WARNING/i, packed.output);
});

test('the list names what runs and what is read, and no source', () => {
  const shipped = readFileSync('test/package/golden.txt', 'utf8').trim().split('\n');
  for (const name of ['extension.js', 'server.js', 'thread.js', 'typeset.js', 'panel.js', 'panel.css', 'web/extension.js', 'web/server.js'])
    assert.ok(shipped.includes(`extension/dist/${name}`), name);
  assert.deepEqual(
    shipped.filter(name => /\.(ts|tsx|map|mjs)$|node_modules|\/test\//.test(name)),
    [],
  );
});

const skip = process.platform === 'linux' ? false : 'needs the registry edition of VS Code';
for (const version of ['1.100.3', '1.139.1'])
  test(`works where it is installed: VS Code ${version}`, { timeout: 300_000, skip }, async t => {
    const { code, output } = await runEditor(['test/vscode/smoke.mjs', '--vsix', vsix, '--version', version], t.diagnostic.bind(t));
    assert.equal(code, 0, output);
  });
