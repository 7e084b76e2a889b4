// npm run package: builds and packs hence-<version>.vsix; fails where it is over 3 MB or ships what the list does not name.
//   --output FILE     where to put it
//   --update          writes the list of shipped files (test/package/golden.txt) anew
import { readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { Failure, note, root, run, runBin, setup } from './setup.mjs';

const { values: options } = parseArgs({
  options: { output: { type: 'string' }, update: { type: 'boolean' }, 'no-build': { type: 'boolean' } },
});
const limit = 3_000_000;

try {
  await setup();
  await pack();
} catch (error) {
  if (!(error instanceof Failure)) throw error;
  console.error(error.message);
  process.exit(1);
}

async function pack() {
  if (!options['no-build']) {
    note('building');
    await run(process.execPath, ['esbuild.mjs']);
  }
  const { name, version } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8'));
  const output = path.resolve(options.output ?? path.join(root, `${name}-${version}.vsix`));
  // Pictures in the README are read from the web: the marketplace shows no others, and the package stays small.
  const web = 'https://github.com/hence-math/hence';
  const links = ['--baseContentUrl', `${web}/blob/main`, '--baseImagesUrl', `${web}/raw/main`];
  await runBin('@vscode/vsce:vsce', [
    'package',
    '--no-dependencies',
    '--allow-missing-repository',
    '--skip-license',
    ...links,
    '-o',
    output,
  ]);
  const shipped = await list(output);
  const golden = path.join(root, 'test/package/golden.txt');
  if (options.update) writeFileSync(golden, `${shipped.join('\n')}\n`);
  const wanted = readFileSync(golden, 'utf8').trim().split('\n');
  const extra = shipped.filter(file => !wanted.includes(file));
  const missing = wanted.filter(file => !shipped.includes(file));
  if (extra.length || missing.length)
    throw new Failure(
      [
        'the package does not hold what test/package/golden.txt lists (--update accepts it):',
        ...extra.map(file => `  + ${file}`),
        ...missing.map(file => `  - ${file}`),
      ].join('\n'),
    );
  const size = statSync(output).size;
  if (size > limit) throw new Failure(`the package has ${size} bytes; at most ${limit} are allowed`);
  note(`${path.relative(root, output)}: ${shipped.length} files, ${(size / 1e6).toFixed(2)} MB`);
}

/** Names in a .vsix, a zip file, from its central directory. */
async function list(file) {
  const bytes = readFileSync(file);
  const end = bytes.lastIndexOf(Buffer.from([0x50, 0x4b, 5, 6]));
  const names = [];
  let at = bytes.readUInt32LE(end + 16);
  for (let n = bytes.readUInt16LE(end + 10); n > 0; n--) {
    const [name, extra, comment] = [28, 30, 32].map(offset => bytes.readUInt16LE(at + offset));
    names.push(bytes.toString('utf8', at + 46, at + 46 + name));
    at += 46 + name + extra + comment;
  }
  return names.sort();
}
