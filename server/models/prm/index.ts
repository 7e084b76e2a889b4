// A process reward model as a verifier: every step gets a score, and the first one below the threshold is objected to.
import type { Objection, Opinion, Solution } from '../../core';
import { aggregate, firstBelow } from '../rewards';
import { harmless, stepTexts } from '../transcript';
import type { Chat } from '../transport/chat';
import { ModelFailure } from '../transport/failure';
import type { ModelVerifier } from '../verifier';
import { type Layout, redundant } from './layouts';
import { type Pooling, rowsOf } from './pooling';

export { type Calibration, calibrate, type Labelled } from './calibrate';
export { type Layout, layoutFor, layouts } from './layouts';

export type PrmOptions = {
  readonly layout: Layout;
  /** Below it a step is objected to; the layout's own unless given. */
  readonly threshold?: number;
  readonly today: () => string;
};

export function rewardModel(source: Pooling & { readonly chat: Chat }, options: PrmOptions): ModelVerifier {
  const { layout, today } = options;
  const threshold = options.threshold ?? layout.threshold;
  const { by } = source.chat;
  return {
    id: 'prm',
    about: 'A process reward model scores every step; the first one below the threshold is flagged.',
    by,
    speed: 'slow',
    version: 1,
    key: JSON.stringify([by, layout.id, threshold]),
    idle: ({ solution }) =>
      solution.steps.length === 0 ? 'there is no step' : solution.problem ? undefined : 'a reward model needs the problem',
    async judge({ solution }, signal): Promise<Opinion> {
      const { rows, date } = await scored(source, layout, threshold, solution, today, signal);
      const scores = rows.map(row => layout.score(row));
      const first = firstBelow(scores, threshold);
      // A model that is asked step by step has not scored what comes after its first objection.
      const value = scores.length === solution.steps.length ? aggregate(scores, layout.aggregation) : undefined;
      return {
        verifier: 'prm',
        by,
        first,
        scores,
        ...(value === undefined ? {} : { figure: { how: layout.aggregation, value } }),
        objections: [...objections(scores, first, threshold), ...idleSteps(rows, layout)],
        date,
      };
    },
  };
}

async function scored(
  source: Pooling & { readonly chat: Chat },
  layout: Layout,
  threshold: number,
  solution: Solution,
  today: () => string,
  signal?: AbortSignal,
) {
  const steps = stepTexts(solution);
  const problem = solution.problem?.text ?? '';
  if (layout.rows === 'chat') return turnByTurn(source.chat, layout, threshold, problem, steps, today, signal);
  return { rows: await rowsOf(source, layout, problem, steps, signal), date: today() };
}

/** A chat model that says + or -, step by step; it is not asked about what comes after its first objection. */
async function turnByTurn(
  chat: Chat,
  layout: Layout,
  threshold: number,
  problem: string,
  steps: readonly string[],
  today: () => string,
  signal?: AbortSignal,
) {
  const written = layout.write(harmless(problem), steps.map(harmless)) as { messages: { role: 'user' | 'assistant'; content: string }[] };
  const rows: number[][] = [];
  for (let i = 0; i < steps.length; i++) {
    const messages = written.messages.slice(0, 2 * i + 1);
    const reply = await chat.ask({ prompt: `prm-${layout.id}-1`, messages, temperature: 0, maxTokens: 1, logprobs: 20 }, { signal });
    const row = plusOrMinus(reply.logprobs?.[0]?.top ?? [], reply.text);
    rows.push(row);
    if (layout.score(row) < threshold) break;
  }
  return { rows, date: today() };
}

/** Shares of + and - among the two; where no probabilities come, the sign itself. */
function plusOrMinus(top: readonly { readonly token: string; readonly logprob: number }[], text: string): number[] {
  const weight = (sign: string) => top.filter(one => one.token.trim() === sign).reduce((sum, one) => sum + Math.exp(one.logprob), 0);
  const [plus, minus] = [weight('+'), weight('-')];
  if (plus + minus > 0) return [plus / (plus + minus), minus / (plus + minus)];
  const said = text.trim()[0];
  if (said === '+') return [1, 0];
  if (said === '-') return [0, 1];
  throw new ModelFailure(
    'protocol',
    `+ or - was expected, the model says ${JSON.stringify(text.slice(0, 20))}: it is no reward model of this layout`,
  );
}

/** Only the first is an objection; what comes after it builds on it. */
function objections(scores: readonly number[], first: number, threshold: number): Objection[] {
  if (first < 0) return [];
  const before = first > 0 ? `, after ${show(scores[first - 1]!)} before it` : '';
  return [
    {
      step: first,
      message: `The reward model gives this step ${show(scores[first]!)}, below ${show(threshold)}${before}.`,
      score: scores[first]!,
      threshold,
    },
  ];
}

/** Three-class models also say that a step adds nothing. */
function idleSteps(rows: readonly number[][], layout: Layout): Objection[] {
  if (layout.columns !== 3) return [];
  return rows.flatMap((row, step) =>
    row[1]! > redundant
      ? [
          {
            step,
            hint: true,
            message: `The reward model finds this step redundant (${show(row[1]!)}).`,
            score: 1 - row[1]!,
            threshold: 1 - redundant,
          },
        ]
      : [],
  );
}

const show = (score: number): string => String(Number(score.toPrecision(3)));
