// The pictures of data sets: the view after Verify Dataset, one record, and the dashboard.
import { copyFileSync, existsSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import { root } from './setup.mjs';

const data = path.join(root, '../shared/data');
const names = { 'processbench_math.jsonl': 'math.jsonl', 'processbench_gsm8k.jsonl': 'gsm8k.jsonl' };

/** Puts labelled sets of ProcessBench (Apache-2.0) into the folder; false where they are not there. */
export function placeSets(folder) {
  if (!Object.keys(names).every(name => existsSync(path.join(data, name)))) return false;
  mkdirSync(path.join(folder, 'labelled'), { recursive: true });
  for (const [name, as] of Object.entries(names)) copyFileSync(path.join(data, name), path.join(folder, 'labelled', as));
  return true;
}

export async function shootSets(bench, shot) {
  const { page } = bench;
  const row = text => page.locator('.explorer-folders-view .monaco-list-row', { hasText: text }).first();
  await row('labelled').click();
  await row('gsm8k.jsonl').waitFor();
  await row('gsm8k.jsonl').click({ button: 'right' });
  // A click right after the menu has opened is taken for the one that opened it.
  await page.locator('.monaco-menu .action-item', { hasText: 'Open Dataset' }).hover();
  await page.keyboard.press('Enter');
  await bench.webview().locator('.record .node').first().waitFor();
  await bench.webview().getByRole('button', { name: 'Verify All' }).click();
  await bench.webview().getByRole('button', { name: 'Verify Again' }).waitFor();
  await bench.widen(520);
  await bench.webview().getByLabel('Verdict').selectOption('root');
  await bench.webview().getByRole('button', { name: 'Find Next' }).click();
  await bench.webview().locator('.node.fails').first().waitFor();
  await bench.webview().locator('.node.fails').first().scrollIntoViewIfNeeded();
  await page.locator('.notification-toast').waitFor({ state: 'hidden' });
  await bench.away();
  await shot('dataset');
  await bench.command('Hence: Open Dashboard');
  await bench.webview().locator('.bars').waitFor();
  await bench.away();
  await shot('dashboard');
  await bench.command('View: Close Editor');
  // Keys go to the page with the focus, and that is the data set now.
  await page.locator('.sidebar .composite.title').click();
  await bench.command('Hence: Clear Results');
  await bench.command('View: Show Explorer');
  await row('museum.md').waitFor();
  await bench.widen(345);
}
