// Brings a fresh clone to the point where everything can run. Node's own modules only: nothing is installed yet.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';

/** Installs the dependencies of package-lock.json, unless just those are there already. */
export async function setup() {
  const major = Number(process.versions.node.split('.')[0]);
  if (major < 20) throw new Error(`Node 20 or newer is needed; this is ${process.versions.node}`);
  if (isUpToDate()) return;
  note('installing dependencies (npm ci)');
  await run(npm, ['ci', '--no-audit', '--no-fund', '--loglevel=error']);
}

/** Whether node_modules holds what package-lock.json asks for: npm keeps the list of what it installed beside it. */
export function isUpToDate(folder = root) {
  const installed = packages(path.join(folder, 'node_modules/.package-lock.json'));
  const wanted = packages(path.join(folder, 'package-lock.json'));
  if (!installed || !wanted) return false;
  const same = ([name, { version, integrity }]) => wanted[name]?.version === version && wanted[name]?.integrity === integrity;
  const present = ([name, entry]) =>
    name === '' || entry.optional || entry.peer || (installed[name] && existsSync(path.join(folder, name)));
  return Object.entries(installed).every(same) && Object.entries(wanted).every(present);
}

function packages(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8')).packages;
  } catch {
    return undefined;
  }
}

/** Runs a command in the project's folder with its output shown; rejects where it fails. */
export function run(command, args, options = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd: root, stdio: 'inherit', shell: process.platform === 'win32', ...options });
    child.once('error', reject);
    child.once('close', (code, signal) =>
      code === 0 ? resolve() : reject(new Failure(`${[command, ...args].join(' ')} failed (${code ?? signal})`)),
    );
  });
}

/** Runs a JavaScript program of a dependency, such as tsc, without going through a shell. */
export function runBin(name, args) {
  const [owner, bin = owner] = name.split(':');
  const folder = path.join(root, 'node_modules', owner);
  const { bin: bins } = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8'));
  return run(process.execPath, [path.join(folder, typeof bins === 'string' ? bins : bins[bin]), ...args]);
}

/** What went wrong in words; its stack helps nobody. */
export class Failure extends Error {}

const started = Date.now();

export function note(text) {
  console.log(`\u2022 ${((Date.now() - started) / 1000).toFixed(0)} s  ${text}`);
}

/** The program's full path, or undefined. */
export function which(...names) {
  // Daemons stand where only the administrator looks.
  const folders = [...(process.env.PATH ?? '').split(path.delimiter), '/usr/sbin'];
  for (const name of names)
    for (const folder of folders) {
      const file = path.join(folder, name);
      if (existsSync(file)) return file;
    }
  return undefined;
}

/** Makes sure the programs are there: Debian packages are installed where that is possible, else the message says what is missing. */
export async function ensurePrograms(wanted) {
  const missing = wanted.filter(({ names }) => !which(...names));
  if (!missing.length) return;
  const list = missing.map(({ apt }) => apt);
  const root_ = process.getuid?.() === 0;
  const sudo = !root_ && which('sudo') && spawnSync('sudo', ['-n', 'true'], { stdio: 'ignore' }).status === 0;
  if (which('apt-get') && (root_ || sudo)) {
    note(`installing ${list.join(', ')} (apt-get)`);
    const apt = args =>
      run(sudo ? 'sudo' : 'apt-get', [...(sudo ? ['apt-get'] : []), '-qq', '-o', 'DPkg::Lock::Timeout=300', ...args], quietApt);
    await apt(['update']);
    await apt(['install', '-y', '--no-install-recommends', ...list]);
  }
  const still = missing.filter(({ names }) => !which(...names));
  if (still.length) throw new Failure(`needed and not found on PATH: ${still.map(({ names, why }) => `${names[0]} (${why})`).join(', ')}`);
}

const quietApt = { env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }, stdio: ['ignore', 'ignore', 'inherit'] };

if (process.argv[1] === fileURLToPath(import.meta.url)) await setup();
