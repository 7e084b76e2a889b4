// The graph view: what each step uses, from the problem's givens down to the answer; mistakes and what they taint stand out.
import { arrowWords, type Tree, type TreeNode } from '../server/protocol';
import type { Act } from './act';
import type { Drawn, Placed } from './boxes';
import { pathOf } from './boxes';
import { ToolIcon, VerdictIcon } from './icons';
import { branches, branchGap, branchWidth, cardWidth, isWordy, type Layout, type Line, layoutOf, linesOf } from './layout';
import { Changed, Runs, ShownFormula } from './math';
import { PlaneView } from './plane';
import { rowAttributes, speakNode } from './row';
import { nodeById, nodeIdOf } from './rows';
import { SideCard } from './side-card';
import { type Side, sidesOf } from './sides';
import type { State } from './state';
import { counted } from './words';

type Props = { readonly tree: Tree; readonly state: State; readonly act: Act; readonly whole?: boolean };

export function Graph({ tree, state, act, whole }: Props) {
  const layout: Layout = layoutOf(tree, sidesOf(state));
  const focus = state.focus === undefined || layout.boxes.has(state.focus) ? state.focus : nodeIdOf(state.focus);
  return (
    <PlaneView
      state={state}
      act={act}
      label={`Reasoning graph of ${tree.title}`}
      boxes={layout.spots}
      lines={layout.lines}
      look={box => ((box as Layout['spots'][number]).side ? 'opinion' : nodeById(tree, box.id)!.verdict)}
      draw={(box, i) => {
        const { side } = box as Layout['spots'][number];
        const place = { box, index: i, count: layout.spots.length, focused: box.id === focus };
        return side ? (
          <SideCard key={box.id} side={side} comparison={state.compared?.comparison} {...place} />
        ) : (
          <Card key={box.id} tree={tree} selected={state.selected === box.id} pointed={state.pointed === box.id} {...place} />
        );
      }}
      drawLine={line => <Edge key={line.id} line={line as Line} lit={line.from === focus || line.to === focus} />}
      drawLabel={line => (line as Line).label && <EdgeLabel key={line.id} line={line as Line} />}
      whole={whole}
    />
  );
}

function Edge({ line, lit }: { readonly line: Line; readonly lit: boolean }) {
  const look = line.tainted ? 'tainted' : lit ? 'lit' : 'plain';
  if (line.side)
    return (
      <path d={pathOf(line.points)} class={`edge side ${line.side.kind} ${lit ? 'lit' : ''}`} style={{ strokeWidth: widthOf(line.side) }} />
    );
  return <path d={pathOf(line.points)} class={`edge ${look} ${line.weak ? 'weak' : ''}`} marker-end={`url(#tip-${look})`} />;
}

/** As wide as many go this way. */
function widthOf(side: Side): number {
  const count = side.kind === 'rollout' ? side.branch.count : side.kind === 'samples' ? side.samples.length : 1;
  return 1.5 + 1.2 * Math.min(6, count - 1);
}

type CardProps = {
  readonly tree: Tree;
  readonly box: Placed;
  readonly index: number;
  readonly count: number;
  readonly focused: boolean;
  readonly selected: boolean;
  readonly pointed: boolean;
};

function Card({ tree, box, index, count, focused, selected, pointed }: CardProps) {
  const node = nodeById(tree, box.id)!;
  const place = { id: node.id, level: 1, position: index + 1, size: count } as const;
  const found = branches(node) ? firstRepair(node) : undefined;
  const attributes = rowAttributes(place, focused, speakNode(node, found?.repair), selected);
  return (
    <>
      <div
        {...attributes}
        class={`spot ${node.kind} ${node.verdict} ${pointed ? 'pointed' : ''}`}
        style={{ left: `${box.x}px`, top: `${box.y}px`, width: `${cardWidth}px`, height: `${box.height}px` }}
      >
        <div class="head">
          <VerdictIcon verdict={node.verdict} />
          <span class="label">{node.label}</span>
          {node.kind === 'step' && !isWordy(node) && <span class={`verdict ${node.verdict}`}>{node.said}</span>}
          {node.arrow && (
            <span class="arrow" title={arrowWords[node.arrow]}>
              {node.arrow}
            </span>
          )}
        </div>
        {isWordy(node) && <div class={`verdict ${node.verdict}`}>{node.said}</div>}
        <div class={`words clamp-${linesOf(node)}`}>
          <Runs segments={node.segments} inline />
        </div>
      </div>
      {found && (
        <>
          <span
            class="twig"
            aria-hidden="true"
            style={{ left: `${box.x + cardWidth}px`, top: `${box.y + box.height / 2}px`, width: `${branchGap}px` }}
          />
          <div
            class="spot correction"
            aria-hidden="true"
            style={{
              left: `${box.x + cardWidth + branchGap}px`,
              top: `${box.y}px`,
              width: `${branchWidth}px`,
              minHeight: `${box.height}px`,
            }}
          >
            <div class="head">
              <ToolIcon tool="branch" />
              <span class="label">Correction</span>
            </div>
            <div class="words">
              {found.change ? (
                <Changed segments={found.change.after} kind="added" />
              ) : found.repair.shown ? (
                <ShownFormula shown={found.repair.shown} />
              ) : (
                found.repair.corrected_step
              )}
            </div>
            {found.others > 0 && <div class="quiet">and {counted(found.others, 'other correction')}</div>}
          </div>
        </>
      )}
    </>
  );
}

/** The first correction, and how many stand behind it. */
function firstRepair(node: TreeNode) {
  const all = node.findings.reduce((sum, finding) => sum + finding.repairs.length, 0);
  for (const [i, finding] of node.findings.entries()) {
    const repair = finding.repairs[0];
    if (repair) return { repair, change: node.changes?.[i]?.[0], others: all - 1 };
  }
  return undefined;
}

function EdgeLabel({ line }: { readonly line: Drawn & Line }) {
  return (
    <span
      class={`carries ${line.tainted ? 'tainted' : ''}`}
      aria-hidden="true"
      title={line.side ? line.words : `${line.target.label} uses ${line.source.label}: ${line.words}`}
      style={{ left: `${line.label!.x}px`, top: `${line.label!.y}px` }}
    >
      {line.words}
    </span>
  );
}
