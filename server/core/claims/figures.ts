// Figures with named points: what is said of their sides and angles, against the coordinates and the angles that are known.
import { bin, type Expr, key, num } from '../math/expr';
import { q } from '../math/rational';
import type { Span, Step, Text } from '../model';
import { toDocument } from '../model';
import type { Claim, Given, Scope } from './claim';
import { isClosed, type Side } from './sides';
import type { Reading, Statement } from './statements';

type Known = { readonly from: string; readonly span: Span; readonly label: string };
type Point = Known & { readonly x: Expr; readonly y: Expr; readonly key: string };
type Measure = Known & { readonly value: Expr; readonly key: string; readonly doubt?: string };
/** "square ABCD", "M is the midpoint of AB". */
type Shape = Known & { readonly kind: 'equilateral' | 'square' | 'rectangle' | 'parallelogram' | 'midpoint'; readonly names: string };
/** An equation between values that a figure must satisfy; `what` is said of it in the message. */
type Demand = { readonly left: Expr; readonly right: Expr; readonly what: string };

/** Where nothing of this is spoken of, nothing is looked for. */
const FIGURE = /\\triangle|\b(?:triangles?|squares?|rectangles?|parallelograms?|midpoints?)\b/i;
/** A shape that is only supposed, denied or asked for. */
const UNSURE =
  /\b(?:not|no|if|suppose|assum\w*|would|could|whether|cannot|isn['’]t|neither|unless|should|need|must|can|might|determine|when|scale\w*)\b/i;
const MOVED = /\b(?:scal(?:es?|ed|ing)|without loss|WLOG|w\.l\.o\.g|similar)\b/i;

/** Keeps the points, lengths, angles and shapes that were named. A name with two values is not used. */
export class Figures {
  private readonly points = new Map<string, Point | 'several'>();
  private readonly lengths = new Map<string, Measure | 'several'>();
  private readonly angles = new Map<string, Measure | 'several'>();
  private shapes: readonly Shape[] = [];
  private moved = false;

  takeProblem(reading: Reading, text: Text): void {
    this.take(reading, 'problem', text);
  }

  /** The claims that a step makes of figures; then what it says is known. */
  claims(step: Step, reading: Reading, scope: Scope): Claim[] {
    const fresh = this.take(reading, step.id, step.text);
    if (!fresh.size) return [];
    return [...this.measured(step, fresh, scope), ...this.shaped(step, fresh, scope), ...this.turned(step, fresh, scope)];
  }

  /** Takes in a text, and tells which names it says something new of, with the place. */
  private take(reading: Reading, from: string, text: Text): Map<string, Span> {
    const fresh = new Map<string, Span>();
    const known = <T extends Known & { key: string }>(all: Map<string, T | 'several'>, name: string, item: T, span: Span) => {
      const old = all.get(name);
      if (old === 'several' || (old && old.key === item.key)) return;
      all.set(name, old ? 'several' : item);
      if (!old) fresh.set(name, span);
    };
    const place = (span: Span) => ({
      from,
      span: toDocument(text, span.start, span.end),
      label: text.text
        .slice(span.start, span.end)
        .replace(/\\[()]|\$/g, '')
        .trim(),
    });
    if (reading.points.length && MOVED.test(text.text)) this.moved = true;
    for (const p of reading.points) {
      const [x, y] = [p.at[0]![0]!, p.at[1]![0]!];
      known(this.points, p.name, { ...place(p.span), x, y, key: `${key(x)},${key(y)}` }, p.span);
    }
    for (const s of reading.statements) this.measures(s, text, place, known);
    if (FIGURE.test(text.text)) {
      for (const shape of shapesIn(text.text)) {
        if (this.shapes.some(x => x.kind === shape.kind && x.names === shape.names)) continue;
        this.shapes = [...this.shapes, { ...shape, ...place(shape.at) }];
        fresh.set(`${shape.kind} ${shape.names}`, shape.at);
      }
    }
    return fresh;
  }

  /** Lengths and angles that a statement gives a value. */
  private measures(
    s: Statement,
    text: Text,
    place: (span: Span) => Known,
    known: (all: Map<string, Measure | 'several'>, name: string, item: Measure, span: Span) => void,
  ): void {
    if (s.relations.some(r => r.op !== '=')) return;
    const last = s.sides[s.sides.length - 1]!;
    if (!last.closed || last.cut || last.readings.length !== 1) return;
    const put = (all: Map<string, Measure | 'several'>, name: string, side: Side, value: Expr) =>
      known(
        all,
        name,
        { ...place({ start: side.span.start, end: last.span.end }), value, key: key(value), doubt: s.doubt },
        { start: side.span.start, end: last.span.end },
      );
    for (const side of s.sides.slice(0, -1)) {
      const angle = angleOf(side);
      const turn = angle && degreesOf(last.readings[0]!);
      if (turn) put(this.angles, angle, side, turn);
      const segment = angle ? undefined : segmentOf(side, text.text);
      if (segment) put(this.lengths, segment, side, last.readings[0]!);
    }
  }

  /** Lengths between points with coordinates. */
  private measured(step: Step, fresh: ReadonlyMap<string, Span>, scope: Scope): Claim[] {
    const out: Claim[] = [];
    if (this.points.size < 2) return out;
    for (const [name, length] of this.lengths) {
      if (length === 'several') continue;
      const [a, b] = [this.point(name[0]!), this.point(name[1]!)];
      const span = latest(fresh, [name, name[0]!, name[1]!]);
      if (!a || !b || !span || (this.moved && length.from === 'problem')) continue;
      const distance: Expr = { k: 'call', fn: 'root', args: [squared(a, b), two], span: a.x.span };
      const demand = { left: distance, right: length.value, what: `By the coordinates, ${name}` };
      out.push(this.claim(step, span, demand, [a, b, length], scope, length.doubt));
    }
    return out;
  }

  /** Shapes whose corners have coordinates. */
  private shaped(step: Step, fresh: ReadonlyMap<string, Span>, scope: Scope): Claim[] {
    const out: Claim[] = [];
    for (const shape of this.shapes) {
      const corners = [...shape.names].map(name => this.point(name));
      const span = latest(fresh, [`${shape.kind} ${shape.names}`, ...shape.names]);
      if (!span || !corners.every(p => p !== undefined)) continue;
      for (const demand of demandsOf(shape, corners)) out.push(this.claim(step, span, demand, [...corners, shape], scope, undefined));
    }
    return out;
  }

  /** Triangles all of whose angles are known. */
  private turned(step: Step, fresh: ReadonlyMap<string, Span>, scope: Scope): Claim[] {
    const out: Claim[] = [];
    const done = new Set<string>();
    for (const name of fresh.keys()) {
      const triangle = [...name.replace(':', '')].sort().join('');
      if (!name.includes(':') || done.has(triangle)) continue;
      done.add(triangle);
      const [a, b, c] = [...triangle] as [string, string, string];
      const names = [`${a}:${b}${c}`, `${b}:${a}${c}`, `${c}:${a}${b}`];
      const all = names.map(x => this.angles.get(x));
      if (!all.every((x): x is Measure => x !== undefined && x !== 'several')) continue;
      const sum = bin('add', bin('add', all[0]!.value, all[1]!.value), all[2]!.value);
      const demand = { left: sum, right: num(q(180)), what: `The sum of the angles of triangle ${triangle}` };
      out.push(this.claim(step, latest(fresh, names)!, demand, all, scope, all.find(x => x.doubt)?.doubt));
    }
    return out;
  }

  private point(name: string): Point | undefined {
    const p = this.points.get(name);
    return p === 'several' ? undefined : p;
  }

  private claim(
    step: Step,
    span: Span,
    { left, right, what }: Demand,
    by: readonly Known[],
    scope: Scope,
    doubt: string | undefined,
  ): Claim {
    const premises = by.map(
      (x): Given => ({ from: x.from, span: x.span, why: 'definition', label: x.label, left: [], op: '=', right: [] }),
    );
    const own: Given = {
      from: step.id,
      span: toDocument(step.text, span.start, span.end),
      why: 'value',
      label: what,
      left: [],
      op: '=',
      right: [],
    };
    return {
      kind: 'figure',
      step: step.id,
      span,
      left: [left],
      op: '=',
      right: [right],
      content: `${what}|${key(left)}=${key(right)}`,
      premises: [own, ...premises],
      scope,
      confirmOnly: isClosed(left) && isClosed(right) ? doubt : 'its letters are not known',
    };
  }
}

/** The place of what was said last. */
const latest = (fresh: ReadonlyMap<string, Span>, names: readonly string[]): Span | undefined =>
  names.map(name => fresh.get(name)).reduce((a, b) => (a && b ? (b.start >= a.start ? b : a) : (a ?? b)), undefined);

const two = num(q(2));
const square = (e: Expr): Expr => bin('pow', e, two);
const squared = (a: Point, b: Point): Expr => bin('add', square(bin('sub', b.x, a.x)), square(bin('sub', b.y, a.y)));

/** What the corners of a shape must satisfy. */
function demandsOf({ kind, names }: Shape, corners: readonly Point[]): Demand[] {
  const [a, b, c, d] = corners as [Point, Point, Point, Point];
  const [A, B, C, D] = [...names] as [string, string, string, string];
  const alike = (p: Point, q: Point, r: Point, s: Point, one: string, other: string): Demand => ({
    left: squared(p, q),
    right: squared(r, s),
    what: `By the coordinates, ${one}² (and ${other}² as well)`,
  });
  switch (kind) {
    case 'equilateral':
      return [alike(a, b, b, c, A + B, B + C), alike(a, b, c, a, A + B, C + A)];
    case 'square':
      return [alike(a, b, b, c, A + B, B + C), alike(b, c, c, d, B + C, C + D), alike(a, c, b, d, A + C, B + D)];
    case 'rectangle':
      return [alike(a, b, c, d, A + B, C + D), alike(b, c, d, a, B + C, D + A), alike(a, c, b, d, A + C, B + D)];
    case 'parallelogram':
      return (['x', 'y'] as const).map(at => ({
        left: bin('add', a[at], c[at]),
        right: bin('add', b[at], d[at]),
        what: `The sum of the ${at}-coordinates of ${A} and ${C} (and of ${B} and ${D})`,
      }));
    case 'midpoint':
      return (['x', 'y'] as const).map(at => ({
        left: bin('div', bin('add', b[at], c[at]), two),
        right: a[at],
        what: `The ${at}-coordinate of the midpoint of ${B}${C}`,
      }));
  }
}

/** `AB`, `\overline{AB}` or `|AB|` as one side: the names of its ends. */
function segmentOf(side: Side, text: string): string | undefined {
  const e = side.readings[0];
  if (!e || (e.k !== 'mul' && e.k !== 'atom' && e.k !== 'call')) return undefined;
  const m = /^\s*(?:\\overline\s*\{?|\|)?\s*([A-Z])\s*([A-Z])\s*(?:\}|\|)?\s*$/.exec(text.slice(side.span.start, side.span.end));
  return m && m[1] !== m[2] ? [m[1], m[2]].sort().join('') : undefined;
}

/** `\angle ABC` as one side, by its vertex and its ends in order. */
function angleOf(side: Side): string | undefined {
  const m = side.name === undefined ? null : /^\\angle ?([A-Z])([A-Z])([A-Z])$/.exec(side.name);
  return m ? `${m[2]}:${[m[1], m[3]].sort().join('')}` : undefined;
}

/** The number of degrees that a plain value says; none where it is rounded. */
function degreesOf(e: Expr): Expr | undefined {
  const inner = e.k === 'call' && e.fn === 'degrees' ? e.args[0]! : e.k === 'unit' && /^degrees?$/.test(e.unit) ? e.a : undefined;
  return inner?.k === 'num' && !inner.places ? inner : undefined;
}

const NAMES = '([A-Z](?: ?[A-Z]){N})(?![A-Za-z])';
const shape = (kind: Shape['kind'], corners: number, ...patterns: readonly string[]) => ({
  kind,
  patterns: patterns.map(p => new RegExp(p.replace('NAMES', NAMES.replace('N', String(corners - 1))), 'g')),
});
const SHAPES = [
  shape('equilateral', 3, '(?<![A-Za-z-])[Ee]quilateral (?:triangle )?NAMES', '(?:triangle )?(?<![A-Za-z])NAMES is (?:an )?equilateral'),
  shape('square', 4, '(?<![A-Za-z-])[Ss]quare NAMES', '(?<![A-Za-z])NAMES is a (?:unit )?square'),
  shape('rectangle', 4, '(?<![A-Za-z-])[Rr]ectangle:? NAMES', '(?<![A-Za-z])NAMES is a rectangle'),
  shape('parallelogram', 4, '(?<![A-Za-z-])[Pp]arallelogram NAMES', '(?<![A-Za-z])NAMES is a parallelogram'),
];
const MIDPOINT = /(?<![A-Za-z])([A-Z]) (?:is|be) the midpoint of (?:(?:line )?segment |side |edge )?([A-Z]) ?([A-Z])(?![A-Za-z])/g;
const SEVERAL = /[Tt]riangles? ((?:[A-Z] ?[A-Z] ?[A-Z],? (?:and )?){2,4})are (?:all )?(?:congruent )?equilateral/g;

/** The shapes that a text names with their corners in order. Where it only supposes or denies one, it is none. */
function shapesIn(text: string): { kind: Shape['kind']; names: string; at: Span }[] {
  // TeX marks give way to blanks, so that places stay.
  const plain = text.replace(/\\triangle/g, ' '.repeat(9)).replace(/\\[()[\]]|\\overline|\$|[{}]/g, x => ' '.repeat(x.length));
  const folded: number[] = [];
  let flat = '';
  for (let i = 0; i < plain.length; i++) {
    if (/\s/.test(plain[i]!) && /\s/.test(flat[flat.length - 1] ?? ' ')) continue;
    folded.push(i);
    flat += /\s/.test(plain[i]!) ? ' ' : plain[i]!;
  }
  flat = flat.replace(/ ,/g, ', ');
  const out: { kind: Shape['kind']; names: string; at: Span }[] = [];
  const put = (kind: Shape['kind'], names: string, from: number, to: number) => {
    const start = Math.max(flat.lastIndexOf('. ', from), flat.lastIndexOf(': ', from));
    const stop = flat.indexOf('. ', to);
    const letters = names.replace(/ /g, '');
    if (UNSURE.test(flat.slice(start + 1, stop < 0 ? undefined : stop)) || new Set(letters).size < letters.length) return;
    out.push({ kind, names: letters, at: { start: folded[from]!, end: folded[to - 1]! + 1 } });
  };
  for (const { kind, patterns } of SHAPES)
    for (const p of patterns) for (const m of flat.matchAll(p)) put(kind, m[1]!, m.index, m.index + m[0].length);
  for (const m of flat.matchAll(MIDPOINT)) put('midpoint', `${m[1]}${m[2]}${m[3]}`, m.index, m.index + m[0].length);
  for (const m of flat.matchAll(SEVERAL))
    for (const n of m[1]!.matchAll(/[A-Z] ?[A-Z] ?[A-Z]/g)) put('equilateral', n[0], m.index, m.index + m[0].length);
  return out;
}
