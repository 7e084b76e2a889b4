// The strip at the top: the finding in one line, the solution as a row of marks, the views, and what can be done.
import type { Tree } from '../server/protocol';
import type { Act } from './act';
import { SolutionIcon, ToolIcon, VerdictIcon } from './icons';
import { ShareMenu } from './menu';
import type { Shown, State, View } from './state';
import { counted } from './words';

type Props = { readonly shown: Shown; readonly state: State; readonly act: Act };

export function Strip({ shown, state, act }: Props) {
  const { tree, solutions, ms } = shown;
  const { summary } = tree;
  const [said, ...rest] = summary.text.split(' · ');
  const wrong = tree.nodes.find(node => node.kind === 'step' && node.number === summary.firstError);
  const verdict = wrong ? 'fails' : tree.nodes.some(node => node.verdict === 'opinion') ? 'opinion' : 'unknown';
  const comparing = state.view === 'compare' && state.compared;
  return (
    <header class="strip">
      <div class="line">
        {comparing ? <VerdictIcon verdict="nothing" /> : <SolutionIcon verdict={verdict} coverage={summary.coverage} />}
        <h1>
          {comparing ? (
            <span class="said">{comparisonWords(comparing.comparison)}</span>
          ) : wrong ? (
            <button type="button" class="said wrong" data-go={wrong.id}>
              {said}
            </button>
          ) : (
            <span class="said">{said}</span>
          )}
        </h1>
        <Views state={state} act={act} />
        <Doing state={state} act={act} />
      </div>
      <div class="line second">
        {solutions.length > 1 && !comparing && <Picker shown={shown} act={act} />}
        <span class="counts">
          {comparing
            ? 'merged where they arrive at the same result'
            : [...counts(tree), ...rest, ...(ms === undefined ? [] : [`${ms < 10 ? ms.toFixed(1) : Math.round(ms)} ms`])].join(' · ')}
        </span>
        {state.checking && (
          <span class="busy" aria-hidden="true">
            checking…
          </span>
        )}
        {!comparing && <Marks tree={tree} />}
      </div>
      <span class="spoken" role="status" aria-live="polite">
        {state.checking ? 'checking…' : [summary.text, state.notice].filter(Boolean).join('. ')}
      </span>
    </header>
  );
}

function comparisonWords({ samples, votes }: NonNullable<State['compared']>['comparison']): string {
  const wrong = samples.filter(sample => sample.verdict === 'fails').length;
  return `${counted(samples.length, 'sample')} · ${counted(votes.length, 'answer')} · ${wrong} proved wrong`;
}

function counts({ nodes, summary }: Tree): string[] {
  const steps = nodes.filter(node => node.kind === 'step').length;
  return [
    counted(steps, 'step'),
    ...(summary.wrong > 0 ? [`${summary.wrong} wrong`] : []),
    ...(summary.inherited > 0 ? [`${summary.inherited} ${summary.inherited === 1 ? 'follows' : 'follow'} from it`] : []),
  ];
}

function Views({ state, act }: { readonly state: State; readonly act: Act }) {
  const choice = (value: View, label: string, run = () => act.dispatch({ type: 'view', view: value })) => (
    <button type="button" aria-pressed={state.view === value} onClick={run}>
      {label}
    </button>
  );
  return (
    // biome-ignore lint/a11y/useSemanticElements: buttons are no form
    <div class="views" role="group" aria-label="View">
      {choice('tree', 'Tree')}
      {choice('graph', 'Graph')}
      {(state.compared || (state.shown?.solutions.length ?? 0) > 1) && choice('compare', 'Compare', act.compare)}
    </div>
  );
}

/** The ties to the editor, and the menu. */
function Doing({ state, act }: { readonly state: State; readonly act: Act }) {
  const tie = (tool: 'pin' | 'follow', on: boolean, about: string, run: () => void) => (
    <button type="button" class="tool" aria-pressed={on} aria-label={about} title={about} onClick={run}>
      <ToolIcon tool={tool} />
    </button>
  );
  const open = state.menu === 'share';
  return (
    <div class="doing">
      {tie('follow', state.follow, 'Follow the caret (f)', () => act.tie({ follow: !state.follow }))}
      {tie('pin', state.pinned, 'Stay with this solution (o)', () => act.tie({ pinned: !state.pinned }))}
      <button
        type="button"
        class="tool opens-menu"
        aria-haspopup="menu"
        aria-expanded={open}
        aria-label="Copy, export, move (m)"
        title="Copy, export, move (m)"
        onClick={() => act.dispatch({ type: 'menu', menu: open ? undefined : 'share' })}
      >
        <ToolIcon tool="more" />
      </button>
      {open && <ShareMenu state={state} act={act} />}
    </div>
  );
}

/** Which solution of the document: the one before, the editor's list, the one after. */
function Picker({ shown: { tree, solutions }, act }: { readonly shown: Shown; readonly act: Act }) {
  const here = solutions.findIndex(one => one.id === tree.solution);
  const turn = (by: 1 | -1, tool: 'previous' | 'next', about: string) => (
    <button type="button" class="tool" aria-label={about} title={about} disabled={!solutions[here + by]} onClick={() => act.turn(by)}>
      <ToolIcon tool={tool} />
    </button>
  );
  return (
    // biome-ignore lint/a11y/useSemanticElements: buttons are no form
    <span class="picker" role="group" aria-label="Solution">
      {turn(-1, 'previous', 'Previous solution ([)')}
      <button type="button" class="choose" title="Choose a solution (l)" onClick={act.choose}>
        <span class="title">{tree.title || tree.solution}</span>
        <span class="place">
          {here + 1} of {solutions.length}
        </span>
        <ToolIcon tool="list" />
      </button>
      {turn(1, 'next', 'Next solution (])')}
    </span>
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
        <span key={node.id} class="step-mark" title={`${node.label}: ${node.said}`} data-go={node.id}>
          <VerdictIcon verdict={node.verdict} />
        </span>
      ))}
    </span>
  );
}
