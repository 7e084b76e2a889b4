// Another operation, or another order, at one place of a claim. One that fits to the digit is hardly an accident, so it ranks above a
// result that is merely wrong.
import { type Expr, isBin, key } from '../math/expr';
import { printText } from '../math/print';
import { hasSource } from './evidence';
import { type Candidate, edit, isPlain, isSmall, isSum, make, type Site, worksOut } from './site';
import { slip } from './slips';

const EXPONENTS = 'The exponents should be multiplied, not added.';

const SIGNS: Record<string, string> = { add: '+', sub: '-' };

/** Another operation at the same place: the sign of a term, or one operation for another. */
export function operations(at: Site, node: Expr & { k: 'add' | 'sub' | 'mul' | 'div' | 'pow'; a: Expr; b: Expr }): Candidate[] {
  const { text, claim, evidence } = at.fault;
  const gapText = text.slice(node.a.span.end, node.b.span.start);
  const closed = isPlain(claim);
  // Where another operation was meant, what goes in is right, and has a source.
  const odd = closed && at.side === 'left' && [node.a, node.b].some(e => e.k === 'num' && !isSmall(e.v) && !hasSource(evidence, e.v));
  // Where functions have to be worked out, their values are as easily wrong.
  const strange = (odd ? 1 : 0) + (closed && [node.a, node.b].some(e => e.k === 'call' && worksOut(e)) ? 1.5 : 0);
  const out: Candidate[] = [];
  if (node.k === 'add' || node.k === 'sub') {
    const found = /[+\-−–]/.exec(gapText);
    if (!found) return out;
    const start = node.a.span.end + found.index;
    const flipped = node.k === 'add' ? 'sub' : 'add';
    const moved = !closed && movedOver(at, node.b, node.k === 'sub');
    const of = closed ? slip('operator') : moved ? slip('moved') : slip('sign', 'operator');
    const why = closed
      ? `${printText(node.b)} should be ${flipped === 'add' ? 'added' : 'taken away'}.`
      : moved
        ? `${printText(node.b)} changes its sign when it goes to the other side.`
        : `The sign of ${printText(node.b)} should be ${flipped === 'add' ? 'plus' : 'minus'}.`;
    const first = make(
      at,
      node,
      { ...node, k: flipped },
      [edit(start, start + 1, SIGNS[flipped]!)],
      of,
      why,
      closed ? 4.2 - strange : moved ? 3.6 : 2.9,
    );
    out.push(first);
    const exponent = at.nodes.some(e => e.k === 'pow' && e.b === node);
    const times = edit(start, start + 1, at.tex ? '\\cdot' : '*');
    if (closed)
      out.push(
        make(
          at,
          node,
          { ...node, k: 'mul' },
          [times],
          slip(exponent ? 'exponents' : 'operator'),
          exponent ? EXPONENTS : `${printText(node.a)} and ${printText(node.b)} should be multiplied.`,
          // Among several terms one that should be a factor is rare.
          (isSum(node.a) ? 2.8 : 4) - strange,
          isSum(node.a),
        ),
      );
    if (exponent && !closed) out.push(make(at, node, { ...node, k: 'mul' }, [times], slip('exponents'), EXPONENTS, 2.9));
    return out;
  }
  const mark = /\\times|\\cdot|\\div|[*×·⋅/÷x]/.exec(gapText);
  if (!mark || (node.k !== 'mul' && node.k !== 'div')) return out;
  const start = node.a.span.end + mark.index;
  const other = (to: 'add' | 'sub' | 'mul' | 'div', sign: string, why: string, weight: number) =>
    make(
      at,
      node,
      { ...node, k: to, implicit: false },
      [edit(start, start + mark[0].length, sign)],
      slip('operator'),
      why,
      weight,
      to === 'add' || to === 'sub',
    );
  const [a, b] = [printText(node.a), printText(node.b)];
  if (node.k === 'mul') out.push(other('div', at.tex ? '\\div' : '/', `${a} should be divided by ${b}.`, closed ? 4.1 - strange : 3));
  else out.push(other('mul', at.tex ? '\\times' : '*', `${a} should be multiplied by ${b}.`, closed ? 4.1 - strange : 3));
  if (closed) {
    out.push(other('add', '+', `${a} and ${b} should be added.`, 4 - strange));
    out.push(other('sub', '-', `${b} should be taken away from ${a}.`, 3.6 - strange));
  }
  const exponent = at.nodes.some(e => e.k === 'pow' && e.b === node);
  if (exponent) out.push(other('add', '+', 'The exponents should be added, not multiplied.', 2.6));
  return out;
}

/** Whether a term stands on the other side of the line before with the same sign: it was moved as it is. */
function movedOver(at: Site, term: Expr, minus: boolean): boolean {
  const before = at.fault.claim.kind === 'equation' ? at.fault.claim.premises[0] : undefined;
  const stood = (e: Expr | undefined): boolean =>
    e !== undefined && isSum(e) && signedTerms(e).some(t => t.minus === minus && t.key === key(term));
  return before !== undefined && stood(before[at.side === 'left' ? 'right' : 'left'][0]) && !stood(before[at.side][0]);
}

/** The terms of a sum with the signs in front of them. */
const signedTerms = (e: Expr, minus = false): { readonly key: string; readonly minus: boolean }[] =>
  e.k === 'add' || e.k === 'sub'
    ? [...signedTerms(e.a, minus), ...signedTerms(e.b, minus !== (e.k === 'sub'))]
    : e.k === 'neg'
      ? signedTerms(e.a, !minus)
      : [{ key: key(e), minus }];

/** Words of quantities that may be negative. */
const SIGNED = /degree|°|temperature|below|debt|owe|loss|elevation|negative|change/i;

/** Degrees of an angle are never negative. */
const ANGLES = /angle|gons?\b/i;

/** a − b for b − a, a/b for b/a. */
export function orders(at: Site, node: Expr & { k: string; a: Expr; b: Expr }): Candidate[] {
  if (node.k !== 'sub' && node.k !== 'div' && node.k !== 'pow') return [];
  const { text, claim, evidence } = at.fault;
  const [a, b] = [node.a, node.b];
  if (a.span.end > b.span.start || key(a) === key(b)) return [];
  // A raised ² is no number that could change places with another.
  if (node.k === 'pow' && !/[\^*]/.test(text.slice(a.span.end, b.span.start))) return [];
  const edits = [
    edit(a.span.start, a.span.end, text.slice(b.span.start, b.span.end)),
    edit(b.span.start, b.span.end, text.slice(a.span.start, a.span.end)),
  ];
  const of = node.k === 'div' ? slip('inverted') : slip('swapped');
  const why =
    node.k === 'div'
      ? `The fraction ${printText(a)}/${printText(b)} is upside down.`
      : `${printText(a)} and ${printText(b)} should change places.`;
  // That the other order fits to the digit is no accident. A difference below nothing is none, where things are counted.
  const counted = node.k === 'sub' && !evidence.signed && (!SIGNED.test(text) || ANGLES.test(text));
  const weight = !isPlain(claim) ? 2.5 : node.k === 'div' || counted ? 4 : 2.5;
  return [make(at, node, { ...node, a: b, b: a } as Expr, edits, of, why, weight, isBin(a) || isBin(b))];
}
