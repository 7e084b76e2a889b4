// The comparison: several solutions of one problem, merged where they arrive at the same result. The vote stands above,
// the ways below; where they part, which branch breaks.
import type { Comparison, Sample, StepVerdict } from '../server/protocol';
import type { Act } from './act';
import { pathOf } from './boxes';
import { SolutionIcon, VerdictIcon } from './icons';
import { Runs, ShownFormula } from './math';
import { type Merged, mergedOf, type Stop, type Strand, wayOf } from './merged';
import { PlaneView } from './plane';
import { rowAttributes } from './row';
import { speakShown } from './speak';
import type { State } from './state';
import { counted } from './words';

type Props = { readonly comparison: Comparison; readonly state: State; readonly act: Act };

export function Compare({ comparison, state, act }: Props) {
  return (
    <div class="compare">
      <Votes comparison={comparison} state={state} act={act} />
      <Ways comparison={comparison} state={state} act={act} />
    </div>
  );
}

/** The answers, the likeliest first, with who gave them. */
function Votes({ comparison, state, act }: Props) {
  const { votes, samples } = comparison;
  const silent = samples.flatMap((sample, i) => (sample.answer ? [] : [i]));
  return (
    <ol class="votes" aria-label={`Answers of ${counted(samples.length, 'sample')}, weighted by verdicts`}>
      {votes.map(({ answer, samples: by, weight }, rank) => (
        <li key={rank} class={`vote ${rank === 0 && weight > 0 ? 'first' : ''} ${weight === 0 ? 'void' : ''}`}>
          <span class="answer">
            <ShownFormula shown={answer} />
          </span>
          <VoteBar share={by.length / samples.length} weight={weight / samples.length} />
          <span class="tally">
            {by.length} of {samples.length} · weight {weight.toFixed(1)}
            {rank === 0 && weight > 0 && <strong> · the vote</strong>}
          </span>
          <Chips of={by} samples={samples} state={state} act={act} />
        </li>
      ))}
      {silent.length > 0 && (
        <li class="vote void">
          <span class="answer">no answer</span>
          <Chips of={silent} samples={samples} state={state} act={act} />
        </li>
      )}
    </ol>
  );
}

/** Outer length: how many; inner length: what they weigh. */
function VoteBar({ share, weight }: { readonly share: number; readonly weight: number }) {
  return (
    <svg class="vote-bar" viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true" focusable="false">
      <rect class="track" x="0" y="0" width="100" height="8" />
      <rect class="share" x="0" y="0" width={share * 100} height="8" />
      <rect class="weight" x="0" y="2" width={weight * 100} height="4" />
    </svg>
  );
}

const sampleVerdicts: Readonly<Record<Sample['verdict'], string>> = {
  fails: 'wrong',
  opinion: 'doubted',
  holds: 'no error found',
  unknown: 'not checked',
};

export function sampleWords(sample: Sample): string {
  const { claims, checked } = sample.coverage;
  const verdict = sample.wrong ? `${sample.wrong} does not follow` : sampleVerdicts[sample.verdict];
  return `${verdict} · ${checked} of ${counted(claims, 'claim')} checked`;
}

type ChipsProps = { readonly of: readonly number[]; readonly samples: readonly Sample[]; readonly state: State; readonly act: Act };

function Chips({ of, samples, state, act }: ChipsProps) {
  return (
    <span class="chips">
      {of.map(i => (
        <button
          key={i}
          type="button"
          class={`chip ${samples[i]!.verdict}`}
          aria-pressed={state.sample === i}
          aria-label={`Sample ${i + 1}, ${sampleWords(samples[i]!)}: light its way`}
          title={`${samples[i]!.title || samples[i]!.solution} · ${sampleWords(samples[i]!)}`}
          onClick={() => act.dispatch({ type: 'sample', sample: i })}
        >
          <SolutionIcon {...samples[i]!} />
          {i + 1}
        </button>
      ))}
    </span>
  );
}

export function Ways({ comparison, state, act, whole }: Props & { readonly whole?: boolean }) {
  const merged: Merged = mergedOf(comparison);
  const lit = state.sample === undefined ? undefined : new Set(wayOf(comparison, state.sample));
  return (
    <PlaneView
      state={state}
      act={act}
      label={`Ways of ${counted(comparison.samples.length, 'sample')} through ${comparison.title}`}
      boxes={merged.stops}
      lines={merged.strands}
      look={box => lookOf(box as Stop)}
      draw={(box, i) => (
        <StopCard
          key={box.id}
          comparison={comparison}
          stop={box as Stop}
          index={i}
          total={merged.stops.length}
          state={state}
          lit={lit?.has(box.id)}
        />
      )}
      drawLine={line => <Way key={line.id} strand={line as Strand} merged={merged} comparison={comparison} sample={state.sample} />}
      whole={whole}
    />
  );
}

function lookOf(stop: Stop): string {
  if (stop.kind === 'problem') return 'nothing';
  if (stop.kind === 'junction') return stop.junction.verdict === 'mixed' ? 'fails' : stop.junction.verdict;
  return 'unknown';
}

/** As thick as there are samples; the part behind a mistake is dashed. */
function Way({
  strand,
  merged,
  comparison,
  sample,
}: {
  readonly strand: Strand;
  readonly merged: Merged;
  readonly comparison: Comparison;
  readonly sample: number | undefined;
}) {
  const target = merged.stops.find(stop => stop.id === strand.to);
  const broken = strand.samples.every(i => isBehind(comparison, i, strand.from) || (target?.kind === 'junction' && failsAt(target, i)));
  const lit = sample === undefined ? '' : strand.samples.includes(sample) ? 'lit' : 'dim';
  return (
    <path
      class={`way ${broken ? 'broken' : ''} ${lit}`}
      d={pathOf(strand.points)}
      stroke-width={1.5 + 2.2 * Math.min(8, strand.samples.length - 0.5)}
    />
  );
}

function failsAt(stop: Extract<Stop, { kind: 'junction' }>, sample: number): boolean {
  return stop.junction.members.some(member => member.sample === sample && member.verdict === 'fails');
}

/** Whether a sample has broken at or before a stop. */
function isBehind({ samples, junctions }: Comparison, sample: number, stop: string): boolean {
  for (const at of samples[sample]!.path) {
    const junction = junctions[at]!;
    if (junction.members.some(member => member.sample === sample && member.verdict === 'fails')) return true;
    if (junction.id === stop) return false;
  }
  return samples[sample]!.verdict === 'fails' && stop !== 'problem';
}

type StopProps = {
  readonly comparison: Comparison;
  readonly stop: Stop;
  readonly index: number;
  readonly total: number;
  readonly state: State;
  readonly lit: boolean | undefined;
};

function StopCard({ comparison, stop, index, total, state, lit }: StopProps) {
  const focused = state.focus === stop.id;
  const place = { id: stop.id, level: 1, position: index + 1, size: total } as const;
  const box = { left: `${stop.x}px`, top: `${stop.y}px`, width: `${stop.width}px`, height: `${stop.height}px` };
  const look = `${lookOf(stop)} ${lit === false ? 'dim' : ''}`;
  if (stop.kind === 'problem') {
    return (
      <div {...rowAttributes(place, focused, `Problem: ${comparison.title}`)} class={`spot stop problem ${look}`} style={box}>
        <div class="head">
          <span class="label">Problem</span>
        </div>
        <div class="words clamp-1">
          <Runs segments={comparison.problem} inline />
        </div>
      </div>
    );
  }
  if (stop.kind === 'vote') {
    const { answer, samples, weight } = stop.vote;
    const said = `Answer ${speakShown(answer)}: ${counted(samples.length, 'sample')}, weight ${weight.toFixed(1)}${stop.rank === 0 && weight > 0 ? ', the vote' : ''}`;
    return (
      <div
        {...rowAttributes(place, focused, said)}
        class={`spot stop end ${stop.rank === 0 && weight > 0 ? 'first' : ''} ${lit === false ? 'dim' : ''}`}
        style={box}
      >
        <div class="head">
          <span class="label">{stop.rank === 0 && weight > 0 ? 'The vote' : 'Answer'}</span>
          <span class="aside">
            {samples.length} of {comparison.samples.length}
          </span>
        </div>
        <div class="result">
          <ShownFormula shown={answer} />
        </div>
      </div>
    );
  }
  const { junction } = stop;
  return (
    <div
      {...rowAttributes(place, focused, speakJunction(comparison, stop))}
      class={`spot stop ${look}`}
      style={box}
      title={membersTitle(junction.members)}
    >
      <div class="result">
        <VerdictIcon verdict={junction.verdict === 'mixed' ? 'fails' : junction.verdict} />
        <ShownFormula shown={junction.shown} />
      </div>
      <Passing members={junction.members} />
    </div>
  );
}

/** Who passes here, by number; a sample that breaks here is crossed out. */
function Passing({ members }: { readonly members: readonly { readonly sample: number; readonly verdict: StepVerdict }[] }) {
  const shown = members.slice(0, 10);
  return (
    <span class="passing" aria-hidden="true">
      {shown.map(({ sample, verdict }) => (
        <span key={sample} class={`bead ${verdict}`}>
          {sample + 1}
        </span>
      ))}
      {members.length > shown.length && <span class="bead">+{members.length - shown.length}</span>}
    </span>
  );
}

function membersTitle(members: readonly { readonly sample: number; readonly label: string; readonly verdict: StepVerdict }[]): string {
  return members
    .map(({ sample, label, verdict }) => `Sample ${sample + 1}: ${label}${verdict === 'fails' ? ', which does not follow' : ''}`)
    .join('\n');
}

function speakJunction(comparison: Comparison, { junction }: Extract<Stop, { kind: 'junction' }>): string {
  const names = (list: readonly { readonly sample: number }[]) => list.map(({ sample }) => sample + 1).join(', ');
  const broken = junction.members.filter(member => member.verdict === 'fails');
  const rest = junction.members.filter(member => member.verdict !== 'fails');
  const said = [
    rest.length > 0 ? `reached by ${rest.length === comparison.samples.length ? 'all samples' : `sample ${names(rest)}`}` : '',
    broken.length > 0 ? `does not follow in sample ${names(broken)}` : '',
  ].filter(Boolean);
  return `Result ${speakShown(junction.shown)}: ${said.join('; ')}.`;
}
