// Writes what is derived from the code: the configuration block of package.json from the settings table, and the
// verifiers' section of docs/verdicts.md from their own examples.
//   node scripts/generate.mjs [--check]     --check writes nothing and fails where they differ
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import * as esbuild from 'esbuild';

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));

/** The core, compiled on the fly. */
async function core() {
  const built = await esbuild.build({
    entryPoints: [path.join(root, 'server/core/index.ts')],
    bundle: true,
    format: 'esm',
    write: false,
    logLevel: 'error',
  });
  return import(`data:text/javascript;base64,${Buffer.from(built.outputFiles[0].contents).toString('base64')}`);
}

function manifest(before, { configurationProperties }) {
  const json = JSON.parse(before);
  json.contributes.configuration = { title: 'Hence', properties: configurationProperties() };
  return `${JSON.stringify(json, null, 2)}\n`;
}

function verdicts(before, { verifiers }) {
  const pages = verifiers.map(v => `### ${v.id}\n\n${v.about}\n\n${v.examples.map(e => `\`\`\`text\n${e}\n\`\`\``).join('\n\n')}\n`);
  const [start, end] = ['<!-- generated: verifiers -->', '<!-- end -->'];
  const from = before.indexOf(start) + start.length;
  const to = before.indexOf(end);
  if (from < start.length || to < from) throw new Error('docs/verdicts.md: the markers of the generated part are gone');
  return `${before.slice(0, from)}\n\n${pages.join('\n')}\n${before.slice(to)}`;
}

const module = await core();
const stale = [];
for (const [file, write] of [
  ['package.json', manifest],
  ['docs/verdicts.md', verdicts],
]) {
  const where = path.join(root, file);
  const before = readFileSync(where, 'utf8');
  const after = write(before, module);
  if (after === before) continue;
  stale.push(file);
  if (!process.argv.includes('--check')) writeFileSync(where, after);
}
if (stale.length && process.argv.includes('--check')) {
  console.error(`${stale.join(', ')}: the generated part differs from the code; run node scripts/generate.mjs`);
  process.exit(1);
}
