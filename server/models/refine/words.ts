// What became of refining, in words.
import type { Refinement } from '../../core';

export const modeWords: Readonly<Record<Refinement['mode'], string>> = { fix: 'fix and continue', fresh: 'fresh and restart' };

/** One clause: what is thought of the proposal, or why there is none. */
export function outcomeWords({ outcome, why, coverage, reviews }: Refinement): string {
  const checked = coverage?.claims ? `, ${coverage.checked} of its ${coverage.claims} claims checked` : '';
  const last = reviews.at(-1);
  switch (outcome) {
    case 'right':
      return 'nothing is found wrong';
    case 'accepted':
      return `nothing is found wrong with this proposal${checked}; not proved, not applied`;
    case 'doubted':
      return `not refuted, but doubted: ${why ?? (last ? `step ${last.step + 1}: ${last.words}` : 'it was not looked at to the end')}; not applied`;
    case 'refuted':
      return `every proposal was refuted${why ? `: ${why}` : ''}`;
    default:
      return `no proposal: ${why ?? 'it could not be read'}`;
  }
}
