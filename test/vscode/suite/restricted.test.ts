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
});
