// Relations between letters that all have known values: "if we choose x = 2 and y = 3, then x + y = 5". And values put back:
// "2x + 6 = 10, which gives x = 2".
import { compareValues, evaluate, type Value } from '../math/evaluate';
import type { Step } from '../model';
import { toDocument } from '../model';
import type { Claim, Given, Scope } from './claim';
import type { Facts } from './facts';
import type { Force } from './force';
import type { Memory } from './memory';
import { type Side, valueLabel } from './sides';
import type { Reading, Statement } from './statements';

const MAX_LETTERS = 4;
/** What stands behind such a word follows from the values before it. */
const FOLLOWING = new Set('then so thus hence therefore gives get have obtain'.split(' '));
const OTHER = new Set('or either when if where other second case another solve need want'.split(' '));

/**
 * The claim that a statement holds at the values its letters have. It can fail only where its own sentence gives all of them,
 * and says that it follows; else it is made where it holds, since values may belong to another case.
 */
export function knownClaim(step: Step, reading: Reading, index: number, scope: Scope, facts: Facts, memory: Memory): Claim | undefined {
  const s = reading.statements[index]!;
  const [left, right] = s.sides as [Side, Side];
  if (!equation(s) || s.sides.some(x => x.name !== undefined)) return undefined;
  const names = new Set(s.sides.flatMap(x => [...x.variables]));
  if (!names.size || names.size > MAX_LETTERS) return undefined;
  const premises: Given[] = [];
  let own = true;
  for (const name of names) {
    const here = statedBefore(reading, index, name);
    const known = here ? undefined : memory.binding(name);
    if (!here && (!known || facts.rebound.has(name))) return undefined;
    own &&= here !== undefined;
    const value = here ? here.sides[1]!.readings : known!.readings;
    premises.push({
      from: here ? step.id : known!.from,
      span: here ? toDocument(step.text, here.span.start, here.span.end) : known!.span,
      why: 'symbol',
      label: `${name} = ${valueLabel(value[0]!)}`,
      left: [{ k: 'sym', name, span: { start: 0, end: 0 } }],
      op: '=',
      right: value,
    });
  }
  const follows = own && s.before.some(w => FOLLOWING.has(w)) && !s.before.some(w => OTHER.has(w));
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

const equation = (s: Statement): boolean =>
  s.sides.length === 2 && s.relations[0]!.op === '=' && s.sides.every(x => x.readings.length > 0 && !x.cut);

/** Where the sentence gives a letter its value. */
function statedBefore(reading: Reading, index: number, name: string): Statement | undefined {
  const s = reading.statements[index]!;
  for (let i = index - 1; i >= 0 && reading.statements[i]!.index === s.index; i--) {
    const at = reading.statements[i]!;
    if (equation(at) && at.sides[0]!.name === name && at.sides[1]!.closed) return at;
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
  if (name === undefined || !value?.closed || !equation(s) || value.value === undefined) return undefined;
  for (const e of force.equationsOf(name)) {
    const others = [...e.names].filter(x => x !== name).map(x => [x, memory.binding(x)] as const);
    if (others.length > 2 || others.some(([, b]) => !b)) continue;
    const own: Given = {
      from: step.id,
      span: toDocument(step.text, s.span.start, s.span.end),
      why: 'symbol',
      label: `${name} = ${valueLabel(value.readings[0]!)}`,
      left: [{ k: 'sym', name, span: value.span }],
      op: '=',
      right: value.readings,
    };
    const premises = [
      own,
      ...others.map(
        ([x, b]): Given => ({
          from: b!.from,
          span: b!.span,
          why: 'symbol',
          label: `${x} = ${valueLabel(b!.value)}`,
          left: [{ k: 'sym', name: x, span: value.span }],
          op: '=',
          right: b!.readings,
        }),
      ),
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
