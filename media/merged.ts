// Where the junctions of a comparison stand: the problem, the results the samples pass, and the answers they end in. Pure.
import type { Comparison, Junction, Vote } from '../server/protocol';
import { arrange, type Box, type Drawn, type Join, type Placed, type Plane } from './boxes';
import { plainLength } from './words';

export type Stop = Placed &
  (
    | { readonly kind: 'problem' }
    | { readonly kind: 'junction'; readonly junction: Junction }
    | { readonly kind: 'vote'; readonly vote: Vote; readonly rank: number }
  );
export type Strand = Drawn & { readonly samples: readonly number[] };
export type Merged = Omit<Plane, 'lines'> & { readonly stops: readonly Stop[]; readonly strands: readonly Strand[] };

export const problemId = 'problem';
export const voteId = (rank: number): string => `vote/${rank}`;

const known = new WeakMap<Comparison, Merged>();

/** The layout of a comparison, computed once. */
export function mergedOf(comparison: Comparison): Merged {
  let found = known.get(comparison);
  if (!found) known.set(comparison, (found = lay(comparison)));
  return found;
}

/** Junction ids and answers a sample goes through, in order. */
export function wayOf({ samples, junctions, votes }: Comparison, sample: number): string[] {
  const vote = votes.findIndex(each => each.samples.includes(sample));
  return [problemId, ...(samples[sample]?.path ?? []).map(i => junctions[i]!.id), ...(vote < 0 ? [] : [voteId(vote)])];
}

function lay(comparison: Comparison): Merged {
  const { junctions, votes, samples } = comparison;
  const boxes: (Box & { readonly stop: (at: Placed) => Stop })[] = [
    { id: problemId, width: 230, height: 62, stop: at => ({ ...at, kind: 'problem' }) },
    ...junctions.map(junction => ({
      id: junction.id,
      width: Math.max(150, Math.min(280, 44 + plainLength(junction.shown) * 9.5), Math.min(10, junction.members.length) * 25 + 26),
      height: 68 + (/\\[dt]?frac|\\sum/.test(junction.shown.tex) ? 16 : 0),
      stop: (at: Placed): Stop => ({ ...at, kind: 'junction', junction }),
    })),
    ...votes.map((vote, rank) => ({
      id: voteId(rank),
      width: 176,
      height: 76,
      stop: (at: Placed): Stop => ({ ...at, kind: 'vote', vote, rank }),
    })),
  ];
  const strands = new Map<string, Join & { readonly samples: number[] }>();
  samples.forEach((_sample, i) => {
    const way = wayOf(comparison, i);
    way.slice(1).forEach((to, j) => {
      const from = way[j]!;
      const id = `${from}>${to}`;
      const strand = strands.get(id);
      if (strand) strand.samples.push(i);
      else strands.set(id, { id, from, to, samples: [i] });
    });
  });
  const plane = arrange(boxes, [...strands.values()]);
  return {
    ...plane,
    stops: boxes.map(({ id, stop }) => stop(plane.boxes.get(id)!)),
    strands: plane.lines.map(line => ({ ...line, samples: strands.get(line.id)!.samples })),
  };
}
