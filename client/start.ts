// Everything both editions of the extension do; what differs is how the server is made.
import * as vscode from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import type { Status } from '../server/protocol';
import { commands, type Parts, registerCommands } from './commands';
import { createDashboard, type DashboardPage } from './dashboard';
import { createDatasetEditor, type DatasetEditor } from './dataset-editor';
import { verifyDatasets } from './datasets';
import { isRelevant } from './documents';
import { createModels, type Models } from './models';
import { createPages } from './pages';
import { createPanel, type Panel, viewType } from './panel';
import { createProblems } from './problems';
import { createRefining, type Refining } from './refine';
import { createResults, type Results } from './results';
import { createServer, type MakeClient, type Server } from './server';
import { createSolutionsView, type SolutionsView } from './solutions';
import { createStatusItem } from './status';
import { createTests } from './tests';

/** What `activate` returns: a window for tests, and for nobody else. */
export type Api = {
  client(): BaseLanguageClient | undefined;
  /** Settles when the server runs. */
  readonly ready: () => Promise<BaseLanguageClient>;
  status(uri: string): Status | undefined;
  readonly onStatus: vscode.Event<Status>;
  readonly commandIds: readonly string[];
  readonly panel: Panel;
  readonly view: SolutionsView;
  readonly results: Results;
  readonly server: Server;
  readonly datasets: DatasetEditor;
  readonly dashboard: DashboardPage;
  readonly tests: vscode.TestController;
  readonly models: Models;
  readonly refining: Refining;
};

export function start(context: vscode.ExtensionContext, makeClient: MakeClient): Api {
  const log = vscode.window.createOutputChannel('Hence', { log: true });
  const models = createModels(context, log);
  const server = createServer(makeClient, log, models.answer);
  const refining = createRefining(models);
  const panel = createPanel(context, server, log);
  const results = createResults(server, log);
  const view = createSolutionsView(results, server);
  const verifySets = async (uris: readonly vscode.Uri[]) => {
    const run = await verifyDatasets(server, results, uris);
    await dashboard.refresh();
    return run;
  };
  const datasets = createDatasetEditor(context, { server, panel, log, verify: uri => verifySets([uri]) });
  const dashboard = createDashboard(context, server, log, file => void datasets.open(vscode.Uri.file(file)));
  const tests = createTests(server, results);
  const pages = createPages(context, server);
  const parts: Parts = { server, panel, results, view, pages, models, refining, log, datasets, dashboard, verifySets };

  context.subscriptions.push(
    log,
    server,
    panel,
    results,
    view,
    pages,
    refining,
    datasets,
    dashboard,
    tests,
    createProblems(results),
    createStatusItem(server),
    registerCommands(parts),
    vscode.window.registerWebviewPanelSerializer(viewType, panel.serializer),
    startWhenNeeded(server),
    keepContext(server),
  );
  return {
    client: server.client,
    ready: server.ensure,
    status: server.status,
    onStatus: server.onStatus,
    commandIds: Object.keys(commands(parts)),
    panel,
    view,
    results,
    server,
    datasets,
    dashboard,
    tests,
    models,
    refining,
  };
}

/**
 * Starts the server with the first document in sight that may hold a solution, and not before: other extensions open
 * documents nobody looks at, a package.json for one.
 */
function startWhenNeeded(server: Server): vscode.Disposable {
  const consider = () => {
    if (server.health().state !== 'idle' || !vscode.workspace.getConfiguration('hence').get<boolean>('enable', true)) return;
    const cells = vscode.window.visibleNotebookEditors.flatMap(({ notebook }) => notebook.getCells().map(({ document }) => document));
    const inSight = [...vscode.window.visibleTextEditors.map(({ document }) => document), ...cells];
    // A failed start is told by the status item; a person restarts it from there.
    if (inSight.some(isRelevant)) server.ensure().catch(() => {});
  };
  consider();
  return vscode.Disposable.from(
    vscode.window.onDidChangeVisibleTextEditors(consider),
    vscode.window.onDidChangeVisibleNotebookEditors(consider),
    // A document may become one of ours by a change of its language, which closes and opens it where it stands.
    vscode.workspace.onDidOpenTextDocument(consider),
    vscode.workspace.onDidChangeConfiguration(event => event.affectsConfiguration('hence') && consider()),
  );
}

/** `hence.hasSolution` is true while the document in front holds a solution: it shows the title button and the keys. */
function keepContext(server: Server): vscode.Disposable {
  let last: boolean | undefined;
  const update = () => {
    const uri = vscode.window.activeTextEditor?.document.uri.toString();
    const status = uri === undefined ? undefined : server.status(uri);
    const value = (status?.total ?? 0) > 0;
    // While a document is being checked again, the button stays as it was.
    if (value === last || (status?.state === 'checking' && last !== undefined)) return;
    last = value;
    void vscode.commands.executeCommand('setContext', 'hence.hasSolution', value);
  };
  update();
  return vscode.Disposable.from(server.onStatus(update), vscode.window.onDidChangeActiveTextEditor(update));
}
