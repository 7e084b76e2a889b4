// Whether a fresh or changed clone is noticed. The script is asked as a program, as npm start asks it.
import * as assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { runScript } from '../run';

const lock = (version: string) => ({
  packages: {
    '': { name: 'x' },
    'node_modules/a': { version, integrity: `sha-${version}` },
    'node_modules/b': { version: '1.0.0', integrity: 'sha', optional: true },
  },
});

async function upToDate(folder: string): Promise<boolean> {
  const program = `import('${join(process.cwd(), 'scripts/setup.mjs')}').then(m => console.log(m.isUpToDate(process.env.FOLDER)))`;
  const { code, output } = await runScript(['-e', program], { FOLDER: folder });
  assert.equal(code, 0, output);
  return output.trim() === 'true';
}

test('dependencies are installed when they are missing or others than package-lock.json asks for, and only then', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'hence-setup-'));
  try {
    writeFileSync(join(folder, 'package-lock.json'), JSON.stringify(lock('1.0.0')));
    assert.equal(await upToDate(folder), false, 'nothing is installed');
    mkdirSync(join(folder, 'node_modules/a'), { recursive: true });
    const { '': _, 'node_modules/b': __, ...installed } = lock('1.0.0').packages as Record<string, unknown>;
    writeFileSync(join(folder, 'node_modules/.package-lock.json'), JSON.stringify({ packages: installed }));
    assert.equal(await upToDate(folder), true, 'an optional package may be missing');
    writeFileSync(join(folder, 'package-lock.json'), JSON.stringify(lock('1.0.1')));
    assert.equal(await upToDate(folder), false, 'another version is wanted');
    writeFileSync(join(folder, 'package-lock.json'), JSON.stringify(lock('1.0.0')));
    rmSync(join(folder, 'node_modules/a'), { recursive: true });
    assert.equal(await upToDate(folder), false, 'a folder was deleted');
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

test('the configuration block of package.json is the one of the settings table', async () => {
  const { code, output } = await runScript(['scripts/generate.mjs', '--check']);
  assert.equal(code, 0, output);
});
