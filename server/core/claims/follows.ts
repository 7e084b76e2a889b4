// Relations that only repeat what was said, or follow from it: "Since x + y = 1, …", "so y = 1 − x". They are confirmed where they
// do, and nothing is said where they do not: what is new may be given, chosen or of another case.
import { consequence } from '../math/consequence';
import { residue, sufficient } from '../math/reduce';
import type { Op, Step } from '../model';
import type { Claim, Scope } from './claim';
import type { Facts } from './facts';
import type { Force, Said } from './force';
import type { Side } from './sides';
import type { Reading } from './statements';
import { DEFINING } from './words';

const MAX_LETTERS = 6;
const MAX_PREMISES = 6;
const ORDERS: Readonly<Record<string, Op>> = { '<': '>', '>': '<', '≤': '≥', '≥': '≤', '=': '=', '≠': '≠' };

/** The claim that a link of a statement follows from relations that were said before; none where it does not. */
export function followsClaim(
  step: Step,
  reading: Reading,
  index: number,
  link: number,
  scope: Scope,
  facts: Facts,
  force: Force,
): Claim | undefined {
  const s = reading.statements[index]!;
  const [left, right] = [s.sides[link]!, s.sides[link + 1]!];
  const op = s.relations[link]!.op;
  if (!(op in ORDERS) || !left.readings.length || !right.readings.length || left.cut || right.cut || s.doubt) return undefined;
  const names = namesOf(left, right);
  if (!names.length || names.length > MAX_LETTERS || s.before.some(w => DEFINING.has(w))) return undefined;
  const said = force.said(names, step, s);
  if (!said.length) return undefined;
  const found =
    said.find(r => repeats(r, left, op, right)) ??
    said.find(r => consequence(oneOf(r), { left: left.readings[0]!, op, right: right.readings[0]! })) ??
    (op === '=' && !facts.vectors && !names.some(name => facts.rebound.has(name)) ? eliminated(said, left, right) : undefined);
  if (!found) return undefined;
  const premises = (Array.isArray(found) ? found : [found]).map(r => r.given);
  return {
    kind: 'follows',
    step: step.id,
    span: { start: left.span.start, end: right.span.end },
    left: left.readings,
    op,
    right: right.readings,
    premises,
    scope,
    confirmOnly: 'it may be new here',
    chain: { sides: s.sides, link },
  };
}

function namesOf(left: Side, right: Side): string[] {
  return [...new Set([...left.variables, ...right.variables])];
}

/** Whether a relation was said before as it is, or turned round. */
function repeats(r: Said, left: Side, op: Op, right: Side): boolean {
  return (
    (r.op === op && r.left.key === left.key && r.right.key === right.key) ||
    (ORDERS[r.op] === op && r.left.key === right.key && r.right.key === left.key)
  );
}

const oneOf = (r: Said) => ({ left: r.left.readings[0]!, op: r.op, right: r.right.readings[0]! });

/** Relations that give another by elimination, few of them. */
function eliminated(said: readonly Said[], left: Side, right: Side): readonly Said[] | undefined {
  const list = said.filter(r => r.op === '=').slice(0, MAX_PREMISES);
  if (list.length < 2) return undefined;
  const claim = { left: left.readings[0]!, right: right.readings[0]! };
  const given = list.map(r => ({ left: r.left.readings[0]!, right: r.right.readings[0]! }));
  const rest = residue(given, claim, 1);
  if (!rest || rest.n !== 0n) return undefined;
  return sufficient(given, claim).map(i => list[i]!);
}
