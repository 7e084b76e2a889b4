// The tree view: problem and steps down one rail, each opening into its claims, corrections and premises.
import type { VNode } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';
import { arrowWords, labelWords, type Tree, type TreeNode, verdictWords } from '../server/protocol';
import type { Act } from './act';
import { Details } from './details';
import { drawnWhole, heightsOf, note, type Range, rangeOf } from './heights';
import { Twistie, VerdictIcon } from './icons';
import { Runs } from './math';
import { rowAttributes, speakNode } from './row';
import { detailsOf, isOpen, isTainted, nodeIdOf, rootOf, shownDetails } from './rows';
import type { State } from './state';
import { coverageWords, score } from './words';

type Props = { readonly tree: Tree; readonly state: State; readonly act: Act; readonly whole?: boolean };

export function Outline({ tree, state, act, whole }: Props) {
  const long = !whole && tree.nodes.length > drawnWhole;
  const range: Range = long
    ? rangeOf(tree, state.toggled, state.scroll, state.size.height)
    : { first: 0, end: tree.nodes.length, before: 0, after: 0 };
  const list = useRef<HTMLDivElement>(null);
  // What was drawn has a height now; the next drawing knows it. The browser keeps what is in sight where it is.
  useLayoutEffect(() => {
    if (!long) return;
    const heights = heightsOf(tree);
    for (const element of list.current?.querySelectorAll<HTMLElement>(':scope > .node') ?? [])
      note(heights, element.dataset.row!, element.classList.contains('open'), element.offsetHeight);
  });
  const outside = long && state.focus !== undefined ? focusOutside(tree, nodeIdOf(state.focus), range) : undefined;
  return (
    <div ref={list} class="outline" role="tree" aria-label={`Reasoning tree of ${tree.title}`}>
      {range.before > 0 && <div class="space" style={{ height: `${range.before}px` }} />}
      {outside !== undefined && outside < range.first && cached(tree, tree.nodes[outside]!, outside, state, act)}
      {tree.nodes.slice(range.first, range.end).map((node, i) => cached(tree, node, range.first + i, state, act))}
      {outside !== undefined && outside >= range.end && cached(tree, tree.nodes[outside]!, outside, state, act)}
      {range.after > 0 && <div class="space" style={{ height: `${range.after}px` }} />}
    </div>
  );
}

/** The keyboard's node stays drawn when it is scrolled out of sight, so that the keyboard is not lost with it. */
function focusOutside(tree: Tree, id: string, { first, end }: Range): number | undefined {
  const at = tree.nodes.findIndex(node => node.id === id);
  return at < 0 || (at >= first && at < end) ? undefined : at;
}

const drawn = new WeakMap<TreeNode, { readonly key: string; readonly vnode: VNode }>();

/** A node whose looks have not changed is the same object again, and costs nothing to draw. */
function cached(tree: Tree, node: TreeNode, index: number, state: State, act: Act): VNode {
  const open = isOpen(node, state.toggled);
  const focus = state.focus !== undefined && nodeIdOf(state.focus) === node.id ? state.focus : undefined;
  const selected = state.selected === node.id;
  const replay = state.replay?.node === node.id ? state.replay : undefined;
  const branches = node.rollouts ? detailsOf(tree, node).map(({ id }) => (state.toggled[id] ? 1 : 0)) : [];
  const pointed = state.pointed === node.id;
  const key = `${open}|${selected}|${pointed}|${branches}|${focus ?? ''}|${replay ? `${replay.finding}.${replay.repair}` : ''}`;
  const before = drawn.get(node);
  if (before?.key === key) return before.vnode;
  const vnode = (
    <Node
      key={node.id}
      tree={tree}
      node={node}
      index={index}
      open={open}
      selected={selected}
      pointed={pointed}
      focus={focus}
      act={act}
      replay={replay}
      toggled={state.toggled}
    />
  );
  drawn.set(node, { key, vnode });
  return vnode;
}

type NodeProps = {
  readonly tree: Tree;
  readonly node: TreeNode;
  readonly index: number;
  readonly open: boolean;
  readonly selected: boolean;
  readonly pointed: boolean;
  readonly focus: string | undefined;
  readonly act: Act;
  readonly replay: State['replay'];
  readonly toggled: State['toggled'];
};

function Node({ tree, node, index, open, selected, pointed, focus, act, replay, toggled }: NodeProps) {
  const details = shownDetails(tree, node, toggled);
  const next = tree.nodes[index + 1];
  const place = { id: node.id, level: 1, position: index + 1, size: tree.nodes.length } as const;
  const attributes = rowAttributes(place, focus === node.id, speakNode(node), selected);
  return (
    <div
      {...attributes}
      class={`node ${node.kind} ${node.verdict} ${next && isTainted(node, next) ? 'taints-next' : ''} ${open && details.length > 0 ? 'open' : ''} ${pointed ? 'pointed' : ''}`}
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
          {node.labels?.map((label, i) => (
            <span key={i} class="part" title="A judgement that came with the file">
              {labelWords(label)}
            </span>
          ))}
          <span class="aside">
            {node.rewards?.slice(0, 1).map(({ by, score: value }) => (
              <span key={by} title={`The step's process reward in the file (${by})`}>
                reward {score(value)}
              </span>
            ))}
            {node.rollouts?.slice(0, 1).map(({ by, right, total }) => (
              <span key={by} class="rolled-share" title={`How often ${by}, carrying on from here, ends right`}>
                {right} of {total} rollouts end right
              </span>
            ))}
            {node.coverage.claims > 0 && <span>{coverageWords(node.coverage)}</span>}
          </span>
        </div>
        <div class="words">
          <Runs segments={node.segments} />
        </div>
        {open && details.length > 0 && <Details node={node} details={details} focus={focus} act={act} replay={replay} toggled={toggled} />}
      </div>
    </div>
  );
}

/** The verdict's words; the root that an inherited step names is a link to it. */
function Verdict({ tree, node }: { readonly tree: Tree; readonly node: TreeNode }) {
  const root = node.verdict === 'inherited' ? rootOf(tree, node) : undefined;
  if (!root) return <span class={`verdict ${node.verdict}`}>{node.said}</span>;
  return (
    <span class="verdict inherited">
      {verdictWords.inherited}{' '}
      <span class="link" data-go={root.id}>
        ({root.label})
      </span>
    </span>
  );
}
