// The dashboard: figures of the last verified data sets against their labels, on a page of its own.
import * as vscode from 'vscode';
import { DATASET_DASHBOARD, type Dashboard, type ToDashboard } from '../server/protocol';
import { readFromDashboard } from './dataset-messages';
import { panelRoot, webPage } from './page';
import { reason, type Server } from './server';

export type DashboardPage = vscode.Disposable & {
  open(): Promise<void>;
  /** The figures have changed. */
  refresh(): Promise<void>;
  readonly onPost: vscode.Event<ToDashboard>;
};

export function createDashboard(
  context: vscode.ExtensionContext,
  server: Server,
  log: vscode.LogOutputChannel,
  reveal: (file: string) => void,
): DashboardPage {
  const onPost = new vscode.EventEmitter<ToDashboard>();
  let panel: vscode.WebviewPanel | undefined;

  const post = (message: ToDashboard) => {
    onPost.fire(message);
    void panel?.webview.postMessage(message);
  };
  const refresh = async () => {
    if (!panel) return;
    try {
      const dashboard = await server.request<Dashboard | null>(DATASET_DASHBOARD);
      if (dashboard) post({ type: 'figures', dashboard });
      else post({ type: 'working', text: 'Nothing has been verified yet. "Hence: Verify Dataset…" fills this page.' });
    } catch (error) {
      log.error(`The dashboard could not be shown: ${reason(error)}`);
      post({ type: 'working', text: reason(error) });
    }
  };
  return {
    async open() {
      if (panel) {
        panel.reveal();
        return refresh();
      }
      panel = vscode.window.createWebviewPanel('hence.dashboard', 'Verdicts Against Labels', vscode.ViewColumn.Active, {
        enableScripts: true,
        localResourceRoots: [panelRoot(context.extensionUri)],
      });
      panel.iconPath = vscode.Uri.joinPath(context.extensionUri, 'docs', 'images', 'icon.png');
      panel.onDidDispose(() => {
        panel = undefined;
      });
      panel.webview.onDidReceiveMessage(value => {
        const message = readFromDashboard(value);
        if (message?.type === 'ready') void refresh();
        else if (message) reveal(message.file);
      });
      panel.webview.html = webPage(panel.webview, context.extensionUri, 'dashboard', 'Verdicts Against Labels');
    },
    refresh,
    onPost: onPost.event,
    dispose() {
      panel?.dispose();
      onPost.dispose();
    },
  };
}
