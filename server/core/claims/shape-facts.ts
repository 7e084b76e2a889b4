// How many sides, faces, edges and corners shapes have: "a heptagon is a polygon with 7 sides", "a hexagonal prism has 18 edges".
import { type Expr, num } from '../math/expr';
import { numberOf } from '../math/number-words';
import { q } from '../math/rational';
import type { Tok } from '../math/tokens';
import type { NumberFact } from './number-facts';

const POLYGONS: Readonly<Record<string, number>> = {
  triangle: 3,
  quadrilateral: 4,
  square: 4,
  rectangle: 4,
  rhombus: 4,
  trapezoid: 4,
  parallelogram: 4,
  pentagon: 5,
  hexagon: 6,
  heptagon: 7,
  octagon: 8,
  nonagon: 9,
  decagon: 10,
  dodecagon: 12,
};
const BASES: Readonly<Record<string, number>> = {
  triangular: 3,
  rectangular: 4,
  square: 4,
  pentagonal: 5,
  hexagonal: 6,
  heptagonal: 7,
  octagonal: 8,
};
/** Faces, edges, corners. */
const SOLIDS: Readonly<Record<string, readonly [number, number, number]>> = {
  tetrahedron: [4, 6, 4],
  cube: [6, 12, 8],
  octahedron: [8, 12, 6],
  dodecahedron: [12, 30, 20],
  icosahedron: [20, 30, 12],
};
const PARTS: Readonly<Record<string, 'sides' | 'faces' | 'edges' | 'vertices'>> = {
  sides: 'sides',
  faces: 'faces',
  edges: 'edges',
  vertices: 'vertices',
  corners: 'vertices',
};
const TRIGGER = /\b(\w+gon|tetrahedron|cube|\w+hedron|prism|pyramid|triangle|square|rectangle|quadrilateral|rhombus)\b/;
/** A part of the shape, or another shape made of it, is spoken of. */
const LOOSE =
  /\b(left|remaining|only|visible|painted|cut|removed|without|except|missing|open|lid|inside|equal|congruent|parallel|opposite|adjacent)\b/;

const isWord = (t: Tok | undefined, ...any: readonly string[]): boolean => t?.k === 'word' && any.includes(t.t);
const singular = (word: string): string => word.replace(/hedra$/, 'hedron').replace(/(?<!s)s$/, '');

/** The facts of a step, in order. `words` are all its words. */
export function shapeFacts(toks: readonly Tok[], words: string): NumberFact[] {
  if (!TRIGGER.test(words) || LOOSE.test(words)) return [];
  const out: NumberFact[] = [];
  for (let i = 0; i < toks.length; i++) {
    const fact = has(toks, i) ?? numberIn(toks, i);
    if (fact) out.push(fact);
  }
  return out;
}

type Shape = {
  readonly name: string;
  readonly counts: Readonly<Partial<Record<'sides' | 'faces' | 'edges' | 'vertices', number>>>;
  readonly to: number;
};

/** "a regular octagon", "the hexagonal prism": behind its article. */
function shapeAt(toks: readonly Tok[], at: number): Shape | undefined {
  if (!isWord(toks[at], 'a', 'an', 'the', 'each', 'every')) return undefined;
  const i = isWord(toks[at + 1], 'regular') ? at + 2 : at + 1;
  const t = toks[i];
  if (t?.k !== 'word') return undefined;
  const base = BASES[t.t];
  const next = toks[i + 1];
  if (base !== undefined && isWord(next, 'prism', 'prisms'))
    return { name: `${t.t} prism`, counts: { faces: base + 2, edges: 3 * base, vertices: 2 * base }, to: i + 2 };
  if (base !== undefined && isWord(next, 'pyramid', 'pyramids'))
    return { name: `${t.t} pyramid`, counts: { faces: base + 1, edges: 2 * base, vertices: base + 1 }, to: i + 2 };
  const name = singular(t.t);
  const solid = SOLIDS[name];
  if (solid) return { name, counts: { faces: solid[0], edges: solid[1], vertices: solid[2] }, to: i + 1 };
  const sides = POLYGONS[name];
  return sides === undefined ? undefined : { name, counts: { sides, vertices: sides }, to: i + 1 };
}

/** "An octagon has 8 sides", "a tetrahedron is a solid with six triangular faces". */
function has(toks: readonly Tok[], at: number): NumberFact | undefined {
  const shape = shapeAt(toks, at);
  if (!shape) return undefined;
  let i = shape.to;
  if (isWord(toks[i], 'is') && isWord(toks[i + 1], 'a')) {
    i += 2;
    while (i < shape.to + 8 && toks[i]?.k === 'word' && !isWord(toks[i], 'with', 'that')) i++;
    if (isWord(toks[i], 'that') && isWord(toks[i + 1], 'has')) i++;
  }
  if (!isWord(toks[i], 'has', 'with')) return undefined;
  const count = toks[i + 1];
  const said = count?.k === 'num' ? count.v : count?.k === 'word' ? numberOf(count.t) : undefined;
  if (!said) return undefined;
  const adjective = isWord(toks[i + 2], 'triangular', 'square', 'rectangular', 'pentagonal', 'straight', 'flat') ? 1 : 0;
  const part = toks[i + 2 + adjective];
  // A prism has two triangular faces, and others.
  if (adjective && !SOLIDS[shape.name]) return undefined;
  return part?.k === 'word' ? made(toks, at, i + 3 + adjective, shape, part.t, count!, said) : undefined;
}

/** "The number of sides in an octagon is 9". */
function numberIn(toks: readonly Tok[], at: number): NumberFact | undefined {
  if (!isWord(toks[at], 'number') || !isWord(toks[at + 1], 'of') || !isWord(toks[at + 3], 'in', 'of')) return undefined;
  const shape = shapeAt(toks, at + 4);
  if (!shape || !isWord(toks[shape.to], 'is')) return undefined;
  const count = toks[shape.to + 1];
  const said = count?.k === 'num' ? count.v : count?.k === 'word' ? numberOf(count.t) : undefined;
  const after = toks[shape.to + 2];
  if (!said || (after && after.k !== 'sep') || toks[at + 2]!.k !== 'word') return undefined;
  return made(toks, at, shape.to + 2, shape, toks[at + 2]!.t, count!, said);
}

function made(
  toks: readonly Tok[],
  from: number,
  to: number,
  shape: Shape,
  part: string,
  count: Tok,
  said: Extract<Expr, { k: 'num' }>['v'],
): NumberFact | undefined {
  const kind = PARTS[part];
  const is = kind && shape.counts[kind];
  const after = toks[to];
  if (!is || (after && after.k !== 'sep' && !isWord(after, 'and', 'so', 'because', 'since'))) return undefined;
  const span = { start: toks[from]!.span.start, end: toks[to - 1]!.span.end };
  const article = /^[aeiou]/.test(shape.name) ? 'an' : 'a';
  const phrase = `${part} in ${article} ${shape.name}`;
  const left: Expr = { k: 'unit', a: num(q(is), span), unit: phrase, span };
  return { span, left: [left], op: '=', right: [num(said, count.span)], cut: false, said: 'plain', from, to, phrase };
}
