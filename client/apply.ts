// Applying a correction that was chosen in the panel, as an edit that can be undone.
import * as vscode from 'vscode';
import { type Repair, type TreeResult, WHAT_IF, type WhatIfParams, type WhatIfResult } from '../server/protocol';
import type { Server } from './server';

type Edit = Repair['edits'][number];

export type Choice = { readonly node: string; readonly finding: number; readonly repair: number };

/** Applies the chosen repair; false where the document is no longer the one the repair was made for, or there is no such repair. */
export async function applyRepair(shown: TreeResult, choice: Choice): Promise<boolean> {
  const repair = shown.tree?.nodes.find(node => node.id === choice.node)?.findings[choice.finding]?.repairs[choice.repair];
  return repair !== undefined && applyEdits(shown, repair.edits, repair.explanation || 'Correct this step', repair.by !== undefined);
}

/** Applies edits as one that can be undone, shown for confirmation where that is wanted (what a model suggested); false where the document has changed since. */
export async function applyEdits(
  { uri: text, version }: Pick<TreeResult, 'uri' | 'version'>,
  edits: readonly Edit[],
  label: string,
  needsConfirmation = false,
): Promise<boolean> {
  const uri = vscode.Uri.parse(text);
  const document = await vscode.workspace.openTextDocument(uri);
  if (document.version !== version) return false;
  const edit = new vscode.WorkspaceEdit();
  for (const { start, end, newText } of edits)
    edit.replace(uri, new vscode.Range(document.positionAt(start), document.positionAt(end)), newText, { label, needsConfirmation });
  return vscode.workspace.applyEdit(edit);
}

/** What would follow from the chosen repair; with the reason where nothing is known to. */
export async function replayOf(server: Server, shown: TreeResult, { node, finding, repair }: Choice): Promise<WhatIfResult> {
  const at = shown.tree?.nodes.find(each => each.id === node);
  const none = (reason: string): WhatIfResult => ({ uri: shown.uri, version: shown.version, replay: null, reason });
  // The server counts the repairs of a step's first root.
  if (!at || !shown.tree || at.findings.findIndex(each => each.standing === 'root') !== finding)
    return none('only the first mistake of a step is carried on');
  const params: WhatIfParams = { uri: shown.uri, solution: shown.tree.solution, step: at.number, repair };
  return server.request<WhatIfResult>(WHAT_IF, params);
}
