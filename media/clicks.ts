// What a click means, decided in one place as keys are: on a row, on its opener, or on something that leads elsewhere.
import { type Act, activate, spanOf } from './act';
import { nodeById, rowsOf } from './rows';
import type { State } from './state';

/** Handles a click on `target`. Buttons with a meaning of their own are left to it. */
export function click(state: State, act: Act, target: Element): void {
  const { shown } = state;
  if (!shown) return;
  const toggle = target.closest<HTMLElement>('[data-toggle]')?.dataset.toggle;
  if (toggle !== undefined) {
    act.dispatch({ type: 'focus', row: toggle });
    act.dispatch({ type: 'toggle', node: toggle });
    return;
  }
  const goal = nodeById(shown.tree, target.closest<HTMLElement>('[data-go]')?.dataset.go);
  if (goal) {
    act.dispatch({ type: 'focus', row: goal.id });
    act.reveal(goal.span);
    return;
  }
  if (target.closest('button, select')) return;
  const id = target.closest<HTMLElement>('[data-row]')?.dataset.row;
  const row = id === undefined ? undefined : rowsOf(shown.tree, state.toggled).find(each => each.id === id);
  if (!row) return;
  act.dispatch({ type: 'focus', row: row.id });
  if (row.detail?.kind === 'premise') activate(act, row);
  else act.reveal(spanOf(row));
}
