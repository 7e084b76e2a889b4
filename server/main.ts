// The Node door: `--node-ipc` under an editor's own process, `--stdio` for every other client.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { createConnection, ProposedFeatures } from 'vscode-languageserver/node';
import { createDatasets } from './datasets';
import { createSandbox } from './models/programs/keeper';
import { cacheFolder, diskCache } from './models/transport/disk-cache';
import { READ_FILE, type ReadFileResult } from './protocol';
import { startServer } from './server';
import { Typesetter } from './typesetting';

const connection = createConnection(ProposedFeatures.all);
const typesetter = new Typesetter(join(__dirname, 'typeset.js'));

process.on('uncaughtException', error => connection.console.error(`Unexpected: ${error.stack ?? error.message}`));
process.on('unhandledRejection', reason => connection.console.error(`Unexpected: ${reason instanceof Error ? reason.stack : reason}`));

startServer(connection, {
  datasets: createDatasets(join(__dirname, 'thread.js')),
  models: {
    fetch: (...given) => fetch(...given),
    sleep: async (ms, signal) => void (await sleep(ms, undefined, { signal })),
    random: Math.random,
    today: () => new Date().toISOString().slice(0, 10),
    cache: diskCache(cacheFolder(process.env)),
    sandbox: createSandbox(join(__dirname, 'programs.js')),
    env: process.env,
  },
  now: () => performance.now(),
  typeset: (tex, display, color) => typesetter.typeset(tex, display, color),
  async readFile(uri) {
    if (!uri.startsWith('file:')) return connection.sendRequest<ReadFileResult>(READ_FILE, { uri }).catch(() => null);
    const text = await readFile(fileURLToPath(uri), 'utf8').catch(() => null);
    // Editors do not count a byte order mark as a character.
    return text?.replace(/^\uFEFF/, '') ?? null;
  },
});
