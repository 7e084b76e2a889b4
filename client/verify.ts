// Verifying on request: the document in front, or every solution of the workspace.
import * as vscode from 'vscode';
import {
  DATASET_INFO,
  type DatasetInfo,
  type DatasetRun,
  VERIFY,
  VERIFY_FILES,
  type VerifiedFile,
  type VerifyFilesResult,
  type VerifyResult,
} from '../server/protocol';
import { isRecords } from './datasets';
import { isRelevant } from './documents';
import type { Results } from './results';
import { reason, type Server } from './server';
import { inWords, isFlagged, sumOf, type Tally, tallyOf } from './tally';

export type Totals = Tally & { readonly files: number; readonly cancelled: boolean };

/** Verifies the document of the active editor now, whatever `hence.run` says. */
export async function verify(server: Server, results: Results): Promise<VerifyResult | undefined> {
  const document = vscode.window.activeTextEditor?.document;
  if (!document || !isRelevant(document)) {
    void vscode.window.showInformationMessage('Open a solution first: Markdown, LaTeX, plain text, JSON or JSONL.');
    return undefined;
  }
  const result = await server.request<VerifyResult>(VERIFY, { uri: document.uri.toString() });
  results.say(summary(result));
  return result;
}

function summary({ solutions }: VerifyResult): string {
  if (!solutions.length) return 'no solution was found in this document';
  const sum = (pick: 'claims' | 'checked') => solutions.reduce((total, { coverage }) => total + coverage[pick], 0);
  const tally = tallyOf(solutions);
  const [one] = solutions.length === 1 ? solutions : [];
  const verdict = !one ? `${inWords(tally)} solutions` : tally.wrong ? 'an error was found' : isFlagged(one) ? 'doubted' : 'no error found';
  return `${verdict} · ${sum('checked')} of ${sum('claims')} claims checked`;
}

let runs = 0;

type VerifySets = (uris: readonly vscode.Uri[]) => Promise<DatasetRun | undefined>;

/**
 * Verifies every file that `hence.include` names. Results go to the view as they come; cancelling keeps those that came.
 * Files of many records are verified as data sets, record by record on all cores.
 */
export async function verifyAll(server: Server, results: Results, verifySets: VerifySets): Promise<Totals | undefined> {
  const settings = vscode.workspace.getConfiguration('hence');
  const include = settings.get<string>('include', '');
  const found = await vscode.workspace.findFiles(include, settings.get<string>('exclude') || null);
  if (!found.length) {
    const why = vscode.workspace.workspaceFolders
      ? `No file of this workspace matches hence.include (${include}).`
      : 'Open a folder first.';
    void vscode.window.showInformationMessage(why);
    return undefined;
  }
  const isSet = await Promise.all(found.map(uri => isDataset(uri, server)));
  const sets = found.filter((_, i) => isSet[i]).sort((a, b) => (a.path < b.path ? -1 : 1));
  const uris = found
    .filter((_, i) => !isSet[i])
    .map(uri => uri.toString())
    .sort();
  const totals = uris.length > 0 ? await verifyFiles(server, results, uris) : { ...tallyOf([]), files: 0, cancelled: false };
  if (sets.length === 0 || totals.cancelled) return totals;
  const run = await verifySets(sets);
  if (!run) return { ...totals, cancelled: true };
  const all = sumOf([totals, run]);
  if (uris.length > 0) results.say(`${inWords(all)} solutions`);
  return { ...all, files: totals.files + sets.length, cancelled: false };
}

/** Records a person still reads through in a text editor; more are a data set. */
const few = 100;

async function isDataset(uri: vscode.Uri, server: Server): Promise<boolean> {
  if (uri.scheme !== 'file' || !isRecords(uri)) return false;
  try {
    return (await server.request<DatasetInfo>(DATASET_INFO, { uri: uri.toString() })).records > few;
  } catch {
    // What cannot be read is told where the file is verified.
    return false;
  }
}

async function verifyFiles(server: Server, results: Results, uris: readonly string[]): Promise<Totals> {
  void vscode.commands.executeCommand('hence.solutions.focus');
  const options = { location: vscode.ProgressLocation.Notification, title: 'Verifying solutions', cancellable: true };
  return vscode.window.withProgress(options, async (progress, token) => {
    const client = await server.ensure();
    const { ProgressType, WorkDoneProgress } = await import('vscode-languageclient');
    const run = `hence-verify-${++runs}`;
    let percentage = 0;
    const listening = vscode.Disposable.from(
      client.onProgress(WorkDoneProgress.type, `${run}-work`, value => {
        if (value.kind === 'end') return;
        const reached = value.percentage ?? percentage;
        progress.report({ message: value.message, increment: reached - percentage });
        percentage = reached;
      }),
      client.onProgress(new ProgressType<VerifiedFile | VerifiedFile[]>(), `${run}-files`, value => {
        for (const file of [value].flat()) results.put(file);
      }),
    );
    try {
      const params = { uris, workDoneToken: `${run}-work`, partialResultToken: `${run}-files` };
      const { files, cancelled } = await client.sendRequest<VerifyFilesResult>(VERIFY_FILES, params, token);
      for (const file of files) results.put(file);
      const totals = { ...count(results, uris), cancelled };
      results.say(`${inWords(totals)} solutions${cancelled ? ', then cancelled' : ''}`);
      return totals;
    } catch (error) {
      // Some servers answer a cancelled request with an error; what came before it stays.
      if (token.isCancellationRequested) return { ...count(results, uris), cancelled: true };
      throw new Error(`The solutions could not be verified: ${reason(error)}`);
    } finally {
      listening.dispose();
    }
  });
}

function count(results: Results, uris: readonly string[]): Omit<Totals, 'cancelled'> {
  const files = uris.flatMap(uri => results.file(uri) ?? []);
  return { ...tallyOf(files.flatMap(file => file.solutions)), files: files.length };
}
