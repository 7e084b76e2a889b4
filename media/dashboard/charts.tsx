// Tables, bars and curves. Colours come from classes, lengths from attributes; nothing is styled inline.
import { count } from './words';

export function Table({ head, rows }: { head: readonly string[]; rows: readonly (readonly string[])[] }) {
  return (
    <table>
      <thead>
        <tr>
          {head.map(name => (
            <th scope="col">{name}</th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map(([first, ...rest]) => (
          <tr>
            <th scope="row">{first}</th>
            {rest.map(cell => (
              <td>{cell}</td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

export type Bar = { readonly name: string; readonly count: number; readonly kind: 'good' | 'off' | 'none' };

export function Bars({ bars }: { bars: readonly Bar[] }) {
  const most = Math.max(1, ...bars.map(bar => bar.count));
  const row = 22;
  const label = bars.map(bar => `${bar.name}: ${bar.count}`).join(', ');
  return (
    <svg class="bars" viewBox={`0 0 420 ${bars.length * row}`} role="img" aria-label={label}>
      {bars.map((bar, i) => (
        <g class={bar.kind}>
          <text x="104" y={i * row + 15} text-anchor="end">
            {bar.name}
          </text>
          <rect x="112" y={i * row + 4} height={row - 8} width={bar.count > 0 ? Math.max(2, (250 * bar.count) / most) : 0} rx="2" />
          <text x={118 + (bar.count > 0 ? Math.max(2, (250 * bar.count) / most) : 0)} y={i * row + 15}>
            {count(bar.count)}
          </text>
        </g>
      ))}
    </svg>
  );
}

export type Series = { readonly name: string; readonly values: readonly (number | null)[] };

/** Shares between 0 and 1 over the thresholds, with a mark at one of them. */
export function Curves({ thresholds, series, at }: { thresholds: readonly number[]; series: readonly Series[]; at: number }) {
  const [left, top, width, height] = [52, 10, 548, 190];
  const [low, high] = [thresholds[0]!, thresholds.at(-1)!];
  const across = (value: number) => left + (high > low ? (width * (value - low)) / (high - low) : 0);
  const x = (i: number) => across(thresholds[i]!);
  const y = (share: number) => top + height * (1 - share);
  const path = (values: Series['values']) =>
    values
      .flatMap((value, i) => (value === null ? [] : [`${x(i).toFixed(1)},${y(value).toFixed(1)}`]))
      .map((point, i) => `${i === 0 ? 'M' : 'L'}${point}`)
      .join('');
  return (
    <svg class="curves" viewBox="0 0 620 230" role="img" aria-label={`${series.map(({ name }) => name).join(', ')} over the threshold`}>
      {[0, 0.25, 0.5, 0.75, 1].map(share => (
        <g class="grid">
          <line x1={left} x2={left + width} y1={y(share)} y2={y(share)} />
          <text x={left - 6} y={y(share) + 4} text-anchor="end">
            {Math.round(100 * share)} %
          </text>
        </g>
      ))}
      {[0, 0.25, 0.5, 0.75, 1].map(part => {
        const value = low + part * (high - low);
        return (
          <text class="tick" x={across(value)} y={top + height + 18} text-anchor="middle">
            {Number(value.toPrecision(3))}
          </text>
        );
      })}
      {series.map(({ name, values }, i) => (
        <path class={`line line${i}`} d={path(values)}>
          <title>{name}</title>
        </path>
      ))}
      <line class="mark" x1={x(at)} x2={x(at)} y1={top} y2={top + height} />
    </svg>
  );
}
