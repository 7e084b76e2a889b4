// The invariants of ARCHITECTURE.md, held by a machine.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, test } from 'node:test';
import { defaults, formats, settingsTable, verifiers } from '../../server/core';
import { criticMethods } from '../../server/core/settings';

const tracked = execFileSync('git', ['ls-files', '-co', '--exclude-standard'], { encoding: 'utf8' })
  .split('\n')
  .filter(f => f && existsSync(f));
const code = tracked.filter(f => /\.(ts|tsx)$/.test(f));
const text = (file: string) => readFileSync(file, 'utf8');
const manifest = JSON.parse(text('package.json'));

/** Import specifiers of a file, resolved to project paths where relative. */
function imports(file: string): string[] {
  const found = [
    ...text(file).matchAll(
      /^(?:import|export)\b[^'"=;]*?\bfrom\s*['"]([^'"]+)['"]|^import ['"]([^'"]+)['"]|\bimport\(['"]([^'"]+)['"]\)/gm,
    ),
  ];
  return found.map(m => m[1] ?? m[2] ?? m[3]!).map(s => (s.startsWith('.') ? path.posix.join(path.posix.dirname(file), s) : s));
}

const room = (file: string) => (file.startsWith('server/core/') ? 'core' : file.split('/')[0]!);

describe('rooms', () => {
  test('the core imports the core only', () => {
    for (const file of code.filter(f => room(f) === 'core'))
      for (const s of imports(file)) assert.ok(s.startsWith('server/core/'), `${file} imports ${s}`);
  });
  test('the server imports no client and no panel, and not the editor', () => {
    for (const file of code.filter(f => room(f) === 'server'))
      for (const s of imports(file)) assert.ok(!/^(client|media)\/|^vscode$/.test(s), `${file} imports ${s}`);
  });
  test('client and panel see nothing of the server but its protocol', () => {
    for (const file of code.filter(f => room(f) === 'client' || room(f) === 'media'))
      for (const s of imports(file)) assert.ok(!s.startsWith('server/') || s === 'server/protocol', `${file} imports ${s}`);
  });
  test('only the client imports the editor', () => {
    for (const file of code.filter(f => !f.startsWith('client/') && !f.startsWith('test/vscode/')))
      assert.ok(!imports(file).includes('vscode'), `${file} imports vscode`);
  });
  test('the protocol holds types and constants only', () => {
    assert.doesNotMatch(text('server/protocol.ts'), /\bfunction\b|=>/);
  });
  test('no file of the product grows beyond 400 lines', () => {
    for (const file of code.filter(f => !f.startsWith('test/'))) assert.ok(text(file).split('\n').length <= 401, `${file} wants splitting`);
  });
});

describe('lists', () => {
  const files = (folder: string) => readdirSync(folder).filter(f => f.endsWith('.ts'));
  test('every verifier is listed, under one id', () => {
    const written = files('server/core/verifiers').filter(f => /: Verifier = \{/.test(text(`server/core/verifiers/${f}`)));
    assert.equal(verifiers.length, written.length);
    assert.equal(new Set(verifiers.map(v => v.id)).size, verifiers.length);
  });
  test('every format is listed, under one id', () => {
    const written = files('server/core/formats').filter(f => /: Format = \{/.test(text(`server/core/formats/${f}`)));
    assert.equal(formats.length, written.length);
    assert.equal(new Set(formats.map(f => f.id)).size, formats.length);
  });
  test('every default stands in the settings table', () => {
    const flat = Object.entries(defaults).flatMap(([k, v]) =>
      settingsTable.some(row => row.key === k) ? [k] : Object.keys(v as object).map(inner => `${k}.${inner}`),
    );
    assert.deepEqual([...flat].sort(), settingsTable.map(r => r.key).sort());
  });
  test('every command of the manifest is in the table of commands, and the other way round', () => {
    const declared = manifest.contributes.commands.map((c: { command: string }) => c.command).sort();
    const table = [...text('client/commands.ts').matchAll(/'(hence\.[a-zA-Z]+)':/g)].map(m => m[1]).sort();
    assert.deepEqual(table, declared);
    for (const c of manifest.contributes.commands) assert.equal(c.category, 'Hence', c.command);
  });
  test('where text and keys go is for the machine to say, and never for a folder nobody trusts', () => {
    const machine = settingsTable.filter(row => row.schema.scope === 'machine').map(row => `hence.${row.key}`);
    for (const key of ['critic.url', 'critic.model', 'critic.server', 'prm.url', 'prm.model', 'models.keyVariable'])
      assert.ok(machine.includes(`hence.${key}`), key);
    const restricted: string[] = manifest.capabilities.untrustedWorkspaces.restrictedConfigurations;
    for (const { key } of settingsTable.filter(row => /^(critic|prm|models)\./.test(row.key)))
      assert.ok(restricted.includes(`hence.${key}`), key);
  });
  test('generated parts are up to date', () => {
    execFileSync(process.execPath, ['scripts/generate.mjs', '--check'], { stdio: 'pipe' });
  });
  test('every code that a diagnostic links to has a heading in docs/verdicts.md', () => {
    const headings = new Set([...text('docs/verdicts.md').matchAll(/^### (.+)$/gm)].map(m => m[1]));
    for (const id of [
      ...verifiers.map(v => v.id),
      'inherited',
      'reward',
      'prm',
      ...criticMethods,
      'bad-record',
      'unclosed-math',
      'not-text',
      'too-large',
    ])
      assert.ok(headings.has(id), id);
  });
});

describe('dependencies', () => {
  const all = { ...manifest.dependencies, ...manifest.devDependencies } as Record<string, string>;
  test('are pinned exactly', () => {
    for (const [name, version] of Object.entries(all)) assert.match(version, /^\d+\.\d+\.\d+(-[a-z]+\.\d+)?$/, name);
  });
  test('each earn a line in ARCHITECTURE.md', () => {
    for (const name of Object.keys(all)) assert.ok(text('ARCHITECTURE.md').includes(`\`${name}\``), name);
  });
  test('types of the editor are those of the oldest editor supported', () => {
    assert.equal(`^${manifest.devDependencies['@types/vscode']}`, manifest.engines.vscode);
  });
});

describe('the kernel', () => {
  test('stays below 200 kB when it is bundled and minified', () => {
    const files = tracked.filter(f => /^server\/core\/math\/[^/]+\.ts$/.test(f));
    assert.ok(files.length > 40);
    const entry = files.map((f, i) => `export * as m${i} from './${f.replace(/\.ts$/, '')}';`).join('\n');
    const bundle = execFileSync('node_modules/.bin/esbuild', ['--bundle', '--minify', '--format=esm', '--loader=ts'], { input: entry });
    assert.ok(bundle.length < 200_000, `${bundle.length} bytes`);
  });
});

describe('the project', () => {
  test('names its version in the changelog', () => {
    assert.match(text('CHANGELOG.md'), new RegExp(`^## ${manifest.version.replace(/\./g, '\\.')}`, 'm'));
  });
  test('speaks of itself alone: no registry, no path of a machine', () => {
    const said = /registry\.npm|deb\.debian|artifactory|\/root\/|\/home\/[a-z]+\/|\/work\//;
    for (const file of tracked.filter(f => !/\.(png|woff2)$/.test(f) && f !== 'test/tidy/tidy.test.ts'))
      assert.doesNotMatch(text(file), said, file);
  });
  test('links in its documents lead somewhere', () => {
    for (const file of tracked.filter(f => f.endsWith('.md') && !f.startsWith('test/'))) {
      for (const m of text(file).matchAll(/\]\((?!https?:|#|command:)([^)#\s]+)(?:#[^)]*)?\)/g)) {
        assert.ok(existsSync(path.join(path.dirname(file), m[1]!)), `${file} links to ${m[1]}`);
      }
    }
  });
});
