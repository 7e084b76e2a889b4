import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { endOfChange, trackEdits } from '../../server/edits';
import { markdown, plain, quote } from '../../server/markup';
import { drive } from '../../server/pace';

test('quoted text is no markup', () => {
  assert.equal(
    quote('*a* _b_ `c` [d](e) <img> & | ~~x~~ $y$'),
    '\\*a\\* \\_b\\_ \\`c\\` \\[d\\](e) &lt;img&gt; &amp; \\| \\~\\~x\\~\\~ \\$y\\$',
  );
  assert.equal(quote('# a'), '\\# a');
  assert.equal(quote('1. a'), '1\\. a');
  assert.equal(quote('- a\n- b'), '\\- a - b');
  assert.equal(quote('see http://a.b'), 'see http\\://a.b');
});

test('code spans hold any text on one line', () => {
  assert.equal(markdown.code('a `b` c'), '``a `b` c``');
  assert.equal(markdown.code('`'), '`` ` ``');
  assert.equal(markdown.code('a\nb'), '`a b`');
  fc.assert(
    fc.property(fc.string(), text => {
      const code = markdown.code(text);
      const fence = /^`*/.exec(code)![0];
      assert.ok(!code.includes('\n') && (code === '' || code.endsWith(fence)));
      assert.equal(code.slice(fence.length, code.length - fence.length).includes(fence || '\n'), false);
    }),
  );
});

test('link targets cannot end early', () => {
  assert.equal(markdown.link('a]b', 'file:///x (1).md#L2'), '[a\\]b](file:///x%20%281%29.md#L2)');
  assert.equal(plain.link('Step 1', 'file:///x'), 'Step 1');
  assert.equal(plain.image('data:', 'x'), '');
});

test('the end of a change is found in whole texts', () => {
  assert.equal(endOfChange('abc', 'abXc'), 3);
  assert.equal(endOfChange('aaa', 'aaaa'), 4);
  assert.equal(endOfChange('abc', 'ac'), 1);
  assert.equal(endOfChange('', 'abc'), 3);
  fc.assert(
    fc.property(fc.string(), fc.string(), fc.string(), fc.string(), (head, old, fresh, tail) => {
      const end = endOfChange(head + old + tail, head + fresh + tail);
      assert.ok(end <= head.length + fresh.length + tail.length && end >= 0);
    }),
  );
});

test('the caret is where the last change ended, once', () => {
  const edits = trackEdits();
  const document = edits.create('a', 'markdown', 1, 'one\ntwo\nthree');
  const at = (line: number, from: number, to: number) => ({ start: { line, character: from }, end: { line, character: to } });
  edits.update(
    document,
    [
      { range: at(2, 0, 5), text: '3' },
      { range: at(1, 0, 3), text: 'zwei' },
    ],
    2,
  );
  assert.equal(document.getText(), 'one\nzwei\n3');
  assert.equal(edits.take('a'), 8);
  assert.equal(edits.take('a'), undefined);
  edits.update(document, [{ text: 'one\nzwo\n3' }], 3);
  assert.equal(edits.take('a'), 7);
});

test('work is driven to its end in slices, or given up', async () => {
  let now = 0;
  let breaths = 0;
  const pace = { now: () => now, breathe: async () => void breaths++ };
  function* work(steps: number) {
    for (let i = 0; i < steps; i++, now++) yield i;
    return 'done';
  }
  const token = { isCancellationRequested: false };
  assert.equal(await drive(work(80), token, pace), 'done');
  assert.equal(breaths, 9);
  const given = await drive(work(80), token, pace, () => {
    token.isCancellationRequested = true;
  });
  assert.equal(given, undefined);
});
