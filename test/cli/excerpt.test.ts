import assert from 'node:assert/strict';
import { test } from 'node:test';
import { oneLine, paint, plain, wantsColour } from '../../server/cli/colour';
import { columns, excerpt } from '../../server/cli/excerpt';

/** The two lines a person sees, for the first place `part` stands at. */
function draw(text: string, part: string, width = 40): string {
  const start = text.indexOf(part);
  const { before, flagged, after, mark } = excerpt(text, start, start + part.length, width);
  return `${before}${flagged}${after}\n${mark}`;
}

const lines = (...of: string[]) => of.join('\n');

test('the carets stand under the span', () => {
  assert.equal(draw('She pays 2*9 = 16 dollars', '2*9 = 16'), lines('She pays 2*9 = 16 dollars', '         ^^^^^^^^'));
  assert.equal(draw('one\ntwo = 3\r\nfour', 'two = 3'), lines('two = 3', '^^^^^^^'));
});

test('tabs stop at every fourth column', () => {
  assert.equal(draw('\tx\t= 2', '= 2'), lines('    x   = 2', '        ^^^'));
});

test('wide characters take two columns, combining ones and joiners none', () => {
  assert.equal(draw('日本語 2+2 = 5', '2+2 = 5'), lines('日本語 2+2 = 5', '       ^^^^^^^'));
  assert.equal(draw('e\u0301e\u0301 2+2 = 5', '2+2 = 5'), lines('e\u0301e\u0301 2+2 = 5', '   ^^^^^^^'));
  assert.equal(draw('👩‍👩‍👧 2+2 = 5', '2+2 = 5'), lines('👩‍👩‍👧 2+2 = 5', '   ^^^^^^^'));
  assert.equal(columns('ｆ = 한글'), 9);
});

test('signs that take a column each are drawn as any other', () => {
  assert.equal(draw('Ä π ≈ 3½ → x² = 4', 'x² = 4'), lines('Ä π ≈ 3½ → x² = 4', '           ^^^^^^'));
  assert.equal(draw('↔\ufe0f ©\ufe0f 2+2 = 5', '2+2 = 5'), lines('↔\ufe0f ©\ufe0f 2+2 = 5', '      ^^^^^^^'));
});

test('a long line is cut around the span', () => {
  const a = 'a'.repeat(500);
  assert.equal(draw(`${a} 2*9 = 16 ${a}`, '2*9 = 16'), lines('…aaaaaaaa 2*9 = 16 aaaaaaaaaaaaaaaaaaaa…', '          ^^^^^^^^'));
  assert.equal(draw(`2*9 = 16 ${a}`, '2*9 = 16', 20), lines('2*9 = 16 aaaaaaaaaa…', '^^^^^^^^'));
  assert.equal(draw(`${a} 2*9 = 16`, '2*9 = 16', 20), lines('…aaaaaaaaaa 2*9 = 16', '            ^^^^^^^^'));
  assert.equal(draw(a, a, 10), lines('aaaaaaaa…', '^^^^^^^^'));
});

test('never more columns than there is room for, wherever the span is', () => {
  const text = `${'漢字 x = 1 + '.repeat(40)}\tend`;
  for (let start = 0; start < text.length; start += 7) {
    for (const length of [0, 1, 5, 60]) {
      const { before, flagged, after, mark } = excerpt(text, start, start + length, 30);
      assert.ok(columns(before + flagged + after) <= 30, `${start}+${length}: ${before}|${flagged}|${after}`);
      assert.equal(mark.indexOf('^'), columns(before));
    }
  }
});

test('of a span over several lines the first is shown, and an empty span has one caret', () => {
  assert.equal(draw('x = 1\ny = 2\n', '= 1\ny = 2'), lines('x = 1', '  ^^^'));
  assert.equal(draw('abc', '', 20), lines('abc', '^'));
  assert.equal(excerpt('abc', 3, 3, 20).mark, '   ^');
  assert.equal(excerpt('', 0, 0, 20).mark, '^');
});

test('what a document holds cannot steer the terminal', () => {
  const hostile = 'a\x1b[2J\u202e\x9b31m\x07 2+2 = 5';
  assert.equal(plain(hostile), 'a␛[2J\ufffd\ufffd31m␇ 2+2 = 5');
  assert.equal(oneLine(' x\n\t= 1\x1b '), 'x = 1␛');
  assert.equal(draw(hostile, '2+2 = 5'), lines('a␛[2J\ufffd\ufffd31m␇ 2+2 = 5', '            ^^^^^^^'));
});

test('colours are a matter of choice, terminal and environment', () => {
  assert.equal(wantsColour('auto', true, {}), true);
  assert.equal(wantsColour('auto', false, {}), false);
  assert.equal(wantsColour('auto', true, { NO_COLOR: '1' }), false);
  assert.equal(wantsColour('auto', true, { NO_COLOR: '' }), true);
  assert.equal(wantsColour('auto', true, { TERM: 'dumb' }), false);
  assert.equal(wantsColour('always', false, { NO_COLOR: '1' }), true);
  assert.equal(wantsColour('never', true, {}), false);
  assert.equal(paint(true).red('x'), '\x1b[31mx\x1b[39m');
  assert.equal(paint(false).red('x'), 'x');
});
