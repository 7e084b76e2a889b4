// The panel's entry: one state, one loop. A message or a key makes an action, the reducer makes a state, the state is drawn.
import { render } from 'preact';
import type { FromPanel } from '../server/protocol';
import { createAct, spanOf } from './act';
import { App } from './app';
import { magnify, type Point, pan, reach } from './camera';
import { click, doubleClick, rowOf } from './clicks';
import { drawnWhole, topOf } from './heights';
import { press } from './keys';
import { refillBudget } from './math';
import { boxOf, planeOf } from './planes';
import { portrait } from './portrait';
import { nodeIdOf } from './rows';
import { type Action, initial, keep, reduce, type State } from './state';
import { readMessage } from './wall';

declare function acquireVsCodeApi(): { postMessage(message: FromPanel): void; getState(): unknown; setState(state: unknown): void };

const vscode = acquireVsCodeApi();
const root = document.getElementById('root') ?? document.body.appendChild(document.createElement('div'));
let state = initial(vscode.getState());
let kept = '';
/** The document whose other samples were asked for. */
let lookedAround: string | undefined;
const act = createAct(
  () => state,
  dispatch,
  message => vscode.postMessage(message),
  format => portrait(state, act, format),
);

function dispatch(action: Action): void {
  const before = state;
  state = reduce(before, action);
  if (state === before) {
    // The reader asked for the row again: show it where it stands.
    if (action.type === 'focus') follow(state, true);
    return;
  }
  if (action.type === 'tree') refillBudget();
  draw();
  remember();
  if (state.view !== before.view || (state.shown && !before.shown)) measure();
  if (state.view === 'graph' && state.shown?.uri !== lookedAround) {
    lookedAround = state.shown?.uri;
    act.lookAround();
  }
  if (state.menu !== before.menu)
    document.querySelector<HTMLElement>(state.menu === 'share' ? '.menu button' : '.key-list button')?.focus();
  if (before.menu && !state.menu) follow(state, true);
  if (action.type === 'move' || action.type === 'focus' || action.type === 'toggle' || action.type === 'view') follow(state, true);
  else if (action.type === 'comparison' && state.view !== before.view) follow(state, true);
  else if (action.type === 'select' && state.selected !== before.selected) follow(state, false);
  else if (action.type === 'tree' && state.shown?.tree.solution !== before.shown?.tree.solution) follow(state, false);
}

function draw(): void {
  try {
    render(<App state={state} act={act} />, root);
  } catch (error) {
    vscode.postMessage({ type: 'error', message: error instanceof Error ? (error.stack ?? error.message) : String(error) });
  }
}

/** Brings the focused row into view; with `take` the keyboard goes there too. */
function follow({ focus, view, shown }: State, take: boolean): void {
  if (focus === undefined || !shown) return;
  const box = boxOf(state, focus);
  if (box) {
    const { camera } = planeOf(state);
    const next = reach(camera, box, state.size);
    if (next !== camera) dispatch({ type: 'camera', camera: next });
  } else if (view === 'tree' && shown.tree.nodes.length > drawnWhole) bring(shown.tree, nodeIdOf(focus));
  const row = find(focus) ?? find(nodeIdOf(focus));
  if (take) row?.focus({ preventScroll: true });
  if (!row || box) return;
  // A step that is taller than the view is brought to its first line.
  const pane = row.closest('.view');
  const whole = !pane || row.offsetHeight <= pane.clientHeight;
  (whole ? row : (row.querySelector('.head') ?? row)).scrollIntoView({ block: 'nearest', inline: 'nearest' });
}

function find(id: string): HTMLElement | null {
  return root.querySelector<HTMLElement>(`[data-row="${CSS.escape(id)}"]`);
}

/** Scrolls a long outline to about where a node is, so that it is drawn among its neighbours. */
function bring(tree: NonNullable<State['shown']>['tree'], id: string): void {
  const pane = root.querySelector<HTMLElement>('.view');
  if (!pane) return;
  const top = topOf(tree, state.toggled, id);
  if (top >= state.scroll && top < state.scroll + state.size.height - 80) return;
  pane.scrollTop = Math.max(0, top - pane.clientHeight / 3);
  dispatch({ type: 'scroll', top: pane.scrollTop });
}

/** Tells the state how large the view is. */
function measure(): void {
  const pane = root.querySelector<HTMLElement>('.plane') ?? root.querySelector<HTMLElement>('.view');
  if (pane) dispatch({ type: 'size', size: { width: pane.clientWidth, height: pane.clientHeight } });
}

function remember(): void {
  const next = keep(state);
  const text = JSON.stringify(next);
  if (!next || text === kept) return;
  kept = text;
  vscode.setState(next);
}

window.addEventListener('message', event => {
  const message = readMessage(event.data);
  if (message) dispatch(message);
});

document.addEventListener('keydown', event => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
  const target = event.target instanceof Element ? event.target : document.body;
  if (target.closest('select, input, textarea')) return;
  if (target.closest('.menu') && event.key !== 'Escape') return;
  if (target.closest('button') && (event.key === 'Enter' || event.key === ' ')) return;
  if (press(state, act, event.key)) event.preventDefault();
});

document.addEventListener('click', event => {
  // Marking text with the mouse is no command, and neither is the end of a drag.
  if (event.target instanceof Element && !dragged && (getSelection()?.isCollapsed ?? true)) click(state, act, event.target);
});
document.addEventListener('dblclick', event => event.target instanceof Element && doubleClick(state, act, event.target));

//#region The plane under the mouse

let drag: Point | undefined;
let dragged = false;

document.addEventListener('pointerdown', event => {
  dragged = false;
  const target = event.target as Element;
  const onPlane = target.closest('.plane') && !target.closest('.minimap, .tools, button');
  if (onPlane && (event.button === 1 || (event.button === 0 && !target.closest('.spot')))) drag = { x: event.clientX, y: event.clientY };
});
document.addEventListener('pointermove', event => {
  if (!drag) return;
  const by = { x: event.clientX - drag.x, y: event.clientY - drag.y };
  if (!dragged && Math.hypot(by.x, by.y) < 4) return;
  dragged = true;
  drag = { x: event.clientX, y: event.clientY };
  const { plane, camera } = planeOf(state);
  dispatch({ type: 'camera', camera: pan(camera, by, plane, state.size) });
});
for (const type of ['pointerup', 'pointercancel'] as const)
  document.addEventListener(type, () => {
    drag = undefined;
  });
document.addEventListener(
  'wheel',
  event => {
    const pane = event.target instanceof Element ? event.target.closest('.plane') : null;
    if (!pane) return;
    event.preventDefault();
    const { plane, camera } = planeOf(state);
    const frame = pane.getBoundingClientRect();
    // A pinch arrives as a turn of the wheel with Ctrl held.
    const next =
      event.ctrlKey || event.metaKey
        ? magnify(camera, Math.exp(-event.deltaY / 240), { x: event.clientX - frame.left, y: event.clientY - frame.top })
        : pan(camera, event.shiftKey ? { x: -event.deltaY, y: -event.deltaX } : { x: -event.deltaX, y: -event.deltaY }, plane, state.size);
    dispatch({ type: 'camera', camera: next });
  },
  { passive: false },
);

//#endregion

let pointed: string | undefined;

/** The place in the text is marked while the mouse rests on its row. */
document.addEventListener('pointerover', event => {
  const id = event.target instanceof Element ? event.target.closest<HTMLElement>('[data-row]')?.dataset.row : undefined;
  if (id === pointed || state.view === 'compare') return;
  pointed = id;
  // The mouse is here now, and rests on no text any more.
  if (state.pointed !== undefined && state.shown) dispatch({ type: 'point', uri: state.shown.uri });
  const row = id === undefined ? undefined : rowOf(state, id);
  act.hover(row && spanOf(row));
});
document.documentElement.addEventListener('pointerleave', () => {
  if (pointed === undefined) return;
  pointed = undefined;
  act.hover(undefined);
});

// Scrolling does not bubble; a long outline draws what comes into sight, once a frame.
let scrolling = false;
document.addEventListener(
  'scroll',
  event => {
    const pane = event.target;
    if (
      !(pane instanceof HTMLElement) ||
      !pane.classList.contains('view') ||
      scrolling ||
      (state.shown?.tree.nodes.length ?? 0) <= drawnWhole
    )
      return;
    scrolling = true;
    requestAnimationFrame(() => {
      scrolling = false;
      dispatch({ type: 'scroll', top: pane.scrollTop });
    });
  },
  { capture: true, passive: true },
);

window.addEventListener('error', event => vscode.postMessage({ type: 'error', message: event.message }));
window.addEventListener('resize', measure);

draw();
const restored = keep(state);
vscode.postMessage(restored ? { type: 'ready', state: restored } : { type: 'ready' });
