import * as assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { readFromPanel, readPanelState } from '../../client/messages';
import type { FromPanel } from '../../server/protocol';

const good: FromPanel[] = [
  { type: 'ready', state: undefined },
  { type: 'ready', state: { uri: 'file:///a.md', solution: 's', node: 's/1' } },
  { type: 'reveal', uri: 'file:///a.md', version: 3, span: { start: 0, end: 9 } },
  { type: 'pick', uri: 'file:///a.md', solution: 's' },
  { type: 'apply', uri: 'file:///a.md', version: 1, node: 's/1', finding: 0, repair: 2 },
  { type: 'hover', uri: 'file:///a.md', version: 3, span: { start: 0, end: 9 } },
  { type: 'choose', uri: 'file:///a.md' },
  { type: 'compare', uri: 'file:///a.md', solution: 's' },
  { type: 'copy', uri: 'file:///a.md', solution: 's', format: 'latex' },
  { type: 'save', uri: 'file:///a.md', solution: 's', format: 'html' },
  { type: 'picture', uri: 'file:///a.md', format: 'svg', content: '<svg/>' },
  { type: 'ties', pinned: true, follow: false },
  { type: 'place', place: 'window' },
  { type: 'error', message: 'x' },
];

test('every message of the protocol comes through unchanged', () => {
  for (const message of good) assert.deepEqual(readFromPanel(message), message);
});

test('a message that lacks a field, or has one of another type, is dropped', () => {
  for (const message of good) {
    for (const key of Object.keys(message)) {
      if (key === 'type' || (message.type === 'ready' && key === 'state') || (message.type === 'hover' && key === 'span')) continue;
      const { [key]: _, ...less } = message as Record<string, unknown>;
      assert.equal(readFromPanel(less), undefined, `${message.type} without ${key}`);
      assert.equal(readFromPanel({ ...message, [key]: { evil: true } }), undefined, `${message.type} with a strange ${key}`);
    }
  }
  for (const value of [
    null,
    undefined,
    7,
    'ready',
    [],
    { type: 'eval' },
    { type: 'reveal', uri: 'u', version: -1, span: { start: 0, end: 1 } },
  ])
    assert.equal(readFromPanel(value), undefined);
  assert.equal(readFromPanel({ type: 'reveal', uri: 'u', version: 1, span: { start: 5, end: 1 } }), undefined);
});

test('nothing beyond the known fields gets in', () => {
  assert.deepEqual(readFromPanel({ type: 'pick', uri: 'u', solution: 's', command: 'rm' }), { type: 'pick', uri: 'u', solution: 's' });
  assert.deepEqual(readPanelState({ uri: 'u', node: 7, other: 1 }), { uri: 'u' });
});

test('no value whatever makes it throw', () => {
  fc.assert(
    fc.property(fc.anything(), value => {
      const read = readFromPanel(value);
      assert.ok(read === undefined || typeof read.type === 'string');
      readPanelState(value);
    }),
  );
});
