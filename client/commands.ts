// Every command: id → what it does. package.json names the same ones.
import * as vscode from 'vscode';
import type { DashboardPage } from './dashboard';
import type { DatasetEditor } from './dataset-editor';
import { chooseDataset, type verifyDatasets } from './datasets';
import type { Place } from './documents';
import { revealFinding, step } from './findings';
import type { Models } from './models';
import { editSlips } from './notes';
import type { Pages } from './pages';
import type { Panel } from './panel';
import type { Refining } from './refine';
import type { Results } from './results';
import type { Server } from './server';
import type { Entry, SolutionsView } from './solutions';
import { verify, verifyAll } from './verify';

export type Parts = {
  readonly server: Server;
  readonly panel: Panel;
  readonly results: Results;
  readonly view: SolutionsView;
  readonly pages: Pages;
  readonly models: Models;
  readonly refining: Refining;
  readonly log: vscode.LogOutputChannel;
  readonly datasets: DatasetEditor;
  readonly dashboard: DashboardPage;
  readonly verifySets: (uris: readonly vscode.Uri[]) => ReturnType<typeof verifyDatasets>;
};

type Command = (...args: never[]) => unknown;

export function commands({
  server,
  panel,
  results,
  view,
  pages,
  models,
  refining,
  log,
  datasets,
  dashboard,
  verifySets,
}: Parts): Record<string, Command> {
  return {
    'hence.verify': () => verify(server, results),
    'hence.verifyAll': () => verifyAll(server, results, verifySets),
    'hence.openTree': (at?: string | vscode.Uri | Entry, solution?: unknown) => openTree(panel, at, solution),
    'hence.compare': (at?: Entry, all?: readonly Entry[]) => compareSolutions(panel, at, all),
    'hence.nextFinding': () => step(1),
    'hence.previousFinding': () => step(-1),
    'hence.openSample': () => pages.openSample(),
    'hence.restartServer': () => server.restart(),
    'hence.showSettings': () => pages.showSettings(),
    'hence.showLog': () => log.show(true),
    'hence.verifyDataset': async (at?: vscode.Uri) => {
      const uri = await chooseDataset(at, 'Verify Dataset');
      return uri && verifySets([uri]);
    },
    'hence.openDataset': async (at?: vscode.Uri, n?: unknown) => {
      const uri = await chooseDataset(at, 'Open Dataset');
      if (uri) await datasets.open(uri, typeof n === 'number' ? n : undefined);
    },
    'hence.openDashboard': () => dashboard.open(),
    'hence.filterSolutions': () => view.chooseFilter(),
    'hence.moreRecords': (uri: string) => view.more(uri),
    'hence.showOnlyWrong': () => view.showOnlyWrong(true),
    'hence.showAllSolutions': () => view.showOnlyWrong(false),
    'hence.clearResults': () => results.clear(),
    'hence.revealFinding': (uri: string | vscode.Uri, _solution?: string, place?: Place) => revealFinding(toUri(uri), place),
    'hence.askModel': () => models.ask(server),
    'hence.refine': () => refining.refine(server),
    'hence.editSlips': () => editSlips(),
    'hence.setModelKey': () => models.setKey(),
    'hence.withdrawPermissions': () => models.withdraw(),
    'hence.showDisagreements': () => models.showDisagreements(server),
    'hence.openRule': (code: string) => pages.openRule(code),
  };
}

/** From the palette and the editor's title: the solution at the caret. From a lens, a quick fix or the view: the one named. */
async function openTree(panel: Panel, at?: string | vscode.Uri | Entry, solution?: unknown): Promise<void> {
  if (at && typeof at === 'object' && 'kind' in at) {
    if (at.kind === 'solution' || at.kind === 'finding') await panel.open({ uri: at.uri, solution: at.solution.id });
    return;
  }
  const editor = vscode.window.activeTextEditor;
  const uri = at ? toUri(at).toString() : editor?.document.uri.toString();
  if (!uri) return void vscode.window.showInformationMessage('Open a solution first: Markdown, LaTeX, plain text, JSON or JSONL.');
  if (typeof solution === 'string') return panel.open({ uri, solution });
  const offset = editor?.document.uri.toString() === uri ? editor.document.offsetAt(editor.selection.active) : undefined;
  await panel.open({ uri, offset });
}

/** From the view: the solutions that are marked there. Else those of the problem at the caret. */
async function compareSolutions(panel: Panel, at?: Entry, all?: readonly Entry[]): Promise<void> {
  const chosen = (all ?? []).flatMap(entry => (entry.kind === 'solution' ? [{ uri: entry.uri, solution: entry.solution.id }] : []));
  if (chosen.length > 1) return panel.compare(chosen[0]!, chosen);
  if (at?.kind === 'solution') return panel.compare({ uri: at.uri, solution: at.solution.id });
  const editor = vscode.window.activeTextEditor;
  if (!editor) return void vscode.window.showInformationMessage('Open a file with several solutions of one problem first.');
  await panel.compare({ uri: editor.document.uri.toString(), offset: editor.document.offsetAt(editor.selection.active) });
}

function toUri(uri: string | vscode.Uri): vscode.Uri {
  return typeof uri === 'string' ? vscode.Uri.parse(uri) : uri;
}

/** Registers the table; a command that fails says why instead of failing silently. */
export function registerCommands(parts: Parts): vscode.Disposable {
  const made = Object.entries(commands(parts)).map(([id, run]) =>
    vscode.commands.registerCommand(id, run as (...args: unknown[]) => unknown),
  );
  return vscode.Disposable.from(...made);
}
