// Drives the workbench as a person does: keys, mouse, and looking. Every wait is for something to appear.
import { launchChromium, startServer, workbenchUrl } from './host.mjs';

/**
 * Opens a workbench in headless Chromium.
 * `vsix`: packages to install; `extension`: a folder to load as extension under development; `kind`: 'web' for the web extension host.
 */
export async function openWorkbench(
  dir,
  { vsix = [], extension, kind, folder, file, settings = {}, size = { width: 1280, height: 800 }, scale = 1 } = {},
) {
  const server = await startServer(dir, { vsix, settings: { 'editor.minimap.enabled': false, ...settings } });
  let browser;
  try {
    browser = await launchChromium();
    const context = await browser.newContext({
      viewport: size,
      deviceScaleFactor: scale,
      permissions: ['clipboard-read', 'clipboard-write'],
    });
    const page = await context.newPage();
    page.setDefaultTimeout(30_000);
    const leaks = new Set();
    page.on('request', request => {
      const url = new URL(request.url());
      // Webview resources live under this name; a service worker answers them from the extension host.
      const local = url.hostname === '127.0.0.1' || url.hostname.endsWith('.vscode-resource.vscode-cdn.net');
      if (/^(https?|wss?):$/.test(url.protocol) && !local) leaks.add(url.origin);
    });
    await page.goto(workbenchUrl(server.url, { folder, file, extension, kind }));
    await page.locator('.explorer-folders-view .monaco-list-row').first().waitFor({ timeout: 60_000 });
    const close = async () => {
      await browser.close().catch(() => {});
      await server.stop();
    };
    return { page, leaks, close, ...hands(page) };
  } catch (error) {
    await browser?.close().catch(() => {});
    await server.stop();
    throw error;
  }
}

function hands(page) {
  const input = page.locator('.quick-input-widget .quick-input-box input');
  const rows = page.locator('.quick-input-list .monaco-list-row');

  /** Types into the command palette and gives the row of that command. */
  const palette = async text => {
    await page.keyboard.press('F1');
    await input.waitFor();
    await input.fill(`>${text}`);
    const row = rows.filter({ hasText: text }).first();
    await row.waitFor();
    return row;
  };

  return {
    palette,
    command: async text => (await palette(text)).click(),

    async openFile(name) {
      await page.keyboard.press('Control+P');
      await input.waitFor();
      await input.fill(name);
      await rows.filter({ hasText: name }).first().click();
      await page.locator(`.tab.active[data-resource-name="${name}"]`).waitFor();
      await page.locator('.monaco-editor .view-line').first().waitFor();
    },

    squiggle: (severity = 'error') => page.locator(`.monaco-editor .squiggly-${severity}`).first(),

    /** Rests the mouse on the target until a hover with the text is there. */
    async hover(target, text) {
      const box = await target.boundingBox();
      await page.mouse.move(box.x - 40, box.y + 80);
      await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2, { steps: 5 });
      const hover = page.locator('.monaco-hover', { hasText: text }).first();
      await hover.waitFor();
      return hover;
    },

    /** The document inside the webview in front. */
    webview: () => page.frameLocator('iframe.webview.ready').frameLocator('iframe#active-frame'),

    async away() {
      await page.mouse.move(5, 5);
    },
  };
}
