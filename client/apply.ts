// Applying a correction that was chosen in the panel, as an edit that can be undone.
import * as vscode from 'vscode';
import type { TreeResult } from '../server/protocol';

export type Choice = { readonly node: string; readonly finding: number; readonly repair: number };

/** Applies the chosen repair; false where the document is no longer the one the repair was made for, or there is no such repair. */
export async function applyRepair(shown: TreeResult, choice: Choice): Promise<boolean> {
  const repair = shown.tree?.nodes.find(node => node.id === choice.node)?.findings[choice.finding]?.repairs[choice.repair];
  const uri = vscode.Uri.parse(shown.uri);
  const document = await vscode.workspace.openTextDocument(uri);
  if (!repair || document.version !== shown.version) return false;
  const edit = new vscode.WorkspaceEdit();
  for (const { start, end, newText } of repair.edits)
    edit.replace(uri, new vscode.Range(document.positionAt(start), document.positionAt(end)), newText, {
      label: repair.explanation || 'Correct this step',
      needsConfirmation: false,
    });
  return vscode.workspace.applyEdit(edit);
}
