// Rollouts of a model, as tree and graph show them: where one ends, and how many end right.
import type { Branch, Continued } from '../server/protocol';
import { Formula, Runs } from './math';

/** What a rollout ends in, and whether that is the answer to be reached. */
export function Ends({ branch: { answer, right } }: { readonly branch: Branch }) {
  return (
    <span class={`ends ${right ? 'right' : 'astray'}`}>
      <EndMark right={right} />
      <span class="lead">{right ? 'ends right' : answer === undefined ? 'ends nowhere' : 'ends in'}</span>
      {answer !== undefined && <span class="answer">{isWords(answer) ? answer : <Formula tex={answer.replace(/^\$+|\$+$/g, '')} />}</span>}
    </span>
  );
}

const isWords = (answer: string): boolean => /^[\p{L}\s,.'-]{3,}$/u.test(answer);

/** Open shapes in the colour of opinions: a model's answer proves nothing. */
function EndMark({ right }: { readonly right: boolean }) {
  return (
    <svg class="icon opinion" viewBox="0 0 16 16" width="16" height="16" aria-hidden="true" focusable="false">
      <circle cx="8" cy="8" r="6.4" class="line" />
      <path d={right ? 'M4.9 8.3 7.1 10.5 11.2 5.8' : 'm5.6 5.6 4.8 4.8m0-4.8-4.8 4.8'} class="stroke" />
    </svg>
  );
}

/** How many of them end right, with the interval in which the share lies by chance. */
export function Share({ continued: { by, right, total, value, low, high } }: { readonly continued: Continued }) {
  const at = (x: number) => Math.max(0, Math.min(1, x)) * 100;
  return (
    <span class="share-of">
      <svg class="score" viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true" focusable="false">
        <rect class="track" x="0" y="2" width="100" height="4" />
        {value !== undefined && (
          <>
            <rect class="bar" x="0" y="2" width={at(value)} height="4" />
            <rect class="interval" x={at(low)} y="3.4" width={Math.max(1, at(high) - at(low))} height="1.2" />
          </>
        )}
      </svg>
      <span class="figure" title={`${by}: ${rangeWords(low, high)}`}>
        {total === 0 ? 'none could be read' : `${right} of ${total} end right`}
      </span>
    </span>
  );
}

/** "between 14 % and 69 %, 95 times in 100" */
export function rangeWords(low: number, high: number): string {
  const percent = (x: number) => `${Math.round(x * 100)} %`;
  return `95 % interval ${percent(low)} to ${percent(high)}`;
}

/** A rollout in the tree: its end, how many ended so, and when opened what was written. */
export function BranchRow({ branch, total, open }: { readonly branch: Branch; readonly total: number; readonly open: boolean }) {
  const steps = open ? branch.steps : branch.steps.slice(0, 1);
  return (
    <>
      <div class="head">
        <Ends branch={branch} />
        <span class="aside">
          {branch.count} of {total}
        </span>
      </div>
      <ol class={`rolled ${open ? '' : 'closed'}`}>
        {steps.map((step, i) => (
          <li key={i} class="words">
            <Runs segments={step} inline />
          </li>
        ))}
      </ol>
    </>
  );
}
