// Results that no plain number is: a root for the sine of 60°, infinity for a limit; and a quotient with its remainder.
import { type Expr, hasOperation, num, variables } from '../math/expr';
import { printTex, printText } from '../math/print';
import { floor, isInteger, mul, type Q, q, sub } from '../math/rational';
import { realIn, valueIn } from './numbers';
import { bare, type Candidate, edit, type Fault, type Site } from './site';

const CLOSE = 1e-12;
/** Denominators and radicands beyond these are nobody's result. */
const MOST_UNDER = 144;
const MOST_INSIDE = 400;

/** The exact form of what the left side comes to, where no plain number has that value. */
export function exactResults(at: Site): Candidate[] {
  const { claim, outcome, text } = at.fault;
  if (at.side !== 'right' || claim.kind !== 'arithmetic' || claim.op !== '=' || outcome.outcome !== 'fails') return [];
  const { left } = at.put(at.whole);
  const infinite = /^-?∞$/.test(outcome.witness.left.text) && left.k === 'bind';
  const exact: Expr | undefined = infinite
    ? infinity(outcome.witness.left.text.startsWith('-'), at.whole)
    : variables(at.whole).size || variables(left).size || at.nodes.length > 9
      ? undefined
      : radical(left, at.whole);
  if (!exact) return [];
  const span = bare(text, at.whole.span);
  const said = printText(exact);
  return [
    {
      edits: [edit(span.start, span.end, at.tex ? printTex(exact) : said)],
      ...at.put(exact),
      op: claim.op,
      slip: { name: 'calculation' },
      explanation: `${hasOperation(left) && printText(left).length <= 60 ? printText(left) : 'The value'} is ${said}, not ${printText(at.whole)}.`,
      weight: infinite ? 4.5 : 3,
      result: true,
      blind: infinite,
    },
  ];
}

function infinity(negative: boolean, { span }: Expr): Expr {
  const e: Expr = { k: 'const', name: 'inf', span };
  return negative ? { k: 'neg', a: e, span } : e;
}

/** a√b/c for a value that is irrational and has a simple square; undefined where it is rational or has none. */
function radical(left: Expr, { span }: Expr): Expr | undefined {
  if (valueIn(left)) return undefined;
  const value = realIn(left);
  if (value === undefined || !Number.isFinite(value) || value === 0) return undefined;
  const square = value * value;
  for (let under = 1; under <= MOST_UNDER; under++) {
    const inside = Math.round(square * under);
    if (inside === 0 || inside > MOST_INSIDE || Math.abs(square * under - inside) > CLOSE * under * Math.max(1, square)) continue;
    // √(p/q) = √(pq)/q, with what is a square taken out.
    let [out, rest] = [1, inside * under];
    for (let k = Math.floor(Math.sqrt(rest)); k > 1; k--)
      if (rest % (k * k) === 0) {
        [out, rest] = [k, rest / (k * k)];
        break;
      }
    if (rest === 1) return undefined;
    const factor = q(out, under);
    const root: Expr = { k: 'call', fn: 'root', args: [num(q(rest), span), num(q(2), span)], span };
    const top: Expr = factor.n === 1n ? root : { k: 'mul', a: num(q(factor.n), span), b: root, implicit: true, span };
    const size: Expr = factor.d === 1n ? top : { k: 'div', a: top, b: num(q(factor.d), span), span };
    return value < 0 ? { k: 'neg', a: size, span } : size;
  }
  return undefined;
}

/** A division with remainder, both numbers put right: 355 ÷ 6 = 59 remainder 1. */
export function withRemainder(fault: Fault): Candidate[] {
  const { claim, text } = fault;
  const division = claim.left[0]!;
  const [quotient, rest] = [claim.right[0]!, claim.premises[0]?.right[0]];
  if (claim.kind !== 'remainder' || division.k !== 'div' || !rest) return [];
  const [a, b] = [valueIn(division.a), valueIn(division.b)];
  if (!a || !b || !isInteger(a) || !isInteger(b) || b.n <= 0n) return [];
  const whole: Q = q(floor(q(a.n, b.n)));
  const left = sub(a, mul(b, whole));
  const edits = [
    { of: quotient, is: whole },
    { of: rest, is: left },
  ].flatMap(({ of, is }) => {
    const span = bare(text, of.span);
    const newText = is.n.toString();
    return text.slice(span.start, span.end) === newText ? [] : [edit(span.start, span.end, newText)];
  });
  const explanation = `${a.n} divided by ${b.n} is ${whole.n} with remainder ${left.n}.`;
  return [
    {
      edits,
      left: division,
      right: num(whole, quotient.span),
      op: claim.op,
      slip: { name: 'calculation' },
      explanation,
      weight: 3,
      blind: true,
      result: true,
    },
  ];
}
