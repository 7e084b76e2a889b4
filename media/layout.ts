// Where the steps of a tree stand in its graph, and what its lines carry. Pure.
import type { Edge, Tree, TreeNode } from '../server/protocol';
import { arrange, type Drawn, type Placed, type Plane } from './boxes';
import type { Size } from './camera';
import { isTainted } from './rows';
import { type Side, type Spot, spotsOf } from './sides';
import { edgeWords } from './words';

export const cardWidth = 264;
export const branchWidth = 216;
/** A correction stands beside its step, this far away. */
export const branchGap = 28;

export type Line = Drawn & {
  readonly source: TreeNode;
  readonly target: TreeNode;
  /** It leads to a branch beside the steps. */
  readonly side?: Side;
  readonly tainted: boolean;
  /** Only that it is the line before. */
  readonly weak: boolean;
  readonly words: string;
};
export type Layout = Omit<Plane, 'lines'> & { readonly lines: readonly Line[]; readonly spots: readonly (Placed & Spot)[] };

const known = new WeakMap<Tree, { readonly sides: readonly Side[]; readonly layout: Layout }>();
const none: readonly Side[] = [];

/** The layout of a tree and what stands beside its steps, computed once. */
export function layoutOf(tree: Tree, sides: readonly Side[] = none): Layout {
  const before = known.get(tree);
  if (before?.sides === sides) return before.layout;
  const layout = lay(tree, sides);
  known.set(tree, { sides, layout });
  return layout;
}

function lay(tree: Tree, sides: readonly Side[]): Layout {
  const nodes = new Map(tree.nodes.map(node => [node.id, node]));
  const joins: (Joined & { readonly words: string; readonly side?: Side })[] = [
    ...joined(tree, nodes).map(join => ({ ...join, words: labelOf(join.edges) })),
    ...sides.map(side => ({
      id: `${side.node.number}>${side.id}`,
      source: side.node,
      target: side.node,
      edges: [],
      side,
      words: shareOf(side),
    })),
  ];
  const spots = spotsOf(tree, sides);
  const plane = arrange(
    spots.map(({ id, node, side }) => ({ id, ...(side ? sideSize(side) : { width: widthOf(node), height: heightOf(node) }) })),
    joins.map(({ id, source, target, side, words }) => ({ id, from: source.id, to: side?.id ?? target.id, label: words })),
    cardWidth,
  );
  const byId = new Map(joins.map(join => [join.id, join]));
  return {
    ...plane,
    spots: spots.map(spot => ({ ...plane.boxes.get(spot.id)!, ...spot })),
    lines: plane.lines.map(line => {
      const { source, target, side, words } = byId.get(line.id)!;
      return { ...line, source, target, ...(side ? { side } : {}), tainted: !side && isTainted(source, target), weak: words === '', words };
    }),
  };
}

/** What the line to a branch says: how many go this way. */
function shareOf(side: Side): string {
  return side.kind === 'rollout' ? `${side.branch.count} of ${side.continued.total}` : '';
}

const sideSizes: Readonly<Record<Side['kind'], Size>> = {
  rollout: { width: 190, height: 86 },
  continued: { width: 190, height: 64 },
  more: { width: 120, height: 34 },
  samples: { width: 190, height: 86 },
};

function sideSize(side: Side): Size {
  const tall = side.kind === 'rollout' && /\\[dt]?frac|\\sum|\\sqrt/.test(side.branch.answer ?? '') ? 12 : 0;
  return { width: sideSizes[side.kind].width, height: sideSizes[side.kind].height + tall };
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
