// A real VS Code (server, workbench, extension host) from an install made by scripts/install-vscode.sh,
// and a headless Chromium showing it. Nothing leaves the machine.
import { spawn, spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** The Node binary and the server's entry of an installed copy. */
export function locate(dir) {
  const modules = path.join(path.resolve(dir), 'node_modules');
  const own = existsSync(modules) && readdirSync(modules).find(name => /^node-(linux|darwin)-/.test(name));
  const node = own ? path.join(modules, own, 'bin/node') : process.execPath;
  const server = path.join(modules, 'code-server/lib/vscode/out/server-main.js');
  if (!existsSync(server)) throw new Error(`no VS Code in ${dir}: run scripts/install-vscode.sh ${dir} first`);
  return { node, server };
}

const quiet = {
  // Application-scoped, hence in the user's settings and nowhere else.
  'security.workspace.trust.enabled': false,
  'telemetry.telemetryLevel': 'off',
  'update.mode': 'none',
  'extensions.autoUpdate': false,
  'extensions.autoCheckUpdates': false,
  'extensions.ignoreRecommendations': true,
  'workbench.startupEditor': 'none',
  'workbench.tips.enabled': false,
  'workbench.enableExperiments': false,
  'workbench.reduceMotion': 'on',
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'chat.disableAIFeatures': true,
  'git.enabled': false,
  'editor.cursorBlinking': 'solid',
  'files.hotExit': 'off',
  // In a browser VS Code saves by itself unless told otherwise.
  'files.autoSave': 'off',
};

function cleanEnvironment(extra = {}) {
  // An empty gallery turns the marketplace off.
  const env = { ...process.env, EXTENSIONS_GALLERY: '{}', ...extra };
  for (const name of Object.keys(env)) if (/^(VSCODE_|ELECTRON_|CODE_SERVER_)/.test(name)) delete env[name];
  return env;
}

function installVsix(dir, vsix, extensionsDir, dataDir) {
  const { node, server } = locate(dir);
  const args = [server, '--install-extension', path.resolve(vsix), '--force', '--extensions-dir', extensionsDir];
  args.push('--server-data-dir', dataDir, '--accept-server-license-terms');
  const run = spawnSync(node, args, { encoding: 'utf8', env: cleanEnvironment() });
  if (run.status !== 0) throw new Error(`--install-extension failed: ${run.stdout}${run.stderr}`);
}

/** Starts a server on a free loopback port with a data folder of its own, which `stop` removes. */
export async function startServer(dir, { settings = {}, env = () => ({}), args = [], vsix = [], extensions = [], log = () => {} } = {}) {
  const { node, server } = locate(dir);
  const dataDir = mkdtempSync(path.join(tmpdir(), 'vsc-'));
  const extensionsDir = path.join(dataDir, 'extensions');
  for (const name of ['data/User', 'extensions', 'tmp']) mkdirSync(path.join(dataDir, name), { recursive: true });
  writeFileSync(path.join(dataDir, 'data/User/settings.json'), JSON.stringify({ ...quiet, ...settings }, null, 2));
  // An unpacked extension is installed by standing there.
  for (const folder of extensions) cpSync(folder, path.join(extensionsDir, path.basename(folder)), { recursive: true });
  for (const file of vsix) installVsix(dir, file, extensionsDir, dataDir);
  const flags = ['--host', '127.0.0.1', '--port', '0', '--without-connection-token', '--accept-server-license-terms'];
  flags.push('--server-data-dir', dataDir, '--extensions-dir', extensionsDir, '--telemetry-level', 'off', '--disable-update-check');
  // Without this a built VS Code ignores extensionDevelopmentPath and extensionTestsPath in the address.
  flags.push('--enable-smoke-test-driver', ...args);
  const child = spawn(node, [server, ...flags], {
    env: cleanEnvironment({ TMPDIR: path.join(dataDir, 'tmp'), ...env(dataDir) }),
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  });
  const kill = signal => {
    try {
      process.kill(-child.pid, signal);
    } catch {
      // It has ended already.
    }
  };
  const onExit = () => kill('SIGKILL');
  process.once('exit', onExit);
  const ended = new Promise(resolve => child.once('exit', resolve));
  const stop = async () => {
    kill('SIGTERM');
    const late = setTimeout(() => kill('SIGKILL'), 3000);
    await ended;
    clearTimeout(late);
    kill('SIGKILL');
    process.off('exit', onExit);
    rmSync(dataDir, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
  };
  try {
    const port = await new Promise((resolve, reject) => {
      let output = '';
      const onData = data => {
        output += data;
        log(String(data));
        const match = /Web UI available at http:\/\/[^:]+:(\d+)/.exec(output);
        if (match) resolve(match[1]);
      };
      child.stdout.on('data', onData);
      child.stderr.on('data', onData);
      child.once('exit', (code, signal) => reject(new Error(`the VS Code server ended (${code ?? signal})\n${output}`)));
      child.once('error', reject);
      setTimeout(() => reject(new Error(`the VS Code server was not up after 60 s\n${output}`)), 60_000).unref();
    });
    return { url: `http://127.0.0.1:${port}/`, dataDir, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** The workbench's address; paths are paths on the server. */
export function workbenchUrl(base, { folder, file, extension, tests } = {}) {
  const url = new URL(base);
  const remote = place => `vscode-remote://${url.host}${path.resolve(place)}`;
  if (folder) url.searchParams.set('folder', path.resolve(folder));
  else url.searchParams.set('ew', 'true');
  const payload = [
    ['skipWelcome', 'true'],
    ['skipReleaseNotes', 'true'],
  ];
  if (file) payload.push(['openFile', remote(file)]);
  if (extension) payload.push(['extensionDevelopmentPath', remote(extension)]);
  if (tests) payload.push(['extensionTestsPath', remote(tests)]);
  url.searchParams.set('payload', JSON.stringify(payload));
  return url.href;
}

export function chromiumPath() {
  return process.env.CHROMIUM ?? ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(existsSync);
}

/** Headless Chromium to which every name but 127.0.0.1 is unknown. */
export async function launchChromium(args = []) {
  const { chromium } = await import('playwright-core');
  const flags = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking'];
  flags.push('--disable-component-update', '--disable-sync', '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1', ...args);
  return chromium.launch({ executablePath: chromiumPath(), headless: true, args: flags });
}
