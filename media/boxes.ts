// Boxes and the lines between them on a plane: layered from top to bottom. Pure; lengths in CSS pixels.
import { layout as dagre, Graph } from '@dagrejs/dagre';
import type { Point, Rect, Size } from './camera';

export type Box = Size & { readonly id: string };
export type Join = { readonly id: string; readonly from: string; readonly to: string; readonly label?: string };
export type Placed = Rect & { readonly id: string };
export type Drawn = {
  readonly id: string;
  readonly from: string;
  readonly to: string;
  readonly points: readonly Point[];
  readonly label?: Point;
};
export type Plane = Size & { readonly boxes: ReadonlyMap<string, Placed>; readonly lines: readonly Drawn[] };

const margin = 28;
/** Beyond this a simpler layout keeps the panel quick: layered layouts are quadratic and worse. */
const largest = 220;
const rowGap = 44;
const columnGap = 36;
const widest = 9000;

export const labelWidth = 170;
/** About how wide a label of this many characters is. */
export const widthOfLabel = (label: string): number => Math.min(labelWidth, label.length * 6.6 + 16);

/** Places the boxes. `anchor` is the part of a box, from its left, that lines may meet; the whole where it is absent. */
export function arrange(boxes: readonly Box[], joins: readonly Join[], anchor?: number): Plane {
  return boxes.length > largest ? inRows(boxes, joins, anchor) : layered(boxes, joins, anchor);
}

function layered(boxes: readonly Box[], joins: readonly Join[], anchor: number | undefined): Plane {
  const graph = new Graph();
  graph.setGraph({ rankdir: 'TB', nodesep: columnGap, edgesep: 20, ranksep: 34 });
  graph.setDefaultEdgeLabel(() => ({}));
  for (const { id, width, height } of boxes) graph.setNode(id, { width, height });
  for (const { from, to, label } of joins) graph.setEdge(from, to, label ? { width: widthOfLabel(label), height: 20, labelpos: 'c' } : {});
  dagre(graph);
  const placed = boxes.map(({ id, width, height }): Placed => {
    const { x, y } = graph.node(id) as Point;
    return { id, width, height, x: x - width / 2, y: y - height / 2 };
  });
  const at = new Map(placed.map(box => [box.id, box]));
  const lines = joins.map(({ id, from, to, label }): Drawn => {
    const { points, x, y } = graph.edge(from, to) as { points: Point[]; x?: number; y?: number };
    const last = points.length - 1;
    const bent = points.map((point, i) =>
      i === 0 ? onEdge(at.get(from)!, point, 'lower', anchor) : i === last ? onEdge(at.get(to)!, point, 'upper', anchor) : point,
    );
    return { id, from, to, points: bent, ...(label && x !== undefined ? { label: { x, y: y! } } : {}) };
  });
  return trimmed(placed, lines);
}

/** Where a line meets a box: on its lower border where it leaves, on its upper one where it arrives, clear of the corners. */
function onEdge(box: Placed, point: Point, side: 'lower' | 'upper', anchor = box.width): Point {
  const width = Math.min(anchor, box.width);
  return { x: Math.max(box.x + 24, Math.min(box.x + width - 24, point.x)), y: box.y + (side === 'lower' ? box.height : 0) };
}

/** One row per distance from the first box, broken where it grows too wide; what stands in a row keeps its order. */
function inRows(boxes: readonly Box[], joins: readonly Join[], anchor: number | undefined): Plane {
  const order = new Map(boxes.map((box, i) => [box.id, i]));
  const into = new Map<string, string[]>();
  for (const { from, to } of joins) if (order.get(from)! < order.get(to)!) (into.get(to) ?? into.set(to, []).get(to)!).push(from);
  const rank = new Map<string, number>();
  const rows: Box[][] = [];
  for (const box of boxes) {
    const row = (into.get(box.id) ?? []).reduce((most, id) => Math.max(most, rank.get(id)!), -1) + 1;
    rank.set(box.id, row);
    (rows[row] ??= []).push(box);
  }
  const placed: Placed[] = [];
  let y = 0;
  for (const row of rows) {
    let x = 0;
    let tall = 0;
    for (const box of row) {
      if (x > widest) {
        x = 0;
        y += tall + rowGap;
        tall = 0;
      }
      placed.push({ ...box, x, y });
      x += box.width + columnGap;
      tall = Math.max(tall, box.height);
    }
    y += tall + rowGap;
  }
  const at = new Map(placed.map(box => [box.id, box]));
  const lines = joins.map(({ id, from, to }): Drawn => {
    const middle = (box: Placed) => ({ x: box.x + Math.min(anchor ?? box.width, box.width) / 2, y: 0 });
    return {
      id,
      from,
      to,
      points: [onEdge(at.get(from)!, middle(at.get(from)!), 'lower'), onEdge(at.get(to)!, middle(at.get(to)!), 'upper')],
    };
  });
  return trimmed(placed, lines);
}

/** Everything moved so that the leftmost box, label or bend stands at the margin, and the size of the whole. */
function trimmed(boxes: readonly Placed[], lines: readonly Drawn[]): Plane {
  let [left, top, right, bottom] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY, 0, 0];
  const take = (from: number, to: number) => {
    left = Math.min(left, from);
    right = Math.max(right, to);
  };
  for (const { x, y, width, height } of boxes) {
    take(x, x + width);
    top = Math.min(top, y);
    bottom = Math.max(bottom, y + height);
  }
  for (const { points, label } of lines) {
    for (const { x } of points) take(x, x);
    if (label) take(label.x - labelWidth / 2, label.x + labelWidth / 2);
  }
  if (boxes.length === 0) [left, top] = [0, 0];
  const move = ({ x, y }: Point): Point => ({ x: x - left + margin, y: y - top + margin });
  return {
    boxes: new Map(boxes.map(box => [box.id, { ...box, ...move(box) }])),
    lines: lines.map(line => ({ ...line, points: line.points.map(move), ...(line.label ? { label: move(line.label) } : {}) })),
    width: Math.ceil(right - left + 2 * margin),
    height: Math.ceil(bottom - top + 2 * margin),
  };
}

/** An SVG path through the points, rounded at the bends, that leaves downwards and arrives from above. */
export function pathOf(points: readonly Point[]): string {
  if (points.length < 2) return '';
  const [start, end] = [points[0]!, points.at(-1)!];
  const stub = Math.min(14, Math.max(0, (end.y - start.y) / 4));
  const [first, ...rest] = [start, { x: start.x, y: start.y + stub }, ...points.slice(1, -1), { x: end.x, y: end.y - stub }, end] as const;
  let path = `M${at(first)}`;
  rest.forEach((point, i) => {
    const next = rest[i + 1];
    path += next ? `Q${at(point)} ${at({ x: (point.x + next.x) / 2, y: (point.y + next.y) / 2 })}` : `L${at(point)}`;
  });
  return path;
}

function at({ x, y }: Point): string {
  return `${Math.round(x * 10) / 10} ${Math.round(y * 10) / 10}`;
}

/** The stretch of the plane a line passes through. */
export function boundsOf({ points }: Drawn): Rect {
  const xs = points.map(point => point.x);
  const ys = points.map(point => point.y);
  const [x, y] = [Math.min(...xs), Math.min(...ys)];
  return { x, y, width: Math.max(...xs) - x, height: Math.max(...ys) - y };
}
