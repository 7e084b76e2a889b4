// What the tests of models share: a host whose clock does not run, and answers as critics give them.
import { analyseSolution, createMemo, type SolutionAnalysis } from '../../server/core';
import { parseRecord } from '../../server/core/formats/records';
import type { ModelConfig, ModelHost } from '../../server/models/run';
import { openRun } from '../../server/models/run';
import { memoryCache } from '../../server/models/transport/cache';
import type { Asked } from './server';

export const key = 'sk-secret-0123456789abcdef';

export type Waits = number[];

/** A host that waits for nothing and writes down how long it would have waited. */
export function hostFor(waits: Waits = [], more: Partial<ModelHost> = {}): ModelHost {
  return {
    fetch,
    sleep: async (ms, signal) => {
      if (signal?.aborted) throw new Error('stopped');
      waits.push(ms);
    },
    random: () => 0.5,
    today: () => '2026-01-02',
    keyFor: async () => key,
    ...more,
  };
}

export const config: Omit<ModelConfig, 'critic' | 'prm'> = { context: 16_384, concurrency: 4, deadline: 20 };

export function criticAt(url: string, more: Partial<NonNullable<ModelConfig['critic']>> = {}): ModelConfig {
  return { ...config, critic: { url, model: 'test', server: 'auto', methods: ['critic'], votes: 1, rule: 'majority', ...more } };
}

/** The opinion of a run on one solution. */
export async function ask(given: ModelConfig, analysis: SolutionAnalysis, host: ModelHost = hostFor()) {
  const run = await openRun(given, host, createMemo());
  const opinions = await run.opinions(analysis);
  return { opinions, opinion: opinions[0]!, run };
}

export function analysed(problem: string, steps: readonly string[], more: object = {}): SolutionAnalysis {
  const { solution } = parseRecord(JSON.stringify({ id: 's', problem, steps, ...more }), 0, 0);
  return analyseSolution(solution!);
}

/** Steps as a request shows them: index and text between the marks. */
export function shownSteps({ body }: Asked): { index: number; text: string }[] {
  const prompt: string = body.messages.map((message: { content: string }) => message.content).join('\n');
  return [...prompt.matchAll(/<step-([0-9a-f]{12}) index="(\d+)">\n([\s\S]*?)\n<\/step-\1>/g)].map(m => ({
    index: Number(m[2]),
    text: m[3]!,
  }));
}

/** The control step's index: the last one shown. */
export const controlOf = (asked: Asked): number => shownSteps(asked).at(-1)!.index;

/** A critic's answer. */
export function verdict(first: number, more: object = {}): string {
  return JSON.stringify({
    analysis: [],
    first_error: first,
    kind: first < 0 ? 'none' : 'calculation',
    quote: '',
    explanation: '',
    replacement: '',
    ...more,
  });
}

export { memoryCache };

/** A solution that is proved wrong, one that only a critic can doubt, and a right one. */
export const records = [
  { id: 'proved', problem: 'Compute 3 * 4.', steps: ['3 * 4 = 13.', 'So 13.'] },
  { id: 'doubted', problem: 'Tom has some apples.', steps: ['He has plenty.', 'He has none at all.'] },
  { id: 'right', problem: 'Compute 2 + 2.', steps: ['2 + 2 = 4.', 'So 4.'] },
];
