// A read-only editor for JSONL of any size. The server reads records from disk; nothing of the file is held here.
import * as vscode from 'vscode';
import {
  DATASET_FIND,
  DATASET_INFO,
  DATASET_RECORD,
  type DatasetFound,
  type DatasetInfo,
  type DatasetRecord,
  type FromDataset,
  type ToDataset,
} from '../server/protocol';
import { readFromDataset } from './dataset-messages';
import { panelRoot, webPage } from './page';
import type { Panel } from './panel';
import { reason, type Server } from './server';

export const datasetView = 'hence.dataset';

type Page = {
  readonly webview: vscode.Webview;
  /** Shows record `n`, from 0: at once, then with its corrections. */
  show(n: number): Promise<void>;
};

export type DatasetEditor = vscode.Disposable & {
  /** Opens the file with record `n` (from 0) in front. */
  open(uri: vscode.Uri, n?: number): Promise<void>;
  readonly onPost: vscode.Event<ToDataset>;
  readonly onReceive: vscode.Event<FromDataset>;
  /** Pages that are open, by the address of their file. */
  webview(uri: vscode.Uri): vscode.Webview | undefined;
};

export type DatasetPort = {
  readonly server: Server;
  readonly panel: Panel;
  readonly log: vscode.LogOutputChannel;
  verify(uri: vscode.Uri): Promise<unknown>;
};

export function createDatasetEditor(context: vscode.ExtensionContext, { server, panel, log, verify }: DatasetPort): DatasetEditor {
  const onPost = new vscode.EventEmitter<ToDataset>();
  const onReceive = new vscode.EventEmitter<FromDataset>();
  const pages = new Map<string, Page>();
  /** Records to be shown as soon as their page is there. */
  const wanted = new Map<string, number>();

  const provider: vscode.CustomReadonlyEditorProvider = {
    openCustomDocument: uri => ({ uri, dispose: () => {} }),
    resolveCustomEditor({ uri }, { webview, onDidDispose }) {
      const key = uri.toString();
      const post = (message: ToDataset) => {
        onPost.fire(message);
        void webview.postMessage(message);
      };
      const ask = async <R>(method: string, params: object) => server.request<R>(method, { uri: key, ...params });
      let asking = new vscode.CancellationTokenSource();
      const show = async (n: number) => {
        asking.cancel();
        asking = new vscode.CancellationTokenSource();
        const { token } = asking;
        const record = await ask<DatasetRecord>(DATASET_RECORD, { n });
        if (token.isCancellationRequested) return;
        post({ type: 'record', record });
        if ((record.tree?.summary.firstError ?? -1) < 0) return;
        const mended = await server.request<DatasetRecord>(DATASET_RECORD, { uri: key, n, mended: true }, token).catch(() => undefined);
        if (mended && !token.isCancellationRequested) post({ type: 'record', record: mended, mended: true });
      };
      pages.set(key, { webview, show });
      onDidDispose(() => {
        asking.cancel();
        pages.delete(key);
      });
      const info = async () => post({ type: 'info', info: await ask<DatasetInfo>(DATASET_INFO, {}) });
      const receive = async (message: FromDataset) => {
        switch (message.type) {
          case 'ready':
            await info();
            return show(wanted.get(key) ?? message.n ?? 0);
          case 'go':
            return show(message.n);
          case 'find': {
            const { n, reason: why } = await ask<DatasetFound>(DATASET_FIND, message.query);
            return n === null ? post({ type: 'said', text: why ?? 'Nothing fits.' }) : show(n);
          }
          case 'verify':
            await verify(uri);
            return info();
          case 'tree':
            return panel.open({ uri: recordUri(uri, message.n).toString() });
          case 'error':
            log.error(`${key}: ${message.message}`);
        }
      };
      webview.options = { enableScripts: true, localResourceRoots: [panelRoot(context.extensionUri)] };
      webview.onDidReceiveMessage(value => {
        const message = readFromDataset(value);
        if (!message) return;
        onReceive.fire(message);
        receive(message).catch(error => {
          log.error(`${key}: ${reason(error)}`);
          post({ type: 'said', text: reason(error) });
        });
      });
      webview.html = webPage(webview, context.extensionUri, 'dataset', 'Data Set');
    },
  };

  const listening = vscode.Disposable.from(
    onPost,
    onReceive,
    vscode.window.registerCustomEditorProvider(datasetView, provider, {
      supportsMultipleEditorsPerDocument: false,
      webviewOptions: { retainContextWhenHidden: false },
    }),
    vscode.workspace.registerTextDocumentContentProvider(recordScheme, {
      async provideTextDocumentContent(uri) {
        const { uri: file, n } = JSON.parse(uri.query) as { uri: string; n: number };
        return (await server.request<DatasetRecord>(DATASET_RECORD, { uri: file, n })).source;
      },
    }),
  );

  return {
    async open(uri, n) {
      const key = uri.toString();
      if (n !== undefined) wanted.set(key, n);
      await vscode.commands.executeCommand('vscode.openWith', uri, datasetView);
      const page = pages.get(key);
      if (n !== undefined) await page?.show(n);
    },
    onPost: onPost.event,
    onReceive: onReceive.event,
    webview: uri => pages.get(uri.toString())?.webview,
    dispose: () => listening.dispose(),
  };
}

/** Documents that hold one record of a data set, so that everything that works on a document works on it. */
export const recordScheme = 'hence-record';

export function recordUri(file: vscode.Uri, n: number): vscode.Uri {
  const name = file.path
    .split('/')
    .at(-1)!
    .replace(/\.\w+$/, '');
  return vscode.Uri.from({ scheme: recordScheme, path: `/${name} ${n + 1}.jsonl`, query: JSON.stringify({ uri: file.toString(), n }) });
}
