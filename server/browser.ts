// The web-worker door. Files are the client's; formulas are read as text, since nothing here may hold the one thread.
import { BrowserMessageReader, BrowserMessageWriter, createConnection, ProposedFeatures } from 'vscode-languageserver/browser';
import { memoryCache } from './models/transport/cache';
import { READ_FILE, type ReadFileResult } from './protocol';
import { startServer } from './server';

const scope = self as unknown as DedicatedWorkerGlobalScope;
const connection = createConnection(ProposedFeatures.all, new BrowserMessageReader(scope), new BrowserMessageWriter(scope));

startServer(connection, {
  // No programs: nothing here could be stopped.
  models: {
    fetch: (...given) => fetch(...given),
    sleep: (ms, signal) =>
      new Promise((resolve, reject) => {
        signal?.addEventListener('abort', () => reject(new Error('stopped')), { once: true });
        setTimeout(resolve, ms);
      }),
    random: Math.random,
    today: () => new Date().toISOString().slice(0, 10),
    cache: memoryCache(crypto.randomUUID()),
    env: {},
  },
  now: () => performance.now(),
  readFile: uri => connection.sendRequest<ReadFileResult>(READ_FILE, { uri }).catch(() => null),
});
