// The tree view: problem and steps down one rail, each opening into its claims, corrections and premises.
import type { VNode } from 'preact';
import type { Tree, TreeNode } from '../server/protocol';
import type { Act } from './act';
import { Details } from './details';
import { Twistie, VerdictIcon } from './icons';
import { Runs } from './math';
import { rowAttributes, speakNode } from './row';
import { detailsOf, isOpen, isTainted, nodeIdOf, rootOf } from './rows';
import type { State } from './state';
import { arrowWords, coverageWords, score, verdictSentence, verdictWords } from './words';

type Props = { readonly tree: Tree; readonly state: State; readonly act: Act };

export function Outline({ tree, state, act }: Props) {
  return (
    <div class="outline" role="tree" aria-label={`Reasoning tree of ${tree.title}`}>
      {tree.nodes.map((node, i) => cached(tree, node, i, state, act))}
    </div>
  );
}

const drawn = new WeakMap<TreeNode, { readonly key: string; readonly vnode: VNode }>();

/** A node whose looks have not changed is the same object again, and costs nothing to draw. */
function cached(tree: Tree, node: TreeNode, index: number, state: State, act: Act): VNode {
  const open = isOpen(node, state.toggled);
  const focus = state.focus !== undefined && nodeIdOf(state.focus) === node.id ? state.focus : undefined;
  const selected = state.selected === node.id;
  const key = `${open}|${selected}|${focus ?? ''}`;
  const before = drawn.get(node);
  if (before?.key === key) return before.vnode;
  const vnode = <Node key={node.id} tree={tree} node={node} index={index} open={open} selected={selected} focus={focus} act={act} />;
  drawn.set(node, { key, vnode });
  return vnode;
}

type NodeProps = {
  readonly tree: Tree;
  readonly node: TreeNode;
  readonly index: number;
  readonly open: boolean;
  readonly selected: boolean;
  readonly focus: string | undefined;
  readonly act: Act;
};

function Node({ tree, node, index, open, selected, focus, act }: NodeProps) {
  const details = detailsOf(tree, node);
  const next = tree.nodes[index + 1];
  const place = { id: node.id, level: 1, position: index + 1, size: tree.nodes.length } as const;
  const attributes = rowAttributes(place, focus === node.id, speakNode(tree, node), selected);
  return (
    <div
      {...attributes}
      class={`node ${node.kind} ${node.verdict} ${next && isTainted(node, next) ? 'taints-next' : ''} ${open && details.length > 0 ? 'open' : ''}`}
      {...(details.length > 0 ? { 'aria-expanded': open } : {})}
    >
      <div class="rail">
        <VerdictIcon verdict={node.verdict} />
      </div>
      <div class="card">
        <div class="head">
          {details.length > 0 && (
            <span class="opener" data-toggle={node.id}>
              <Twistie open={open} />
            </span>
          )}
          <span class="label">{node.label}</span>
          {node.kind === 'step' && <Verdict tree={tree} node={node} />}
          {node.arrow && (
            <span class="arrow" title={arrowWords[node.arrow]}>
              {node.arrow}
            </span>
          )}
          {node.role === 'answer' && <span class="part">answer</span>}
          <span class="aside">
            {node.reward !== undefined && <span title="The step's process reward in the file">reward {score(node.reward)}</span>}
            {node.coverage.claims > 0 && <span>{coverageWords(node.coverage)}</span>}
          </span>
        </div>
        <div class="words">
          <Runs segments={node.segments} />
        </div>
        {open && details.length > 0 && <Details node={node} details={details} focus={focus} act={act} />}
      </div>
    </div>
  );
}

/** The verdict's words; the root that an inherited step names is a link to it. */
function Verdict({ tree, node }: { readonly tree: Tree; readonly node: TreeNode }) {
  const root = node.verdict === 'inherited' ? rootOf(tree, node) : undefined;
  if (!root) return <span class={`verdict ${node.verdict}`}>{verdictSentence(tree, node)}</span>;
  return (
    <span class="verdict inherited">
      {verdictWords.inherited}{' '}
      <span class="link" data-go={root.id}>
        ({root.label})
      </span>
    </span>
  );
}
