// Notes on slips seen often: a file of the workspace that people write, and critics get as a reminder.
import * as vscode from 'vscode';

const place = '.hence/slips.md';

const template = `# Slips seen often

<!-- One line each, in your own words. Critics get these notes as a reminder of what to look for; nobody else reads
     them, and nothing writes here but you. What stands in a comment is not sent. -->

`;

/** The notes of the folder a document is in; undefined where there are none. */
export async function slipsOf(document: vscode.TextDocument): Promise<string | undefined> {
  const folder = vscode.workspace.getWorkspaceFolder(document.uri);
  return folder && read(vscode.Uri.joinPath(folder.uri, place));
}

async function read(file: vscode.Uri): Promise<string | undefined> {
  return vscode.workspace.fs.readFile(file).then(
    bytes => new TextDecoder().decode(bytes),
    () => undefined,
  );
}

/** Opens the notes of the folder in front, or of the only one; begins them where there are none. */
export async function editSlips(): Promise<vscode.TextEditor | undefined> {
  const { activeTextEditor } = vscode.window;
  const own = activeTextEditor && vscode.workspace.getWorkspaceFolder(activeTextEditor.document.uri);
  const folder = own ?? vscode.workspace.workspaceFolders?.[0];
  if (!folder) return void vscode.window.showInformationMessage('Open a folder first: the notes are kept in it.');
  const file = vscode.Uri.joinPath(folder.uri, place);
  if ((await read(file)) === undefined) await vscode.workspace.fs.writeFile(file, new TextEncoder().encode(template));
  const editor = await vscode.window.showTextDocument(file);
  const end = editor.document.positionAt(editor.document.getText().length);
  editor.selection = new vscode.Selection(end, end);
  return editor;
}
