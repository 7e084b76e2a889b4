// What would follow from a correction: the steps after it as they would read, and what stays open.
import type { Replayed, ReplayMark, StepVerdict } from '../server/protocol';
import type { Act } from './act';
import { VerdictIcon } from './icons';
import type { State } from './state';

const marks: Readonly<Record<ReplayMark, { readonly verdict: StepVerdict; readonly words: string }>> = {
  corrected: { verdict: 'holds', words: 'corrected' },
  recomputed: { verdict: 'holds', words: 'recomputed' },
  follows: { verdict: 'holds', words: 'holds as it stands' },
  open: { verdict: 'unknown', words: 'could not be recomputed' },
  wrong: { verdict: 'fails', words: 'breaks on its own' },
  apart: { verdict: 'nothing', words: 'uses nothing that changed' },
};

type Props = { readonly replay: NonNullable<State['replay']>; readonly act: Act };

export function ReplayOf({ replay: { node, finding, repair, replay }, act }: Props) {
  const told = replay.steps.filter(step => step.mark !== 'apart');
  const apart = replay.steps.length - told.length;
  const { answer } = replay;
  return (
    <section class="replay" aria-label="What would follow from the correction">
      <div class="head">
        <span class="label">What would follow</span>
        {answer && (
          <span class="verdict">
            the answer {answer.before === answer.after ? `stays ${answer.after}` : `becomes ${answer.after} instead of ${answer.before}`}
          </span>
        )}
        <span class="acts">
          <button type="button" class="apply" onClick={() => act.carryOn(node, finding, repair)}>
            Carry on
          </button>
          <button type="button" class="plain" onClick={() => act.dispatch({ type: 'forget' })}>
            Close
          </button>
        </span>
      </div>
      <ol>
        {told.map(step => (
          <Step key={step.step} step={step} />
        ))}
      </ol>
      {apart > 0 && <div class="note">{apart === 1 ? '1 more step uses' : `${apart} more steps use`} nothing that changed.</div>}
    </section>
  );
}

function Step({ step: { number, mark, before, after, note } }: { readonly step: Replayed }) {
  const { verdict, words } = marks[mark];
  const same = before === after;
  const [lead, was, is, rest] = same ? [after, '', '', ''] : difference(before, after);
  return (
    <li>
      <VerdictIcon verdict={verdict} />
      <div>
        <span class="label">Step {number + 1}</span> <span class="lead">{words}</span>
        <div class="replayed">
          {lead}
          {was && <del class="changed removed">{was}</del>}
          {is && <ins class="changed added">{is}</ins>}
          {rest}
        </div>
        {note && <div class="note">{note}</div>}
      </div>
    </li>
  );
}

/** What two texts begin with, where they differ, and what they end with; words stay whole. */
function difference(before: string, after: string): [string, string, string, string] {
  let start = 0;
  while (start < before.length && start < after.length && before[start] === after[start]) start++;
  while (start > 0 && /[\w.]/.test(before[start - 1]!)) start--;
  let end = 0;
  const room = Math.min(before.length, after.length) - start;
  while (end < room && before[before.length - 1 - end] === after[after.length - 1 - end]) end++;
  while (end > 0 && /[\w]/.test(before[before.length - end]!)) end--;
  return [
    after.slice(0, start),
    before.slice(start, before.length - end),
    after.slice(start, after.length - end),
    after.slice(after.length - end),
  ];
}
