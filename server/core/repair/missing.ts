// A term that is missing inside: under a root, in a fraction, between brackets, in an exponent. It is looked for where it was lost on the
// way: in the other side of the relation and the sides before it.
import { children, type Expr, hasOperation, key, numbersIn, swap, variables } from '../math/expr';
import { difference } from '../math/identity';
import { printText } from '../math/print';
import { equal, isInteger, isZero, neg, type Q, q, show } from '../math/rational';
import { nameOf } from './evidence';
import { gap, isSpent, linearRoot, realIn, slotOf, valueIn, written } from './numbers';
import { type Candidate, edit, isPlain, isSmall, isSum, make, nodes, type Site } from './site';
import { slip } from './slips';
import { termText } from './terms';

/** Places and terms that are tried for one side. */
const MAX_PLACES = 8;
const MAX_TERMS = 24;

const KINDS = new Set(['arithmetic', 'rewrite', 'equation']);

type Term = { readonly e: Expr; readonly text: string; readonly weight: number };

/** Terms to put in at the end of what stands between brackets on one side. */
export function inside(at: Site): Candidate[] {
  const { claim, text } = at.fault;
  if (claim.op !== '=' || !KINDS.has(claim.kind) || slotOf(at.whole)) return [];
  const places = enclosed(at.whole, text).slice(0, MAX_PLACES);
  if (claim.kind === 'equation' && isSum(at.whole)) places.push({ e: at.whole, end: at.whole.span.end });
  if (!places.length) return [];
  const terms = lost(at).slice(0, MAX_TERMS);
  return places.flatMap(({ e: place, end }) => {
    let best: Candidate | undefined;
    const fits = sizeThatFits(at, place);
    const room = /\S[+-]\S/.test(text.slice(place.span.start, place.span.end)) ? '' : ' ';
    for (const term of terms) {
      if (at.points.some(isSpent)) return [];
      if (!fits(term.e)) continue;
      for (const k of ['add', 'sub'] as const) {
        const to: Expr = { k, a: place, b: term.e, span: place.span };
        const { left, right } = at.put(swap(at.whole, place, to));
        if (!at.points.every(env => agrees(left, right, env))) continue;
        const why = `The term ${k === 'sub' ? '−' : ''}${printText(term.e)} is missing behind ${printText(place)}.`;
        const edits = [edit(end, end, `${room}${k === 'add' ? '+' : '-'}${room}${term.text}`)];
        // A term looks like its neighbours: 9 + 16, 3^2 + 4^2.
        const unlike = hasOperation(place) === hasOperation(term.e) ? 0 : 0.3;
        const weight = term.weight - unlike - (isSum(place) ? 0 : 0.2);
        if (!best || weight > best.weight) best = make(at, place, to, edits, slip('dropped'), why, weight);
      }
    }
    return best ? [best] : [];
  });
}

/** Whether a term can be the one that is missing in a place, with either sign, by its size at the first point. */
function sizeThatFits(at: Site, place: Expr): (term: Expr) => boolean {
  const env = at.points[0];
  const wanted =
    env &&
    linearRoot(t => {
      const v: Expr = { k: 'num', v: t, span: place.span };
      const { left, right } = at.put(swap(at.whole, place, { k: 'add', a: place, b: v, span: place.span }));
      return gap(left, right, env);
    });
  if (!wanted) return () => true;
  return term => {
    const v = valueIn(term, env);
    return !v || equal(v, wanted) || equal(v, neg(wanted));
  };
}

/** Whether both sides are the same at a point, as far as it can be told. */
function agrees(left: Expr, right: Expr, env: Site['points'][number]): boolean {
  const exact = gap(left, right, env);
  if (exact) return isZero(exact);
  const [l, r] = [realIn(left, env), realIn(right, env)];
  return l !== undefined && r !== undefined && Math.abs(l - r) < 1e-9 * (1 + Math.abs(l));
}

type Place = { readonly e: Expr /** Where something can be put behind it. */; readonly end: number };

/** What stands between brackets or braces of its own, so that a term can be put behind it. */
function enclosed(e: Expr, text: string): Place[] {
  // The parts of a plain fraction are no sums that lost a term.
  if (slotOf(e)) return [];
  return children(e).flatMap(child => {
    const { start, end } = child.span;
    const within = enclosed(child, text);
    if (end <= start) return within;
    if (/^[({].*[)}]$/s.test(text.slice(start, end)) && closes(text, start, end)) return [{ e: child, end: end - 1 }, ...within];
    const open = /[({]\s*$/.test(text.slice(Math.max(0, start - 3), start)) && /^\s*[)}]/.test(text.slice(end, end + 3));
    return open ? [{ e: child, end }, ...within] : within;
  });
}

/** Whether the bracket at `start` is the partner of the one before `end`. */
function closes(text: string, start: number, end: number): boolean {
  let depth = 0;
  for (let i = start; i < end; i++) {
    if ('({'.includes(text[i]!)) depth++;
    else if (')}'.includes(text[i]!) && --depth === 0) return i === end - 1;
  }
  return false;
}

/** Terms that stand around a side and not in it, the likeliest first. */
function lost(at: Site): Term[] {
  const { claim, text, evidence, tex } = at.fault;
  const here = new Set(nodes(at.whole).map(key));
  const known = new Set(numbersIn(at.whole).map(n => nameOf(n.v)));
  const out = new Map<string, Term>();
  const offer = (e: Expr, said: string, weight: number) => {
    const name = key(e);
    if (!here.has(name) && !out.has(name)) out.set(name, { e, text: said, weight });
  };
  const number = (v: Q, weight: number) => {
    if (isZero(v) || v.n < 0n || known.has(nameOf(v))) return;
    offer({ k: 'num', v, span: at.whole.span }, written(v, '', 'fraction', tex), weight);
  };
  const squares = nodes(at.whole).some(e => e.k === 'pow' && e.a.k === 'num' && e.b.k === 'num' && equal(e.b.v, q(2)));
  for (const side of around(at)) {
    const own = claim.premises.every(p => !p.left.includes(side) && !p.right.includes(side));
    for (const e of nodes(side)) {
      for (const term of isSum(e) ? children(e) : e.k === 'div' ? [e.a] : []) {
        if (isSum(term) || term.k === 'neg' || term.span.end <= term.span.start) continue;
        const value = variables(term).size ? undefined : valueIn(term);
        const base = term.k === 'pow' && value ? valueIn(term.a) : undefined;
        // As it would be worked out: (4 - (-3))^2 is 7^2, and 49.
        if (base && term.k === 'pow' && term.a.k !== 'num' && term.b.k === 'num') {
          const size = base.n < 0n ? neg(base) : base;
          if (isInteger(size)) offer({ ...term, a: { k: 'num', v: size, span: term.span } }, `${show(size)}^${show(term.b.v)}`, 3.3);
        }
        if (value) number(value, claim.kind === 'equation' || term.k !== 'num' || !isSmall(value) ? 3.2 : 2.4);
        const said = own ? text.slice(term.span.start, term.span.end) : plainTerm(term);
        if (said && (!value || term.k !== 'num')) offer(term, said, 3);
      }
      if (e.k === 'num' && isPlain(claim)) number(e.v, isSmall(e.v) ? 2.4 : 3.2);
    }
  }
  if (claim.kind === 'rewrite') {
    const { left, right } = at.put(at.whole);
    const d = difference(left, right);
    const [monomial, c] = d?.size === 1 ? [...d][0]! : [];
    const term = c && termText(monomial!, c.n < 0n ? neg(c) : c, tex);
    if (term) offer(term.expr, term.text, evidence.problem?.replace(/\s/g, '').includes(term.text) ? 3.2 : 2.2);
  }
  if (isPlain(claim)) {
    for (const [name, source] of evidence.idle) {
      const v = /^\d{1,9}$/.test(name) ? q(BigInt(name)) : undefined;
      if (v) number(v, name.length > 1 ? (source === 'given' ? 2.6 : 3) : 1.9);
    }
    if (squares)
      for (const name of [...evidence.idle.keys(), ...evidence.earlier, ...evidence.given, ...evidence.beside]) {
        const v = /^\d{1,3}$/.test(name) ? q(BigInt(name)) : undefined;
        if (v && v.n > 1n && out.size < 4 * MAX_TERMS)
          offer(
            { k: 'pow', a: { k: 'num', v, span: at.whole.span }, b: { k: 'num', v: q(2), span: at.whole.span }, span: at.whole.span },
            `${name}^2`,
            2.8,
          );
      }
  }
  return [...out.values()].sort((a, b) => b.weight - a.weight);
}

/** Where a lost term may have stood: the sides before in the chain, the other side, the line that this one comes from. */
function around(at: Site): Expr[] {
  const { claim } = at.fault;
  if (claim.kind === 'equation')
    return claim.premises.slice(0, 1).flatMap(p => [p[at.side][0] ?? [], p[at.side === 'left' ? 'right' : 'left'][0] ?? []].flat());
  const other = at.side === 'right' ? claim.left[0]! : claim.right[0]!;
  const link = (claim.chain?.link ?? 0) + (at.side === 'right' ? 1 : 0);
  const before = claim.chain?.sides.slice(Math.max(0, link - 2), link).flatMap(s => s.readings[0] ?? []) ?? [];
  return [...before.reverse(), other];
}

/** A number or a monomial as it can be written without its text. */
const plainTerm = (e: Expr): string | undefined => {
  const said = printText(e);
  return /^\d*[a-z](?:\^\d)?$/.test(said) ? said : undefined;
};
