// A client and the server in one process, joined by two streams: every byte of the protocol is real.
import assert from 'node:assert/strict';
import { PassThrough } from 'node:stream';
import type { TestContext } from 'node:test';
import {
  type ClientCapabilities,
  createConnection,
  createProtocolConnection,
  type Diagnostic,
  type DocumentDiagnosticReport,
  type InitializeResult,
  type MessageConnection,
  ProposedFeatures,
  type ProtocolConnection,
  type PublishDiagnosticsParams,
  type Range,
  StreamMessageReader,
  StreamMessageWriter,
  type TextEdit,
} from 'vscode-languageserver/node';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { STATUS, type Status } from '../../server/protocol';
import { type Host, startServer } from '../../server/server';

/** Capabilities as VS Code sends them, as far as the server looks at them. */
export const editor: ClientCapabilities = {
  general: { markdown: { parser: 'marked', version: '1.1.0' } },
  textDocument: {
    diagnostic: { relatedInformation: true, tagSupport: { valueSet: [1, 2] } },
    publishDiagnostics: { relatedInformation: true, versionSupport: true, tagSupport: { valueSet: [1, 2] } },
    hover: { contentFormat: ['markdown', 'plaintext'] },
    documentSymbol: { hierarchicalDocumentSymbolSupport: true },
  },
  workspace: {
    configuration: true,
    didChangeConfiguration: { dynamicRegistration: true },
    diagnostics: { refreshSupport: true },
    codeLens: { refreshSupport: true },
    workspaceEdit: { documentChanges: true },
  },
};

/** Capabilities of a plain client: push diagnostics, settings sent by notification. */
export const plainClient: ClientCapabilities = {
  textDocument: { publishDiagnostics: {}, hover: { contentFormat: ['markdown', 'plaintext'] } },
  workspace: {},
};

export type Message = { readonly method: string; readonly params: unknown };

export type Options = {
  readonly capabilities?: ClientCapabilities;
  readonly settings?: Record<string, unknown>;
  readonly initializationOptions?: unknown;
  readonly host?: Partial<Host>;
};

export type Client = Awaited<ReturnType<typeof connect>>;

/** Timers that fire when told to. */
export function manualTimers() {
  let now = 0;
  let timers: { at: number; run: () => void }[] = [];
  return {
    after(ms: number, run: () => void): () => void {
      const timer = { at: now + ms, run };
      timers.push(timer);
      return () => {
        timers = timers.filter(each => each !== timer);
      };
    },
    advance(ms: number): void {
      now += ms;
      const due = timers.filter(each => each.at <= now);
      timers = timers.filter(each => each.at > now);
      for (const timer of due) timer.run();
    },
    get waiting(): number {
      return timers.length;
    },
  };
}

/** Milliseconds after which a conversation counts as stuck. */
const STUCK = 60_000;

/** Starts a server and a client that has initialised it; both end with the test. */
export async function connect(t: TestContext, options: Options = {}) {
  const [toServer, toClient] = [new PassThrough(), new PassThrough()];
  const served = createConnection(ProposedFeatures.all, new StreamMessageReader(toServer), new StreamMessageWriter(toClient));
  const timers = manualTimers();
  startServer(served, { readFile: async () => null, now: () => performance.now(), after: timers.after, ...options.host });

  const connection: ProtocolConnection = createProtocolConnection(
    new StreamMessageReader(toClient),
    new StreamMessageWriter(toServer),
    console,
  );
  let settings = options.settings ?? {};
  const messages: Message[] = [];
  const waiting: { test: (message: Message) => boolean; found: (message: Message) => void }[] = [];
  const arrive = (method: string, params: unknown) => {
    const message = { method, params };
    messages.push(message);
    for (const each of waiting.filter(each => each.test(message))) {
      waiting.splice(waiting.indexOf(each), 1);
      each.found(message);
    }
  };
  const any = connection as MessageConnection;
  any.onNotification((method: string, params: unknown) => arrive(method, params));
  any.onRequest((method: string, params: unknown) => {
    arrive(method, params);
    if (method === 'workspace/configuration') return (params as { items: unknown[] }).items.map(() => settings);
    return null;
  });
  connection.listen();
  // Pending requests are rejected by the end of their connection, so that a stuck test fails and says where.
  const watchdog = setTimeout(() => connection.dispose(), STUCK);
  t.after(() => {
    clearTimeout(watchdog);
    connection.dispose();
    served.dispose();
  });
  const initialised = await connection.sendRequest<InitializeResult>('initialize', {
    processId: null,
    rootUri: null,
    capabilities: options.capabilities ?? editor,
    initializationOptions: options.initializationOptions,
  });
  await connection.sendNotification('initialized', {});

  const documents = new Map<string, TextDocument>();
  const of = (uri: string) => documents.get(uri) ?? assert.fail(`${uri} is not open`);

  const client = {
    connection,
    timers,
    messages,
    capabilities: initialised.capabilities,

    /** The first message since `from` for which `test` holds, now or later. */
    until(test: (message: Message) => boolean, from = 0): Promise<Message> {
      const known = messages.slice(from).find(test);
      return known ? Promise.resolve(known) : new Promise(found => waiting.push({ test, found }));
    },

    open(uri: string, text: string, languageId = 'markdown'): Promise<void> {
      documents.set(uri, TextDocument.create(uri, languageId, 1, text));
      return connection.sendNotification('textDocument/didOpen', { textDocument: { uri, languageId, version: 1, text } });
    },

    close(uri: string): Promise<void> {
      documents.delete(uri);
      return connection.sendNotification('textDocument/didClose', { textDocument: { uri } });
    },

    save: (uri: string) => connection.sendNotification('textDocument/didSave', { textDocument: { uri } }),

    text: (uri: string) => of(uri).getText(),

    /** The range of the nth `needle` in the document. */
    range(uri: string, needle: string, nth = 0): Range {
      const document = of(uri);
      let start = -1;
      for (let i = 0; i <= nth; i++) start = document.getText().indexOf(needle, start + 1);
      assert.notEqual(start, -1, `${needle} is not in ${uri}`);
      return { start: document.positionAt(start), end: document.positionAt(start + needle.length) };
    },

    /** Replaces `needle` and tells the server so. Answers the new version. */
    async replace(uri: string, needle: string, newText: string): Promise<number> {
      return client.edit(uri, [{ range: client.range(uri, needle), newText }]);
    },

    /** Applies edits as an editor does: one change, the last range first. */
    async edit(uri: string, edits: readonly TextEdit[]): Promise<number> {
      const document = of(uri);
      const version = document.version + 1;
      const contentChanges = [...edits]
        .sort((a, b) => document.offsetAt(b.range.start) - document.offsetAt(a.range.start))
        .map(({ range, newText }) => ({ range, text: newText }));
      documents.set(uri, TextDocument.update(document, contentChanges, version));
      await connection.sendNotification('textDocument/didChange', { textDocument: { uri, version }, contentChanges });
      return version;
    },

    /** The status that ends the check of this version. */
    async settled(uri: string, version = 1, from = 0): Promise<Status> {
      const done = (message: Message) => {
        const status = message.params as Status;
        return message.method === STATUS && status.uri === uri && status.version === version && status.state !== 'checking';
      };
      return (await client.until(done, from)).params as Status;
    },

    /** The diagnostics the server pushes for this version. */
    async pushed(uri: string, version = 1, from = 0): Promise<Diagnostic[]> {
      const is = ({ method, params }: Message) =>
        method === 'textDocument/publishDiagnostics' &&
        (params as PublishDiagnosticsParams).uri === uri &&
        (params as PublishDiagnosticsParams).version === version;
      return ((await client.until(is, from)).params as PublishDiagnosticsParams).diagnostics;
    },

    pull: (uri: string, previousResultId?: string) =>
      connection.sendRequest<DocumentDiagnosticReport>('textDocument/diagnostic', { textDocument: { uri }, previousResultId }),

    async items(uri: string): Promise<Diagnostic[]> {
      const report = await client.pull(uri);
      return report.kind === 'full' ? report.items : assert.fail('expected a full report');
    },

    async configure(next: Record<string, unknown>): Promise<void> {
      settings = next;
      await connection.sendNotification('workspace/didChangeConfiguration', { settings: { hence: next } });
    },

    count: (method: string) => messages.filter(message => message.method === method).length,
  };
  return client;
}

/** The part of `text` a range covers. */
export function covered(text: string, range: Range): string {
  return TextDocument.create('', '', 0, text).getText(range);
}
