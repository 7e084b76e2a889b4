import * as assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { closeAll, extension, fileUri, openFile, rootOf } from './support';

// The first suite of the run: nothing may have woken the extension before it.
suite('activation', () => {
  suiteTeardown(closeAll);

  test('a document of another language starts nothing', async () => {
    const editor = await openFile('script.py');
    assert.equal(editor.document.languageId, 'python');
    // Asking for hovers waits for every extension that wants to wake for the language.
    await vscode.commands.executeCommand('vscode.executeHoverProvider', editor.document.uri, new vscode.Position(0, 0));
    // An editor may ask for JSON by itself while it starts, which wakes us; Python never does, and neither starts the server.
    if (extension().isActive) assert.equal((await extension().activate()).server.health().state, 'idle');
    assert.deepEqual(
      extension().packageJSON.activationEvents.filter((event: string) => /python|\*|onStartup/.test(event)),
      [],
    );
  });

  test('the manifest wakes it for its languages, its panel and its data sets only', () => {
    const events: string[] = extension().packageJSON.activationEvents;
    assert.deepEqual(
      events.filter(event => !event.startsWith('onLanguage:')),
      ['onWebviewPanel:hence.tree', 'onCustomEditor:hence.dataset'],
    );
    const languages = events.flatMap(event => event.split('onLanguage:')[1] ?? []);
    const setting = extension().packageJSON.contributes.configuration.properties['hence.languages'].default;
    assert.deepEqual([...languages].sort(), [...setting].sort());
  });

  test('every language it wakes for is known to this editor', async () => {
    const known = await vscode.languages.getLanguages();
    for (const language of vscode.workspace.getConfiguration('hence').get<string[]>('languages', []))
      assert.ok(known.includes(language), language);
  });

  test('a document nobody sees starts no server', async () => {
    const { server } = await extension().activate();
    await vscode.workspace.openTextDocument(fileUri('config.json'));
    await vscode.workspace.openTextDocument(fileUri('right.md'));
    assert.equal(server.health().state, 'idle');
    assert.equal(server.client(), undefined);
  });

  test('a solution is checked without being asked', async () => {
    await openFile('wrong.md');
    const finding = await rootOf(fileUri('wrong.md'));
    assert.equal(finding.range.start.line, 8);
    assert.equal(extension().isActive, true);
    assert.equal((await extension().activate()).server.health().state, 'running');
  });
});
