// Programs as evidence: a model writes what recomputes the steps, a sandbox runs it, and what it compares is believed as an opinion.
import type { Objection, Opinion, SolutionAnalysis } from '../../core';
import { type Question, requestOf, text } from '../asking';
import { oldest } from '../critic';
import { analyseTexts } from '../recheck';
import { asData, frame } from '../transcript';
import { type ChatReply, samples } from '../transport/chat';
import { ModelFailure } from '../transport/failure';
import { objectIn, unusable } from '../verdict';
import type { Asking, ModelVerifier } from '../verifier';
import type { ProgramCheck, Sandbox } from './sandbox';

/** Times a program that does not run may be mended (after CoSC, arXiv 2410.10735). */
const rounds = 3;

const means = [
  'There is nothing but the language (no imports, no network, no files) and these functions:',
  '- Q(a) or Q(a, b): the exact fraction a/b, from whole numbers or from decimals as text, as Q("0.25"); add, sub, mul, div on fractions; same(a, b): equality;',
  '- check(step, condition, "what was compared"): one comparison for the step of that index, true where the step is right; print(…).',
].join('\n');

/** Program-based self-verification over the whole solution, a comparison a step (CSV, arXiv 2308.07921; GenPRM). */
export function programs({ chat, secret }: Asking, votes: number, sandbox: Sandbox | undefined): ModelVerifier {
  return {
    id: 'programs',
    about: 'A model writes a program that recomputes the steps; it runs in a sandbox, and a step whose comparison fails is flagged.',
    speed: 'slow',
    version: 1,
    key: JSON.stringify([chat.by, votes]),
    idle: ({ solution }) =>
      solution.steps.length === 0
        ? 'there is no step'
        : sandbox
          ? undefined
          : 'programs can be run by the desktop edition and the command line only',
    async judge({ solution }: SolutionAnalysis, signal): Promise<Opinion> {
      const framed = await frame(solution, { secret });
      const question: Question = {
        prompt: 'programs-1',
        temperature: votes > 1 ? 0.8 : 0,
        parts: [
          'Write a JavaScript program that recomputes what the steps of a solution compute. For each step that states a number or an equation, compute the value again from the problem and from the results of the steps before it, and compare. Leave out steps that state nothing to compute; never check a step against itself.',
          means,
          `Steps are numbered from 0 to ${framed.steps - 1}. ${asData(framed)}`,
          framed.text,
        ],
        properties: { program: text },
      };
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

function programIn(reply: string): string | undefined {
  const given = objectIn(reply)?.program;
  const fenced = /```(?:js|javascript)?\s*\n([\s\S]*?)```/.exec(typeof given === 'string' ? given : reply)?.[1];
  return fenced ?? (typeof given === 'string' && given.trim() !== '' ? given : undefined);
}

/** A step is objected to where more of the programs that compare it refute than confirm it. */
export function outvoted(runs: readonly (readonly ProgramCheck[])[], steps: number): Pick<Opinion, 'first' | 'objections' | 'why'> {
  const objections: Objection[] = [];
  let compared = 0;
  for (let step = 0; step < steps; step++) {
    const own = runs.map(checks => checks.filter(check => check.step === step)).filter(checks => checks.length > 0);
    if (own.length === 0) continue;
    compared++;
    const against = own.filter(checks => checks.some(({ ok }) => !ok));
    if (2 * against.length <= own.length) continue;
    const note = against[0]!
      .find(({ ok }) => !ok)!
      .note.replace(/\s+/g, ' ')
      .trim();
    const many = own.length > 1 ? ` (${against.length} of ${own.length} programs)` : '';
    objections.push({
      step,
      message: `A program that recomputes this step disagrees${note ? `: ${note}` : ''}${many}.`,
      score: 1 - against.length / own.length,
      threshold: 0.5,
    });
  }
  if (compared === 0) return { first: null, why: 'no step was compared', objections };
  return { first: objections[0]?.step ?? -1, objections: objections.slice(0, 1) };
}

/** Translations into formulas, decided by the kernel; what does not parse abstains (LINC's rule). */
export function translate({ chat, secret }: Asking, votes: number): ModelVerifier {
  return {
    id: 'translate',
    about: 'A model writes down what each step claims as closed formulas, and the symbolic kernel decides them.',
    speed: 'slow',
    version: 1,
    key: JSON.stringify([chat.by, votes]),
    idle: ({ solution }) => (solution.steps.length === 0 ? 'there is no step' : undefined),
    async judge({ solution }: SolutionAnalysis, signal): Promise<Opinion> {
      const framed = await frame(solution, { secret });
      const question: Question = {
        prompt: 'translate-1',
        temperature: votes > 1 ? 0.8 : 0,
        parts: [
          'Write down, for each step, the equations and inequalities between numbers that it claims, with the numbers it uses, as plain formulas such as 3*(4+5) = 27 or 20/100*80 = 16. Write what the step claims, also where that is wrong. Leave out units, letters and steps without such a claim.',
          `Steps are numbered from 0 to ${framed.steps - 1}. ${asData(framed)}`,
          framed.text,
        ],
        properties: {
          claims: {
            type: 'array',
            items: {
              type: 'object',
              properties: { step: { type: 'integer' }, formula: text },
              required: ['step', 'formula'],
              additionalProperties: false,
            },
          },
        },
      };
      const replies = await samples(chat, requestOf(question), votes, signal);
      if (replies.every(reply => reply instanceof ModelFailure)) throw replies[0];
      const runs = replies.flatMap(reply => (unusable(reply) === undefined ? [decided(objectIn((reply as ChatReply).text)?.claims)] : []));
      const base = { verifier: 'translate', by: chat.by, date: oldest(replies) };
      if (runs.length === 0) return { ...base, first: null, why: 'no translation could be read', objections: [] };
      const { first, objections, why } = outvoted(runs, solution.steps.length);
      const reworded = objections.map(one => ({
        ...one,
        message: one.message.replace('A program that recomputes this step disagrees', 'Read as a formula, this step fails'),
      }));
      return { ...base, first, objections: reworded, ...(why ? { why: 'nothing that was translated could be decided' } : {}) };
    },
  };
}

/** What the kernel says of the translations it can read. */
function decided(claims: unknown): ProgramCheck[] {
  if (!Array.isArray(claims)) return [];
  return claims.slice(0, 100).flatMap((claim): ProgramCheck[] => {
    const { step, formula } = (claim ?? {}) as { step?: unknown; formula?: unknown };
    if (!Number.isInteger(step) || typeof formula !== 'string' || formula.length > 500) return [];
    const outcomes = analyseTexts(undefined, [`$${formula.replaceAll('$', '')}$`])?.claims.map(one => one.outcome) ?? [];
    const fails = outcomes.find(outcome => outcome.outcome === 'fails');
    if (fails)
      return [
        { step: step as number, ok: false, note: `${formula} (${fails.outcome === 'fails' ? fails.message.replace(/\.$/, '') : ''})` },
      ];
    return outcomes.length > 0 && outcomes.every(outcome => outcome.outcome === 'holds')
      ? [{ step: step as number, ok: true, note: formula }]
      : [];
  });
}
