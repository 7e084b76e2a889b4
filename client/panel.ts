// The reasoning tree's webview panel: one panel, showing one solution of one document.
import * as vscode from 'vscode';
import {
  COMPARE,
  type CompareParams,
  type CompareResult,
  type FromPanel,
  type PanelPlace,
  type PanelState,
  type Span,
  type ToPanel,
  TREE,
  type TreeParams,
  type TreeResult,
} from '../server/protocol';
import { applyEdits, applyRepair, replayOf } from './apply';
import { chooseSolution } from './choose';
import { isRelevant, reveal } from './documents';
import { createKeeping, type Keeping } from './keeping';
import { readFromPanel, readPanelState } from './messages';
import { panelRoot, webPage } from './page';
import { reason, type Server } from './server';
import { createMarker, watchMouse } from './ties';

export const viewType = 'hence.tree';

export type Target = { readonly uri: string; readonly solution?: string; readonly offset?: number; readonly node?: string };

export type Panel = vscode.Disposable & {
  /** Shows the tree of the target beside the editor; brings an open panel to the target. */
  open(target: Target): Promise<void>;
  /** Merges solutions of one problem: those named, or all that share the problem of the target's. */
  compare(target: Target, chosen?: CompareParams['chosen']): Promise<void>;
  close(): void;
  readonly keeping: Keeping;
  readonly serializer: vscode.WebviewPanelSerializer;
  webview(): vscode.Webview | undefined;
  /** The tree last sent to the panel. */
  shown(): TreeResult | undefined;
  /** Hears a message as if the page had sent it. */
  hear(message: unknown): Promise<void>;
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
  let pointed: string | undefined;
  let asked = 0;
  let pinned = false;
  let follows = true;
  /** What is compared; asked for again with every new tree. */
  let compared: CompareParams | undefined;
  /** It was asked for by the graph, and nobody looks at it yet. */
  let quiet = false;
  const marker = createMarker();
  const keeping = createKeeping(context.extensionUri, server);

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
      pointed = undefined;
      target = { uri: result.uri, solution: result.tree.solution };
      panel.title = `Reasoning: ${nameOf(result)}`;
      const ms = server.status(result.uri)?.ms;
      const { uri, version, tree, solutions } = result;
      post({ type: 'tree', uri, version, tree, solutions, ...(ms === undefined ? {} : { ms }) });
      if (compared) await mergeAgain(question);
      if (question !== asked) return;
      if (wanted.node) select(wanted.node);
      else if (wanted.offset !== undefined) selectAt(wanted.offset);
    } catch (error) {
      if (question !== asked) return;
      log.error(`The reasoning tree of ${wanted.uri} could not be shown: ${reason(error)}`);
      post({ type: 'empty', reason: reason(error) });
    }
  };

  /** Asks for the comparison of the shown document's new version; where there is none any more, it is taken away. */
  const mergeAgain = async (question: number) => {
    if (!compared || !shown) return;
    const solution = compared.solution ?? shown.tree?.solution;
    compared = { ...compared, ...(solution === undefined ? {} : { solution }) };
    const result = await server.request<CompareResult>(COMPARE, compared);
    if (question !== asked) return;
    const { uri, version, comparison, reason: why } = result;
    // Another problem is looked at now.
    if (!compared.chosen && comparison && !comparison.samples.some(one => one.solution === shown?.tree?.solution)) {
      compared = undefined;
      return;
    }
    if (!comparison) compared = undefined;
    post({ type: 'comparison', uri, version, comparison, ...(why ? { reason: sentence(why) } : {}), ...(quiet ? { quiet } : {}) });
  };

  const merge = async (params: CompareParams, unseen = false) => {
    quiet = unseen;
    for (const uri of new Set([params.uri, ...(params.chosen ?? []).map(one => one.uri)]))
      await vscode.workspace.openTextDocument(vscode.Uri.parse(uri));
    compared = params;
    await mergeAgain(asked);
  };

  const select = (node: string) => {
    if (!shown || node === selected) return;
    selected = node;
    pointed = undefined;
    post({ type: 'select', uri: shown.uri, node });
  };

  const aim = (next: Target) => {
    if (next.uri !== target?.uri) shown = compared = undefined;
    target = next;
    selected = undefined;
    return refresh();
  };

  const selectAt = (offset: number) => {
    const node = shown?.tree?.nodes.find(({ span }) => holds(span, offset));
    if (node) select(node.id);
    return node !== undefined;
  };

  /** The mouse rests on the text: its node is marked in the panel. */
  const point = (document: vscode.TextDocument, offset: number) => {
    if (!shown?.tree || document.uri.toString() !== shown.uri || document.version !== shown.version) return;
    const node = shown.tree.nodes.find(({ span }) => holds(span, offset))?.id;
    if (node === pointed) return;
    pointed = node;
    post({ type: 'point', uri: shown.uri, ...(node === undefined ? {} : { node }) });
  };

  /** The caret moved: into a node of the tree shown, or into another solution of the same document. */
  const follow = (editor: vscode.TextEditor) => {
    if (!follows || !shown?.tree || editor.document.uri.toString() !== shown.uri || editor.document.version !== shown.version) return;
    const offset = editor.document.offsetAt(editor.selection.active);
    if (selectAt(offset)) return;
    const other = shown.solutions.find(({ span }) => holds(span, offset));
    if (!pinned && other && other.id !== shown.tree.solution) void aim({ uri: shown.uri, solution: other.id, offset });
  };

  /** What a page kept over a reload. */
  const take = (kept: PanelState | undefined) => {
    target = kept;
    ({ pinned = false, follow: follows = true } = kept ?? {});
  };

  const receive = async (message: FromPanel) => {
    switch (message.type) {
      case 'ready':
        ready = true;
        selected = undefined;
        // A page that was hidden starts anew; what it kept counts only where nothing is known here.
        if (!target && message.state) take(message.state);
        post({ type: 'ties', pinned, follow: follows });
        return target ? refresh() : post({ type: 'empty', reason: 'Open a solution and choose "Open Reasoning Tree".' });
      case 'reveal':
        // The page may point into the document it shows and nowhere else.
        // The focus stays in the tree, so that a walk through it with the keys goes on.
        if (message.uri === target?.uri) await reveal(vscode.Uri.parse(message.uri), message.span, { preserveFocus: true });
        return;
      case 'pick':
        if (message.uri === target?.uri) await aim({ uri: message.uri, solution: message.solution, node: message.node });
        return;
      case 'choose': {
        const solution = shown && message.uri === shown.uri ? await chooseSolution(shown) : undefined;
        if (solution !== undefined && message.uri === target?.uri) await aim({ uri: message.uri, solution });
        return;
      }
      case 'hover':
        if (message.uri === target?.uri) marker.mark(message.uri, message.version, message.span);
        pointed = undefined;
        return;
      case 'compare':
        if (message.uri === target?.uri) await merge({ uri: message.uri, solution: message.solution }, message.quiet);
        return;
      case 'copy':
      case 'save':
      case 'picture':
        if (message.uri === target?.uri) await give(message);
        return;
      case 'ties':
        ({ pinned, follow: follows } = message);
        if (!pinned && vscode.window.activeTextEditor) follow(vscode.window.activeTextEditor);
        return;
      case 'place':
        return place(message.place);
      case 'apply':
        if (!shown || message.uri !== shown.uri || message.version !== shown.version || !(await applyRepair(shown, message))) {
          vscode.window.setStatusBarMessage('Hence: the document has changed since; the correction was not applied', 8000);
          await refresh();
        }
        return;
      case 'whatIf':
      case 'carryOn':
        return carry(message);
      case 'error':
        log.error(`Reasoning tree: ${message.message}`);
    }
  };

  const give = async (wish: Extract<FromPanel, { type: 'copy' | 'save' | 'picture' }>) => {
    try {
      const text = await (wish.type === 'copy' ? keeping.copy(wish) : wish.type === 'save' ? keeping.save(wish) : keeping.picture(wish));
      if (text) post({ type: 'notice', text });
    } catch (error) {
      log.error(`Reasoning tree: ${reason(error)}`);
      post({ type: 'notice', text: sentence(reason(error)) });
    }
  };

  /** Shows what would follow from a correction, or puts it into the text: one edit, which can be undone. */
  const carry = async (message: Extract<FromPanel, { type: 'whatIf' | 'carryOn' }>) => {
    const { uri, version, node, finding, repair } = message;
    if (!shown || uri !== shown.uri || version !== shown.version) return refresh();
    const found = await replayOf(server, shown, message);
    const told = { uri, version, node, finding, repair };
    if (message.type === 'whatIf' || !found.replay) {
      post({
        type: 'replay',
        ...told,
        replay: found.replay,
        ...(found.changes ? { changes: found.changes } : {}),
        ...(found.reason ? { reason: sentence(found.reason) } : {}),
      });
      return;
    }
    const { steps } = found.replay;
    const edits = steps.flatMap(step => step.edits);
    if (found.version !== version || !(await applyEdits(shown, edits, 'Correct and carry on'))) return refresh();
    const count = (mark: (typeof steps)[number]['mark']) => steps.filter(step => step.mark === mark).length;
    const open = count('open');
    const left = open > 0 ? `; ${open === 1 ? '1 step' : `${open} steps`} could not be recomputed` : '';
    post({ type: 'notice', text: `Corrected, and ${count('recomputed')} recomputed${left}` });
  };

  /** The editor moves its own panels; the panel must be the active one for that. */
  const place = async (where: PanelPlace) => {
    panel?.reveal(undefined, false);
    await vscode.commands.executeCommand(moves[where]);
  };

  /** Whatever comes through the wall: believed only after its shape was checked. */
  const hear = async (value: unknown) => {
    const message = readFromPanel(value);
    if (!message) return log.warn(`Reasoning tree: a message of no known shape was dropped: ${JSON.stringify(value)?.slice(0, 200)}`);
    onReceive.fire(message);
    return receive(message).catch(error => log.error(`Reasoning tree: ${reason(error)}`));
  };

  const adopt = (adopted: vscode.WebviewPanel) => {
    const old = panel;
    panel = adopted;
    old?.dispose();
    ready = false;
    adopted.iconPath = vscode.Uri.joinPath(context.extensionUri, 'docs', 'images', 'icon.png');
    adopted.webview.options = { enableScripts: true, localResourceRoots: [panelRoot(context.extensionUri)] };
    adopted.webview.onDidReceiveMessage(hear);
    const mouse = watchMouse(point);
    adopted.onDidDispose(() => {
      mouse.dispose();
      if (panel !== adopted) return;
      panel = undefined;
      if (target) marker.mark(target.uri, -1, undefined);
      shown = target = selected = compared = undefined;
      ready = pinned = false;
      follows = true;
    });
    adopted.webview.html = webPage(adopted.webview, context.extensionUri, 'panel', 'Reasoning Tree');
  };

  const serializer: vscode.WebviewPanelSerializer = {
    async deserializeWebviewPanel(restored, state) {
      take(readPanelState(state));
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
      if (!panel || pinned || !follows || !editor || !isRelevant(editor.document)) return;
      const uri = editor.document.uri.toString();
      // A panel that follows into a document without a solution would go blank for nothing.
      if (uri !== target?.uri && (server.status(uri)?.total ?? 0) > 0)
        void aim({ uri, offset: editor.document.offsetAt(editor.selection.active) });
    }),
  );

  const open = async (next: Target) => {
    if (!panel) {
      target = next;
      adopt(vscode.window.createWebviewPanel(viewType, 'Reasoning Tree', { viewColumn: vscode.ViewColumn.Beside, preserveFocus: true }));
      return;
    }
    // In the editor's own column the panel would cover what it speaks of.
    const column = vscode.window.activeTextEditor?.viewColumn;
    panel.reveal(column !== undefined && column === panel.viewColumn ? vscode.ViewColumn.Beside : undefined, true);
    await aim(next);
  };

  return {
    open,
    async compare(next, chosen) {
      await open(next);
      // Where the caret chose the solution, the tree says which it is.
      const solution = next.solution ?? (shown?.uri === next.uri ? shown.tree?.solution : undefined);
      await merge({ uri: next.uri, ...(solution === undefined ? {} : { solution }), ...(chosen ? { chosen } : {}) });
    },
    keeping,
    close: () => panel?.dispose(),
    serializer,
    webview: () => panel?.webview,
    shown: () => shown,
    hear,
    onPost: onPost.event,
    onReceive: onReceive.event,
    dispose() {
      listening.dispose();
      marker.dispose();
      panel?.dispose();
      onPost.dispose();
      onReceive.dispose();
    },
  };
}

const moves: Readonly<Record<PanelPlace, string>> = {
  beside: 'workbench.action.moveEditorToRightGroup',
  below: 'workbench.action.moveEditorToBelowGroup',
  window: 'workbench.action.moveEditorToNewWindow',
};

const sentence = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** The file's name, or of several solutions in a file the solution's. */
function nameOf({ uri, tree, solutions }: TreeResult): string {
  return (solutions.length > 1 && tree?.title) || vscode.Uri.parse(uri).path.split('/').at(-1) || uri;
}

function holds(span: Span, offset: number): boolean {
  return span.start <= offset && offset <= span.end;
}
