// The packaged extension as a person meets it, in a real workbench: squiggle, hover, quick fix, Problems, tree, view, palette.
//   node test/vscode/smoke.mjs --vsix hence.vsix [--version 1.139.1]      the package, installed
//   node test/vscode/smoke.mjs --web [--version 1.139.1]                 the web edition, loaded from dist/
// exit: 0 everything was seen, 1 something was not (a screenshot is kept)
import { cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { folderOf, newest, root } from '../../scripts/vscode.mjs';
import { openWorkbench } from './workbench.mjs';

const { values: options } = parseArgs({
  options: { version: { type: 'string', default: newest }, vsix: { type: 'string' }, web: { type: 'boolean' } },
});
const folder = mkdtempSync(path.join(tmpdir(), 'hence-ws-'));
cpSync(path.join(root, 'test/vscode/workspace'), folder, { recursive: true });
const source = options.vsix ? { vsix: [options.vsix] } : { web: root };
const bench = await openWorkbench(folderOf(options.version), { ...source, folder });
const { page } = bench;
let seen = 0;
const see = async (what, action) => {
  try {
    await action();
    seen++;
    console.log(`ok ${what}`);
  } catch (error) {
    throw new Error(`not seen: ${what}\n${error}`);
  }
};

try {
  await see('a squiggle under the wrong step', async () => {
    await bench.openFile('wrong.md');
    await bench.squiggle().waitFor();
  });
  // The lens pushes the lines down, so the mouse comes after it.
  await see('the lens above the solution', () => page.locator('.codelens-decoration', { hasText: 'Reasoning tree' }).first().waitFor());
  await see('a hover with both sides', async () => {
    const hover = await bench.hover(bench.squiggle(), '17');
    await hover.filter({ hasText: '18' }).waitFor();
    await bench.away();
  });
  await see('the finding in Problems', async () => {
    await page.keyboard.press('Control+Shift+M');
    await page.locator('.markers-panel .monaco-list-row', { hasText: '18' }).first().waitFor();
    await page.keyboard.press('Control+Shift+M');
  });
  await see('the commands in the palette', async () => {
    await bench.palette('Hence: Verify All Solutions');
    await page.keyboard.press('Escape');
  });
  const view = bench.webview();
  const nodes = view.locator('[role="treeitem"]');
  await see('the reasoning tree with its nodes', async () => {
    await bench.command('Hence: Open Reasoning Tree');
    await nodes.nth(3).waitFor();
  });
  await see('the line that a node leads to', async () => {
    const line = number => page.waitForFunction(isSelected, number);
    await nodes.filter({ hasText: 'follows from a wrong step' }).last().click();
    await line(11);
    // The finding before: the keys still belong to the tree.
    await page.keyboard.press('p');
    await page.keyboard.press('r');
    await line(9);
  });
  await see('the node that the caret is in', async () => {
    await page.locator('.view-line', { hasText: 'The bags hold' }).click();
    await view.locator('[role="treeitem"][aria-selected="true"]', { hasText: 'The bags hold' }).waitFor();
  });
  await see('the tree again after a reload of the window', async () => {
    const reload = async () => {
      const reloaded = page.waitForEvent('domcontentloaded');
      await bench.command('Developer: Reload Window');
      await reloaded;
      await nodes.nth(3).waitFor({ timeout: 20_000 });
    };
    // In a browser VS Code 1.100 now and then waits for the service worker of a second webview for ever.
    await reload().catch(reload).catch(reload);
  });
  await see('the correction, applied from the tree', async () => {
    await view.locator('button', { hasText: 'Apply' }).first().click();
    await view.locator('body', { hasText: 'No error found' }).waitFor();
    await bench.squiggle().waitFor({ state: 'detached' });
  });
  await see('every solution of the folder in the Hence view', async () => {
    await bench.command('Hence: Verify All Solutions');
    const rows = page.locator('.pane-body .monaco-list-row');
    await rows.filter({ hasText: 'outputs.jsonl' }).waitFor();
    await rows.filter({ hasText: 'Step 1 wrong' }).first().waitFor();
  });
  if (bench.leaks.size) throw new Error(`requests left the machine: ${[...bench.leaks].join(' ')}`);
  console.log(`VS Code ${options.version}: ${seen} things seen`);
} catch (error) {
  console.error(String(error));
  process.exitCode = 1;
  const kept = path.join(root, '.vscode-test/artifacts');
  mkdirSync(kept, { recursive: true });
  const name = path.join(kept, `smoke-${options.version}-${options.web ? 'web' : 'vsix'}.png`);
  await page.screenshot({ path: name }).catch(() => {});
  console.error(`a screenshot is in ${path.relative(root, name)}`);
} finally {
  await bench.close();
  rmSync(folder, { recursive: true, force: true });
}

/** Whether the selection in the editor starts in this line; runs in the page. */
function isSelected(number) {
  const top = element => element?.getBoundingClientRect().top ?? Number.NaN;
  const line = [...document.querySelectorAll('.line-numbers')].find(({ textContent }) => textContent.trim() === String(number));
  return Math.abs(top(document.querySelector('.selected-text')) - top(line)) < 4;
}
