// The server as it ships, in a process of its own. `node esbuild.mjs` builds it.
import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { after, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import {
  createProtocolConnection,
  IPCMessageReader,
  IPCMessageWriter,
  type ProtocolConnection,
  type PublishDiagnosticsParams,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-languageserver/node';
import type { VerifyFilesResult } from '../../server/protocol';
import { eggs, right } from './documents';
import { editor, plainClient } from './harness';

const script = resolve('dist/server.js');
const scratch = mkdtempSync(join(tmpdir(), 'server-'));
after(() => rmSync(scratch, { recursive: true, force: true }));

async function end(connection: ProtocolConnection, child: ChildProcess): Promise<number | null> {
  const exit = once(child, 'exit');
  await connection.sendRequest('shutdown');
  await connection.sendNotification('exit');
  const [code] = await exit;
  connection.dispose();
  return code as number | null;
}

test('the typesetter stays in its worker: neither server carries it', () => {
  assert.ok(readFileSync(resolve('dist/typeset.js'), 'utf8').includes('MathJax'));
  for (const path of ['dist/main.js', 'dist/web/server.js']) assert.ok(!/mathjax/i.test(readFileSync(resolve(path), 'utf8')), path);
});

test('over stdio: diagnostics, a hover with an image, files from the disk, and a clean end', async () => {
  const child = spawn(process.execPath, [script, '--stdio'], { stdio: ['pipe', 'pipe', 'inherit'] });
  const connection = createProtocolConnection(new StreamMessageReader(child.stdout), new StreamMessageWriter(child.stdin));
  const published: PublishDiagnosticsParams[] = [];
  const pushed = new Promise<PublishDiagnosticsParams>(found => {
    connection.onNotification('textDocument/publishDiagnostics', (params: PublishDiagnosticsParams) => {
      published.push(params);
      found(params);
    });
  });
  connection.listen();
  await connection.sendRequest('initialize', {
    processId: process.pid,
    rootUri: null,
    capabilities: { ...plainClient, general: editor.general },
  });
  await connection.sendNotification('initialized', {});
  const uri = 'untitled:eggs';
  await connection.sendNotification('textDocument/didOpen', { textDocument: { uri, languageId: 'markdown', version: 1, text: eggs } });
  assert.deepEqual((await pushed).diagnostics.map(item => item.severity).sort(), [1, 4]);

  const position = { line: 8, character: eggs.split('\n')[8]!.indexOf('36') };
  // The first hover may come before the typesetter is up; what it ordered is there in the end.
  let value = '';
  do {
    const hover = await connection.sendRequest<{ contents: { value: string } }>('textDocument/hover', { textDocument: { uri }, position });
    value = hover.contents.value;
    assert.match(value, /Step 2 does not follow/);
  } while (!value.includes('data:image/svg+xml;base64,'));

  writeFileSync(join(scratch, 'wrong ä.md'), `\uFEFF${eggs}`);
  writeFileSync(join(scratch, 'right.md'), right);
  const uris = ['wrong ä.md', 'right.md', 'missing.md'].map(name => pathToFileURL(join(scratch, name)).href);
  const { files } = await connection.sendRequest<VerifyFilesResult>('hence/verifyFiles', { uris });
  assert.deepEqual(
    files.map(file => [file.solutions[0]?.firstError, file.problems.length]),
    [
      [1, 0],
      [-1, 0],
      [undefined, 1],
    ],
  );
  assert.equal(await end(connection, child), 0);
});

test('over node ipc, as an editor starts it', async () => {
  const child = spawn(process.execPath, [script, '--node-ipc'], { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
  const connection = createProtocolConnection(new IPCMessageReader(child), new IPCMessageWriter(child));
  connection.onRequest('workspace/configuration', () => [{}]);
  connection.onRequest('client/registerCapability', () => null);
  connection.onRequest('hence/readFile', ({ uri }: { uri: string }) => (uri === 'vscode-vfs://host/eggs.md' ? eggs : null));
  connection.listen();
  await connection.sendRequest('initialize', { processId: process.pid, rootUri: null, capabilities: editor });
  await connection.sendNotification('initialized', {});
  const uris = ['vscode-vfs://host/eggs.md', 'vscode-vfs://host/none.md'];
  const { files } = await connection.sendRequest<VerifyFilesResult>('hence/verifyFiles', { uris });
  assert.equal(files[0]!.solutions[0]!.firstError, 1, 'files that are not on a disk are read by the client');
  assert.equal(files[1]!.problems.length, 1);
  assert.equal(await end(connection, child), 0);
});
