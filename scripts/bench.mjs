// npm run bench [-- --data DIR --json --only FILE,… --reasons --list alarm,missed,early,late --repairs]: accuracy and speed on labelled solutions.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { run, setup } from './setup.mjs';

await setup();
await run(process.execPath, ['esbuild.mjs']);
const esbuild = await import('esbuild');
// npm run bench -- --panel: how fast the panel is, in Chromium.
const panel = process.argv.includes('--panel');
await esbuild.build({
  entryPoints: [panel ? 'scripts/bench-panel.ts' : 'scripts/bench.ts'],
  ...(panel ? { packages: 'external' } : {}),
  bundle: true,
  platform: 'node',
  format: 'cjs',
  target: 'node20',
  outfile: 'out/bench.cjs',
  logLevel: 'warning',
});
if (existsSync('out/bench.cjs'))
  process.exit(spawnSync(process.execPath, ['out/bench.cjs', ...process.argv.slice(2)], { stdio: 'inherit' }).status ?? 1);
