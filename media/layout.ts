// Where nodes and edges of the graph stand. Pure; lengths in CSS pixels, origin at the top left.
import { layout as dagre, Graph } from '@dagrejs/dagre';
import type { Edge, Tree, TreeNode } from '../server/protocol';
import { isTainted } from './rows';
import { edgeWords } from './words';

export const cardWidth = 264;
export const branchWidth = 224;
/** A correction stands beside its step, this far away. */
export const branchGap = 28;
const margin = 24;
/** Beyond this a simpler layout keeps the panel quick (layered layouts are quadratic and worse). */
const largest = 220;
const rowHeight = 176;

export type Point = { readonly x: number; readonly y: number };
export type Placed = {
  readonly node: TreeNode;
  /** Top left corner. */
  readonly at: Point;
  readonly height: number;
  readonly lines: number;
  /** Top left corner of the correction beside it. */
  readonly branch?: Point;
};
export type Line = {
  readonly id: string;
  readonly from: TreeNode;
  readonly to: TreeNode;
  readonly points: readonly Point[];
  readonly tainted: boolean;
  /** Only that it is the line before. */
  readonly weak: boolean;
  readonly words: string;
  readonly label?: Point;
};
export type Layout = {
  readonly nodes: readonly Placed[];
  readonly lines: readonly Line[];
  readonly width: number;
  readonly height: number;
};

type Joined = { readonly id: string; readonly from: TreeNode; readonly to: TreeNode; readonly edges: readonly Edge[] };

const known = new WeakMap<Tree, Layout>();

/** The layout of a tree, computed once. */
export function layoutOf(tree: Tree): Layout {
  let found = known.get(tree);
  if (!found) known.set(tree, (found = tree.nodes.length > largest ? inRows(tree) : layered(tree)));
  return found;
}

/** Whether a correction is drawn beside the node. */
export function branches(node: TreeNode): boolean {
  return node.verdict === 'fails' && node.findings.some(finding => finding.repairs.length > 0);
}

/** Room for the card, and for its correction on the right. */
function widthOf(node: TreeNode): number {
  return branches(node) ? cardWidth + branchGap + branchWidth : cardWidth;
}

/** About how many lines a node's text takes on its card, 1 to 4. TeX sets shorter than it is written. */
function linesOf(node: TreeNode): number {
  let length = 0;
  for (const { kind, text } of node.segments) length += kind === 'tex' ? texLength(text) : text.length;
  return Math.max(1, Math.min(4, Math.ceil(length / 33)));
}

function texLength(tex: string): number {
  return tex.replace(/\\[a-zA-Z]+/g, '#').replace(/[{}^_\s]/g, '').length * 1.25;
}

function place(node: TreeNode, at: Point): Placed {
  const lines = linesOf(node);
  const height = heightOf(node);
  return branches(node) ? { node, at, height, lines, branch: { x: at.x + cardWidth + branchGap, y: at.y } } : { node, at, height, lines };
}

/** A verdict that takes many words has a line of its own. */
export function isWordy(node: TreeNode): boolean {
  return node.verdict === 'inherited' || node.verdict === 'opinion' || node.verdict === 'unknown';
}

function heightOf(node: TreeNode): number {
  return (
    38 + linesOf(node) * 21 + (isWordy(node) ? 20 : 0) + (node.segments.some(({ text }) => /\\[dt]?frac|\\sum|\\int/.test(text)) ? 14 : 0)
  );
}

/** Parallel edges become one, which carries all their labels. */
function joined(tree: Tree): Joined[] {
  const nodes = new Map(tree.nodes.map(node => [node.id, node]));
  const pairs = new Map<string, Joined & { edges: Edge[] }>();
  for (const edge of tree.edges) {
    const [from, to] = [nodes.get(edge.from), nodes.get(edge.to)];
    if (!from || !to) continue;
    const id = `${from.number}>${to.number}`;
    const pair = pairs.get(id);
    if (pair) pair.edges.push(edge);
    else pairs.set(id, { id, from, to, edges: [edge] });
  }
  return [...pairs.values()];
}

function layered(tree: Tree): Layout {
  const graph = new Graph();
  graph.setGraph({ rankdir: 'TB', nodesep: 36, edgesep: 24, ranksep: 34, marginx: margin, marginy: margin });
  graph.setDefaultEdgeLabel(() => ({}));
  for (const node of tree.nodes) graph.setNode(node.id, { width: widthOf(node), height: heightOf(node) });
  const edges = joined(tree);
  for (const { from, to, edges: carried } of edges) {
    const words = labelOf(carried);
    graph.setEdge(from.id, to.id, words ? { width: Math.min(170, words.length * 7 + 14), height: 20, labelpos: 'c' } : {});
  }
  dagre(graph);
  const nodes = tree.nodes.map((node): Placed => {
    const { x, y } = graph.node(node.id) as Point;
    return place(node, { x: x - widthOf(node) / 2, y: y - heightOf(node) / 2 });
  });
  const lines = edges.map(({ id, from, to, edges: carried }): Line => {
    const placed = graph.edge(from.id, to.id) as { points: Point[]; x?: number; y?: number };
    const words = labelOf(carried);
    const points = placed.points.map((point, i) =>
      i === 0
        ? onCard(graph.node(from.id) as Point, from, point, 'lower')
        : i === placed.points.length - 1
          ? onCard(graph.node(to.id) as Point, to, point, 'upper')
          : point,
    );
    return line(id, from, to, points, words, words && placed.x !== undefined ? { x: placed.x, y: placed.y! } : undefined);
  });
  return trimmed(nodes, lines);
}

/** Everything moved so that the leftmost card or label stands at the margin, and the size of the whole. */
function trimmed(nodes: readonly Placed[], lines: readonly Line[]): Layout {
  const lefts = nodes.map(({ at }) => at.x);
  const rights = nodes.map(({ node, at }) => at.x + widthOf(node));
  const labels = lines.flatMap(({ label }) => (label ? [label.x] : []));
  const bends = lines.flatMap(({ points }) => points.map(point => point.x));
  const shift = margin - least([...lefts, ...labels.map(x => x - 85), ...bends]);
  const move = (point: Point): Point => ({ x: point.x + shift, y: point.y });
  return {
    nodes: nodes.map(placed => ({ ...placed, at: move(placed.at), ...(placed.branch ? { branch: move(placed.branch) } : {}) })),
    lines: lines.map(each => ({ ...each, points: each.points.map(move), ...(each.label ? { label: move(each.label) } : {}) })),
    width: Math.ceil(most([...rights, ...labels.map(x => x + 85), ...bends]) + shift + margin),
    height: Math.ceil(most(nodes.map(({ at, height }) => at.y + height)) + margin),
  };
}

function least(numbers: readonly number[]): number {
  return numbers.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY);
}

function most(numbers: readonly number[]): number {
  return numbers.reduce((a, b) => Math.max(a, b), 0);
}

/** Where an edge meets a card: on its lower border where it leaves, on its upper one where it arrives, clear of the corners. */
function onCard(centre: Point, node: TreeNode, point: Point, side: 'lower' | 'upper'): Point {
  const left = centre.x - widthOf(node) / 2;
  const x = Math.max(left + 24, Math.min(left + cardWidth - 24, point.x));
  return { x, y: centre.y + (heightOf(node) / 2) * (side === 'lower' ? 1 : -1) };
}

/** One row per distance from the givens; what stands in a row keeps its order. */
function inRows(tree: Tree): Layout {
  const edges = joined(tree);
  const order = new Map(tree.nodes.map((node, i) => [node.id, i]));
  const rank = new Map<string, number>();
  const into = new Map<string, string[]>();
  for (const { from, to } of edges)
    if (order.get(from.id)! < order.get(to.id)!) (into.get(to.id) ?? into.set(to.id, []).get(to.id)!).push(from.id);
  const filled = new Map<number, number>();
  const nodes: Placed[] = [];
  for (const node of tree.nodes) {
    const row = Math.max(-1, ...(into.get(node.id) ?? []).map(id => rank.get(id)!)) + 1;
    rank.set(node.id, row);
    const x = filled.get(row) ?? margin;
    nodes.push(place(node, { x, y: margin + row * rowHeight }));
    filled.set(row, x + widthOf(node) + 36);
  }
  const at = new Map(nodes.map(placed => [placed.node.id, placed]));
  const lines = edges.map(({ id, from, to, edges: carried }) => {
    const [a, b] = [at.get(from.id)!, at.get(to.id)!];
    const points = [
      { x: a.at.x + cardWidth / 2, y: a.at.y + a.height },
      { x: b.at.x + cardWidth / 2, y: b.at.y },
    ];
    return line(id, from, to, points, labelOf(carried), undefined);
  });
  return trimmed(nodes, lines);
}

function line(id: string, from: TreeNode, to: TreeNode, points: readonly Point[], words: string, label: Point | undefined): Line {
  return { id, from, to, points, tainted: isTainted(from, to), weak: words === '', words, ...(label ? { label } : {}) };
}

function labelOf(edges: readonly Edge[]): string {
  const strong = edges.filter(edge => edge.why !== 'adjacent');
  if (strong.length === 0) return '';
  const words = edgeWords(strong);
  return words.length > 24 ? `${words.slice(0, 23)}…` : words;
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
