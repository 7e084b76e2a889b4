// A program for each step: the model says what it thinks of the step, recomputes it, sees what came out, and then judges.
import type { Opinion, Solution, SolutionAnalysis } from '../../core';
import { fieldsOf, flag, heat, requestOf, text } from '../asking';
import { oldest } from '../critic';
import { asData, frame } from '../transcript';
import { type ChatReply, samples } from '../transport/chat';
import { ModelFailure } from '../transport/failure';
import type { Asking, ModelVerifier } from '../verifier';
import { means, needsSandbox, programIn } from './evidence';
import type { ProgramResult, Sandbox } from './sandbox';

/** A step is believed where at least this share of its votes does. */
const threshold = 0.5;

/** Per-step verification with programs (GenPRM, arXiv 2504.00891): two questions a step and vote, all steps at once. */
export function stepPrograms(asking: Asking, votes: number, sandbox: Sandbox | undefined): ModelVerifier {
  const { by } = asking.chat;
  return {
    id: 'step-programs',
    about: 'A model judges every step by itself, after a program of its own that recomputes it has run in a sandbox.',
    by,
    speed: 'slow',
    version: 1,
    key: JSON.stringify([by, votes]),
    idle: analysis => needsSandbox(analysis, sandbox),
    async judge({ solution }: SolutionAnalysis, signal): Promise<Opinion> {
      const judged = await Promise.all(solution.steps.map(({ number }) => judgeStep(asking, solution, number, votes, sandbox!, signal)));
      const lost = judged.flatMap(one => one.flatMap(vote => (vote instanceof ModelFailure ? [vote] : [])));
      const base = {
        verifier: 'step-programs',
        by,
        date: oldest(judged.flatMap(one => one.flatMap(vote => (vote instanceof ModelFailure ? [] : vote.replies)))),
      };
      if (lost.length === votes * solution.steps.length) throw lost[0];
      const shares = judged.map(one => {
        const told = one.filter((vote): vote is Vote => !(vote instanceof ModelFailure));
        return { told, share: told.length ? told.filter(({ right }) => right).length / told.length : undefined };
      });
      const first = shares.findIndex(({ share }) => share !== undefined && share < threshold);
      const scores = shares.map(({ share }) => share);
      const all = scores.every(share => share !== undefined) ? { scores: scores as number[] } : {};
      if (first < 0 && !('scores' in all)) return { ...base, ...all, first: null, why: lost[0]!.message, objections: [] };
      if (first < 0) return { ...base, ...all, first, objections: [] };
      const { told, share } = shares[first]!;
      const { why } = told.find(({ right }) => !right)!;
      const many = told.length > 1 ? ` (${told.filter(({ right }) => !right).length} of ${told.length} votes)` : '';
      const message = `${why || 'A program that recomputes this step disagrees.'}${many}`;
      return { ...base, ...all, first, objections: [{ step: first, message, score: share!, threshold }] };
    },
  };
}

type Vote = { readonly right: boolean; readonly why: string; readonly replies: readonly ChatReply[] };

function judgeStep(
  asking: Asking,
  solution: Solution,
  step: number,
  votes: number,
  sandbox: Sandbox,
  signal?: AbortSignal,
): Promise<(Vote | ModelFailure)[]> {
  return Promise.all(
    Array.from({ length: votes }, (_, sample) =>
      vote(asking, solution, step, votes, sample, sandbox, signal).catch(error => {
        if (error instanceof ModelFailure && error.kind !== 'cancelled') return error;
        throw error;
      }),
    ),
  );
}

async function vote(
  { chat, secret }: Asking,
  solution: Solution,
  step: number,
  votes: number,
  sample: number,
  sandbox: Sandbox,
  signal?: AbortSignal,
): Promise<Vote> {
  const framed = await frame(solution, { secret, upTo: step + 1 });
  const request = requestOf({
    prompt: 'step-programs-1',
    temperature: heat(votes),
    parts: [
      `Step ${step}, the last one below, is to be judged; the steps before it are given as they are. Say in a few words what it claims and whether that follows. Then write a JavaScript program that computes what it claims again, from the problem and the steps before it, and prints or checks what is to be compared. Where there is nothing to compute, the program prints that.`,
      means,
      `Steps are numbered from 0 to ${step}. ${asData(framed)}`,
      framed.text,
    ],
    properties: { analysis: text, program: text },
  });
  const [written] = await samples(chat, request, 1, signal, sample);
  if (written instanceof ModelFailure) throw written;
  fieldsOf(written!);
  const program = programIn(written!.text);
  const came = program === undefined ? 'there was no program in your answer' : tell(await sandbox(program));
  const asked = requestOf({
    prompt: 'step-programs-2',
    temperature: heat(votes),
    parts: [`This came of your program: ${came}\n\nGo by what was computed, not by what you expected. Is step ${step} right?`],
    properties: { why: text, right: flag },
  });
  const messages = [...request.messages, { role: 'assistant' as const, content: written!.text }, ...asked.messages];
  const [said] = await samples(chat, { ...asked, messages }, 1, signal, sample);
  if (said instanceof ModelFailure) throw said;
  const { right, why } = fieldsOf(said!);
  if (typeof right !== 'boolean') throw new ModelFailure('protocol', 'the answer does not say whether the step is right');
  return { right, why: typeof why === 'string' ? why.replace(/\s+/g, ' ').trim().slice(0, 400) : '', replies: [written!, said!] };
}

/** What a program did, for the model that wrote it. */
function tell(result: ProgramResult): string {
  if ('fault' in result) return `it failed: ${result.fault}`;
  const checks = result.checks.map(({ ok, note }) => `${ok ? 'true' : 'false'}: ${note}`);
  return (
    [...checks, result.output]
      .filter(line => line !== '')
      .join('\n')
      .slice(0, 4000) || 'it printed nothing'
  );
}
