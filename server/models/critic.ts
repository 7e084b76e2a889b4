// A chat model as critic: it names the first wrong step, and says why in the step's own words.
import type { Objection, Solution, SolutionAnalysis } from '../core';
import { criticRequest, criticVersion, type Style } from './prompts';
import { refuted } from './recheck';
import { frame, placeOf } from './transcript';
import { type ChatReply, samples } from './transport/chat';
import { ModelFailure } from './transport/failure';
import { readVote, type Vote } from './verdict';
import type { Asking, ModelVerifier } from './verifier';
import { elect, type Rule, type Tally } from './votes';

export type CriticOptions = {
  readonly votes: number;
  readonly rule: Rule;
  readonly style: Style;
  /** Adds a step that is known to be wrong; whoever passes it is not believed. */
  readonly control: boolean;
  readonly maxTokens: number;
  /** The user's notes on slips seen often. */
  readonly slips?: string;
};

export const criticDefaults: CriticOptions = { votes: 1, rule: 'majority', style: 'early-stop', control: true, maxTokens: 4096 };

export function critic({ chat, secret }: Asking, options: CriticOptions): ModelVerifier {
  const id = options.style === 'whole' ? 'critic-whole' : 'critic';
  return {
    id,
    about: 'A chat model names the first step that is wrong, by its own judgement. Several votes make it steadier.',
    by: chat.by,
    speed: 'slow',
    version: criticVersion,
    key: JSON.stringify([chat.by, options]),
    idle: ({ solution }) => (solution.steps.length === 0 ? 'there is no step' : undefined),
    async judge(analysis, signal) {
      const { solution } = analysis;
      const framed = await frame(solution, { secret, control: options.control });
      const temperature = options.votes > 1 ? 1 : 0;
      const request = criticRequest(framed, { ...options, temperature });
      const replies = await samples(chat, request, options.votes, signal);
      const read = replies.map(reply => readVote(reply, framed));
      const votes = read.filter((vote): vote is Vote => !('none' in vote));
      const lost = read.flatMap(vote => ('none' in vote ? [vote.none] : []));
      const overlooked = read.filter(vote => 'none' in vote && vote.overlooked).length;
      // A failure that all share ends the run rather than being told once a solution.
      if (votes.length === 0 && replies.every(reply => reply instanceof ModelFailure)) throw replies[0];
      const tally =
        votes.length * 2 >= options.votes
          ? elect(
              votes.map(vote => vote.first),
              options.rule,
            )
          : undefined;
      const base = { verifier: id, by: chat.by, votes: countsOf(votes), ...(overlooked ? { overlooked } : {}), date: oldest(replies) };
      if (!tally) return { ...base, first: null, why: lost[0] ?? 'too few votes could be read', objections: [] };
      return { ...base, first: tally.winner, objections: objectionOf(analysis, votes, tally, options.votes) };
    },
  };
}

function countsOf(votes: readonly Vote[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { first } of votes) counts[first] = (counts[first] ?? 0) + 1;
  return counts;
}

export function oldest(replies: readonly (ChatReply | ModelFailure)[]): string | undefined {
  return replies.flatMap(reply => (reply instanceof ModelFailure ? [] : [reply.date])).sort()[0];
}

/** What is said about the step that was voted for: by the vote that can point at words which stand there. */
function objectionOf(
  { solution }: SolutionAnalysis,
  votes: readonly Vote[],
  { winner, share, valid }: Tally<number>,
  asked: number,
): Objection[] {
  if (winner < 0) return [];
  const text = solution.steps[winner]!.text.text;
  const own = votes
    .filter(vote => vote.first === winner)
    .map(vote => ({ vote, at: vote.quote === undefined ? undefined : placeOf(vote.quote, text) }));
  const { vote, at } = own.find(one => one.at !== undefined && one.vote.explanation) ?? own.find(one => one.at !== undefined) ?? own[0]!;
  const suggestion = at && vote.replacement !== undefined ? suggestionFor(solution, winner, at, vote.replacement) : undefined;
  const said = vote.explanation ?? 'This step does not follow.';
  return [
    {
      step: winner,
      message: asked > 1 ? `${said} (${Math.round(share * valid)} of ${valid} votes)` : said,
      score: 1 - share,
      threshold: 0.5,
      ...(at ? { at } : {}),
      ...(vote.slip ? { slip: vote.slip } : {}),
      ...(suggestion === undefined ? {} : { suggestion }),
    },
  ];
}

/** The replacement, if the symbolic verifiers do not refute the step with it in place. */
export function suggestionFor(
  solution: Solution,
  step: number,
  at: { start: number; end: number },
  replacement: string,
): string | undefined {
  const { text } = solution.steps[step]!.text;
  if (replacement === text.slice(at.start, at.end) || replacement.length > 2 * text.length + 200) return undefined;
  return refuted(solution, step, text.slice(0, at.start) + replacement + text.slice(at.end)) ? undefined : replacement;
}
