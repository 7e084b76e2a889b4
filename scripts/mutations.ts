// Injects one labelled slip into a right step, of the kinds that RISE and LEMMA inject: value, operator, sign, symbol,
// dropped term, swapped terms, copied value, unit. Each is made where a decided claim stands, and only if it makes it false.
import type { Claim } from '../server/core/claims/claim';
import { compareValues, type Env, evaluate, isQ } from '../server/core/math/evaluate';
import { children, type Expr, mapChildren, variables } from '../server/core/math/expr';
import { equal, fromDecimal, isInteger, q, show } from '../server/core/math/rational';
import { factorOf } from '../server/core/math/units';
import type { Edit, SlipName } from '../server/core/model';

export const kinds = ['value', 'operator', 'sign', 'symbol', 'dropped', 'swapped', 'copied', 'unit'] as const;
export type Kind = (typeof kinds)[number];

export type Mutation = {
  readonly kind: Kind;
  /** In the step's text, 0-based offsets. */
  readonly edit: Edit;
  readonly before: string;
};

/** Slip names (semantics 13) that say what was injected. A changed number in a copied place may be named as either. */
export const namedAs: Readonly<Record<Kind, { readonly names: readonly SlipName[]; readonly detail?: RegExp }>> = {
  value: { names: ['calculation', 'counting'] },
  operator: { names: ['operator'] },
  sign: { names: ['calculation', 'operator'], detail: /sign|±/ },
  symbol: { names: ['referencing_context_value', 'referencing_previous_step_value'], detail: /symbol|letter/ },
  dropped: { names: ['missing_step', 'calculation'], detail: /dropped|missing|left out|term/ },
  swapped: { names: ['operator', 'calculation', 'confusing_formula'], detail: /swapped|order|inverted|sign/ },
  copied: { names: ['referencing_context_value', 'referencing_previous_step_value'] },
  unit: { names: ['unit_conversion'] },
};

/** A stream of numbers from 0 to 1 that is the same for the same seed (Mulberry32). */
export function random(seed: number): () => number {
  let s = seed >>> 0;
  return () => {
    s = (s + 0x6d2b79f5) >>> 0;
    let t = Math.imul(s ^ (s >>> 15), 1 | s);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

/** Every slip of a kind that can be made in a claim and makes it false. `text` is the step's; `known` are numbers said before. */
export function mutationsOf(claim: Claim, text: string, kind: Kind, known: ReadonlySet<string>, rand: () => number): Mutation[] {
  const left = claim.left[0]!;
  const right = claim.right[0]!;
  const out: Mutation[] = [];
  for (const [at, put] of [
    [right, (e: Expr) => ({ left, right: e })],
    [left, (e: Expr) => ({ left: e, right })],
  ] as const) {
    for (const node of nodes(at)) {
      for (const { edit, to } of editsOf(node, kind, text, known, claim, at === right, rand)) {
        const put_ = put(swap(at, node, to));
        if (breaks(claim, put_.left, put_.right)) out.push({ kind, edit, before: text.slice(edit.start, edit.end) });
      }
    }
  }
  return out;
}

const isNumber = (e: Expr): boolean => e.k === 'num' || ((e.k === 'unit' || e.k === 'neg') && isNumber(e.a));
const nodes = (e: Expr): Expr[] => [e, ...children(e).flatMap(nodes)];
const swap = (e: Expr, from: Expr, to: Expr): Expr => (e === from ? to : mapChildren(e, child => swap(child, from, to)));

function* editsOf(
  node: Expr,
  kind: Kind,
  text: string,
  known: ReadonlySet<string>,
  claim: Claim,
  isRight: boolean,
  rand: () => number,
): Generator<{ edit: Edit; to: Expr }> {
  const written = text.slice(node.span.start, node.span.end);
  if ((kind === 'value' || kind === 'copied') && node.k === 'num') {
    // A result is worked out; a number that was said before is copied.
    const result = isRight && nodes(claim.right[0]!).filter(e => e.k === 'num').length === 1;
    if (kind === 'value' ? !result : result || !known.has(show(node.v))) return;
    if (!/^\d[\d,]*(\.\d+)?$/.test(written)) return;
    const changed = otherNumber(written, rand);
    yield { edit: { ...node.span, newText: changed }, to: { ...node, v: fromDecimal(changed.replace(/,/g, '')) } };
  } else if (kind === 'operator' && (node.k === 'add' || node.k === 'sub' || node.k === 'mul' || node.k === 'div') && !node.implicit) {
    const gap = text.slice(node.a.span.end, node.b.span.start);
    const sign = /[+*/×÷·]|(?<!\\)-|−|\\times|\\cdot|\\div/.exec(gap);
    if (!sign) return;
    const start = node.a.span.end + sign.index;
    const [newText, k] = { add: ['-', 'sub'], sub: ['+', 'add'], mul: ['+', 'add'], div: ['*', 'mul'] }[node.k] as [string, 'add'];
    yield {
      edit: { start, end: start + sign[0].length, newText: newText === '*' && sign[0].startsWith('\\') ? '\\cdot' : newText },
      to: { ...node, k },
    };
  } else if (kind === 'sign' && node.k === 'neg' && written.startsWith('-')) {
    yield { edit: { start: node.span.start, end: node.span.start + 1, newText: '' }, to: node.a };
  } else if (kind === 'symbol' && node.k === 'sym' && /^[A-Za-z]$/.test(node.name) && written === node.name) {
    for (const other of [...variables(claim.left[0]!), ...variables(claim.right[0]!)])
      if (other !== node.name && /^[A-Za-z]$/.test(other)) yield { edit: { ...node.span, newText: other }, to: { ...node, name: other } };
  } else if (
    kind === 'dropped' &&
    (node.k === 'add' || node.k === 'sub') &&
    !(isNumber(node.a) && (node === claim.left[0] || node === claim.right[0]))
  ) {
    // What is left must still be worked out: "29 = 145 students" is no sum with a term too few.
    yield { edit: { start: node.a.span.end, end: node.b.span.end, newText: '' }, to: node.a };
  } else if (kind === 'swapped' && (node.k === 'sub' || (node.k === 'div' && !/^\\d?frac/.test(written)))) {
    const [a, b] = [text.slice(node.a.span.start, node.a.span.end), text.slice(node.b.span.start, node.b.span.end)];
    if (node.a.k !== 'num' || node.b.k !== 'num') return;
    const between = text.slice(node.a.span.end, node.b.span.start);
    yield {
      edit: { start: node.a.span.start, end: node.b.span.end, newText: `${b}${between}${a}` },
      to: { ...node, a: node.b, b: node.a },
    };
  } else if (kind === 'unit' && node.k === 'unit') {
    const at = text.indexOf(node.unit, node.a.span.end);
    if (at < 0 || at > node.span.end || factorOf(node.unit) === undefined) return;
    const other = {
      minutes: 'hours',
      hours: 'minutes',
      feet: 'inches',
      inches: 'feet',
      days: 'weeks',
      weeks: 'days',
      cents: 'dollars',
      dollars: 'cents',
    }[node.unit];
    if (other) yield { edit: { start: at, end: at + node.unit.length, newText: other }, to: { ...node, unit: other } };
  }
}

/** Another number of the same look: one digit changed, two swapped, or a unit added to the last place. */
function otherNumber(written: string, rand: () => number): string {
  const places = [...written].map((c, i) => (/\d/.test(c) ? i : -1)).filter(i => i >= 0);
  const pick = places[Math.floor(rand() * places.length)]!;
  const digits = [...written];
  if (rand() < 0.3 && places.length > 1) {
    const i = Math.floor(rand() * (places.length - 1));
    const [a, b] = [places[i]!, places[i + 1]!];
    [digits[a], digits[b]] = [digits[b]!, digits[a]!];
    if (digits[0] !== '0' && digits.join('') !== written) return digits.join('');
  }
  const changed = [...written];
  const first = pick === places[0];
  const old = Number(written[pick]);
  let digit = (old + 1 + Math.floor(rand() * 8)) % 10;
  if (first && digit === 0) digit = old === 9 ? 8 : old + 1;
  changed[pick] = String(digit);
  return changed.join('');
}

/** Whether the changed claim is false: at its premises' values, or at a point where the right one holds. */
function breaks(claim: Claim, left: Expr, right: Expr): boolean {
  const names = [...new Set([...variables(left), ...variables(right), ...variables(claim.left[0]!), ...variables(claim.right[0]!)])];
  const put = new Map(claim.premises.flatMap(p => (p.left[0]?.k === 'sym' && p.right[0] ? [[p.left[0].name, p.right[0]] as const] : [])));
  for (let i = 0; i < 5; i++) {
    const env = new Map();
    try {
      names.forEach((name, j) => {
        const given = put.get(name);
        env.set(name, given ? evaluate(given) : q([7, 3, 11, 5, 13, 17][(i + 2 * j) % 6]!, [1, 2, 1, 3, 1][(i + j) % 5]!));
      });
      const was = differs(claim.left[0]!, claim.right[0]!, env);
      const is = differs(left, right, env);
      if (claim.kind === 'equation' || claim.kind === 'carried') return was !== is || is === true;
      if (was === false && is === true) return true;
      if (was === false && is === false && !names.length) return false;
    } catch {}
  }
  return false;
}

function differs(left: Expr, right: Expr, env: Env): boolean | undefined {
  const mode = { unit: (unit: string) => (needsUnits(left) || needsUnits(right) ? factorOf(unit) : undefined) };
  const [a, b] = [evaluate(left, env, mode), evaluate(right, env, mode)];
  const c = compareValues(a, b);
  if (c === 'unknown') return undefined;
  if (c === 'same') return false;
  // A rounded result holds although it differs: it must move by more than its last digit.
  if (isQ(a) && isQ(b) && right.k === 'num' && right.places && !equal(a, b) && !isInteger(a)) {
    const gap = Math.abs(Number(a.n) / Number(a.d) - Number(b.n) / Number(b.d));
    return gap > 1.01 / 10 ** right.places;
  }
  return true;
}

const needsUnits = (e: Expr): boolean => nodes(e).some(x => x.k === 'unit' && factorOf(x.unit) !== undefined && x.unit !== '$');
