// The smallest edits after which a refuted claim holds. Every candidate is checked before it is offered.
import type { Claim } from '../claims/claim';
import { evaluate, isQ, type Value } from '../math/evaluate';
import { children, type Expr, hasOperation, isBin, key, mapChildren, variables } from '../math/expr';
import { identical } from '../math/identity';
import { numberText, printText, shown } from '../math/print';
import { decimalPlaces, div, equal, isInteger, isZero, mul, neg, type Q, q, roundTo, sub } from '../math/rational';
import type { Edit, Outcome, Repair, Slip, Span, Step } from '../model';
import { toDocument } from '../model';
import type { Verifier } from '../verifiers';

/** An edit in the step's text, with what it does to the claim. */
type Candidate = {
  readonly edits: readonly Edit[];
  readonly left: Expr;
  readonly right: Expr;
  readonly slip: Slip;
  readonly explanation: string;
};

const MAX_TRIES = 60;
const MAX_OFFERED = 3;
const GO = { isCancellationRequested: false };

/** Verified corrections of a refuted claim, the likeliest first; at most three. */
export function repairsOf(claim: Claim, outcome: Outcome, step: Step, verifier: Verifier): Repair[] {
  // Which of several numbers is wrong (quotient or rest, this unknown or that) the numbers do not tell.
  if (outcome.outcome !== 'fails' || claim.kind === 'remainder' || claim.kind === 'put-back' || !claim.left[0] || !claim.right[0])
    return [];
  const text = step.text.text;
  const result = resultRepair(claim, text);
  const found: Candidate[] = result ? [result] : [];
  if (!found.length) {
    let tries = 0;
    for (const c of edited(claim, text)) {
      if (++tries > MAX_TRIES || found.length >= MAX_OFFERED) break;
      if (!keepsBefore(claim, c) || !holds(verifier, claim, c)) continue;
      const whole = carriedOn(claim, c, text);
      if (whole) found.push(whole);
    }
  }
  return found.map(c => ({
    slip: c.slip,
    explanation: c.explanation,
    edits: c.edits.map(e => ({
      ...toDocument(step.text, e.start, e.end),
      newText: step.text.escape === 'json' ? JSON.stringify(e.newText).slice(1, -1) : e.newText,
    })),
    corrected_step: apply(text, c.edits),
    shown: {
      text: `${printText(c.left)} ${claim.op} ${printText(c.right)}`,
      tex: `${shown(c.left).tex} ${claim.op} ${shown(c.right).tex}`,
    },
  }));
}

/** `text` with edits applied; edits must not overlap. */
export function apply(text: string, edits: readonly Edit[]): string {
  return [...edits].sort((a, b) => b.start - a.start).reduce((t, e) => t.slice(0, e.start) + e.newText + t.slice(e.end), text);
}

function holds(verifier: Verifier, claim: Claim, c: Candidate): boolean {
  try {
    const o = verifier.check({ ...claim, left: [c.left], right: [c.right] }, GO);
    return o.outcome === 'holds' && o.arrow !== '⇒';
  } catch {
    return false;
  }
}

/** Where a plain number stands for the result: the value that the other side has. */
function resultRepair(claim: Claim, text: string): Candidate | undefined {
  if (claim.op !== '=' && claim.op !== '≈') return undefined;
  const value = wanted(claim);
  const right = claim.right[0]!;
  const slot = plainNumber(right);
  if (!value || !slot) return undefined;
  const tex = /\\/.test(text.slice(claim.span.start, claim.span.end));
  const edits: Edit[] = [];
  const write = (place: Slot, whole: Expr): void => {
    const target = hasPercent(whole) ? mul(value, q(100)) : value;
    const exact = place.places === undefined || decimalPlaces(target) !== undefined;
    const shownValue = exact ? target : roundTo(target, Math.max(place.places ?? 0, 2), 'half-up');
    // The minus sign in front of a number is a part of it where the sign changes.
    const signed = place.negative && shownValue.n < 0n;
    const newText = numberText(signed ? neg(shownValue) : shownValue, place.fraction ? 'fraction' : 'decimal', tex);
    edits.push({ start: place.negative && !signed ? whole.span.start : place.span.start, end: place.span.end, newText });
  };
  write(slot, right);
  const chain = claim.chain;
  if (chain && claim.kind !== 'equation') {
    for (let j = chain.link + 2; j < chain.sides.length; j++) {
      const e = chain.sides[j]!.readings[0];
      const next = e && plainNumber(e);
      if (!e || !next) return undefined;
      write(next, e);
    }
  }
  const fixed = { k: 'num' as const, v: value, span: right.span };
  const before = showNumber(slot.value);
  const label = claim.kind === 'equation' ? 'The solution' : hasOperation(claim.left[0]!) ? printText(claim.left[0]!) : 'The value';
  return {
    edits,
    left: claim.left[0]!,
    right: fixed,
    slip: slipOfNumber(
      slot.value,
      value,
      claim.kind === 'answer' || claim.kind === 'carried' ? 'referencing_previous_step_value' : 'calculation',
    ),
    explanation: `${label} is ${showNumber(value)}, not ${before}.`,
  };
}

/** The value that the right side of the claim must have. */
function wanted(claim: Claim): Q | undefined {
  if (claim.kind === 'carried') return undefined;
  if (claim.kind === 'equation') {
    const unknown = claim.left[0]!.k === 'sym' ? claim.left[0]!.name : undefined;
    return unknown ? rootOf(claim, unknown) : undefined;
  }
  const e = claim.left[0]!;
  const env = new Map<string, Value>();
  for (const p of claim.premises) {
    const name = p.left[0];
    if (name?.k !== 'sym' || !p.right[0]) continue;
    const v = valueIn(p.right[0]);
    if (v) env.set(name.name, v);
  }
  return valueIn(e, env);
}

function rootOf(claim: Claim, unknown: string): Q | undefined {
  const p = claim.premises[0];
  if (!p) return undefined;
  // A linear equation f(x) = 0 has its root where the line through two of its values meets zero.
  const f = (x: Q): Q | undefined => {
    const env = new Map([[unknown, x]]);
    const l = valueIn(p.left[0]!, env);
    const r = valueIn(p.right[0]!, env);
    return l && r && sub(l, r);
  };
  return linearRoot(f);
}

function linearRoot(f: (x: Q) => Q | undefined): Q | undefined {
  const [a, b, c] = [f(q(2)), f(q(3)), f(q(5))];
  if (!a || !b || !c) return undefined;
  const slope = sub(b, a);
  if (isZero(slope) || !equal(sub(c, b), mul(slope, q(2)))) return undefined;
  return sub(q(2), div(a, slope));
}

function valueIn(e: Expr, env?: ReadonlyMap<string, Value>): Q | undefined {
  try {
    const v = evaluate(e, env);
    return isQ(v) ? v : undefined;
  } catch {
    return undefined;
  }
}

/** Where a value is written as a number or a fraction of two numbers, with signs and units around it. */
type Slot = { readonly span: Span; readonly value: Q; readonly places?: number; readonly negative: boolean; readonly fraction: boolean };

function plainNumber(e: Expr): Slot | undefined {
  if (e.k === 'num') return { span: e.span, value: e.v, places: e.places, negative: false, fraction: false };
  if (e.k === 'div' && e.a.k === 'num' && e.b.k === 'num' && !isZero(e.b.v))
    return { span: e.span, value: div(e.a.v, e.b.v), negative: false, fraction: true };
  if (e.k === 'unit' || e.k === 'pct') return plainNumber(e.a);
  if (e.k === 'neg') {
    const inner = plainNumber(e.a);
    return inner && !inner.negative ? { ...inner, value: neg(inner.value), negative: true } : undefined;
  }
  return undefined;
}

const hasPercent = (e: Expr): boolean => e.k === 'pct' || children(e).some(hasPercent);

/** Edits of one number or one operator, nearest to the result first. */
function* edited(claim: Claim, text: string): Generator<Candidate> {
  const left = claim.left[0]!;
  const right = claim.right[0]!;
  for (const [side, at] of [
    ['right', right],
    ['left', left],
  ] as const) {
    if (side === 'left' && claim.kind !== 'equation' && claim.kind !== 'arithmetic') continue;
    // The side that was copied unchanged from the line before is not where the slip is.
    const source = claim.kind === 'equation' ? claim.premises[0]?.[side][0] : undefined;
    if (source && key(source) === key(at)) continue;
    const put = (e: Expr) => (side === 'right' ? { left, right: e } : { left: e, right });
    for (const node of nodes(at)) {
      if (isBin(node) && (node.k === 'add' || node.k === 'sub')) yield* operator(node, at, put, text);
    }
    for (const node of nodes(at)) {
      if (node.k === 'num' && node.span.end > node.span.start) yield* number(claim, node, at, put, text);
      if (node.k === 'neg') yield* sign(node, at, put, text);
    }
  }
}

function nodes(e: Expr): Expr[] {
  return [e, ...children(e).flatMap(nodes)];
}

function operator(
  node: Expr & { a: Expr; b: Expr },
  whole: Expr,
  put: (e: Expr) => { left: Expr; right: Expr },
  text: string,
): Candidate[] {
  const gap = text.slice(node.a.span.end, node.b.span.start);
  const found = /[+\-−–]/.exec(gap);
  if (!found) return [];
  const flipped = node.k === 'add' ? 'sub' : 'add';
  const start = node.a.span.end + found.index;
  return [
    {
      edits: [{ start, end: start + 1, newText: flipped === 'add' ? '+' : '-' }],
      ...put(swap(whole, node, { ...node, k: flipped } as Expr)),
      slip: { name: 'operator', detail: 'sign lost' },
      explanation: `The sign of ${printText(node.b)} should be ${flipped === 'add' ? 'plus' : 'minus'}.`,
    },
  ];
}

function sign(node: Expr & { k: 'neg' }, whole: Expr, put: (e: Expr) => { left: Expr; right: Expr }, text: string): Candidate[] {
  if (!/[-−–]/.test(text[node.span.start] ?? '')) return [];
  return [
    {
      edits: [{ start: node.span.start, end: node.span.start + 1, newText: '' }],
      ...put(swap(whole, node, node.a)),
      slip: { name: 'calculation', detail: 'sign lost' },
      explanation: `${printText(node.a)} should not be negative.`,
    },
  ];
}

/** Another number in the same place: the one value that could make the claim hold, found as for a linear equation. */
function number(
  claim: Claim,
  node: Expr & { k: 'num' },
  whole: Expr,
  put: (e: Expr) => { left: Expr; right: Expr },
  text: string,
): Candidate[] {
  const points = [new Map<string, Value>(), new Map<string, Value>()];
  const names = [...new Set([...variables(claim.left[0]!), ...variables(claim.right[0]!)])];
  let env: Map<string, Value> = points[0]!;
  if (claim.kind === 'equation') {
    const root = rootOf(claim, names[0] ?? '');
    if (!root) return [];
    env = new Map([[names[0]!, root]]);
  } else {
    names.forEach((name, i) => {
      const p = claim.premises.find(x => x.left[0]?.k === 'sym' && x.left[0].name === name)?.right[0];
      env.set(name, (p && valueIn(p)) ?? q([2, 3, 5, 7, 11][i % 5]!));
    });
  }
  const f = (t: Q): Q | undefined => {
    const { left, right } = put(swap(whole, node, { ...node, v: t }));
    const l = valueIn(left, env);
    const r = valueIn(right, env);
    return l && r && sub(l, r);
  };
  const t = linearRoot(f);
  if (
    !t ||
    equal(t, node.v) ||
    (isInteger(node.v) && !isInteger(t)) ||
    t.n < 0n !== node.v.n < 0n ||
    (node.places !== undefined && decimalPlaces(t) === undefined)
  )
    return [];
  const newText = numberText(t, node.places !== undefined ? 'decimal' : 'fraction', /\\/.test(text));
  return [
    {
      edits: [{ start: node.span.start, end: node.span.end, newText }],
      ...put(swap(whole, node, { ...node, v: t })),
      slip: slipOfNumber(node.v, t, 'calculation'),
      explanation: `${showNumber(node.v)} should be ${newText.includes('\\') ? showNumber(t) : newText}.`,
    },
  ];
}

const showNumber = (v: Q): string => printText({ k: 'num', v, span: { start: 0, end: 0 } });

const swap = (e: Expr, from: Expr, to: Expr): Expr => (e === from ? to : mapChildren(e, child => swap(child, from, to)));

/** The link before must stay true under an edit of the left side. */
function keepsBefore(claim: Claim, c: Candidate): boolean {
  const chain = claim.chain;
  if (!chain || claim.kind === 'equation' || chain.link === 0) return true;
  const before = chain.sides[chain.link - 1]!.readings[0];
  return !before || agree(before, c.left);
}

/** The candidate with the rest of its chain mended after it, one edit a side; undefined where that takes more. */
function carriedOn(claim: Claim, c: Candidate, text: string): Candidate | undefined {
  const chain = claim.chain;
  if (!chain || claim.kind === 'equation') return c;
  const edits = [...c.edits];
  let last = c.right;
  for (let j = chain.link + 2; j < chain.sides.length; j++) {
    const next = chain.sides[j]!.readings[0];
    if (!next) return undefined;
    if (agree(last, next)) {
      last = next;
      continue;
    }
    const mended = mend(claim, last, next, text);
    if (!mended) return undefined;
    edits.push(...mended.edits);
    last = mended.right;
  }
  return { ...c, edits };
}

function mend(claim: Claim, left: Expr, right: Expr, text: string): Candidate | undefined {
  let tries = 0;
  for (const c of edited({ ...claim, kind: 'rewrite', left: [left], right: [right] }, text)) {
    if (agree(left, c.right)) return c;
    if (++tries > MAX_TRIES / 2) break;
  }
  return undefined;
}

/** Whether two sides are equal as far as can be told. */
function agree(a: Expr, b: Expr): boolean {
  return identical(a, b).same === 'yes';
}

/** What kind of slip turns `right` into `wrong`. */
function slipOfNumber(wrong: Q, right: Q, name: Slip['name']): Slip {
  if (equal(wrong, neg(right))) return { name, detail: 'sign lost' };
  if (isInteger(wrong) && isInteger(right)) {
    const a = wrong.n.toString().replace('-', '');
    const b = right.n.toString().replace('-', '');
    if (a !== b && [...a].sort().join('') === [...b].sort().join('')) return { name, detail: 'digits swapped' };
    const gap = sub(wrong, right);
    if (isInteger(gap) && (gap.n === 1n || gap.n === -1n)) return { name, detail: 'off by one' };
    if (a === `${b}0` || `${a}0` === b) return { name, detail: 'a zero too many or too few' };
  }
  if (!isZero(wrong) && !isZero(right) && equal(mul(wrong, right), q(1))) return { name, detail: 'fraction inverted' };
  return { name };
}
