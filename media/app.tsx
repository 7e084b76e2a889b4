// state → what is on screen.
import type { Act } from './act';
import { Compare } from './compare';
import { Graph } from './graph';
import { keysOf } from './keys';
import { KeyList } from './menu';
import { Outline } from './outline';
import type { State } from './state';
import { Strip } from './strip';

export function App({ state, act }: { readonly state: State; readonly act: Act }) {
  const { shown } = state;
  if (!shown) {
    return (
      <main class="message">
        <h1>Hence</h1>
        <p role="status">{state.reason ?? (state.checking || state.kept ? 'checking…' : 'Open a worked solution to see its reasoning.')}</p>
      </main>
    );
  }
  return (
    <>
      <Strip shown={shown} state={state} act={act} />
      <main class={`view ${state.view} ${state.checking ? 'checking' : ''}`} aria-busy={state.checking}>
        {shown.tree.nodes.length === 0 ? (
          <p class="message">This solution has no steps.</p>
        ) : state.view === 'compare' && state.compared ? (
          <Compare comparison={state.compared.comparison} state={state} act={act} />
        ) : state.view === 'graph' ? (
          <Graph tree={shown.tree} state={state} act={act} />
        ) : (
          <Outline tree={shown.tree} state={state} act={act} />
        )}
      </main>
      {state.menu === 'keys' && <KeyList state={state} act={act} />}
      <footer class="hints">
        {keysOf(state.view).map(
          ({ key, about, hint }) =>
            hint && (
              <span key={key}>
                <kbd>{key}</kbd> {about}
              </span>
            ),
        )}
        {state.notice && <span class="notice">{state.notice}</span>}
      </footer>
    </>
  );
}
