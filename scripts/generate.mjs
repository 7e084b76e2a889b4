// Writes the configuration block of package.json from the settings table, so that the two cannot differ.
//   node scripts/generate.mjs [--check]     --check writes nothing and fails where they differ
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import * as esbuild from 'esbuild';

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const manifest = path.join(root, 'package.json');

/** `configurationProperties()` of server/core/settings.ts, compiled on the fly. */
async function properties() {
  const built = await esbuild.build({
    entryPoints: [path.join(root, 'server/core/settings.ts')],
    bundle: true,
    format: 'esm',
    write: false,
    logLevel: 'error',
  });
  const module = await import(`data:text/javascript;base64,${Buffer.from(built.outputFiles[0].contents).toString('base64')}`);
  return module.configurationProperties();
}

const before = readFileSync(manifest, 'utf8');
const json = JSON.parse(before);
json.contributes.configuration = { title: 'Hence', properties: await properties() };
const after = `${JSON.stringify(json, null, 2)}\n`;
if (process.argv.includes('--check')) {
  if (JSON.stringify(JSON.parse(before).contributes.configuration) !== JSON.stringify(json.contributes.configuration)) {
    console.error('package.json: the configuration block differs from server/core/settings.ts; run node scripts/generate.mjs');
    process.exit(1);
  }
} else if (after !== before) writeFileSync(manifest, after);
