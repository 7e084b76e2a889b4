// Verifying on request: the document in front, or every solution of the workspace.
import * as vscode from 'vscode';
import { type DatasetRun, VERIFY, VERIFY_FILES, type VerifiedFile, type VerifyFilesResult, type VerifyResult } from '../server/protocol';
import { isRelevant } from './documents';
import { isWrong, type Results } from './results';
import { reason, type Server } from './server';

export type Totals = { readonly files: number; readonly solutions: number; readonly wrong: number; readonly cancelled: boolean };

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
  const wrong = solutions.filter(isWrong).length;
  const verdict =
    solutions.length === 1 ? (wrong ? 'an error was found' : 'no error found') : `${wrong} wrong of ${solutions.length} solutions`;
  return `${verdict} · ${sum('checked')} of ${sum('claims')} claims checked`;
}

let runs = 0;

type VerifySets = (uris: readonly vscode.Uri[]) => Promise<DatasetRun | undefined>;

/**
 * Verifies every file that `hence.include` names. Results go to the view as they come; cancelling keeps those that came.
 * Files of records that are too large to be read whole are verified as data sets, record by record on all cores.
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
  const large = await Promise.all(found.map(isLarge));
  const sets = found.filter((_, i) => large[i]).sort((a, b) => (a.path < b.path ? -1 : 1));
  const uris = found
    .filter((_, i) => !large[i])
    .map(uri => uri.toString())
    .sort();
  const totals = uris.length > 0 ? await verifyFiles(server, results, uris) : { files: 0, solutions: 0, wrong: 0, cancelled: false };
  if (sets.length === 0 || totals.cancelled) return totals;
  const run = await verifySets(sets);
  const { files, solutions, wrong } = totals;
  return run
    ? { files: files + sets.length, solutions: solutions + run.solutions, wrong: wrong + run.wrong + run.opinions, cancelled: false }
    : { ...totals, cancelled: true };
}

/** In bytes: more is worth all cores, and too many rows for a list. */
const largest = 2 << 20;

async function isLarge(uri: vscode.Uri): Promise<boolean> {
  if (uri.scheme !== 'file' || !/\.(jsonl|ndjson)$/i.test(uri.path)) return false;
  const { size } = await vscode.workspace.fs.stat(uri).then(
    found => found,
    () => ({ size: 0 }),
  );
  return size > largest;
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
      results.say(`${totals.wrong} wrong of ${totals.solutions} solutions${cancelled ? ', then cancelled' : ''}`);
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
  const solutions = files.flatMap(file => file.solutions);
  return { files: files.length, solutions: solutions.length, wrong: solutions.filter(isWrong).length };
}
