import * as assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { closeAll, extension, fileUri, openFile, ours, replace, rootOf, roots, settled, silence, until } from './support';

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

  test('the quick fix corrects the step, and the finding goes', async () => {
    const { document } = await openFile('wrong.md');
    const finding = await rootOf(document.uri);
    const kind = vscode.CodeActionKind.QuickFix.value;
    const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
      'vscode.executeCodeActionProvider',
      document.uri,
      finding.range,
      kind,
      20,
    );
    const titles = actions.map(({ title }) => title);
    for (const title of ['Ignore this finding', 'Show in the reasoning tree', 'What does this mean?'])
      assert.ok(titles.includes(title), title);
    const fix = actions.find(({ title, edit }) => title.startsWith('Correct this step') && edit);
    assert.ok(fix?.edit, titles.join(' | '));
    assert.ok(await vscode.workspace.applyEdit(fix.edit));
    assert.match(document.getText(), /12 \+ 5 = 17/);
    const gone = () => roots(document.uri).every(({ range }) => range.start.line !== finding.range.start.line);
    await until(vscode.languages.onDidChangeDiagnostics, gone, 'an end of the finding');
  });

  for (const [title, wanted, gone] of [
    ['Correct and carry on', /12 \+ 5 = 17/, /12 \+ 5 = 18/],
    ['Start over from here', /a new attempt begins here/, /12 \+ 5 = 18/],
    ['Ignore this finding', /hence-ignore/, undefined],
  ] as const) {
    test(`the quick fix "${title}" makes the finding go`, async () => {
      const { document } = await openFile('wrong.md');
      const finding = await rootOf(document.uri);
      const kind = vscode.CodeActionKind.QuickFix.value;
      const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
        'vscode.executeCodeActionProvider',
        document.uri,
        finding.range,
        kind,
        20,
      );
      const fix = actions.find(action => action.title.startsWith(title));
      assert.ok(fix?.edit, actions.map(action => action.title).join(' | '));
      // What the preview asks for is confirmed here, edit by edit.
      const edit = new vscode.WorkspaceEdit();
      for (const [uri, edits] of fix.edit.entries()) edit.set(uri, edits);
      assert.ok(await vscode.workspace.applyEdit(edit));
      assert.match(document.getText(), wanted);
      if (gone) assert.doesNotMatch(document.getText(), gone);
      await silence(document.uri);
    });
  }

  test('the quick fix "State the assumption" writes it into the step, and the remark goes', async () => {
    const content =
      '# Problem\n\nSolve $x^2 = 5x$ for numbers $x$ other than zero.\n\n# Solution\n\nStep 1. We have $x^2 = 5x$.\n\nStep 2. Dividing both sides by $x$ gives $x = 5$.\n';
    const document = await vscode.workspace.openTextDocument({ language: 'markdown', content });
    await vscode.window.showTextDocument(document, vscode.ViewColumn.One);
    const remark = await until(vscode.languages.onDidChangeDiagnostics, () => ours(document.uri)[0], 'a remark on the division');
    const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
      'vscode.executeCodeActionProvider',
      document.uri,
      remark.range,
      vscode.CodeActionKind.QuickFix.value,
      20,
    );
    const fix = actions.find(({ title }) => title === 'State the assumption x ≠ 0');
    assert.ok(fix?.edit, actions.map(({ title }) => title).join(' | '));
    assert.ok(await vscode.workspace.applyEdit(fix.edit));
    assert.match(document.getText(), /x = 5\$, assuming \$x \\ne 0\$\./);
    await silence(document.uri);
  });

  test('an assumption that only the ledger asks for is stated by an action on its step', async () => {
    const content = '# Problem\n\nA number.\n\n# Solution\n\nStep 1. We have $x^2 = 49$.\n\nStep 2. So $x = 7$.\n';
    const document = await vscode.workspace.openTextDocument({ language: 'markdown', content });
    await vscode.window.showTextDocument(document, vscode.ViewColumn.One);
    await settled(document.uri);
    assert.deepEqual(ours(document.uri), []);
    const offered = () =>
      vscode.commands.executeCommand<vscode.CodeAction[]>(
        'vscode.executeCodeActionProvider',
        document.uri,
        new vscode.Range(document.positionAt(content.indexOf('So $x')), document.positionAt(content.indexOf('So $x'))),
        vscode.CodeActionKind.QuickFix.value,
        20,
      );
    const actions = await offered();
    const fix = actions.find(({ title }) => title === 'State the assumption x > 0');
    assert.ok(fix?.edit, actions.map(({ title }) => title).join(' | '));
    assert.ok(await vscode.workspace.applyEdit(fix.edit));
    assert.match(document.getText(), /x = 7\$, assuming \$x > 0\$\./);
    await settled(document.uri);
    assert.ok(
      (await offered()).every(({ title }) => !title.startsWith('State')),
      'nothing is left to state',
    );
  });

  test('source.fixAll.hence corrects what is sure', async () => {
    const { document } = await openFile('wrong.md');
    await rootOf(document.uri);
    const whole = new vscode.Range(0, 0, document.lineCount, 0);
    const [fix] = await vscode.commands.executeCommand<vscode.CodeAction[]>(
      'vscode.executeCodeActionProvider',
      document.uri,
      whole,
      'source.fixAll.hence',
      5,
    );
    assert.ok(fix?.edit);
    assert.ok(await vscode.workspace.applyEdit(fix.edit));
    assert.match(document.getText(), /12 \+ 5 = 17/);
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
