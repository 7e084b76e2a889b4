// What opens over the panel: copying, exporting and moving, and the list of all keys.
import type { Act } from './act';
import { keysOf } from './keys';
import type { State } from './state';

type Props = { readonly state: State; readonly act: Act };

export function ShareMenu({ state, act }: Props) {
  const item = (about: string, run: () => void) => (
    <button
      type="button"
      role="menuitem"
      onClick={() => {
        act.dispatch({ type: 'menu', menu: undefined });
        run();
      }}
    >
      {about}
    </button>
  );
  const picture = state.view === 'tree' ? 'tree' : state.view === 'graph' ? 'graph' : 'comparison';
  return (
    <div class="menu" role="menu" aria-label="Copy, export, move" onKeyDown={walk}>
      {item('Copy as Markdown', () => act.copy('markdown'))}
      {item('Copy as LaTeX', () => act.copy('latex'))}
      <hr />
      {item('Export report (HTML)…', act.save)}
      {item(`Export ${picture} (SVG)…`, () => act.picture('svg'))}
      {item(`Export ${picture} (PNG)…`, () => act.picture('png'))}
      <hr />
      {item('Move beside the text', () => act.place('beside'))}
      {item('Move below the text', () => act.place('below'))}
      {item('Move into a window of its own', () => act.place('window'))}
    </div>
  );
}

/** Arrows walk a menu round; typing elsewhere is not wanted meanwhile. */
function walk(event: KeyboardEvent & { readonly currentTarget: HTMLElement }): void {
  const items = [...event.currentTarget.querySelectorAll<HTMLElement>('[role=menuitem]')];
  const here = items.indexOf(document.activeElement as HTMLElement);
  const to = { ArrowDown: here + 1, ArrowUp: here - 1, Home: 0, End: -1 }[event.key];
  if (to === undefined) return;
  event.preventDefault();
  items.at(to % items.length)?.focus();
}

export function KeyList({ state, act }: Props) {
  return (
    <section class="key-list" aria-label="Keys">
      <h2>Keys</h2>
      <dl>
        {keysOf(state.view).map(({ key, about }) => (
          <div key={key}>
            <dt>
              <kbd>{key}</kbd>
            </dt>
            <dd>{about}</dd>
          </div>
        ))}
      </dl>
      <button type="button" class="plain" onClick={() => act.dispatch({ type: 'menu', menu: undefined })}>
        Close
      </button>
    </section>
  );
}
