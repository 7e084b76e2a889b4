import * as assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { SolutionSummary, VerifiedFile } from '../../../server/protocol';
import { closeAll, extension, fileUri, openFile, rootOf, settled, until } from './support';

type Contributed = { command: string; title: string; category: string };

suite('commands and the Hence view', () => {
  teardown(async () => {
    for (const command of ['hence.clearResults', 'hence.showAllSolutions']) await vscode.commands.executeCommand(command);
    await closeAll();
  });

  test('the table, the manifest and the editor name the same commands', async () => {
    const api = await extension().activate();
    const contributed: Contributed[] = extension().packageJSON.contributes.commands;
    assert.deepEqual([...api.commandIds].sort(), contributed.map(({ command }) => command).sort());
    const registered = new Set(await vscode.commands.getCommands(true));
    for (const { command, title, category } of contributed) {
      assert.ok(registered.has(command), command);
      assert.equal(category, 'Hence');
      assert.match(title, /^[A-Z]/);
    }
  });

  test('verify all fills the view: files, solutions, findings, and what could not be read', async () => {
    const api = await extension().activate();
    const totals = await vscode.commands.executeCommand<{ solutions: number; wrong: number; cancelled: boolean }>('hence.verifyAll');
    assert.equal(totals.cancelled, false);
    assert.equal(totals.solutions, 5);
    assert.equal(totals.wrong, 3);
    const { provider } = api.view;
    const files = (await provider.getChildren())!.filter(({ kind }) => kind === 'file' || kind === 'solution');
    const names = files.map(entry =>
      (entry.kind === 'file' ? entry.file.uri : entry.kind === 'solution' ? entry.uri : '').split('/').at(-1),
    );
    assert.deepEqual(names, ['expand.md', 'outputs.jsonl', 'right.md', 'wrong.md']);

    // A file with one solution is one row.
    const wrong = files[3]!;
    const item = await provider.getTreeItem(wrong);
    assert.equal(item.label, 'wrong.md');
    assert.match(String(item.description), /Step \d+ wrong · \d+ of \d+ checked/);
    assert.equal((item.iconPath as vscode.ThemeIcon).id, 'error');
    const findings = (await provider.getChildren(wrong))!;
    assert.ok(findings.length >= 1);
    const finding = await provider.getTreeItem(findings[0]!);
    await vscode.commands.executeCommand(finding.command!.command, ...finding.command!.arguments!);
    assert.equal(vscode.window.activeTextEditor?.document.uri.toString(), fileUri('wrong.md').toString());
    assert.equal(vscode.window.activeTextEditor?.selection.start.line, 8);

    const outputs = (await provider.getChildren(files[1]!))!;
    assert.deepEqual(
      outputs.map(({ kind }) => kind),
      ['problem', 'solution', 'solution'],
    );
    assert.match(String((await provider.getTreeItem(outputs[0]!)).label), /Line 3 could not be read/);

    const right = await provider.getTreeItem(files[2]!);
    assert.match(String(right.description), /no error found · \d+ of \d+ checked/);
  });

  test('what is proved wrong stands in Problems while its file is not open, and no more than the setting says', async () => {
    await closeAll();
    const settings = vscode.workspace.getConfiguration('hence');
    const away = (name: string) => vscode.languages.getDiagnostics(fileUri(name)).filter(({ source }) => source === 'hence');
    const listed = () => ['expand.md', 'outputs.jsonl', 'wrong.md'].reduce((sum, name) => sum + away(name).length, 0);
    try {
      await vscode.commands.executeCommand('hence.verifyAll');
      await until(vscode.languages.onDidChangeDiagnostics, () => listed() >= 3, 'the wrong step of each file');
      assert.equal(away('wrong.md')[0]!.range.start.line, 8);
      assert.deepEqual(away('right.md'), []);

      // Opened, it is the server that tells, once.
      await openFile('wrong.md');
      await until(vscode.languages.onDidChangeDiagnostics, () => away('wrong.md').length > 0, 'what the server says');
      assert.equal(away('wrong.md').filter(({ severity }) => severity === vscode.DiagnosticSeverity.Error).length, 1);

      await closeAll();
      await settings.update('maxProblems', 1, vscode.ConfigurationTarget.Workspace);
      await vscode.commands.executeCommand('hence.verifyAll');
      await until(vscode.languages.onDidChangeDiagnostics, () => listed() === 1, 'one of all');

      await vscode.commands.executeCommand('hence.clearResults');
      await until(vscode.languages.onDidChangeDiagnostics, () => listed() === 0, 'nothing left');
    } finally {
      await settings.update('maxProblems', undefined, vscode.ConfigurationTarget.Workspace);
    }
  });

  test('only the wrong ones, and nothing after clearing', async () => {
    const api = await extension().activate();
    await vscode.commands.executeCommand('hence.verifyAll');
    await vscode.commands.executeCommand('hence.showOnlyWrong');
    const files = (await api.view.provider.getChildren())!;
    assert.equal(files.length, 3);
    const outputs = (await api.view.provider.getChildren(files[1]!))!;
    assert.equal(outputs.filter(({ kind }) => kind === 'solution').length, 1);
    await vscode.commands.executeCommand('hence.showAllSolutions');
    assert.equal((await api.view.provider.getChildren())!.filter(({ kind }) => kind === 'file' || kind === 'solution').length, 4);
    await vscode.commands.executeCommand('hence.clearResults');
    assert.deepEqual(await api.view.provider.getChildren(), []);
  });

  test('a slip that was made more than once is listed once, with everything that made it', async () => {
    const api = await extension().activate();
    const second = fileUri('pears.md');
    const pears = '# Pears\n\n**Problem.** Add.\n\n**Solution.**\n\nStep 1. There are $5 + 4 = 10$ pears.\n';
    await vscode.workspace.fs.writeFile(second, new TextEncoder().encode(pears));
    try {
      await vscode.commands.executeCommand('hence.verifyAll');
      const { provider } = api.view;
      const [slips] = (await provider.getChildren())!;
      assert.equal((await provider.getTreeItem(slips!)).label, 'Made more than once');
      const groups = (await provider.getChildren(slips))!;
      const items = await Promise.all(groups.map(group => provider.getTreeItem(group)));
      assert.deepEqual(
        items.map(({ label, description }) => [label, description]),
        [['Off by one', '2 times · in 2 files · N → N']],
      );
      const made = (await provider.getChildren(groups[0]))!;
      const places = await Promise.all(made.map(entry => provider.getTreeItem(entry)));
      assert.deepEqual(
        places.map(({ label }) => label),
        ['pears.md: Step 1', 'wrong.md: Step 2'],
      );
      await vscode.commands.executeCommand(places[0]!.command!.command, ...places[0]!.command!.arguments!);
      assert.equal(vscode.window.activeTextEditor?.document.uri.toString(), second.toString());
      assert.equal(vscode.window.activeTextEditor?.selection.start.line, 6);
    } finally {
      await vscode.workspace.fs.delete(second);
    }
  });

  test('thousands of solutions are listed as they are', async () => {
    const api = await extension().activate();
    const solution = (n: number): SolutionSummary => ({
      id: `s${n}`,
      title: `Solution ${n}`,
      span: { start: n, end: n + 1 },
      line: n,
      firstError: -1,
      steps: 1,
      coverage: { claims: 1, checked: 1 },
      findings: [],
    });
    const file: VerifiedFile = {
      uri: fileUri('many.jsonl').toString(),
      solutions: Array.from({ length: 5000 }, (_, n) => solution(n)),
      problems: [],
    };
    api.results.put(file);
    await until(api.results.onChange, () => api.results.files().length === 1, 'the file in the view');
    const [entry] = (await api.view.provider.getChildren())!;
    assert.equal((await api.view.provider.getChildren(entry))!.length, 5000);
  });

  test('the settings in force open as a read-only page', async () => {
    const editor = (await vscode.commands.executeCommand('hence.showSettings')) as vscode.TextEditor;
    assert.equal(editor.document.languageId, 'json');
    assert.equal(editor.document.uri.scheme, 'hence');
    const settings = JSON.parse(editor.document.getText());
    assert.equal(settings.run, 'onType');
    assert.deepEqual(settings.severity, { root: 'error', inherited: 'hint', opinion: 'warning', hint: 'information' });
  });

  test('the sample opens as a new document and holds a mistake', async () => {
    const editor = (await vscode.commands.executeCommand('hence.openSample')) as vscode.TextEditor;
    assert.equal(editor.document.isUntitled, true);
    const finding = await rootOf(editor.document.uri);
    assert.match(editor.document.lineAt(finding.range.start.line).text, /^2\./);
  });

  test('a restarted server checks what is open', async () => {
    const { document } = await openFile('wrong.md');
    await rootOf(document.uri);
    const api = await extension().activate();
    const before = api.client();
    await vscode.commands.executeCommand('hence.restartServer');
    assert.notEqual(api.client(), before);
    await settled(document.uri);
    await rootOf(document.uri);
  });
});
