// Verdict icons: six shapes that differ without their colours; and how much was checked, as a ring.

import type { Sample, Tree } from '../server/protocol';
import { type StepVerdict, shareOfRing } from '../server/protocol';

const shapes: Readonly<Record<StepVerdict, preact.JSX.Element>> = {
  holds: (
    <>
      <circle cx="8" cy="8" r="7" class="fill" />
      <path d="M4.6 8.4 7 10.8 11.4 5.6" class="mark" />
    </>
  ),
  fails: (
    <>
      <path d="M5.1 1h5.8L15 5.1v5.8L10.9 15H5.1L1 10.9V5.1Z" class="fill" />
      <path d="m5.4 5.4 5.2 5.2m0-5.2-5.2 5.2" class="mark" />
    </>
  ),
  inherited: (
    <>
      <path d="M8 1.2 15.4 14.4H.6Z" class="line" />
      <path d="M8 5.4v4.2m-1.9-1.6L8 10l1.9-2" class="stroke" />
    </>
  ),
  opinion: (
    <>
      <path d="M2.6 2h10.8a1 1 0 0 1 1 1v7a1 1 0 0 1-1 1H8.2L4.8 14.2V11H2.6a1 1 0 0 1-1-1V3a1 1 0 0 1 1-1Z" class="line" />
      <path d="M6.3 5.2a1.8 1.8 0 1 1 2.5 1.6c-.5.2-.8.5-.8 1M8 9.2v.1" class="stroke" />
    </>
  ),
  unknown: (
    <>
      <circle cx="8" cy="8" r="6.4" class="line dashed" />
      <path d="M5.2 8h5.6" class="stroke" />
    </>
  ),
  nothing: <circle cx="8" cy="8" r="2.6" class="fill" />,
};

export function VerdictIcon({ verdict }: { readonly verdict: StepVerdict }) {
  return (
    <svg class={`icon ${verdict}`} viewBox="0 0 16 16" width="16" height="16" aria-hidden="true" focusable="false">
      {shapes[verdict]}
    </svg>
  );
}

/** How much was checked, and no more: the ring of a solution in which no error was found. It is no mark of being right. */
function CoverageRing({ claims, checked }: Tree['summary']['coverage']) {
  const ring = 'M8 1.8a6.2 6.2 0 1 1 0 12.4a6.2 6.2 0 1 1 0-12.4';
  return (
    <svg class="icon ring" viewBox="0 0 16 16" width="16" height="16" aria-hidden="true" focusable="false">
      <path d={ring} class="track" />
      {checked > 0 && <path d={ring} class="share" stroke-dasharray={shareOfRing(checked, claims, 6.2)} />}
    </svg>
  );
}

/** The mark of a whole solution: what was found in it, else how much was looked at. */
export function SolutionIcon({ verdict, coverage }: Pick<Sample, 'verdict' | 'coverage'>) {
  return verdict === 'fails' || verdict === 'opinion' ? <VerdictIcon verdict={verdict} /> : <CoverageRing {...coverage} />;
}

export function Twistie({ open }: { readonly open: boolean }) {
  return (
    <svg class="twistie" viewBox="0 0 16 16" width="16" height="16" aria-hidden="true" focusable="false">
      <path d={open ? 'm3.5 6 4.5 4.5L12.5 6' : 'm6 3.5 4.5 4.5L6 12.5'} class="stroke" />
    </svg>
  );
}

const tools = {
  pin: 'M10 1.8 14.2 6l-2.6.8-2.5 2.5-.3 3.2L3.5 7.2l3.2-.3 2.5-2.5ZM5.8 10.2 2 14',
  follow: 'M8 2v3m0 6v3M2 8h3m6 0h3M8 6.2a1.8 1.8 0 1 0 0 3.6 1.8 1.8 0 0 0 0-3.6Z',
  more: 'M3.5 8h.01M8 8h.01M12.5 8h.01',
  previous: 'M10 3.5 5.5 8l4.5 4.5',
  next: 'M6 3.5 10.5 8 6 12.5',
  list: 'm4 6 4 4 4-4',
  larger: 'M8 3v10M3 8h10',
  smaller: 'M3 8h10',
  whole: 'M2.5 6V2.5H6M10 2.5h3.5V6M13.5 10v3.5H10M6 13.5H2.5V10',
  branch: 'M3 1.5v4a4 4 0 0 0 4 4h5.5m-3.2-3.2 3.4 3.2-3.4 3.2',
} as const;

/** Line drawings of what a button does; the button says it in words, too. */
export function ToolIcon({ tool }: { readonly tool: keyof typeof tools }) {
  return (
    <svg class={`tool-icon ${tool}`} viewBox="0 0 16 16" width="16" height="16" aria-hidden="true" focusable="false">
      <path d={tools[tool]} class="stroke" />
    </svg>
  );
}
