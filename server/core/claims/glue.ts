// Words that stand for an equals sign between two formulas: "(x + 1)² expands to x² + 2x + 1".
import { type Expr, hasOperation } from '../math/expr';
import { parse, readings } from '../math/parse';
import type { Tok } from '../math/tokens';
import { type Chain, cutLeft, cutRight } from './chains';
import { makeSide, type Side } from './sides';

/** A formula that stands without a relation, and where it stands among the tokens. */
export type Lone = { readonly expr: Expr; readonly from: number; readonly to: number; readonly clause: number };

const SUBJECT = '(?:(?:which|this|it|that|and|so|then|thus|therefore|finally|now|also|further|expression|fraction|sum|product) )*';
const VERB = `(?:(?:simplif(?:ies|y)|reduces?|expands?|factors?|factori[sz]es?|evaluates?|comes out|boils down)(?: further| down| out| nicely)?(?: to| as| into)(?: be| just| simply| the form)?|becomes?|equals|is equal to|can (?:also |now |then )?be (?:re)?written(?: more \\w+)? as|can (?:also |now |then )?be (?:simplified|factored|factorized|expressed|reduced|expanded)(?: further| down)?(?: to| as| into))`;
const GLUE = new RegExp(`^${SUBJECT}${VERB}(?: (?:the )?(?:expression|following|form))?$`);

/** "We rewrite … as …": the verb stands ahead of the first formula. */
const AS = /^as(?: (?:a|the) (?:product|sum|difference))?$/;
const WRITTEN = new Set('write rewrite express factor expand writing rewriting expressing factoring'.split(' '));
function writer(toks: readonly Tok[], start: number): string {
  let i = start - 1;
  while (
    toks[i]?.k === 'word' &&
    /^(the|this|expression|numerator|denominator|term|fraction|polynomial|quadratic|number)$/.test(toks[i]!.t)
  )
    i--;
  return toks[i]?.k === 'word' ? toks[i]!.t : '';
}

/** What a formula behind "of" or "in" is spoken of for: the degree of x² + 1 is not x² + 1. */
const PART_OF = /^(of|in|for|by|from|with|at|on|under|between|than)$/;
const WHOLE = /^(value|values|expression|expansion|evaluation|form|product|sum|fraction|rest)$/;

/** The formulas of toks[from, to) that stand without a relation, with an operation or as the result of one. */
export function lonesIn(toks: readonly Tok[], from: number, to: number): Lone[] {
  const out: Lone[] = [];
  for (let i = from; i < to; i++) {
    const t = toks[i]!;
    if (!t.math || t.k === 'word' || t.k === 'sep' || (i > from && toks[i - 1]!.math && toks[i - 1]!.k !== 'sep' && !t.gap)) continue;
    // Words behind it are no units of a lone formula.
    let end = i;
    while (end < to && toks[end]!.math) end++;
    const p = parse(toks, i, end, 0, false);
    if (!p) continue;
    out.push({ expr: p.expr, from: i, to: p.end, clause: from });
    i = p.end - 1;
  }
  return out;
}

/** The side that a lone formula makes. */
export function sideOf(toks: readonly Tok[], lone: Lone): Side {
  const span = { start: toks[lone.from]!.span.start, end: toks[lone.to - 1]!.span.end };
  const cut =
    (lone.from > 0 && toks[lone.from - 1]!.math && !toks[lone.from]!.gap && toks[lone.from - 1]!.k !== 'sep') || cutAfter(toks, lone.to);
  const found = readings(toks, lone.from, lone.to);
  return makeSide(found.length ? found : [lone.expr], span, cut);
}

function cutAfter(toks: readonly Tok[], end: number): boolean {
  const t = toks[end];
  if (!t || t.k === 'sep' || t.k === 'rel') return false;
  return t.k !== 'word' ? !t.gap || t.k === 'op' : cutRight(toks, end, toks.length, false);
}

/** Chains with lone formulas joined to them and to one another where words say that they are equal. */
export function glued(toks: readonly Tok[], chains: readonly Chain[], lones: readonly Lone[]): Chain[] {
  if (!lones.length) return [...chains];
  const pieces = [
    ...chains.map(chain => ({ from: chain.from, to: chain.to, chain, lone: undefined as Lone | undefined })),
    ...lones.map(lone => ({ from: lone.from, to: lone.to, chain: undefined as Chain | undefined, lone })),
  ].sort((a, b) => a.from - b.from);
  const out: Chain[] = [];
  let last: { from: number; to: number; chain?: Chain; lone?: Lone } | undefined;
  for (const piece of pieces) {
    const relation = last && glueBetween(toks, last.from, last.to, piece.from, last.lone);
    // Two relations are two lines: what one is to the other is not equality.
    if (
      last &&
      relation &&
      !(last.chain && piece.chain) &&
      // A point that becomes another is moved, or written in other coordinates.
      !isTuple(last) &&
      !isTuple(piece) &&
      (last.chain ? last.chain.relations.every(r => r.op === '=') : hasOperation(last.lone!.expr))
    ) {
      const left = last.chain ?? { sides: [sideOf(toks, last.lone!)], relations: [], from: last.from, to: last.to };
      const right = piece.chain ?? { sides: [sideOf(toks, piece.lone!)], relations: [] };
      const merged: Chain = {
        sides: [...left.sides, ...right.sides],
        relations: [...left.relations, { op: '=', span: relation, glue: true }, ...right.relations],
        from: last.from,
        to: piece.to,
      };
      if (last.chain) out.pop();
      out.push(merged);
      last = { from: merged.from, to: merged.to, chain: merged };
      continue;
    }
    if (piece.chain) out.push(piece.chain);
    last = piece;
  }
  return out;
}

const isTuple = (x: { readonly chain?: Chain; readonly lone?: Lone }): boolean =>
  x.lone?.expr.k === 'list' || x.chain?.sides.some(side => side.readings[0]?.k === 'list') === true;

/** Where the glue stands, if nothing else does between two formulas. */
function glueBetween(
  toks: readonly Tok[],
  start: number,
  from: number,
  to: number,
  lone: Lone | undefined,
): { start: number; end: number } | undefined {
  if (to <= from || to - from > 12) return undefined;
  const words: string[] = [];
  for (let i = from; i < to; i++) {
    const t = toks[i]!;
    if (t.k === 'word') words.push(t.t);
    else if (t.k !== 'sep' || !/^(display|newline|,|:|quad)$/.test(t.t)) return undefined;
  }
  if (!words.length || !(GLUE.test(words.join(' ')) || (lone && AS.test(words.join(' ')) && WRITTEN.has(writer(toks, start)))))
    return undefined;
  const [one, two] = [toks[start - 1], toks[start - 2]];
  if (lone && one?.k === 'word' && PART_OF.test(one.t) && !(two?.k === 'word' && WHOLE.test(two.t))) return undefined;
  if (lone && cutLeft(toks, start, lone.clause, false)) return undefined;
  return { start: toks[from]!.span.start, end: toks[to - 1]!.span.end };
}
