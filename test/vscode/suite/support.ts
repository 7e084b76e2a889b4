// What the suites share: the extension's own window for tests, and waiting for events instead of for time.
import * as path from 'node:path';
import * as vscode from 'vscode';
import type { Api } from '../../../client/start';

export const id = 'hence.hence';

export function extension(): vscode.Extension<Api> {
  const found = vscode.extensions.getExtension<Api>(id);
  if (!found) throw new Error(`${id} is not installed`);
  return found;
}

export function fileUri(name: string): vscode.Uri {
  const folder = vscode.workspace.workspaceFolders?.[0];
  if (!folder) throw new Error('no folder is open');
  return vscode.Uri.file(path.join(folder.uri.fsPath, name));
}

export async function openFile(name: string): Promise<vscode.TextEditor> {
  return vscode.window.showTextDocument(await vscode.workspace.openTextDocument(fileUri(name)), { viewColumn: vscode.ViewColumn.One });
}

/** Resolves with what `read` gives as soon as it gives something; `event` says when to look again. */
export function until<T>(event: vscode.Event<unknown>, read: () => T | undefined | false, what: string, patience = 15_000): Promise<T> {
  return new Promise((resolve, reject) => {
    const late = setTimeout(() => {
      listening.dispose();
      reject(new Error(`never came: ${what}`));
    }, patience);
    const look = () => {
      const value = read();
      if (value === undefined || value === false) return;
      clearTimeout(late);
      listening.dispose();
      resolve(value);
    };
    const listening = event(look);
    look();
  });
}

export function ours(uri: vscode.Uri): vscode.Diagnostic[] {
  return vscode.languages.getDiagnostics(uri).filter(({ source }) => source === 'hence');
}

export function roots(uri: vscode.Uri): vscode.Diagnostic[] {
  return ours(uri).filter(({ severity }) => severity === vscode.DiagnosticSeverity.Error);
}

/** The first finding proved wrong, as soon as there is one. */
export function rootOf(uri: vscode.Uri): Promise<vscode.Diagnostic> {
  return until(vscode.languages.onDidChangeDiagnostics, () => roots(uri)[0], `a finding in ${uri.path}`);
}

export function silence(uri: vscode.Uri): Promise<true> {
  return until(vscode.languages.onDidChangeDiagnostics, () => ours(uri).length === 0, `an end of the findings in ${uri.path}`);
}

/** The status of the document as it is now, once the server is done with it. */
export async function settled(uri: vscode.Uri) {
  const api = await extension().activate();
  const document = await vscode.workspace.openTextDocument(uri);
  return until(
    api.onStatus,
    () => {
      const status = api.status(uri.toString());
      return status && status.state !== 'checking' && status.version >= document.version ? status : undefined;
    },
    `a verdict on ${uri.path}`,
  );
}

/** A new document in front, of a language and with a text. */
export async function openText(language: string, content: string): Promise<vscode.TextDocument> {
  const document = await vscode.workspace.openTextDocument({ language, content });
  await vscode.window.showTextDocument(document, vscode.ViewColumn.One);
  return document;
}

export const positionOf = (document: vscode.TextDocument, text: string): vscode.Position =>
  document.positionAt(document.getText().indexOf(text));

/** The code actions of a kind in a range, their edits resolved. The first question of a new window may be dropped by the editor. */
export async function actionsAt(uri: vscode.Uri, range: vscode.Range, kind = vscode.CodeActionKind.QuickFix.value) {
  const ask = () => vscode.commands.executeCommand<vscode.CodeAction[]>('vscode.executeCodeActionProvider', uri, range, kind, 20);
  const actions = await ask();
  return actions.length > 0 ? actions : ask();
}

/** Makes the edits of an action; what its preview would ask for is taken as said. */
export async function make(action: vscode.CodeAction | undefined, offered: readonly vscode.CodeAction[]): Promise<void> {
  if (!action?.edit) throw new Error(`not among ${offered.map(({ title }) => title).join(' | ')}`);
  const edit = new vscode.WorkspaceEdit();
  for (const [uri, edits] of action.edit.entries()) edit.set(uri, edits);
  if (!(await vscode.workspace.applyEdit(edit))) throw new Error('the edit was refused');
}

export async function replace(editor: vscode.TextEditor, old: string, text: string): Promise<void> {
  const at = editor.document.getText().indexOf(old);
  if (at < 0) throw new Error(`"${old}" is not in the document`);
  const range = new vscode.Range(editor.document.positionAt(at), editor.document.positionAt(at + old.length));
  if (!(await editor.edit(edit => edit.replace(range, text)))) throw new Error('the edit was refused');
}

/** Undoes what was not saved and closes the text editors, but for the one named; panels stay. */
export async function closeEditors(but?: string): Promise<void> {
  // What is changed and shown; the editor's own settings file may be changed behind the scenes while a setting is written.
  const dirty = vscode.window.tabGroups.all.flatMap(({ tabs }) => tabs.filter(tab => tab.isDirty));
  for (const { input } of dirty)
    if (input instanceof vscode.TabInputText) {
      await vscode.window.showTextDocument(input.uri);
      await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
    }
  const goes = ({ input, label }: vscode.Tab) => input instanceof vscode.TabInputText && label !== but;
  await vscode.window.tabGroups.close(vscode.window.tabGroups.all.flatMap(({ tabs }) => tabs.filter(goes)));
}

export async function closeAll(): Promise<void> {
  await closeEditors();
  await vscode.commands.executeCommand('workbench.action.closeAllEditors');
}
