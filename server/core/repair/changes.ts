// One change at one place of a claim: a number, a sign, a letter, a term, a factor, an exponent.
import { type Expr, isBin, key, numbersIn, some, swap, variables, walk } from '../math/expr';
import { unitsIn } from '../math/measure';
import { printText } from '../math/print';
import { decimalPlaces, equal, isInteger, isZero, mul, neg, type Q, q, roundTo, show } from '../math/rational';
import { alternatives } from '../math/units';
import type { Slip } from '../model';
import { hasSource, isKnown, nameOf } from './evidence';
import { fitting, gap, slotOf, valueIn, written } from './numbers';
import { operations, orders } from './operations';
import { bare, type Candidate, edit, type Fault, isPlain, isSmall, isSum, make, nodes, type Site, showNumber, worksOut } from './site';
import { alike, DETAILS, slip, slipOfNumber } from './slips';

/** All changes at one node. */
export function editsAt(at: Site, node: Expr): Candidate[] {
  if (node.span.end <= node.span.start || isUnwritten(at, node)) return [];
  const out: Candidate[] = [];
  if (node.k === 'num') out.push(...numbers(at, node));
  if (node.k === 'neg') out.push(...signGone(at, node), ...negatives(at, node));
  if (isBin(node)) out.push(...operations(at, node), ...orders(at, node), ...terms(at, node));
  if (node.k === 'sym' || node.k === 'atom') out.push(...symbols(at, node));
  if (node.k === 'unit') out.push(...unitWords(at, node));
  if (node === leading(at.whole)) out.push(...signLost(at, node));
  if (at.fault.claim.kind === 'equation' && node.k === 'num') out.push(...unknownLost(at, node));
  if (at.fault.claim.kind === 'rewrite') out.push(...factors(at, node));
  if (at.fault.claim.kind === 'rewrite' && node.k === 'pow' && node.b.k === 'num') out.push(...powers(at, node));
  return out;
}

/** The 2 of a square root stands for its sign. */
const isUnwritten = (at: Site, node: Expr): boolean =>
  node.k === 'num' && /^(?:\\[a-z]*sqrt|√)/.test(at.fault.text.slice(node.span.start, node.span.end));

/** Another number in the same place: the value that could make the claim hold. */
export function numbers(at: Site, node: Expr & { k: 'num' }): Candidate[] {
  const { text, evidence, claim } = at.fault;
  const own = bare(text, node.span);
  const old = text.slice(own.start, own.end);
  const exponent = at.raised.has(node);
  const out: Candidate[] = [];
  if (slotOf(at.whole)?.span === node.span && claim.kind !== 'rewrite') return out;
  for (const t of fitting(v => at.put(swap(at.whole, node, { ...node, v })), at.points)) {
    const whole = isInteger(node.v);
    if (equal(t, node.v) || (whole && !isInteger(t)) || t.n < 0n !== node.v.n < 0n || isZero(t)) continue;
    if (whole && !isKnown(evidence, t) && t.n.toString().length > node.v.n.toString().length + 2) continue;
    if (node.places !== undefined && (decimalPlaces(t) ?? 99) > Math.max(node.places, 2)) continue;
    const result = slotOf(at.whole)?.whole === node;
    const spread = at.side === 'right' && factorsOf(claim.left[0]!).some(f => equal(mul(node.v, f), t));
    const of = exponent
      ? slip('exponent')
      : spread && claim.kind === 'rewrite'
        ? slip('distributed')
        : slipOfNumber(
            node.v,
            t,
            claim,
            result ? 'result' : at.side === 'left' || claim.kind === 'plug-in' ? 'given' : 'carried',
            evidence,
          );
    const power = [2, 3].find(n => n > 1 && equal(t, raised(node.v, n)));
    if (power && whole && claim.kind === 'arithmetic' && at.nodes.some(e => e.k === 'pow')) {
      const square: Expr = { k: 'pow', a: node, b: { k: 'num', v: q(power), span: node.span }, span: node.span };
      out.push(
        make(
          at,
          node,
          square,
          [edit(node.span.end, node.span.end, `^${power}`)],
          slip('exponent'),
          `${old} should be ${old}^${power}.`,
          1.8,
        ),
      );
      continue;
    }
    let weight = result ? 2.4 : !exponent && isPlain(claim) ? 0.8 : 2;
    if (of.detail && of.detail !== DETAILS.copied && !exponent) weight += 0.3;
    // A product that comes out even has few factors that fit.
    if (isPlain(claim) && whole && !exponent && !isSum(at.whole)) weight += 0.6;
    const [before, after] = [hasSource(evidence, node.v), isKnown(evidence, t)];
    // One that stands in the claim already fits more easily by accident.
    const twice = numbersIn(at.whole).some(n => equal(n.v, t));
    // Coefficients of what was worked out are copied from nowhere.
    if (claim.kind !== 'rewrite' || at.side !== 'right') {
      if (after && !before) weight += isSmall(t) ? 2 : twice ? 2.4 : 3;
      else if (after && !isSmall(t)) weight += 0.5;
      else if (!after && !before && !evidence.carrying && hasSource(evidence, t)) weight += 1.2;
      else if (!after && before && !isSmall(node.v)) weight -= 1.5;
    }
    if (alike(node.v, t)) weight += 0.3;
    // What was worked out or given for this step, and went in nowhere, is what should have gone in.
    const idle = isPlain(claim) && !equal(t, q(1)) ? evidence.idle.get(nameOf(t)) : undefined;
    // That some number makes a function come out right is an accident more often than not.
    if (!after && at.nodes.some(e => e.k === 'call' && worksOut(e) && some(e, x => x === node))) weight -= 1;
    if (idle) weight += (isSmall(t) ? 0.8 : 1.2) + (alike(node.v, t) ? 0.3 : 0);
    if (of.detail === DETAILS.base) weight += 1.8;
    // A coefficient of one is not written.
    const factor =
      equal(t, q(1)) && at.nodes.find(e => e.k === 'mul' && e.implicit === true && e.a === node && /^[a-zA-Z\\]/.test(text.slice(own.end)));
    const one = make(
      at,
      node,
      { ...node, v: t },
      [edit(own.start, own.end, factor ? '' : written(t, old, 'fraction', at.tex))],
      of,
      said(node.v, t, of, ordinal(at, node)),
      weight,
    );
    out.push(isPlain(claim) && !result && !after ? { ...one, free: true } : one);
  }
  if (!exponent && isPlain(claim)) out.push(...hundredths(at, node), ...unrounded(at, node));
  return out;
}

/** A decimal that stands for a value of the other side, as that value: 33.3 · 6 for 100/3 · 6. */
function unrounded(at: Site, node: Expr & { k: 'num' }): Candidate[] {
  const { places } = node;
  if (at.side !== 'right' || !places || slotOf(at.whole)) return [];
  return nodes(at.fault.claim.left[0]!).flatMap(e => {
    const v = e.k === 'num' ? e.v : valueIn(e);
    if (!v || equal(v, node.v) || !equal(roundTo(v, places, 'half-up'), node.v)) return [];
    const why = `${showNumber(node.v)} should be ${showNumber(v)}: it was rounded too early.`;
    const said = written(v, '', 'fraction', at.tex);
    const bracket = /\//.test(said) ? `(${said})` : said;
    return [make(at, node, { ...node, v, places: undefined }, [edit(node.span.start, node.span.end, bracket)], slip('rounded'), why, 3.6)];
  });
}

const raised = (v: Q, n: number): Q => (n === 2 ? mul(v, v) : mul(v, mul(v, v)));

/** A percentage that went in as it stands: 20 for 20 %. */
function hundredths(at: Site, node: Expr & { k: 'num' }): Candidate[] {
  const { evidence, text } = at.fault;
  const percent: Expr = { k: 'pct', a: node, span: node.span };
  if (at.nodes.some(e => e.k === 'pct' && e.a === node) || /^\s*\\?%/.test(text.slice(node.span.end))) return [];
  const said = evidence.percents.has(nameOf(node.v));
  const sign = at.tex ? '\\%' : '%';
  const why = `${showNumber(node.v)} should be ${showNumber(node.v)} %: it was not divided by 100.`;
  return [make(at, node, percent, [edit(node.span.end, node.span.end, sign)], slip('percent'), why, said ? 4.2 : 1)];
}

const ORDINALS = ['first', 'second', 'third', 'fourth'];

/** Which of the equal numbers of its claim a number is, in words; nothing where there is only one. */
function ordinal(at: Site, node: Expr & { k: 'num' }): string {
  const { left, right } = at.put(at.whole);
  const same = [left, right].flatMap(numbersIn).filter(n => equal(n.v, node.v) && n.span.end > n.span.start);
  const i = same.sort((a, b) => a.span.start - b.span.start).indexOf(node);
  return same.length < 2 || i < 0 || !ORDINALS[i] ? '' : `The ${ORDINALS[i]} `;
}

function said(wrong: Q, right: Q, of: Slip, which: string): string {
  const start = `${which}${showNumber(wrong)} should be ${showNumber(right)}`;
  if (of.detail === DETAILS.copied) return `${start}, as it stands before.`;
  if (of.detail === DETAILS.distributed) return `${start}: the factor belongs to every term.`;
  return `${start}.`;
}

function signGone(at: Site, node: Expr & { k: 'neg' }): Candidate[] {
  const mark = /^[-−–]/.exec(at.fault.text.slice(node.span.start, node.span.start + 1));
  if (!mark) return [];
  const why = `${printText(node.a)} should not be negative.`;
  return [make(at, node, node.a, [edit(node.span.start, node.span.start + 1, '')], slip('sign'), why, 2.8)];
}

/** A number with its sign in the place of another: 35 for -21. */
function negatives(at: Site, node: Expr & { k: 'neg' }): Candidate[] {
  const { text, claim, evidence } = at.fault;
  if (node.a.k !== 'num' || slotOf(at.whole)?.whole === node || !isPlain(claim)) return [];
  const old = node.a;
  const put = (v: Q) => at.put(swap(at.whole, node, { k: 'num', v, span: node.span }));
  return fitting(put, at.points).flatMap(t => {
    if (t.n <= 0n || !isInteger(t) || equal(t, old.v)) return [];
    const why = `${printText(node)} should be ${showNumber(t)}.`;
    const of = slipOfNumber(neg(old.v), t, claim, at.side === 'left' ? 'given' : 'carried', evidence);
    const to: Expr = { k: 'num', v: t, span: node.span };
    const edits = [edit(node.span.start, node.span.end, written(t, text.slice(old.span.start, old.span.end), 'fraction', at.tex))];
    return [{ ...make(at, node, to, edits, of, why, 0.8), free: true }];
  });
}

/** Another unit behind a number: minutes for hours. */
function unitWords(at: Site, node: Expr & { k: 'unit' }): Candidate[] {
  const { text, claim } = at.fault;
  const words = [...text.slice(node.a.span.end, node.span.end).matchAll(/[A-Za-z¢]+/g)];
  // Where the numbers are right as they stand, and all in one unit, the word is what is wrong.
  const { left, right } = at.put(at.whole);
  const plain = gap(left, right)?.n === 0n && new Set(unitsIn(left).map(p => p.name)).size === 1;
  return words.flatMap(m =>
    alternatives(m[0]).map(other => {
      const start = node.a.span.end + m.index;
      const to: Expr = { ...node, unit: node.unit.replace(m[0], other) };
      const weight = claim.kind !== 'units' ? 1 : plain ? 3.9 : 2.6;
      return make(at, node, to, [edit(start, start + m[0].length, other)], slip('unit'), `${m[0]} should be ${other}.`, weight);
    }),
  );
}

/** The first term of a side. */
const leading = (e: Expr): Expr => (isSum(e) ? leading((e as { a: Expr }).a) : e);

/** The minus sign in front of a side that lost it. */
function signLost(at: Site, node: Expr): Candidate[] {
  const start = node.span.start;
  if (node.k === 'neg' || slotOf(node)?.negative || slotOf(at.whole) || /[-−–]/.test(at.fault.text[start] ?? '')) return [];
  const to: Expr = { k: 'neg', a: node, span: node.span };
  return [
    make(at, node, to, [edit(start, start, '-')], slip('sign'), `${printText(node)} should be negative.`, worksOut(node) ? 1.2 : 2.7),
  ];
}

/** The unknown that belongs behind a number. */
function unknownLost(at: Site, node: Expr & { k: 'num' }): Candidate[] {
  const { left, right } = at.put(at.whole);
  if (variables(left).size || variables(right).size) return [];
  const unknown = at.points[0] && [...at.points[0].keys()][0];
  if (unknown === undefined || !/^[A-Za-z]$/.test(unknown)) return [];
  const name: Expr = { k: 'sym', name: unknown, span: node.span };
  const to: Expr = { k: 'mul', a: node, b: name, implicit: true, span: node.span };
  return [
    make(
      at,
      node,
      to,
      [edit(node.span.end, node.span.end, unknown)],
      slip('unknown'),
      `The unknown ${unknown} is missing behind ${showNumber(node.v)}.`,
      2.6,
    ),
  ];
}

/** A term that should not be there. */
function terms(at: Site, node: Expr & { k: string; a: Expr; b: Expr }): Candidate[] {
  const { text } = at.fault;
  const gone = (from: number, to: number, rest: Expr, what: string, weight: number, blind = false) =>
    make(at, node, rest, [edit(from, to, '')], slip('extra'), `${what} should not be there.`, weight, blind);
  const behind = [node.a.span.end, node.b.span.end] as const;
  const last = printText(node.b);
  if (node.k === 'mul' && isPlain(at.fault.claim) && behind[0] <= node.b.span.start)
    return [gone(...behind, node.a, `The factor ${last}`, 1.3)];
  if (!isSum(node)) return [];
  const out = [gone(...behind, node.a, last, 1.4, text[behind[1]] === ')')];
  if (node.k === 'add' && !isSum(node.a)) out.push(gone(node.a.span.start, node.b.span.start, node.b, printText(node.a), 1.2));
  return out;
}

/** A letter as it is written, with or without an index. */
const LETTER = /^\\?[A-Za-z]+(?:_(?:\w|\{[\w+-]+\}))?$/;

/** Another letter of the claim or its premises, or another index. */
function symbols(at: Site, node: Expr & { k: 'sym' | 'atom' }): Candidate[] {
  const { text } = at.fault;
  const own = node.k === 'sym' ? node.name : node.key;
  const old = text.slice(node.span.start, node.span.end);
  const names = lettersOf(at.fault);
  if (names.size < 2 || names.size > 8) return [];
  return [...names.values()].flatMap(({ e: x, written }) => {
    if ((x.k === 'sym' ? x.name : x.k === 'atom' ? x.key : '') === own || !LETTER.test(written) || !LETTER.test(old)) return [];
    return [
      make(
        at,
        node,
        { ...x, span: node.span } as Expr,
        [edit(node.span.start, node.span.end, written)],
        slip(stem(written) === stem(old) ? 'index' : 'symbol'),
        `${printText(node)} should be ${printText(x)}.`,
        // Of two that are alike the first is right, and the second was written once more.
        2 + 0.05 * (node.span.start / Math.max(1, text.length)),
      ),
    ];
  });
}

/** A letter without its index. */
const stem = (written: string): string => written.replace(/_.*$/, '');

type Letter = { readonly e: Expr; readonly written: string };
const letters = new WeakMap<Fault, ReadonlyMap<string, Letter>>();

/** How each letter is written: as it stands in the claim, or where it stands elsewhere, by its name. */
function lettersOf(fault: Fault): ReadonlyMap<string, Letter> {
  const known = letters.get(fault);
  if (known) return known;
  const { claim, text } = fault;
  const names = new Map<string, Letter>();
  const sides = [claim.left[0], claim.right[0]];
  for (const e of [...sides, ...claim.premises.flatMap(p => [p.left[0], p.right[0]])])
    if (e)
      walk(e, x => {
        if ((x.k !== 'sym' && x.k !== 'atom') || names.has(key(x))) return;
        const name = x.k === 'sym' ? x.name : x.key;
        const written = sides.includes(e) ? text.slice(x.span.start, x.span.end) : LETTER.test(name) ? name : '';
        if (written) names.set(key(x), { e: x, written });
      });
  letters.set(fault, names);
  return names;
}

/** A factor or an exponent that a term lacks. */
function factors(at: Site, node: Expr): Candidate[] {
  if (node.k !== 'sym' && node.k !== 'atom' && !(node.k === 'pow' && node.a.k === 'sym')) return [];
  const { claim } = at.fault;
  const out: Candidate[] = [];
  const start = node.span.start;
  const inPower = at.raised.has(node) || at.nodes.some(e => e.k === 'pow' && e.a === node);
  if (inPower) return out;
  for (const t of fitting(
    v => at.put(swap(at.whole, node, { k: 'mul', a: { k: 'num', v, span: node.span }, b: node, span: node.span })),
    at.points,
  )) {
    if (!isInteger(t) || t.n <= 1n) continue;
    const spread = factorsOf(claim.left[0]!).some(f => equal(f, t));
    const why = `${printText(node)} should be ${t.n}${printText(node)}${spread ? ': the factor belongs to every term' : ''}.`;
    const scaled: Expr = { k: 'mul', a: { k: 'num', v: t, span: node.span }, b: node, implicit: true, span: node.span };
    out.push(make(at, node, scaled, [edit(start, start, show(t))], slip(spread ? 'distributed' : 'coefficient'), why, spread ? 2.4 : 2));
  }
  if (node.k === 'sym') {
    for (const n of [2, 3]) {
      const raised: Expr = { k: 'pow', a: node, b: { k: 'num', v: q(n), span: node.span }, span: node.span };
      out.push(
        make(
          at,
          node,
          raised,
          [edit(node.span.end, node.span.end, `^${n}`)],
          slip('exponent'),
          `${printText(node)} should be ${printText(node)}^${n}.`,
          1.7,
        ),
      );
    }
  }
  return out;
}

/** A power that should not be there. */
function powers(at: Site, node: Expr & { k: string; a: Expr; b: Expr }): Candidate[] {
  return [
    make(
      at,
      node,
      node.a,
      [edit(node.a.span.end, node.span.end, '')],
      slip('exponent'),
      `${printText(node)} should be ${printText(node.a)}.`,
      1.3,
    ),
  ];
}

/** Numbers that multiply a sum: what a distribution spreads. */
function factorsOf(e: Expr): Q[] {
  return nodes(e).flatMap(x => {
    if (x.k !== 'mul') return [];
    const [a, b] = [x.a, x.b];
    return isSum(b) && a.k === 'num' ? [a.v] : isSum(a) && b.k === 'num' ? [b.v] : [];
  });
}
