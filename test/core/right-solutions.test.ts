// Right solutions as people type them, in words, plain text and TeX: physics, calculus, algebra, statistics. None of their steps is flagged.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { readRecords, solutionOf } from '../../scripts/records';
import { analyseSolution } from '../../server/core/engine';
import { createMemo } from '../../server/core/memo';
import { defaults } from '../../server/core/settings';

describe('right solutions stay silent', () => {
  for (const record of readRecords('test/core/right-solutions.jsonl'))
    test(record.id, () => {
      const { findings } = analyseSolution(solutionOf(record), defaults, { memo: createMemo() });
      assert.deepEqual(
        findings.filter(f => f.standing === 'root').map(f => `${f.number}: ${f.message}`),
        [],
      );
    });
});
