// The web-worker door. Files are the client's; formulas are read as text, since nothing here may hold the one thread.
import { BrowserMessageReader, BrowserMessageWriter, createConnection, ProposedFeatures } from 'vscode-languageserver/browser';
import { READ_FILE, type ReadFileResult } from './protocol';
import { startServer } from './server';

const scope = self as unknown as DedicatedWorkerGlobalScope;
const connection = createConnection(ProposedFeatures.all, new BrowserMessageReader(scope), new BrowserMessageWriter(scope));

startServer(connection, {
  now: () => performance.now(),
  readFile: uri => connection.sendRequest<ReadFileResult>(READ_FILE, { uri }).catch(() => null),
});
