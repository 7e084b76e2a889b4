// The Hence view: file → solution → finding.
import * as vscode from 'vscode';
import type { FindingSummary, SolutionSummary, VerifiedFile } from '../server/protocol';
import { isWrong, type Results } from './results';

export type Entry =
  | { readonly kind: 'file'; readonly file: VerifiedFile }
  | { readonly kind: 'solution'; readonly uri: string; readonly solution: SolutionSummary }
  | { readonly kind: 'finding'; readonly uri: string; readonly solution: SolutionSummary; readonly finding: FindingSummary }
  | { readonly kind: 'problem'; readonly uri: string; readonly line: number; readonly message: string };

export type SolutionsView = vscode.Disposable & {
  readonly provider: vscode.TreeDataProvider<Entry>;
  showOnlyWrong(value: boolean): void;
};

export function createSolutionsView(results: Results): SolutionsView {
  const onChange = new vscode.EventEmitter<void>();
  let onlyWrong = false;

  const provider: vscode.TreeDataProvider<Entry> = {
    onDidChangeTreeData: onChange.event,
    getTreeItem: item,
    getChildren(entry) {
      if (!entry)
        return results
          .files()
          .filter(listed)
          .map(file => ({ kind: 'file', file }));
      if (entry.kind === 'file') return childrenOf(entry.file);
      if (entry.kind === 'solution')
        return entry.solution.findings.map(finding => ({ kind: 'finding', uri: entry.uri, solution: entry.solution, finding }));
      return [];
    },
  };

  const listed = (file: VerifiedFile) => !onlyWrong || file.problems.length > 0 || file.solutions.some(isWrong);
  const childrenOf = ({ uri, problems, solutions }: VerifiedFile): Entry[] => [
    ...problems.map(({ line, message }): Entry => ({ kind: 'problem', uri, line, message })),
    ...solutions.filter(s => !onlyWrong || isWrong(s)).map((solution): Entry => ({ kind: 'solution', uri, solution })),
  ];

  const view = vscode.window.createTreeView('hence.solutions', { treeDataProvider: provider, showCollapseAll: true, canSelectMany: true });
  const show = () => {
    const solutions = results.files().flatMap(file => file.solutions);
    const wrong = solutions.filter(isWrong).length;
    view.description = solutions.length ? `${wrong} wrong of ${solutions.length}` : undefined;
    view.badge = wrong ? { value: wrong, tooltip: wrong === 1 ? '1 solution is wrong' : `${wrong} solutions are wrong` } : undefined;
    void vscode.commands.executeCommand('setContext', 'hence.hasResults', results.files().length > 0);
    onChange.fire();
  };
  results.watch(view.visible);
  const listening = vscode.Disposable.from(
    view,
    onChange,
    results.onChange(show),
    view.onDidChangeVisibility(({ visible }) => results.watch(visible)),
  );

  return {
    provider,
    showOnlyWrong(value) {
      onlyWrong = value;
      void vscode.commands.executeCommand('setContext', 'hence.onlyWrong', value);
      onChange.fire();
    },
    dispose: () => listening.dispose(),
  };
}

function item(entry: Entry): vscode.TreeItem {
  switch (entry.kind) {
    case 'file':
      return fileItem(entry.file);
    case 'solution':
      return solutionItem(entry.uri, entry.solution);
    case 'finding':
      return findingItem(entry.uri, entry.solution, entry.finding);
    case 'problem':
      return problemItem(entry.uri, entry.line, entry.message);
  }
}

function fileItem({ uri, solutions, problems }: VerifiedFile): vscode.TreeItem {
  const wrong = solutions.filter(isWrong).length;
  const made = new vscode.TreeItem(vscode.Uri.parse(uri), vscode.TreeItemCollapsibleState.Collapsed);
  made.id = uri;
  made.iconPath = vscode.ThemeIcon.File;
  const folder = folderOf(vscode.Uri.parse(uri));
  const counts = wrong
    ? `${wrong} wrong of ${solutions.length}`
    : solutions.length
      ? `${solutions.length}, none found wrong`
      : 'no solution';
  made.description = [counts, problems.length ? `${problems.length} unreadable` : '', folder].filter(Boolean).join(' · ');
  made.contextValue = 'file';
  if (wrong || problems.length) made.collapsibleState = vscode.TreeItemCollapsibleState.Expanded;
  return made;
}

/** The folder a file is in, as seen from the workspace; nothing for its top. */
function folderOf(uri: vscode.Uri): string {
  const path = vscode.workspace.asRelativePath(uri);
  return path.includes('/') && path !== uri.path ? path.slice(0, path.lastIndexOf('/')) : '';
}

function solutionItem(uri: string, solution: SolutionSummary): vscode.TreeItem {
  const { checked, claims } = solution.coverage;
  const { icon, words } = verdict(solution);
  const made = new vscode.TreeItem(
    solution.title || solution.id,
    solution.findings.length ? vscode.TreeItemCollapsibleState.Collapsed : vscode.TreeItemCollapsibleState.None,
  );
  made.id = `${uri}#${solution.id}`;
  made.iconPath = icon;
  made.description = claims ? `${words} · ${checked} of ${claims} checked` : words;
  made.tooltip = `${solution.title || solution.id}\n${made.description}`;
  made.contextValue = 'solution';
  made.accessibilityInformation = { label: `${solution.title || solution.id}, ${made.description}` };
  const first = solution.findings.find(({ standing }) => standing === 'root') ?? solution.findings[0];
  const top = { line: solution.line, character: 0, endLine: solution.line, endCharacter: 0 };
  made.command = { title: 'Reveal', command: 'hence.revealFinding', arguments: [uri, solution.id, first ? placeOf(first) : top] };
  return made;
}

function verdict(solution: SolutionSummary): { icon: vscode.ThemeIcon; words: string } {
  const root = solution.findings.find(({ standing, number }) => standing === 'root' && number === solution.firstError);
  if (root) return { icon: themed('error', 'list.errorForeground'), words: `${root.stepName} wrong` };
  const flagged = solution.findings.find(({ standing }) => standing === 'opinion');
  if (flagged) return { icon: themed('warning', 'list.warningForeground'), words: `${flagged.stepName} doubted` };
  if (solution.coverage.checked > 0) return { icon: themed('pass', 'testing.iconPassed'), words: 'no error found' };
  return { icon: new vscode.ThemeIcon('circle-outline'), words: solution.coverage.claims ? 'not checked' : 'nothing to check' };
}

const standings = {
  root: { icon: 'error', colour: 'list.errorForeground', words: 'does not follow' },
  inherited: { icon: 'arrow-down', colour: 'list.deemphasizedForeground', words: 'follows from a wrong step' },
  opinion: { icon: 'warning', colour: 'list.warningForeground', words: 'doubted' },
  hint: { icon: 'info', colour: 'problemsInfoIcon.foreground', words: 'hint' },
} as const;

function findingItem(uri: string, solution: SolutionSummary, finding: FindingSummary): vscode.TreeItem {
  const { icon, colour, words } = standings[finding.standing];
  const made = new vscode.TreeItem(`${finding.stepName} ${words}`);
  made.iconPath = themed(icon, colour);
  made.description = finding.message;
  made.tooltip = `${finding.stepName} ${words} (${finding.code})\n${finding.message}`;
  made.contextValue = 'finding';
  made.accessibilityInformation = { label: `${made.label}: ${finding.message}` };
  made.command = { title: 'Reveal', command: 'hence.revealFinding', arguments: [uri, solution.id, placeOf(finding)] };
  return made;
}

function problemItem(uri: string, line: number, message: string): vscode.TreeItem {
  const made = new vscode.TreeItem(`Line ${line + 1} could not be read`);
  made.iconPath = themed('circle-slash', 'list.warningForeground');
  made.description = made.tooltip = message;
  made.command = {
    title: 'Reveal',
    command: 'hence.revealFinding',
    arguments: [uri, undefined, { line, character: 0, endLine: line, endCharacter: 0 }],
  };
  return made;
}

function placeOf({ line, character, endLine, endCharacter }: FindingSummary) {
  return { line, character, endLine, endCharacter };
}

function themed(icon: string, colour: string): vscode.ThemeIcon {
  return new vscode.ThemeIcon(icon, new vscode.ThemeColor(colour));
}
