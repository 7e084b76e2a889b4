// What is known about every verified file: filled by Verify All Solutions, kept fresh by the documents that are open.
import * as vscode from 'vscode';
import { type DatasetRun, SOLUTIONS, type SolutionsResult, type VerifiedFile } from '../server/protocol';
import { reason, type Server } from './server';

export type Results = vscode.Disposable & {
  /** Those that were verified as data sets are none of them. */
  files(): readonly VerifiedFile[];
  file(uri: string): VerifiedFile | undefined;
  put(file: VerifiedFile): void;
  /** Data sets that the server has verified, by their addresses. */
  readonly datasets: ReadonlyMap<string, DatasetRun['files'][number]>;
  putRun(run: DatasetRun): void;
  /** What a run came to, in the status bar for some seconds, or until the results are cleared. */
  say(text: string): void;
  clear(): void;
  /** Refreshes open documents only while somebody is looking. */
  watch(looking: boolean): void;
  readonly onChange: vscode.Event<void>;
};

export function createResults(server: Server, log: vscode.LogOutputChannel): Results {
  const onChange = new vscode.EventEmitter<void>();
  const files = new Map<string, VerifiedFile>();
  const stale = new Set<string>();
  const asking = new Map<string, vscode.CancellationTokenSource>();
  const datasets = new Map<string, DatasetRun['files'][number]>();
  let said: vscode.Disposable | undefined;
  let looking = false;
  let announced = false;

  /** Many files may finish in one turn of the loop; the view hears of them once. */
  const announce = () => {
    if (announced) return;
    announced = true;
    setTimeout(() => {
      announced = false;
      onChange.fire();
    }, 100);
  };

  const put = (file: VerifiedFile) => {
    if (file.solutions.length || file.problems.length) files.set(file.uri, file);
    else if (!files.delete(file.uri)) return;
    announce();
  };

  const refresh = async (uri: string) => {
    stale.delete(uri);
    // Corrections of an older text are not searched for any longer.
    asking.get(uri)?.cancel();
    const asked = new vscode.CancellationTokenSource();
    asking.set(uri, asked);
    try {
      const { solutions, version } = await server.request<SolutionsResult>(SOLUTIONS, { uri }, asked.token);
      if (asked.token.isCancellationRequested || (server.status(uri)?.version ?? version) !== version) return;
      put({ uri, solutions, problems: files.get(uri)?.problems ?? [] });
    } catch (error) {
      if (!asked.token.isCancellationRequested) log.warn(`${uri} could not be listed: ${reason(error)}`);
    } finally {
      if (asking.get(uri) === asked) asking.delete(uri);
      asked.dispose();
    }
  };

  const statuses = server.onStatus(status => {
    if (status.state !== 'ready' || (status.total === 0 && !files.has(status.uri))) return;
    if (looking) void refresh(status.uri);
    else stale.add(status.uri);
  });

  return {
    files: () => [...files.values()].filter(({ uri }) => !datasets.has(uri)).sort((a, b) => (a.uri < b.uri ? -1 : a.uri > b.uri ? 1 : 0)),
    file: uri => files.get(uri),
    put,
    datasets,
    putRun(run) {
      for (const file of run.files) if (file.records > 0 || file.problems.length > 0) datasets.set(file.uri, file);
      announce();
    },
    say(text) {
      said?.dispose();
      said = vscode.window.setStatusBarMessage(`Hence: ${text}`, 8000);
    },
    clear() {
      files.clear();
      datasets.clear();
      said?.dispose();
      stale.clear();
      onChange.fire();
    },
    watch(value) {
      looking = value;
      if (looking) for (const uri of [...stale]) void refresh(uri);
    },
    onChange: onChange.event,
    dispose() {
      statuses.dispose();
      onChange.dispose();
    },
  };
}
