// The server as it ships for the web, in a worker of headless Chromium. `node esbuild.mjs` builds it.
import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { resolve } from 'node:path';
import { test } from 'node:test';
import { chromium } from 'playwright-core';
import { eggs, right } from './documents';
import { editor } from './harness';

const flags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
];
const script = resolve('dist/web/server.js');

test('in a web worker: initialise, diagnostics, hover in words, files through the client', async () => {
  const source = readFileSync(script);
  const site = createServer((request, response) => {
    const isScript = request.url === '/server.js';
    response.setHeader('content-type', isScript ? 'text/javascript' : 'text/html');
    response.setHeader('content-security-policy', "default-src 'none'; script-src 'self'; worker-src 'self'");
    response.end(isScript ? source : '<!doctype html><title>host</title>');
  });
  await new Promise<void>(listening => site.listen(0, '127.0.0.1', listening));
  const executablePath =
    process.env.CHROMIUM ?? ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(existsSync);
  const browser = await chromium.launch({
    executablePath,
    headless: true,
    args: [...flags, '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1'],
  });
  try {
    const page = await browser.newPage();
    await page.goto(`http://127.0.0.1:${(site.address() as AddressInfo).port}/`);
    const seen = await page.evaluate(converse, { eggs, right, capabilities: editor });
    assert.equal(seen.capabilities.hoverProvider, true);
    assert.deepEqual(
      seen.items.map(item => item.severity),
      [1, 4],
    );
    assert.match(seen.hover, /Step 2 does not follow/);
    assert.doesNotMatch(seen.hover, /data:image/);
    assert.deepEqual(seen.after, []);
    assert.deepEqual(seen.files, [1, null]);
  } finally {
    await browser.close();
    site.close();
  }
});

type Talk = { eggs: string; right: string; capabilities: unknown };
type Heard = {
  capabilities: { hoverProvider: boolean };
  items: { severity: number }[];
  hover: string;
  after: unknown[];
  files: (number | null)[];
};

/** Runs in the page: speaks LSP with the worker through its messages. */
async function converse({ eggs, right, capabilities }: Talk): Promise<Heard> {
  type Any = Record<string, never>;
  const worker = new Worker('/server.js');
  const waiting = new Map<number, { resolve: (result: never) => void; reject: (error: Error) => void }>();
  let next = 0;
  worker.onmessage = ({ data }) => {
    if (data.method === 'workspace/configuration') worker.postMessage({ jsonrpc: '2.0', id: data.id, result: [{}] });
    else if (data.method === 'hence/readFile')
      worker.postMessage({ jsonrpc: '2.0', id: data.id, result: data.params.uri === 'mem:/eggs.md' ? eggs : null });
    else if (data.method && data.id !== undefined) worker.postMessage({ jsonrpc: '2.0', id: data.id, result: null });
    else if (data.error) waiting.get(data.id)?.reject(new Error(data.error.message));
    else waiting.get(data.id)?.resolve(data.result as never);
  };
  const failed = new Promise<never>((_resolve, reject) => {
    worker.onerror = event => reject(new Error(event.message));
  });
  const notify = (method: string, params: object) => worker.postMessage({ jsonrpc: '2.0', method, params });
  const request = <T = Any>(method: string, params: object): Promise<T> => {
    const id = ++next;
    worker.postMessage({ jsonrpc: '2.0', id, method, params });
    return Promise.race([new Promise<T>((resolve, reject) => waiting.set(id, { resolve: resolve as never, reject })), failed]);
  };
  const uri = 'mem:/open.md';
  const textDocument = { uri };
  const initialised = await request<{ capabilities: Heard['capabilities'] }>('initialize', {
    processId: null,
    rootUri: null,
    capabilities,
  });
  notify('initialized', {});
  notify('textDocument/didOpen', { textDocument: { uri, languageId: 'markdown', version: 1, text: eggs } });
  const { items } = await request<{ items: Heard['items'] }>('textDocument/diagnostic', { textDocument });
  const position = { line: 8, character: eggs.split('\n')[8]!.indexOf('36') };
  const hover = await request<{ contents: { value: string } }>('textDocument/hover', { textDocument, position });
  notify('textDocument/didChange', { textDocument: { uri, version: 2 }, contentChanges: [{ text: right }] });
  const after = await request<{ items: unknown[] }>('textDocument/diagnostic', { textDocument });
  const verified = await request<{ files: { solutions: { firstError: number }[] }[] }>('hence/verifyFiles', {
    uris: ['mem:/eggs.md', 'mem:/none.md'],
  });
  return {
    capabilities: initialised.capabilities,
    items,
    hover: hover.contents.value,
    after: after.items,
    files: verified.files.map(file => file.solutions[0]?.firstError ?? null),
  };
}
