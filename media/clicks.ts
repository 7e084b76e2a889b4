// What a click means, decided in one place as keys are: on a row, on its opener, or on something that leads elsewhere.
import { type Act, activate, spanOf } from './act';
import { openSide, openStop } from './keys';
import { nodeById, nodeIdOf, type Row, rowsOf } from './rows';
import { sidesOf } from './sides';
import type { State } from './state';

/** Handles a click on `target`. Buttons with a meaning of their own are left to it. */
export function click(state: State, act: Act, target: Element): void {
  const { shown } = state;
  if (!shown) return;
  if (state.menu && !target.closest('.menu, .opens-menu')) act.dispatch({ type: 'menu', menu: undefined });
  const toggle = target.closest<HTMLElement>('[data-toggle]')?.dataset.toggle;
  if (toggle !== undefined) {
    act.dispatch({ type: 'focus', row: toggle });
    act.dispatch({ type: 'toggle', node: toggle });
    return;
  }
  const goal = nodeById(shown.tree, target.closest<HTMLElement>('[data-go]')?.dataset.go);
  if (goal) {
    if (state.view === 'compare') act.dispatch({ type: 'view', view: 'tree' });
    act.dispatch({ type: 'focus', row: goal.id });
    act.reveal(goal.span);
    return;
  }
  if (target.closest('button, select, .minimap')) return;
  const id = target.closest<HTMLElement>('[data-row]')?.dataset.row;
  if (id === undefined) return;
  if (state.view === 'compare') {
    act.dispatch({ type: 'focus', row: id });
    return;
  }
  const side = state.view === 'graph' ? sidesOf(state).find(each => each.id === id) : undefined;
  if (side) {
    act.dispatch({ type: 'focus', row: id });
    if (side.kind !== 'rollout') openSide(act, side);
    return;
  }
  const row = rowOf(state, id);
  if (!row) return;
  act.dispatch({ type: 'focus', row: row.id });
  if (row.detail?.kind === 'premise' || row.detail?.kind === 'branch' || row.detail?.kind === 'more') activate(act, row);
  else act.reveal(spanOf(row));
}

/** A double click opens: in a comparison the step behind a result, in the graph the node in the tree. */
export function doubleClick(state: State, act: Act, target: Element): void {
  const id = target.closest<HTMLElement>('[data-row]')?.dataset.row;
  if (id === undefined || target.closest('button')) return;
  if (state.view === 'compare') openStop(state, act, id);
  else if (state.view === 'graph') {
    const side = sidesOf(state).find(each => each.id === id);
    if (side?.kind === 'rollout') openSide(act, side);
    else if (!side) act.dispatch({ type: 'view', view: 'tree' });
  }
}

/** The row an element belongs to, opened or not. */
export function rowOf({ shown, toggled }: State, id: string): Row | undefined {
  if (!shown) return undefined;
  const node = nodeById(shown.tree, nodeIdOf(id));
  if (node && id === node.id) return { id, node, level: 1, position: 1, size: 1 };
  return rowsOf(shown.tree, toggled).find(row => row.id === id);
}
