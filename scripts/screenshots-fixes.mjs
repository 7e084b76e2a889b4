// The pictures of quick fixes: the menu at a wrong step, and Correct and carry on as it is shown before it is done.

/** Of the document in front, whose first finding has a correction that can be carried on. */
export async function shootFixes(bench, shot) {
  const { page } = bench;
  await bench.command('Hence: Next Finding');
  await page.locator('.quick-input-widget').waitFor({ state: 'hidden' });
  await page.locator('.monaco-editor.focused .selected-text, .monaco-editor.focused .cursor').first().waitFor();
  await bench.command('Quick Fix...');
  const menu = page.locator('.action-widget');
  const carry = menu.locator('.monaco-list-row', { hasText: 'Correct and carry on' });
  await carry.waitFor();
  await bench.away();
  await shot('quick-fix');
  await carry.click();
  const preview = page.locator('.bulk-edit-panel, .refactor-preview, [id="workbench.panel.bulkEdit"]').first();
  await preview.locator('.monaco-list-row').nth(2).waitFor();
  await shot('carry-on');
  await page.locator('.monaco-button', { hasText: 'Discard' }).click();
  await preview.waitFor({ state: 'hidden' });
}
