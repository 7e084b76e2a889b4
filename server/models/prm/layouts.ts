// How each process reward model wants a solution written, and what its numbers mean. One row a model; nothing is guessed.
import type { Message } from '../transport/chat';

/** A chat, one text, or for `token` rows the texts before and between the marks: head first, then the steps. */
export type Written = { readonly messages: readonly Message[] } | { readonly input: string } | { readonly parts: readonly string[] };

export type Layout = {
  readonly id: string;
  readonly about: string;
  /** Model names it is for. */
  readonly models: RegExp;
  /** The mark after each step, whose place carries the score. It is taken out of the text itself. */
  readonly mark: string;
  /**
   * `step`: the server answers one row a step. `token`: one a token, so token numbers are sent, with the mark's own between.
   * `chat`: a chat model, asked once a step for `+` or `-`.
   */
  readonly rows: 'step' | 'token' | 'chat';
  /** Numbers in a row. */
  readonly columns: number;
  /** Whether a row is a distribution (the server's softmax), and is refused where it is none. */
  readonly distribution: boolean;
  write(problem: string, steps: readonly string[]): Written;
  score(row: readonly number[]): number;
  /** Range of a score; the threshold below which a step is objected to. */
  readonly range: readonly [number, number];
  readonly threshold: number;
  readonly aggregation: 'min' | 'softmin' | 'product' | 'last' | 'mean';
  readonly source: string;
};

const boxed = 'Please reason step by step, and put your final answer within \\boxed{}.';
const sigmoid = (x: number): number => 1 / (1 + Math.exp(-x));
const oneLine = (text: string): string => text.replace(/\s*\n\s*/g, ' ').trim();

const qwen: Layout = {
  id: 'qwen',
  about: 'Qwen2.5-Math-PRM and -PRM800K: a chat whose answer holds the steps, each with <extra_0> behind it',
  models: /qwen.*(prm(?!.*shepherd)|prm800k)/i,
  mark: '<extra_0>',
  rows: 'step',
  columns: 2,
  distribution: true,
  write: (problem, steps) => ({
    messages: [
      { role: 'system', content: boxed },
      { role: 'user', content: problem },
      { role: 'assistant', content: steps.map(step => `${step}<extra_0>`).join('') },
    ],
  }),
  score: row => row[1]!,
  range: [0, 1],
  threshold: 0.5,
  aggregation: 'min',
  source: 'arXiv 2501.07301 and its model card; StepPooler of vLLM',
};

export const layouts: readonly Layout[] = [
  // Trained on Monte-Carlo values, so its last score is its best figure for a whole solution.
  { ...qwen, id: 'qwen-shepherd', about: 'Qwen2.5-Math-7B-Math-Shepherd: as qwen', models: /qwen.*shepherd/i, aggregation: 'last' },
  qwen,
  {
    id: 'math-shepherd',
    about: 'Math-Shepherd: one text, each step numbered and with ки behind it; columns + and -',
    models: /math-shepherd/i,
    mark: 'ки',
    rows: 'step',
    columns: 2,
    distribution: true,
    write: (problem, steps) => ({ input: `${problem} ${steps.map((step, i) => `Step ${i + 1}: ${oneLine(step)} ки\n`).join('')}` }),
    score: row => row[0]!,
    range: [0, 1],
    threshold: 0.5,
    aggregation: 'last',
    source: 'arXiv 2312.08935 and its model card; ids 648 and 387 at 12902',
  },
  {
    id: 'rlhflow',
    about: 'RLHFlow PRMs: a chat with one step a turn, answered with + or -',
    models: /rlhflow|llama3.*-prm-/i,
    mark: '+',
    rows: 'chat',
    columns: 2,
    distribution: true,
    write: (problem, steps) => ({
      messages: steps.flatMap((step, i): Message[] => [
        { role: 'user', content: i === 0 ? `${problem} ${step}` : step },
        { role: 'assistant', content: '+' },
      ]),
    }),
    score: row => row[0]!,
    range: [0, 1],
    threshold: 0.5,
    aggregation: 'last',
    source: 'RLHFlow/RLHF-Reward-Modeling, math-rm',
  },
  {
    id: 'skywork',
    about: 'Skywork-o1-Open-PRM: problem and steps, a line break behind each; a value head',
    models: /skywork.*prm/i,
    mark: '\n',
    rows: 'token',
    columns: 1,
    distribution: false,
    write: (problem, steps) => ({ parts: [`${oneLine(problem)}\n`, ...steps.map(oneLine)] }),
    score: row => sigmoid(row[0]!),
    range: [0, 1],
    threshold: 0.5,
    aggregation: 'min',
    source: 'SkyworkAI/skywork-o1-prm-inference',
  },
  {
    id: 'pure',
    about: 'PURE-PRM: question and steps, a line break behind each; two classes, score p(right) - p(wrong)',
    models: /pure-prm|pure.*prm/i,
    mark: '\n',
    rows: 'token',
    columns: 2,
    distribution: true,
    write: (problem, steps) => ({ parts: [`${oneLine(problem)}\n`, ...steps.map(oneLine)] }),
    score: row => row[1]! - row[0]!,
    range: [-1, 1],
    threshold: 0,
    aggregation: 'softmin',
    source: 'arXiv 2504.15275 and its model card',
  },
  {
    id: 'reasoneval',
    about: 'ReasonEval: question and steps parted by the padding token; three classes, score is validity',
    models: /reasoneval/i,
    mark: '[PAD]',
    rows: 'token',
    columns: 3,
    distribution: true,
    write: (problem, steps) => ({ parts: [`Question:\n${problem}\nAnswer:\nLet's think step by step.\n`, ...steps.map(oneLine)] }),
    score: row => row[1]! + row[2]!,
    range: [0, 1],
    threshold: 0.5,
    aggregation: 'min',
    source: 'arXiv 2404.05692 and its code',
  },
];

/** The layout of a name, or of the one a model's name tells. */
export function layoutFor(model: string, named = 'auto'): Layout | undefined {
  return named === 'auto' ? layouts.find(layout => layout.models.test(model)) : layouts.find(layout => layout.id === named);
}

/** Whether no score could be below the threshold, or every one must be. */
export function outside(threshold: number, { range: [least, most] }: Layout): boolean {
  return threshold < least || threshold > most;
}

/** Redundancy, the middle class of a three-class row: above this a step adds nothing. From ReasonEval's paper. */
export const redundant = 0.15;
