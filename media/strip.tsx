// The strip at the top: the finding in one line, the solution as a row of marks, and the two views.
import type { SolutionSummary, Tree } from '../server/protocol';
import type { Act } from './act';
import { VerdictIcon } from './icons';
import type { Shown, State, View } from './state';
import { verdictSentence } from './words';

type Props = { readonly shown: Shown; readonly state: State; readonly act: Act };

export function Strip({ shown, state, act }: Props) {
  const { tree, solutions } = shown;
  const { summary } = tree;
  const [said, ...rest] = summary.text.split(' · ');
  const wrong = tree.nodes.find(node => node.kind === 'step' && node.number === summary.firstError);
  const full = summary.coverage.claims > 0 && summary.coverage.checked === summary.coverage.claims;
  return (
    <header class="strip">
      <div class="line">
        <VerdictIcon verdict={wrong ? 'fails' : full ? 'holds' : 'unknown'} />
        <h1>
          {wrong ? (
            <button type="button" class="said wrong" data-go={wrong.id}>
              {said}
            </button>
          ) : (
            <span class="said">{said}</span>
          )}
        </h1>
        <Views view={state.view} act={act} />
      </div>
      <div class="line second">
        {solutions.length > 1 && <Picker solutions={solutions} current={tree.solution} act={act} />}
        <span class="counts">{[...counts(tree), ...rest].join(' · ')}</span>
        {state.checking && (
          <span class="busy" aria-hidden="true">
            checking…
          </span>
        )}
        <Marks tree={tree} />
      </div>
      <span class="spoken" role="status" aria-live="polite">
        {state.checking ? 'checking…' : summary.text}
      </span>
    </header>
  );
}

function counts({ nodes, summary }: Tree): string[] {
  const steps = nodes.filter(node => node.kind === 'step').length;
  return [
    `${steps} ${steps === 1 ? 'step' : 'steps'}`,
    ...(summary.wrong > 0 ? [`${summary.wrong} wrong`] : []),
    ...(summary.inherited > 0 ? [`${summary.inherited} ${summary.inherited === 1 ? 'follows' : 'follow'} from it`] : []),
  ];
}

function Views({ view, act }: { readonly view: View; readonly act: Act }) {
  const choice = (value: View, label: string) => (
    <button type="button" aria-pressed={view === value} onClick={() => act.dispatch({ type: 'view', view: value })}>
      {label}
    </button>
  );
  return (
    // biome-ignore lint/a11y/useSemanticElements: two buttons are no form
    <div class="views" role="group" aria-label="View">
      {choice('tree', 'Tree')}
      {choice('graph', 'Graph')}
    </div>
  );
}

function Picker({
  solutions,
  current,
  act,
}: {
  readonly solutions: readonly SolutionSummary[];
  readonly current: string;
  readonly act: Act;
}) {
  return (
    <select aria-label="Solution" value={current} onChange={event => act.pick(event.currentTarget.value)}>
      {solutions.map((solution, i) => (
        <option key={solution.id} value={solution.id} selected={solution.id === current}>
          {`${i + 1}. ${solution.title}${solution.firstError >= 0 ? ` · step ${solution.firstError + 1} is wrong` : ''}`}
        </option>
      ))}
    </select>
  );
}

/** At most this many marks; a longer solution shows those worth seeing. */
const most = 80;

/** One mark a step, so that the wrong one is seen before anything is read. For the eye and the mouse; the tree says the same. */
function Marks({ tree }: { readonly tree: Tree }) {
  const steps = tree.nodes.filter(node => node.kind === 'step');
  const marked = steps.length > most ? steps.filter(node => node.verdict === 'fails' || node.verdict === 'opinion').slice(0, most) : steps;
  if (marked.length < 2) return null;
  return (
    <span class="marks" aria-hidden="true">
      {marked.map(node => (
        <span key={node.id} class="step-mark" title={`${node.label}: ${verdictSentence(tree, node)}`} data-go={node.id}>
          <VerdictIcon verdict={node.verdict} />
        </span>
      ))}
    </span>
  );
}
