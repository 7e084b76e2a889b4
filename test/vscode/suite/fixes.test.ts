// Every quick fix on an example of its own: it is chosen, the text changes, the finding goes.
import * as assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { actionsAt, closeAll, make, openText, ours, positionOf, rootOf, roots, settled, silence, until } from './support';

const drive = {
  markdown: `# Problem

A car drives for 3 hours at 60 km/h, and then 25 km more. How far is that?

# Solution

Step 1. First it drives $3 \\cdot 60 = 190$ km.

Step 2. From Step 1, it drives $190 + 25 = 215$ km in all.
`,
  latex: `\\section*{Problem}
A car drives for 3 hours at 60 km/h, and then 25 km more. How far is that?

\\section*{Solution}
First it drives
\\begin{equation} 3 \\cdot 60 = 190 \\label{eq:first} \\end{equation}
kilometres.

By \\eqref{eq:first}, it drives $190 + 25 = 215$ km in all.
`,
  jsonl: `${JSON.stringify({
    id: 'drive-1',
    problem: 'A car drives for 3 hours at 60 km/h, and then 25 km more. How far is that?',
    steps: ['First it drives $3 \\cdot 60 = 190$ km.', 'From step 1, it drives $190 + 25 = 215$ km in all.'],
  })}\n`,
};

const two = '# Problem\n\nSome sums.\n\n# Solution\n\nStep 1. We get $12 + 5 = 18$ pears.\n\nStep 2. We get $9 \\cdot 9 = 82$ plums.\n';
const roots5 =
  '# Problem\n\nSolve $x^2 = 5x$.\n\n# Solution\n\nStep 1. We have $x^2 = 5x$.\n\nStep 2. Dividing both sides by $x$ gives $x = 5$.\n';
const choice =
  '# Problem\n\nSolve $x^2 = 5x$ for numbers $x$ other than zero.\n\n# Solution\n\nStep 1. We have $x^2 = 5x$.\n\nStep 2. Dividing both sides by $x$ gives $x = 5$.\n';

type Case = {
  readonly title: string;
  readonly language?: string;
  readonly text: string;
  readonly wanted: RegExp;
  /** What stands there no more. */
  readonly gone?: RegExp;
};

const cases: readonly Case[] = [
  { title: 'Correct this step', text: drive.markdown, wanted: /3 \\cdot 60 = 180\$ km/, gone: /60 = 190/ },
  { title: 'Correct this step', language: 'latex', text: drive.latex, wanted: /3 \\cdot 60 = 180 \\label\{eq:first\}/, gone: /60 = 190/ },
  { title: 'Correct this step', language: 'jsonl', text: drive.jsonl, wanted: /3 \\\\cdot 60 = 180\$ km/, gone: /60 = 190/ },
  { title: 'Correct and carry on', text: drive.markdown, wanted: /180\$ km[\s\S]*\$180 \+ 25 = 205\$ km in all/, gone: /190|215/ },
  {
    title: 'Correct and carry on',
    language: 'latex',
    text: drive.latex,
    wanted: /180 \\label[\s\S]*\$180 \+ 25 = 205\$ km/,
    gone: /190|215/,
  },
  { title: 'Correct and carry on', language: 'jsonl', text: drive.jsonl, wanted: /180\$ km[\s\S]*\$180 \+ 25 = 205\$ km/, gone: /190|215/ },
  { title: 'Start over from here', text: drive.markdown, wanted: /a new attempt begins here/, gone: /60 = 190|Step 2/ },
  { title: 'Start over from here', language: 'latex', text: drive.latex, wanted: /% .*a new attempt begins here/, gone: /60 = 190|eqref/ },
  { title: 'Start over from here', language: 'jsonl', text: drive.jsonl, wanted: /"steps": ?\[""\]/, gone: /60 = 190/ },
  { title: 'Correct this step: The solution x = 0 was lost', text: roots5, wanted: /x = 0 \\text\{ or \} x = 5\$/ },
  { title: 'State the assumption x ≠ 0', text: choice, wanted: /x = 5\$, assuming \$x \\ne 0\$\./ },
  { title: 'Ignore this finding', text: two.replace('82', '81'), wanted: /hence-ignore/ },
];

suite('quick fixes', () => {
  teardown(closeAll);

  for (const { title, language = 'markdown', text, wanted, gone } of cases) {
    test(`"${title}" in ${language} makes the finding go`, async () => {
      const document = await openText(language, text);
      await settled(document.uri);
      const { range } = await until(
        vscode.languages.onDidChangeDiagnostics,
        () => roots(document.uri)[0] ?? ours(document.uri)[0],
        'a finding',
      );
      const actions = await actionsAt(document.uri, range);
      await make(
        actions.find(action => action.title.startsWith(title)),
        actions,
      );
      assert.match(document.getText(), wanted);
      if (gone) assert.doesNotMatch(document.getText(), gone);
      if (language === 'jsonl') JSON.parse(document.getText());
      const line = range.start.line;
      const left = () => ours(document.uri).every(d => d.severity !== vscode.DiagnosticSeverity.Error && d.range.start.line !== line);
      const status = await settled(document.uri);
      await until(
        vscode.languages.onDidChangeDiagnostics,
        () => left() || (language === 'jsonl' && !roots(document.uri).length),
        'its end',
      );
      assert.equal(status.wrong, 0);
    });
  }

  test('a correction that is the only one is preferred, and others are offered beside it', async () => {
    const document = await openText('markdown', drive.markdown);
    const { range } = await rootOf(document.uri);
    const actions = await actionsAt(document.uri, range);
    assert.deepEqual(
      actions.filter(({ isPreferred }) => isPreferred).map(({ title }) => title),
      ['Correct this step: 3·60 is 180, not 190'],
    );
    const titles = actions.map(({ title }) => title);
    for (const title of ['Ignore this finding', 'Show in the reasoning tree', 'What does this mean?'])
      assert.ok(titles.includes(title), title);
  });

  test('what only the ledger asks for is stated by actions on the step', async () => {
    const content = '# Problem\n\nA number.\n\n# Solution\n\nStep 1. We have $x^2 = 49$.\n\nStep 2. So $x = 7$.\n';
    for (const [title, wanted] of [
      ['State the assumption x > 0', /x = 7\$, assuming \$x > 0\$\./],
      ['State what is left out', /So \$x = \\pm 7\$\./],
    ] as const) {
      const document = await openText('markdown', content);
      await settled(document.uri);
      assert.deepEqual(ours(document.uri), []);
      const at = positionOf(document, 'So $x');
      const offered = () => actionsAt(document.uri, new vscode.Range(at, at));
      const actions = await offered();
      await make(
        actions.find(action => action.title.startsWith(title)),
        actions,
      );
      assert.match(document.getText(), wanted);
      await settled(document.uri);
      assert.ok(
        (await offered()).every(action => !action.title.startsWith('State')),
        'nothing is left to state',
      );
    }
  });

  test('source.fixAll.hence corrects all calculation slips, and every finding goes', async () => {
    const document = await openText('markdown', two);
    await until(vscode.languages.onDidChangeDiagnostics, () => roots(document.uri).length === 2, 'two findings');
    const [fix] = await actionsAt(document.uri, new vscode.Range(0, 0, document.lineCount, 0), 'source.fixAll.hence');
    assert.equal(fix?.title, 'Correct all calculation slips');
    await make(fix, []);
    assert.match(document.getText(), /12 \+ 5 = 17\$[\s\S]*9 \\cdot 9 = 81\$/);
    await silence(document.uri);
  });
});

suite('where a value comes from', () => {
  teardown(closeAll);

  for (const [language, mention] of [
    ['markdown', 'Step 1, it'],
    ['latex', '\\eqref'],
    ['jsonl', 'step 1'],
  ] as const) {
    test(`definition, references, links and hover in ${language}`, async () => {
      const document = await openText(language, drive[language]);
      await rootOf(document.uri);
      const said = ({ range }: { range: vscode.Range }) => document.getText(range);
      const use = positionOf(document, '190 + 25');
      const found = await vscode.commands.executeCommand<vscode.Location[]>('vscode.executeDefinitionProvider', document.uri, use);
      assert.equal(found.length, 1);
      assert.match(said(found[0]!), /^3 \\+cdot 60 = 190/);

      const users = await vscode.commands.executeCommand<vscode.Location[]>('vscode.executeReferenceProvider', document.uri, use);
      assert.ok(
        users.some(({ range }) => range.start.isEqual(use) && document.getText(range) === '190'),
        users.map(said).join(' | '),
      );

      const links = await vscode.commands.executeCommand<vscode.DocumentLink[]>('vscode.executeLinkProvider', document.uri);
      const link = links.find(({ range }) => range.contains(positionOf(document, mention)));
      assert.ok(link, links.map(said).join(' | '));
      const there = await vscode.commands.executeCommand<vscode.Location[]>(
        'vscode.executeDefinitionProvider',
        document.uri,
        positionOf(document, mention).translate(0, 1),
      );
      assert.match(said(there[0]!), /First it drives/);

      const hovers = await vscode.commands.executeCommand<vscode.Hover[]>('vscode.executeHoverProvider', document.uri, use);
      const text = hovers.flatMap(({ contents }) => contents.map(part => (typeof part === 'string' ? part : part.value))).join('\n');
      assert.match(text, /step 1[\s\S]*190/i);
    });
  }
});
