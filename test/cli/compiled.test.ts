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
    kept().map(name => name.replace(/[0-9a-f]{8}$/, '')),
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

test('what a later start compiles is kept, too, and in the end nothing is written any more', () => {
  const folder = join(place.cwd, 'grown');
  place.put('large.js', `exports.few = () => 1; exports.many = () => [${'() => 0, '.repeat(200)}].map((f, i) => f(i)).length;`);
  const run = (much: boolean) => {
    const loader = createLoader(folder, 'check');
    const { few, many } = loader.load(join(place.cwd, 'large.js')) as { few(): number; many(): number };
    const answer = much ? many() : few();
    loader.keep();
    const [name] = readdirSync(folder);
    const { ino, size } = statSync(join(folder, name!));
    return { answer, ino, size };
  };
  const [first, second, third, fourth] = [run(false), run(false), run(true), run(true)];
  assert.deepEqual([first.answer, third.answer], [1, 200]);
  assert.deepEqual([second.ino, second.size], [first.ino, first.size + 1]);
  assert.ok(third.size > 2 * first.size && third.ino !== second.ino, `${first.size} ${third.size}`);
  assert.deepEqual([fourth.ino, fourth.size], [third.ino, third.size + 1]);
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

test('another build has code of its own, and what nobody uses any more is thrown away', () => {
  const before = kept();
  for (const name of before) utimesSync(join(folder, name), 1, 1);
  // As long as it was: V8 alone would take the old code for it.
  place.put('other.js', readFileSync(join(place.cwd, 'other.js'), 'utf8').replace('0 : 7', '0 : 8'));
  assert.equal(start(folder).answer(), 48);
  const [main, other] = kept();
  assert.equal(kept().length, 2);
  assert.ok(before.includes(main!) && !before.includes(other!));
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
