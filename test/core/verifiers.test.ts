// The verifiers' own examples are their tests.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { analyse, defaults, verifiers } from '../../server/core';
import { check, marked } from './marked';

for (const verifier of verifiers) {
  describe(verifier.id, () => {
    verifier.examples.forEach((example, i) => {
      test(`example ${i + 1}`, () => {
        check(example);
      });
    });
    test('shows both an error and silence', () => {
      const marks = verifier.examples.map(e => marked(e).marks);
      assert.ok(
        marks.some(m => m.some(x => x.code === verifier.id)),
        'no example with a finding',
      );
      assert.ok(
        marks.some(m => m.length === 0),
        'no example that must stay silent',
      );
    });
    test('can be switched off', () => {
      for (const example of verifier.examples) {
        const { text } = marked(example);
        const off = analyse({ text, format: 'text' }, { ...defaults, verifiers: { [verifier.id]: false } });
        const codes = off.solutions.flatMap(s => s.findings.map(f => f.code));
        assert.ok(!codes.includes(verifier.id), `${verifier.id} still speaks`);
      }
    });
  });
}
