// npm start: installs, builds, shows the command line at work, and opens an editor on the examples.
//   --once, HENCE_START_ONCE=1     open the editor's server, see that it answers, and end
//   --browser                      VS Code in the browser even where a desktop VS Code is installed
import { spawn, spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { Failure, note, root, run, setup, which } from './setup.mjs';
import { folderOf, install, isInstalled, newest, registryHost } from './vscode.mjs';

const { values: options } = parseArgs({ options: { once: { type: 'boolean' }, browser: { type: 'boolean' } } });
const once = options.once || process.env.HENCE_START_ONCE === '1';
const examples = path.join(root, 'examples');

try {
  await setup();
  note('building');
  await run(process.execPath, ['esbuild.mjs']);
  showFindings();
  const desktop = which('code', 'code.cmd');
  if (desktop && !options.browser && !once) openDesktop(desktop);
  else await openBrowser();
} catch (error) {
  if (!(error instanceof Failure)) throw error;
  console.error(error.message);
  process.exit(1);
}

/** What the command line says about the examples. Findings are the point, so its exit code 1 is none. */
function showFindings() {
  console.log('\n$ hence check examples\n');
  const { status, error } = spawnSync(process.execPath, ['dist/cli.js', 'check', 'examples'], { cwd: root, stdio: 'inherit' });
  if (error || (status !== 0 && status !== 1 && status !== 3)) throw new Failure(`the command line failed (${error?.message ?? status})`);
  console.log('');
}

/** A solution with a mistake in it, to land on. */
function landing() {
  const names = readdirSync(examples);
  const name =
    ['grade-school.md', 'lost-root.md', 'competition.md'].find(wanted => names.includes(wanted)) ?? names.find(n => n.endsWith('.md'));
  return path.join(examples, name);
}

function openDesktop(code) {
  const args = [`--extensionDevelopmentPath=${root}`, '--new-window', examples, landing()];
  spawn(code, args, { detached: true, stdio: 'ignore', shell: process.platform === 'win32' }).unref();
  note('VS Code is opening with Hence and the examples');
}

async function openBrowser() {
  if (!registryHost)
    throw new Failure(
      'The command "code" is not on PATH. In VS Code choose "Shell Command: Install \'code\' command in PATH", then npm start again.',
    );
  if (!isInstalled(newest)) note(`installing VS Code ${newest} into .vscode-test (once, about 40 s)`);
  await install(newest, text => process.env.VERBOSE && process.stderr.write(text));
  const { startServer, workbenchUrl } = await import('../test/vscode/host.mjs');
  // A copy: what a visitor tries out does not change the project.
  const folder = path.join(mkdtempSync(path.join(tmpdir(), 'hence-')), 'examples');
  cpSync(examples, folder, { recursive: true });
  const server = await startServer(folderOf(newest), { settings: { 'workbench.colorTheme': 'Default Dark Modern' } });
  const url = workbenchUrl(server.url, { folder, file: path.join(folder, path.basename(landing())), extension: root });
  const stop = async () => {
    await server.stop();
    rmSync(path.dirname(folder), { recursive: true, force: true });
  };
  console.log(`\nHence in VS Code ${newest}:\n\n  ${url}\n`);
  if (once) {
    const answer = await fetch(url);
    await answer.arrayBuffer();
    await stop();
    if (answer.status !== 200 || !existsSync(path.join(root, 'dist/extension.js')))
      throw new Failure(`the editor answered ${answer.status}`);
    note('it answers');
    return;
  }
  console.log('Open the address in a browser on this machine. Ctrl-C ends it.');
  for (const signal of ['SIGINT', 'SIGTERM'])
    process.once(signal, () => {
      stop().then(() => process.exit(0));
    });
}
