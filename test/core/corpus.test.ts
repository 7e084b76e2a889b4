// Right solutions stay silent: the examples always, and the corpora of right solutions where they are at hand.
import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, test } from 'node:test';
import { analyseSolution, createMemo, defaults } from '../../server/core';
import { parseRecord } from '../../server/core/formats/records';

const data = path.resolve(process.env.HENCE_DATA ?? '../shared/data');
const known = new Set(readFileSync('docs/corpus-slips.md', 'utf8').match(/\b[a-z0-9]+-[a-z0-9_-]*\d[a-z0-9_-]*(?= \|)/g));

/** Ids of the right solutions that are flagged, with the message. */
function flagged(file: string): string[] {
  const out: string[] = [];
  let start = 0;
  readFileSync(file, 'utf8')
    .split('\n')
    .forEach((line, i) => {
      const at = start;
      start += line.length + 1;
      if (!line.trim() || !/"label": ?-1\b/.test(line)) return;
      const { solution } = parseRecord(line, at, i);
      assert.ok(solution, `record ${i + 1} of ${file} was not read`);
      const analysis = analyseSolution(solution, defaults, { memo: createMemo() });
      const first = analysis.findings.find(f => f.standing === 'root');
      const inherited = analysis.findings.filter(f => f.standing === 'inherited');
      if (first && !known.has(solution.id)) out.push(`${solution.id}: ${first.message}`);
      if (!first) assert.equal(inherited.length, 0, `${solution.id} inherits from nowhere`);
    });
  return out;
}

describe('right solutions', () => {
  test('the list of true slips is read', () => {
    assert.ok(known.has('gsm8k-train-167') && known.has('omnimath-805') && known.size >= 40, [...known].join(' '));
  });
  for (const file of [
    'right_gsm8k_train',
    'right_math_train',
    'mr_gsm8k_original',
    'processbench_gsm8k',
    'processbench_math',
    'processbench_olympiadbench',
    'processbench_omnimath',
    'vtg_reference_correct',
  ]) {
    const where = path.join(data, `${file}.jsonl`);
    test(`${file}: nothing is flagged but true slips`, { skip: existsSync(where) ? false : `no ${file} at hand` }, () => {
      assert.deepEqual(flagged(where), []);
    });
  }
});
