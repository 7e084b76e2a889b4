// What programs and translations of several samples say of a solution's steps, taken together.
import type { Objection, Opinion, SolutionAnalysis } from '../../core';
import { heat, type Question } from '../asking';
import { asData, type Framed } from '../transcript';
import { objectIn } from '../verdict';
import type { ProgramCheck, Sandbox } from './sandbox';

/** What a program that a model writes may use. */
export const means = [
  'There is nothing but the language (no imports, no network, no files) and these functions:',
  '- Q(a) or Q(a, b): the exact fraction a/b, from whole numbers or from decimals as text, as Q("0.25"); add, sub, mul, div on fractions; same(a, b): equality;',
  '- check(step, condition, "what was compared"): one comparison for the step of that index, true where the step is right; print(…).',
].join('\n');

/** A question about the steps of a solution, each named by its index. */
export function aboutSteps(
  framed: Framed,
  samples: number,
  prompt: string,
  parts: readonly string[],
  properties: Question['properties'],
): Question {
  const where = `Steps are numbered from 0 to ${framed.steps - 1}. ${asData(framed)}`;
  return { prompt, temperature: heat(samples), parts: [...parts, where, framed.text], properties };
}

export const needsSandbox = ({ solution }: SolutionAnalysis, sandbox: Sandbox | undefined): string | undefined =>
  solution.steps.length === 0
    ? 'there is no step'
    : sandbox
      ? undefined
      : 'programs can be run by the desktop edition and the command line only';

/** The program of an answer: of its JSON, or fenced. */
export function programIn(reply: string): string | undefined {
  const given = objectIn(reply)?.program;
  const fenced = /```(?:js|javascript)?\s*\n([\s\S]*?)```/.exec(typeof given === 'string' ? given : reply)?.[1];
  return fenced ?? (typeof given === 'string' && given.trim() !== '' ? given : undefined);
}

/** A step is objected to where more of the programs that compare it refute than confirm it. */
export function outvoted(
  runs: readonly (readonly ProgramCheck[])[],
  steps: number,
  said = 'A program that recomputes this step disagrees',
): Pick<Opinion, 'first' | 'objections' | 'why'> {
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
      message: `${said}${note ? `: ${note}` : ''}${many}.`,
      score: 1 - against.length / own.length,
      threshold: 0.5,
    });
  }
  if (compared === 0) return { first: null, why: 'no step was compared', objections };
  return { first: objections[0]?.step ?? -1, objections: objections.slice(0, 1) };
}
