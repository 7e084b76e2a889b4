// Process rewards as thresholds: a slider with live figures, the aggregations side by side, and thresholds of one file
// applied to the others.
import { useState } from 'preact/hooks';
import type { Calibration, RewardFigures, RewardLine } from '../../server/protocol';
import { Curves, Table } from './charts';
import { count, nameOf, number, percent } from './words';

type Way = 'steps' | 'together';
const ways: Record<Way, string> = { steps: 'Scores alone', together: 'With what is proved' };

export function Rewards({
  rewards,
  calibration,
  several,
}: {
  rewards: RewardFigures;
  calibration: readonly Calibration[];
  several: boolean;
}) {
  const { thresholds, by } = rewards;
  const nearest = (value: number) =>
    thresholds.reduce((best, t, i) => (Math.abs(t - value) < Math.abs(thresholds[best]! - value) ? i : best), 0);
  const [way, setWay] = useState<Way>('steps');
  const line = rewards[way];
  const [at, setAt] = useState(nearest(0.5));
  const point = line.points[at]!;
  return (
    <section>
      <h2>
        Scores in <code>{by}</code>, {count(rewards.solutions)} solutions
      </h2>
      <div class="controls">
        <label>
          Threshold{' '}
          <input
            type="range"
            min="0"
            max={thresholds.length - 1}
            value={at}
            aria-valuetext={number(thresholds[at]!)}
            onInput={event => setAt(Number(event.currentTarget.value))}
          />
        </label>
        <output>{number(thresholds[at]!)}</output>
        {(Object.keys(ways) as Way[]).map(one => (
          <label>
            <input type="radio" name={`way ${by}`} checked={one === way} onChange={() => setWay(one)} /> {ways[one]}
          </label>
        ))}
        {line.best && (
          <button type="button" onClick={() => setAt(nearest(line.best!.threshold))}>
            Best: {number(line.best.threshold)}
          </button>
        )}
      </div>
      <p class="figures">
        First step below it against the label: <span class="line0">wrong acc. {percent(point.wrong)}</span> ·{' '}
        <span class="line1">right acc. {percent(point.right)}</span> · <span class="line2">F1 {percent(point.f1)}</span>
      </p>
      <Curves
        thresholds={thresholds}
        at={at}
        series={(['wrong', 'right', 'f1'] as const).map(name => ({
          name: name === 'f1' ? 'F1' : `${name} acc.`,
          values: line.points.map(p => p[name]),
        }))}
      />
      <h3>Is the whole solution right? One figure from its scores, at {number(thresholds[at]!)} and at its best</h3>
      <Wholes wholes={rewards.wholes} at={at} />
      {several && calibration.length > 0 && <Calibrated calibration={calibration} />}
    </section>
  );
}

function Wholes({ wholes, at }: { wholes: RewardFigures['wholes']; at: number }) {
  const rows = Object.entries(wholes).map(([how, line]: [string, RewardLine]) => {
    const { wrong, right, f1 } = line.points[at]!;
    const best = line.best;
    return [how, percent(wrong), percent(right), percent(f1), best ? number(best.threshold) : '–', percent(best?.f1 ?? null)];
  });
  return <Table head={['', 'wrong acc.', 'right acc.', 'F1', 'best threshold', 'its F1']} rows={rows} />;
}

function Calibrated({ calibration }: { calibration: readonly Calibration[] }) {
  const [what, setWhat] = useState<Calibration['what']>('steps');
  const kinds = [...new Set(calibration.map(one => one.what))];
  const shown = calibration.filter(one => one.what === what);
  const files = shown[0]?.on.map(({ file }) => file) ?? [];
  return (
    <>
      <h3>A threshold from one file on the others (F1)</h3>
      <div class="controls">
        {kinds.map(kind => (
          <label>
            <input type="radio" name="what" checked={kind === what} onChange={() => setWhat(kind)} />{' '}
            {kind === 'steps' || kind === 'together' ? ways[kind] : kind}
          </label>
        ))}
      </div>
      <Table
        head={['calibrated on', 'threshold', ...files.map(nameOf)]}
        rows={shown.map(({ from, threshold, on }) => [nameOf(from), number(threshold), ...on.map(({ f1 }) => percent(f1))])}
      />
    </>
  );
}
