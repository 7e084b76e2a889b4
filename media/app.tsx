// state → what is on screen.
import type { Act } from './act';
import { Graph } from './graph';
import { keys } from './keys';
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
      <main class={`view ${state.checking ? 'checking' : ''}`} aria-busy={state.checking}>
        {shown.tree.nodes.length === 0 ? (
          <p class="message">This solution has no steps.</p>
        ) : state.view === 'tree' ? (
          <Outline tree={shown.tree} state={state} act={act} />
        ) : (
          <Graph tree={shown.tree} state={state} />
        )}
      </main>
      <footer class="hints">
        {keys.map(
          ({ hint }) =>
            hint && (
              <span key={hint.key}>
                <kbd>{hint.key}</kbd> {hint.about}
              </span>
            ),
        )}
      </footer>
    </>
  );
}
