import * as assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { extension, openFile, rootOf } from './support';

// Run by itself in a window whose folder nobody has trusted.
suite('Restricted Mode', () => {
  test('the folder is not trusted', () => assert.equal(vscode.workspace.isTrusted, false));

  test('solutions are checked all the same', async () => {
    const { document } = await openFile('wrong.md');
    await rootOf(document.uri);
    assert.equal(extension().isActive, true);
  });

  test('no model is asked here, and a folder cannot say where text would go', async () => {
    await openFile('wrong.md');
    for (const command of ['hence.askModel', 'hence.refine'])
      assert.equal(await vscode.commands.executeCommand(command), undefined, command);
    const settings = vscode.workspace.getConfiguration('hence');
    for (const key of ['critic.url', 'critic.model', 'prm.url'])
      await assert.rejects(async () => settings.update(key, 'http://127.0.0.1:9', vscode.ConfigurationTarget.Workspace), key);
  });
});
