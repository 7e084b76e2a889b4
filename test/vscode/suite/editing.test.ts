import * as assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { closeAll, extension, fileUri, openFile, ours, replace, rootOf, roots, settled, silence } from './support';

suite('editing a solution', () => {
  teardown(closeAll);

  test('the wrong step is underlined, with its code, its source and a rule page', async () => {
    const { document } = await openFile('wrong.md');
    const finding = await rootOf(document.uri);
    assert.equal(roots(document.uri).length, 1);
    assert.match(document.getText(finding.range), /12 \+ 5 = 18/);
    assert.equal(finding.source, 'hence');
    const { value, target } = finding.code as { value: string; target: vscode.Uri };
    assert.match(value, /^[a-z][\w-]*$/);
    assert.match(target.toString(true), new RegExp(`verdicts\\.md#${value}$`));
  });

  test('a right solution stays silent, and its coverage is told', async () => {
    await openFile('right.md');
    const status = await settled(fileUri('right.md'));
    assert.equal(status.state, 'ready');
    assert.equal(status.wrong, 0);
    assert.ok(status.coverage.checked >= 2, `${status.coverage.checked} claims checked`);
    assert.deepEqual(ours(fileUri('right.md')), []);
  });

  test('a file that is no solution is left alone', async () => {
    await openFile('config.json');
    const status = await settled(fileUri('config.json'));
    assert.equal(status.total, 0);
    assert.deepEqual(ours(fileUri('config.json')), []);
  });

  test('the hover holds the witness', async () => {
    const { document } = await openFile('wrong.md');
    const finding = await rootOf(document.uri);
    const at = finding.range.start.translate(0, 1);
    const hovers = await vscode.commands.executeCommand<vscode.Hover[]>('vscode.executeHoverProvider', document.uri, at);
    const text = hovers.flatMap(({ contents }) => contents.map(part => (typeof part === 'string' ? part : part.value))).join('\n');
    assert.match(text, /17/);
    assert.match(text, /18/);
  });

  test('an edit that corrects the step clears the finding, and one that breaks it brings it back', async () => {
    const editor = await openFile('wrong.md');
    await rootOf(editor.document.uri);
    await replace(editor, '12 + 5 = 18', '12 + 5 = 17');
    await replace(editor, '18 / 2 = 9', '17 / 2 = 8.5');
    await silence(editor.document.uri);
    await replace(editor, '12 + 5 = 17', '12 + 5 = 16');
    const again = await rootOf(editor.document.uri);
    assert.match(editor.document.getText(again.range), /16/);
  });

  test('next and previous finding walk round the document', async () => {
    const editor = await openFile('wrong.md');
    const finding = await rootOf(editor.document.uri);
    editor.selection = new vscode.Selection(0, 0, 0, 0);
    await vscode.commands.executeCommand('hence.nextFinding');
    assert.deepEqual(editor.selection.active, finding.range.start);
    await vscode.commands.executeCommand('hence.nextFinding');
    assert.deepEqual(editor.selection.active, finding.range.start, 'round the end');
    await vscode.commands.executeCommand('hence.previousFinding');
    assert.deepEqual(editor.selection.active, finding.range.start);
  });

  test('a lens above the solution tells the verdict and leads to the tree', async () => {
    const { document } = await openFile('wrong.md');
    await settled(document.uri);
    const lenses = await vscode.commands.executeCommand<vscode.CodeLens[]>('vscode.executeCodeLensProvider', document.uri, 10);
    const ids = lenses.flatMap(({ command }) => command?.command ?? []);
    assert.ok(ids.includes('hence.openTree'), ids.join(', '));
    const known = new Set(await vscode.commands.getCommands(true));
    for (const command of ids) assert.ok(known.has(command), command);
  });

  test('severity is a setting that counts at once', async () => {
    const { document } = await openFile('wrong.md');
    await rootOf(document.uri);
    const settings = vscode.workspace.getConfiguration('hence');
    await settings.update('severity.root', 'off', vscode.ConfigurationTarget.Workspace);
    await settings.update('severity.inherited', 'off', vscode.ConfigurationTarget.Workspace);
    try {
      await silence(document.uri);
    } finally {
      await settings.update('severity.root', undefined, vscode.ConfigurationTarget.Workspace);
      await settings.update('severity.inherited', undefined, vscode.ConfigurationTarget.Workspace);
    }
    await rootOf(document.uri);
  });

  test('switched off, an opened document is not checked; verify asks for it all the same', async () => {
    const api = await extension().activate();
    const settings = vscode.workspace.getConfiguration('hence');
    await settings.update('run', 'onCommand', vscode.ConfigurationTarget.Workspace);
    try {
      const { document } = await openFile('expand.md');
      assert.deepEqual(roots(document.uri), []);
      const result = await vscode.commands.executeCommand<{ solutions: { firstError: number }[] }>('hence.verify');
      assert.equal(result.solutions.length, 1);
      assert.ok(result.solutions[0]!.firstError >= 0);
      await rootOf(document.uri);
      assert.equal(api.status(document.uri.toString())?.state, 'ready');
    } finally {
      await settings.update('run', undefined, vscode.ConfigurationTarget.Workspace);
    }
  });
});
