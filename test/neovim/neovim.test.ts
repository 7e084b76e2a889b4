// The server as it ships, spoken to by Neovim. `node esbuild.mjs` builds it.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { test } from 'node:test';
import { eggs } from '../server/documents';

const nvim = process.env.NVIM_BIN ?? 'nvim';
const present = spawnSync(nvim, ['--version']).status === 0;
const skip = !present && process.env.HENCE_ALLOW_SKIP ? 'Neovim is not installed and HENCE_ALLOW_SKIP is set' : false;

test('Neovim shows the findings, hovers, corrects and sees edits', { skip }, () => {
  assert.ok(present, 'Neovim is not installed: apt-get install neovim, or set HENCE_ALLOW_SKIP=1');
  const home = mkdtempSync(join(tmpdir(), 'neovim-'));
  try {
    const file = join(home, 'eggs.md');
    writeFileSync(file, eggs);
    const run = spawnSync(nvim, ['--headless', '--clean', '-u', 'NONE', '-c', `luafile ${resolve('test/neovim/check.lua')}`], {
      encoding: 'utf8',
      timeout: 120_000,
      env: {
        ...process.env,
        HENCE_FILE: file,
        HENCE_SERVER: `${process.execPath} ${resolve('dist/server.js')} --stdio`,
        XDG_STATE_HOME: home,
        XDG_DATA_HOME: home,
      },
    });
    const said = new Map<string, unknown>(
      run.stdout
        .split('\n')
        .filter(line => line.startsWith('['))
        .map(line => JSON.parse(line) as [string, unknown]),
    );
    assert.equal(said.get('failed'), undefined, `${run.stdout}\n${run.stderr}`);
    assert.equal(said.get('done'), true, `${run.stdout}\n${run.stderr}`);
    assert.deepEqual(said.get('severities'), [1, 4]);
    const root = said.get('root') as { line: number; source: string };
    assert.deepEqual([root.line, root.source], [9, 'hence']);
    assert.match(said.get('hover') as string, /Step 2 does not follow/);
    assert.doesNotMatch(said.get('hover') as string, /data:image/, 'a terminal shows no images');
    assert.equal(said.get('symbols'), 3);
    const actions = said.get('actions') as string[];
    assert.ok(actions.some(title => title.startsWith('Correct this step')) && actions.includes('Ignore this finding'), actions.join('\n'));
    assert.match(said.get('corrected') as string, /36 - 5 = 31/);
    assert.deepEqual(said.get('mistake'), [7]);
    assert.equal(run.status, 0);
  } finally {
    rmSync(home, { recursive: true, force: true });
  }
});
