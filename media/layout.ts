// Where the steps of a tree stand in its graph, and what its lines carry. Pure.
import type { Edge, Tree, TreeNode } from '../server/protocol';
import { arrange, type Drawn, type Placed, type Plane } from './boxes';
import { isTainted } from './rows';
import { edgeWords } from './words';

export const cardWidth = 264;
export const branchWidth = 216;
/** A correction stands beside its step, this far away. */
export const branchGap = 28;

export type Line = Drawn & {
  readonly source: TreeNode;
  readonly target: TreeNode;
  readonly tainted: boolean;
  /** Only that it is the line before. */
  readonly weak: boolean;
  readonly words: string;
};
export type Layout = Omit<Plane, 'lines'> & {
  readonly lines: readonly Line[];
  readonly nodes: readonly (Placed & { readonly node: TreeNode })[];
};

const known = new WeakMap<Tree, Layout>();

/** The layout of a tree, computed once. */
export function layoutOf(tree: Tree): Layout {
  let found = known.get(tree);
  if (!found) known.set(tree, (found = lay(tree)));
  return found;
}

function lay(tree: Tree): Layout {
  const nodes = new Map(tree.nodes.map(node => [node.id, node]));
  const joins = joined(tree, nodes);
  const words = new Map(joins.map(join => [join.id, labelOf(join.edges)]));
  const plane = arrange(
    tree.nodes.map(node => ({ id: node.id, width: widthOf(node), height: heightOf(node) })),
    joins.map(({ id, source, target }) => ({ id, from: source.id, to: target.id, label: words.get(id)! })),
    cardWidth,
  );
  const byId = new Map(joins.map(join => [join.id, join]));
  return {
    ...plane,
    nodes: tree.nodes.map(node => ({ ...plane.boxes.get(node.id)!, node })),
    lines: plane.lines.map(line => {
      const { source, target } = byId.get(line.id)!;
      const said = words.get(line.id)!;
      return { ...line, source, target, tainted: isTainted(source, target), weak: said === '', words: said };
    }),
  };
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
export function linesOf(node: TreeNode): number {
  let length = 0;
  for (const { kind, text } of node.segments) length += kind === 'tex' ? texLength(text) : text.length;
  return Math.max(1, Math.min(4, Math.ceil(length / 34)));
}

function texLength(tex: string): number {
  return tex.replace(/\\[a-zA-Z]+/g, '#').replace(/[{}^_\s]/g, '').length * 1.25;
}

/** A verdict that takes many words has a line of its own. */
export function isWordy(node: TreeNode): boolean {
  return node.verdict === 'inherited' || node.verdict === 'opinion' || node.verdict === 'unknown';
}

function heightOf(node: TreeNode): number {
  const tall = node.segments.some(({ text }) => /\\[dt]?(?:frac|binom)|\\sum|\\int|\\begin/.test(text)) ? 14 : 0;
  return 40 + linesOf(node) * 21 + (isWordy(node) ? 20 : 0) + tall;
}

type Joined = { readonly id: string; readonly source: TreeNode; readonly target: TreeNode; readonly edges: readonly Edge[] };

/** Parallel edges become one, which carries all their labels. */
function joined(tree: Tree, nodes: ReadonlyMap<string, TreeNode>): Joined[] {
  const pairs = new Map<string, Joined & { edges: Edge[] }>();
  for (const edge of tree.edges) {
    const [source, target] = [nodes.get(edge.from), nodes.get(edge.to)];
    if (!source || !target) continue;
    const id = `${source.number}>${target.number}`;
    const pair = pairs.get(id);
    if (pair) pair.edges.push(edge);
    else pairs.set(id, { id, source, target, edges: [edge] });
  }
  return [...pairs.values()];
}

function labelOf(edges: readonly Edge[]): string {
  const strong = edges.filter(edge => edge.why !== 'adjacent');
  if (strong.length === 0) return '';
  const words = edgeWords(strong);
  return words.length > 24 ? `${words.slice(0, 23)}…` : words;
}
