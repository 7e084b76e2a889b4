// Simulated policies and critics with known error rates: theory's figures, and every call counted. Programs in their sandbox.
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { addOpinions, disagreements } from '../../server/models/opinions';
import { outvoted } from '../../server/models/programs';
import { createSandbox } from '../../server/models/programs/keeper';
import { searchFirstError, type Valuer } from '../../server/models/rollouts';
import { elect, plurality, selectAnswer, wilson } from '../../server/models/votes';
import { analysed } from './support';

/** A generator of the same numbers each time (Numerical Recipes' LCG). */
function chance(seed: number) {
  let state = seed >>> 0;
  return () => (state = (1664525 * state + 1013904223) >>> 0) / 2 ** 32;
}

/** A policy that ends right with probability `p` from a prefix before the error, and never after it. */
function policy(error: number, p: number, random: () => number) {
  const known = new Map<number, { right: number; total: number }>();
  let calls = 0;
  const values: Valuer = {
    dates: [],
    known: () => [],
    async value(after, k) {
      calls += k;
      const now = { ...(known.get(after) ?? { right: 0, total: 0 }) };
      for (let i = 0; i < k; i++) if (after < error && random() < p) now.right++;
      now.total += k;
      known.set(after, now);
      return { after, samples: [], ...now, ...wilson(now.right, now.total) };
    },
  };
  return { values, calls: () => calls };
}

describe('binary search', () => {
  test('finds every first error of a sure policy, within k log T and the boundary', async () => {
    const k = 4;
    for (let steps = 1; steps <= 20; steps++)
      for (let error = 0; error < steps; error++) {
        const { values, calls } = policy(error, 1, chance(1));
        assert.deepEqual(await searchFirstError(values, steps, k), { first: error });
        assert.ok(calls() <= k * Math.ceil(Math.log2(steps)) + 2 * k, `${calls()} calls for ${steps} steps`);
      }
  });
  test('an unsure policy is right as often as theory says, and the boundary check helps', async () => {
    const random = chance(7);
    let right = 0;
    const n = 400;
    for (let i = 0; i < n; i++) {
      const error = Math.floor(random() * 16);
      const found = await searchFirstError(policy(error, 0.5, random).values, 16, 8).catch(() => ({ first: -2 }));
      if ('first' in found && found.first === error) right++;
    }
    // A good prefix is missed with (1/2)^8 at each of at most four looks; the second look catches most of these.
    assert.ok(right / n > 1 - 4 / 256, `${right} of ${n}`);
  });
  test('a policy that cannot solve the problem says nothing', async () => {
    assert.ok('unknown' in (await searchFirstError(policy(3, 0, chance(1)).values, 8, 4)));
  });
});

describe('votes', () => {
  test('a majority of critics that are right with p is right as often as the binomial says', () => {
    const random = chance(3);
    const [n, k, p] = [4000, 7, 0.7];
    let right = 0;
    for (let i = 0; i < n; i++) {
      const votes = Array.from({ length: k }, () => (random() < p ? 2 : -1));
      if (elect(votes, 'majority')!.winner === 2) right++;
    }
    const choose = (a: number, b: number): number => (b === 0 ? 1 : (choose(a - 1, b - 1) * a) / b);
    const theory = [4, 5, 6, 7].reduce((sum, j) => sum + choose(k, j) * p ** j * (1 - p) ** (k - j), 0);
    assert.ok(Math.abs(right / n - theory) < 0.02, `${right / n} and ${theory}`);
  });
  test('the pessimistic rule misses an error only where all votes do: (1 - p)^k', () => {
    const random = chance(5);
    const [n, k, p] = [8000, 3, 0.5];
    let missed = 0;
    for (let i = 0; i < n; i++)
      if (
        elect(
          Array.from({ length: k }, () => (random() < p ? 1 : -1)),
          'pessimistic',
        )!.winner < 0
      )
        missed++;
    assert.ok(Math.abs(missed / n - (1 - p) ** k) < 0.02, String(missed / n));
  });
  test('equals go to the first, and few verdicts weigh less', () => {
    assert.equal(plurality([3, 1, 1, 3])!.winner, 3);
    assert.equal(plurality([]), undefined);
    const chosen = selectAnswer([
      { answer: '7', verdicts: [[true]] },
      {
        answer: '8',
        verdicts: [
          [true, true],
          [true, true],
          [true, true],
        ],
      },
    ]);
    assert.equal(chosen!.answer, '8');
    assert.ok(Math.abs(chosen!.score - (1 - (0.1 * Math.log(7)) / 7)) < 1e-12);
  });
  test("Wilson's interval", () => {
    const { low, high } = wilson(8, 10);
    assert.ok(Math.abs(low - 0.4902) < 1e-3 && Math.abs(high - 0.9433) < 1e-3);
    assert.deepEqual(wilson(0, 0), { low: 0, high: 1 });
  });
});

describe('the ensemble', () => {
  const wrong = analysed('Compute.', ['3 * 4 = 13.', 'Then we go on.', '2 + 2 = 4.']);
  const says = (first: number | null, verifier = 'critic') => ({
    verifier,
    by: 'm',
    first,
    objections: first !== null && first >= 0 ? [{ step: first, message: 'No.', score: 0, threshold: 0.5 }] : [],
  });
  test('whatever models say, what is proved stays', () => {
    for (const first of [null, -1, 0, 1, 2]) {
      const after = addOpinions(wrong, [says(first), says(-1, 'prm')]);
      assert.equal(after.firstError, wrong.firstError);
      for (const finding of wrong.findings) assert.ok(after.findings.includes(finding));
      assert.equal(after.steps[2]!.verdict, wrong.steps[2]!.verdict);
    }
  });
  test('however often critics err, it finds at least the errors that the proofs find alone, and proves no right step wrong', () => {
    const items: { label: number; steps: string[] }[] = [
      { label: 0, steps: ['3 * 4 = 13.', 'So 13 + 1 = 14.', 'Done.'] },
      { label: 1, steps: ['3 * 4 = 12.', '12 + 5 = 18.', 'Done.'] },
      { label: 1, steps: ['There are twelve.', 'Half of them are five.', 'Done.'] },
      { label: 2, steps: ['3 * 4 = 12.', 'Nobody is left.', 'So there are many left.'] },
      { label: -1, steps: ['3 * 4 = 12.', '12 + 5 = 17.', 'So there are 17.'] },
      { label: -1, steps: ['There are twelve.', 'Half of them are six.', 'Done.'] },
    ];
    const random = chance(13);
    let [alone, together, draws] = [0, 0, 0];
    for (const { label, steps } of items) {
      const proved = analysed('Compute.', steps);
      for (let i = 0; i < 200; i++, draws++) {
        const critics = ['critic', 'prm', 'rollouts'].map(name => says(random() < 0.6 ? label : Math.floor(random() * 4) - 1, name));
        const after = addOpinions(proved, critics);
        assert.equal(after.firstError, proved.firstError);
        if (label < 0) continue;
        const found = after.firstError >= 0 ? after.firstError : after.firstOpinion;
        if (proved.firstError === label) {
          alone++;
          assert.equal(found, label);
        }
        if (found === label) together++;
      }
    }
    // Two of the four errors can be proved; of the others some are found by opinion.
    assert.equal(alone, 400);
    assert.ok(together > 1.2 * alone, `${together} of ${draws}`);
  });
  test('agreed, contested, or neither', () => {
    const agreement = (...firsts: (number | null)[]) =>
      addOpinions(
        wrong,
        firsts.map(first => says(first)),
      ).agreement;
    assert.deepEqual([agreement(0), agreement(-1), agreement(null), agreement(0, 1)], ['agreed', 'contested', undefined, 'contested']);
  });
  test('an objection to a proof is read before models that contradict each other', () => {
    const right = analysed('Compute.', ['2 + 2 = 4.', 'Then we go on.']);
    const list = disagreements([
      addOpinions(wrong, [says(-1)]),
      addOpinions(right, [says(1), says(-1, 'prm')]),
      addOpinions(right, [says(0)]),
    ]);
    assert.deepEqual(
      list.map(one => one.weight),
      [1, 0.8, 0.2],
    );
  });
  test('programs that disagree outvote those that agree only where they are more', () => {
    const check = (ok: boolean) => [{ step: 1, ok, note: '' }];
    assert.equal(outvoted([check(false), check(true)], 3).first, -1);
    assert.equal(outvoted([check(false), check(false), check(true)], 3).first, 1);
    assert.equal(outvoted([[]], 3).first, null);
  });
});

describe('the sandbox', () => {
  const run = createSandbox(join(process.cwd(), 'dist/programs.js'));
  test('computes exactly and tells what it compared', async () => {
    const result = await run(
      "check(0, same(add(Q('0.1'), Q('0.2')), Q('0.3')), 'tenths'); check(1, same(mul(7, 8), 54), '56, not 54'); print(Q(1, 3));",
    );
    assert.deepEqual(result, {
      checks: [
        { step: 0, ok: true, note: 'tenths' },
        { step: 1, ok: false, note: '56, not 54' },
      ],
      output: '1/3',
    });
  });
  const faults: [string, string, RegExp][] = [
    ['an endless loop', 'for (;;) {}', /longer than/],
    ['too much memory', 'const a = []; for (;;) a.push(new Array(100000).fill(1));', /memory/i],
    ['too much output', "for (;;) print('x'.repeat(1000));", /too much output/],
    ['an endless recursion', 'const f = () => f() + 1; f();', /stack|RangeError/i],
    ['the host', 'process.exit(0)', /not defined/],
    ['a module', "require('fs')", /not defined/],
    ['the network', "fetch('http://127.0.0.1')", /not defined/],
    ['no JavaScript', 'def f(x): return x', /SyntaxError/],
  ];
  for (const [name, program, words] of faults)
    test(name, async () => {
      // Only what never ends is ended by the clock; the others end by themselves, however slow the machine.
      const result = await run(program, { time: name === 'an endless loop' ? 300 : 60_000 });
      assert.ok('fault' in result, JSON.stringify(result));
      assert.match(result.fault, words);
    });
});
