// Read-only pages and the sample: what a command opens that is not a document of the user's.
import * as vscode from 'vscode';
import { SETTINGS, type SettingsResult } from '../server/protocol';
import type { Server } from './server';

const scheme = 'hence';
const settingsUri = vscode.Uri.from({ scheme, path: '/Effective Hence Settings.json' });
const rules = 'https://github.com/hence-math/hence/blob/main/docs/verdicts.md';

export type Pages = vscode.Disposable & {
  showSettings(): Promise<vscode.TextEditor>;
  openRule(code: string): Promise<void>;
  openSample(): Promise<vscode.TextEditor>;
};

export function createPages(context: vscode.ExtensionContext, server: Server): Pages {
  const onDidChange = new vscode.EventEmitter<vscode.Uri>();
  const registration = vscode.workspace.registerTextDocumentContentProvider(scheme, {
    onDidChange: onDidChange.event,
    provideTextDocumentContent: async () => `${JSON.stringify(await server.request<SettingsResult>(SETTINGS), null, 2)}\n`,
  });
  return {
    async showSettings() {
      onDidChange.fire(settingsUri);
      const document = await vscode.workspace.openTextDocument(settingsUri);
      return vscode.window.showTextDocument(await vscode.languages.setTextDocumentLanguage(document, 'json'), { preview: true });
    },
    /** The rule's page comes with the extension, so it opens without a network; the web address is for where it does not. */
    async openRule(code) {
      const fragment = code.replace(/[^\w-]/g, '');
      const page = vscode.Uri.joinPath(context.extensionUri, 'docs', 'verdicts.md');
      const shipped = await vscode.workspace.fs.stat(page).then(
        () => true,
        () => false,
      );
      if (shipped) await vscode.commands.executeCommand('markdown.showPreview', page.with({ fragment }));
      else await vscode.env.openExternal(vscode.Uri.parse(`${rules}#${fragment}`));
    },
    async openSample() {
      const sample = vscode.Uri.joinPath(context.extensionUri, 'docs', 'walkthrough', 'sample.md');
      const content = new TextDecoder().decode(await vscode.workspace.fs.readFile(sample));
      return vscode.window.showTextDocument(await vscode.workspace.openTextDocument({ language: 'markdown', content }));
    },
    dispose: () => registration.dispose(),
  };
}
