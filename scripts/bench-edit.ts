// How long an edit in a long document takes to be re-checked, in process.
import { analyse, createMemo, defaults } from '../server/core';

/** A document of `n` steps with formulas and prose, of the kind that people write. */
export function longDocument(n: number): string {
  const steps = Array.from({ length: n }, (_, i) => {
    const a = i + 11;
    return [
      `**Step ${i + 1}.** There are ${a} rows of ${a + 3} seats, so $${a} \\cdot ${a + 3} = ${a * (a + 3)}$ seats.`,
      `**Step ${i + 1}.** Expanding, $(x + ${a})^2 = x^2 + ${2 * a}x + ${a * a}$.`,
      `**Step ${i + 1}.** She pays ${a} * $${a + 1} = $${a * (a + 1)} and gets 10% of $${a * 10} = $${a} back.`,
      `**Step ${i + 1}.** We have $y_{${i}} = \\frac{${a}}{2} + \\frac{${a}}{2} = ${a}$ and $\\sqrt{${a * a}} = ${a}$.`,
    ][i % 4]!;
  });
  return `# Problem\n\nWork it out.\n\n## Solution\n\n${steps.join('\n\n')}\n`;
}

export type EditTimes = {
  readonly steps: number;
  readonly cold: number;
  readonly p50: number;
  readonly p95: number;
  readonly max: number;
  readonly misses: number;
};

/** Times `edits` single-digit edits at different places; milliseconds. */
export function timeEdits(steps = 1000, edits = 100): EditTimes {
  const memo = createMemo();
  let text = longDocument(steps);
  let start = performance.now();
  analyse({ text, format: 'markdown' }, defaults, { memo });
  const cold = performance.now() - start;
  const times: number[] = [];
  const before = memo.misses;
  for (let i = 0; i < edits; i++) {
    const at = text.indexOf('= ', Math.floor(((i * 7919) % edits) * (text.length / edits)));
    text = `${text.slice(0, at + 2)}${(i % 9) + 1}${text.slice(at + 2)}`;
    start = performance.now();
    analyse({ text, format: 'markdown' }, defaults, { memo });
    times.push(performance.now() - start);
  }
  times.sort((a, b) => a - b);
  const pick = (p: number) => times[Math.min(times.length - 1, Math.floor(times.length * p))]!;
  return { steps, cold, p50: pick(0.5), p95: pick(0.95), max: pick(1), misses: (memo.misses - before) / edits };
}
