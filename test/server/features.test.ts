import assert from 'node:assert/strict';
import { test } from 'node:test';
import type {
  CodeAction,
  CodeLens,
  DocumentSymbol,
  FoldingRange,
  Hover,
  MarkupContent,
  SymbolInformation,
  TextDocumentEdit,
} from 'vscode-languageserver';
import { eggs, right } from './documents';
import { type Client, connect, covered, plainClient } from './harness';

const uri = 'file:///eggs.md';

async function hover(client: Client, needle: string): Promise<(Hover & { contents: MarkupContent }) | null> {
  const position = client.range(uri, needle).start;
  return client.connection.sendRequest('textDocument/hover', { textDocument: { uri }, position });
}

async function actions(client: Client, needle: string, only?: string[]): Promise<CodeAction[]> {
  const range = client.range(uri, needle);
  return client.connection.sendRequest('textDocument/codeAction', { textDocument: { uri }, range, context: { diagnostics: [], only } });
}

const editsOf = (action: CodeAction) => (action.edit!.documentChanges![0] as TextDocumentEdit).edits as { range: never; newText: string }[];

test('the hover over a wrong step: verdict, reading, witness, premises as links, correction and verifier', async t => {
  const client = await connect(t);
  await client.open(uri, eggs);
  const found = await hover(client, '36 - 5 = 32');
  assert.ok(found);
  const { kind, value } = found.contents;
  assert.equal(kind, 'markdown');
  assert.match(covered(eggs, found.range!), /36 - 5 = 32/);
  assert.match(value, /^\*\*✗ Step 2 does not follow\*\*/);
  assert.match(value, /`36 - 5 = 32 eggs`/);
  assert.match(value, /36 - 5 is 31, not 32/);
  assert.match(value, /\*\*Correction:\*\*/);
  assert.match(value, /\[Step 1\]\(file:\/\/\/eggs\.md#L7,\d+\)/);
  assert.match(value, /Refuted by the verifier \w+/);
});

test('the hover over a step that inherits names and links the root', async t => {
  const client = await connect(t);
  await client.open(uri, eggs);
  const found = await hover(client, '32 \\cdot 2');
  assert.match(found!.contents.value, /Step 3 follows from a wrong step/);
  assert.match(found!.contents.value, /\[Step 2\]\(file:\/\/\/eggs\.md#L9,\d+\)/);
});

test('a claim that holds says so quietly; where nothing is claimed nothing is said', async t => {
  const client = await connect(t);
  await client.open(uri, eggs);
  assert.match((await hover(client, '12 \\cdot 3'))!.contents.value, /^holds.* \(\w+.*\)/);
  assert.equal(await hover(client, 'A box holds'), null);
});

test('formulas are images beside their reading where the editor shows them, and absent where typesetting is late or fails', async t => {
  const orders: string[] = [];
  const typeset = async (tex: string, _display: boolean, color: string) => {
    orders.push(`${color} ${tex}`);
    return tex.includes('32') ? `<svg fill="${color}"/>` : undefined;
  };
  const client = await connect(t, { host: { typeset } });
  await client.open(uri, eggs);
  const { value } = (await hover(client, '36 - 5 = 32'))!.contents;
  assert.match(value, /!\[36 - 5 = 32 eggs\]\(data:image\/svg\+xml;base64,[A-Za-z0-9+/=]+\)/);
  assert.match(value, /`36 - 5 = 32 eggs`/);
  const before = orders.length;
  await hover(client, '36 - 5 = 32');
  assert.equal(orders.length, before, 'what was typeset is kept');

  await client.connection.sendNotification('hence/theme', { kind: 'dark' });
  await hover(client, '36 - 5 = 32');
  assert.ok(
    orders.some(order => order.startsWith('#d4d4d4')),
    'a new theme is new ink',
  );
  await client.configure({ hoverMath: false });
  assert.doesNotMatch((await hover(client, '36 - 5 = 32'))!.contents.value, /data:/);

  const slow = await connect(t, { host: { typeset: () => new Promise(() => {}) } });
  await slow.open(uri, eggs);
  const asked = hover(slow, '36 - 5 = 32');
  while (slow.timers.waiting < 2) await new Promise(setImmediate);
  slow.timers.advance(300);
  const late = (await asked)!.contents.value;
  assert.match(late, /Step 2 does not follow/);
  assert.doesNotMatch(late, /data:/);
});

test('plain clients get no image; those without Markdown get plain text', async t => {
  const typeset = async () => '<svg/>';
  const terminal = await connect(t, { capabilities: plainClient, host: { typeset } });
  await terminal.open(uri, eggs);
  assert.doesNotMatch((await hover(terminal, '36 - 5 = 32'))!.contents.value, /data:/);

  const bare = await connect(t, { capabilities: { textDocument: { hover: { contentFormat: ['plaintext'] } } }, host: { typeset } });
  await bare.open(uri, eggs);
  const { kind, value } = (await hover(bare, '36 - 5 = 32'))!.contents;
  assert.equal(kind, 'plaintext');
  assert.match(value, /^✗ Step 2 does not follow/);
  assert.doesNotMatch(value, /[*`[\]]/);
});

test('a correction applies, and the checked result has no finding at that step', async t => {
  const client = await connect(t);
  await client.open(uri, eggs);
  const fixes = (await actions(client, '36 - 5 = 32')).filter(action => action.title.startsWith('Correct this step'));
  assert.ok(fixes.length >= 1);
  assert.ok(fixes.every(fix => fix.kind === 'quickfix' && fix.isPreferred === (fixes.length === 1)));
  assert.deepEqual((fixes[0]!.edit!.documentChanges![0] as TextDocumentEdit).textDocument, { uri, version: 1 });
  const version = await client.edit(uri, editsOf(fixes[0]!));
  assert.match(client.text(uri), /36 - 5 = 31/);
  client.timers.advance(1500);
  await client.settled(uri, version);
  assert.ok((await client.items(uri)).every(item => !covered(client.text(uri), item.range).includes('36 - 5')));
});

test('a finding can be ignored, shown in the tree and explained', async t => {
  const client = await connect(t);
  await client.open(uri, eggs);
  const all = await actions(client, '36 - 5 = 32');
  const named = (title: string) => all.find(action => action.title === title)!;
  assert.equal(named('Show in the reasoning tree').command!.command, 'hence.openTree');
  assert.equal(named('Show in the reasoning tree').command!.arguments![0], uri);
  assert.deepEqual(named('What does this mean?').command, {
    title: 'What does this mean?',
    command: 'hence.openRule',
    arguments: [named('What does this mean?').diagnostics![0]!.code],
  });
  const version = await client.edit(uri, editsOf(named('Ignore this finding')));
  client.timers.advance(1500);
  await client.settled(uri, version);
  assert.ok((await client.items(uri)).every(item => item.severity !== 1));
  assert.match(client.text(uri), /hence-ignore/);
});

test('clients without the commands are offered edits only, by uri where they know no versions', async t => {
  const client = await connect(t, { capabilities: plainClient });
  await client.open(uri, eggs);
  const all = await actions(client, '36 - 5 = 32');
  assert.ok(all.length >= 2);
  assert.ok(all.every(action => action.command === undefined && action.edit?.changes?.[uri]));
});

test('no action away from a finding; kinds are honoured', async t => {
  const client = await connect(t);
  await client.open(uri, eggs);
  assert.deepEqual(await actions(client, 'A box holds'), []);
  assert.deepEqual(await actions(client, '36 - 5 = 32', ['refactor']), []);
  assert.ok((await actions(client, '36 - 5 = 32')).every(action => action.kind === 'quickfix'));
});

test('source.fixAll.hence corrects every calculation slip that has one correction', async t => {
  const client = await connect(t);
  const text = 'Problem: add.\n\nSolution:\n\nStep 1: $17 + 4 = 22$.\n\nStep 2: $9 \\cdot 9 = 80$.\n';
  await client.open(uri, text);
  const single = async (needle: string) => (await actions(client, needle)).filter(action => action.isPreferred).length;
  assert.deepEqual([await single('17 + 4 = 22'), await single('9 \\cdot 9 = 80')], [1, 1]);
  const all = await actions(client, 'Problem', ['source.fixAll']);
  assert.deepEqual(
    all.map(action => action.kind),
    ['source.fixAll.hence'],
  );
  await client.edit(uri, editsOf(all[0]!));
  assert.match(client.text(uri), /17 \+ 4 = 21.*9 \\cdot 9 = 81/s);
  assert.deepEqual(await actions(client, 'Problem', ['source.fixAll.hence']), []);
});

test('two lenses over each solution lead to the finding and to the tree', async t => {
  const client = await connect(t);
  await client.open(uri, eggs);
  const lenses = () => client.connection.sendRequest<CodeLens[]>('textDocument/codeLens', { textDocument: { uri } });
  const [verdict, tree, ...more] = await lenses();
  assert.deepEqual(more, []);
  assert.equal(verdict!.command!.title, '✗ step 2 · 3 of 3 claims checked');
  assert.equal(verdict!.command!.command, 'hence.revealFinding');
  const [at, solution, span] = verdict!.command!.arguments as [string, string, { start: number; end: number }];
  assert.equal(at, uri);
  assert.match(eggs.slice(span.start, span.end), /36 - 5 = 32/);
  assert.equal(tree!.command!.title, 'Reasoning tree');
  assert.equal(tree!.command!.command, 'hence.openTree');
  assert.equal(tree!.command!.arguments![1], solution);

  await client.replace(uri, '= 32$', '= 31$');
  await client.replace(uri, '$32 \\cdot 2 = 64$', '$31 \\cdot 2 = 62$');
  assert.equal((await lenses())[0]!.command!.title, 'no error found · 3 of 3 claims checked');
  const from = client.messages.length;
  await client.configure({ codeLens: false });
  await client.until(({ method }) => method === 'workspace/codeLens/refresh', from);
  assert.deepEqual(await lenses(), []);
});

test('solutions and their steps are symbols; clients without nesting get them flat', async t => {
  const client = await connect(t);
  await client.open(uri, eggs);
  const [solution, ...others] = await client.connection.sendRequest<DocumentSymbol[]>('textDocument/documentSymbol', {
    textDocument: { uri },
  });
  assert.deepEqual(others, []);
  assert.deepEqual(
    solution!.children!.map(step => step.name),
    ['Step 1', 'Step 2 ✗', 'Step 3 ↳'],
  );
  assert.match(solution!.children![1]!.detail!, /^Step 2: Taking away/);
  assert.ok(solution!.children!.every(step => step.detail!.length <= 80 && step.name));

  const flat = await connect(t, { capabilities: plainClient });
  await flat.open(uri, right);
  const symbols = await flat.connection.sendRequest<SymbolInformation[]>('textDocument/documentSymbol', { textDocument: { uri } });
  assert.equal(symbols.length, 4);
  assert.equal(symbols[1]!.containerName, symbols[0]!.name);
  assert.equal(symbols[1]!.location.uri, uri);
});

test('solutions and long steps fold', async t => {
  const client = await connect(t);
  await client.open(uri, eggs.replace('$12 \\cdot 3 = 36$ eggs.', 'this many eggs:\n$$12 \\cdot 3 = 36$$'));
  const folds = await client.connection.sendRequest<FoldingRange[]>('textDocument/foldingRange', { textDocument: { uri } });
  assert.ok(
    folds.some(fold => fold.startLine === 6 && fold.endLine === 7),
    JSON.stringify(folds),
  );
  assert.ok(
    folds.some(fold => fold.endLine >= 11),
    'the solution folds as a whole',
  );
  assert.ok(folds.every(fold => fold.endLine > fold.startLine));
});

test('a hostile document cannot put markup, links or commands into a hover', async t => {
  const client = await connect(t);
  const hostile = eggs
    .replace('There are', '<img src=x> [run](command:evil) ![x](http://e) There are')
    .replace('Step 1:', 'Step 1 [a](command:b):');
  await client.open(uri, hostile);
  for (const needle of ['36 - 5 = 32', '12 \\cdot 3', '32 \\cdot 2']) {
    const value = (await hover(client, needle))?.contents.value ?? '';
    assert.doesNotMatch(value, /<img|\]\(command:|\]\(http:/);
  }
});
