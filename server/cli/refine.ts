// `hence refine`: a model proposes what should stand in place of a wrong step, and what follows; the proofs look at it first.
import type { RefineData } from '../batch/refine';
import { troubleRow } from '../batch/row';
import type { TaskSpec } from '../batch/tasks';
import type { SolutionAnalysis } from '../core';
import { type Mode, modes, refine } from '../models/refine';
import { type Critique, critique, type Tried } from '../models/refine/critique';
import { describeAccount } from '../models/transport/account';
import { ModelFailure } from '../models/transport/failure';
import { oneLine, wantsColour } from './colour';
import { exit, type Io } from './io';
import { type Asked, openModels, type Wanted } from './models';
import { isGiven, isOneOf, type Misuse, type Options, optionOf } from './options';
import { type Request, readRequest } from './request';
import { resultsOf, troubleWords } from './results';

/** Exit codes as of `hence check`: 1 where something is wrong and no proposal was accepted. */
export async function runRefine(options: Options, io: Io): Promise<number | Misuse> {
  const request = await readRequest(options, io);
  if ('misuse' in request) return request;
  if (!request.models) return { misuse: 'hence refine needs --critic BASE_URL and --model NAME' };
  const wish = readWish(options, 'mode');
  if ('misuse' in wish) return wish;
  const asked = await openModels(options, request.models, io);
  if ('failure' in asked) {
    await io.stderr.write(`hence: ${oneLine(asked.failure)}\n`);
    return exit.backend;
  }
  return refineWith(options, request, asked, wish, io);
}

export type Wish = { readonly modes: readonly Mode[]; readonly rounds: number; readonly runs: number };

/** How to refine; `name` is the option that names the modes. */
export function readWish(options: Options, name: 'mode' | 'refine'): Wish | Misuse {
  const given = options.given[name] ?? ['fix'];
  const odd = given.find(mode => !isOneOf(modes, mode));
  if (odd !== undefined) return { misuse: `--${name} is fix (and continue) or fresh (and restart); not ${odd}` };
  const number = (option: string, otherwise: number, most: number) => {
    const text = optionOf(options, option);
    const value = Number(text ?? otherwise);
    return Number.isInteger(value) && value >= 1 && value <= most && text?.trim() !== ''
      ? value
      : { misuse: `--${option} is a whole number from 1 to ${most}; not ${text}` };
  };
  const [rounds, runs] = [number('rounds', 3, 10), number('samples', 1, 64)];
  if (typeof rounds !== 'number') return rounds;
  if (typeof runs !== 'number') return runs;
  return { modes: [...new Set(given as Mode[])], rounds, runs };
}

/** Refines one solution in every way that was asked for. What fails for good leaves it as it is, and `broken` tells. */
export function refiner({ config }: Wanted, { run }: Asked, wish: Wish, io: Io) {
  const { votes, rule } = config.critic!;
  let broken: ModelFailure | undefined;
  return {
    broken: () => broken,
    async judge(analysis: SolutionAnalysis): Promise<SolutionAnalysis> {
      if (broken || io.signal?.aborted) return analysis;
      const tries = wish.modes.flatMap(mode => Array.from({ length: wish.runs }, (_, i) => ({ mode, run: i })));
      try {
        const several = wish.runs > 1;
        const options = { rounds: wish.rounds, several, votes, rule, slips: config.slips };
        const refinements = await Promise.all(tries.map(one => refine(run.asking!, analysis, { ...options, ...one }, io.signal)));
        return { ...analysis, refinements };
      } catch (error) {
        if (!(error instanceof ModelFailure)) throw error;
        broken = error;
        return analysis;
      }
    },
  };
}

/** Refines all inputs and reports; `asked` may be a server or a batch. */
export async function refineWith(options: Options, request: Request, asked: Asked, wish: Wish, io: Io): Promise<number | Misuse> {
  const { judge, broken } = refiner(request.models!, asked, wish, io);
  const rows = options.format === 'jsonl';
  const view = { settings: request.settings, inherited: true, timing: false };
  const task: TaskSpec = { kind: 'refine', view, refine: { rows, colours: wantsColour(options.color, io.stdout.isTTY, io.env) } };
  const all: RefineData[] = [];
  let unreadable = 0;
  for await (const result of resultsOf(options, request, io, task, judge)) {
    if (result.type === 'solution') {
      await io.stdout.write(result.text);
      all.push(result.data as RefineData);
    } else if (result.type === 'trouble') {
      if (result.level === 'error') unreadable++;
      if (rows) await io.stdout.write(`${JSON.stringify(troubleRow(result))}\n`);
      else await io.stderr.write(`hence: ${troubleWords(result)}\n`);
    }
  }
  const failed = broken();
  if (!isGiven(options, 'quiet') || failed) await io.stderr.write(`${figures(all, wish).join('\n')}\n`);
  const account = asked.run.account();
  if (account.calls + account.cached > 0 && !isGiven(options, 'quiet'))
    await io.stderr.write(`models: ${describeAccount(account, request.models!.price)}\n`);
  if (failed) await io.stderr.write(`models: given up: ${oneLine(failed.message)}\n`);
  if (io.signal?.aborted) return exit.interrupted;
  if (failed) return exit.backend;
  if (unreadable > 0) return exit.unreadable;
  return all.some(({ outcomes }) => outcomes.some(({ outcome }) => !['right', 'accepted'].includes(outcome))) ? exit.findings : exit.clean;
}

/** By mode: what became of the solutions, and what it did to the answers. */
function figures(all: readonly RefineData[], { modes, runs }: Wish): string[] {
  return modes.flatMap(mode => {
    const own = all.flatMap(({ outcomes }) => outcomes.filter(one => one.mode === mode));
    const count = (outcome: string) => own.filter(one => one.outcome === outcome).length;
    const said = ['right', 'accepted', 'doubted', 'refuted', 'unread'].flatMap(outcome =>
      count(outcome) ? [`${count(outcome)} ${outcome}`] : [],
    );
    const tried: Tried[] = all.flatMap(one => one.tried.flatMap(each => (each.mode === mode ? [each.tried] : [])));
    const name = mode === 'fix' ? 'fix and continue' : 'fresh and restart';
    const times = runs > 1 ? `, ${runs} runs each` : '';
    const left = all.length - tried.length;
    return [
      `${name}: ${all.length} ${all.length === 1 ? 'solution' : 'solutions'}${times} · ${said.join(' · ') || 'none asked about'}`,
      tried.length
        ? `  ${figuresOf(critique(tried))}${left ? ` · ${left} left out, whose answers cannot be compared` : ''}`
        : '  no reference answers to measure CL and CS by',
    ];
  });
}

function figuresOf({ items, right, cl, cs, before, after, rss }: Critique): string {
  const percent = (share: number | undefined) => (share === undefined ? '–' : `${(100 * share).toFixed(1)} %`);
  return [
    `CL ${percent(cl)} (of ${right} right, stay right)`,
    `CS ${percent(cs)} (of ${items - right} wrong, become right)`,
    `accuracy ${percent(before)} → ${percent(after)}${rss === undefined ? '' : `, RSS ${rss.toFixed(3)}`}`,
  ].join(' · ');
}
