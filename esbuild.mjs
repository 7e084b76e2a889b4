// Builds everything that ships into dist/: the extension and server for Node and for the browser, the command line,
// the typesetting worker and the panel. `--watch` keeps building, `--dev` leaves names and maps in.

import { chmodSync, cpSync, existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { relative, resolve } from 'node:path';
import * as esbuild from 'esbuild';

const watch = process.argv.includes('--watch');
const dev = watch || process.argv.includes('--dev');
const common = { bundle: true, minify: !dev, sourcemap: dev, logLevel: 'warning', legalComments: 'none', target: 'es2022' };
const node = { ...common, platform: 'node', format: 'cjs', target: 'node20', mainFields: ['module', 'main'] };
// Signs stand as they are: every page that loads these is UTF-8.
const browser = { ...common, charset: 'utf8', platform: 'browser', format: 'iife', mainFields: ['browser', 'module', 'main'] };

/** What is loaded only when it is wanted, and the file beside that holds it. */
const apart = { 'server/cli/seldom.ts': './seldom.js', 'server/batch/work.ts': './work.js' };
const loadedLater = {
  name: 'loaded later',
  setup(build) {
    build.onResolve({ filter: /^\.{1,2}\// }, ({ kind, path, resolveDir }) => {
      const file = kind === 'dynamic-import' && apart[relative(import.meta.dirname, `${resolve(resolveDir, path)}.ts`)];
      return file ? { path: file, external: true } : undefined;
    });
  },
};

/** Modules of Node that take milliseconds to load, and that most runs do without: each is loaded where it is first used. */
const slow = /^node:(crypto|worker_threads|zlib)$/;
const whenUsed = {
  name: 'when used',
  setup(build) {
    build.onResolve({ filter: slow }, ({ path, namespace }) =>
      namespace === 'when-used' ? { path, external: true } : { path, namespace: 'when-used' },
    );
    build.onLoad({ filter: slow, namespace: 'when-used' }, ({ path }) => {
      const names = Object.keys(createRequire(import.meta.url)(path)).join(' ');
      const contents = `for (const name of '${names}'.split(' '))
        Object.defineProperty(exports, name, { enumerable: true, get: () => require('${path}')[name] });`;
      return { contents, loader: 'js' };
    });
  },
};

/** Examples of verifiers are for the documentation and the command that lists them; elsewhere they are left out. */
const withoutExamples = {
  name: 'without examples',
  setup(build) {
    build.onLoad({ filter: /server[\\/]core[\\/]verifiers[\\/][\w-]+\.ts$/ }, ({ path }) => ({
      contents: readFileSync(path, 'utf8').replace(/^ {2}examples: \[\n[\s\S]*?^ {2}\],$/m, '  examples: [],'),
      loader: 'ts',
    }));
  },
};

const builds = [
  { ...node, entryPoints: { extension: 'client/extension.ts' }, external: ['vscode'] },
  {
    ...node,
    entryPoints: {
      server: 'server/start.ts',
      main: 'server/main.ts',
      cli: 'server/cli/start.ts',
      command: 'server/cli.ts',
      thread: 'server/batch/thread.ts',
      work: 'server/batch/work.ts',
      typeset: 'server/typeset.ts',
      programs: 'server/programs.ts',
    },
    plugins: [loadedLater, whenUsed, withoutExamples],
    supported: { 'dynamic-import': false },
  },
  {
    ...node,
    entryPoints: { seldom: 'server/cli/seldom.ts' },
    plugins: [loadedLater, whenUsed],
    supported: { 'dynamic-import': false },
  },
  { ...browser, format: 'cjs', entryPoints: { 'web/extension': 'client/browser.ts' }, external: ['vscode'] },
  { ...browser, entryPoints: { 'web/server': 'server/browser.ts' }, plugins: [withoutExamples] },
  { ...browser, entryPoints: { panel: 'media/main.tsx' }, jsx: 'automatic', jsxImportSource: 'preact' },
  {
    ...browser,
    entryPoints: { dashboard: 'media/dashboard/main.tsx', dataset: 'media/dataset/main.tsx' },
    jsx: 'automatic',
    jsxImportSource: 'preact',
  },
  { ...browser, entryPoints: { dashboard: 'media/dashboard/dashboard.css' } },
  // The fonts of formulas ship once: a report that stands alone gets those it needs put in when it is written.
  {
    ...browser,
    entryPoints: { panel: 'media/panel.css', dataset: 'media/dataset/dataset.css', report: 'media/report.css' },
    loader: { '.woff2': 'file', '.woff': 'empty', '.ttf': 'empty' },
    assetNames: 'fonts/[name]',
  },
].filter(build => Object.values(build.entryPoints).every(path => existsSync(path)));

if (!watch) rmSync('dist', { recursive: true, force: true });
mkdirSync('dist', { recursive: true });
const contexts = await Promise.all(builds.map(build => esbuild.context({ ...build, outdir: 'dist' })));
await Promise.all(contexts.map(context => context.rebuild()));
if (existsSync('dist/cli.js')) chmodSync('dist/cli.js', 0o755);
if (existsSync('media/static')) cpSync('media/static', 'dist', { recursive: true });
if (watch) await Promise.all(contexts.map(context => context.watch()));
else await Promise.all(contexts.map(context => context.dispose()));
