// The same slip, once: how the Hence view counts what is listed in files and in data sets.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { mendedBy, slipGroups } from '../../client/slips';
import type { FindingSummary, SameSlip, VerifiedFile } from '../../server/protocol';

const lost: SameSlip = { key: 'identity|operator|sign lost|- → +', slip: 'sign lost', change: '- → +' };
const sum: SameSlip = { key: 'arithmetic|calculation||N → N', slip: 'calculation', change: 'N → N' };
const place = { line: 0, character: 0, endLine: 0, endCharacter: 1 };
const finding = (same?: SameSlip): FindingSummary => ({
  code: 'identity',
  standing: same ? 'root' : 'inherited',
  message: '',
  number: 0,
  stepName: 'Step 1',
  ...place,
  ...(same ? { same } : {}),
});
const file = (uri: string, ...slips: (SameSlip | undefined)[]): VerifiedFile => ({
  uri,
  problems: [],
  solutions: slips.map((same, i) => ({
    id: `${i}`,
    title: `${uri} ${i}`,
    span: { start: i, end: i + 1 },
    line: i,
    firstError: 0,
    steps: 1,
    coverage: { claims: 1, checked: 1 },
    findings: [finding(same)],
  })),
});

test('slips are counted over files, the most frequent first; once is no group', () => {
  const groups = slipGroups([file('a', sum, lost, undefined), file('b', lost, lost)], new Map());
  assert.deepEqual(
    groups.map(({ slip, count, findings }) => [slip, count, findings.map(each => each.solution.title)]),
    [['sign lost', 3, ['a 1', 'b 0', 'b 1']]],
  );
});

test('those of data sets are counted in, with how many are in each', () => {
  const sets = new Map([
    [
      'c.jsonl',
      [
        { ...sum, count: 40 },
        { ...lost, count: 1 },
      ],
    ],
  ]);
  const groups = slipGroups([file('a', sum), file('b', lost)], sets);
  assert.deepEqual(
    groups.map(({ slip, count, sets: among }) => [slip, count, among]),
    [
      ['calculation', 41, [{ uri: 'c.jsonl', count: 40 }]],
      ['sign lost', 2, [{ uri: 'c.jsonl', count: 1 }]],
    ],
  );
});

test('a change says what is replaced, put in or taken out', () => {
  const words = (change: string) => mendedBy({ ...lost, change });
  assert.deepEqual(['- → +', ' → + Nx', '+ N → ', ''].map(words), ['- → +', '+ Nx put in', '+ N taken out', '']);
});
