// One key, one action: the table that the keyboard and the hints at the bottom both read.
import { type Act, activate, spanOf } from './act';
import { detailsOf, isOpen, nodeById, nodeIdOf, type Row, rowsOf } from './rows';
import type { State } from './state';

type Key = {
  readonly keys: readonly string[];
  /** As shown in the hints; absent for keys that every tree has. */
  readonly hint?: { readonly key: string; readonly about: string };
  readonly run: (state: State, act: Act) => void;
};

export const keys: readonly Key[] = [
  { keys: ['ArrowUp', 'ArrowDown'], hint: { key: '↑ ↓', about: 'move' }, run: () => {} },
  { keys: ['Enter', ' '], hint: { key: 'Enter', about: 'open' }, run: enter },
  { keys: ['r'], hint: { key: 'r', about: 'reveal in the text' }, run: reveal },
  { keys: ['n'], hint: { key: 'n', about: 'next finding' }, run: (_state, act) => act.dispatch({ type: 'move', to: 'nextFinding' }) },
  { keys: ['p'], hint: { key: 'p', about: 'previous' }, run: (_state, act) => act.dispatch({ type: 'move', to: 'previousFinding' }) },
  { keys: ['a'], hint: { key: 'a', about: 'apply correction' }, run: apply },
  {
    keys: ['g'],
    hint: { key: 'g', about: 'tree or graph' },
    run: (state, act) => act.dispatch({ type: 'view', view: state.view === 'tree' ? 'graph' : 'tree' }),
  },
];

const moves = { ArrowUp: 'up', ArrowDown: 'down', ArrowLeft: 'left', ArrowRight: 'right', Home: 'first', End: 'last' } as const;

/** Handles a key; false where it means nothing here, so that the browser may have it. */
export function press(state: State, act: Act, key: string): boolean {
  if (!state.shown) return false;
  if (key in moves) {
    act.dispatch({ type: 'move', to: moves[key as keyof typeof moves] });
    return true;
  }
  const found = keys.find(entry => entry.keys.includes(key));
  found?.run(state, act);
  return found !== undefined;
}

/** The row the keyboard stands on. */
export function focusedRow(state: State): Row | undefined {
  const { shown, focus } = state;
  if (!shown || focus === undefined) return undefined;
  return rowsOf(shown.tree, state.toggled).find(row => row.id === focus);
}

function enter(state: State, act: Act): void {
  const row = focusedRow(state);
  if (!row) return;
  if (state.view === 'tree') {
    activate(act, row);
    return;
  }
  if (!isOpen(row.node, state.toggled)) act.dispatch({ type: 'toggle', node: row.node.id });
  act.dispatch({ type: 'view', view: 'tree' });
}

function reveal(state: State, act: Act): void {
  const row = focusedRow(state);
  if (row) act.reveal(spanOf(row));
}

/** Applies the correction the keyboard stands on, else the first of its step. */
function apply(state: State, act: Act): void {
  const tree = state.shown?.tree;
  const node = tree && state.focus !== undefined ? nodeById(tree, nodeIdOf(state.focus)) : undefined;
  if (!tree || !node) return;
  const repairs = detailsOf(tree, node).filter(detail => detail.kind === 'repair');
  const wanted = repairs.find(detail => detail.id === state.focus) ?? repairs[0];
  if (wanted) act.apply(node.id, wanted.findingIndex, wanted.repairIndex);
}
