// The built panel in a real browser under its real policy; only the editor on the other side of the wall is played.
import { existsSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { type Browser, chromium, type Page } from 'playwright-core';
import { contentSecurityPolicy } from '../../client/csp';
import type { FromPanel, ToPanel } from '../../server/protocol';
import { type ThemeName, themes } from './themes';

const dist = path.resolve(process.env.HENCE_DIST ?? 'dist');
const types: Readonly<Record<string, string>> = { '.js': 'text/javascript', '.css': 'text/css', '.woff2': 'font/woff2' };
const nonce = 'bm9uY2U';

export type Options = {
  readonly theme?: ThemeName;
  readonly state?: unknown;
  readonly width?: number;
  readonly height?: number;
  readonly scale?: number;
  /** Which of the built pages. */
  readonly name?: 'panel' | 'dataset';
};

/** One open panel. `messages` is what it posted, `violations` what its policy refused, `errors` what it threw. */
export type Opened = {
  readonly page: Page;
  send(message: ToPanel | Record<string, unknown>): Promise<void>;
  messages(): Promise<FromPanel[]>;
  state(): Promise<unknown>;
  violations(): Promise<string[]>;
  readonly errors: string[];
  close(): Promise<void>;
};

export type Host = { open(options?: Options): Promise<Opened>; close(): Promise<void> };

/** Serves the built panel on loopback and starts a browser for it. */
export async function startHost(): Promise<Host> {
  for (const name of ['panel.js', 'panel.css']) {
    if (!existsSync(path.join(dist, name))) throw new Error(`${path.join(dist, name)} is missing: run npm run build first`);
  }
  let origin = '';
  const server = createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url!, 'http://panel');
    if (pathname === '/') {
      response.setHeader('content-type', 'text/html');
      response.end(page(origin, (searchParams.get('theme') ?? 'dark') as ThemeName, searchParams.get('name') ?? 'panel'));
      return;
    }
    const file = path.join(dist, path.normalize(pathname));
    if (!file.startsWith(dist + path.sep) || !existsSync(file)) {
      response.statusCode = 404;
      response.end();
      return;
    }
    response.setHeader('content-type', types[path.extname(file)] ?? 'application/octet-stream');
    response.end(readFileSync(file));
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const browser = await launch();
  return {
    open: options => open(browser, origin, options),
    async close() {
      await browser.close();
      server.closeAllConnections();
      await new Promise(resolve => server.close(resolve));
    },
  };
}

/** As client/page.ts writes it, with the theme where the editor puts it. */
function page(origin: string, theme: ThemeName, name: string): string {
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${contentSecurityPolicy(origin, nonce)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="stylesheet" href="${origin}/${name}.css">
<title>Reasoning Tree</title>
</head>
<body class="${themes[theme].body}" data-theme="${theme}">
<div id="root"></div>
<script nonce="${nonce}" src="${origin}/${name}.js"></script>
</body>
</html>`;
}

export function launch(): Promise<Browser> {
  const executablePath =
    process.env.CHROMIUM ?? ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(existsSync);
  return chromium.launch({
    executablePath,
    headless: true,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--no-first-run',
      '--disable-background-networking',
      '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1',
    ],
  });
}

/** A picture of a page of HTML that stands alone, in a light or a dark browser. */
export async function photograph(html: string, colorScheme: 'light' | 'dark', file: string): Promise<void> {
  const browser = await launch();
  const page = await (await browser.newContext({ viewport: { width: 860, height: 700 }, deviceScaleFactor: 1.5, colorScheme })).newPage();
  await page.setContent(html);
  await page.evaluate(() => document.fonts.ready.then(() => undefined));
  await page.screenshot({ path: file, fullPage: true });
  await browser.close();
}

async function open(
  browser: Browser,
  origin: string,
  { theme = 'dark', state, width = 900, height = 900, scale = 1, name = 'panel' }: Options = {},
): Promise<Opened> {
  const context = await browser.newContext({
    viewport: { width, height },
    deviceScaleFactor: scale,
    colorScheme: theme === 'light' ? 'light' : 'dark',
  });
  const page = await context.newPage();
  const errors: string[] = [];
  page.on('pageerror', error => errors.push(error.message));
  page.on('response', response => {
    if (response.status() >= 400 && !response.url().endsWith('/favicon.ico')) errors.push(`${response.status()} ${response.url()}`);
  });
  await page.addInitScript(
    ([variables, kept]) => {
      const played = { messages: [] as unknown[], state: kept as unknown, violations: [] as string[] };
      Object.assign(window, {
        played,
        acquireVsCodeApi: () => ({
          postMessage: (message: unknown) => played.messages.push(structuredClone(message)),
          getState: () => structuredClone(played.state),
          setState: (next: unknown) => {
            played.state = structuredClone(next);
          },
        }),
      });
      document.addEventListener('securitypolicyviolation', event =>
        played.violations.push(`${event.violatedDirective}: ${event.blockedURI} ${event.sample} ${event.sourceFile}:${event.lineNumber}`),
      );
      const dress = () => {
        for (const [name, value] of Object.entries(variables as Record<string, string>))
          document.documentElement.style.setProperty(`--vscode-${name}`, value);
      };
      const watch = new MutationObserver(() => {
        if (!document.documentElement) return;
        watch.disconnect();
        dress();
      });
      if (document.documentElement) dress();
      else watch.observe(document, { childList: true });
    },
    [themes[theme].variables, state] as const,
  );
  await page.goto(`${origin}/?theme=${theme}&name=${name}`);
  const read = <T>(key: string) =>
    page.evaluate(name => (window as never as { played: Record<string, unknown> }).played[name], key) as Promise<T>;
  return {
    page,
    errors,
    send: message =>
      page
        .evaluate(data => window.postMessage(data, '*'), message as never)
        .then(() => page.evaluate(() => new Promise<void>(done => setTimeout(done)))),
    messages: () => read<FromPanel[]>('messages'),
    state: () => read<unknown>('state'),
    violations: () => read<string[]>('violations'),
    close: () => context.close(),
  };
}
