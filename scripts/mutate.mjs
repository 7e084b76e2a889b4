// npm run mutate [-- --data DIR --n 300 --seed 1 --json --list KIND --miss caught|exact|named|overlap|restored]: injects slips
// into right solutions and tells how many are caught, located, named and mended.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { setup } from './setup.mjs';

await setup();
const esbuild = await import('esbuild');
await esbuild.build({
  entryPoints: ['scripts/mutate.ts'],
  bundle: true,
  platform: 'node',
  format: 'cjs',
  target: 'node20',
  outfile: 'out/mutate.cjs',
  logLevel: 'warning',
});
if (existsSync('out/mutate.cjs'))
  process.exit(spawnSync(process.execPath, ['out/mutate.cjs', ...process.argv.slice(2)], { stdio: 'inherit' }).status ?? 1);
