// The cache of compiled code: it may be missing, broken, old or refused, and nobody notices but by the clock.
import assert from 'node:assert/strict';
import { mkdirSync, readdirSync, readFileSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { compiledFolder, createLoader } from '../../server/compiled';
import { workplace } from './harness';

const place = workplace({
  'main.js': "#!/usr/bin/env node\nexports.answer = () => 6 * require('./other.js').seven;\nexports.home = __dirname;",
  'other.js': "exports.seven = require('node:path').sep === '' ? 0 : 7;",
});
after(place.remove);
const main = join(place.cwd, 'main.js');
const folder = join(place.cwd, 'compiled');
type Main = { answer(): number; home: string };

function start(cache: string | undefined, way = 'check'): Main {
  const loader = createLoader(cache, way);
  const made = loader.load(main) as Main;
  assert.equal(loader.load(main), made);
  made.answer();
  loader.keep();
  return made;
}
const kept = () => readdirSync(folder).sort();

test('a bundle is run with its others, and its compiled code kept, once for each kind of run', () => {
  assert.deepEqual([start(folder).answer(), start(folder).home], [42, place.cwd]);
  assert.deepEqual(
    kept().map(name => name.replace(/[0-9a-f]{16}$/, '')),
    ['main-check-', 'other-check-'],
  );
  const before = kept().map(name => statSync(join(folder, name)).ino);
  assert.equal(start(folder).answer(), 42);
  assert.deepEqual(
    kept().map(name => statSync(join(folder, name)).ino),
    before,
  );
  start(folder, 'convert');
  assert.equal(kept().length, 4);
  assert.equal(statSync(folder).mode & 0o777, 0o700);
});

test('broken code is not run but made anew', () => {
  const [first] = kept();
  const file = join(folder, first!);
  const whole = readFileSync(file);
  for (const broken of [whole.subarray(0, 30), Buffer.from(whole).fill(0, 64), Buffer.alloc(0)]) {
    writeFileSync(file, broken);
    assert.equal(start(folder).answer(), 42);
    assert.ok(readFileSync(file).length > 64);
  }
});

test('another build has code of its own, and what is old is thrown away', () => {
  const before = kept();
  for (const name of before) utimesSync(join(folder, name), 1, 1);
  // As long as it was: V8 alone would take the old code for it.
  place.put('other.js', readFileSync(join(place.cwd, 'other.js'), 'utf8').replace('0 : 7', '0 : 8'));
  assert.equal(start(folder).answer(), 48);
  assert.equal(kept().length, 1);
  assert.ok(!before.includes(kept()[0]!));
});

test('without a folder that can be written all goes on', () => {
  place.put('file', '');
  assert.equal(start(join(place.cwd, 'file', 'compiled')).answer(), 48);
  mkdirSync(join(place.cwd, 'dir'));
  assert.equal(start(undefined).answer(), 48);
  assert.equal(compiledFolder({ NODE_DISABLE_COMPILE_CACHE: '1', HOME: '/home/a' }), undefined);
  assert.equal(compiledFolder({ HOME: '/home/a' }), join('/home/a', '.cache', 'hence', 'compiled'));
  assert.equal(compiledFolder({ HENCE_CACHE: '/c', HOME: '/home/a' }), join('/c', 'compiled'));
});
