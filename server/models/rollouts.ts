// Rollouts: a policy model carries a solution on from after a step; how often it still ends right is the step's value.
import type { Opinion, Rollout, Rollouts, Solution, SolutionAnalysis } from '../core';
import { answerIn, ownAnswer, sameAnswer, wantedAnswer } from './answers';
import { oldest } from './critic';
import { turn } from './prompts';
import { harmless, stepTexts } from './transcript';
import { type Chat, type ChatReply, type ChatRequest, samples } from './transport/chat';
import { ModelFailure } from './transport/failure';
import { unusable } from './verdict';
import type { Asking, ModelVerifier } from './verifier';
import { plurality, wilson } from './votes';

export type RolloutOptions = { readonly samples: number; readonly maxTokens: number };

/** Carries on from after `after` (-1: from the problem alone). Never shown: the reference answer. */
export function continuation(solution: Solution, after: number, maxTokens: number): ChatRequest {
  const steps = stepTexts(solution)
    .slice(0, after + 1)
    .map(harmless);
  const problem = harmless(solution.problem?.text ?? '');
  return {
    prompt: 'rollout-1',
    temperature: 0.8,
    maxTokens,
    messages: turn(
      'Solve the problem to its end and put the final answer into \\boxed{}.',
      `Problem:\n${problem}`,
      steps.length > 0
        ? `These steps are already written. Take them as they are, do not repeat them, do not correct them, and go on from there:\n${steps.join('\n\n')}`
        : '',
    ),
  };
}

/** Counts rollouts by the step they start after; asks for more on request. */
export function valuer(chat: Chat, solution: Solution, answer: string, maxTokens: number, signal?: AbortSignal) {
  const known = new Map<number, Rollouts & { taken: number; all: readonly Rollout[] }>();
  const dates: string[] = [];
  return {
    dates,
    known: (): Rollouts[] => [...known.values()].sort((a, b) => a.after - b.after).map(({ taken: _, all: __, ...rollouts }) => rollouts),
    /** `k` more rollouts after a step, counted together with those before. A rollout that could not be read is none. */
    async value(after: number, k: number): Promise<Rollouts> {
      const before = known.get(after) ?? { after, right: 0, total: 0, taken: 0, all: [] };
      const replies = await samples(chat, continuation(solution, after, maxTokens), k, signal, before.taken);
      if (replies.every(reply => reply instanceof ModelFailure)) throw replies[0];
      const date = oldest(replies);
      if (date) dates.push(date);
      const ends = replies.filter((reply): reply is ChatReply => unusable(reply) === undefined);
      const all = ends.reduce((sum, { text }) => withRollout(sum, text, answer), before.all);
      const right = all.reduce((sum, one) => sum + (one.right ? one.count : 0), 0);
      const total = before.total + ends.length;
      const now = { after, right, total, ...wilson(right, total), taken: before.taken + k, all, samples: shown(all) };
      known.set(after, now);
      return now;
    },
  };
}

export type Valuer = ReturnType<typeof valuer>;

/** Rollouts kept of a step for people to look at. */
const mostShown = 4;

function shown(all: readonly Rollout[]): readonly Rollout[] {
  return [...all].sort((a, b) => Number(b.right) - Number(a.right) || b.count - a.count).slice(0, mostShown);
}

/** One more rollout, counted with those that reach the same answer. */
function withRollout(all: readonly Rollout[], text: string, wanted: string): readonly Rollout[] {
  const answer = answerIn(text);
  const at = all.findIndex(one =>
    answer === undefined ? one.answer === undefined : one.answer !== undefined && sameAnswer(answer, one.answer) === true,
  );
  if (at >= 0) return all.with(at, { ...all[at]!, count: all[at]!.count + 1 });
  const right = answer !== undefined && sameAnswer(answer, wanted) === true;
  return [...all, { text, ...(answer === undefined ? {} : { answer }), right, count: 1 }];
}

export type Found = { readonly first: number } | { readonly unknown: string };

/**
 * The first wrong step of a solution whose answer is wrong, by binary search over its prefixes: from a right prefix some
 * rollout ends right, from a wrong one none does (OmegaPRM, arXiv 2406.06592). Takes at most k⌈log₂ T⌉ rollouts, and then k
 * at either side of the boundary again, because few rollouts miss a hard but right prefix.
 */
export async function searchFirstError(values: Valuer, steps: number, k: number): Promise<Found> {
  // The whole solution ends wrong: its last prefix is known to be bad without a rollout.
  let good = -1;
  let bad = steps - 1;
  for (let round = 0; ; round++) {
    while (bad - good > 1) {
      const middle = Math.floor((good + bad) / 2);
      if ((await values.value(middle, k)).right > 0) good = middle;
      else bad = middle;
    }
    const before = await values.value(good, k);
    if (before.total === 0) return { unknown: 'no rollout could be read' };
    if (before.right === 0) return { unknown: 'the model does not reach the answer from the problem alone, so its rollouts say nothing' };
    if (bad === steps - 1) return { first: bad };
    const after = await values.value(bad, k);
    if (after.total === 0) return { unknown: 'no rollout could be read' };
    if (after.right === 0) return { first: bad };
    // A rollout got through after all: the mistake is later.
    good = bad;
    bad = steps - 1;
    if (round === 3) return { unknown: 'rollouts contradict each other; more of them are needed' };
  }
}

/** The answer to measure by: the file's own reference, else what most of k solutions from the problem alone reach. */
export async function targetAnswer(
  chat: Chat,
  solution: Solution,
  k: number,
  maxTokens: number,
  signal?: AbortSignal,
): Promise<{ answer: string; proxy: boolean } | undefined> {
  const wanted = wantedAnswer(solution);
  if (wanted !== undefined) return { answer: wanted, proxy: false };
  const replies = await samples(chat, continuation(solution, -1, maxTokens), k, signal);
  const reached = replies.flatMap(reply => (unusable(reply) === undefined ? (answerIn((reply as ChatReply).text) ?? []) : []));
  // Answers that are equal by the kernel are one.
  const named = reached.map(answer => reached.find(other => sameAnswer(other, answer) === true)!);
  const tally = plurality(named);
  return tally && tally.share > 0.5 && tally.valid > 1 ? { answer: tally.winner, proxy: true } : undefined;
}

/** `search` finds the first error with few rollouts; `values` gives every step its value. */
export function rollouts({ chat }: Asking, how: 'search' | 'values', { samples: k, maxTokens }: RolloutOptions): ModelVerifier {
  const id = how === 'search' ? 'rollouts' : 'values';
  return {
    id,
    about:
      how === 'search'
        ? 'A model carries the solution on from its steps; the first step after which it never ends right is flagged (binary search).'
        : 'A model carries the solution on from every step; the share that ends right is the value of the step.',
    by: chat.by,
    speed: 'slow',
    version: 1,
    key: JSON.stringify([chat.by, k, maxTokens]),
    idle: ({ solution }) => (solution.steps.length === 0 ? 'there is no step' : solution.problem ? undefined : 'rollouts need the problem'),
    async judge({ solution }: SolutionAnalysis, signal): Promise<Opinion> {
      const base = { verifier: id, by: chat.by, objections: [] };
      const target = await targetAnswer(chat, solution, k, maxTokens, signal);
      if (!target) return { ...base, first: null, why: 'there is no reference answer, and the model does not agree with itself on one' };
      const values = valuer(chat, solution, target.answer, maxTokens, signal);
      const own = ownAnswer(solution);
      const ends = own === undefined ? undefined : sameAnswer(own, target.answer);
      const by = target.proxy ? `${chat.by}, by its own majority answer` : chat.by;
      if (how === 'search') {
        if (ends !== false) {
          const why = ends
            ? 'the final answer is right, so a search for the step that spoils it finds nothing'
            : 'the final answer cannot be compared';
          return { ...base, by, first: null, why };
        }
        const found = await searchFirstError(values, solution.steps.length, k);
        const shown = { rollouts: values.known(), date: values.dates.sort()[0] };
        if ('unknown' in found) return { ...base, by, first: null, why: found.unknown, ...shown };
        return { ...base, by, first: found.first, objections: [objection(found.first, shown.rollouts)], ...shown };
      }
      await Promise.all(solution.steps.map(({ number }) => values.value(number, k)));
      const known = values.known();
      const scores = known.map(({ right, total }) => (total === 0 ? 0 : right / total));
      const shown = { rollouts: known, scores, date: values.dates.sort()[0] };
      // Hard values: a prefix is bad where no rollout ends right (Math-Shepherd).
      const first = known.findIndex(({ right, total }) => total > 0 && right === 0);
      if (known.some(({ total }) => total === 0))
        return { ...base, by, first: null, why: 'rollouts after some steps could not be read', ...shown };
      return { ...base, by, first, objections: first < 0 ? [] : [objection(first, known)], ...shown };
    },
  };
}

function objection(step: number, known: readonly Rollouts[]) {
  const at = known.find(({ after }) => after === step);
  const before = known.find(({ after }) => after === step - 1);
  const percent = (x: number) => `${Math.round(100 * x)} %`;
  const share = (r: Rollouts) => `${r.right} of ${r.total} (${percent(r.low)} to ${percent(r.high)})`;
  const after = at ? `${share(at)} rollouts after this step end right` : 'the solution ends wrong after this step';
  return {
    step,
    message: `${after[0]!.toUpperCase()}${after.slice(1)}${before ? `; before it ${share(before)} did` : ''}.`,
    score: at && at.total > 0 ? at.right / at.total : 0,
    threshold: 1 / Math.max(1, at?.total ?? 1),
  };
}
