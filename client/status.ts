// The language status item: what the server is doing with the document in front.
import * as vscode from 'vscode';
import { configuredLanguages, selector } from './documents';
import type { Server } from './server';
import { describe } from './words';

export function createStatusItem(server: Server): vscode.Disposable {
  const item = vscode.languages.createLanguageStatusItem('hence.status', selector(configuredLanguages()));
  item.name = 'Hence';
  const show = () => {
    const editor = vscode.window.activeTextEditor;
    const shown = describe(server.health(), editor && server.status(editor.document.uri.toString()));
    item.text = shown.text;
    item.detail = shown.detail ? `Hence · ${shown.detail}` : 'Hence';
    item.busy = shown.busy;
    item.severity = shown.failed ? vscode.LanguageStatusSeverity.Error : vscode.LanguageStatusSeverity.Information;
    item.command = shown.failed
      ? { title: 'Restart Server', command: 'hence.restartServer' }
      : { title: 'Reasoning Tree', command: 'hence.openTree', tooltip: 'Open the reasoning tree' };
    item.accessibilityInformation = { label: `Hence: ${shown.text.replace(/\$\([\w-]+\) /g, '')}, ${shown.detail}` };
  };
  show();
  return vscode.Disposable.from(
    item,
    server.onHealth(show),
    server.onStatus(show),
    vscode.window.onDidChangeActiveTextEditor(show),
    vscode.workspace.onDidChangeConfiguration(event => {
      if (event.affectsConfiguration('hence.languages')) item.selector = selector(configuredLanguages());
    }),
  );
}
