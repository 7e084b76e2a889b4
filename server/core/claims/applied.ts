// Functions that the text defines, taken at something: f(3) with f(x) = 2x + 1, f(g(2)), f(a + 1), f⁻¹(5).
import { type Expr, isBin, mapChildren, num, some, substitute, variables, walk } from '../math/expr';
import { q } from '../math/rational';
import type { Functions } from './calculus';
import type { Claim, Given } from './claim';
import type { At, Rewritings } from './rewritings';
import { isClosed, type Side, sameSet } from './sides';

/** A link whose functions are written out, with the definitions that were used. */
type Applied = {
  readonly left: readonly Expr[];
  readonly right: readonly Expr[];
  readonly premises: readonly Given[];
  /** One function is taken at a formula, and the other side is a formula in the same letters: f(a + 1) = 3a + 2. */
  readonly formula: boolean;
};

const MAX_DEPTH = 6;
const MAX_READINGS = 4;

/** The claim of a link that takes a defined function at something: what the definition gives must be what is written. */
export function appliedClaim(plain: Claim, at: At, functions: Functions, rewritings: Rewritings): Claim | undefined {
  const { link } = plain.chain!;
  const [left, right] = [link, link + 1].map(i => at.reading.statements[at.index]!.sides[i]!) as [Side, Side];
  const found = applied(left, right, functions);
  if (!found) return undefined;
  const made = { ...plain, left: found.left, right: found.right, premises: found.premises, content: undefined };
  if ([...found.left, ...found.right].every(isClosed)) return made;
  return found.formula ? rewritings.writtenOut({ ...made, kind: 'rewrite' }, at) : undefined;
}

/** Writes the functions of a link out; undefined where none is taken at anything, or where one of them is not known. */
function applied(left: Side, right: Side, functions: Functions): Applied | undefined {
  if (!functions.some || left.cut || right.cut) return undefined;
  const premises = new Map<string, Given>();
  const inverse = inverted(left, right, functions, premises) ?? inverted(right, left, functions, premises);
  if (inverse) return { ...inverse, premises: [...premises.values()], formula: false };
  const [l, r] = [written(left, functions, premises), written(right, functions, premises)];
  if (!l || !r || !premises.size) return undefined;
  const formula =
    left.readings.some(e => atFormula(e, functions)) && !right.readings.some(takes) && sameSet(variables(l[0]!), variables(r[0]!));
  return { left: l, right: r, premises: [...premises.values()], formula };
}

/** Readings with every known function written out, and the definitions used; undefined where none is taken, or one is not known. */
export function writtenOut(
  readings: readonly Expr[],
  functions: Functions,
): { readonly readings: readonly Expr[]; readonly premises: readonly Given[] } | undefined {
  if (!functions.some || !readings.some(takes)) return undefined;
  const premises = new Map<string, Given>();
  const out = written({ readings }, functions, premises);
  return out?.length && premises.size ? { readings: out, premises: [...premises.values()] } : undefined;
}

const takes = (e: Expr): boolean => some(e, x => (x.k === 'atom' && x.of !== undefined) || termOf(x) !== undefined);

/** a_10: the name of its sequence, and the index. */
function termOf(e: Expr): { readonly sequence: string; readonly index: bigint } | undefined {
  const name = e.k === 'sym' ? e.name : e.k === 'atom' ? e.key : '';
  const found = /^([A-Za-z]_)[({]?(\d{1,4})[)}]?$/.exec(name);
  return found ? { sequence: found[1]!, index: BigInt(found[2]!) } : undefined;
}

/** f(2x + 1), and not f(x) with the letter that defines it. */
function atFormula(e: Expr, functions: Functions): boolean {
  if (e.k !== 'atom' || e.of?.args.length !== 1) return false;
  const [at] = e.of.args;
  return !(at!.k === 'sym' && at!.name === functions.get(e.of.fn)?.letter);
}

/** The readings of a side in which every known function is applied, written out; undefined where one is left. */
function written(side: Pick<Side, 'readings'>, functions: Functions, premises: Map<string, Given>): readonly Expr[] | undefined {
  const named = (e: Expr) => some(e, x => x.k === 'sym' && functions.get(x.name) !== undefined);
  const out: Expr[] = [];
  for (const e of side.readings) {
    if (named(e)) continue;
    // A definition with several readings is taken in one of them throughout.
    for (let way = 0; way < ways(e, functions); way++) out.push(writeOut(e, functions, premises, way, 0));
  }
  if (!out.length || out.length > MAX_READINGS || out.some(unknownIn)) return undefined;
  return out;
}

function ways(e: Expr, functions: Functions): number {
  let most = 1;
  walk(e, x => {
    if (x.k === 'atom' && x.of)
      most = Math.max(most, functions.get(x.of.fn)?.side.readings.length ?? 1, ...x.of.args.map(a => ways(a, functions)));
  });
  return most;
}

/** Something that is taken at something, and not known. */
const unknownIn = (e: Expr): boolean => some(e, x => x.k === 'atom' && (x.of !== undefined || x.key.includes("'")));

function writeOut(e: Expr, functions: Functions, premises: Map<string, Given>, way: number, depth: number): Expr {
  const term = termOf(e);
  const sequence = term && functions.get(term.sequence);
  if (term && sequence?.total) {
    premises.set(term.sequence, definition(`${term.sequence}${sequence.letter}`, sequence, ''));
    const bodies = sequence.side.readings;
    return substitute(bodies[Math.min(way, bodies.length - 1)]!, new Map([[sequence.letter, num(q(term.index), e.span)]]));
  }
  if (e.k !== 'atom') return mapChildren(e, child => writeOut(child, functions, premises, way, depth));
  const f = e.of && e.of.args.length === 1 ? functions.get(e.of.fn) : undefined;
  if (!f?.total || !e.of || depth > MAX_DEPTH) return e;
  const at = writeOut(e.of.args[0]!, functions, premises, way, depth + 1);
  premises.set(e.of.fn, definition(e.of.fn, f));
  const bodies = f.side.readings;
  return substitute(bodies[Math.min(way, bodies.length - 1)]!, new Map([[f.letter, at]]));
}

/** f⁻¹(a) = b says that f(b) = a. */
function inverted(
  side: Side,
  value: Side,
  functions: Functions,
  premises: Map<string, Given>,
): Pick<Applied, 'left' | 'right'> | undefined {
  const e = side.readings.find(x => x.k === 'mul' && x.a.k === 'pow' && x.a.a.k === 'sym' && isMinusOne(x.a.b));
  if (e?.k !== 'mul' || e.a.k !== 'pow' || e.a.a.k !== 'sym' || !isBin(e) || !isClosed(e.b) || !value.closed) return undefined;
  const f = functions.get(e.a.a.name);
  if (!f?.total || f.side.readings.some(body => variables(body).size > 1)) return undefined;
  premises.set(e.a.a.name, definition(e.a.a.name, f));
  const left = f.side.readings.flatMap(body => value.readings.map(at => substitute(body, new Map([[f.letter, at]]))));
  return { left, right: [e.b] };
}

const isMinusOne = (e: Expr): boolean => e.k === 'neg' && e.a.k === 'num' && e.a.v.n === 1n && e.a.v.d === 1n;

const definition = (name: string, f: NonNullable<ReturnType<Functions['get']>>, at = `(${f.letter})`): Given => ({
  from: f.from,
  span: f.span,
  why: 'definition',
  label: f.label,
  left: [{ k: 'sym', name: `${name}${at}`, span: { start: 0, end: 0 } }],
  op: '=',
  right: f.side.readings,
});
