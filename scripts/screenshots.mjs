// Takes the pictures of docs/images in a real VS Code with the packaged extension.
//   node scripts/screenshots.mjs [--only dark,light] [--sets | --fixes] [--out docs/images]
// --sets takes those of data sets alone, from the labelled solutions in ../shared/data; --fixes those of quick fixes.
import { cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { openWorkbench } from '../test/vscode/workbench.mjs';
import { shootFixes } from './screenshots-fixes.mjs';
import { placeSets, shootSets } from './screenshots-sets.mjs';
import { root, run, setup } from './setup.mjs';
import { folderOf, install, newest } from './vscode.mjs';

const { values: options } = parseArgs({
  options: {
    only: { type: 'string' },
    sets: { type: 'boolean' },
    fixes: { type: 'boolean' },
    out: { type: 'string', default: path.join(root, 'docs/images') },
  },
});
const themes = { dark: 'Default Dark Modern', light: 'Default Light Modern' };
await setup();
await install(newest);
const temporary = mkdtempSync(path.join(tmpdir(), 'hence-shots-'));
const vsix = path.join(temporary, 'hence.vsix');
await run(process.execPath, ['scripts/package.mjs', '--output', vsix]);
mkdirSync(options.out, { recursive: true });
try {
  for (const theme of options.only?.split(',') ?? Object.keys(themes)) await shoot(theme);
} finally {
  rmSync(temporary, { recursive: true, force: true });
}

async function shoot(theme) {
  const folder = path.join(temporary, theme, 'solutions');
  cpSync(path.join(root, 'examples'), folder, { recursive: true });
  cpSync(path.join(root, 'docs/walkthrough/sample.md'), path.join(folder, 'museum.md'));
  const sets = placeSets(folder);
  const bench = await openWorkbench(folderOf(newest), {
    vsix: [vsix],
    folder,
    size: { width: 1280, height: 760 },
    scale: 1.5,
    settings: {
      'workbench.colorTheme': themes[theme],
      'editor.fontSize': 15,
      'editor.wordWrap': 'on',
      'editor.lineNumbersMinChars': 3,
      'workbench.layoutControl.enabled': false,
      'window.commandCenter': false,
      'breadcrumbs.enabled': false,
      'editor.stickyScroll.enabled': false,
      'editor.renderLineHighlight': 'none',
    },
  });
  const { page } = bench;
  const shot = async name => {
    await page.evaluate(() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done))));
    await page.screenshot({ path: path.join(options.out, `${name}-${theme}.png`) });
    console.log(`${name}-${theme}.png`);
  };
  try {
    if (sets && !options.fixes) await shootSets(bench, shot);
    else if (!sets) console.log('no pictures of data sets: ../shared/data is not there');
    if (options.sets) return;
    await bench.openFile('museum.md');
    await bench.squiggle().waitFor();
    await page.locator('.codelens-decoration', { hasText: 'Reasoning tree' }).first().waitFor();
    if (!options.fixes) await shot('squiggle');

    if (theme === 'light' || options.fixes) await shootFixes(bench, shot);
    if (options.fixes) return;

    const hover = await bench.hover(bench.squiggle(), 'hence');
    await hover.locator('img').first().waitFor();
    await shot('hover');
    await bench.away();
    await page.keyboard.press('Escape');

    if (theme === 'dark') {
      await page.keyboard.press('Control+Shift+M');
      await page.locator('.markers-panel .monaco-list-row').first().waitFor();
      await shot('problems');
      await page.keyboard.press('Control+Shift+M');
      await bench.palette('Hence: ');
      await shot('palette');
      await page.keyboard.press('Escape');
    }

    await page.locator('.monaco-editor .view-line').nth(2).click();
    await bench.command('Hence: Open Reasoning Tree');
    await bench.webview().locator('[role="treeitem"]').nth(3).waitFor();
    await bench.webview().locator('.katex').first().waitFor();
    await shot('tree');

    if (theme === 'dark') {
      await page.locator('.tab', { hasText: 'Reasoning' }).click();
      await bench.command('View: Close Editor');
      await page.locator('.tab', { hasText: 'Reasoning' }).waitFor({ state: 'detached' });
      await bench.command('Hence: Verify All Solutions');
      const wrong = page.locator('.pane-body .monaco-list-row', { hasText: / wrong · / });
      await wrong.first().waitFor();
      await page.locator('.notification-toast').waitFor({ state: 'hidden' });
      await bench.widen(620);
      // Unfold one solution, and go to what is wrong with it.
      await page.locator('.pane-body .monaco-list-row', { hasText: 'Loaves of bread' }).click();
      await page.keyboard.press('ArrowRight');
      await page.locator('.tab.active', { hasText: 'grade-school.md' }).waitFor();
      // It unfolds at the foot of the list: what is in it comes into sight as it is walked through.
      await page.keyboard.press('ArrowDown');
      await page.keyboard.press('ArrowDown');
      await bench.away();
      await page.locator('.pane-body .monaco-list-row', { hasText: 'does not follow' }).first().waitFor();
      await page.locator('.sidebar .monaco-progress-container.active').waitFor({ state: 'detached' });
      await shot('verify-all');
    }
    if (bench.leaks.size) throw new Error(`requests left the machine: ${[...bench.leaks].join(' ')}`);
  } finally {
    await bench.close();
  }
}
