// Refining a solution: a reviewer says what is wrong first, a refiner writes on from there, and the proof and the reviewer look
// again, until neither objects or it is no use (solver, reviewer and refiner after MAgICoRe, arXiv 2409.12147; the two ways
// of mending after LEMMA, arXiv 2503.17439). What comes of it is a proposal, and nothing else.
import type { Refinement, Review, Solution, SolutionAnalysis } from '../../core';
import { heat, interview, list, type Question, text, texts } from '../asking';
import { critic, criticDefaults } from '../critic';
import { analyseTexts, solutionOf } from '../recheck';
import { asData, frame, harmless, stepTexts } from '../transcript';
import { isFinal, ModelFailure } from '../transport/failure';
import type { Asking, ModelVerifier } from '../verifier';
import type { Rule } from '../votes';

export type Mode = Refinement['mode'];
export const modes: readonly Mode[] = ['fix', 'fresh'];

export type RefineOptions = {
  readonly mode: Mode;
  /** Proposals at most. */
  readonly rounds: number;
  /** Which of several runs this is, from 0, and whether there are several: then they must differ. */
  readonly run: number;
  readonly several: boolean;
  /** Of the reviewer. */
  readonly votes: number;
  readonly rule: Rule;
  readonly slips?: string;
};

export const refineDefaults: Omit<RefineOptions, 'mode'> = { rounds: 3, run: 0, several: false, votes: 1, rule: 'majority' };

const refineTokens = 4096;
/** A solution longer than this was not meant. */
const mostSteps = 100;

/** Proposes what should stand in place of a solution. Throws only what ends the whole run. */
export async function refine(
  asking: Asking,
  analysis: SolutionAnalysis,
  options: RefineOptions,
  signal?: AbortSignal,
): Promise<Refinement> {
  const { solution } = analysis;
  const reviewer = critic(asking, { ...criticDefaults, votes: options.votes, rule: options.rule, slips: options.slips });
  const reviews: Review[] = [];
  const dates: (string | undefined)[] = [];
  let best: { steps: readonly string[]; coverage: SolutionAnalysis['coverage'] } | undefined;
  const end = (outcome: Refinement['outcome'], why?: string): Refinement => ({
    mode: options.mode,
    by: asking.chat.by,
    outcome,
    reviews,
    ...(outcome === 'accepted' || outcome === 'doubted' ? best : {}),
    ...(why === undefined ? {} : { why }),
    ...oldestOf(dates),
  });
  if (solution.steps.length === 0) return end('unread', 'there is no step');
  try {
    const first = await review(reviewer, analysis, dates, signal);
    if (first === 'right') return end('right');
    if ('why' in first) return end('unread', first.why);
    reviews.push(first);
    let [current, found, seen] = [solution, first, new Set([keyOf(stepTexts(solution))])];
    for (let round = 0; round < options.rounds; round++) {
      const anew = options.mode === 'fresh' && round === 0;
      const proposed = await propose(asking, current, found, anew, options, dates, signal);
      if ('why' in proposed) return end(best ? 'doubted' : 'unread', proposed.why);
      const { steps } = proposed;
      if (seen.has(keyOf(steps))) return end(best ? 'doubted' : 'refuted', 'the model proposes the same again');
      seen = new Set([...seen, keyOf(steps)]);
      const next = solutionOf(solution.problem?.text, steps);
      const read = next && analyseTexts(solution.problem?.text, steps);
      if (!next || !read) return end(best ? 'doubted' : 'unread', 'what the model proposes cannot be read as a solution');
      const said = await review(reviewer, read, dates, signal);
      const refuted = said !== 'right' && 'proved' in said && said.proved;
      if (!refuted) best = { steps, coverage: read.coverage };
      if (said === 'right') return end('accepted');
      if ('why' in said) return end('doubted', `the reviewer cannot say: ${said.why}`);
      reviews.push(said);
      [current, found] = [next, said];
    }
    return end(best ? 'doubted' : 'refuted');
  } catch (error) {
    if (!(error instanceof ModelFailure) || isFinal(error)) throw error;
    return end(best ? 'doubted' : 'unread', error.message);
  }
}

const keyOf = (steps: readonly string[]) => steps.map(step => step.replace(/\s+/g, '')).join('\n');

function oldestOf(dates: readonly (string | undefined)[]): { date?: string } {
  const date = dates.filter(one => one !== undefined).sort()[0];
  return date === undefined ? {} : { date };
}

/** The first thing wrong: what is proved comes before what a model says, which is asked only where nothing is. */
async function review(
  reviewer: ModelVerifier,
  analysis: SolutionAnalysis,
  dates: (string | undefined)[],
  signal?: AbortSignal,
): Promise<Review | 'right' | { readonly why: string }> {
  const root = analysis.findings.find(({ standing }) => standing === 'root');
  if (root) return { step: root.number, words: root.message, proved: true };
  const { first, why, objections, date } = await reviewer.judge(analysis, signal);
  dates.push(date);
  if (first === null) return { why: why ?? 'it does not say' };
  if (first < 0) return 'right';
  const objection = objections[0];
  const at = objection?.at;
  const quote = at ? `“${analysis.solution.steps[first]!.text.text.slice(at.start, at.end)}”: ` : '';
  return { step: first, words: `${quote}${objection?.message ?? 'This step does not follow.'}`, proved: false };
}

const manner =
  'Write as the steps above are written, in the same language and notation, and with numbers or headings where they have them; one list entry a step. The last step states the final answer as the solution above states its own, or in \\boxed{}.';

/** The whole solution with what the model writes from the wrong step on, or all of it anew. */
async function propose(
  asking: Asking,
  solution: Solution,
  { step, words }: Review,
  anew: boolean,
  { run, several }: RefineOptions,
  dates: (string | undefined)[],
  signal?: AbortSignal,
): Promise<{ readonly steps: readonly string[] } | { readonly why: string }> {
  const framed = await frame(solution, { secret: asking.secret });
  const wrong = `Step ${step} is wrong, and what follows it may rest on it. What a reviewer says of it: ${harmless(words)}`;
  const question: Question = {
    prompt: anew ? 'refine-fresh-1' : 'refine-fix-1',
    temperature: heat(several ? 2 : 1),
    maxTokens: refineTokens,
    parts: [
      anew
        ? 'Solve this problem from the start, by another way than the attempt below takes: the attempt went wrong.'
        : `Mend the solution below. Steps before step ${step} stay as they are. Write step ${step} again so that it is right, and carry on from it to the final answer.`,
      `Steps are numbered from 0. ${asData(framed)}`,
      framed.text,
      wrong,
      anew
        ? `Write the whole new solution, without a word about the attempt. ${manner}`
        : `Write the steps from ${step} on and no others, without a word about the mistake. ${manner}`,
    ],
    properties: { steps: list(text) },
  };
  const { ask, dated } = interview(asking, signal);
  const fields = await ask(question, run);
  dates.push(dated().date);
  const written = texts(fields.steps, mostSteps + 1).map(one => one.trim());
  if (written.length === 0) return { why: 'the model proposes no step' };
  if (written.length > mostSteps) return { why: `the model proposes more than ${mostSteps} steps` };
  if (anew) return { steps: written };
  const kept = stepTexts(solution).slice(0, step);
  // Models like to begin at the beginning all the same.
  const repeated = kept.length > 0 && kept.every((one, i) => keyOf([one]) === keyOf([written[i] ?? '']));
  return { steps: [...kept, ...(repeated ? written.slice(kept.length) : written)] };
}
