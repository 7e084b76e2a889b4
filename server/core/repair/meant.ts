// Which of several equal numbers is the one that changed: 2y = 4 − 4, where one 4 is x and the other stands in the problem.
import { scanMaths } from '../claims/scanner';
import type { Side } from '../claims/sides';
import { read, type Statement } from '../claims/statements';
import { claimsOf } from '../claims/whole';
import { isQ } from '../math/evaluate';
import { isZero, type Q } from '../math/rational';
import { type Memo, memoised } from '../memo';
import type { Edit, Solution, Step } from '../model';
import { gap, linearRoot } from './numbers';
import { editedStep } from './reread';

/** Ways to choose among equal numbers that are tried. */
const MAX_WAYS = 16;

/**
 * The edits of step `n` that were meant, where a number that changed also stands in the problem and more than once in the step: those
 * after which what the step says fits the problem's equations. Undefined where that cannot be told.
 */
export function meant(now: Solution, n: number, edits: readonly Edit[], memo: Memo): readonly Edit[] | undefined {
  const step = now.steps[n]!;
  const old = (e: Edit) => step.text.text.slice(e.start, e.end);
  const given = new Set(statementsOf(now, memo).numbers);
  const groups = new Map<string, Edit[]>();
  for (const e of edits) groups.set(old(e), [...(groups.get(old(e)) ?? []), e]);
  const doubtful = [...groups].filter(([name, list]) => list.length > 1 && given.has(name)).map(([, list]) => list);
  if (!doubtful.length) return edits;
  const sure = edits.filter(e => !doubtful.some(list => list.includes(e)));
  const ways = doubtful.reduce<Edit[][]>((all, list) => all.flatMap(way => parts(list).map(part => [...way, ...part])), [sure]);
  if (ways.length > MAX_WAYS) return undefined;
  const fitting = ways.filter(way => fitsProblem(now, n, editedStep(step, way), memo));
  return fitting.length === 1 ? fitting[0]!.sort((a, b) => a.start - b.start) : undefined;
}

/** All parts of a list but the empty one. */
const parts = (list: readonly Edit[]): Edit[][] =>
  Array.from({ length: 2 ** list.length - 1 }, (_, i) => list.filter((_, k) => ((i + 1) >> k) & 1));

const statementsOf = ({ problem }: Solution, memo: Memo) =>
  memoised(memo, `given:${problem?.text ?? ''}`, () => {
    const reading = problem && read(problem.text, scanMaths(problem.text));
    return { statements: reading?.statements ?? [], numbers: reading?.numbers.map(m => m.name) ?? [] };
  });

type Equation = readonly [Side, Side];

const equationsIn = (statements: readonly Statement[]): Equation[] =>
  statements.flatMap(s => (s.sides.length === 2 && s.relations[0]!.op === '=' ? [[s.sides[0]!, s.sides[1]!] as const] : []));

/** Whether the letter that the step works out has a value with which an equation of the problem holds, and none fails. */
function fitsProblem(now: Solution, n: number, next: Step | undefined, memo: Memo): boolean {
  if (!next) return false;
  const steps = claimsOf({ ...now, steps: now.steps.with(n, next).slice(0, n + 1) }, memo);
  const env = new Map<string, Q>();
  for (const s of steps.slice(0, n))
    for (const [l, r] of equationsIn(s.reading.statements)) if (l.name && r.value && isQ(r.value)) env.set(l.name, r.value);
  const own = equationsIn(steps[n]!.reading.statements).find(([l, r]) => l.variables.size + r.variables.size > 0);
  const unknown = own && [...own[0].variables, ...own[1].variables].filter(name => !env.has(name));
  if (!own || unknown?.length !== 1) return false;
  const value = linearRoot(x => difference(own, new Map(env).set(unknown[0]!, x)));
  if (!value) return false;
  env.set(unknown[0]!, value);
  const told = equationsIn(statementsOf(now, memo).statements).filter(
    ([l, r]) => [...l.variables, ...r.variables].includes(unknown[0]!) && [...l.variables, ...r.variables].every(name => env.has(name)),
  );
  const off = told.map(e => difference(e, env));
  return off.length > 0 && off.every(d => d !== undefined && isZero(d));
}

const difference = ([l, r]: Equation, env: ReadonlyMap<string, Q>): Q | undefined =>
  l.readings[0] && r.readings[0] && gap(l.readings[0], r.readings[0], env);
