// Relations between letters that all have known values: "if we choose x = 2 and y = 3, then x + y = 5". And values put back:
// "2x + 6 = 10, which gives x = 2".
import { compareValues, evaluate, type Value } from '../math/evaluate';
import type { Step } from '../model';
import { toDocument } from '../model';
import type { Claim, Given, Scope } from './claim';
import type { Facts } from './facts';
import type { Force } from './force';
import type { Memory } from './memory';
import { type Side, valueGiven } from './sides';
import { isEquation, type Reading, type Statement } from './statements';

const MAX_LETTERS = 4;
/** What stands behind such a word follows from the values before it. */
const FOLLOWING = new Set('then so thus hence therefore gives get have obtain'.split(' '));
/** What opens a sentence that puts values in: "At x = 3, x² + 1 = 10". */
const PUTTING = /^(?:(?:so|then|thus|hence|now|and|but|since) )?(?:at|when|for|if|with|substituting|plugging in|putting)$/;
const OTHER = new Set('or either when if where other second case another solve need want'.split(' '));

/**
 * The claim that a statement holds at the values its letters have. It can fail only where its own sentence gives all of them,
 * and says that it follows; else it is made where it holds, since values may belong to another case.
 */
export function knownClaim(step: Step, reading: Reading, index: number, scope: Scope, facts: Facts, memory: Memory): Claim | undefined {
  const s = reading.statements[index]!;
  const [left, right] = s.sides as [Side, Side];
  if (!isEquation(s) || s.sides.some(x => x.name !== undefined)) return undefined;
  const names = new Set(s.sides.flatMap(x => [...x.variables]));
  if (!names.size || names.size > MAX_LETTERS) return undefined;
  const premises: Given[] = [];
  let own = true;
  for (const name of names) {
    const here = statedBefore(reading, index, name);
    const known = here ? undefined : memory.binding(name);
    if (!here && (!known || facts.rebound.has(name))) return undefined;
    own &&= here !== undefined;
    premises.push(
      here
        ? valueGiven(name, here.sides[1]!.readings, step.id, toDocument(step.text, here.span.start, here.span.end))
        : valueGiven(name, known!.readings, known!.from, known!.span),
    );
  }
  const opened = own && s.listed && !s.before.length && putIn(reading, index);
  const follows = opened || (own && s.before.some(w => FOLLOWING.has(w)) && !s.before.some(w => OTHER.has(w)));
  if (!follows && !holdsAt(left, right, premises)) return undefined;
  return {
    kind: 'plug-in',
    step: step.id,
    span: { start: left.span.start, end: right.span.end },
    left: left.readings,
    op: '=',
    right: right.readings,
    premises,
    scope,
    confirmOnly: follows ? s.doubt : 'its letters may have other values here',
    chain: { sides: s.sides, link: 0 },
  };
}

/** Whether the sentence opens with the values, and nothing stands between them and the statement but a comma. */
function putIn(reading: Reading, index: number): boolean {
  const s = reading.statements[index]!;
  let first = index;
  while (first > 0 && reading.statements[first - 1]!.index === s.index) first--;
  const between = reading.statements.slice(first + 1, index);
  return PUTTING.test(reading.statements[first]!.before.join(' ')) && between.every(x => x.before.every(w => w === 'and'));
}

/** Where the sentence gives a letter its value. */
function statedBefore(reading: Reading, index: number, name: string): Statement | undefined {
  const s = reading.statements[index]!;
  for (let i = index - 1; i >= 0 && reading.statements[i]!.index === s.index; i--) {
    const at = reading.statements[i]!;
    if (isEquation(at) && at.sides[0]!.name === name && at.sides[1]!.closed) return at;
  }
  return undefined;
}

function holdsAt(left: Side, right: Side, premises: readonly Given[]): boolean {
  try {
    const env = new Map<string, Value>(premises.map(p => [(p.left[0] as { name: string }).name, evaluate(p.right[0]!)]));
    return compareValues(evaluate(left.readings[0]!, env), evaluate(right.readings[0]!, env)) === 'same';
  } catch {
    return false;
  }
}

/** The claim that a value which is stated for a letter satisfies an equation in force; made where it does. */
export function backClaim(step: Step, s: Statement, scope: Scope, force: Force, memory: Memory): Claim | undefined {
  const [name, value] = [s.sides[0]?.name, s.sides[1]];
  if (name === undefined || !value?.closed || !isEquation(s) || value.value === undefined) return undefined;
  for (const e of force.equationsOf(name)) {
    const others = [...e.names].filter(x => x !== name).map(x => [x, memory.binding(x)] as const);
    if (others.length > 2 || others.some(([, b]) => !b)) continue;
    const premises = [
      valueGiven(name, value.readings, step.id, toDocument(step.text, s.span.start, s.span.end)),
      ...others.map(([x, b]) => valueGiven(x, b!.readings, b!.from, b!.span)),
    ];
    if (!holdsAt(e.left, e.right, premises)) continue;
    return {
      kind: 'plug-in',
      step: step.id,
      span: s.span,
      left: e.left.readings,
      op: '=',
      right: e.right.readings,
      premises,
      scope,
      confirmOnly: 'it may be another value',
    };
  }
  return undefined;
}
