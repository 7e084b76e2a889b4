// Runs a mocha suite inside the extension host of a real VS Code.
//   node test/vscode/run.mjs [--version 1.139.1] [--suite main|restricted|models] [--verbose]
// exit: 0 all passed, 1 a test failed, 2 the host broke or timed out (a screenshot and VS Code's logs are kept)
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { folderOf, newest, registryHost, root } from '../../scripts/vscode.mjs';
import { launchChromium, startServer, workbenchUrl } from './host.mjs';

const { values: options } = parseArgs({
  options: {
    version: { type: 'string', default: newest },
    suite: { type: 'string', default: 'main' },
    timeout: { type: 'string', default: '240' },
    verbose: { type: 'boolean', default: Boolean(process.env.VERBOSE) },
  },
});
const provider = path.join(root, 'test/vscode/provider');
const tests = path.join(root, 'out/test/vscode/suite/index.js');
// Tests write into the workspace, so they get one of their own.
const workspace = mkdtempSync(path.join(tmpdir(), 'hence-ws-'));
cpSync(path.join(root, 'test/vscode/workspace'), workspace, { recursive: true });
process.once('exit', () => rmSync(workspace, { recursive: true, force: true }));
process.exit(await (registryHost ? inBrowser() : onDesktop()));

async function inBrowser() {
  const artifacts = path.join(root, '.vscode-test/artifacts', `${options.version}-${options.suite}`);
  rmSync(artifacts, { recursive: true, force: true });
  const restricted = options.suite === 'restricted';
  const withModels = options.suite === 'models';
  const trust = { 'security.workspace.trust.enabled': true, 'security.workspace.trust.startupPrompt': 'never' };
  const server = await startServer(folderOf(options.version), {
    settings: restricted ? trust : withModels ? { 'chat.disableAIFeatures': false } : {},
    extensions: withModels ? [provider] : [],
    env: dir => ({ MOCHA_LOG: path.join(dir, 'mocha.txt'), MOCHA_RESULT: path.join(dir, 'mocha.json'), HENCE_SUITE: options.suite }),
    log: text => options.verbose && process.stderr.write(text),
  });
  const log = path.join(server.dataDir, 'mocha.txt');
  const browser = await launchChromium();
  const console_ = [];
  let code = 2;
  let page;
  try {
    page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
    await page.exposeFunction('codeAutomationLog', (type, args) => console_.push(`${type}: ${args.join(' ')}`));
    const finished = new Promise((resolve, reject) => {
      page.exposeFunction('codeAutomationExit', resolve).catch(reject);
      page.once('crash', () => reject(new Error('the workbench page crashed')));
      setTimeout(() => reject(new Error(`no result after ${options.timeout} s`)), Number(options.timeout) * 1000).unref();
    });
    await page.goto(workbenchUrl(server.url, { folder: workspace, extension: root, tests }));
    const exit = await finished;
    // A killed extension host also reports 0: a pass is believed only with the suite's own word for it.
    const file = path.join(server.dataDir, 'mocha.json');
    if (!existsSync(file)) throw new Error(`the extension host ended (code ${exit}) before the suite did`);
    const { total, failures } = JSON.parse(readFileSync(file, 'utf8'));
    code = exit === 0 && failures === 0 && total > 0 ? 0 : 1;
    console.log(`VS Code ${options.version}, ${options.suite}: ${total - failures} of ${total} passed`);
  } catch (error) {
    console.error(String(error));
  }
  if (existsSync(log)) process.stdout.write(readFileSync(log, 'utf8'));
  if (code !== 0) {
    mkdirSync(artifacts, { recursive: true });
    await page?.screenshot({ path: path.join(artifacts, 'workbench.png') }).catch(() => {});
    const logs = path.join(server.dataDir, 'data/logs');
    if (existsSync(logs)) cpSync(logs, path.join(artifacts, 'logs'), { recursive: true });
    if (!existsSync(log)) console.error(console_.slice(-40).join('\n'));
    console.error(`a screenshot and VS Code's logs are in ${path.relative(root, artifacts)}`);
  }
  await browser.close().catch(() => {});
  await server.stop();
  return code;
}

/** Where the registry's VS Code does not run: the same suite in a downloaded desktop VS Code. */
async function onDesktop() {
  const { runTests } = await import('@vscode/test-electron');
  const trust = options.suite === 'restricted' ? [] : ['--disable-workspace-trust'];
  return runTests({
    version: options.version,
    extensionDevelopmentPath: options.suite === 'models' ? [root, provider] : root,
    extensionTestsPath: tests,
    extensionTestsEnv: { HENCE_SUITE: options.suite },
    launchArgs: [workspace, '--disable-extensions', '--skip-welcome', '--skip-release-notes', ...trust],
  }).catch(error => {
    console.error(error);
    return 2;
  });
}
