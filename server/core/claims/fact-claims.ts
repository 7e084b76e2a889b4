// Facts about numbers in words → claims.
import { key } from '../math/expr';
import type { Step } from '../model';
import type { Claim, Scope } from './claim';
import type { Reading } from './statements';

/** What is counted, or listed in full. */
const COUNTED = new Set(['primesin', 'squaresin', 'cubesin', 'multiplesin', 'integersin', 'divisorcount']);

/** The claim that a fact about numbers makes. */
export function factClaim(step: Step, reading: Reading, f: Reading['facts'][number], scope: Scope): Claim {
  return {
    kind: f.clock ? 'clock' : f.phrase ? 'calendar' : f.left.some(e => e.k === 'call' && COUNTED.has(e.fn)) ? 'counting' : 'fact',
    content: f.phrase && `${f.phrase}=${f.right.map(key).join()}`,
    step: step.id,
    span: f.span,
    left: f.left,
    op: f.op,
    right: f.right,
    premises: [],
    scope,
    confirmOnly: f.cut
      ? 'an operand may lie outside of what was read'
      : // "16 is divisible by 7 (16 = 7·2 + 2)" means that it is divided.
        (f.op === '∈' || f.op === '∉') && reading.statements.some(s => s.span.start >= f.span.end && s.span.start - f.span.end < 4)
        ? 'what stands behind it tells what is meant'
        : f.doubt,
  };
}
