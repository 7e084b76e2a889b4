// The reasoning tree's webview panel: one panel, showing one solution of one document.
import * as vscode from 'vscode';
import { type FromPanel, type Span, type ToPanel, TREE, type TreeParams, type TreeResult } from '../server/protocol';
import { applyRepair } from './apply';
import { isRelevant, reveal } from './documents';
import { readFromPanel, readPanelState } from './messages';
import { panelPage, panelRoot } from './page';
import { reason, type Server } from './server';

export const viewType = 'hence.tree';

export type Target = { readonly uri: string; readonly solution?: string; readonly offset?: number; readonly node?: string };

export type Panel = vscode.Disposable & {
  /** Shows the tree of the target beside the editor; brings an open panel to the target. */
  open(target: Target): Promise<void>;
  close(): void;
  readonly serializer: vscode.WebviewPanelSerializer;
  webview(): vscode.Webview | undefined;
  /** The tree last sent to the panel. */
  shown(): TreeResult | undefined;
  readonly onPost: vscode.Event<ToPanel>;
  readonly onReceive: vscode.Event<FromPanel>;
};

export function createPanel(context: vscode.ExtensionContext, server: Server, log: vscode.LogOutputChannel): Panel {
  const onPost = new vscode.EventEmitter<ToPanel>();
  const onReceive = new vscode.EventEmitter<FromPanel>();
  let panel: vscode.WebviewPanel | undefined;
  let ready = false;
  let target: Target | undefined;
  let shown: TreeResult | undefined;
  let selected: string | undefined;
  let asked = 0;

  const post = (message: ToPanel) => {
    if (!panel || !ready) return;
    onPost.fire(message);
    void panel.webview.postMessage(message);
  };

  /** Asks for the target's tree and posts it, unless a newer question was asked meanwhile. */
  const refresh = async () => {
    if (!panel || !ready || !target) return;
    const question = ++asked;
    const wanted = target;
    try {
      // The server knows open documents only.
      await vscode.workspace.openTextDocument(vscode.Uri.parse(wanted.uri));
      const params: TreeParams = { uri: wanted.uri, solution: wanted.solution, offset: wanted.offset };
      const result = await server.request<TreeResult>(TREE, params);
      if (question !== asked) return;
      if (!result.tree) {
        shown = undefined;
        post({ type: 'empty', reason: result.reason ?? 'There is no reasoning tree for this document.' });
        return;
      }
      shown = result;
      target = { uri: result.uri, solution: result.tree.solution };
      panel.title = `Reasoning: ${nameOf(result)}`;
      post({ type: 'tree', uri: result.uri, version: result.version, tree: result.tree, solutions: result.solutions });
      if (wanted.node) select(wanted.node);
      else if (wanted.offset !== undefined) selectAt(wanted.offset);
    } catch (error) {
      if (question !== asked) return;
      log.error(`The reasoning tree of ${wanted.uri} could not be shown: ${reason(error)}`);
      post({ type: 'empty', reason: reason(error) });
    }
  };

  const select = (node: string) => {
    if (!shown || node === selected) return;
    selected = node;
    post({ type: 'select', uri: shown.uri, node });
  };

  const aim = (next: Target) => {
    if (next.uri !== target?.uri) shown = undefined;
    target = next;
    selected = undefined;
    return refresh();
  };

  const selectAt = (offset: number) => {
    const node = shown?.tree?.nodes.find(({ span }) => holds(span, offset));
    if (node) select(node.id);
    return node !== undefined;
  };

  /** The caret moved: into a node of the tree shown, or into another solution of the same document. */
  const follow = (editor: vscode.TextEditor) => {
    if (!shown?.tree || editor.document.uri.toString() !== shown.uri || editor.document.version !== shown.version) return;
    const offset = editor.document.offsetAt(editor.selection.active);
    if (selectAt(offset)) return;
    const other = shown.solutions.find(({ span }) => holds(span, offset));
    if (other && other.id !== shown.tree.solution) void aim({ uri: shown.uri, solution: other.id, offset });
  };

  const receive = async (message: FromPanel) => {
    switch (message.type) {
      case 'ready':
        ready = true;
        selected = undefined;
        if (!target && message.state) target = message.state;
        return target ? refresh() : post({ type: 'empty', reason: 'Open a solution and choose "Open Reasoning Tree".' });
      case 'reveal':
        // The page may point into the document it shows and nowhere else.
        // The focus stays in the tree, so that a walk through it with the keys goes on.
        if (message.uri === target?.uri) await reveal(vscode.Uri.parse(message.uri), message.span, { preserveFocus: true });
        return;
      case 'pick':
        if (message.uri === target?.uri) await aim({ uri: message.uri, solution: message.solution });
        return;
      case 'apply':
        if (!shown || message.uri !== shown.uri || message.version !== shown.version || !(await applyRepair(shown, message))) {
          vscode.window.setStatusBarMessage('Hence: the document has changed since; the correction was not applied', 8000);
          await refresh();
        }
        return;
      case 'error':
        log.error(`Reasoning tree: ${message.message}`);
    }
  };

  const adopt = (adopted: vscode.WebviewPanel) => {
    const old = panel;
    panel = adopted;
    old?.dispose();
    ready = false;
    adopted.iconPath = vscode.Uri.joinPath(context.extensionUri, 'docs', 'images', 'icon.png');
    adopted.webview.options = { enableScripts: true, localResourceRoots: [panelRoot(context.extensionUri)] };
    adopted.webview.onDidReceiveMessage(value => {
      const message = readFromPanel(value);
      if (!message) return log.warn(`Reasoning tree: a message of no known shape was dropped: ${JSON.stringify(value)?.slice(0, 200)}`);
      onReceive.fire(message);
      return receive(message).catch(error => log.error(`Reasoning tree: ${reason(error)}`));
    });
    adopted.onDidDispose(() => {
      if (panel !== adopted) return;
      panel = undefined;
      shown = target = selected = undefined;
      ready = false;
    });
    adopted.webview.html = panelPage(adopted.webview, context.extensionUri);
  };

  const serializer: vscode.WebviewPanelSerializer = {
    async deserializeWebviewPanel(restored, state) {
      target = readPanelState(state);
      shown = undefined;
      adopt(restored);
    },
  };

  const listening = vscode.Disposable.from(
    server.onStatus(status => {
      if (status.uri !== target?.uri) return;
      if (status.state === 'checking') post({ type: 'checking', uri: status.uri, version: status.version });
      else if (status.state === 'ready') void refresh();
      else post({ type: 'empty', reason: status.message ?? 'The check failed.' });
    }),
    vscode.window.onDidChangeTextEditorSelection(({ textEditor }) => follow(textEditor)),
    vscode.window.onDidChangeActiveTextEditor(editor => {
      if (!panel || !editor || !isRelevant(editor.document)) return;
      const uri = editor.document.uri.toString();
      // A panel that follows into a document without a solution would go blank for nothing.
      if (uri !== target?.uri && (server.status(uri)?.total ?? 0) > 0)
        void aim({ uri, offset: editor.document.offsetAt(editor.selection.active) });
    }),
  );

  return {
    async open(next) {
      if (!panel) {
        target = next;
        adopt(vscode.window.createWebviewPanel(viewType, 'Reasoning Tree', { viewColumn: vscode.ViewColumn.Beside, preserveFocus: true }));
        return;
      }
      // In the editor's own column the panel would cover what it speaks of.
      const column = vscode.window.activeTextEditor?.viewColumn;
      panel.reveal(column !== undefined && column === panel.viewColumn ? vscode.ViewColumn.Beside : undefined, true);
      await aim(next);
    },
    close: () => panel?.dispose(),
    serializer,
    webview: () => panel?.webview,
    shown: () => shown,
    onPost: onPost.event,
    onReceive: onReceive.event,
    dispose() {
      listening.dispose();
      panel?.dispose();
      onPost.dispose();
      onReceive.dispose();
    },
  };
}

/** The file's name, or of several solutions in a file the solution's. */
function nameOf({ uri, tree, solutions }: TreeResult): string {
  return (solutions.length > 1 && tree?.title) || vscode.Uri.parse(uri).path.split('/').at(-1) || uri;
}

function holds(span: Span, offset: number): boolean {
  return span.start <= offset && offset <= span.end;
}
