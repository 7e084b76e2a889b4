// Walking through the findings of a document, and showing one of them.
import * as vscode from 'vscode';
import { type Place, reveal } from './documents';

/** Our diagnostics of a document, in reading order; the faded ones only where there is nothing else. */
export function findingsOf(uri: vscode.Uri): readonly vscode.Diagnostic[] {
  const ours = vscode.languages.getDiagnostics(uri).filter(({ source }) => source === 'hence');
  const plain = ours.filter(({ severity }) => severity !== vscode.DiagnosticSeverity.Hint);
  return [...(plain.length ? plain : ours)].sort((a, b) => a.range.start.compareTo(b.range.start) || a.range.end.compareTo(b.range.end));
}

/** Moves the caret to the next (1) or previous (-1) finding, round the end, and shows what it says. */
export async function step(direction: 1 | -1): Promise<void> {
  const editor = vscode.window.activeTextEditor;
  if (!editor) return;
  const findings = findingsOf(editor.document.uri);
  const at = editor.selection.start;
  const after = findings.find(({ range }) => range.start.isAfter(at)) ?? findings[0];
  const before = findings.findLast(({ range }) => range.start.isBefore(at)) ?? findings.at(-1);
  const next = direction === 1 ? after : before;
  if (!next) {
    vscode.window.setStatusBarMessage('Hence: there is no finding in this document', 4000);
    return;
  }
  await show(editor, next.range);
}

export async function revealFinding(uri: vscode.Uri, place?: Place): Promise<void> {
  await reveal(uri, place);
  if (place) await vscode.commands.executeCommand('editor.action.showHover');
}

async function show(editor: vscode.TextEditor, range: vscode.Range): Promise<void> {
  editor.selection = new vscode.Selection(range.start, range.start);
  editor.revealRange(range, vscode.TextEditorRevealType.InCenterIfOutsideViewport);
  await vscode.commands.executeCommand('editor.action.showHover');
}
