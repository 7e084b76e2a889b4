// What Verify All Solutions proved wrong, in Problems, while no editor holds the file: of open documents the server tells.
import * as vscode from 'vscode';
import type { FindingSummary, VerifiedFile } from '../server/protocol';
import type { Results } from './results';

const severities: Readonly<Record<string, vscode.DiagnosticSeverity>> = {
  error: vscode.DiagnosticSeverity.Error,
  warning: vscode.DiagnosticSeverity.Warning,
  information: vscode.DiagnosticSeverity.Information,
  hint: vscode.DiagnosticSeverity.Hint,
};

/** Keeps Problems at what the results say of files that are not open; of all of them together no more than `hence.maxProblems`. */
export function createProblems(results: Results): vscode.Disposable {
  const shown = vscode.languages.createDiagnosticCollection('hence');
  /** Files whose text has changed since they were verified: their findings may stand elsewhere by now, or nowhere. */
  const changed = new WeakSet<VerifiedFile>();

  const show = () => {
    const settings = vscode.workspace.getConfiguration('hence');
    const severity = severities[settings.get<string>('severity.root', 'error')];
    const open = inTabs();
    let left = settings.get<number>('maxProblems', 200);
    shown.clear();
    if (severity === undefined) return;
    for (const file of results.files()) {
      if (left <= 0) return;
      const uri = vscode.Uri.parse(file.uri);
      if (open.has(uri.toString()) || changed.has(file)) continue;
      const roots = file.solutions.flatMap(({ findings }) => findings.filter(({ standing }) => standing === 'root')).slice(0, left);
      if (roots.length > 0)
        shown.set(
          uri,
          roots.map(root => diagnosticOf(root, severity)),
        );
      left -= roots.length;
    }
  };
  const change = (uri: vscode.Uri) => {
    const file = results.file(uri.toString());
    if (!file || changed.has(file)) return;
    changed.add(file);
    show();
  };

  const onDisk = vscode.workspace.createFileSystemWatcher('**/*.{md,markdown,tex,txt,json,jsonl,ndjson}', true);
  return vscode.Disposable.from(
    shown,
    onDisk,
    onDisk.onDidChange(change),
    onDisk.onDidDelete(change),
    results.onChange(show),
    vscode.window.tabGroups.onDidChangeTabs(show),
    vscode.workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
      if (contentChanges.length > 0) change(document.uri);
    }),
  );
}

/** The editor keeps a document for minutes after its tab was closed, and asks for no diagnostics of it then. */
function inTabs(): ReadonlySet<string> {
  const tabs = vscode.window.tabGroups.all.flatMap(group => group.tabs);
  return new Set(tabs.flatMap(({ input }) => (input instanceof vscode.TabInputText ? input.uri.toString() : [])));
}

function diagnosticOf(finding: FindingSummary, severity: vscode.DiagnosticSeverity): vscode.Diagnostic {
  const { line, character, endLine, endCharacter, message, code } = finding;
  const made = new vscode.Diagnostic(new vscode.Range(line, character, endLine, endCharacter), message, severity);
  made.source = 'hence';
  made.code = code;
  return made;
}
