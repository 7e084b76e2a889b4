// Drives the workbench as a person does: keys, mouse, and looking. Every wait is for something to appear.
import { cpSync, rmSync } from 'node:fs';
import path from 'node:path';
import { launchChromium, locate, startServer, workbenchUrl } from './host.mjs';

/**
 * Opens a workbench in headless Chromium.
 * `vsix`: packages to install; `extension`: a folder to load as extension under development; `web`: a folder to load as web extension.
 */
export async function openWorkbench(
  dir,
  { vsix = [], extension, web, folder, file, settings = {}, size = { width: 1280, height: 800 }, scale = 1 } = {},
) {
  const server = await startServer(dir, { vsix, settings: { 'editor.minimap.enabled': false, ...settings } });
  let served;
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
    await page.goto(workbenchUrl(server.url, { folder, file, extension: web ? undefined : extension }));
    await page.locator('.explorer-folders-view .monaco-list-row').first().waitFor({ timeout: 60_000 });
    const does = hands(page);
    if (web) {
      served = await serve(dir, server, web);
      await does.type('Developer: Install Extension from Location...', served.url);
      await page.locator('.activitybar [aria-label^="Hence"]').first().waitFor();
    }
    const close = async () => {
      await browser.close().catch(() => {});
      served?.close();
      await server.stop();
    };
    return { page, leaks, close, ...does };
  } catch (error) {
    await browser?.close().catch(() => {});
    served?.close();
    await server.stop();
    throw error;
  }
}

/**
 * Puts the extension where the editor's own server finds it, and gives its address there: the page's policy lets
 * nothing else in over plain http, and an extension host in the page starts workers only for what came over the web.
 */
async function serve(dir, server, extension) {
  const start = await (await fetch(server.url)).text();
  const base = /[\w-]+-[0-9a-f]{40}\/static/.exec(start)?.[0];
  if (!base) throw new Error('the workbench page names no place for static files');
  const name = `extension-${process.pid}`;
  const place = path.join(path.dirname(locate(dir).server), '..', name);
  for (const part of ['package.json', 'dist', 'docs']) cpSync(path.join(extension, part), path.join(place, part), { recursive: true });
  return { url: `${server.url}${base}/${name}`, close: () => rmSync(place, { recursive: true, force: true }) };
}

function hands(page) {
  const input = page.locator('.quick-input-widget .quick-input-box input');
  const rows = page.locator('.quick-input-list .monaco-list-row');

  /** Types into the command palette and gives the row of that command. A window that still starts may list it only the next time. */
  const palette = async (text, tries = 4) => {
    await page.keyboard.press('F1');
    await input.waitFor();
    await input.fill(`>${text}`);
    const row = rows.filter({ hasText: text }).first();
    const late = await row.waitFor({ timeout: tries > 1 ? 8000 : 30_000 }).catch(error => error);
    if (!late) return row;
    if (tries <= 1) throw late;
    await page.keyboard.press('Escape');
    return palette(text, tries - 1);
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

    /** Chooses a command and answers the question it asks. */
    async type(text, answer) {
      await (await palette(text)).click();
      await input.and(page.locator(':not([aria-label*="command"])')).waitFor();
      await input.fill(answer);
      await page.keyboard.press('Enter');
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

    /** Drags the border of the side bar to this distance from the left. */
    async widen(x) {
      const bar = await page.locator('.part.sidebar').boundingBox();
      await page.mouse.move(bar.x + bar.width, bar.y + bar.height / 2);
      await page.mouse.down();
      await page.mouse.move(x, bar.y + bar.height / 2, { steps: 8 });
      await page.mouse.up();
    },

    async away() {
      await page.mouse.move(5, 5);
    },
  };
}
