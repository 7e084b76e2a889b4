// The Test Explorer: a file is a suite, a solution a test, and a run is a verification.
import * as vscode from 'vscode';
import { DATASET_LIST, DATASET_VERIFY, type DatasetEntry, type DatasetRun, VERIFY_FILES, type VerifyFilesResult } from '../server/protocol';
import type { Results } from './results';
import { reason, type Server } from './server';

/** A file with more solutions than this shows those that are wrong, up to as many; a tree of 100,000 helps nobody. */
const most = 2000;

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
      const wrong = /\.(jsonl|ndjson)$/i.test(uri.path) ? await runDataset(item, uri, run) : await runDocument(item, uri, run);
      if (wrong < 0) run.skipped(item);
      else if (wrong > 0) run.failed(item, new vscode.TestMessage(`${wrong} wrong`), Date.now() - began);
      else run.passed(item, Date.now() - began);
    } catch (error) {
      run.errored(item, new vscode.TestMessage(reason(error)));
    }
  };

  /** How many solutions are wrong; -1 where the file holds none. */
  const runDocument = async (item: vscode.TestItem, uri: vscode.Uri, run: vscode.TestRun): Promise<number> => {
    const { files } = await server.request<VerifyFilesResult>(VERIFY_FILES, { uris: [uri.toString()] }, run.token);
    const [file] = files;
    if (!file || file.solutions.length === 0) return -1;
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
        if (solution.coverage.checked > 0) run.passed(child);
        else run.skipped(child);
        continue;
      }
      const message = new vscode.TestMessage(`${root.stepName}: ${root.message}`);
      message.location = new vscode.Location(uri, new vscode.Range(root.line, root.character, root.endLine, root.endCharacter));
      run.failed(child, message);
    }
    return file.solutions.filter(({ findings }) => findings.some(({ standing }) => standing === 'root')).length;
  };

  const runDataset = async (item: vscode.TestItem, uri: vscode.Uri, run: vscode.TestRun): Promise<number> => {
    const done = await server.request<DatasetRun>(DATASET_VERIFY, { uris: [uri.toString()] }, run.token);
    if (done.solutions === 0) return -1;
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
      else if (entry.verdict === 'unchecked') run.skipped(child);
      else run.passed(child);
    }
    return done.wrong;
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
