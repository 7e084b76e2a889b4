// Quick fixes beyond one step, what-if, definitions, uses and links.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { CodeAction, DocumentLink, Location, TextDocumentEdit } from 'vscode-languageserver';
import type { WhatIfResult } from '../../server/protocol';
import { eggs } from './documents';
import { type Client, connect, covered } from './harness';

const uri = 'file:///eggs.md';

const annotated = { workspace: { workspaceEdit: { documentChanges: true, changeAnnotationSupport: { groupsOnLabel: true } } } };
const lazily = { textDocument: { codeAction: { dataSupport: true, resolveSupport: { properties: ['edit'] } } } };

async function actions(client: Client, needle: string): Promise<CodeAction[]> {
  const range = client.range(uri, needle);
  return client.connection.sendRequest('textDocument/codeAction', { textDocument: { uri }, range, context: { diagnostics: [] } });
}

const editsOf = (action: CodeAction) => (action.edit!.documentChanges![0] as TextDocumentEdit).edits as { range: never; newText: string }[];

async function done(client: Client, action: CodeAction): Promise<void> {
  const version = await client.edit(uri, editsOf(action));
  client.timers.advance(1500);
  await client.settled(uri, version);
}

test('a correction is carried on through the steps that depend on it, after a look at it', async t => {
  const client = await connect(t, { capabilities: { ...annotated, ...lazily } });
  await client.open(uri, eggs);
  const offered = (await actions(client, '36 - 5 = 32')).find(({ title }) => title.startsWith('Correct and carry on'))!;
  assert.ok(offered && offered.isPreferred === undefined);
  assert.equal(offered.edit, undefined, 'it is worked out when it is chosen');
  const action = await client.connection.sendRequest<CodeAction>('codeAction/resolve', offered);
  assert.deepEqual(
    Object.values(action.edit!.changeAnnotations!).map(({ label, description, needsConfirmation }) => [
      label,
      description,
      needsConfirmation,
    ]),
    [
      ['Step 2', '36 - 5 is 31, not 32.', true],
      ['Step 3', '32 becomes 31, 64 becomes 62.', true],
    ],
  );
  await done(client, action);
  assert.match(client.text(uri), /36 - 5 = 31[\s\S]*31 \\cdot 2 = 62/);
  assert.deepEqual(await client.items(uri), []);
});

test('clients that cannot wait or ask get the whole edit at once', async t => {
  const client = await connect(t);
  await client.open(uri, eggs);
  const action = (await actions(client, '36 - 5 = 32')).find(({ title }) => title.startsWith('Correct and carry on'))!;
  assert.equal(action.edit!.changeAnnotations, undefined);
  await done(client, action);
  assert.match(client.text(uri), /31 \\cdot 2 = 62/);
});

test('starting over keeps the right steps and marks where a new attempt begins', async t => {
  const client = await connect(t);
  await client.open(uri, eggs);
  const action = (await actions(client, '36 - 5 = 32')).find(({ title }) => title.startsWith('Start over from here'))!;
  await done(client, action);
  const text = client.text(uri);
  assert.match(text, /36\$ eggs\./);
  assert.match(text, /a new attempt begins here/);
  assert.doesNotMatch(text, /36 - 5|two such/i);
  assert.deepEqual(await client.items(uri), []);
});

test('what if: the rest of the solution, were the step right', async t => {
  const client = await connect(t);
  await client.open(uri, eggs);
  const ask = (params: object) => client.connection.sendRequest<WhatIfResult>('hence/whatIf', { uri, ...params });
  const { solutions } = await client.connection.sendRequest<{ solutions: { id: string }[] }>('hence/verify', { uri });
  const solution = solutions[0]!.id;
  const { replay } = await ask({ solution });
  assert.equal(replay!.from, 1);
  assert.deepEqual(
    replay!.steps.map(({ mark, followThrough }) => [mark, followThrough]),
    [
      ['corrected', false],
      ['recomputed', true],
    ],
  );
  assert.match((await ask({ solution, step: 0 })).reason!, /not proved wrong/);
  const own = await ask({ solution, step: 0, text: 'Step 1: There are $12 \\cdot 4 = 48$ eggs.' });
  assert.equal(own.replay!.steps[0]!.after, 'Step 1: There are $12 \\cdot 4 = 48$ eggs.');
  assert.match((await ask({ solution: 'none' })).reason!, /no such solution/);
});

const numbered = `# Problem

Find x.

# Solution

Step 1: We have $x + y = 17$. (1)

Step 2: Counting gives $3 \\cdot 47 = 141$ cases.

Step 3: By step 1 and because there are $141 - 41 = 100$ others, we are done.
`;

test('go to definition, find references and links follow what a step uses', async t => {
  const client = await connect(t);
  await client.open(uri, numbered);
  const at = (needle: string) => ({ textDocument: { uri }, position: client.range(uri, needle).start });
  const text = (list: Location[]) => list.map(({ range }) => covered(numbered, range));
  assert.deepEqual(text(await client.connection.sendRequest('textDocument/definition', at('141 - 41'))), ['3 \\cdot 47 = 141$ cases']);
  const uses = await client.connection.sendRequest<Location[]>('textDocument/references', {
    ...at('3 \\cdot 47'),
    context: { includeDeclaration: true },
  });
  assert.deepEqual(text(uses), ['3 \\cdot 47 = 141$ cases', '141']);
  const links = await client.connection.sendRequest<DocumentLink[]>('textDocument/documentLink', { textDocument: { uri } });
  assert.deepEqual(
    links.map(({ range, target }) => [covered(numbered, range), target]),
    [['step 1', `${uri}#L7,1`]],
  );
});

test('an assumption is stated in its step, and the remark is gone', async t => {
  const client = await connect(t);
  await client.open(uri, '# Problem\n\nSolve it.\n\n# Solution\n\nStep 1: We have $x^2 = 5x$.\n\nStep 2: Dividing by $x$, $x = 5$.\n');
  assert.equal((await client.items(uri)).length, 1);
  const action = (await actions(client, 'x = 5$.')).find(({ title }) => title.startsWith('State the assumption'))!;
  assert.equal(action.title, 'State the assumption x ≠ 0');
  await done(client, action);
  assert.match(client.text(uri), /\$x = 5\$, assuming \$x \\ne 0\$\./);
  assert.deepEqual(await client.items(uri), []);
});

test('what only the ledger asks for is an action on its step', async t => {
  const client = await connect(t);
  const text = '# Problem\n\nA number.\n\n# Solution\n\nStep 1: We have $x^2 = 49$.\n\nStep 2: So $x = 7$.\n';
  await client.open(uri, text);
  assert.deepEqual(await client.items(uri), []);
  assert.deepEqual(
    (await actions(client, 'x^2 = 49')).map(({ title }) => title),
    [],
  );
  const [assume, state, ...others] = await actions(client, 'So $x');
  assert.deepEqual(others, []);
  assert.equal(assume!.title, 'State the assumption x > 0');
  assert.equal(state!.title, 'State what is left out: x may be -7 as well: the sign ± was lost');
  await done(client, state!);
  assert.match(client.text(uri), /So \$x = \\pm 7\$\./);
  assert.deepEqual(await actions(client, 'So $x'), []);
});
