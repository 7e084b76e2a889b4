// The Test Explorer: a file is a suite, a solution a test, and a run is a verification.
import * as vscode from 'vscode';
import { DATASET_LIST, DATASET_VERIFY, type DatasetEntry, type DatasetRun, VERIFY_FILES, type VerifyFilesResult } from '../server/protocol';
import { isRecords } from './datasets';
import type { Results } from './results';
import { reason, type Server } from './server';
import { isFlagged, isWrong } from './tally';

/** A file with more solutions than this shows those that are wrong, up to as many; a tree of 100,000 helps nobody. */
const most = 2000;

type Coverage = { readonly checked: number; readonly claims: number };
/** `whole`: every claim of every solution was checked, and none fails or is doubted. */
type Outcome = { readonly wrong: number; readonly whole: boolean; readonly said: string };

const isWhole = ({ checked, claims }: Coverage): boolean => claims > 0 && checked === claims;

function summary(wrong: number, solutions: number): string {
  const many = solutions === 1 ? '1 solution' : `${solutions.toLocaleString('en-US')} solutions`;
  return wrong > 0 ? `${wrong.toLocaleString('en-US')} wrong of ${many}` : `no error found in ${many}`;
}

export function createTests(server: Server, results: Results): vscode.TestController {
  const controller = vscode.tests.createTestController('hence', 'Hence');

  const fileItem = (uri: vscode.Uri) => {
    const known = controller.items.get(uri.toString());
    if (known) return known;
    const item = controller.createTestItem(uri.toString(), vscode.workspace.asRelativePath(uri), uri);
    controller.items.add(item);
    return item;
  };
  const discover = async () => {
    const settings = vscode.workspace.getConfiguration('hence');
    const found = await vscode.workspace.findFiles(settings.get('include', ''), settings.get<string>('exclude') || null);
    const wanted = new Set(found.map(String));
    for (const [id] of controller.items) if (!wanted.has(id)) controller.items.delete(id);
    for (const uri of found) fileItem(uri);
  };
  controller.resolveHandler = async item => {
    if (!item) await discover();
  };
  controller.refreshHandler = discover;

  const runFile = async (item: vscode.TestItem, run: vscode.TestRun): Promise<void> => {
    const uri = item.uri!;
    run.started(item);
    const began = Date.now();
    try {
      const all = isRecords(uri) ? await runDataset(item, uri, run) : await runDocument(item, uri, run);
      item.description = all.wrong > 0 ? undefined : all.said;
      if (all.wrong > 0) run.failed(item, new vscode.TestMessage(all.said), Date.now() - began);
      else if (all.whole) run.passed(item, Date.now() - began);
      else run.skipped(item);
    } catch (error) {
      run.errored(item, new vscode.TestMessage(reason(error)));
    }
  };

  /** Passed is only what was checked whole: no error found in half of it is no pass. The editor calls the rest skipped. */
  const tell = (run: vscode.TestRun, child: vscode.TestItem, doubted: boolean, coverage: Coverage) => {
    child.description = `${doubted ? 'doubted' : coverage.checked > 0 ? 'no error found' : 'not checked'} · ${coverage.checked} of ${coverage.claims} claims checked`;
    if (!doubted && isWhole(coverage)) run.passed(child);
    else run.skipped(child);
  };

  const runDocument = async (item: vscode.TestItem, uri: vscode.Uri, run: vscode.TestRun): Promise<Outcome> => {
    const { files } = await server.request<VerifyFilesResult>(VERIFY_FILES, { uris: [uri.toString()] }, run.token);
    const [file] = files;
    if (!file || file.solutions.length === 0) return { wrong: 0, whole: false, said: 'no solution' };
    results.put(file);
    const shown = file.solutions.slice(0, most).map(solution => {
      const child = controller.createTestItem(`${uri}#${solution.id}`, solution.title || solution.id, uri);
      child.range = new vscode.Range(solution.line, 0, solution.line, 0);
      return { child, solution };
    });
    item.children.replace(shown.map(({ child }) => child));
    for (const { child, solution } of shown) {
      const root = solution.findings.find(({ standing }) => standing === 'root');
      if (!root) {
        tell(run, child, isFlagged(solution), solution.coverage);
        continue;
      }
      const message = new vscode.TestMessage(`${root.stepName}: ${root.message}`);
      message.location = new vscode.Location(uri, new vscode.Range(root.line, root.character, root.endLine, root.endCharacter));
      run.failed(child, message);
    }
    const { solutions } = file;
    const wrong = solutions.filter(isWrong).length;
    const whole = solutions.every(solution => !isFlagged(solution) && isWhole(solution.coverage));
    return { wrong, whole, said: summary(wrong, solutions.length) };
  };

  const runDataset = async (item: vscode.TestItem, uri: vscode.Uri, run: vscode.TestRun): Promise<Outcome> => {
    const done = await server.request<DatasetRun>(DATASET_VERIFY, { uris: [uri.toString()] }, run.token);
    if (done.solutions === 0) return { wrong: 0, whole: false, said: 'no solution' };
    results.putRun(done);
    const filter = done.solutions > most ? { verdict: 'root' } : {};
    const entries = await server.request<DatasetEntry[]>(DATASET_LIST, { uri: uri.toString(), ...filter, offset: 0, limit: most });
    const shown = entries.map(entry => {
      const child = controller.createTestItem(`${uri}#${entry.n}`, entry.id, uri);
      child.range = new vscode.Range(entry.line - 1, 0, entry.line - 1, 0);
      return { child, entry };
    });
    item.children.replace(shown.map(({ child }) => child));
    for (const { child, entry } of shown) {
      if (entry.verdict === 'root') run.failed(child, new vscode.TestMessage(`Step ${entry.firstError + 1}: ${entry.message}`));
      else tell(run, child, entry.verdict === 'opinion', entry);
    }
    const whole = done.solutions <= most && done.unreadable === 0 && entries.every(entry => entry.verdict === 'none' && isWhole(entry));
    return { wrong: done.wrong, whole, said: summary(done.wrong, done.solutions) };
  };

  controller.createRunProfile(
    'Verify',
    vscode.TestRunProfileKind.Run,
    async (request, token) => {
      if (controller.items.size === 0) await discover();
      const run = controller.createTestRun(request);
      const excluded = new Set(request.exclude?.map(({ id }) => id));
      // A solution is verified with its file.
      const chosen = request.include?.map(item => item.parent ?? item) ?? [...controller.items].map(([, item]) => item);
      for (const item of new Set(chosen)) {
        if (token.isCancellationRequested) break;
        if (!excluded.has(item.id)) await runFile(item, run);
      }
      run.end();
    },
    true,
  );
  return controller;
}
