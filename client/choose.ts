// The editor's own list of a document's solutions: searchable, and quick with thousands.
import * as vscode from 'vscode';
import type { SolutionSummary, TreeResult } from '../server/protocol';

type Item = vscode.QuickPickItem & { readonly id: string };

/** The id of the chosen solution; undefined where none was chosen. */
export async function chooseSolution({ solutions, tree }: TreeResult): Promise<string | undefined> {
  const items = solutions.map((solution, i): Item => {
    const { icon, words } = verdict(solution);
    return {
      id: solution.id,
      label: `$(${icon}) ${i + 1}. ${solution.title || solution.id}`,
      description: words,
      ...(solution.title && solution.title !== solution.id ? { detail: solution.id } : {}),
    };
  });
  const placeHolder = tree ? `Now: ${tree.title || tree.solution}` : 'Choose a solution';
  return (await vscode.window.showQuickPick(items, { placeHolder, matchOnDescription: true, matchOnDetail: true }))?.id;
}

function verdict({ firstError, findings, coverage: { claims, checked } }: SolutionSummary): { icon: string; words: string } {
  const coverage = claims > 0 ? `${checked} of ${claims} checked` : 'nothing to check';
  const wrong = findings.find(({ standing, number }) => standing === 'root' && number === firstError);
  if (wrong) return { icon: 'error', words: `${wrong.stepName} does not follow · ${coverage}` };
  const doubted = findings.find(({ standing }) => standing === 'opinion');
  if (doubted) return { icon: 'warning', words: `${doubted.stepName} doubted · ${coverage}` };
  return checked > 0 ? { icon: 'checklist', words: `no error found · ${coverage}` } : { icon: 'circle-outline', words: coverage };
}
