// What changes along with a correction in the rest of its chain, worked out in place, before anything is read again.
import type { Claim } from '../claims/claim';
import { hasOperation, numbersIn } from '../math/expr';
import { printText } from '../math/print';
import { decimalPlaces } from '../math/rational';
import type { Edit } from '../model';
import { type Candidate, candidates, type Fault } from './candidates';
import { CARRIED, nameOf } from './evidence';
import { gap, valueIn, written } from './numbers';
import { edit, nodes, showNumber } from './site';

/**
 * The edits of a correction together with those of the links behind it: each side that no longer equals the one before gets
 * the likeliest single change after which it does. Undefined where a side has none. Only plain values can be followed.
 */
export function along(fault: Fault, c: Candidate): readonly Edit[] | undefined {
  const { claim } = fault;
  const chain = claim.chain;
  if (!chain || claim.kind !== 'arithmetic' || claim.op !== '=' || c.op !== '=') return c.edits;
  const edits = [...c.edits];
  let now = c.right;
  for (let k = chain.link + 1; k + 1 < chain.sides.length; k++) {
    const side = chain.sides[k + 1]!;
    const next = side.readings[0];
    const off = next && gap(now, next);
    // Decimals may be rounded, and letters need their values: that is for the reading to find out.
    if (!next || !off || numbersIn(next).some(n => n.places)) return edits;
    if (off.n === 0n) {
      now = next;
      continue;
    }
    const span = { start: chain.sides[k]!.span.start, end: side.span.end };
    const link: Claim = { ...claim, left: [now], right: [next], span, premises: [], chain: { sides: chain.sides, link: k } };
    // What the side before comes to in its parts is where the numbers of this one are from.
    const parts = new Set(
      nodes(now)
        .flatMap(e => valueIn(e) ?? [])
        .map(nameOf),
    );
    const [best] = candidates({ ...fault, claim: link, evidence: { ...CARRIED, earlier: parts } }, now, next, ['right']).filter(
      one => !one.blind && gap(one.left, one.right)?.n === 0n && one.edits.every(e => !edits.some(x => meet(e, x))),
    );
    if (!best) return undefined;
    edits.push(...best.edits);
    now = best.right;
  }
  return edits;
}

const meet = (a: Edit, b: Edit): boolean => (a.start < b.end && b.start < a.end) || (a.start === b.start && a.end === b.end);

/** `to`, moved on over the brackets that were opened since `from`. */
function closed(text: string, from: number, to: number): number {
  const said = text.slice(from, to);
  let open = [...said].filter(c => '({['.includes(c)).length - [...said].filter(c => ')}]'.includes(c)).length;
  let end = to;
  while (open > 0 && ')}] '.includes(text[end] ?? '.')) if (text[end++] !== ' ') open--;
  return end;
}

/** The last resort of a chain: what stands behind the left side gives way to the value of that side. */
export function shortened(fault: Fault): Candidate[] {
  const { claim, text, tex } = fault;
  const chain = claim.chain;
  const left = claim.left[0]!;
  if (!chain || claim.kind !== 'arithmetic' || claim.op !== '=') return [];
  const value = valueIn(left);
  // A number that says the same once more would be all that is left.
  if (!value || !hasOperation(left) || (value.d !== 1n && !tex && decimalPlaces(value) === undefined)) return [];
  const from = chain.sides[chain.link + 1]!.span.start;
  const brackets = /[({[\s]*$/.exec(text.slice(0, from))![0].trimStart();
  const to = closed(text, from - brackets.length, chain.sides.at(-1)!.span.end);
  const right = { k: 'num', v: value, span: { start: from, end: to } } as const;
  return [
    {
      edits: [edit(from - brackets.length, to, written(value, '', 'fraction', tex))],
      left,
      right,
      op: '=',
      slip: { name: 'calculation' },
      explanation: `${printText(left)} is ${showNumber(value)}, and what stands behind it does not lead there.`,
      weight: 0,
    },
  ];
}
