// Data sets on disk: verified as a whole by the server, whatever their size, and kept as counts here.
import * as vscode from 'vscode';
import { DATASET_VERIFY, type DatasetRun } from '../server/protocol';
import type { Results } from './results';
import { reason, type Server } from './server';
import { inWords } from './tally';

/** A file of records, by its name. */
export function isRecords({ path }: vscode.Uri): boolean {
  return /\.(jsonl|ndjson)$/i.test(path);
}

let runs = 0;

/** Verifies files on all cores, with a progress that can be cancelled; what was done until then stays. */
export async function verifyDatasets(server: Server, results: Results, uris: readonly vscode.Uri[]): Promise<DatasetRun | undefined> {
  if (uris.length === 0) return undefined;
  void vscode.commands.executeCommand('hence.solutions.focus');
  const title = uris.length === 1 ? `Verifying ${uris[0]!.path.split('/').at(-1)}` : `Verifying ${uris.length} data sets`;
  const options = { location: vscode.ProgressLocation.Notification, title, cancellable: true };
  return vscode.window.withProgress(options, async (progress, token) => {
    const client = await server.ensure();
    const { WorkDoneProgress } = await import('vscode-languageclient');
    const workDoneToken = `hence-dataset-${++runs}`;
    let percentage = 0;
    const listening = client.onProgress(WorkDoneProgress.type, workDoneToken, value => {
      if (value.kind === 'end') return;
      const reached = value.percentage ?? percentage;
      progress.report({ message: value.message, increment: reached - percentage });
      percentage = reached;
    });
    try {
      const run = await client.sendRequest<DatasetRun>(DATASET_VERIFY, { uris: uris.map(String), workDoneToken }, token);
      results.putRun(run);
      results.say(`${inWords(run)} solutions`);
      return run;
    } catch (error) {
      if (token.isCancellationRequested) return undefined;
      throw new Error(`The data set could not be verified: ${reason(error)}`);
    } finally {
      listening.dispose();
    }
  });
}

/** The data set a command is about: the one named, the one in front in whatever editor, or one that is chosen. */
export async function chooseDataset(at: vscode.Uri | undefined, title: string): Promise<vscode.Uri | undefined> {
  if (at instanceof vscode.Uri) return at;
  const input = vscode.window.tabGroups.activeTabGroup.activeTab?.input;
  if (input instanceof vscode.TabInputCustom && input.viewType === 'hence.dataset') return input.uri;
  if (input instanceof vscode.TabInputText && input.uri.scheme === 'file' && isRecords(input.uri)) return input.uri;
  const [chosen] = (await vscode.window.showOpenDialog({ title, filters: { 'JSON Lines': ['jsonl', 'ndjson'] } })) ?? [];
  return chosen;
}
