import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { CodeAction, Diagnostic, TextDocumentEdit, TextEdit } from 'vscode-languageserver';
import { check } from '../../server/core';
import { STATUS, type Status, type TreeResult } from '../../server/protocol';
import { QUIET } from '../../server/session';
import { eggs, right } from './documents';
import { connect, covered, editor, type Message, plainClient } from './harness';

const uri = 'file:///eggs.md';
const roots = (items: readonly Diagnostic[]) => items.filter(item => item.severity === 1);

test('a client that pulls: the wrong step is an error, the one that inherits a faded hint, and an edit clears both', async t => {
  const client = await connect(t);
  assert.deepEqual(client.capabilities.diagnosticProvider, {
    identifier: 'hence',
    interFileDependencies: false,
    workspaceDiagnostics: false,
  });
  await client.open(uri, eggs);
  const items = await client.items(uri);
  assert.equal(items.length, 2);
  const [root, inherited] = items;
  assert.match(covered(eggs, root!.range), /36 - 5 = 32/);
  assert.equal(root!.severity, 1);
  assert.equal(root!.source, 'hence');
  assert.match(root!.codeDescription!.href, new RegExp(`docs/verdicts\\.md#${root!.code}$`));
  assert.equal((root!.data as { index: number }).index, 0);
  assert.match(covered(eggs, inherited!.range), /32 \\cdot 2 = 64/);
  assert.equal(inherited!.severity, 4);
  assert.deepEqual(inherited!.tags, [1]);
  assert.equal(inherited!.code, 'inherited');
  assert.ok(inherited!.relatedInformation?.some(related => covered(eggs, related.location.range).includes('36 - 5 = 32')));

  await client.replace(uri, '= 32$', '= 31$');
  await client.replace(uri, '$32 \\cdot 2 = 64$', '$31 \\cdot 2 = 62$');
  assert.equal(client.text(uri), right);
  assert.deepEqual(await client.items(uri), []);
  assert.equal(client.count('textDocument/publishDiagnostics'), 0, 'a client that pulls is never pushed to');
});

test('a pull that finds nothing new says so', async t => {
  const client = await connect(t);
  await client.open(uri, eggs);
  const first = await client.pull(uri);
  assert.ok(first.kind === 'full' && first.resultId);
  assert.deepEqual(await client.pull(uri, first.resultId), { kind: 'unchanged', resultId: first.resultId });
  await client.replace(uri, 'Taking', 'Having taken');
  const second = await client.pull(uri, first.resultId);
  assert.equal(second.kind, 'full');
});

test('a client that cannot pull is pushed to, with the version', async t => {
  const client = await connect(t, { capabilities: plainClient });
  assert.equal(client.capabilities.diagnosticProvider, undefined);
  await client.open(uri, eggs);
  assert.equal((await client.pushed(uri)).length, 2);
  const version = await client.replace(uri, '= 32$', '= 31$');
  client.timers.advance(QUIET);
  const after = await client.pushed(uri, version);
  assert.equal(roots(after).length, 0);
  assert.equal(client.count('workspace/diagnostic/refresh'), 0, 'a client that is pushed to is never asked to pull');
});

test('a client that pulls but cannot be told to pull again is pushed to', async t => {
  const client = await connect(t, { capabilities: { ...editor, workspace: { ...editor.workspace, diagnostics: {} } } });
  assert.equal(client.capabilities.diagnosticProvider, undefined);
  await client.open(uri, eggs);
  assert.equal((await client.pushed(uri)).length, 2);
});

test('closing a document takes its pushed diagnostics away', async t => {
  const client = await connect(t, { capabilities: plainClient });
  await client.open(uri, eggs);
  await client.pushed(uri);
  const from = client.messages.length;
  await client.close(uri);
  const cleared = await client.until(({ method }) => method === 'textDocument/publishDiagnostics', from);
  assert.deepEqual(cleared.params, { uri, diagnostics: [] });
});

test('the step being typed is left in peace until it has been quiet', async t => {
  const client = await connect(t);
  await client.open(uri, right);
  assert.deepEqual(await client.items(uri), []);
  const version = await client.replace(uri, '- 5 = 31', '- 5 = 30');
  assert.deepEqual(await client.items(uri), [], 'what touches the step being typed waits');
  await client.settled(uri, version);
  assert.equal(client.count('workspace/diagnostic/refresh'), 0);

  client.timers.advance(QUIET - 1);
  await client.settled(uri, await client.replace(uri, '= 30', '= 300'));
  client.timers.advance(QUIET - 1);
  assert.deepEqual(await client.items(uri), [], 'every keystroke starts the wait anew');

  const from = client.messages.length;
  client.timers.advance(1);
  await client.until(({ method }) => method === 'workspace/diagnostic/refresh', from);
  const items = await client.items(uri);
  assert.equal(roots(items).length, 1);
  assert.match(covered(client.text(uri), roots(items)[0]!.range), /36 - 5 = 300/);
});

test('typing elsewhere brings out the step that was left', async t => {
  const client = await connect(t);
  await client.open(uri, right);
  await client.replace(uri, '- 5 = 31', '- 5 = 30');
  assert.deepEqual(await client.items(uri), []);
  await client.replace(uri, 'There are', 'There were');
  assert.equal(roots(await client.items(uri)).length, 1);
});

test('saving brings findings out at once; so does a push client after the wait', async t => {
  const client = await connect(t, { capabilities: plainClient });
  await client.open(uri, right);
  assert.deepEqual(await client.pushed(uri), []);
  const version = await client.replace(uri, '- 5 = 31', '- 5 = 30');
  assert.deepEqual(roots(await client.pushed(uri, version)), []);
  await client.settled(uri, version);
  const from = client.messages.length;
  await client.save(uri);
  assert.equal(roots(await client.pushed(uri, version, from)).length, 1);
});

test('severities, verifiers and the switch are settings, and changing them asks the client to pull again', async t => {
  const client = await connect(t);
  await client.open(uri, eggs);
  const [root] = await client.items(uri);
  const change = async (settings: Record<string, unknown>) => {
    const from = client.messages.length;
    await client.configure(settings);
    await client.until(({ method }) => method === 'workspace/diagnostic/refresh', from);
    return client.items(uri);
  };
  assert.deepEqual(
    (await change({ severity: { root: 'warning', inherited: 'off' } })).map(item => item.severity),
    [2],
  );
  assert.equal((await change({ maxProblems: 1 })).length, 1);
  assert.equal((await change({ maxProblems: 1 }))[0]!.severity, 1, 'of too many the proved ones stay');
  assert.ok((await change({ verifiers: { [String(root!.code)]: false } })).every(item => item.code !== root!.code));
  assert.deepEqual(await change({ enable: false }), []);
  assert.deepEqual(await change({ languages: ['latex'] }), []);
  assert.equal((await change({})).length, 2);
});

test('settings that come with initialize or by notification serve clients that are not asked', async t => {
  const client = await connect(t, { capabilities: plainClient, initializationOptions: { severity: { root: 'information' } } });
  await client.open(uri, eggs);
  assert.ok((await client.pushed(uri)).some(item => item.severity === 3));
  const from = client.messages.length;
  await client.configure({ severity: { root: 'warning' } });
  assert.ok((await client.pushed(uri, 1, from)).some(item => item.severity === 2));
});

test('documents in other languages are left alone', async t => {
  const client = await connect(t);
  await client.open('file:///a.py', eggs, 'python');
  assert.deepEqual(await client.items('file:///a.py'), []);
  assert.equal(client.count(STATUS), 0);
});

test('on save: changes are not checked, saving is', async t => {
  const client = await connect(t, { settings: { run: 'onSave' } });
  await client.open(uri, right);
  const opened = await client.pull(uri);
  assert.ok(opened.kind === 'full' && opened.items.length === 0);
  await client.replace(uri, '- 5 = 31', '- 5 = 30');
  assert.deepEqual(await client.pull(uri, opened.resultId), { kind: 'unchanged', resultId: opened.resultId });
  const symbols = await client.connection.sendRequest<{ children: unknown[] }[]>('textDocument/documentSymbol', { textDocument: { uri } });
  assert.equal(symbols[0]!.children.length, 3, 'what is not checked is still read');
  const from = client.messages.length;
  await client.save(uri);
  await client.until(({ method }) => method === 'workspace/diagnostic/refresh', from);
  assert.equal(roots(await client.items(uri)).length, 1);
});

test('on command: nothing is checked until asked for', async t => {
  const client = await connect(t, { settings: { run: 'onCommand' } });
  await client.open(uri, eggs);
  assert.deepEqual(await client.items(uri), []);
  assert.equal(client.count(STATUS), 0);
  const answer = await client.connection.sendRequest<{ solutions: { firstError: number }[] }>('hence/verify', { uri });
  assert.deepEqual(
    answer.solutions.map(solution => solution.firstError),
    [1],
  );
  assert.equal(roots(await client.items(uri)).length, 1);
});

test('a broken record is a warning that names it, and the others are checked', async t => {
  const client = await connect(t);
  const record = JSON.stringify({ problem: 'Add.', steps: ['2 + 2 = 5'] });
  await client.open('file:///a.jsonl', `${record}\n{"problem": \n${record}\n`, 'jsonl');
  const items = await client.items('file:///a.jsonl');
  const broken = items.filter(item => item.code === 'bad-record');
  assert.equal(broken.length, 1);
  assert.equal(broken[0]!.severity, 2);
  assert.equal(broken[0]!.range.start.line, 1);
  assert.deepEqual(
    roots(items).map(item => item.range.start.line),
    [0, 2],
  );
});

test('process rewards that stand in a record are opinions, and a setting drops them', async t => {
  const client = await connect(t);
  const record = JSON.stringify({ problem: 'Tell a story.', steps: ['First, a fox.', 'Then a hen.'], rewards: [0.9, 0.1] });
  await client.open('file:///a.jsonl', `${record}\n`, 'jsonl');
  const items = await client.items('file:///a.jsonl');
  assert.deepEqual(
    items.map(item => [item.severity, item.code]),
    [[2, 'reward']],
  );
  assert.match(covered(record, items[0]!.range), /Then a hen/);
  const position = items[0]!.range.start;
  const hover = await client.connection.sendRequest<{ contents: { value: string } }>('textDocument/hover', {
    textDocument: { uri: 'file:///a.jsonl' },
    position,
  });
  assert.match(hover.contents.value, /Step 2 is doubted/);
  assert.match(hover.contents.value, /0\.1, threshold 0\.5/);
  await client.configure({ rewards: false });
  assert.deepEqual(await client.items('file:///a.jsonl'), []);
});

test('an escaped record is corrected in its own escapes', async t => {
  const client = await connect(t);
  const at = 'file:///b.jsonl';
  await client.open(
    at,
    `${JSON.stringify({ problem: 'Add.', steps: ['\u{1f95a}\tWe get $\\frac{1}{2} + \\frac{1}{2} = 1$.\nSo $2 + 2 = 5$.'] })}\n`,
    'jsonl',
  );
  const [item, ...others] = roots(await client.items(at));
  assert.deepEqual(others, []);
  assert.match(covered(client.text(at), item!.range), /^\$?2 \+ 2 = 5/);
  const actions = await client.connection.sendRequest<CodeAction[]>('textDocument/codeAction', {
    textDocument: { uri: at },
    range: item!.range,
    context: { diagnostics: [] },
  });
  const fix = actions.find(action => action.title.startsWith('Correct this step')) ?? assert.fail('there is no correction');
  await client.edit(at, (fix.edit!.documentChanges![0] as TextDocumentEdit).edits as TextEdit[]);
  assert.match(JSON.parse(client.text(at)).steps[0], /So \$2 \+ 2 = 4\$\./);
  client.timers.advance(QUIET);
  assert.deepEqual(roots(await client.items(at)), []);
});

test('a check that breaks ends in failed, says why, and the next one works', async t => {
  let broken = true;
  const client = await connect(t, {
    host: {
      check: (...given) => {
        if (broken) throw new Error('out of chalk');
        return check(...given);
      },
    },
  });
  await client.open(uri, eggs);
  const failed = await client.settled(uri);
  assert.equal(failed.state, 'failed');
  assert.equal(failed.message, 'out of chalk');
  assert.ok(
    client.messages.some(
      ({ method, params }) => method === 'window/logMessage' && (params as { message: string }).message.includes('out of chalk'),
    ),
  );
  assert.deepEqual(await client.items(uri), []);
  await assert.rejects(client.connection.sendRequest('hence/verify', { uri }), /could not be checked/);
  const tree = await client.connection.sendRequest<TreeResult>('hence/tree', { uri });
  assert.equal(tree.reason, 'this document could not be checked');
  broken = false;
  const version = await client.replace(uri, 'There are', 'There were');
  assert.equal((await client.settled(uri, version)).state, 'ready');
  assert.equal((await client.items(uri)).length, 2);
});

test('every checking is followed by ready or failed, also when the document is closed meanwhile', async t => {
  let free: (() => void) | undefined;
  const client = await connect(t, {
    host: { now: counter(), breathe: () => new Promise(resolve => (free = resolve)) },
  });
  const checking = client.until(message => state(message) === 'checking');
  await client.open(uri, eggs);
  await checking;
  await client.close(uri);
  const done = await client.until(message => state(message) === 'ready');
  assert.equal((done.params as Status).uri, uri);
  free?.();
});

test('the status counts what is wrong and what was checked', async t => {
  const client = await connect(t);
  await client.open(uri, eggs);
  const { state, wrong, done, total, coverage } = await client.settled(uri);
  assert.deepEqual(
    { state, wrong, done, total, coverage },
    { state: 'ready', wrong: 1, done: 1, total: 1, coverage: { claims: 3, checked: 3 } },
  );
});

function state({ method, params }: Message): string | undefined {
  return method === STATUS ? (params as Status).state : undefined;
}

/** A clock that makes every look at it end a slice. */
function counter(): () => number {
  let now = 0;
  return () => (now += 100);
}
