// The tree as rows: what a person can stand on, in reading order. Both views and the keyboard work on these.
import type { Branch, Change, Checked, Continued, Edge, Finding, Repair, Tree, TreeNode } from '../server/protocol';

/** What an opened node shows. Indices are into the node's own lists, as the `apply` message wants them. */
export type Detail =
  | {
      readonly kind: 'claim';
      readonly id: string;
      readonly claim: Checked;
      readonly finding?: Finding;
      readonly put?: NonNullable<TreeNode['substituted']>[number];
    }
  | { readonly kind: 'finding'; readonly id: string; readonly finding: Finding }
  | {
      readonly kind: 'repair';
      readonly id: string;
      readonly repair: Repair;
      readonly change?: Change;
      readonly findingIndex: number;
      readonly repairIndex: number;
    }
  | { readonly kind: 'premise'; readonly id: string; readonly from: TreeNode; readonly edges: readonly Edge[] }
  /** How often a model's rollouts from here end right. */
  | { readonly kind: 'continued'; readonly id: string; readonly continued: Continued }
  /** One of them. `beyond` is the row that shows it and its like, where it is one too many. */
  | { readonly kind: 'branch'; readonly id: string; readonly continued: Continued; readonly branch: Branch; readonly beyond?: string }
  /** Shows, or puts away, the branches that are too many: so many. */
  | { readonly kind: 'more'; readonly id: string; readonly count: number };

/** Branches of a model that are shown before somebody asks for the rest. */
export const fewBranches = 2;

type Toggled = Readonly<Record<string, boolean>>;

export type Row = {
  /** A node's id, or the node's id, a separator and the detail's. */
  readonly id: string;
  readonly node: TreeNode;
  readonly detail?: Detail;
  readonly level: 1 | 2;
  /** 1-based among its siblings. */
  readonly position: number;
  readonly size: number;
};

/** Between a node's id and a detail's; a control character, because ids are whatever a file says they are. */
export const separator = '\u001f';

const known = new WeakMap<Tree, Map<string, readonly Detail[]>>();

/** The details of a node, computed once a tree. */
export function detailsOf(tree: Tree, node: TreeNode): readonly Detail[] {
  let all = known.get(tree);
  if (!all) known.set(tree, (all = allDetails(tree)));
  return all.get(node.id) ?? [];
}

/** The details of an opened node that are on screen: branches beyond a few only where they were asked for. */
export function shownDetails(tree: Tree, node: TreeNode, toggled: Toggled): readonly Detail[] {
  const all = detailsOf(tree, node);
  return node.rollouts ? all.filter(detail => detail.kind !== 'branch' || !detail.beyond || toggled[detail.beyond] === true) : all;
}

const byId = new WeakMap<Tree, ReadonlyMap<string, TreeNode>>();

export function nodeById(tree: Tree, id: string | undefined): TreeNode | undefined {
  let nodes = byId.get(tree);
  if (!nodes) byId.set(tree, (nodes = new Map(tree.nodes.map(node => [node.id, node]))));
  return id === undefined ? undefined : nodes.get(id);
}

/** The node a row id belongs to. */
export function nodeIdOf(row: string): string {
  const at = row.lastIndexOf(separator);
  return at < 0 ? row : row.slice(0, at);
}

/** Wrong steps start opened; everything else does when a person opens it. */
export function isOpen(node: TreeNode, toggled: Toggled): boolean {
  return toggled[node.id] ?? node.verdict === 'fails';
}

/** Every row on screen, in order. */
export function rowsOf(tree: Tree, toggled: Toggled): Row[] {
  const rows: Row[] = [];
  tree.nodes.forEach((node, i) => {
    rows.push({ id: node.id, node, level: 1, position: i + 1, size: tree.nodes.length });
    if (!isOpen(node, toggled)) return;
    const details = shownDetails(tree, node, toggled);
    details.forEach((detail, j) => {
      rows.push({ id: detail.id, node, detail, level: 2, position: j + 1, size: details.length });
    });
  });
  return rows;
}

/** Nodes worth stopping at: wrong, doubted or hinted at, but not those that only inherit. */
export function stopsOf(tree: Tree): TreeNode[] {
  return tree.nodes.filter(
    node => node.verdict === 'fails' || node.verdict === 'opinion' || node.findings.some(finding => finding.standing !== 'inherited'),
  );
}

/** The wrong step a node inherits from, if it names one. */
export function rootOf(tree: Tree, node: TreeNode): TreeNode | undefined {
  return nodeById(tree, node.findings.find(finding => finding.root !== undefined)?.root);
}

/** Whether an edge carries a mistake on. */
export function isTainted(from: TreeNode, to: TreeNode): boolean {
  return to.verdict === 'inherited' && (from.verdict === 'fails' || from.verdict === 'inherited');
}

function allDetails(tree: Tree): Map<string, readonly Detail[]> {
  const nodes = new Map(tree.nodes.map(node => [node.id, node]));
  const uses = new Map<string, Edge[]>();
  for (const edge of tree.edges) push(uses, edge.to, edge);
  return new Map(tree.nodes.map(node => [node.id, details(node, uses.get(node.id) ?? [], nodes)]));
}

function details(node: TreeNode, uses: readonly Edge[], nodes: ReadonlyMap<string, TreeNode>): readonly Detail[] {
  const found: Detail[] = [];
  const merged = new Set<Finding>();
  node.claims.forEach((claim, i) => {
    const finding = node.findings.find(each => !merged.has(each) && explains(each, claim));
    if (finding) merged.add(finding);
    const put = node.substituted?.[i];
    found.push({ kind: 'claim', id: `${node.id}${separator}c${i}`, claim, ...(finding ? { finding } : {}), ...(put ? { put } : {}) });
  });
  node.findings.forEach((finding, i) => {
    if (!merged.has(finding)) found.push({ kind: 'finding', id: `${node.id}${separator}f${i}`, finding });
  });
  node.findings.forEach((finding, i) => {
    finding.repairs.forEach((repair, j) => {
      const change = node.changes?.[i]?.[j];
      const at = { findingIndex: i, repairIndex: j };
      found.push({ kind: 'repair', id: `${node.id}${separator}f${i}r${j}`, repair, ...(change ? { change } : {}), ...at });
    });
  });
  const sources = new Map<string, Edge[]>();
  for (const edge of uses) push(sources, edge.from, edge);
  for (const [from, edges] of sources) {
    const source = nodes.get(from);
    if (source) found.push({ kind: 'premise', id: `${node.id}${separator}p${source.number}`, from: source, edges });
  }
  node.rollouts?.forEach((continued, i) => {
    const id = `${node.id}${separator}b${i}`;
    const more = `${id}more`;
    const { branches } = continued;
    found.push({ kind: 'continued', id, continued });
    branches.forEach((branch, j) => {
      const beyond = j < fewBranches ? {} : { beyond: more };
      found.push({ kind: 'branch', id: `${id}.${j}`, continued, branch, ...beyond });
    });
    if (branches.length > fewBranches) found.push({ kind: 'more', id: more, count: branches.length - fewBranches });
  });
  return found;
}

function push<T>(groups: Map<string, T[]>, key: string, entry: T): void {
  const group = groups.get(key);
  if (group) group.push(entry);
  else groups.set(key, [entry]);
}

/** Whether a finding is about this failing claim, so that the two are shown as one. */
function explains(finding: Finding, claim: Checked): boolean {
  if (claim.outcome.outcome !== 'fails' || finding.standing === 'inherited' || finding.standing === 'opinion') return false;
  return finding.verifier === claim.verifier && finding.span.start < claim.span.end && claim.span.start < finding.span.end;
}
