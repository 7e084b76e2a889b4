// npm test: from a bare clone to a verdict. Installs what is missing, builds, and runs every test.
//   npm test -- --only core,formats     only these folders of test/
//   npm test -- --fast                  without type check and lint
import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import path from 'node:path';
import { run as runTests } from 'node:test';
import { spec } from 'node:test/reporters';
import { parseArgs } from 'node:util';
import { ensurePrograms, Failure, note, root, run, runBin, setup } from './setup.mjs';
import { install, registryHost, versions } from './vscode.mjs';

const { values: options } = parseArgs({ options: { only: { type: 'string' }, fast: { type: 'boolean' } } });

/** Folders of test/ that need an editor, and so wait until the editors are installed. */
const inEditor = ['vscode', 'package', 'start'];
const browser = {
  names: ['chromium', 'chromium-browser', 'google-chrome'],
  apt: 'chromium',
  why: 'the panel, the web worker and VS Code are tried in it',
};
/** What the recipes of docs/scale.md run on. Their tests say so where they are left out. */
const clusters = [
  { names: ['slurmctld'], apt: 'slurm-wlm', why: 'a job array is run on it' },
  { names: ['parallel'], apt: 'parallel', why: 'shards are run by it' },
  { names: ['python3'], apt: 'python3', why: 'the function for Ray is run by it' },
];
const neovim = { names: ['nvim'], apt: 'neovim', why: 'the language server is tried from it' };

const troubles = [];
try {
  await setup();
  await main();
} catch (error) {
  if (!(error instanceof Failure)) throw error;
  troubles.push(error.message);
}
if (troubles.length) console.error(`\nFAILED\n${troubles.map(text => `  ${text}`).join('\n')}`);
process.exit(troubles.length ? 1 : 0);

async function main() {
  const files = testFiles();
  const folders = new Set(files.map(folderOf));
  const wantsEditor = inEditor.some(name => folders.has(name));
  const programs = installPrograms(folders, wantsEditor);
  const editors = wantsEditor && registryHost ? installEditors() : Promise.resolve();
  // A failed installation is reported where it is awaited.
  for (const promise of [programs, editors]) promise.catch(() => {});

  if (!options.fast) {
    await attempt('type check', () => runBin('typescript:tsc', ['-p', '.']));
    await attempt('type check of the core', () => runBin('typescript:tsc', ['-p', 'server/core']));
    await attempt('lint', () => runBin('@biomejs/biome:biome', ['check', '.', '--diagnostic-level=error']));
  }
  note('building');
  await run(process.execPath, ['esbuild.mjs']);
  await bundle(files);

  await programs;
  const counts = new Map();
  await test(
    files.filter(file => !inEditor.includes(folderOf(file))),
    availableParallelism(),
    counts,
  );
  if (wantsEditor) {
    await editors;
    await test(
      files.filter(file => inEditor.includes(folderOf(file))),
      1,
      counts,
    );
  }
  report(counts);
}

async function attempt(name, action) {
  note(name);
  try {
    await action();
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    troubles.push(`${name}: ${error.message}`);
  }
}

async function installPrograms(folders, wantsEditor) {
  const wanted = [];
  if ((wantsEditor && registryHost) || folders.has('panel') || folders.has('server')) wanted.push(browser);
  if (folders.has('neovim') || folders.has('server')) wanted.push(neovim);
  if (process.platform === 'linux') {
    await ensurePrograms(wanted);
    if (folders.has('clusters')) await ensurePrograms(clusters).catch(({ message }) => note(`left out: ${message}`));
  }
}

async function installEditors() {
  mkdirSync(path.join(root, '.vscode-test'), { recursive: true });
  for (const version of Object.keys(versions)) {
    let log = '';
    try {
      await install(version, text => (log += text));
      note(`VS Code ${version} is there`);
    } catch (error) {
      writeFileSync(path.join(root, '.vscode-test', `install-${version}.log`), log);
      throw new Failure(`${error.message}\n${log.slice(-2000)}`);
    }
  }
}

function testFiles() {
  const only = options.only?.split(',').filter(Boolean);
  const all = readdirSync(path.join(root, 'test'), { recursive: true })
    .map(file => file.split(path.sep).join('/'))
    .filter(file => file.endsWith('.test.ts') && !file.startsWith('vscode/suite/'))
    .sort();
  const missing = only?.filter(name => !existsSync(path.join(root, 'test', name)));
  if (missing?.length) throw new Failure(`there is no folder test/${missing[0]}`);
  return only ? all.filter(file => only.includes(folderOf(file))) : all;
}

function folderOf(file) {
  return file.includes('/') ? file.slice(0, file.indexOf('/')) : 'test';
}

/** Each test file becomes one script of its own in out/test; the suite for VS Code's extension host goes with them. */
async function bundle(files) {
  const esbuild = await import('esbuild');
  rmSync(path.join(root, 'out/test'), { recursive: true, force: true });
  const common = {
    absWorkingDir: root,
    outbase: '.',
    outdir: 'out',
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    packages: 'external',
  };
  const suite = readdirSync(path.join(root, 'test/vscode/suite')).map(name => `test/vscode/suite/${name}`);
  const entryPoints = [...files.map(file => `test/${file}`), ...suite];
  await esbuild.build({ ...common, entryPoints, external: ['vscode'], sourcemap: 'inline', logLevel: 'warning' });
}

/** Runs the bundled files, prints them as they end, and adds what happened to `counts` by folder. */
async function test(files, concurrency, counts) {
  if (!files.length) return;
  note(`running ${files.length} test files`);
  const scripts = files.map(file => path.join(root, 'out/test', file.replace(/\.ts$/, '.js')));
  const stream = runTests({ files: scripts, concurrency, timeout: 600_000 });
  const tally = passed => event => {
    if (event.details?.type === 'suite' || scripts.includes(path.resolve(event.name))) return;
    const folder = folderOf(
      path
        .relative(path.join(root, 'out/test'), event.file ?? '')
        .split(path.sep)
        .join('/'),
    );
    const count = counts.get(folder) ?? { passed: 0, failed: 0, skipped: 0 };
    if (event.skip !== undefined || event.todo !== undefined) count.skipped++;
    else if (passed) count.passed++;
    else count.failed++;
    counts.set(folder, count);
  };
  const broken = new Set();
  stream.on('test:pass', tally(true));
  stream.on('test:fail', event => {
    broken.add(path.relative(path.join(root, 'out'), event.file ?? event.name).replace(/\.js$/, '.ts'));
    tally(false)(event);
  });
  for await (const text of stream.compose(new spec())) process.stdout.write(text);
  for (const file of broken) troubles.push(`tests failed in ${file}`);
}

function report(counts) {
  console.log('\n  passed  failed  skipped');
  const sum = { passed: 0, failed: 0, skipped: 0 };
  for (const [folder, count] of [...counts].sort()) {
    for (const key of Object.keys(sum)) sum[key] += count[key];
    line(folder, count);
  }
  line('all', sum);
  if (sum.passed + sum.failed === 0) troubles.push('no test ran');
  if (sum.failed && !troubles.some(text => text.startsWith('tests failed'))) troubles.push(`${sum.failed} tests failed`);
  note('done');
}

function line(name, { passed, failed, skipped }) {
  console.log(`${String(passed).padStart(8)}${String(failed).padStart(8)}${String(skipped).padStart(9)}  ${name}`);
}
