// What stands beside the steps in the graph: how a model carried the solution on, and where other samples part. Pure.
import type { Branch, Comparison, Continued, Shown, Tree, TreeNode } from '../server/protocol';
import { detailsOf, separator, shownDetails } from './rows';
import type { State } from './state';

/** A side branch that leaves from a node. Ids of rollouts are those of their rows in the tree. */
export type Side = { readonly id: string; readonly node: TreeNode } & (
  | { readonly kind: 'rollout'; readonly continued: Continued; readonly branch: Branch }
  /** All of a model's, behind one card. */
  | { readonly kind: 'continued'; readonly continued: Continued }
  /** Those that are too many to be drawn; opened like their row in the tree. */
  | { readonly kind: 'more'; readonly count: number; readonly open: boolean }
  /** Samples that arrive here and go on otherwise, with what they answer; indices into the comparison's samples. */
  | { readonly kind: 'samples'; readonly samples: readonly number[]; readonly answers: readonly Shown[] }
);
/** A place in the graph: a node of the tree, or a branch beside it. */
export type Spot = { readonly id: string; readonly node: TreeNode; readonly side?: Side };

const none: readonly Side[] = [];
/** Where a tree has more branches than this, those of a step stand behind one card until it is opened. */
const most = 8;

type Known = { readonly comparison: Comparison | undefined; readonly opened: string; readonly sides: readonly Side[] };
const known = new WeakMap<Tree, Known>();

/** The side branches of the shown tree; the same list while nothing about them changes. */
export function sidesOf({ shown, compared, toggled }: Pick<State, 'shown' | 'compared' | 'toggled'>): readonly Side[] {
  if (!shown) return none;
  const { tree } = shown;
  const comparison = compared?.uri === shown.uri ? compared.comparison : undefined;
  const rolled = tree.nodes.filter(node => node.rollouts);
  const opened = rolled.flatMap(node => detailsOf(tree, node).map(detail => (toggled[detail.id] ? detail.id : ''))).join();
  const before = known.get(tree);
  if (before && before.comparison === comparison && before.opened === opened) return before.sides;
  const all = rolled.flatMap(node => node.rollouts!.flatMap(each => each.branches)).length;
  const rollouts = rolled.flatMap(node => rolloutsOf(tree, node, toggled, all <= most));
  const found = [...rollouts, ...(comparison ? partings(tree, comparison) : [])];
  const sides = found.length > 0 ? found : none;
  known.set(tree, { comparison, opened, sides });
  return sides;
}

function rolloutsOf(tree: Tree, node: TreeNode, toggled: State['toggled'], open: boolean): Side[] {
  let behind = false;
  return shownDetails(tree, node, toggled).flatMap((detail): Side[] => {
    if (detail.kind === 'continued') {
      behind = !open && !toggled[detail.id];
      return behind ? [{ kind: 'continued', id: detail.id, node, continued: detail.continued }] : [];
    }
    if (behind) return [];
    if (detail.kind === 'branch') return [{ kind: 'rollout', id: detail.id, node, continued: detail.continued, branch: detail.branch }];
    if (detail.kind === 'more') return [{ kind: 'more', id: detail.id, node, count: detail.count, open: toggled[detail.id] === true }];
    return [];
  });
}

/** Where the other samples leave the way of this one: after the last result that both arrive at before they first differ. */
function partings(tree: Tree, { samples, junctions, votes }: Comparison): Side[] {
  const own = samples.findIndex(sample => sample.solution === tree.solution);
  const path = samples[own]?.path;
  if (!path) return [];
  const mine = new Set(path);
  const nodes = new Map(tree.nodes.map(node => [node.id, node]));
  const groups = new Map<string, number[]>();
  samples.forEach((sample, i) => {
    const leaves = sample.path.findIndex(at => !mine.has(at));
    if (i === own || leaves < 0) return;
    const before = leaves > 0 ? junctions[sample.path[leaves - 1]!]?.members.find(member => member.sample === own)?.step : 'problem';
    const at = before !== undefined && nodes.has(before) ? before : tree.nodes[0]?.id;
    if (at !== undefined) groups.set(at, [...(groups.get(at) ?? []), i]);
  });
  return [...groups].map(([at, others]) => ({
    kind: 'samples',
    id: `${at}${separator}s`,
    node: nodes.get(at)!,
    samples: others,
    answers: votes.filter(vote => vote.samples.some(sample => others.includes(sample))).map(vote => vote.answer),
  }));
}

/** Nodes and what stands beside them, in the order of the keyboard. */
export function spotsOf(tree: Tree, sides: readonly Side[]): Spot[] {
  const beside = new Map<string, Side[]>();
  for (const side of sides) {
    const list = beside.get(side.node.id);
    if (list) list.push(side);
    else beside.set(side.node.id, [side]);
  }
  return tree.nodes.flatMap(node => [
    { id: node.id, node },
    ...(beside.get(node.id) ?? []).map((side): Spot => ({ id: side.id, node, side })),
  ]);
}
