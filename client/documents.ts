// Which documents are ours, and getting from the server's offsets and lines to places in an editor.
import * as vscode from 'vscode';
import type { Span } from '../server/protocol';

/** Documents somebody writes in; not the sides of a diff, output channels or our own read-only pages. */
const schemes = [
  'file',
  'untitled',
  'vscode-notebook-cell',
  'vscode-remote',
  'vscode-vfs',
  'vscode-userdata',
  'vscode-test-web',
  'memfs',
  'hence-record',
];

export function configuredLanguages(): readonly string[] {
  return vscode.workspace.getConfiguration('hence').get<string[]>('languages', []);
}

export function selector(languages: readonly string[]): { language: string; scheme: string }[] {
  return languages.flatMap(language => schemes.map(scheme => ({ language, scheme })));
}

export function isRelevant(document: vscode.TextDocument): boolean {
  return schemes.includes(document.uri.scheme) && configuredLanguages().includes(document.languageId);
}

/** A place in a document as the server names it: offsets, or 0-based lines and characters. */
export type Place = Span | { readonly line: number; readonly character: number; readonly endLine: number; readonly endCharacter: number };

export function rangeOf(document: vscode.TextDocument, place: Place): vscode.Range {
  if ('start' in place) return new vscode.Range(document.positionAt(place.start), document.positionAt(place.end));
  return document.validateRange(new vscode.Range(place.line, place.character, place.endLine, place.endCharacter));
}

/** Opens the document beside nothing else of ours and selects the place, or just shows the document. */
export async function reveal(uri: vscode.Uri, place?: Place, options: { preserveFocus?: boolean } = {}): Promise<vscode.TextEditor> {
  const document = await vscode.workspace.openTextDocument(uri);
  const visible = vscode.window.visibleTextEditors.find(editor => editor.document === document);
  const viewColumn = visible?.viewColumn ?? columnOf(uri) ?? vscode.ViewColumn.One;
  const editor = await vscode.window.showTextDocument(document, { viewColumn, preserveFocus: options.preserveFocus ?? false });
  if (place) {
    const range = rangeOf(document, place);
    editor.selection = new vscode.Selection(range.start, range.end);
    editor.revealRange(range, vscode.TextEditorRevealType.InCenterIfOutsideViewport);
  }
  return editor;
}

/** The column of a tab that holds the document without being in front. */
function columnOf(uri: vscode.Uri): vscode.ViewColumn | undefined {
  for (const group of vscode.window.tabGroups.all)
    for (const tab of group.tabs)
      if (tab.input instanceof vscode.TabInputText && tab.input.uri.toString() === uri.toString()) return group.viewColumn;
  return undefined;
}
