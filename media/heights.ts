// How tall the nodes of a long outline are: guessed until they were seen. Pixels.
import type { Tree, TreeNode } from '../server/protocol';
import { detailsOf, isOpen } from './rows';

/** Trees up to this size are drawn whole. */
export const drawnWhole = 150;
/** Drawn beyond what is in sight, on either side. */
const overscan = 900;

export type Heights = { readonly seen: Map<string, number> };
export type Range = { readonly first: number; readonly end: number; readonly before: number; readonly after: number };

const known = new Map<string, Heights>();

/** What was measured of a solution; it outlives edits, because node ids do. */
export function heightsOf(tree: Tree): Heights {
  let found = known.get(tree.solution);
  if (!found) {
    if (known.size > 20) known.clear();
    known.set(tree.solution, (found = { seen: new Map() }));
  }
  return found;
}

/** Notes a height; a node that was opened or closed has another. */
export function note(heights: Heights, id: string, open: boolean, height: number): void {
  heights.seen.set(`${open ? '+' : '-'}${id}`, height);
}

function heightOf(tree: Tree, node: TreeNode, toggled: Readonly<Record<string, boolean>>, { seen }: Heights): number {
  const open = isOpen(node, toggled);
  const measured = seen.get(`${open ? '+' : '-'}${node.id}`);
  if (measured !== undefined) return measured;
  let length = 0;
  for (const { text, display } of node.segments) length += text.length + (display ? 90 : 0);
  return 50 + 20 * Math.ceil(length / 95) + (open ? 60 * Math.min(6, detailsOf(tree, node).length) : 0);
}

/** Which nodes to draw when `top` pixels are scrolled away and `height` are in sight, and how tall what is left out is. */
export function rangeOf(tree: Tree, toggled: Readonly<Record<string, boolean>>, top: number, height: number): Range {
  const heights = heightsOf(tree);
  let [at, first, end, before, after] = [0, -1, tree.nodes.length, 0, 0];
  tree.nodes.forEach((node, i) => {
    const tall = heightOf(tree, node, toggled, heights);
    if (at + tall < top - overscan) before += tall;
    else if (at > top + height + overscan) {
      if (after === 0) end = i;
      after += tall;
    } else if (first < 0) first = i;
    at += tall;
  });
  return { first: first < 0 ? tree.nodes.length : first, end, before, after };
}

/** Where a node starts, from the top of the outline. */
export function topOf(tree: Tree, toggled: Readonly<Record<string, boolean>>, id: string): number {
  const heights = heightsOf(tree);
  let at = 0;
  for (const node of tree.nodes) {
    if (node.id === id) return at;
    at += heightOf(tree, node, toggled, heights);
  }
  return at;
}
