// The editors the extension is tried in: the oldest version it supports and the newest, from the package registry alone.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));

/** VS Code version → the code-server release that carries it, and the Node it runs on. */
export const versions = {
  '1.139.1': { codeServer: '4.139.1', node: '24.21.0' },
  '1.100.3': { codeServer: '4.100.3', node: '20.20.0' },
};
export const newest = '1.139.1';

/** Where the recipe works; elsewhere the suites run in a downloaded desktop VS Code. */
export const registryHost = process.platform === 'linux' && ['x64', 'arm64'].includes(process.arch);

export function folderOf(version) {
  return path.join(root, '.vscode-test', version);
}

/** Installs one version unless it is there; resolves when it can be run. `log` receives the installer's lines. */
export function install(version, log = text => process.stdout.write(text)) {
  const known = versions[version];
  if (!known) return Promise.reject(new Error(`VS Code ${version} is not one of ${Object.keys(versions).join(', ')}`));
  const env = { ...process.env, CODE_SERVER: known.codeServer, NODE: known.node };
  return new Promise((resolve, reject) => {
    const child = spawn('sh', [path.join(root, 'scripts/install-vscode.sh'), folderOf(version)], {
      env,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    child.stdout.on('data', data => log(String(data)));
    child.stderr.on('data', data => log(String(data)));
    child.once('error', reject);
    child.once('close', code => (code === 0 ? resolve() : reject(new Error(`VS Code ${version} could not be installed (exit ${code})`))));
  });
}

export function isInstalled(version) {
  return existsSync(path.join(folderOf(version), '.stamp'));
}
