// "Solve 2x + 6 = 10": a problem that is one equation or inequality. What comes first in its solution comes from it, and what its solution
// ends in must satisfy it.
import { compareValues, evaluate, isQ } from '../math/evaluate';
import type { Expr } from '../math/expr';
import { isZero } from '../math/rational';
import type { Solution, Step } from '../model';
import { toDocument } from '../model';
import type { Claim, Given, Scope } from './claim';
import type { Force } from './force';
import { CHOOSING } from './line-shapes';
import { type Side, valueGiven } from './sides';
import type { Reading, Statement } from './statements';

const ASKS = /\b(?:solve|solutions?|roots?|satisf(?:y|ies|ying)|find|determine|what)\b/;
const ASKED_OPS = new Set(['=', '<', '≤', '>', '≥']);
/** More words than these tell a story. */
const MOST_WORDS = 24;

/** The one relation in one letter that a problem asks to solve; undefined where it says anything else of letters. */
export function exerciseOf(problem: Reading): Statement | undefined {
  const said = problem.statements.filter(s => s.sides.some(side => side.variables.size || !side.readings.length));
  const [s, more] = said;
  if (!s || more || s.sides.length !== 2 || !ASKED_OPS.has(s.relations[0]!.op) || problem.words.length > MOST_WORDS) return undefined;
  const names = new Set(s.sides.flatMap(side => [...side.variables]));
  const plain = s.sides.every(side => side.readings.length && !side.cut && side.name === undefined);
  const [name] = names;
  if (!plain || names.size !== 1 || !name || /[('_]/.test(name) || s.modulus) return undefined;
  // Values that are chosen among the solutions, another letter or an expression: more than to solve it is asked for.
  if (problem.words.some(w => CHOOSING.test(w))) return undefined;
  if (problem.symbols.some(x => x.name !== name) || problem.spoken.length) return undefined;
  return ASKS.test(problem.words.join(' ')) ? { ...s, alone: true } : undefined;
}

/** Words by which a value is looked at again, or was never meant to last. */
const AGAIN =
  /\b(?:extraneous|reject\w*|discard\w*|invalid|valid|not|n['’]t|cannot|check\w*|verif\w*|test\w*|exclud\w*|ignor\w*|undefined|domain|if|when|suppose|assum\w*|case|let|try|trying|but|however|only|possible|candidates?|contradict\w*)\b/i;

/**
 * The claims that the values which a step states for the unknown satisfy the equation of the problem: "x = 8 or x = −1". None where a value comes from
 * an equation of the steps, and is right if that is; none where values are looked at again from here on.
 */
export function exerciseClaims(step: Step, reading: Reading, exercise: Statement, solution: Solution, scope: Scope, force: Force): Claim[] {
  if (exercise.relations[0]!.op !== '=' || !solution.problem) return [];
  const [name] = exercise.sides.flatMap(side => [...side.variables]);
  const values = reading.statements.flatMap(s => valueIn(s, name!));
  if (!values.length || reading.statements.length > 4 || reading.statements.some(s => s.doubt || !s.sides.some(x => x.name === name)))
    return [];
  for (const later of solution.steps.slice(step.number)) if (AGAIN.test(later.text.text)) return [];
  const text = solution.problem;
  const { start, end } = exercise.span;
  const equation: Given = {
    from: 'problem',
    span: toDocument(text, start, end),
    why: 'equation',
    label: text.text.slice(start, end).trim(),
    left: [],
    op: '=',
    right: [],
  };
  const others = force.equationsOf(name!).filter(e => e.left.key !== exercise.sides[0]!.key || e.right.key !== exercise.sides[1]!.key);
  return values
    .filter(({ value }) => holds(exercise.sides[0]!, exercise.sides[1]!, name!, value) === false)
    .filter(({ value }) => others.every(e => e.names.length === 1 && holds(e.left, e.right, name!, value) === false))
    .map(({ value, statement }) => ({
      kind: 'put-back',
      step: step.id,
      span: statement.span,
      left: exercise.sides[0]!.readings,
      op: '=',
      right: exercise.sides[1]!.readings,
      premises: [valueGiven(name!, value.readings, step.id, toDocument(step.text, statement.span.start, statement.span.end)), equation],
      scope: { ...scope, modular: false },
    }));
}

/** The value that a statement gives to a name, without rounding. */
function valueIn(s: Statement, name: string): { readonly value: Side; readonly statement: Statement }[] {
  const [left, right] = s.sides;
  if (s.sides.length !== 2 || s.relations[0]!.op !== '=' || left!.name !== name || !right!.closed || right!.cut) return [];
  return right!.value && isQ(right!.value) ? [{ value: right!, statement: s }] : [];
}

/** Whether an equation holds at a value, or has a side that is zero there, as the factors of a product have; undefined where that is not known. */
function holds(left: Side, right: Side, name: string, value: Side): boolean | undefined {
  try {
    const env = new Map([[name, value.value!]]);
    const at = (e: Expr) => evaluate(e, env);
    for (const l of left.readings)
      for (const r of right.readings) {
        const [a, b] = [at(l), at(r)];
        const compared = compareValues(a, b);
        if (compared === 'unknown') return undefined;
        if (compared === 'same') return true;
        if (!left.closed && !right.closed && [a, b].some(v => isQ(v) && isZero(v))) return true;
      }
    return false;
  } catch {
    return undefined;
  }
}
