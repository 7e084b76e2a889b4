// What would follow from a correction: the steps after it as they would read, and what stays open.
import type { Change, Replayed, ReplayMark, StepVerdict } from '../server/protocol';
import type { Act } from './act';
import { VerdictIcon } from './icons';
import { Changed, Runs } from './math';
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

export function ReplayOf({ replay: { node, finding, repair, replay, changes }, act }: Props) {
  const told = replay.steps.map((step, i) => ({ step, change: changes?.[i] })).filter(({ step }) => step.mark !== 'apart');
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
        {told.map(({ step, change }) => (
          <Step key={step.step} step={step} change={change} />
        ))}
      </ol>
      {apart > 0 && <div class="note">{apart === 1 ? '1 more step uses' : `${apart} more steps use`} nothing that changed.</div>}
    </section>
  );
}

function Step({ step: { number, mark, after, before, note }, change }: { readonly step: Replayed; readonly change: Change | undefined }) {
  const { verdict, words } = marks[mark];
  return (
    <li>
      <VerdictIcon verdict={verdict} />
      <div>
        <span class="label">Step {number + 1}</span> <span class="lead">{words}</span>
        {!change ? (
          <div class="replayed">{after}</div>
        ) : before === after ? (
          <div class="replayed">
            <Runs segments={change.after} inline />
          </div>
        ) : (
          <div class="diff">
            <div class="was">
              <Changed segments={change.before} kind="removed" />
            </div>
            <div class="is">
              <Changed segments={change.after} kind="added" />
            </div>
          </div>
        )}
        {note && <div class="note">{note}</div>}
      </div>
    </li>
  );
}
