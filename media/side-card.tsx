// A branch beside the steps of the graph: a rollout of a model, or other samples that part here.
import type { Comparison } from '../server/protocol';
import type { Placed } from './boxes';
import { Ends, Share } from './branch';
import { ToolIcon } from './icons';
import { Runs, ShownFormula } from './math';
import { rowAttributes, speakSide } from './row';
import type { Side } from './sides';

type Props = {
  readonly side: Side;
  readonly box: Placed;
  readonly index: number;
  readonly count: number;
  readonly focused: boolean;
  readonly comparison: Comparison | undefined;
};

export function SideCard({ side, box, index, count, focused, comparison }: Props) {
  const place = { id: side.id, level: 1, position: index + 1, size: count } as const;
  return (
    <div
      {...rowAttributes(place, focused, speakSide(side))}
      class={`spot side ${side.kind} ${side.kind === 'rollout' ? (side.branch.right ? 'right' : 'astray') : ''}`}
      style={{ left: `${box.x}px`, top: `${box.y}px`, width: `${box.width}px`, height: `${box.height}px` }}
    >
      <Inside side={side} comparison={comparison} />
    </div>
  );
}

function Inside({ side, comparison }: Pick<Props, 'side' | 'comparison'>) {
  switch (side.kind) {
    case 'rollout':
      return (
        <>
          <Ends branch={side.branch} />
          <div class="words clamp-2">
            <Runs segments={side.branch.steps[0] ?? []} inline />
          </div>
        </>
      );
    case 'continued':
      return (
        <>
          <div class="head">
            <ToolIcon tool="branch" />
            <span class="label">Rollouts</span>
          </div>
          <Share continued={side.continued} />
        </>
      );
    case 'more':
      return <div class="quiet">{side.open ? 'show fewer' : `${side.count} more…`}</div>;
    case 'samples':
      return (
        <>
          <div class="head">
            <ToolIcon tool="branch" />
            <span class="label">{side.samples.length === 1 ? 'Another sample' : `${side.samples.length} samples`} part here</span>
          </div>
          <div class="answers">
            {side.answers.slice(0, 3).map((answer, i) => (
              <ShownFormula key={i} shown={answer} />
            ))}
            {side.answers.length > 3 && <span class="quiet">+{side.answers.length - 3}</span>}
          </div>
          <span class="passing" aria-hidden="true">
            {side.samples.slice(0, 6).map(i => (
              <span key={i} class={`bead ${comparison?.samples[i]?.verdict === 'fails' ? 'fails' : ''}`}>
                {i + 1}
              </span>
            ))}
            {side.samples.length > 6 && <span class="bead">+{side.samples.length - 6}</span>}
          </span>
        </>
      );
  }
}
