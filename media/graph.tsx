// The graph view: what each step uses, from the problem's givens down to the answer; mistakes and what they taint stand out.
import type { Tree } from '../server/protocol';
import { VerdictIcon } from './icons';
import { branchGap, branchWidth, cardWidth, isWordy, type Line, layoutOf, type Placed, pathOf } from './layout';
import { Runs, ShownFormula } from './math';
import { rowAttributes, speakNode } from './row';
import type { State } from './state';
import { arrowWords, verdictSentence } from './words';

/** A wide graph is made smaller to fit, down to this; beyond, it scrolls. */
const smallest = 0.75;

type Props = { readonly tree: Tree; readonly state: State };

export function Graph({ tree, state }: Props) {
  const { nodes, lines, width, height } = layoutOf(tree);
  const zoom = Math.max(smallest, Math.min(1, document.documentElement.clientWidth / width));
  return (
    <div
      class="graph"
      role="tree"
      aria-label={`Reasoning graph of ${tree.title}`}
      style={{ width: `${width}px`, height: `${height}px`, zoom }}
    >
      <svg class="lines" width={width} height={height} viewBox={`0 0 ${width} ${height}`} aria-hidden="true" focusable="false">
        <defs>
          <marker id="tip" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto">
            <path d="M0 0 8 4 0 8Z" class="tip" />
          </marker>
          <marker id="tip-tainted" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="5" markerHeight="5" orient="auto">
            <path d="M0 0 8 4 0 8Z" class="tip tainted" />
          </marker>
        </defs>
        {lines.map(line => (
          <path
            key={line.id}
            d={pathOf(line.points)}
            class={`edge ${line.tainted ? 'tainted' : ''} ${line.weak ? 'weak' : ''}`}
            marker-end={line.tainted ? 'url(#tip-tainted)' : 'url(#tip)'}
          />
        ))}
        {nodes.map(
          ({ node, branch, height: tall }) =>
            branch && <path key={node.id} class="edge branch" d={`M${branch.x - branchGap} ${branch.y + tall / 2}h${branchGap}`} />,
        )}
      </svg>
      {nodes.map((placed, i) => (
        <GraphNode key={placed.node.id} tree={tree} placed={placed} index={i} state={state} />
      ))}
      {lines.map(line => line.label && <EdgeLabel key={line.id} line={line} />)}
    </div>
  );
}

type NodeProps = { readonly tree: Tree; readonly placed: Placed; readonly index: number; readonly state: State };

function GraphNode({ tree, placed, index, state }: NodeProps) {
  const { node, at, branch, height, lines } = placed;
  const place = { id: node.id, level: 1, position: index + 1, size: tree.nodes.length } as const;
  const repair = branch && node.findings.flatMap(finding => finding.repairs)[0];
  const attributes = rowAttributes(place, state.focus === node.id, speakNode(tree, node, repair), state.selected === node.id);
  return (
    <>
      <div
        {...attributes}
        class={`spot ${node.kind} ${node.verdict}`}
        style={{ left: `${at.x}px`, top: `${at.y}px`, width: `${cardWidth}px`, height: `${height}px` }}
      >
        <div class="head">
          <VerdictIcon verdict={node.verdict} />
          <span class="label">{node.label}</span>
          {node.kind === 'step' && !isWordy(node) && <span class={`verdict ${node.verdict}`}>{verdictSentence(tree, node)}</span>}
          {node.arrow && (
            <span class="arrow" title={arrowWords[node.arrow]}>
              {node.arrow}
            </span>
          )}
        </div>
        {isWordy(node) && <div class={`verdict ${node.verdict}`}>{verdictSentence(tree, node)}</div>}
        <div class={`words clamp-${lines}`}>
          <Runs segments={node.segments} inline />
        </div>
      </div>
      {repair && (
        <div
          class="spot correction"
          aria-hidden="true"
          style={{ left: `${branch.x}px`, top: `${branch.y}px`, width: `${branchWidth}px`, height: `${height}px` }}
        >
          <div class="head">
            <span class="label">Correction</span>
          </div>
          <div class="words">{repair.shown ? <ShownFormula shown={repair.shown} /> : repair.corrected_step}</div>
        </div>
      )}
    </>
  );
}

function EdgeLabel({ line }: { readonly line: Line }) {
  return (
    <span
      class={`carries ${line.tainted ? 'tainted' : ''}`}
      aria-hidden="true"
      title={`${line.to.label} uses ${line.from.label}: ${line.words}`}
      style={{ left: `${line.label!.x}px`, top: `${line.label!.y}px` }}
    >
      {line.words}
    </span>
  );
}
