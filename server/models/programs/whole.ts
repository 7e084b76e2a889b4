// One program for a whole solution: it recomputes the steps, and what it compares is believed as an opinion.
import type { Opinion, SolutionAnalysis } from '../../core';
import { type Question, requestOf, text } from '../asking';
import { oldest } from '../critic';
import { frame } from '../transcript';
import { type ChatReply, samples } from '../transport/chat';
import { ModelFailure } from '../transport/failure';
import { unusable } from '../verdict';
import type { Asking, ModelVerifier } from '../verifier';
import { aboutSteps, means, needsSandbox, outvoted, programIn } from './evidence';
import type { ProgramCheck, Sandbox } from './sandbox';

/** Times a program that does not run may be mended (after CoSC, arXiv 2410.10735). */
const rounds = 3;

/** Program-based self-verification over the whole solution, a comparison a step (CSV, arXiv 2308.07921; GenPRM). */
export function programs({ chat, secret }: Asking, votes: number, sandbox: Sandbox | undefined): ModelVerifier {
  return {
    id: 'programs',
    about: 'A model writes a program that recomputes the steps; it runs in a sandbox, and a step whose comparison fails is flagged.',
    by: chat.by,
    speed: 'slow',
    version: 1,
    key: JSON.stringify([chat.by, votes]),
    idle: analysis => needsSandbox(analysis, sandbox),
    async judge({ solution }: SolutionAnalysis, signal): Promise<Opinion> {
      const framed = await frame(solution, { secret });
      const question = aboutSteps(
        framed,
        votes,
        'programs-1',
        [
          'Write a JavaScript program that recomputes what the steps of a solution compute. For each step that states a number or an equation, compute the value again from the problem and from the results of the steps before it, and compare. Leave out steps that state nothing to compute; never check a step against itself.',
          means,
        ],
        { program: text },
      );
      const runs = await Promise.all(
        Array.from({ length: votes }, (_, sample) => evidence({ chat, secret }, question, sample, framed.steps, sandbox!, signal)),
      );
      const found = runs.filter((run): run is Evidence => 'checks' in run);
      const base = { verifier: 'programs', by: chat.by, date: oldest(runs.flatMap(run => run.replies)) };
      if (found.length === 0) {
        const [broken] = runs as Broken[];
        return { ...base, first: null, why: broken!.why, objections: [] };
      }
      return {
        ...base,
        ...outvoted(
          found.map(({ checks }) => checks),
          solution.steps.length,
        ),
      };
    },
  };
}

type Evidence = { readonly checks: readonly ProgramCheck[]; readonly replies: readonly ChatReply[] };
type Broken = { readonly why: string; readonly replies: readonly ChatReply[] };

async function evidence(
  asking: Asking,
  question: Question,
  sample: number,
  steps: number,
  sandbox: Sandbox,
  signal?: AbortSignal,
): Promise<Evidence | Broken> {
  const request = requestOf(question);
  let messages = request.messages;
  const replies: ChatReply[] = [];
  let why = '';
  for (let round = 0; round < rounds; round++) {
    const [reply] = await samples(asking.chat, { ...request, messages }, 1, signal, sample);
    if (reply instanceof ModelFailure) throw reply;
    replies.push(reply!);
    why = unusable(reply!) ?? '';
    if (why) break;
    const program = programIn(reply!.text);
    if (program === undefined) {
      why = 'the answer holds no program';
      break;
    }
    const result = await sandbox(program);
    if ('checks' in result && result.checks.some(check => check.step >= 0 && check.step < steps)) return { checks: result.checks, replies };
    why = 'fault' in result ? `the program failed: ${result.fault}` : 'the program compares nothing';
    const mend = `Your program gave no result: ${'fault' in result ? result.fault : 'it called check for no step'}. Answer with the whole program again, mended, in the same form.`;
    messages = [...messages, { role: 'assistant', content: reply!.text }, { role: 'user', content: mend }];
  }
  return { why, replies };
}
