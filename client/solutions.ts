// The Hence view: file → solution → finding, where a file with one solution is that solution; data set → record; above them
// the slips that were made more than once.
import * as vscode from 'vscode';
import {
  DATASET_LIST,
  DATASET_SLIPS,
  type DatasetEntry,
  type DatasetRun,
  type DatasetSlip,
  type FindingSummary,
  type SolutionSummary,
  type VerifiedFile,
} from '../server/protocol';
import { isRecords } from './datasets';
import { type Filter, fits, nameOf, slipNames, verdictNames } from './filters';
import type { Results } from './results';
import type { Server } from './server';
import { mendedBy, type SlipGroup, slipGroups } from './slips';
import { inWords, sumOf, tallyOf } from './tally';

export type Entry =
  | { readonly kind: 'slips'; readonly groups: readonly SlipGroup[] }
  | { readonly kind: 'slip'; readonly group: SlipGroup }
  | { readonly kind: 'slipset'; readonly uri: string; readonly count: number; readonly group: SlipGroup }
  | { readonly kind: 'file'; readonly file: VerifiedFile }
  /** `alone`: it is all there is in its file, and goes by the file's name. */
  | { readonly kind: 'solution'; readonly uri: string; readonly solution: SolutionSummary; readonly alone?: true }
  /** `away`: shown away from its solution, with what names that. */
  | {
      readonly kind: 'finding';
      readonly uri: string;
      readonly solution: SolutionSummary;
      readonly finding: FindingSummary;
      readonly away?: string;
    }
  | { readonly kind: 'dataset'; readonly uri: string; readonly file: DatasetRun['files'][number] }
  | { readonly kind: 'record'; readonly uri: string; readonly entry: DatasetEntry; readonly same?: string }
  | { readonly kind: 'more'; readonly uri: string }
  | { readonly kind: 'problem'; readonly uri: string; readonly line: number; readonly message: string };

export type SolutionsView = vscode.Disposable & {
  readonly provider: vscode.TreeDataProvider<Entry>;
  showOnlyWrong(value: boolean): void;
  filter(filter: Filter): void;
  /** Asks which solutions to list. */
  chooseFilter(): Promise<void>;
  /** Lists some more records of a data set. */
  more(uri: string): void;
};

/** Records listed at a time. */
const page = 200;

export function createSolutionsView(results: Results, server: Server): SolutionsView {
  const onChange = new vscode.EventEmitter<void>();
  let filter: Filter = {};
  const listed = new Map<string, number>();

  const childrenOf = ({ uri, problems, solutions }: VerifiedFile): Entry[] => [
    ...problems.map(({ line, message }): Entry => ({ kind: 'problem', uri, line, message })),
    ...solutions.filter(s => fits(s, filter)).map((solution): Entry => ({ kind: 'solution', uri, solution })),
  ];
  /** Records under the filter; with `same`, those with that slip. */
  const recordsOf = async (uri: string, same?: string): Promise<Entry[]> => {
    const limit = listed.get(uri) ?? page;
    const wanted = same === undefined ? filter : { same };
    const found = await server.request<DatasetEntry[]>(DATASET_LIST, { uri, ...wanted, offset: 0, limit: limit + 1 });
    const problems =
      same === undefined && filter.verdict === undefined && filter.slip === undefined ? (results.datasets.get(uri)?.problems ?? []) : [];
    return [
      ...problems.map(({ line, message }): Entry => ({ kind: 'problem', uri, line, message })),
      ...found.slice(0, limit).map((entry): Entry => ({ kind: 'record', uri, entry, ...(same === undefined ? {} : { same }) })),
      ...(found.length > limit ? [{ kind: 'more', uri } as const] : []),
    ];
  };
  /** Slips that were made more than once, over files and data sets. */
  const slips = async (): Promise<SlipGroup[]> => {
    const sets = new Map<string, DatasetSlip[]>();
    for (const uri of results.datasets.keys()) sets.set(uri, await server.request<DatasetSlip[]>(DATASET_SLIPS, { uri }));
    return slipGroups(results.files(), sets);
  };
  const nameOfSolution = (uri: string, { title, id }: SolutionSummary): string => {
    const file = decodeURIComponent(uri.slice(uri.lastIndexOf('/') + 1));
    return (results.file(uri)?.solutions.length ?? 0) > 1 ? `${file}, ${title || id}` : file;
  };
  const madeBy = ({ findings, sets, ...group }: SlipGroup): Entry[] => [
    ...findings.map(
      ({ uri, solution, finding }): Entry => ({ kind: 'finding', uri, solution, finding, away: nameOfSolution(uri, solution) }),
    ),
    ...sets.map(({ uri, count }): Entry => ({ kind: 'slipset', uri, count, group: { ...group, findings, sets } })),
  ];
  const provider: vscode.TreeDataProvider<Entry> = {
    onDidChangeTreeData: onChange.event,
    getTreeItem: item,
    async getChildren(entry) {
      if (!entry) {
        const all = filter.verdict === undefined && filter.slip === undefined;
        const files = results.files().filter(file => all || file.problems.length > 0 || file.solutions.some(s => fits(s, filter)));
        const groups = all ? await slips() : [];
        return [
          ...(groups.length > 0 ? [{ kind: 'slips', groups } as const] : []),
          ...[...results.datasets].map(([uri, file]): Entry => ({ kind: 'dataset', uri, file })),
          ...files.map(fileEntry),
        ];
      }
      if (entry.kind === 'slips') return entry.groups.map(group => ({ kind: 'slip', group }));
      if (entry.kind === 'slip') return madeBy(entry.group);
      if (entry.kind === 'slipset') return recordsOf(entry.uri, entry.group.key);
      if (entry.kind === 'dataset') return recordsOf(entry.uri);
      if (entry.kind === 'file') return childrenOf(entry.file);
      if (entry.kind === 'solution')
        return entry.solution.findings.map(finding => ({ kind: 'finding', uri: entry.uri, solution: entry.solution, finding }));
      return [];
    },
  };

  const view = vscode.window.createTreeView('hence.solutions', { treeDataProvider: provider, showCollapseAll: true, canSelectMany: true });
  const show = () => {
    const all = sumOf([...results.datasets.values(), tallyOf(results.files().flatMap(file => file.solutions))]);
    const { wrong } = all;
    view.description = all.solutions ? inWords(all) : undefined;
    view.message = nameOf(filter) ? `Listed: ${nameOf(filter)}` : undefined;
    view.badge = wrong
      ? { value: wrong, tooltip: wrong === 1 ? '1 solution is wrong' : `${wrong.toLocaleString('en-US')} solutions are wrong` }
      : undefined;
    void vscode.commands.executeCommand('setContext', 'hence.hasResults', results.files().length + results.datasets.size > 0);
    void vscode.commands.executeCommand('setContext', 'hence.onlyWrong', filter.verdict === 'root');
    onChange.fire();
  };
  results.watch(view.visible);
  const listening = vscode.Disposable.from(
    view,
    onChange,
    results.onChange(show),
    view.onDidChangeVisibility(({ visible }) => results.watch(visible)),
  );
  const apply = (next: Filter) => {
    filter = next;
    listed.clear();
    show();
  };

  return {
    provider,
    showOnlyWrong: value => apply(value ? { verdict: 'root' } : {}),
    filter: apply,
    async chooseFilter() {
      const items = [
        { label: 'All solutions', filter: {} as Filter },
        ...Object.entries(verdictNames).map(([verdict, label]) => ({ label, filter: { verdict } as Filter })),
        ...slipNames.map(slip => ({ label: `Slip: ${slip.replaceAll('_', ' ')}`, filter: { slip } as Filter })),
      ];
      const chosen = await vscode.window.showQuickPick(items, { title: 'List solutions', placeHolder: nameOf(filter) ?? 'all solutions' });
      if (chosen) apply(chosen.filter);
    },
    more(uri) {
      listed.set(uri, (listed.get(uri) ?? page) + page);
      onChange.fire();
    },
    dispose: () => listening.dispose(),
  };
}

/** Pupils hand in a file each: a row for the file above a row for its solution would say everything twice. */
function fileEntry(file: VerifiedFile): Entry {
  const [solution, ...others] = file.solutions;
  const alone = solution && others.length === 0 && file.problems.length === 0;
  return alone ? { kind: 'solution', uri: file.uri, solution, alone } : { kind: 'file', file };
}

function item(entry: Entry): vscode.TreeItem {
  switch (entry.kind) {
    case 'slips':
      return slipsItem(entry.groups);
    case 'slip':
      return slipItem(entry.group);
    case 'slipset':
      return slipSetItem(entry.uri, entry.count, entry.group);
    case 'file':
      return fileItem(entry.file);
    case 'solution':
      return solutionItem(entry.uri, entry.solution, entry.alone);
    case 'finding':
      return findingItem(entry.uri, entry.solution, entry.finding, entry.away);
    case 'problem':
      return problemItem(entry.uri, entry.line, entry.message);
    case 'dataset':
      return datasetItem(entry.uri, entry.file);
    case 'record':
      return recordItem(entry.uri, entry.entry, entry.same);
    case 'more': {
      const made = new vscode.TreeItem('More…');
      made.command = { title: 'More', command: 'hence.moreRecords', arguments: [entry.uri] };
      return made;
    }
  }
}

function slipsItem(groups: readonly SlipGroup[]): vscode.TreeItem {
  const made = new vscode.TreeItem('Made more than once', vscode.TreeItemCollapsibleState.Collapsed);
  made.id = 'slips';
  made.iconPath = new vscode.ThemeIcon('layers');
  made.description = groups.length === 1 ? '1 slip' : `${groups.length} slips`;
  made.tooltip = 'Mistakes that are mended in the same way, whatever their numbers';
  made.contextValue = 'slips';
  return made;
}

function slipItem(group: SlipGroup): vscode.TreeItem {
  const { key, slip, count, findings, sets } = group;
  const made = new vscode.TreeItem(slip.charAt(0).toUpperCase() + slip.slice(1), vscode.TreeItemCollapsibleState.Collapsed);
  made.id = `slip ${key}`;
  made.iconPath = themed('error', 'list.errorForeground');
  const where = new Set([...findings.map(({ uri }) => uri), ...sets.map(({ uri }) => uri)]).size;
  const change = mendedBy(group);
  made.description = [`${count.toLocaleString('en-US')} times`, where > 1 ? `in ${where} files` : '', change].filter(Boolean).join(' · ');
  made.tooltip = change ? `${slip}, mended by ${change} (N is a number, x a letter)` : slip;
  made.contextValue = 'slip';
  made.accessibilityInformation = { label: `${slip}, ${made.description}` };
  return made;
}

function slipSetItem(uri: string, count: number, { key }: SlipGroup): vscode.TreeItem {
  const made = new vscode.TreeItem(vscode.Uri.parse(uri), vscode.TreeItemCollapsibleState.Collapsed);
  made.id = `slip ${key} in ${uri}`;
  made.iconPath = new vscode.ThemeIcon('database');
  made.description = count === 1 ? '1 record' : `${count.toLocaleString('en-US')} records`;
  made.contextValue = 'slipset';
  return made;
}

function fileItem({ uri, solutions, problems }: VerifiedFile): vscode.TreeItem {
  const tally = tallyOf(solutions);
  const flagged = tally.wrong + tally.opinions > 0;
  const made = new vscode.TreeItem(vscode.Uri.parse(uri), vscode.TreeItemCollapsibleState.Collapsed);
  made.id = uri;
  made.iconPath = vscode.ThemeIcon.File;
  const folder = folderOf(vscode.Uri.parse(uri));
  const counts = flagged ? inWords(tally) : solutions.length ? `${solutions.length}, none found wrong` : 'no solution';
  made.description = [counts, problems.length ? `${problems.length} unreadable` : '', folder].filter(Boolean).join(' · ');
  made.contextValue = 'file';
  if (flagged || problems.length) made.collapsibleState = vscode.TreeItemCollapsibleState.Expanded;
  return made;
}

function datasetItem(uri: string, file: DatasetRun['files'][number]): vscode.TreeItem {
  const { records, wrong, opinions, problems } = file;
  const made = new vscode.TreeItem(vscode.Uri.parse(uri), vscode.TreeItemCollapsibleState.Expanded);
  made.id = `dataset ${uri}`;
  made.iconPath = new vscode.ThemeIcon('database');
  made.description = [
    wrong + opinions
      ? `${inWords({ ...file, solutions: records })} records`
      : `${records.toLocaleString('en-US')} records, none found wrong`,
    problems.length ? `${problems.length === 100 ? '100 or more' : problems.length} unreadable` : '',
  ]
    .filter(Boolean)
    .join(' · ');
  made.contextValue = 'dataset';
  return made;
}

const icons = {
  root: ['error', 'list.errorForeground'],
  opinion: ['warning', 'list.warningForeground'],
  none: ['checklist', 'foreground'],
  unchecked: ['circle-outline', 'list.deemphasizedForeground'],
} as const;

function recordItem(uri: string, entry: DatasetEntry, same?: string): vscode.TreeItem {
  const made = new vscode.TreeItem(entry.id);
  made.id = `${uri}#record ${entry.n}${same === undefined ? '' : ` ${same}`}`;
  const [icon, colour] = icons[entry.verdict];
  made.iconPath = themed(icon, colour);
  const label = entry.label === undefined ? '' : entry.label < 0 ? 'labelled right' : `labelled wrong in step ${entry.label + 1}`;
  const verdict =
    entry.firstError >= 0
      ? `Step ${entry.firstError + 1} wrong`
      : entry.message
        ? 'doubted'
        : entry.checked
          ? 'no error found'
          : 'not checked';
  made.description = [verdict, label, entry.message].filter(Boolean).join(' · ');
  made.tooltip = `${entry.id}, line ${entry.line}\n${made.description}\n${entry.checked} of ${entry.claims} claims checked`;
  made.contextValue = 'record';
  made.accessibilityInformation = { label: `${entry.id}, ${made.description}` };
  made.command = { title: 'Open', command: 'hence.openDataset', arguments: [vscode.Uri.parse(uri), entry.n] };
  return made;
}

/** The folder a file is in, as seen from the workspace; nothing for its top. */
function folderOf(uri: vscode.Uri): string {
  const path = vscode.workspace.asRelativePath(uri);
  return path.includes('/') && path !== uri.path ? path.slice(0, path.lastIndexOf('/')) : '';
}

function solutionItem(uri: string, solution: SolutionSummary, alone = false): vscode.TreeItem {
  const { checked, claims } = solution.coverage;
  const { icon, words } = verdict(solution);
  const file = vscode.Uri.parse(uri);
  // Records go by their ids; the beginning of a problem would leave no room for the verdict.
  const own = isRecords(file) ? solution.id : solution.title || solution.id;
  const name = alone ? file.path.slice(file.path.lastIndexOf('/') + 1) : own;
  const made = new vscode.TreeItem(
    name,
    solution.findings.length ? vscode.TreeItemCollapsibleState.Collapsed : vscode.TreeItemCollapsibleState.None,
  );
  made.id = alone ? uri : `${uri}#${solution.id}`;
  made.iconPath = icon;
  made.description = [words, claims ? `${checked} of ${claims} checked` : '', alone ? folderOf(file) : ''].filter(Boolean).join(' · ');
  made.tooltip = [name, name === solution.title ? '' : solution.title, made.description].filter(Boolean).join('\n');
  made.contextValue = 'solution';
  made.accessibilityInformation = { label: `${name}, ${made.description}` };
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
  if (solution.coverage.checked > 0) return { icon: new vscode.ThemeIcon('checklist'), words: 'no error found' };
  return { icon: new vscode.ThemeIcon('circle-outline'), words: solution.coverage.claims ? 'not checked' : 'nothing to check' };
}

const standings = {
  root: { icon: 'error', colour: 'list.errorForeground', words: 'does not follow' },
  inherited: { icon: 'arrow-down', colour: 'list.deemphasizedForeground', words: 'follows from a wrong step' },
  opinion: { icon: 'warning', colour: 'list.warningForeground', words: 'doubted' },
  hint: { icon: 'info', colour: 'problemsInfoIcon.foreground', words: 'hint' },
} as const;

function findingItem(uri: string, solution: SolutionSummary, finding: FindingSummary, away?: string): vscode.TreeItem {
  const { icon, colour, words } = standings[finding.standing];
  const made = new vscode.TreeItem(away ? `${away}: ${finding.stepName}` : `${finding.stepName} ${words}`);
  made.iconPath = away ? new vscode.ThemeIcon('file') : themed(icon, colour);
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
